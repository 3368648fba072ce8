"""The rules that ``check`` applies: each module lists those on one matter in ``RULES``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explainer.checks.rule import Rule


def load_rules() -> tuple[Rule, ...]:
    """All rules. Their order does not matter, since findings are sorted by place."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return tuple(rule for module in modules for rule in module.RULES)
