"""Check former names and paths: whether each can lead to the page that it was of."""

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
from explainer.model.pages.checks import name_problem
from explainer.model.shared.reading import Named
from explainer.model.site.settings import SETTINGS
from explainer.model.site.site import Site
from explainer.resolve.checking.references import Checking

_FOLDERS_OF_FILES = ("assets", "cname", "data", EMBEDS)
_LONGEST = 200
"""The bytes of a folder's name; most systems have room for 255."""
_FILE = re.compile(
    r"\.(?!(?:x?html?|shtml|php\d?|aspx?|jspx?|cgi)$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE
)
"""The end of a path that was no page's."""
_NO_CHARACTER = re.compile(r"[\x00-\x1f\x7f\ufffd]")
_WRITE_A_PATH = "Write a path of this site from its first slash, as in /2021/suez/."


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
    if found := re.search(r"[?#]", written):
        what = {"?": "a query", "#": "an anchor"}[found[0]]
        hint = f"Write what stands before the {found[0]}: hosts find a file by that alone."
        return "name", f"{written} has {what}, which reaches no file", hint
    *folders, last = parts = unquote(written[1:]).rstrip("/").split("/")
    if any(part in ("", ".", "..") for part in folders) or last in (".", ".."):
        return "name", f"{written} is no path of a page", _WRITE_A_PATH
    if _NO_CHARACTER.search(unquote(written)):
        return "name", f"{written} has a character that no address has", _WRITE_A_PATH
    if problem := next(filter(None, map(unportable, filter(None, parts))), ""):
        return "name", problem, "No file can lead on from there: let the server do it."
    if any(len(part.encode()) > _LONGEST for part in parts):
        hint = "No file can lead on from there: let the server do it."
        return "name", f"a name in it has more than {_LONGEST} bytes", hint
    if parts[0].lower() in _FOLDERS_OF_FILES or parts[0].startswith(("_", ".")):
        return "name", f"/{parts[0]} is kept for the site's own files", "Delete it."
    if _FILE.search(last) and not written.endswith("/"):
        hint = "Only pages lead on. If it was one, write a slash at its end."
        return "name", f"{written} has the name of a file that is no page", hint
    return None
