"""Find where marks are in Markdown's tree, and what is not allowed there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from xml.etree import ElementTree

from msgspec import Struct

from explainer.diagnostics import Diagnostic
from explainer.documents.files.characters import unescape
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown import marks
from explainer.documents.markdown.marks import Address, Candidate
from explainer.documents.markdown.parsed_text import LinkReference, TextReference
from explainer.documents.references.kinds import At, NoteReference, ShownReference

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_EXTERNAL = re.compile(r"(?:https?://[^/?#\s]|mailto:[^\s])", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")


class Place(StrEnum):
    """What a mark stands in, in the words of messages."""

    TEXT = "text"
    HEADING = "a heading"
    LINK = "a link's text"
    ATTRIBUTE = "an attribute"
    CODE = "code"
    ADDRESS = "an address"


IN_TEXT = (Place.TEXT, Place.HEADING, Place.LINK)
_NEAR = 40
"""In characters: as much of a text as holds a few marks and what stands around them."""


class Landed(Struct, kw_only=True):
    """A text after Markdown has run, and what a walk through its tree found; marks are named by
    their indexes. ``at`` maps offsets in ``text`` to the file; ``references`` are by mark."""

    source: SourceText
    text: str
    at: At
    candidates: Sequence[Candidate]
    root: ElementTree.Element
    references: list[TextReference | None] = []
    diagnostics: list[Diagnostic] = []
    places: dict[int, Place] = {}
    holders: dict[int, ElementTree.Element] = {}
    """The element in whose text each mark stands."""
    texts: dict[int, tuple[str, int, int]] = {}
    """The text in which each mark stands, and its start and end there."""
    parents: dict[ElementTree.Element, ElementTree.Element] = {}
    links: dict[int, LinkReference] = {}
    headings: list[tuple[int, str | None]] = []
    """Top-level H2s: the mark, or -1, and the id that the editor gave it, if any."""
    notes: list[tuple[int, ElementTree.Element]] = []
    """Notes, defined or in place: the mark, and the element with the note's text."""
    at_margin: frozenset[int] = frozenset()
    """The marks of note definitions that stand where they may."""
    ids: list[tuple[str, int]] = []
    """Ids of elements other than questions, each with the mark of its attribute list (or -1)."""

    def report(self, offset: int, code: str, message: str, hint: str, length: int = 1) -> None:
        self.diagnostics.append(self.source.diagnostic(code, offset, message, hint, length=length))

    def refuse(self, mark: int, code: str, message: str, hint: str) -> None:
        """Report an error at a mark, which is -1 if none shows the place."""
        candidate = self.candidates[mark] if mark >= 0 else None
        offset = candidate.found.offset if candidate else self.at(0)
        if candidate and code == "alt-text":
            offset = self.at(self.text.rfind("![", 0, candidate.start) + 2)
        self.report(offset, code, message, hint)


def land(landed: Landed) -> None:
    """Find the place of each mark, and change the tree for what follows. Internal addresses become
    their marks, external ones lose them. The marks at which the finished HTML is cut are put in,
    and notes are taken out."""
    root = landed.root
    if next(root.iter(marks.NOTE_ELEMENT), None) is not None:
        for parent in list(root.iter()):
            _take_notes(landed, parent)
            if parent is root:
                landed.at_margin = frozenset(index for index, _ in landed.notes)
    for index, note in landed.notes:
        for element in filter(_is_heading, note.iter()):
            hint = "Put a blank line between the note and what follows it."
            landed.refuse(_first_mark(element, index), "heading", "a note holds no heading", hint)
    _headings(landed, root)
    for holder, element, place, inside in _walk([root, *(note for _, note in landed.notes)]):
        landed.parents[element] = holder
        if element.text:
            _see(landed, element.text, inside, element)
        if element.tail:
            _see(landed, element.tail, place, holder)
        if element.attrib or element.tag in _HEADINGS:
            _attributes(landed, element)


def is_left(landed: Landed, index: int) -> bool:
    """Whether what a candidate looks like was not read as markup, and is still text."""
    around = landed.candidates[index].around
    if around is None:
        return True
    if landed.places.get(index) not in IN_TEXT:
        return False
    before, after = around
    text, start, end = landed.texts[index]
    left = marks.strip(text[max(0, start - _NEAR) : start])
    right = marks.strip(text[end : end + _NEAR])
    return left.endswith(before) and right.startswith(after)


def _take_notes(landed: Landed, parent: ElementTree.Element) -> None:
    children = list(parent)
    if all(child.tag != marks.NOTE_ELEMENT for child in children):
        return
    parent[:] = []
    for child in children:
        if child.tag != marks.NOTE_ELEMENT:
            parent.append(child)
            continue
        index = marks.read_index(child.attrib.pop(marks.NOTE_ATTRIBUTE))
        in_place = isinstance(landed.candidates[index].found, NoteReference)
        landed.notes.append((index, child))
        tail, child.tail = child.tail or "", None
        marks.append_text(parent, marks.mark(index) * in_place + tail)


def _walk(
    roots: Sequence[ElementTree.Element],
) -> Iterator[tuple[ElementTree.Element, ElementTree.Element, Place, Place]]:
    """(parent, element, place, place of its text) of each element, in reading order; a root is its
    own parent."""
    stack = [(root, root, Place.TEXT) for root in reversed(roots)]
    while stack:
        holder, element, place = stack.pop()
        inside = _inside(element, place)
        yield holder, element, place, inside
        stack += [(element, child, inside) for child in reversed(element)]


def _inside(element: ElementTree.Element, place: Place) -> Place:
    if element.tag in {"code", "pre"} or place is Place.CODE:
        return Place.CODE
    if element.tag == "a" or place is Place.LINK:
        return Place.LINK
    return Place.HEADING if element.tag in _HEADINGS else place


