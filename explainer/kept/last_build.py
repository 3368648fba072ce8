"""Whether anything has changed since the last build into an output folder; if nothing has, a build
has nothing to do. And what code a build runs: the generator's, its libraries' and Python's."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from explainer.config import NO_EXTENSIONS, Config, ExtensionRefused, find_generator_root
from explainer.diagnostics import Diagnostic
from explainer.kept.file_states import (
    FileState,
    Snapshot,
    file_state,
    settled,
    stamp_of,
    take_snapshot,
)
from explainer.kept.store import Store, short_digest
from explainer.output.paths import MANIFEST, OWN_PREFIX, load_manifest
from explainer.output.writing import KnownFiles

_KIND = "last build"


class Told(Struct, frozen=True):
    """What a build told: the diagnostics, the number of pages, and the line on those held back."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int
    held_back: str


class _Record(Struct, frozen=True):
    """A build: what it was asked, read, imported, wrote and told. ``modules`` are of nobody's
    distribution; ``outputs`` are paths with ``/`` in the output folder, the manifest among them."""

    request: str
    code: bytes
    inputs: Snapshot
    modules: Snapshot
    outputs: KnownFiles
    told: Told


class LastBuild:
    """The last build into the output folder of ``config``, and what the next one will read, as it
    was ``now``, in nanoseconds since 1970: make it before anything is read.

    ``code`` is the fingerprint of the code that runs; empty if it cannot be read."""

    def __init__(self, config: Config, store: Store, now: int) -> None:
        self._config = config
        self._store = store
        self._now = now
        self._output = os.path.realpath(config.output)
        self._key = blake2b(os.fsencode(self._output), digest_size=16).digest()
        self._record: _Record | None = None
        if data := store.get(_KIND, self._key):
            with suppress(msgspec.MsgspecError):  # of a release whose records were others
                self._record = msgspec.msgpack.decode(data, type=_Record)
        self._inputs: Snapshot | None = None
        self.code = b""
        with suppress(OSError):  # the build will say what is wrong
            self.code = code_fingerprint()
            self._inputs = self._look(self._record.inputs if self._record else Snapshot())

    @property
    def inputs(self) -> dict[str, bytes]:
        """The SHA-256 of each file that this build will read, by its full path."""
        files = self._inputs.files if self._inputs else {}
        return {path: digest for path, (_, digest) in files.items()}

    def known_files(self) -> KnownFiles:
        """What the files of the last build hold, as far as it wrote the last of them."""
        outputs = self._record.outputs if self._record else {}
        with suppress(OSError):
            if outputs and self._state(MANIFEST, outputs[MANIFEST])[1] == outputs[MANIFEST][1]:
                return dict(outputs)
        return {}

    def wrote(self, path: str) -> bool:
        """Whether the last build wrote a file to this path in the output folder."""
        return self._record is not None and path in self._record.outputs

    def unchanged(self) -> Told | None:
        """What the last build told, if this one would tell the same and write nothing."""
        record, inputs = self._record, self._inputs
        if record is None or inputs is None or not inputs.holds_the_same(record.inputs):
            return None
        if (record.request, record.code) != (self._request(), self.code):
            return None
        with suppress(OSError):  # a file is missing
            modules = take_snapshot((), record.modules.names, record.modules.files, self._now)
            outputs = {path: self._state(path, known) for path, known in record.outputs.items()}
            written = Snapshot(files=outputs).holds_the_same(Snapshot(files=record.outputs))
            # What a build left that was killed while it wrote, the next one removes.
            entries = os.scandir(self._output)
            own = [each.name for each in entries if each.name.startswith(OWN_PREFIX)]
            if written and own == [MANIFEST] and modules.holds_the_same(record.modules):
                self._keep(replace(record, inputs=inputs, modules=modules, outputs=outputs))
                return record.told
        return None

    def save(self, told: Told, now: int) -> None:
        """Keep what this build did and told, at ``now``, when all is written; not if its inputs
        have changed meanwhile."""
        before = self._inputs
        if before is None:
            return
        try:
            inputs = self._look(before)
            modules = take_snapshot((), _modules(self._config), {}, self._now)
            outputs = {MANIFEST: file_state(f"{self._output}/{MANIFEST}", None, now)}
            for path, digest in (load_manifest(self._config.output) or {}).items():
                stamp = stamp_of(os.lstat(f"{self._output}/{path}"))
                outputs[path] = settled(stamp, now), bytes.fromhex(digest)
        except (OSError, ExtensionRefused):
            return
        # A module was read when it was imported, and must not have changed since.
        young = any(stamp is None and digest for stamp, digest in modules.files.values())
        if young or not outputs[MANIFEST][1] or not inputs.holds_the_same(before):
            return
        self._keep(_Record(self._request(), self.code, inputs, modules, outputs, told))

    def _request(self) -> str:
        config = self._config
        site = os.fspath(config.site), os.path.realpath(config.site)  # findings show the first
        asked = config.as_of.isoformat(), config.drafts, config.offline, config.extensions
        return repr((*site, *asked))

    def _look(self, known: Snapshot) -> Snapshot:
        """What a build reads of the site and of the generator."""
        site, generator = os.path.realpath(self._config.site), os.fspath(find_generator_root())
        roots = dict.fromkeys((site, generator))
        folders = [f"{root}/{name}" for root in roots for name in ("templates", "assets")]
        files = [f"{site}/build.py"]
        return take_snapshot([f"{site}/content", *folders], files, known.files, self._now)

    def _state(self, path: str, known: FileState) -> FileState:
        return file_state(f"{self._output}/{path}", known, self._now)

    def _keep(self, record: _Record) -> None:
        if record != self._record:
            with suppress(UnicodeEncodeError):  # a path that is no text
                self._store.put(_KIND, self._key, msgspec.msgpack.encode(record))
        self._store.save()


