"""Run pure functions over many items: here, in a pool of processes, or in the executor that a
site's ``build.py`` passes."""

from __future__ import annotations

import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import Any, TypeVar

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_Given = TypeVar("_Given")

_WORTH_A_POOL = 96
"""Fewer items are done here: to start processes takes longer."""
_BATCH = 16
_AHEAD = 3
"""Batches under way for each process: enough to be busy, few enough to be small in memory."""


class Workers:
    """Runs functions in ``jobs`` processes of its own, or in ``executor``, which it never shuts
    down. Results come in the order of the items; an exception ends the run."""

    def __init__(self, jobs: int = 1, executor: Executor | None = None) -> None:
        self._jobs = jobs
        self._executor = executor

    def spread(self, items: int) -> bool:
        """Whether so many items are worth other processes."""
        return items >= _WORTH_A_POOL and (self._jobs > 1 or self._executor is not None)

    def run(
        self,
        function: Callable[[_Given, Sequence[_Item]], list[_Made]],
        given: _Given,
        items: Sequence[_Item],
        to_send: Callable[[_Given], object] = lambda given: given,
    ) -> Iterator[_Made]:
        """``function(given, batch)`` for batches of the items, which it returns a list for.

        Function, items and results can be pickled, and so can ``to_send(given)``.
        """
        batches = [items[at : at + _BATCH] for at in range(0, len(items), _BATCH)]
        if not self.spread(len(items)):
            return chain.from_iterable(function(given, [item]) for item in items)
        if self._executor:
            parcel = _Parcel(to_send(given))
            tasks = ((_open_and_run, function, parcel, batch) for batch in batches)
            return _in_order(self._executor, tasks, _AHEAD * max(self._jobs, 8))
        return self._in_own_pool(function, given, batches, to_send)

    def _in_own_pool(
        self,
        function: Callable[[_Given, Sequence[_Item]], list[_Made]],
        given: _Given,
        batches: Sequence[Sequence[_Item]],
        to_send: Callable[[_Given], object],
    ) -> Iterator[_Made]:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        forks = _may_fork()
        pool = ProcessPoolExecutor(
            min(self._jobs, len(batches)),
            get_context("fork" if forks else "spawn"),
            initializer=_begin,
            initargs=(given if forks else to_send(given),),  # a fork has it already
        )
        try:
            tasks = ((_run, function, batch) for batch in batches)
            yield from _in_order(pool, tasks, _AHEAD * self._jobs)
        finally:
            pool.shutdown(cancel_futures=True)


def _in_order(executor: Executor, tasks: Iterator[tuple[Any, ...]], most: int) -> Iterator[Any]:
    under_way: deque[Future[list[Any]]] = deque()
    try:
        for task in tasks:
            under_way.append(executor.submit(*task))
            if len(under_way) >= most:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    finally:
        for future in under_way:
            future.cancel()


def _may_fork() -> bool:
    """Whether a fork is safe: what another thread holds locked stays locked in the child. macOS
    kills forks that use some of its libraries."""
    return sys.platform == "linux" and threading.active_count() == 1


_given: list[object] = []
"""In a process of our pool, what all its batches are given."""


def _begin(given: object) -> None:
    """Begin a process of our pool: it leaves Ctrl-C to its parent, and ends with it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _given[:] = [given]


def _end_with_parent() -> None:
    import os
    from multiprocessing import connection, parent_process

    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _run(function: Callable[[Any, Any], list[Any]], batch: object) -> list[Any]:
    return function(_given[0], batch)


class _Parcel:
    """A value that is unpickled once in a process, however often it is sent there."""

    def __init__(self, value: object) -> None:
        self._data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._digest = blake2b(self._data, digest_size=16).digest()

    def __hash__(self) -> int:
        return hash(self._digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Parcel) and self._digest == other._digest

    @lru_cache(maxsize=1)  # noqa: B019 (the last one alone)
    def open(self) -> Any:
        return pickle.loads(self._data)  # noqa: S301 (it comes from our own parent)


def _open_and_run(function: Callable[[Any, Any], list[Any]], parcel: _Parcel, batch: Any) -> Any:
    return function(parcel.open(), batch)
