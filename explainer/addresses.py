"""Addresses of pages, and links from one page to another.

An address is written from the site's root without a leading slash: ``""`` is
the home page, ``tide/`` an explainer, ``sources/un-1992/`` a source's page,
``404.html`` a file. A fragment may follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from unicodedata import normalize
from urllib.parse import unquote

SECTIONS = (
    *("questions", "topics", "sources", "facts", "disputes", "timeline", "corrections", "changes"),
    *("data", "glossary", "people", "places", "search"),
)
"""The first segments of what lists something: indexes are at ``<section>/``."""

_ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
LANGUAGE_CODES = frozenset(_ISO_639_1.split())
"""The two-letter codes of ISO 639-1: no page may take one as its name."""

EMBEDS = "embed"
"""The first segment of what other sites may frame: a figure or a question is at
``embed/<page>/<id>/``."""

RESERVED_NAMES = frozenset({*SECTIONS, "assets", "cname", EMBEDS}) | LANGUAGE_CODES
"""First segments that no explainer, plain page or alias may take."""

LATIN_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i",
}  # fmt: skip
"""Letters that are none of ASCII with a mark, and those that stand for them."""
_SPELLING = str.maketrans(LATIN_LETTERS)

_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE
)


@lru_cache(maxsize=1 << 16)
def unportable(name: str) -> str:
    """What keeps Windows from having a file or folder of this name; empty if nothing does. See
    "Naming Files, Paths, and Namespaces" in Microsoft's documentation of Win32."""
    if _DEVICES.fullmatch(name.partition(".")[0].strip()):
        return f'Windows keeps the name "{name.partition(".")[0]}" for a device'
    if found := re.search(r'[<>:"\\|?*]', name):
        return f"Windows has no {found[0]} in names"
    return "Windows drops a full stop or a space at the end of a name" if name[-1:] in ". " else ""


def in_ascii(text: str) -> str:
    """``text`` in small letters of ASCII, as far as there are such for it: ``grosse`` of Größe."""
    spelt = text.lower().translate(_SPELLING)
    return normalize("NFKD", spelt).encode("ascii", "ignore").decode().lower()


def same_file(path: str) -> str:
    """``path`` as systems compare it that ignore case, or how a letter with a mark is written."""
    return normalize("NFC", normalize("NFC", path).casefold())


def source_slug(key: str) -> str:
    """A source key as it is written in an address: with ``-`` for ``:``, ``/`` and ``+``."""
    return key.translate(str.maketrans(":/+", "---"))


def record_address(kind: str, name: str) -> str:
    """The address of the page of a ``fact``, or of a ``source``, in the site's own language."""
    return f"facts/{name}/" if kind == "fact" else f"sources/{source_slug(name)}/"


def in_language(address: str, language: str, default: str) -> str:
    """The address of the same page in ``language``: below its code, unless it is ``default``."""
    return address if language == default else f"{language}/{address}"


def language_of(address: str, languages: Sequence[str]) -> str:
    """The language of the page at ``address``, of those of a site, whose own is the first."""
    code = address.partition("/")[0]
    return code if code in languages[1:] else languages[0]


def former_address(written: str, language: str, default: str) -> str:
    """The address that a page had: ``written`` is its former name, or begins with a slash and is
    its former path from the site's root, percent-encoded or not. A path is a folder's, with or
    without a slash at the end, unless it ends with ``.html`` or ``.htm``."""
    if not written.startswith("/"):
        return in_language(f"{written}/", language, default)
    path = normalize("NFC", unquote(written[1:])).rstrip("/")
    path = re.sub(r"(?:^|(?<=/))index\.html$", "", path).rstrip("/")
    return path if not path or path.endswith((".html", ".htm")) else f"{path}/"


def output_path(address: str) -> str:
    """The file that holds the page at ``address``, relative to the output folder."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


@lru_cache(maxsize=256)
def links_from(origin: str, *, to_files: bool = False) -> Callable[[str], str]:
    """The function that returns an address, which may have a fragment, as a link on the page at
    ``origin``; ``to_files``: to the file that holds the page, where no server looks for it."""
    *here, _ = origin.split("/")
    above = [
        ("".join(f"{part}/" for part in here[: len(here) - steps]), "../" * steps)
        for steps in range(len(here) + 1)
    ]

    def link(target: str) -> str:
        path, mark, fragment = target.partition("#")
        if mark and path == origin:
            return f"#{fragment}"
        if to_files:
            path = output_path(path)
        for folder, way in above:
            if path.startswith(folder):
                return f"{way + path[len(folder) :] or './'}{mark}{fragment}"
        raise AssertionError("every address lies below the site's root")

    return link
