"""The units that every site can use without declaring them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from explainer.model.values.units import Unit

_MEASURES = re.compile(
    "mile|knot|feet|foot|yard|inch|acre|ton|pound|ounce|barrel|gallon|gram|met|lit|watt|volt|amp"
    "|byte|joule|degree|percent|second|minute|hour|day|week|month|year|rate|index|dollar|euro|point"
    "|per-|square|cubic|wh$|hz$|bar$|psi$|mph$|rpm$|ppm$"
)


def is_counted(unit: str) -> bool:
    """Whether a unit, perhaps one that the site declares, is of things that come whole, as people
    and ships do, and not a measure or a currency (ISO 4217)."""
    if unit in BUILT_IN_UNITS:  # what CLDR has is measured, or money
        return not BUILT_IN_UNITS[unit].cldr and unit != "percentage-points"
    return len(unit) > 2 and not is_currency(unit) and not _MEASURES.search(unit.casefold())


def is_currency(code: str) -> bool:
    """Whether a currency has this code of ISO 4217."""
    from babel.core import get_global

    return code in get_global("all_currencies")


def _read_table() -> Mapping[str, Unit]:
    units: dict[str, Unit] = {}
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    for line in text.split("\n"):
        words = line.partition("#")[0].split() or [""]
        unit, *forms = (word.replace("_", "\u00a0") for word in words)
        if unit == "currencies":
            units |= {code: Unit(code, {}, code) for code in forms}
        elif len(forms) > 3:
            en = dict(zip(("one", "other"), forms, strict=False))
            ru = dict(zip(("one", "few", "many", "other"), forms[2:6], strict=True))
            units[unit] = Unit(unit, {"en": en, "ru": ru}, cldr="".join(forms[6:]))
        elif unit:
            en, ru = ({"other": form} for form in forms[:2])
            units[unit] = Unit(unit, {"en": en, "ru": ru}, forms[2])
    return MappingProxyType(units)


BUILT_IN_UNITS = _read_table()
