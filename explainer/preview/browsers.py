"""The browsers that show the preview: the pages they show, and the messages sent to them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from tornado.websocket import WebSocketClosedError, WebSocketHandler

from explainer.addresses import output_path

EVERYTHING = "*"
_MOST_PATHS = 10_000


class Browsers:
    """The connected browsers. Only ``looked_at`` may be used outside the thread of the server."""

    def __init__(self) -> None:
        self.base = "/"
        """The path of the site's public address; pages are served below it too."""
        self._sockets: dict[ReloadSocket, str] = {}
        self._news = 0
        self._sent: dict[str, int] = {}
        """The number of ``_news`` when a browser last fetched each path."""

    @property
    def looked_at(self) -> frozenset[str]:
        """The output files of the pages that browsers show."""
        return frozenset(self._file(path) for path in [*self._sockets.values()])

    def _file(self, path: str) -> str:
        return output_path(path.removeprefix(self.base).lstrip("/"))

    def note_page(self, path: str) -> None:
        """Note that a browser has fetched the page at this path."""
        if len(self._sent) >= _MOST_PATHS:  # requests may name any number of paths
            self._sent.clear()
        self._sent[path] = self._news

    def add(self, socket: ReloadSocket, path: str) -> None:
        """Add a page that listens, and reload it if it was fetched before the latest news."""
        self._sockets[socket] = path
        if self._sent.get(path, self._news) < self._news:
            socket.reload(EVERYTHING)

    def remove(self, socket: ReloadSocket) -> None:
        self._sockets.pop(socket, None)

    def tell(self, path: str = EVERYTHING) -> None:
        """Reload every page, or only its style sheet at ``path``."""
        self._news += 1
        for socket in [*self._sockets]:
            socket.reload(path)

    def tell_those_at(self, files: Iterable[str]) -> None:
        """Reload the pages of these output files."""
        changed = set(files)
        for socket, path in [*self._sockets.items()]:
            if self._file(path) in changed:
                socket.reload(EVERYTHING)


class ReloadSocket(WebSocketHandler):
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
            self._browsers.add(self, _path(said.get("url")))
        elif said.get("command") == "hello":
            protocol = "http://livereload.com/protocols/official-7"
            self._send(command="hello", protocols=[protocol], serverName="explainer")

    def on_close(self) -> None:
        self._browsers.remove(self)

    def reload(self, path: str) -> None:
        self._send(command="reload", path=path, liveCSS=True, liveImg=True)

    def _send(self, **message: object) -> None:
        with suppress(WebSocketClosedError):
            self.write_message(message)


def _path(url: object) -> str:
    """The path of the address that a page gives, or an empty string if that is invalid."""
    try:
        return unquote(urlsplit(url).path) if isinstance(url, str) else ""
    except ValueError:
        return ""
