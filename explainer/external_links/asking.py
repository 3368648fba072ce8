"""Ask for one address: by HEAD, then by GET if that is refused. Redirects are followed.

Content may come from strangers. A link to ``http://127.0.0.1/``, or to a name that leads into the
network of whoever checks it, must not cause a request there (server-side request forgery).
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Event, Timer
from time import monotonic
from typing import TypeAlias
from urllib.parse import SplitResult, quote, urldefrag, urljoin, urlsplit

from msgspec import Struct

from explainer import __version__
from explainer.external_links import Answer, State

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""Returns the IP addresses for a host's name and a port. Raises HostRefused, or socket.gaierror
if there are none."""

_MOST_REDIRECTS = 8
_PERMANENT = frozenset({301, 308})
_TEMPORARY = frozenset({302, 303, 307})
_GONE = {404: "404, not found", 410: "410, gone"}
# What a path and a query may hold as it is; all else is percent-encoded, as browsers do.
_AS_WRITTEN = "%/:=&?~+!$,;'@()*[]|"
_NAT64 = IPv6Network("64:ff9b::/96")
_GIVEN_OUT = IPv6Network("2000::/3")
"""Global unicast addresses, as assigned by IANA; others may stand for private IPv4 addresses."""


class HostRefused(Exception):
    """A host that is not asked; the message says why."""


def public_addresses(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses of a host. Raises HostRefused if one is not public: it might be used."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(map(_is_public, addresses)):
        raise HostRefused(f"{host} is not on the public web")
    return addresses


def _is_public(address: str) -> bool:
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):  # some stand for an address of IPv4
        inside = IPv4Address(int(ip) & 0xFFFF_FFFF) if ip in _NAT64 else None
        inside = inside or ip.ipv4_mapped or ip.sixtofour
        if not inside and ip not in _GIVEN_OUT:
            return False
        ip = inside or ip
    return ip.is_global and not ip.is_multicast


class Visitor(Struct, frozen=True):
    """Asks for addresses. ``site`` is the address of the site for which it asks, or empty; it is
    sent to servers. ``seconds`` is the most that one request may take, however slowly a server
    answers."""

    site: str = ""
    resolve: Resolver = public_addresses
    seconds: float = 10

    def ask(self, url: str) -> Answer:
        """The answer for an http or https address. The body of the response is not read."""
        permanent = True
        try:
            address, fragment = urldefrag(url)
            for _ in range(_MOST_REDIRECTS + 1):
                reply = self._reply(address)
                if isinstance(reply, Answer):
                    return reply
                status, location = reply
                if not (location and status in _PERMANENT | _TEMPORARY):
                    there = f"{address}#{fragment}" if fragment else address
                    return _answer(status, there if permanent and there != url else "")
                permanent = permanent and status in _PERMANENT
                address, own_fragment = urldefrag(urljoin(address, location))
                fragment = own_fragment or fragment
        except ValueError:  # the address, or one that it redirects to, cannot be parsed
            return Answer(State.UNKNOWN, "it leads to what is no address")
        return Answer(State.UNKNOWN, "it redirects too often")

    def _reply(self, address: str) -> tuple[int, str] | Answer:
        """The server's status and location, or an answer that says why there is no reply."""
        try:
            parts = urlsplit(address)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                return Answer(State.UNKNOWN, f"it redirects to {address}, which is no web page")
            reply = self._request("HEAD", parts)
            return reply if reply[0] < 400 else self._request("GET", parts)
        except HostRefused as refused:
            return Answer(State.UNKNOWN, str(refused))
        except socket.gaierror as error:
            if error.errno == socket.EAI_NONAME:
                return Answer(State.NO_HOST, f"there is no host {parts.hostname}")
            return Answer(State.UNKNOWN, "its host could not be looked up")
        except TimeoutError:
            return Answer(State.UNKNOWN, "it did not answer in time")
        except ssl.SSLCertVerificationError as error:
            return Answer(State.UNKNOWN, f"its certificate is not valid: {error.verify_message}")
        except (OSError, HTTPException, ValueError) as error:
            return Answer(State.UNKNOWN, f"it could not be reached ({type(error).__name__})")

    def _request(self, method: str, parts: SplitResult) -> tuple[int, str]:
        """The reply of one of the IP addresses that were checked. The name is not resolved again,
        since it may lead elsewhere a moment later (DNS rebinding)."""
        behalf = f" for {quote(self.site, _AS_WRITTEN)}" if self.site else ""
        agent = f"explainer/{__version__} (link check{behalf})"
        headers = {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}
        query = f"?{parts.query}" if parts.query else ""
        target = quote(f"{parts.path or '/'}{query}", _AS_WRITTEN)
        host, secure = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        opened = _connect(self.resolve(host, port), port, self.seconds)
        connection = HTTPSConnection(host, port) if secure else HTTPConnection(host, port)
        connection.sock = opened
        late = Event()

        def cut() -> None:
            """Shut the connection down, so that the thread that waits for it goes on."""
            late.set()
            with suppress(OSError, AttributeError):  # it may be closed by now
                connection.sock.shutdown(socket.SHUT_RDWR)

        # The socket's timeout restarts with every byte, so a slow server could go on forever.
        deadline = Timer(self.seconds, cut)
        deadline.daemon = True
        deadline.start()
        with closing(connection):
            try:
                if secure:
                    connection.sock = ssl.create_default_context().wrap_socket(
                        opened, server_hostname=host, do_handshake_on_connect=False
                    )
                    connection.sock.do_handshake()
                connection.request(method, target, headers=headers)
                response = connection.getresponse()
                reply = response.status, response.getheader("Location", "")
            except (OSError, HTTPException):
                if late.is_set():  # what was cut off fails in ways of its own
                    raise TimeoutError from None
                raise
            finally:
                deadline.cancel()
        if late.is_set():  # headers that are cut short look like headers that are complete
            raise TimeoutError
        return reply


def _connect(addresses: Iterable[str], port: int, seconds: float) -> socket.socket:
    """A connection to the first address that takes it; raises the last OSError if none does."""
    failed = OSError("no address")
    end = monotonic() + seconds  # for all of them: a name may have hundreds
    for address in addresses:
        if (left := end - monotonic()) <= 0:
            raise TimeoutError
        try:
            opened = socket.create_connection((address, port), left)
            opened.settimeout(seconds)
            return opened
        except OSError as error:
            failed = error
    raise failed


def _answer(status: int, moved_to: str) -> Answer:
    if status in _GONE:
        return Answer(State.GONE, _GONE[status], status=status)
    if not 200 <= status < 300:
        return Answer(State.UNKNOWN, f"the server answered {status}", status=status)
    if moved_to:
        return Answer(State.MOVED, "it moved for good", moved_to, status)
    return Answer(State.ALIVE, status=status)
