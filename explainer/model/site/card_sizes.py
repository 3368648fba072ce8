"""The size of the site's card, which programs that show a shared link need to know."""

from __future__ import annotations

from pathlib import Path

from explainer.diagnostics import Diagnostic
from explainer.documents.files.discovery import ContentFile, load
from explainer.model.site.site import Site

_PNG = b"\x89PNG\r\n\x1a\n"
_METADATA = (b"Exif\0\0", b"eXIf", b"GPSLatitude")
_JPEG = b"\xff\xd8"
# Markers that begin a frame, and so tell its size; those between are tables.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Before the frame; an album's worth of metadata takes hundreds.
_MOST_SEGMENTS = 10_000


def load_card_size(
    folder: Path, site: Site
) -> tuple[tuple[int, int] | None, tuple[Diagnostic, ...]]:
    """Width and height in pixels of the card of the site in ``folder``, or the errors that prevent
    reading them. A missing card is not reported here."""
    card = site.settings.card
    if card is None or card.image not in site.images:
        return None, ()
    path = f"content/images/{card.image}"
    data, problems = load(ContentFile(path, "images", str(folder / path)))
    if data is None:
        return None, problems
    message = f"{card.image} is neither a PNG nor a JPEG"
    hint = "Save it as one of these: what its name says does not make it one."
    if size := picture_size(data):
        if not any(sign in data for sign in _METADATA):
            return size, ()
        message = f"{card.image} tells with what it was made, and perhaps where"
        hint = "Save it without metadata (EXIF)."
    wrong = site.texts["content/site.yaml"].diagnostic(
        "image-kind", site.settings.images[card.image], message, hint, length=len(card.image)
    )
    return None, (wrong,)


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG; None for anything else."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    return _jpeg_size(data) if data.startswith(_JPEG) else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    place = 2
    for _ in range(_MOST_SEGMENTS):
        if place + 9 > len(data) or data[place] != 0xFF:
            break
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if marker in _FRAMES:
            height, width = data[place + 5 : place + 7], data[place + 7 : place + 9]
            return int.from_bytes(width), int.from_bytes(height)
        place += 2 + max(2, length)
    return None
