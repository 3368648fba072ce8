"""Forms that editors bring along from other programs, on built pages."""

from __future__ import annotations

import re
from pathlib import Path

from tests.sites import TinySite, explainer, sources, words

PAGE = """\
---
title: The tide
published: 2026-01-01
checked: 2026-01-01
short_answer: The moon.^[And the *sun*.[@darwin-1898]]
unknowns: ['How long.^[And the *sun*.[@darwin-1898]]']
---

## What moves it?

Two bodies:
- the moon^[It is near.]
- the sun, see https://example.org/sun.

> [!NOTE] In short
> It rises twice a day.
"""


def site(path: Path, **more: str) -> TinySite:
    found = TinySite(path)
    found.write({"site.yaml": "title: Tides\n", "sources/s.yaml": sources("darwin-1898"), **more})
    return found


def test_notes_in_place_are_numbered_with_all_others(tmp_path: Path) -> None:
    made = site(tmp_path, **{"explainers/tide.md": PAGE})
    made.build()
    tree = made.tree("tide/")
    notes = tree.xpath('//section[@id="notes"]/ol/li')
    marks = [mark.get("href") for mark in tree.xpath('//a[@role="doc-noteref"]')]
    ids = [note.get("id") for note in notes]
    assert sorted(marks) == sorted([f"#{ids[0]}", *(f"#{each}" for each in ids)])
    assert re.fullmatch("fn-[0-9a-f]{10}", ids[0])
    assert "And the sun." in words(notes[0])
    assert any("It is near." in words(note) for note in notes)
    assert tree.xpath('count(//section[@id="notes"]//em[.="sun"])') == 1


def test_an_answer_that_leads_to_a_list_is_quoted_without_it(tmp_path: Path) -> None:
    made = site(tmp_path, **{"explainers/tide.md": PAGE})
    made.build()
    [answer] = made.tree("questions/").xpath("//*[contains(., 'Two bodies')][not(*)]")
    assert answer.text_content().strip() == "Two bodies:"
    items = made.tree("tide/").xpath("//ul/li[contains(., 'the sun')]")
    assert [words(item) for item in items] == ["the sun, see https://example.org/sun."]


def test_an_aside_has_a_name_in_the_language_of_its_page(tmp_path: Path) -> None:
    aside = "## Why? {#why}\n\nMoon.\n\n> [!NOTE]\n> a\n\n> [!Warning]- Взгляд\n> b\n"
    made = site(tmp_path, **{"explainers/tide.md": explainer(aside)})
    made.write({"explainers/tide.ru.md": explainer(aside)})
    made.write({"site.yaml": "title: Tides\nlanguages: [en, ru]\n"})
    made.build()
    for address, names in (
        ("tide/", ["Note", "Warning"]),
        ("ru/tide/", ["Примечание", "Внимание"]),
    ):
        asides = made.tree(address).xpath('//*[@role="note"]')
        assert [words(each.xpath("p")[0]) for each in asides] == names
        assert [words(each) for each in asides[1].xpath('p[@class="aside-title"]')] == ["Взгляд"]


def test_a_note_in_place_belongs_to_a_page(tmp_path: Path) -> None:
    made = site(tmp_path, **{"explainers/tide.md": explainer("## Why?\n\nMoon.\n")})
    made.write({"glossary.yaml": "moon:\n  term: Moon\n  definition: It pulls.^[Hard.]\n"})
    assert made.errors() == ["content/glossary.yaml:3:24 undefined-note: a note cannot stand here"]
