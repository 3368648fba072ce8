"""What a reader copies is what the page says, without note marks and permalinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.windows import ServedSite, window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COPIED = """
id => {
  const question = document.getElementById(id);
  getSelection().selectAllChildren(question.closest(".qa"));
  return getSelection().toString().replaceAll("\\u00a0", " ");
}
"""


def test_a_copied_answer_holds_no_marks(chromium: Browser, crowded: ServedSite) -> None:
    with window(chromium) as page:
        page.goto(f"{crowded.root}gauge/")
        copied = page.evaluate(COPIED, "high").split("\n")
    said = [line for line in copied if line]
    assert said[:3] == [
        "How high did it rise?",
        "By 4 metres, on 2 July 1891. about 2,500 people saw it.",
        "The water rose.",
    ]
    assert [line for line in said if line.startswith(("#", "The water rose.1"))] == []


def test_a_copied_claim_says_that_it_was_set_aside(chromium: Browser, crowded: ServedSite) -> None:
    with window(chromium) as page:
        page.goto(f"{crowded.root}gauge/")
        copied = page.evaluate(COPIED, "others")
    assert "set aside by us: 900 people" in copied
