"""Draw the picture that is shown where pages of the site are shared."""

from __future__ import annotations

from explainer import pipeline
from explainer.cli.request import Request, Unsound
from explainer.cli.terminal import print_diagnostics, say, shown
from explainer.config import Refused
from explainer.renderers.card import UndrawableText, draw_card

_NAME = "card.png"
_SETTINGS = f"""\
In content/site.yaml, write:
card:
  image: {_NAME}
  alt: The name of the site, and what it is about"""


def run(request: Request) -> None:
    site = request.config.site
    parsed, found = pipeline.parse_site(site)
    if parsed.settings is None or (settings := parsed.settings.settings) is None:
        print_diagnostics(found)
        raise Unsound
    content = site / "content"
    path = content / "images" / _NAME
    if not path.resolve().is_relative_to(content.resolve()):
        raise Refused(f"content/images/{_NAME} leads out of the site.")
    if path.exists() and not request.options.force:
        raise Refused(f"{shown(path)} is there already; --force draws over it.")
    try:
        picture = draw_card(settings.title, settings.description, theme=settings.theme)
    except UndrawableText as problem:
        raise Refused(f"{problem}; save a picture of your own there.") from problem
    except ImportError as missing:
        needed = 'python -m pip install "pillow>=11,<14" (the extra "pictures")'
        raise Refused(f"drawing needs Pillow: {needed}") from missing
    request.write(path, picture, "Drew")
    if settings.card is None:
        say(_SETTINGS)
