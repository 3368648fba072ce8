"""What holds for any text: nothing breaks, nothing is lost, nothing runs, nothing takes long."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from unittest import mock

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown import markup
from explainer.documents.markdown.markup import parse_body, parse_inline_markdown, parse_plain
from explainer.documents.markdown.parsed_text import (
    AsideName,
    Body,
    FigureReference,
    LinkReference,
    OpeningTag,
    ParsedText,
)
from explainer.documents.references.kinds import (
    Citation,
    FactReference,
    NoteReference,
    Suspect,
    TermReference,
)
from explainer.documents.references.lookalikes import is_signless
from tests.documents.shown import RESERVED, describe, shown

MARKDOWN = [
    "\n", "\n", "\n\n", " ", " ", "    ", "\t", "word", "Слово", "𝒜", "é", ".", ",", "1", "-",
    "> ", "* ", "1. ", ":   ", "# ", "## ", "###", "---\n", "===\n", "|", "a | b\n--|--\n",
    "*", "**", "_", "`", "``", "```\n", "~~~\n", "```bar\n", "\\", "&", "&lt;", "&#106;",
    "&#xE000;",
    "<sub>", "</sub>", "<br>", "<kbd>", "</kbd>", "<details>\n", "<summary>", "</summary>",
    "</details>\n", '<abbr title="', '">', "</abbr>", "<!--", "-->", "<script>", " onload=x",
    "[", "]", "](", ")", "](b.md)", "](javascript:x)", "![", "![a](images/b.jpg)", "][", "[r]",
    "[r]: c.md\n", "<https://a.org/", ">", "<ftp://a>", "{", "{#id}", "{: .c}", "{onclick=x}",
    '"', "'",
]  # fmt: skip
REFERENCES = [
    "[@", "[@a]", "[@b, p. 3]", '[@c, "x', '"]', "; @d", "{{", "{{ e.f", " | plain", " | nope",
    "}}",
    "{{ g }}", "[[", "[[h]]", "[[i|", "]]", "[^", "[^n]", "\n[^n]: ", "[see @j]", "[-@k]", "“",
    "«", "‘", "^[", "^[o]", "> [!NOTE]\n", "> [!tip]- T\n", "https://a.org/b", "1) ", "  - ",
    "\\\n",
]  # fmt: skip

texts = st.lists(st.sampled_from(MARKDOWN + REFERENCES), max_size=50).map("".join)


def read(text: str) -> tuple[Body, list[str]]:
    body, diagnostics = parse_body(SourceText("page.md", text), 0)
    return body, [f"{d.location}: {d.message}" for d in diagnostics]


def parts(body: Body) -> list[ParsedText]:
    questions = [part for q in body.questions for part in (q.heading, q.answer, q.body)]
    return [body.introduction, *questions, *(note.text for note in body.notes)]


@given(texts)
def test_no_text_breaks_the_parser(text: str) -> None:
    source = SourceText("page.md", text)
    for marked in [
        *parts(parse_body(source, 0)[0]),
        parse_inline_markdown(source, text, lambda i: i)[0],
        parse_plain(source, text, lambda i: i)[0],
    ]:
        for part in marked.parts:
            if isinstance(part, OpeningTag):
                for before, reference in pairwise(part.pieces):
                    if isinstance(before, str):
                        in_address = before.endswith(('href="', 'src="'))
                        assert isinstance(reference, LinkReference) is in_address
            else:
                assert not isinstance(part, LinkReference)
        assert not RESERVED.search(marked.markup)


@given(texts)
def test_line_ends_make_no_difference(text: str) -> None:
    body, problems = read(text)
    other, other_problems = read(text.replace("\n", "\r\n"))
    assert [part.markup for part in parts(body)] == [part.markup for part in parts(other)]
    assert problems == other_problems
    assert [describe(each) for each in body.introduction.references] == [
        describe(each) for each in other.introduction.references
    ]


@given(texts)
def test_every_reference_points_at_its_own_word(text: str) -> None:
    body, _ = read(text)
    for reference in body.introduction.references:
        match reference:
            case Citation():
                pairs = [(cited.offset, cited.key) for cited in reference.sources]
            case FactReference():
                pairs = [(reference.offset, reference.fact_id)]
            case TermReference():
                pairs = [(reference.offset, reference.term.split()[0])]
            case NoteReference():
                word = "^[" if reference.in_place else reference.name
                pairs = [(reference.offset, word)]
            case AsideName():
                pairs = [(reference.offset, "[!")]
            case Suspect():
                pairs = [(reference.offset, reference.name)]
            case LinkReference():
                pairs = [(reference.offset, reference.address.partition("&")[0][:1])]
            case FigureReference():
                pairs = [(reference.offset, reference.kind)]
        for offset, word in pairs:
            assert text.startswith(word, offset), (reference, text[offset : offset + 20])
    for note in body.notes:
        assert text.startswith("^[" if note.in_place else note.name, note.offset)
        assert note.offset == note.text.span[0] < note.text.span[1] <= len(text)


@given(texts)
def test_nothing_that_runs_gets_out(text: str) -> None:
    for part in parts(read(text)[0]):
        root = lxml.html.fragment_fromstring(part.markup, create_parent=True)
        for element in root.iter():
            assert element.tag not in {"script", "style", "iframe", "svg", "h1"}
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert name != "style"
                assert "script:" not in value or name in {"alt", "title"}


WORDS = {"[@{}]": 0, "[@{}, p. 3]": 0, "{{{{{}|plain}}}}": 0, "{{{{ {} }}}}": 0, "[[{}|x]]": 0}


@given(
    st.lists(
        st.sampled_from([each for each in MARKDOWN if "{" not in each] + list(WORDS)), max_size=40
    )
)
def test_markdown_makes_of_the_text_around_references_what_it_makes_of_it_without(
    pieces: list[str],
) -> None:
    """The text with words in place of its references becomes the same, the words in their place."""
    written, plain, words = [], [], {}
    for number, piece in enumerate(pieces):
        if piece in WORDS:
            words[f"k{number}"] = f"†k{number}†"
            written.append(f".{piece.format(f'k{number}')}.")
            plain.append(f".†k{number}†.")
        else:
            written.append(piece)
            plain.append(piece)
    marked, _ = read("".join(written))
    expected, _ = read("".join(plain))

    def filled(part: ParsedText) -> str:
        return re.sub(r"\[@(k\d+)[^\]]*\]|\{\{ ?(k\d+)[^}]*\}\}|\[\[(k\d+)\|x\]\]",
                      lambda m: f"†{m[1] or m[2] or m[3]}†",
                      re.sub("⟦([^⟧]*)⟧", word, shown(part)))  # fmt: skip

    def word(match: re.Match[str]) -> str:
        key = re.search(r"k\d+", match[1])
        return f"†{key[0]}†" if key and "link" not in match[1] and "image" not in match[1] else ""

    def squashed(html: str) -> str:  # a tab is as wide as what stands before it makes it
        return re.sub(" +", " ", html)

    assert [squashed(filled(part)) for part in parts(marked)] == [
        squashed(re.sub(r"\n+", " ", part.markup)) for part in parts(expected)
    ]


HOSTILE = [
    "[@", "[@a, “", "[@a, ‘", "[@a; ", "[@a, p. ", "{{", "{{ a | ", "[[", "[[a|", "[^a",
    "[^a]: b\n",
    "[^a]: b\n\n    ", "[see @a ", "[-@a]", "[", "]", "![", "](", "[a](b", "[a](b)", '[a](b "c',
    "[a](((", "[a](<b", "[a]: b\n", "[a]:\n", "[a][b]", "<", "<a ", "<a b='", "<sub>", "<!--",
    "`<!--",
    "<details>\n", "<details><summary>", "<sub x=\"{{ a }}\">", "<x@", "<http://", "> ", "* ",
    "* * ",
    "    * a\n", "1. a\n", "a\n: b\n", "## a\n", "a\n---\n", "| a\n|-|\n", "|", "*", "*a ",
    "*a*", "**a*",
    "_a_", "a_b_", "`", "``a`", "`[@a`]", "```a\n", "> ```a\n", "~~~\n", "\\", "&", "&#",
    "{#a ", "*a*{#a",
    " ", "\n", "  \n", "\t", "# ", "[ @a", "\\[", "-", "= ", "[]()", "**[**", "*[*", "^[", "^[a] ",
    "^[`[`", "https://a.b)", "http://", "> [!NOTE]\n", "> > ", "- a\n+ b\n", "+ x\n\n* y\n\n",
    "a:\n- b\n", "1) a\n", "\\\n", "[`a`][]", "a\n: b\n\n",
    "[^n]: a\n\n  b\n\n", "| a\n- b\n", "- a\n  - b\n\n",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("fragment", HOSTILE)
def test_no_repetition_takes_long(fragment: str) -> None:
    started = time.process_time()
    read("x " + fragment * 5000)
    parse_plain(SourceText("a", ""), fragment * 5000, lambda i: 0)
    assert time.process_time() - started < 3


PROSE = [
    "a", "o", "i", "h1", "2", "Word", "Слово", "é", "word word", "TOC", ". ", ", ", " ", " ", " ",
    "  ", ".", ",", ";", "; ", ": ", ":", "'", '"', "“", "”", "«", "’", "…", "–", " – ", "—", "(",
    ")", "-", "/", "!", "?", "%", "€", "http", "www.", "e.g.", "10", "1. ", "1) ", "a) ", "h2. ",
    "\n", "&", "*", "_", "+", "=", "~", "^", "|", "#", "@", "\xa0", "\u2028", "\t", "²", "8",
]  # fmt: skip


@given(st.lists(st.sampled_from(PROSE), max_size=12).map("".join))
def test_words_without_signs_are_what_markdown_makes_of_them(text: str) -> None:
    source = SourceText("page.md", text)
    read = parse_inline_markdown(source, text, lambda i: i)
    with mock.patch.object(markup, "is_signless", return_value=False):
        assert read == parse_inline_markdown(source, text, lambda i: i)


@pytest.mark.parametrize("text", ["A word, and “one” more – a well-known one (or two?).", "Да!"])
def test_most_texts_of_fields_are_words_without_signs(text: str) -> None:
    assert is_signless(text)
