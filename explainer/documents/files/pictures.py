"""Look at pictures in ``content/images/`` with Pillow. Strangers may have made them, so none is
decoded before its size is known."""

from __future__ import annotations

import warnings
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.diagnostics import Diagnostic

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_MEGAPIXELS = 50
_LONGEST_SIDE = 16_000
"""In pixels: WebP has no longer one."""
_TURNED = (5, 6, 7, 8)
"""What EXIF says of a picture that lies on its side."""
_ORIENTATION = 0x0112
NO_PILLOW = (
    "missing-library",
    "Pillow, which makes pictures ready for pages, is not installed",
    'Run: python -m pip install "pillow>=11,<14" (the extra "pictures").',
)


class Picture(Struct, frozen=True):
    """A picture as it is seen, upright: width and height in pixels, and the format as Pillow calls
    it. ``digest`` tells its bytes; ``problem`` is why no page can show it."""

    width: int = 1
    height: int = 1
    kind: str = ""
    digest: bytes = b""
    problem: Diagnostic | None = None


def read_picture(path: str, data: bytes) -> Picture:
    """The picture in a file of ``content/images/``; the result depends only on its bytes and path,
    and on whether Pillow is there."""
    name = path.rpartition("/")[2]
    try:
        from PIL.Image import registered_extensions

        with open_picture(data) as opened:
            meant = registered_extensions()[f".{name.rpartition('.')[2].lower()}"]
            problem = _problem(name, meant, opened)
            if problem is None:
                width, height = opened.size
                if opened.getexif().get(_ORIENTATION) in _TURNED:
                    width, height = height, width
                opened.load()
                return Picture(width, height, meant, sha256(data).digest())
    except ImportError:
        problem = NO_PILLOW
    except Exception as error:  # a decoder raises what it likes
        hint = "Save it again: it is cut off or damaged, or none of the kinds that pages show."
        problem = "image-kind", f"{name} cannot be read as a picture", hint
        if type(error).__name__ == "DecompressionBombError":
            problem = _too_large(name)
    return Picture(problem=Diagnostic.of_file(path, *problem))


def open_picture(data: bytes) -> Image:
    """The picture, not decoded yet. Raises ImportError, and whatever Pillow raises."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sizes, for which there is a limit of our own
        return Image.open(BytesIO(data), formats=["JPEG", "PNG", "GIF", "WEBP", "AVIF"])


def _problem(name: str, meant: str, opened: Image) -> tuple[str, str, str] | None:
    """Why no page can show a picture, as code, message and hint."""
    kind = opened.format
    if kind != meant and (kind, meant) != ("MPO", "JPEG"):  # as some phones save
        hint = "Rename it, or save it as what its name says."
        return "image-kind", f"{name} is no {meant}: it holds a {kind}", hint
    width, height = opened.size
    if width * height > MOST_MEGAPIXELS * 1_000_000 or max(width, height) > _LONGEST_SIDE:
        return _too_large(name)
    if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
        hint = "Save one picture of it, and link to the whole where it was published."
        return "image-kind", f"{name} moves, and pages hold still", hint
    if opened.mode[0] in "IF":
        hint = "Save it with 8 bits for each."
        return "image-kind", f"{name} has more than 8 bits for each colour", hint
    return None


def _too_large(name: str) -> tuple[str, str, str]:
    limits = f"{MOST_MEGAPIXELS} million pixels, or {_LONGEST_SIDE} on a side"
    hint = "Save it smaller: 2000 pixels across are enough for any page."
    return "too-large", f"{name} has more than {limits}", hint
