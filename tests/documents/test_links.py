"""Links, images and attribute lists: what they become, and what is wrong with them."""

from __future__ import annotations

import pytest

from tests.documents.shown import html, positions, problems, read

LEAVING = 'rel="external noreferrer"'


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[a](b.md)", '<a href="⟦link b.md⟧">a</a>'),
        ("[a](<b.md> 'T')", '<a href="⟦link b.md⟧" title="T">a</a>'),
        ("[a](b_(c).md)", '<a href="⟦link b_(c).md⟧">a</a>'),
        ("[a](\nb.md)", '<a href="⟦link b.md⟧">a</a>'),
        ("[a](#b)", '<a href="⟦link #b⟧">a</a>'),
        ("[a][b]\n\n[b]: c.md 'T'", '<a href="⟦link c.md⟧" title="T">a</a>'),
        ("[B][]\n\n[b]: c.md", '<a href="⟦link c.md⟧">B</a>'),
        ("[b]\n\n[b]: <c.md>", '<a href="⟦link c.md⟧">b</a>'),
        ("[a] [b]\n\n[b]: c.md", '[a] <a href="⟦link c.md⟧">b</a>'),
        ("![a][b]\n\n[b]: images/c.jpg",
         '<img alt="a" loading="lazy" src="⟦image images/c.jpg⟧">'),
        ("[![a](images/b.jpg)](c.md)",
         '<a href="⟦link c.md⟧"><img alt="a" loading="lazy" src="⟦image images/b.jpg⟧"></a>'),
        ("[a](https://b.org/?c=1&copy=2&amp;d)",
         f'<a href="https://b.org/?c=1&amp;copy=2&amp;d" {LEAVING}>a</a>'),
        ("<https://b.org/?c&d>",
         f'<a href="https://b.org/?c&amp;d" {LEAVING}>https://b.org/?c&amp;d</a>'),
        ("[a](mailto:b@c.org)", '<a href="mailto:b@c.org">a</a>'),
        ("[a](HTTP://B.org/c)", f'<a href="HTTP://B.org/c" {LEAVING}>a</a>'),
        ("[a](hTTps://B.org/c)", f'<a href="hTTps://B.org/c" {LEAVING}>a</a>'),
        ("[a](MAILTO:b@c.org)", '<a href="MAILTO:b@c.org">a</a>'),
        ("<b@c.org>", '<a href="mailto:b@c.org">b@c.org</a>'),
    ],
)  # fmt: skip
def test_links_and_images(markdown: str, expected: str) -> None:
    assert html(markdown) == f"<p>{expected}</p>"


