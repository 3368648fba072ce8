"""The prose of a whole site, and where in its files it stands."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from explainer.checks.prose.places import find_hidden, find_places
from explainer.checks.prose.prose import Prose, Stretch, read_prose
from explainer.checks.prose.segmentation import hide
from explainer.config import Config
from explainer.documents.files.source_text import SourceText
from explainer.model.site.site import Site
from explainer.pipeline import compile_site
from explainer.resolve.ledger import compute_ledger
from tests.sites import FLAGSHIP_DAY, ROOT, TODAY, TinySite, explainer

BODY = """\
Hello.

## Why? {#why}

Because.

> - It was {{ height | with-unit }}[^n] of
>   *water*, said [[anna|Anna]] 9 times.

```bar
title: A title
facts: [height]
note: "It was: 7."
```

[^n]: Measured 4 times
    by [[anna]].

After 5.

## When

It was `7` on [day 7](#why), <abbr title="7">day</abbr> 7.
"""
FILES: dict[str, str | bytes] = {
    "site.yaml": "title: Rivers\nlanguages: [en, ru]\n",
    "explainers/gauge.md": explainer(
        BODY,
        "standfirst: 'It isn''t 3, [[anna]], but 4'",
        "short_answer: >-",
        "  It is 1",
        "  and 2.",
        "unknowns: [Who, 'Where 6']",
        "updates:",
        "  - {date: 2026-11-20, text: '7 more.'}",
        'method: By "reading" 8.',
        title="Rivers in {{ height | plain }}",
    ),
    "explainers/gauge.ru.md": explainer("Вода: {{ height | with-unit }}.", title="Реки"),
    "explainers/gone.md": explainer("Gone.", "status: withdrawn", "reason: It was wrong."),
    "explainers/draft.md": explainer("Draft.", "status: draft"),
    "facts/river.yaml": "height: {label: Height, value: 3, unit: metres, sources: [s]}\n",
    "sources/river.yaml": "- {id: s, title: Survey}\n",
    "people.yaml": "anna:\n  name: Anna Bell\n  note: She read 3 gauges.\n  note.ru: 3 реки.\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    tiny = TinySite(tmp_path)
    tiny.write(FILES)
    return read(tmp_path)


def read(folder: Path, as_of: date = TODAY) -> Site:
    compiled = compile_site(Config(folder, folder / "output", as_of))
    assert compiled.sound, compiled.diagnostics
    return compiled.linked.site


def prose_of(site: Site) -> tuple[Prose, ...]:
    return read_prose(site, compute_ledger(site)[0])


def said(prose: Prose) -> list[tuple[str, str, str]]:
    return [
        (stretch.field, stretch.question, sentence.text.replace("\u00a0", " "))
        for stretch in prose.stretches
        for sentence in stretch.sentences
    ]


def test_a_page_in_reading_order(site: Site) -> None:
    english, russian, *entries = prose_of(site)
    assert said(english) == [
        ("title", "", "Rivers in 3"),
        ("standfirst", "", "It isn't 3, Anna Bell, but 4"),
        ("short_answer", "", "It is 1 and 2."),
        ("unknowns", "", "Who"),
        ("unknowns", "", "Where 6"),
        ("method", "", 'By "reading" 8.'),
        ("updates", "", "7 more."),
        ("introduction", "", "Hello."),
        ("heading", "why", "Why?"),
        ("answer", "why", "Because."),
        ("body", "why", "It was 3 metres of water, said Anna 9 times."),
        ("body", "why", "After 5."),
        ("figure", "why", "It was: 7."),
        ("heading", "when", "When"),
        ("answer", "when", "It was 7 on day 7, day 7."),
        ("note", "", "Measured 4 times by Anna Bell."),
    ]
    assert said(russian)[-1] == ("introduction", "", "Вода: 3 метра.")
    assert [(p.path, p.language, said(p)) for p in entries] == [
        ("content/people.yaml", "en", [("definition", "", "She read 3 gauges.")]),
        ("content/people.yaml", "ru", [("definition", "", "3 реки.")]),
    ]


def test_a_page_that_is_withdrawn_or_held_back_says_nothing(site: Site) -> None:
    assert {prose.path for prose in prose_of(site)} == {
        "content/explainers/gauge.md",
        "content/explainers/gauge.ru.md",
        "content/people.yaml",
    }


def numbers_at(site: Site, prose: Prose) -> Iterator[tuple[str, str]]:
    """Each number that an editor wrote, and the line of the file at which it is found."""
    for stretch in prose.stretches:
        targets = [
            (index, match.start(), match[0])
            for index, block in enumerate(stretch.blocks)
            for match in re.finditer(r"\d", block.text)
            if not any(start <= match.start() < end for start, end in block.values)
        ]
        source = site.texts[prose.path]
        places = find_places(source, prose, stretch, [(i, at) for i, at, _ in targets])
        for (_, _, number), place in zip(targets, places, strict=True):
            location = site.texts[prose.path].location(place)
            yield number, site.texts[prose.path].line_at(place)[location.column - 1 :][:12]


def test_each_number_is_found_where_it_was_written(site: Site) -> None:
    prose, *_, anna, anna_ru = prose_of(site)
    assert list(numbers_at(site, prose)) == [
        ("3", "3, [[anna]],"),
        ("4", "4'"),
        ("1", "1"),
        ("2", "2."),
        ("6", "6']"),
        ("8", "8."),
        ("7", "7 more.'}"),
        ("9", "9 times."),
        ("5", "5."),
        ("7", '7."'),
        ("7", "7` on [day 7"),
        ("7", "7](#why), <a"),
        ("7", "7."),
        ("4", "4 times"),
    ]
    assert list(numbers_at(site, anna)) == [("3", "3 gauges.")]
    assert list(numbers_at(site, anna_ru)) == [("3", "3 реки.")]


@pytest.mark.slow
@pytest.mark.parametrize("hostile", [" [^a]: x\n y\n" * 40_000, "`" * 400_000, "~" * 400_000])
def test_what_is_hidden_is_found_in_time(hostile: str) -> None:
    began = time.process_time()
    assert len(hide(hostile, find_hidden(hostile), " ")) == len(hostile)
    assert time.process_time() - began < 5


@pytest.mark.slow
def test_each_sentence_of_the_flagship_is_found() -> None:
    site = read(ROOT, FLAGSHIP_DAY)
    lost = []
    for prose in prose_of(site):
        for stretch in prose.stretches:
            for sentence, offset in _found(site.texts[prose.path], prose, stretch):
                first = re.match(r"\W*(\w+)", sentence)
                text = site.texts[prose.path].text
                if first and not text.startswith(first[1], offset):
                    lost.append((prose.path, sentence, text[offset : offset + 20]))
    assert lost == []


def _found(source: SourceText, prose: Prose, stretch: Stretch) -> Iterator[tuple[str, int]]:
    """The sentences that begin with a word of the editor's, each with its place."""
    own = [
        sentence
        for sentence in stretch.sentences
        if not any(start < 2 for start, _ in (*sentence.values, *sentence.names))
    ]
    offsets = find_places(source, prose, stretch, [(each.block, each.start) for each in own])
    return zip((each.text for each in own), offsets, strict=True)
