"""Where front matter ends and a page's text begins."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.diagnostics import format_diagnostic
from explainer.documents.files.source_text import SourceText, split_front_matter


@pytest.mark.parametrize(
    ("text", "yaml", "body"),
    [
        ("---\na: 1\n---\ntext\n", "a: 1\n", "text\n"),
        ("--- \t\r\na: 1\r\n--- \r\ntext", "a: 1\r\n", "text"),
        ("---\na: 1\n...\ntext", "a: 1\n", "text"),
        ("---\n---", "", ""),
        ("---\na: |\n  ---\n ---\n---\n\n---\n", "a: |\n  ---\n ---\n", "\n---\n"),
        ("---\na: \u2028---\n---\nb", "a: \u2028---\n", "b"),
    ],
)
def test_front_matter_stands_between_two_lines(text: str, yaml: str, body: str) -> None:
    found, diagnostics = split_front_matter(SourceText("a.md", text))
    assert diagnostics == ()
    assert found is not None
    assert (text[found.start : found.end], text[found.body_start :]) == (yaml, body)


@pytest.mark.parametrize("text", ["", "# Title\n", "\n---\na: 1\n---\n", "----\na: 1\n---\n"])
def test_a_file_without_front_matter_is_told_how_to_begin(text: str) -> None:
    found, (diagnostic,) = split_front_matter(SourceText("a.md", text))
    assert found is None
    assert str(diagnostic.location) == "a.md:1:1"
    assert diagnostic.message == "the file does not begin with front matter"
    assert diagnostic.hint == (
        "Begin with a line `---`, then lines such as `title: Why is the bridge closed?`, then"
        " a line `---`."
    )


@pytest.mark.parametrize("text", ["+++\ntitle = 'A'\n+++\n", '{"title": "A"}\n'])
def test_front_matter_of_another_kind_is_told_so(text: str) -> None:
    _, (diagnostic,) = split_front_matter(SourceText("a.md", text))
    assert diagnostic.hint.startswith("Front matter is YAML here, not TOML or JSON. Begin with")


def test_front_matter_that_never_ends_is_reported_where_it_begins() -> None:
    found, (diagnostic,) = split_front_matter(
        SourceText("a.md", "---\ntitle: x\n\n## Text\n ---\n")
    )
    assert found is None
    assert format_diagnostic(diagnostic) == (
        "a.md:1:1: error[front-matter]: the front matter is never closed\n"
        " 1 | ---\n"
        "   | ^^^\n"
        "   = Write a line `---` between the front matter and the text."
    )


@settings(derandomize=True, deadline=None)
@given(st.text(st.sampled_from("-. \t\r\na\u2028"), max_size=30))
def test_the_parts_lie_in_order_within_the_file(text: str) -> None:
    found, diagnostics = split_front_matter(SourceText("a.md", text))
    assert (found is None) == bool(diagnostics)
    if found is not None:
        assert 0 < found.start <= found.end < found.body_start <= len(text)
