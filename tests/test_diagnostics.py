"""What a terminal shows of a finding, and what is guessed for a misspelt word."""

from __future__ import annotations

import pytest

from explainer.diagnostics import (
    Diagnostic,
    Location,
    Severity,
    closest,
    did_you_mean,
    format_diagnostic,
    in_order,
    without_repeats,
)


def shown(excerpt: str, column: int, length: int = 1, path: str = "a.md") -> list[str]:
    """The lines of a finding behind its first."""
    location = Location(path, 7, column)
    return format_diagnostic(
        Diagnostic(code="tie", location=location, message="no", excerpt=excerpt, length=length)
    ).split("\n")[1:]


def test_a_finding() -> None:
    finding = Diagnostic(
        code="tie",
        location=Location("a.md", 12, 3),
        message="no",
        hint="Do.",
        excerpt="the moon",
        length=4,
    )
    assert format_diagnostic(finding) == (
        "a.md:12:3: error[tie]: no\n 12 | the moon\n    |   ^^^^\n   = Do."
    )


def test_colours() -> None:
    warning = Diagnostic(
        code="stale", location=Location("a.md"), message="old", severity=Severity.WARNING
    )
    assert format_diagnostic(warning, colour=True) == (
        "\x1b[1ma.md:1:1:\x1b[0m \x1b[33mwarning[stale]\x1b[0m: \x1b[1mold\x1b[0m"
    )


@pytest.mark.parametrize(
    ("excerpt", "column", "length", "lines"),
    [
        ("the moon", 5, 4, [" 7 | the moon", "   |     ^^^^"]),
        ("\tthe moon", 6, 4, [" 7 |     the moon", "   |         ^^^^"]),
        ("a\tmoon", 3, 4, [" 7 | a   moon", "   |     ^^^^"]),
        ("海の moon", 4, 4, [" 7 | 海の moon", "   |      ^^^^"]),
        ("moon 海の", 6, 2, [" 7 | moon 海の", "   |      ^^^^"]),
        ("e\u0301 moon", 4, 4, [" 7 | e\u0301 moon", "   |   ^^^^"]),
        ("\u200b moon", 3, 4, [" 7 | \\x200b moon", "   |        ^^^^"]),
        ("\x1b[2J moon", 6, 4, [" 7 | \\x1b[2J moon", "   |         ^^^^"]),
        ("moon", 5, 9, [" 7 | moon", "   |     ^"]),
        ("moon", 1, 99, [" 7 | moon", "   | ^^^^"]),
        ("   ", 1, 1, []),
    ],
)
def test_the_caret(excerpt: str, column: int, length: int, lines: list[str]) -> None:
    assert shown(excerpt, column, length) == lines


@pytest.mark.parametrize("column", [1, 50, 500, 5_000, 9_990])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    line = "." * (column - 1) + "moon" + "." * 10_000
    excerpt, caret = shown(line, column, 4)
    assert len(excerpt) == len(" 7 | ") + 160
    assert excerpt[caret.index("^") :].startswith("moon")
    assert caret.count("^") == 4


def test_a_long_line_is_not_kept() -> None:
    finding = Diagnostic(
        code="tie", location=Location("a.md", 1, 5_000), message="no", excerpt="." * 1_000_000
    )
    assert (len(finding.excerpt), finding.cut) == (160, 4_919)


def test_nothing_drives_the_terminal() -> None:
    location = Location("a\n\x1b[2J\udcff\u202e.md")
    finding = Diagnostic(code="tie", location=location, message="no \x1b[2J", hint="do\nnot")
    assert format_diagnostic(finding) == (
        "a\\x0a\\x1b[2J\\xdcff\\x202e.md:1:1: error[tie]: no \\x1b[2J\n   = do\\x0anot"
    )


def test_findings_are_sorted_and_stand_once() -> None:
    places = [("b.md", 1, 1), ("a.md", 10, 1), ("a.md", 2, 5), ("a.md", 2, 4), ("a.md", 2, 5)]
    found = in_order(
        Diagnostic(code="tie", location=Location(*place), message="no") for place in places
    )
    assert [str(d.location) for d in found] == ["a.md:2:4", "a.md:2:5", "a.md:10:1", "b.md:1:1"]


def test_what_was_meant() -> None:
    known = ["sources", "source", "statement"]
    assert did_you_mean("sorces", known) == 'Did you mean "sources"?'
    assert did_you_mean("Sourze", known) == 'Did you mean "source"?'
    assert did_you_mean("colour", known) == ""
    assert closest("s" * 1_000_000, known) is None


def repeats(*places: tuple[str, str, str]) -> list[str]:
    """What is shown of findings with these paths, codes and messages, and what is counted."""
    found = [
        Diagnostic(code=code, location=Location(path, line), message=message)
        for line, (path, code, message) in enumerate(places, 1)
    ]
    return [
        f"{each.location.path}:{each.location.line} {more}".rstrip()
        for each, more in without_repeats(found)
    ]


def test_a_few_of_a_kind_are_all_shown() -> None:
    assert repeats(*[("a.md", "tie", "no")] * 5) == [f"a.md:{line}" for line in range(1, 6)]


def test_what_repeats_in_a_file_is_counted() -> None:
    shown = repeats(*[("a.md", "tie", "no")] * 811, ("a.md", "tie", "so"), ("a.md", "key", "no"))
    assert shown == [
        *("a.md:1", "a.md:2", "a.md:3 808 more tie in this file"),
        *("a.md:812", "a.md:813"),
    ]


def test_a_code_with_ever_other_messages_is_counted_too() -> None:
    shown = repeats(*[("a.md", "key", f"no {number}") for number in range(1000)])
    assert len(shown) == 20
    assert shown[-1] == "a.md:20 980 more key in this file"


def test_what_repeats_in_many_files_is_counted_at_the_last_that_is_shown() -> None:
    shown = repeats(*[(f"{number}.md", "tie", "no") for number in range(100)])
    assert len(shown) == 30
    assert shown[-1] == "29.md:30 70 more tie in other files"


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("labl", ["label", "value"], "label"),
        ("vlaue", ["label", "value"], "value"),
        ("chekced", ["checked", "checked_by"], "checked"),
        ("shortanswer", ["short_answer"], "short_answer"),
        ("repair.lenght", ["repair.length"], "repair.length"),
        ("tags", ["status", "topics"], None),
        ("date", ["updates", "updated"], None),
        ("knots", ["votes", "shots"], None),
        ("draft", ["status", "rank"], None),
        ("tide.none", ["tide.range", "tide.low"], None),
        ("", ["a"], None),
    ],
)
def test_only_what_may_be_a_mistyping_is_proposed(
    word: str, known: list[str], found: str | None
) -> None:
    assert closest(word, known) == found
