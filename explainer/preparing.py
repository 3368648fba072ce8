"""Prepare a parsed site for its pages: check it, and load what pages are rendered with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from explainer.checks.waivers import check_waivers
from explainer.config import NO_EXTENSIONS, Config, find_generator_root
from explainer.diagnostics import Diagnostic, Location
from explainer.extensions.loading import Loaded, check_own_command
from explainer.making.memory import Memory
from explainer.making.reading import Reading
from explainer.model.site.assembly import assemble
from explainer.model.site.card_sizes import load_card_size
from explainer.renderers.files import LinkedSite
from explainer.renderers.folders import FolderProblem, asset_files, theme_styles
from explainer.renderers.template_environment import syntax_problems
from explainer.renderers.templates import TemplateProblem, load_templates
from explainer.resolve.checking.references import Checking
from explainer.resolve.checking.site import check_records
from explainer.resolve.ledger import compute_ledger
from explainer.resolve.makers.chrome import make_chrome
from explainer.resolve.references.links import map_site
from explainer.resolve.resolved_site import ResolvedSite, Shelf, kept_ledger, make_shelves


def prepare_site(
    config: Config,
    extensions: Loaded,
    reading: Reading,
    memory: Memory,
    before: Sequence[Shelf],
) -> tuple[LinkedSite, tuple[Shelf, ...]]:
    """The site, of which no page is linked yet, and the shelf of each language. ``before`` are the
    shelves of an earlier build; what is still valid is used again."""
    site, clashes = assemble(reading.parsed, config.as_of, config.drafts)
    site = replace(site, offline=config.offline)
    card_size, unfit = load_card_size(config.site, site)
    own_codes = (rule.code for rule in extensions.rules)
    found = [*reading.diagnostics, *clashes, *check_waivers(site, own_codes), *unfit]
    if config.extensions == NO_EXTENSIONS:
        found += check_own_command(config.site)
    filters = tuple((each.name, each.apply) for each in extensions.filters)
    generator = find_generator_root()
    folders = [config.site, *([] if generator == config.site.resolve() else [generator])]
    assets = templates = None
    try:
        assets = asset_files(
            [folder / "assets" for folder in folders], theme_styles(site.settings.theme)
        )
        templates = load_templates([folder / "templates" for folder in folders], filters)
        templates.code.update(memory.find_code(templates))
        found += syntax_problems(templates, site.default)
    except FolderProblem as problem:
        found += problem.diagnostics
    except TemplateProblem as problem:
        found.append(problem.diagnostic)
    except OSError as problem:
        place = Location("/".join(Path(problem.filename or "templates").parts[-2:]))
        message, hint = f"this cannot be read: {problem.strerror}", "Check its permissions."
        found.append(Diagnostic(code="unreadable", location=place, message=message, hint=hint))
    kept = kept_ledger(before, site)
    ledger, problems = (kept, ()) if kept else compute_ledger(site)
    site_map = map_site(site)
    checking = Checking(site=site, ledger=ledger, site_map=site_map)
    check_records(checking)
    chrome_of = partial(
        make_chrome,
        stylesheet=assets.stylesheet if assets else "",
        script=assets.script if assets else "",
        drawings=assets.drawings if assets else "",
        card_size=card_size,
    )
    shelves = make_shelves(site, ledger, site_map, chrome_of, before)
    diagnostics = (*found, *problems, *checking.diagnostics)
    return LinkedSite(config.site, site, ResolvedSite(), assets, templates, diagnostics), shelves
