"""Read a figure's fence: its fields, and the facts that it names; and the pictures that pages show,
with the files that each is published as."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Mapping, Scalar, Sequence, child, value_offsets
from explainer.documents.data.validation import validate
from explainer.documents.files.pictures import Picture
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import FigureReference, LinkReference, ParsedText
from explainer.figures.figure import Chosen, FigureFields, Kind, Named, Plan
from explainer.figures.kinds import KINDS
from explainer.figures.picture import PictureFields
from explainer.model.pages.page import texts
from explainer.model.site.site import Site, Unread
from explainer.model.values.expressions import matches_pattern
from explainer.resolve.ledger import Ledger
from explainer.resolve.references.links import image_address, resolve_image

_WIDTHS = (480, 800, 1200, 1600)
_FORMATS = ("AVIF", "WEBP")
"""The best first."""
_ROOM = "(min-width: 46rem) 38rem, 92vw"
"""How wide a picture is on a page, which a browser must know before it has the style sheet."""


class NamedFact(Struct, frozen=True, gc=False):
    """A fact that a figure names at an offset, under the name of a ``group`` or none."""

    id: str
    offset: int
    group: str = ""


class FigureSpec(Struct, frozen=True):
    """A fence that can be read; ``facts`` are in the order named."""

    reference: FigureReference
    fields: FigureFields
    facts: tuple[NamedFact, ...]

    @property
    def kind(self) -> Kind:
        return KINDS[self.reference.kind]

    @property
    def texts(self) -> tuple[ParsedText, ...]:
        written = (self.reference.title, self.reference.measure, self.reference.note)
        return tuple(text for text in written if text)


def read_figure(
    source: SourceText, figure: FigureReference, site: Site
) -> tuple[FigureSpec | None, tuple[Diagnostic, ...]]:
    """The figure, or None and diagnostics. ``facts`` may be ``tag x``, an id, a pattern such as
    ``tide.*``, or a list of these."""
    kind = KINDS[figure.kind]
    fields, found = validate(source, figure.node, kind.fields)
    if fields is None:
        return None, found
    diagnostics = list(found)
    named: dict[str, NamedFact] = {}
    for group, item in _selectors(figure.node, kind.groups):
        ids, problem = _select(source, item, site)
        diagnostics += [problem] if problem else []
        for fact_id, offset in ids:
            named.setdefault(fact_id, NamedFact(fact_id, offset, group))
    if not named and not diagnostics and kind.unnamed == "errors":
        erring = (f.id for f in site.facts.values() if any(c.printed_in for c in f.claims))
        named = {each: NamedFact(each, figure.offset) for each in sorted(erring)}
    elif not named and not diagnostics and kind.unnamed == "nothing":
        hint = "Write facts: [id, id] or facts: tag name."
        message, length = "this figure names no facts", len(figure.kind)
        diagnostics.append(source.diagnostic("figure", figure.offset, message, hint, length=length))
    if diagnostics:
        return None, tuple(diagnostics)
    return FigureSpec(figure, fields, tuple(named.values())), ()


def plan_figure(spec: FigureSpec, site: Site, ledger: Ledger) -> Plan:
    """The rows of a figure whose facts all have a standpoint."""

    def place_of(*path: str | int) -> int | None:
        found = child(spec.reference.node, path)
        return found.start if found else None

    chosen = Chosen(
        fields=spec.fields,
        facts=tuple(Named(ledger.standpoints[f.id], f.offset, f.group) for f in spec.facts),
        entries=site.entries,
        unread=site.incomplete.entries,
        images=site.images,
        place_of=place_of,
        language=site.default,
    )
    return spec.kind.plan(chosen)


def _selectors(node: Mapping, groups: str) -> Iterator[tuple[str, Scalar]]:
    """What names facts, each with the group it stands in: the field ``groups`` has lists of such
    words by name."""
    found = [("", child(node, ["facts"]))]
    grouped = child(node, [groups]) if groups else None
    if isinstance(grouped, Mapping):
        found += [(key.value, value) for key, value in grouped.items]
    for group, written in found:
        for item in written.items if isinstance(written, Sequence) else (written,):
            if isinstance(item, Scalar) and item.value.strip():
                yield group, item


def _select(
    source: SourceText, scalar: Scalar, site: Site
) -> tuple[list[tuple[str, int]], Diagnostic | None]:
    """The ids that a word stands for, each with its offset."""
    words, offsets = scalar.value.split(), value_offsets(source, scalar)
    if words[:1] == ["tag"] and len(words) == 2:
        word = words[1]
        at = offsets[scalar.value.rindex(word)]
        found = [fact.id for fact in site.facts.values() if word in fact.tags]
        empty, mend = f'no fact has the tag "{word}"', "Mend it, or give facts that tag."
    elif "*" in scalar.value:
        word, at = scalar.value, offsets[0]
        found = sorted(fact_id for fact_id in site.facts if matches_pattern(word, fact_id))
        empty, mend = f'no fact is named "{word}"', "Mend the pattern: * is a part of an id."
    else:
        return [(scalar.value, offsets[0])], None
    if not found and site.incomplete.facts == Unread():
        return [], source.diagnostic("figure", at, empty, mend, length=len(word))
    return [(fact_id, at) for fact_id in found], None


class PictureFile(Struct, frozen=True, gc=False):
    """A file of a picture; ``width`` is in pixels, ``kind`` the format as Pillow calls it."""

    address: str
    kind: str
    width: int


def picture_files(name: str, picture: Picture) -> tuple[PictureFile, ...]:
    """The files of a picture, none wider than it is: one in its own format, for programs that know
    no other, and those among which a browser chooses."""
    widest = min(picture.width, _WIDTHS[-1])
    widths = (*(width for width in _WIDTHS if width < 0.8 * widest), widest)
    choice = (
        PictureFile(image_address(f"{width}/{name}.{kind.lower()}"), kind, width)
        for kind in _FORMATS
        for width in widths
    )
    return PictureFile(image_address(name), picture.kind, widest), *choice


def with_files(tag: str, name: str, site: Site, link_to: Callable[[str], str]) -> str:
    """The markup of an image with its size, so that nothing moves when it comes, and its files."""
    if (picture := site.images.get(name)) is None:
        return tag  # an error, which is reported
    own, *choice = picture_files(name, picture)
    height = max(1, round(picture.height * own.width / picture.width))
    sources = ""
    for kind in _FORMATS:
        files = ", ".join(f"{link_to(f.address)} {f.width}w" for f in choice if f.kind == kind)
        sources += f'<source type="image/{kind.lower()}" sizes="{_ROOM}" srcset="{files}">'
    sized = tag.replace("<img", f'<img width="{own.width}" height="{height}"', 1)
    return f"<picture>{sources}{sized}</picture>"


def shown_pictures(site: Site) -> tuple[str, ...]:
    """The names in ``content/images/`` of all that pages of this build show, sorted."""
    if not site.images:
        return ()
    pages = (p for p in site.pages.values() if p.illustrated and p.status != "withdrawn")
    shown = (
        *((page.source.path, texts(page)) for page in pages),
        *((e.path, (e.text, *(text for _, text in e.texts))) for e in site.entries.values()),
        *((f.path, (t for c in f.claims for t in (c.what, c.why))) for f in site.facts.values()),
    )
    return tuple(sorted({name for path, told in shown for name in _names(site, path, told)}))


def _names(site: Site, path: str, shown: Iterable[ParsedText]) -> Iterator[str]:
    for reference in (each for text in shown for each in text.references):
        if isinstance(reference, LinkReference) and reference.image:
            found = resolve_image(site, path, reference.address)
            if isinstance(found, str):
                yield found.removeprefix(image_address(""))
        elif isinstance(reference, FigureReference):
            figure, _ = read_figure(site.texts[path], reference, site)
            if figure and isinstance(figure.fields, PictureFields):
                yield figure.fields.name
            yield from _names(site, path, figure.texts if figure else ())
