"""The output of `agenda`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explainer.checks.agenda import Due


def agenda_lines(agenda: Sequence[Due], as_of: date, until: date) -> Iterator[str]:
    """The lines: what is overdue, then what falls due from ``as_of`` to ``until``."""
    overdue = [due for due in agenda if due.day < as_of]
    ahead = [due for due in agenda if due.day >= as_of]
    width = max((len(str(due.location)) for due in agenda), default=0)
    if overdue:
        yield "Overdue:"
        yield from (_line(due, width) for due in overdue)
        yield ""
    if ahead:
        yield f"Until {until}:"
        yield from (_line(due, width) for due in ahead)
    else:
        yield f"Nothing {'else ' if overdue else ''}falls due until {until}."


def _line(due: Due, width: int) -> str:
    return f"  {due.day}  {due.location!s:{width}}  {due.what}"
