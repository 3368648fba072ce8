"""How to cite an explainer, for programs that keep references: BibTeX, RIS and CSL-JSON.

People and organizations are named as the site names them: which part of a name is the family's it
does not record, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from explainer.edtf import parse_edtf
from explainer.languages.catalogues import unmarked
from explainer.model.sources.csl import Name
from explainer.model.sources.source import Source
from explainer.renderers.data.csl import csl_item
from explainer.renderers.data.text_files import digest, json_bytes
from explainer.renderers.files import FileJob, written
from explainer.resolve.linking.library import Library
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.published.frame import CITATION_FILES

_LATEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "{}$&%#_"}
    | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


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
