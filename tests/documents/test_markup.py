"""Where references mean something, where they do not, and what Markdown becomes around them."""

from __future__ import annotations

import pytest

from explainer.documents.files.source_text import SourceText, decode
from explainer.documents.markdown.markup import parse_body, parse_plain
from tests.documents.shown import field, html, positions, problems, read, shown

EVERY_FORM = "[@a, p. 3], [^n], {{ f | with-unit }} and [[t|x]]."
EVERY_MARK = "⟦@a, p. 3⟧, ⟦^n⟧, ⟦f | with-unit⟧ and ⟦[t|x]⟧."


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("One {}", "<p>One {}</p>"),
        ("One\n{}", "<p>One {}</p>"),
        ("* {}\n* two", "<ul> <li>{}</li> <li>two</li> </ul>"),
        ("1. {}\n\n    more {}", "<ol> <li> <p>{}</p> <p>more {}</p> </li> </ol>"),
        ("* a\n    * {}", "<ul> <li>a<ul> <li>{}</li> </ul> </li> </ul>"),
        ("> {}", "<blockquote> <p>{}</p> </blockquote>"),
        ("> a\nlazy {}", "<blockquote> <p>a lazy {}</p> </blockquote>"),
        ("> * {}", "<blockquote> <ul> <li>{}</li> </ul> </blockquote>"),
        (
            "| A {} | B |\n|---|---:|\n| {} | b |",
            "<table> <thead> <tr> <th>A {}</th>"
            ' <th class="align-right">B</th> </tr> </thead> <tbody> <tr> <td>{}</td>'
            ' <td class="align-right">b</td> </tr> </tbody> </table>',
        ),
        ("Term\n:   Meaning {}", "<dl> <dt>Term</dt> <dd>Meaning {}</dd> </dl>"),
        ("*{}*", "<p><em>{}</em></p>"),
        ("**{}** _{}_", "<p><strong>{}</strong> <em>{}</em></p>"),
        ("<sub>{}</sub>", "<p><sub>{}</sub></p>"),
        (
            "<details>\n<summary>{}</summary>\n{}\n\n* {}\n</details>",
            "<details> <summary>{}</summary> <p>{}</p> <ul> <li>{}</li> </ul> </details>",
        ),
        ("* a\n\n    <details>\n    <summary>{}</summary>\n    b\n    </details>",
         "<ul> <li> <p>a</p> <details> <summary>{}</summary> <p>b</p> </details> </li> </ul>"),
        ("> <details>\n> <summary>{}</summary>\n> b\n> </details>",
         "<blockquote> <details> <summary>{}</summary> <p>b</p> </details> </blockquote>"),
        ("<details><summary>{}</summary>b</details>",
         "<details> <summary>{}</summary> <p>b</p></details>"),
        ("<abbr title='A B'>{}</abbr>", '<p><abbr title="A B">{}</abbr></p>'),
    ],
)  # fmt: skip
def test_every_reference_works_wherever_there_is_text(markdown: str, expected: str) -> None:
    written = markdown.replace("{}", EVERY_FORM)
    assert html(written) == expected.replace("{}", EVERY_MARK)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("| {{ f | plain }} | b |\n|---|---|\n", "<th>⟦f | plain⟧</th>"),
        ("| {{ f \\| plain }} | b |\n|---|---|\n", "<th>⟦f | plain⟧</th>"),
        ("| [[t|x]] | [[t\\|x]] |\n|---|---|\n", "<th>⟦[t|x]⟧</th> <th>⟦[t|x]⟧</th>"),
        ('| [@a, "x | y"] | [@a, "x \\| y"] |\n|---|---|\n',
         '<th>⟦@a, "x | y"⟧</th> <th>⟦@a, "x | y"⟧</th>'),
        ("| `a|b` | <abbr title='x|y'>z</abbr> |\n|---|---|\n",
         '<th><code>a|b</code></th> <th><abbr title="x|y">z</abbr></th>'),
    ],
)  # fmt: skip
def test_a_bar_in_a_reference_divides_no_cell(markdown: str, expected: str) -> None:
    assert expected in html(markdown)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[{{ f | plain }}](csto.md)", '<p><a href="⟦link csto.md⟧">⟦f | plain⟧</a></p>'),
        ("[a](csto.md '{{ f | plain }}')",
         '<p><a href="⟦link csto.md⟧" title="⟦f | plain⟧">a</a></p>'),
        ("![{{ f | plain }}](images/a.jpg)",
         '<p><img alt="⟦f | plain⟧" loading="lazy" src="⟦image images/a.jpg⟧"></p>'),
        ('<abbr title="{{ f | plain }} & more">a</abbr>',
         '<p><abbr title="⟦f | plain⟧ &amp; more">a</abbr></p>'),
        ("### {{ f | plain }}", "<h3>⟦f | plain⟧</h3>"),
    ],
)  # fmt: skip
def test_a_plain_value_may_stand_where_no_note_can(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("### [@a]", ["1:7 reference-place: a citation cannot stand in a heading"]),
        ("### [[t]]", ["1:7 reference-place: a term cannot stand in a heading"]),
        ("### {{ f }}", ["1:8 reference-place: a value with its note cannot stand in a heading"]),
        ("[a [[t]]](x.md)", ["1:6 reference-place: a term cannot stand in a link's text"]),
        ("[a [^n]](x.md)", ["1:6 reference-place: a note cannot stand in a link's text"]),
        ("![a [@a]](images/x.jpg)",
         ["1:7 reference-place: a citation cannot stand in an attribute"]),
        ('[a](x.md "{{ f }}")',
         ["1:14 reference-place: a value with its note cannot stand in an attribute"]),
        ('<abbr title="{{ f }}">a</abbr>',
         ["1:17 reference-place: a value with its note cannot stand in an attribute"]),
        ('<abbr title="{{ f">a</abbr>', ["1:17 reference: this reference is never closed"]),
    ],
)  # fmt: skip
def test_a_note_where_none_can_stand_is_an_error(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "`{}`", "`` ` {} ``", "```` {} ````", "a ```{}``` b", "*`{}`*", "| `{}` | a |\n|--|--|\n",
        "```\n{}\n```", "~~~\n{}\n~~~", "~~~text\n{}\n```\n~~~", "````\n```\n{}\n```\n````",
        "```\n\n{}\n\n```", "> ```\n> {}\n> ```", "* a\n\n    ```\n    {}\n    ```",
        "* a\n    ~~~\n    {}\n    ~~~", "    {}", "\t{}", "* a\n\n        {}",
        "> a\n>\n>     {}", "    ```\n    {}\n    ```\n\nx\n\n```\nb\n```",
        "<!-- {} -->", "<!--\n\n{}\n\n-->", "a <!-- {} --> b",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "reference", ["[@a, p. 3]", "[^n]", "{{ f }}", "[[t]]", "[see @a]", "[@", "{{ f", "[^n]: x"]
)
def test_nothing_means_anything_in_code_and_comments(markdown: str, reference: str) -> None:
    body, diagnostics = read(markdown.replace("{}", reference))
    assert diagnostics == ()
    assert body.introduction.references == ()
    assert body.notes == ()
    comment = "<!--" in markdown
    assert (reference in body.introduction.markup.replace("&lt;", "<")) is not comment


