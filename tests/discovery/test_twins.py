"""Pages as Markdown: what becomes of markup, and that a reader of Markdown reads the same."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import markdown
import pytest
from markupsafe import Markup

from explainer.renderers.markdown import MarkdownText
from explainer.resolve.published.parts import Cell, Figure, Fragment, Table
from tests.sites import TinySite, explainer, sources, words

pytestmark = pytest.mark.quick
SIGNS = r"5 &lt; 6 & 7\*8\_9 \[x\] a\|b \~c \`d\` &amp;amp; " + "\\\\"
TEXT = MarkdownText("https://example.org/gauge/", "https://example.org/", str)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a <em>b</em> and <strong>c</strong>", "a *b* and **c**"),
        ("<p>One.</p>\n<p>Two\nlines.</p>", "One.\n\nTwo lines."),
        ("5 &lt; 6 &amp; 7*8_9 [x] a|b ~c `d` &amp;amp; \\", SIGNS),
        ("<p># a</p><p>1. b</p><p>- c</p><p>&gt; d</p>", "\\# a\n\n1\\. b\n\n\\- c\n\n\\> d"),
        ("<p>2020-21 and 1.5</p>", "2020-21 and 1.5"),
        ('<a href="../well/#deep">Deep</a>', "[Deep](https://example.org/well/#deep)"),
        ('<a href="#why">Why</a>', "[Why](https://example.org/gauge/#why)"),
        ('<a href="https://x.example/a(b)?c&amp;d">x</a>', "[x](https://x.example/a%28b%29?c&d)"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "- a\n- b"),
        ('<ol start="9"><li>a</li><li>b</li></ol>', "9. a\n10. b"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
        ("<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>", "> a\n>\n> b"),
        ("<code>a_b</code> <code>a`b</code>", "<code>a\\_b</code> <code>a\\`b</code>"),
        ("<pre><code>a\n\n\n  b_c\n</code></pre>", "```\na\n\n\n  b_c\n```"),
        ("<ul><li><pre><code>```\n&lt;a>\n</code></pre></li></ul>", "- ````\n  ```\n  <a>\n  ````"),
        ("<h3 id=\"x\">A</h3><p>b</p>", "### A\n\nb"),
        ("a<br>b m<sup>2</sup>", "a<br>b m<sup>2</sup>"),
        ('<img src="../assets/images/a.png" alt="A &amp; b">', "![A & b](https://example.org/assets/images/a.png)"),
        ("<hr><dl><dt>a</dt><dd>b</dd></dl>", "---\n\na\n\nb"),
        (
            '<div class="table"><table role="table"><thead role="rowgroup"><tr role="row">'
            '<th role="columnheader">A</th><th>B</th></tr></thead>\n<tbody><tr role="row">'
            '<td data-label="A">1<br>2</td><td></td></tr></tbody></table></div>',
            "| A | B |\n| --- | --- |\n| 1<br>2 |  |",
        ),
    ],
)  # fmt: skip
def test_markup_becomes_markdown(html: str, expected: str) -> None:
    assert TEXT.blocks(Fragment((Markup(html),))) == expected


TRICKY = r"""
## Which signs? {#signs}

5 < 6, a\*b\*c, snake_case_name, [square] and \`tick\`, 1 | 2, &amp;lt; and so on.[@wire]

1\. is no list, and

\# is no heading.

1. A list, with *words* and `code_*`.
2. In two items.

| A | B |
|---|---|
| x \| y | {{ depth }} |

```
if a < b:


    go *on*
```
"""


def test_a_reader_of_markdown_reads_the_same(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\nurl: https://example.org/\n",
            "explainers/gauge.md": explainer(TRICKY),
            "facts/f.yaml": "depth: {value: 3, sources: [wire]}\n",
            "sources/s.yaml": sources("wire"),
        }
    )
    site.build()
    twin = (site.output / "gauge/index.md").read_text(encoding="utf-8")
    html = markdown.markdown(twin, extensions=["tables", "footnotes", "fenced_code"])
    read = lxml.html.fromstring(f"<div>{html}</div>")
    answer = site.tree("gauge/").get_element_by_id("signs")
    assert read.findtext(".//pre/code") == answer.findtext(".//pre/code")
    for found in ("p", "li", "td"):
        ours = [words(each) for each in answer.xpath(f".//{found}[not(ancestor::footer)]")]
        theirs = [
            words(each)
            for each in read.xpath(f".//h2[1]/following-sibling::*/descendant-or-self::{found}")
        ]
        assert theirs[: len(ours)] == ours


def test_a_figure_is_a_block_of_its_own() -> None:
    figure = Figure(
        figure_id="f", shape="table", title="A *b*", table=Table(("C", "D"), ((Cell("1"), Cell()),))
    )
    parts = (Markup("<p>Before.</p>\n"), figure, Markup("\n<p>After.</p>"))
    assert TEXT.blocks(Fragment(parts), lambda drawn: f"{drawn.title}\n\n\n\n| C |\n") == (
        "Before.\n\nA *b*\n\n| C |\n\nAfter."
    )


def test_a_page_names_its_twin(site: TinySite) -> None:
    link = site.tree("gauge/").xpath("//link[@type='text/markdown']/@href")
    assert link == ["index.md"]
    assert site.tree("gone/").xpath("//link[@type='text/markdown']") == []
    assert site.tree("facts/depth/").xpath("//link[@type='text/markdown']") == []
    twins = {path for path in site.files() if path.endswith(".md")}
    assert twins == {"about/index.md", "gauge/index.md", "ru/gauge/index.md", "well/index.md"}


def test_a_translation_by_a_machine_is_called_so(site: TinySite) -> None:
    twin = (site.output / "ru/gauge/index.md").read_text(encoding="utf-8")
    notice = (
        "> **Эта страница переведена машиной. Оригинал: "
        "[How many &lt;came> & stayed?](https://example.org/gauge/)**\n"
    )
    assert notice in twin
    assert "Было 40 (спорно)[^1]" in twin


def test_a_value_keeps_its_state_and_its_note(site: TinySite) -> None:
    twin = (site.output / "gauge/index.md").read_text(encoding="utf-8")
    assert "Some 40 (disputed)[^1] came by boat in 1,891 & later.[^2]" in twin
    assert "- 60\u00a0people – The mayor, January\u00a02026, Report wire[^2]" in twin
    assert "[^1]: " in twin
