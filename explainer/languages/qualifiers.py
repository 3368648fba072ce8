"""Words such as "about" in languages that have no catalogue: they stand in values and dates, of
which answers and data are made."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.languages.locales import fallback_chain

# About, at least, at most, in words that govern no case.
_QUALIFIERS = """
ar: نحو {} | {} على الأقل | {} على الأكثر
cs: asi {} | nejméně {} | nejvýše {}
de: etwa {} | mindestens {} | höchstens {}
es: aproximadamente {} | al menos {} | como máximo {}
fa: حدود {} | دست‌کم {} | حداکثر {}
fr: environ {} | au moins {} | au plus {}
he: בערך {} | לפחות {} | לכל היותר {}
hi: लगभग {} | कम से कम {} | अधिक से अधिक {}
it: circa {} | almeno {} | al massimo {}
ja: 約{} | {}以上 | {}以下
ko: 약 {} | {} 이상 | {} 이하
nl: ongeveer {} | minstens {} | hoogstens {}
pl: mniej więcej {} | co najmniej {} | co najwyżej {}
pt: aproximadamente {} | pelo menos {} | no máximo {}
sv: ungefär {} | minst {} | högst {}
tr: yaklaşık {} | en az {} | en fazla {}
uk: приблизно {} | щонайменше {} | щонайбільше {}
zh: 约{} | 至少{} | 至多{}
"""
_SIGNS = "≈ {} | ≥ {} | ≤ {}"
_DATES = {
    "about {date}": "≈ {date}",
    "since {date}": "{date} –",
    "since about {date}": "≈ {date} –",
    "until {date}": "– {date}",
    "until about {date}": "– ≈ {date}",
    "possibly {date}": "{date} (?)",
}


def qualifying_words(language: str) -> Mapping[str, str]:
    """By their messages; signs for a language whose words we lack, and for dates."""
    known = dict(row.split(": ") for row in _QUALIFIERS.strip().split("\n"))
    found = next((known[tag] for tag in fallback_chain(language) if tag in known), _SIGNS)
    forms = found.replace("{}", "%(number)s").split(" | ")
    messages = ("about %(number)s", "at least %(number)s", "at most %(number)s")
    return {**dict(zip(messages, forms, strict=True)), **_DATES}
