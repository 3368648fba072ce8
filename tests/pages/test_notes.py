"""Footnotes on built pages: numbers, ways there, ways back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath

import lxml.html
import pytest

from explainer.languages.catalogues import load_catalogue, unmarked
from tests.pages.conftest import SiteMaker
from tests.sites import TinySite, explainer, output_files, sources, words

SOURCES = {"sources/s.yaml": sources("wire", "chart", "log", "map")}


def marks(tree: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    return list(tree.xpath('//a[@role="doc-noteref"]'))


def notes(tree: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    return list(tree.xpath('//section[@id="notes"]/ol/li'))


def numbers(tree: lxml.html.HtmlElement) -> list[int]:
    """The marks' numbers as they are met."""
    return [int(mark.text_content()) for mark in marks(tree)]


def note_words(tree: lxml.html.HtmlElement) -> list[str]:
    """What each note rests on, without its ways back."""
    return ["; ".join(words(p) for p in note.find_class("reference"))
            for note in notes(tree)]  # fmt: skip


def spoken(link: lxml.html.HtmlElement) -> str:
    """A link's name as it is read out."""
    if link.get("aria-label"):
        return str(link.get("aria-label"))
    return "".join(link.xpath('.//text()[not(ancestor::*[@aria-hidden="true"])]'))


def note_faults(address: str, tree: lxml.html.HtmlElement, files: set[str]) -> Iterator[str]:
    """Whatever breaks the promise that each mark has one number and leads there and back."""
    found, listed = marks(tree), notes(tree)
    ids = Counter(tree.xpath("//@id"))
    yield from (f"#{each} stands {n} times" for each, n in ids.items() if n > 1)
    own = [each for each in ids if each.startswith("fn")]
    yield from (f"#{each} is no id" for each in own if not re.fullmatch("[a-z0-9-]+", each))
    first_met = list(dict.fromkeys(numbers(tree)))
    values = [int(note.get("value")) for note in listed]
    if "embed/" in f"/{address}":  # which keeps the numbers of its page
        if sorted(first_met) != values:
            yield f"of the marks {sorted(first_met)} there are the notes {values}"
    else:
        if first_met != list(range(1, len(listed) + 1)):
            yield f"numbers are met in the order {first_met}"
        if values != list(range(1, len(listed) + 1)):
            yield "the notes do not count 1, 2, 3"
    by_id = {note.get("id"): note for note in listed}
    name = unmarked(load_catalogue(tree.get("lang", "en")).gettext("Note %(number)s"))
    for mark in found:
        note = by_id.get(mark.get("href").removeprefix("#"))
        if note is None or mark.text_content() != note.get("value") != "":
            yield f"mark {mark.get('id')} leads to {mark.get('href')}"
        if spoken(mark) != name % {"number": mark.text_content()}:
            yield f"mark {mark.get('id')} shows more than its number"
    for note in listed:
        back = [a.get("href") for a in note.xpath('.//a[@role="doc-backlink"]')]
        there = [f"#{m.get('id')}" for m in found if m.get("href") == f"#{note.get('id')}"]
        if back != there or not there:
            yield f"note {note.get('id')} leads back to {back}, not {there}"
        for evidence in note.find_class("evidence"):
            records = [
                normpath(join(address, href, "index.html"))
                for href in evidence.xpath(".//a[@class='record']/@href")
            ]
            earlier = [by_id[a.get("href")[1:]] for a in evidence.find_class("again")]
            again = evidence.getprevious()  # another place in the source before
            if not (set(records) <= files and (records or earlier or again is not None)):
                yield f"note {note.get('id')} does not lead to its source's page"
            if any(int(note.get("value")) <= int(each.get("value")) for each in earlier):
                yield f"note {note.get('id')} refers to a later one"
        if not note.find_class("evidence") and not note.find_class("words"):
            yield f"note {note.get('id')} rests on nothing"
    names = Counter(spoken(a) for a in tree.xpath('//a[@role="doc-backlink"]'))
    yield from (f"{n} ways back are called {name!r}" for name, n in names.items() if n > 1)


def assert_notes_hold(output: Path) -> int:
    """Checks every page of an output folder; returns how many marks there are."""
    files = output_files(output)
    count = 0
    for path, data in files.items():
        if path.endswith("index.html"):
            tree = lxml.html.document_fromstring(data.decode())
            assert list(note_faults(path.removesuffix("index.html"), tree, set(files))) == [], path
            count += len(marks(tree))
    return count


def read(site: TinySite, address: str = "gauge/") -> lxml.html.HtmlElement:
    site.build()
    assert_notes_hold(site.output)
    return site.tree(address)


def test_the_notes_of_the_flagship_hold(flagship: Path) -> None:
    assert assert_notes_hold(flagship) > 100


