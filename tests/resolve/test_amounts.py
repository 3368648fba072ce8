"""An amount: its number, sign, unit and words, in the order of a language."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from babel.core import Locale
from babel.localedata import locale_identifiers
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from explainer.languages.catalogues import load_catalogue, unmarked
from explainer.model.values.units import BUILT_IN_UNITS, Unit
from explainer.model.values.value import Quantity
from explainer.resolve.linking.wording import format_amount
from tests.sites import ROOT

LANGUAGES = ["en", "en-US", "en-IN", "ru", "de", "de-CH", "fr", "es", "it", "pt-BR", "nl", "pl",
             "tr", "ja", "zh", "ko", "ar", "fa", "he", "hi", "sw", "nb", "el", "xx"]  # fmt: skip
CURRENCIES = ["USD", "EUR", "GBP", "RUB", "KZT", "JPY", "CHF", "INR", "TRY"]


def read(written: str) -> Quantity:
    """A quantity from words such as "about 5 USD" or "low 5 high 7 days"."""
    *words, unit = written.split(" ")
    fields: dict[str, Decimal] = {}
    name = "number"
    for word in words:
        if word in ("low", "high"):
            name = word
        elif word != "about":
            fields[name], name = Decimal(word), "number"
    return Quantity(
        fields.get("number"), None if unit == "-" else unit, "about" in words,
        fields.get("low"), fields.get("high"),
    )  # fmt: skip


def say(
    value: Quantity, language: str, *, compact: bool = False, in_words: bool = False,
    unit: Unit | None = None,
) -> str:  # fmt: skip
    unit = unit or (BUILT_IN_UNITS[value.unit] if value.unit else None)
    catalogue = load_catalogue(language)
    return unmarked(
        format_amount(value, unit, language, catalogue, compact=compact, in_words=in_words)
    )


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("written", "english", "russian"),
    [
        ("about 9600000000 USD", "about $9,600,000,000", "около 9 600 000 000 долл. США"),
        ("low 6000000 EUR", "at least €6,000,000", "не менее 6 000 000 евро"),
        ("high 6 GBP", "at most £6", "не более 6 ф. ст."),
        ("low 6 high 8 EUR", "€6 – €8", "6–8 евро"),
        ("about low 6 high 8 EUR", "about €6 – €8", "около 6–8 евро"),
        ("about 7 low 6 high 8 EUR", "about €7 (€6 – €8)", "около 7 (6–8) евро"),
        ("low 5 high 5 EUR", "€5", "5 евро"),
        ("5 low 5 high 5 days", "5 days", "5 дней"),
        ("-5 USD", "−$5", "−5 долл. США"),
        ("-0.00 USD", "$0.00", "0,00 долл. США"),
        ("about low -5 USD", "at least about −$5", "не менее около −5 долл. США"),
        ("low -5 high 3.50 percent", "−5 – 3.50%", "−5 – 3,50 %"),
        ("low -5 high -3 celsius", "−5 – −3 °C", "−5 – −3 °C"),
        ("low 5 high 10 percent", "5–10%", "5–10 %"),
        ("-2 percentage-points", "−2 percentage points", "−2 процентных пункта"),
        ("about 3 days", "about 3 days", "около 3 дней"),
        ("low 1 days", "at least 1 day", "не менее 1 дня"),
        ("about 21 RUB", "about 21 roubles", "около 21 рубля"),
        ("2.50 USD", "$2.50", "2,50 долл. США"),
        ("1E-9 metres", "0.000000001 metres", "0,000000001 метра"),
        ("2E+3 metres", "2,000 metres", "2 000 метров"),
        ("0 deaths", "0 deaths", "0 смертей"),
        ("about 6 -", "about 6", "около 6"),
    ],
)
def test_english_and_russian(written: str, english: str, russian: str) -> None:
    assert plain(say(read(written), "en")) == english
    assert plain(say(read(written), "ru")) == russian


@pytest.mark.parametrize(
    ("written", "english", "russian"),
    [
        ("9600000000 USD", "$9.6 billion", "9,6 миллиарда долл. США"),
        ("about 9600000000 USD", "about $9.6 billion", "около 9,6 миллиарда долл. США"),
        ("about 2000000 people", "about 2 million people", "около 2 миллионов человек"),
        ("9612000000 USD", "$9.612 billion", "9,612 миллиарда долл. США"),
        ("9612300000 USD", "$9,612,300,000", "9 612 300 000 долл. США"),
        ("1234567 people", "1,234,567 people", "1 234 567 человек"),
        ("1000000 people", "1 million people", "1 миллион человек"),
        ("999000 people", "999,000 people", "999 000 человек"),
        ("2500000.00 USD", "$2.5 million", "2,5 миллиона долл. США"),
        ("2500000.05 USD", "$2,500,000.05", "2 500 000,05 долл. США"),
        ("-2.5E+6 USD", "−$2.5 million", "−2,5 миллиона долл. США"),
        ("1E+15 -", "1,000 trillion", "1 000 триллионов"),
        ("1E+20 -", f"100{',000' * 6}", f"100{' 000' * 6}"),
        ("low 6000000 EUR", "at least €6 million", "не менее 6 миллионов евро"),
        ("low 6000000 high 8000000 EUR", "€6 million – €8 million",
         "6 миллионов – 8 миллионов евро"),
        ("low 900000 high 2000000 people", "900,000 – 2 million people",
         "900 000 – 2 миллиона человек"),
        ("0 people", "0 people", "0 человек"),
        ("0.5 percent", "0.5%", "0,5 %"),
    ],
)  # fmt: skip
def test_compact(written: str, english: str, russian: str) -> None:
    assert plain(say(read(written), "en", compact=True)) == english
    assert plain(say(read(written), "ru", compact=True)) == russian


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ("about 3 days", "de", "etwa 3 Tage"),
        ("low 3 days", "fr", "au moins 3 jours"),
        ("2500000 days", "de", "2,5 Millionen Tage"),
        ("2500000 days", "fr", "2,5 millions de jours"),
        ("2500000 hectares", "fr", "2,5 millions d’hectares"),
        ("2500000 days", "it", "2,5 milioni di giorni"),
        ("low 1 high 2 percent", "tr", "%1 – %2"),
        ("-5 percent", "tr", "−%5"),
        ("about low 5 days", "es", "al menos aproximadamente 5 días"),
    ],
)
def test_other_languages_have_words_and_signs_of_their_own(
    written: str, language: str, expected: str
) -> None:
    assert plain(say(read(written), language, compact=True)) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("US${n}", "−US$5"),
        ("CHF {n}", "−CHF 5"),
        ("a level of {n} feet", "a level of −5 feet"),
        ("shillings", "−5 shillings"),
        ("{0} {n} {n.__class__}", "−{0} 5 {n.__class__}"),
    ],
)
def test_the_sign_stands_before_a_sign_and_after_words(form: str, expected: str) -> None:
    unit = Unit("own", {"en": {"other": form}})
    assert plain(say(Quantity(Decimal(-5), "own"), "en", unit=unit)) == expected


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ("6 states", "en", "six states"),
        ("about 6 states", "en", "about six states"),
        ("6 -", "ru", "шесть"),
        ("about 6 states", "ru", "около 6 государств"),  # "около шести"
        ("6 USD", "en", "$6"),
        ("6 percent", "en", "6%"),
        ("13 states", "en", "13 states"),
        ("6 days", "pl", "6 dni"),
    ],
)
def test_in_words_where_there_are_words(written: str, language: str, expected: str) -> None:
    assert plain(say(read(written), language, in_words=True)) == expected


def test_nothing_else_writes_numbers_for_readers() -> None:
    """Not the language data's own functions either, which know nothing of the other parts."""
    call = re.compile(r"\bformat_(?:number|decimal|currency|percent|unit|compact\w*|scientific)\(")
    folder = ROOT / "explainer"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.py")
             if call.search(path.read_text(encoding="utf-8"))}  # fmt: skip
    assert found == {
        "languages/numbers.py", "resolve/linking/wording.py",
    }  # fmt: skip


