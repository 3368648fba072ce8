"""The order of a build, on one page; build, preview and check come here.

content files -> documents -> site -> resolved pages -> rendered files -> output
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from explainer.cache import Cache
from explainer.config import Config, find_content, find_generator_root
from explainer.diagnostics import Diagnostic, Location, in_order
from explainer.documents.files.discovery import discover, load
from explainer.output import OutputFile, WriteReport, write_output
from explainer.progress import Progress, Stage, unseen
from explainer.resolve.published.pages import RedirectPage

if TYPE_CHECKING:
    from explainer.extensions import Output
    from explainer.model.site.assembly import ParsedFiles
    from explainer.model.site.content_files import ParsedFile
    from explainer.model.site.site import Site
    from explainer.renderers.linked_site import LinkedSite

Findings: TypeAlias = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found and did; ``write`` is None where an error kept it from writing."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    write: WriteReport | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The files of one output, what kept others from being made, and how many of the files are
    pages; an address that only leads to another is none.

    ``waits`` says that they are those of an earlier build, until there is time to make them.
    """

    output: Output
    files: tuple[OutputFile, ...]
    diagnostics: Findings
    pages: int
    waits: bool = False


@dataclass(frozen=True, slots=True)
class CompiledSite:
    """A site linked, its outputs, and all that was found; where there are errors, some files
    are missing, or all of them."""

    linked: LinkedSite
    outputs: tuple[Made, ...] = ()

    @property
    def files(self) -> tuple[OutputFile, ...]:
        return tuple(file for made in self.outputs for file in made.files)

    @property
    def diagnostics(self) -> Findings:
        found = (d for made in self.outputs for d in made.diagnostics)
        return tuple(in_order((*self.linked.diagnostics, *found)))

    @property
    def sound(self) -> bool:
        """Whether it may be published."""
        return not _has_errors(self.diagnostics)

    @property
    def pages(self) -> int:
        return sum(made.pages for made in self.outputs)

    @property
    def waits(self) -> bool:
        """Whether an output is still to be made."""
        return any(made.waits for made in self.outputs)


def build(config: Config, progress: Progress = unseen) -> BuildReport:
    """Builds the site into the output folder, or says everything that is wrong with it.

    Raises ``SiteNotFound`` and ``explainer.output.OutputRefused`` where the command was wrong.
    """
    site = compile_site(config, progress)
    if not site.sound:
        return BuildReport(site.diagnostics)
    progress(Stage.WRITING, 0, len(site.files))
    written = write_output(config.output, site.files)
    return BuildReport(site.diagnostics, site.pages, written)


def compile_site(
    config: Config,
    progress: Progress = unseen,
    cache: Cache | None = None,
    before: CompiledSite | None = None,
    may_wait: Callable[[LinkedSite], bool] = lambda linked: False,
) -> CompiledSite:
    """Everything but writing. Raises ``SiteNotFound``.

    Whoever builds the same site again and again keeps ``cache`` from one time to the next.
    ``before`` is an earlier build of it: what of its linking still holds is taken over, and if
    ``may_wait`` says so, so are its outputs that can wait. Where an output has errors they are
    made all the same, so that all errors are told at once.
    """
    from explainer.outputs import OUTPUTS

    cache = cache or Cache()
    parsed, found = parse_site(config.site, cache, progress)
    progress(Stage.LINKING, 0, 1)
    linked = _link_site(config, parsed, found, before.linked if before else None)
    if not linked.sound:
        return CompiledSite(linked)
    earlier = before.outputs if before and may_wait(linked) else ()
    lasting = {made.output.name: made for made in earlier if made.output.can_wait}
    outputs: list[Made] = []
    for output in OUTPUTS:
        last = lasting.get(output.name)
        if last is None or any(_has_errors(made.diagnostics) for made in outputs):
            outputs.append(_make(output, linked, cache, progress))
        else:
            outputs.append(replace(last, waits=True))
    return CompiledSite(linked, tuple(outputs))


def complete_site(site: CompiledSite, cache: Cache) -> CompiledSite:
    """With the outputs that waited."""
    outputs = (
        _make(made.output, site.linked, cache, unseen) if made.waits else made
        for made in site.outputs
    )
    return replace(site, outputs=tuple(outputs))


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
            Diagnostic("no-site", Location("content/site.yaml"), "the site has no title", hint)
        )
    return parsed, (*diagnostics, *(d for file in files for d in file.diagnostics))


def _link_site(
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
    from explainer.renderers.linked_site import LinkedSite
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
    return LinkedSite(config.site, site, resolved, assets, templates, (*found, *problems))


def _make(output: Output, linked: LinkedSite, cache: Cache, progress: Progress) -> Made:
    from explainer.renderers.html import RenderJob
    from explainer.renderers.templates import TemplateProblem

    told = partial(progress, Stage.RECORDING if output.can_wait else Stage.RENDERING)
    files: list[OutputFile] = []
    found: list[Diagnostic] = []
    pages = 0
    made = tuple(output.make(linked))
    for number, each in enumerate(made):
        if isinstance(each, OutputFile):
            files.append(each)
        elif isinstance(each, RenderJob):
            told(number, len(made))
            pages += not isinstance(each.page, RedirectPage)
            try:
                files.append(cache.render(each))
            except TemplateProblem as problem:
                found += _of(problem)
        else:
            found.append(each)
    return Made(output, tuple(files), tuple(found), pages)


def _of(problem: Exception) -> Iterable[Diagnostic]:
    if isinstance(problem, OSError):
        path = Path(problem.filename or "templates")
        place = Location("/".join(path.parts[-2:]))
        reason = f"this cannot be read: {problem.strerror}"
        return (Diagnostic("unreadable", place, reason, "Check its permissions."),)
    found = getattr(problem, "diagnostics", None)
    return found if found is not None else (problem.diagnostic,)  # type: ignore[attr-defined]


def _has_errors(found: Findings) -> bool:
    return any(d.is_error for d in found)
