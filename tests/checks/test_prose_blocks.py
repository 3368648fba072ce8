"""Blocks of prose: their words, and which notes hold for them."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.checks.prose.blocks import Block, Support, read_blocks
from explainer.checks.prose.prose import make_sentences
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.markup import parse_body
from explainer.documents.references.kinds import Citation, FactReference, NoteReference
from tests.checks.prose_texts import blocks_of, sentences_of, words


def noted(markdown: str) -> list[tuple[str, bool]]:
    return [(sentence.text, sentence.noted) for sentence in sentences_of(markdown)]


def test_a_reference_is_read_as_what_it_says() -> None:
    (sentence,) = sentences_of("It is  {{ height | plain }} *now*,\nsays [[anna|Anna]].\n")
    assert sentence.text == "It is height now, says Anna."
    assert [sentence.text[a:b] for a, b in sentence.values] == ["height"]
    assert [sentence.text[a:b] for a, b in sentence.names] == ["Anna"]


def test_kinds() -> None:
    markdown = (
        "### Heading\n\nOne.\n\n- two\n- three\n\n> four\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        "~~~\ncode\n~~~\n"
    )
    assert [(block.kind, block.text) for block in blocks_of(markdown)] == [
        ("heading", "Heading"),
        ("paragraph", "One."),
        ("item", "two"),
        ("item", "three"),
        ("paragraph", "four"),
        ("heading", "a"),
        ("heading", "b"),
        ("cell", "c"),
        ("cell", "d"),
        ("code", "code"),
    ]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("A.[@x] B.", [("A.", True), ("B.", False)]),
        ("Ann saw [@x] Bo. Bo did.", [("Ann saw Bo.", True), ("Bo did.", False)]),
        ("Ann saw\n[@x]. Bo did.", [("Ann saw.", True), ("Bo did.", False)]),
        ("Ann saw. [@x]\nBo did.", [("Ann saw.", True), ("Bo did.", False)]),
        ("“Ann saw.”[@x] Bo did.", [("“Ann saw.”", True), ("Bo did.", False)]),
        ("[@x] Ann saw. Bo did.", [("Ann saw.", True), ("Bo did.", False)]),
        ("It is {{ full }}. Bo did.", [("It is full.", True), ("Bo did.", False)]),
        ("It is {{ full | plain }}. Bo did.", [("It is full.", False), ("Bo did.", False)]),
        ("Ann saw.[^n] Bo did.\n\n[^n]: Note.", [("Ann saw.", True), ("Bo did.", False)]),
    ],
)
def test_a_note_is_the_sentences_that_it_stands_in_or_behind(
    markdown: str, expected: list[tuple[str, bool]]
) -> None:
    assert noted(markdown) == expected


def test_a_note_in_a_row_is_the_rows() -> None:
    markdown = "| A | B |\n|---|---|\n| 1 | 2[@x] |\n| 3 | 4 |\n| 5 | [@x] |\n"
    assert noted(markdown) == [
        ("A", False),
        ("B", False),
        ("1", True),
        ("2", True),
        ("3", False),
        ("4", False),
        ("5", True),
    ]


def test_a_note_in_a_head_is_the_columns() -> None:
    markdown = "| A | B[@x] |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n"
    assert noted(markdown)[2:] == [("1", False), ("2", True), ("3", False), ("4", True)]


@pytest.mark.parametrize(
    ("lead", "covered"),
    [
        ("Three came:[@x]", True),
        ("Who came? Three [@x] did:", True),
        ("Three came.[@x] They were:", False),
        ("Three came.[@x]", False),
        ("Three came:", False),
    ],
)
def test_a_note_in_the_lead_of_a_list_is_the_lists(lead: str, covered: bool) -> None:
    found = noted(f"{lead}\n\n- Ann\n    - her dog\n- Bo\n\nAll left.\n")
    assert found[-4:] == [
        ("Ann", covered),
        ("her dog", covered),
        ("Bo", covered),
        ("All left.", False),
    ]


@pytest.mark.parametrize(
    ("markdown", "names"),
    [
        ("He wrote *Catch-22* and `x = 1`.", ["Catch-22", "x = 1"]),
        ("He wrote *1984* and saw *120* die.", ["1984"]),
        ("Not *at all* 7.", []),
    ],
)
def test_titles_in_italics_and_code_are_names(markdown: str, names: list[str]) -> None:
    (sentence,) = sentences_of(markdown)
    assert [sentence.text[start:end] for start, end in sentence.names] == names


@pytest.mark.parametrize(
    ("markdown", "rests_on"),
    [
        ("Ann came.[@x; @y] Bo left.[^n]", [["x", "y"], ["n"]]),
        ("It rose {{ a.b }} and {{ c.d | plain }} cm.[@x] Bo left.", [["a.b", "c.d", "x"], []]),
        ("| Who[@x] | When |\n|---|---|\n| Ann | May[@y] |", [["x"], [], ["x", "y"], ["y"]]),
    ],
)
def test_a_sentence_keeps_what_it_rests_on(markdown: str, rests_on: list[list[str]]) -> None:
    markdown = f"{markdown}\n\n[^n]: So it is.\n"
    found = [{*each.covering, *each.supports} for each in sentences_of(markdown)]
    assert [sorted(name for each in some for name in names(each)) for some in found] == rests_on


def names(support: Support) -> list[str]:
    match support:
        case Citation():
            return [each.key for each in support.sources]
        case FactReference():
            return [support.fact_id]
        case NoteReference():
            return [support.name]


def test_a_run_says_its_language() -> None:
    (block,) = blocks_of("They say *прилив*{lang=ru} and *отлив*.")
    assert [block.text[start:end] for start, end in block.foreign] == ["прилив"]


def test_a_statement_of_two_sentences_is_a_value_in_both() -> None:
    block = Block(kind="paragraph", text="Ann came. Bo left. All wept.", values=((0, 18),))
    assert [sentence.values for sentence in make_sentences([block], "en")] == [
        ((0, 9),),
        ((0, 8),),
        (),
    ]


# ---- whatever the text ----


PIECES = st.sampled_from(
    [
        "Ann saw",
        " 7",
        ".",
        " ",
        "\n",
        "\n\n",
        "\n- ",
        "\n| a | b |\n|---|---|\n| ",
        " | ",
        "\n> ",
        ":",
        "*",
        "`",
        "[@key]",
        "{{ fact.id }}",
        "[[term]]",
        "<sup>2</sup>",
        "*on*{lang=ru}",
        "\n\n```\ncode\n```\n\n",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_offsets_lie_in_their_texts(markdown: str) -> None:
    body, problems = parse_body(SourceText("text.md", markdown), 0)
    if problems:
        return
    blocks, _ = read_blocks(body.introduction, words, "en")
    for block in blocks:
        spans = (*block.values, *block.terms, *block.names, *block.foreign)
        assert all(0 <= start <= end <= len(block.text) + 1 for start, end in spans)
        assert all(0 <= note <= len(block.text) for note in block.notes)
        assert not re.search(r"\s\s|^\s|\s$", block.text)
    for sentence in make_sentences(blocks, "en"):
        block = blocks[sentence.block]
        assert block.text.startswith(sentence.text, sentence.start)
        assert all(a < b <= len(sentence.text) for a, b in (*sentence.values, *sentence.names))


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["a. b ", "A. ", "*A* ", "[@x]", "- a\n", "7 {{ b }} ", "(a.) "])
def test_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        body, _ = parse_body(SourceText("text.md", piece * (length // len(piece))), 0)
        start = time.process_time()
        make_sentences(read_blocks(body.introduction, words, "en")[0], "en")
        return time.process_time() - start

    seconds(500)
    short, long = min(seconds(5_000) for _ in range(2)), min(seconds(20_000) for _ in range(2))
    assert long < 0.05 + 8 * short
