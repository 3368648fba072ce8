"""Get the answers for a site's addresses, from its memory or from the web."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from msgspec.structs import replace

from explainer.external_links.answers import Answer, State
from explainer.external_links.memory import Remembered, load_memory, save_memory
from explainer.external_links.visiting import Ask, visit
from explainer.model.site.site import Site
from explainer.progress import Progress, Stage, unseen

AskWeb: TypeAlias = Callable[[Site], Mapping[str, Answer]]
"""Returns the answers for the addresses that a site's links lead to."""


def answer_all(
    urls: Iterable[str], ask: Ask, site: Path, today: date, progress: Progress = unseen
) -> dict[str, Answer]:
    """The answer for each address, from the site's memory if it is recent enough. New answers are
    saved to the memory, also when asking is interrupted."""
    wanted = dict.fromkeys(urls)
    memory = load_memory(site)
    fresh = {
        url: memory[url].answer for url in wanted if url in memory and memory[url].is_fresh(today)
    }
    asked: dict[str, Answer] = {}
    progress(Stage.ASKING, len(fresh), len(wanted))
    try:
        for url, answer in visit(wanted.keys() - fresh.keys(), ask):
            asked[url] = answer
            progress(Stage.ASKING, len(fresh) + len(asked), len(wanted))
    finally:
        asked = _doubted(asked)
        # Failures to reach a server are not remembered.
        dated = {
            url: Remembered(today, answer)
            for url, answer in asked.items()
            if answer.status or answer.state is not State.UNKNOWN
        }
        save_memory(site, {**memory, **dated}, today)
    return {**fresh, **asked}


def _doubted(answers: dict[str, Answer]) -> dict[str, Answer]:
    """``answers``, made unknown if no host at all was found: this machine may be offline."""
    nowhere = {urlsplit(url).hostname for url, a in answers.items() if a.state is State.NO_HOST}
    if len(nowhere) < 2 or any(a.state is not State.NO_HOST for a in answers.values()):
        return answers
    reason = "no host is found: this machine may not be online"
    return {
        url: replace(answer, state=State.UNKNOWN, reason=reason) for url, answer in answers.items()
    }
