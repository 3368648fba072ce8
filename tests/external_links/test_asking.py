"""One address asked, of a server on this machine that is taken for the public web."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from explainer import __version__
from explainer.external_links import Answer, State
from explainer.external_links.asking import HostRefused, Visitor, public_addresses


class Web(BaseHTTPRequestHandler):
    """Answers by path; ``asked`` are the questions, in order."""

    asked: ClassVar[list[str]] = []
    agents: ClassVar[set[str]] = set()

    def do_HEAD(self) -> None:
        type(self).asked.append(f"{self.command} {self.path}")
        type(self).agents.add(self.headers["User-Agent"])
        word = self.path.split("/")[1].partition("?")[0]
        if word in ("301", "302", "308"):
            return self._answer(int(word), self.path.removeprefix(f"/{word}"))
        if word == "circle":
            return self._answer(302, "/circle")
        if word == "away":
            return self._answer(302, "http://inside.example/")
        if word == "broken":
            return self._answer(302, "http://[")
        if word == "file":
            return self._answer(302, "file:///etc/passwd")
        if word == "no-head":
            return self._answer(405 if self.command == "HEAD" else 200)
        if word == "slow":
            for _ in range(100):
                self.wfile.write(b"H")
                time.sleep(0.05)
            type(self).asked.append("/slow to its end")
            return None
        if word == "endless":
            self.send_response(200)
            for number in range(100):
                self.send_header(f"X-{number}", "more")
                self.flush_headers()
                time.sleep(0.05)
            type(self).asked.append("/endless to its end")
            return None
        return self._answer(int(word) if word.isdigit() else 200)

    do_GET = do_HEAD  # noqa: N815 (the server's word)

    def _answer(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"x" * 100_000)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name there)
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A question that was cut short."""


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a server's root, without its last slash, while the block runs."""
    Web.asked.clear()
    Web.agents.clear()
    server = _Server(("127.0.0.1", 0), Web)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    try:
        yield f"{'https' if context else 'http'}://web.example:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def web() -> Iterator[str]:
    with serving() as address:
        yield address


def this_machine(host: str, port: int) -> tuple[str, ...]:
    """All hosts of the tests' web; one of them stands inside a private network."""
    if host == "inside.example":
        raise HostRefused(f"{host} is not on the public web")
    if host == "none.example":
        raise socket.gaierror(socket.EAI_NONAME, "no such host")
    if host == "later.example":
        raise socket.gaierror(socket.EAI_AGAIN, "try again")
    return ("127.0.0.1",)


def ask(url: str, seconds: float = 5) -> Answer:
    return Visitor("https://tides.example/", this_machine, seconds).ask(url)


# ---- what a server says ----


def test_a_page_that_is_there_is_asked_for_its_head_alone(web: str) -> None:
    assert ask(f"{web}/200") == Answer(State.ALIVE, status=200)
    assert Web.asked == ["HEAD /200"]
    assert Web.agents == {f"explainer/{__version__} (link check for https://tides.example/)"}


def test_a_site_of_any_name_is_named(web: str) -> None:
    Visitor("https://приливы.example/", this_machine).ask(f"{web}/200")
    (agent,) = Web.agents
    assert "for https://%D0%BF%D1%80" in agent


def test_without_a_site_it_names_itself_alone(web: str) -> None:
    Visitor(resolve=this_machine).ask(f"{web}/200")
    assert Web.agents == {f"explainer/{__version__} (link check)"}


@pytest.mark.parametrize(("status", "reason"), [(404, "404, not found"), (410, "410, gone")])
def test_a_page_that_is_gone(web: str, status: int, reason: str) -> None:
    assert ask(f"{web}/{status}") == Answer(State.GONE, reason, status=status)
    assert Web.asked == [f"HEAD /{status}", f"GET /{status}"]


def test_a_server_that_knows_no_head_is_asked_for_the_page(web: str) -> None:
    assert ask(f"{web}/no-head") == Answer(State.ALIVE, status=200)
    assert Web.asked == ["HEAD /no-head", "GET /no-head"]


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_server_that_does_not_say(web: str, status: int) -> None:
    expected = Answer(State.UNKNOWN, f"the server answered {status}", status=status)
    assert ask(f"{web}/{status}") == expected


def test_a_path_is_encoded_as_browsers_do(web: str) -> None:
    ask(f"{web}/wiki/Прилив?q=a b&c=%20#части")
    path = "/wiki/%D0%9F%D1%80%D0%B8%D0%BB%D0%B8%D0%B2?q=a%20b&c=%20"
    assert Web.asked == [f"HEAD {path}"]


# ---- redirects ----


def test_what_moved_for_good_says_where_to(web: str) -> None:
    moved = Answer(State.MOVED, "it moved for good", f"{web}/200#part", 200)
    assert ask(f"{web}/301/308/200#part") == moved


def test_what_moved_for_now_is_alive(web: str) -> None:
    assert ask(f"{web}/301/302/200").state is State.ALIVE
    assert ask(f"{web}/302/200").state is State.ALIVE


