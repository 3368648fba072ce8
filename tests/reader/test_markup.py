"""What every page's markup keeps to, on the flagship and on the site that is hard to show."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import lxml.html
import pytest

from tests.pages.test_notes import marks, notes, spoken
from tests.sites import page_tree, words

Check: TypeAlias = Callable[[lxml.html.HtmlElement], Iterable[str]]
# Letters that tell that a text is in a language written with them.
SCRIPTS = {
    re.compile("[\u0400-\u052f]"): {"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"},
    re.compile("[\u0600-\u06ff]"): {"ar", "fa", "ps", "ug", "ur"},
    re.compile("[\u0531-\u058f]"): {"hy"},
}


def pages(output: Path) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    """Every page with its address, but for those that only lead on."""
    for path in sorted(output.rglob("*.html")):
        tree = page_tree(output, path.relative_to(output).as_posix())
        if not tree.xpath("//meta[@http-equiv='refresh']"):
            yield path.relative_to(output).as_posix(), tree


def structure_faults(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """More than one h1, a level that is skipped, an id used twice, a list of notes unnamed."""
    levels = [int(each.tag[1]) for each in tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"levels of headings: {levels}"
    yield from (f"h{b} after h{a}" for a, b in itertools.pairwise(levels) if b > a + 1)
    ids = Counter(tree.xpath("//@id"))
    yield from (f"#{each} stands {n} times" for each, n in ids.items() if n > 1)
    for name in " ".join(tree.xpath("//@aria-labelledby")).split():
        if name not in ids:
            yield f"nothing has the id {name}"


def inline_code(tree: lxml.html.HtmlElement) -> list[str]:
    """What the content security policy forbids: styles and scripts in the page itself."""
    return [
        *(f"style={value}" for value in tree.xpath("//@style")),
        *(f"<{each.tag}>" for each in tree.xpath("//style")),
        *(f"<script>{each.text}" for each in tree.xpath("//script[not(@src)]")
          if each.get("type") != "application/ld+json"),
        *(f"{name}=" for each in tree.iter(lxml.etree.Element) for name in each.attrib
          if name.startswith("on")),
    ]  # fmt: skip


def unmarked_texts(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Texts in another script than their language's."""
    for text in tree.xpath("//body//text()[normalize-space() and not(parent::script)]"):
        within = text.getparent().getparent() if text.is_tail else text.getparent()
        language = within.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        for script, languages in SCRIPTS.items():
            if script.search(text) and language.split("-")[0] not in languages:
                yield f"{language}: {text.strip()[:60]}"


def table_faults(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Figures without a caption, a table with a value for each row, or steps with day and event."""
    for figure in tree.xpath("//figure[contains(@class, 'figure')]"):
        name = figure.get("id")
        if figure.find("figcaption") is None or not words(figure.find("figcaption")):
            yield f"{name} has no caption"
        steps = figure.xpath(".//ol[contains(@class, 'steps')]/li")
        for step in steps:
            days, events = step.find_class("step-day"), step.find_class("value")
            if not all(map(words, [*days, *events])) or not days or not events:
                yield f"{name}: a step lacks its day or what happened"
        if not steps and not figure.xpath(".//table//th[@scope='col']"):
            yield f"{name} has no table with named columns"
        yield from (
            f"{name}: nothing is said of {words(row)}"
            for row in figure.xpath(".//tbody/tr")
            if not row.xpath("th[@scope='row']") or not all(words(cell) for cell in row)
        )


def note_role_faults(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Bar 2: marks are named links; notes are plain items of a headed list, with ways back."""
    yield from (f"{each.tag} is a doc-endnote" for each in tree.xpath("//*[@role='doc-endnote']"))
    for mark in tree.xpath("//*[@role='doc-noteref']"):
        if mark.tag != "a" or not mark.get("href") or not re.search(r"\d", spoken(mark)):
            yield f"mark {mark.get('id')} is no named link"
    lists = tree.xpath("//section[@role='doc-endnotes']")
    if len(lists) != bool(marks(tree)):
        yield f"{len(lists)} lists of notes"
    for section in lists:
        heading = section.get("aria-labelledby")
        if not section.xpath("h2[@id=$id][normalize-space()]", id=heading):
            yield "the list of notes has no heading"
    names = [spoken(back) for back in tree.xpath("//a[@role='doc-backlink']")]
    if len(names) != len(marks(tree)) or len(set(names)) != len(names):
        yield f"{len(marks(tree))} marks, {len(set(names))} names of ways back"
    yield from (f"{each.get('id')} is no item" for each in notes(tree) if each.tag != "li")


def faults_of(outputs: Sequence[Path], check: Check) -> list[str]:
    found = [
        f"{at}: {it}" for output in outputs for at, tree in pages(output) for it in check(tree)
    ]
    assert sum(1 for output in outputs for _ in output.rglob("*.html")) > 100
    return found


@pytest.mark.parametrize(
    "check",
    [structure_faults, inline_code, table_faults, note_role_faults],
    ids=lambda f: f.__name__,
)
def test_no_page_has_faults(outputs: tuple[Path, Path], check: Check) -> None:
    assert faults_of(outputs, check) == []


def test_texts_in_another_script_say_their_language(outputs: tuple[Path, Path]) -> None:
    assert faults_of(outputs[:1], unmarked_texts) == []
