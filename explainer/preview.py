"""The preview: the built site on this machine, built again and shown again on every save.

livereload serves and talks to the browsers; watchfiles notices what was saved. livereload's
own watcher polls, loses the second of two quick saves and builds once a file, so it is
replaced. Its reload script is put in as a file of the same origin, since the pages' own
Content-Security-Policy forbids inline scripts; the files in the output folder have none.
"""

from __future__ import annotations

import errno
import re
import socket
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.watcher import Watcher
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, OutputTransform, RequestHandler
from tornado.websocket import WebSocketHandler

from explainer.config import SiteNotFound
from explainer.output import OutputRefused, WriteReport

_ADDRESS = "127.0.0.1"
_LOCAL_HOSTS = r"(localhost|127\.0\.0\.1)"
_PORTS_TRIED = 100
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_SCRIPT = b'<script src="/livereload.js" defer></script>'
_NOT_FOUND = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not found</title>
</head><body><h1>Not found</h1><p>No build has written this page.</p></body></html>
"""


class NoFreePort(Exception):
    """Neither the port asked for nor one of those behind it could be opened."""


def serve(
    build: Callable[[], WriteReport | None],
    output: Path,
    watched: Sequence[Path],
    port: int,
    say: Callable[[str], None],
) -> None:
    """Build, serve ``output`` on this machine alone, and build again whenever a file under
    ``watched`` is saved; returns at Ctrl-C.

    ``build`` prints what an editor did wrong by itself and returns what was written, or
    nothing where nothing was. Whatever the first build raises ends the preview; what a
    later one raises is said, and the last good output stays. Raises NoFreePort.
    """
    saves = _Saves(build, [folder for folder in watched if folder.is_dir()], say)
    saves.listen()
    try:
        saves.build()
        sockets = _open_port(port)
        opened = sockets[0].getsockname()[1]
        if port not in (0, opened):
            say(f"Port {port} is taken; {opened} is the next free one.")
        server = _PreviewServer(sockets, watcher=saves)
        with suppress(KeyboardInterrupt):
            say(f"Preview: http://{_ADDRESS}:{opened}/ is built on every save; Ctrl-C ends it.")
            server.serve(port=opened, host=_ADDRESS, root=str(output.resolve()))
    finally:
        saves.end()


def _open_port(port: int) -> list[socket.socket]:
    last = min(port + _PORTS_TRIED, 65_536) - 1
    for candidate in range(port, last + 1):
        try:
            return bind_sockets(candidate, _ADDRESS)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise NoFreePort(f"no port from {port} to {last} is free; choose another with --port")


class _Saves(Watcher):
    """Builds once for what was saved together, in a thread, and tells the browsers."""

    def __init__(
        self,
        build: Callable[[], WriteReport | None],
        folders: Sequence[Path],
        say: Callable[[str], None],
    ) -> None:
        super().__init__()
        for folder in folders:
            self.watch(str(folder))
        self._folders = folders
        self._build = build
        self._say = say
        self._turn = threading.Lock()
        self._listening = threading.Event()
        self._ended = threading.Event()
        self._loop: IOLoop | None = None
        self._thread = threading.Thread(target=self._work, daemon=True)

    def listen(self) -> None:
        """From here on no save is missed: what is saved during a build is built after it."""
        self._thread.start()
        self._listening.wait()

    def start(self, callback: Callable[[], None]) -> bool:
        """Called by livereload once it serves; True says that it need not poll."""
        self._loop = IOLoop.current()
        return True

    def end(self) -> None:
        self._ended.set()
        self._thread.join(timeout=2)

    def build(self) -> WriteReport | None:
        with self._turn:
            return self._build()

    def _work(self) -> None:
        import watchfiles

        saves = watchfiles.watch(
            *self._folders,
            debounce=50,
            step=10,
            rust_timeout=100,
            yield_on_timeout=True,  # the first, empty answer says that it listens
            stop_event=self._ended,
            raise_interrupt=False,
        )
        try:
            for changes in saves:
                self._listening.set()
                if changes:
                    self._build_again()
        except OSError as error:
            self._say(f"Saves are not noticed ({error}); try WATCHFILES_FORCE_POLLING=true.")
        finally:
            self._listening.set()

    def _build_again(self) -> None:
        try:
            report = self.build()
        except (OutputRefused, SiteNotFound) as refused:
            self._say(str(refused))
        except Exception:  # ours, not an editor's: shown whole, and the server stays up
            self._say(traceback.format_exc())
        else:
            if report and report.changed_paths and self._loop:
                self._loop.add_callback(self._tell_browsers, report.changed_paths)

    def _tell_browsers(self, changed: Sequence[str]) -> None:
        """A style alone is swapped where it stands; anything else loads the page again."""
        only_styles = all(path.endswith(".css") for path in changed)
        for path in changed if only_styles else ("*",):
            LiveReloadHandler.reload_waiters(path)


class _PreviewServer(Server):
    def __init__(self, sockets: Sequence[socket.socket], watcher: Watcher) -> None:
        super().__init__(watcher=watcher)
        self._sockets = sockets

    def application(
        self,
        port: int,
        host: str,
        liveport: int | None = None,
        debug: bool | None = None,
        live_css: bool = True,
    ) -> None:
        """In place of livereload's own, whose script is inline and whose socket takes all."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = live_css
        application = Application(
            default_handler_class=_ForeignHost,
            transforms=[_ScriptInjector],
            log_function=lambda handler: None,
        )
        files = {"path": self.root, "default_filename": self.default_filename}
        application.add_handlers(
            _LOCAL_HOSTS,
            [
                (r"/livereload", _ReloadSocket),
                (r"/livereload\.js", LiveReloadJSHandler),
                (r"/(.*)", _OutputFiles, files),
            ],
        )
        HTTPServer(application).add_sockets(self._sockets)

    def _setup_logging(self) -> None:
        """Nothing: the preview says itself what there is to say."""


