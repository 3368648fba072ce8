"""YAML becomes nodes with positions, or says in plain words where it is broken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.diagnostics import format_diagnostic
from explainer.documents.data.nodes import Mapping, Scalar, to_data
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText, decode


def findings(text: str) -> list[str]:
    _, diagnostics = parse_yaml(SourceText("a.yaml", text))
    return [f"{d.location.line}:{d.location.column} {d.code}: {d.message}" for d in diagnostics]


def data(text: str) -> object:
    node, diagnostics = parse_yaml(SourceText("a.yaml", text))
    assert diagnostics == ()
    return None if node is None else to_data(node)


@pytest.mark.parametrize(
    "text", ["", "\n", "# only a comment\n", "---\n", "---\n...\n", "---\n# x"]
)
def test_an_empty_document_is_nothing(text: str) -> None:
    assert parse_yaml(SourceText("a.yaml", text)) == (None, ())


def test_scalars_stay_as_written() -> None:
    text = "a: NO\nb: 012\nc: 1_000\nd: 1:30\ne: 2026-02-30\nf: ~\ng:\nh: ''\ni: 1.10\nj: <<\n"
    assert data(text) == {
        "a": "NO",
        "b": "012",
        "c": "1_000",
        "d": "1:30",
        "e": "2026-02-30",
        "f": "~",
        "g": None,
        "h": "",
        "i": "1.10",
        "j": "<<",
    }


def test_a_document_may_have_its_marks() -> None:
    assert data("---\na: 1\n...\n") == {"a": "1"}
    assert data("%YAML 1.2\n---\n- 1\n") == ["1"]


def test_nodes_know_where_they_stand() -> None:
    text = "ключ: 😀 x\nb: {c: 'd', e: [f]}\n"
    node, _ = parse_yaml(SourceText("a.yaml", text))
    assert isinstance(node, Mapping)
    assert node.items[0] == (Scalar(0, 4, "ключ"), Scalar(6, 9, "😀 x"))
    inner = node.items[1][1]
    assert isinstance(inner, Mapping)
    assert text[inner.start : inner.end] == "{c: 'd', e: [f]}"
    assert inner.items[0][1] == Scalar(text.index("'d'"), text.index("'d'") + 3, "d", "'")
    assert text[inner.items[1][1].start : inner.items[1][1].end] == "[f]"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_part_of_a_file_keeps_the_file_s_positions(line_end: str) -> None:
    text = line_end.join(["---", "é: 1", "b: 😀 @", "c: @x", "---", "d: @y", ""])
    start, end = text.index("é"), text.rindex("---")
    node, (diagnostic,) = parse_yaml(SourceText("a.md", text), start, end)
    assert node is None
    assert str(diagnostic.location) == "a.md:4:4"


def test_a_byte_order_mark_is_no_column() -> None:
    source, _ = decode("a.yaml", b"\xef\xbb\xbfa: 1\nb: @x\n")
    assert source is not None
    _, (diagnostic,) = parse_yaml(source)
    assert str(diagnostic.location) == "a.yaml:2:4"
    # A second one is text that YAML passes over.
    assert findings("\ufeffa: @x\n") == ["1:5 unquoted: a text that begins with `@` must be quoted"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", "3:1 duplicate-key: `a` stands twice here"),
        ('"a": 1\na: 2\n', "2:1 duplicate-key: `a` stands twice here"),
        ("x: {a: 1}\ny: {a: 1, b: 2, a: 3}\n", "2:17 duplicate-key: `a` stands twice here"),
        ("a: &b c\n", "1:4 anchor: `&b` would be an anchor, which is not allowed here"),
        ("a: &b {c: d}\n", "1:4 anchor: `&b` would be an anchor, which is not allowed here"),
        ("a: *b\n", "1:4 alias: `*b` would be an alias, which is not allowed here"),
        ("a: [*b c]\n", "1:5 alias: `*b` would be an alias, which is not allowed here"),
        ("a: !!str 1\n", "1:4 tag: `!!str` would be a tag, which is not allowed here"),
        ("a: ! 1\n", "1:4 tag: `!` would be a tag, which is not allowed here"),
        ("a: !note that\n", "1:4 tag: `!note` would be a tag, which is not allowed here"),
        ("a: [1, -.INF]\n", "1:8 not-finite: `-.INF` is not a finite number"),
        ("a: .nan\n", "1:4 not-finite: `.nan` is not a finite number"),
        ("a: 1\n---\nb: 2\n", "2:1 several-documents: a second document begins here"),
        ("? [a]\n: b\n", "1:3 key: a key must be a word, not a list or a mapping"),
        ("[^n]: x\n", "1:1 key: a key must be a word, not a list or a mapping"),
        ("- [x](y): z\n", "1:3 key: a key must be a word, not a list or a mapping"),
        ("{? : 1}\n", "1:4 key: a key is missing before `:`"),
        ("- " * 51 + "x", "1:101 nesting: nested deeper than 50 levels"),
    ],
)
def test_what_makes_yaml_treacherous_is_refused(text: str, expected: str) -> None:
    assert findings(text) == [expected]


def test_fifty_levels_are_allowed() -> None:
    assert findings("[" * 50 + "]" * 50) == []


@pytest.mark.parametrize("text", ["[" * 1_000_000, "{" * 1_000_000, "- " * 500_000, "? " * 500_000])
def test_a_million_levels_are_one_finding(text: str) -> None:
    assert len(findings(text)) == 1


@pytest.mark.parametrize(
    ("text", "place", "begins"),
    [
        ("title: {{ x | plain }} and more\n", "1:8", "`{{`"),
        ("title: {{ x }}\n", "1:8", "`{{`"),
        ("title: {{ @x }} or\n", "1:8", "`{{`"),
        ("title: {{ x | plain }\nb: c\n", "1:8", "`{{`"),
        ("title: {{ x }} and\n  {{ y }}\nb: c\n", "1:8", "`{{`"),
        ("a: [{{ x }} b, c]\n", "1:5", "`{{`"),
        ("standfirst: [[CSTO]] is\n", "1:13", "`[[`"),
        ("standfirst: [[CSTO] is\n", "1:13", "`[[`"),
        ("a: [@key, p. 4] says\n", "1:4", "`[@`"),
        ("a: [link](x.md) here\n", "1:4", "`[`"),
        ("a: {braces} here\n", "1:4", "`{`"),
        ("a: @foo\n", "1:4", "`@`"),
        ("a: `code`\n", "1:4", "a backtick"),
        ("- *emphasis* text\n", "1:3", "`*`"),
        ("- **strong**\n", "1:3", "`*`"),
        ("a: & more\n", "1:4", "`&`"),
        ("a: !%zz\n", "1:4", "`!`"),
        ("a: % of\n", "1:4", "`%`"),
        ("%a: 1\n", "1:1", "`%`"),
        ("a: [b, @c]\n", "1:8", "`@`"),
        ("a: ? b\n", "1:4", "`?`"),
        ("a: , b\n", "1:4", "`,`"),
    ],
)
def test_a_text_that_begins_with_a_sign_must_be_quoted(text: str, place: str, begins: str) -> None:
    _, (diagnostic,) = parse_yaml(SourceText("a.yaml", text))
    assert f"{diagnostic.location.line}:{diagnostic.location.column}" == place
    assert diagnostic.code == "unquoted"
    assert diagnostic.message == f"a text that begins with {begins} must be quoted"
    assert diagnostic.hint == (
        "Quote it or fold it with `>`: `key: >` and the text below, indented."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: c\n", "2:1 yaml: a tab where YAML needs spaces"),
        ("a: b\n\tc: d\n", "2:1 yaml: a tab where YAML needs spaces"),
        ("a: |\n\tx\n", "2:1 yaml: a tab where YAML needs spaces"),
        ("a: 1\nfoo bar\nb: 2\n", "2:1 yaml: `foo bar` has no colon and belongs to no key"),
        ("foo\nb: 2\n", "1:1 yaml: `foo` has no colon and belongs to no key"),
        ("a: >\nfoo\n", "2:1 yaml: `foo` has no colon and belongs to no key"),
        ("a:foo\nb: 2\n", "1:2 yaml: a space is missing behind the colon"),
        ("a: b: c\n", "1:5 yaml: a second `: ` in one line"),
        ("a: 'b': c\n", "1:7 yaml: a second `: ` in one line"),
        ("a: b\n c: d\n", "2:2 yaml: `c` is indented as if it went on with the text above"),
        ("a:\n  b: c\n d: e\n", "3:2 yaml: `d: e` is indented like nothing above it"),
        ("a: >\n  x\n y\n", "3:2 yaml: `y` is indented like nothing above it"),
        (" a: 1\nb: 2\n", "2:1 yaml: `b: 2` does not go on with what stands above"),
        ("- a\nb: c\n", "2:1 yaml: `b: c` stands beside list items without `- `"),
        ("a: 1\n- b\n", "2:1 yaml: `- b` is a list item beside keys"),
        ("a: - b\n", "1:4 yaml: a list cannot begin behind its key"),
        ('a: "b\nc: d\n', "1:4 yaml: the quotation mark is never closed"),
        ("a: 'b\nc: d\n", "1:4 yaml: the quotation mark is never closed"),
        ('a: "b\nc: "d"\n', "1:4 yaml: the quotation mark is closed only in line 2"),
        ('a: "b" c\n', "1:8 yaml: `c` follows a closing quotation mark"),
        ('a: "😀 \\q"\n', "1:7 yaml: `\\q` is no escape that YAML knows"),
        ('a: "\\x4"\n', "1:5 yaml: `\\x` is no escape that YAML knows"),
        ("a: [b\nc: d\n", "1:4 yaml: `[` is never closed"),
        ("a: {b: c\nd: e\n", "1:4 yaml: `{` is never closed"),
        ("a: [b, {c: d]\n", "1:8 yaml: `{` is never closed"),
        ("a: [b", "1:4 yaml: `[` is never closed"),
        ("a: ['b' c]\n", "1:9 yaml: a comma or `]` should stand before `c]`"),
        ("a: [b, , c]\n", "1:8 yaml: `,` stands where a value should"),
        ("{: 1}\n", "1:2 yaml: `:` stands where a value should"),
        ("a: {b:{}}\n", "1:6 yaml: a colon in brackets needs a space behind it"),
        ("a: [b]]\n", "1:7 yaml: `]` closes nothing"),
        ("a: > text\n", "1:4 yaml: `>` must end its line"),
        (": b\n", "1:1 yaml: a key is missing before `:`"),
        ("a: b\x85c\nd: e\n", "1:5 yaml: the invisible U+0085 ends a line in YAML"),
        ("a: b\u2028c\nd: e\n", "1:5 yaml: the invisible U+2028 ends a line in YAML"),
    ],
)
def test_broken_yaml_is_told_what_and_where(text: str, expected: str) -> None:
    assert findings(text) == [expected]


def test_line_ends_of_yaml_alone_do_not_move_positions() -> None:
    text = "a: 'b\u2028c\x85d'\nb: @x\n"
    assert findings(text) == ["2:4 unquoted: a text that begins with `@` must be quoted"]


def test_everything_that_can_be_read_is_reported_at_once() -> None:
    text = "a: &x 1\nb: {{ y }}\na: *x\nc: {d: .inf, d: !z 1}\ne:\n  - @f\n"
    _, diagnostics = parse_yaml(SourceText("a.yaml", text))
    assert [f"{d.location.line}:{d.location.column} {d.code}" for d in diagnostics] == [
        "1:4 anchor",
        "2:4 unquoted",
        "3:1 duplicate-key",
        "3:4 alias",
        "4:8 not-finite",
        "4:14 duplicate-key",
        "4:17 tag",
        "6:5 unquoted",
    ]


def test_what_was_refused_is_read_as_the_text_it_was_meant_to_be() -> None:
    node, diagnostics = parse_yaml(SourceText("a.yaml", "a: {{ x }}\nb: *c\nd: !e\nf: &g h\n"))
    assert len(diagnostics) == 4
    assert node is not None
    assert to_data(node) == {"a": "{{ x }}", "b": "*c", "d": "!e", "f": "h"}


def test_a_finding_is_shown_with_its_line_and_a_way_out() -> None:
    _, (twin,) = parse_yaml(SourceText("a.yaml", "a: 1\r\n\r\n'a': é\r\n"))
    assert format_diagnostic(twin) == (
        "a.yaml:3:1: error[duplicate-key]: `a` stands twice here\n"
        " 3 | 'a': é\n"
        "   | ^^^\n"
        "   = The first is in line 1: keep one of them."
    )


def test_no_escape_smuggles_in_what_a_file_may_not_hold() -> None:
    node, found = parse_yaml(SourceText("a.yaml", r'a: "x\0y\x1B\uE000\N"'))
    assert [f"{d.location.column} {d.message}" for d in found] == [
        "6 character U+0000 is not allowed in content",
        "9 character U+001B is not allowed in content",
        "13 character U+E000 is not allowed in content",
    ]
    assert node is not None
    assert to_data(node) == {"a": "x\ufffdy\ufffd\ufffd\x85"}


def test_findings_of_one_file_come_to_an_end() -> None:
    assert len(findings("{" + "".join(f"a: 1, b{i}: 1, " for i in range(50_000)) + "}")) == 100


@settings(derandomize=True, max_examples=1500, deadline=None)
@given(
    st.text(
        st.sampled_from("ab01 \n\n\t\r:-,[]{}'\"#&*!|>%@`?\\.<~=xué😀\x85\u2028\ufeff"), max_size=40
    ),
    st.integers(0, 3),
)
def test_any_text_is_read_or_refused_with_a_place(text: str, start: int) -> None:
    source = SourceText("a.yaml", "x" * start + text)
    node, diagnostics = parse_yaml(source, start)
    for diagnostic in diagnostics:
        assert 1 <= diagnostic.location.column <= len(diagnostic.excerpt) + 3
        assert "not YAML" not in diagnostic.message
    if node is not None:
        assert start <= node.start <= node.end <= len(source.text)
        to_data(node)


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("a: {at: p. 5, table 2}\n", "1:15", "the comma ends the text `p. 5` before this",
         'Quote the whole text: `at: "p. 5, table 2"`.'),
        ("a: {q: one, two, and three, at: x}\n", "1:13",
         "the comma ends the text `one` before this",
         'Quote the whole text: `q: "one, two, and three"`.'),
        ("a: {low: 1,000, high: 2}\n", "1:12", "the comma ends the text `1` before this",
         "Write digits alone: `low: 1000`."),
        ("a: {source:x, at: p}\n", "1:5", "a space is missing behind the colon",
         "Write `source: x`."),
        ("a: [{at: p. 5: table}]\n", "1:14", "a second `: ` in one text",
         "Quote the whole text that the second colon belongs to."),
        ('a: [{source: log quote: "x"}]\n', "1:23", "a second `: ` in one text",
         "Put a comma before `quote`, or quote the whole text that the second colon belongs to."),
    ],
)  # fmt: skip
def test_a_comma_or_colon_in_braces_wants_quotation_marks(
    text: str, place: str, message: str, hint: str
) -> None:
    _, (problem,) = parse_yaml(SourceText("x.yaml", text))
    assert str(problem.location) == f"x.yaml:{place}"
    assert (problem.message, problem.hint) == (message, hint)


@pytest.mark.parametrize(
    "rest",
    ["", 'b: "x"\n', 'b: say "x"\n', 'b: "x \\| y"\n', 'b: a 5"\n', "b: c\n" * 15 + 'd: "e"\n'],
)
@pytest.mark.parametrize("text", ['"How?”', '"How?“', '"How?»', "'How?’"])
def test_a_text_that_another_quotation_mark_closes_is_blamed_itself(text: str, rest: str) -> None:
    whole = f"a: 1\ntitle: {text}\n{rest}"
    _, (problem,) = parse_yaml(SourceText("x.yaml", whole))
    assert str(problem.location) == "x.yaml:2:8"
    assert problem.hint == f"Write {text[0]} at both ends."


def test_quotation_marks_within_a_text_are_its_own() -> None:
    text = 'a: "How “big”\n  is it?"\nb: \'The dogs’\n  bowls\'\nc: "The dogs’\n  bowls"\n'
    assert findings(text) == []
