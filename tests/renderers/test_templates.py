"""What holds for every template: its words can be translated, and it can run no code."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from explainer.config import find_generator_root
from explainer.renderers.templates import load_templates

ROOT = find_generator_root()
TEMPLATES = load_templates([ROOT / "templates"])
SOURCES = dict(TEMPLATES.sources)
EVERY = pytest.mark.parametrize("name", sorted(SOURCES))
_CALLS = ("_", "gettext", "ngettext", "pgettext", "npgettext")


def russian() -> dict[str, tuple[str, ...]]:
    """Each message, by its English singular, with all its forms in Russian."""
    with (ROOT / "explainer/languages/ru.po").open("rb") as file:
        catalogue = read_po(file)
    forms = {}
    for message in catalogue:
        english = message.id if isinstance(message.id, str) else message.id[0]
        string = message.string or ""
        forms[english] = (string,) if isinstance(string, str) else tuple(string)
    return forms


def messages(text: str) -> set[str]:
    keywords = {"_": None, "ngettext": (1, 2)}
    options = {"newstyle_gettext": "true"}
    found = extract("jinja2", BytesIO(text.encode()), keywords, (), options)
    return {message if isinstance(message, str) else message[0] for _, message, _, _ in found}


@EVERY
def test_only_words_of_our_own_are_translated(name: str) -> None:
    """A translation counts as safe markup: an author's text must never be looked up as one."""
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(SOURCES[name])
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in _CALLS:
            count = 2 if call.node.name == "ngettext" else 1
            assert all(isinstance(arg, nodes.Const) for arg in call.args[:count]), call.lineno


def test_every_word_of_ours_is_found_and_translated() -> None:
    found = set().union(*(messages(text) for text in SOURCES.values()))
    assert {"Notes and sources", "Disputed", "%(num)s source that we rely on"} <= found
    known = russian()
    assert [text for text in sorted(found) if not all(known.get(text, ("",)))] == []
    assert [text for text in sorted(found) if "%(num)s" in text and len(known[text]) != 3] == []


def test_a_translation_keeps_the_places_of_what_goes_into_it() -> None:
    known = russian()
    places = re.compile(r"%\(\w+\)s")
    for text in sorted(set().union(*(messages(text) for text in SOURCES.values()))):
        for form in known[text]:
            assert sorted(places.findall(form)) == sorted(places.findall(text)), form


NO_HTML = ("change-words.txt", "llms.txt", "twin.md")


@EVERY
def test_nothing_is_trusted_that_was_not_sanitised(name: str) -> None:
    """What is Markdown, and no HTML, escapes by rules of its own."""
    trusted = r"\|\s*safe\b|Markup\(" + ("" if name in NO_HTML else "|autoescape")
    assert not re.search(trusted, SOURCES[name])


@EVERY
def test_styles_and_scripts_stay_in_their_files(name: str) -> None:
    """The content security policy of every page allows nothing inline but data."""
    source = SOURCES[name].replace('<script type="application/ld+json">', "")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)|javascript:", source)
