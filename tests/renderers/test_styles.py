"""The style sheet: its sizes are on the scale of 10-tokens.css, and each rule has a use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from explainer.config import find_generator_root
from explainer.figures.kinds import KINDS

ROOT = find_generator_root()
SHEETS = {
    path.name: path.read_text("utf-8") for path in sorted((ROOT / "assets/css").rglob("*.css"))
}
TOKENS = SHEETS["10-tokens.css"]
SCRIPT = (ROOT / "assets/js/notes.js").read_text("utf-8")
TEMPLATES = "\n".join(path.read_text("utf-8") for path in (ROOT / "templates").iterdir())
_LENGTH = re.compile(r"(?<![\w-])-?[\d.]+(?:rem|em)\b")
# How wide a column is, and how a line is drawn under letters, belongs to one place each.
_OF_ONE_PLACE = re.compile(
    r"(?:(?:min|max)-)?(?:inline|block)-size|columns|grid-template-columns|letter-spacing"
    r"|vertical-align|text-decoration(?:-thickness)?|text-underline-offset|--text"
)
# What grows with its letters, and what is out of any window.
_OFF_THE_SCALE = {
    (".skip", "inset-inline-start"),
    ("kbd", "padding"),
    (".ref a", "margin-inline"),
    (".ref a", "padding"),
}


class Declaration(NamedTuple):
    selector: str
    name: str
    value: str


def parsed(sheet: str) -> Iterator[Declaration | str]:
    """The declarations of a sheet and the heads of its blocks, in order."""
    heads: list[str] = []
    for text, sign in re.findall(
        r"([^{};]*)([{};])", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    ):
        name, colon, value = text.strip().partition(":")
        if sign == "{":
            heads.append(" ".join(text.split()))
            yield heads[-1]
        elif colon:
            yield Declaration(heads[-1], name, value.strip())
        if sign == "}":
            heads.pop()


def off_the_scale(sheet: str) -> list[Declaration]:
    return [
        each
        for each in parsed(sheet)
        if isinstance(each, Declaration)
        and _LENGTH.search(each.value)
        and not _OF_ONE_PLACE.fullmatch(each.name)
        and (each.selector, each.name) not in _OFF_THE_SCALE
    ]


def widths_asked(text: str) -> list[str]:
    """The widths at which queries of style sheets and scripts change something."""
    queries = re.findall(r"@(?:media|container)[^{]*|matchMedia\([^;]*", text)
    return [width for query in queries for width in re.findall(r"[\d.]+(?:rem|em|px)\b", query)]


# ---- sizes ----


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "10-tokens.css"])
def test_sizes_are_those_of_the_scale(name: str) -> None:
    assert off_the_scale(SHEETS[name]) == []


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-block: var(--space-1) 0.3rem",
        "padding: calc(-1 * 0.3em)",
        "gap: 1rem",
        "font: 400 0.9rem/1.4 serif",
        "font-size: clamp(1rem, 2vw, 2rem)",
    ],
)
def test_a_size_of_its_own_is_found(declaration: str) -> None:
    name, value = declaration.split(": ")
    sheet = f"@media print {{\n  .a > .b {{ color: red; {declaration}; }}\n}}"
    assert off_the_scale(sheet) == [(".a > .b", name, value)]


def test_each_value_of_the_scale_has_a_use() -> None:
    every = "\n".join(SHEETS.values())
    assert set(re.findall(r"^ *(--[\w-]+):", every, re.MULTILINE)) == set(
        re.findall(r"var\((--[\w-]+)\)", every)
    )


def test_the_layout_changes_at_named_widths_only() -> None:
    named = re.findall(r"^   [a-z]+ +(\d+rem) ", TOKENS, re.MULTILINE)
    assert named == sorted(named)
    assert set(widths_asked("\n".join([*SHEETS.values(), SCRIPT]))) == set(named)


def test_a_width_is_found_in_whatever_asks_for_it() -> None:
    sheet = "@media (1px < width <= 2rem) {}\n@container (inline-size < 3em) {}\n"
    text = f'{sheet}matchMedia("(max-width: 4rem)");'
    assert widths_asked(text) == ["1px", "2rem", "3em", "4rem"]


def test_no_selector_within_a_container_query_has_a_space_before_a_colon() -> None:
    """rcssmin takes it away there, as before the value of a property."""
    blocks = re.findall(r"@container[^{]*\{((?:[^{}]*\{[^{}]*\})*)", "\n".join(SHEETS.values()))
    assert len(blocks) > 1
    assert re.findall(r"[^\n]*\S :[a-z][^\n]*", "\n".join(blocks)) == []


# ---- rules ----


def test_each_class_stands_in_a_template_or_is_made() -> None:
    heads = [each for sheet in SHEETS.values() for each in parsed(sheet) if isinstance(each, str)]
    styled = set(re.findall(r"\.([a-z][\w-]*)", " ".join(heads)))
    classes = r'class="(?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*"|\{% block layout %\}[^{]*|"[a-z-]+"'
    shown = set(re.findall(r"[a-z][\w-]*", " ".join(re.findall(classes, TEMPLATES + SCRIPT))))
    made = {"align-center", "align-right", "claims-disputed", "small-caps"}
    made |= {"aside", "aside-name", "aside-title"}
    made |= {"aside-important", "aside-warning", "aside-caution"}
    kinds = "".join(
        p.read_text(encoding="utf-8") for p in (ROOT / "explainer/figures").rglob("*.py")
    )
    drawn = {word for look in re.findall(r'"([a-z][a-z -]*)"', kinds) for word in look.split()}
    drawn |= {"wide", "narrow", *(f"figure-{kind}" for kind in KINDS)}
    drawn -= made
    assert sorted(styled - shown - drawn) == sorted(made)
