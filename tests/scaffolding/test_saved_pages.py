"""``new source --from-file``: what a saved page says of itself, and what it cannot do to us."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer import cli
from explainer.scaffolding.fields import Answers
from explainer.scaffolding.saved_pages import LARGEST, describe_page
from tests.sites import TinySite


def described(html: str | bytes) -> Answers:
    return describe_page(html.encode() if isinstance(html, str) else html)


def found(html: str | bytes) -> dict[str, str]:
    return {name: "; ".join(words) for name, words in described(html).items()}


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


NEWS = """<!DOCTYPE html>
<!-- saved from url=(0031)https://news.example/tide?from=1 -->
<html lang="en-GB"><head>
<title>Tide rises | The News</title>
<!-- <meta name="author" content="Nobody"> -->
<meta property="og:title" content="Tide &quot;rises&quot;">
<meta property="og:site_name" content="The News">
<link rel="canonical" href="/tide">
<meta property="og:url" content="https://news.example/tide?from=1">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "WebPage", "name": "A page", "url": "https://news.example/"},
  {"@type": ["NewsArticle"], "headline": "Tide rises &amp; falls",
   "datePublished": "2022-01-06T23:30:00+06:00", "inLanguage": "en",
   "author": [{"@id": "#ann"}, {"@type": "Organization", "name": "Sea, Office of"}],
   "publisher": {"@type": "Organization", "name": "News Ltd"}},
  {"@type": "Person", "@id": "#ann", "givenName": "Ann", "familyName": "Lee"}]}</script>