def test_numbers_follow_reading_order_whatever_the_order_in_the_file(make_site: SiteMaker) -> None:
    site = make_site(
        {
            **SOURCES,
            "explainers/gauge.md": explainer(
                "Intro.[@chart]\n\n## Why? {#why}\n\nSo.[@wire, p. 2]\n",
                "key_facts: [gauge.built]",
                "method: Read twice. [@map]",
                'unknowns: ["Winter. [@log, p. 9]"]',
                "short_answer: Old. [@wire]",
                "standfirst: One gauge. [@map, p. 1]",
                "corrections: [{date: 2026-04-01, was: x, now: 'So.[@chart, p. 4]'}]",
            ),
            "facts/f.yaml": "gauge.built: {value: '1891', kind: date, sources: [log]}\n",
        }
    )
    tree = read(site)
    assert numbers(tree) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert note_words(tree) == [
        "Report map. Undated, p. 1.",
        "Report wire. Undated.",
        "Report log. Undated.",
        "Report chart. Undated.",
        "Report wire, p. 2",
        "Report log, p. 9",
        "Report map",
        "Report chart, p. 4",
    ]


def test_a_figure_names_its_sources_in_the_order_of_their_numbers(make_site: SiteMaker) -> None:
    body = "```strip\ntitle: Ann changed her mind\nfacts: depth\n```\n"
    facts = """
depth:
  claims:
    - {value: 3, by: Ann, as_of: 2025-01-01, sources: [wire]}
    - {value: 4, by: Bo, as_of: 2025-01-02, sources: [chart]}
    - {value: 5, by: Ann, as_of: 2025-01-03, sources: [log]}
    - {value: 6, by: Ann, as_of: 2025-01-04, sources: [map]}
"""
    site = make_site({**SOURCES, "explainers/gauge.md": explainer(body), "facts/f.yaml": facts})
    tree = read(site)
    assert numbers(tree)[:4] == [1, 2, 3, 4]
    assert "Ann1 · Bo2 · Ann3 4" in words(tree)


def test_marks_on_exactly_the_same_share_a_note(make_site: SiteMaker) -> None:
    body = """
A.[@wire] B.[@wire, p. 2] C.[@wire] D.[@wire; @chart] E.[@chart; @wire] F.[@wire; @chart]
G.[@wire, "high water"] H.[@wire, p. 2] I {{ depth }}. J.[@map, p. 7] K {{ width }}. L.[@map, p. 8]
"""
    facts = """
depth: {value: 3, sources: [{source: map, at: p. 7}]}
width: {value: "= depth * 2"}
"""
    site = make_site({**SOURCES, "explainers/gauge.md": explainer(body), "facts/f.yaml": facts})
    tree = read(site)
    assert numbers(tree) == [1, 2, 1, 3, 4, 3, 5, 2, 6, 6, 7, 8]


def test_a_mark_stands_right_behind_its_word_and_apart_from_another_mark(
    make_site: SiteMaker,
) -> None:
    body = "One [@wire] two, [@map]\n[@chart] three [^own], four.\n\n[^own]: Mine. [@log]\n"
    tree = read(make_site({**SOURCES, "explainers/gauge.md": explainer(body)}))
    assert words(tree.get_element_by_id("introduction")) == "One1 two,2 3 three4, four."
    assert words(tree.find_class("words")[0]) == "Mine.5"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{{ depth }} m were there [@map] on the 4th.[@map]", "3 m were there on the 4th.1"),
        ("{{ depth }} m were there on the 4th.[@map]", "3 m were there on the 4th.1"),
        ("A {{ depth }}[@map].", "A 31."),
        ("He said “no.”[@map] She did not.[@map]", "He said “no.”1 She did not.1"),
        ("It is *so.* [@map] Or *not*! And on.[@map]", "It is so.1 Or not! And on.1"),
        ("Nobody came;[@map] all left.[@map] Who?[@wire]", "Nobody came; all left.1 Who?2"),
        ("A[@map] is no B[@wire] but C.[@map]", "A1 is no B2 but C.1"),
        ("A[@map, p. 1] is C.[@map, p. 2]", "A1 is C.2"),
        ("- A[@map]\n- C[@map]", "A1 C1"),
        ("A[^own] is C.[^own]\n\n[^own]: Mine.", "A is C.1"),
    ],
)
def test_a_sentence_is_marked_once_for_the_same_note(
    make_site: SiteMaker, body: str, expected: str
) -> None:
    facts = "depth: {value: 3, sources: [map]}\n"
    page = explainer(f"{body}\n")
    tree = read(make_site({**SOURCES, "explainers/gauge.md": page, "facts/f.yaml": facts}))
    assert words(tree.get_element_by_id("introduction")) == expected
    assert [a.get("href") for a in tree.xpath("//a[@role='doc-backlink']")] == [
        f"#{mark.get('id')}" for number in sorted(set(numbers(tree))) for mark in marks(tree)
        if mark.text == str(number)
    ]  # fmt: skip


