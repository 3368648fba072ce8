"""The rules that ``check`` applies: each module lists those on one matter in ``RULES``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explainer.checks.rule import Rule

_THOROUGH = frozenset(("other-account", "plural-of-one"))


def load_rules() -> tuple[Rule, ...]:
    """All rules. Their order does not matter, since findings are sorted by place. What each finds
    is said in its text in ``explainer/explanations/warnings/``."""
    from explainer.checks.rule import Rule

    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    rows = (row for module in modules for row in module.RULES.items())
    return tuple(Rule(code, "", find, thorough=code in _THOROUGH) for code, find in rows)
