"""How a source was read, as pages and data say it: nothing that is not recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sites import TinySite, explainer, words

ADDRESS = "URL: https://example.org/a"
COPY = "archive_url: https://archive.example.org/a"


def said(tmp_path: Path, fields: str, page: str = "sources/a/") -> str:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
            "sources/s.yaml": f"- {{id: a, title: Tides, {fields}}}\n",
            "explainers/tide.md": explainer("## Why?\n\nSo. [@a]\n"),
            "explainers/tide.ru.md": explainer("## Why?\n\nSo. [@a]\n"),
        }
    )
    site.build()
    links = words(site.tree(page).find_class("source-links")[0])
    return links.removeprefix("Archived copy").strip()


@pytest.mark.parametrize(
    ("fields", "words_"),
    [
        (f"accessed: 2021-03-30, {ADDRESS}", "Read on 30 March 2021"),
        ("accessed: 2021-03-30", "Read on 30 March 2021"),
        ("accessed: 2021-03", "Read (March 2021)"),
        (ADDRESS, ""),
        (f"accessed: 2021-03-30, {ADDRESS}, custom: {{{COPY}}}", "Read on 30 March 2021"),
        (f"accessed: 2021-03-30, custom: {{{COPY}}}", "Read in a stored copy on 30 March 2021"),
        (f"custom: {{{COPY}}}", "Read in a stored copy"),
        ("accessed: 2021-03-30, custom: {read: page}", "The page itself was read on 30 March 2021"),
        (
            "accessed: 2021-03-30, custom: {read: stored copy}",
            "Read in a stored copy on 30 March 2021",
        ),
        ("accessed: 2021-03-30, custom: {read: print}", "Read in print on 30 March 2021"),
        ("accessed: 2021, custom: {read: excerpt}", "An excerpt was read (2021)"),
        ("custom: {read: print}", "Read in print"),
        (f"custom: {{read: print, {COPY}}}", "Read in print"),
        (f"accessed: 2021-03-30, custom: {{archive_sha256: {'a' * 64}}}", "Read on 30 March 2021"),
    ],
)
def test_a_source_says_how_it_was_read(tmp_path: Path, fields: str, words_: str) -> None:
    assert said(tmp_path, fields) == words_


def test_in_russian(tmp_path: Path) -> None:
    fields = "accessed: 2021-03-30, custom: {read: stored copy}"
    found = said(tmp_path, fields, "ru/sources/a/")
    assert found == "Прочитано в сохранённой копии (30 марта 2021)"


def test_the_data_say_it_and_read_it_back(tmp_path: Path) -> None:
    said(tmp_path, "custom: {read: stored copy}")
    files = TinySite(tmp_path).files()
    (item,) = json.loads(files["data/sources.json"])
    assert item["custom"] == {"read": "stored copy"}


def test_another_word_is_an_error(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "sources/s.yaml": "- {id: a, title: Tides, custom: {read: online}}\n",
        }
    )
    assert site.errors() == [
        "content/sources/s.yaml:1:40 unknown-value: `custom.read` must be "
        '"excerpt", "page", "print" or "stored copy", not "online"'
    ]
