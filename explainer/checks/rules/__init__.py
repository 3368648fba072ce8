"""The rules that ``check`` applies, a module each; a module is named after its rule's code."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explainer.checks.rule import Rule


def load_rules() -> tuple[Rule, ...]:
    """All of them. Their order does not matter: findings are sorted by place."""
    return tuple(import_module(f"{__name__}.{name}").RULE for name in _modules())


def rule_codes() -> frozenset[str]:
    """Their codes, without reading the modules, which a build does not need."""
    return frozenset(name.replace("_", "-") for name in _modules())


def _modules() -> list[str]:
    return [module.name for module in iter_modules(__path__)]
