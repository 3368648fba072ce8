"""Builds of one site in one process, each reusing what the last one made."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterable, Set
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from explainer.cache import Cache
from explainer.config import Config
from explainer.extensions.loading import load_extensions
from explainer.output import KnownFiles, write_output
from explainer.pipeline import CompiledSite, compile_site, complete_site
from explainer.preview.outcomes import Outcome
from explainer.progress import Progress, Stage
from explainer.renderers.linked_site import LinkedSite


class _OutOfDate(Exception):
    """The build is no longer wanted."""


class SiteBuilds:
    """The ``Builds`` of a site. Outputs that can wait are made by ``finish``, unless a browser
    shows one of their files."""

    def __init__(self, config: Config) -> None:
        """Raises ExtensionRefused."""
        self._config = config
        self._extensions = load_extensions(config)
        """As they were imported: a process imports a module only once."""
        self._cache = Cache()
        self._known = KnownFiles()
        self._last: CompiledSite | None = None
        """The site as it is in the output folder."""
        self._whole: CompiledSite | None = None
        """The last site of which nothing was left for later."""
        self._writing = threading.Lock()

    @property
    def extension_files(self) -> tuple[Path, ...]:
        """The files that are read besides content, templates and assets."""
        return self._extensions.files

    def build(self, looked_at: Set[str], go_on: Callable[[], bool]) -> Outcome | None:
        self._extensions.refuse_changed()
        last, parsed_before = self._last, self._cache.parsed
        may_wait = partial(_may_wait, looked_at)
        try:
            site = compile_site(self._config, _ended_by(go_on), self._cache, last, may_wait)
        except _OutOfDate:
            return None
        if not site.sound:
            return Outcome(diagnostics=site.reported, sound=False)
        if not go_on():
            return None
        changed = self._write(site)
        if not site.waits:
            self._whole = site
        if last is None:
            # What lives as long as the preview is not searched for garbage after each save.
            gc.collect()
            gc.freeze()
        news = self._cache.parsed > parsed_before
        restyled = last is not None and _is_restyled(last, site, changed)
        return replace(_success(site, changed), news=news, restyled=restyled)

    def finish(self) -> Outcome | None:
        if self._last is None or not self._last.waits:
            return None
        site = complete_site(self._last, self._cache)
        if not site.sound:
            assert self._whole
            self._write(self._whole)  # as if the build had found it at once
            return Outcome(diagnostics=site.reported, sound=False)
        self._whole = site
        return _success(site, self._write(site))

    def stop(self) -> None:
        self._writing.acquire()

    def _write(self, site: CompiledSite) -> tuple[str, ...]:
        """Write the files, and return the paths of those written and removed."""
        with self._writing:
            changed = write_output(self._config.output, site.files, self._known).changed_paths
        self._last = site
        return changed


def _ended_by(go_on: Callable[[], bool]) -> Progress:
    """A progress that ends a build that is no longer wanted before it renders the next page; the
    errors of the site are found before."""

    def progress(stage: Stage, done: int, total: int) -> None:
        if stage in (Stage.RENDERING, Stage.RECORDING) and not go_on():
            raise _OutOfDate

    return progress


def _may_wait(looked_at: Set[str], linked: LinkedSite, last: CompiledSite) -> bool:
    """Whether outputs that can wait may do so: they look as before, and no browser shows them."""
    waiting = (made for made in last.outputs if made.output.can_wait)
    seen = any(file.path in looked_at for made in waiting for file in made.files)
    same = linked.templates == last.linked.templates and linked.assets == last.linked.assets
    return same and not seen


def _stylesheet(site: CompiledSite) -> str:
    return site.linked.assets.stylesheet if site.linked.assets else ""


def _success(site: CompiledSite, changed: tuple[str, ...]) -> Outcome:
    return Outcome(
        diagnostics=site.reported,
        changed=changed,
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
    before = {file.path: file.data for file in last.files}
    after = {file.path: file.data for file in site.files}
    return all(
        before.get(path, b"").replace(old.encode(), new.encode()) == after.get(path, b"")
        for path in changed
        if path not in (old, new)
    )
