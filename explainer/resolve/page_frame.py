"""What pages have in common: head, dates, entries explained on the page, and their notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from explainer.addresses import in_language
from explainer.documents import marks
from explainer.documents.marked_text import MarkedText
from explainer.documents.references import TermReference
from explainer.edtf import from_date_parts
from explainer.languages.names import language_name
from explainer.model.entries import Entry
from explainer.model.expressions import operands
from explainer.model.site import Site
from explainer.resolve.ledger import Ledger
from explainer.resolve.library import Library
from explainer.resolve.linker import PageLinker, plain_text
from explainer.resolve.notebook import Basis
from explainer.resolve.pages import Day, Fragment, Head, Link, Note, NoteItem, TermEntry
from explainer.resolve.source_views import quote_url
from explainer.resolve.wording import day


def page_day(found: date | None, language: str) -> Day | None:
    if found is None:
        return None
    return day(from_date_parts((found.year, found.month, found.day)), language)


def make_head(
    library: Library,
    path: str,
    title: str,
    *,
    description: str = "",
    languages: Iterable[str] | None = None,
    draft: bool = False,
    breadcrumb: Sequence[Link] = (),
    machine_translation: bool = False,
    original: Link | None = None,
) -> Head:
    """``path`` is the page's address without its language; ``languages`` are those it exists in."""
    site = library.site
    address = library.address(path)
    found = [code for code in site.languages if languages is None or code in set(languages)]
    alternates = tuple(
        Link(language_name(code, code), in_language(path, code, site.default), language=code)
        for code in found
    )
    canonical = f"{site.settings.url}{address}" if site.settings.url else ""
    return Head(
        address,
        library.language,
        title,
        description,
        alternates if len(alternates) > 1 else (),
        canonical,
        draft,
        tuple(breadcrumb),
        machine_translation,
        original,
    )


def named_entries(site: Site, texts: Iterable[MarkedText]) -> tuple[Entry, ...]:
    """The glossary entries, people and places that the texts name, by name."""
    found: dict[tuple[str, str], Entry] = {}
    for text in texts:
        for index in marks.indexes(text.html):
            reference = text.references[index]
            if isinstance(reference, TermReference) and (entry := site.entry(reference.term)):
                found[entry.kind, entry.id] = entry
    return tuple(
        sorted(found.values(), key=lambda entry: (entry.name.casefold(), entry.kind, entry.id))
    )


def link_entries(linker: PageLinker, entries: Iterable[Entry]) -> tuple[TermEntry, ...]:
    library = linker.library
    found: list[TermEntry] = []
    outer, linker.path = linker.path, linker.path
    for entry in entries:
        linker.path = entry.path
        name = library.entry_name(entry)
        address = library.entry_address(entry)
        linker.place = Link(name, address)
        role = dict(entry.roles).get(library.language, entry.role)
        found.append(
            TermEntry(
                f"term-{entry.id}",
                name,
                entry.kind,
                address,
                linker.fragment(library.entry_text(entry)),
                role,
            )
        )
    linker.path, linker.place = outer, None
    return tuple(found)


def link_notes(linker: PageLinker, own_notes: Mapping[str, MarkedText]) -> tuple[Note, ...]:
    """The notes in order; what an author's note cites is numbered where that note is printed."""
    drafted: list[tuple[Basis, Fragment]] = []
    while (basis := linker.notebook.after(len(drafted))) is not None:
        text = Fragment()
        if basis.author_note:
            linker.place = linker.place_of_note(basis)
            text = linker.fragment(own_notes[basis.author_note])
        drafted.append((basis, text))
    linker.place = None
    return tuple(
        _note(linker, number, basis, text) for number, (basis, text) in enumerate(drafted, 1)
    )


def _note(linker: PageLinker, number: int, basis: Basis, text: Fragment) -> Note:
    library = linker.library
    items = []
    for key, locator, quote in basis.evidence:
        view = library.views[key]
        items.append(NoteItem(view, locator, quote, quote_url(view.url, quote) if quote else ""))
    formula = (
        formula_in_words(library.ledger, basis.derived, library.language) if basis.derived else ""
    )
    return Note(
        linker.notebook.note_id(basis),
        number,
        tuple(items),
        text,
        formula,
        basis.inference,
        linker.notebook.backlinks(basis),
    )


def formula_in_words(ledger: Ledger, fact_id: str, language: str) -> str:
    """A derived fact's formula with the labels of its inputs for their ids."""
    standpoint = ledger.standpoints[fact_id]
    claim = standpoint.claim
    if claim is None or claim.expression is None or claim.value is None:
        return ""
    formula: str = getattr(claim.value, "text", "")
    for operand in sorted(operands(claim.expression), key=lambda o: -o.offset):
        if operand.is_wildcard or operand.pattern not in ledger.standpoints:
            continue
        label = ledger.standpoints[operand.pattern].fact.in_language("label", language)
        formula = f"{formula[: operand.offset]}“{label}”{formula[operand.offset + len(operand.pattern) :]}"
    return formula.lstrip("= ").strip()


def described(*texts: Fragment) -> str:
    """A page's description for machines: the first of the texts that says something."""
    return next((words for text in texts if (words := plain_text(text))), "")
