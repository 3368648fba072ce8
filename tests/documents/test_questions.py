"""A text cut at its questions, and its notes taken out."""

from __future__ import annotations

import pytest

from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.finishing import slug
from explainer.documents.markdown.markup import parse_body
from tests.documents.shown import html, problems, read, shown


def test_a_year_gets_an_id() -> None:
    body, diagnostics = read("## 1991\n\n## 4.9")
    assert diagnostics == ()
    assert [question.id for question in body.questions] == ["q-1991", "q-4-9"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# A", ["1:3 heading-level: a page has no H1 of its own: its title is the H1"]),
        ("A\n===", ["1:1 heading-level: a page has no H1 of its own: its title is the H1"]),
        ("* # A", ["1:5 heading-level: a page has no H1 of its own: its title is the H1"]),
        ("> # A", ["1:5 heading-level: a page has no H1 of its own: its title is the H1"]),
        ("## ", ["1:4 heading: this heading has no words"]),
        ("a\n\n##", ["3:3 heading: this heading has no words"]),
        ("## {#a}", ["1:4 attribute: this attribute list belongs to nothing"]),
        ("## Что", ["1:4 heading-id: no id can be made from this heading"]),
        ("##A", ["1:1 heading: a space is missing between # and the heading"]),
        ("##{{ f | plain }}", ["1:1 heading: a space is missing between # and the heading"]),
        ("## A {#a} {#b}", ["1:6 attribute: this attribute list belongs to nothing"]),
        ("## A {#a .b}", ["1:6 attribute: a question's heading takes an id and nothing else"]),
        ("## A {#B}", ['1:8 attribute: "B" may not stand in an attribute list']),
        ("## A\n\nb\n{: #c}",
         ["4:1 attribute: the first paragraph of an answer takes no attribute list"]),
        ("#5 is a number", []),
        ("#tag", []),
        ("\\# A", []),
    ],
)  # fmt: skip
def test_headings_that_cannot_stand(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "identifier", "place", "heading"),
    [
        ("## How long?", "how-long", "1:4", "How long?"),
        ("   ## How *long* ##", "how-long", "1:7", "How <em>long</em>"),
        ("## C# and F#", "c-and-f", "1:4", "C# and F#"),
        ("## In {{ f | plain }} days", "in-days", "1:4", "In ⟦f | plain⟧ days"),
        ("## In {{ f | plain }} {#days}", "days", "1:25", "In ⟦f | plain⟧"),
        ("## 10 Ёжиков of Zürich", "of-zurich", "1:4", "10 Ёжиков of Zürich"),
        ("## Die Größe", "die-grosse", "1:4", "Die Größe"),
        ("How long? {#it}\n---", "it", "1:13", "How long?"),
        ("{{ f | plain }} days\n---", "days", "1:1", "⟦f | plain⟧ days"),
        ("## A {: #b }", "b", "1:10", "A"),
        ("## A\\{#b}", "a-b", "1:4", "A{#b}"),
        ("\r\n## A\r\n\r\nb\r\n", "a", "2:4", "A"),
    ],
)
def test_a_question_has_an_id_and_a_place(
    markdown: str, identifier: str, place: str, heading: str
) -> None:
    body, diagnostics = read(markdown)
    assert diagnostics == ()
    [question] = body.questions
    where = SourceText("page.md", markdown).location(question.offset)
    assert (question.id, f"{where.line}:{where.column}", shown(question.heading)) == (
        identifier,
        place,
        heading,
    )


@pytest.mark.parametrize("markdown", ["* a\n---", "> a\n---", "1. a\n---"])
def test_a_line_under_an_item_makes_no_heading(markdown: str) -> None:
    assert read(markdown)[0].questions == ()
    assert html(markdown).endswith("<hr>")


def test_a_text_is_cut_at_its_questions() -> None:
    text = """\
Before.

## First {#one}

The *answer*
in short. [@a]

More.

## Second

* no sentence

### Not a question

Under
-----

<details>
<summary>S</summary>
T
</details>
"""
    body, diagnostics = read(text)
    assert diagnostics == ()
    assert shown(body.introduction) == "<p>Before.</p>"
    assert [(q.id, shown(q.answer), shown(q.body)) for q in body.questions] == [
        ("one", "The <em>answer</em> in short. ⟦@a⟧", "<p>More.</p>"),
        ("second", "", "<ul> <li>no sentence</li> </ul> <h3>Not a question</h3>"),
        ("under", "", "<details> <summary>S</summary> <p>T</p> </details>"),
    ]


def test_a_body_begins_where_its_front_matter_ends() -> None:
    text = "---\ntitle: [@x]\n---\n## A {#b}\n\n{{ f }} [@\n"
    source = SourceText("page.md", text)
    body, [problem] = parse_body(source, text.index("## A"))
    assert (str(source.location(body.questions[0].offset)), str(problem.location)) == (
        "page.md:4:8",
        "page.md:6:11",
    )


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[^n]: One [@a].", {"n": "<p>One ⟦@a⟧.</p>"}),
        ("[^n]: One\nlazy.\n\n    Two {{ f }}.\n\n\n    * three",
         {"n": "<p>One lazy.</p><p>Two ⟦f⟧.</p><ul><li>three</li></ul>"}),
        ("[^n]: One\n[^m]: two", {"n": "<p>One</p>", "m": "<p>two</p>"}),
        ("Text\n[^n]: One", {"n": "<p>One</p>"}),
        ("[^n]:\n    One\n\n        code [@x]",
         {"n": "<p>One</p><pre><code>code [@x] </code></pre>"}),
        ("[^n]: <sub>One</sub> ![a](images/a.jpg)",
         {"n": '<p><sub>One</sub> <img alt="a" loading="lazy"'
               ' src="⟦image images/a.jpg⟧"></p>'}),
    ],
)  # fmt: skip
def test_notes_stand_apart(markdown: str, expected: dict[str, str]) -> None:
    body, diagnostics = read(markdown)
    assert diagnostics == ()
    assert {note.name: shown(note.text) for note in body.notes} == expected


def test_what_follows_a_note_is_not_lost() -> None:
    body, _ = read("[^n]: One\n\n    two\nthree [@a]\n\nfour")
    assert shown(body.introduction) == "<p>three ⟦@a⟧</p> <p>four</p>"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("* a\n\n    [^n]: b", ["3:7 note-place: a note's definition cannot stand here"]),
        ("> [^n]: b", ["1:5 note-place: a note's definition cannot stand here"]),
        ("a\n    [^n]: b", ["2:7 note-place: a note's definition cannot stand here"]),
        ("[^n]: a [^m]", ["1:11 note-in-note: a note cannot refer to another note"]),
        ("[^n]: a\n---", ["1:3 heading: a note holds no heading"]),
        ("[^n]: a\n\n    [^m]: b", ["3:7 note-place: a note's definition cannot stand here"]),
    ],
)
def test_notes_where_none_can_stand(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("How <em>long</em>?", "how-long"),
        ("What’s up &amp; what isn't", "whats-up-what-isnt"),
        ("1991: The end", "the-end"),
        ("Škoda Żółw", "skoda-zolw"),
        ("Что", ""),
    ],
)
def test_slugs(heading: str, expected: str) -> None:
    assert slug(heading) == expected
