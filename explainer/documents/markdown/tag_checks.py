"""Check the raw HTML of a text: its tags, their nesting and their attributes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from explainer.documents.files.characters import find_refused, refusal
from explainer.documents.markdown import marks
from explainer.documents.markdown.candidates import Tag, TagAttribute
from explainer.documents.markdown.landing import Landed
from explainer.documents.markdown.raw_html import BLOCK_TAGS, RAW_TAGS, allowed_attribute
from explainer.documents.markdown.scanning import find_references
from explainer.documents.references.kinds import FactReference, Problem, ShownReference

_OWN_ATTRIBUTES = {"abbr": {"title"}, "details": {"open"}}
_STEP = re.compile(f"{marks.HEADING_SPLIT}|{marks.ANY.pattern}")
_DEEPEST = 30


def check_tags(html: str, landed: Landed) -> None:
    """Report errors in the tags marked in ``html``: each must be closed in its container."""
    check = _Check(landed)
    for step in _STEP.finditer(html):
        if step[1] is None:
            check.end()
            continue
        index = marks.read_index(step[1])
        tag = landed.candidates[index].found
        if not isinstance(tag, Tag):
            continue
        if tag.name not in RAW_TAGS:
            check.refuse(tag)
        elif tag.closing:
            check.close(index, tag)
        else:
            check.open(index, tag)
    check.end()


class _Check:
    def __init__(self, landed: Landed) -> None:
        self.landed = landed
        self.opened: list[tuple[int, Tag]] = []
        self.refused: set[str] = set()

    def report(self, tag: Tag, message: str, hint: str) -> None:
        self.landed.report(tag.offset, "markup", message, hint)

    def refuse(self, tag: Tag) -> None:
        if not (tag.closing and tag.name in self.refused):
            known = ", ".join(sorted(RAW_TAGS))
            hint = f"Use Markdown, or one of {known}; \\< writes the character itself."
            self.report(tag, f"<{tag.name}> is not allowed", hint)
        self.refused.add(tag.name)

    def open(self, index: int, tag: Tag) -> None:
        _check_attributes(tag, self.landed)
        if tag.name == "br":
            return
        if tag.name == "summary" and not (self.opened and self.opened[-1][1].name == "details"):
            hint = "Write <details>, then the <summary>."
            self.report(tag, "a <summary> stands in <details> only", hint)
        if len(self.opened) == _DEEPEST:
            hint = "Close what is open before it."
            self.report(tag, "tags are nested too deep here", hint)
        self.opened.append((index, tag))

    def close(self, index: int, tag: Tag) -> None:
        if tag.name == "br":
            self.report(tag, "</br> closes nothing", "Write <br>.")
            return
        if not self.opened or self.opened[-1][1].name != tag.name:
            hint = "Delete it, or open it in the same part of the text."
            self.report(tag, f"</{tag.name}> closes nothing", hint)
            return
        opening, _ = self.opened.pop()
        if self._container(opening, tag) is not self._container(index, tag):
            hint = "Close it in the paragraph, cell or emphasis that opened it."
            self.report(tag, f"</{tag.name}> stands in another part of the text", hint)

    def _container(self, index: int, tag: Tag) -> ElementTree.Element | None:
        """The element that holds a tag; for a block, the one around its paragraph."""
        holder = self.landed.holders.get(index)
        if holder is not None and holder.tag == "p" and tag.name in BLOCK_TAGS:
            return self.landed.parents[holder]
        return holder

    def end(self) -> None:
        """Report unclosed tags, at the end of the text and before each question."""
        for _, tag in self.opened:
            hint = f"Write </{tag.name}> where it ends."
            self.report(tag, f"<{tag.name}> is never closed", hint)
        self.opened.clear()


def _check_attributes(tag: Tag, landed: Landed) -> None:
    own = _OWN_ATTRIBUTES.get(tag.name, set())
    seen: set[str] = set()
    for each in tag.attributes:
        if each.name in seen:
            message = f'the attribute "{each.name}" is given twice'
            landed.report(each.offset, "attribute", message, "Keep one of them.")
        elif each.name in own:
            _check_references(each, landed)
            for start, entity in find_refused(each.value):
                landed.report(each.value_offset + start, "character", *refusal(entity))
        elif each.name not in {"id", "class", "lang"}:
            message = f'the attribute "{each.name}" is not allowed on <{tag.name}>'
            hint = f"Allowed are {', '.join(sorted({'id', 'class', 'lang'} | own))}."
            landed.report(each.offset, "attribute", message, hint)
        elif not allowed_attribute(each.name, each.value):
            message = f'"{each.value}" is no {each.name}'
            hint = (
                "An id begins with a letter; after it come lower-case letters, digits and hyphens."
                " A language is a code such as ru."
            )
            landed.report(each.value_offset, "attribute", message, hint)
        seen.add(each.name)


def _check_references(attribute: TagAttribute, landed: Landed) -> None:
    """Report references in an attribute that cannot stand there."""
    for candidate in find_references(attribute.value, lambda i: attribute.value_offset + i):
        found = candidate.found
        if isinstance(found, Problem):
            landed.diagnostics.append(found.diagnostic(landed.source))
        elif isinstance(found, ShownReference) and not (
            isinstance(found, FactReference) and found.plain
        ):
            message = "no note can stand in an attribute"
            hint = "Only {{ fact | plain }} may stand there."
            landed.report(found.offset, "reference-place", message, hint)
