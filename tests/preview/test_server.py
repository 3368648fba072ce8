"""The preview runs as its own process, as it does for an editor, and is asked over the wire."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from explainer.preview import serving
from tests.sites import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPT = '<script src="/livereload.js" defer></script>'
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'"

# Copies content/ to output/; a file that holds "broken" is an editor's error, "bug" is ours.
SERVE = """
import sys
from pathlib import Path
from explainer.diagnostics import Diagnostic, Location
from explainer.config import Refused
from explainer.renderers.files import OutputFile
from tests.sites import write_output
from explainer.preview.serving import serve
from explainer.preview.site_builds import Outcome

site, port = Path(sys.argv[1]), int(sys.argv[2])

class Copies:
    def build(self, looked_at, go_on):
        files = sorted(path for path in (site / "content").rglob("*") if path.is_file())
        texts = [path.read_text() for path in files]
        if any("bug" in text for text in texts):
            raise RuntimeError("a bug in the <b>generator</b>")
        if any("refused" in text for text in texts):
            raise Refused("the folder is refused")
        if any("broken" in text for text in texts):
            place = Location("content/index.html", 1, 4)
            words = dict(message="<b>broken</b>", hint="Mend it.", excerpt="so <i>it</i>")
            found = Diagnostic(code="broken", location=place, **words)
            return Outcome(diagnostics=(found,), sound=False)
        names = [path.relative_to(site / "content").as_posix() for path in files]
        made = [OutputFile(name, text.encode()) for name, text in zip(names, texts)]
        changed = write_output(site / "output", made).changed_paths
        styled = changed == ("style.css",)
        return Outcome(changed=changed, restyled=styled, stylesheet="style.css", base="/some/path/")

    shown, finished = {}, True

    def proof(self, address):
        return b"<html><head></head>the proof" if address == "csto/" else None

    def finish(self, go_on):
        return None

    def rest(self):
        pass

    def stop(self):
        pass

def say(line):
    print(line, flush=True)

def report(outcome, seconds):
    say(f"{len(outcome.diagnostics)} errors" if outcome.diagnostics else "built")

