"""What changed on pages and on record, and the pages that list it, as plain immutable values."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from explainer.resolve.published.frame import Headed
from explainer.resolve.published.notes import Notes
from explainer.resolve.published.parts import Day, Fragment, Link


class ChangeEntry(Struct, frozen=True, gc=False):
    """A correction or an update of a page."""

    kind: ClassVar[str] = "page"
    page: Link
    day: Day
    now: Fragment
    """What is right, or what the update says."""
    was: Fragment = Fragment()
    """What was wrong; empty for an update."""
    correction: Literal["", "standing", "superseded"] = ""
    """Of a correction, whether the page still says what is right in these words, or was changed
    since; empty for an update."""
    question: Link | None = None
    """The question whose answer was corrected."""


class RecordedChange(Struct, frozen=True, gc=False, kw_only=True):
    """A change of a fact, an answer or an explainer, as `changes.yaml` records it."""

    kind: ClassVar[str] = "record"
    subject: Link
    """The fact, the explainer, or that of the question; without an address if it is gone."""
    question: Link | None = None
    """The question whose answer changed."""
    day: Day
    was: str = ""
    """What the site said before; empty if it is new, or only rests on other things."""
    now: str = ""
    """What it says since; empty if it is gone, or only rests on other things."""
    language: str = ""
    """The code of the language of these words, if it is not that of the page."""
    because: str = ""
    sources: tuple[Link, ...] = ()
    """The sources that it changed by, or rests on too. What is gone has no address."""
    dropped: tuple[Link, ...] = ()
    """The sources that it rests on no more."""
    facts: tuple[Link, ...] = ()
    """The facts that it changed by, or that the answer now states."""
    lost: tuple[Link, ...] = ()
    """The facts that the answer states no more."""
    asked: tuple[str, ...] = ()
    """In the history of a page, the ids of the questions whose answers state the fact."""


HistoryEntry: TypeAlias = ChangeEntry | RecordedChange


class ChangesPage(Headed, frozen=True):
    template: ClassVar[str] = "change-list.html"
    changes: tuple[HistoryEntry, ...] = ()
    """Newest first."""
    corrected: bool = False
    """It lists corrections alone."""
    other: Link | None = None
    """The list of corrections, or else that of all changes."""
    policy: Link | None = None
    """The page of the corrections policy."""
    notes: Notes = Notes()
