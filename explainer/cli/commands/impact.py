"""Print what would change if a source or a fact turned out to be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.cli.request import Request
from explainer.cli.terminal import say
from explainer.config import Refused
from explainer.diagnostics import did_you_mean
from explainer.resolve.impact import Change, Impact, impact_of


def run(request: Request) -> None:
    key, site = request.options.key, request.sound_site()
    impact = impact_of(site, key)
    if impact is None:
        hint = did_you_mean(key, [*site.sources, *site.facts])
        raise Refused(f'there is neither a source nor a fact "{key}". {hint}'.rstrip())
    say(*_lines(impact))


def _lines(impact: Impact) -> Iterator[str]:
    yield f"If the {impact.kind} {impact.key} falls:"
    if impact.kind == "source":
        yield from _listed("Facts that lose their only support", impact.unsupported)
        yield from _listed("Facts that lose a part of it", impact.weakened)
        if impact.ties:
            yield from _listed("Facts left with a tie, which is an error", impact.ties)
        if impact.copies:
            yield from _listed("Sources that repeat it and may fall too", impact.copies)
    origin = "it" if impact.kind == "fact" else "those that fall or change"
    yield from _listed(f"Facts derived from {origin}", impact.derived)
    yield from _listed("Facts that change", map(_change, impact.changes))
    if impact.reasons:
        yield from _listed("Facts that name it in their reasons", impact.reasons)
    yield from _listed("Pages that say so", impact.pages)
    yield from _listed("Glossary, people and places that say so", impact.entries)


def _change(change: Change) -> str:
    if change.after is None:
        return f"{change.fact}: cannot be computed any more"
    said = []
    if change.value_after != change.value_before:
        said.append(f'"{change.value_before}" becomes "{change.value_after}"')
    if change.after is not change.before:
        said.append(f"{change.before} becomes {change.after}")
    return f"{change.fact}: {', '.join(said) or 'says the same on other evidence'}"


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    found = [f"  {item}" for item in items]
    yield from ("", f"{title}: {len(found) or 'none'}", *found)
