"""What a site's texts and claims name: sources as evidence, facts and entries; and whether the
passages quoted of sources stand in their stored copies."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain

from msgspec import Struct

from explainer.documents.files.stored_copies import StoredCopy, page_text
from explainer.documents.markdown.parsed_text import FigureReference, ParsedText
from explainer.documents.references.kinds import Citation, FactReference, TermReference
from explainer.model.facts.claims import Fact
from explainer.model.pages.page import Page, texts
from explainer.model.shared.fields import Waiver
from explainer.model.site.site import Site
from explainer.model.sources.source import Source
from explainer.resolve.linking.source_views import OMISSION
from explainer.resolve.references.figures import read_figure

_INSERTION = re.compile(r"\[[^\[\]]*+\]")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„«»‟", '"'),
        **dict.fromkeys("‘’‚‛ʼ`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        "\u00ad": None,
        "\u200b": None,
    }
)


class Cited(Struct, frozen=True):
    """A source cited in a text or by a claim; ``offset`` is that of its key in the file. ``quote``
    is the passage relied on, ``waivers`` are those that apply there, nearest first."""

    source: str
    path: str
    offset: int
    locator: str = ""
    quote: str = ""
    waivers: tuple[Waiver, ...] = ()


class Mentions(Struct, frozen=True):
    """What a site names; ``cited`` is in the order of the texts, and only from pages in the build.
    The sets include what held-back pages name, so that what only a draft uses is not "unused"."""

    cited: tuple[Cited, ...]
    sources: frozenset[str]
    facts: frozenset[str]
    entries: frozenset[tuple[str, str]]


def read_mentions(site: Site) -> Mentions:
    """The mentions in a site without errors. Facts that only formulas name are not included."""
    live, held = _Reader(site), _Reader(site)
    for page in site.pages.values():
        live.read_page(page)
    for fact in site.facts.values():
        live.read_fact(fact)
    for entry in (*site.entries.values(), *site.topics.values()):
        for text in (entry.text, *(text for _, text in entry.texts)):
            live.read_text(entry.path, text, entry.waived)
    for page in site.held_back.values():
        held.read_page(page)
    live.entries.update(("topic", each.id) for _, each in site.used_topics(also_held_back=True))
    live.entries.update(("person", each.by.id) for each in site.attested.values())
    named = {source.copy_of for source in site.sources.values() if source.copy_of}
    named |= {entry.at_source.id for entry in site.entries.values() if entry.at_source}
    return Mentions(
        tuple(live.cited),
        frozenset({*named, *(each.source for each in chain(live.cited, held.cited))}),
        frozenset(live.facts | held.facts),
        frozenset(live.entries | held.entries),
    )


class _Reader(Struct):
    site: Site
    cited: list[Cited] = []
    facts: set[str] = set()
    entries: set[tuple[str, str]] = set()

    def read_page(self, page: Page) -> None:
        for text in texts(page):
            self.read_text(page.source.path, text, page.waived)
        self.facts.update(named.id for named in page.key_facts)
        for named in (*page.authors, *page.checked_by):
            self.entries.add(("person", named.id))

    def read_fact(self, fact: Fact) -> None:
        if fact.entered_by:
            self.entries.add(("person", fact.entered_by.id))
        for claim in fact.claims:
            waivers = (*claim.waived, *fact.waived)
            for evidence in claim.all_evidence:
                passage = evidence.locator, evidence.quote
                self.cited.append(
                    Cited(evidence.source, fact.path, evidence.offset, *passage, waivers)
                )
            for text in (claim.what, claim.why):
                self.read_text(fact.path, text, waivers)

    def read_text(self, path: str, text: ParsedText, waivers: tuple[Waiver, ...]) -> None:
        for reference in text.references:
            match reference:
                case Citation():
                    self.cited += (
                        Cited(each.key, path, each.offset, each.locator, each.quote, waivers)
                        for each in reference.sources
                    )
                case FactReference():
                    self.facts.add(reference.fact_id)
                case TermReference() if entry := self.site.entry(reference.term):
                    self.entries.add((entry.kind, entry.id))
                case FigureReference():
                    self._read_figure(path, reference, waivers)

    def _read_figure(self, path: str, figure: FigureReference, waivers: tuple[Waiver, ...]) -> None:
        spec, _ = read_figure(self.site.texts[path], figure, self.site)
        if spec is not None:
            self.facts.update(named.id for named in spec.facts)
            self.entries.update(("place", each) for each in spec.fields.shown_places)
            for text in spec.texts:
                self.read_text(path, text, waivers)


LoadCopy = Callable[[str], StoredCopy | None]
"""Returns the stored copy of the source with a key, or None."""


class Verdict(StrEnum):
    FOUND = "found"
    ALMOST = "found but for case, white space or typographic signs"
    MISSING = "not found"
    UNCHECKED = "no copy to look into"


class CopyState(StrEnum):
    SOUND = "sound"
    CHANGED = "another file than the one recorded"
    UNRECORDED = "not recorded"
    TOO_LARGE = "too large"


class Passage(Struct, frozen=True):
    """A quoted passage, and whether it was found in the stored copy of its source."""

    cited: Cited
    verdict: Verdict
    copy: str = ""
    """The path of the copy that was searched; empty if none was."""


class CopyRecord(Struct, frozen=True):
    """A stored copy, and whether it is the one that its source's record names by its SHA-256."""

    source: Source
    path: str
    state: CopyState
    sha256: str = ""


