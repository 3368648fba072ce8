"""Make the files of a picture with Pillow: smaller, upright, in the colours of the web, and with
nothing in them but the picture: cameras write down where they were."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from explainer.documents.files.discovery import ContentFile, load
from explainer.documents.files.pictures import Picture, open_picture
from explainer.renderers.files import FileJob, written
from explainer.resolve.references.figures import PictureFile

# Measured: docs/decisions/0033-pictures.md. With more threads AVIF would differ between machines.
_SETTINGS: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 50, "max_threads": 1, "autotiling": False},
    "WEBP": {"quality": 72},
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "PNG": {"optimize": True},
    "GIF": {},
}


def picture_job(folder: Path, name: str, picture: Picture, file: PictureFile) -> FileJob:
    """A file of the picture ``name`` of the site in ``folder``."""
    path = f"content/images/{name}"

    def make() -> bytes:
        data, problems = load(ContentFile(path, "images", str(folder / path)))
        if data is None:  # which could be read a moment ago
            raise OSError(problems[0].message)
        return draw_picture(data, file.kind, file.width)

    return FileJob(file.address, picture.digest, written(make), slow=True)


def draw_picture(data: bytes, kind: str, width: int) -> bytes:
    """A picture in a format, as Pillow calls it, and so many pixels wide."""
    from PIL import Image, ImageCms, ImageOps

    with open_picture(data) as opened:
        image = ImageOps.exif_transpose(opened)
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        with suppress(ImageCms.PyCMSError):  # a broken one
            web = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(image, BytesIO(profile), web, outputMode="RGB")
            image = changed or image
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    size = width, max(1, round(image.height * width / image.width))
    image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    image.info.clear()
    made = BytesIO()
    image.save(made, kind, **_SETTINGS[kind])
    return made.getvalue()
