"""Builds of one site in one process, each reusing what the last one made."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path

from msgspec.structs import replace

from explainer.config import Config
from explainer.extensions.loading import load_extensions
from explainer.kept.store import open_store
from explainer.making.memory import Memory
from explainer.output import KnownFiles, writing
from explainer.pipeline import CompiledSite, compile_site
from explainer.preview.outcomes import Outcome, Shown
from explainer.progress import Progress, Stage
from explainer.renderers.files import OutputFile
from explainer.renderers.headers import HEADERS


class _OutOfDate(Exception):
    """The build is no longer wanted."""


class _Shown:
    """A sink for what browsers are shown in place of the files in the output folder: ``files`` by
    their paths. ``digests`` are those of all files of the build, ``written`` of those in the
    folder."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self._written = written
        self.digests: dict[str, str] = {}
        self.files: dict[str, bytes | None] = {}

    def add(self, file: OutputFile, digest: str) -> None:
        self.digests[file.path] = digest
        if self._written.get(file.path) != digest:
            self.files[file.path] = file.data

    def add_file(self, path: str, made: Path, digest: str) -> None:
        self.add(OutputFile(path, made.read_bytes()), digest)

    def keep(self, path: str, digest: str) -> bool:
        if kept := self._written.get(path) == digest:
            self.digests[path] = digest
        return kept


class SiteBuilds:
    """The ``Builds`` of a site. The output folder holds whole builds only: what a save changes is
    shown at once, and written by ``finish``, which makes the rest."""

    def __init__(self, config: Config, memory: Memory | None = None) -> None:
        """``memory`` is by default that of this process alone. Raises ExtensionRefused."""
        self._config = config
        self._extensions = load_extensions(config)
        """As they were imported: a process imports a module only once."""
        self._memory = memory or Memory(open_store(None, b"", config.as_of), b"")
        self._known = KnownFiles()
        self._written: Mapping[str, str] = {}
        """The SHA-256 of each file in the output folder, by its path."""
        self._last: CompiledSite | None = None
        self._shown: Shown = {}
        self._finished = True
        self._writing = threading.Lock()

    @property
    def extension_files(self) -> tuple[Path, ...]:
        """The files that are read besides content, templates and assets."""
        return self._extensions.files

    @property
    def shown(self) -> Shown:
        return self._shown

    def build(self, looked_at: Set[str], go_on: Callable[[], bool]) -> Outcome | None:
        self._extensions.refuse_changed()
        last, parsed_before = self._last, self._memory.parsed
        if last is None:
            return self._build_first(go_on)
        sink = _Shown(self._written)
        try:
            site = compile_site(
                self._config,
                _ended_by(go_on),
                self._memory,
                sink=sink,
                before=last,
                looked_at=looked_at,
            )
        except _OutOfDate:
            return None
        self._finished = False
        if not site.sound:
            return Outcome(diagnostics=site.reported, sound=False)
        if not go_on():
            return None
        sink.files |= dict.fromkeys(self._written.keys() - set(site.paths))
        changed = _changed(self._shown, sink.files)
        self._last, self._shown = site, sink.files
        if not site.waits:
            self._write_shown(sink)
        news = self._memory.parsed > parsed_before
        restyled = _is_restyled(last, site, changed)
        return replace(_success(site, changed), news=news, restyled=restyled)

    def finish(self, go_on: Callable[[], bool] = lambda: True) -> Outcome | None:
        if self._last is None or self._finished:
            return None
        try:
            return self._write(go_on)
        except _OutOfDate:
            return None

    def stop(self) -> None:
        self._writing.acquire()

    def _build_first(self, go_on: Callable[[], bool]) -> Outcome | None:
        try:
            outcome = self._write(go_on)
        except _OutOfDate:
            return None
        # What lives as long as the preview is not searched for garbage after each save.
        gc.collect()
        gc.freeze()
        return replace(outcome, news=True)

    def _write(self, go_on: Callable[[], bool]) -> Outcome:
        """Make the whole site, and write it."""
        last = self._last
        with self._writing, writing(self._config.output, self._known) as output:
            site = compile_site(
                self._config, _ended_by(go_on), self._memory, sink=output, before=last
            )
            self._finished = True
            if not site.sound:
                return Outcome(diagnostics=site.reported, sound=False)
            written = output.commit()
        changed = {path for path in written.changed_paths if path not in self._shown}
        self._last, self._shown, self._written = site, {}, output.digests
        return _success(site, changed)

    def _write_shown(self, sink: _Shown) -> None:
        """Write a whole build as it is shown."""
        with self._writing, writing(self._config.output, self._known) as output:
            for path, digest in sink.digests.items():
                data = sink.files.get(path)
                if data is not None:
                    output.add(OutputFile(path, data), digest)
                elif not output.keep(path, digest):
                    return  # somebody changed it meanwhile: ``finish`` makes it again
            output.commit()
        self._shown, self._written, self._finished = {}, sink.digests, True


def _changed(before: Shown, now: Shown) -> set[str]:
    """The paths of files that are not shown as before."""
    return {path for path in {**before, **now} if before.get(path) != now.get(path)}


def _ended_by(go_on: Callable[[], bool]) -> Progress:
    """A progress that ends a build that is no longer wanted before it renders the next page; the
    errors of the site are found before."""

    def progress(stage: Stage, done: int, total: int) -> None:
        if stage in (Stage.RENDERING, Stage.RECORDING) and not go_on():
            raise _OutOfDate

    return progress


def _stylesheet(site: CompiledSite) -> str:
    return site.linked.assets.stylesheet if site.linked.assets else ""


def _success(site: CompiledSite, changed: Iterable[str]) -> Outcome:
    return Outcome(
        diagnostics=site.reported,
        changed=tuple(sorted(changed)),
        stylesheet=_stylesheet(site),
        base=site.linked.site.settings.base_path,
        pages=site.pages,
        held_back=site.held_back,
    )


def _is_restyled(last: CompiledSite, site: CompiledSite, changed: Iterable[str]) -> bool:
    """Whether only the style sheet has changed, and its name in the files that link it."""
    old, new = _stylesheet(last), _stylesheet(site)
    if not old or not new or old == new:
        return False
    others = [path for path in changed if path not in (old, new, HEADERS)]
    return (
        all(path.endswith(".html") for path in others)  # no image, script or data
        and last.linked.templates == site.linked.templates
        and last.linked.site == site.linked.site
    )
