"""Whether quotations say a value, in the ways in which languages write numbers, dates and names:
those of the tables in ``held/``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.checks.evidence.held import Held, held, parts
from explainer.config import Config
from explainer.edtf import parse_edtf
from explainer.inspection import check
from explainer.languages.dates import format_date
from explainer.languages.numbers import format_number
from explainer.model.values.value import DateValue, Formula, Items, Quantity, Text, Unknown, Value
from tests.sites import TODAY, TinySite, explainer

NAMES = {
    "ivan petrov": ("Ivan Petrov", "Petrov", "Петров", "بتروف", "彼得罗夫"),
    "ann lee": ("Ann Lee", "Lee"),
    "kharkiv": ("Kharkiv", "Харків", "Харьков"),
    "maren oakfield": ("Maren Oakfield", "Oakfield"),
    "port selby": ("Port Selby",),
    "selby harbour board": ("Selby Harbour Board", "SHB"),
    "jiří novotný": ("Jiří Novotný", "Novotný"),
    "marina dubova": ("Marina Dubova", "Dubova", "Марина Дубова", "Дубова"),
    "ozersk": ("Ozersk", "Озёрск"),
    "lake bank": ("Lake Bank", "Озёрный банк"),
    "ostap hnatiuk": ("Ostap Hnatiuk", "Hnatiuk", "Остап Гнатюк", "Гнатюк"),
    "verbivka": ("Verbivka", "Вербівка"),
    "salma darwish": ("Salma Darwish", "Darwish", "سلمى درويش", "درويش"),
    "nahr town": ("Nahr Town", "بلدة النهر"),
    "lin haiyan": ("Lin Haiyan", "林海燕"),
    "hewan": ("Hewan", "河湾"),
    "jens ohlmann": ("Jens Ohlmann", "Ohlmann"),
    "luc ferrand": ("Luc Ferrand", "Ferrand"),
    "inés robledo": ("Inés Robledo", "Robledo"),
    "deniz korkut": ("Deniz Korkut", "Korkut"),
    "orel": ("Orel", "Орёл"),
    "pavel": ("Pavel", "Павел"),
    "olha kravets": ("Olha Kravets", "Kravets", "Ольга Кравець", "Кравець", "Ольга"),
    "ahmad nouri": ("Ahmad Nouri", "Nouri", "أحمد النوري", "النوري"),
    "søren łucki": ("Søren Łucki", "Łucki"),
    "harbour workers’ union": ("Harbour Workers’ Union",),
    "aidos bekov": ("Aidos Bekov", "Bekov", "Айдос Беков", "Беков"),
}


def number(text: str, *, about: bool = False) -> Quantity:
    low, dash, high = text.partition("..")
    if dash:
        ends = [Decimal(end) if end else None for end in (low, high)]
        return Quantity(None, None, about, ends[0], ends[1])
    return Quantity(Decimal(text), None, about)


def say(value: Value | None, language: str, *quotes: str, dated: str = "") -> Held:
    return held(value, quotes, language, parse_edtf(dated) if dated else None, NAMES)


def value(text: str) -> Value:
    """A day with two hyphens, an interval, a number, about one (~), else a name."""
    if text.count("-") == 2 or "/" in text or text.startswith("y"):
        return DateValue(parse_edtf(text.removeprefix("y")))
    if text[0].isdecimal() or text[0] in "~.":
        return number(text.strip("~%"), about=text[0] == "~")
    return Text(text)


def rows() -> Iterator[tuple[Held, str, str, str]]:
    for verdict in Held:
        path = Path(__file__).parent / "held" / f"{verdict.name.lower()}.txt"
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            what, language, quote = line.split(" | ")
            for space in ("\u00a0", "\u202f"):
                quote = quote.replace(f"\\u{ord(space):04x}", space)
            yield verdict, what, language, quote


@pytest.mark.parametrize(("verdict", "what", "language", "quote"), [*rows()])
def test_quotations(verdict: Held, what: str, language: str, quote: str) -> None:
    assert say(value(what), language, quote) is verdict


def honest() -> Iterator[list[str]]:
    table = (Path(__file__).parent / "held/honest.txt").read_text(encoding="utf-8")
    return (line.split(" | ") for line in table.splitlines()[1:])


@pytest.mark.parametrize(("what", "language", "dated", "quote"), [*honest()])
def test_honest_words_are_not_missed(what: str, language: str, dated: str, quote: str) -> None:
    assert say(value(what), language, quote, dated=dated.strip("-")) is not Held.MISSING


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
    assert say(number("300", about=True), "en", "320 boats") is Held.FOUND
    assert say(number("200", about=True), "en", "230 boats") is Held.MISSING


def test_the_parts_of_a_value_may_be_said_in_several_places() -> None:
    assert say(number("70..80"), "en", "at least 70", "at most 80") is Held.FOUND
    both = Quantity(Decimal(75), None, False, Decimal(70), Decimal(80))
    assert say(both, "en", "75 boats (70 to 80)") is Held.FOUND
    assert say(both, "en", "75 boats (70 to 90)") is Held.MISSING
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
    if len(str(whole + 1).strip("0")) > 1:  # half a billion is said in many ways
        assert say(Quantity(Decimal(whole + 1)), language, f"— {written} —") is Held.MISSING


@given(
    st.dates(date(1500, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["en", "ru", "uk", "de", "fr", "es", "ar", "zh", "pl", "kk"]),
)
def test_a_date_is_found_as_its_language_writes_it(day: date, language: str) -> None:
    written = parse_edtf(str(day))
    for with_year in (True, False):
        words = format_date(written, language, with_year)
        assert say(DateValue(written), language, words) is Held.FOUND


@given(
    st.text(max_size=80) | st.text("0123456789.,- 万亿十一二日月年yesterdayJanuary", max_size=80)
)
def test_any_text_can_be_read(text: str) -> None:
    say(value("2022-01-10"), "en", text, dated="-0044-03-15")
    for language in ("en", "zh", "ar", "und"):
        say(number("7"), language, text.replace(" ", ""))
        say(number("7"), language, text)
        say(value("2022-01-10"), language, text)
        say(Text("Ivan Petrov"), language, text)


def test_nothing_is_found_in_honest_prose(tmp_path: Path) -> None:
    table = (Path(__file__).parent / "held/prose.txt").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in table.splitlines()[1:]]
    languages = dict.fromkeys(language for language, _, _ in rows)
    sources = (
        f"- {{id: log-{each}, type: book, title: Log, issued: 1901-03-06, language: {each}}}\n"
        for each in languages
    )
    text = "\n\n".join(f'{said}[@log-{language}, "{quote}"]' for language, said, quote in rows)
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Harbours\n",
            "sources/logs.yaml": "references:\n" + "".join(sources),
            "explainers/boats.md": explainer(f"## How many?\n\n{text}"),
        }
    )
    report = check(Config(tmp_path, tmp_path / "output", TODAY))
    found = [each.message for each in report.diagnostics if each.code == "figure-not-in-evidence"]
    assert found == []
    assert report.unread == ("ar", "de", "es", "fa", "fr", "kk", "pl")
