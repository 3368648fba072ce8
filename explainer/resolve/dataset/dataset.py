"""Make the site's open data: pages, questions, facts with their claims, sources, uses; and the page
about them: its files, and how to cite them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import source_slug
from explainer.languages.catalogues import unmarked
from explainer.model.facts.claims import Claim, Fact
from explainer.model.pages.page import review_due
from explainer.model.sources.source import original_of
from explainer.model.sources.titles import plain_title
from explainer.model.values.value import DateValue, Formula, Value, plain_value
from explainer.resolve.dataset import tables
from explainer.resolve.dataset.columns import Row, Table
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import text_in_words
from explainer.resolve.linking.notebook import Use
from explainer.resolve.makers.linked_pages import Linked, Reliance
from explainer.resolve.makers.page_frame import citation, index_head
from explainer.resolve.published.ledger_pages import DataPage
from explainer.resolve.published.parts import Link


class Dataset(Struct, frozen=True, gc=False, kw_only=True):
    """All open data of a site: rows of the tables of these names. Facts are in the order of their
    ids, sources of their keys, pages of their addresses, questions and uses of their pages.
    ``license`` is its name with what it leaves out, and the address of its text."""

    title: str
    url: str | None
    language: str
    publisher: str | None
    license: tuple[str, str] | None = None
    pages: tuple[Row, ...] = ()
    questions: tuple[Row, ...] = ()
    facts: tuple[Row, ...] = ()
    sources: tuple[Row, ...] = ()
    uses: Iterable[Row] = ()
    """Made anew each time: they are as many as all other rows together."""


def make_dataset(library: Library, linked: Sequence[Linked], relied: Reliance) -> Dataset:
    """The data of the site. ``library`` is for the site's own language, in which facts and sources
    are written; ``linked`` are the pages of all languages, ``relied`` what they rely on."""
    pages = sorted(
        (each for each in linked if each.kind != "withdrawn"), key=lambda each: each.address
    )
    settings, standpoints = library.site.settings, library.ledger.standpoints
    own = settings.license
    return Dataset(
        title=settings.title,
        url=settings.url or None,
        language=library.language,
        publisher=settings.publisher or None,
        # what a site quotes is not its own
        license=(f"{own.name}, quotations excepted", own.url) if own else None,
        pages=tuple(_page_row(each) for each in pages),
        questions=tuple(row for each in pages for row in _question_rows(each)),
        facts=tuple(_fact_row(library, each, relied) for _, each in sorted(standpoints.items())),
        sources=tuple(_source_rows(library, relied.sources)),
        uses=_Uses(pages),
    )


class _Uses(Struct, frozen=True):
    pages: Sequence[Linked]

    def __iter__(self) -> Iterator[Row]:
        for each in self.pages:
            yield from _use_rows(each)


def _page_row(linked: Linked) -> Row:
    return tables.PAGES.row(
        linked,
        title=unmarked(linked.title),
        standfirst=with_plain_spaces(linked.standfirst),
        short_answer=with_plain_spaces(linked.short_answer),
        digest="\n".join(map(with_plain_spaces, linked.digest)),
        facts=tuple(dict.fromkeys(use.fact for use in linked.uses if use.fact and not use.role)),
    )


def _question_rows(linked: Linked) -> Iterator[Row]:
    uses = defaultdict[str, list[Use]](list)
    for use in (each for each in linked.uses if not each.role):
        uses[use.place.address].append(use)
    for position, question in enumerate(linked.questions, 1):
        here = uses[question.address]
        yield tables.QUESTIONS.row(
            question,
            page=linked.address,
            position=position,
            id=question.address.rpartition("#")[2],
            language=linked.language,
            question=with_plain_spaces(question.text),
            answer=with_plain_spaces(question.answer),
            facts=tuple(dict.fromkeys(use.fact for use in here if use.fact)),
            sources=tuple(dict.fromkeys(use.source for use in here if use.source)),
        )


def _source_rows(library: Library, relied_on: Set[str]) -> Iterator[Row]:
    sources = library.site.sources
    for key, source in sorted(sources.items()):
        yield tables.SOURCES.row(
            source,
            title=plain_title(source.title),
            container=plain_title(source.container),
            authors="; ".join(name.display for name in source.authors),
            editors="; ".join(name.display for name in source.editors),
            original=original_of(source, sources),
            address=library.address(f"sources/{source_slug(key)}/"),
            relied_on=key in relied_on,
            source=replace(
                source, path="", offset=0, copy_of_offset=0, archive_sha256="", waived=()
            ),
        )


def _use_rows(linked: Linked) -> Iterator[Row]:
    """One row for each fact and each passage of a source at each place, sorted."""
    answers = {question.address for question in linked.questions}
    # what an entry explained here relies on counts for the page that lists the entries
    own = (use for use in linked.uses if use.page.address == linked.address)
    told = {(u.place.address, u.fact, u.source, u.locator, u.place.text, u.role) for u in own}
    for place, fact, source, locator, text, role in sorted(told):
        yield tables.USES.row(
            linked,
            page=linked.address,
            place=place,
            place_text=unmarked(text),
            question=place if place in answers else None,
            fact=fact,
            source=source,
            locator=locator,
            against=role == "against",
            told=role == "told",
        )


def _fact_row(library: Library, standpoint: Standpoint, relied: Reliance) -> Row:
    fact, claim, language = standpoint.fact, standpoint.claim, library.language
    person, day = library.site.attested_by(fact) or (None, None)
    value = _value_cells(library, standpoint.value)
    if claim is None:  # the kind and the unit are known all the same
        value |= {"kind": plain_value(fact.claims[0].value)["kind"], "unit": fact.unit}
    return tables.FACTS.row(
        standpoint,
        label=fact.in_language("label", language),
        statement=fact.in_language("statement", language),
        **value,
        formula=_formula(claim),
        inputs=tuple(dict.fromkeys(standpoint.inputs)),
        why=with_plain_spaces(text_in_words(library, claim.why, fact.path)) if claim else None,
        tags=tuple(sorted(set(fact.tags))),
        sources=tuple(dict.fromkeys(e.source for e in standpoint.evidence)),
        review_by=review_due(fact),
        stale=bool(standpoint.overdue),
        address=library.address(f"facts/{fact.id}/"),
        attested_by=person and person.name,
        attested_on=day,
        used=fact.id in relied.facts,
        translations=tuple(_translations(fact)),
        claims=tuple(
            _claim_row(library, standpoint, each, number)
            for number, each in enumerate(fact.claims, 1)
        ),
    )


def _claim_row(library: Library, standpoint: Standpoint, claim: Claim, number: int) -> Row:
    fact = standpoint.fact
    derived = {"by": standpoint.speaker or None, "standing": standpoint.standing}

    def rows(table: Table, items: Sequence[object]) -> tuple[Row, ...]:
        numbered = enumerate(items, 1)
        return tuple(table.row(i, fact=fact.id, claim=number, position=n) for n, i in numbered)

    return tables.CLAIMS.row(
        claim,
        **(derived if standpoint.inputs else {}),
        fact=fact.id,
        claim=number,
        **_value_cells(library, standpoint.value_of(claim)),
        what=with_plain_spaces(text_in_words(library, claim.what, fact.path)),
        current=claim is standpoint.claim,
        context=claim.subject != fact.claims[0].subject,
        why=with_plain_spaces(text_in_words(library, claim.why, fact.path)),
        formula=_formula(claim),
        state=standpoint.state,
        sources=tuple(dict.fromkeys(e.source for e in claim.evidence)),
        evidence=rows(tables.EVIDENCE, claim.evidence),
        printed_in=rows(tables.PRINTINGS, claim.printed_in),
    )


_NO_VALUE: dict[str, object] = {
    **dict.fromkeys(column.name for column in tables.VALUE),
    "about": False,
    "open": False,
}


def _value_cells(library: Library, value: Value | None) -> dict[str, object]:
    """A formula has no value unless its claim is the current one: only that is evaluated."""
    cells = _NO_VALUE | plain_value(value)
    if value is None or isinstance(value, Formula):
        return cells
    cells["in_words"] = with_plain_spaces(library.written(value))
    if isinstance(value, DateValue):
        cells |= {"first_day": value.date.first_day, "last_day": value.date.last_day}
    return cells


def with_plain_spaces(text: str) -> str:
    """The text without no-break spaces, so that a search for "2,030 people" finds it."""
    return unmarked(text).replace("\u00a0", " ").replace("\u202f", " ")


def _translations(fact: Fact) -> Iterator[Row]:
    texts = {(language, name): text for name, language, text in fact.translations}
    for language in sorted({language for language, _ in texts}):
        words = {name: texts.get((language, name)) for name in ("label", "statement", "short")}
        yield tables.TRANSLATIONS.row(fact, fact=fact.id, language=language, **words)


def _formula(claim: Claim | None) -> str | None:
    """The formula without its ``=``, so that a spreadsheet does not run it."""
    if claim is None or not isinstance(claim.value, Formula):
        return None
    return claim.value.text.strip().removeprefix("=").strip()


FILES = (
    *("facts.csv", "claims.csv", "facts.json", "questions.json", "sources.json"),
    *("explainer.sqlite", "datapackage.json", "metadata.json"),
)


def data_page(library: Library, dataset: Dataset) -> DataPage:
    records = {name: len(getattr(dataset, name)) for name in ("facts", "questions", "sources")}
    records["claims"] = sum(len(fact.claims) for fact in dataset.facts)
    days = ((page.published, page.updated, page.checked) for page in dataset.pages)
    newest = max((day for found in days for day in found if day), default="")
    day = date.fromisoformat(newest) if newest else None
    return DataPage(
        index_head(library, "data/"),
        tuple((Link(n, f"data/{n}"), records.get(n.partition(".")[0], 0)) for n in FILES),
        len(dataset.facts),
        library.ledger.disputed,
        sum(source.relied_on for source in dataset.sources),
        citation(library, library.index("data/"), day),
    )
