"""The fields of bibliographies in CSL 1.0.2.

``CslRecord`` declares the fields that a site shows or checks; all other variables of CSL are
allowed and ignored. Scalars are kept as written: ``volume: 3`` is the text "3".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child
from explainer.model.shared.fields import squash
from explainer.model.shared.reading import Reader

_PASSED_OVER = (
    "abstract annote archive archive-place archive_collection archive_location authority "
    "call-number categories chair chapter-number citation-key citation-label citation-number "
    "collection-editor collection-number collection-title compiler composer container "
    "container-author container-title-short contributor curator dimensions director division "
    "editor-translator editorial-director event event-place event-title executive-producer "
    "first-reference-note-number genre guest host illustrator interviewer ISAN ISCI ISMN ISRC "
    "ISSN ISWC journalAbbreviation jurisdiction keyword license locator medium narrator note "
    "number-of-pages number-of-volumes organizer original-author original-publisher "
    "original-publisher-place original-title page-first part part-number part-title performer "
    "PMCID PMID printing printing-number producer recipient references reviewed-author "
    "reviewed-genre reviewed-title scale script-writer section series-creator shortTitle source "
    "status supplement supplement-number system_id title-short translated-title "
    "translated-title-short translator version volume-title volume-title-short "
    "year-suffix"
)
PASSED_OVER = tuple(_PASSED_OVER.split())
"""Variables of CSL and data of reference managers that no page shows."""

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
SourceKind: TypeAlias = Literal[
    "treaty", "official statement", "transcript", "news report", "analysis", "reference work"
]
SourceReading: TypeAlias = Literal["page", "stored copy", "print", "excerpt"]

_Filled: TypeAlias = Annotated[str, Meta(min_length=1)]


class CslName(msgspec.Struct, forbid_unknown_fields=True, rename="kebab", kw_only=True):
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


class CslDate(msgspec.Struct, forbid_unknown_fields=True, rename="kebab", kw_only=True):
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


class CustomFields(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Fields that CSL does not have."""

    kind: SourceKind | None = None
    """What it is worth as evidence."""
    party: str = ""
    """The state or party whose organ it is; only for organs."""
    archive_url: str = ""
    """The address of a copy in an archive."""
    read: SourceReading | None = None
    """How it was read: the page itself, a stored copy, in print, or an excerpt only. Without it,
    a page says when, and no more."""
    copy_of: str = ""
    """The key of the original that it repeats."""
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
    waive: dict[str, _Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


_Names: TypeAlias = str | CslName | list[str | CslName]
_Date: TypeAlias = str | CslDate | Annotated[list[CslDate], Meta(max_length=2)]


class CslRecord(msgspec.Struct, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    id: Annotated[str, Meta(min_length=1, description="the key by which texts cite the source")]
    """The key by which texts cite the source: rferl-2022-01-06."""
    title: _Filled
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


@dataclass(frozen=True, slots=True)
class Name:
    """A person's ``family`` and ``given`` name, with particles and suffix; or a ``literal`` name,
    that of an organisation or one whose parts have a fixed order."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def display(self) -> str:
        """The name with the given name first."""
        return self.literal or f"{self.given} {self.family}"


def read_names(reader: Reader, role: str) -> tuple[Name, ...]:
    """The names in a valid ``author`` or ``editor``; a name without a word is reported."""
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
        words = squash(node.value)
        return Name(literal=words) if words else None
    if not isinstance(node, Mapping):
        return None
    parts = {
        key.value: squash(value.value) for key, value in node.items if isinstance(value, Scalar)
    }
    if parts.get("literal"):
        return Name(literal=parts["literal"])
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