numbers = st.decimals(-(10**16), 10**16, places=2) | st.integers(-(10**6), 10**6).map(
    lambda each: Decimal(each) * 100_000
)


@st.composite
def amounts(draw: st.DrawFn) -> Quantity:
    """A number, a range, or one end of a range, of some currency, exact or not."""
    number, unit = draw(numbers), draw(st.sampled_from(CURRENCIES))
    low, high = number, abs(number) + 1
    value = draw(
        st.sampled_from(
            [
                Quantity(number, unit),
                Quantity(None, unit, low=low),
                Quantity(None, unit, high=high),
                Quantity(None, unit, low=low, high=high),
                Quantity(number, unit, low=low - 1, high=high),
            ]
        )
    )
    return replace(value, about=draw(st.booleans()))


def numbers_in(text: str, language: str) -> list[Decimal]:
    """The numbers that a text shows, without their scale."""
    locale = Locale.parse({"en": "en_GB", "xx": "en_GB"}.get(language, language).replace("-", "_"))
    group, point = get_group_symbol(locale), get_decimal_symbol(locale)
    found = re.findall(rf"\d(?:[\d{re.escape(group + point)}]*\d)?", text)
    return [Decimal(each.replace(group, "").replace(point, ".")) for each in found]


def ends(value: Quantity) -> list[Decimal]:
    return [abs(end) for end in (value.number, value.low, value.high) if end is not None]


