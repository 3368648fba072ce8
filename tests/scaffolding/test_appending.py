"""What comes behind the end of a file, and leaves all above it as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.config import NotDrafted
from explainer.documents.data.nodes import to_data
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.scaffolding.drafts import Value, appended, write_yaml
from explainer.scaffolding.fields import clean

RECORD: dict[str, Value] = {"value": "4"}


@pytest.mark.parametrize(
    ("before", "addition"),
    [
        ("", "tide:\n  value: 4\n"),
        ("# Depths\n", "\ntide:\n  value: 4\n"),
        ("a: {value: 1}", "\n\ntide:\n  value: 4\n"),
        ("a:\n  value: 1\nb:\n  value: 2\n", "tide:\n  value: 4\n"),
        ("a:\n  value: 1\n\nb:\n  value: 2 # end\n", "\ntide:\n  value: 4\n"),
        ("  a:\n    value: 1\n", "\n  tide:\n    value: 4\n"),
        ("a:\r\n  value: 1\r\n", "\r\ntide:\r\n  value: 4\r\n"),
    ],
)
def test_an_entry_in_the_files_own_manner(before: str, addition: str) -> None:
    assert appended("facts.yaml", before, {"tide": RECORD}) == before + addition


@pytest.mark.parametrize(
    ("before", "addition"),
    [
        (None, "references:\n  - value: 4\n"),
        ("# Books\n", "\nreferences:\n  - value: 4\n"),
        ("references:\n", "\n  - value: 4\n"),
        ("references:\n  - id: a\n", "\n  - value: 4\n"),
        ("references:\n- {id: a}\n- {id: b}\n", "- value: 4\n"),
        ("- id: a\n", "\n- value: 4\n"),
    ],
)
def test_a_record_in_the_files_own_manner(before: str | None, addition: str) -> None:
    assert appended("books.yaml", before, [RECORD], under="references") == (before or "") + addition


@pytest.mark.parametrize(
    "before",
    [
        "{a: {value: 1}}\n",
        "a:\n  value: 1\n...\n",
        "a:\n  note: |+\n    kept\n\n",
        "tide:\n  value: 1\n",
        "- a\n",
        "words\n",
    ],
)
def test_a_file_that_nothing_can_stand_behind(before: str) -> None:
    with pytest.raises(NotDrafted, match=r"^facts\.yaml.* behind its end") as refused:
        appended("facts.yaml", before, {"tide": RECORD})
    assert refused.value.snippet == "tide:\n  value: 4\n"


@pytest.mark.parametrize("before", ["references: []\n", "references: [{id: a}]\n", "a: b\n"])
def test_a_bibliography_that_nothing_can_stand_behind(before: str) -> None:
    with pytest.raises(NotDrafted, match=r"^books\.yaml is written so that"):
        appended("books.yaml", before, [RECORD], under="references")


def test_a_broken_file_is_to_be_mended_first() -> None:
    with pytest.raises(NotDrafted, match=r"^facts\.yaml:2:1: .*; mend that first$"):
        appended("facts.yaml", "a: 1\na: 2\n", {"tide": RECORD})


texts = st.text(max_size=100).map(clean).filter(bool)
keys = st.sampled_from(["value", "note", "null", "b"])
small = st.dictionaries(keys, texts, min_size=1, max_size=2)
words = st.lists(texts, min_size=1, max_size=2) | st.lists(small, min_size=1, max_size=2)
records = st.dictionaries(keys, texts | words, min_size=1, max_size=3)


@given(st.dictionaries(keys, records, max_size=2), records)
def test_what_stood_there_stands_there_and_the_rest_reads_as_it_was_meant(
    stood: dict[str, Value], record: dict[str, Value]
) -> None:
    before = write_yaml(stood) if stood else ""
    text = appended("facts.yaml", before, {"new-one": record})
    assert text.startswith(before)
    node, problems = parse_yaml(SourceText("facts.yaml", text))
    assert node is not None
    assert problems == ()
    assert to_data(node) == {**stood, "new-one": record}
