"""English words on a page in another language: marked in HTML, plain text elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup, escape

from explainer.languages import catalogues
from explainer.languages.catalogues import (
    CLOSE,
    OPEN,
    as_english,
    mark_english,
    unmarked,
)


def shown(text: object) -> str:
    return mark_english(escape(text))


def en(words: str) -> str:
    return f'<span lang="en" dir="ltr">{words}</span>'


def test_it_is_marked_in_html_alone() -> None:
    words = as_english("Facts & figures")
    assert unmarked(words) == "Facts & figures"
    assert shown(words) == en("Facts &amp; figures")


@pytest.mark.parametrize(
    ("text", "plain", "html"),
    [
        (as_english("By %(who)s") % {"who": "A<b>"}, "By A<b>", f"{en('By ')}A&lt;b&gt;"),
        (as_english("%(a)s on %(b)s") % {"a": 7, "b": 8}, "7 on 8", f"7{en(' on ')}8"),
        (as_english("{n} people").replace("{n}", "7"), "7 people", f"7{en(' people')}"),
        (
            as_english("of %(day)s") % {"day": as_english("today")},
            "of today",
            f"{en('of ')}{en('today')}",
        ),
        (f"Anna ({as_english('x')})", "Anna (x)", f"Anna ({en('x')})"),
    ],
)
def test_what_is_put_into_it_is_not_english(text: str, plain: str, html: str) -> None:
    assert unmarked(text) == plain
    assert shown(text) == html


@pytest.mark.parametrize(
    "html",
    [
        "<a aria-label=\"{}\" title='>{}'>x</a>",
        "<title>{} – Gezeiten</title>",
        '<script type="application/ld+json">{{"a":"{}"}}</script>',
        "<!-- {} -->",
        '<meta content="{}">',
    ],
)
def test_where_no_element_can_stand_nothing_is_marked(html: str) -> None:
    marked = html.format(f"{OPEN}Facts{CLOSE}", f"{OPEN}Facts{CLOSE}")
    assert mark_english(marked) == html.format("Facts", "Facts")


def test_a_page_without_such_words_stays_as_it_is() -> None:
    page = Markup('<p lang="de">Wasser &lt; Land, "gut"</p>')
    assert mark_english(page) == page


def test_a_catalogue_with_gaps_is_filled_with_marked_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {}\\n"\n'
    )
    words = 'msgid "Facts"\nmsgstr "{}"\n\nmsgid "Sources"\nmsgstr "{}"\n'
    (tmp_path / "nl.po").write_text(header.format("nl") + words.format("Feiten", ""))
    monkeypatch.setattr(catalogues, "_FOLDER", tmp_path)
    catalogues.load_catalogue.cache_clear()
    try:
        dutch = catalogues.load_catalogue("nl-BE")
        assert shown(dutch.gettext("Facts")) == "Feiten"
        assert shown(dutch.gettext("Sources")) == en("Sources")
        assert shown(dutch.ngettext("%(num)s fact", "%(num)s facts", 2) % {"num": 2}) == (
            f"2{en(' facts')}"
        )
    finally:
        catalogues.load_catalogue.cache_clear()
