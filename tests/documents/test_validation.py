"""Nodes become the model's types, or every reason why not, each at its place."""

from __future__ import annotations

import datetime
import enum
from typing import Annotated, Literal

import msgspec
import pytest
from msgspec import Meta

from explainer.diagnostics import Diagnostic, format_diagnostic, in_order
from explainer.documents.data.json_source import parse_json
from explainer.documents.data.nodes import Mapping, Node
from explainer.documents.data.validation import validate
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText

Text = Annotated[str, Meta(min_length=1)]
Id = Annotated[str, Meta(pattern="^[a-z-]+$", description="lower-case letters and hyphens")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$", description="a date such as 2026-01-31")]


class Evidence(msgspec.Struct, forbid_unknown_fields=True):
    source: Id
    at: str | None = None


class Standing(enum.Enum):
    ESTABLISHED = "established"
    REPORTED = "reported"


class Claim(msgspec.Struct, forbid_unknown_fields=True):
    """What one source says."""

    value: str
    sources: Annotated[list[str | Evidence], Meta(min_length=1)]
    rank: Literal["preferred", "deprecated"] | None = None
    standing: Standing = Standing.ESTABLISHED
    about: bool = False
    low: int | float | None = None
    count: Annotated[int, Meta(ge=1)] = 1


class Fact(msgspec.Struct, forbid_unknown_fields=True):
    label: Text
    checked: Day
    statement: str | None = None
    claims: list[Claim] = []
    waive: dict[Id, Text] = {}
    day: datetime.date | None = None
    tags: Annotated[list[str], Meta(description="Words to find the fact by.")] = []
    topics: Annotated[list[Text], Meta(description="a list of topics")] = []
    unit: Annotated[str | None, Meta(description="the thing counted")] = None


HEAD = "label: x\nchecked: 2026-01-31\n"


def read(text: str) -> Node:
    node, diagnostics = parse_yaml(SourceText("a.yaml", text))
    assert diagnostics == ()
    assert node is not None
    return node


def accepted(text: str) -> Fact:
    fact, diagnostics = validate(SourceText("a.yaml", text), read(text), Fact)
    assert diagnostics == ()
    assert fact is not None
    return fact


def refused(text: str) -> tuple[Diagnostic, ...]:
    fact, diagnostics = validate(SourceText("a.yaml", text), read(text), Fact)
    assert fact is None
    return diagnostics


def findings(text: str) -> list[tuple[str, str, str]]:
    """Place and code, message, hint."""
    return [
        (f"{d.location.line}:{d.location.column} {d.code}", d.message, d.hint)
        for d in refused(text)
    ]


def test_nested_records_words_and_dates() -> None:
    fact = accepted(
        HEAD + "day: 2026-02-28\nwaive: {naked-number: a year}\nclaims:\n"
        "  - {value: 1, sources: [a, {source: b, at: p. 3}], standing: reported, about: True}\n"
    )
    claim = fact.claims[0]
    assert claim.sources == ["a", Evidence("b", "p. 3")]
    assert (claim.standing, claim.about) == (Standing.REPORTED, True)
    assert (fact.day, fact.waive) == (datetime.date(2026, 2, 28), {"naked-number": "a year"})


QUOTE_IT = "If it is text, quote it or fold it with `>`: `key: >` and the text below, indented."
KNOWN = "label, checked, statement, claims, waive, day, tags, topics, unit"


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        (
            "lable: x\nchecked: 2026-01-31\n",
            "1:1 unknown-key",
            "unknown key `lable`",
            'Did you mean "label"?',
        ),
        (HEAD + "zzz: 1\n", "3:1 unknown-key", "unknown key `zzz`", f"Known here: {KNOWN}."),
        (
            "label: x\n",
            "1:1 missing-key",
            "`checked` is missing",
            "Add `checked:` with a date such as 2026-01-31.",
        ),
        (HEAD.replace("x", "[x]"), "1:8 type", "`label` must be text, not a list", QUOTE_IT),
        (
            HEAD.replace("x", "''"),
            "1:8 empty",
            "`label` is empty",
            "Write something, or delete it.",
        ),
        (HEAD.replace("x", ""), "1:1 empty", "`label` is empty", "Write something, or delete it."),
        (
            HEAD + "tags: a\n",
            "3:7 type",
            '`tags` must be a list, not "a"',
            "Write `[a]`, or each item on a line of its own after `- `.",
        ),
        (
            HEAD + "tags: [a, {b: c}]\n",
            "3:11 type",
            "an item of `tags` must be text, not a mapping",
            QUOTE_IT,
        ),
        (
            HEAD + "tags:\n",
            "3:1 empty",
            "`tags` is empty",
            "Write something, or delete it. Words to find the fact by.",
        ),
        (HEAD + "topics: {}\n", "3:9 type", "`topics` must be a list of topics, not a mapping", ""),
        (
            HEAD + "topics: [[a]]\n",
            "3:10 type",
            "an item of `topics` must be text, not a list",
            QUOTE_IT,
        ),
        (
            HEAD + "unit: [a]\n",
            "3:7 type",
            "`unit` must be the thing counted, not a list",
            QUOTE_IT,
        ),
        (
            HEAD + "waive: {Ab: x}\n",
            "3:9 pattern",
            'a key in `waive` must be lower-case letters and hyphens, not "Ab"',
            "",
        ),
        (
            HEAD + "day: 2026-02-30\n",
            "3:6 pattern",
            '`day` must be a date such as 2026-01-31, not "2026-02-30"',
            "",
        ),
        (
            HEAD.replace("31", "3"),
            "2:10 pattern",
            '`checked` must be a date such as 2026-01-31, not "2026-01-3"',
            "",
        ),
    ],
)
def test_what_is_wrong_with_a_record(text: str, place: str, message: str, hint: str) -> None:
    assert findings(text) == [(place, message, hint)]


