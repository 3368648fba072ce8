"""What is written into the files of an output, whatever they are: as records, each of which is read
by itself, so that what stands in it has to say all that must be said of it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import lxml.etree
import lxml.html

_PICTURES = (".png", ".jpg", ".webp", ".avif", ".woff2", ".ico")
_TOGETHER = (
    *("li[contains(@class,'claim')]", "section[contains(@class,'claims')]"),
    *("dl[@class='fact-card']", "div[@class='step']"),
)
_ALONE = (
    *("p", "li", "dd", "div[dt]", "dt", "tbody", "figure", "h1", "h2", "h3", "title", "header"),
)
"""Of the markup around a text, what a reader takes in at once."""


def records_of(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """(path, text) of every record in the files; a path is one too."""
    for path, data in files.items():
        yield path, path
        for text in _records(path, data):
            yield path, text


def _records(path: str, data: bytes) -> Iterator[str]:
    name = path.lower()
    if data[:2] == b"\x1f\x8b":
        yield from _records(path, gzip.decompress(data))
    elif data[:4] == b"PK\x03\x04":
        with ZipFile(io.BytesIO(data)) as archive:
            packed = {f"{path}/{each}": archive.read(each) for each in archive.namelist()}
        yield from (text for _, text in records_of(packed))
    elif data[:15] == b"SQLite format 3":
        yield from _rows(data)
    elif data[:5] == b"%PDF-":
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(data))
        yield from (f"{page.extract_text()}" for page in reader.pages)
        yield json.dumps([each.get("/Title") for each in _flat(reader.outline)], default=str)
    elif name.endswith(_PICTURES):
        yield data.decode("latin-1")  # their metadata
    elif name.endswith(".html"):
        yield from _html(data)
    elif name.endswith((".json", ".jsonld")):
        yield from _objects(json.loads(data))
    elif name.endswith(".csv"):
        yield from ("\n".join(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    elif name.endswith((".xml", ".svg", ".atom")):
        tree = lxml.etree.fromstring(data)
        yield from ("".join(each.itertext()) for each in tree.iter(lxml.etree.Element))
        yield from (value for each in tree.iter(lxml.etree.Element) for value in each.values())
    else:
        yield from re.split(r"\n\s*\n|\n(?=[-*|#>] )", data.decode("utf-8", "replace"))


def _flat(outline: list[Any]) -> Iterator[Any]:
    for each in outline:
        yield from _flat(each) if isinstance(each, list) else (each,)


def _rows(data: bytes) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "data.sqlite"
        file.write_bytes(data)
        base = sqlite3.connect(file)
        tables = base.execute("select name, sql from sqlite_master where type in ('table', 'view')")
        for name, sql in tables.fetchall():
            yield str(sql)
            yield from ("\n".join(map(str, row)) for row in base.execute(f'select * from "{name}"'))
        base.close()


def _objects(value: Any) -> Iterator[str]:
    """Each object with all that stands in it; the innermost ones are the shortest."""
    if isinstance(value, dict):
        yield json.dumps(value, ensure_ascii=False)
        for each in value.values():
            yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)
            if not isinstance(each, dict | list):
                yield str(each)


def _around(text: Any) -> str:
    for kinds in (_TOGETHER, _ALONE):
        path = " or ".join(f"self::{kind}" for kind in kinds)
        if found := text.getparent().xpath(f"ancestor-or-self::*[{path}]"):
            return str(found[-1].text_content())
    return str(text)


def _html(data: bytes) -> Iterator[str]:
    tree = lxml.html.document_fromstring(data.decode())
    for script in tree.xpath('//script[contains(@type, "json")]'):
        yield from _objects(json.loads(script.text_content()))
    for comment in tree.xpath("//comment()"):
        yield str(comment.text)
    for text in tree.xpath("//text()[normalize-space()][not(ancestor::script)]"):
        yield _around(text)
    for value in tree.xpath("//@*[not(name()='datetime' or (name()='value' and parent::data))]"):
        yield str(value)
