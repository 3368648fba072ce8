"""Records of RIS -> items of CSL, by the tables in ``exports.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child
from explainer.model.shared.fields import squash
from explainer.model.sources import exports
from explainer.model.sources.sifting import Aside

_TYPES, _TEXTS = exports.by_name("types", "ris"), exports.by_name("variables", "ris")
_PEOPLE = exports.TABLES["people"]
_KNOWN = exports.known_names("ris").union(_PEOPLE["any"])
_MONOGRAPHS = (
    *("book", "report", "thesis", "manuscript", "map", "patent", "software", "standard"),
    *("dataset", "webpage", "motion_picture", "legislation"),
)
_IS_ISSN = re.compile(r"[0-9]{4}-?[0-9]{3}[0-9Xx]\b.*|(?:97[89][- ]?)?[0-9][-0-9 ]{8,}[0-9Xx]\b.*")


def csl_items(records: Node, aside: Aside) -> Sequence:
    """The items that ``parse_ris`` has found; ``aside`` is told of tags and types that are not
    known."""
    found = records.items if isinstance(records, Sequence) else ()
    items = tuple(_item(record, aside) for record in found if isinstance(record, Mapping))
    return Sequence(records.start, records.end, items)


def _item(record: Mapping, aside: Aside) -> Mapping:
    for tag, _ in record.items:
        if tag.value not in _KNOWN:
            aside.add(f"`{tag.value}` is no tag that we know", tag)
    item = exports.Item(record)
    kind = next(_values(record, "TY"), Scalar(record.start, record.start, ""))
    type_ = _TYPES.get(kind.value.upper(), "")
    if kind.value and not type_:
        aside.add(f'"{kind.value[:40]}" is no type that we know', kind)

    def put(variable: str, *tags: str) -> None:
        for value in _values(record, *tags):
            item.put(variable, value, squash(value.value))

    put("id", "ID")
    item.put_type(kind, type_ or "document")
    is_whole = item.type in _MONOGRAPHS
    if item.type == "paper-conference":
        put("container-title", "C3")
        put("event-title", "T2")
    put("version" if item.type == "software" else "edition", "ET")
    put("container-title", "JF", *(() if is_whole else ("T2", "BT")))
    if item.type == "legal_case":
        put("container-title", "A2")
    for name, variable in _TEXTS.items():
        put(variable, name)
    put("collection-title", *(("T2", "T3") if is_whole else ("T3",)))
    put("title", "BT", "T2", "T3")
    put("collection-number", "SV")
    for value in _values(record, "SN"):
        is_number = item.type in ("report", "patent") and not _IS_ISSN.fullmatch(value.value)
        is_isbn = item.type in ("book", "chapter", "thesis")
        item.put("number" if is_number else "ISBN" if is_isbn else "ISSN", value, value.value)
    for value in _values(record, "IS", "M1"):
        item.put_number(value, squash(value.value))
    pages = [value.value for value in _values(record, "SP", "EP")]
    for page in _values(record, "SP", "EP"):
        item.put("page", page, "-".join(dict.fromkeys(pages[:2])))
    for value in _values(record, "UR", "L2", "LK"):
        item.put("URL", value, exports.first_address(value.value) if "http" in value.value else "")
    _put_people(item, record, kind.value)
    _put_dates(item, record)
    return item.done()


def _put_people(item: exports.Item, record: Mapping, kind: str) -> None:
    roles = dict(_PEOPLE["any"])
    if item.type in _MONOGRAPHS and "collection-title" in item.variables:
        roles["A2"] = "collection-editor"
    roles |= _PEOPLE.get(item.type, {}) | _PEOPLE.get(kind, {})
    for tag, role in roles.items():
        values = _values(record, tag) if role else ()
        lines = ((value, line) for value in values for line in value.value.split("\n"))
        item.put_names(role, [(value, _name(line)) for value, line in lines])


def _put_dates(item: exports.Item, record: Mapping) -> None:
    year = next((found[0] for v in _values(record, "PY", "Y1") if (found := _year(v.value))), "")
    dates = [*_values(record, "DA", "PY", "Y1")]
    # Web of Science writes "MAR 4" beside the year.
    written = [(value, exports.edtf_in(value.value, year)) for value in dates]
    best = max(written, key=lambda each: (bool(_year(each[1])), len(each[1])), default=None)
    if best:
        item.put("issued", *best)
    for value in _values(record, "Y2"):
        date = exports.edtf_in(value.value)
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
    family, given, suffix, *_ = (*(part.strip() for part in written.split(",")), "", "")
    if family and given:
        return {"family": family, "given": given} | ({"suffix": suffix} if suffix else {})
    return {"literal": family or given} if family or given else {}
