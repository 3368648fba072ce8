"""Where in a site's facts and prose an error may be planted, to see whether it is noticed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain
from pathlib import Path
from random import Random
from typing import TypeAlias

from msgspec import Struct

from explainer.checks.evidence.held import is_alike
from explainer.checks.evidence.names import Finder, Named
from explainer.checks.prose import numbers
from explainer.checks.prose.numbers import find_figures
from explainer.checks.prose.places import find_hidden
from explainer.checks.prose.segmentation import hide
from explainer.checks.rule import Subject
from explainer.documents.data.nodes import Mapping, Scalar, child, scalars
from explainer.documents.data.nodes import Sequence as Items
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import Span
from explainer.languages.claim_words import find_words
from explainer.languages.locales import locale_or_english
from explainer.model.facts.claims import Rank, Standing
from explainer.model.shared.fields import fold, squash
from explainer.tables import read_table

_NUMBER = re.compile(r"\d+(?:[.,_ \u00a0\u202f]\d+)*")
_DAY = re.compile(r"(?<=\d{4}-\d\d-)\d\d")
_NUMBERS = Path(numbers.__file__).with_name("number_words.toml")
_NEGATIONS = Path(__file__).with_name("negations.toml")
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
    NAME = "a name"


_NAMES = {"by": Kind.SPEAKER, "unit": Kind.UNIT, "standing": Kind.STANDING, "rank": Kind.STANDING}


class Where(StrEnum):
    """In a claim or the words of a fact, with quoted evidence or without any; or in other texts."""

    QUOTED = "with words"
    UNQUOTED = "without words"
    PROSE = "in prose"


class Spot(Struct, frozen=True):
    """A place in a file, and what may be written there by mistake: any of ``choices`` that is not
    ``own``, what rightly stands there."""

    kind: Kind
    where: Where
    path: str
    span: Span
    choices: Sequence[str]
    own: str = ""

    @property
    def others(self) -> Sequence[str]:
        return [each for each in self.choices if fold(each) != fold(self.own)]


_Change: TypeAlias = tuple[Kind, Span, Sequence[str]]
"""What is changed and where in a text, and what may be written there by mistake."""


def choose(spots: Iterable[Spot], number: int, seed: int) -> list[tuple[Spot, str]]:
    """So many errors, in order of place, as many of one kind as of another while there are places
    for it; fewer where there are not so many places. The same for the same seed."""
    random = Random(seed)
    left: dict[Kind, list[Spot]] = {kind: [] for kind in Kind}
    for spot in {(each.path, each.span[0]): each for each in spots}.values():
        left[spot.kind].append(spot)
    for each in left.values():
        random.shuffle(each)
    found: list[tuple[Spot, str]] = []
    while len(found) < number and any(left.values()):
        due = [each.pop() for each in left.values() if each][: number - len(found)]
        found += [(spot, random.choice(others)) for spot in due if (others := spot.others)]
    return sorted(found, key=lambda each: (each[0].path, each[0].span))


def find_spots(subject: Subject) -> Iterator[Spot]:
    """All places, in the order of what they are found in."""
    site, cited, names = subject.site, subject.mentions.cited, subject.finder
    statements = (names.find(fact.statement, site.default) for fact in site.facts.values())
    known_names = dict.fromkeys(chain.from_iterable(statements))
    for prose in subject.prose:
        for start, end in dict.fromkeys(stretch.span for stretch in prose.sayings):
            text = site.texts[prose.path].text[start:end]
            swaps = _other_names(text, prose.language, names, known_names)
            for kind, (first, last), choices in (*_in_text(text, prose.language), *swaps):
                span = start + first, start + last
                yield Spot(kind, Where.PROSE, prose.path, span, choices)
    paths = sorted({fact.path for fact in site.facts.values()})
    written = [(path, *each) for path in paths for each in _written(site.texts[path])]
    known = {
        name: sorted({_quoted(each.value) for *_, key, each in written if key == name} - {'"us"'})
        for name in ("by", "unit")
    }
    known |= {"standing": [*map(_quoted, Standing)], "rank": [*map(_quoted, Rank)]}
    for path, where, key, scalar in written:
        text = site.texts[path].text[scalar.start : scalar.end].rstrip()
        if key in known:
            span = scalar.start, scalar.start + len(text)
            value = {scalar.value}  # an alike unit may be right too
            choices = [each for each in known[key] if not is_alike(value, {json.loads(each)})]
            yield Spot(_NAMES[key], where, path, span, choices, _quoted(scalar.value))
            continue
        changes: Iterable[_Change]
        changes = _in_text(text, site.default) if key == "statement" else _in_value(text, key)
        named = text if key in ("statement", "value") else ""
        for kind, (first, last), choices in (
            *changes,
            *_other_names(named, site.default, names, known_names),
        ):
            span = scalar.start + first, scalar.start + last
            yield Spot(kind, where, path, span, choices)
    keys = sorted({each.source for each in cited})
    for each in cited:
        where = Where.QUOTED if each.quote else Where.UNQUOTED
        where = where if each.path in paths else Where.PROSE
        span = each.offset, each.offset + len(each.source)
        yield Spot(Kind.SOURCE, where, each.path, span, keys, each.source)


def _quoted(text: str) -> str:
    """The text as YAML in quotation marks, since it may hold what means something in YAML."""
    return json.dumps(squash(text), ensure_ascii=False)


def _written(source: SourceText) -> Iterator[tuple[Where, str, Scalar]]:
    """The values in a file of facts, with their keys."""
    node, _ = parse_yaml(source)
    for _, fact in node.items if isinstance(node, Mapping) else ():
        claims = child(fact, ["claims"])
        parts = [*(claims.items if isinstance(claims, Items) else ()), fact]
        quoting = [(each, any(key == "quote" for key, _ in scalars(each))) for each in parts]
        for key, scalar in scalars(fact):
            quoted = next(q for p, q in quoting if p is fact or p.start <= scalar.start < p.end)
            yield Where.QUOTED if quoted else Where.UNQUOTED, key, scalar


def _in_value(text: str, key: str) -> Iterator[_Change]:
    """The days in a value or an ``as_of``; else the number in a value that is no formula."""
    if key not in ("value", "low", "high", "as_of"):
        return
    days = [*_DAY.finditer(text)]
    for day in days:
        yield Kind.AS_OF if key == "as_of" else Kind.DAY, day.span(), _other_days(day[0])
    is_number = not (days or key == "as_of" or text.startswith("="))
    if is_number and (number := _NUMBER.search(text)):
        yield Kind.VALUE, number.span(), _other_numbers(number[0])


def _other_names(
    raw: str, language: str, finder: Finder, known: Collection[Named]
) -> Iterator[_Change]:
    """Each name that is written in full or, of a person, with the last of its words; others of its
    kind that are ``known``."""
    text = re.sub(r"\s", " ", hide(raw, find_hidden(raw), "\0"))
    found = finder.find(text, language)
    for named, at in found.items():
        others = [each.name for each in known if each.kind == named.kind and each not in found]
        last = named.name.rpartition(" ")[2]
        if re.match(rf"{re.escape(named.name)}\b", text[at:]):
            yield Kind.NAME, (at, at + len(named.name)), others
        elif named.kind == "person" and re.match(rf"{re.escape(last)}\b", text[at:]):
            yield Kind.NAME, (at, at + len(last)), [each.rpartition(" ")[2] for each in others]


def _in_text(raw: str, language: str) -> Iterator[_Change]:
    """Figures, days of months and negations, but for what stands in references and the like."""
    hidden = (*find_hidden(raw), *(match.span() for match in _NUMBERED.finditer(raw)))
    text = re.sub(r"\s", " ", hide(raw, hidden, "\0"))
    months = locale_or_english(language).months["format"]["wide"].values()
    words = " ".join(read_table(_NUMBERS)[name] for name in ("small", "large")).split()
    for first, last in find_figures(text, language):
        if number := _NUMBER.search(text, first, last):
            dated = any(month in text[first:last] for month in months) and len(number[0]) < 3
            kind, other = (Kind.DAY, _other_days) if dated else (Kind.FIGURE, _other_numbers)
            yield kind, number.span(), other(number[0])
        elif (word := re.split("[ -]", text[first:last])[0]) in words:
            others = [each for each in words if each != word]
            yield Kind.FIGURE, (first, first + len(word)), others
    negated = read_table(_NEGATIONS).get(language.partition("-")[0], {})
    turned = {**negated, **{no: yes for yes, no in negated.items()}}
    verbs = "|".join(sorted(turned, key=len, reverse=True)).replace(" ", " +")
    for match in re.finditer(rf"\b(?:{verbs})\b", text) if turned else ():
        # Two negations in a sentence make odd words, and no falsehood.
        first, last = text.rfind(".", 0, match.start()) + 1, text.find(".", match.end())
        around = f"{text[first : match.start()]}\0{text[match.end() : last]}"
        if not find_words("negations", language).search(around):
            yield Kind.NEGATION, match.span(), [turned[squash(match[0])]]


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
