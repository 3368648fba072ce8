"""Pages of the preview's own: what a page of the site rests on; and in place of the site's, errors,
faults of the generator, a wait."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.addresses import source_slug
from explainer.checks.evidence.proof import Prover
from explainer.checks.prose.prose import read_page
from explainer.diagnostics import Diagnostic, excerpt_window, printable, without_repeats
from explainer.resolve.linking.library import Library
from explainer.resolve.references.links import page_address

if TYPE_CHECKING:
    from jinja2 import Environment

_MOST_SHOWN = 200
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:"
)


class Notice(Struct, frozen=True):
    """A page in HTML, and its HTTP status."""

    status: int
    page: bytes


def errors_notice(diagnostics: Sequence[Diagnostic]) -> Notice:
    """The errors and warnings of a build, as the terminal shows them."""
    errors = sum(d.is_error for d in diagnostics)
    shown = [each for each, _ in without_repeats(diagnostics)][:_MOST_SHOWN]
    return notice(
        500,
        heading=f"{errors:,} error{'s' if errors != 1 else ''}",
        findings=shown,
        more=len(diagnostics) - len(shown),
    )


def proof_page(library: Library, address: str) -> bytes | None:
    """What the page at ``address`` rests on, sentence by sentence, or a list of the pages that have
    such a proof if it is empty; None if there is no such page."""
    site, ledger = library.site, library.ledger
    live = (page for page in site.pages.values() if page.status != "withdrawn")
    pages = {page_address(library.site, page): page for page in live}
    address = f"{address.strip('/')}/"
    if address == "/":
        return _render("proof.html", pages=sorted(pages), heading="What the pages rest on")
    if page := pages.get(address):
        proof = Prover(site, ledger).prove_prose(read_page(site, ledger, page))
        root = f"/{address.removesuffix(f'{page.name}/')}"
        heading = f"What {address} rests on"
        return _render("proof.html", proof=proof, address=address, root=root, heading=heading)
    return None


def _excerpt(diagnostic: Diagnostic) -> tuple[str, str]:
    """The line that a diagnostic points at, and the line with the caret below it."""
    number = str(diagnostic.location.line)
    shown, lead, width = excerpt_window(diagnostic)
    caret = f"{' ' * len(number)} | {' ' * lead}{'^' * width}"
    return f"{number} | {shown}".rstrip(), caret


def notice(status: int, *, heading: str, **values: object) -> Notice:
    """A notice with a ``message``, with the ``fault`` of the generator, whose traceback the
    terminal shows, or that is only ``waiting``: see notice.html."""
    return Notice(status, _render("notice.html", heading=heading, **values))


def _render(name: str, **values: object) -> bytes:
    """A page that runs and loads nothing from elsewhere."""
    return _environment().get_template(name).render(policy=_POLICY, **values).encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(printable=printable, excerpt=_excerpt, source_slug=source_slug)
    return environment
