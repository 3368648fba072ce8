"""The metadata of a saved web page: attributes of its tags, and its JSON-LD.

The page may be hostile. Both html.parser and html5ever take quadratic time for some pages, so
bounded regular expressions find the few tags that matter, and html.parser parses each of them.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from html.parser import HTMLParser
from itertools import islice

from msgspec import Struct

LARGEST = 4_000_000
"""Bytes that are read; metadata are near the start of a page."""

SAVED_FROM, SAVED_ON = "<!-- saved from -->", "<!-- saved on -->"
"""The names of what browsers note in a page."""

_MOST_TAGS = 5_000
_MOST_SCRIPTS = 50
_LONGEST_TAG = 8_000
_LONGEST_SCRIPT = 500_000

_TAG = re.compile(r"<(?:html|meta|link|time)(?=[\s/>])", re.IGNORECASE)
_WHOLE_TAG = re.compile(r"""<(?>[^>"']+|"[^"]*"|'[^']*')*+>""")
_TITLE = re.compile(r"<title(?:\s[^>]{0,200})?>([^<]{0,2000})", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\s[^>]{0,200}?application/ld\+json[^>]{0,200}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\([0-9]{1,6}\)(?P<address>\S{1,2000})")
# What the extension SingleFile writes before the page.
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(?P<address>\S{1,2000})"
    r"(?:\s+saved date:\s*\w{3} (?P<day>\w{3} \d\d \d{4}))?"
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{1,40})""", re.IGNORECASE
)
# The encodings of web pages; Python has codecs that are not for text.
_CHARSETS = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|(?:windows|cp)-?125[0-8]|iso-?8859-?[0-9]{1,2}|koi8-?[ru]|gb2312|gbk"
    r"|gb18030|big5|shift_jis|euc-(?:jp|kr)",
    re.IGNORECASE,
)
_ON_THE_WEB = {"iso-8859-1": "windows-1252", "gb2312": "gb18030"}
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class SavedPage(Struct, frozen=True, kw_only=True):
    """``properties`` are the contents of ``meta`` elements by their names in lower case; those of
    ``<title>``, ``<html@lang>`` and ``<link@canonical>``; the days of all elements ``<time>``, and
    of those that date the page, ``<time@pubdate>``; and what a browser noted when it saved it."""

    properties: Mapping[str, Sequence[str]]
    json_ld: tuple[object, ...]


def read_saved_page(data: bytes) -> SavedPage:
    """The metadata of a page of any bytes; invalid parts are ignored."""
    whole = _decoded(data[:LARGEST])
    text = _without_comments(whole)
    properties: dict[str, list[str]] = defaultdict(list)
    for element, attributes in _tags(text):
        for name, content in _properties(element, attributes):
            if name and content.strip():
                properties[name].append(content.strip())
    if title := _TITLE.search(text):
        properties["<title>"].append(unescape(title[1]))
    for pattern in (_SAVED_FROM, _SINGLE_FILE):
        if saved := pattern.search(whole, 0, LARGEST // 100):
            properties[SAVED_FROM].append(saved["address"])
            properties[SAVED_ON].append(saved.groupdict().get("day") or "")
    return SavedPage(properties=properties, json_ld=tuple(_json_ld(text)))


def _properties(element: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a tag says: names as in ``SavedPage`` with their contents."""
    say = attributes.get
    if element == "meta":
        name = say("property") or say("name") or say("itemprop") or ""
        yield name.strip().lower(), say("content", "")
    elif element == "html":
        yield "<html@lang>", say("lang", "")
    elif element == "link" and "canonical" in say("rel", "").lower().split():
        yield "<link@canonical>", say("href", "")
    elif element == "time":
        yield "<time>", say("datetime", "")
        if "pubdate" in attributes or say("itemprop") == "datePublished":
            yield "<time@pubdate>", say("datetime", "")


def _decoded(data: bytes) -> str:
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.removeprefix(codecs.BOM_UTF8).decode(name, "replace")
    try:
        return data.decode()  # a browser may save a page as UTF-8 with its old declaration
    except UnicodeDecodeError:
        declared = _CHARSET.search(data, 0, 10_000)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if not _CHARSETS.fullmatch(name) or name.startswith("utf"):
        name = "utf-8"  # the declaration was found as ASCII, so it is not UTF-16
    return data.decode(_ON_THE_WEB.get(name, name), "replace")


def _without_comments(text: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join([*kept, text[at:]])


def _tags(text: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for start in islice(_TAG.finditer(text), _MOST_TAGS):
        tag = _WHOLE_TAG.match(text, start.start(), start.start() + _LONGEST_TAG)
        if tag:
            reader = _TagReader()
            reader.feed(tag[0])
            yield from reader.found


class _TagReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Mapping[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def _json_ld(text: str) -> Iterator[object]:
    for script in islice(_SCRIPT.finditer(text), _MOST_SCRIPTS):
        end = _SCRIPT_END.search(text, script.end(), script.end() + _LONGEST_SCRIPT)
        try:
            yield json.loads(text[script.end() : end.start()] if end else "")
        except (ValueError, RecursionError):
            continue
