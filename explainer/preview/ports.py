"""A port that only this machine can reach."""

from __future__ import annotations

import errno
import socket

from tornado.netutil import bind_sockets

ADDRESS = "127.0.0.1"
_PORTS_TRIED = 100


class NoFreePort(Exception):
    """Neither the port asked for nor one of the next could be opened."""


def open_port(port: int) -> list[socket.socket]:
    """Sockets that listen on ``port``, or on the next free one; 0 is any. Raises NoFreePort."""
    last = min(port + _PORTS_TRIED, 65_536) - 1
    for candidate in range(port, last + 1):
        try:
            return bind_sockets(candidate, ADDRESS)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise NoFreePort(f"no port from {port} to {last} is free; choose another with --port")
