"""Get the answers for a site's addresses: from the web, a few hosts at a time, with a pause between
requests to each; or from the cache, which keeps them for some days."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from queue import SimpleQueue
from threading import Event, Thread
from typing import TypeAlias
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from explainer.external_links import Answer, State
from explainer.kept.store import Store
from explainer.model.site.site import Site
from explainer.progress import Progress, Stage, unseen

Ask: TypeAlias = Callable[[str], Answer]
AskWeb: TypeAlias = Callable[[Site], Mapping[str, Answer]]
"""Returns the answers for the addresses that a site's links lead to."""

_HOSTS_AT_ONCE = 8
_SECONDS_BETWEEN_QUESTIONS = 1.0
_TOO_MANY_QUESTIONS = 429
_KIND = "external links"
_DAYS = 7
"""So long an answer is kept; what could not be checked is asked again the next day."""


class Remembered(Struct, frozen=True):
    """An answer and the day on which it was given."""

    on: date
    answer: Answer


def answer_all(
    urls: Iterable[str], ask: Ask, store: Store, today: date, progress: Progress = unseen
) -> dict[str, Answer]:
    """The answer for each address, from the store if it is recent enough. New answers are saved
    there, also when asking is interrupted."""
    wanted = dict.fromkeys(urls)
    memory = {
        url: found
        for url, found in load_memory(store).items()
        if 0 <= (today - found.on).days <= (0 if found.answer.state is State.UNKNOWN else _DAYS)
    }
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


def visit(
    urls: Iterable[str], ask: Ask, *, pause: float = _SECONDS_BETWEEN_QUESTIONS
) -> Generator[tuple[str, Answer], None, None]:
    """Each address with its answer, as they come. A host gets one request at a time, with ``pause``
    seconds between, and none after one that it answers with 429, "too many requests". Exceptions of
    ``ask`` are raised. When the generator is closed, no new requests are made."""
    by_host: dict[str, list[str]] = {}
    for url in sorted(set(urls)):
        by_host.setdefault(_host(url), []).append(url)
    hosts = sorted(by_host.values(), key=len, reverse=True)  # the longest takes longest
    waiting = iter(hosts)  # of which each thread takes the next
    answers: SimpleQueue[tuple[str, Answer] | Exception] = SimpleQueue()
    stop = Event()

    def visit_hosts() -> None:
        try:
            for addresses in waiting:
                for answer in _visit_host(addresses, ask, pause, stop):
                    answers.put(answer)
        except Exception as error:
            answers.put(error)

    for _ in range(min(_HOSTS_AT_ONCE, len(hosts))):
        # Daemons, so that Ctrl-C does not wait for a request, which may take ten seconds.
        Thread(target=visit_hosts, daemon=True).start()
    try:
        for _ in range(sum(map(len, hosts))):
            answer = answers.get()
            if isinstance(answer, Exception):
                raise answer
            yield answer
    finally:
        stop.set()


def _host(url: str) -> str:
    """The host of an address; empty if it has none or cannot be parsed."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _visit_host(
    urls: list[str], ask: Ask, pause: float, stop: Event
) -> Iterator[tuple[str, Answer]]:
    of_all: Answer | None = None
    for number, url in enumerate(urls):
        if of_all is None:
            if stop.wait(pause if number else 0):
                return
            answer = ask(url)
            if answer.status == _TOO_MANY_QUESTIONS:
                of_all = Answer(State.UNKNOWN, "its host asked for fewer questions")
            elif answer.state is State.NO_HOST:
                of_all = answer
            yield url, answer
        else:
            yield url, of_all
