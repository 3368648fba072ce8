"""The fields of bibliographies in CSL 1.0.2.

``CslRecord`` declares the variables that the generator itself works with. The others are in
``csl.toml``, with what other tools write beside them: texts and roles of people, which are all
read, shown and exported in the same way. Scalars are kept as written: ``volume: 3`` is "3".
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child
from explainer.model.shared.fields import Filled
from explainer.model.shared.reading import Reader
from explainer.model.sources.titles import without_entities
from explainer.tables import read_table

DATES = ("issued", "accessed", "available-date", "event-date", "original-date", "submitted")

CslType: TypeAlias = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing",
    "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review",
    "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
_KINDS = (
    "treaty|official statement|transcript|news report|analysis|reference work|book|data set|film|"
    "interview|law|letter|map|post|press release|report|ruling|software|speech|study"
)
KINDS = tuple(_KINDS.split("|"))
"""The kinds that have a translation; others are shown as they are written."""
SourceReading: TypeAlias = Literal["page", "stored copy", "print", "excerpt"]
SourceRole: TypeAlias = Literal["example", "rewording"]

_TABLES = read_table(Path(__file__).with_suffix(".toml"))
_LISTS: dict[str, str] = _TABLES["lists"]

UNSHOWN: dict[str, str] = _TABLES["unshown"]
"""Texts that are exported and that no page shows, each with what it is."""
TEXTS: dict[str, str] = _TABLES["texts"] | UNSHOWN
ROLES = tuple(_LISTS["roles"].split())
MAY_BE_MARKED = frozenset(_LISTS["marked"].split())
"""Titles, in which letters may be italic, raised and the like."""
PASSED_OVER = frozenset(_LISTS["passed_over"].split())
"""What is neither shown nor exported, for a library keeps it for itself."""
ATTRIBUTES: dict[str, str] = _TABLES["attributes"]
"""The texts that ``CslRecord`` declares, and the fields of ``Source`` that they fill."""
ALL_TEXTS = frozenset((*ATTRIBUTES, *TEXTS))
OTHER_NAMES: dict[str, str] = _TABLES["other_names"]
TYPES_ELSEWHERE: dict[str, str] = _TABLES["types_elsewhere"]
MEANT: dict[str, str] = _TABLES["meant"]
"""Words for variables that are not like the variables' names."""
TYPE_WORDS: dict[str, str] = _TABLES["type_words"]
"""What types are called that have another name for readers than for CSL."""


