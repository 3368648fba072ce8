"""Records of RIS -> items of CSL.

Types and tags are those of the RIS specification (2011) and of EndNote, read as Zotero reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child
from explainer.model.shared.fields import squash
from explainer.model.sources.exports import Item, edtf_in, first_address, table

_TYPES = table(
    "ABST article-journal, ADVS motion_picture, AGGR dataset, ANCIENT classic, ART graphic, BILL"
    " bill, BLOG post-weblog, BOOK book, CASE legal_case, CHAP chapter, CHART graphic, CLSWK"
    " classic, COMP software, CONF paper-conference, CPAPER paper-conference, CTLG book, DATA"
    " dataset, DBASE dataset, DICT entry-dictionary, EBOOK book, ECHAP chapter, EDBOOK book, EJOUR"
    " article-journal, ELEC webpage, ENCYC entry-encyclopedia, EQUA figure, FIGURE figure, GOVDOC"
    " report, HEAR hearing, ICOMM personal_communication, INPR article-journal, INTV interview,"
    " JFULL periodical, JOUR article-journal, LEGAL legislation, MANSCPT manuscript, MAP map, MGZN"
    " article-magazine, MPCT motion_picture, MUSIC musical_score, NEWS article-newspaper, PAMP"
    " pamphlet, PAT patent, PCOMM personal_communication, PODCAST broadcast, POST post, PRESS"
    " report, RPRT report, SER book, SLIDE speech, SOUND song, STAND standard, STAT legislation,"
    " THES thesis, UNBILL bill, UNPB manuscript, UNPD manuscript, VIDEO motion_picture, WEB webpage"
)
# The variables of tags, whatever the type; of two tags with one variable the first is used.
_TEXTS = table(
    "TI title, T1 title, CT title, VL volume, ET edition, PB publisher, CY publisher-place, PP"
    " publisher-place, DO DOI, LA language, ST title-short, NV number-of-volumes, SE section, RN"
    " note, M3 genre, AV archive_location, CN call-number, DB archive, DP source, TT"
    " translated-title, RI reviewed-title, JF container-title, JO container-title, JA"
    " container-title, J1 container-title, J2 container-title-short"
)
_WHOLE_WORKS = (
    "book report thesis manuscript map patent software standard dataset webpage "
    "motion_picture legislation"
)
_MONOGRAPHS = frozenset(_WHOLE_WORKS.split())
_NUMBERED = frozenset(
    ("report", "patent", "standard", "dataset", "bill", "legal_case", "legislation", "hearing")
)


def csl_items(records: Node) -> Sequence:
    """The items that ``parse_ris`` has found."""
    found = records.items if isinstance(records, Sequence) else ()
    items = tuple(_item(record) for record in found if isinstance(record, Mapping))
    return Sequence(records.start, records.end, items)


def _item(record: Mapping) -> Mapping:
    item = Item(record)
    kind = next(_values(record, "TY"), Scalar(record.start, record.start, ""))
    type_ = _TYPES.get(kind.value.upper(), "document")
    is_whole = type_ in _MONOGRAPHS

    def put(variable: str, *tags: str) -> None:
        for value in _values(record, *tags):
            item.put(variable, value, squash(value.value))

    put("id", "ID")
    item.put("type", kind, type_)
    for tag, variable in _TEXTS.items():
        put(variable, tag)
    if type_ == "paper-conference":
        put("container-title", "C3")
        put("event-title", "T2")
    put("container-title", *(() if is_whole else ("T2", "BT")))
    put("collection-title", *(("T2", "T3") if is_whole else ("T3",)))
    put("title", "BT", "T2", "T3")
    put("number" if type_ in _NUMBERED else "issue", "IS", "M1")
    put("number", "SN" if type_ in ("report", "patent") else "AN")
    put("ISBN" if type_ in ("book", "chapter", "thesis") else "ISSN", "SN")
    pages = [value.value for value in _values(record, "SP", "EP")]
    for page in _values(record, "SP", "EP"):
        item.put("page", page, "-".join(dict.fromkeys(pages[:2])))
    for value in _values(record, "UR", "L2", "LK"):
        item.put("URL", value, first_address(value.value) if "http" in value.value else "")
    _put_people(item, record, type_)
    _put_dates(item, record)
    return item.done()


def _put_people(item: Item, record: Mapping, type_: str) -> None:
    is_film = type_ in ("motion_picture", "broadcast")
    second = "collection-editor" if type_ in _MONOGRAPHS else "editor"
    roles = {"AU": "director" if is_film else "author", "A1": "author", "ED": "editor"}
    roles |= {"A2": second, "A3": "collection-editor", "A4": "translator"}
    if type_ == "thesis":
        roles["A2"] = roles["A3"] = "contributor"  # who advised
    if any(kind.value == "EDBOOK" for kind in _values(record, "TY")):
        roles |= {"AU": "editor", "A1": "editor"}
    for tag, role in roles.items():
        lines = (
            (value, line) for value in _values(record, tag) for line in value.value.split("\n")
        )
        names = ((value, _name(line)) for value, line in lines)
        item.put_names(role, [each for each in names if any(each[1].values())])


def _put_dates(item: Item, record: Mapping) -> None:
    year = next((found[0] for v in _values(record, "PY", "Y1") if (found := _year(v.value))), "")
    dates = [*_values(record, "DA", "PY", "Y1")]
    # Web of Science writes "MAR 4" beside the year.
    written = [(value, edtf_in(value.value, year)) for value in dates]
    best = max(written, key=lambda each: (bool(_year(each[1])), len(each[1])), default=None)
    if best:
        item.put("issued", *best)
    for value in _values(record, "Y2"):
        date = edtf_in(value.value)
        item.put("accessed", value, date if _year(date) and date[-1:].isdigit() else "")


def _year(text: str) -> re.Match[str] | None:
    return re.match(r"[0-9]{4}", text)


def _values(record: Mapping, *tags: str) -> Iterator[Scalar]:
    for tag in tags:
        found = child(record, [tag])
        for value in found.items if isinstance(found, Sequence) else ():
            if isinstance(value, Scalar):
                yield value


def _name(written: str) -> dict[str, str]:
    """A name: family, given, suffix; one without a comma is that of an organization."""
    family, *rest = (part.strip() for part in written.split(","))
    given = rest[0] if rest else ""
    if not (family and given):
        return {"literal": family or given}
    return {"family": family, "given": given} | (
        {"suffix": rest[1]} if rest[1:] and rest[1] else {}
    )
