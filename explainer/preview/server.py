"""The web server of the preview: the files of the output folder, for this machine only.

Pages get livereload's script as a file of the same origin, since their Content-Security-Policy
forbids inline scripts; the files in the output folder do not have it.
"""

from __future__ import annotations

import json
import mimetypes
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import livereload
from msgspec import Struct
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from explainer.addresses import output_path
from explainer.preview.notices import Notice
from explainer.preview.site_builds import Outcome, Shown

_HERE = Path(__file__).parent
_MOST_PATHS = 10_000
_LOCAL_HOSTS = r"(localhost|127\.0\.0\.1)"
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_SCRIPT = b'<script src="/livereload.js" defer></script>'
_NOT_FOUND = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not found</title>
</head><body><h1>Not found</h1><p>No build has written this page.</p></body></html>
"""
_PROOFS = ".preview/proof/"
_FORMER_STYLE = re.compile(r"assets/style\.[0-9a-f]{8}\.css\Z")
# Fixed, since the registry of Windows may call a script plain text.
_KINDS = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".js": "text/javascript",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


class Showing(Struct):
    """What the preview shows: the files in ``root``, those in ``shown`` in their place, or a notice
    in place of every page."""

    root: Path
    shown: Shown = {}
    notice: Notice | None = None
    outcome: Outcome = Outcome()
    """The last that was sound."""
    proof: Callable[[str], bytes | None] = lambda address: None
    """Returns the page that shows what the page at an address rests on."""

    def find(self, path: str) -> str | None:
        """The path of the file at a path below the root, or, with a slash at its end, of a page's
        folder. None if it is hidden, outside, or behind a symbolic link."""
        candidates = [path]
        if (base := self.outcome.base.lstrip("/")) and path.startswith(base):
            candidates.append(path.removeprefix(base))
        if _FORMER_STYLE.search(path):  # of a page whose style sheet was replaced since
            candidates.append(self.outcome.stylesheet)
        return next(filter(None, map(self._file, candidates)), None)

    def load(self, path: str) -> bytes | None:
        """The bytes of a file that was found; None if it is missing, being replaced, or
        unreadable."""
        if path in self.shown:
            return self.shown[path]
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return None

    def _file(self, path: str) -> str | None:
        parts = PurePosixPath(path).parts
        if set("\0\\:") & set(path) or any(part.startswith((".", "/")) for part in parts):
            return None
        name = "/".join((*parts, "index.html") if path.endswith("/") or not path else parts)
        if name in self.shown:
            return name if self.shown[name] is not None else None
        file = self.root / name
        try:
            if not file.exists() or file.resolve() != file:
                return f"{name}/" if self.shown.get(f"{name}/index.html") else None
        except (OSError, RuntimeError):
            return None
        return f"{name}/" if file.is_dir() else name


class Browsers:
    """The browsers that show the preview. Only ``looked_at`` may be used outside the thread of the
    server."""

    def __init__(self, showing: Showing) -> None:
        self._showing = showing
        self._sockets: dict[_ReloadSocket, str] = {}
        self._news = 0
        self._sent: dict[str, int] = {}
        """The number of ``_news`` when a browser last fetched each path."""

    @property
    def looked_at(self) -> frozenset[str]:
        """The output files of the pages that browsers show."""
        return frozenset(self._file(path) for path in [*self._sockets.values()])

    def _file(self, path: str) -> str:
        return output_path(path.removeprefix(self._showing.outcome.base).lstrip("/"))

    def note_page(self, path: str) -> None:
        """Note that a browser has fetched the page at this path."""
        if len(self._sent) >= _MOST_PATHS:  # requests may name any number of paths
            self._sent.clear()
        self._sent[path] = self._news

    def add(self, socket: _ReloadSocket, path: str) -> None:
        """Add a page that listens, and reload it if it was fetched before the latest news."""
        self._sockets[socket] = path
        if self._sent.get(path, self._news) < self._news:
            socket.reload()

    def remove(self, socket: _ReloadSocket) -> None:
        self._sockets.pop(socket, None)

    def tell(self, path: str = "*") -> None:
        """Reload every page, or only its style sheet at ``path``."""
        self._news += 1
        for each in [*self._sockets]:
            each.reload(path)

    def tell_those_at(self, files: Iterable[str]) -> None:
        """Reload the pages of these output files."""
        changed = set(files)
        for each, path in [*self._sockets.items()]:
            if self._file(path) in changed:
                each.reload()


class _ReloadSocket(WebSocketHandler):
    """livereload's protocol, only for pages of the same host and port."""

    def initialize(self, browsers: Browsers) -> None:
        self._browsers = browsers

    def on_message(self, message: str | bytes) -> None:
        try:
            said = json.loads(message)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            self.close()
        elif said.get("command") == "info":
            path = ""
            with suppress(ValueError):  # of an invalid address
                path = unquote(urlsplit(str(said.get("url"))).path)
            self._browsers.add(self, path)
        elif said.get("command") == "hello":
            protocol = "http://livereload.com/protocols/official-7"
            self._send(command="hello", protocols=[protocol], serverName="explainer")

    def on_close(self) -> None:
        self._browsers.remove(self)

    def reload(self, path: str = "*") -> None:
        self._send(command="reload", path=path, liveCSS=True, liveImg=True)

    def _send(self, **message: object) -> None:
        with suppress(WebSocketClosedError):
            self.write_message(message)


