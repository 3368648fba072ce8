"""Builds of one site in one process, each reusing what the last one made."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.config import Config
from explainer.diagnostics import Diagnostic
from explainer.extensions.loading import load_extensions
from explainer.kept.file_states import Snapshot, take_snapshot
from explainer.kept.store import Store
from explainer.making.memory import Memory
from explainer.model.pages.page import Page
from explainer.output.writing import InMemory, KnownFiles, Sink, writing
from explainer.pipeline import CompiledSite, compile_site
from explainer.preview.notices import proof_page
from explainer.progress import Progress, Stage
from explainer.renderers.headers import HEADERS

Shown: TypeAlias = Mapping[str, bytes | None]
"""The bytes of files by their paths; None for a file that is gone."""

_NOTHING = sha256().hexdigest()


class Outcome(Struct, frozen=True, kw_only=True):
    """What a build did. ``sound`` is False if errors kept it from writing; ``changed`` are the
    paths of files that were written or removed."""

    diagnostics: tuple[Diagnostic, ...] = ()
    sound: bool = True
    changed: tuple[str, ...] = ()
    news: bool = False
    """Whether a file of content has changed since the last build, whether or not pages show it."""
    stylesheet: str = ""
    restyled: bool = False
    """Whether pages differ only in their style sheet."""
    base: str = "/"
    """The path with which addresses in ``404.html`` begin."""
    pages: int = 0
    held_back: tuple[Page, ...] = ()
    """The pages that the build left out."""


class _OutOfDate(Exception):
    """The build is no longer wanted."""


class SiteBuilds:
    """Builds a site again and again. The output folder holds whole builds only: what a save changes
    is shown at once, and written by ``finish``, which makes the rest.

    ``shown`` is what browsers are shown in place of the files in the output folder; ``finished``
    tells whether the last build left nothing for later.
    """

    def __init__(
        self,
        config: Config,
        store: Store | None = None,
        version: bytes = b"",
        known: KnownFiles | None = None,
    ) -> None:
        """``store`` keeps what is made, by default for this process alone; ``version`` tells the
        code that runs, ``known`` what the files in the output folder hold. Raises
        ExtensionRefused."""
        self._config = config
        self.extensions = load_extensions(config)
        """As they were imported: a process imports a module only once."""
        self._store = store or Store(None, b"", config.as_of)
        self._memory = Memory(self._store, version)
        self._content = Snapshot()
        self._known = {} if known is None else known
        self._written: Mapping[str, str] = {}
        """The SHA-256 of each file in the output folder, by its path."""
        self._last: CompiledSite | None = None
        self.shown: Shown = {}
        self.finished = True
        self._writing = threading.Lock()

    def proof(self, address: str) -> bytes | None:
        """The page that shows what the page at ``address`` rests on, of the last build; the list
        of all such pages at an empty address. None if there is none."""
        return proof_page(self._last.shelves[0].library, address) if self._last else None

    def build(self, looked_at: frozenset[str], go_on: Callable[[], bool]) -> Outcome | None:
        """Build the site, first the pages that browsers show, ``looked_at``. Return None if
        ``go_on`` returned False. Raises Refused."""
        self.extensions.refuse_changed()
        with suppress(_OutOfDate):
            if self._last:
                return self._build_again(self._last, looked_at, go_on)
            outcome = self._write(go_on)
            _freeze()
            return replace(outcome, news=True)
        return None

    def _build_again(
        self, last: CompiledSite, looked_at: frozenset[str], go_on: Callable[[], bool]
    ) -> Outcome | None:
        parsed_before, sink = self._memory.parsed, InMemory(self._written)
        site = self._compile(go_on, sink, looked_at)
        self.finished = not site.sound  # all errors are told already
        if not site.sound:
            return Outcome(diagnostics=site.reported, sound=False)
        if not go_on():
            return None
        paths = set(site.paths)
        waiting = {
            path: data
            for path, data in self.shown.items()
            if path in paths and path not in sink.digests
        }
        gone = self._written.keys() - paths - sink.digests.keys()
        now = {**dict.fromkeys(gone), **waiting, **sink.files}
        changed = {path for path, _ in self.shown.items() ^ now.items()}
        self._last, self.shown = site, now
        news = self._memory.parsed > parsed_before
        restyled = _is_restyled(last, site, changed)
        return replace(_success(site, changed), news=news, restyled=restyled)

    def finish(self, go_on: Callable[[], bool] = lambda: True) -> Outcome | None:
        """Build and write what the last build left for later; return None if it left nothing, or if
        ``go_on`` returned False."""
        with suppress(_OutOfDate):
            return self._write(go_on) if self._last and not self.finished else None
        return None

    def rest(self) -> None:
        """Do what is best done while nobody waits: keep what was made for the next preview."""
        self._store.save()
        _freeze()

    def stop(self) -> None:
        """Complete what is being written, and write nothing more."""
        self._writing.acquire()

    def _compile(
        self, go_on: Callable[[], bool], sink: Sink, looked_at: frozenset[str] | None = None
    ) -> CompiledSite:
        """Compile the site; content that is known is not read."""
        folder = f"{os.path.realpath(self._config.site)}/content"
        try:
            self._content = take_snapshot([folder], (), self._content.files, time.time_ns())
        except OSError:  # the build will say what is wrong
            self._content = Snapshot()
        self._memory.inputs = {path: state[1] for path, state in self._content.files.items()}
        return compile_site(
            self._config,
            _ended_by(go_on),
            self._memory,
            sink=sink,
            before=self._last,
            looked_at=looked_at,
        )

    def _write(self, go_on: Callable[[], bool]) -> Outcome:
        """Make the whole site, and write it."""
        with self._writing, writing(self._config.output, self._known) as output:
            site = self._compile(go_on, output)
            self.finished = True
            if not site.sound:
                return Outcome(diagnostics=site.reported, sound=False)
            written = output.commit()
        shown = {path: sha256(data or b"").hexdigest() for path, data in self.shown.items()}
        changed = {
            path
            for path in {*written.changed_paths, *shown}
            if path not in shown or shown[path] != output.digests.get(path, _NOTHING)
        }
        self._last, self.shown, self._written = site, {}, output.digests
        return _success(site, changed)


def _freeze() -> None:
    """Exempt what there is from the search for garbage, which would go through all of it after some
    saves: most of it lives as long as the preview."""
    gc.collect()
    gc.freeze()


def _ended_by(go_on: Callable[[], bool]) -> Progress:
    """A progress that ends a build that is no longer wanted."""

    def progress(stage: Stage, done: int, total: int) -> None:
        if not go_on():
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
