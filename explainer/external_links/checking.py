"""Get the answers for a site's addresses: from the web, or from the cache, which keeps them for
some days, so that the web is not asked again so soon."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import TypeAlias
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from explainer.external_links.answers import Answer, State
from explainer.external_links.visiting import Ask, visit
from explainer.kept.store import Store
from explainer.model.site.site import Site
from explainer.progress import Progress, Stage, unseen

AskWeb: TypeAlias = Callable[[Site], Mapping[str, Answer]]
"""Returns the answers for the addresses that a site's links lead to."""

_KIND = "external links"
_DAYS = 7
_DAYS_OF_DOUBT = 0
"""What could not be checked is asked again the next day."""


class Remembered(Struct, frozen=True):
    """An answer and the day on which it was given."""

    on: date
    answer: Answer

    def is_fresh(self, today: date) -> bool:
        days = _DAYS_OF_DOUBT if self.answer.state is State.UNKNOWN else _DAYS
        return 0 <= (today - self.on).days <= days


def answer_all(
    urls: Iterable[str], ask: Ask, store: Store, today: date, progress: Progress = unseen
) -> dict[str, Answer]:
    """The answer for each address, from the store if it is recent enough. New answers are saved
    there, also when asking is interrupted."""
    wanted = dict.fromkeys(urls)
    memory = {url: found for url, found in load_memory(store).items() if found.is_fresh(today)}
    fresh = {url: memory[url].answer for url in wanted if url in memory}
    asked: dict[str, Answer] = {}
    progress(Stage.ASKING, len(fresh), len(wanted))
    try:
        for url, answer in visit(wanted.keys() - fresh.keys(), ask):
            asked[url] = answer
            progress(Stage.ASKING, len(fresh) + len(asked), len(wanted))
    finally:
        asked = _doubted(asked)
        # Failures to reach a server are not remembered.
        memory |= {
            url: Remembered(today, answer)
            for url, answer in asked.items()
            if answer.status or answer.state is not State.UNKNOWN
        }
        store.put(_KIND, b"", msgspec.json.encode(dict(sorted(memory.items()))))
        store.save()
    return {**fresh, **asked}


def load_memory(store: Store) -> dict[str, Remembered]:
    """What is remembered; empty if nothing is, or what another release remembered."""
    with suppress(msgspec.MsgspecError):
        return msgspec.json.decode(store.get(_KIND, b"") or b"{}", type=dict[str, Remembered])
    return {}


def _doubted(answers: dict[str, Answer]) -> dict[str, Answer]:
    """``answers``, made unknown if no host at all was found: this machine may be offline."""
    nowhere = {urlsplit(url).hostname for url, a in answers.items() if a.state is State.NO_HOST}
    if len(nowhere) < 2 or any(a.state is not State.NO_HOST for a in answers.values()):
        return answers
    reason = "no host is found: this machine may not be online"
    return {
        url: replace(answer, state=State.UNKNOWN, reason=reason) for url, answer in answers.items()
    }