def _modules(config: Config) -> Iterator[str]:
    """The files of the extensions and of what they read, and those of imported modules that come
    from no distribution: neither Python's, nor a library's, nor the generator's."""
    import sysconfig

    python = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib")}
    known = tuple(f"{folder}{os.sep}" for folder in (*python, Path(__file__).parent.parent))
    for module in tuple(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if not isinstance(file, str) or "site-packages" in file or "dist-packages" in file:
            continue
        if not file.startswith(known):
            yield file
    if config.extensions == NO_EXTENSIONS:
        return
    from explainer.extensions.loading import load_extensions

    yield from map(str, load_extensions(config).files)
    given = config.extensions
    for name in (*given.outputs, *given.rules, *given.filters):
        # A file of this name beside build.py would be another module.
        yield str(config.site.resolve() / f"{name.partition(':')[0].partition('.')[0]}.py")


_PACKAGE = Path(__file__).parent.parent


def code_fingerprint() -> bytes:
    """The same 16 bytes for the same code, wherever it lies: the files of the generator, the
    distributions that can be imported, in their order, and Python."""
    return fingerprint(_PACKAGE, sys.path)


def fingerprint(package: Path, import_folders: list[str]) -> bytes:
    """``code_fingerprint`` of the code in these folders. Raises OSError if a file of the package
    cannot be read."""
    import sqlite3  # its library makes a file of the output

    versions = (sys.implementation.name, sys.version, sqlite3.sqlite_version)
    names = map(os.fsencode, (*versions, *_distributions(import_folders)))
    return short_digest(chain(names, _names_and_data(os.fspath(package))))


def _names_and_data(folder: str) -> Iterator[bytes]:
    """The files below a folder, without what Python compiled, in the same order everywhere."""
    for above, folders, names in os.walk(folder):
        folders[:] = sorted({*folders} - {"__pycache__"})
        for name in sorted(names):
            path = f"{above}{os.sep}{name}"
            yield os.fsencode(path.removeprefix(folder).replace(os.sep, "/"))
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (Path.open is slower)
                yield file.read()


def _distributions(folders: list[str]) -> Iterator[str]:
    """Name and version of what is installed, without the generator, whose files are compared.

    ``importlib.metadata`` says the same, but to import it takes longer than all the rest.
    """
    for folder in folders:
        try:
            names = sorted(os.listdir(folder or "."))  # noqa: PTH208
        except NotADirectoryError:
            archive = Path(folder).stat()
            names = [f"{archive.st_size}-{archive.st_mtime_ns}.dist-info"]
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")) and not name.startswith("explainer-"):
                yield name
