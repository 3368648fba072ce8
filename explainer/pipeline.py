"""The order of the build, on one page.

content files -> documents -> site -> resolved pages -> rendered files -> output
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.config import Config, SiteNotFound, find_generator_root
from explainer.diagnostics import Diagnostic, Location, in_order
from explainer.documents.discovery import ContentFile, discover, load
from explainer.documents.source_text import SourceText, decode
from explainer.output import OutputFile, WriteReport, write_output
from explainer.output.manifest import load_manifest
from explainer.resolve.pages import RedirectPage

if TYPE_CHECKING:
    from explainer.checks.applying import WaivedFindings
    from explainer.model.assembly import ParsedFiles
    from explainer.model.site import Site
    from explainer.resolve.resolved_site import ResolvedSite


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found and did; ``write`` is None where an error kept it from writing."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    write: WriteReport | None = None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What is wrong with a site, and what it is warned of; after an error the errors alone."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[WaivedFindings, ...] = ()


@dataclass(frozen=True, slots=True)
class Compiled:
    """A site linked and rendered; without ``files`` where there are errors."""

    site: Site
    resolved: ResolvedSite
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[OutputFile, ...] = ()
    pages: int = 0


def build(config: Config) -> BuildReport:
    """Builds the site into the output folder, or says everything that is wrong with it.

    Raises ``SiteNotFound`` and ``explainer.output.OutputRefused`` where the command was wrong.
    """
    parsed, found = parse_site(config.site)
    compiled = compile_site(config, parsed)
    report = tuple(in_order((*found, *compiled.diagnostics)))
    if any(d.is_error for d in report):
        return BuildReport(report)
    return BuildReport(report, compiled.pages, write_output(config.output, compiled.files))


def check(config: Config) -> CheckReport:
    """Everything that a build would refuse, else all that is worth a warning. Writes nothing.

    Raises ``SiteNotFound``.
    """
    from explainer.checks.applying import apply_rules
    from explainer.checks.rule import Subject
    from explainer.checks.rules import RULES
    from explainer.resolve.ledger import compute_ledger

    parsed, found = parse_site(config.site)
    compiled = compile_site(config, parsed)
    report = tuple(in_order((*found, *compiled.diagnostics)))
    if any(d.is_error for d in report):
        return CheckReport(report)
    ledger, _ = compute_ledger(compiled.site)
    subject = Subject(
        compiled.site,
        ledger,
        compiled.resolved,
        frozenset(file.path for file in compiled.files),
        frozenset(load_manifest(config.output) or ()),
    )
    return CheckReport(*apply_rules(subject, RULES, report))


def load_site(config: Config) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The site as content describes it, checked and not rendered: what commands ask about.

    Raises ``SiteNotFound``.
    """
    from explainer.model.assembly import assemble
    from explainer.resolve.checking import check_site
    from explainer.resolve.ledger import compute_ledger
    from explainer.resolve.links import map_site

    parsed, found = parse_site(config.site)
    site, clashes = assemble(parsed, config.as_of, config.drafts)
    ledger, problems = compute_ledger(site)
    problems = (*problems, *check_site(site, ledger, map_site(site)))
    return site, tuple(in_order((*found, *clashes, *problems)))


def parse_site(site: Path) -> tuple[ParsedFiles, tuple[Diagnostic, ...]]:
    """Every content file, read and parsed by itself."""
    content = site / "content"
    if not os.path.isdir(content):  # noqa: PTH112 (a Path's own raises where it may not look)
        raise SiteNotFound(f"{site} is no site: it has no folder content/")
    discovered = discover(content)
    diagnostics = list(discovered.diagnostics)
    sources: list[tuple[ContentFile, SourceText]] = []
    unread = list(discovered.refused)
    for file in discovered.files:
        if file.folder == "images":
            continue
        data, problems = load(file)
        diagnostics += problems
        source = None
        if data is not None:
            source, problems = decode(file.path, data)
            diagnostics += problems
        if source is None:
            unread.append(file.path)
        else:
            sources.append((file, source))
    images = tuple(file.name for file in discovered.files if file.folder == "images")
    parsed, found = _parse(sources, images, unread)
    return parsed, (*diagnostics, *found)


