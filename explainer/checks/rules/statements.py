"""Facts whose statement and claims part: in a number, a day, or who says so.

A statement need not tell each claim, so what it leaves out is found for the current claim and for
the rivals in a dispute; for another only where it has a figure in its place that no claim has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from explainer.checks.evidence.held import Held, holds_day, holds_number
from explainer.checks.evidence.speakers import names_speaker
from explainer.checks.prose.numbers import find_figures
from explainer.checks.rule import Finding, Rule, Subject
from explainer.edtf import EdtfDate
from explainer.languages.figures import Day, Figures, read_figures
from explainer.model.facts.claims import Claim, is_derived, upheld
from explainer.model.values import near_numbers
from explainer.model.values.value import DateValue, Quantity, Value
from explainer.resolve.ledger import Standpoint
from explainer.tables import by_word, read_table

_TABLE = read_table(Path(near_numbers.__file__).with_name("near_words.toml"))
_ABOUT = by_word({"about": _TABLE["bound"]["about"]})
_VAGUE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _ABOUT))})(?!\w)", re.IGNORECASE)


class _Statement(Struct, frozen=True):
    """What a fact's statement says, and the numbers and days that any of its claims has. The
    numbers of a ``vague`` one may be rounded."""

    standpoint: Standpoint
    language: str
    said: Figures
    vague: bool
    claimed: frozenset[Decimal]
    days: frozenset[Day]

    def lacks(self, claim: Claim) -> tuple[str, str]:
        """A number or day of the claim that is not said, and what is said instead, or nothing."""
        value = self.standpoint.value_of(claim)
        for number in _numbers(value):
            if not self._says(number, self.vague or is_derived(claim)):
                alike = (text for text, said in self.loose_numbers() if _alike(said, number))
                return f"{number:f}", next(alike, "")
        for day in _ends(value.date if isinstance(value, DateValue) else None):
            if holds_day(day, self.said, None) is Held.MISSING:
                return _shown(day), next((text for text, _ in self.loose_days()), "")
        for day in _ends(claim.as_of):
            month = Day(day.year, day.month)
            near = day.day and any(month.fits(each) for each in self.said.days if each.day)
            if near and holds_day(day, self.said, None) is Held.MISSING:
                for text, days in self.loose_days():
                    if any(map(month.fits, days)):
                        return f"as_of {_shown(day)}", text
        return "", ""

    def _says(self, number: Decimal, vague: bool) -> bool:
        """Whether the number is said, or rounded, or lies between two years that are."""
        said = self.said.numbers
        return (
            holds_number(number, self.said, self.language) is not Held.MISSING
            or (vague and any(_rounds(one, number) for one in said))
            or any(1000 <= one <= 2100 and one + number in said for one in said)
        )

    def loose_numbers(self) -> tuple[tuple[str, frozenset[Decimal]], ...]:
        """The numbers of the statement that no claim has, each with its readings."""
        text = self.standpoint.fact.statement
        return _loose_numbers(text, self.language, self.claimed, self.vague)

    def loose_days(self) -> tuple[tuple[str, frozenset[Day]], ...]:
        """The days of the statement that no claim has."""
        return _loose_days(self.standpoint.fact.statement, self.language, self.days)


# These are asked for each claim of a fact that may have many.
@lru_cache(maxsize=1)
def _figures(text: str, language: str) -> tuple[tuple[str, Figures], ...]:
    figures = dict.fromkeys(text[start:end] for start, end in find_figures(text, language))
    return tuple((figure, read_figures(figure, language)) for figure in figures)


@lru_cache(maxsize=1)
def _loose_numbers(
    text: str, language: str, claimed: frozenset[Decimal], vague: bool
) -> tuple[tuple[str, frozenset[Decimal]], ...]:
    return tuple(
        (figure, said.numbers)
        for figure, said in _figures(text, language)
        if not said.days and claimed.isdisjoint(said.numbers)
        if not (vague and any(_rounds(one, n) for one in said.numbers for n in claimed))
    )


@lru_cache(maxsize=1)
def _loose_days(
    text: str, language: str, claimed: frozenset[Day]
) -> tuple[tuple[str, frozenset[Day]], ...]:
    days = {
        figure: frozenset(day for day in said.days if day.day)
        for figure, said in _figures(text, language)
    }
    return tuple(
        (figure, said)
        for figure, said in days.items()
        if said and not any(own.fits(day) for own in claimed for day in said)
    )


def _statements(subject: Subject) -> Iterator[_Statement]:
    language = subject.site.default
    for standpoint in subject.ledger.standpoints.values():
        if text := standpoint.fact.statement:
            said, claims = read_figures(text, language), standpoint.fact.claims
            numbers = {n for claim in claims for n in _numbers(standpoint.value_of(claim))}
            numbers |= {Decimal(n) for each in said.days for n in (each.year, each.day) if n}
            yield _Statement(
                standpoint,
                language,
                said,
                vague=bool(_VAGUE.search(text)),
                claimed=frozenset(numbers),
                days=frozenset(day for claim in claims for day in _days(claim)),
            )


def _missing_values(subject: Subject) -> Iterator[Finding]:
    hint = "Mend the one that differs from the source, or say it in the statement."
    for each in _statements(subject):
        point, current = each.standpoint, each.standpoint.claim
        differing = upheld(point.fact.claims) if point.disputed else ()
        for claim in (claim for claim in point.fact.claims if claim.live):
            lacking, instead = each.lacks(claim)
            if lacking and (claim is current or instead or claim in differing):
                message = f'{lacking} is not in the statement of "{point.fact.id}"'
                message += f', which has "{instead}"' if instead else ""
                yield Finding.of_claim(point.fact, claim, message, hint)


def _unclaimed_figures(subject: Subject) -> Iterator[Finding]:
    hint = "Add a claim that says it, with its source, or leave it out."
    for each in _statements(subject):
        fact = each.standpoint.fact
        for figure, _ in (*each.loose_numbers(), *each.loose_days()):
            message = f'"{figure}" in the statement of "{fact.id}" is in none of its claims'
            yield Finding.of_record(fact, fact.id, message, hint)


def _missing_speakers(subject: Subject) -> Iterator[Finding]:
    hint = "Name them in the statement, or mend by:."
    for standpoint in subject.ledger.standpoints.values():
        fact, claim = standpoint.fact, standpoint.claim
        told = claim and claim.by and not claim.inferred and fact.statement
        if claim and told and not names_speaker(fact.statement, claim.by, subject.site):
            message = f'the statement of "{fact.id}" does not name who says so: {claim.by}'
            yield Finding.of_claim(fact, claim, message, hint)


def _numbers(value: Value | None) -> tuple[Decimal, ...]:
    if not isinstance(value, Quantity):
        return ()
    return tuple(n for n in (value.number, value.low, value.high) if n is not None)


def _days(claim: Claim) -> Iterator[Day]:
    yield from _ends(claim.value.date if isinstance(claim.value, DateValue) else None)
    yield from _ends(claim.as_of)
    yield from _ends(claim.withdrawn.on if claim.withdrawn else None)


def _ends(date: EdtfDate | None) -> tuple[Day, ...]:
    ends = dict.fromkeys((date.start, date.end)) if date else ()
    return tuple(Day(end.year, end.month, end.day) for end in ends if end)


def _shown(day: Day) -> str:
    return "-".join(f"{part:02}" for part in (day.year, day.month, day.day) if part)


def _rounds(one: Decimal, number: Decimal) -> bool:
    """Whether one is the number with fewer digits."""
    step = Decimal(1).scaleb(int(one.normalize().as_tuple().exponent))
    return abs(one - number) <= min(step / 2, abs(number) / 10)


def _alike(readings: frozenset[Decimal], number: Decimal) -> bool:
    """Whether one may be the other with a slip: it has as many digits, and zeros at the end."""
    shapes = ((each.adjusted(), each.normalize().as_tuple().exponent) for each in readings)
    return (number.adjusted(), number.normalize().as_tuple().exponent) in shapes


RULES = (
    Rule(
        "value-not-in-statement",
        "a value that its fact's statement lacks or has otherwise",
        _missing_values,
    ),
    Rule(
        "figure-without-claim",
        "a figure in a fact's statement that no claim has",
        _unclaimed_figures,
        thorough=True,
    ),
    Rule(
        "speaker-not-in-statement", "a speaker whom the statement does not name", _missing_speakers
    ),
)
