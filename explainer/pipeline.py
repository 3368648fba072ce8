"""The order of a build, on one page, for build, preview and check.

content files -> documents -> site -> resolved pages -> rendered files -> output
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.config import Config
from explainer.diagnostics import Diagnostic, in_order
from explainer.making.memory import Memory
from explainer.making.reading import read_site
from explainer.making.workers import Workers
from explainer.model.pages.page import Page
from explainer.model.site.assembly import assemble
from explainer.model.site.content_files import ParsedFiles
from explainer.model.site.site import Site
from explainer.output.writing import KnownFiles, Sink, WriteReport, packing, writing
from explainer.progress import Progress, Stage, unseen
from explainer.resolve.checking.misplaced import blame_misplaced
from explainer.resolve.checking.site import check_site
from explainer.resolve.ledger import Ledger, compute_ledger
from explainer.resolve.references.links import map_site

if TYPE_CHECKING:
    from explainer.extensions.loading import Loaded
    from explainer.making.outputs import MadeOutput
    from explainer.renderers.files import LinkedSite
    from explainer.resolve.lookups import Answers
    from explainer.resolve.makers.linked_pages import Linked
    from explainer.resolve.resolved_site import Shelf

Findings: TypeAlias = tuple[Diagnostic, ...]

_AT_EACH_BUILD = "made at each build, and written where it differs"


class BuildReport(Struct, frozen=True):
    """What a build found and did; ``write`` is None if errors kept it from writing. ``held_back``
    are the pages that it left out."""

    diagnostics: Findings
    pages: int = 0
    write: WriteReport | None = None
    held_back: tuple[Page, ...] = ()
    reason: str = ""
    """Why the file was made that was asked about, or was not; empty if no page has its path."""


class CompiledSite(Struct, frozen=True, kw_only=True):
    """A linked site, and what was made of it; if it has errors, some or all is missing."""

    linked: LinkedSite
    extensions: Loaded
    diagnostics: Findings
    shelves: tuple[Shelf, ...] = ()
    answers: Mapping[str, Answers] = {}
    documents: Mapping[str, Linked] = {}
    """What was kept of each document, by its address."""
    made: Mapping[str, MadeOutput] = {}
    """What was made of each output, by its name."""
    reason: str = ""

    @property
    def reported(self) -> Findings:
        """The diagnostics without the warnings that are waived, as a build prints them."""
        from explainer.checks.waivers import without_waived

        return without_waived(self.linked.site, self.diagnostics)

    @property
    def sound(self) -> bool:
        """Whether it has no errors, and may be published."""
        return not any(each.is_error for each in self.diagnostics)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of its files."""
        return tuple(path for each in self.made.values() for path in each.paths)

    @property
    def pages(self) -> int:
        return sum(each.pages for each in self.made.values())

    @property
    def held_back(self) -> tuple[Page, ...]:
        """The pages that are left out."""
        return tuple(self.linked.site.held_back.values())


def build(
    config: Config,
    progress: Progress = unseen,
    memory: Memory | None = None,
    workers: Workers | None = None,
    known: KnownFiles | None = None,
    why: str = "",
) -> BuildReport:
    """Build the site into the output folder, or report all its errors. ``known`` is what is known
    of the files in the output folder; ``why`` is the path of a file to give the reason for.

    Raises ``Refused`` if the command was wrong, or the disk fails.
    """
    place = packing(config.output) if config.packed else writing(config.output, known)
    with place as output:
        site = compile_site(config, progress, memory, workers, sink=output, why=why)
        if not site.sound:
            return BuildReport(site.reported)
        progress(Stage.WRITING, 0, len(site.paths))
        written = output.commit()
    return BuildReport(site.reported, site.pages, written, site.held_back, site.reason)


