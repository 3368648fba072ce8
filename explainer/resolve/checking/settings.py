"""Check what the settings and the record of changes name, and whether each former name and path can
lead to the page that it was of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from explainer.addresses import (
    EMBEDS,
    former_address,
    in_language,
    record_address,
    same_file,
    unportable,
)
from explainer.languages.catalogues import has_words
from explainer.languages.locales import fallback_chain, language_name
from explainer.model.pages.checks import name_problem
from explainer.model.shared.reading import Named
from explainer.model.site.changes import CHANGES
from explainer.model.site.settings import SETTINGS
from explainer.model.site.site import Incomplete, Site
from explainer.resolve.checking.references import Checking
from explainer.resolve.linking.library import INDEXES
from explainer.resolve.references.links import TOPIC

NAME_ITS_FILE = "Write the name of its file without .md."
_GONE_FACT = "If it is gone, add a change that says so: with `from:` alone."
_GONE = "If it is gone, add a change that says so: `page:`, and its title in `from:`."
_FOLDERS_OF_FILES = ("assets", "cname", "data", EMBEDS)
_LONGEST = 200
"""The bytes of a folder's name; most systems have room for 255."""
_FILE = re.compile(
    r"\.(?!(?:x?html?|shtml|php\d?|aspx?|jspx?|cgi)$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE
)
"""The end of a path that was no page's."""
_NO_CHARACTER = re.compile(r"[\x00-\x1f\x7f\ufffd]")
_NO_FILE = "No file can lead on from there: let the server do it."
_WRITE_A_PATH = "Write a path of this site from its first slash, as in /2021/suez/."


def check_changes(checking: Checking) -> None:
    """Report facts, pages, questions and sources in changes that the site neither has nor is said
    to have had: what is gone, a change says so, and it may stand in others."""
    site = checking.site
    gone = {(each.kind, each.subject.id) for each in site.changes if each.gone}
    for page in site.pages.values():
        gone |= {("question", f"{page.name}#{old.id}") for old, _ in page.question_aliases}
    lost = {named.id for each in site.changes for named in each.lost}
    lost |= {name for kind, name in gone if kind == "fact"}
    dropped = {named.id for each in site.changes for named in each.dropped}
    for change in site.changes:
        facts = [change.subject, *change.facts] if change.kind == "fact" else change.facts
        for named in facts:
            if named.id not in lost:
                checking.check_fact(CHANGES, named, _GONE_FACT)
        if change.page and not {("page", change.page), (change.kind, change.subject.id)} & gone:
            offset = change.subject.offset
            check_asked(checking, CHANGES, change.page, change.question, offset, _GONE)
        for named in change.sources:
            if named.id not in dropped:
                checking.check_key(CHANGES, named.id, named.offset)


def check_asked(
    checking: Checking, path: str, name: str, question: str, offset: int, cure: str = NAME_ITS_FILE
) -> None:
    """Report a page that the site does not have, be it held back, or a ``question`` that is not
    on it; it may be empty. The ``cure`` is for a page whose name is like none."""
    site = checking.site
    pages = {**site.held_back, **site.pages}
    page = pages.get((name, site.default))
    known = page.question_ids if page else ()
    if site.incomplete.may_hold(name):
        return
    if page is None:
        names = [name for name, _ in pages]
        checking.report_missing(path, "unknown-page", offset, name, cure, names)
    elif question and question not in (*known, *(old.id for old, _ in page.question_aliases)):
        hint = checking.guess(question, known) or "Write the id of a question."
        message = f'there is no question "{question}" in "{name}"'
        place = offset + len(name) + 1
        checking.report(path, "unknown-question", place, message, hint, len(question))


def check_settings(checking: Checking) -> None:
    """Check the policies, featured questions, aliases, pictures and navigation that ``site.yaml``
    names. A featured question may be in a draft."""
    site, settings = checking.site, checking.site.settings
    names = {name for name, _ in site.pages}
    for code, offset in dict(settings.language_offsets).items():
        if not has_words(code) and site.words.keys().isdisjoint(fallback_chain(code)):
            name = language_name(code, "en")
            message = f"the words around the texts are not known in {name}"
            hint = f"Translate them in content/words/{code}.po, begun from messages.pot."
            checking.report(SETTINGS, "words", offset, message, hint, len(code))
    for _, name, offset in settings.policies:
        if name not in names and not site.incomplete.may_hold(name) and SETTINGS in site.texts:
            hint = f"Write content/pages/{name}.md, or delete this line."
            checking.report_missing(SETTINGS, "unknown-page", offset, name, hint, names)
    for name, question, offset in settings.featured:
        check_asked(checking, SETTINGS, name, question, offset)
    for kind, _, new in settings.aliases:
        if kind == "source":
            checking.check_key(SETTINGS, new.id, new.offset)
        else:
            checking.check_fact(SETTINGS, new, "Write a fact's id, or delete this line.")
    for image, offset in settings.images.items():
        if image not in site.images and not site.incomplete.may_hold(image):
            hint = checking.guess(image, site.images) or "Save it in content/images/."
            message = f'there is no image "{image}"'
            checking.report(SETTINGS, "dead-link", offset, message, hint, len(image))
    icon = settings.theme.icon or ""
    if (shown := site.images.get(icon)) and shown.width != shown.height:
        message = f"the icon is no square: it is {shown.width} pixels wide and {shown.height} high"
        hint = "Cut it to a square, or fill it up to one: tabs of browsers have no other room."
        checking.report(SETTINGS, "image-kind", settings.images[icon], message, hint, len(icon))
    # What the navigation names is a list of this site, a topic or a page. Lists and topics are
    # made of what could not be read as well: while there is such, none is missed.
    is_whole = site.incomplete == Incomplete()
    reached = {*checking.site_map.anchors, *(["search/"] if settings.search else [])}
    lists = [path.removesuffix("/") for path in INDEXES if path in reached]
    pages = (page for page, _ in (*site.pages, *site.held_back))
    known = {*lists, *(f"{TOPIC}{topic}" for topic in site.topics), *pages}
    for item in settings.navigation or ():
        name, offset = item.page.id, item.page.offset
        topic = name.removeprefix(TOPIC)
        is_made = topic != name or f"{name}/" in INDEXES
        if name not in known and (is_whole or not is_made) and not site.incomplete.may_hold(topic):
            hint = f"Write {', '.join(lists)}, {TOPIC} and a topic, or the name of a page."
            checking.report_missing(SETTINGS, "unknown-page", offset, name, hint, sorted(known))


