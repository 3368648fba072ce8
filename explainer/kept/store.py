"""Entries of bytes by kind and key, kept in one SQLite file.

Every entry is signed with a secret, and one whose signature does not fit is as good as absent: so a
cache that came with a site, was made by somebody else or is damaged is never read. The name of the
file comes from the secret as well, so that nobody else can leave a database there for SQLite to
open.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from hmac import compare_digest
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection, Error

MOST_BYTES = 1 << 30
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS entries (kind TEXT, key BLOB, used INTEGER, mac BLOB, value BLOB,"
    " PRIMARY KEY (kind, key))"
)
_SECONDS_OF_WAITING = 0.5
_MOST_WAITING = 4 << 20
"""So many bytes of new entries wait in memory, to be written at once."""
_CHUNK = 500
"""SQLite binds 999 values at least."""
_SIZE = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
_REMOVE_OLDEST = """
DELETE FROM entries WHERE rowid IN (
  SELECT rowid FROM entries ORDER BY used, rowid LIMIT (SELECT count(*) / 16 + 1 FROM entries)
)"""
_DAMAGED = (1, 11, 26)  # SQLITE_ERROR: of another release; SQLITE_CORRUPT, SQLITE_NOTADB
_IN_USE = (
    "The cache in {} is in use by another build, and this one does without it."
    " Build again when that has ended."
)
_WHY_NOT = {
    **dict.fromkeys((5, 6), _IN_USE),  # SQLITE_BUSY, SQLITE_LOCKED
    13: "The disk is full, so the cache in {} is not written."  # SQLITE_FULL
    " Make room, or build with --no-cache.",
}


def short_digest(parts: Iterable[bytes], secret: bytes = b"") -> bytes:
    """The 16 bytes that stand for these parts, in this order."""
    digest = blake2b(digest_size=16, key=secret, person=b"entry")
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


class Store:
    """Entries by kind and key, in a folder, or in memory if that is None or cannot be used. Nothing
    raises: what fails is told by ``problem``, and the store goes on in memory. For one thread at a
    time, and not for a forked child.

    ``secret`` signs the entries, at most 64 bytes; ``today`` is the day of use that they are marked
    with; ``most_bytes`` is the size to which ``save`` reduces the file. ``problem`` is empty, or a
    sentence or two for a warning: what is wrong, and what to do.
    """

    def __init__(
        self, folder: Path | None, secret: bytes, today: date, most_bytes: int = MOST_BYTES
    ) -> None:
        self.problem = ""
        name = blake2b(key=secret, digest_size=8, person=b"file name").hexdigest()
        self._file = folder and folder / f"store-{name}.sqlite3"
        self._secret = secret
        self._day = today.toordinal()
        self._most_bytes = most_bytes
        self._new: dict[tuple[str, bytes], bytes] = {}
        self._waiting = 0
        self._used: set[tuple[str, bytes]] = set()
        self._database = self._open()

    def get(self, kind: str, key: bytes) -> bytes | None:
        """The entry; None if there is none."""
        return self.get_many(kind, (key,)).get(key)

    def get_many(self, kind: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The entries that there are, by their keys."""
        from sqlite3 import Error

        wanted = dict.fromkeys(keys)
        found = {key: self._new[kind, key] for key in wanted if (kind, key) in self._new}
        missing = iter([key for key in wanted if key not in found])
        try:
            while chunk := list(islice(missing, _CHUNK)):
                found.update(self._read(kind, chunk))
        except Error as error:
            self._recover(error)
        return found

    def put(self, kind: str, key: bytes, data: bytes) -> None:
        """Keep an entry; on disk it is after ``save``, and may be before."""
        self._new[kind, key] = data
        self._waiting += len(data)
        if self._waiting > _MOST_WAITING:
            self._put_down()

    def save(self) -> None:
        """Write what is new, and remove what was not used for longest if the file is too large.
        It writes nothing if nothing is new and all that was used was used on this day before."""
        if self._new or self._used:
            self._put_down()

    def _put_down(self) -> None:
        from sqlite3 import Error

        for _ in range(2):  # the file may have to be begun anew
            try:
                self._write()
                break
            except Error as error:
                self._recover(error)
        self._new.clear()
        self._used.clear()
        self._waiting = 0

    def close(self) -> None:
        """Let go of the file. What was not saved is lost."""
        self._database.close()

    def _read(self, kind: str, keys: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, used, mac, value FROM entries WHERE kind = ? AND key IN ({marks})"
        for key, used, mac, value in self._database.execute(query, (kind, *keys)):
            if not all(isinstance(each, bytes) for each in (key, mac, value)):
                continue
            if compare_digest(mac, self._sign(kind, key, value)):
                if used != self._day:
                    self._used.add((kind, key))
                yield key, value

    def _write(self) -> None:
        rows = (
            (kind, key, self._day, self._sign(kind, key, value), value)
            for (kind, key), value in self._new.items()
        )
        used = ((self._day, *entry) for entry in self._used)
        with self._database as database:
            database.execute("BEGIN IMMEDIATE")
            database.executemany("UPDATE entries SET used = ? WHERE kind = ? AND key = ?", used)
            database.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", rows)
        while database.execute(_SIZE).fetchone()[0] > self._most_bytes:
            if not database.execute(_REMOVE_OLDEST).rowcount:
                break
            database.executescript("PRAGMA incremental_vacuum")

    def _sign(self, kind: str, key: bytes, value: bytes) -> bytes:
        return short_digest((kind.encode(), key, value), self._secret)

    def _open(self) -> Connection:
        """The database: on disk if that can be, else in memory, with ``problem`` set."""
        from sqlite3 import Error

        while file := self._file:
            try:
                _make_folder(file)
                return _connect(file)
            except OSError as error:
                self.problem = _unusable(file, error.strerror or str(error))
                self._file = None
            except Error as error:
                self._note(error)
        return _connect(None)

    def _recover(self, error: Error) -> None:
        """Go on after an error: with a new file if this one is damaged, else in memory."""
        self._database.close()
        self._note(error)
        self._database = self._open()

    def _note(self, error: Error) -> None:
        """Tell what went wrong. Remove the file if it is damaged, else use it no more."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        file, self._file, self._used = self._file, None, set()
        if file is None:
            return
        again = bool(self.problem)
        self.problem = _WHY_NOT.get(code, "").format(file.parent) or _unusable(file, str(error))
        if code in _DAMAGED and not again:
            with suppress(OSError):
                _remove(file)
                self._file = file
                self.problem = f"The cache in {file.parent} was damaged, and is begun anew."


def _unusable(file: Path, reason: str) -> str:
    return (
        f"The cache in {file.parent} cannot be used: {reason}."
        " Name another folder with --cache, or build with --no-cache."
    )


def _make_folder(file: Path) -> None:
    """Make the folder of the file. Raises OSError if it cannot be, or if a link is in its place:
    it may have come with the site, and lead anywhere."""
    folder = file.parent
    if folder.is_symlink() or file.is_symlink():
        raise OSError(errno.ELOOP, "there is a symbolic link in its place")
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # drafts may be in it
        (folder / ".gitignore").write_bytes(b"*\n")


def _connect(file: Path | None) -> Connection:
    """The database in the file, made if there is none. Raises sqlite3.Error and OSError."""
    import sqlite3

    database = sqlite3.connect(
        file or ":memory:",
        timeout=_SECONDS_OF_WAITING,
        isolation_level=None,  # transactions are begun by hand
        check_same_thread=False,  # the preview builds in threads, one at a time
    )
    try:
        # A rollback journal, the default: the other kind does not work across networks. Nothing
        # waits for the disk: what a power cut damages is found, and made again.
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA trusted_schema = OFF")
        if not database.execute("SELECT name FROM sqlite_master").fetchone():
            database.execute("PRAGMA auto_vacuum = INCREMENTAL")  # it writes, so not each time
            database.execute(_SCHEMA)
    except BaseException:
        database.close()
        raise
    return database


def _remove(file: Path) -> None:
    """Remove a database, and its journal with it: SQLite would play that into the next one."""
    file.unlink(missing_ok=True)
    file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
