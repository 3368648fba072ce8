"""The preview, from its start to Ctrl-C: it builds at once and after every save, and tells browsers
what to load anew."""

from __future__ import annotations

import errno
import socket
import stat
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import TypeAlias

from msgspec import Struct, field
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets

from explainer.config import Refused
from explainer.diagnostics import printable
from explainer.extensions.guards import words_of
from explainer.output.paths import load_manifest
from explainer.preview.notices import Notice, errors_notice, notice
from explainer.preview.server import Browsers, Showing, answer_at
from explainer.preview.site_builds import Outcome, SiteBuilds

_ADDRESS = "127.0.0.1"
_PORTS_TRIED = 100
_LONGEST_WAIT = 0.5
"""Seconds after which a build is no longer abandoned for further saves."""
_LONGEST_END = 5.0
"""Seconds that Ctrl-C waits for what is under way."""
_REST = 2.0
"""Seconds without a save after which what was made is kept for the next preview."""
_BREATH = 0.1
"""Seconds for browsers to load their pages before the rest is built."""


class NoFreePort(Refused):
    """Neither the port asked for nor one of the next could be opened."""


def serve(
    builds: SiteBuilds,
    output: Path,
    watched: Sequence[Path],
    port: int,
    say: Callable[[str], None],
    report: Callable[[Outcome, float], None],
    *,
    open_browser: bool = False,
) -> None:
    """Serve ``output`` to this machine only, build at once, and again whenever a file under
    ``watched`` is saved; return at Ctrl-C.

    ``say`` prints a line, ``report`` an outcome and its seconds. Until the first build is done the
    last good output is shown, or a notice. Raises NoFreePort, and Refused if
    the first build does; later ones are shown.
    """
    sockets = open_port(port)
    opened = sockets[0].getsockname()[1]
    if port not in (0, opened):
        say(f"Port {port} is taken; {opened} is the next free one.")
    address = f"http://{_ADDRESS}:{opened}/"
    showing = Showing(output.resolve(), proof=builds.proof)
    if load_manifest(output) is None:
        # It reloads by itself, in case a message is lost.
        showing.notice = notice(503, heading="The site is being built", waiting=True)
    browsers, saves = Browsers(showing), Saves(watched, say)
    rebuilding = _Rebuilding(builds, saves, showing, browsers, say, report)
    work = Thread(target=rebuilding.work, name="builds", daemon=True)
    try:
        with suppress(KeyboardInterrupt):
            saves.start()
            work.start()
            say(f"Preview: {address} is built on every save; Ctrl-C ends it.")
            if open_browser:
                import webbrowser

                Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            answer_at(sockets, showing, browsers)
            IOLoop.current().start()
    finally:
        saves.end()
        work.join(_LONGEST_END)
        builds.stop()
    if rebuilding.refusal:
        raise rebuilding.refusal


def open_port(port: int) -> list[socket.socket]:
    """Sockets that listen on ``port``, or on the next free one; 0 is any. Raises NoFreePort."""
    last = min(port + _PORTS_TRIED, 65_536) - 1
    for candidate in range(port, last + 1):
        try:
            return bind_sockets(candidate, _ADDRESS)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise NoFreePort(f"no port from {port} to {last} is free; choose another with --port")