def test_a_link_may_be_defined_in_a_quote_or_an_item() -> None:
    text = "> [a][b]\n>\n> [b]: c.md\n\n* [d]: e.md\n* [a][d]"
    assert html(text) == (
        '<blockquote> <p><a href="⟦link c.md⟧">a</a></p> </blockquote>'
        ' <ul> <li></li> <li><a href="⟦link e.md⟧">a</a></li> </ul>'
    )
    assert positions(text) == ["3:8 link c.md", "5:8 link e.md"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[a][b] and [a][]", ["1:4 undefined-link: no address is defined for this label",
                             "1:15 undefined-link: no address is defined for this label"]),
        ("![a][b]", ["1:5 undefined-link: no address is defined for this label"]),
        ("[a][b]\n\n[b]:\n    c.md", ["1:4 undefined-link: no address is defined for this label"]),
        ("`[a][b]` \\[a][b]", []),
        ("[a](b", ["1:5 link: this link cannot be read"]),
        ("[a](b c.md)", ["1:5 link: this link cannot be read"]),
        ("a](b)", ["1:4 link: this link cannot be read"]),
        ("[a](<b c.md>)", ["1:6 address: an address holds no space"]),
        ("[a](b&#9;c.md)", ["1:5 address: an address holds no space"]),
        ("[a]()", ["1:5 address: this leads nowhere"]),
        ("[a](b\\\\c)", ["1:5 address: an address holds no backslash"]),
        ("![](images/a.jpg)",
         ["1:3 alt-text: this image has no text for those who cannot see it"]),
        ("x ![ ][b]\n\n[b]: images/a.jpg",
         ["1:5 alt-text: this image has no text for those who cannot see it"]),
        ("![a](https://b.org/c.png)", ["1:6 address: an image stands in content/images/"]),
        ("![a](//b.org/c.png)", ["1:6 address: an image stands in content/images/"]),
    ],
)  # fmt: skip
def test_links_that_lead_nowhere(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("javascript:alert(1)", 'links to "javascript:" are not allowed'),
        ("JaVaScRiPt:alert(1)", 'links to "JaVaScRiPt:" are not allowed'),
        ("java&#115;cript:a", 'links to "javascript:" are not allowed'),
        ("&#x6A;avascript:a", 'links to "javascript:" are not allowed'),
        ("javascript&colon;a", 'links to "javascript:" are not allowed'),
        ("java&Tab;script:a", 'links to "javascript:" are not allowed'),
        ("java&NewLine;script:a", 'links to "javascript:" are not allowed'),
        ("\u200bjavascript:a", 'links to "javascript:" are not allowed'),
        ("data:text/html,a", 'links to "data:" are not allowed'),
        ("vbscript:a", 'links to "vbscript:" are not allowed'),
        ("ftp://a.org", 'links to "ftp:" are not allowed'),
        ("http:a.org", 'links to "http:" are not allowed'),
        ("//a.org", 'links to "//" are not allowed'),
        ("/\\a.org", "an address holds no backslash"),
    ],
)
def test_addresses_that_are_refused(address: str, message: str) -> None:
    for text, place in (
        (f"[x]({address})", "1:5"),
        (f"[x](<{address}>)", "1:6"),
        (f"[x][y]\n\n[y]: {address}", "3:6"),
        (f"> [x][y]\n>\n> [y]: <{address}>", "3:9"),
    ):
        assert problems(text) == [f"{place} address: {message}"]
        assert "script" not in read(text)[0].introduction.markup


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("<ftp://a.org>", ['1:2 address: links to "ftp:" are not allowed']),
        ("<javascript:alert(1)>", ['1:2 address: links to "javascript:" are not allowed']),
        ("`<ftp://a.org>` \\<ftp://a.org>", []),
    ],
)
def test_autolinks_that_are_refused(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("*a*{#x .y lang=ru} b", '<p><em class="y" id="x" lang="ru">a</em> b</p>'),
        ("*a*{#x} and {y} b", '<p><em id="x">a</em> and {y} b</p>'),
        ("a\n{: .b}", '<p class="b">a</p>'),
        ("### A {#b}", '<h3 id="b">A</h3>'),
        ("* a\n{: .b}", '<ul> <li class="b">a</li> </ul>'),
        ("{1, 2} `{#a}` \\{#a}", "<p>{1, 2} <code>{#a}</code> {#a}</p>"),
    ],
)
def test_attribute_lists(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[a](b.md){: href='javascript:x' onclick=y}",
         ['1:13 attribute: "href" may not stand in an attribute list',
          '1:33 attribute: "onclick" may not stand in an attribute list']),
        ("![a](images/b.jpg){src=x}", ['1:20 attribute: "src" may not stand in an attribute list']),
        ("*a*{style=x}", ['1:5 attribute: "style" may not stand in an attribute list']),
        ("*a*{title='{{ f }}'}", ['1:5 attribute: "title" may not stand in an attribute list',
                                  "1:15 lost-reference: this does not reach the page"]),
        ("*a*{1, 2}", ['1:5 attribute: "1," may not stand in an attribute list',
                       '1:8 attribute: "2" may not stand in an attribute list']),
        ("*a*{.b_c lang=a_b}", ['1:15 attribute: "a_b" may not stand in an attribute list']),
        ("a {#b}", ["1:3 attribute: this attribute list belongs to nothing"]),
        ("[@a]{.b}", ["1:5 attribute: this attribute list belongs to nothing"]),
    ],
)  # fmt: skip
def test_attributes_that_are_refused(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected
