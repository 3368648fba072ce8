"""Whether quotations say a value, in the ways in which languages write numbers, dates and names.

The texts are our own, and about nothing.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.checks.evidence.held import Held, held, parts
from explainer.edtf import parse_edtf
from explainer.languages.numbers import format_number
from explainer.model.values.value import DateValue, Formula, Items, Quantity, Text, Unknown, Value

NAMES = {
    "ivan petrov": ("Ivan Petrov", "Petrov", "Петров", "بتروف", "彼得罗夫"),
    "ann lee": ("Ann Lee", "Lee"),
    "kharkiv": ("Kharkiv", "Харків", "Харьков"),
}


def number(text: str, *, about: bool = False) -> Quantity:
    low, dash, high = text.partition("..")
    if dash:
        return Quantity(None, None, about, *(Decimal(end) if end else None for end in (low, high)))
    return Quantity(Decimal(text), None, about)


def say(value: Value | None, language: str, *quotes: str, dated: str = "") -> Held:
    return held(value, quotes, language, parse_edtf(dated) if dated else None, NAMES)


def value(text: str) -> Value:
    """A day with two hyphens, an interval, a number, else a name."""
    if text.count("-") == 2 or "/" in text or text.startswith("y"):
        return DateValue(parse_edtf(text.removeprefix("y")))
    return number(text) if text[0].isdecimal() or text.startswith("..") else Text(text)


FOUND = """
2030 | en | some 2,030 soldiers came
2030 | en | 2 030 soldiers (in the French way)
2030 | en | 2.030 soldiers, as a German wrote
2030 | en | two thousand and thirty soldiers
2500000 | en | 2.5 million litres
2500000 | en | 2.5m litres
19600000 | en | a town of 19.6m
20000 | en | a 20-thousand crowd
20000 | en | 20k people
20000 | en | twenty thousand people
1600 | en | about 1.6 thousand employees
500000 | en | half a million
100 | en | one hundred and a few more
1000000 | en | over a million sheep
12 | en | a dozen eggs
24 | en | two dozen eggs? no: twenty-four
135 | en | a hundred and thirty-five
9 | en | the ninth-largest lake
9 | en | ranks 9th among lakes
81 | en | over 81% of the vote
81 | en | 81 per cent
77.18 | en | 77.18 percent
5 | en | every five years
6 | en | its members: Ada, Bob, Cid, Dan, Eve and Flo
3 | en | all but Ada, Bob, and Cid
50..60 | en | a price of 50-60 crowns
70..80 | en | between seventy and eighty
19000000..19600000 | en | from 19 to 19.6 million people
80.. | en | over 80 aircraft
10000000 | en-IN | 1,00,00,000 rupees
1234.5 | en | 1,234.5 metres
1234567.89 | de | 1.234.567,89 Euro
2030 | de | 2.030 Soldaten
2500000 | de | 2,5 Mio. Liter
2500000 | de | 2,5 Millionen Liter
2030 | de-CH | 2'030 Soldaten
2030 | fr | 2 030 soldats
2030 | fr | 2\u202f030 soldats
2500000 | fr | 2,5 millions de litres
3.5 | fr | 3,5 %
2030 | ru | в количестве 2 030 человек
2030 | ru | 2\u00a0030 человек
20000 | ru | общее число — 20 тыс.
20000 | ru | около двадцати тысяч человек
2500000 | ru | 2,5 млн рублей
2500000 | ru | 2,5 миллиона рублей
6 | ru | шестеро погибших
25 | ru | двадцать пять человек
2030 | uk | у кількості 2 030 осіб
2500000 | uk | 2,5 млн гривень
3 | uk | троє людей
2030 | ar | ٢٬٠٣٠ جندي
2030 | ar | ٢٠٣٠ جندي
2.5 | ar | ٢٫٥ في المئة
20000 | ar | نحو 20 ألف شخص
2500000 | ar | 2.5 مليون
2030 | fa | ۲۰۳۰ سرباز
20000 | fa | ۲۰ هزار نفر
50000 | zh | 5万人
50000 | zh | 五万人
2030 | zh | 2030名士兵
22 | zh | 二十二人
120000000 | zh | 1.2亿元
2030 | hi | २,०३० सैनिक
2022-01-10 | en | on January 10, 2022
2022-01-10 | en | on 10 January
2022-01-10 | en | on Jan. 10
2022-01-10 | en | on the 10th of January
2022-01-10 | en | on the 10th
2022-01-10 | ru | 10-го числа
2022-01-10 | en | on the tenth of January
2022-01-10 | ru | десятого января
2022-01-21 | ru | двадцать первого января
2022-01-21 | en | the twenty-first of January
2022-01-10 | en | on January 10 2030 boats came
y0476 | en | in 476 Rome fell
30 | en | three decades
15000 | zh | 一万五千人
25000 | zh | 2万5千人
12000000 | zh | 1,200万人
2030 | zh | 两千零三十人
1000000 | ru | миллион человек
1000000 | en | a million sheep
250000 | en | a quarter of a million, or 250,000
Ivan Petrov | uk | за словами Пєтрова
2022-01-10 | en | 10/01/2022
2022-01-10 | en | 2022-01-10
2022-01-10 | en | on January 9 and 10
2022-01-10 | en | December 10th and January 10th 2022
2022-01-05/2022-01-07 | en | January 5-7
2022-01-05/2022-01-07 | en | from January 5 through January 7, 2022
y2022-01 | en | in January 2022
y2022-01 | en | on 10 January
y2022 | en | in 2022
1993/.. | en | since 1993
2022-01-10 | ru | 10 января 2022 года
2022-01-10 | ru | утром 10 января
2022-01-07 | ru | с 5 по 7 января
2022-01-10 | ru | 10.01.2022
y2022-01 | ru | в январе 2022 года
y2022-05 | ru | в мае
2022-01-10 | uk | 10 січня 2022 року
y2022-01 | uk | у січні
2022-01-10 | ar | في 10 يناير 2022
2022-01-10 | ar | ١٠ كانون الثاني
2022-01-10 | zh | 1月10日
2022-01-10 | zh | 2022年1月10日
2022-01-10 | zh | 一月十日
2022-01-10 | de | am 10. Januar
2022-01-10 | de | am 10. Jänner 2022
2022-01-10 | fr | le 10 janvier 2022
2022-08-01 | fr | le 1er août
2022-01-10 | fa | ۱۰ ژانویه ۲۰۲۲
2022-01-10 | pl | 10 stycznia
2022-01-10 | ko | 2022년 1월 10일
2022-01-10 | es | el 10 de enero de 2022
Ivan Petrov | en | Petrov's words
Ivan Petrov | ru | заявил Иван Петров
Ivan Petrov | ru | передали Петрову
Ivan Petrov | uk | зустріч із Петровим
Ivan Petrov | ar | قال بتروف
Ivan Petrov | zh | 彼得罗夫说
Kharkiv | uk | у Харкові
Kharkiv | ru | под Харьковом
Ann Lee | en | told Lee on the way
Springfield | en | the town of Springfield
"""

MISSING = """
2030 | en | some 2,031 soldiers came
2030 | en | some 20,300 soldiers came
2030 | en | soldiers came
2500000 | en | 2.5 billion litres
8 | en | its members: Ada, Bob, Cid, Dan, Eve and Flo
70..80 | en | between seventy and ninety
2030 | ru | 2 300 человек
8 | ru | шестеро погибших
1500 | zh | 一万五千人
25 | ru | двадцать шесть человек
2030 | uk | 2 003 осіб
2030 | ar | ٢٬٣٠٠ جندي
2030 | fa | ۲۰۳۱ سرباز
50000 | zh | 五千人
2030 | de | 2.300 Soldaten
2030 | fr | 2 300 soldats
2022-01-10 | en | on January 11
2022-01-10 | en | on January 10, 2021
2022-01-10 | en | in January 2022
2022-01-10 | en | on February 10
2022-01-10 | en | soldiers came
2022-01-10 | en | on the 10th of June
2022-01-10 | ru | 10-го июня
2022-01-10 | ru | 11 января 2022 года
2022-01-10 | ru | 10 июня
2022-01-10 | uk | 10 червня
2022-01-10 | ar | في 11 يناير
2022-01-10 | zh | 1月11日
2022-01-10 | zh | 十一月十日
2022-01-10 | de | am 10. Juni
2022-01-10 | fr | le 10 juin
2022-01-10 | fa | ۱۱ ژانویه ۲۰۲۲
Ivan Petrov | en | Lee's words
Ivan Petrov | ru | заявил Сидоров
Ivan Petrov | ar | قال السيد
Ann Lee | en | told Leeds
"""

SILENT = """
6 | az | altı nəfər
6 | es | seis personas
2030 | es | dos mil treinta personas
0 | en | not a single shot
Ann Lee | ru | заявила Анна Ли
2022-01-10 | fa | ۲۰ دی ۱۴۰۰
2022-01-10 | xx | on that day
Springfield | en | the town of Shelbyville
2 | en | Ada and Bob
2022-01-10 | en | three days later
2022-01-10 | de | am zehnten Januar
44 | es | cuarenta y cuatro, el 30 de enero
Ann Lee | fr | selon Anne Li
y0476 | en | then Rome fell
it was given up freely | en | he left of his own accord
"""


def rows(table: str) -> list[tuple[str, str, str]]:
    cells = (line.split(" | ") for line in table.strip().splitlines())
    return [(what, language, quote) for what, language, quote in cells]


@pytest.mark.parametrize(("what", "language", "quote"), rows(FOUND))
def test_found(what: str, language: str, quote: str) -> None:
    assert say(value(what), language, quote) is Held.FOUND


@pytest.mark.parametrize(("what", "language", "quote"), rows(MISSING))
def test_missing(what: str, language: str, quote: str) -> None:
    assert say(value(what), language, quote) is Held.MISSING


@pytest.mark.parametrize(("what", "language", "quote"), rows(SILENT))
def test_silent(what: str, language: str, quote: str) -> None:
    assert say(value(what), language, quote) is Held.SILENT


@pytest.mark.parametrize(
    ("language", "quote", "day"),
    [
        ("en", "resigned yesterday", "2022-01-05"),
        ("en", "today the council met", "2022-01-06"),
        ("en", "last night", "2022-01-05"),
        ("en", "on Wednesday", "2022-01-05"),
        ("en", "next Monday", "2022-01-10"),
        ("ru", "сегодня утром", "2022-01-06"),
        ("ru", "в среду", "2022-01-05"),
        ("uk", "вчора", "2022-01-05"),
        ("uk", "у п’ятницю", "2022-01-07"),
        ("ar", "أمس", "2022-01-05"),
        ("zh", "昨天", "2022-01-05"),
        ("zh", "星期三", "2022-01-05"),
        ("de", "am Mittwoch", "2022-01-05"),
        ("fr", "hier", "2022-01-05"),
        ("fa", "دیروز", "2022-01-05"),
    ],
)
def test_days_are_told_from_the_sources_own(language: str, quote: str, day: str) -> None:
    """The source is of Thursday, 6 January 2022."""
    dated = "2022-01-06"
    assert say(value(day), language, quote, dated=dated) is Held.FOUND
    assert say(value("2022-01-08"), language, quote, dated=dated) is Held.MISSING
    assert say(value(day), language, quote) is Held.SILENT


def test_words_without_a_day_may_mean_their_own() -> None:
    assert say(value("2022-01-06"), "en", "he said no", dated="2022-01-06") is Held.SILENT
    assert say(value("2022-01-07"), "en", "he said no", dated="2022-01-06") is Held.MISSING


def test_a_rounded_value_may_be_said_exactly() -> None:
    assert say(number("2500", about=True), "en", "2,480 soldiers") is Held.FOUND
    assert say(number("2500"), "en", "2,480 soldiers") is Held.MISSING
    assert say(number("2500", about=True), "en", "2,380 soldiers") is Held.MISSING


def test_the_parts_of_a_value_may_be_said_in_several_places() -> None:
    assert say(number("70..80"), "en", "at least 70", "at most 80") is Held.FOUND
    assert say(Items(("Ann Lee", "Kharkiv")), "en", "Lee went", "to Kharkiv") is Held.FOUND
    assert say(Items(("Ann Lee", "Kharkiv")), "en", "Lee went") is Held.MISSING
    assert [str(part.date) for part in parts(value("2022-01-05/..")) if isinstance(part, DateValue)]


@pytest.mark.parametrize("unsayable", [None, Unknown(), Formula("= a + b")])
def test_what_has_no_words_is_said_nowhere(unsayable: Value | None) -> None:
    assert say(unsayable, "en", "2,030 soldiers") is Held.SILENT
    assert say(number("2030"), "en") is Held.SILENT


@given(
    st.integers(21, 10**9),
    st.sampled_from(["en", "ru", "uk", "de", "fr", "es", "ar", "fa", "zh", "hi", "pl", "kk"]),
)
def test_a_number_is_found_as_its_language_groups_it(whole: int, language: str) -> None:
    written = format_number(Decimal(whole), language)
    assert say(Quantity(Decimal(whole)), language, f"— {written} —") is Held.FOUND
    assert say(Quantity(Decimal(whole + 1)), language, f"— {written} —") is Held.MISSING


@given(st.dates(), st.sampled_from(["en", "ru", "uk", "de", "fr", "es", "ar", "zh", "pl", "kk"]))
def test_a_date_is_found_as_its_language_writes_it(day: object, language: str) -> None:
    from explainer.languages.dates import format_date

    date = parse_edtf(str(day))
    if date.start is None or date.start.year < 1500 or date.start.year > 2099:
        return
    for with_year in (True, False):
        written = format_date(date, language, with_year)
        assert say(DateValue(date), language, written) is Held.FOUND


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    for language in ("en", "zh", "ar", "und"):
        say(number("7"), language, text)
        say(value("2022-01-10"), language, text)
        say(Text("Ivan Petrov"), language, text)
