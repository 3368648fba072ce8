"""The rules that a site's theme adds to the style sheet."""

from __future__ import annotations

from explainer.model.site.colours import COLOURS, palette
from explainer.model.site.records import ThemeRecord

_LOGO = (
    ".brand img{display:inline-block;vertical-align:middle;height:2.5rem;width:auto;"
    "margin-inline-end:.5rem}"
)


def theme_styles(theme: ThemeRecord) -> bytes:
    """Custom properties for what the theme changes, and the logo's size; empty if it changes
    nothing. Names of typefaces have no quotation marks or other signs, by their grammar."""
    light, dark = (palette("light", theme.colours.light), palette("dark", theme.colours.dark))
    properties = {
        colour.token: f"light-dark({light[name]},{dark[name]})"
        for name, colour in COLOURS.items()
        if (light[name], dark[name]) != (colour.light, colour.dark)
    }
    for names, token, last in (
        (theme.fonts.text, "serif", "serif"),
        (theme.fonts.headings, "display", "serif"),
        (theme.fonts.labels, "sans", "sans-serif"),
    ):
        if names:
            quoted = (name if name.islower() else f'"{name}"' for name in names)
            properties[token] = ",".join((*quoted, last))
    if theme.radius is not None:
        properties["radius"] = f"{theme.radius}px"
    root = ";".join(f"--{token}:{value}" for token, value in properties.items())
    return f"{root and f':root{{{root}}}'}{_LOGO if theme.logo else ''}".encode()