serve(Copies(), site / "output", [site / "content"], port, say, report)
print("ended", flush=True)
"""


@dataclass
class Preview:
    site: Path
    port: int
    process: subprocess.Popen[str]

    def get(self, path: str, host: str | None = None) -> tuple[int, str]:
        status, _, body = self.ask(path, host)
        return status, body

    def ask(self, path: str, host: str | None = None) -> tuple[int, dict[str, str], str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {} if host is None else {"Host": host}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response.status, dict(response.getheaders()), body

    def save(self, name: str, text: str) -> None:
        (self.site / "content" / name).write_text(text)

    def wait_for(self, line: str) -> None:
        """Read what the preview prints until it says ``line``."""
        assert self.process.stdout
        for printed in self.process.stdout:
            if line in printed:
                return
        pytest.fail(f"the preview ended without saying {line!r}")


def page(text: str) -> str:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return f'<!doctype html><html lang="en"><head>{meta}<title>x</title></head><body>{text}</body>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    (content / "csto").mkdir(parents=True)
    (content / "index.html").write_text(page("home"))
    (content / "csto/index.html").write_text(page("csto"))
    (content / "404.html").write_text(page("not here"))
    (content / "style.css").write_text("a{}")
    (content / "twin.txt").write_text("Ташкент")
    return tmp_path


Start = Callable[[int], Preview]
Found = TypeVar("Found")


@pytest.fixture
def start(site: Path, interruptible: None) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def start(port: int) -> Preview:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(site), str(port)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        assert process.stdout
        lines = []
        opened = 0
        for line in process.stdout:
            lines.append(line)
            if found := re.search(r"^Preview: http://127\.0\.0\.1:(\d+)/", line):
                opened = int(found[1])
            elif opened and re.match("built|1 errors", line):
                return Preview(site, opened, process)
        raise AssertionError("".join(lines))

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def served(start: Start) -> Preview:
    return start(0)


# ---- what it serves ----


def test_serves_pages_with_the_reload_script_first_in_the_head(served: Preview) -> None:
    status, headers, body = served.ask("/csto/")
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert body == page("csto").replace("<head>", f"<head>{SCRIPT}")
    assert (served.site / "output/csto/index.html").read_text() == page("csto")


def test_serves_the_script_that_it_names(served: Preview) -> None:
    status, headers, body = served.ask("/livereload.js")
    assert (status, headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "LiveReload" in body


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/livereload.js", "/nowhere/", "/csto"),
        *("/.preview/notice.css", "/.preview/proof.css", "/.preview/proof/csto/"),
    ],
)
def test_other_sites_learn_nothing_of_it(served: Preview, path: str) -> None:
    _, headers, _ = served.ask(path)
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers


def test_shows_what_a_page_rests_on(served: Preview) -> None:
    assert served.get("/.preview/proof/csto/") == (200, f"<html><head>{SCRIPT}</head>the proof")
    assert served.get("/.preview/proof/nowhere/")[0] == 404
    assert not (served.site / "output/.preview").exists()


def test_leaves_other_files_as_they_are(served: Preview) -> None:
    status, headers, body = served.ask("/twin.txt")
    assert (status, body) == (200, "Ташкент")
    assert headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_folder_is_shown_with_its_slash(served: Preview) -> None:
    status, headers, _ = served.ask("/csto")
    assert (status, headers["Location"]) == (301, "/csto/")


def test_shows_the_sites_own_404_page(served: Preview) -> None:
    assert served.get("/nothing/") == (404, page("not here").replace("<head>", f"<head>{SCRIPT}"))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file"
)
def test_shows_a_plain_404_page_where_the_sites_own_may_not_be_read(served: Preview) -> None:
    (served.site / "output/404.html").chmod(0)
    status, body = served.get("/nothing/")
    assert (status, "No build has written this page." in body) == (404, True)


def test_shows_a_plain_404_page_where_the_site_has_none(served: Preview) -> None:
    (served.site / "output/404.html").unlink()
    status, body = served.get("/nothing/")
    assert status == 404
    assert f"<head>{SCRIPT}" in body
    assert "No build has written this page." in body


@pytest.mark.parametrize(
    "path",
    [
        "/.explainer-manifest.json",
        "/.git/config",
        "/../content/index.html",
        "/%2e%2e/content/index.html",
        "/csto/../../content/index.html",
        "/index.html%00",
        "/link.html",
        "/linked/index.html",
        "/csto/hidden/",
    ],
)
def test_serves_nothing_hidden_linked_or_outside(served: Preview, path: str) -> None:
    output = served.site / "output"
    (output / ".git").mkdir()
    (output / ".git/config").write_text("secret")
    (output / "link.html").symlink_to(served.site / "content/index.html")
    (output / "linked").symlink_to(served.site / "content")
    (output / "csto/hidden").mkdir()
    (output / "csto/hidden/index.html").symlink_to(output / "index.html")
    status, body = served.get(path)
    assert status in (403, 404)
    assert "home" not in body
    assert "secret" not in body
    assert "explainer" not in body


@pytest.mark.parametrize("host", ["localhost", "localhost:5500", "127.0.0.1"])
def test_answers_to_local_names(served: Preview, host: str) -> None:
    assert served.get("/", host)[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io"])
@pytest.mark.parametrize("path", ["/", "/livereload.js", "/livereload", "/.preview/proof/csto/"])
def test_refuses_foreign_names(served: Preview, host: str, path: str) -> None:
    assert served.get(path, host) == (
        403,
        "The preview answers to localhost and 127.0.0.1 alone.\n",
    )


# ---- what it tells the browsers ----


def messages_after(
    served: Preview, act: Callable[[], None], count: int = 1, url: str = "x"
) -> list[tuple[str, str]]:
    """Connect as livereload's script does, act, and return command and path of what comes."""

    async def listen() -> list[tuple[str, str]]:
        connection = await connect(served.port, f"http://127.0.0.1:{served.port}")
        await connection.write_message(json.dumps({"command": "hello"}))
        assert json.loads(await connection.read_message() or "")["command"] == "hello"
        await connection.write_message(json.dumps({"command": "info", "url": url}))
        await asyncio.sleep(0.05)  # the server counts it in now
        act()
        received = []
        for _ in range(count):
            text = await asyncio.wait_for(_read(connection), timeout=10)
            message = json.loads(text)
            received.append((message["command"], message["path"]))
        connection.close()
        return received

    return run(listen())


