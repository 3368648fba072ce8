"""Whether anything has changed since the last build into an output folder; if nothing has, a build
has nothing to do. And what code a build runs: the generator's, its libraries' and Python's."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
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
from explainer.kept.store import Store
from explainer.output.paths import MANIFEST, OWN_PREFIX, load_manifest, parents_of
from explainer.output.writing import KnownFiles

_KIND = "last build"


class Told(Struct, frozen=True):
    """What a build told: the diagnostics, the number of pages, and the line on those held back."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int
    held_back: str


class _Record(Struct, frozen=True, kw_only=True):
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
        self._record = self._load()
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
        try:
            modules = take_snapshot((), record.modules.names, record.modules.files, self._now)
            outputs = {path: self._state(path, known) for path, known in record.outputs.items()}
            if not modules.holds_the_same(record.modules) or not self._stands_alone(outputs):
                return None
        except OSError:  # a file is missing
            return None
        if not Snapshot(files=outputs).holds_the_same(Snapshot(files=record.outputs)):
            return None
        self._keep(replace(record, inputs=inputs, modules=modules, outputs=outputs))
        return record.told

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
                stamp = settled(stamp_of(self._status(path)), now)
                outputs[path] = stamp, bytes.fromhex(digest)
        except (OSError, ExtensionRefused):
            return
        # A module was read when it was imported, and must not have changed since.
        young = any(stamp is None and digest for stamp, digest in modules.files.values())
        if young or not outputs[MANIFEST][1] or not inputs.holds_the_same(before):
            return
        self._keep(
            _Record(
                request=self._request(),
                code=self.code,
                inputs=inputs,
                modules=modules,
                outputs=outputs,
                told=told,
            )
        )

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

    def _stands_alone(self, outputs: Iterable[str]) -> bool:
        """Whether no build was ended while it wrote, and no link leads to these paths."""
        with os.scandir(self._output) as entries:
            own = [entry.name for entry in entries if entry.name.startswith(OWN_PREFIX)]
        folders = {parent for path in outputs for parent in parents_of(path)}
        return own == [MANIFEST] and not any(
            stat.S_ISLNK(self._status(folder).st_mode) for folder in folders
        )

    def _status(self, path: str) -> os.stat_result:
        return os.lstat(f"{self._output}/{path}")

    def _state(self, path: str, known: FileState) -> FileState:
        return file_state(f"{self._output}/{path}", known, self._now)

    def _load(self) -> _Record | None:
        data = self._store.get(_KIND, self._key)
        try:
            return msgspec.msgpack.decode(data, type=_Record) if data else None
        except msgspec.MsgspecError:  # of a release whose records were others
            return None

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

    digest = blake2b(digest_size=16)
    versions = (sys.implementation.name, sys.version, sqlite3.sqlite_version)
    for name in (*versions, *_distributions(import_folders)):
        digest.update(_counted(os.fsencode(name)))
    root = os.fspath(package)
    for path in _files(root):
        digest.update(_counted(os.fsencode(path.removeprefix(root).replace(os.sep, "/"))))
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (Path.open takes twice as long)
            digest.update(_counted(file.read()))
    return digest.digest()


def _files(folder: str) -> Iterator[str]:
    """The files below a folder, without what Python compiled, in the same order everywhere."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield from _files(entry.path)
            else:
                yield entry.path


def _distributions(folders: list[str]) -> Iterator[str]:
    """Name and version of what is installed, without the generator, whose files are compared.

    ``importlib.metadata`` says the same, but to import it takes longer than all the rest.
    """
    for folder in folders:
        try:
            with os.scandir(folder or ".") as entries:
                names = sorted(entry.name for entry in entries)
        except NotADirectoryError:
            archive = Path(folder).stat()
            names = [f"{archive.st_size}-{archive.st_mtime_ns}.dist-info"]
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")) and not name.startswith("explainer-"):
                yield name


def _counted(data: bytes) -> bytes:
    return len(data).to_bytes(8, "big") + data
