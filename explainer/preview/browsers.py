"""The browsers that show the preview: which pages they show, and what they are told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler
from tornado.websocket import WebSocketHandler

from explainer.addresses import output_path

EVERYTHING = "*"
_MOST_PATHS = 10_000


class Browsers:
    """Lives in the server's thread, but for ``looked_at``."""

    def __init__(self) -> None:
        self.base = "/"
        """The path of the site's public address, under which its pages are found too."""
        self._sockets: dict[ReloadSocket, str] = {}
        self._news = 0
        self._sent: dict[str, int] = {}
        """For each path, what was the latest news when a browser last fetched it."""

    @property
    def looked_at(self) -> frozenset[str]:
        """The output files of the pages that are shown, as far as is known."""
        return frozenset(self._file(path) for path in [*self._sockets.values()])

    def _file(self, path: str) -> str:
        return output_path(path.removeprefix(self.base).lstrip("/"))

    def note_page(self, path: str) -> None:
        """A browser has been sent the page at this path."""
        if len(self._sent) >= _MOST_PATHS:  # there is no end of addresses to ask for
            self._sent.clear()
        self._sent[path] = self._news

    def add(self, socket: ReloadSocket, path: str) -> None:
        """A page has said that it listens; it may have been fetched before the latest news."""
        self._sockets[socket] = path
        if self._sent.get(path, self._news) < self._news:
            socket.reload(EVERYTHING)

    def remove(self, socket: ReloadSocket) -> None:
        self._sockets.pop(socket, None)

    def tell(self, path: str = EVERYTHING) -> None:
        """Every page is to load again, or to swap the style sheet at ``path``."""
        self._news += 1
        for socket in [*self._sockets]:
            socket.reload(path)

    def tell_those_at(self, files: Iterable[str]) -> None:
        """The pages of these output files are to load again."""
        changed = set(files)
        for socket, path in [*self._sockets.items()]:
            if self._file(path) in changed:
                socket.reload(EVERYTHING)


class ReloadSocket(LiveReloadHandler):
    """livereload's protocol, for pages of the same host and port alone."""

    def initialize(self, browsers: Browsers) -> None:
        self._browsers = browsers

    def check_origin(self, origin: str) -> bool:
        """livereload takes any origin; tornado's own rule is the same host and port."""
        return WebSocketHandler.check_origin(self, origin)

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
            super().on_message(message)

    def on_close(self) -> None:
        self._browsers.remove(self)

    def reload(self, path: str) -> None:
        self.send_message(
            {"command": "reload", "path": path, "liveCSS": True, "liveImg": True},
        )


def _path(url: object) -> str:
    """The path of the address that a page says it has; unlike any page's if it is none."""
    try:
        return unquote(urlsplit(url).path) if isinstance(url, str) else ""
    except ValueError:
        return ""
