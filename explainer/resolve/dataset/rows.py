"""The rows of the site's open data, with the columns of its tables.

A field without a value is None. Dates are EDTF, days ISO 8601, and numbers decimal text, so that
nothing is rounded; addresses count from the site's root. Texts are plain, without markup and
notes, and a value in a text keeps the words for its state and its speaker.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from types import NoneType
from typing import Annotated, Literal, TypeAlias, get_args, get_type_hints

from msgspec import Struct

from explainer.model.facts.claims import Rank, Standing, State
from explainer.model.sources.source import Source
from explainer.model.values.value import ValueKind

RowKind: TypeAlias = Literal[ValueKind, "statement", "unknown"]
"""The kind of a value; ``statement`` is a fact without a value."""

PageKind: TypeAlias = Literal["explainer", "page", "entries"]
"""``entries`` is the glossary, and the lists of people and of places."""

_Text: TypeAlias = str | None
_Names: TypeAlias = tuple[str, ...]
ColumnType: TypeAlias = Literal["text", "value", "number", "boolean", "integer", "day", "names"]
"""``value`` depends on its row's ``kind``: a number for a quantity, else text. ``names`` are ids
or keys separated by spaces."""

_TYPES: dict[object, ColumnType] = {bool: "boolean", int: "integer", tuple[str, ...]: "names"}


class About(Struct, frozen=True):
    """What annotates a row's field that is a column; its Python type says the rest."""

    description: str
    type: ColumnType | None = None
    refers_to: str = ""


class Column(Struct, frozen=True):
    path: str
    """The field of a row; of a row in a field, behind the name of that: ``value.low``."""
    type: ColumnType
    description: str
    required: bool = False
    values: tuple[str, ...] = ()
    """All possible values, if they are listed."""
    refers_to: str = ""
    """The ``table.column`` that the values refer to (a foreign key)."""

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]


def columns_of(row: type, within: str = "") -> tuple[Column, ...]:
    """The columns of a row, in the order of its fields. A field that holds another row has the
    columns of that row. ``within`` is the beginning of their paths."""
    found: list[Column] = []
    for name, hint in get_type_hints(row, include_extras=True).items():
        if isinstance(hint, type) and issubclass(hint, Struct):
            found += columns_of(hint, f"{within}{name}.")
        for about in getattr(hint, "__metadata__", ()):
            kind = hint.__origin__
            type_ = about.type or _TYPES.get(kind, "text")
            required = type_ != "names" and NoneType not in get_args(kind)
            values = _listed(kind)
            path = f"{within}{name}"
            found.append(Column(path, type_, about.description, required, values, about.refers_to))
    return tuple(found)


def _listed(kind: object) -> tuple[str, ...]:
    """The values that an enumeration or Literal, perhaps with None, allows; else empty."""
    options = get_args(kind) or (kind,)
    for option in options:
        if isinstance(option, type) and issubclass(option, StrEnum):
            return tuple(option)
    return tuple(option for option in options if isinstance(option, str))


class ValueRow(Struct, frozen=True, gc=False, kw_only=True):
    kind: Annotated[RowKind, About("what the value is")]
    value: Annotated[
        str | tuple[str, ...] | None,
        About(
            "a decimal number, an EDTF date, a text, or a JSON array of a list's items; empty "
            "where only a range is known, nothing is, or no claim stands",
            "value",
        ),
    ] = None
    low: Annotated[_Text, About("the lower end of a range", "number")] = None
    high: Annotated[_Text, About("the upper end of a range", "number")] = None
    about: Annotated[bool, About("whether the number or date is approximate")] = False
    in_words: Annotated[
        _Text, About("the value with its unit, as the site's language writes it")
    ] = None
    unit: Annotated[_Text, About("the unit's id")] = None
    first_day: Annotated[_Text, About("the earliest day that a date can mean", "day")] = None
    last_day: Annotated[_Text, About("the latest day that a date can mean", "day")] = None


class EvidenceRow(Struct, frozen=True, gc=False):
    fact: Annotated[str, About("the fact's id")]
    claim: Annotated[int, About("the claim's number within its fact")]
    position: Annotated[int, About("its place within the claim, from 1")]
    source: Annotated[str, About("the source's key", refers_to="sources.key")]
    locator: Annotated[_Text, About("where in the source")]
    quote: Annotated[_Text, About("the words relied on, in the source's language")]


class ClaimRow(Struct, frozen=True, gc=False, kw_only=True):
    fact: Annotated[str, About("the fact's id", refers_to="facts.id")]
    claim: Annotated[int, About("the claim's number within its fact, from 1")]
    value: ValueRow
    what: Annotated[_Text, About("what the value counts or names")]
    by: Annotated[_Text, About("who says so; us is the site's own inference")]
    as_of: Annotated[_Text, About("the date of the claim, in EDTF")]
    standing: Annotated[Standing, About("how sure it is")]
    rank: Annotated[Rank, About("whether the editors prefer it, or set it aside")]
    live: Annotated[bool, About("whether it is neither set aside nor withdrawn")]
    current: Annotated[bool, About("whether the site states this value")]
    context: Annotated[bool, About("whether it is about something else, and so no rival")]
    inferred: Annotated[bool, About("whether it is the site's own inference")]
    why: Annotated[_Text, About("why it is preferred or set aside, or why nothing is known")]
    withdrawn_by: Annotated[_Text, About("who took it back; empty where nobody did")]
    withdrawn_on: Annotated[_Text, About("when it was taken back, in EDTF")]
    withdrawn_source: Annotated[_Text, About("which source says so", refers_to="sources.key")]
    withdrawn_locator: Annotated[_Text, About("where in that source")]
    withdrawn_quote: Annotated[_Text, About("that source's words, in its language")]
    formula: Annotated[_Text, About("how a derived value is computed")]
    state: Annotated[State, About("the state of the fact")]
    sources: Annotated[_Names, About("keys of the sources that the claim rests on")]
    evidence: tuple[EvidenceRow, ...]


