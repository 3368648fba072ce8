"""Blocks of prose: their words, and which notes hold for them."""

from __future__ import annotations

import pytest

from explainer.checks.prose_blocks import Block
from explainer.checks.sentences import make_sentences
from tests.checks.prose_texts import blocks_of, sentences_of


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


def test_a_run_says_its_language() -> None:
    (block,) = blocks_of("They say *прилив*{lang=ru} and *отлив*.")
    assert [block.text[start:end] for start, end in block.foreign] == ["прилив"]


def test_a_statement_of_two_sentences_is_a_value_in_both() -> None:
    block = Block("paragraph", "Ann came. Bo left. All wept.", values=((0, 18),))
    assert [sentence.values for sentence in make_sentences([block], "en")] == [
        ((0, 9),),
        ((0, 8),),
        (),
    ]
