"""What almost is markup: each form is named where it stands, and prose is left alone."""

from __future__ import annotations

import time

import pytest

from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.markup import parse_inline_markdown
from explainer.documents.references.lookalikes import find_in_plain_text
from tests.documents.shown import problems, read

NO_PAIR = "a * or _ without its partner"


def found(markdown: str) -> list[str]:
    """``column what`` of each lookalike, and the code of one that is an error."""
    return [
        each.partition(":")[2].removesuffix(" is printed as it stands").replace(" raw-markup:", "")
        for each in problems(markdown)
    ]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("It is ~~gone~~.", ["7 ~~ to strike out"]),
        ("~~gone~~ and ~~lost~~", ["1 ~~ to strike out", "14 ~~ to strike out"]),
        ("a ==mark==", ["3 =="]),
        ("a ++plus++", ["3 ++"]),
        ("10^6^ km", ["3 ^"]),
        ("H~2~O", ["2 ~"]),
        ("'''bold''' text", ["1 ''"]),
        ("**bold ** text", [f"1 {NO_PAIR}"]),
        ("** bold** text", [f"1 {NO_PAIR}"]),
        ("**Note: it", [f"1 {NO_PAIR}"]),
        ("__bold __ text", [f"1 {NO_PAIR}"]),
        ("so *it is * then", [f"4 {NO_PAIR}"]),
        ("so _it is _ then", [f"4 {NO_PAIR}"]),
        ("**“Never”, he said", [f"1 {NO_PAIR}"]),
        ("a **b** and **c", [f"13 {NO_PAIR}"]),
        (":smile: it", ["1 a code"]),
        ("see :ref:`x`", ["5 a code"]),
        ("{% include x.html %}", ["1 {%"]),
        ("${moon.size}", ["1 ${"]),
        ("$$x^2$$", ["1 a formula"]),
        ("\\cite{key}, \\footnote{a}", ["1 a command of TeX", "13 a command of TeX"]),
        ("$E=mc^2$ so", ["1 a formula"]),
        ("{>>a remark<<} and {--gone--}", ["1 a remark on the text", "20 a remark on the text"]),
        ("<https://example.org so", ["1 < without >"]),
        ("[b]so[/b] [url=a]b[/url]", ["1 a tag in brackets", "11 a tag in brackets"]),
        ("%% a remark", ["1 markup: a remark between %%"]),
        ("a[^1^]", ["2 reference: [^ of no note"]),
        ("a ``so'' b", ["3 quotation marks of TeX"]),
        ("so [citation needed]", ["4 a note of a wiki"]),
        ("\\textbf{so}", ["1 a command of TeX"]),
        ("a&nbsp b", ["2 & without ;"]),
        ("a&nbps;b", ["2 the name of no character"]),
        ("[a] (https://example.org)", ["3 a link with a space inside"]),
        ("![a] (images/a.jpg)", ["4 a link with a space inside"]),
        ("[a] (tower.md#who)", ["3 a link with a space inside"]),
        ("(a)[https://example.org]", ["1 a link turned round"]),
        ("see ![[moon]]", ["5 ! before [["]),
        ("He said so.[1]", ["12 a number in brackets"]),
        ("- [ ] ask\n- [x] said", ["3 the box of a task", "3 the box of a task"]),
        ("• one", ["1 this bullet"]),
        ("> · one", ["3 this bullet"]),
        ("-\xa0one", ["1 a no-break space behind a sign"]),
        ("-one\n-two", ["1 - without a space"]),
        ('!!! note "Moon"', ["1 an aside"]),
        ('??? note "Moon"', ["1 an aside"]),
        ("::: note", ["1 an aside"]),
        (".. note:: so", ["1 a directive"]),
        ("== Heading ==", ["1 this heading"]),
        ("h2. Heading", ["1 this heading"]),
        ("#How long\n\nSo.", ["1 this heading"]),
        ("[TOC]", ["1 [TOC]"]),
        ("*[UN]: United Nations", ["1 an abbreviation"]),
        ("| a | b |\n| c | d |", ["1 a row of no table"]),
        ("| a | b |\n|---|---|---|\n| c | d |", ["1 a row of no table"]),
        ("a %%note%% b %% c %%", [f"{n} markup: a remark between %%" for n in (3, 14)]),
        ("%%\nnote\n%%", ["1 markup: a remark between %%"]),
        ("<<<<<<< HEAD", ["1 markup: a conflict that Git left"]),
        ("the [[moon] so", ["5 reference: [[ without ]]"]),
        ("the [[moon so\n\nnext", ["5 reference: [[ without ]]"]),
        ("{{ a }}} b", ["8 reference: }} without {{"]),
        ("a.b }} c", ["5 reference: }} without {{"]),
    ],
)  # fmt: skip
def test_what_almost_is_markup(markdown: str, expected: list[str]) -> None:
    assert found(markdown) == expected


