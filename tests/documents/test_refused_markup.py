"""Raw HTML, fences and what is too deep, too long or unfit to be read."""

from __future__ import annotations

import pytest

from explainer.documents.data.nodes import text_at
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from tests.documents.shown import RESERVED, html, problems, read, shown


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("<script>a</script>", ["1:2 markup: <script> is not allowed"]),
        ("a\n\n<DIV\nid='b'>", ["3:2 markup: <div> is not allowed"]),
        ("<sub>a\n\nb", ["1:2 markup: <sub> is never closed"]),
        ("<sub>a</sup>",
         ["1:2 markup: <sub> is never closed", "1:9 markup: </sup> closes nothing"]),
        ("<sub>*a</sub>*", ["1:10 markup: </sub> stands in another part of the text"]),
        ("* <kbd>a\n* b</kbd>", ["2:6 markup: </kbd> stands in another part of the text"]),
        ("a</br>", ["1:4 markup: </br> closes nothing"]),
        ("* <details>\n  <summary>a</summary>\n  b\n\n</details>",
         ["5:3 markup: </details> stands in another part of the text"]),
        ("<summary>a</summary>", ["1:2 markup: a <summary> stands in <details> only"]),
        ("<details>\n\n## A\n\nb\n\n</details>",
         ["1:2 markup: <details> is never closed", "7:3 markup: </details> closes nothing"]),
        ("<!-- a", ["1:1 markup: this comment is never closed"]),
        ("<!DOCTYPE a>", ["1:1 markup: declarations and instructions are not allowed"]),
        ("<?php a", ["1:1 markup: declarations and instructions are not allowed"]),
        ("<sub onclick=a style='b'>c</sub>",
         ['1:6 attribute: the attribute "onclick" is not allowed on <sub>',
          '1:16 attribute: the attribute "style" is not allowed on <sub>']),
        ("<abbr id=A lang='b c' lang=ru>d</abbr>",
         ['1:10 attribute: "A" is no id', '1:18 attribute: "b c" is no lang',
          '1:23 attribute: the attribute "lang" is given twice']),
        ("<sub>" * 31 + "a" + "</sub>" * 31, ["1:152 markup: tags are nested too deep here"]),
        ("\\<script> `<script>` &lt;script>", []),
    ],
)  # fmt: skip
def test_raw_html_that_is_refused(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("```\na\n```", "<pre><code>a </code></pre>"),
        ("```text\n<b>\n\n    ```\n```", "<pre><code>&lt;b&gt;     ``` </code></pre>"),
        ("```\n```", "<pre><code> </code></pre>"),
        ("a\n```\nb\n```\nc", "<p>a</p> <pre><code>b </code></pre> <p>c</p>"),
        ("* a\n\n    ~~~\n    b\n\n    c\n    ~~~\n\n    d",
         "<ul> <li> <p>a</p> <pre><code>b c </code></pre> <p>d</p> </li> </ul>"),
        ("> * a\n>\n>     ```\n>     b\n>     ```",
         "<blockquote> <ul> <li> <p>a</p> <pre><code>b </code></pre> </li> </ul> </blockquote>"),
        ("```bar\ntitle: A\n```", "⟦figure bar⟧"),
        ("a ```b``` c", "<p>a <code>b</code> c</p>"),
        ("```b``` c", "<p><code>b</code> c</p>"),
    ],
)  # fmt: skip
def test_fences(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a\n\n```\nb [@", ["3:1 fence: this fenced block is never closed",
                          "4:4 reference: no source key follows the @"]),
        ("> ```\n> b\n\n```", ["1:3 fence: this fenced block is never closed",
                              "4:1 fence: this fenced block is never closed"]),
        ("* ```\n  a\n  ```", ["1:3 fence: a fenced block begins on a line of its own"]),
        ("```python\n```", ['1:4 figure-kind: "python" is no kind of figure']),
        ("* a\n\n    ```bar\n    b: c\n    ```",
         ["3:8 figure-place: a figure stands at the left margin"]),
        ("```bar\n- a\n```", ["1:4 figure: this figure names no facts"]),
        ("| a | b |\n|---|---|\n| c | d | [@e] |",
         ["3:13 lost-reference: this does not reach the page"]),
    ],
)  # fmt: skip
def test_blocks_that_cannot_be_read(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("&#xE000;&#xE010;&#xE001;", [
            "1:1 character: &#xE000; stands for a character that is not allowed in content",
            "1:9 character: &#xE010; stands for a character that is not allowed in content",
            "1:17 character: &#xE001; stands for a character that is not allowed in content"]),
        ("[a](b&#57344;)",
         ["1:6 character: &#57344; stands for a character that is not allowed in content"]),
        ("<abbr title='&#1;'>a</abbr>",
         ["1:14 character: &#1; stands for a character that is not allowed in content"]),
        ("&#" + "9" * 5000 + ";",
         ["1:1 character: &#9999999999 stands for a character that is not allowed in content"]),
        ("`&#xE000;` \\&#xE000; &#8212;", []),
    ],
)  # fmt: skip
def test_characters_that_no_entity_may_smuggle_in(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected
    assert not RESERVED.search(shown(read(markdown)[0].introduction))


def test_characters_that_no_escape_in_yaml_may_smuggle_in() -> None:
    node, problems = parse_yaml(SourceText("facts.yaml", 'note: "\\uE000\\uE010\\uE001"'))
    assert not RESERVED.search(text_at(node, "note"))
    assert [problem.location.column for problem in problems] == [8, 14, 20]
    assert problems[0].message == "character U+E000 is not allowed in content"


@pytest.mark.parametrize(
    ("markdown", "place"),
    [
        ("> " * 400 + "a", "1:1"),
        ("a\n\n" + "".join("    " * i + "* a\n" for i in range(100)), "102:1"),
        ("a\n\n" + "* " * 100 + "a", "3:1"),
        ("*a **b " * 400 + "c" + " b** a*" * 400, "1:1"),
    ],
)  # fmt: skip
def test_what_is_nested_too_deep_is_said_to_be(markdown: str, place: str) -> None:
    message = "lists, quotes or emphasis are nested too deep here"
    assert problems(markdown) == [f"{place} nesting: {message}"]
    assert html("* [@a]") == "<ul> <li>⟦@a⟧</li> </ul>"  # what was half done has left no trace


def test_a_paragraph_without_end_is_not_read() -> None:
    message = "this part without a blank line is too long"
    assert problems("a\n\n" + "b\n" * 1001) == [f"3:1 too-long: {message}"]
    assert problems("a\n\n" + "b" * 100_001) == [f"3:1 too-long: {message}"]
    assert problems("```\n" + "b\n" * 2000 + "```\n" + "c\n\n" * 2000) == []
