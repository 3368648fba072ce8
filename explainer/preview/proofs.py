"""The pages of the preview that show, sentence by sentence, what a page rests on."""

from __future__ import annotations

from explainer.checks.evidence.proof import Prover
from explainer.checks.prose.prose import read_page
from explainer.preview.notices import render
from explainer.resolve.linking.library import Library


def proof_page(library: Library, address: str) -> bytes | None:
    """The proof of the page at ``address``, or a list of those that have one if it is empty; None
    if there is no such page."""
    site, ledger = library.site, library.ledger
    live = (page for page in site.pages.values() if page.status != "withdrawn")
    pages = {library.page_address(page): page for page in live}
    address = f"{address.strip('/')}/"
    if address == "/":
        return render("proof.html", pages=sorted(pages), heading="What the pages rest on")
    if page := pages.get(address):
        proof = Prover(site, ledger).prove_prose(read_page(site, ledger, page))
        root = f"/{address.removesuffix(f'{page.name}/')}"
        heading = f"What {address} rests on"
        return render("proof.html", proof=proof, address=address, root=root, heading=heading)
    return None
