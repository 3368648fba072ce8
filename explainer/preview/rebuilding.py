"""Builds after saves, and the messages to browsers that follow."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable

from msgspec import Struct, field
from tornado.ioloop import IOLoop

from explainer.config import ExtensionRefused, SiteNotFound
from explainer.output import OutputRefused
from explainer.preview.browsers import Browsers
from explainer.preview.notices import Notice, errors_notice, fault_notice, refusal_notice
from explainer.preview.outcomes import Builds, Outcome
from explainer.preview.saves import Saves
from explainer.preview.server import Showing

_LONGEST_WAIT = 0.5
"""Seconds after which a build is no longer abandoned for further saves."""
_BREATH = 0.1
"""Seconds for browsers to load their pages before the rest is built."""


class Rebuilding(Struct, kw_only=True):
    """Builds in a thread, at once and then after every save."""

    builds: Builds
    saves: Saves
    showing: Showing
    browsers: Browsers
    say: Callable[[str], None]
    report: Callable[[Outcome, float], None]
    refusal: Exception | None = None
    """Why the command itself was wrong, as the first build found."""
    _loop: IOLoop = field(default_factory=IOLoop.current)

    def start(self) -> None:
        threading.Thread(target=self._work, name="builds", daemon=True).start()

    def _work(self) -> None:
        first = True
        while not self.saves.ended:
            self._build(first)
            first = False
            # Saves in quick succession postpone the rest until after the last of them.
            if not self.saves.wait(_BREATH):
                self._finish()
            self.saves.wait()

    def _build(self, first: bool) -> None:
        began = time.monotonic()
        outcome: Outcome | None = None
        try:
            while outcome is None and not self.saves.ended:
                self.saves.take()
                outcome = self.builds.build(
                    self.browsers.looked_at, lambda: self._goes_on(time.monotonic() - began)
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
            if outcome:
                self._show(outcome)
                self.report(outcome, time.monotonic() - began)

    def _goes_on(self, seconds: float) -> bool:
        """Whether to go on with a build: another save makes it out of date."""
        return not self.saves.ended and (not self.saves.waiting or seconds > _LONGEST_WAIT)

    def _finish(self) -> None:
        try:
            outcome = self.builds.finish()
        except OutputRefused as refusal:
            self.say(str(refusal))
        except Exception:  # as above; what was written before is kept
            self.say(traceback.format_exc())
        else:
            if outcome and outcome.sound:
                self._in_loop(lambda: self.browsers.tell_those_at(outcome.changed))
            elif outcome:
                self._show(outcome)
                self.report(outcome, 0)

    def _show(self, outcome: Outcome) -> None:
        if not outcome.sound:
            self._show_notice(errors_notice(outcome.diagnostics))
            return
        mended = self.showing.notice is not None
        self.showing.base = self.browsers.base = outcome.base
        self.showing.stylesheet = outcome.stylesheet
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
