"""The pictures that pages show, and the files that each is published as."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from explainer.documents.files.pictures import Picture
from explainer.documents.markdown.parsed_text import FigureReference, LinkReference, ParsedText
from explainer.figures.picture import PictureFields
from explainer.model.pages.page import texts
from explainer.model.site.site import Site
from explainer.resolve.references.figure_specs import read_figure
from explainer.resolve.references.links import image_address, resolve_image

_WIDTHS = (480, 800, 1200, 1600)
_FORMATS = ("AVIF", "WEBP")
"""The best first."""
_ROOM = "(min-width: 46rem) 38rem, 92vw"
"""How wide a picture is on a page, which a browser must know before it has the style sheet."""


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
