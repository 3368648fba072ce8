"""Records of changes at the end of ``content/changes.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from explainer.model.site.changes import CHANGES, SiteChange, as_record
from explainer.scaffolding.drafts import Draft
from explainer.scaffolding.yaml_files import append_records

if TYPE_CHECKING:
    from explainer.model.site.site import Site


def unrecorded(site: Site, changes: Iterable[SiteChange]) -> list[SiteChange]:
    """The changes that the site does not record yet, be it on another day: of what a thing says
    now, its last record tells."""
    last: dict[tuple[str, str], str] = {}
    for each in site.changes:
        if each.was or each.now:
            last[each.kind, each.subject.id] = each.now
    said = {each.said for each in site.changes}

    def is_known(change: SiteChange) -> bool:
        if change.was or change.now:
            return last.get((change.kind, change.subject.id)) == change.now
        return change.said in said

    return [change for change in changes if not is_known(change)]


def draft_changes(site: Site, changes: Sequence[SiteChange]) -> Draft:
    """The changes behind those that are recorded. Raises NotDrafted if the form of the file does
    not allow it."""
    before = site.texts[CHANGES].text if CHANGES in site.texts else None
    return Draft(CHANGES, append_records(CHANGES, before, [*map(as_record, changes)]), before)
