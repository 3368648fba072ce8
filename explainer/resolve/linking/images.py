"""Find the images that pages show."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.documents.markdown.parsed_text import FigureReference, LinkReference, ParsedText
from explainer.model.pages.page import texts
from explainer.model.site.site import Site
from explainer.resolve.references.figure_specs import read_figure
from explainer.resolve.references.links import image_address, resolve_image


def shown_images(site: Site) -> tuple[tuple[str, str], ...]:
    """(name in ``content/images/``, address) of each image on a page of this build and of the
    site's card, sorted by name."""
    shown = _texts(site) if site.images else ()
    addresses = {found for path, text in shown for found in _images(site, path, text)}
    if site.settings.card:
        addresses.add(image_address(site.settings.card.name))
    return tuple(
        (address.removeprefix(image_address("")), address) for address in sorted(addresses)
    )


def _texts(site: Site) -> Iterator[tuple[str, ParsedText]]:
    """Every text that a page shows, with the path of its file."""
    for page in site.pages.values():
        if page.illustrated and page.status != "withdrawn":
            yield from ((page.source.path, text) for text in texts(page))
    for entry in site.entries.values():
        yield entry.path, entry.text
        yield from ((entry.path, text) for _, text in entry.texts)
    for fact in site.facts.values():
        for claim in fact.claims:
            yield fact.path, claim.what
            yield fact.path, claim.why


def _images(site: Site, path: str, text: ParsedText) -> Iterator[str]:
    for reference in text.references:
        if isinstance(reference, LinkReference) and reference.image:
            found = resolve_image(site, path, reference.address)
            if isinstance(found, str):
                yield found
        elif isinstance(reference, FigureReference):
            figure, _ = read_figure(site.texts[path], reference, site)
            if figure:
                yield from _images(site, path, figure.note)
