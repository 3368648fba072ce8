"""Colours of a site: which there are, what stands on what, and whether it can be read there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TypeAlias

from msgspec import Struct

from explainer.model.site.records import Scheme

Palette: TypeAlias = Mapping[str, str]
"""``#rrggbb`` by the name of a colour."""

_ENDS = "#000000", "#ffffff"
_STEPS = 255


class Colour(Struct, frozen=True):
    """A colour: the custom property of the style sheet that holds it, and its values where a site
    changes nothing. If a site changes the background or the colour ``of``, it is ``share`` of that,
    laid over the background."""

    token: str
    light: str
    dark: str
    of: str = ""
    share: float = 1.0


COLOURS: Mapping[str, Colour] = {
    "background": Colour("paper", "#fcfcfa", "#14171a"),
    "text": Colour("ink", "#191b1f", "#e6e7e4"),
    "secondary": Colour("soft", "#565b64", "#a3a9b0", "text", 0.75),
    "line": Colour("rule", "#d9dad6", "#363b40", "text", 0.15),
    "panel": Colour("panel", "#f2f3ef", "#1d2125", "text", 0.045),
    "accent": Colour("evidence", "#0a5c63", "#6fc9cd"),
    "accent-panel": Colour("evidence-tint", "#e3f0ef", "#16343a", "accent", 0.12),
    "dispute": Colour("dispute", "#8a4b00", "#efb25c"),
    "dispute-panel": Colour("dispute-tint", "#fbf1df", "#231e15", "dispute", 0.1),
    "data": Colour("data", "#46566b", "#9db0c8"),
}

_GROUNDS = ("background", "panel", "accent-panel", "dispute-panel")
STANDS_ON: Mapping[str, tuple[float, tuple[str, ...]]] = {
    "text": (4.5, _GROUNDS),
    "secondary": (4.5, _GROUNDS),
    "accent": (4.5, _GROUNDS[:3]),
    "dispute": (4.5, ("background", "panel", "dispute-panel")),
    "data": (3.0, ("background", "panel")),
}
"""What the style sheets put on what, with the contrast that it needs there: 4.5 to 1 for words, 3
to 1 for drawings (WCAG 2.2, 1.4.3 and 1.4.11)."""


def palette(scheme: Scheme, written: Palette) -> Palette:
    """All colours of a scheme, of which a site has ``written`` some."""
    found: dict[str, str] = {}
    for name, colour in COLOURS.items():
        found[name] = written.get(name, getattr(colour, scheme))
        if colour.of and name not in written and {colour.of, "background"} & written.keys():
            found[name] = mix(found[colour.of], found["background"], colour.share)
    return found


def faint(scheme: Scheme, written: Palette) -> Iterator[tuple[str, str, str]]:
    """For each colour that cannot be read on what it stands on: the colour among those ``written``
    that makes it so, what is wrong on the worst ground, and the nearest colour that would do."""
    colours = palette(scheme, written)
    for name, (needed, _) in STANDS_ON.items():
        least, ground = _least(name, colours)
        if not written or least >= needed:
            continue
        at = next((each for each in (name, ground) if each in written), next(iter(written)))
        message = (
            f"in {scheme}, {name} {colours[name]} on {ground} {colours[ground]} has a contrast of "
            f"{least:.2f} to 1, and needs {needed}"
        )
        hint = f"No {name} has it wherever it stands: choose a lighter or a darker background."
        for step, end in product(range(1, _STEPS + 1), _ENDS):
            nearest = mix(end, colours[name], step / _STEPS)
            if _least(name, palette(scheme, {**written, name: nearest}))[0] >= needed:
                hint = f'Write {name}: "{nearest}", the nearest that has it wherever it stands.'
                break
        yield at, message, hint


def _least(name: str, colours: Palette) -> tuple[float, str]:
    """The least contrast of a colour, and the ground on which it has it."""
    return min((contrast(colours[name], colours[on]), on) for on in STANDS_ON[name][1])


def contrast(one: str, other: str) -> float:
    """Between two colours, from 1 (alike) to 21 (black and white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, from 0 to 1, as WCAG 2.2 defines it."""
    channels = (part / 255 for part in bytes.fromhex(colour[1:]))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(one: str, other: str, share: float) -> str:
    """The colour that has ``share`` of one, and of the other the rest."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return f"#{bytes(round(a * share + b * (1 - share)) for a, b in pairs).hex()}"
