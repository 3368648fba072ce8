"""The order of the build, on one page.

content files -> documents -> site -> resolved pages -> rendered files -> output
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from explainer.cache import Cache
from explainer.config import Config, find_content, find_generator_root
from explainer.diagnostics import Diagnostic, Location, in_order
from explainer.documents.files.discovery import ContentFile, discover, load
from explainer.output import OutputFile, WriteReport, write_output
from explainer.progress import Progress, Stage, unseen
from explainer.resolve.published.pages import RedirectPage

if TYPE_CHECKING:
    from explainer.model.site.assembly import ParsedFiles
    from explainer.model.site.content_files import ParsedFile
    from explainer.model.site.site import Site
    from explainer.renderers.assets import AssetBundle
    from explainer.renderers.templates import Templates
    from explainer.resolve.resolved_site import Framed, ResolvedSite

Findings: TypeAlias = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found and did; ``write`` is None where an error kept it from writing."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    write: WriteReport | None = None


@dataclass(frozen=True, slots=True)
class LinkedSite:
    """A site checked and linked, and what its pages are rendered with."""

    site: Site
    resolved: ResolvedSite
    assets: AssetBundle | None
    templates: Templates | None
    diagnostics: Findings

    @property
    def sound(self) -> bool:
        """Whether it may be rendered."""
        return not _has_errors(self.diagnostics)

    @property
    def pages(self) -> int:
        """How many pages it has; an address that only leads to another is none."""
        return sum(not isinstance(page, RedirectPage) for page, _ in self.resolved.pages)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Files, and what kept others from being made."""

    files: tuple[OutputFile, ...]
    diagnostics: Findings


@dataclass(frozen=True, slots=True)
class CompiledSite:
    """A site linked and rendered, with all that was found; where there are errors, some files
    are missing, or all of them."""

    linked: LinkedSite
    files: tuple[OutputFile, ...]
    diagnostics: Findings

    @property
    def sound(self) -> bool:
        """Whether it may be published."""
        return not _has_errors(self.diagnostics)


def build(config: Config, progress: Progress = unseen) -> BuildReport:
    """Builds the site into the output folder, or says everything that is wrong with it.

    Raises ``SiteNotFound`` and ``explainer.output.OutputRefused`` where the command was wrong.
    """
    site = compile_site(config, progress)
    if not site.sound:
        return BuildReport(site.diagnostics)
    progress(Stage.WRITING, 0, len(site.files))
    written = write_output(config.output, site.files)
    return BuildReport(site.diagnostics, site.linked.pages, written)


def compile_site(config: Config, progress: Progress = unseen) -> CompiledSite:
    """Everything but writing. Raises ``SiteNotFound``."""
    cache = Cache()
    parsed, found = parse_site(config.site, cache, progress)
    progress(Stage.LINKING, 0, 1)
    linked = link_site(config, parsed, found)
    if not linked.sound:
        return CompiledSite(linked, (), tuple(in_order(linked.diagnostics)))
    front = render_front(config, linked, cache, progress)
    rest = render_rest(linked, cache, progress)
    found = (*linked.diagnostics, *front.diagnostics, *rest.diagnostics)
    return CompiledSite(linked, (*front.files, *rest.files), tuple(in_order(found)))


