"""Sources as reference managers import them, and explainers as they cite them: CSL-JSON 1.0.2, an
array of items that Zotero, Pandoc and Quarto import; BibTeX and RIS.

What CSL has no field for is under ``custom``, which CSL reserves for that. Our own reader of
bibliographies restores the same source from it. People and organizations of an explainer are named
as the site names them: which part of a name is the family's it does not record, and nothing is
guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TypeAlias

from explainer.edtf import CalendarDate, EdtfDate, parse_edtf
from explainer.languages.catalogues import unmarked
from explainer.model.sources.csl import ATTRIBUTES, OWN, Name
from explainer.model.sources.source import Source
from explainer.renderers.data.text_files import digest, json_bytes
from explainer.renderers.files import FileJob, written
from explainer.resolve.dataset.dataset import Dataset
from explainer.resolve.linking.library import Library
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.published.frame import CITATION_FILES

CslValue: TypeAlias = object

_SEASONS = {"Spring": 1, "Summer": 2, "Autumn": 3, "Winter": 4}
_LATEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "{}$&%#_"}
    | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def sources_json(dataset: Dataset) -> bytes:
    """A CSL-JSON array, without the frame of the other files: readers of CSL expect only this."""
    return json_bytes([csl_item(row.source) for row in dataset.sources])


def csl_item(source: Source) -> dict[str, CslValue]:
    """The CSL item for a source; empty fields are left out."""
    people = (("author", source.authors), ("editor", source.editors))
    item: dict[str, CslValue] = {
        "id": source.key,
        "type": source.type,
        **{role: list(map(_name, names)) for role, names in people},
        **{field: getattr(source, name) for field, name in ATTRIBUTES.items()},
        "issued": csl_date(source.issued, source.issued_literal),
        "accessed": csl_date(source.accessed),
        **{role: list(map(_name, names)) for role, names in source.roles},
        **{name: csl_date(each.date, each.words) for name, each in source.dates},
        **dict(source.more),
        "custom": _filled((name, getattr(source, name)) for name in OWN),
    }
    return _filled(item.items())


def csl_date(date: EdtfDate | None, words: str = "") -> dict[str, CslValue]:
    """A CSL date variable: ``date-parts``, with ``circa`` or ``season`` if needed. It is ``raw``
    EDTF for an open end or a qualifier that parts cannot express, and ``literal`` for other
    words."""
    if date is None:
        return {"literal": words} if words else {}
    ends = [end for end in (date.start, date.end if date.is_interval else None) if end]
    if words:
        return _in_season(ends, words)
    is_open = date.is_interval and len(ends) < 2
    circa = all(end.approximate for end in ends)
    if is_open or date.uncertain or (date.approximate and not circa):
        return {"raw": str(date)}
    parts = [[part for part in (end.year, end.month, end.day) if part] for end in ends]
    return {"date-parts": parts, **({"circa": True} if circa else {})}


def _in_season(years: list[CalendarDate], words: str) -> dict[str, CslValue]:
    """The date for words such as "Spring 2022"; other words become ``literal``. A season is a field
    beside its year; in a range, the seasons are months 21 to 24."""
    seasons = [part.rpartition(" ") for part in words.split("–")]
    if [year for _, _, year in seasons] != [str(each.year) for each in years]:
        return {"literal": words}
    if len(years) == 1:
        season = seasons[0][0]
        circa = {"circa": True} if years[0].approximate else {}
        return {"date-parts": [[years[0].year]], "season": _SEASONS.get(season, season), **circa}
    numbers = [_SEASONS.get(season) for season, _, _ in seasons]
    if None in numbers:
        return {"literal": words}
    months = [20 + number for number in numbers if number]
    return {"date-parts": [[each.year, month] for each, month in zip(years, months, strict=True)]}


def _name(name: Name) -> dict[str, CslValue]:
    if name.literal:
        return {"literal": name.literal}
    return _filled((("family", name.family), ("given", name.given)))


def _filled(items: Iterable[tuple[str, CslValue]]) -> dict[str, CslValue]:
    return {key: value for key, value in items if value}


def citation_files(library: Library, page: Linked) -> Iterator[FileJob]:
    """The files beside an explainer that name it as ``page.citation`` does in words."""
    record = page_record(library, page)
    write = {
        "BibTeX": bibtex,
        "RIS": ris,
        "CSL-JSON": lambda record: json_bytes([csl_item(record)]),
    }
    for form, name in CITATION_FILES.items():
        yield FileJob(
            f"{page.address}{name}", digest((record,)), written(partial(write[form], record))
        )


def page_record(library: Library, page: Linked) -> Source:
    """The page as a record of a bibliography, dated by its version."""
    settings, language = library.site.settings, page.language
    authors = [library.site.entries["person", each.split("/")[-2]] for each in page.authors]
    days = (page.updated, page.checked, page.researched, page.published)
    version = max((day.iso for day in days if day), default="")
    return Source(
        key=page.address.strip("/").replace("/", "-"),
        path="",
        offset=0,
        type="webpage",
        title=unmarked(page.title),
        authors=tuple(Name(literal=unmarked(each.name_in(language))) for each in authors),
        container=settings.in_language("title", language),
        publisher=settings.in_language("publisher", language),
        issued=parse_edtf(version) if version else None,
        url=f"{settings.url}{page.address}" if settings.url else "",
        language=language,
    )


def bibtex(record: Source) -> bytes:
    """An entry that LaTeX can print; braces keep names whole and capitals as they are."""
    date = str(record.issued or "")
    fields = {
        "author": " and ".join(f"{{{name.display.translate(_LATEX)}}}" for name in record.authors),
        "title": f"{{{record.title.translate(_LATEX)}}}",
        "howpublished": record.container.translate(_LATEX),
        "publisher": record.publisher.translate(_LATEX),
        "year": date[:4],
        "day": date[8:].removeprefix("0"),
        "url": record.url,
        "language": record.language,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if date:
        lines.append(f"  month = {_MONTHS[int(date[5:7]) - 1]},")  # every style knows these words
    return "\n".join([f"@misc{{{record.key},", *lines, "}", ""]).encode()


def ris(record: Source) -> bytes:
    date = str(record.issued or "")
    fields = [
        ("TY", "ELEC"),
        *(("AU", name.display) for name in record.authors),
        ("TI", record.title),
        ("T2", record.container),
        ("PB", record.publisher),
        ("PY", date[:4]),
        ("DA", date.replace("-", "/")),
        ("LA", record.language),
        ("UR", record.url),
    ]
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""]).encode()
