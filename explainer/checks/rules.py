"""The table of rules. The order does not matter: findings are sorted by place."""

from __future__ import annotations

from explainer.checks import (
    stale_fact,
    stale_page,
)
from explainer.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    stale_fact.RULE,
    stale_page.RULE,
)

WAIVABLE = frozenset({*(rule.code for rule in RULES), "misplaced-file"})
"""The codes of all warnings that a site may waive: the rules', and those of reading files."""
