"""What editors bring along from other programs: notes in place, asides, bare addresses."""

from __future__ import annotations

import re

import pytest

from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.markup import parse_inline_markdown
from tests.documents.shown import field, html, problems, read, shown


def short(markdown: str) -> str:
    """The HTML, without what every link to another site has."""
    return html(markdown).replace(' rel="external noreferrer"', "")


def notes(markdown: str) -> dict[str, str]:
    """The text of each note by where it is written; nothing may be wrong."""
    body, diagnostics = read(markdown)
    assert diagnostics == ()
    spans = [(note, note.text.span) for note in body.notes]
    return {markdown[start:end]: shown(note.text) for note, (start, end) in spans}


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("x^[one] y", {"^[one]": "<p>one</p>"}),
        ("x^[a *b* [@k, p. 3] {{ f }} [[t]]]", {"^[a *b* [@k, p. 3] {{ f }} [[t]]]":
         "<p>a <em>b</em> ⟦@k, p. 3⟧ ⟦f⟧ ⟦[t]⟧</p>"}),
        ("x^[a\nb [c](d.md) [sic]]", {"^[a\nb [c](d.md) [sic]]":
         '<p>a b <a href="⟦link d.md⟧">c</a> [sic]</p>'}),
        ("- x^[a `]`b\\] c]", {"^[a `]`b\\] c]": "<p>a <code>]</code>b] c</p>"}),
        ("| x^[a] |\n|---|", {"^[a]": "<p>a</p>"}),
        ("*x^[a]* **y^[b]**", {"^[a]": "<p>a</p>", "^[b]": "<p>b</p>"}),
        ("> x^[a\n> b]", {"^[a\n> b]": "<p>a b</p>"}),
    ],
)  # fmt: skip
def test_notes_in_place(markdown: str, expected: dict[str, str]) -> None:
    assert notes(markdown) == expected


def test_a_note_in_place_leaves_its_mark() -> None:
    body, _ = read("x^[one] y^[two].")
    one, two = (note.name for note in body.notes)
    assert shown(body.introduction) == f"<p>x⟦^{one}⟧ y⟦^{two}⟧.</p>"
    assert re.fullmatch(r"\^one-[0-9a-f]{6}", one)


