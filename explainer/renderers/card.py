"""Draw the picture for shared links: the site's name with its description as a footnote, or a
page's with its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from math import fsum
from textwrap import shorten
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.config import find_generator_root
from explainer.diagnostics import Diagnosed
from explainer.model.pages.page import Page
from explainer.model.site.colours import palette
from explainer.model.site.records import ThemeRecord
from explainer.renderers.files import FileJob, written
from explainer.renderers.template_runtime import first_of
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.published.frame import CARD_NAME, CARD_SIZE
from explainer.resolve.resolved_site import LinkedLanguage

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = CARD_SIZE
_MARGIN = 96
_FONTS = ("ss4-latin.woff2", "ss4-cyrillic.woff2", "ss4-cyrillic-ext.woff2")
_TITLE_SIZES = (120, 104, 88, 76, 64, 52)
_TITLE_LINES, _NOTE_LINES = 3, 4
_NOTE_SIZES = (36, 32, 28, 24)
_FOOT, _BELOW = 48, 18
_MARK, _INDENT = 40, 44
"""The room for the mark after the title, and before the lines of the note."""
_USUAL = ThemeRecord()
_COLOURS = 32  # enough for paper and ink: more would only make the file larger
_LONGEST, _NAMED = 400, 40
_MOST_OF_TITLE, _MOST_OF_ANSWER, _MOST_OF_SITE = 72, 200, 36
"""In letters: what fits above a foot, if they are not wider than usual."""
_SETTINGS = "content/site.yaml"
_NO_LETTER = "\U0010ffff"


class UndrawableText(Exception):
    """Raised if the fonts lack a letter, or the words fit in no size; the message says which.
    ``words`` are that letter, or the beginning of those words."""

    def __init__(self, message: str, words: str) -> None:
        super().__init__(message)
        self.words = words


class _Face(Struct, frozen=True):
    """The site's fonts at one size in pixels and one weight."""

    size: int
    fonts: tuple[FreeTypeFont, ...]

    def runs(self, text: str) -> Iterator[tuple[str, FreeTypeFont]]:
        """The text in pieces, each with a font that has its letters."""
        for font, letters in groupby(text, self._font):
            yield "".join(letters), font

    def _font(self, letter: str) -> FreeTypeFont:
        for font in self.fonts:
            if letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask(_NO_LETTER)):
                return font
        raise UndrawableText(f'the fonts have no letter "{letter}"', letter)

    def width(self, text: str) -> float:
        return fsum(font.getlength(run) for run, font in self.runs(text))

    def write(self, drawing: ImageDraw, left: float, baseline: float, text: str, ink: str) -> float:
        """Write one line and return where it ends."""
        for run, font in self.runs(text):
            drawing.text((left, baseline), run, fill=ink, font=font, anchor="ls")
            left += font.getlength(run)
        return left


def _load_face(size: int, weight: int) -> _Face:
    from PIL import ImageFont

    folder = find_generator_root() / "assets" / "fonts"
    fonts = tuple(ImageFont.truetype(folder / name, size) for name in _FONTS)
    for font in fonts:
        font.set_variation_by_axes([weight])
    return _Face(size, fonts)


