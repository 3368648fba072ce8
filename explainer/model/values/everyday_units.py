"""The units that every site can use without declaring them.

``everyday_units.json`` gives of each its forms as ``units.yaml`` does, and its name in CLDR: it has
the sign or the words of the languages that have no form.
"""

from __future__ import annotations

import json
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


def _read_units() -> Mapping[str, Unit]:
    text = Path(__file__).with_suffix(".json").read_text("utf-8")
    units = {}
    for unit, forms in json.loads(text).items():
        cldr = forms.pop("cldr", "")
        named = {tag: {"other": f} if isinstance(f, str) else f for tag, f in forms.items()}
        units[unit] = Unit(unit, named, cldr)
    return MappingProxyType(units)


BUILT_IN_UNITS = _read_units()