</head><body><time datetime="2020-01-01">then</time><time datetime="2021-01-01">now</time></body>
"""


def test_a_news_report() -> None:
    assert found(NEWS) == {
        "title": "Tide rises & falls",
        "container": "The News",
        "publisher": "News Ltd",
        "issued": "2022-01-06",
        "url": "https://news.example/tide",
        "language": "en",
        "type": "article-newspaper",
        "author": "Lee, Ann; {Sea, Office of}",
    }


@pytest.mark.parametrize(
    ("comment", "url", "day"),
    [
        (
            "<!--\n Page saved with SingleFile \n url: https://news.example/a?b=1 \n"
            " saved date: Thu Nov 05 2026 10:00:00 GMT+0100 (Central European Standard Time)\n-->",
            "https://news.example/a?b=1",
            "2026-11-05",
        ),
        (
            "<!-- Page saved with SingleFile url: https://news.example/a -->",
            "https://news.example/a",
            None,
        ),
        ("<!-- saved from url=(0023)https://news.example/a -->", "https://news.example/a", None),
        ("<!-- saved from url=(0014)about:internet -->", None, None),
        ("<!--\n Page saved with SingleFile \n url: file:///home/a.html \n-->", None, None),
    ],
)
def test_a_page_knows_where_and_when_it_was_saved(
    comment: str, url: str | None, day: str | None
) -> None:
    answers = found(f"<!DOCTYPE html> <html lang=en>{comment}<title>Tide</title>")
    assert (answers.get("url"), answers.get("accessed")) == (url, day)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee and Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("By Ann Lee, Bob Ray, and Cy Doe", ["Ann Lee", "Bob Ray", "Cy Doe"]),
        ("by Ann Lee &amp; Bob van der Ray", ["Ann Lee", "Bob van der Ray"]),
        ("Von Anna Lee und Bernd Ray", ["Anna Lee", "Bernd Ray"]),
        ("Par Anne Lee et Marc Ray", ["Anne Lee", "Marc Ray"]),
        ("Иван Ли и Анна Рей", ["Иван Ли", "Анна Рей"]),
        ("Ann Lee, Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("Ann Lee; Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("By Ann Lee, Staff Writer", ["Ann Lee"]),
        ("Ann Lee, Chief Political Correspondent, and Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("By Reuters and Ann Lee", ["Reuters", "Ann Lee"]),
        ("Staff", ["Staff"]),
        ("By Staff", ["Staff"]),
        ("Byron Smith", ["Byron Smith"]),
        ("Von der Aue", ["Von der Aue"]),
        ("Ministry of Health and Social Affairs", ["Ministry of Health and Social Affairs"]),
        ("Sea and Sons", ["Sea and Sons"]),
        ("World Bank and Example Group", ["World Bank and Example Group"]),
        ("Lee, Ann", ["{Lee, Ann}"]),
        ("Ann Lee, The News", ["{Ann Lee, The News}"]),
    ],
)
def test_bylines(byline: str, names: list[str]) -> None:
    assert list(described(f'<meta name=author content="{byline}">')["author"]) == names
    text = byline.replace("&amp;", "&")
    linked = json_ld(f'{{"@type": "Article", "author": {{"@type": "Person", "name": "{text}"}}}}')
    assert list(described(linked)["author"]) == names


def test_the_name_of_an_organization_is_no_byline() -> None:
    linked = (
        '{"@type": "Article", "author": {"@type": "Organization", "name": "Ann Lee and Bob Ray"}}'
    )
    assert described(json_ld(linked))["author"] == ("Ann Lee and Bob Ray",)


def test_a_journals_article() -> None:
    page = """<html lang=en><meta name="citation_title" content="On tides">
    <meta name=citation_author content="Darwin, George">
    <meta name=citation_author content="Ann Lee">
    <meta name="citation_journal_title" content="Tides"><meta name="citation_volume" content="3">
    <meta name="citation_publication_date" content="1898/6/1">
    <meta name="citation_issue" content=2>
    <meta name="citation_firstpage" content="7"><meta name="citation_lastpage" content="40">
    <meta name="citation_doi" content="doi:10.1000/xyz">
    <meta property="og:title" content="Other">"""
    assert found(page) == {
        "title": "On tides",
        "container": "Tides",
        "issued": "1898-06-01",
        "language": "en",
        "type": "article-journal",
        "volume": "3",
        "issue": "2",
        "page": "7-40",
        "doi": "10.1000/xyz",
        "author": "Darwin, George; Ann Lee",
    }


@pytest.mark.parametrize(
    ("html", "name", "value"),
    [
        ("<title>Tides &ndash; a page</title>", "title", "Tides – a page"),
        (
            "<title>Tides - a - The News</title><meta property=og:site_name content='the News'>",
            "title",
            "Tides - a",
        ),
        ("<title>Tides - so high</title>", "title", "Tides - so high"),
        ("<meta name=DC.Title content=Tides>", "title", "Tides"),
        ('<meta property="og:locale" content="en_US">', "language", "en-US"),
        ('<html lang="see below">', "language", None),
        ("<meta name=dc.date content='6 January 2022'>", "issued", "2022-01-06"),
        ("<meta name=date content='2022-02-30'>", "issued", None),
        ("<meta name=date content='yesterday'>", "issued", None),
        ("<time datetime='2022-01-06T10:00Z'>then</time>", "issued", "2022-01-06"),
        ("<time datetime='2022-01-06'></time><time datetime='2022-01-07'></time>", "issued", None),
        (
            "<time datetime='2020'></time><time pubdate datetime='2022-01-07'></time>",
            "issued",
            "2022-01-07",
        ),
        ("<meta property=article:author content=https://news.example/ann>", "author", None),
        ("<meta name=author content='Lee, Ann and others'>", "author", "{Lee, Ann and others}"),
        (json_ld('{"@type": "Report", "author": "Office of the Sea"}'), "type", "report"),
        (json_ld('{"@type": "Article", "author": "Ann Lee"}'), "author", "Ann Lee"),
        (json_ld('[{"@type": "ReportageNewsArticle"}]'), "kind", "news report"),
        (json_ld('{"@type": "NewsArticle"}'), "kind", None),
        (json_ld('{"@type": "NewsArticle", "headline": "Tides"'), "title", None),
        (
            json_ld('{"@type": "ItemList", "itemListElement": [{"@type": "Report", "name": "x"}]}'),
            "title",
            None,
        ),
        (json_ld('{"headline": ' + "[" * 100_000), "title", None),
        ('<link rel=canonical href="javascript:alert(1)">', "url", None),
        ('<link rel=canonical href="/tide">', "url", None),
        ('<meta property="og:url" content="https://a.example/&#10;x">', "url", None),
        ("<title>\x00Ti\u202ede\x07s</title>", "title", "Tides"),
        (f"<meta property=og:title content='{'tide ' * 300}'>", "title", ("tide " * 100).strip()),
    ],
)
def test_one_thing_that_is_said(html: str, name: str, value: str | None) -> None:
    said = found(html).get(name)
    assert (said and said.removesuffix(" …")) == value


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="windows-1251"><title>Прилив</title>'.encode("windows-1251"),
        b'<meta http-equiv=Content-Type content="text/html; charset=koi8-r"><title>'
        + "Прилив</title>".encode("koi8-r"),
        "<title>Прилив</title>".encode(),
        "<meta charset=utf-16><title>Прилив</title>".encode(),
        "<meta charset=rot13><title>Прилив</title>".encode(),
        "<meta charset=windows-1251><title>Прилив</title>".encode("utf-8-sig"),
        "<meta charset=windows-1251><title>Прилив</title>".encode(),
        "<title>Прилив</title>".encode("utf-16"),
    ],
)
def test_in_any_encoding(data: bytes) -> None:
    assert found(data) == {"title": "Прилив"}


HOSTILE = (
    "<",
    "<a ",
    "<!--",
    "<meta a=a ",
    "<meta name='",
    "<title ",
    "<time datetime=1>",
    "<div>",
    "<meta name=a content=b>",
    '<html lang="',
    "<script type=application/ld+json>",
    json_ld("[1]"),
)


@pytest.mark.slow
@pytest.mark.parametrize("part", HOSTILE)
def test_a_hostile_page_is_read_in_time(part: str) -> None:
    page = (part * (LARGEST // len(part))).encode()
    began = time.process_time()
    described(page)
    assert time.process_time() - began < 10


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    described(data)
    described(b"<meta name=author content='" + data + b"'><title>" + data)


def test_a_source_from_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = TinySite(tmp_path)
    site.write({"site.yaml": "title: Tides\n"})
    (tmp_path / "saved.html").write_text(NEWS)
    monkeypatch.chdir(tmp_path)
    arguments = ["--from-file", "saved.html", "--as-of", "2026-11-22", "--title", "Tide rises"]
    assert cli.main(["new", "source", *arguments]) == 0
    assert capsys.readouterr().out == (
        "saved.html does not say: kind\n"
        "Wrote content/sources/sources.yaml\n"
        "content/sources/sources.yaml:2: cite it as [@the-news-2022-01-06], "
        "with a locator where you can\n"
    )
    assert site.path("sources/sources.yaml").read_text() == (
        "references:\n  - id: the-news-2022-01-06\n    type: article-newspaper\n"
        "    title: Tide rises\n    author:\n      - {family: Lee, given: Ann}\n"
        "      - {literal: 'Sea, Office of'}\n    container-title: The News\n"
        "    publisher: News Ltd\n    issued: 2022-01-06\n    accessed: 2026-11-22\n"
        "    URL: https://news.example/tide\n    language: en\n"
    )
    site.build()


def test_a_page_that_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = TinySite(tmp_path)
    site.write({"site.yaml": "title: Tides\n"})
    (tmp_path / "saved.html").write_bytes(b"\x00\xff")
    assert (
        cli.main(
            ["new", "source", "--from-file", str(tmp_path / "saved.html"), "--site", str(tmp_path)]
        )
        == 2
    )
    assert "--title is missing: as the source gives it" in capsys.readouterr().err
