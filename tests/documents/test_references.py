"""The grammar of references: what each form says, and what is wrong with the others."""

from __future__ import annotations

import pytest

from explainer.documents.files.source_text import SourceText
from explainer.documents.references.citation_syntax import too_long
from explainer.documents.references.kinds import (
    Citation,
    CitedSource,
    FactReference,
    NoteDefinition,
    NoteReference,
    Problem,
    Reference,
    Suspect,
    SuspectForm,
    TermReference,
)
from explainer.documents.references.reference_syntax import find_suspects, read_reference


def read(text: str, start: int = 0) -> Reference | None:
    """The reference that begins at ``start`` and reaches up to the text's ``~``."""
    found = read_reference(text, start, lambda i: i)
    if found and "~" in text:
        assert text[found[0]] == "~"
    return found[1] if found else None


def refusal(text: str) -> str:
    """Where and why the reference that a text begins with cannot be read."""
    found = read_reference(text, 0, lambda i: i)
    assert found is not None
    assert isinstance(found[1], Problem)
    assert found[0] == 0  # it covers nothing
    place = SourceText("page.md", text).location(found[1].offset)
    return f"{place.line}:{place.column} {found[1].message}"


@pytest.mark.parametrize(
    "key", ["a", "A1", "_a", "a-b", "a_b", "a.b", "a:b", "a/b", "a+b", "csto-2022-01-06", "1991"]
)
def test_keys(key: str) -> None:
    assert read(f"[@{key}]~") == Citation(2, (CitedSource(key, 2),))


@pytest.mark.parametrize(
    ("text", "locator", "quote"),
    [
        ("[@k, para. 4]~", "para. 4", ""),
        ("[@k,p. 12]~", "p. 12", ""),
        ("[@k , Article 2 ]~", "Article 2", ""),
        ("[@k, p. 3, para. 4]~", "p. 3, para. 4", ""),
        ('[@k, "their exact words"]~', "", "their exact words"),
        ('[@k, p. 3, "words"]~', "p. 3", "words"),
        ('[@k, "words", p. 3]~', "p. 3", "words"),
        ('[@k, "a; [b] c, d"]~', "", "a; [b] c, d"),
        ('[@k, "a \\"b\\" \\\\ c"]~', "", 'a "b" \\ c'),
        ('[@k, "a @b"]~', "", "a @b"),
        ("[@k, “curly; words”]~", "", "curly; words"),
        ("[@k, „deutsche“]~", "", "deutsche"),
        ("[@k, „polskie”]~", "", "polskie"),
        ("[@k, «à la française»]~", "", "à la française"),
        ("[@k, »dansk«]~", "", "dansk"),
        ("[@k, ‘single’]~", "", "single"),
        ("[@k, ‚einfache‘]~", "", "einfache"),
        ("[@k, children's ‘hour]~", "children's ‘hour", ""),
        ('[@k, the "Order" chapter]~', 'the "Order" chapter', ""),
        ('[@k, "Order" chapter]~', '"Order" chapter', ""),
        ("[@k, «Приказ», глава 2]~", "глава 2", "Приказ"),
        ("[@k, p. 3\\; \\[b\\]]~", "p. 3; [b]", ""),
        ("[@k, \\@x]~", "@x", ""),
        ('[@k, p. 3\\, "words"]~', 'p. 3, "words"', ""),
        ('[@k, p. 3\\,, "words"]~', "p. 3", "words"),
        ("[@k, by a@b.org]~", "by a@b.org", ""),
        ("[@k, p.\n3]~", "p. 3", ""),
        ("[@k,\r\n> p.\t3]~", "p. 3", ""),
        ('[@k, "two\n> lines"]~', "", "two lines"),
        ("[@k, p. 3–5 = §2]~", "p. 3–5 = §2", ""),
    ],
)
def test_locators_and_passages(text: str, locator: str, quote: str) -> None:
    assert read(text) == Citation(2, (CitedSource("k", 2, locator, quote),))


