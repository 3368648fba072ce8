"""The feeds of one language, which ``templates/feed.xml`` writes as Atom (RFC 4287): explainers,
corrections, and what is new of each topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from explainer.languages.catalogues import unmarked
from explainer.model.pages.page import Correction
from explainer.renderers.files import OutputFile
from explainer.renderers.template_environment import render_template
from explainer.renderers.templates import Templates
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.notebook import Place
from explainer.resolve.linking.wording import plain_text
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.makers.page_frame import change_entries
from explainer.resolve.published.parts import Link
from explainer.resolve.resolved_site import LinkedLanguage, Shelf

_MOST = 50
"""The number of entries that a feed has at most."""


class _Entry(Struct, frozen=True, kw_only=True):
    """A page or a correction, in plain text; ``identity`` is the address that it has for good,
    ``updated`` the day on which it changed in substance."""

    identity: str
    link: Link
    updated: str
    published: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def feed_files(language: LinkedLanguage, templates: Templates) -> Iterator[OutputFile]:
    """The files; drafts and withdrawn pages are left out. A feed without entries has the day of the
    newest entry of all."""
    shelf, library = language.shelf, language.shelf.library
    explained = [_explainer(shelf, each) for each in language.explainers() if not each.draft]
    corrected = [*_corrections(shelf)]
    every = [*explained, *corrected]
    home = Link(shelf.chrome.site_title, library.address(""))
    feeds = [("feed.xml", home, explained)]
    feeds.append(("corrections.xml", library.index("corrections/"), corrected))
    for topic in dict.fromkeys(named.id for _, named in library.site.used_topics()):
        found = [each for each in every if topic in each.topics]
        feeds.append((f"topics/{topic}/feed.xml", library.topic(topic), found))
    for name, page, entries in feeds:
        newest = sorted(entries, key=lambda each: each.updated, reverse=True)[:_MOST]
        days = (each.updated for each in newest or every)
        given = {
            "address": library.address(name),
            "language": shelf.language,
            "chrome": shelf.chrome,
            "page": page,
            "updated": max(days, default=library.site.as_of.isoformat()),
            "entries": newest,
        }
        text = render_template(templates, shelf.language, "feed.xml", given)
        yield OutputFile(library.address(name), unmarked(text).encode())


def _explainer(shelf: Shelf, page: Linked) -> _Entry:
    site = shelf.library.site
    published, updated = (day.iso if day else "" for day in (page.published, page.updated))
    people = (site.entries["person", each.split("/")[-2]] for each in page.authors)
    return _Entry(
        identity=page.address,
        link=page.link,
        updated=max(updated, published) or site.as_of.isoformat(),
        published=published,
        summary="\n".join(page.digest) or page.short_answer or page.standfirst,
        authors=tuple(person.name_in(shelf.language) for person in people),
        topics=page.topics,
    )


def _corrections(shelf: Shelf) -> Iterator[_Entry]:
    """What was wrong on each page, with what is right."""
    library, gettext = shelf.library, shelf.library.catalogue.gettext
    here = library.index("corrections/")
    linker = PageLinker(library=library, page=here, marks="none")
    for page in shelf.documents:
        if page.status == "withdrawn" or page.held_back(library.site.as_of):
            continue
        changes = [(each, page) for each in page.changes if isinstance(each, Correction)]
        earlier = Counter[str]()
        for change in reversed(change_entries(linker, changes, Place(here, ""))):
            day = change.day.iso
            earlier[day] += 1
            number = f"-{earlier[day]}" if earlier[day] > 1 else ""
            title = gettext("Correction, %(date)s") % {"date": change.day.text}
            was, now = plain_text(change.was), plain_text(change.now)
            is_standing = change.correction == "standing"
            stands = gettext("It now says:") if is_standing else gettext("Corrected to:")
            where = change.question or Link("", f"{change.page.address}#changes")
            yield _Entry(
                identity=f"{change.page.address}#correction-{day}{number}",
                link=Link(f"{change.page.text} – {title}", where.address),
                updated=day,
                summary=(f"{gettext('It said:')} {was}\n" if was else "") + f"{stands} {now}",
                topics=tuple(named.id for named in page.topics),
            )
