"""Links that leave the site do not say where the reader came from; nothing is loaded from there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

from tests.sites import TinySite, explainer, output_files

NO_REQUEST = {"alternate", "license", "canonical"}
ELSEWHERE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)


@pytest.fixture(scope="module")
def files(flagship: Path) -> dict[str, bytes]:
    return output_files(flagship)


def trees(files: dict[str, bytes]) -> Iterator[lxml.html.HtmlElement]:
    for path, data in files.items():
        if path.endswith(".html"):
            yield lxml.html.document_fromstring(data.decode())


def outgoing(files: dict[str, bytes]) -> Iterator[lxml.html.HtmlElement]:
    for tree in trees(files):
        yield from (link for link in tree.iter("a") if ELSEWHERE.match(link.get("href", "")))


def loaded(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Every address that a browser asks for by itself."""
    yield from tree.xpath("//@src | //@srcset | //@poster | //object/@data")
    for link in tree.iter("link"):
        if link.get("rel") not in NO_REQUEST:
            yield link.get("href")


def wrong(files: dict[str, bytes]) -> set[str]:
    return {
        link.get("href")
        for link in outgoing(files)
        if not {"external", "noreferrer"} <= set(link.get("rel", "").split())
    }


def test_every_link_of_the_flagship_that_leaves_it(files: dict[str, bytes]) -> None:
    assert len(list(outgoing(files))) > 500
    assert wrong(files) == set()


def test_no_page_of_the_flagship_loads_anything_from_elsewhere(files: dict[str, bytes]) -> None:
    found = [address for tree in trees(files) for address in loaded(tree)]
    assert len(found) > 500
    assert [address for address in found if ELSEWHERE.match(address)] == []
    styles = [data.decode() for path, data in files.items() if path.endswith(".css")]
    assert styles
    assert [
        found for style in styles for found in re.findall(r"url\(\s*['\"]?https?:", style)
    ] == []


def test_links_written_in_any_way(tmp_path: Path) -> None:
    body = """\
## Why?

[a](https://a.example/), <https://b.example/>, [c](HTTPS://c.example "t"), [d].

| [e](http://e.example/) |
|---|
| x |

A note.[^n] [mail](mailto:desk@tides.example)

[d]: https://d.example/
[^n]: See [f](https://f.example/).
"""
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\ncontact: https://g.example/\n",
            "explainers/gauge.md": explainer(
                body, "method: '[h](https://h.example/) [@wire]'", "short_answer: x"
            ),
            "sources/s.yaml": "references:\n- {id: wire, type: book, title: W, DOI: 10.1/x, "
            "URL: 'https://i.example/', custom: {archive_url: 'https://j.example/'}}\n",
        }
    )
    site.build()
    found = {str(link.get("href")).lower() for link in outgoing(site.files())}
    expected = {f"https://{letter}.example/" for letter in "abdfghij"}
    assert found == expected | {"https://c.example", "http://e.example/", "https://doi.org/10.1/x"}
    assert wrong(site.files()) == set()
    mails = site.tree("gauge/").xpath("//a[starts-with(@href, 'mailto:')]")
    assert [mail.get("rel") for mail in mails] == [None]
