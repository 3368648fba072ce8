"""What all pages of one language are linked with, facts in its words among it; values on pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from gettext import NullTranslations
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import in_language
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.edtf import EdtfDate
from explainer.languages.catalogues import load_catalogue, unmarked
from explainer.languages.words import joined
from explainer.model.entries.entry import Entry
from explainer.model.facts.claims import Claim, words_of
from explainer.model.facts.states import State
from explainer.model.site.site import Site
from explainer.model.sources.source import Source
from explainer.model.values.value import DateValue, Items, Quantity, Text, Unknown, Value, fold_text
from explainer.resolve.ledger import Ledger, Standpoint
from explainer.resolve.linking.source_views import source_view
from explainer.resolve.linking.wording import day, write_standpoint, write_value
from explainer.resolve.published.parts import Day, Link, NoteMark, ValueSpan
from explainer.resolve.published.source_pages import SourceView
from explainer.resolve.references.links import ENTRY_INDEXES, SiteMap

_MANY = Decimal(100)

INDEXES = {
    "questions/": (
        "Questions",
        "Every question that this site answers, with the answer in one sentence.",
    ),
    "facts/": (
        "Facts",
        "Every fact on record, with who says so, since when, how sure, and who says otherwise.",
    ),
    "disputes/": (
        "What sources disagree on",
        "Where sources give different values, each is shown with who says so and when, "
        "and with what we write.",
    ),
    "timeline/": ("Timeline", "Every fact that is a date, by topic, the oldest first."),
    "sources/": (
        "Sources",
        "Every source on record, with who published it and when, and how often we cite it.",
    ),
    "glossary/": ("Glossary", "The terms that this site uses, each explained in a few words."),
    "people/": ("People", "The people and organizations that this site names."),
    "places/": ("Places", "The places that this site names."),
    "changes/": (
        "What changed",
        "Every correction, update and change of a fact, with what was said before and is said now.",
    ),
    "corrections/": (
        "Corrections",
        "What was wrong on a page of this site stays listed here, with what is right.",
    ),
    "data/": ("Data", "All that this site records, as files to search, to count and to reuse."),
    "search/": (
        "Search",
        "Looks for words in the answers, facts, people, places and sources of this site.",
    ),
}
"""The title and the description of each list, by its path, which a catalogue translates."""


class Library(Struct, frozen=True):
    """What all pages of one language are linked with; ``views`` are the sources as they show
    them, by key, and what the ``ledger`` says in words is in that language where it can be."""

    site: Site
    ledger: Ledger
    site_map: SiteMap
    language: str
    catalogue: NullTranslations
    views: Mapping[str, SourceView]

    def address(self, address: str) -> str:
        return in_language(address, self.language, self.site.default)

    def entry_address(self, entry: Entry) -> str:
        if entry.kind == "person":
            return self.address(f"people/{entry.id}/")
        assert entry.kind != "topic", "no text names a topic"
        return f"{self.address(ENTRY_INDEXES[entry.kind])}#term-{entry.id}"

    def fact(self, fact_id: str) -> Link:
        """The name of a fact, and its page."""
        label = self.site.facts[fact_id].in_language("label", self.language)
        return Link(label, self.address(f"facts/{fact_id}/"))

    def day(self, found: EdtfDate | date | None) -> Day | None:
        return day(found, self.language, self.catalogue) if found else None

    def written(self, value: Value | None, filters: Collection[str] | None = None) -> str:
        """A value with its unit, or as the filters say; empty if there is none, since the fact has
        none."""
        named = self.site, self.language, self.catalogue
        return "" if value is None else write_value(value, filters, *named)

    def topic(self, topic: str) -> Link:
        """The name of the topic with this id, and its page; if it is empty, the word for what has
        no topic."""
        if not topic:
            return Link(self.catalogue.gettext("Other"), "")
        name = self.site.topics[topic].name_in(self.language)
        return Link(name, self.address(f"topics/{topic}/"))

    def in_order(self, topics: Iterable[str]) -> list[str]:
        """Ids of topics as they are shown: by their order, then by name; an empty one is last."""

        def place(topic: str) -> tuple[bool, float, str, str]:
            order = self.site.topics[topic].order if topic else None
            name = self.topic(topic).text.casefold()
            return not topic, inf if order is None else order, name, topic

        return sorted(topics, key=place)

    def index(self, path: str) -> Link:
        """The list of ``INDEXES`` at ``path``."""
        title, _ = INDEXES[path]
        return Link(self.catalogue.gettext(title), self.address(path))


def make_library(
    site: Site, ledger: Ledger, site_map: SiteMap, language: str, before: Library | None = None
) -> Library:
    """``before`` is an earlier library in the same language; its views of sources that have not
    changed are used again."""
    catalogue = load_catalogue(language, site.words_in(language))
    folder = in_language("sources/", language, site.default)
    if before and (before.catalogue is not catalogue or before.site.default != site.default):
        before = None

    def view(key: str, source: Source) -> SourceView:
        original = site.sources.get(source.copy_of) if source.copy_of else None
        known = before.site.sources if before else {}
        same_original = not original or known.get(source.copy_of) is original
        if before and known.get(key) is source and same_original:
            return before.views[key]
        return source_view(source, language, catalogue, copy_of=original, folder=folder)

    views = {key: view(key, source) for key, source in site.sources.items()}
    ledger = translate_ledger(ledger, site, language)
    return Library(site, ledger, site_map, language, catalogue, views)


def value_span(
    library: Library,
    fact_id: str,
    filters: tuple[str, ...] | None = None,
    note: NoteMark | None = None,
    address: str = "",
) -> ValueSpan:
    """A fact's value, by default with its unit, or its statement, with the words for its state and
    a link to ``address``, by default the fact's page."""
    standpoint = library.ledger.standpoints[fact_id]
    text = write_standpoint(standpoint, filters, library.site, library.language, library.catalogue)
    value = standpoint.value
    told = "statement" not in (filters or ()) and value is not None
    disputed = told and standpoint.disputed
    unconfirmed = told and standpoint.state is State.UNCONFIRMED
    speaker = standpoint.speaker if told else ""
    iso = ""
    if isinstance(value, DateValue) and not set(filters or ()) - {"day"}:
        iso = day(value.date, library.language).iso
    return ValueSpan(
        text=text,
        fact_id=fact_id,
        iso=iso,
        form=tuple(each for each in filters or () if each in ("compact", "words", "day")),
        disputed=disputed,
        unconfirmed=unconfirmed,
        speaker=speaker,
        mark=note,
        caveat=caveat(library, disputed, unconfirmed, speaker),
        address=address or library.address(f"facts/{fact_id}/"),
        overdue=library.day(standpoint.overdue),
    )


