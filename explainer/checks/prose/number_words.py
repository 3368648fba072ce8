"""Word lists that tell whether a number in prose is a figure, a date or part of a name:
``number_words.toml`` holds them, and says what each is for."""

from __future__ import annotations

import tomllib
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.split()))


SMALL = _words(_LISTS["small"])
LARGE = _words(_LISTS["large"])
SCALES = _words(_LISTS["scales"])
FRACTIONS = _words(_LISTS["fractions"])
BEFORE_SHARES = _words(_LISTS["before_shares"])
CHANGES = frozenset(_words(_LISTS["changes"]))
MONTHS = {language: _words(text) for language, text in _LISTS["months"].items()}
CURRENCIES = r"(?:US\$|[$€£¥₽₸₴]|USD|EUR|GBP)"
PERCENT = r"(?:%|‰|per cent|percentage points?|percent|процент\w*)"
SCALE_SIGNS = r"(?:hundred|thousand|million|billion|trillion|bn|mln|тыс\.?|млн|млрд|трлн)"
MEASURES = frozenset(_words(_LISTS["measures"]))
RHETORICAL = frozenset(_words(_LISTS["rhetorical"]))
DEFINITE = frozenset(_words(_LISTS["definite"]))
LOCATORS = _words(_LISTS["locators"])
PREPOSITIONS = frozenset(_words(_LISTS["prepositions"]))
OPENERS = frozenset(_words(_LISTS["openers"]))
UNITS = (
    r"(?:km/h|km²|km2|km|cm|mm|kg|mg|µg|g|ml|l|m²|m|ha|kW|MW|GW|kWh|GB|MB|TB|kB|Hz|MHz|GHz"
    r"|°C|°F|°|ft|mph|lb|oz|hours?|days?|weeks?|months?|years?|minutes?|seconds?|people|times"
    r"|metres|meters|kilometres|kilometers|miles|tonnes|tons|dollars|euros|pounds|pence|p|roubles|tenge)"
)
"""Part of the figure, if they follow its number."""
STREETS = "Street|St|Road|Rd|Avenue|Ave|Square|Lane|Boulevard|Drive|Place|Way|Court|Row|Quay"
