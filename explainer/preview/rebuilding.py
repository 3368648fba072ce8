"""A build for whatever was saved together, and the news of it to the browsers."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable

from tornado.ioloop import IOLoop

from explainer.config import ExtensionRefused, SiteNotFound
from explainer.output import OutputRefused
from explainer.preview.browsers import Browsers
from explainer.preview.notices import Notice, errors_notice, fault_notice, refusal_notice
from explainer.preview.outcomes import Builds, Outcome
from explainer.preview.saves import Saves
from explainer.preview.server import Showing

_LONGEST_WAIT = 0.5
"""Seconds for which a build gives way to further saves."""
_BREATH = 0.1
"""Seconds for browsers to load their pages before the machine is busy with the rest."""


class Rebuilding:
    """Builds in a thread of its own from ``start`` on, at once and then on every save."""

    def __init__(
        self,
        builds: Builds,
        saves: Saves,
        showing: Showing,
        browsers: Browsers,
        say: Callable[[str], None],
        report: Callable[[Outcome, float], None],
    ) -> None:
        self._builds = builds
        self._saves = saves
        self._showing = showing
        self._browsers = browsers
        self._say = say
        self._report = report
        self._loop = IOLoop.current()
        self._thread = threading.Thread(target=self._work, name="builds", daemon=True)
        self.refusal: Exception | None = None
        """Why the command itself was wrong, as the first build found."""

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Returns when nothing is being written; a build under way is left alone."""
        self._builds.stop()

    def _work(self) -> None:
        first = True
        while not self._saves.ended:
            self._build(first)
            first = False
            # Saves in quick succession leave no time for the rest: the last of them will.
            if not self._saves.wait(_BREATH):
                self._finish()
            self._saves.wait()

    def _build(self, first: bool) -> None:
        began = time.monotonic()
        outcome: Outcome | None = None
        try:
            while outcome is None and not self._saves.ended:
                self._saves.take()
                outcome = self._builds.build(
                    self._browsers.looked_at, lambda: self._goes_on(time.monotonic() - began)
                )
        except (ExtensionRefused, OutputRefused, SiteNotFound) as refusal:
            if first:
                self.refusal = refusal
                self._in_loop(self._loop.stop)
                return
            self._say(str(refusal))
            self._show_notice(refusal_notice(str(refusal)))
        except Exception as error:  # ours, not an editor's: shown, and the server stays up
            self._say(traceback.format_exc())
            self._show_notice(fault_notice(error))
        else:
            if outcome:
                self._show(outcome)
                self._report(outcome, time.monotonic() - began)

    def _goes_on(self, seconds: float) -> bool:
        """Whether a build under way is still wanted: another save makes it out of date."""
        return not self._saves.ended and (not self._saves.waiting or seconds > _LONGEST_WAIT)

    def _finish(self) -> None:
        try:
            outcome = self._builds.finish()
        except OutputRefused as refusal:
            self._say(str(refusal))
        except Exception:  # ours, as above; what was written before still stands
            self._say(traceback.format_exc())
        else:
            if outcome and outcome.sound:
                self._in_loop(lambda: self._browsers.tell_those_at(outcome.changed))
            elif outcome:
                self._show(outcome)
                self._report(outcome, 0)

    def _show(self, outcome: Outcome) -> None:
        if not outcome.sound:
            self._show_notice(errors_notice(outcome.diagnostics))
            return
        mended = self._showing.notice is not None
        self._showing.base = self._browsers.base = outcome.base
        self._showing.stylesheet = outcome.stylesheet
        self._showing.notice = None
        if mended or outcome.changed or outcome.news:
            restyled = outcome.restyled and not mended
            path = outcome.stylesheet if restyled else "*"
            self._in_loop(lambda: self._browsers.tell(path))

    def _show_notice(self, notice: Notice) -> None:
        self._showing.notice = notice
        self._in_loop(self._browsers.tell)

    def _in_loop(self, act: Callable[[], object]) -> None:
        """In the server's thread, and done when this returns, so that nothing delays the news."""
        done = threading.Event()

        def run() -> None:
            try:
                act()
            finally:
                done.set()

        self._loop.add_callback(run)
        done.wait(timeout=1)