def column_head(library: Library, values: Iterable[Value | None]) -> str:
    """What a column of values holds: the unit that all have, as in "People" or "%", or else their
    kind."""
    gettext, found = library.catalogue.gettext, [v for v in values if not isinstance(v, Unknown)]
    if found and all(isinstance(value, DateValue) for value in found):
        return gettext("Date")
    units = {value.unit if isinstance(value, Quantity) else "" for value in found}
    if "" in units or not units:
        return gettext("Answer")
    unit = units.pop() if len(units) == 1 else None
    pattern = library.site.units[unit].pattern(_MANY, library.language) if unit else ""
    before, _, name = pattern.replace("{-}", "").partition("{n}")
    name = name.strip("\u00a0")
    if before or not unmarked(name)[:1].isalpha():
        return f"{before} {name}".strip() or gettext("Number")
    return name[:1].upper() + name[1:]


def caveat(library: Library, disputed: bool, unconfirmed: bool, speaker: str) -> str:
    """The state and the speaker of a value in words, where they have to be said."""
    gettext = library.catalogue.gettext
    state = gettext("disputed") if disputed else gettext("unconfirmed") if unconfirmed else ""
    told = gettext("according to %(speaker)s") % {"speaker": speaker} if speaker else ""
    return joined(",", (state, told), library.language)


def translate_ledger(ledger: Ledger, site: Site, language: str) -> Ledger:
    """The ledger with the claims' values in words, speakers, subjects and reasons in the language.
    The states and the values that decide them are the original's."""
    if language == site.default:
        return ledger
    found = {key: _translate(each, site, language) for key, each in ledger.standpoints.items()}
    return replace(ledger, standpoints=found)


def _translate(standpoint: Standpoint, site: Site, language: str) -> Standpoint:
    fact = standpoint.fact
    texts = {each.original: each.text for each in fact.words if each.language == language}

    def words(text: str) -> str:
        if found := texts.get(fold_text(text)):
            return words_of(found)
        entry = site.entry(text)
        return dict(entry.names).get(language, text) if entry else text

    def text(original: ParsedText) -> ParsedText:
        return texts.get(fold_text(words_of(original)), original) if original else original

    def value(value: Value | None) -> Value | None:
        match value:
            case Text(said):
                return Text(words(said)) if fold_text(said) in texts else value
            case Items(items):
                # those that are ids get their entry's name when they are shown
                return Items(tuple(words(i) if fold_text(i) in texts else i for i in items))
        return value

    def claim(each: Claim) -> Claim:
        withdrawn = each.withdrawn
        return replace(
            each,
            value=value(each.value),
            by=each.by if each.inferred else words(each.by),
            what=text(each.what),
            why=text(each.why),
            withdrawn=replace(withdrawn, by=words(withdrawn.by)) if withdrawn else None,
        )

    claims = tuple(map(claim, fact.claims))
    if claims == fact.claims and not standpoint.speakers:
        return standpoint
    pairs = zip(fact.claims, claims, strict=True)
    return replace(
        standpoint,
        fact=replace(fact, claims=claims),
        claim=next((ours for each, ours in pairs if each is standpoint.claim), None),
        value=value(standpoint.value),
        speakers=tuple(map(words, standpoint.speakers)),
    )
