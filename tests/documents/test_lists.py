"""Lists, tables and notes as other programs read them, and prose that only looks like a list."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.shown import html, read, shown


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Text\n- a\n- b", "<p>Text</p> <ul> <li>a</li> <li>b</li> </ul>"),
        ("Text:\n- a", "<p>Text:</p> <ul> <li>a</li> </ul>"),
        ("**Text:**\n* a", "<p><strong>Text:</strong></p> <ul> <li>a</li> </ul>"),
        ("Text:[@k]\n+ a", "<p>Text:⟦@k⟧</p> <ul> <li>a</li> </ul>"),
        ("Text\n1. a\n2. b", "<p>Text</p> <ol> <li>a</li> <li>b</li> </ol>"),
        ("Text\n1) a\n2) b", "<p>Text</p> <ol> <li>a</li> <li>b</li> </ol>"),
        ("Text\n- a\n\n- b", "<p>Text</p> <ul> <li> <p>a</p> </li> <li> <p>b</p> </li> </ul>"),
        ("Text\n  - a\n    - b", "<p>Text</p> <ul> <li>a<ul> <li>b</li> </ul> </li> </ul>"),
        ("Text:\n    - a\n    - b", "<p>Text:</p> <ul> <li>a</li> <li>b</li> </ul>"),
        ("1. a\n\n   Text:\n   - b\n2. c",
         "<ol> <li> <p>a</p> <p>Text:</p> <ul> <li>b</li> </ul> </li> <li> <p>c</p> </li> </ol>"),
        ("> Text\n> - a\n> - b",
         "<blockquote> <p>Text</p> <ul> <li>a</li> <li>b</li> </ul> </blockquote>"),
        ("Text\n| a |\n|---|\n| b |",
         "<p>Text</p> <table> <thead> <tr> <th>a</th> </tr> </thead>"
         " <tbody> <tr> <td>b</td> </tr> </tbody> </table>"),
        ("- a\n  | b | c |\n  |---|---|",
         "<ul> <li>a<table> <thead> <tr> <th>b</th> <th>c</th> </tr> </thead>"
         " <tbody> <tr> <td></td> <td></td> </tr> </tbody> </table> </li> </ul>"),
        ("a | b\n--|--\n- c | d\n- e\n- f",
         "<table> <thead> <tr> <th>a</th> <th>b</th> </tr> </thead> <tbody> <tr> <td>- c</td>"
         " <td>d</td> </tr> </tbody> </table> <ul> <li>e</li> <li>f</li> </ul>"),
        ("Text\n> a\n### B", "<p>Text</p> <blockquote> <p>a</p> </blockquote> <h3>B</h3>"),
    ],
)  # fmt: skip
def test_a_block_begins_right_under_a_line_of_text(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She waited\n- he said - and left.",
        "It began in\n1992. It ended later.",
        "We saw two\n+ 5 more.",
        "Two points remain:\n3. is one of them\n4. the other",
        "1992. It began.",
        "1992. It began.\n1995. It ended.",
        "About\n~5% and a * b * c.",
        "-5 is cold.",
        "1.5 metres\n2.5 metres",
        "--a",
    ],
)
def test_prose_stays_prose(text: str) -> None:
    assert html(text) == f"<p>{text}</p>".replace("\n", " ")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("* a\n  * b\n    * c\n* d",
         "<ul> <li>a<ul> <li>b<ul> <li>c</li> </ul> </li> </ul> </li> <li>d</li> </ul>"),
        ("1. a\n   - b\n2. c", "<ol> <li>a<ul> <li>b</li> </ul> </li> <li>c</li> </ol>"),
        ("10. a\n    - b", '<ol start="10"> <li>a<ul> <li>b</li> </ul> </li> </ol>'),
        ("100. a\n    - b", '<ol start="100"> <li>a<ul> <li>b</li> </ul> </li> </ol>'),
        ("- a\n\t- b\n\t\t- c",
         "<ul> <li>a<ul> <li>b<ul> <li>c</li> </ul> </li> </ul> </li> </ul>"),
        ("- a\n      - b\n      - c", "<ul> <li>a<ul> <li>b</li> <li>c</li> </ul> </li> </ul>"),
        ("- a\n - b\n  - c\n   - d",
         "<ul> <li>a</li> <li>b</li> <li>c</li> <li>d</li> </ul>"),
        ("* * a\n  * b", "<ul> <li> <ul> <li>a</li> <li>b</li> </ul> </li> </ul>"),
        ("- a\n\n  b\n- c", "<ul> <li> <p>a</p> <p>b</p> </li> <li> <p>c</p> </li> </ul>"),
        ("- a\n  - b\n\n    c\n- d",
         "<ul> <li>a<ul> <li> <p>b</p> <p>c</p> </li> </ul> </li> <li>d</li> </ul>"),
        ("1. a\n\n   ```\n   b\n   ```\n2. c",
         "<ol> <li> <p>a</p> <pre><code>b </code></pre> </li> <li> <p>c</p> </li> </ol>"),
        ("- a\n\n      b", "<ul> <li> <p>a</p> <pre><code>b </code></pre> </li> </ul>"),
        ("- a\n* b\n2) c",
         '<ul> <li>a</li> </ul> <ul> <li>b</li> </ul> <ol start="2"> <li>c</li> </ol>'),
        ("- a\n-\n- c", "<ul> <li>a</li> <li></li> <li>c</li> </ul>"),
        ("- a\nlazy\n- b", "<ul> <li>a lazy</li> <li>b</li> </ul>"),
        ("- a\n---\n- b", "<ul> <li>a</li> </ul> <hr> <ul> <li>b</li> </ul>"),
        ("- a\n> b", "<ul> <li>a</li> </ul> <blockquote> <p>b</p> </blockquote>"),
        ("3. a\n7. b", '<ol start="3"> <li>a</li> <li>b</li> </ol>'),
        ("0. a", '<ol start="0"> <li>a</li> </ol>'),
        ("Term\n: a\n: b\nOther\n: c",
         "<dl> <dt>Term</dt> <dd>a</dd> <dd>b</dd> <dt>Other</dt> <dd>c</dd> </dl>"),
        ("Term\n:   - a\n      - b\n\n    c",
         "<dl> <dt>Term</dt> <dd> <ul> <li>a<ul> <li>b</li> </ul> </li> </ul>"
         " <p>c</p> </dd> </dl>"),
    ],
)  # fmt: skip
def test_lists_nest_by_the_width_of_their_markers(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@dataclass(frozen=True)
class Branch:
    """A list: its marker, the blanks behind it, and its items, each with lists in it."""

    marker: str
    gap: int
    items: tuple[tuple[Branch, ...], ...]


branches = st.recursive(
    st.builds(Branch, st.sampled_from("-+*.)"), st.integers(1, 3), st.just(((),))),
    lambda inner: st.builds(
        Branch,
        st.sampled_from("-+*.)"),
        st.integers(1, 3),
        st.lists(st.lists(inner, max_size=1).map(tuple), min_size=1, max_size=3).map(tuple),
    ),
    max_leaves=8,
)


def written(branch: Branch, *, loose: bool, at: str = "") -> list[str]:
    """The lines of a list, each item nested by the width of the marker above it."""
    lines: list[str] = []
    for number, inner in enumerate(branch.items, 1):
        marker = f"{number}{branch.marker}" if branch.marker in ".)" else branch.marker
        marker += " " * branch.gap
        lines.append(f"{at}{marker}w{at.count(' ')}x{number}")
        for each in inner:
            lines += [""] * loose + written(each, loose=loose, at=at + " " * len(marker))
        lines += [""] * loose
    return lines


def nested(branch: Branch) -> str:
    """Its tags, without paragraphs."""
    tag = "ol" if branch.marker in ".)" else "ul"
    items = "".join(f"<li>{''.join(map(nested, inner))}</li>" for inner in branch.items)
    return f"<{tag}>{items}</{tag}>"


@given(branches, st.booleans(), st.sampled_from(["", "Text:\n"]))
def test_a_list_comes_out_as_it_was_nested(branch: Branch, loose: bool, above: str) -> None:
    text = above + "\n".join(written(branch, loose=loose))
    body, problems = read(text)
    assert problems == ()
    tags = "".join(re.findall(r"</?(?:ul|ol|li)>", body.introduction.markup))
    assert tags == nested(branch)


_WORD = re.compile("[a-mo-z]+")  # but for the n of notes, which may be text in code
LINES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", " ", "  ", "   ", "    ", "      ", "\t", "> ", ">"]),
    st.sampled_from(["", "- ", "* ", "+ ", "1. ", "2) ", "12. ", ": ", "| ", "[^n]: ", "- - "]),
    st.from_regex(r"[a-mo-z]{1,3}( \| [a-mo-z])?:?|---|--\|--|", fullmatch=True),
)


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_no_word_of_a_list_is_lost(text: str) -> None:
    body, problems = read(text)
    texts = [body.introduction, *(note.text for note in body.notes)]
    texts += [each for q in body.questions for each in (q.heading, q.answer, q.body)]
    shown_words = unescape(re.sub("<[^>]*>|⟦[^⟧]*⟧", " ", " ".join(map(shown, texts))))
    if not any(each.code in {"extra-cell", "note-place"} for each in problems):
        assert Counter(_WORD.findall(shown_words)) == Counter(_WORD.findall(text))
