"""``picture``: a photograph or drawing from ``content/images/``, with who made it and how it may be
used. It draws no facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.diagnostics import did_you_mean
from explainer.figures.figure import Chosen, Datum, Drawn, FigureFields, Kind, Misfit, Plan, Speech
from explainer.model.shared.fields import Filled
from explainer.resolve.published.parts import Table


class PictureFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    file: Filled
    """images/ and the name of a file in content/images/."""
    alt: Filled
    """What it shows, for those who cannot see it."""
    credit: Filled
    """Who made it, as in Photograph: Ann Moon."""
    licence: Filled
    """By what right it is shown, as in CC BY 4.0."""
    source: Filled | None = None
    """The key of the source that it is taken from."""

    @property
    def name(self) -> str:
        return self.file.removeprefix("images/")


def plan(chosen: Chosen) -> Plan:
    source = chosen.fields.source
    sources = ((source, chosen.place_of("source") or 0),) if source else ()
    return Plan(sources=sources, misfits=tuple(_misfits(chosen, chosen.fields)))


def _misfits(chosen: Chosen, fields: PictureFields) -> Iterator[Misfit]:
    if chosen.facts:
        hint = "Take facts: out; what they say can stand in the note."
        yield Misfit("a picture draws no facts", hint, chosen.place_of("facts"))
    if fields.name not in chosen.images:
        hint = did_you_mean(fields.name, chosen.images)
        hint = hint or "Save it in content/images/ and write images/name.jpg."
        at, length = chosen.place_of("file"), len(fields.file)
        yield Misfit(f"there is no image {fields.file}", hint, at, length)


def draw(fields: PictureFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    return Drawn(table=Table((), ()))


KIND = Kind(PictureFields, plan, draw, unnamed="else")
