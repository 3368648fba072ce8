"""What pages have in common: head, dates, entries explained on the page, and their notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from explainer.addresses import in_language
from explainer.documents.markdown.marked_text import MarkedText
from explainer.documents.references.kinds import TermReference
from explainer.languages.names import language_name, quotation_marks
from explainer.model.entries.entry import Entry
from explainer.model.pages.page import Page
from explainer.model.site.site import Site
from explainer.model.values.expressions import matches_pattern, operands
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.notebook import Basis
from explainer.resolve.linking.plain_words import plain_text, value_in_words
from explainer.resolve.linking.source_views import note_items
from explainer.resolve.linking.wording import page_day
from explainer.resolve.published.frame import Head
from explainer.resolve.published.parts import Fragment, Link, Note, TermEntry


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
        Link(_own_name(code), in_language(path, code, site.default), language=code)
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


def _own_name(language: str) -> str:
    """What a language calls itself, as it stands in a list: a capital first."""
    name = language_name(language, language)
    return name[:1].upper() + name[1:]


def page_title(library: Library, page: Page) -> str:
    """The title as plain text; it has no notes."""
    linker = PageLinker(library, Link("", library.address(f"{page.name}/")), page.source.path)
    return plain_text(linker.fragment(page.title))


def citation(library: Library, page: Page, title: str, authors: Sequence[Link]) -> str:
    """How to cite the page, as plain text."""
    opening, closing = quotation_marks(library.language)
    checked = page_day(page.updated or page.checked or page.published, library.language)
    settings = library.site.settings
    names = ", ".join(author.text for author in authors)
    parts = [names] if names else []
    parts.append(f"{opening}{title}{closing}")
    parts.append(settings.title_in(library.language))
    if checked:
        parts.append(library.catalogue.gettext("version of %(date)s") % {"date": checked.text})
    if settings.url:
        parts.append(f"{settings.url}{library.address(f'{page.name}/')}")
    return ", ".join(parts)


def named_entries(site: Site, texts: Iterable[MarkedText]) -> tuple[Entry, ...]:
    """The glossary entries, people and places that the texts name, by name."""
    found: dict[tuple[str, str], Entry] = {}
    for text in texts:
        for reference in text.references:
            if isinstance(reference, TermReference) and (entry := site.entry(reference.term)):
                found[entry.kind, entry.id] = entry
    return tuple(
        sorted(found.values(), key=lambda entry: (entry.name.casefold(), entry.kind, entry.id))
    )


def link_entries(linker: PageLinker, entries: Iterable[Entry]) -> tuple[TermEntry, ...]:
    """The entries as the page explains them, by their names in its language."""
    library, language = linker.library, linker.library.language
    found: list[TermEntry] = []
    outer, linker.path = linker.path, linker.path
    for entry in sorted(entries, key=lambda e: (e.name_in(language).casefold(), e.kind, e.id)):
        name, address = entry.name_in(language), library.entry_address(entry)
        linker.path, linker.place = entry.path, Link(name, address)
        linker.listed = library.entry_index(entry.kind)
        text = linker.fragment(entry.text_in(language))
        role = entry.role_in(language)
        found.append(
            TermEntry(
                f"term-{entry.id}",
                name,
                entry.kind,
                address,
                text,
                role,
                entry.organization,
                entry.same_as,
            )
        )
    linker.path, linker.place, linker.listed = outer, None, None
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
    formula = formula_in_words(linker, basis.derived) if basis.derived else ""
    return Note(
        linker.notebook.note_id(basis),
        number,
        note_items(linker.library.views, basis.evidence),
        text,
        formula,
        basis.inference,
        linker.notebook.backlinks(basis),
    )


def formula_in_words(linker: PageLinker, fact_id: str) -> str:
    """A derived fact's formula, with the labels and values of its inputs for their ids."""
    ledger, language = linker.library.ledger, linker.library.language
    standpoint = ledger.standpoints[fact_id]
    claim = standpoint.claim
    if claim is None or claim.expression is None or claim.value is None:
        return ""
    formula: str = getattr(claim.value, "text", "")
    opening, closing = quotation_marks(language)
    for operand in sorted(operands(claim.expression), key=lambda o: -o.offset):
        named = [i for i in standpoint.inputs if matches_pattern(operand.pattern, i)]
        inputs = []
        for each in named:
            label = ledger.standpoints[each].fact.in_language("label", language)
            value = value_in_words(linker.span(each, ("with-unit",)))
            inputs.append(f"{opening}{label}{closing} = {value}")
        end = operand.offset + len(operand.pattern)
        formula = f"{formula[: operand.offset]}{', '.join(inputs)}{formula[end:]}"
    return formula.lstrip("= ").strip()


def related_links(library: Library, page: Page) -> Iterator[Link]:
    """The pages that ``related`` names, but for those that were withdrawn."""
    for named in page.related:
        other = library.site.version(named.id, library.language)
        if other and other.status != "withdrawn":
            language = other.language or library.site.default
            address = (
                f"{other.name}/"
                if language == library.site.default
                else f"{language}/{other.name}/"
            )
            shown = "" if language == library.language else language
            yield Link(page_title(library, other), address, language=shown)


def described(*texts: Fragment) -> str:
    """A page's description for machines: the first of the texts that says something."""
    return next((words for text in texts if (words := plain_text(text))), "")
