"""Bibliographies: what the tools write is read, what is wrong is said where it stands."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.diagnostics import Diagnostic, Severity
from explainer.documents.files.source_text import SourceText
from explainer.model.sources.csl import Name
from explainer.model.sources.source import Source, key_clashes
from explainer.model.sources.source_files import ParsedSources, parse_sources

CONTENT = Path(__file__).parents[2] / "content"


def _parse(text: str, path: str = "content/sources/a.yaml") -> ParsedSources:
    return parse_sources(SourceText(path, text))


def _source(fields: str) -> Source:
    parsed = _parse(f"- id: key\n  title: T\n  {fields}\n")
    assert parsed.diagnostics == ()
    return parsed.records[0]


def _told(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{d.location.line}:{d.location.column} {d.code}: {d.message}" for d in diagnostics]


def _wrong(fields: str) -> list[str]:
    return _told(_parse(f"- id: key\n  title: T\n  {fields}\n").diagnostics)


def test_the_sources_of_this_repository_are_sound() -> None:
    found: list[tuple[SourceText, Source]] = []
    for path in sorted((CONTENT / "sources").glob("*.yaml")):
        text = SourceText(path.name, path.read_text("utf-8"))
        parsed = parse_sources(text)
        assert parsed.diagnostics == ()
        found += [(text, source) for source in parsed.records]
    assert len(found) > 100
    assert key_clashes(found) == ()


def test_what_zotero_writes_is_read() -> None:
    text = """\
---
references:
  - id: smithCollective2019
    abstract: Not shown.
    author:
      - family: Berg
        given: Anna
        non-dropping-particle: van der
    accessed: {date-parts: [[2026, 11, 22]]}
    citation-key: smithCollective2019
    collection-title: Studies
    container-title: Journal of
      Peace
    DOI: https://doi.org/10.1000/x-1
    issued:
      - year: 2019
        month: 3
    issue: '4'
    language: en_GB
    page: 12-34
    title: "NO\\tand 1984"
    type: article-journal
    volume: 012
    keyword: [peace]