class _ForeignHost(RequestHandler):
    """Answers whoever asks under a foreign name, as a page that rebinds its domain does."""

    def prepare(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("The preview answers to localhost and 127.0.0.1 alone.\n")


class _ReloadSocket(LiveReloadHandler):
    def check_origin(self, origin: str) -> bool:
        """livereload takes any origin; tornado's own rule is the same host and port."""
        return WebSocketHandler.check_origin(self, origin)


class _OutputFiles(StaticFileHandler):
    """The files of the output folder: no dotfiles, nothing behind a symbolic link."""

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")

    def get_cache_time(self, *_: object) -> int:
        return 0

    def compute_etag(self) -> None:
        return None

    def get_content_type(self) -> str:
        kind: str = super().get_content_type()
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        path = Path(absolute_path)
        if "\0" in absolute_path or not path.is_relative_to(root):
            raise HTTPError(404)
        if path.is_dir():
            path /= self.default_filename
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if hidden or path.resolve() != path:
            raise HTTPError(404)
        valid: str | None = super().validate_absolute_path(root, absolute_path)
        return valid

    def write_error(self, status_code: int, **reason: object) -> None:
        if status_code != 404:
            super().write_error(status_code, **reason)
            return
        page = Path(self.root) / "404.html"
        own = page.is_file() and not page.is_symlink()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page.read_bytes() if own else _NOT_FOUND)


class _ScriptInjector(OutputTransform):
    """Puts the reload script at the top of each page's head, and adjusts its length."""

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        if status_code in (200, 404) and headers.get("Content-Type", "").startswith("text/html"):
            longer = _HEAD.sub(lambda head: head[0] + _SCRIPT, chunk, count=1)
            if "Content-Length" in headers:
                length = int(headers["Content-Length"]) + len(longer) - len(chunk)
                headers["Content-Length"] = str(length)
            chunk = longer
        return status_code, headers, chunk