def test_a_field_holds_its_notes_in_place() -> None:
    source = SourceText("facts.yaml", "a: x^[one [@k]]")
    text, diagnostics = parse_inline_markdown(source, source.text[3:], lambda i: i + 3)
    [note] = text.notes
    assert diagnostics == ()
    assert (shown(note.text), note.text.span) == ("<p>one ⟦@k⟧</p>", (4, 15))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("x^[a", ["1:2 reference: this note is never closed"]),
        ("x^[a\n\nb]", ["1:2 reference: this note is never closed"]),
        ("x^[]", ["1:2 reference: this note has no words"]),
        ("a^[b^[c]]", ["1:5 note-in-note: a note cannot refer to another note"]),
        ("a^[b[^c]]\n\n[^c]: d", ["1:7 note-in-note: a note cannot refer to another note"]),
        ("[^c]: d^[e]", ["1:8 note-in-note: a note cannot refer to another note"]),
        ("### A^[b]", ["1:6 reference-place: a note cannot stand in a heading"]),
        ("[a^[b]](c.md)", ["1:3 reference-place: a note cannot stand in a link's text"]),
        ("a[^b c]", ["1:4 reference: a note's name holds no space"]),
        ("[^b c]: d", ["1:3 reference: a note's name holds no space"]),
        ("`^[a]` \\^[a] `[^a b]` [^a b](c.md)", []),
    ],
)
def test_notes_in_place_that_cannot_stand(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[^n]: a\n\n  b\n\n   c\n\nd", {"n]: a\n\n  b\n\n   c\n\n": "<p>a</p><p>b</p><p>c</p>"}),
        ("[^n]: a\n\n  - b\n    - c\n\nd",
         {"n]: a\n\n  - b\n    - c\n\n": "<p>a</p><ul><li>b<ul><li>c</li></ul></li></ul>"}),
        ("[^n]: See:\n    - b\n    - c", {"n]: See:\n    - b\n    - c":
         "<p>See:</p><ul><li>b</li><li>c</li></ul>"}),
        ("[^n]: a\n\n  ```\nb\n\n  [^m]: c\n  ```\n\nd",
         {"n]: a\n\n  ```\nb\n\n  [^m]: c\n  ```\n\n":
         "<p>a</p><pre><code>b [^m]: c </code></pre>"}),
        ("[^n]: a\n\n\n\t1. b\n\n c", {"n]: a\n\n\n\t1. b\n\n": "<p>a</p><ol><li>b</li></ol>"}),
        ("[^n]: a\n```\nb\n```\nc", {"n]: a\n": "<p>a</p>"}),
    ],
)  # fmt: skip
def test_a_note_goes_on_where_it_is_indented(markdown: str, expected: dict[str, str]) -> None:
    found = {k: re.sub(r"(?<=>) +(?=<)", "", v) for k, v in notes(markdown).items()}
    assert found == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("> [!NOTE]\n> a", "note|<p>a</p>"),
        ("> [!note]\n>\n> a\n>\n> - b\n> - c",
         "note|<p>a</p> <ul> <li>b</li> <li>c</li> </ul>"),
        (">[!Tip] A *b*\n> c", 'tip|<p class="aside-title">A <em>b</em></p> <p>c</p>'),
        ("> [!warning]- A\n> b [@k]", 'warning|<p class="aside-title">A</p> <p>b ⟦@k⟧</p>'),
        ("> [!CAUTION]+\n> a\nlazy", "caution|<p>a lazy</p>"),
        ("> [!IMPORTANT]\n> | a |\n> |---|",
         "important|<table> <thead> <tr> <th>a</th> </tr> </thead> <tbody> <tr> <td></td> </tr>"
         " </tbody> </table>"),
    ],
)  # fmt: skip
def test_asides(markdown: str, expected: str) -> None:
    kind, _, inner = expected.partition("|")
    name = f'<div class="aside aside-{kind}" role="note"> <p class="aside-name">⟦!{kind}⟧</p> '
    assert html(markdown) == f"{name}{inner} </div>"


@pytest.mark.parametrize("kind", ["todo", "Question", "см-также"])
def test_an_aside_of_any_other_name(kind: str) -> None:
    name = f'<div class="aside" role="note"> <p class="aside-name">⟦!{kind.lower()}⟧</p> '
    assert html(f"> [!{kind}]\n> a") == f"{name}<p>a</p> </div>"


def test_asides_and_quotes_stand_apart() -> None:
    found = html("> a\n\n> [!NOTE]\n> b\n\n> c\n\n- > [!TIP]\n  > d")
    assert re.findall("<(?:blockquote|div|li)", found) == [
        "<blockquote",
        "<div",
        "<blockquote",
        "<li",
        "<div",
    ]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("> [!NOTES]\n> a", ['1:3 aside: "NOTES" is no kind of aside']),
        ("> a\n> [!NOTE]", ["2:3 aside: the name of an aside begins a quote"]),
        ("> [!NOTE]x\n> a", ["1:3 aside: the name of an aside begins a quote"]),
        ("a [!NOTE] b, `> [!NOT]`\n\n    > [!NOT]", []),
        ("> \\[!NOT]", []),
    ],
)
def test_asides_that_are_none(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "address", "behind"),
    [
        ("See https://a.org/b_c?d=1&e=2.", "https://a.org/b_c?d=1&amp;e=2", "."),
        ("(https://a.org/b_(c))", "https://a.org/b_(c)", ")"),
        ("https://a.org/b...", "https://a.org/b", "..."),
        ("https://a.org/b&quot;", "https://a.org/b", "\""),
        ("«https://a.org»,", "https://a.org", "»,"),
        ("https://a.org/b; c", "https://a.org/b", "; c"),
        ("HTTP://A.org", "HTTP://A.org", ""),
        ("https://a.org/ä–ö", "https://a.org/ä–ö", ""),
        ("https://a.org/b[@k]", "https://a.org/b", "⟦@k⟧"),
        ("https://a.org/@b#c", "https://a.org/@b#c", ""),
    ],
)  # fmt: skip
def test_a_bare_address_is_a_link(markdown: str, address: str, behind: str) -> None:
    before = markdown.partition("http")[0] if not markdown.startswith("HTTP") else ""
    assert short(markdown) == f'<p>{before}<a href="{address}">{address}</a>{behind}</p>'
    assert f">{address}</a>{behind}" in field(markdown)