def _parse(
    sources: Sequence[tuple[ContentFile, SourceText]],
    images: tuple[str, ...],
    unread: Sequence[str],
) -> tuple[ParsedFiles, list[Diagnostic]]:
    from explainer.model.assembly import ParsedFiles
    from explainer.model.declared_units import parse_units
    from explainer.model.entries import parse_entries
    from explainer.model.fact_files import parse_facts
    from explainer.model.page_files import parse_page, split_name
    from explainer.model.site_settings import parse_site_settings
    from explainer.model.sources import parse_sources

    settings = units = None
    pages, facts, bibliographies, entries = [], [], [], []
    kinds = {"glossary.yaml": "term", "people.yaml": "person", "places.yaml": "place"}
    for file, source in sources:
        if file.folder in {"explainers", "pages"}:
            name, language = split_name(file.name)
            pages.append(
                parse_page(
                    source, "page" if file.folder == "pages" else "explainer", name, language
                )
            )
        elif file.folder == "facts":
            facts.append(parse_facts(source))
        elif file.folder == "sources":
            bibliographies.append(parse_sources(source))
        elif file.name == "site.yaml":
            settings = parse_site_settings(source)
        elif file.name == "units.yaml":
            units = parse_units(source)
        else:
            entries.append(parse_entries(source, kinds[file.name]))  # type: ignore[arg-type]
    diagnostics: list[Diagnostic] = []
    if settings is None and not {"content", "content/site.yaml"} & set(unread):
        hint = "Write content/site.yaml with a line title: and the site's name."
        diagnostics.append(
            Diagnostic("no-site", Location("content/site.yaml"), "the site has no title", hint)
        )
    parsed = ParsedFiles(
        settings,
        tuple(pages),
        tuple(facts),
        tuple(bibliographies),
        tuple(entries),
        units,
        images,
        tuple(source for _, source in sources),
        tuple(unread),
    )
    return parsed, [*diagnostics, *_parse_diagnostics(parsed)]


def _parse_diagnostics(parsed: ParsedFiles) -> list[Diagnostic]:
    """What was found in each file by itself."""
    found = [d for page in parsed.pages for d in page.diagnostics]
    found += [d for facts in parsed.facts for d in facts.diagnostics]
    found += [d for sources in parsed.sources for d in sources.diagnostics]
    found += [d for entries in parsed.entries for d in entries.diagnostics]
    found += parsed.settings.diagnostics if parsed.settings else ()
    return [*found, *(parsed.units.diagnostics if parsed.units else ())]


def compile_site(config: Config, parsed: ParsedFiles) -> Compiled:
    """Links the site and renders it, but where there are errors; what parsing found is not
    repeated."""
    from explainer.checks.waivers import check_waivers
    from explainer.model.assembly import assemble
    from explainer.renderers.assets import asset_files
    from explainer.renderers.data import render_data
    from explainer.renderers.folders import FolderProblem
    from explainer.renderers.headers import headers_file
    from explainer.renderers.html import RenderJob, check_templates, load_templates, render
    from explainer.renderers.templates import TemplateProblem
    from explainer.resolve.resolved_site import resolve_site

    site, diagnostics = assemble(parsed, config.as_of, config.drafts)
    diagnostics += check_waivers(site)
    folders = [
        config.site,
        *(root for root in [find_generator_root()] if root.resolve() != config.site.resolve()),
    ]
    assets = templates = None
    try:
        assets = asset_files([folder / "assets" for folder in folders])
        templates = load_templates([folder / "templates" for folder in folders])
        diagnostics += check_templates(templates, site.default)
    except (FolderProblem, TemplateProblem, OSError) as problem:
        diagnostics += tuple(_of(problem))
    sound = not (_has_errors(parsed) or any(d.is_error for d in diagnostics))
    resolved, found = resolve_site(
        site,
        stylesheet=assets.stylesheet if assets else "",
        script=assets.script if assets else "",
        sound=sound,
    )
    diagnostics += found
    if assets is None or templates is None or any(d.is_error for d in diagnostics) or not sound:
        return Compiled(site, resolved, diagnostics)
    files: list[OutputFile] = []
    problems: list[Diagnostic] = []
    for page, chrome in resolved.pages:
        try:
            files.append(render(RenderJob(page, chrome, templates)))
        except TemplateProblem as problem:
            problems += _of(problem)
    files += render_data(resolved.dataset) if resolved.dataset else ()
    files.append(headers_file((assets.stylesheet, assets.script)))
    images, unreadable = _images(config.site, resolved)
    pages = sum(1 for page, _ in resolved.pages if not isinstance(page, RedirectPage))
    files += (*assets.files, *images)
    found = (*diagnostics, *problems, *unreadable)
    return Compiled(site, resolved, found, tuple(files), pages)


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
        return (Diagnostic("unreadable", place, reason, "Check its permissions."),)
    found = getattr(problem, "diagnostics", None)
    return found if found is not None else (problem.diagnostic,)  # type: ignore[attr-defined]


def _has_errors(parsed: ParsedFiles) -> bool:
    """Whether parsing itself failed somewhere: then linking saw a part of the site only."""
    failed = bool(parsed.unread) or parsed.settings is None
    return failed or any(d.is_error for d in _parse_diagnostics(parsed))
