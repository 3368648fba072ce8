"""Draw the picture that is shown where pages of the site are shared."""

from __future__ import annotations

from explainer import pipeline
from explainer.cli.request import CONTENT_ERRORS, DONE, Request
from explainer.cli.terminal import print_diagnostics, say, shown
from explainer.renderers.card import UndrawableText, draw_card

_NAME = "card.png"
_SETTINGS = f"""\
In content/site.yaml, write:
card:
  image: {_NAME}
  alt: The name of the site, and what it is about"""


def run(request: Request) -> int:
    site = request.config.site
    parsed, found = pipeline.parse_site(site)
    if parsed.settings is None or (settings := parsed.settings.settings) is None:
        print_diagnostics(found)
        return CONTENT_ERRORS
    content = site / "content"
    path = content / "images" / _NAME
    if not path.resolve().is_relative_to(content.resolve()):
        return request.refuse(f"content/images/{_NAME} leads out of the site.")
    if path.exists() and not request.options.force:
        return request.refuse(f"{shown(path)} is there already; --force draws over it.")
    try:
        picture = draw_card(settings.title, settings.description, theme=settings.theme)
    except UndrawableText as problem:
        return request.refuse(f"{problem}; save a picture of your own there.")
    except ImportError:
        return request.refuse('drawing needs Pillow: python -m pip install -e ".[pictures]"')
    if (code := request.write(path, picture, "Drew")) == DONE and settings.card is None:
        say(_SETTINGS)
    return code