class CslName(Struct, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    family: str = ""
    """The family name."""
    given: str = ""
    """Given names, or initials."""
    dropping_particle: str = ""
    """As d' or von, where it is left out in a list."""
    non_dropping_particle: str = ""
    """As van or de, where it always stands."""
    suffix: str = ""
    """As Jr. or III."""
    comma_suffix: str = ""
    """true where a comma stands before the suffix."""
    static_ordering: str = ""
    """true where the family name always stands first."""
    parse_names: str = ""
    """Of other tools; nothing is done with it."""
    literal: str = ""
    """The name as it stands: an organization, or a name whose order never changes."""
    name: str = ""
    """The same in data of Crossref."""


class CslDate(Struct, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    date_parts: Annotated[list[list[str]], Meta(max_length=2)] = []
    """Year, month, day; a second list is the end of a span."""
    year: str = ""
    """The year."""
    month: str = ""
    """The month, 1 to 12."""
    day: str = ""
    """The day."""
    season: str = ""
    """1 to 4, from spring to winter."""
    circa: str = ""
    """true where the date is about right."""
    literal: str = ""
    """The date in words."""
    raw: str = ""
    """The date as somebody wrote it."""
    edtf: str = ""
    """The date in EDTF: 2022-01, 1992~."""


class CustomFields(Struct, forbid_unknown_fields=True, kw_only=True):
    """Fields that CSL does not have."""

    kind: str = ""
    """What it is worth as evidence: treaty, news report, study; or in words of your own."""
    party: str = ""
    """The state or party whose organ it is; only for organs."""
    archive_url: str = ""
    """The address of a copy in an archive."""
    read: SourceReading | None = None
    """How it was read: the page itself, a stored copy, in print, or an excerpt only. Without it,
    a page says when, and no more."""
    copy_of: str = ""
    """The key of the original that it repeats."""
    role: SourceRole | None = None
    """example: the site writes about it, and does not rely on it. rewording: it repeats another
    text in words of its own, as a machine translation does."""
    note: str = ""
    """What a reader should know about it. Plain text."""
    archive_sha256: Annotated[
        str,
        Meta(
            pattern="^[0-9a-f]{64}$",
            description="the SHA-256 of the stored copy, 64 hexadecimal digits",
        ),
    ] = ""
    """The SHA-256 of the copy kept in content/.archive/."""
    waive: dict[str, Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


OWN = ("kind", "party", "archive_url", "read", "copy_of", "role", "note")
"""The fields of ``CustomFields`` that are exported; ``Source`` has them by the same names."""
_Names: TypeAlias = str | CslName | list[str | CslName]
_Date: TypeAlias = str | CslDate | Annotated[list[CslDate], Meta(max_length=2)]


class CslRecord(Struct, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    id: Annotated[str, Meta(min_length=1, description="the key by which texts cite the source")]
    """The key by which texts cite the source: rferl-2022-01-06."""
    title: Filled
    """As the source gives it, in its own language."""
    type: CslType = "document"
    """What it is, in CSL's words."""
    author: _Names = ""
    """Who signs it: {family: ..., given: ...} or {literal: ...}."""
    editor: _Names = ""
    """Who edited it, as under author."""
    container_title: str = ""
    """The newspaper, journal or website that it is part of."""
    publisher: str = ""
    """Who published it."""
    publisher_place: str = ""
    """Where it was published."""
    volume: str = ""
    """Of a journal or a set of books."""
    issue: str = ""
    """Of a journal."""
    page: str = ""
    """Its pages: 7-40."""
    edition: str = ""
    """Of a book."""
    number: str = ""
    """Of a report, a law or a document."""
    issued: _Date = ""
    """When it was published: 2022-01-06, 2022-01 or 2022."""
    accessed: _Date = ""
    """When it was read: 2022-01-06."""
    available_date: _Date = ""
    """When it could first be had."""
    event_date: _Date = ""
    """When what it records took place."""
    original_date: _Date = ""
    """When its original was published."""
    submitted: _Date = ""
    """When it was submitted."""
    url: str = msgspec.field(name="URL", default="")
    """Its address, http or https."""
    doi: str = msgspec.field(name="DOI", default="")
    """Its DOI: 10.1000/xyz."""
    isbn: str = msgspec.field(name="ISBN", default="")
    """Its ISBN."""
    language: str = ""
    """The language that it is in: en, ru."""
    custom: CustomFields = msgspec.field(default_factory=CustomFields)
    """What this site records beyond CSL."""


_KATAKANA = re.compile("[\u30a0-\u30ff]+")
_EAST_ASIAN = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
_OTHERS = {"et al", "et alii", "and others", "others", "u. a", "u.a", "и др", "и другие"}


class Name(Struct, frozen=True):
    """A person's ``family`` and ``given`` name, with particles and suffix; or a ``literal`` name,
    that of an organisation or one whose parts have a fixed order."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def display(self) -> str:
        """The name with the given name first; in Chinese, Japanese and Korean, as written there."""
        if self.literal:
            return self.literal
        if _KATAKANA.fullmatch(self.family) and _KATAKANA.fullmatch(self.given):
            return f"{self.given}・{self.family}"  # a foreign name in Japanese
        if _EAST_ASIAN.fullmatch(self.family) and _EAST_ASIAN.fullmatch(self.given):
            return f"{self.family}{self.given}"
        return f"{self.given} {self.family}"

    @property
    def is_others(self) -> bool:
        """Whether it is no name, but "et al." at the end of a list."""
        return self.literal.casefold().rstrip(".") in _OTHERS


def family_comes_first(name: str) -> bool:
    """Whether a name without a comma is in a script in which the family name stands first."""
    letters = name.replace(" ", "")
    return bool(_EAST_ASIAN.fullmatch(letters)) and not _KATAKANA.fullmatch(letters)


def read_names(reader: Reader, role: str) -> tuple[Name, ...]:
    """The names in a valid ``author`` or another role; a name without a word is reported."""
    node = child(reader.node, [role])
    items = node.items if isinstance(node, Sequence) else () if node is None else (node,)
    names = [(item, _read_name(item)) for item in items]
    for item, name in names:
        if name is None:
            hint = "Write `family:` and `given:`, or `literal:`."
            reader.report("empty", item.start, "a name holds no word", hint)
    return tuple(name for _, name in names if name)


def _read_name(node: Node) -> Name | None:
    if isinstance(node, Scalar):
        words = without_entities(node.value)
        return Name(literal=words) if words else None
    if not isinstance(node, Mapping):
        return None
    parts = {
        key.value: without_entities(value.value)
        for key, value in node.items
        if isinstance(value, Scalar)
    }
    if literal := parts.get("literal") or parts.get("name"):
        return Name(literal=literal)
    given = _joined(parts.get("given", ""), parts.get("dropping-particle", ""))
    family = _joined(parts.get("non-dropping-particle", ""), parts.get("family", ""))
    if suffix := parts.get("suffix", ""):
        comma = "," if is_true(parts.get("comma-suffix", "")) else ""
        family = _joined(f"{family}{comma}", suffix)
    if family and given and is_true(parts.get("static-ordering", "")):
        return Name(literal=_joined(family, given))
    if family and given:
        return Name(family, given)
    return Name(literal=family or given) if family or given else None


def _joined(first: str, second: str) -> str:
    """Both words, with a space between them unless the first is like "d'" or "al-"."""
    space = "" if not first or not second or first[-1] in "'’-" else " "
    return f"{first}{space}{second}"


def is_true(written: str) -> bool:
    """Whether a truth value of CSL is true; it may be a number, a word or a boolean."""
    return written.casefold() not in ("", "0", "false", "no", "null")
