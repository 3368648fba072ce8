"""How to cite an explainer, as the programs read it that keep references."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import lxml.html
import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware

from tests.sites import TinySite, explainer

SITE = {
    "site.yaml": "title: Tides & more\ntitle.ru: Приливы\nurl: https://example.org/tides/\n"
    "publisher: Bay desk\nlanguages: [en, ru]\n",
    "people.yaml": "ann: {name: Ann Lee}\nhouse: {name: The 5% House, kind: organization}\n",
    "explainers/gauge.md": explainer(
        "## When? {#when}\n\nThen.\n",
        "authors: [ann, house]",
        "updated: 2026-11-21",
        title="What rose by 50% & {why}?",
    ),
    "explainers/gauge.ru.md": explainer("## Когда? {#when}\n\nТогда.\n", title="Водомер"),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    site = TinySite(tmp_path_factory.mktemp("cited"))
    site.write(SITE)
    site.build()
    return site.files()


def test_bibtex_names_the_page(files: Mapping[str, bytes]) -> None:
    written = files["gauge/cite.bib"].decode()
    assert "What rose by 50\\% \\& \\{why\\}?" in written
    read = parse_string(written, append_middleware=[LatexDecodingMiddleware()])
    assert not read.failed_blocks
    (entry,) = read.entries
    assert (entry.entry_type, entry.key) == ("misc", "gauge")
    assert {field.key: field.value for field in entry.fields} == {
        "author": "Ann Lee and The 5% House",
        "title": "What rose by 50% & {why}?",
        "howpublished": "Tides & more",
        "publisher": "Bay desk",
        "year": "2026",
        "month": "nov",
        "day": "21",
        "url": "https://example.org/tides/gauge/",
        "language": "en",
    }


def test_ris_names_the_page(files: Mapping[str, bytes]) -> None:
    *lines, last = files["gauge/cite.ris"].decode().split("\r\n")
    assert last == ""
    assert [tuple(line.split("  - ")) for line in lines] == [
        ("TY", "ELEC"),
        ("AU", "Ann Lee"),
        ("AU", "The 5% House"),
        ("TI", "What rose by 50% & {why}?"),
        ("T2", "Tides & more"),
        ("PB", "Bay desk"),
        ("PY", "2026"),
        ("DA", "2026/11/21"),
        ("LA", "en"),
        ("UR", "https://example.org/tides/gauge/"),
        ("ER", ""),
    ]


def test_csl_json_names_the_page(files: Mapping[str, bytes]) -> None:
    assert json.loads(files["gauge/cite.json"]) == [
        {
            "id": "gauge",
            "type": "webpage",
            "author": [{"literal": "Ann Lee"}, {"literal": "The 5% House"}],
            "title": "What rose by 50% & {why}?",
            "container-title": "Tides & more",
            "publisher": "Bay desk",
            "issued": {"date-parts": [[2026, 11, 21]]},
            "URL": "https://example.org/tides/gauge/",
            "language": "en",
        }
    ]


def test_a_translation_is_named_in_its_language(files: Mapping[str, bytes]) -> None:
    (item,) = json.loads(files["ru/gauge/cite.json"])
    assert (item["id"], item["title"], item["container-title"], item["language"]) == (
        "ru-gauge",
        "Водомер",
        "Приливы",
        "ru",
    )


def test_the_page_links_each_form(files: Mapping[str, bytes]) -> None:
    tree = lxml.html.document_fromstring(files["ru/gauge/index.html"].decode())
    links = tree.xpath("//section[@aria-labelledby='cite']//a[contains(@href, 'cite.')]")
    assert [(link.text, link.get("href")) for link in links] == [
        ("BibTeX", "cite.bib"),
        ("RIS", "cite.ris"),
        ("CSL-JSON", "cite.json"),
    ]


def test_a_site_without_an_address_names_none(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write({**SITE, "site.yaml": "title: Tides\nlanguages: [en, ru]\n"})
    site.build()
    files = site.files()
    assert b"UR  - " not in files["gauge/cite.ris"]
    assert b"url" not in files["gauge/cite.bib"]
    assert "URL" not in json.loads(files["gauge/cite.json"])[0]