def page_card(document: Page, page: Linked, language: LinkedLanguage) -> FileJob:
    """The card of the explainer ``document``, linked as ``page``: its title, the first sentence of
    its digest or its answer, and when it was examined. Making it raises Diagnosed."""
    shelf = language.shelf
    answer = next(iter(page.digest), page.short_answer or page.standfirst)
    phrase = "Facts checked as of %(date)s" if page.checked else "Researched %(date)s"
    day = page.checked or page.researched
    dated = shelf.library.catalogue.gettext(phrase) % {"date": day.text} if day else ""
    site = shorten(shelf.chrome.site_title, _MOST_OF_SITE, placeholder="…")
    words = (
        shorten(page.title, _MOST_OF_TITLE, placeholder=" …"),
        shorten(first_of(page.language)(answer), _MOST_OF_ANSWER, placeholder=" …"),
        " · ".join(filter(None, (site, dated))),
    )
    theme = shelf.library.site.settings.theme
    inputs = sha256("\n".join((*words, repr(theme.colours))).encode()).digest()
    path = f"{page.address}{CARD_NAME}"

    def make() -> bytes:
        try:
            return draw_card(*words, theme=theme)
        except UndrawableText as problem:
            message = f"{path} cannot be drawn: {problem}"
            site = shelf.library.site
            others = [each for each in site.settings.cards if each != shelf.language]
            usual = f"list the languages that can be drawn: cards: [{', '.join(others)}]"
            hint = f"Change these words, or {usual if others else 'delete cards: in site.yaml'}."
            own = problem.words in "\n".join(words[:2])
            source = document.source if own else site.texts[_SETTINGS]
            offset = max(0, source.text.find(problem.words))  # what a fact says stands elsewhere
            raise Diagnosed(source.diagnostic("card", offset, message, hint)) from problem

    return FileJob(path, inputs, written(make), slow=True)


def draw_card(title: str, description: str, foot: str = "", theme: ThemeRecord = _USUAL) -> bytes:
    """A PNG file of 1200 by 630 pixels in the site's light colours: the title, the description as
    its footnote, and the line ``foot`` below.

    Raises UndrawableText.
    """
    from PIL import Image, ImageDraw

    colours = palette("light", theme.colours.light)
    image = Image.new("RGB", (WIDTH, HEIGHT), colours["background"])
    drawing = ImageDraw.Draw(image)
    room = WIDTH - 2 * _MARGIN
    sizes = _TITLE_SIZES[-2:] if foot else _TITLE_SIZES
    face, lines = _fitting(title, 600, sizes, _TITLE_LINES, room - _MARK)
    first, end = _MARGIN + face.size * 0.72, float(_MARGIN)
    for number, line in enumerate(lines):
        baseline = first + number * face.size * 1.12
        end = face.write(drawing, _MARGIN, baseline, line, colours["text"])
    if description:
        raised = baseline - face.size * 0.36
        _load_face(face.size // 2, 600).write(drawing, end + 6, raised, "1", colours["accent"])
        most, below = (_NOTE_LINES - 1, _FOOT) if foot else (_NOTE_LINES, 0)
        face, lines = _fitting(description, 400, _NOTE_SIZES, most, room - _INDENT)
        step = face.size * 1.4
        baseline = HEIGHT - _MARGIN - below - step * (len(lines) - 1)
        top = baseline - face.size * 1.6
        drawing.rectangle((_MARGIN, top - 3, _MARGIN + 200, top), fill=colours["accent"])
        _load_face(face.size, 600).write(drawing, _MARGIN, baseline, "1", colours["accent"])
        for line in lines:
            face.write(drawing, _MARGIN + _INDENT, baseline, line, colours["secondary"])
            baseline += step
    if foot:
        face, (line,) = _fitting(foot, 400, _NOTE_SIZES[1:], 1, room)
        face.write(drawing, _MARGIN, HEIGHT - _MARGIN + _BELOW, line, colours["secondary"])
    data = BytesIO()
    image.quantize(_COLOURS).save(data, "PNG", optimize=True)
    return data.getvalue()


def _fitting(
    text: str, weight: int, sizes: Sequence[int], most: int, room: float
) -> tuple[_Face, list[str]]:
    """The largest face in which ``text`` takes at most ``most`` lines, and those lines."""
    for size in sizes if len(text) <= _LONGEST else ():
        face = _load_face(size, weight)
        lines = _broken(text, face, room)
        if len(lines) <= most and all(face.width(line) <= room for line in lines):
            return face, lines
    beginning = text if len(text) <= _NAMED else f"{text[:_NAMED]}…"
    raise UndrawableText(f'"{beginning}" is too long for a card', text[:_NAMED])


def _broken(text: str, face: _Face, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and face.width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
