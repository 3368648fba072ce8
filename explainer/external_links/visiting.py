"""Ask for many addresses: a few hosts at a time, with a pause between requests to each."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread
from urllib.parse import urlsplit

from explainer.external_links.answers import Answer, State

_HOSTS_AT_ONCE = 8
_SECONDS_BETWEEN_QUESTIONS = 1.0
_TOO_MANY_QUESTIONS = 429

Ask = Callable[[str], Answer]


def visit(
    urls: Iterable[str], ask: Ask, *, pause: float = _SECONDS_BETWEEN_QUESTIONS
) -> Generator[tuple[str, Answer], None, None]:
    """Each address with its answer, as they come. A host gets one request at a time, with ``pause``
    seconds between, and none after one that it answers with 429, "too many requests". Exceptions of
    ``ask`` are raised. When the generator is closed, no new requests are made."""
    hosts = _by_host(urls)
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    for addresses in hosts:
        waiting.put(addresses)
    answers: SimpleQueue[tuple[str, Answer] | Exception] = SimpleQueue()
    stop = Event()
    for _ in range(min(_HOSTS_AT_ONCE, len(hosts))):
        # Daemons, so that Ctrl-C does not wait for a request, which may take ten seconds.
        Thread(target=_visit_hosts, args=(waiting, ask, pause, stop, answers), daemon=True).start()
    try:
        for _ in range(sum(map(len, hosts))):
            answer = answers.get()
            if isinstance(answer, Exception):
                raise answer
            yield answer
    finally:
        stop.set()


def _by_host(urls: Iterable[str]) -> list[list[str]]:
    hosts: dict[str, list[str]] = {}
    for url in sorted(set(urls)):
        hosts.setdefault(_host(url), []).append(url)
    return sorted(hosts.values(), key=len, reverse=True)  # the longest first: it takes longest


def _host(url: str) -> str:
    """The host of an address; empty if it has none or cannot be parsed."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _visit_hosts(
    waiting: SimpleQueue[list[str]],
    ask: Ask,
    pause: float,
    stop: Event,
    answers: SimpleQueue[tuple[str, Answer] | Exception],
) -> None:
    try:
        while not stop.is_set():
            for answer in _visit_host(waiting.get_nowait(), ask, pause, stop):
                answers.put(answer)
    except Empty:
        return
    except Exception as error:
        answers.put(error)


def _visit_host(
    urls: list[str], ask: Ask, pause: float, stop: Event
) -> Iterator[tuple[str, Answer]]:
    of_all: Answer | None = None
    for number, url in enumerate(urls):
        if of_all:
            yield url, of_all
            continue
        if number and stop.wait(pause):
            return
        answer = ask(url)
        yield url, answer
        if answer.status == _TOO_MANY_QUESTIONS:
            of_all = Answer(State.UNKNOWN, "its host asked for fewer questions")
        elif answer.state is State.NO_HOST:
            of_all = answer
