"""Prepare a parsed site for its pages: check it, and load what pages are rendered with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from explainer.checks.waivers import check_waivers
from explainer.config import NO_EXTENSIONS, Config, find_generator_root
from explainer.diagnostics import Diagnostic, Location
from explainer.extensions.loading import Loaded, check_own_command
from explainer.making.memory import Memory
from explainer.making.reading import Reading
from explainer.making.work import Workshop
from explainer.model.site.assembly import assemble
from explainer.model.site.card_sizes import load_card_size
from explainer.model.site.site import Site
from explainer.renderers.folders import AssetBundle, FolderProblem, asset_files, theme_styles
from explainer.renderers.template_environment import syntax_problems
from explainer.renderers.templates import TemplateProblem, Templates, load_templates
from explainer.resolve.checking.references import Checking
from explainer.resolve.checking.site import check_records
from explainer.resolve.ledger import compute_ledger
from explainer.resolve.references.links import map_site
from explainer.resolve.resolved_site import Shelf, kept_ledger, make_shelves


class Prepared(Struct, frozen=True):
    """A site with the shelf of each language. ``assets`` or ``templates`` is None if it has errors,
    which are in ``diagnostics``."""

    site: Site
    shelves: tuple[Shelf, ...]
    assets: AssetBundle | None
    templates: Templates | None
    diagnostics: tuple[Diagnostic, ...]

    def workshop(self, *, records: bool) -> Workshop | None:
        """What pages are made from; None without assets or templates."""
        if self.assets is None or self.templates is None:
            return None
        library = self.shelves[0].library
        return Workshop(
            site=self.site,
            ledger=library.ledger,
            site_map=library.site_map,
            chromes={each.language: each.chrome for each in self.shelves},
            templates=self.templates,
            records=records,
            libraries={each.language: each.library for each in self.shelves},
        )


def prepare_site(
    config: Config,
    extensions: Loaded,
    reading: Reading,
    memory: Memory,
    before: Sequence[Shelf],
) -> Prepared:
    """``before`` are the shelves of an earlier build; what is still valid is used again."""
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
    shelves = make_shelves(
        site,
        ledger,
        site_map,
        stylesheet=assets.stylesheet if assets else "",
        script=assets.script if assets else "",
        drawings=assets.drawings if assets else "",
        card_size=card_size,
        before=before,
    )
    found = [*found, *problems, *checking.diagnostics]
    return Prepared(site, shelves, assets, templates, tuple(found))
