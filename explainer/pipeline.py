"""The order of a build, on one page, for build, preview and check.

content files -> documents -> site -> resolved pages -> rendered files -> output
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.cache import Cache
from explainer.config import NO_EXTENSIONS, Config, find_content, find_generator_root
from explainer.diagnostics import Diagnostic, Location, in_order
from explainer.documents.files.discovery import discover, load
from explainer.making import Made, make_output, without_clashes
from explainer.output import OutputFile, WriteReport, write_output
from explainer.progress import Progress, Stage, unseen

if TYPE_CHECKING:
    from explainer.extensions.loading import Loaded
    from explainer.model.pages.page import Page
    from explainer.model.site.assembly import ParsedFiles
    from explainer.model.site.content_files import ParsedFile
    from explainer.model.site.site import Site
    from explainer.renderers.linked_site import LinkedSite

Findings: TypeAlias = tuple[Diagnostic, ...]


class BuildReport(Struct, frozen=True):
    """What a build found and did; ``write`` is None if errors kept it from writing. ``held_back``
    are the pages that it left out."""

    diagnostics: Findings
    pages: int = 0
    write: WriteReport | None = None
    held_back: tuple[Page, ...] = ()


class CompiledSite(Struct, frozen=True):
    """A linked site with its outputs and diagnostics; if there are errors, some or all files are
    missing."""

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
    def reported(self) -> Findings:
        """The diagnostics without the warnings that are waived, as a build prints them."""
        from explainer.checks.waivers import without_waived

        return without_waived(self.linked.site, self.diagnostics)

    @property
    def sound(self) -> bool:
        """Whether it has no errors, and may be published."""
        return not _has_errors(self.diagnostics)

    @property
    def pages(self) -> int:
        return sum(made.pages for made in self.outputs)

    @property
    def held_back(self) -> tuple[Page, ...]:
        """The pages that are left out."""
        return tuple(self.linked.site.held_back.values())

    @property
    def waits(self) -> bool:
        """Whether an output is one of an earlier build."""
        return any(made.waits for made in self.outputs)


def build(config: Config, progress: Progress = unseen) -> BuildReport:
    """Build the site into the output folder, or report all its errors.

    Raises ``SiteNotFound``, ``ExtensionRefused`` and ``explainer.output.OutputRefused`` if the
    command was wrong.
    """
    site = compile_site(config, progress)
    if not site.sound:
        return BuildReport(site.reported)
    progress(Stage.WRITING, 0, len(site.files))
    written = write_output(config.output, site.files)
    return BuildReport(site.reported, site.pages, written, site.held_back)


def compile_site(
    config: Config,
    progress: Progress = unseen,
    cache: Cache | None = None,
    before: CompiledSite | None = None,
    may_wait: Callable[[LinkedSite, CompiledSite], bool] = lambda linked, before: False,
) -> CompiledSite:
    """The site with its outputs, not written. Raises ``SiteNotFound`` and ``ExtensionRefused``.

    ``cache`` keeps what was parsed and rendered from one build to the next. ``before`` is an
    earlier build: the parts of its linking that are still valid are reused and, if ``may_wait``
    returns True, the outputs that can wait too. If another output has errors these are made
    nevertheless, so that all errors are reported together.
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
    earlier = before.outputs if before and may_wait(linked, before) else ()
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
    """The site with the outputs made that waited."""
    outputs = [
        make_output(made.output, site.linked, cache, unseen) if made.waits else made
        for made in site.outputs
    ]
    return replace(site, outputs=without_clashes(outputs))


def load_site(config: Config) -> tuple[Site, Findings]:
    """The site as content describes it, checked but not rendered. Raises ``SiteNotFound``."""
    from explainer.resolve.checking.misplaced import blame_misplaced

    parsed, found = parse_site(config.site)
    site, problems = check_parsed(parsed, config.as_of, config.drafts)
    return site, tuple(in_order(blame_misplaced(config.site, (*found, *problems))))


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
    """The content files, each parsed by itself. Raises ``SiteNotFound``."""
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
        message = "the site has no title"
        hint = "Write content/site.yaml with a line title: and the site's name."
        for misnamed in [d for d in diagnostics if d.code == "misplaced-file"]:
            if misnamed.location.path.casefold().startswith("content/site."):
                hint = f"Rename {misnamed.location.path} to site.yaml."
                diagnostics.remove(misnamed)
        diagnostics.append(Diagnostic.of_file("content/site.yaml", "no-site", message, hint))
    return parsed, (*diagnostics, *(d for file in files for d in file.diagnostics))


def _link_site(
    config: Config,
    extensions: Loaded,
    parsed: ParsedFiles,
    found: Findings,
    before: LinkedSite | None = None,
) -> LinkedSite:
    """The parsed files, linked and checked. ``found`` are the diagnostics of parsing, ``before`` is
    an earlier linking, whose parts that are still valid are reused."""
    from explainer import external_links
    from explainer.checks.rules import rule_codes
    from explainer.checks.settings import check_settings
    from explainer.checks.waivers import check_waivers
    from explainer.extensions.own_command import check_own_command
    from explainer.model.site.assembly import assemble
    from explainer.model.site.card_sizes import load_card_size
    from explainer.renderers.assets import asset_files
    from explainer.renderers.folders import FolderProblem
    from explainer.renderers.html import check_templates, load_templates
    from explainer.renderers.linked_site import LinkedSite
    from explainer.renderers.templates import TemplateProblem
    from explainer.resolve.checking.misplaced import blame_misplaced
    from explainer.resolve.resolved_site import resolve_site

    site, clashes = assemble(parsed, config.as_of, config.drafts)
    card_size, unfit = load_card_size(config.site, site)
    codes = rule_codes() | external_links.CODES | {rule.code for rule in extensions.rules}
    found = (*found, *clashes, *check_waivers(site, codes), *unfit)
    if config.extensions == NO_EXTENSIONS:
        found += tuple(check_own_command(config.site))
    filters = tuple((each.name, each.apply) for each in extensions.filters)
    generator = find_generator_root()
    folders = [config.site, *([] if generator == config.site.resolve() else [generator])]
    assets = templates = None
    try:
        assets = asset_files([folder / "assets" for folder in folders])
        templates = load_templates([folder / "templates" for folder in folders], filters)
        found += check_templates(templates, site.default)
    except FolderProblem as problem:
        found += problem.diagnostics
    except TemplateProblem as problem:
        found += (problem.diagnostic,)
    except OSError as problem:
        place = Location("/".join(Path(problem.filename or "templates").parts[-2:]))
        message, hint = f"this cannot be read: {problem.strerror}", "Check its permissions."
        found += (Diagnostic(code="unreadable", location=place, message=message, hint=hint),)
    resolved, problems = resolve_site(
        site,
        stylesheet=assets.stylesheet if assets else "",
        script=assets.script if assets else "",
        card_size=card_size,
        sound=not _has_errors(found),
        before=before.resolved if before else None,
    )
    found = blame_misplaced(config.site, (*found, *problems))
    if not _has_errors(found):
        found += tuple(check_settings(site))
    return LinkedSite(config.site, site, resolved, assets, templates, found)


def _has_errors(found: Findings) -> bool:
    return any(d.is_error for d in found)
