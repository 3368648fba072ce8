"""Where in a site's facts and prose an error may be planted, to see whether it is noticed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from random import Random

from msgspec import Struct

from explainer.checks.prose.numbers import find_figures
from explainer.checks.prose.segmentation import hide
from explainer.checks.rule import Subject
from explainer.documents.data.nodes import Mapping, Scalar, child, scalars
from explainer.documents.data.nodes import Sequence as Items
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.scanning import find_candidates
from explainer.languages.date_patterns import date_patterns
from explainer.model.facts.claims import Rank, Standing
from explainer.model.shared.fields import fold, squash
from explainer.tables import read_table

_NUMBER = re.compile(r"\d+(?:[.,_ \u00a0\u202f]\d+)*")
_DAY = re.compile(r"(?<=\d{4}-\d\d-)\d\d")
_NUMBERED = re.compile(r"^[ >]*\d+[.)]\s", re.MULTILINE)


class Kind(StrEnum):
    """What an error changes, in words."""

    VALUE = "a digit of a value"
    DAY = "a day"
    AS_OF = "the day of an as_of"
    UNIT = "a unit"
    SPEAKER = "a speaker"
    SOURCE = "a source"
    STANDING = "a standing or rank"
    NEGATION = "a negation"
    FIGURE = "a typed figure"


_NAMES = {"by": Kind.SPEAKER, "unit": Kind.UNIT, "standing": Kind.STANDING, "rank": Kind.STANDING}


class Where(StrEnum):
    """In a claim or the words of a fact, with quoted evidence or without any; or in other texts."""

    QUOTED = "with words"
    UNQUOTED = "without words"
    PROSE = "in prose"


class Spot(Struct, frozen=True):
    """A place from ``start`` to ``end`` in a file, and what may be written there by mistake."""

    kind: Kind
    where: Where
    path: str
    start: int
    end: int
    choices: Sequence[str]


def choose(spots: Iterable[Spot], number: int, seed: int) -> list[tuple[Spot, str]]:
    """So many errors, in order of place, as many of one kind as of another while there are places
    for it; fewer where there are not so many places. The same for the same seed."""
    random = Random(seed)
    left: dict[Kind, list[Spot]] = {kind: [] for kind in Kind}
    for spot in {(each.path, each.start): each for each in spots if each.choices}.values():
        left[spot.kind].append(spot)
    for each in left.values():
        random.shuffle(each)
    found: list[tuple[Spot, str]] = []
    while len(found) < number and any(left.values()):
        due = [each.pop() for each in left.values() if each][: number - len(found)]
        found += [(spot, random.choice(spot.choices)) for spot in due]
    return sorted(found, key=lambda each: (each[0].path, each[0].start))


def find_spots(subject: Subject) -> Iterator[Spot]:
    """All places, in the order of what they are found in."""
    site, cited = subject.site, subject.mentions.cited
    for prose in subject.prose:
        for start, end in dict.fromkeys(stretch.span for stretch in prose.sayings):
            yield from _in_text(site.texts[prose.path], start, end, prose.language, Where.PROSE)
    paths = sorted({fact.path for fact in site.facts.values()})
    written = [each for path in paths for each in _written(site.texts[path])]
    known = {
        name: sorted({squash(each.value) for *_, key, each in written if key == name})
        for name in ("by", "unit")
    }
    known |= {"standing": [*Standing], "rank": [*Rank]}
    for source, where, key, scalar in written:
        if key == "statement":
            yield from _in_text(source, scalar.start, scalar.end, site.default, where)
        else:
            yield from _in_field(source, where, key, scalar, known.get(key, ()))
    keys = sorted({each.source for each in cited})
    for each in cited:
        where = Where.QUOTED if each.quote else Where.UNQUOTED
        where = where if each.path in paths else Where.PROSE
        choices = [key for key in keys if key != each.source]
        end = each.offset + len(each.source)
        yield Spot(Kind.SOURCE, where, each.path, each.offset, end, choices)


def _written(source: SourceText) -> Iterator[tuple[SourceText, Where, str, Scalar]]:
    """The values in a file of facts, with their keys."""
    node, _ = parse_yaml(source)
    for _, fact in node.items if isinstance(node, Mapping) else ():
        claims = child(fact, ["claims"])
        parts = [*(claims.items if isinstance(claims, Items) else ()), fact]
        quoted = {each: any(key == "quote" for key, _ in scalars(each)) for each in parts}
        for key, scalar in scalars(fact):
            part = next(p for p in parts if p.start <= scalar.start < p.end or p is fact)
            yield source, Where.QUOTED if quoted[part] else Where.UNQUOTED, key, scalar


def _in_field(
    source: SourceText, where: Where, key: str, scalar: Scalar, known: Sequence[str]
) -> Iterator[Spot]:
    start, text = scalar.start, source.text[scalar.start : scalar.end].rstrip()
    if key in _NAMES:
        others = [each for each in known if fold(each) not in (fold(scalar.value), "us")]
        # In quotation marks, since a text may hold what means something in YAML.
        choices = [json.dumps(each, ensure_ascii=False) for each in others]
        yield Spot(_NAMES[key], where, source.path, start, start + len(text), choices)
    elif key in ("value", "low", "high", "as_of") and not text.startswith("="):
        kind, found = Kind.AS_OF if key == "as_of" else Kind.DAY, [*_DAY.finditer(text)]
        if key != "as_of" and not found:
            kind, found = Kind.VALUE, [*_NUMBER.finditer(text)][:1]
        for match in found:
            other = _other_numbers if kind is Kind.VALUE else _other_days
            at, end = (start + each for each in match.span())
            yield Spot(kind, where, source.path, at, end, other(match[0]))


def _in_text(
    source: SourceText, start: int, end: int, language: str, where: Where
) -> Iterator[Spot]:
    """The places at figures, days of months and negations, but for references and the like."""
    raw = source.text[start:end]
    hidden = [(each.start, each.end) for each in find_candidates(raw, lambda at: at)]
    hidden += (match.span() for match in _NUMBERED.finditer(raw))
    text = re.sub(r"\s", " ", hide(raw, hidden, "\0"))
    months = date_patterns(language).months_in_date
    for first, last in find_figures(text, language):
        if number := _NUMBER.search(text, first, last):
            dated = any(month in text[first:last] for month in months) and len(number[0]) < 3
            kind, other = (Kind.DAY, _other_days) if dated else (Kind.FIGURE, _other_numbers)
            at, to = (start + each for each in number.span())
            yield Spot(kind, where, source.path, at, to, other(number[0]))
    table = read_table(Path(__file__).with_name("negations.toml"))
    negated = table.get(language.partition("-")[0], {})
    turned = {**negated, **{no: yes for yes, no in negated.items()}}
    words = "|".join(sorted(turned, key=len, reverse=True)).replace(" ", " +")
    for match in re.finditer(rf"\b(?:{words})\b", text) if turned else ():
        at, to = (start + each for each in match.span())
        yield Spot(Kind.NEGATION, where, source.path, at, to, [turned[squash(match[0])]])


def _other_numbers(number: str) -> Sequence[str]:
    """The numbers that differ from this one in a digit, and are as long."""
    return [
        f"{number[:at]}{digit}{number[at + 1 :]}"
        for at, old in enumerate(number)
        for digit in "0123456789"
        if old.isdecimal() and digit != old and (digit != "0" or at)
    ]


def _other_days(day: str) -> Sequence[str]:
    """The other days that every month has, in as many digits."""
    return [f"{each:0{len(day)}}" for each in range(1, 29) if each != int(day)]