def test_what_moved_and_is_gone(web: str) -> None:
    assert ask(f"{web}/301/404").state is State.GONE


def test_a_circle_ends(web: str) -> None:
    assert ask(f"{web}/circle") == Answer(State.UNKNOWN, "it redirects too often")
    assert len(Web.asked) == 9


# ---- what is not asked ----


def test_a_redirect_into_a_private_network_is_not_followed(web: str) -> None:
    assert ask(f"{web}/away") == Answer(State.UNKNOWN, "inside.example is not on the public web")


def test_a_redirect_to_a_file_is_not_followed(web: str) -> None:
    reason = "it redirects to file:///etc/passwd, which is no web page"
    assert ask(f"{web}/file") == Answer(State.UNKNOWN, reason)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[::127.0.0.1]",
        "[::ffff:0:7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[fec0::1]",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "[fe80::1]",
        "[fd00::1]",
        "224.0.0.1",
    ],
)
def test_only_the_public_web_is_asked(web: str, host: str) -> None:
    port = web.rpartition(":")[2]
    answer = Visitor().ask(f"http://{host}:{port}/200")
    assert answer == Answer(State.UNKNOWN, f"{host.strip('[]')} is not on the public web")
    assert Web.asked == []


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1"])
def test_a_public_address(address: str) -> None:
    assert public_addresses(address, 80) == (address,)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (ip, 80)) for ip in ("93.184.215.14", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(HostRefused, match="is not on the public web"):
        public_addresses("two.example", 80)


# ---- who does not answer ----


def test_a_host_that_nobody_has() -> None:
    expected = Answer(State.NO_HOST, "there is no host none.example")
    assert ask("http://none.example/") == expected


def test_a_host_that_cannot_be_looked_up() -> None:
    assert ask("http://later.example/") == Answer(State.UNKNOWN, "its host could not be looked up")


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        answer = ask(f"http://web.example:{taken.getsockname()[1]}/")
    assert answer == Answer(State.UNKNOWN, "it could not be reached (ConnectionRefusedError)")


def test_a_server_that_answers_byte_by_byte_is_left(web: str) -> None:
    assert ask(f"{web}/slow", seconds=0.3).state is State.UNKNOWN
    assert Web.asked == ["HEAD /slow"]


def test_a_server_whose_headers_never_end(web: str) -> None:
    answer = ask(f"{web}/endless", seconds=0.3)
    assert answer == Answer(State.UNKNOWN, "it did not answer in time")
    assert Web.asked == ["HEAD /endless"]


def test_a_server_that_says_nothing_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        answer = ask(f"http://web.example:{silent.getsockname()[1]}/", seconds=0.2)
    assert answer.state is State.UNKNOWN


def test_a_secure_server_that_is_none(web: str) -> None:
    answer = ask(web.replace("http:", "https:"))
    assert answer == Answer(State.UNKNOWN, "it could not be reached (SSLError)")


def test_a_redirect_to_what_is_no_address(web: str) -> None:
    expected = Answer(State.UNKNOWN, "it leads to what is no address")
    assert ask(f"{web}/broken") == expected
    assert ask("http://[#part") == expected


def test_hundreds_of_addresses_take_no_longer_than_one(monkeypatch: pytest.MonkeyPatch) -> None:
    waited = [0.0]

    def silent(address: tuple[str, int], seconds: float) -> socket.socket:
        waited.append(seconds)
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", silent)
    monkeypatch.setattr("explainer.external_links.asking.monotonic", lambda: sum(waited))
    answer = Visitor("", lambda host, port: ("93.184.215.14",) * 300, 9).ask("http://a.example/")
    assert answer == Answer(State.UNKNOWN, "it did not answer in time")
    assert sum(waited) == 9


@pytest.mark.parametrize("url", ["http://[/", "http://a:b/", "http://a:99999/"])
def test_an_address_that_is_none(url: str) -> None:
    assert ask(url) == Answer(State.UNKNOWN, "it could not be reached (ValueError)")


# ---- secure servers ----


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that web.example has signed for itself, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes the certificate, is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1"
    names = "-subj /CN=web.example -addext subjectAltName=DNS:web.example"
    files = "-keyout key.pem -out certificate.pem"
    words = f"{command} {names} {files}".split()
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    whole = folder / "both.pem"
    parts = [(folder / name).read_text() for name in ("key.pem", "certificate.pem")]
    whole.write_text("".join(parts))
    return whole


@pytest.fixture
def secure_web(certificate: Path) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as address:
        yield address


def test_a_certificate_that_nobody_vouches_for(secure_web: str) -> None:
    answer = ask(f"{secure_web}/200")
    assert answer.state is State.UNKNOWN
    assert answer.reason.startswith("its certificate is not valid: ")


def test_a_secure_page(secure_web: str, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusting = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    assert ask(f"{secure_web}/200") == Answer(State.ALIVE, status=200)
    other = secure_web.replace("web.example", "other.example")
    assert ask(f"{other}/200").reason.startswith("its certificate is not valid: ")