class TranslationRow(Struct, frozen=True, gc=False):
    fact: Annotated[str, About("the fact's id", refers_to="facts.id")]
    language: Annotated[str, About("the code of a language other than the site's")]
    label: Annotated[_Text, About("the fact's name in it")]
    statement: Annotated[_Text, About("the fact as a sentence in it")]
    short: Annotated[_Text, About("its shorter name in it")]


class FactRow(Struct, frozen=True, gc=False, kw_only=True):
    """A fact as the site states it. A derived fact has the weakest standing of its inputs, and
    their speakers and sources."""

    id: Annotated[str, About("the fact's id")]
    label: Annotated[str, About("its name")]
    statement: Annotated[_Text, About("it as a sentence")]
    value: ValueRow
    state: Annotated[State, About("what its claims make of it")]
    standing: Annotated[
        Standing | None,
        About(
            "how sure the current claim is; of a derived fact, its least sure input; empty where "
            "no claim stands"
        ),
    ]
    speaker: Annotated[_Text, About("who says so, where the value is asserted only")]
    as_of: Annotated[_Text, About("the date of the current claim, in EDTF")]
    formula: Annotated[_Text, About("how a derived value is computed")]
    inputs: Annotated[_Names, About("the facts that it is computed from")]
    why: Annotated[_Text, About("why the current claim is preferred, or why nothing is known")]
    tags: Annotated[_Names, About("the editors' tags")]
    sources: Annotated[
        _Names,
        About("keys of the sources that the value rests on; of all claims where none stands"),
    ]
    checked: Annotated[
        _Text, About("when somebody last compared it with its sources, where it says so", "day")
    ]
    review_by: Annotated[_Text, About("when it is due to be checked", "day")]
    stale: Annotated[bool, About("whether that day was past when the site was built")]
    address: Annotated[str, About("its page, counted from the site's root")]
    attested_by: Annotated[
        _Text, About("who is recorded to have compared it, as it stands, with its sources")
    ]
    attested_on: Annotated[_Text, About("when that was", "day")]
    used: Annotated[
        bool, About("whether a page states it, tells it in words, or states something made from it")
    ]
    short: Annotated[_Text, About("a shorter name, where it has one")]
    translations: tuple[TranslationRow, ...]
    claims: tuple[ClaimRow, ...]


class SourceRow(Struct, frozen=True, gc=False):
    """``source`` is the bibliography's record without its place in the content; ``original`` is
    the key of the source that it repeats, through copies of copies, else its own."""

    source: Source
    original: str
    address: str
    relied_on: bool


class PageRow(Struct, frozen=True, gc=False, kw_only=True):
    """A page that states facts or relies on sources; ``facts`` are ids, in reading order."""

    address: Annotated[str, About("counted from the site's root")]
    kind: Annotated[PageKind, About("entries are the glossary, people and places")]
    language: Annotated[str, About("the code of its language")]
    title: Annotated[str, About("its title")]
    standfirst: Annotated[_Text, About("the sentence below the title")]
    short_answer: Annotated[_Text, About("the short answer")]
    published: Annotated[_Text, About("when it was published", "day")]
    updated: Annotated[_Text, About("when it last changed in substance", "day")]
    checked: Annotated[_Text, About("when somebody last compared it with its sources", "day")]
    researched: Annotated[_Text, About("when it was researched, where it says so", "day")]
    draft: Annotated[bool, About("whether it is a draft, which only `--drafts` builds")]
    facts: tuple[str, ...]


class QuestionRow(Struct, frozen=True, gc=False, kw_only=True):
    """``facts`` and ``sources`` are those of the whole answer, in reading order."""

    address: Annotated[str, About("counted from the site's root")]
    page: Annotated[str, About("the address of its page", refers_to="pages.address")]
    position: Annotated[int, About("its place on the page, from 1")]
    id: Annotated[str, About("its id, alike in all languages")]
    language: Annotated[str, About("the code of its language")]
    question: Annotated[str, About("the question")]
    answer: Annotated[_Text, About("the answer in one sentence")]
    facts: tuple[str, ...]
    sources: tuple[str, ...]


class UseRow(Struct, frozen=True, gc=False, kw_only=True):
    """A place that states or tells ``fact``, or cites ``source``: one of the two is None.
    ``question`` is an address."""

    page: Annotated[str, About("the address of a page", refers_to="pages.address")]
    place: Annotated[str, About("the address of the place")]
    place_text: Annotated[str, About("its heading")]
    question: Annotated[
        _Text,
        About("the question whose answer the place is in", refers_to="questions.address"),
    ]
    fact: Annotated[_Text, About("the fact stated or told there", refers_to="facts.id")] = None
    source: Annotated[_Text, About("the source cited there", refers_to="sources.key")] = None
    locator: Annotated[_Text, About("where in the source")] = None
    against: Annotated[
        bool,
        About("whether the source is cited for a claim that says otherwise than the site does"),
    ] = False
    told: Annotated[
        bool,
        About("whether the fact is told in words: a passage that it rests on is cited there"),
    ] = False


class Dataset(Struct, frozen=True, gc=False, kw_only=True):
    """All open data of a site. Facts are in the order of their ids, sources of their keys, pages
    of their addresses, questions and uses of their pages. ``license`` is its name and the address
    of its text."""

    title: str
    url: str | None
    language: str
    publisher: str | None
    license: tuple[str, str] | None = None
    pages: tuple[PageRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    uses: Iterable[UseRow] = ()
    """Made anew each time: they are as many as all other rows together."""
