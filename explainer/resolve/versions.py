"""A site at one time, and how a change between two of them is written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from explainer.documents.files.characters import refused
from explainer.languages.catalogues import unmarked
from explainer.model.shared.reading import Named
from explainer.model.site.changes import SiteChange, SubjectKind
from explainer.model.site.settings import AliasKind
from explainer.model.site.site import Site
from explainer.resolve.ledger import compute_ledger
from explainer.resolve.linking.library import Library, make_library
from explainer.resolve.references.links import map_site


class Version(Struct, frozen=True):
    """A site at one time; ``libraries`` are by language, its own first."""

    site: Site
    libraries: tuple[Library, ...]

    @property
    def own(self) -> Library:
        return self.libraries[0]


def version_of(site: Site, languages: Iterable[str]) -> Version:
    ledger, _ = compute_ledger(site)
    at = map_site(site)
    return Version(site, tuple(make_library(site, ledger, at, each) for each in languages))


def renamed_ids(kind: AliasKind, before: Version, after: Version) -> dict[str, str]:
    """The ids of facts, or keys of sources, that the earlier site has, each with that which the
    later one has in its place."""
    old, new = (
        each.site.facts if kind == "fact" else each.site.sources for each in (before, after)
    )
    return {
        former.id: present.id
        for of, former, present in after.site.settings.aliases
        if of == kind and former.id in old.keys() - new.keys() and present.id not in old
    }


def source_names(*versions: Version) -> dict[str, str]:
    """Who published each source, and when, by its key; of later versions if both have it."""
    views = (view for version in versions for view in version.own.views.values())
    return {
        view.key: plain(
            ", ".join(filter(None, (view.name, view.issued.text if view.issued else "")))
        )
        for view in views
    }


def change_of(
    kind: SubjectKind,
    subject: str,
    after: Version,
    *,
    was: str = "",
    now: str = "",
    because: str = "",
    sources: Iterable[str] = (),
    dropped: Iterable[str] = (),
) -> SiteChange:
    return SiteChange(
        day=after.site.as_of,
        kind=kind,
        subject=Named(subject, 0),
        was=was,
        now=now,
        because=because,
        sources=named(sources),
        dropped=named(dropped),
    )


def named(ids: Iterable[str]) -> tuple[Named, ...]:
    return tuple(Named(each, 0) for each in ids)


def plain(words: str) -> str:
    """The words without what content may not hold, in whatever lines they are written: formats of
    numbers have marks of the direction."""
    text = "".join(map(_allowed, re.split("(?= )", unmarked(words).replace("\u00a0", " "))))
    return text.strip()


def _allowed(word: str) -> str:
    barred = {at for at, _ in refused(word)}
    return "".join(sign for at, sign in enumerate(word) if at not in barred)
