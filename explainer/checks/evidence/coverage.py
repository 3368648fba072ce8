"""Measure how much of a site has a source, as coverage tools measure how much code tests run; and
how easy its pages are to read: sentence length and, in English, reading grade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from explainer.checks.evidence.held import Held, held, parts
from explainer.checks.evidence.measures import MEASURES, PAIRS
from explainer.checks.evidence.mentions import Passage, Verdict
from explainer.checks.evidence.names import Names, names_of
from explainer.checks.evidence.quoted import quoted as read_quoted
from explainer.checks.prose.prose import Prose, Sentence, Stretch, explainers
from explainer.languages.locales import is_english
from explainer.model.facts.claims import Claim, is_derived
from explainer.model.pages.page import Page
from explainer.model.site.site import Site

HIGHEST_GRADE = 11.0
"""The highest Flesch-Kincaid grade (years of schooling needed) that a page should have."""
HIGHEST_ANSWER_GRADE = 9.0
"""The same for its short answer, and for the first paragraphs of its answers."""
LONGEST_MEAN = 18.0
"""The most words per sentence that a page should have on average."""


class Share(Struct, frozen=True):
    """``covered`` of ``total``."""

    covered: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.covered + other.covered, self.total + other.total)

    @property
    def percent(self) -> float:
        """From 0 to 100; 100 if ``total`` is 0."""
        return 100 * self.covered / self.total if self.total else 100.0


class FileCoverage(Struct, frozen=True):
    """The shares of what is counted in a file, by the names of ``MEASURES``.

    Each value of a fact is one of the figures. A derived claim rests on other facts, and is not
    counted; nor are ``values`` of which the words cannot tell.
    """

    path: str
    shares: Mapping[str, Share]

    def of(self, name: str) -> Share:
        return self.shares.get(name, Share())


class Coverage(Struct, frozen=True):
    """The coverage of the files that have any of what is counted, in order of path."""

    files: tuple[FileCoverage, ...] = ()

    @property
    def site(self) -> FileCoverage:
        """All files together, under an empty path."""
        shares = {
            name: sum((each.of(name) for each in self.files), start=Share()) for name in MEASURES
        }
        return FileCoverage("", shares)


def measure_coverage(site: Site, prose: Iterable[Prose], quoted: Iterable[Passage]) -> Coverage:
    """``prose`` is that of the site, ``quoted`` are all passages that it quotes."""
    files: defaultdict[str, defaultdict[str, Share]] = defaultdict(lambda: defaultdict(Share))
    for each in prose:
        files[each.path]["answers"] += _answers(each)
        files[each.path]["figures"] += _figures(each)
    verified: set[tuple[str, int, str]] = set()
    for passage in quoted:
        cited, is_found = passage.cited, passage.verdict in (Verdict.FOUND, Verdict.ALMOST)
        files[cited.path]["passages"] += Share(int(is_found), 1)
        verified |= {(cited.path, cited.offset, cited.quote)} if is_found else set()
    for path, name, is_covered in _claims(site, verified):
        files[path][name] += Share(int(is_covered), 1)
    counted = {
        path: {name: share for name, share in shares.items() if share.total}
        for path, shares in sorted(files.items())
    }
    return Coverage(tuple(FileCoverage(*each) for each in counted.items() if each[1]))


def _claims(
    site: Site, verified: Container[tuple[str, int, str]]
) -> Iterator[tuple[str, str, bool]]:
    """The path of each live claim, what of it is measured, and whether it is so; the same of it
    with each of its sources. ``verified`` are path, offset and words of passages."""
    names = names_of(site.entries.values())
    claims = ((fact, claim) for fact in site.facts.values() for claim in fact.claims)
    for fact, claim in claims:
        if not claim.live or is_derived(claim):
            continue
        attested = site.attested_by(fact) is not None
        quotes: dict[str, list[str]] = {each.source: [] for each in claim.evidence}
        copied: set[str] = set()
        for each in claim.evidence:
            quotes[each.source] += [each.quote] if each.quote else []
            copied |= {each.source} if (fact.path, each.offset, each.quote) in verified else set()
        said = {key: _held(site, claim, key, quotes[key], names) for key in quotes}
        for prefix, keys in (("", {*quotes}), *((PAIRS, {key}) for key in quotes)):
            answers = {said[key] for key in keys if quotes[key]}
            yield fact.path, f"{prefix}sources", bool(keys)
            yield fact.path, f"{prefix}words", bool(answers)
            yield fact.path, f"{prefix}copies", bool(copied & keys)
            if parts(claim.value) and answers != {Held.SILENT}:
                yield fact.path, f"{prefix}values", Held.FOUND in answers
            yield fact.path, f"{prefix}attested", attested


def _held(site: Site, claim: Claim, key: str, quotes: list[str], names: Names) -> Held:
    source = site.sources[key]
    words = [each.words for each in read_quoted(((key, quote) for quote in quotes), site)]
    return held(claim.value, words, source.language or site.default, source.issued, names)


def sourced_questions(prose: Prose) -> frozenset[str]:
    """The ids of the questions whose answer has a note, or a figure drawn from facts."""
    return frozenset(
        stretch.question
        for stretch in prose.of("answer", "body", "figure")
        if stretch.figures or any(block.notes for block in stretch.blocks)
    )


def _answers(prose: Prose) -> Share:
    page = prose.subject
    if not isinstance(page, Page) or page.kind != "explainer":
        return Share()
    return Share(len(sourced_questions(prose)), len(page.body.questions))


def _figures(prose: Prose) -> Share:
    covered = total = 0
    for sentence in (each for stretch in prose.sayings for each in stretch.sentences):
        if sentence.kind != "heading":
            values, own = len(sentence.values), len(sentence.figures)
            covered += values + (own if sentence.noted else 0)
            total += values + own
    return Share(covered, total)


class Ease(Struct, frozen=True):
    """The ease of a text; ``grade`` is its Flesch-Kincaid grade level, None outside English."""

    sentences: int
    words: int
    grade: float | None = None

    @property
    def mean(self) -> float:
        """Words per sentence."""
        return self.words / self.sentences


class PageReading(Struct, frozen=True):
    """The ease of an explainer: of all its prose, of its short answer, and of the first paragraphs
    of its answers together; None for what it does not have."""

    path: str
    page: Ease | None
    short_answer: Ease | None
    answers: Ease | None


def measure_reading(site: Iterable[Prose]) -> tuple[PageReading, ...]:
    """The ease of each explainer, in order of path."""
    found = []
    for prose, _ in explainers(site):
        parts = (prose.sayings, prose.of("short_answer"), prose.of("answer"))
        found.append(PageReading(prose.path, *(_ease(part, prose.language) for part in parts)))
    return tuple(sorted(found, key=lambda each: each.path))


def _ease(stretches: Iterable[Stretch], language: str) -> Ease | None:
    """The ease of paragraphs and list items; None if there are none."""
    sentences = [
        sentence
        for stretch in stretches
        for sentence in stretch.sentences
        if sentence.kind in ("paragraph", "item") and sentence.words
    ]
    if not sentences:
        return None
    words = sum(len(sentence.words) for sentence in sentences)
    grade = reading_grade(sentences) if is_english(language) else None
    return Ease(len(sentences), words, grade)


def reading_grade(sentences: Sequence[Sentence]) -> float:
    """The Flesch-Kincaid grade level of English sentences. A number counts as one syllable."""
    from syllapy import count

    words = [word.replace("’", "'") for sentence in sentences for word in sentence.words]
    if not words:
        return 0.0
    syllables = sum(max(1, count(word)) for word in words)
    grade: float = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return grade