def load_site(config: Config) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The site as content describes it, checked and not rendered: what commands ask about.

    Raises ``SiteNotFound``.
    """
    from explainer.model.site.assembly import assemble
    from explainer.resolve.checking.site import check_site
    from explainer.resolve.ledger import compute_ledger
    from explainer.resolve.references.links import map_site

    parsed, found = parse_site(config.site)
    site, clashes = assemble(parsed, config.as_of, config.drafts)
    ledger, problems = compute_ledger(site)
    problems = (*problems, *check_site(site, ledger, map_site(site)))
    return site, tuple(in_order((*found, *clashes, *problems)))


def parse_site(
    site: Path, cache: Cache | None = None, progress: Progress = unseen
) -> tuple[ParsedFiles, Findings]:
    """Every content file, read and parsed by itself. Raises ``SiteNotFound``."""
    from explainer.model.site.content_files import gather

    cache = cache or Cache()
    discovered = discover(find_content(site))
    diagnostics = list(discovered.diagnostics)
    unread = list(discovered.refused)
    files: list[ParsedFile] = []
    for number, file in enumerate(discovered.files):
        progress(Stage.READING, number, len(discovered.files))
        if file.folder == "images":
            continue
        data, problems = load(file)
        diagnostics += problems
        if data is None:
            unread.append(file.path)
        else:
            files.append(cache.parse(file, data))
    images = [file.name for file in discovered.files if file.folder == "images"]
    parsed = gather(files, images, unread)
    if parsed.settings is None and not {"content", "content/site.yaml"} & {*parsed.unread}:
        hint = "Write content/site.yaml with a line title: and the site's name."
        diagnostics.append(
            Diagnostic(
                code="no-site",
                location=Location("content/site.yaml"),
                message="the site has no title",
                hint=hint,
            )
        )
    return parsed, (*diagnostics, *(d for file in files for d in file.diagnostics))


def link_site(
    config: Config, parsed: ParsedFiles, found: Findings, before: LinkedSite | None = None
) -> LinkedSite:
    """The parsed files put together and checked; ``found`` is what parsing found, ``before`` an
    earlier linking, of which what still holds is taken over."""
    from explainer import external_links
    from explainer.checks.rules import rule_codes
    from explainer.checks.waivers import check_waivers
    from explainer.model.site.assembly import assemble
    from explainer.model.site.card_sizes import load_card_size
    from explainer.renderers.assets import asset_files
    from explainer.renderers.folders import FolderProblem
    from explainer.renderers.html import check_templates, load_templates
    from explainer.renderers.templates import TemplateProblem
    from explainer.resolve.resolved_site import resolve_site

    site, clashes = assemble(parsed, config.as_of, config.drafts)
    card_size, unfit = load_card_size(config.site, site)
    found = (*found, *clashes, *check_waivers(site, rule_codes() | external_links.CODES), *unfit)
    folders = [
        config.site,
        *(root for root in [find_generator_root()] if root.resolve() != config.site.resolve()),
    ]
    assets = templates = None
    try:
        assets = asset_files([folder / "assets" for folder in folders])
        templates = load_templates([folder / "templates" for folder in folders])
        found += check_templates(templates, site.default)
    except (FolderProblem, TemplateProblem, OSError) as problem:
        found += tuple(_of(problem))
    resolved, problems = resolve_site(
        site,
        stylesheet=assets.stylesheet if assets else "",
        script=assets.script if assets else "",
        card_size=card_size,
        sound=not _has_errors(found),
        before=before.resolved if before else None,
    )
    return LinkedSite(site, resolved, assets, templates, (*found, *problems))


def render_front(
    config: Config, linked: LinkedSite, cache: Cache, progress: Progress = unseen
) -> Rendered:
    """The pages that people write, with the indexes to them, and what these show."""
    told = partial(progress, Stage.RENDERING)
    pages = _render_pages(linked, linked.resolved.front, cache, told)
    images, unreadable = _images(config.site, linked.resolved)
    assets = linked.assets.files if linked.assets else ()
    return Rendered((*pages.files, *assets, *images), (*pages.diagnostics, *unreadable))


def render_rest(linked: LinkedSite, cache: Cache, progress: Progress = unseen) -> Rendered:
    """The pages of facts and sources, and the files that tell of the whole site."""
    from explainer.renderers.data import render_data
    from explainer.renderers.headers import headers_file

    assert linked.assets, "a site without assets is not sound"
    told = partial(progress, Stage.RECORDING)
    pages = _render_pages(linked, linked.resolved.records, cache, told)
    dataset = linked.resolved.dataset
    data = render_data(dataset) if dataset else ()
    headers = headers_file((linked.assets.stylesheet, linked.assets.script))
    return Rendered((*pages.files, *data, headers), pages.diagnostics)


def _render_pages(
    linked: LinkedSite, pages: Sequence[Framed], cache: Cache, told: Callable[[int, int], None]
) -> Rendered:
    from explainer.renderers.html import RenderJob
    from explainer.renderers.templates import TemplateProblem

    files: list[OutputFile] = []
    problems: list[Diagnostic] = []
    assert linked.templates, "a site without templates is not sound"
    for number, (page, chrome) in enumerate(pages):
        told(number, len(pages))
        try:
            files.append(cache.render(RenderJob(page, chrome, linked.templates)))
        except TemplateProblem as problem:
            problems += _of(problem)
    return Rendered(tuple(files), tuple(problems))


def _images(site: Path, resolved: ResolvedSite) -> tuple[list[OutputFile], list[Diagnostic]]:
    files: list[OutputFile] = []
    diagnostics: list[Diagnostic] = []
    for name, address in resolved.images:
        path = f"content/images/{name}"
        data, problems = load(ContentFile(path, "images", site / path))
        diagnostics += problems
        if data is not None:
            files.append(OutputFile(address, data))
    return files, diagnostics


def _of(problem: Exception) -> Iterable[Diagnostic]:
    if isinstance(problem, OSError):
        path = Path(problem.filename or "templates")
        place = Location("/".join(path.parts[-2:]))
        reason = f"this cannot be read: {problem.strerror}"
        return (
            Diagnostic(
                code="unreadable", location=place, message=reason, hint="Check its permissions."
            ),
        )
    found = getattr(problem, "diagnostics", None)
    return found if found is not None else (problem.diagnostic,)  # type: ignore[attr-defined]


def _has_errors(found: Findings) -> bool:
    return any(d.is_error for d in found)
