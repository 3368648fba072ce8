"""What one build leaves for the next: parsed files, how each page was made, and rendered files.

All of it can be missing, and is then made again. In a preview it is kept in memory, between two
commands on disk.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, TypeAlias, TypeVar

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, Encoder

from explainer.kept.store import Store, short_digest
from explainer.model.site.content_files import ParsedFile, decode_parsed
from explainer.renderers.files import OutputFile
from explainer.renderers.templates import Templates
from explainer.resolve.lookups import Answers, in_words
from explainer.resolve.makers.linked_pages import Linked

_Kept = TypeVar("_Kept")
Inputs: TypeAlias = dict[str, bytes]
"""The digests of what a page is made from, by what it is."""

_FASTEST = 1
_MOST_NAMED = 8


class PageRecord(Struct, frozen=True, array_like=True):
    """How a file was made: from ``inputs``, the digests of all that is known beforehand, by what it
    is, and from what the page looked up, ``asked``, whose digests are ``answers``. ``files`` are
    the SHA-256, in hexadecimal, of the file and of those beside it, by their paths; ``linked`` is
    what is kept of a document."""

    inputs: Inputs
    files: dict[str, str]
    asked: str = ""
    answers: bytes = b""
    linked: Linked | None = None

    def why(self, inputs: Inputs, answers: Answers | None) -> str:
        """Why a file is made from ``inputs`` and from what it looks up in ``answers``, or is taken
        over, if it was made so last."""
        looked_up = [] if answers is None else answers.changed(self.asked, self.answers)
        names = [
            each for each in {**inputs, **self.inputs} if inputs.get(each) != self.inputs.get(each)
        ]
        changed = [*names, *map(in_words, looked_up)]
        if changed:
            more = f" and {len(changed) - _MOST_NAMED} more" if len(changed) > _MOST_NAMED else ""
            return f"made again, since this has changed: {', '.join(changed[:_MOST_NAMED])}{more}"
        count = len(self.asked.split("\1")) if self.asked else 0
        things = f" and {count} things that it looks up" if count else ""
        return f"not made again: {', '.join(inputs)}{things} are as they were"


class Memory:
    """What was made so far, by this process and, in ``store``, by earlier ones.

    ``version`` tells the code that runs, as ``code_fingerprint`` does: what other code made is not
    found. ``inputs`` is the SHA-256 of each file as it was just seen, by its full path; a file that
    is not in it must be read.
    """

    def __init__(
        self, store: Store | None, version: bytes, inputs: Mapping[str, bytes] | None = None
    ) -> None:
        self.inputs = inputs or {}
        self._store = store
        self.remembers = store is not None
        """Whether anything is kept: not for a single build without a cache."""
        self._version = version
        self._known: dict[tuple[str, str], tuple[bytes, Any]] = {}
        """What was found or kept, with its key in the store, by its kind and its path or name."""
        self.parsed = 0
        """How many files were parsed in all."""

    def key(self, *parts: bytes) -> bytes:
        """A key that stands for the code and for ``parts``."""
        return short_digest((self._version, *parts))

    def find_parsed(self, digests: Mapping[str, bytes]) -> dict[str, ParsedFile]:
        """The files with these digests that were parsed before, by their paths."""
        keys = {path: self.key(path.encode(), digest) for path, digest in digests.items()}
        return self._find("parsed", keys, decode_parsed)

    def keep_parsed(self, path: str, digest: bytes, data: bytes) -> ParsedFile:
        """Keep the file with this digest that was parsed, as ``encode_parsed`` made it."""
        self.parsed += 1
        parsed = decode_parsed(data)
        if self._store:
            key = self.key(path.encode(), digest)
            self._known["parsed", path] = key, parsed
            self._store.put("parsed", key, data)
        return parsed

    def find_records(self, inputs: Mapping[str, Inputs]) -> dict[str, PageRecord]:
        """How the files with these names were made last from these inputs."""
        keys = {name: self._record_key(name, own) for name, own in inputs.items()}
        return self._find("page", keys, _DECODER.decode)

    def keep(self, name: str, record: PageRecord, files: Iterable[OutputFile] = ()) -> None:
        """Keep how files were made, by a name of its own, and those that are slow to make."""
        if self._store:
            key = self._record_key(name, record.inputs)
            self._known["page", name] = key, record
            self._store.put("page", key, _ENCODER.encode(record))
            self._store.put("last page", self.key(name.encode()), key)
            for file in files:
                packed = zlib.compress(file.data, _FASTEST)
                self._store.put("file", bytes.fromhex(record.files[file.path]), packed)

    def find_files(self, wanted: Mapping[str, str]) -> list[OutputFile]:
        """Those that are kept of files with this SHA-256, by their paths."""
        keys = {path: bytes.fromhex(digest) for path, digest in wanted.items()}
        data = self._stored("file", keys.values()) if keys else {}
        kept = ((path, data.get(key)) for path, key in keys.items())
        return [OutputFile(path, zlib.decompress(packed)) for path, packed in kept if packed]

    def last_paths(self, name: str) -> tuple[str, ...]:
        """The paths of the files with this name that this process found or kept last."""
        known = self._known.get(("page", name))
        return tuple(known[1].files) if known else ()

    def find_made(self, inputs: bytes) -> bytes | None:
        """What was made from all that has this digest."""
        return self._stored("made", [inputs]).get(inputs)

    def keep_made(self, inputs: bytes, data: bytes) -> None:
        """Keep what was made, and is slow to make."""
        if self._store:
            self._store.put("made", inputs, data)

    def find_last(self, name: str) -> PageRecord | None:
        """How the file with this name was made last, from whatever inputs."""
        key = self.key(name.encode())
        data = self._stored("page", self._stored("last page", [key]).values())
        return next(map(_DECODER.decode, data.values()), None)

    def find_code(self, templates: Templates) -> dict[bytes, bytes]:
        """What these templates were compiled to."""
        data = self.find_made(self._code_key(templates))
        return _CODE.decode(data) if data else {}

    def keep_code(self, templates: Templates) -> None:
        """Keep what templates were compiled to, if some of it is new."""
        if self.remembers and templates.code.keys() > self.find_code(templates).keys():
            self.keep_made(self._code_key(templates), _ENCODER.encode(templates.code))

    def _code_key(self, templates: Templates) -> bytes:
        return self.key(templates.fingerprint.encode(), repr(templates.filters).encode())

    def _record_key(self, name: str, inputs: Inputs) -> bytes:
        return self.key(name.encode(), *inputs.values())

    def _find(
        self, kind: str, keys: Mapping[str, bytes], decode: Callable[[bytes], _Kept]
    ) -> dict[str, _Kept]:
        """What has these keys, by their names: of what is known, else in the store."""
        known = ((name, self._known.get((kind, name))) for name in keys)
        found = {name: of[1] for name, of in known if of and of[0] == keys[name]}
        missing = {key: name for name, key in keys.items() if name not in found}
        for key, data in self._stored(kind, missing).items():
            with suppress(MsgspecError):
                name = missing[key]
                found[name] = decode(data)
                self._known[kind, name] = key, found[name]
        return found

    def _stored(self, kind: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        return self._store.get_many(kind, keys) if self._store else {}


_ENCODER, _DECODER, _CODE = Encoder(), Decoder(PageRecord), Decoder(dict[bytes, bytes])