@given(amounts(), st.sampled_from(LANGUAGES))
def test_the_digits_read_back_are_the_number(value: Quantity, language: str) -> None:
    assert numbers_in(say(value, language), language) == ends(value)


@given(amounts(), st.sampled_from(LANGUAGES))
def test_no_word_stands_between_a_currency_and_its_number(value: Quantity, language: str) -> None:
    symbol = ""
    if value.unit in ("USD", "EUR", "GBP", "RUB", "KZT") and language in (
        "en",
        "en-US",
        "en-IN",
        "xx",
    ):
        symbol = {"USD": "$", "EUR": "€", "GBP": "£"}.get(value.unit or "", "")
    elif language not in ("ru", "xx"):
        locale = {"en": "en_GB"}.get(language, language.replace("-", "_"))
        symbol = get_currency_symbol(value.unit or "", locale)
    text = re.sub("[\u200e\u200f\u00a0−]", "", say(value, language))
    sign = re.escape(symbol)
    assert not symbol or re.search(rf"{sign}\d|[\d)]{sign}", text), text


@given(amounts(), st.sampled_from(LANGUAGES))
def test_a_sign_is_said_for_each_negative_number(value: Quantity, language: str) -> None:
    negative = sum(end < 0 for end in (value.number, value.low, value.high) if end is not None)
    assert say(value, language).count("−") == say(value, language, compact=True).count("−")
    assert say(value, language).count("−") == negative


@given(numbers.map(abs), st.sampled_from(LANGUAGES))
def test_compact_is_exactly_the_number(number: Decimal, language: str) -> None:
    """The scale is worked out anew: it is a power of ten, told by the words that are left."""
    full, short = (say(Quantity(number), language, compact=compact) for compact in (False, True))
    if full == short:
        return
    (mantissa,) = numbers_in(short, language)
    scale = number / mantissa
    assert scale == Decimal(10) ** scale.adjusted()
    assert scale >= 10_000
    # The same words say the same scale, whatever the number: here of one that is twice as large.
    words = re.sub(r"[\d.,’'\u202f\u00a0 ]", "", short)
    twice = say(Quantity(scale * 2), language, compact=True)
    if re.sub(r"[\d.,’'\u202f\u00a0 ]", "", twice) == words:
        assert numbers_in(twice, language) == [Decimal(2)]


@pytest.mark.slow
def test_every_language_has_a_compact_form_with_its_number() -> None:
    for language in sorted(locale_identifiers()):
        for exponent in range(3, 18):
            for mantissa in ("1", "2.5", "7"):
                value = Quantity(Decimal(mantissa).scaleb(exponent), "EUR", about=True)
                text = say(value, language.replace("_", "-"), compact=True)
                assert re.search(r"\d", text), (language, text)
                assert not re.search(r"[{}¤]", text), (language, text)
