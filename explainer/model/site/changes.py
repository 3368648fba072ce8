"""What changed on a site, and when: ``content/changes.yaml``, which `changes --write` adds to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from explainer.diagnostics import Diagnostic, in_order
from explainer.documents.data.nodes import Mapping, Sequence
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.model.shared.fields import Filled, Translated, fold, line_of
from explainer.model.shared.parsing import Parsed, read_each
from explainer.model.shared.reading import Named, Reader
from explainer.model.site.records import QuestionAddress

CHANGES = "content/changes.yaml"

SubjectKind: TypeAlias = Literal["fact", "question", "page"]

_SUBJECTS: tuple[SubjectKind, ...] = ("fact", "question", "page")
_FIELDS = {"label": "label", "from": "was", "to": "now", "because": "because"}
"""The translated fields in the file, each with its name here."""
_LISTS = {"source": "sources", "dropped": "dropped", "facts": "facts", "dropped_facts": "lost"}
"""Its lists of keys and ids, likewise."""


class ChangeRecord(Struct, forbid_unknown_fields=True, kw_only=True):
    translated: ClassVar[tuple[str, ...]] = tuple(_FIELDS)
    date: Filled
    """When it changed: YYYY-MM-DD. A day in the future keeps it out of every output."""
    fact: Filled | None = None
    """The id of the fact that changed."""
    question: QuestionAddress | None = None
    """Or the question whose answer changed, as tide#how-high."""
    page: Filled | None = None
    """Or the name of the explainer that came, went or now rests on other things."""
    label: Filled | None = None
    """What a fact that is gone was called."""
    was: Filled | None = field(default=None, name="from")
    """What the site said before, in its own words; left out of what is new."""
    now: Filled | None = field(default=None, name="to")
    """What it says since; left out of what is gone."""
    because: Filled | None = None
    """Why, in a few words. Without them the source is named."""
    source: list[Filled] | Filled = []
    """Keys of the sources that it changed by, or now rests on too."""
    dropped: list[Filled] | Filled = []
    """Keys of the sources that it rests on no more."""
    facts: list[Filled] | Filled = []
    """Ids of the facts that it changed by, or that an answer now states."""
    dropped_facts: list[Filled] | Filled = []
    """Ids of the facts that an answer states no more."""


class SiteChange(Translated, frozen=True, kw_only=True):
    """That on a ``day`` the ``subject`` changed from what it ``was`` to what it is ``now``.

    Without ``was`` it is new, without ``now`` it is gone: a withdrawn page too. With neither, it
    rests on other ``sources`` or states other ``facts`` than before: those listed came, those in
    ``dropped`` (keys of sources) and ``lost`` (ids of facts) went. Else ``sources`` and ``facts``
    are those that it changed by.
    """

    day: date
    kind: SubjectKind
    subject: Named
    """The id of a fact, the name of a page, or ``name#id`` of a question."""
    label: str = ""
    """What a fact that is gone was called."""
    was: str = ""
    now: str = ""
    because: str = ""
    sources: tuple[Named, ...] = ()
    dropped: tuple[Named, ...] = ()
    facts: tuple[Named, ...] = ()
    lost: tuple[Named, ...] = ()

    @property
    def page(self) -> str:
        """The name of the page that it is about; empty for a fact."""
        return "" if self.kind == "fact" else self.subject.id.partition("#")[0]

    @property
    def question(self) -> str:
        """The id of the question that it is about, if it is about one."""
        return self.subject.id.partition("#")[2] if self.kind == "question" else ""

    def of_page(self, name: str) -> SiteChange:
        """The change as one of the page that is called ``name`` now; that of a fact as it is. The
        id of a question stays at its place in the file."""
        if self.page == name:
            return self
        offset = self.subject.offset
        if self.kind == "question":
            offset += len(self.page) - len(name)
        subject = Named(f"{name}{self.subject.id.removeprefix(self.page)}", max(0, offset))
        return replace(self, subject=subject)

    @property
    def is_new(self) -> bool:
        return bool(self.now and not self.was)

    @property
    def gone(self) -> bool:
        return bool(self.was and not self.now)

    @property
    def said(self) -> tuple[object, ...]:
        """What it says, for comparison; the day is left out, and why."""
        lists = (getattr(self, name) for name in _LISTS.values())
        ids = (tuple(sorted(named.id for named in each)) for each in lists)
        return self.kind, self.subject.id, fold(self.was), fold(self.now), *ids