def compile_site(
    config: Config,
    progress: Progress = unseen,
    memory: Memory | None = None,
    workers: Workers | None = None,
    *,
    sink: Sink | None = None,
    before: CompiledSite | None = None,
    looked_at: frozenset[str] | None = None,
    why: str = "",
) -> CompiledSite:
    """The site, with its files made and given to ``sink``, or to nobody. Raises ``SiteNotFound``
    and ``ExtensionRefused``.

    ``memory`` keeps what is parsed and made from one build to the next; ``before`` is an earlier
    build of the same process. If ``looked_at`` is given, of what can wait only that is made which
    has one of these paths.
    """
    from explainer.checks.rules.settings import check_settings
    from explainer.extensions.loading import load_extensions
    from explainer.making.files import Making
    from explainer.making.outputs import MadeOutput, clashes, make_outputs, paths_of_outputs
    from explainer.making.work import Workshop, check_documents, document_work, urgent
    from explainer.outputs import OUTPUTS
    from explainer.preparing import prepare_site
    from explainer.resolve.resolved_site import ResolvedSite, link_languages

    memory, workers = memory or Memory(None, b""), workers or Workers()
    extensions = load_extensions(config)
    reading = read_site(config.site, memory, workers, progress)
    progress(Stage.LINKING, 0, 1)
    earlier = before.shelves if before else ()
    site, shelves = prepare_site(config, extensions, reading, memory, earlier)
    due = document_work(shelves)
    making: Making | None = None
    kept: dict[str, Linked] = {}
    if site.assets and (workshop := Workshop.of(site, shelves, records=memory.remembers)):
        answers = before.answers if before else {}
        making = Making(
            workshop, shelves, reading.digests, memory, workers, sink or Sink(), answers, why
        )
        kept, due = making.take_over(due)
    looked_up, problems = check_documents(shelves[0], due)
    found = blame_misplaced(config.site, (*site.diagnostics, *problems))
    site = replace(site, diagnostics=found)
    if making is None or not site.sound:
        return CompiledSite(linked=site, extensions=extensions, diagnostics=tuple(in_order(found)))

    now, outputs = due, (*OUTPUTS, *extensions.outputs)
    put_off: Mapping[str, Set[str]] = {}
    if before and looked_at is not None:
        now = urgent(due, before.documents, looked_at)
        making.leave(each for each in due if each not in now)
        kept = {**before.documents, **kept}
    kept |= making.make(now, partial(progress, Stage.RENDERING), looked_up)
    if before and looked_at is not None:
        waiting = {each.name for each in outputs if each.can_wait}
        put_off = paths_of_outputs(looked_at.difference(making.paths), before.made, waiting)
    made = {"pages": MadeOutput(tuple(making.paths), making.pages)}
    site = replace(site, resolved=ResolvedSite(link_languages(shelves, kept)))
    made |= make_outputs(making, site, outputs, put_off, progress)
    memory.keep_code(making.workshop.templates)
    left = len(now) < len(due) or not put_off.keys() <= made.keys()
    settings = check_settings(site.site)
    found = (*found, *settings, *making.diagnostics, *clashes(outputs, made))
    return CompiledSite(
        linked=site,
        extensions=extensions,
        diagnostics=tuple(in_order(found)),
        shelves=shelves,
        answers=making.answers,
        documents=kept,
        made={**before.made, **made} if before and left else made,
        reason=making.reasons.get(why) or (_AT_EACH_BUILD if why in making.paths else ""),
    )


def load_site(config: Config) -> tuple[Site, Findings]:
    """The site as content describes it, checked but not rendered. Raises ``SiteNotFound``."""
    parsed, found = parse_site(config.site)
    site, _, problems = check_parsed(parsed, config.as_of, config.drafts)
    return site, tuple(in_order(blame_misplaced(config.site, (*found, *problems))))


def parse_site(site: Path) -> tuple[ParsedFiles, Findings]:
    """The content files, each parsed by itself. Raises ``SiteNotFound``."""
    reading = read_site(site, Memory(None, b""), Workers(), unseen)
    return reading.parsed, reading.diagnostics


def check_parsed(parsed: ParsedFiles, as_of: date, drafts: bool) -> tuple[Site, Ledger, Findings]:
    """The files as a site, its ledger, and the errors between them."""
    site, clashes = assemble(parsed, as_of, drafts)
    ledger, problems = compute_ledger(site)
    return site, ledger, (*clashes, *problems, *check_site(site, ledger, map_site(site)))


def errors_in(parsed: ParsedFiles, as_of: date) -> tuple[Site, Findings]:
    """The files as a site, with the pages that are held back, and all its errors."""
    site, _, found = check_parsed(parsed, as_of, drafts=True)
    every = (*found, *(each for file in parsed.files for each in file.diagnostics))
    return site, tuple(each for each in every if each.is_error)
