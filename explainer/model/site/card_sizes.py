"""How large the site's card is: programs that show a shared link want to know beforehand."""

from __future__ import annotations

from pathlib import Path

from explainer.diagnostics import Diagnostic
from explainer.documents.files.discovery import ContentFile, load
from explainer.documents.files.pictures import picture_size
from explainer.model.site.site import Site


def load_card_size(
    folder: Path, site: Site
) -> tuple[tuple[int, int] | None, tuple[Diagnostic, ...]]:
    """Width and height of the card of the site in ``folder``, in pixels, or why they cannot be
    told. A card that is not there is no matter of this."""
    card = site.settings.card
    if card is None or card.name not in site.images:
        return None, ()
    path = f"content/images/{card.name}"
    data, problems = load(ContentFile(path, "images", folder / path))
    if data is None:
        return None, problems
    if size := picture_size(data):
        return size, ()
    wrong = site.texts["content/site.yaml"].diagnostic(
        "image-kind",
        card.offset,
        f"{card.name} is neither a PNG nor a JPEG",
        "Save it as one of these: what its name says does not make it one.",
        length=len(card.name),
    )
    return None, (wrong,)