@pytest.mark.parametrize(
    ("claim", "place", "message", "hint"),
    [
        (
            "rank: prefered",
            "3:41 unknown-value",
            '`claims.rank` must be "deprecated" or "preferred", not "prefered"',
            'Did you mean "preferred"?',
        ),
        (
            "standing: x",
            "3:45 unknown-value",
            '`claims.standing` must be "established" or "reported", not "x"',
            "",
        ),
        (
            "about: yes",
            "3:42 type",
            '`claims.about` must be true or false, not "yes"',
            "Write true.",
        ),
        (
            "low: '12'",
            "3:40 type",
            '`claims.low` must be a number, not "12"',
            "Write 12 without quotation marks.",
        ),
        (
            "low: 2 030",
            "3:40 type",
            '`claims.low` must be a number, not "2 030"',
            "Write 2030: digits alone, without separators.",
        ),
        ("count: 1.5", "3:42 type", '`claims.count` must be a whole number, not "1.5"', ""),
        ("count: 0", "3:42 range", '`claims.count` must be at least 1, not "0"', ""),
        (
            "low: 1" + "0" * 400,
            "3:40 type",
            '`claims.low` must be a number, not "100000000000000000000000000000000000000…"',
            "",
        ),
    ],
)
def test_what_is_wrong_with_a_nested_record(
    claim: str, place: str, message: str, hint: str
) -> None:
    text = f"{HEAD}claims: [{{value: 1, sources: [a], {claim}}}]\n"
    assert findings(text) == [(place, message, hint)]


def test_all_errors_are_reported_at_once_each_at_its_own_key() -> None:
    text = (
        "label: x\n"
        "statement: rank\n"
        "claims:\n"
        "  - value: 1\n"
        "    sources: [a]\n"
        "    rank: preferred\n"
        "  - value: 2\n"
        "    sources: []\n"
        "    rank: first\n"
        "  - sources:\n"
        "      - {at: x, source: a, sorce: b}\n"
        "      - {at: x}\n"
        "      - [a]\n"
    )
    assert findings(text) == [
        (
            "1:1 missing-key",
            "`checked` is missing",
            "Add `checked:` with a date such as 2026-01-31.",
        ),
        ("8:14 empty", "`claims.sources` is an empty list", "Write something, or delete it."),
        (
            "9:11 unknown-value",
            '`claims.rank` must be "deprecated" or "preferred", not "first"',
            "",
        ),
        ("10:5 missing-key", "`claims.value` is missing", "Add `value:`."),
        ("11:28 unknown-key", "unknown key `claims.sources.sorce`", "Known here: source, at."),
        (
            "12:10 missing-key",
            "`claims.sources.source` is missing",
            "Add `source:` with lower-case letters and hyphens.",
        ),
        (
            "13:9 type",
            "an item of `claims.sources` must be text or a mapping, not a list",
            QUOTE_IT,
        ),
    ]