def check_former_paths(checking: Checking) -> None:
    """Report former names and paths at which nothing can lead on, and those that are taken: by
    another page or former path, or by what the site makes itself."""
    site, site_map = checking.site, checking.site_map
    moved = [*_moved(site)]
    if not moved:
        return
    taken = dict.fromkeys(map(same_file, site_map.anchors.keys() - site_map.former), "the site")
    for (name, language), page in (*site.pages.items(), *site.held_back.items()):
        taken[same_file(in_language(f"{name}/", language, site.default))] = page.source.path
    files, folders = {"404.html": "404.html"}, dict[str, str]()
    for path, alias, written, address in moved:
        file = same_file(address)
        other, above = taken.get(file), [file[:at] for at, c in enumerate(file) if c == "/"]
        crossed = folders.get(file) or next((files[each] for each in above if each in files), "")
        if unfit := _problem(written, site):
            code, message, hint = unfit
        elif other:
            code, hint = "duplicate-address", "Two pages cannot have one address."
            whose = {path: "this page itself", "the site": "a page that the site makes itself"}
            whose |= {SETTINGS: SETTINGS}
            message = f"the address /{address} is taken by {whose.get(other, other)}"
        elif crossed:
            code, hint = "duplicate-address", "Delete one of the two, or let the server lead on."
            message = f"/{address} and /{crossed} need a file and a folder of one name"
        else:
            taken[file] = path
            files[file] = address
            folders |= dict.fromkeys(above, address)
            continue
        checking.report(path, code, alias.offset, message, hint, len(alias.id))


def _moved(site: Site) -> Iterator[tuple[str, Named, str, str]]:
    """The file, the former name as it stands there, the name or path that it means, the address."""
    for (_, language), page in site.pages.items():
        for alias in page.aliases:
            address = former_address(alias.id, language, site.default)
            yield page.source.path, alias, alias.id, address
    for kind, old, _ in site.settings.aliases:
        address = record_address(kind, old.id)
        yield SETTINGS, old, f"/{address}", address


def _problem(written: str, site: Site) -> tuple[str, str, str] | None:
    """Code, message and hint of why nothing can lead on there, or None."""
    if "://" in written or written.startswith("//"):
        own, url = "", site.settings.url
        if url and written.startswith(url):
            own = f"Write /{written.removeprefix(url)}: a path counts from the site's root."
        return "leaves-site", f"{written} is an address, and no path", own or _WRITE_A_PATH
    if not written.startswith("/"):
        unfit = name_problem(written, site.languages)
        if unfit and re.search(r"[/.]", written):
            return "name", unfit[0], f"If it is a former path, write /{written} with the slash."
        return ("name", *unfit) if unfit else None
    unfit = _path_problem(written)
    return ("name", *unfit) if unfit else None


def _path_problem(written: str) -> tuple[str, str] | None:
    *folders, last = parts = unquote(written[1:]).rstrip("/").split("/")
    names = filter(None, map(unportable, filter(None, parts)))
    if found := re.search(r"[?#]", written):
        what = {"?": "a query", "#": "an anchor"}[found[0]]
        hint = f"Write what stands before the {found[0]}: hosts find a file by that alone."
        return f"{written} has {what}, which reaches no file", hint
    if not {"", ".", ".."}.isdisjoint(folders) or last in (".", ".."):
        return f"{written} is no path of a page", _WRITE_A_PATH
    if _NO_CHARACTER.search(unquote(written)):
        return f"{written} has a character that no address has", _WRITE_A_PATH
    if problem := next(names, ""):
        return problem, _NO_FILE
    if any(len(part.encode()) > _LONGEST for part in parts):
        return f"a name in it has more than {_LONGEST} bytes", _NO_FILE
    if parts[0].lower() in _FOLDERS_OF_FILES or parts[0].startswith(("_", ".")):
        return f"/{parts[0]} is kept for the site's own files", "Delete it."
    if _FILE.search(last) and not written.endswith("/"):
        hint = "Only pages lead on. If it was one, write a slash at its end."
        return f"{written} has the name of a file that is no page", hint
    return None
