"""The rules that ``check`` applies, one per module, which is named after the rule's code."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explainer.checks.rule import Rule


def load_rules() -> tuple[Rule, ...]:
    """All rules. Their order does not matter, since findings are sorted by place."""
    return tuple(import_module(f"{__name__}.{name}").RULE for name in _modules())


def rule_codes() -> frozenset[str]:
    """The codes of all rules, without importing their modules, which a build does not need."""
    return frozenset(name.replace("_", "-") for name in _modules())


def _modules() -> list[str]:
    return [module.name for module in iter_modules(__path__)]