@pytest.mark.parametrize(
    "prose",
    [
        "+ 5 more", "1992\\. It began.", "~5%", "me@example.org", "a * b * c", "C# and C++ and D++",
        "#1", "#1 of two", "#tag", "#MeToo began in 2006.", "[sic]", "[1992]", "[...]", "[1, 2]",
        "x^2", "{a, b}", "{a, {b, c}}", "50% %", "100 %%", "@handle", "snake_case_name", "__init__",
        "5*3", "2**8", "|x|", "|x| + |y|", "a | b", "– so", "a ~ b", ":-)", "9:30:15",
        "a:b:c", "1 == 2",
        "a == b == c", "$5 and $6", "$a and b_c$d", "a < b", "<https://a.org>",
        "$$ to $$$", "AT&T; R&D", "&eacute; &amp;", "Who?! [a] (2021)",
        "[[1, 2], [3, 4]]", "[[sic] he said]", "f(x)[1992]", "‘’", "''", "it's 'so'", "- Yes", "-5",
        "-Yes.", "a - b", "...", ".. so", "===>", "no. 5.", "h2.", "*a* **b** _c_ __d__", "***a***",
        "**a**b **c**, (**d**)", "x*", "Price* and **", "* a\n* b",
        "**[a](b.md)** **`c`** **&amp;**",
        "![a](images/a.jpg)", "[a][b]\n\n[b]: a.md", "[x] a", "`~~a~~ ${b} [^c d] }}`",
        "    ~~a~~", "<!-- ~~a~~ %%b%% -->", "<abbr title='~~a~~'>a</abbr>",
        "[a](a.md 'x ~~y~~ z')",
        "\\~~a~~ \\== \\**a \\[[b \\^[c \\{% d %} \\:e: \\$$f$$", "```\n~~a~~\n| a | b |\n```",
        "| a | b |\n|---|---|\n| ~ | `~~c~~` |", "a | b\n--|--\nc | d",
    ],
)  # fmt: skip
def test_prose_and_markup_are_left_alone(prose: str) -> None:
    assert problems(prose) == []


def test_nothing_of_the_text_changes() -> None:
    body, _ = read("A ~~b~~ **c ** [d] (images/e.png) | [x] &nbps; é %%f%% }}\n\n• g\n")
    assert body.introduction.markup == (
        "<p>A ~~b~~ **c ** [d] (images/e.png) | [x] &amp;nbps; é %%f%% }}</p>\n<p>• g</p>"
    )


