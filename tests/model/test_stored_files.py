"""A parsed file comes back from its bytes as it was."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import msgspec
import pytest

from explainer.documents.files.discovery import ContentFile, discover
from explainer.documents.markdown.parsed_text import TextReference
from explainer.model.facts.fact_files import ParsedFacts
from explainer.model.pages.page import PageText, ParsedPage
from explainer.model.site.content_files import ParsedFile, decode_parsed, encode_parsed, parse_file
from explainer.model.values.value import Value
from tests.sites import ROOT, explainer

SITES = [ROOT, *sorted(path.parent for path in ROOT.glob("tests/*/*/content"))]
FACTS = """\
t.number: {label: N, value: 1234.50, unit: tonnes, sources: [a], tags: [x], review_by: 2027-01-01}
t.range: {label: R, low: 4, high: 9, about: true, as_of: 2022-01~, sources: ["a, p. 3"]}
t.open: {label: O, low: 1.0e25, sources: [{source: a, quote: "words, as they are"}]}
t.date: {label: D, value: 2022-01?/.., kind: date, sources: [a]}
t.list: {label: L, value: [one, two], sources: [a]}
t.text: {label: T, value: two words, sources: [a], waive: {review: "It never changes."}}
t.unknown: {label: U, value: unknown, why: "Not published *yet*.", sources: [a]}
t.formula: {label: F, value: "= (t.number + 2.50) / sum(t.*, 1) * 100"}
"""
BODY = """\
## A question? {#q}

Figures {{ tide.range | with-unit }} [@a, p. 3, “words”; @b], [[term|shown]], a note[^n], one
^[in place {{ tide.date }}], [a link {{ tide.list | plain }}](other.md#x), and
![alt {{ tide.unknown | plain }}](a.png),
[see @a], {tide.fact}, &#x1D11E; 𝄞.

> [!NOTE]
> An aside.

```bar
title: Bars
note: A note {{ tide.range | plain }}
facts: [tide.number]
```

[^n]: The note.
"""


def returned(file: ParsedFile) -> ParsedFile:
    """``file`` after it was stored, of which equal bytes are made."""
    data = encode_parsed(file)
    back = decode_parsed(data)
    assert encode_parsed(back) == data
    return back


def parsed(path: str, text: str) -> ParsedFile:
    folder, _, _ = path.removeprefix("content/").rpartition("/")
    return parse_file(ContentFile(path, folder, path), text.encode())


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_files_of_a_site_return(site: Path) -> None:
    for file in discover(site / "content").files:
        if file.folder != "images":
            found = parse_file(file, Path(file.file).read_bytes())
            assert returned(found) == found


def test_every_kind_of_value_returns() -> None:
    found = parsed("content/facts/tide.yaml", FACTS)
    assert repr(returned(found)) == repr(found)
    assert not found.diagnostics
    assert isinstance(found.content, ParsedFacts)
    values = {type(claim.value) for fact in found.content.records for claim in fact.claims}
    assert values == set(get_args(Value))


def test_every_kind_of_reference_returns() -> None:
    front = ("standfirst: 'In {{ tide.list }} ^[a note]'", "key_facts: [tide.range]")
    found = parsed("content/explainers/tide.md", explainer(BODY, *front))
    assert returned(found) == found
    assert not found.diagnostics
    assert isinstance(found.content, ParsedPage)
    page = found.content.page
    assert page
    assert PageText(page.body, page.front_matter).encoded() == page.packed
    shown = repr((found, page.body))
    assert all(f"{kind.__name__}(" in shown for kind in get_args(TextReference))


def test_a_long_formula_returns() -> None:
    text = f"f: {{label: F, value: '= {'+'.join(['f.a'] * 100)}'}}\n"
    found = parsed("content/facts/f.yaml", text)
    assert returned(found) == found
    assert not found.diagnostics


def test_what_is_not_text_returns() -> None:
    file = ContentFile("content/site.yaml", "", "")
    found = parse_file(file, b"title: \xff")
    assert returned(found) == found
    assert found.source is None


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\xff\xff"])
def test_damaged_bytes_are_refused(damage: bytes) -> None:
    data = encode_parsed(parsed("content/glossary.yaml", ""))
    for bad in (damage, damage + data[1:], data[:-1]):
        with pytest.raises(msgspec.MsgspecError):
            decode_parsed(bad)