def test_several_passages_of_one_source() -> None:
    assert read('[@k, p. 3, "one", „two“; @l, "three"]~') == Citation(
        2,
        (
            CitedSource("k", 2, "p. 3", "one"),
            CitedSource("k", 2, "p. 3", "two"),
            CitedSource("l", 26, "", "three"),
        ),
    )


@pytest.mark.parametrize(
    ("passage", "words"),
    [("день " * 41, 41), ("潮" * 82, 41), ("潮" * 80, 0), ("don't, 1,500 x-ray " * 13, 0)],
)
def test_a_long_passage_is_no_quotation(passage: str, words: int) -> None:
    found = too_long(passage)
    assert found.partition(" ")[0] == (str(words) if words else "")


def test_one_mark_may_rest_on_several_sources() -> None:
    assert read('[@a; @b, p. 3;\n@c, "d; e"; @a]~') == Citation(
        2,
        (
            CitedSource("a", 2),
            CitedSource("b", 6, "p. 3"),
            CitedSource("c", 16, "", "d; e"),
            CitedSource("a", 28),
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@", "1:2 no source key follows the @"),
        ("[@]", "1:3 no source key follows the @"),
        ("[@ a]", "1:3 no source key follows the @"),
        ("[@-a]", "1:3 no source key follows the @"),
        ("[@ключ]", "1:3 no source key follows the @"),
        ("[@a; @]", "1:7 no source key follows the @"),
        ("[@a;]", "1:5 a source key with its @ is expected here"),
        ("[@a; b]", "1:6 a source key with its @ is expected here"),
        ("[@a;", "1:4 a source key with its @ is expected here"),
        ("[@a b]", "1:5 'b' cannot stand here: after a comes , or ; or ]"),
        ("[@a.]", "1:4 '.' cannot stand here: after a comes , or ; or ]"),
        ("[@a--b]", "1:4 '-' cannot stand here: after a comes , or ; or ]"),
        ("[@a @b]", "1:5 '@' cannot stand here: after a comes , or ; or ]"),
        ("[@a[b]]", "1:4 '[' cannot stand here: after a comes , or ; or ]"),
        ("[@a,]", "1:5 nothing follows the comma"),
        ("[@a, ;@b]", "1:6 nothing follows the comma"),
        ("[@a, , ]", "1:8 nothing follows the comma"),
        ("[@a, @b]", "1:6 a second source follows a semicolon"),
        ("[@a, p. 3, @b]", "1:12 a second source follows a semicolon"),
        ("[@a, p. [3]]",
         "1:9 a [ belongs to a locator only in quotation marks or after a backslash"),
        ('[@a, "b]', "1:6 this quotation is never closed"),
        ('[@a, "b\n\nc"]', "1:6 this quotation is never closed"),
        ("[@a, «b]", "1:6 this quotation is never closed"),
        ('[@a, "b \\"]', "1:6 this quotation is never closed"),
        ('[@a, ""]', "1:6 the quotation is empty"),
        ('[@a, "b", "… [c]"]', "1:11 the quotation holds no word of its source"),
        ('[@a, "' + "b " * 41 + '"]',
         "1:6 41 words are a copy and no quotation, which has 40 at most"),
        ("[@a", "1:3 the citation of a is never closed"),
        ("[@a, p. 3", "1:3 the citation of a is never closed"),
        ("[@a\n\n]", "1:3 the citation of a is never closed"),
        ("[@a, p.\n\n3]", "1:3 the citation of a is never closed"),
        ("[@a; @b, p.\r\n> \r\n> 3]", "1:7 the citation of b is never closed"),
        ('[@a, "' + "b" * 4001 + '"]', "1:6 this quotation is never closed"),
    ],
)  # fmt: skip
def test_citations_that_cannot_be_read(text: str, expected: str) -> None:
    assert refusal(text) == expected


