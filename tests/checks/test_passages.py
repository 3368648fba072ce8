"""Quotations against stored copies: what counts as found, and which copy counts."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from explainer.checks.evidence.mentions import Cited, CopyState, Passages, Verdict, verify_passages
from explainer.documents.files.stored_copies import StoredCopy, load_stored_copy, page_text
from explainer.model.sources.source import Source

SURVEY = Source(key="survey", path="content/sources/river.yaml", offset=0, title="Survey")
COPY = "In spring the river – “our river”, they say – rises by 3\u00a0metres.\nIt then falls."


def verified(quote: str, text: str = COPY, *, is_html: bool = False) -> Verdict:
    copy = StoredCopy("content/.archive/survey", is_html, text.encode())
    return verify(quote, copy, recorded(copy)).quoted[0].verdict


def recorded(copy: StoredCopy) -> Source:
    return replace(SURVEY, archive_sha256=hashlib.sha256(copy.data or b"").hexdigest())


def verify(quote: str, copy: StoredCopy | None, source: Source) -> Passages:
    cited = Cited("survey", "content/explainers/river.md", 0, quote=quote)
    return verify_passages([cited], {"survey": source}, lambda _: copy)


# ---- what is found ----


@pytest.mark.parametrize(
    "quote",
    [
        "the river",
        "rises by 3 metres. It then falls.",
        "In spring the river [...] rises",
        "In spring … It then falls",
        "In spring [it] – “our river”",
        "[The] river",
    ],
)
def test_found(quote: str) -> None:
    assert verified(quote) is Verdict.FOUND


@pytest.mark.parametrize(
    "quote", ["in spring the River", 'river - "our river", they', "by 3metres"]
)
def test_found_but_for_signs(quote: str) -> None:
    assert verified(quote) is Verdict.ALMOST


@pytest.mark.parametrize(
    "quote", ["the lake", "falls. In spring", "It then [...] the river", "by 30 metres"]
)
def test_not_found(quote: str) -> None:
    assert verified(quote) is Verdict.MISSING


def test_a_page_is_read_as_its_readers_read_it() -> None:
    page = "<style>b {}</style><p>In <b>sp</b>ring<br>the r&iacute;ver<!-- falls --></p><p>rises"
    assert verified("In spring the ríver rises", page, is_html=True) is Verdict.FOUND
    assert verified("falls", page, is_html=True) is Verdict.MISSING


@given(st.lists(st.sampled_from(["spring", "river", "3", "é", "ﬁ", "“a”", "ß"]), min_size=1))
def test_what_stands_there_is_found(words: list[str]) -> None:
    assert verified(" ".join(words), f"Once {'  '.join(words)}.") is Verdict.FOUND


@given(st.lists(st.sampled_from(["spring", "river", "3", "é", "“a”", "-"]), min_size=1))
def test_what_stands_there_in_capitals_is_almost_found(words: list[str]) -> None:
    found = verified(" ".join(words).upper(), f"Once {' '.join(words)}.")
    assert found is not Verdict.MISSING


# ---- which copy counts ----


def test_a_copy_that_is_not_recorded() -> None:
    copy = StoredCopy("content/.archive/survey.txt", False, b"the river")
    found = verify("the river", copy, SURVEY)
    assert [each.verdict for each in found.quoted] == [Verdict.UNCHECKED]
    assert [each.state for each in found.copies] == [CopyState.UNRECORDED]


def test_another_copy_than_the_one_recorded() -> None:
    copy = StoredCopy("content/.archive/survey.txt", False, b"the river")
    found = verify("the river", replace(copy, data=b"the lake"), recorded(copy))
    assert [each.verdict for each in found.quoted] == [Verdict.UNCHECKED]
    assert [each.state for each in found.copies] == [CopyState.CHANGED]


def test_no_copy() -> None:
    found = verify("the river", None, SURVEY)
    assert [each.verdict for each in found.quoted] == [Verdict.UNCHECKED]
    assert found.copies == ()


def test_a_copy_is_named_after_the_key(tmp_path: Path) -> None:
    (tmp_path / ".archive").mkdir()
    (tmp_path / ".archive/un-1992-a.html").write_bytes(b"<p>x")
    copy = StoredCopy("content/.archive/un-1992-a.html", True, b"<p>x")
    assert load_stored_copy(tmp_path, "un:1992/a") == copy
    assert load_stored_copy(tmp_path, "un:1993") is None


def test_a_copy_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / ".archive").mkdir()
    (tmp_path / ".archive/survey.txt").write_bytes(b"x" * 8_000_001)
    copy = load_stored_copy(tmp_path, "survey")
    assert [each.state for each in verify("x", copy, SURVEY).copies] == [CopyState.TOO_LARGE]


@pytest.mark.parametrize("link", [".archive", ".archive/survey.txt"])
def test_a_link_is_not_followed(link: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/survey.txt").write_text("secret")
    content = tmp_path / "content"
    (content / link).parent.mkdir(parents=True)
    target = tmp_path / "elsewhere"
    (content / link).symlink_to(target if link == ".archive" else target / "survey.txt")
    assert load_stored_copy(content, "survey") is None


# ---- what a stranger may have stored ----


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["<!--", "<div>", "<", "&#", "<script>", "<a b='", "</", "&#9", "<svg", "<style></"]
)
def test_the_text_of_a_page_is_read_in_linear_time(unit: str) -> None:
    began = time.process_time()  # that of this process alone, however busy the machine is
    page_text(unit * 200_000)
    assert time.process_time() - began < 5


def test_a_number_that_is_no_character() -> None:
    assert page_text(f"a&#{'9' * 5000};b") == "a\N{REPLACEMENT CHARACTER}b"
