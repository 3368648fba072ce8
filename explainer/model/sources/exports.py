"""What BibTeX and RIS have in common on their way to items of CSL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from msgspec import Struct

from explainer.documents.data.bibliographies import MONTHS
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence
from explainer.tables import read_table

TABLES = read_table(Path(__file__).with_suffix(".toml"))
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_DAY_OR_MONTH = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{4})")
_YEAR = re.compile(r"(?<![0-9])([0-9]{4})(?![0-9])")
_ISO = re.compile(
    r"([0-9]{4})(?:[-/]([0-9]{1,2}))?(?:[-/]([0-9]{1,2}))?[-/]*(?:[T /].*)?", re.DOTALL
)
_WITHOUT_NUMBER = ("book", "chapter", "collection", "pamphlet", "paper-conference", "song")


class Item(Struct):
    """An item of CSL in the making, of the record ``node``: the first value of a variable
    stands."""

    node: Mapping
    type: str = ""
    variables: dict[str, Node] = {}

    def put(self, variable: str, at: Node, text: str) -> None:
        """Give ``variable`` the ``text`` that was made from what stands ``at``."""
        if text:
            self.variables.setdefault(variable, Scalar(at.start, at.end, text))

    def put_type(self, at: Node, type_: str) -> None:
        self.type = type_
        self.put("type", at, type_)

    def put_number(self, at: Node, text: str) -> None:
        """Give the number of a journal's issue, of a book in its series, or of a document."""
        is_issue = self.type.startswith(("article-", "periodical", "post-weblog"))
        in_series = "collection-number" if self.type in _WITHOUT_NUMBER else "number"
        self.put("issue" if is_issue else in_series, at, text)

    def put_names(self, variable: str, names: Iterable[tuple[Node, dict[str, str]]]) -> None:
        """Add names, each given by what stands for it and its parts in CSL."""
        found = [
            _mapping(at, {part: Scalar(at.start, at.end, text) for part, text in name.items()})
            for at, name in names
            if name
        ]
        before = self.variables.get(variable)
        listed = (*(before.items if isinstance(before, Sequence) else ()), *found)
        if found:
            self.variables[variable] = Sequence(found[-1].start, found[-1].end, listed)

    def done(self) -> Mapping:
        return _mapping(self.node, self.variables)


def _mapping(at: Node, values: dict[str, Node] | dict[str, Scalar]) -> Mapping:
    pairs = tuple((Scalar(at.start, at.start, key), value) for key, value in values.items())
    return Mapping(at.start, at.end, pairs)


def first_address(text: str) -> str:
    """The first web address in ``text``; all of it if there is none."""
    found = re.search(r"https?://[^\s,;<>\"]+", text)
    return found[0] if found else text.strip()


def by_name(table: str, form: Literal["bib", "ris"]) -> dict[str, str]:
    """CSL's names by those of ``form``, which are tried in this order."""
    names = ((csl, row.get(form, "")) for csl, row in TABLES[table].items())
    return {name: csl for csl, listed in names for name in listed.split()}


def known_names(form: Literal["bib", "ris"]) -> frozenset[str]:
    """The fields or tags of ``form`` that are read, or known to be private."""
    words = f"{TABLES['read'][form]} {TABLES['own'][form]}".split()
    return frozenset((*words, *by_name("variables", form)))


def edtf_of(year: str, month: str = "", day: str = "") -> str:
    """The date in EDTF, as far as the words for it are understood; else the words.

    A month may be a name, a number or a range of them, and hold the day: ``"mar~15"``.
    """
    if not _YEAR.fullmatch(year.strip()):
        named = re.search("[a-z]", month, re.IGNORECASE)  # digits beside "in press" say nothing
        return " ".join(f"{day} {month} {year}".split()) if named else year.strip()
    words = re.findall(r"[a-z]{3,}", month.casefold())
    months = [MONTHS.index(word[:3]) + 1 for word in words if word[:3] in MONTHS]
    numbers = [int(number) for number in re.findall(r"[0-9]{1,2}", f"{month} {day}")]
    season = next((_SEASONS[word] for word in words if word in _SEASONS), "")
    if not months and any(numbers) and not season:
        months, numbers = numbers[:1], numbers[1:]
    ends = [f"{year}-{number:02}" for number in months[:2]] or [f"{year}-{season}".strip("-")]
    days = [f"-{number:02}" for number in numbers[:2] if 0 < number < 32] if months else []
    if len(ends) < len(days):
        ends *= len(days)
    dates = [end + of_month for end, of_month in zip(ends, days or [""] * len(ends), strict=False)]
    return "/".join(dates)


def edtf_in(text: str, year: str = "") -> str:
    """As ``edtf_of``, for a date in one text. ``year`` stands beside it, if the text has none."""
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return "-".join(part.zfill(2) for part in found.groups() if part and int(part))
    if (found := _DAY_OR_MONTH.fullmatch(text)) and found[2] == "/":
        first, second = int(found[1]), int(found[3])
        if first <= 12 and second <= 12 and first != second:
            return found[4]  # which of the two is the month, only its country knows
    if found and (found[2] == "." or int(found[1]) > 12):
        return edtf_of(found[4], found[3], found[1])
    written = _YEAR.search(text)
    if written:
        return edtf_of(written[1], f"{text[: written.start()]} {text[written.end() :]}")
    return edtf_of(year, text) if year else text