class ParsedChanges(Parsed[SiteChange], frozen=True, tag=True):
    """The changes that the file records, in its order."""


def parse_changes(source: SourceText) -> ParsedChanges:
    """The changes in a file, which is a list of them."""
    node, problems = parse_yaml(source)
    if node is None:
        return ParsedChanges(diagnostics=problems, readable=not problems)
    if not isinstance(node, Sequence):
        hint = "Begin each change with `- date:`, or let `changes --write` write it."
        wrong = source.diagnostic("type", node.start, "the changes must be a list", hint)
        return ParsedChanges(diagnostics=(*problems, wrong), readable=False)
    read, _, found = read_each(source, enumerate(node.items), _read_change)
    twins = _twins(source, read)
    return ParsedChanges(read, tuple(in_order((*problems, *found, *twins))))


def _twins(source: SourceText, changes: tuple[SiteChange, ...]) -> Iterator[Diagnostic]:
    first: dict[tuple[object, ...], SiteChange] = {}
    for change in changes:
        earlier = first.setdefault((change.day, *change.said), change)
        if earlier is not change:
            message = f'this change of "{change.subject.id}" stands twice'
            hint = f"It stands in {line_of(source, earlier.subject.offset)} too: delete one."
            yield change.subject.problem(source, "change", message, hint)


def _read_change(reader: Reader, _: int) -> SiteChange | None:
    node = reader.node
    if not isinstance(node, Mapping):
        hint = "Write `- date:`, and below it `fact:`, `from:`, `to:` and `source:`."
        reader.report("type", node.start, "a change must hold fields", hint)
        return None
    record, day = reader.record(ChangeRecord), reader.day("date")
    subjects = [(kind, at) for kind in _SUBJECTS if (at := reader.scalar(kind))]
    if record is None or day is None:
        return None
    if len(subjects) != 1:
        message = f"a change is of one thing, and this is of {len(subjects) or 'none'}"
        hint = "Name a `fact:`, a `question:` or a `page:`, and one of them alone."
        reader.report("change", subjects[1][1] if subjects else node.start, message, hint)
        return None
    ((kind, subject),) = subjects
    if not any(map(reader.scalars, ("from", "to", *_LISTS))):
        hint = "Write `from:` and `to:`, or the `source:` that it now rests on too."
        reader.report("change", subject, "this does not say what changed", hint)
    read: dict[str, Any] = {name: reader.words(written) for written, name in _FIELDS.items()}
    for written, name in _LISTS.items():
        read[name] = tuple(map(reader.name, reader.scalars(written)))
    return SiteChange(
        **read,
        day=day,
        kind=kind,
        subject=reader.name(subject),
        translations=tuple(
            (_FIELDS[written], language, text)
            for written, language, text in reader.translations(_FIELDS)
        ),
    )


def as_record(change: SiteChange) -> dict[str, str | list[str]]:
    """The change as the file has it."""
    record: dict[str, str | list[str]] = {"date": change.day.isoformat()}
    record[change.kind] = change.subject.id
    for written, name in _FIELDS.items():
        texts = {written: getattr(change, name)}
        texts |= {f"{written}.{code}": text for of, code, text in change.translations if of == name}
        record |= {key: text for key, text in texts.items() if text}
    for key, name in _LISTS.items():
        ids = [each.id for each in getattr(change, name)]
        record |= {key: ids[0] if len(ids) == 1 else ids} if ids else {}
    return record