@pytest.mark.parametrize(
    "sign",
    ["~~", "==", "**", "__", "%%", "''", "[[", "[^", "^[", "}}", "{%", "$$", "$a^", "[b]", "{--",
     "<http://a", "\\a{", "&a", "| a ",
     "•", "*a ", "_a ", "![[", "(a)[", "] (", "{a.b", "[a", "<<<<<<< \n", "-a\n", "%%\n", "#a b\n"],
)  # fmt: skip
def test_many_take_no_longer_than_one_of_them(sign: str) -> None:
    text = sign * (60_000 // len(sign))
    began = time.perf_counter()
    list(find_in_plain_text(text, lambda i: i))
    from explainer.documents.references.lookalikes import find_lookalikes
    from explainer.documents.references.reference_syntax import find_suspects

    list(find_lookalikes(text, lambda i: i))
    find_suspects(text, lambda i: i)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The {{ a.b }} of", ["4 reference-place"]),
        ("[@key, p. 3] [[term]]", ["0 reference-place", "13 reference-place"]),
        ("a **b** `c` __d__ ~~e~~ [f](g)", [f"{n} raw-markup" for n in (2, 8, 12, 18, 24)]),
        ("[sic] [...] 5*3 a_b {c} [1] @d **", []),
    ],
)
def test_plain_text(text: str, expected: list[str]) -> None:
    source = SourceText("a.yaml", text)
    found = [each.diagnostic(source) for each in find_in_plain_text(text, lambda i: i)]
    assert [f"{each.location.column - 1} {each.code}" for each in found] == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**a**b**", [f"7 {NO_PAIR}"]),
        ("**a** b.** c", [f"9 {NO_PAIR}"]),
        ("\\(x\\) and \\(\\frac{a}{b}\\)", ["1 a formula", "11 a formula"]),
        ("\\[x^2\\]", ["1 a formula"]),
        ("\\item one", ["1 a command of TeX"]),
        ("Fig.~3", ["5 ~ for a space"]),
        ("a line\nb\n===\nc", ["1 a line of ="]),
        ("=====", ["1 a line of ="]),
        ("o one\no two", ["1 this bullet"]),
        ("o\tone\n\no\ttwo", ["1 this bullet"]),
        ("– one\n– two", ["1 this bullet"]),
        ("☐ one", ["1 this bullet"]),
        ("* one\n** two", ["1 this bullet"]),
        ("a. one\nb. two", ["1 this number of an item"]),
        ("#. one", ["1 this number of an item"]),
        ("(@a) one", ["1 this number of an item"]),
        ("[ ] one", ["1 the box of a task"]),
        ("|a|b|\n|1|2|", ["1 a row of no table"]),
        ("-----     ----\na         b", ["1 a table of another program"]),
        ("=====  ====", ["1 a table of another program"]),
        ("| one\n| two", ["1 | before a line"]),
        ("; term\n: words", ["1 ; before a term"]),
        ("/// note | Title", ["1 an aside"]),
        ('=== "Tab"', ["1 a tab"]),
        ("--8<-- \"a.md\"", ["1 a file to include"]),
        ("__TOC__", ["1 __TOC__"]),
        (".. [1] Note", ["1 a directive"]),
        ("`a <b>`_", ["8 a link of reStructuredText"]),
        ("said [1]_", ["9 a note of reStructuredText"]),
        ("[https://a.org Site]", ["1 a link of a wiki"]),
        ("See::\n\n    code", ["4 ::"]),
        ("||so||", ["1 ||"]),
        ("~so~", ["1 ~"]),
        ("So it is. ^a1b2c3", ["11 the name of a block"]),
        ("a %%remark\non two lines%% b", ["3 markup: a remark between %%"]),
        ("{{< figure >}}", ["3 reference: a fact's id is expected here"]),
        ("### ", ["5 heading: this heading has no words"]),
    ],
)  # fmt: skip
def test_forms_of_other_programs(markdown: str, expected: list[str]) -> None:
    assert found(markdown) == expected


@pytest.mark.parametrize(
    "prose",
    [
        "a[1] and x[i][j]", "argv[0]", "*.[03]", "#include <stdio.h>", "f(a)[1]", "m[1,2]",
        "list[1].name", "https://a.org/?b=1&copy", "https://a.org/**b", "i++ and ++i and C++",
        "2^3^4", "o clock", "– so", "— Yes.\n— No.", "\\(a note\\)", "\\[sic\\]", "a || b || c",
        "** p < 0.01", "0.3** and 0.2*", "Text\n===", "--- ---", "50%% and 60%%", "C:\\ is it",
        "(a) one\n\n(b) two", "v1.0~rc1", "C++::\n\nso", "a\n| b\n| c", "==>",
        "### {{ f | plain }}",
    ],
)  # fmt: skip
def test_prose_that_looks_like_forms_of_other_programs(prose: str) -> None:
    assert [each for each in problems(prose) if "heading-level" not in each] == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("So:\n\n- a\n- b", "3:1 a list"),
        ("1. a\n\n2. b", "1:1 a list"),
        ("So\n### A", "2:1 a heading"),
        ("So\n\n> b", "3:1 a quote"),
        ("a | b\n--|--\n1 | 2", "1:1 a table"),
    ],
)
def test_blocks_in_a_field(text: str, what: str) -> None:
    source = SourceText("facts.yaml", text)
    _, diagnostics = parse_inline_markdown(source, text, lambda i: i)
    found = [
        f"{d.location.line}:{d.location.column} {d.message.partition(' is')[0]}"
        for d in diagnostics
    ]
    assert found == [what]


@pytest.mark.parametrize("text", ["- he said", "1. FC won", "+ 5", "a | b", "> 5", "#1", "a\n- b"])
def test_prose_in_a_field(text: str) -> None:
    source = SourceText("facts.yaml", text)
    assert parse_inline_markdown(source, text, lambda i: i)[1] == ()