@pytest.mark.parametrize(
    "markdown",
    [
        "<https://a.org/[@a]>", "[x](https://a.org/[@a])", "[x](<https://a.org/[[t]]>)",
        "[x][y]\n\n[y]: https://a.org/[@a]", "<a@b.org>", "a@b.org", "[mail a@b.org]",
        "\\[@a]", "\\\\\\[@a]", "[\\@a]", "\\{{ f }}", "\\[^n]", "\\[[t]]",
        "[@x](https://a.org)", "[@x\ny](https://a.org)", "[see @a](https://a.org)",
        "![^n](images/a.jpg)", "![[t]](images/a.jpg)",
    ],
)  # fmt: skip
def test_nothing_means_anything_in_addresses_or_behind_a_backslash(markdown: str) -> None:
    body, diagnostics = read(markdown)
    assert diagnostics == ()
    assert not [p for p in positions(markdown) if "link " not in p and "image " not in p]
    assert body.introduction


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        # what begins first wins; a span hides what begins in it and ends outside it
        ("`[@a, ` then [@b]", "<p><code>[@a,</code> then ⟦@b⟧</p>"),
        ("`[@a, x` and] more", "<p><code>[@a, x</code> and] more</p>"),
        ('[@a, "`x`"] `[@b]`', '<p>⟦@a, "`x`"⟧ <code>[@b]</code></p>'),
        ("`<!--` opens, [@a] `-->` closes",
         "<p><code>&lt;!--</code> opens, ⟦@a⟧ <code>--&gt;</code> closes</p>"),
        ("`<sub>` and [@a]", "<p><code>&lt;sub&gt;</code> and ⟦@a⟧</p>"),
        ("``a` [@a]", "<p>``a` ⟦@a⟧</p>"),
        ("\\`[@a]`", "<p>`⟦@a⟧`</p>"),
        ("\\\\`[@a]`", "<p>\\<code>[@a]</code></p>"),
        ("* a ` [@a]\n* b ` [@b]", "<ul> <li>a ` ⟦@a⟧</li> <li>b ` ⟦@b⟧</li> </ul>"),
    ],
)  # fmt: skip
def test_code_spans_and_references_side_by_side(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[@a][@b]{{ f }}[^n][[t]]", "<p>⟦@a⟧⟦@b⟧⟦f⟧⟦^n⟧⟦[t]⟧</p>"),
        ("Wow![@a] Oh![^n] Ah![[t]]", "<p>Wow!⟦@a⟧ Oh!⟦^n⟧ Ah!⟦[t]⟧</p>"),
        ("({{ f }})**{{ f }}**s", "<p>(⟦f⟧)<strong>⟦f⟧</strong>s</p>"),
        ("“{{ f }}”[@a].", "<p>“⟦f⟧”⟦@a⟧.</p>"),
        ("𝒜 [@a] 𝒞", "<p>𝒜 ⟦@a⟧ 𝒞</p>"),
        ("[@a\n, p.\n3]", "<p>⟦@a, p. 3⟧</p>"),
        ("{{ f\n| plain\n}}", "<p>⟦f | plain⟧</p>"),
        ("[[long\nterm|more\nwords]]", "<p>⟦[long term|more words]⟧</p>"),
        ("> [@a,\n> p. 3] {{ f |\n> plain }}",
         "<blockquote> <p>⟦@a, p. 3⟧ ⟦f | plain⟧</p> </blockquote>"),
        ("[@a]: word", "<p>⟦@a⟧: word</p>"),
        ("[sic] [x]: y", "<p>[sic] [x]: y</p>"),
        ("a <b and 1 < 2 & c", "<p>a &lt;b and 1 &lt; 2 &amp; c</p>"),
        ("a  \nb \t\nc", "<p>a<br> b c</p>"),
        ("a<br>b<br/>c<br />d", "<p>a<br>b<br>c<br>d</p>"),
        ("&lt;script&gt; &copy; &#60;b>", "<p>&lt;script&gt; © &lt;b&gt;</p>"),
    ],
)  # fmt: skip
def test_references_and_the_text_around_them(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("x*a**a*z", "<p>x<em>a**a</em>z</p>"),
        ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"),
        ("***a** b* ***a* b**",
         "<p><em><strong>a</strong> b</em> <strong><em>a</em> b</strong></p>"),
        ("foo***bar***baz", "<p>foo<em><strong>bar</strong></em>baz</p>"),
        ("*a _b* c_", "<p><em>a _b</em> c_</p>"),
        ("snake_case_word _a_ __b__", "<p>snake_case_word <em>a</em> <strong>b</strong></p>"),
        ("2 * 3 * 4 ** 5 _ 6", "<p>2 * 3 * 4 ** 5 _ 6</p>"),
        ("\\*a* *b\\*", "<p>*a* *b*</p>"),
        ("*a [b*c](x.md) `d*`*",
         '<p><em>a <a href="⟦link x.md⟧">b*c</a> <code>d*</code></em></p>'),
    ],
)  # fmt: skip
def test_emphasis_loses_no_text(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


def test_a_byte_order_mark_moves_nothing() -> None:
    source, _ = decode("page.md", b"\xef\xbb\xbf[@a]\r\n")
    assert source is not None
    body, _ = parse_body(source, 0)
    citation = body.introduction.references[0]
    assert source.location(citation.offset).column == 3


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("One *word* [@a].", "One <em>word</em> ⟦@a⟧."),
        ("One.\n\nTwo {{ f }}.", "<p>One.</p> <p>Two ⟦f⟧.</p>"),
        ("* a", "* a"),
        ("2022. b", "2022. b"),
        ("# 1", "# 1"),
        ("    a", "a"),
        ("", ""),
    ],
)
def test_a_field_has_no_blocks_but_paragraphs(markdown: str, expected: str) -> None:
    assert field(markdown) == expected


