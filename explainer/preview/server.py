"""The preview's web server: the files of the output folder, for this machine alone.

livereload serves and talks to the browsers. Its reload script is put in as a file of the same
origin, since the pages' own Content-Security-Policy forbids inline scripts; the files in the
output folder have none.
"""

from __future__ import annotations

import mimetypes
import re
import socket
from collections.abc import Sequence
from functools import cache
from pathlib import Path, PurePosixPath

import livereload
from livereload import Server
from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from explainer.preview.browsers import Browsers, ReloadSocket
from explainer.preview.notices import Notice, load_style

_LOCAL_HOSTS = r"(localhost|127\.0\.0\.1)"
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_SCRIPT = b'<script src="/livereload.js" defer></script>'
_NOT_FOUND = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not found</title>
</head><body><h1>Not found</h1><p>No build has written this page.</p></body></html>
"""
_FORMER_STYLE = re.compile(r"assets/style\.[0-9a-f]{8}\.css")
# Not left to the machine: Windows' registry may call a script plain text.
_KINDS = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


class Showing:
    """What is shown now: the files in ``root``, or a notice in place of every page."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notice: Notice | None = None
        self.base = "/"
        """The path of the site's public address, by which ``404.html`` names what it links."""
        self.stylesheet = ""

    def find(self, path: str) -> Path | None:
        """The file, or the folder of a page, at a path below the root; nothing hidden, nothing
        outside, nothing behind a symbolic link."""
        for candidate in (path, self._below_base(path), self._current_style(path)):
            if candidate is not None and (found := self._file(candidate)):
                return found
        return None

    def _file(self, path: str) -> Path | None:
        if "\0" in path or "\\" in path or ":" in path:
            return None
        parts = PurePosixPath(path).parts
        if any(part.startswith((".", "/")) for part in parts):
            return None
        file = self.root.joinpath(*parts)
        if path.endswith("/") or not path:
            file /= "index.html"
        try:
            return file if file.exists() and file.resolve() == file else None
        except (OSError, RuntimeError):
            return None

    def _below_base(self, path: str) -> str | None:
        base = self.base.lstrip("/")
        return path.removeprefix(base) if base and path.startswith(base) else None

    def _current_style(self, path: str) -> str | None:
        """A page whose style was swapped where it stands still asks for it by its former name."""
        former = _FORMER_STYLE.search(path)
        return self.stylesheet if former and former.end() == len(path) else None


class PreviewServer(Server):
    """livereload's server with these handlers; ``serve`` runs until Ctrl-C."""

    def __init__(
        self,
        sockets: Sequence[socket.socket],
        watcher: Watcher,
        showing: Showing,
        browsers: Browsers,
    ) -> None:
        super().__init__(watcher=watcher)
        self._sockets = sockets
        self._showing = showing
        self._browsers = browsers

    def application(self, *_: object, **__: object) -> None:
        """In place of livereload's own, whose script is inline and whose socket takes all."""
        LiveReloadHandler.watcher = self.watcher
        application = Application(
            default_handler_class=_ForeignHost, log_function=lambda handler: None
        )
        shown = {"showing": self._showing, "browsers": self._browsers}
        application.add_handlers(
            _LOCAL_HOSTS,
            [
                (r"/livereload", ReloadSocket, {"browsers": self._browsers}),
                (r"/livereload\.js", _ReloadScript),
                (r"/\.preview/notice\.css", _NoticeStyle),
                (r"/(.*)", _OutputFiles, shown),
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


class _ReloadScript(RequestHandler):
    """livereload's, and what keeps the place on a page."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(_load_reload_script())


class _NoticeStyle(RequestHandler):
    def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(load_style())


class _OutputFiles(RequestHandler):
    """Each file as it was built, but for the reload script at the top of a page's head."""

    def initialize(self, showing: Showing, browsers: Browsers) -> None:
        self._showing = showing
        self._browsers = browsers

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        # Else a page elsewhere could tell by a picture that loads what is being written here.
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def compute_etag(self) -> None:
        return None

    def get(self, path: str) -> None:
        notice = self._showing.notice
        if notice and _is_page(path):
            self._send_page(notice.page, notice.status)
            return
        found = self._showing.find(path)
        if found and found.is_dir():
            # One slash: two would lead to another host.
            self.redirect(f"/{self.request.path.strip('/')}/", permanent=True)
            return
        data = _read(found)
        if found is None or data is None:
            self._send_page(self._not_found(), 404)
        elif found.suffix == ".html":
            self._send_page(data, 200)
        else:
            self.set_header("Content-Type", _content_type(found))
            self.finish(data)

    head = get

    def _not_found(self) -> bytes:
        return _read(self._showing.find("404.html")) or _NOT_FOUND

    def _send_page(self, page: bytes, status: int) -> None:
        self._browsers.note_page(f"/{self.path_args[0]}")
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(_HEAD.sub(lambda head: head[0] + _SCRIPT, page, count=1))


@cache
def _load_reload_script() -> bytes:
    theirs = Path(livereload.__file__).parent / "vendors/livereload.js"
    return b";\n".join((theirs.read_bytes(), (Path(__file__).parent / "place.js").read_bytes()))


def _read(file: Path | None) -> bytes | None:
    """Nothing where it is not there, is being replaced, or may not be read."""
    try:
        return file.read_bytes() if file else None
    except OSError:
        return None


def _is_page(path: str) -> bool:
    """Whether a browser that asks for this wants to show it as a page."""
    return PurePosixPath(path).suffix in ("", ".html") or path.endswith("/")


def _content_type(file: Path) -> str:
    kind = _KINDS.get(file.suffix.lower()) or mimetypes.guess_type(file.name)[0]
    kind = kind or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