def run(work: Coroutine[None, None, Found]) -> Found:
    """In a thread of its own: Playwright keeps an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _read(connection: WebSocketClientConnection) -> str:
    return str(await connection.read_message())


async def connect(port: int, origin: str) -> WebSocketClientConnection:
    request = HTTPRequest(f"ws://127.0.0.1:{port}/livereload", headers={"Origin": origin})
    return await websocket_connect(request)


def test_tells_the_browser_after_a_save(served: Preview) -> None:
    def save() -> None:
        served.save("csto/index.html", page("changed"))

    assert messages_after(served, save) == [("reload", "*")]
    assert "changed" in served.get("/csto/")[1]


def test_tells_it_again_after_a_quick_second_save(served: Preview) -> None:
    assert messages_after(served, lambda: served.save("index.html", "1")) == [("reload", "*")]
    assert messages_after(served, lambda: served.save("index.html", "2")) == [("reload", "*")]


def test_tells_it_once_of_what_was_saved_together(served: Preview) -> None:
    def save() -> None:
        for number in range(5):
            served.save(f"{number}.html", page("new"))
        time.sleep(0.5)
        served.save("style.css", "b{}")

    assert messages_after(served, save, count=2) == [("reload", "*"), ("reload", "style.css")]


def test_swaps_a_style_alone(served: Preview) -> None:
    assert messages_after(served, lambda: served.save("style.css", "b{}")) == [
        ("reload", "style.css")
    ]


@pytest.mark.parametrize("words", ["[" * 200_000, "{", "1", '{"command": {}}'])
def test_words_that_mean_nothing_are_no_fault(served: Preview, words: str) -> None:
    async def tell() -> None:
        connection = await connect(served.port, f"http://127.0.0.1:{served.port}")
        await connection.write_message(words)
        await asyncio.sleep(0.1)
        connection.close()

    run(tell())
    assert served.get("/csto/")[0] == 200
    served.process.kill()
    assert served.process.stdout
    assert "Traceback" not in served.process.stdout.read()


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null"])
def test_refuses_a_socket_from_a_foreign_page(served: Preview, origin: str) -> None:
    with pytest.raises(HTTPClientError) as refused:
        run(connect(served.port, origin))
    assert refused.value.code == 403


def test_a_browser_shows_the_saved_page_under_a_strict_policy(
    served: Preview, chromium: Browser
) -> None:
    tab = chromium.new_page()
    with tab.expect_websocket() as opening:
        tab.goto(f"http://127.0.0.1:{served.port}/")
    if not opening.value.is_closed():
        opening.value.wait_for_event("framesent")
    time.sleep(0.2)
    served.save("index.html", page("saved <b>now</b>"))
    tab.locator("b").wait_for(timeout=10_000)
    assert tab.text_content("body") == "saved now"
    tab.close()


# ---- how it lives on, and ends ----


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("broken", "1 errors"),
        ("bug", "RuntimeError: a bug in the <b>generator</b>"),
        ("refused", "the folder is refused"),
    ],
)
def test_a_failed_build_keeps_the_last_good_output(served: Preview, text: str, said: str) -> None:
    before = (served.site / "output/index.html").read_text()
    served.save("index.html", text)
    served.wait_for(said)
    assert (served.site / "output/index.html").read_text() == before
    assert served.get("/twin.txt") == (200, "Ташкент")
    mended = messages_after(served, lambda: served.save("index.html", page("mended")))
    assert mended == [("reload", "*")]
    assert "mended" in served.get("/")[1]


@pytest.mark.parametrize(
    "path",
    ["/", "/csto/", "/csto", "/nothing/", "/404.html", "/.preview/proof/csto/"],
)
def test_every_page_shows_what_is_wrong_as_text(served: Preview, path: str) -> None:
    assert messages_after(served, lambda: served.save("index.html", "broken")) == [("reload", "*")]
    status, headers, body = served.ask(path)
    assert (status, headers["Content-Type"]) == (500, "text/html; charset=utf-8")
    assert f"<head>{SCRIPT}" in body
    assert "<h1>1 error</h1>" in body
    assert "<code>content/index.html:1:4</code>" in body
    assert "&lt;b&gt;broken&lt;/b&gt;" in body
    assert "1 | so &lt;i&gt;it&lt;/i&gt;" in body
    assert "Mend it." in body


@pytest.mark.parametrize(
    ("text", "heading", "words"),
    [
        ("bug", "The generator failed", "RuntimeError: a bug in the &lt;b&gt;generator&lt;/b&gt;"),
        ("refused", "Nothing was built", "the folder is refused"),
    ],
)
def test_a_fault_is_a_page_too(served: Preview, text: str, heading: str, words: str) -> None:
    assert messages_after(served, lambda: served.save("index.html", text)) == [("reload", "*")]
    status, body = served.get("/csto/")
    assert status == 500
    assert f"<h1>{heading}</h1>" in body
    assert words in body
    assert "Traceback" not in body


def test_serves_before_there_is_anything(start: Start, site: Path) -> None:
    (site / "content/index.html").write_text("broken")
    served = start(0)
    assert served.get("/")[0] == 500
    assert messages_after(served, lambda: served.save("index.html", page("home"))) == [
        ("reload", "*")
    ]
    assert served.get("/")[0] == 200


def test_finds_pages_below_the_public_path_too(served: Preview) -> None:
    assert served.get("/some/path/csto/") == served.get("/csto/")
    assert served.get("/some/path/") == served.get("/")
    assert served.get("/some/path/csto")[0] == 301
    assert served.get("/other/path/csto/")[0] == 404


def test_a_former_style_is_the_present_one(served: Preview) -> None:
    assert served.get("/assets/style.0123abcd.css?livereload=1") == (200, "a{}")
    assert served.get("/assets/style.css")[0] == 404


def test_a_page_that_was_fetched_before_the_news_is_told(served: Preview) -> None:
    served.get("/csto/")
    served.save("index.html", page("later"))
    served.wait_for("built")
    assert messages_after(served, lambda: None, url="http://127.0.0.1/csto/") == [("reload", "*")]


def test_what_the_first_build_raises_ends_the_preview(start: Start, site: Path) -> None:
    (site / "content/index.html").write_text("refused")
    with pytest.raises(AssertionError, match=r"Refused: the folder is refused"):
        start(0)


def test_takes_the_next_free_port_and_says_so(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        served = start(port)
        assert served.port > port
        assert served.get("/")[0] == 200


# Tornado leaves the socket that it could not bind to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_gives_up_where_no_port_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_PORTS_TRIED", 1)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(serving.NoFreePort) as refused:
            serving.open_port(port)
    assert str(refused.value) == (
        f"no port from {port} to {port} is free; choose another with --port"
    )


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT to send")
def test_ctrl_c_ends_it_quietly(served: Preview) -> None:
    served.process.send_signal(signal.SIGINT)
    out, _ = served.process.communicate(timeout=10)
    assert (served.process.returncode, out) == (0, "ended\n")
