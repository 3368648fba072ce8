"""Look for quoted passages in the stored copies of their sources."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from explainer.checks.evidence.mentions import Cited
from explainer.documents.files.stored_copies import StoredCopy, page_text
from explainer.model.sources.source import Source
from explainer.resolve.linking.source_views import OMISSION

LoadCopy = Callable[[str], StoredCopy | None]
"""Returns the stored copy of the source with a key, or None."""

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