def answer_at(sockets: Sequence[socket.socket], showing: Showing, browsers: Browsers) -> None:
    """Answer at these sockets while tornado's loop of this thread runs."""
    application = Application(default_handler_class=_ForeignHost, log_function=lambda _: None)
    application.add_handlers(
        _LOCAL_HOSTS,
        [
            (r"/livereload", _ReloadSocket, {"browsers": browsers}),
            (r"/(livereload\.js)", _OwnFile),
            (r"/\.preview/((?:notice|proof)\.css)", _OwnFile),
            (r"/(.*)", _OutputFiles, {"showing": showing, "browsers": browsers}),
        ],
    )
    HTTPServer(application).add_sockets(sockets)


class _OwnHandler(RequestHandler):
    """Answers with what concerns nobody but the browser that shows the preview."""

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        # Otherwise pages of other sites could find out that a preview runs, and what is written in
        # it, by loading its scripts, styles and pictures.
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.clear_header("Server")


class _ForeignHost(_OwnHandler):
    """Refuses requests to another host, such as those of a page that rebinds its domain."""

    def prepare(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("The preview answers to localhost and 127.0.0.1 alone.\n")


class _OwnFile(_OwnHandler):
    """A file of the preview itself."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", _content_type(PurePosixPath(name)))
        is_script = name == "livereload.js"
        self.finish(_load_reload_script() if is_script else (_HERE / name).read_bytes())


class _OutputFiles(_OwnHandler):
    """The files as they were built, with the reload script at the top of each page's head."""

    def initialize(self, showing: Showing, browsers: Browsers) -> None:
        self._showing, self._browsers = showing, browsers

    def compute_etag(self) -> None:
        return None

    def get(self, path: str) -> None:
        notice = self._showing.notice
        if notice and _is_page(path):
            self._send_page(notice.page, notice.status)
            return
        if path.startswith(_PROOFS):
            proof = self._showing.proof(path.removeprefix(_PROOFS))
            self._send_page(proof or _NOT_FOUND, 200 if proof else 404)
            return
        found = self._showing.find(path)
        if found and found.endswith("/"):
            # One slash: two would be the start of another host.
            self.redirect(f"/{self.request.path.strip('/')}/", permanent=True)
            return
        data = self._showing.load(found) if found else None
        if found is None or data is None:
            self._send_page(self._showing.load("404.html") or _NOT_FOUND, 404)
        elif found.endswith(".html"):
            self._send_page(data, 200)
        else:
            self.set_header("Content-Type", _content_type(PurePosixPath(found)))
            self.finish(data)

    head = get

    def _send_page(self, page: bytes, status: int) -> None:
        self._browsers.note_page(f"/{self.path_args[0]}")
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(_HEAD.sub(lambda head: head[0] + _SCRIPT, page, count=1))


@cache
def _load_reload_script() -> bytes:
    """livereload's script, and ours that keeps the place on a page."""
    theirs = Path(livereload.__file__).parent / "vendors/livereload.js"
    return b";\n".join((theirs.read_bytes(), (_HERE / "place.js").read_bytes()))


def _is_page(path: str) -> bool:
    """Whether a browser shows what it gets at this path as a page."""
    return PurePosixPath(path).suffix in ("", ".html") or path.endswith("/")


def _content_type(file: PurePosixPath) -> str:
    kind = _KINDS.get(file.suffix.lower()) or mimetypes.guess_type(file.name)[0]
    kind = kind or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
