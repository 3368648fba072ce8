"""Run pure functions over many items: here, in a pool of processes, or in the executor that a
site's ``build.py`` passes."""

from __future__ import annotations

import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

from explainer.config import Refused
from explainer.extensions.guards import words_of

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_Given = TypeVar("_Given")

_WORTH_A_POOL = 96
"""Fewer items are done here: to start processes takes longer."""
_BATCH = 16
_SECONDS_TO_END = 2.0
"""For what a process is at when a build is given up."""
_OBJECTS_BEFORE_SEARCH = 20_000
"""New ones before each search for garbage: parsing and rendering leave little of it."""
_AHEAD = 3
"""Batches under way for each process: enough to be busy, few enough to be small in memory."""
_EXECUTOR_IS = 8
"""How many processes an executor is taken for, which does not tell."""
_OWN_FAULT = (
    "a process that worked for this build failed: {}."
    " The last output is unchanged. Build with --jobs 1: it needs less memory, and says more."
)
_OTHERS_FAULT = (
    "the executor that build.py passes failed: {}."
    " The last output is unchanged. Build without it to see whether the fault is its own."
)
_ONE_AT_A_TIME = threading.Lock()
"""Threads of a process take turns: they share a parser, and what a page looks up."""


class Workers:
    """Runs functions in ``jobs`` processes of its own, or in ``executor``, which it never shuts
    down. Results come in the order of the items. An exception ends the run; one in another process,
    or of the executor, as ``Refused``."""

    def __init__(self, jobs: int = 1, executor: Executor | None = None) -> None:
        self._jobs = jobs
        self._executor = executor

    def spread(self, items: int) -> bool:
        """Whether so many items are worth other processes."""
        return items >= _WORTH_A_POOL and (self._jobs > 1 or self._executor is not None)

    def run(
        self,
        begin: Callable[[_Given], Callable[[_Item], _Made]],
        given: _Given,
        items: Sequence[_Item],
        to_send: Callable[[_Given], _Given] = lambda given: given,
    ) -> Iterator[_Made]:
        """What the function ``begin(given)`` makes of each item.

        ``begin``, items and results can be pickled, and so can ``to_send(given)``, which another
        process is given.
        """
        if not self.spread(len(items)):
            return map(begin(given), items)
        batches = [slice(at, at + _BATCH) for at in range(0, len(items), _BATCH)]
        if self._executor:
            parcel = pickle.dumps((begin, to_send(given)), pickle.HIGHEST_PROTOCOL)
            digest = blake2b(parcel, digest_size=16).digest()
            tasks = ((_open_and_run, digest, parcel, items[each]) for each in batches)
            return _in_order(self._executor, tasks, _AHEAD * _EXECUTOR_IS, _OTHERS_FAULT)
        if _may_fork():  # a fork has all of it already, and is told the places of items
            return self._in_own_pool("fork", (begin, given, items), batches)
        return self._in_own_pool(
            "spawn", (begin, to_send(given)), [items[each] for each in batches]
        )

    def beside(self, work: Callable[[], _Made], items: int) -> Callable[[], _Made]:
        """Begin ``work``, which can go on while this process does something else; what is returned
        gives its result, or raises Refused. It is done in another process if it
        is part of as many items as are worth one, and else when its result is asked for."""
        if self._jobs == 1 or not self.spread(items) or not _may_fork():
            return work
        from multiprocessing import get_context

        forking = get_context("fork")
        ours, theirs = forking.Pipe(duplex=False)
        process = forking.Process(target=_do_beside, args=(work, theirs), daemon=True)
        with _interrupts_held_up():
            process.start()
        theirs.close()

        def result() -> _Made:
            try:
                made, failed = ours.recv()
            except EOFError as error:
                raise Refused(_OWN_FAULT.format("it ended too soon")) from error
            process.join()
            if failed:
                raise failed
            return made  # type: ignore[no-any-return]

        return result

    def _in_own_pool(
        self, way: str, start: tuple[Any, ...], batches: Sequence[object]
    ) -> Iterator[Any]:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import active_children, get_context

        most = min(self._jobs, len(batches))
        pool = ProcessPoolExecutor(most, get_context(way), initializer=_begin, initargs=start)
        others = active_children()
        try:
            with _interrupts_held_up():
                pool.submit(int)  # a fork starts all of them at once
            tasks = ((_run, each) for each in batches)
            yield from _in_order(pool, tasks, _AHEAD * self._jobs, _OWN_FAULT)
        except BaseException:
            _end_soon(pool, [each for each in active_children() if each not in others])
            raise
        pool.shutdown()


@contextmanager
def _interrupts_held_up() -> Iterator[None]:
    """Ctrl-C waits while processes are started, which never hear of it: it is their parent's."""
    import signal

    if sys.platform == "win32":
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _in_order(
    executor: Executor, tasks: Iterator[tuple[Any, ...]], most: int, fault: str
) -> Iterator[Any]:
    """What the tasks return, one by one; at most so many are under way. Raises Refused, whose
    message is ``fault`` with what went wrong."""
    under_way: deque[Future[list[Any]]] = deque()
    try:
        for task in tasks:
            under_way.append(executor.submit(*task))
            if len(under_way) >= most:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    except Exception as error:
        raise Refused(fault.format(words_of(error))) from error
    finally:
        for future in under_way:
            future.cancel()


def _may_fork() -> bool:
    """Whether a fork is safe: what another thread holds locked stays locked in the child, and
    macOS ends forks that use some of its libraries."""
    return sys.platform == "linux" and threading.active_count() == 1


_function: list[Callable[[Any], Any]] = []
"""In a process of our pool: what it was started for."""
_items: list[Sequence[Any]] = []
"""In one that was forked: all items."""
_opened: dict[bytes, Callable[[Any], Any]] = {}
"""In one of another executor: the function that it was sent last, by the digest of its parcel. That
is opened once, however often it is sent."""


def _end_soon(pool: Executor, processes: Sequence[BaseProcess]) -> None:
    """End a pool when its processes have done what they are at, or after a while. One that is ended
    while it sends a result would leave the pool waiting for the rest of it."""
    pool.shutdown(wait=False, cancel_futures=True)
    end = monotonic() + _SECONDS_TO_END
    for each in processes:
        each.join(max(0, end - monotonic()))
        each.kill()


def _begin(
    begin: Callable[[Any], Callable[[Any], Any]], given: object, items: Sequence[Any] = ()
) -> None:
    _belong_to_parent()
    _function[:], _items[:] = [begin(given)], [items]


def _belong_to_parent() -> None:
    """Leave Ctrl-C to the parent of this process, and end with it. What a fork has of it is
    exempt from the search for garbage, which would copy it."""
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_OBJECTS_BEFORE_SEARCH, 10, 10)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import os
    from multiprocessing import connection, parent_process

    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _run(batch: Sequence[Any] | slice) -> list[Any]:
    items = _items[0][batch] if isinstance(batch, slice) else batch
    return [*map(_function[0], items)]


def _do_beside(work: Callable[[], object], results: Connection) -> None:
    _belong_to_parent()
    try:
        results.send((work(), None))
    except Refused as refused:
        results.send((None, refused))
    except Exception as error:
        results.send((None, Refused(_OWN_FAULT.format(words_of(error)))))


def _open_and_run(digest: bytes, parcel: bytes, batch: Sequence[Any]) -> list[Any]:
    with _ONE_AT_A_TIME:
        if digest not in _opened:
            begin, given = pickle.loads(parcel)
            _opened.clear()
            _opened[digest] = begin(given)
        return [*map(_opened[digest], batch)]
