"""Builds of one site in one process, each from what the last one made."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, replace

from explainer.cache import Cache
from explainer.config import Config
from explainer.diagnostics import Diagnostic, in_order
from explainer.output import KnownFiles, OutputFile, write_output
from explainer.pipeline import (
    LinkedSite,
    Rendered,
    link_site,
    parse_site,
    render_front,
    render_rest,
)
from explainer.preview.outcomes import Outcome
from explainer.resolve.published.pages import RedirectPage


@dataclass(frozen=True, slots=True)
class _Made:
    """A site's files; ``rest``, as the pipeline calls it, may be of the build before."""

    linked: LinkedSite
    front: tuple[OutputFile, ...]
    rest: tuple[OutputFile, ...]

    @property
    def files(self) -> tuple[OutputFile, ...]:
        return (*self.front, *self.rest)

    @property
    def pages(self) -> int:
        """As a build counts them, without making those that may wait."""
        former = sum(isinstance(page, RedirectPage) for page, _ in self.linked.resolved.front)
        return sum(file.path.endswith(".html") for file in self.files) - former

    @property
    def stylesheet(self) -> str:
        return self.linked.assets.stylesheet if self.linked.assets else ""


class SiteBuilds:
    """See ``Builds``. The pages that people write come first, with the indexes to them; those
    of facts and sources, and the data, when ``finish`` is called, unless somebody looks at one.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._cache = Cache()
        self._known = KnownFiles()
        self._last: _Made | None = None
        """What the output folder holds."""
        self._whole: _Made | None = None
        """The last of which nothing was left for later."""
        self._writing = threading.Lock()

    def build(self, looked_at: Set[str], go_on: Callable[[], bool]) -> Outcome | None:
        last, parsed_before = self._last, self._cache.parsed
        parsed, found = parse_site(self._config.site, self._cache)
        linked = link_site(self._config, parsed, found, last.linked if last else None)
        if not linked.sound:
            return _failure(linked.diagnostics)
        if not go_on():
            return None
        front = render_front(self._config, linked, self._cache)
        later = last is not None and _may_wait(linked, last, looked_at)
        if last is None or not later or front.diagnostics:
            rest = render_rest(linked, self._cache)
        else:
            rest = Rendered(last.rest, ())
        found = (*linked.diagnostics, *front.diagnostics, *rest.diagnostics)
        if any(d.is_error for d in found):
            return _failure(found)
        if not go_on():
            return None
        made = _Made(linked, front.files, rest.files)
        changed = self._write(made)
        if not later:
            self._whole = made
        if last is None:
            # What lives as long as the preview need not be searched for garbage at each save.
            gc.collect()
            gc.freeze()
        return replace(
            _success(made, found, changed),
            news=self._cache.parsed > parsed_before,
            restyled=last is not None and _is_restyled(last, made, changed),
        )

    def finish(self) -> Outcome | None:
        made = self._last
        if made is None or made is self._whole:
            return None
        rest = render_rest(made.linked, self._cache)
        if rest.diagnostics:
            assert self._whole
            self._write(self._whole)  # as if the build had found it at once
            return _failure((*made.linked.diagnostics, *rest.diagnostics))
        self._whole = replace(made, rest=rest.files)
        return _success(self._whole, made.linked.diagnostics, self._write(self._whole))

    def stop(self) -> None:
        self._writing.acquire()

    def _write(self, made: _Made) -> tuple[str, ...]:
        """Returns the paths written and removed."""
        with self._writing:
            changed = write_output(self._config.output, made.files, self._known).changed_paths
        self._last = made
        return changed


def _may_wait(linked: LinkedSite, last: _Made, looked_at: Set[str]) -> bool:
    """Whether the pages of facts and sources may: they look as before, and nobody sees them."""
    seen = any(file.path in looked_at for file in last.rest)
    same = linked.templates == last.linked.templates and linked.assets == last.linked.assets
    return same and not seen


def _success(made: _Made, found: Iterable[Diagnostic], changed: tuple[str, ...]) -> Outcome:
    return Outcome(
        diagnostics=tuple(in_order(found)),
        changed=changed,
        stylesheet=made.stylesheet,
        base=made.linked.site.settings.base_path,
        pages=made.pages,
    )


def _failure(found: Iterable[Diagnostic]) -> Outcome:
    return Outcome(diagnostics=tuple(in_order(found)), sound=False)


def _is_restyled(last: _Made, made: _Made, changed: Iterable[str]) -> bool:
    """Whether nothing else changed than the style sheet, and its name in what links it."""
    old, new = last.stylesheet, made.stylesheet
    if not old or not new or old == new:
        return False
    before = {file.path: file.data for file in last.files}
    after = {file.path: file.data for file in made.files}
    return all(
        before.get(path, b"").replace(old.encode(), new.encode()) == after.get(path, b"")
        for path in changed
        if path not in (old, new)
    )
