"""Builds after saves, and the messages to browsers that follow."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable

from msgspec import Struct, field
from tornado.ioloop import IOLoop

from explainer.config import ExtensionRefused, SiteNotFound
from explainer.output.paths import OutputRefused
from explainer.preview.browsers import Browsers
from explainer.preview.notices import Notice, errors_notice, fault_notice, refusal_notice
from explainer.preview.saves import Saves
from explainer.preview.server import Showing
from explainer.preview.site_builds import Outcome, SiteBuilds

_LONGEST_WAIT = 0.5
"""Seconds after which a build is no longer abandoned for further saves."""
_LONGEST_END = 5.0
"""Seconds that Ctrl-C waits for what is under way."""
_REST = 2.0
"""Seconds without a save after which what was made is kept for the next preview."""
_BREATH = 0.1
"""Seconds for browsers to load their pages before the rest is built."""


class Rebuilding(Struct, kw_only=True):
    """Builds in a thread, at once and then after every save."""

    builds: SiteBuilds
    saves: Saves
    showing: Showing
    browsers: Browsers
    say: Callable[[str], None]
    report: Callable[[Outcome, float], None]
    refusal: Exception | None = None
    """Why the command itself was wrong, as the first build found."""
    _loop: IOLoop = field(default_factory=IOLoop.current)
    _looked_at: frozenset[str] = frozenset()
    """What browsers showed when the last build began."""
    _thread: threading.Thread = field(default_factory=threading.Thread)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._work, name="builds", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Wait for what is under way, which ends soon after ``saves`` have ended."""
        self._thread.join(_LONGEST_END)

    def _work(self) -> None:
        self._build(first=True)
        while not self.saves.ended:
            # Saves in quick succession postpone the rest until after the last of them.
            if not self.saves.wait(_BREATH):
                self._finish()
            if not self._visits_what_waits():
                if not self.saves.wait(_REST):
                    self.builds.rest()
                self.saves.wait()
            if not self.saves.ended:
                self._build()
        self.builds.rest()

    def _visits_what_waits(self) -> bool:
        """Whether a browser has gone to a page that the last build did not make, since nobody
        looked at it."""
        return not self.builds.finished and not self.browsers.looked_at <= self._looked_at

    def _build(self, *, first: bool = False) -> None:
        began = time.monotonic()
        outcome: Outcome | None = None
        try:
            while outcome is None and not self.saves.ended:
                saved = self.saves.waiting
                self.saves.take()
                self._looked_at = self.browsers.looked_at
                outcome = self.builds.build(
                    self._looked_at, lambda: self._goes_on(time.monotonic() - began)
                )
        except (ExtensionRefused, OutputRefused, SiteNotFound) as refusal:
            if first:
                self.refusal = refusal
                self._in_loop(self._loop.stop)
                return
            self.say(str(refusal))
            self._show_notice(refusal_notice(str(refusal)))
        except Exception as error:  # not an editor's fault: show it, and keep serving
            self.say(traceback.format_exc())
            self._show_notice(fault_notice(error))
        else:
            if outcome and not saved and not first and outcome.sound:
                self._show_rest(outcome)
            elif outcome:
                self._show(outcome)
                self.report(outcome, time.monotonic() - began)

    def _goes_on(self, seconds: float) -> bool:
        """Whether to go on with a build: another save makes it out of date."""
        return not self.saves.ended and (not self.saves.waiting or seconds > _LONGEST_WAIT)

    def _finish(self) -> None:
        try:
            outcome = self.builds.finish(lambda: self._goes_on(0) and not self._visits_what_waits())
        except OutputRefused as refusal:
            self.say(str(refusal))
        except Exception:  # as above; what was written before is kept
            self.say(traceback.format_exc())
        else:
            if outcome and outcome.sound:
                self._show_rest(outcome)
            elif outcome:
                self._show(outcome)
                self.report(outcome, 0)

    def _show_rest(self, outcome: Outcome) -> None:
        self.showing.shown = self.builds.shown
        self._in_loop(lambda: self.browsers.tell_those_at(outcome.changed))

    def _show(self, outcome: Outcome) -> None:
        if not outcome.sound:
            self._show_notice(errors_notice(outcome.diagnostics))
            return
        mended = self.showing.notice is not None
        self.showing.base = self.browsers.base = outcome.base
        self.showing.stylesheet = outcome.stylesheet
        self.showing.shown = self.builds.shown
        self.showing.notice = None
        if mended or outcome.changed or outcome.news:
            restyled = outcome.restyled and not mended
            path = outcome.stylesheet if restyled else "*"
            self._in_loop(lambda: self.browsers.tell(path))

    def _show_notice(self, notice: Notice) -> None:
        self.showing.notice = notice
        self._in_loop(self.browsers.tell)

    def _in_loop(self, act: Callable[[], object]) -> None:
        """Run ``act`` in the thread of the server, and wait for it, so that nothing delays it."""
        done = threading.Event()

        def run() -> None:
            try:
                act()
            finally:
                done.set()

        self._loop.add_callback(run)
        done.wait(timeout=1)