@pytest.mark.parametrize(
    ("text", "expected", "messages"),
    [
        ("A {{ f | plain }} <b> & *c*", "A ⟦f | plain⟧ &lt;b&gt; &amp; *c*", []),
        ("<b {{ f | plain }}> <!-- {{ g | plain }} `{{ h | plain }}`",
         "&lt;b ⟦f | plain⟧&gt; &lt;!-- ⟦g | plain⟧ `⟦h | plain⟧`", []),
        ("\\{{ f }}", "\\{{ f }}", []),
        ("[@a] {{ f }}", "[@a] {{ f }}",
         ["1:3 a citation cannot stand in this field",
          "1:9 a value with its note cannot stand in this field"]),
        ("[[t]] [^n] {{", "[[t]] [^n] {{",
         ["1:3 a term cannot stand in this field", "1:9 a note cannot stand in this field",
          "1:13 a fact's id is expected here"]),
    ],
)  # fmt: skip
def test_a_plain_field_is_text(text: str, expected: str, messages: list[str]) -> None:
    source = SourceText("page.md", text)
    marked, diagnostics = parse_plain(source, text, lambda i: i)
    assert shown(marked) == expected
    found = [f"{d.location.line}:{d.location.column} {d.message}" for d in diagnostics]
    assert found == messages


def test_positions_count_code_points_and_tabs_as_one() -> None:
    text = "𝒜\t[@a, p. 3;\r\n@b]\r\n\r\n> x {{ f }}\r\n> [[t]] [^n] [see @k] [c](d.md)"
    assert positions(text) == [
        "1:5 @a, p. 3; @b",
        "4:8 f",
        "5:5 [t]",
        "5:11 ^n",
        "5:20 suspect k",
        "5:27 link d.md",
    ]