@pytest.mark.parametrize("text", ["[@a](b.md)", "[@](b.md)", "[@a b, c](b.md)", "[@a\nb](c.md)"])
def test_a_link_is_no_citation(text: str) -> None:
    assert read(text) is None


def test_a_link_ends_with_its_paragraph() -> None:
    assert refusal("[@a\n\nb](c.md)") == "1:3 the citation of a is never closed"


@pytest.mark.parametrize(
    ("text", "fact", "filters"),
    [
        ("{{ f }}~", "f", ()),
        ("{{f}}~", "f", ()),
        ("{{ a.b-c_d.2e }}~", "a.b-c_d.2e", ()),
        ("{{ f | plain }}~", "f", ("plain",)),
        ("{{f|plain}}~", "f", ("plain",)),
        ("{{ f \\| plain }}~", "f", ("plain",)),
        ("{{ f | with-unit | as-of | plain }}~", "f", ("with-unit", "as-of", "plain")),
        ("{{ f | words | with-unit }}~", "f", ("words", "with-unit")),
        ("{{ f | plain | statement }}~", "f", ("plain", "statement")),
        ("{{ f\n| plain\n}}~", "f", ("plain",)),
        ("{{\r\n> f |\r\n> plain }}~", "f", ("plain",)),
    ],
)
def test_facts(text: str, fact: str, filters: tuple[str, ...]) -> None:
    assert read(text) == FactReference(text.index("f" if fact == "f" else "a"), fact, filters)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{}}", "1:1 no fact is named between the braces"),
        ("{{ | plain }}", "1:4 a fact's id is expected here"),
        ("{{ 1 }}", "1:4 a fact's id is expected here"),
        ("{{ факт }}", "1:4 a fact's id is expected here"),
        ("{{", "1:2 a fact's id is expected here"),
        ("{{ a b }}", "1:6 'b' cannot stand here: | or }} is expected"),
        ("{{ a. }}", "1:5 '.' cannot stand here: | or }} is expected"),
        ("{{ a }", "1:6 '}' cannot stand here: | or }} is expected"),
        ("{{ a | | plain }}", "1:6 '|' cannot stand here: | or }} is expected"),
        ("{{ a", "1:4 this reference is never closed"),
        ("{{ a\n\n}}", "1:4 this reference is never closed"),
        ("{{ a | plain\n> \n> }}", "1:4 this reference is never closed"),
        ("{{ a | nope }}", '1:8 there is no filter "nope"'),
        ("{{ a | plain | plain }}", '1:16 the filters "plain" and "plain" do not go together'),
        ("{{ a | words | statement }}",
         '1:16 the filters "words" and "statement" do not go together'),
        ("{{ a | as-of | statement }}",
         '1:16 the filters "as-of" and "statement" do not go together'),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_read(text: str, expected: str) -> None:
    assert refusal(text) == expected


def test_a_filter_that_is_nearly_right_is_named() -> None:
    found = read("{{ a | with-units }}")
    assert found == Problem(
        7, 'there is no filter "with-units"', 'Did you mean "with-unit"?', "unknown-filter"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[t]]~", TermReference(2, "t")),
        ("[[ Two  words ]]~", TermReference(3, "Two  words".replace("  ", " "))),
        ("[[t|shown so]]~", TermReference(2, "t", "shown so")),
        ("[[t \\| shown ]]~", TermReference(2, "t", "shown")),
        ("[[t|a \\] b]]~", TermReference(2, "t", "a ] b")),
        ("[[long\nterm|two\r\n> lines]]~", TermReference(2, "long term", "two lines")),
        ("[[Қазақстан]]~", TermReference(2, "Қазақстан")),
        ("[^n]~", NoteReference(2, "n")),
        ("[^n-1]~ :", NoteReference(2, "n-1")),
        ("[[a]b]]", None),
        ("[[a\n\nb]]", None),
        ("[[a", None),
        ("[^]", None),
        ("[a]", None),
        ("{ f }", None),
    ],
)
def test_terms_and_notes(text: str, expected: Reference | None) -> None:
    assert read(text) == expected