@pytest.mark.parametrize("mark", ["*", "_", "**"])
def test_a_bare_address_in_emphasis(mark: str) -> None:
    tag = "strong" if mark == "**" else "em"
    link = '<a href="https://a.org/b_c">https://a.org/b_c</a>'
    assert short(f"{mark}https://a.org/b_c{mark}") == f"<p><{tag}>{link}</{tag}></p>"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("`https://a.org`", "<p><code>https://a.org</code></p>"),
        ("    https://a.org", "<pre><code>https://a.org </code></pre>"),
        ("[b https://a.org](https://c.org)", '<p><a href="https://c.org">b https://a.org</a></p>'),
        ("<https://a.org>", '<p><a href="https://a.org">https://a.org</a></p>'),
        ("[b][c]\n\n[c]: https://a.org", '<p><a href="https://a.org">b</a></p>'),
        ('[b](c.md "https://a.org")', '<p><a href="⟦link c.md⟧" title="https://a.org">b</a></p>'),
        ("a@b.org www.a.org ftp://a.org https:// xhttps://a.org ~5%",
         "<p>a@b.org www.a.org ftp://a.org https:// xhttps://a.org ~5%</p>"),
        ("https\\://a.org", "<p>https://a.org</p>"),
    ],
)  # fmt: skip
def test_what_is_no_bare_address(markdown: str, expected: str) -> None:
    assert short(markdown) == expected


def test_a_link_that_cannot_be_read_does_not_pass_as_a_bare_address() -> None:
    assert problems("[a](https://b.org/c d)") == ["1:5 link: this link cannot be read"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[`x`][]\n\n[`x`]: b.md", '<p><a href="⟦link b.md⟧"><code>x</code></a></p>'),
        ("[`x`]\n\n[`X`]: b.md", '<p><a href="⟦link b.md⟧"><code>x</code></a></p>'),
        ("[a][`x<y`]\n\n[`x<y`]: b.md", '<p><a href="⟦link b.md⟧">a</a></p>'),
        ("[a `x`\n`y`][]\n\n[a `x` `y`]: b.md",
         '<p><a href="⟦link b.md⟧">a <code>x</code> <code>y</code></a></p>'),
        ("[`x`] and [x]\n\n[x]: b.md", '<p>[<code>x</code>] and <a href="⟦link b.md⟧">x</a></p>'),
        ("![`x`]\n\n[`x`]: images/b.jpg",
         '<p><img alt="x" loading="lazy" src="⟦image images/b.jpg⟧"></p>'),
    ],
)  # fmt: skip
def test_labels_with_code(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a\\\nb", "<p>a<br> b</p>"),
        ("*a\\\nb*", "<p><em>a<br> b</em></p>"),
        ("- a\\\n  b", "<ul> <li>a<br> b</li> </ul>"),
        ("> a\\\n> b", "<blockquote> <p>a<br> b</p> </blockquote>"),
        ("a\\\\\nb", "<p>a\\ b</p>"),
        ("`a\\\nb`", "<p><code>a\\ b</code></p>"),
        ("a\\", "<p>a\\</p>"),
    ],
)
def test_a_backslash_breaks_a_line(markdown: str, expected: str) -> None:
    assert html(markdown) == expected
