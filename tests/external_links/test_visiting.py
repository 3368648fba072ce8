from __future__ import annotations

import threading
import time
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from explainer.external_links import Answer, State
from explainer.external_links.checking import Remembered, answer_all, load_memory, visit
from explainer.kept.store import Store
from explainer.progress import Stage

TODAY = date(2026, 11, 22)
ALIVE = Answer(State.ALIVE, status=200)
GONE = Answer(State.GONE, "404, not found", status=404)
BUSY = Answer(State.UNKNOWN, "the server answered 429", status=429)
SILENT = Answer(State.UNKNOWN, "it did not answer in time")
NO_HOST = Answer(State.NO_HOST, "there is no host")


def urls(host: str, number: int) -> list[str]:
    return [f"https://{host}.example/{index}" for index in range(number)]


# ---- politeness ----


class Watched:
    """Answers at once, and notes who was asked when."""

    def __init__(self, answer: Answer = ALIVE) -> None:
        self.answer = answer
        self.asked: dict[str, list[float]] = defaultdict(list)
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()

    def __call__(self, url: str) -> Answer:
        with self._lock:
            self.asked[url.split("/")[2]].append(time.monotonic())
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(0.01)
        with self._lock:
            self.at_once -= 1
        return self.answer


def test_every_address_is_asked_once() -> None:
    asked = Watched()
    wanted = [*urls("a", 3), *urls("b", 2), *urls("a", 3)]
    assert dict(visit(wanted, asked, pause=0)) == dict.fromkeys(wanted, ALIVE)
    assert {host: len(times) for host, times in asked.asked.items()} == {
        "a.example": 3,
        "b.example": 2,
    }


def test_what_is_no_address_is_asked_like_any_other() -> None:
    assert dict(visit(["http://[", "http://[::1"], lambda url: GONE, pause=0)) == {
        "http://[": GONE,
        "http://[::1": GONE,
    }


def test_a_host_has_its_pause_and_others_do_not_wait_for_it() -> None:
    asked = Watched()
    list(visit([*urls("a", 3), *urls("b", 3)], asked, pause=0.05))
    for times in asked.asked.values():
        assert min(b - a for a, b in pairwise(times)) >= 0.05
    assert asked.most_at_once == 2


def test_few_hosts_are_asked_at_once() -> None:
    asked = Watched()
    list(visit([f"https://{number}.example/" for number in range(40)], asked, pause=0))
    assert 1 < asked.most_at_once <= 8


def test_a_busy_host_is_left_alone() -> None:
    asked = Watched(BUSY)
    found = dict(visit(urls("a", 3), asked, pause=0))
    left = Answer(State.UNKNOWN, "its host asked for fewer questions")
    assert list(found.values()) == [BUSY, left, left]
    assert len(asked.asked["a.example"]) == 1


def test_a_host_that_is_not_found_is_looked_up_once() -> None:
    asked = Watched(NO_HOST)
    assert list(dict(visit(urls("a", 3), asked, pause=0)).values()) == [NO_HOST] * 3
    assert len(asked.asked["a.example"]) == 1


def test_what_asking_raises_is_raised() -> None:
    def broken(url: str) -> Answer:
        raise RuntimeError(url)

    with pytest.raises(RuntimeError, match="a.example"):  # noqa: RUF043 (a dot is a dot too)
        list(visit(urls("a", 2), broken, pause=0))


def test_who_leaves_early_asks_nothing_further() -> None:
    asked = Watched()
    answers = visit(urls("a", 50), asked, pause=0.01)
    next(answers)
    answers.close()
    time.sleep(0.1)
    assert len(asked.asked["a.example"]) < 5


# ---- memory ----


@pytest.fixture
def store() -> Store:
    return Store(None, b"", TODAY)


def test_answers_are_remembered_for_a_week(store: Store) -> None:
    [url], changed = urls("a", 1), Watched(ALIVE)
    assert answer_all([url], Watched(GONE), store, TODAY) == {url: GONE}
    assert answer_all([url], changed, store, date(2026, 11, 29)) == {url: GONE}
    assert changed.asked == {}
    assert answer_all([url], changed, store, date(2026, 11, 30)) == {url: ALIVE}


def test_a_server_that_did_not_say_is_asked_again_the_next_day(store: Store) -> None:
    asked = Watched(BUSY)
    for day in (22, 22, 23):
        answer_all(urls("a", 1), asked, store, date(2026, 11, day))
    assert len(asked.asked["a.example"]) == 2


def test_who_could_not_be_reached_is_asked_again(store: Store) -> None:
    asked = Watched(SILENT)
    for _ in range(2):
        answer_all(urls("a", 1), asked, store, TODAY)
    assert len(asked.asked["a.example"]) == 2


def test_progress_counts_what_is_remembered(store: Store) -> None:
    answer_all(urls("a", 1), Watched(), store, TODAY)
    told: list[tuple[Stage, int, int]] = []
    answer_all(
        [*urls("a", 1), *urls("b", 1)], Watched(), store, TODAY, lambda *how: told.append(how)
    )
    assert told == [(Stage.ASKING, 1, 2), (Stage.ASKING, 2, 2)]


def test_an_interruption_keeps_what_was_answered(store: Store) -> None:
    def interrupt(stage: Stage, done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        answer_all(urls("a", 9), Watched(), store, TODAY, interrupt)
    assert load_memory(store) == {urls("a", 1)[0]: Remembered(TODAY, ALIVE)}


def test_where_no_host_is_found_it_is_this_machine(store: Store) -> None:
    found = answer_all([*urls("a", 1), *urls("b", 1)], Watched(NO_HOST), store, TODAY)
    reason = "no host is found: this machine may not be online"
    assert set(found.values()) == {Answer(State.UNKNOWN, reason)}
    assert load_memory(store) == {}


def test_a_host_that_is_gone_alone_is_gone(store: Store) -> None:
    def ask(url: str) -> Answer:
        return NO_HOST if "//a." in url else ALIVE

    found = answer_all([*urls("a", 1), *urls("b", 1)], ask, store, TODAY)
    assert list(found.values()) == [NO_HOST, ALIVE]


@pytest.mark.parametrize("damage", [b"{", b"\xff", b'{"x": {"on": "soon"}}', b"[]"])
def test_a_damaged_memory_is_no_memory(store: Store, damage: bytes) -> None:
    answer_all(urls("a", 1), Watched(), store, TODAY)
    assert load_memory(store)
    store.put("external links", b"", damage)
    assert load_memory(store) == {}


def test_what_came_with_the_site_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    remembered = {"https://a.example/": Remembered(TODAY, GONE)}
    for folder in (tmp_path, tmp_path / ".cache"):
        (folder / "external-links.json").write_bytes(msgspec.json.encode(remembered))
    assert load_memory(Store(tmp_path / ".cache", b"", TODAY)) == {}
