"""CSL 1.0.2, the fields of bibliographies: which there are, and what shapes they take.

``CslRecord`` declares those that a site shows or checks; every other variable is
known and passed over. Scalars stay as written: ``volume: 3`` is the text "3".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from explainer.diagnostics import Diagnostic
from explainer.documents.nodes import Mapping, Node, Scalar, Sequence
from explainer.documents.source_text import SourceText
from explainer.model.fields import squash

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
"""Variables and bookkeeping that bibliographies hold and no page shows."""

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

_Filled: TypeAlias = Annotated[str, Meta(min_length=1)]


class CslName(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    family: str = ""
    given: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    comma_suffix: str = ""
    static_ordering: str = ""
    parse_names: str = ""
    literal: str = ""


class CslDate(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    date_parts: Annotated[list[list[str]], Meta(max_length=2)] = []
    year: str = ""
    month: str = ""
    day: str = ""
    season: str = ""
    circa: str = ""
    literal: str = ""
    raw: str = ""
    edtf: str = ""


class CustomFields(msgspec.Struct, forbid_unknown_fields=True):
    """What this project records beyond CSL."""

    kind: SourceKind | None = None
    party: str = ""
    archive_url: str = ""
    copy_of: str = ""
    note: str = ""
    archive_sha256: Annotated[
        str,
        Meta(
            pattern="^[0-9a-f]{64}$",
            description="the SHA-256 of the stored copy, 64 hexadecimal digits",
        ),
    ] = ""
    waive: dict[str, _Filled] = {}


_Names: TypeAlias = str | CslName | list[str | CslName]
_Date: TypeAlias = str | CslDate | Annotated[list[CslDate], Meta(max_length=2)]


class CslRecord(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    id: Annotated[str, Meta(min_length=1, description="the key by which texts cite the source")]
    title: _Filled
    type: CslType = "document"
    author: _Names = ""
    editor: _Names = ""
    container_title: str = ""
    publisher: str = ""
    publisher_place: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    edition: str = ""
    number: str = ""
    issued: _Date = ""
    accessed: _Date = ""
    available_date: _Date = ""
    event_date: _Date = ""
    original_date: _Date = ""
    submitted: _Date = ""
    url: str = msgspec.field(name="URL", default="")
    doi: str = msgspec.field(name="DOI", default="")
    isbn: str = msgspec.field(name="ISBN", default="")
    language: str = ""
    custom: CustomFields = msgspec.field(default_factory=CustomFields)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's ``family`` and ``given`` name, particles and suffix with them, or one
    ``literal`` as it is written: an organisation, or a name whose order never changes."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def display(self) -> str:
        return self.literal or f"{self.given} {self.family}"


def read_names(
    source: SourceText, node: Node | None
) -> tuple[tuple[Name, ...], tuple[Diagnostic, ...]]:
    """The names in a valid ``author`` or ``editor``; one without any word is an error."""
    items = node.items if isinstance(node, Sequence) else () if node is None else (node,)
    names: list[Name] = []
    problems: list[Diagnostic] = []
    for item in items:
        name = _read_name(item)
        if name:
            names.append(name)
        else:
            hint = "Write `family:` and `given:`, or `literal:`."
            problems.append(source.diagnostic("empty", item.start, "a name holds no word", hint))
    return tuple(names), tuple(problems)


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
    """Both words; "d'" and "al-" stand at the next one without a space."""
    space = "" if not first or not second or first[-1] in "'’-" else " "
    return f"{first}{space}{second}"


def is_true(written: str) -> bool:
    """CSL's truth values: a number, a word or true."""
    return written.casefold() not in ("", "0", "false", "no", "null")
