"""Where marks landed in Markdown's tree, and what may not stand there."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from explainer.documents import marks
from explainer.documents.candidates import Address, Candidate
from explainer.documents.markdown_parser import NOTE_ELEMENT
from explainer.documents.marked_text import LinkReference

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_EXTERNAL = re.compile(r"(?:https?://[^/?#\s]|mailto:[^\s])", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")


class Place(StrEnum):
    """What a mark stands in; a heading and a link text are named as messages name them."""

    TEXT = "text"
    HEADING = "a heading"
    LINK = "a link's text"
    ATTRIBUTE = "an attribute"
    CODE = "code"
    ADDRESS = "an address"


@dataclass(frozen=True, slots=True)
class Heading:
    """A top-level H2: the index of its mark (or none), and the id that the editor gave it."""

    index: int | None
    id: str | None


@dataclass(slots=True)
class Landed:
    """What a walk through the tree found. ``places`` has one entry a mark, in reading order."""

    places: list[tuple[int, Place]] = field(default_factory=list)
    links: dict[int, LinkReference] = field(default_factory=dict)
    problems: list[tuple[int, str, str, str]] = field(default_factory=list)
    """(index of a mark or -1, code, message, hint)"""
    headings: list[Heading] = field(default_factory=list)
    notes: list[tuple[int, etree.Element]] = field(default_factory=list)
    """Note definitions: the index of the mark, and the element with the note's text."""
    ids: list[str] = field(default_factory=list)
    """Ids of elements that are not questions, in order."""


def land(root: etree.Element, candidates: Sequence[Candidate]) -> Landed:
    """Finds each mark's place; addresses leave the tree as marks, or as they are where external.

    Puts the signs at which the finished HTML is cut, and takes the notes out of the tree.
    """
    landed = Landed()
    for parent in list(root.iter()):
        for note in [child for child in parent if child.tag == NOTE_ELEMENT]:
            landed.notes.append((marks.read_index(note.attrib.pop("definition")), note))
            _remove(parent, note)
    _headings(landed, root)
    for element, place in _walk([root, *(note for _, note in landed.notes)]):
        _see(landed, element.text, _inside(element, place))
        _see(landed, element.tail, place)
        _attributes(landed, element, candidates)
    return landed


def _remove(parent: etree.Element, child: etree.Element) -> None:
    position = list(parent).index(child)
    tail = child.tail or ""
    if position:
        before = parent[position - 1]
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    child.tail = None
    parent.remove(child)


def _walk(roots: Sequence[etree.Element]) -> Iterator[tuple[etree.Element, Place]]:
    """Each element with the place it stands in; without recursion, since content decides the depth."""
    stack = [(root, Place.TEXT) for root in reversed(roots)]
    while stack:
        element, place = stack.pop()
        yield element, place
        inner = _inside(element, place)
        stack.extend((child, inner) for child in reversed(element))


def _inside(element: etree.Element, place: Place) -> Place:
    if element.tag in {"code", "pre"} or place is Place.CODE:
        return Place.CODE
    if element.tag == "a" or place is Place.LINK:
        return Place.LINK
    return Place.HEADING if element.tag in _HEADINGS else place


def _see(landed: Landed, text: str | None, place: Place) -> None:
    if text:
        landed.places.extend((index, place) for index in marks.indexes(text))


def _attributes(landed: Landed, element: etree.Element, candidates: Sequence[Candidate]) -> None:
    if element.tag == "h1":
        inner = marks.indexes("".join(element.itertext()))
        landed.problems.append(
            (
                inner[0] if inner else -1,
                "heading-level",
                "a page has no H1 of its own: its title is the H1",
                "Make it a question with ##, or delete it.",
            )
        )
    align = element.attrib.pop("align", None)
    if align in {"left", "right", "center"}:
        element.set("class", f"{element.get('class', '')} align-{align}".strip())
    for name in ("href", "src"):
        if name in element.attrib:
            _address(landed, element, name, candidates)
    for name, value in element.attrib.items():
        if name not in {"href", "src"}:
            _see(landed, value, Place.ATTRIBUTE)
    if element.tag == "img":
        _alt(landed, element)
    if "id" in element.attrib:
        landed.ids.append(element.attrib["id"])


def _alt(landed: Landed, element: etree.Element) -> None:
    if not element.get("alt", "").strip():
        index = next(iter(marks.indexes(element.get("src", ""))), -1)
        landed.problems.append(
            (
                index,
                "alt-text",
                "this image has no text for those who cannot see it",
                "Describe it between the brackets: ![What it shows](images/name.jpg).",
            )
        )
    element.set("loading", "lazy")


def _address(
    landed: Landed, element: etree.Element, name: str, candidates: Sequence[Candidate]
) -> None:
    written = element.get(name, "")
    first = marks.MARK.match(written)
    index = marks.read_index(first[1]) if first else -1
    if first is None or not isinstance(candidates[index].found, Address):
        _see(
            landed, written, Place.ADDRESS
        )  # an autolink: Markdown lets http and mail through only
        if element.tag == "a":
            _outgoing(element)
        return
    rest = written[first.end() :]
    _see(landed, rest, Place.ADDRESS)
    address = _BLANKS.sub("", html.unescape(marks.strip(rest)))
    landed.places.append((index, Place.ADDRESS))
    image = element.tag == "img"
    found = candidates[index].found
    assert isinstance(found, Address)
    if not image and _EXTERNAL.match(address):
        element.set(name, address)
        _outgoing(element)
        return
    if _SCHEME.match(address) or address.startswith(("//", "\\")):
        landed.problems.append((index, *_refused_address(address, image)))
    landed.links[index] = LinkReference(found.offset, address, image)
    element.set(name, first[0])


def _refused_address(address: str, image: bool) -> tuple[str, str, str]:
    if image:
        return (
            "address",
            "an image stands in content/images/",
            "Save it there and write images/name.jpg: a page loads nothing from elsewhere.",
        )
    return (
        "address",
        f'links to "{address.split(":", maxsplit=1)[0] if ":" in address else "//"}" are not allowed',
        "Use a full http or https address, mailto:, or a page of this site.",
    )


def _outgoing(element: etree.Element) -> None:
    if html.unescape(element.get("href", "")).lower().startswith("http"):
        element.set("rel", "noopener noreferrer")


def _headings(landed: Landed, root: etree.Element) -> None:
    """Puts a sign before each top-level H2, and two around the paragraph that follows it."""
    previous: etree.Element | None = None
    for element in root:
        if element.tag == "h2":
            if previous is None:
                root.text = (root.text or "") + marks.HEADING_SPLIT
            else:
                previous.tail = (previous.tail or "") + marks.HEADING_SPLIT
            inner = marks.indexes("".join(element.itertext()))
            landed.headings.append(
                Heading(inner[0] if inner else None, element.attrib.pop("id", None))
            )
        elif element.tag == "p" and previous is not None and previous.tag == "h2":
            previous.tail = (previous.tail or "") + marks.LEDE_SPLIT
            element.tail = marks.LEDE_SPLIT + (element.tail or "")
        previous = element
