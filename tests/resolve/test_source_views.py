"""Sources as references show them."""

from __future__ import annotations

import pytest

from explainer.documents.files.source_text import SourceText
from explainer.languages.catalogues import load_catalogue
from explainer.model.sources.source import Source
from explainer.model.sources.source_files import parse_sources
from explainer.model.sources.titles import plain_title
from explainer.resolve.linking.source_views import (
    KIND_WORDS,
    quote_url,
    shown_address,
    sort_key,
    source_view,
)
from explainer.resolve.published.parts import Day, Link
from explainer.resolve.published.source_pages import SourceView


def _source(fields: str, key: str = "key") -> Source:
    parsed = parse_sources(SourceText("a.yaml", f"- {{id: '{key}', {fields}}}\n"))
    assert parsed.diagnostics == ()
    return parsed.records[0]


def _view(fields: str, language: str = "en") -> SourceView:
    return source_view(_source(fields), language, load_catalogue("en"))


def test_dates_come_in_the_language_of_the_page() -> None:
    fields = "title: T, issued: 2022-01-15, accessed: 2026-11"
    assert _view(fields).issued == Day("15\u00a0January\u00a02022", "2022-01-15")
    assert _view(fields, "ru").issued == Day("15\u00a0января\u00a02022", "2022-01-15")
    assert _view(fields).accessed == Day("November\u00a02026", "2026-11")


@pytest.mark.parametrize(
    ("issued", "day"),
    [
        ("1992~", Day("about 1992")),
        ("2022-01-06/2022-01-19", Day("6–19\u00a0January\u00a02022")),
        ("Spring 2022", Day("Spring 2022")),
        ("2022-21", Day("Spring 2022", "2022")),
        ("199X", Day("1990s")),
        ("{date-parts: [[-44, 3, 15]]}", Day("15\u00a0March\u00a044\u00a0BCE")),
        ("{date-parts: [[-50], [-44]]}", Day("50–44\u00a0BCE")),
        ("{date-parts: [[-44], [14]], circa: true}", Day("about 44\u00a0BCE–14")),
    ],
)
def test_machines_get_a_date_only_where_it_is_exact(issued: str, day: Day) -> None:
    assert _view(f"title: T, issued: {issued}").issued == day


@pytest.mark.parametrize(
    ("written", "page", "code", "name"),
    [
        ("ru", "en", "ru", "Russian"),
        ("ru", "ru", "", ""),
        ("en-US", "en", "", ""),
        ("pt_BR", "en", "pt-BR", "Brazilian Portuguese"),
        ("Russian", "en", "ru", "Russian"),
        ("English", "en", "", ""),
        ("''", "en", "", ""),
        ("eng", "en", "", ""),
        ("EN", "en", "", ""),
        ("en-GB; en-US", "en", "", ""),
        ("'eng,rus'", "en", "", "English and Russian"),
        ("en; ru", "ru", "", "английский и русский"),
        ("ger", "en", "de", "German"),
        ("deu", "en", "de", "German"),
        ("fre/dut", "en", "", "French and Dutch"),
        ("chi", "en", "zh", "Chinese"),
        ("русский", "ru", "", ""),
        ("German", "ru", "de", "немецкий"),
        ("ru-RU", "en", "ru", "Russian"),
        ("de_AT", "en", "de-AT", "Austrian German"),
        ("kaz", "en", "kk", "Kazakh"),
        ("und", "en", "", ""),
        ("zxx", "en", "", ""),
        ("Elvish", "en", "", "Elvish"),
        ("Deutsch", "en", "de", "German"),
        ("Русский", "en", "ru", "Russian"),
        ("grc", "en", "grc", "Ancient Greek"),
        ("zh-Hant", "en", "zh-Hant", "Traditional Chinese"),
    ],
)
def test_a_language_is_named_where_it_is_not_the_page_s(
    written: str, page: str, code: str, name: str
) -> None:
    view = _view(f"title: T, language: {written}", page)
    assert (view.language_code, view.language) == (code, name)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("title: T", "Document"),
        ("title: T, type: article-newspaper", "News report"),
        ("title: T, type: article-newspaper, custom: {kind: analysis}", "Analysis"),
        ("title: T, type: song", "Song"),
        ("title: T, type: classic", "Source"),
        ("title: T, custom: {kind: press release}", "Press release"),
        ("title: T, custom: {kind: Data set}", "Data set"),
        ("title: T, custom: {kind: dataset}", "Data set"),
    ],
)
def test_what_a_source_is_comes_in_words(fields: str, kind: str) -> None:
    assert _view(fields).kind == kind
    assert kind in KIND_WORDS