def _see(landed: Landed, text: str, place: Place, holder: ElementTree.Element) -> None:
    for index, start, end in marks.spans(text):
        landed.places[index] = place
        landed.holders[index] = holder
        landed.texts[index] = (text, start, end)


def _attributes(landed: Landed, element: ElementTree.Element) -> None:
    label = element.attrib.pop(marks.LABEL_ATTRIBUTE, None)
    listed = int(element.attrib.pop(marks.LIST_ATTRIBUTE, -1))
    align = element.attrib.pop("align", None)
    if align in {"left", "right", "center"}:
        element.set("class", f"{element.get('class', '')} align-{align}".strip())
    if element.tag == "h1":
        message = "a page has no H1 of its own: its title is the H1"
        hint = "Make it a question with ##, or delete it."
        landed.refuse(_first_mark(element), "heading-level", message, hint)
    elif element.tag in _HEADINGS - {"h2"} and _is_empty(landed, element):
        hint = "Write the heading behind the signs, or delete the line."
        landed.refuse(_first_mark(element), "heading", "this heading has no words", hint)
    if element.tag == "img":
        _image(landed, element, label)
    for name in ("href", "src"):
        if name in element.attrib:
            _address(landed, element, name)
    for name, value in element.attrib.items():
        if name not in {"href", "src"}:
            _see(landed, value, Place.ATTRIBUTE, element)
    if "id" in element.attrib:
        landed.ids.append((element.attrib["id"], listed))


def _is_empty(landed: Landed, heading: ElementTree.Element) -> bool:
    text = heading.text or ""
    found = (landed.candidates[index].found for index in marks.indexes(text))
    is_shown = any(isinstance(each, ShownReference) for each in found)
    return not (len(heading) or marks.strip(text).strip() or is_shown)


def _is_heading(element: ElementTree.Element) -> bool:
    return element.tag in _HEADINGS


def _first_mark(element: ElementTree.Element, default: int = -1) -> int:
    return next(iter(marks.indexes("".join(element.itertext()))), default)


def _image(landed: Landed, element: ElementTree.Element, label: str | None) -> None:
    if not element.get("alt", "").strip():
        written = marks.indexes(element.get("src", ""))
        index = int(label) if label is not None else next(iter(written), -1)
        message = "this image has no text for those who cannot see it"
        hint = "Describe it between the brackets: ![What it shows](images/name.jpg)."
        landed.refuse(index, "alt-text", message, hint)
    element.set("loading", "lazy")


def _address(landed: Landed, element: ElementTree.Element, name: str) -> None:
    written = element.get(name, "")
    first = marks.MARK.match(written)
    index = marks.read_index(first[1]) if first else -1
    if first is None or not isinstance(found := landed.candidates[index].found, Address):
        _see(landed, written, Place.ADDRESS, element)  # an e-mail address: it alone has no mark
        return
    rest = written[first.end() :]
    _see(landed, rest, Place.ADDRESS, element)
    landed.places[index] = Place.ADDRESS
    image = element.tag == "img"
    address = unescape(marks.strip(rest)).strip(" \n")
    if problem := _address_problem(address, image):
        landed.refuse(index, "address", *problem)
        element.set(name, first[0])
    elif _EXTERNAL.match(address):
        element.set(name, address.replace("&", "&amp;"))
        if address[:4].lower() == "http":
            element.set("rel", "external noreferrer")
    else:
        landed.links[index] = LinkReference(found.offset, address, image)
        element.set(name, first[0])


def _address_problem(address: str, image: bool) -> tuple[str, str] | None:
    """The message and hint for an address that is not allowed on any page, or None."""
    scheme = _SCHEME.match(_BLANKS.sub("", address))
    external = _EXTERNAL.match(address)
    if not address:
        return "this leads nowhere", "Write the address between the parentheses."
    if image and (scheme or address.startswith(("//", "\\"))):
        hint = "Save it there and write images/name.jpg: a page loads nothing from elsewhere."
        return "an image stands in content/images/", hint
    hint = "Use a full http or https address, mailto:, or a page of this site."
    if scheme and not external:
        return f'links to "{scheme[1]}:" are not allowed', hint
    if address.startswith("//"):
        return 'links to "//" are not allowed', hint
    if "\\" in address:
        return "an address holds no backslash", "Write / in its place."
    if _BLANKS.search(address):
        return "an address holds no space", "Write %20 for a space."
    return None


def _headings(landed: Landed, root: ElementTree.Element) -> None:
    """Put a split before each top-level H2, and two around a paragraph right after it."""
    previous, children = root, list(root)
    root[:] = []
    for element in children:
        listed = int(element.get(marks.LIST_ATTRIBUTE, -1))
        if element.tag == "h2":
            marks.append_text(root, marks.HEADING_SPLIT)
            landed.headings.append((_first_mark(element), element.attrib.pop("id", None)))
            if "class" in element.attrib or "lang" in element.attrib:
                message = "a question's heading takes an id and nothing else"
                hint = "Write ## Heading {#short-id}."
                landed.refuse(listed, "attribute", message, hint)
        elif element.tag == "p" and previous.tag == "h2":
            marks.append_text(root, marks.LEDE_SPLIT)
            element.tail = marks.LEDE_SPLIT + (element.tail or "")
            if set(element.attrib) - {marks.LIST_ATTRIBUTE}:
                message = "the first paragraph of an answer takes no attribute list"
                hint = "Link to the question instead, whose id stands in its heading."
                landed.refuse(listed, "attribute", message, hint)
        root.append(element)
        previous = element