def test_a_name_with_a_space_is_told_what_to_become() -> None:
    hint = "Write [^a-b], or ^[the note itself]."
    assert read("[^a b]") == Problem(2, "a note's name holds no space", hint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("^[a]", NoteReference(0, "^")),
        ("^[[a](b.md)]", NoteReference(0, "^")),
        ("^[^a]", None),
        ("^[[t]]", None),
        ("^a", None),
    ],
)
def test_notes_in_place(text: str, expected: Reference | None) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "column"), [("[[]]", 3), ("[[ ]]", 4), ("[[a|]]", 5), ("[[|a]]", 4)]
)
def test_terms_without_words(text: str, column: int) -> None:
    assert refusal(text) == f"1:{column} a term or its words are missing here"


@pytest.mark.parametrize(
    ("before", "defines"),
    [("", True), ("  ", True), ("a\n", True), ("> ", True), ("\t", True), ("a ", False)],
)
def test_a_note_is_defined_at_the_start_of_a_line(before: str, defines: bool) -> None:
    found = read(f"{before}[^n]: a", len(before))
    assert isinstance(found, NoteDefinition) is defines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[see @k]", [(5, "k")]),
        ("[-@k]", [(2, "k")]),
        ("[see @k, p. 3; @l]", [(5, "k")]),
        ("[see\n@k] [cf. (@l)]", [(5, "k"), (15, "l")]),
        ("[@k]", []),
        ("[a@b.org]", []),
        ("[see @k](a.md)", []),
        ("[see @k][l]", []),
        ("\\[see @k]", []),
        ("[^@k]", []),
    ],
)
def test_suspects(text: str, expected: list[tuple[int, str]]) -> None:
    found = find_suspects(text, lambda i: i)
    form = SuspectForm.SUPPRESSED if "-@" in text else SuspectForm.INSIDE
    assert found == [(start, Suspect(start + 1, key, form)) for start, key in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [k-1].", [(2, 3, "k-1", SuspectForm.BRACKETS)]),
        ("[k, p. 3]", [(0, 1, "k", SuspectForm.BRACKETS)]),
        ("[k; l]", [(0, 1, "k", SuspectForm.BRACKETS)]),
        (
            "{a.b} { c | with-unit }",
            [(1, 1, "a.b", SuspectForm.BRACES), (8, 8, "c", SuspectForm.BRACES)],
        ),
        (
            "[k](a.md) [k][l] [k]: a [k:l] [...] [k l] \\[k] ![k]",
            [(30 - 6, 25, "k:l", SuspectForm.BRACKETS)],
        ),
        ("{{ a }} {a, b} {} {#a} ${a} x{a} \\{a}", []),
    ],
)
def test_suspects_without_their_sign(
    text: str, expected: list[tuple[int, int, str, SuspectForm]]
) -> None:
    found = find_suspects(text, lambda i: i)
    assert found == [(place, Suspect(at, name, form)) for place, at, name, form in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@k says", [(0, "k")]),
        ("so (@k-1, p. 3).", [(4, "k-1")]),
        ("a\n@k.", [(2, "k")]),
        ("[see\n\n@k]", [(6, "k")]),
        ("[@k; @l]", []),
        ('[@k,\n"by @l"]', []),
        ("a@k and https://a.org/@k", []),
        ("a \\@k", []),
    ],
)
def test_suspects_without_brackets(text: str, expected: list[tuple[int, str]]) -> None:
    found = find_suspects(text, lambda i: i)
    assert found == [(start, Suspect(start + 1, key, SuspectForm.BARE)) for start, key in expected]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[@smith\u20111998]", "Write the plain hyphen, -, of the keyboard."),
        ("{{\xa0fact.id }}", "Write plain spaces: this is one that does not break."),
    ],
)
def test_signs_that_look_like_the_right_ones_are_named(text: str, hint: str) -> None:
    problem = read(text)
    assert isinstance(problem, Problem)
    assert problem.hint == hint
