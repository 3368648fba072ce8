"""A program that takes the text out of a page gets every answer whole, without note marks."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from tests.sites import page_tree, words

ANSWERS = (
    "//section[@class='qa']//*[self::p or self::li or self::dd]"
    "[not(ancestor::figure or ancestor::section[contains(@class, 'claims')])]"
)
SUMMARY = "//*[@class='standfirst' or @class='short-answer']/descendant-or-self::*[self::p]"
DEBRIS = ("Back to note", "All notes", "Close", "An excerpt was read", "Read in a", "Skip to")


def said(element: lxml.html.HtmlElement) -> str:
    """What an element says, but for its note marks."""
    for mark in element.xpath(".//sup[@class='ref']"):
        mark.drop_tree()
    return words(element)


@pytest.mark.parametrize("address", ["csto-in-kazakhstan/", "what-is-the-csto/"])
def test_answers_are_extracted_whole(outputs: tuple[Path, Path], address: str) -> None:
    trafilatura = pytest.importorskip("trafilatura", reason="not in the extra `test`")
    html = (outputs[0] / address / "index.html").read_text("utf-8")
    text = " ".join(trafilatura.extract(html, include_comments=False).split())
    wanted = page_tree(outputs[0], address).xpath(f"{SUMMARY} | {ANSWERS}")
    assert len(wanted) > 30
    assert [answer for each in wanted if (answer := said(each)) not in text] == []
    assert [phrase for phrase in DEBRIS if phrase in text] == []