class Passages(Struct, frozen=True):
    """The quoted passages in the order of the texts, and the copies of their sources."""

    quoted: tuple[Passage, ...] = ()
    copies: tuple[CopyRecord, ...] = ()


def verify_passages(
    cited: Iterable[Cited], sources: Mapping[str, Source], load: LoadCopy
) -> Passages:
    """Each quoted passage with its verdict; one copy at a time is in memory."""
    quoted = [each for each in cited if each.quote]
    by_source: dict[str, list[Cited]] = {}
    for each in quoted:
        by_source.setdefault(each.source, []).append(each)
    verdicts: dict[Cited, Passage] = {}
    copies: list[CopyRecord] = []
    for key, passages in by_source.items():
        if copy := load(key):
            copies.append(_record(sources[key], copy))
            if copies[-1].state is not CopyState.SOUND:
                copy = None
        for passage in _verified(passages, copy):
            verdicts[passage.cited] = passage
    return Passages(tuple(verdicts[each] for each in quoted), tuple(copies))


def _record(source: Source, copy: StoredCopy) -> CopyRecord:
    if copy.data is None:
        return CopyRecord(source, copy.path, CopyState.TOO_LARGE)
    digest = hashlib.sha256(copy.data).hexdigest()
    state = CopyState.SOUND if digest == source.archive_sha256 else CopyState.CHANGED
    if not source.archive_sha256:
        state = CopyState.UNRECORDED
    return CopyRecord(source, copy.path, state, digest)


def _verified(passages: Iterable[Cited], copy: StoredCopy | None) -> Iterator[Passage]:
    if copy is None or copy.data is None:
        yield from (Passage(each, Verdict.UNCHECKED) for each in passages)
        return
    text = copy.data.decode("utf-8", "replace")
    words = _spaced(page_text(text) if copy.is_html else text)
    folded = ""
    for each in passages:
        verdict = Verdict.FOUND
        if not _stand_in_order(map(_spaced, _pieces(each.quote)), words):
            folded = folded or _folded(words)
            found = _stand_in_order(map(_folded, _pieces(each.quote)), folded)
            verdict = Verdict.ALMOST if found else Verdict.MISSING
        yield Passage(each, verdict, copy.path)


def _pieces(quote: str) -> list[str]:
    """The parts of a quotation between the editor's omissions and insertions."""
    kept = _INSERTION.sub("\n", OMISSION.sub("\n", quote))
    return [piece for piece in kept.split("\n") if any(map(str.isalnum, piece))]


def _stand_in_order(pieces: Iterable[str], text: str) -> bool:
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def _spaced(text: str) -> str:
    """``text`` in Unicode form NFC, with each run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_PLAIN)).casefold()
    return "".join(plain.split())
