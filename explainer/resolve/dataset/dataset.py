"""Make the site's open data: pages, questions, facts with their claims, sources, uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import date

from msgspec import Struct
from msgspec.structs import astuple, replace

from explainer.addresses import source_slug
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.edtf import EdtfDate
from explainer.languages.catalogues import unmarked
from explainer.model.facts.claims import Claim, Evidence, Fact
from explainer.model.pages.ages import review_due
from explainer.model.sources.source import original_of
from explainer.model.values.value import DateValue, Formula, Value, plain_value
from explainer.resolve.dataset.rows import (
    ClaimRow,
    Dataset,
    EvidenceRow,
    FactRow,
    PageRow,
    QuestionRow,
    SourceRow,
    TranslationRow,
    UseRow,
    ValueRow,
)
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import text_in_words
from explainer.resolve.linking.notebook import Use
from explainer.resolve.linking.wording import unit_filters, write_value
from explainer.resolve.makers.linked_pages import Linked, Reliance
from explainer.resolve.published.parts import Day


def make_dataset(library: Library, linked: Sequence[Linked], relied: Reliance) -> Dataset:
    """The data of the site. ``library`` is for the site's own language, in which facts and sources
    are written; ``linked`` are the pages of all languages, ``relied`` what they rely on."""
    pages = sorted(
        (each for each in linked if each.kind != "withdrawn"), key=lambda each: each.address
    )
    settings, standpoints = library.site.settings, library.ledger.standpoints
    return Dataset(
        title=settings.title,
        url=settings.url or None,
        language=library.language,
        publisher=settings.publisher or None,
        license=(settings.license.name, settings.license.url) if settings.license else None,
        pages=tuple(_page_row(each) for each in pages),
        questions=tuple(row for each in pages for row in _question_rows(each)),
        facts=tuple(_fact_row(library, each, relied) for _, each in sorted(standpoints.items())),
        sources=tuple(_source_rows(library, relied.sources)),
        uses=_Uses(pages),
    )


class _Uses(Struct, frozen=True):
    pages: Sequence[Linked]

    def __iter__(self) -> Iterator[UseRow]:
        for each in self.pages:
            yield from _use_rows(each)


def _page_row(linked: Linked) -> PageRow:
    assert linked.kind != "withdrawn"
    return PageRow(
        address=linked.address,
        kind=linked.kind,
        language=linked.language,
        title=unmarked(linked.title),
        standfirst=with_plain_spaces(linked.standfirst) or None,
        short_answer=with_plain_spaces(linked.short_answer) or None,
        published=_iso(linked.published),
        updated=_iso(linked.updated),
        checked=_iso(linked.checked),
        researched=_iso(linked.researched),
        draft=linked.draft,
        facts=tuple(dict.fromkeys(use.fact for use in linked.uses if use.fact and not use.role)),
    )


def _question_rows(linked: Linked) -> Iterator[QuestionRow]:
    uses: dict[str, list[Use]] = {}
    for use in (each for each in linked.uses if not each.role):
        uses.setdefault(use.place.address, []).append(use)
    for position, question in enumerate(linked.questions, 1):
        address = question.address
        here = uses.get(address, ())
        yield QuestionRow(
            address=address,
            page=linked.address,
            position=position,
            id=address.rpartition("#")[2],
            language=linked.language,
            question=with_plain_spaces(question.text),
            answer=with_plain_spaces(question.answer) or None,
            facts=tuple(dict.fromkeys(use.fact for use in here if use.fact)),
            sources=tuple(dict.fromkeys(use.source for use in here if use.source)),
        )


def _source_rows(library: Library, relied_on: Set[str]) -> Iterator[SourceRow]:
    sources = library.site.sources
    for key, source in sorted(sources.items()):
        yield SourceRow(
            replace(source, path="", offset=0, copy_of_offset=0, archive_sha256="", waived=()),
            original_of(source, sources),
            library.address(f"sources/{source_slug(key)}/"),
            key in relied_on,
        )


def _use_rows(linked: Linked) -> list[UseRow]:
    """One row for each fact and each passage of a source at each place, sorted."""
    here = linked.address
    answers = {question.address for question in linked.questions}
    # what an entry explained here relies on counts for the page that lists the entries
    told = {
        UseRow(
            page=here,
            place=use.place.address,
            place_text=unmarked(use.place.text),
            question=use.place.address if use.place.address in answers else None,
            fact=use.fact or None,
            source=use.source or None,
            locator=use.locator or None,
            against=use.role == "against",
            told=use.role == "told",
        )
        for use in linked.uses
        if use.page.address == here
    }
    return sorted(told, key=lambda each: [str(part or "") for part in astuple(each)])


def _iso(day: Day | None) -> str | None:
    return day.iso or None if day else None


def _fact_row(library: Library, standpoint: Standpoint, relied: Reliance) -> FactRow:
    fact, claim, language = standpoint.fact, standpoint.claim, library.language
    label, statement = fact.in_language("label", language), fact.in_language("statement", language)
    attested = library.site.attested_by(fact)
    return FactRow(
        id=fact.id,
        label=label,
        statement=statement or None,
        value=_standpoint_value(library, standpoint),
        state=standpoint.state,
        standing=standpoint.standing,
        speaker=standpoint.speaker or None,
        as_of=_written(claim.as_of) if claim else None,
        formula=_formula(claim),
        inputs=tuple(dict.fromkeys(standpoint.inputs)),
        why=_plain(library, fact, claim.why) if claim else None,
        tags=tuple(sorted(set(fact.tags))),
        sources=tuple(dict.fromkeys(e.source for e in standpoint.evidence)),
        checked=_day(fact.checked),
        review_by=_day(review_due(fact)),
        stale=bool(standpoint.overdue),
        address=library.address(f"facts/{fact.id}/"),
        attested_by=attested[0].name if attested else None,
        attested_on=_day(attested[1]) if attested else None,
        used=fact.id in relied.facts,
        short=fact.short or None,
        translations=tuple(_translations(fact)),
        claims=tuple(
            _claim_row(library, standpoint, each, number)
            for number, each in enumerate(fact.claims, 1)
        ),
    )


def _claim_row(library: Library, standpoint: Standpoint, claim: Claim, number: int) -> ClaimRow:
    fact, withdrawn = standpoint.fact, claim.withdrawn
    told = withdrawn.evidence if withdrawn else Evidence("", 0)
    return ClaimRow(
        fact=fact.id,
        claim=number,
        value=_value_row(library, standpoint.value_of(claim)),
        what=_plain(library, fact, claim.what),
        by=claim.by or None,
        as_of=_written(claim.as_of),
        standing=claim.standing,
        rank=claim.rank,
        live=claim.live,
        current=claim is standpoint.claim,
        context=claim.subject != fact.claims[0].subject,
        inferred=claim.inferred,
        why=_plain(library, fact, claim.why),
        withdrawn_by=withdrawn.by if withdrawn else None,
        withdrawn_on=_written(withdrawn.on) if withdrawn else None,
        withdrawn_source=told.source or None,
        withdrawn_locator=told.locator or None,
        withdrawn_quote=told.quote or None,
        formula=_formula(claim),
        state=standpoint.state,
        sources=tuple(dict.fromkeys(e.source for e in claim.evidence)),
        evidence=tuple(
            EvidenceRow(fact.id, number, position, e.source, e.locator or None, e.quote or None)
            for position, e in enumerate(claim.evidence, 1)
        ),
    )


def _standpoint_value(library: Library, standpoint: Standpoint) -> ValueRow:
    """The value that the site states; where no claim stands, only its kind and unit."""
    if standpoint.claim is not None:
        return _value_row(library, standpoint.value)
    kind = _value_row(library, standpoint.fact.claims[0].value).kind
    return ValueRow(kind=kind, unit=standpoint.fact.unit or None)


def _value_row(library: Library, value: Value | None) -> ValueRow:
    """A formula has no value unless its claim is the current one: only that is evaluated."""
    row = plain_value(value)
    if value is None or isinstance(value, Formula):
        return ValueRow(**row)
    filters = unit_filters(value)
    row["in_words"] = with_plain_spaces(
        write_value(value, filters, library.site, library.language, library.catalogue)
    )
    if isinstance(value, DateValue):
        row |= {"first_day": _day(value.date.first_day), "last_day": _day(value.date.last_day)}
    return ValueRow(**row)


def _plain(library: Library, fact: Fact, text: ParsedText) -> str | None:
    """The words of a field, with its values filled in; None if it is empty."""
    if not text:
        return None
    return with_plain_spaces(text_in_words(library, text, fact.path)) or None


def with_plain_spaces(text: str) -> str:
    """The text without no-break spaces, so that a search for "2,030 people" finds it."""
    return unmarked(text).replace("\u00a0", " ").replace("\u202f", " ")


def _translations(fact: Fact) -> Iterator[TranslationRow]:
    texts = {(language, name): text for name, language, text in fact.translations}
    for language in sorted({language for language, _ in texts}):
        names = (texts.get((language, name)) for name in ("label", "statement", "short"))
        yield TranslationRow(fact.id, language, *names)


def _formula(claim: Claim | None) -> str | None:
    """The formula without its ``=``, so that a spreadsheet does not run it."""
    if claim is None or not isinstance(claim.value, Formula):
        return None
    return claim.value.text.strip().removeprefix("=").strip()


def _written(found: EdtfDate | None) -> str | None:
    return str(found) if found else None


def _day(found: date | None) -> str | None:
    return found.isoformat() if found else None
