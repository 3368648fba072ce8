"""The net below: whatever got past the checks, nothing that runs gets out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.documents.files.characters import find_refused, unescape, without_refused_entities
from explainer.documents.markdown.raw_html import allowed_attribute, sanitize

TABLE = ["table", "tbody", "td", "th", "thead", "tr"]
TEXT = ["a", "abbr", "br", "code", "em", "img", "kbd", "p", "pre", "strong", "sub", "sup"]
BLOCKS = ["blockquote", "dd", "details", "dl", "dt", "hr", "li", "ol", "summary", "ul"]
ALLOWED = [*TEXT, *BLOCKS, "h2", "h3", "h4", "h5", "h6"]


@pytest.mark.parametrize("tag", ALLOWED)
def test_what_may_stand_stays(tag: str) -> None:
    html = f'<{tag} id="a" class="b" lang="ru">'
    assert html in sanitize(html)


def test_a_table_stays() -> None:
    html = (
        '<table><thead><tr><th class="align-left">a</th></tr></thead>'
        "<tbody><tr><td>b</td></tr></tbody></table>"
    )
    assert sanitize(html) == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>a</script>b", "b"),
        ("<style>a</style>b", "b"),
        ("<b>a</b>", "a"),
        ("<h1>a</h1>", "a"),
        ("<iframe src='a'></iframe>", ""),
        ("<svg><script>a</script></svg>", ""),
        ("<!-- a -->b", "b"),
        ("<p onclick='a' style='b' title='c'>d</p>", "<p>d</p>"),
        ("<a href='javascript:a' target='b'>c</a>", "<a>c</a>"),
        ("<a href=' java&#10;script:a'>c</a>", "<a>c</a>"),
        ("<a href='data:text/html,a'>c</a>", "<a>c</a>"),
        ("<a href='https://a.b' rel='c'>d</a>", '<a href="https://a.b" rel="c">d</a>'),
        ("<img src='javascript:a' onerror='b' alt='c'>", '<img alt="c">'),
        ("<abbr title='a\"b'>c</abbr>", '<abbr title="a&quot;b">c</abbr>'),
        ("<sub>a", "<sub>a</sub>"),
        ("a &amp; b", "a &amp; b"),
        ("a", "a"),
    ],
)
def test_what_may_not_is_taken_out(html: str, expected: str) -> None:
    assert sanitize(html) == expected


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "/", "script", "style", "svg", "math", "a", "img", "p", "sub", " ", "=", '"',
             "'", "onload", "onerror", "href", "src", "javascript:", "&#106;", "<!--", "-->", "x"]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_nothing_that_runs_gets_out(html: str) -> None:
    import lxml.html

    for element in lxml.html.fragment_fromstring(sanitize(html), create_parent=True).iter():
        assert element.tag in {*ALLOWED, *TABLE, "div"}
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert "script:" not in element.get("href", "") + element.get("src", "")


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("id", "a-1", True),
        ("id", "A", False),
        ("id", "1a", False),
        ("id", "", False),
        ("class", "a B_c d-1", True),
        ("class", "1a", False),
        ("lang", "ru", True),
        ("lang", "sr-Latn-RS", True),
        ("lang", "", False),
        ("lang", "r", False),
        ("title", "a", False),
        ("onclick", "a", False),
        ("style", "a", False),
    ],
)
def test_attributes(name: str, value: str, allowed: bool) -> None:
    assert allowed_attribute(name, value) is allowed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&amp; &#8212; &#x2014; &colon;", "& — — :"),
        ("?a=1&copy=2 &amp", "?a=1&copy=2 &amp"),
        ("&nothing;", "&nothing;"),
        ("&#xE000; &#57344; &#0; &#1; &#x110000; &#xD800;", "� � � � � �"),
        ("&#" + "9" * 5000 + ";", "�"),
        ("&#000000000000065;", "A"),
        ("&amp;#xE000;", "&#xE000;"),
    ],
)
def test_entities_name_only_what_content_may_hold(text: str, expected: str) -> None:
    assert unescape(text) == expected


def test_refused_entities_are_found_with_their_place() -> None:
    text = "&#65; &#xE000; &amp; &#1"
    assert find_refused(text) == [(6, "&#xE000;"), (21, "&#1")]
    assert without_refused_entities(text) == "&#65; � &amp; �"
