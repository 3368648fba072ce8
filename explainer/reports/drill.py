"""The report of planted errors, as text and for programs: docs/checks.md describes it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import to_builtins

from explainer.checks.evidence.coverage import Share
from explainer.checks.planting import Kind, Where
from explainer.model.shared.fields import squash
from explainer.reports.coverage import share_of, table
from explainer.reports.lists import count

if TYPE_CHECKING:
    from explainer.inspection import Planted

_VERSION = 1
_ATTESTED = "attestation-stale"
"""Tells any change of what was attested, a right one too, and so does not count."""


def drill_lines(planted: Sequence[Planted], seed: int) -> Iterator[str]:
    """What share was noticed, by kind and place; what noticed them; and which ones pass."""
    shares = _shares(planted)
    rows = [[kind, *map(share_of, of_kind.values())] for kind, of_kind in shares.items()]
    yield from table([["Noticed", *Where, "in all"], *rows])
    codes = Counter(code for each in planted for code in each.noticed)
    if codes:
        yield f"By {', '.join(f'{code} ({times})' for code, times in codes.most_common())}."
        yield ""
    passing = [each for each in planted if not _is_noticed(each)]
    if passing:
        yield "Not noticed:"
        for each in passing:
            alone = f" ({_ATTESTED} alone)" if each.noticed else ""
            yield f'  {each.location}: {each.kind}: "{squash(each.was)}" -> "{each.now}"{alone}'
        yield ""
    noticed = len(planted) - len(passing)
    yield f"{count(len(planted), 'error')} planted with seed {seed}, {noticed:,} noticed."


def _is_noticed(planted: Planted) -> bool:
    return planted.noticed not in ((), (_ATTESTED,))


def drill_json(planted: Sequence[Planted], seed: int, as_of: date) -> str:
    """All of it as one JSON object."""
    data = {
        "version": _VERSION,
        "as_of": as_of.isoformat(),
        "seed": seed,
        "shares": to_builtins(_shares(planted)),
        "planted": to_builtins(planted),
    }
    return json.dumps(data, indent=1, ensure_ascii=False)


def _shares(planted: Sequence[Planted]) -> dict[str, dict[str, Share]]:
    """How many were noticed of how many, by kind and by place."""
    shares = {
        kind: dict.fromkeys((*Where, "in all"), Share()) for kind in (*map(str, Kind), "in all")
    }
    for each in planted:
        for kind in (each.kind, "in all"):
            for where in (each.where, "in all"):
                shares[kind][where] += Share(int(_is_noticed(each)), 1)
    return {kind: found for kind, found in shares.items() if found["in all"].total}
