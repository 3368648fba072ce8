"""The table of rules. The order does not matter: findings are sorted by place."""

from __future__ import annotations

from explainer.checks import (
    checked_before_published,
    checked_in_future,
    citation_without_place,
    copies_only,
    foreign_script,
    incomplete_source,
    long_answer,
    long_sentence,
    naked_number,
    one_party,
    passage_differs,
    passage_not_found,
    single_source,
    stale_fact,
    stale_page,
    stored_copy,
    thin_dispute,
    translation_differs,
    translation_older,
    uncited_answer,
    unused_fact,
    unused_note,
    unused_source,
    unused_term,
    vanished_address,
)
from explainer.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    stale_fact.RULE,
    stale_page.RULE,
    checked_in_future.RULE,
    checked_before_published.RULE,
    unused_source.RULE,
    unused_fact.RULE,
    unused_note.RULE,
    unused_term.RULE,
    single_source.RULE,
    copies_only.RULE,
    one_party.RULE,
    thin_dispute.RULE,
    incomplete_source.RULE,
    citation_without_place.RULE,
    passage_not_found.RULE,
    passage_differs.RULE,
    stored_copy.RULE,
    translation_older.RULE,
    translation_differs.RULE,
    vanished_address.RULE,
    naked_number.RULE,
    uncited_answer.RULE,
    long_sentence.RULE,
    long_answer.RULE,
    foreign_script.RULE,
)

EXTERNAL = frozenset({"dead-external-link", "moved-external-link"})
"""The codes of what only asking the web finds: see ``explainer.external_links.rules``."""