def test_a_copy_leads_to_its_original() -> None:
    original = _source("title: The <i>Original</i>", "ap:1")
    catalogue = load_catalogue("en")
    view = source_view(_source("title: T"), "en", catalogue, copy_of=original)
    assert (view.address, view.copy_of) == (
        "sources/key/",
        Link("The Original", "sources/ap-1/"),
    )
    translated = source_view(
        _source("title: T"), "ru", catalogue, folder="ru/sources/", copy_of=original
    )
    assert translated.copy_of == Link("The Original", "ru/sources/ap-1/")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (
            "title: T, publisher: Interfax, type: article-newspaper, issued: 2022-01-15",
            "Interfax",
        ),
        ("title: T, container-title: Vlast.kz, author: Paolo, type: webpage", "Vlast.kz"),
        ("title: T, container-title: odkb.gov.ru, author: CSTO, type: treaty", "CSTO"),
        ("title: T, container-title: odkb.gov.ru, type: treaty", "odkb.gov.ru"),
        ("title: T, publisher: OUP, author: [{family: B, given: A}], type: book", "A B"),
        ("title: T, type: map", "T"),
    ],
)
def test_a_source_is_called_by_who_speaks(fields: str, name: str) -> None:
    assert _view(fields).name == name


@pytest.mark.parametrize(
    ("url", "quote", "address"),
    [
        ("https://a.org/x", "days, not weeks", "https://a.org/x#:~:text=days%2C%20not%20weeks"),
        ("https://a.org/", "so-called R&D", "https://a.org/#:~:text=so%2Dcalled%20R%26D"),
        ("https://a.org/#b", "мир", "https://a.org/#b:~:text=мир"),
        ("https://a.org/#b:~:text=x", "y", "https://a.org/#b:~:text=y"),
        ("https://a.org/", "1 2 3 4 5 6 7 8", "https://a.org/#:~:text=1%202%203%204%205%206%207%208"),
        ("https://a.org/", "1 2 3 4 5 6\n7 8 9", "https://a.org/#:~:text=1%202%203%204,6%207%208%209"),
        ("https://a.org/", "we came […] and left", "https://a.org/#:~:text=we%20came,and%20left"),
        ("https://a.org/", "... and left", "https://a.org/#:~:text=and%20left"),
        ("https://a.org/x.PDF?y", "days", ""),
        ("", "days", ""),
        ("https://a.org/", " … ", ""),
    ],
)  # fmt: skip
def test_a_text_fragment_leads_to_the_quoted_words(url: str, quote: str, address: str) -> None:
    assert quote_url(url, [quote]) == address


def test_one_address_leads_to_several_passages() -> None:
    assert quote_url("https://a.org/", ["a b", "…", "c"]) == "https://a.org/#:~:text=a%20b&text=c"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.a.org/b/", "a.org/b"),
        ("https://a.org/%D0%BC%D0%B8%D1%80", "a.org/мир"),
        ("https://a.org/a%20b%2Fc%E4", "a.org/a%20b%2Fc%E4"),
        (f"https://a.org/{'x' * 60}/end", f"a.org/…{'x' * 36}/end"),
        ("", ""),
    ],
)
def test_an_address_is_shown_as_people_read_it(url: str, shown: str) -> None:
    assert shown_address(url) == shown


def test_a_title_loses_what_only_changes_how_it_looks() -> None:
    source = _source("title: '<span class=\"nocase\">H<sub>2</sub>O</span> & a < b <em>'")
    assert plain_title(source.title) == "H₂O & a < b <em>"


def test_sources_are_listed_by_author_else_container_else_title() -> None:
    sources = [
        _source("title: '[Zebra]'", "d"),
        _source("title: A, author: [{family: Öz, given: A}], issued: 2022", "c"),
        _source("title: Z, author: oz a, issued: 2021", "b"),
        _source("title: Z, container-title: Bulletin", "a"),
    ]
    assert [source.key for source in sorted(sources, key=sort_key)] == ["a", "b", "c", "d"]
