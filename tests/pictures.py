"""Pictures of one colour, as small as they come; and what might be a photograph."""

from __future__ import annotations

import random
import struct
import zlib
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageOps


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = (b"\0" + bytes((width + 7) // 8)) * height
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg(width: int, height: int) -> bytes:
    """The beginning of one, up to its size: behind a table as cameras write it."""
    table = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    frame = b"\xff\xc0" + struct.pack(">HBHH", 11, 8, height, width) + bytes(4)
    return b"\xff\xd8" + table + frame


@cache
def _photographed(width: int, height: int) -> Image.Image:
    """As hard to compress as a photograph: edges of things of all sizes, grain as of grass and
    stone, of which there is as much at each scale, and the noise of a sensor."""
    chance = random.Random(1)
    image = Image.linear_gradient("L").resize((width, height))
    drawing = ImageDraw.Draw(image)
    for number in range(400):
        x, y, size = chance.random() * width, chance.random() * height, width / (4 + number / 4)
        sides = [size * chance.uniform(-1, 1) for _ in range(8)]
        corners = [(x + dx, y + dy) for dx, dy in zip(sides[::2], sides[1::2], strict=True)]
        drawing.polygon(corners, fill=chance.randrange(256))
    for cells in (3, 6, 12, 25, 50, 100, 200, 400, 800, 1600, 3200):
        if cells > width:
            break
        rows = max(2, cells * height // width)
        dots = Image.frombytes("L", (cells, rows), chance.randbytes(cells * rows))
        image = Image.blend(image, dots.resize((width, height), Image.Resampling.BICUBIC), 0.1)
    image = ImageOps.autocontrast(image, cutoff=1)
    noise = Image.frombytes("L", (width, height), chance.randbytes(width * height))
    grey = Image.blend(image, noise, 0.09)
    soft = grey.filter(ImageFilter.GaussianBlur(2))
    return Image.merge("RGB", (grey, soft, soft.point(lambda level: 220 - level // 2)))


def photo(width: int, height: int, kind: str = "JPEG", **options: Any) -> bytes:
    """One as a camera makes it; ``options`` are Pillow's for the format."""
    made = BytesIO()
    _photographed(width, height).save(made, kind, **options)
    return made.getvalue()