def test_a_missing_key_beside_one_that_resembles_it_is_one_finding() -> None:
    text = "label: x\nchekced: 2026-01-31\nclaims:\n  - valeu: 1\n    source: [a]\n"
    assert [(d.code, d.hint) for d in refused(text)] == [
        ("unknown-key", 'Did you mean "checked"?'),
        ("unknown-key", 'Did you mean "value"?'),
        ("unknown-key", 'Did you mean "sources"?'),
    ]


def test_a_record_can_be_told_the_key_it_stands_under() -> None:
    text = "one:\n  label: x\n  checked: 2026-01-31\ntwo:\n  statement: y\n  checked: 2026-01-31\n"
    source, root = SourceText("a.yaml", text), read(text)
    assert isinstance(root, Mapping)
    key, node = root.items[1]
    for given, place in ((key, "4:1"), (None, "5:3")):
        _, (diagnostic,) = validate(source, node, Fact, key=given)
        assert f"{diagnostic.location.line}:{diagnostic.location.column}" == place
        assert diagnostic.message == "`label` is missing"


def test_keys_that_the_caller_reads_are_passed_over_and_known() -> None:
    text = HEAD + "alias: [x]\n"
    fact, diagnostics = validate(SourceText("a", text), read(text), Fact, also_known=["alias"])
    assert fact is not None
    assert diagnostics == ()
    text = HEAD + "alais: [x]\n"
    _, (diagnostic,) = validate(SourceText("a", text), read(text), Fact, also_known=["alias"])
    assert diagnostic.hint == 'Did you mean "alias"?'


def test_a_finding_is_shown_with_its_line() -> None:
    text = "label: >\r\n  é\r\n  ü\r\nchecked: 😀\r\n"
    (diagnostic,) = refused(text)
    assert format_diagnostic(diagnostic) == (
        'a.yaml:4:10: error[pattern]: `checked` must be a date such as 2026-01-31, not "😀"\n'
        " 4 | checked: 😀\n"
        "   |          ^^"
    )


def test_a_record_must_be_a_mapping() -> None:
    message = "what stands here must be a mapping, not a list"
    hint = "Write `key: value` in place of each item."
    assert findings("- a\n") == [("1:1 type", message, hint)]
    assert findings("a\n") == [
        (
            "1:1 type",
            'what stands here must be a mapping, not "a"',
            "Write `key: value` lines below it, indented.",
        )
    ]


def test_what_the_parser_reported_is_not_reported_in_other_words() -> None:
    text = f"{HEAD}claims: [{{value: 1, sources: [a], low: .inf}}]\n"
    source = SourceText("a.yaml", text)
    node, parsed = parse_yaml(source)
    assert node is not None
    _, validated = validate(source, node, Fact)
    assert len(in_order([*parsed, *validated])) == 1


def test_what_only_the_type_itself_refuses_is_reported_too() -> None:
    class Span(msgspec.Struct):
        first: str

        def __post_init__(self) -> None:
            if self.first == "b":
                raise ValueError("b is not the first")

    text = "- first: a\n- first: b\n"
    spans, (diagnostic,) = validate(SourceText("a.yaml", text), read(text), list[Span])
    assert spans is None
    assert (str(diagnostic.location), diagnostic.message) == ("a.yaml:2:3", "b is not the first")


def test_findings_of_one_record_come_to_an_end() -> None:
    assert len(refused(HEAD + "".join(f"z{n}: 1\n" for n in range(500)))) == 100


def test_json_is_validated_like_yaml() -> None:
    text = '{"label": "1", "checked": "2026-01-31", "statement": null, "claims": [{"value": 3}]}'
    source = SourceText("a.json", text)
    node, _ = parse_json(source)
    assert node is not None
    _, (diagnostic,) = validate(source, node, Fact)
    assert diagnostic.message == "`claims.sources` is missing"
    assert text[diagnostic.location.column - 1 :].startswith('"value"')
