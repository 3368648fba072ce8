"""The preview, from its start to Ctrl-C."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets

from explainer.output.paths import load_manifest
from explainer.preview.browsers import Browsers
from explainer.preview.notices import waiting_notice
from explainer.preview.rebuilding import Rebuilding
from explainer.preview.saves import Saves
from explainer.preview.server import Showing, answer_at
from explainer.preview.site_builds import Outcome, SiteBuilds

_ADDRESS = "127.0.0.1"
_PORTS_TRIED = 100


class NoFreePort(Exception):
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
    last good output is shown, or a notice. Raises NoFreePort, and what the first build raises of
    SiteNotFound, OutputRefused and ExtensionRefused; later ones are shown.
    """
    sockets = open_port(port)
    opened = sockets[0].getsockname()[1]
    if port not in (0, opened):
        say(f"Port {port} is taken; {opened} is the next free one.")
    address = f"http://{_ADDRESS}:{opened}/"
    showing, browsers = Showing(output.resolve(), proof=builds.proof), Browsers()
    if load_manifest(output) is None:
        showing.notice = waiting_notice()
    saves = Saves(watched, say)
    rebuilding = Rebuilding(
        builds=builds, saves=saves, showing=showing, browsers=browsers, say=say, report=report
    )
    try:
        with suppress(KeyboardInterrupt):
            saves.start()
            rebuilding.start()
            say(f"Preview: {address} is built on every save; Ctrl-C ends it.")
            if open_browser:
                threading.Thread(target=_open, args=(address,), daemon=True).start()
            answer_at(sockets, showing, browsers)
            IOLoop.current().start()
    finally:
        saves.end()
        rebuilding.end()
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


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