def test_one_note_used_five_times_leads_back_to_five_places(make_site: SiteMaker) -> None:
    body = "A.[@wire] B.[@wire]\n\n- C.[@wire]\n\n## D? {#d}\n\nE.[@wire]\n\n> F.[@wire]\n"
    tree = read(make_site({**SOURCES, "explainers/gauge.md": explainer(body)}))
    assert numbers(tree) == [1] * 5
    back = tree.xpath('//a[@role="doc-backlink"]')
    assert [spoken(a) for a in back] == [
        f"Back to note 1 in the text, place {place} of 5" for place in range(1, 6)
    ]


def test_what_an_authors_note_cites_is_numbered_where_it_is_printed(make_site: SiteMaker) -> None:
    body = """
A.[^first] B.[@wire] C.[^second]

[^second]: Too late.[@log] And {{ depth }}.
[^first]: Too early.[@wire] Too far.[@chart]
"""
    facts = "depth: {value: 3, sources: [map]}\n"
    tree = read(
        make_site({**SOURCES, "explainers/gauge.md": explainer(body), "facts/f.yaml": facts})
    )
    assert numbers(tree) == [1, 2, 3, 2, 4, 5, 6]
    texts = [words(each) for note in notes(tree) for each in note.find_class("words")]
    assert texts == ["Too early.2 Too far.4", "Too late.5 And 36."]
    assert note_words(tree)[1:] == ["Report wire. Undated.", "", "Report chart. Undated.",
                                    "Report log. Undated.", "Report map. Undated."]  # fmt: skip


def test_notes_work_in_tables_captions_key_facts_and_explained_terms(make_site: SiteMaker) -> None:
    body = """
## Why? {#why}

| Place | Depth |
|---|---|
| Well[@wire] | {{ depth }} |

```table
title: Depths
facts: [depth, width]
note: Two of them. [@log]
```

See [[well]]. It ends.[@log, p. 3]
"""
    facts = "depth: {value: 3, sources: [map]}\nwidth: {value: 4, sources: [chart]}\n"
    site = make_site(
        {
            **SOURCES,
            "explainers/gauge.md": explainer(body, "key_facts: [width]"),
            "facts/f.yaml": facts,
            "glossary.yaml": "well: {term: well, definition: 'A hole. [@chart, p. 1]'}\n",
        }
    )
    tree = read(site)
    assert numbers(tree) == [1, 2, 3, 3, 1, 4, 5, 6]
    around = "ancestor::*[self::td or self::dd or self::figure][1]"
    places = [mark.xpath(around) for mark in marks(tree)]
    assert [place[0].tag if place else "" for place in places] == [
        "dd", "td", "td", "td", "td", "figure", "", "dd",
    ]  # fmt: skip
    assert numbers(site.tree("glossary/")) == [1]


def test_an_id_stays_when_another_note_comes_before_it(make_site: SiteMaker) -> None:
    body = "A.[@wire, p. 2] B.[@chart] C.[^wire] D.[@wire]\n\n[^wire]: Mine.\n"
    site = make_site({**SOURCES, "explainers/gauge.md": explainer(body)})
    ids = [note.get("id") for note in notes(read(site))]
    site.edit("explainers/gauge.md", "A.", "Before.[@log] And.[@wire] A.")
    after = [note.get("id") for note in notes(read(site))]
    assert len(set(ids)) == 4
    assert after == [after[0], ids[3], *ids[:3]]
    assert after[0] not in ids


@pytest.mark.parametrize("key", ["de:Vries_2020", "A+b.c/d", "12", "_x_"])
def test_ids_are_plain_whatever_the_key(make_site: SiteMaker, key: str) -> None:
    name = {"12": "1", "_x_": "Ж"}.get(key, "Note_1")
    body = f"A.[@{key}, с. 3] B.[@{key}] C.[@{key}, с. 3] D.[^{name}]\n\n[^{name}]: Mine.\n"
    site = make_site(
        {"sources/s.yaml": sources(f"'{key}'"), "explainers/gauge.md": explainer(body)}
    )
    assert numbers(read(site)) == [1, 2, 1, 3]


@pytest.mark.parametrize(
    ("reference", "named"),
    [
        ("[@wire, p. 2]", "1 Report wire"),
        ("[@wire; @chart]", "1 Report wire, and 1 other"),
        ("[@wire; @chart; @log]", "1 Report wire, and 2 others"),
        ("[@wire, p. 2; @wire, p. 3]", "1 Report wire"),
        ("[@wire, p. 2; @chart; @wire, p. 3]", "1 Report wire, and 1 other"),
        ("{{ width }}", "1 Our calculation"),
        ("[^own]", ""),
    ],
)
def test_the_margin_names_a_note_s_first_source_and_counts_the_others(
    make_site: SiteMaker, reference: str, named: str
) -> None:
    body = f"A gauge.{reference}\n\n[^own]: Mine.\n"
    facts = 'depth: {value: 3, sources: [map, log]}\nwidth: {value: "= depth * 2"}\n'
    site = make_site({**SOURCES, "facts/f.yaml": facts, "explainers/gauge.md": explainer(body)})
    mark = marks(read(site))[0]
    assert " ".join(mark.get("data-src", "").split()) == named
