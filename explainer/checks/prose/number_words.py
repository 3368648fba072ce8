"""Word lists that tell whether a number in prose is a figure, a date or part of a name.

They are short on purpose and hold what ordinary reporting needs. Most are English; in other
languages only digits are read, with the few words listed. ``number_words.ini`` says what each is.
"""

from __future__ import annotations

from pathlib import Path

from explainer.tables import read_table

_WORDS = read_table(Path(__file__).with_suffix(".ini"))["words"]


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORDS[name].split())


SMALL = _words("small")
LARGE = _words("large")
SCALES = _words("scales")
FRACTIONS = _words("fractions")
BEFORE_SHARES = _words("before-shares")
CHANGES = frozenset(_words("changes"))
MONTHS = {"en": _words("months-en"), "ru": _words("months-ru")}
MEASURES = frozenset(_words("measures"))
RHETORICAL = frozenset(_words("rhetorical"))
DEFINITE = frozenset(_words("definite"))
LOCATORS = _words("locators")
PREPOSITIONS = frozenset(_words("prepositions"))
OPENERS = frozenset(_words("openers"))

CURRENCIES = r"(?:US\$|[$€£¥₽₸₴]|USD|EUR|GBP)"
PERCENT = r"(?:%|‰|per cent|percentage points?|percent|процент\w*)"
SCALE_SIGNS = r"(?:hundred|thousand|million|billion|trillion|bn|mln|тыс\.?|млн|млрд|трлн)"
UNITS = (
    r"(?:km/h|km²|km2|km|cm|mm|kg|mg|µg|g|ml|l|m²|m|ha|kW|MW|GW|kWh|GB|MB|TB|kB|Hz|MHz|GHz"
    r"|°C|°F|°|ft|mph|lb|oz|hours?|days?|weeks?|months?|years?|minutes?|seconds?|people|times"
    r"|metres|meters|kilometres|kilometers|miles|tonnes|tons|dollars|euros|pounds|pence|p|roubles|tenge)"
)
"""Part of the figure, if they follow its number."""

STREETS = "Street|St|Road|Rd|Avenue|Ave|Square|Lane|Boulevard|Drive|Place|Way|Court|Row|Quay"
