"""What is found in a text before Markdown runs, where it stands and how far it reaches."""

from __future__ import annotations

import pytest

from explainer.documents.markdown.marks import (
    Address,
    AttributeList,
    Candidate,
    Comment,
    Fence,
    HeadingStart,
    LinkLabel,
    Tag,
    TagAttribute,
)
from explainer.documents.markdown.scanning import find_candidates, find_references
from explainer.documents.references.kinds import Problem


def find(text: str, *restored: int) -> list[Candidate]:
    return find_candidates(text, lambda i: i, restored)


def covered(text: str, *restored: int) -> list[str]:
    """Each candidate as its kind and what it covers."""
    return [
        f"{type(each.found).__name__} {text[each.start : each.end]}".strip()
        for each in find(text, *restored)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@a] {{ f }} [[t]] [^n]",
         ["Citation [@a]", "FactReference {{ f }}", "TermReference [[t]]", "NoteReference [^n]"]),
        ("`[@a]`", ["Citation [@a]"]),
        ("`[@a, ` b]", ["Problem"]),
        ("``[@a, ` b]``", ["Citation [@a, ` b]"]),
        ("`<!-- ` -->", ["Problem"]),
        ("a ` [@a]\n\nb ` [@b]", ["Citation [@a]", "Citation [@b]"]),
        ("<!-- [@a] -->", ["Comment <!-- [@a] -->"]),
        ("<sub title='[@a]'>", ["Tag <sub title='[@a]'>"]),
        ("```\n[@a]\n```", ["Fence ```\n[@a]\n```"]),
        ("~~~\n```\n~~~ x\n~~~~\n", ["Fence ~~~\n```\n~~~ x\n~~~~"]),
        ("```\n    ```\n```", ["Fence ```\n    ```\n```"]),
        ("```a` b", []),
        ("![[t]](a.jpg) ![^n](a.jpg)", ["Address", "Address"]),
        ("\\[@a] \\{{ f }}", []),
        ("\\\\[@a]", ["Citation [@a]"]),
        ("[a](b) [a](<b>) [c]: d", ["Address", "Address"]),
        ("[c]: <b>d</b>", ["Tag <b>", "Tag </b>"]),
        ("[c]: d\n> [c]: <d>\n* [c]: d", ["Address", "Address", "Address"]),
        ("<https://a.b> <mailto:a@b> <a@b> <a b:c>", ["Address", "Tag <a b:c>"]),
        ("[a][b] [a] [b] \\[a\\][b]", ["LinkLabel", "Suspect", "Suspect"]),
        ("## A\n\n* # B\n\n###\n\n#a\n\n1\n---", ["HeadingStart"] * 4),
        ("##a", ["Problem"]),
        ("* ```\n", ["Problem"]),
        ("{#a} {: a=b} {1} {{ f", ["AttributeList"] * 3 + ["Problem"]),
        ("\\{#a} {} { }", []),
    ],
)  # fmt: skip
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert covered(text) == expected


def test_what_is_restored_is_searched_again_from_its_second_character() -> None:
    text = "[[a|{{ f }}]]"
    assert covered(text) == ["TermReference [[a|{{ f }}]]"]
    assert covered(text, 0) == ["FactReference {{ f }}"]
    assert covered(text, 0, 4) == []


def test_points_stand_before_what_begins_there() -> None:
    assert find("## {{ f }}")[0] == Candidate(3, 3, HeadingStart(3, "{{ f }}"))
    assert [(each.start, each.end) for each in find("## {{ f }}")] == [(3, 3), (3, 10)]


@pytest.mark.parametrize(
    ("text", "place"),
    [("[a](b)", 4), ("[a](<b>)", 5), ("[a](  b)", 6), ("[a](\nb)", 5), ("[a]: <b>", 6)],
)
def test_an_address_points_at_its_first_character(text: str, place: int) -> None:
    [found] = find(text)
    assert isinstance(found.found, Address)
    assert (found.start, found.found.offset) == (place, place)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a][b]", Candidate(4, 4, LinkLabel(3))),
        ("a {#b}", Candidate(3, 3, AttributeList(2, evident=True))),
        ("a {: b}", Candidate(5, 5, AttributeList(2, evident=True))),
        ("a {1}", Candidate(3, 3, AttributeList(2, evident=False))),
        ("a <!-- b --> c", Candidate(2, 12, Comment(2))),
        ("a <br/>", Candidate(2, 7, Tag(3, "br", closing=False))),
        ("a </SUB >", Candidate(2, 9, Tag(4, "sub", closing=True))),
        ("  <details>", Candidate(2, 11, Tag(3, "details", False), "  ")),
        ("> <details>", Candidate(2, 11, Tag(3, "details", False), "> ")),
        ("a <details>", Candidate(2, 11, Tag(3, "details", False))),
        ("<abbr title = 'a>b' X=c open>",
         Candidate(0, 29, Tag(1, "abbr", False, (
             TagAttribute("title", "a>b", 6, 15), TagAttribute("x", "c", 20, 22),
             TagAttribute("open", "", 24, 24))))),
    ],
)  # fmt: skip
def test_where_each_part_stands(text: str, expected: Candidate) -> None:
    assert find(text) == [expected]


def test_a_fence_in_a_quote_has_its_content_without_the_quote() -> None:
    text = "> ```bar x\r\n> a\r\n>  b\r\n>\r\n> ```\r\n"
    [found] = find(text)
    assert found == Candidate(
        2,
        32,
        Fence(
            offset=2,
            word="bar x",
            word_offset=5,
            content="a\n b\n",
            content_offset=12,
            content_end=26,
            at_margin=False,
        ),
        "> ",
    )


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("```\na\n", ["this fenced block is never closed"]),
        ("```\na\n~~~\n``\n", ["this fenced block is never closed"] * 2),
        ("> ```\n> a\n\nb", ["this fenced block is never closed"]),
        ("<!-- a", ["this comment is never closed"]),
        ("<![CDATA[ a", ["declarations and instructions are not allowed"]),
        ("1 <! 2 <? 3 < 4 <5", []),
    ],
)
def test_blocks_without_an_end(text: str, messages: list[str]) -> None:
    found = [each.found for each in find(text)]
    assert [each.message for each in found if isinstance(each, Problem)] == messages


def test_in_text_that_is_no_markdown_only_references_are_found() -> None:
    text = "`[@a]` <b {{ f }}> <!-- [[t]] --> \\[^n] {{"
    found = find_references(text, lambda i: i)
    assert [text[each.start : each.end] for each in found] == ["[@a]", "{{ f }}", "[[t]]", ""]