...
"""
    parsed = _parse(text)
    assert parsed.diagnostics == ()
    (source,) = parsed.records
    assert source.key == "smithCollective2019"
    assert source.offset == text.index("smith")
    assert (source.title, source.volume, source.issue) == ("NO and 1984", "012", "4")
    assert (source.container, source.pages, source.doi) == (
        "Journal of Peace",
        "12-34",
        "10.1000/x-1",
    )
    assert source.language == "en-GB"
    assert [name.display for name in source.authors] == ["Anna van der Berg"]
    assert (str(source.issued), str(source.accessed)) == ("2019-03", "2026-11-22")
    assert pickle.loads(pickle.dumps(parsed)) == parsed


def test_csl_json_is_read_with_its_numbers_and_escapes() -> None:
    text = '[{"id": 7, "title": "a\\u0301", "volume": 3, "custom": {"copy_of": "x"}}]'
    parsed = _parse(text, "s.json")
    (source,) = parsed.records
    assert (source.key, source.title, source.volume, source.copy_of) == ("7", "a\u0301", "3", "x")
    assert source.type == "document"
    assert text[source.copy_of_offset] == "x"


@pytest.mark.parametrize(
    ("written", "date", "words"),
    [
        ("2022-01-06", "2022-01-06", ""),
        ("1992~", "1992~", ""),
        ("6 January 2022", "2022-01-06", ""),
        ("2022 January 6", "2022-01-06", ""),
        ("2022, Jan.", "2022-01", ""),
        ("01/2022", "2022-01", ""),
        ("'2022-01-06T10:30:00Z'", "2022-01-06", ""),
        ("2022-01-06/2022-01-19", "2022-01-06/2022-01-19", ""),
        ("2022-21", "2022", "Spring 2022"),
        ("Spring 2022", "None", "Spring 2022"),
        ("in press", "None", "in press"),
        ("2022-30", "2022", "Summer 2022"),
        ("1990s", "1990/1999", "1990s"),
        ("199X", "1990/1999", "1990s"),
        ("{literal: the 1990s}", "1990/1999", "1990s"),
        ("19XX", "1900/1999", ""),
        ("1990-1995", "1990/1995", ""),
        ("c. 1880", "1880~", ""),
        ("ca. 1880", "1880~", ""),
        ("{date-parts: [['-44', '3', '15']]}", "-0043-03-15", ""),
        ("{date-parts: [[-1]]}", "0000", ""),
        ("-0043", "-0043", ""),
        ("{date-parts: [[2022, 1, 6]]}", "2022-01-06", ""),
        ('{date-parts: [["2022", "01"], ["2022", "03"]]}', "2022-01/2022-03", ""),
        ("{date-parts: [[2022, 1, 6]], circa: true}", "2022-01-06~", ""),
        ("{date-parts: [[2022, 1, 6]], circa: false}", "2022-01-06", ""),
        ("{date-parts: [[2022]], season: 2}", "2022", "Summer 2022"),
        ("{date-parts: [[2022, 24]]}", "2022", "Winter 2022"),
        ("{date-parts: [[null]]}", "None", ""),
        ("{date-parts: [[]], raw: 2022-01}", "2022-01", ""),
        ("{date-parts: [[], [2022]]}", "2022", ""),
        ("[{year: 2022, month: 1, day: 6}]", "2022-01-06", ""),
        ("[{year: 2021}, {year: 2022}]", "2021/2022", ""),
        ("{year: 2022, month: 1}", "2022-01", ""),
        ("{raw: 'January 6, 2022', circa: 1}", "2022-01-06~", ""),
        ("{literal: 'Easter 2022'}", "None", "Easter 2022"),
        ("{edtf: '2022-01/..'}", "2022-01/..", ""),
    ],
)
def test_dates_come_in_every_form_of_csl(written: str, date: str, words: str) -> None:
    source = _source(f"issued: {written}")
    assert (str(source.issued), source.issued_literal) == (date, words)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2022-02-30", "3:19 date: February 2022 has 28 days, not 30"),
        ('" 2022-13"', "3:18 date: there is no month 13"),
        ("30 February 2022", '3:11 date: "30 February 2022" is not a date'),
        ("05/01/2022", '3:11 date: "05/01/2022" is not a date'),
        ("{date-parts: [[2022, 2, 31]]}", "3:35 date: February 2022 has 28 days, not 31"),
        ("{date-parts: [[2022, 19]]}", "3:32 date: there is no month 19"),
        ("{date-parts: [[2022, Jan]]}", '3:32 date: "Jan" is not a number'),
        (
            "{date-parts: [[2022], [2021]]}",
            "3:34 date: the date range ends (2021) before it begins (2022)",
        ),
        ("{date-parts: [[-44, 2, 30]]}", "3:34 date: February -44 has 28 days, not 30"),
        ("{date-parts: [[-10000]]}", "3:26 date: -10000 is no date"),
        ("{date-parts: [[99999]]}", "3:26 date: 99999 is no date"),
        ("{raw: 2022-02-30}", "3:25 date: February 2022 has 28 days, not 30"),
        ("{yeer: 2022}", "3:12 unknown-key: unknown key `issued.yeer`"),
    ],
)
def test_an_impossible_date_is_told_where_it_is_wrong(written: str, told: str) -> None:
    assert _wrong(f"issued: {written}") == [told]


def test_the_day_of_reading_is_a_date() -> None:
    assert _wrong("accessed: yesterday") == [
        '3:13 date: "yesterday" is no day on which a source was read'
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("TASS", Name(literal="TASS")),
        ("{literal: Akorda}", Name(literal="Akorda")),
        ("[{family: Tynan, given: Deirdre}]", Name("Tynan", "Deirdre")),
        (
            "[{family: Beethoven, given: Ludwig, dropping-particle: van}]",
            Name("Beethoven", "Ludwig van"),
        ),
        (
            '[{family: Alembert, given: Jean, non-dropping-particle: "d\'"}]',
            Name("d'Alembert", "Jean"),
        ),
        ("[{family: King, given: Martin, suffix: Jr.}]", Name("King Jr.", "Martin")),
        (
            "[{family: King, given: Martin, suffix: Jr., comma-suffix: true}]",
            Name("King, Jr.", "Martin"),
        ),
        (
            "[{family: Xi, given: Jinping, static-ordering: true}]",
            Name(literal="Xi Jinping"),
        ),
        ("[{given: Madonna}]", Name(literal="Madonna")),
        ("[{name: WHO}]", Name(literal="WHO")),
        ("{literal: R&amp;D Office}", Name(literal="R&D Office")),
    ],
)
def test_particles_and_suffixes_become_part_of_a_name(written: str, name: Name) -> None:
    assert _source(f"author: {written}").authors == (name,)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("author: [{}]", "3:12 empty: a name holds no word"),
        ("publsher: X", "3:3 unknown-key: unknown key `publsher`"),
        ("type: bok", '3:9 unknown-value: `type` cannot be "bok"'),
        ("URL: example.org/x", "3:8 url: `URL` must be an http or https address"),
        ("URL: 'javascript:alert(1)'", "3:8 url: `URL` must be an http or https address"),
        ("URL: https://a b.org", "3:8 url: `URL` must be an http or https address"),
        ("URL: 'http://[x'", "3:8 url: `URL` must be an http or https address"),
        (
            "custom: {archive_url: ftp://x.org}",
            "3:25 url: `custom.archive_url` must be an http or https address",
        ),
        ("custom: {kind: tready}", '3:18 unknown-value: `custom.kind` cannot be "tready"'),
        ("custom: {copyof: x}", "3:12 unknown-key: unknown key `custom.copyof`"),
        ("publisher:", "3:3 empty: `publisher` is empty"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(fields: str, told: str) -> None:
    assert _wrong(fields) == [told]


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("publsher: X", 'Did you mean "publisher"?'),
        ("tranlator: X", 'Did you mean "translator"?'),
        ("kind: treaty", "It is no variable of CSL: write `custom: {kind: ...}`."),
        ("archive_url: x", "It is no variable of CSL: write `custom: {archive_url: ...}`."),
        ("Url: https://a.org", 'Did you mean "URL"?'),
        ("isued: 2022", 'Did you mean "issued"?'),
        ("container_title: X", 'Did you mean "container-title"?'),
        ("date: 2022", 'Did you mean "issued"?'),
        ("journal: X", 'Did you mean "container-title"?'),
        ("author: {famly: X, given: Y}", 'Did you mean "family"?'),
        ("archive_loction: X", 'Did you mean "archive_location"?'),
        ("recipent: X", 'Did you mean "recipient"?'),
        ("custom: {kind: tready}", 'Did you mean "treaty"?'),
        ("URL: www.example.org/x", "Write https://www.example.org/x."),
        ("URL: https:/example.org", "Write https://example.org."),
        (
            "URL: https://a.org/b c",
            "It breaks off at the space after https://a.org/b: write %20 for a space.",
        ),
    ],
)
def test_a_hint_says_what_to_do(fields: str, hint: str) -> None:
    (diagnostic,) = _parse(f"- id: key\n  title: T\n  {fields}\n").diagnostics
    assert diagnostic.hint == hint


@pytest.mark.parametrize(
    ("record", "told", "hint"),
    [
        ("title: T", "1:3 missing-key: `id` is missing", "the key by which texts cite"),
        ("id: key", "1:7 missing-key: `title` is missing", "Add `title:`."),
        ("{id: 'a b', title: T}", '1:9 source-key: "a b" cannot be', "Write a-b. A key is"),
        ("{id: 'ä-b', title: T}", '1:9 source-key: "ä-b" cannot be', "Write a-b. A key is"),
        ("3", "1:3 type: a record must be a mapping", "Each record begins with `- id:`"),
    ],
)
def test_a_record_has_a_key_and_a_title(record: str, told: str, hint: str) -> None:
    parsed = _parse(f"- {record}\n")
    (found,) = _told(parsed.diagnostics)
    assert found.startswith(told)
    assert hint in parsed.diagnostics[0].hint
    assert parsed.records == ()


def test_a_broken_record_is_known_by_its_key_and_the_others_are_read() -> None:
    parsed = _parse("- {id: a, title: T}\n- {id: b}\n- {id: c, title: T, issued: 2022-02-30}\n")
    assert [source.key for source in parsed.records] == ["a"]
    assert parsed.broken == {"b", "c"}
    assert parsed.readable


@pytest.mark.parametrize(
    ("text", "readable", "told"),
    [
        ("", True, []),
        ("references:\n", True, []),
        ("references: []\nnocite: x\n", True, ["2:1 unknown-key: unknown key `nocite`"]),
        ("refrences: []\n", False, ["1:1 unknown-key: unknown key `refrences`"]),
        ("a: 1\n", False, ["1:1 missing-key: `references` is missing"]),
        ("references: x\n", False, ["1:13 type: `references` must be a list"]),
        ("x\n", False, ["1:1 type: this is no bibliography"]),
    ],
)
def test_a_file_is_a_list_of_records(text: str, readable: bool, told: list[str]) -> None:
    parsed = _parse(text)
    assert (parsed.readable, _told(parsed.diagnostics)) == (readable, told)


def test_a_file_that_cannot_be_read_is_not_readable() -> None:
    for path, text in (("a.yaml", "a: [\n"), ("a.json", "[{]")):
        parsed = _parse(text, path)
        assert not parsed.readable
        assert len(parsed.diagnostics) == 1


def test_keys_that_are_alike_clash_over_all_files() -> None:
    one = SourceText("content/sources/1.yaml", "- {id: a-b, title: T}\n- {id: c, title: T}\n")
    two = SourceText("content/sources/2.yaml", "- {id: 'c', title: T}\n- {id: A/b, title: T}\n")
    same, alike = key_clashes((text, s) for text in (one, two) for s in parse_sources(text).records)
    assert str(same.location) == "content/sources/2.yaml:1:9"
    assert (same.code, same.message) == ("duplicate-source", 'the source "c" stands twice')
    assert same.hint == (
        "See content/sources/1.yaml, line 2 and content/sources/2.yaml, line 1: keep one of them."
    )
    assert str(alike.location) == "content/sources/2.yaml:2:8"
    assert (alike.code, alike.message) == ("source-clash", '"A/b" is too like "a-b"')
    assert "content/sources/1.yaml, line 1 and content/sources/2.yaml, line 2" in alike.hint


@pytest.mark.parametrize(
    ("family", "given", "shown"),
    [
        ("王", "小明", "王小明"),
        ("山田", "太郎", "山田太郎"),
        ("김", "철수", "김철수"),
        ("さくら", "ももこ", "さくらももこ"),
        ("スミス", "ジョン", "ジョン・スミス"),
        ("𠮷田", "兼好", "𠮷田兼好"),
        ("王", "Xiaoming", "Xiaoming 王"),
        ("Wang", "Xiaoming", "Xiaoming Wang"),
        ("Nagy", "Éva", "Éva Nagy"),
    ],
)
def test_a_name_stands_in_the_order_of_its_script(family: str, given: str, shown: str) -> None:
    assert Name(family, given).display == shown


def test_what_csl_does_not_know_is_told_once_for_a_file() -> None:
    record = {
        "title": "T",
        "type": "book",
        "zotero-item-key": "A",
        "author": [{"family": "F", "given": "G", "ORCID": "0", "sequence": "first"}],
        "custom": {"shelf": 1},
        "issued": {"date-parts": [[2020]], "timestamp": 1},
        "published": {"date-parts": [[2020]]},
        "license": [{"start": {}}],
        "ISSN": ["1234-5678", "8765-4321"],
        "subtitle": [],
    }
    parsed = _parse(json.dumps([{**record, "id": f"k{n}"} for n in range(3)]), "a.json")
    assert [source.key for source in parsed.records] == ["k0", "k1", "k2"]
    assert parsed.records[0].more == (("ISSN", "1234-5678, 8765-4321"),)
    assert {d.severity for d in parsed.diagnostics} == {Severity.WARNING}
    assert sorted(d.message for d in parsed.diagnostics) == [
        "`author.ORCID` is no field that we know (3 times)",
        "`author.sequence` is no field that we know (3 times)",
        "`custom.shelf` is no field that we know (3 times)",
        "`issued.timestamp` is no field that we know (3 times)",
        "`license` is no text (3 times)",
        "`published` is no field that we know (3 times)",
        "`subtitle` is no field that we know (3 times)",
        "`zotero-item-key` is no field that we know (3 times)",
    ]


@pytest.mark.parametrize(
    "field",
    ["abstract", "note", "annote", "keyword", "file", "attachments", "year-suffix"],
)
def test_what_a_library_keeps_for_itself_stays_there(field: str) -> None:
    assert _source(f"{field}: private") == _source("language: ''")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("journal-article", "article-journal"),
        ("dissertation", "thesis"),
        ("book", "book"),
        ("computer-program", "document"),
        ("ARTICLE-JOURNAL ", ""),
    ],
)
def test_a_type_that_csl_does_not_know(written: str, kept: str) -> None:
    parsed = _parse(f"- id: key\n  title: T\n  type: '{written}'\n")
    assert [source.type for source in parsed.records] == [kept] * bool(kept)
    warned = [d.message for d in parsed.diagnostics if not d.is_error]
    assert warned == ['"computer-program" is no type of CSL'] * (written == "computer-program")


def test_nothing_is_written_as_null_or_not_at_all() -> None:
    written = {"id": "key", "title": "T"}
    empty: dict[str, object] = {
        "publisher": None,
        "custom": None,
        "archive": None,
        "author": [],
        "volume": "",
    }
    parsed = _parse(json.dumps([{**written, **empty}]), "a.json")
    assert parsed.diagnostics == ()
    assert parsed.records == _parse(json.dumps([written]), "a.json").records


def test_earlier_names_of_variables_are_read() -> None:
    source = _source("event: Tide Days\n  journalAbbreviation: J. Sh.\n  shortTitle: S")
    assert source.more == (
        ("event-title", "Tide Days"), ("title-short", "S"), ("container-title-short", "J. Sh."),
    )  # fmt: skip
    assert _source("event: A\n  event-title: B").more == (("event-title", "B"),)


_KEYS = st.sampled_from(
    (
        *("id", "title", "issued", "accessed", "author", "custom", "URL", "date-parts", "season"),
        *("circa", "raw", "year", "month", "family", "literal", "kind", "copy_of", "x"),
    )
)
_DATA = st.recursive(
    st.none() | st.integers() | st.sampled_from(["", "a", "2022", "2022-02-30", "21", "http://"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.fixed_dictionaries({"id": _DATA, "title": _DATA, "issued": _DATA}) | _DATA))
def test_nothing_that_stands_in_a_file_breaks_reading(records: list[object]) -> None:
    parsed = _parse(json.dumps(records), "a.json")
    assert len(parsed.diagnostics) >= len(records) - len(parsed.records)
    assert all(source.key and source.title for source in parsed.records)
