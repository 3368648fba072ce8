"""The order of a build, on one page; build, preview and check come here.

content files -> documents -> site -> resolved pages -> rendered files -> output
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from explainer.cache import Cache
from explainer.config import NO_EXTENSIONS, Config, find_content, find_generator_root
from explainer.diagnostics import Diagnostic, Location, in_order
from explainer.documents.files.discovery import discover, load
from explainer.making import Made, make_output, without_clashes
from explainer.output import OutputFile, WriteReport, write_output
from explainer.progress import Progress, Stage, unseen

if TYPE_CHECKING:
    from explainer.extensions.loading import Loaded
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
class CompiledSite:
    """A site linked, its outputs, and all that was found; where there are errors, some files
    are missing, or all of them."""

    linked: LinkedSite
    extensions: Loaded
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

    Raises ``SiteNotFound``, ``ExtensionRefused`` and
    ``explainer.output.OutputRefused`` where the command was wrong.
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
    """Everything but writing. Raises ``SiteNotFound`` and ``ExtensionRefused``.

    Whoever builds the same site again and again keeps ``cache`` from one time to the next.
    ``before`` is an earlier build of it: what of its linking still holds is taken over, and if
    ``may_wait`` says so, so are its outputs that can wait. Where an output has errors they are
    made all the same, so that all errors are told at once.
    """
    from explainer.extensions.loading import load_extensions
    from explainer.outputs import OUTPUTS

    cache = cache or Cache()
    extensions = load_extensions(config)
    parsed, found = parse_site(config.site, cache, progress)
    progress(Stage.LINKING, 0, 1)
    linked = _link_site(config, extensions, parsed, found, before.linked if before else None)
    if not linked.sound:
        return CompiledSite(linked, extensions)
    earlier = before.outputs if before and may_wait(linked) else ()
    lasting = {made.output.name: made for made in earlier if made.output.can_wait}
    outputs: list[Made] = []
    for output in (*OUTPUTS, *extensions.outputs):
        last = lasting.get(output.name)
        if last is None or any(_has_errors(made.diagnostics) for made in outputs):
            outputs.append(make_output(output, linked, cache, progress))
        else:
            outputs.append(replace(last, waits=True))
    return CompiledSite(linked, extensions, without_clashes(outputs))


def complete_site(site: CompiledSite, cache: Cache) -> CompiledSite:
    """With the outputs that waited."""
    outputs = [
        make_output(made.output, site.linked, cache, unseen) if made.waits else made
        for made in site.outputs
    ]
    return replace(site, outputs=without_clashes(outputs))


def load_site(config: Config) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The site as content describes it, checked and not rendered: what commands ask about.

    Raises ``SiteNotFound``.
    """
    parsed, found = parse_site(config.site)
    site, problems = check_parsed(parsed, config.as_of, config.drafts)
    return site, tuple(in_order((*found, *problems)))


def check_parsed(parsed: ParsedFiles, as_of: date, drafts: bool) -> tuple[Site, Findings]:
    """The files as a site, and the errors between them."""
    from explainer.model.site.assembly import assemble
    from explainer.resolve.checking.site import check_site
    from explainer.resolve.ledger import compute_ledger
    from explainer.resolve.references.links import map_site

    site, clashes = assemble(parsed, as_of, drafts)
    ledger, problems = compute_ledger(site)
    return site, (*clashes, *problems, *check_site(site, ledger, map_site(site)))


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


def _link_site(
    config: Config,
    extensions: Loaded,
    parsed: ParsedFiles,
    found: Findings,
    before: LinkedSite | None = None,
) -> LinkedSite:
    """The parsed files put together and checked; ``found`` is what parsing found, ``before`` an
    earlier linking, of which what still holds is taken over."""
    from explainer import external_links
    from explainer.checks.rules import rule_codes
    from explainer.checks.waivers import check_waivers
    from explainer.extensions.own_command import check_own_command
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
    codes = rule_codes() | external_links.CODES | {rule.code for rule in extensions.rules}
    found = (*found, *clashes, *check_waivers(site, codes), *unfit)
    if config.extensions == NO_EXTENSIONS:
        found += tuple(check_own_command(config.site))
    filters = tuple((each.name, each.apply) for each in extensions.filters)
    folders = [
        config.site,
        *(root for root in [find_generator_root()] if root.resolve() != config.site.resolve()),
    ]
    assets = templates = None
    try:
        assets = asset_files([folder / "assets" for folder in folders])
        templates = load_templates([folder / "templates" for folder in folders], filters)
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