class _Rebuilding(Struct):
    """Builds in a thread, at once and then after every save, and tells browsers."""

    builds: SiteBuilds
    saves: Saves
    showing: Showing
    browsers: Browsers
    say: Callable[[str], None]
    report: Callable[[Outcome, float], None]
    refusal: Refused | None = None
    """Why the command itself was wrong, as the first build found."""
    loop: IOLoop = field(default_factory=IOLoop.current)
    looked_at: frozenset[str] = frozenset()
    """What browsers showed when the last build began."""

    def work(self) -> None:
        self._build(first=True)
        while not self.saves.ended.is_set():
            # Saves in quick succession postpone the rest until after the last of them.
            if not self.saves.saved.wait(_BREATH):
                self._finish()
            if not self._visits_what_waits():
                if not self.saves.saved.wait(_REST):
                    self.builds.rest()
                self.saves.saved.wait()
            if not self.saves.ended.is_set():
                self._build()
        self.builds.rest()

    def _visits_what_waits(self) -> bool:
        """Whether a browser has gone to a page that the last build did not make, since nobody
        looked at it."""
        return not self.builds.finished and not self.browsers.looked_at <= self.looked_at

    def _build(self, *, first: bool = False) -> None:
        began = time.monotonic()
        outcome: Outcome | None = None
        try:
            while outcome is None and not self.saves.ended.is_set():
                saved = self.saves.saved.is_set()
                self.saves.saved.clear()
                self.looked_at = self.browsers.looked_at
                outcome = self.builds.build(
                    self.looked_at, lambda: self._goes_on(time.monotonic() - began)
                )
        except Refused as refusal:
            if first:
                self.refusal = refusal
                self._in_loop(self.loop.stop)
                return
            self.say(str(refusal))
            words = printable(str(refusal))
            self._show_notice(notice(500, heading="Nothing was built", message=words))
        except Exception as error:  # not an editor's fault: show it, and keep serving
            self.say(traceback.format_exc())
            words = printable(words_of(error))
            self._show_notice(notice(500, heading="The generator failed", fault=words))
        else:
            self._tell(outcome, began, is_rest=not saved and not first)

    def _goes_on(self, seconds: float) -> bool:
        """Whether to go on with a build: another save makes it out of date."""
        is_late = self.saves.saved.is_set() and seconds <= _LONGEST_WAIT
        return not self.saves.ended.is_set() and not is_late

    def _finish(self) -> None:
        try:
            outcome = self.builds.finish(lambda: self._goes_on(0) and not self._visits_what_waits())
        except Refused as refusal:
            self.say(str(refusal))
        except Exception:  # as above; what was written before is kept
            self.say(traceback.format_exc())
        else:
            self._tell(outcome, time.monotonic(), is_rest=True)

    def _tell(self, outcome: Outcome | None, began: float, *, is_rest: bool) -> None:
        if outcome and outcome.sound and is_rest:
            self.showing.shown = self.builds.shown
            self._in_loop(lambda: self.browsers.tell_those_at(outcome.changed))
        elif outcome:
            self._show(outcome)
            self.report(outcome, time.monotonic() - began)

    def _show(self, outcome: Outcome) -> None:
        if not outcome.sound:
            self._show_notice(errors_notice(outcome.diagnostics))
            return
        mended = self.showing.notice is not None
        self.showing.outcome, self.showing.shown = outcome, self.builds.shown
        self.showing.notice = None
        if mended or outcome.changed or outcome.news:
            path = outcome.stylesheet if outcome.restyled and not mended else "*"
            self._in_loop(lambda: self.browsers.tell(path))

    def _show_notice(self, notice: Notice) -> None:
        self.showing.notice = notice
        self._in_loop(self.browsers.tell)

    def _in_loop(self, act: Callable[[], object]) -> None:
        """Run ``act`` in the thread of the server, and wait for it, so that nothing delays it."""
        done = Event()

        def run() -> None:
            try:
                act()
            finally:
                done.set()

        self.loop.add_callback(run)
        done.wait(timeout=1)


# ---- saves ----

_Seen: TypeAlias = tuple[tuple[Path, int], ...]
_QUIET = 10
"""Milliseconds without a further save after which saves are reported together. The thread wakes as
often: every 2 ms would keep an idle preview at 2 % of a core."""
_LONGEST = 50
_LOOK_AGAIN = 100
"""Milliseconds after which folders are checked: one may have come, gone or been renamed."""


class Saves:
    """Listens in a thread, after ``start``, for saves of the files in ``watched`` and of those
    below its folders.

    ``saved`` is set by a save until whoever is about to read what was saved clears it, and by
    ``end``, as is ``ended``."""

    def __init__(self, watched: Sequence[Path], say: Callable[[str], None]) -> None:
        self._watched = watched
        self._say = say
        self.saved, self.ended, self._listening = Event(), Event(), Event()
        self._thread = Thread(target=self._listen, name="saves", daemon=True)

    def start(self) -> None:
        """Start to listen; when this returns no save is missed."""
        self._thread.start()
        self._listening.wait()

    def end(self) -> None:
        self.ended.set()
        self.saved.set()
        self._thread.join(timeout=1)

    def _listen(self) -> None:
        from watchfiles import watch

        polling = False
        while not self.ended.is_set():
            seen = _seen(self._watched)
            # The first, empty answer says that it listens. After a change of what is watched,
            # something may have been saved before.
            is_news = self._listening.is_set()
            try:
                for changes in watch(
                    *(path for path, _ in seen if path.is_dir()),
                    debounce=_LONGEST,
                    step=_QUIET,
                    rust_timeout=_LOOK_AGAIN,
                    yield_on_timeout=True,
                    stop_event=self.ended,
                    raise_interrupt=False,
                    force_polling=polling or None,
                ):
                    if changes or is_news:
                        self.saved.set()
                    is_news = False
                    self._listening.set()
                    if _seen(self._watched) != seen:
                        break
            except (OSError, RuntimeError) as error:
                # A folder may go just before it is listened to.
                if _seen(self._watched) == seen and not polling:
                    polling = True
                    self._say(f"The system does not tell of saves ({error}); looking for them.")
                self.ended.wait(_LOOK_AGAIN / 1000)


def _seen(watched: Sequence[Path]) -> _Seen:
    """The paths that exist: folders with their inode, which another folder of the same name does
    not have, files with the time of their last change."""
    found = []
    for path in watched:
        try:
            status = path.stat()
        except OSError:
            continue
        is_folder = stat.S_ISDIR(status.st_mode)
        found.append((path, status.st_ino if is_folder else status.st_mtime_ns))
    return tuple(found)
