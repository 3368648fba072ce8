"""The keys of sources: those that reference managers record, else made from author, year, title."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count, product
from string import ascii_lowercase

from explainer.addresses import LATIN_LETTERS, source_slug
from explainer.diagnostics import Diagnostic, Severity
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child, text_at, to_data
from explainer.documents.files.source_text import SourceText
from explainer.documents.references.kinds import KEY

IS_KEY = re.compile(KEY)
_SEPARATORS = "-._:/+"
_BETWEEN_WORDS = re.compile(r"[^A-Za-z0-9_]+")
_NOTED = re.compile(r"^\s*Citation Key\s*:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_MOST_SHOWN = 5
_TAG = re.compile(r"<[^<>]*>")
_SMALL = "a an and of on in for from to the der die das ein eine le la les un une el los il"
_SMALL_WORDS = frozenset(_SMALL.split())
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ"
_IN_LATIN = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i yi ye g"
_LETTERS = dict(zip(_CYRILLIC, _IN_LATIN.split(" "), strict=True))
_LETTERS |= LATIN_LETTERS
_SPELT = str.maketrans(_LETTERS | {"ẞ": "Ss"})
_SPELT |= {ord(c.upper()): s.capitalize() for c, s in _LETTERS.items() if len(c.upper()) == 1}
_TRACES = (
    *("citation-key", "zotero-item-key", "zotero-library-id", "system_id", "call-number"),
    *("abstract", "source", "title-short", "container-title-short", "journalAbbreviation"),
)


def export_trace(source: SourceText, node: Node | None) -> str:
    """What shows that a reference manager wrote the file, and will write it again; empty if it
    seems to be written by hand."""
    suffix = source.path.rpartition(".")[2].casefold()
    if suffix in ("json", "bib", "ris"):
        return f".{suffix}"
    text = source.text.strip()
    if text.startswith("---") or text.endswith("\n..."):
        return text[:3]
    listed = child(node, ["references"]) if isinstance(node, Mapping) else node
    for record in listed.items if isinstance(listed, Sequence) else ():
        names = [key.value for key, _ in record.items] if isinstance(record, Mapping) else []
        if trace := next((name for name in _TRACES if name in names), ""):
            return trace
        if "://" in _text(record, "id"):
            return _text(record, "id")
    return ""


def with_keys(
    source: SourceText, records: Iterable[Node], *, is_export: bool
) -> tuple[tuple[Node, ...], dict[str, str], tuple[Diagnostic, ...]]:
    """The records with the keys by which they are cited; what stood as their ids, by key, where
    that is something else; and a warning if keys were made.

    A key is a record's ``citation-key``, that in its ``note``, or its ``id``. Where none of them
    can be cited, an ``id`` of an export, or one that is an address, is replaced by a key that is
    made, independent of the order of records; of others it stays for the editor to mend.
    """
    records = tuple(records)
    keys = [_recorded(record) for record in records]
    keyless = [
        r for r, key in zip(records, keys, strict=True) if not key and isinstance(r, Mapping)
    ]
    made = _made([r for r in keyless if is_export or "://" in _text(r, "id")], keys)
    ids: dict[str, str] = {}
    found: list[Node] = []
    for record, recorded in zip(records, keys, strict=True):
        key, was = made.get(id(record), recorded), _text(record, "id")
        if key and key != was and isinstance(record, Mapping):
            ids[key] = was
            found.append(_with_key(record, key))
        else:
            found.append(record)
    said = _said(source, [(record, made[id(record)]) for record in records if id(record) in made])
    return tuple(found), ids, said


def _with_key(record: Mapping, key: str) -> Mapping:
    old = child(record, ["id"])
    at = old if isinstance(old, Scalar) else Scalar(record.start, record.start, "")
    pair = (Scalar(at.start, at.start, "id"), Scalar(at.start, at.end, key))
    rest = (pair for pair in record.items if pair[0].value != "id")
    return Mapping(record.start, record.end, (pair, *rest))


def _said(source: SourceText, made: list[tuple[Node, str]]) -> tuple[Diagnostic, ...]:
    if not made:
        return ()
    first = child(made[0][0], ["id"]) or made[0][0]
    was = [(_text(record, "id") or f'"{_text(record, "title")}"')[:60] for record, _ in made]
    shown = [f"{was} is cited as [@{key}]" for was, (_, key) in zip(was, made, strict=True)]
    more = f"; {len(made) - _MOST_SHOWN} more" if len(made) > _MOST_SHOWN else ""
    count = f"{len(made)} sources have" if len(made) > 1 else "a source has"
    message = f"{count} no id that can be cited, so a key was made from author, year and title"
    hint = f"{'; '.join(shown[:_MOST_SHOWN])}{more}."
    length = first.end - first.start if isinstance(first, Scalar) else 1
    warning = Severity.WARNING
    return (
        source.diagnostic("made-key", first.start, message, hint, length=length, severity=warning),
    )


def nearest_key(text: str) -> str:
    """``text`` in ASCII, with a hyphen for whatever cannot stand between the words of a key."""
    between = _BETWEEN_WORDS.sub(lambda m: m[0] if m[0] in _SEPARATORS else "-", _ascii(text))
    return between.strip(_SEPARATORS)


def _recorded(record: Node) -> str:
    """The key that a record states, or an empty string."""
    if IS_KEY.fullmatch(key := _text(record, "citation-key")):
        return key
    for name in ("note", "extra"):
        noted = _NOTED.search(_text(record, name))
        if noted and IS_KEY.fullmatch(noted[1]):
            return noted[1]
    return key if IS_KEY.fullmatch(key := _text(record, "id")) else ""


def _text(node: Node, name: str) -> str:
    return text_at(node, name).strip()


def _made(records: list[Node], taken: Iterable[str]) -> dict[int, str]:
    """A key for each record, by its identity."""
    used = {_slug(key) for key in taken if key}
    keys = {id(record): _near(record) or _from_words(record, 1) for record in records}
    counts = Counter(map(str.casefold, keys.values()))
    for record in records:
        if counts[keys[id(record)].casefold()] > 1 or _slug(keys[id(record)]) in used:
            keys[id(record)] = _from_words(record, 3)
    counts = Counter(map(str.casefold, keys.values()))
    endings: dict[str, Iterator[str]] = {}
    for record in sorted(records, key=lambda r: (keys[id(r)].casefold(), repr(to_data(r)))):
        key = base = keys[id(record)]
        while (counts[base.casefold()] > 1 and key == base) or _slug(key) in used:
            key = f"{base}{next(endings.setdefault(base, _letters()))}"
        used.add(_slug(key))
        keys[id(record)] = key
    return keys


def _slug(key: str) -> str:
    return source_slug(key).casefold()


def _letters() -> Iterator[str]:
    """a to z, then aa, ab ..."""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))


def _near(record: Node) -> str:
    """The key that a record states, in ASCII, if that is all it lacks."""
    stated = _text(record, "citation-key") or _text(record, "id")
    if "://" in stated or re.search(r"\s", stated):
        return ""
    key = nearest_key(stated)
    return key if IS_KEY.fullmatch(key) else ""


def _from_words(record: Node, most: int) -> str:
    """The family name, the year and the first words of the title: smith2021bridge."""
    title = _TAG.sub("", _text(record, "title"))
    words = [_bare(word) for word in re.split(r"[\W_]+", title)]
    words = [word for word in words if word and word not in _SMALL_WORDS][:most]
    year = re.search(r"[0-9]{4}", str(to_data(child(record, ["issued"]) or Scalar(0, 0, ""))))
    key = f"{_family(record)}{year[0] if year else ''}{''.join(words)}"
    if re.search("[a-z]", key):
        return key
    tail = re.findall("[A-Za-z0-9]+", _text(record, "id"))[-1:]
    digest = hashlib.sha256(repr(to_data(record)).encode()).hexdigest()[:8]
    return f"item{key}-{tail[0] if tail else digest}"


def _family(record: Node) -> str:
    """The first author's or editor's family name; of a long literal name, its initials."""
    for role in ("author", "editor"):
        names = child(record, [role])
        first = names.items[0] if isinstance(names, Sequence) and names.items else names
        if isinstance(first, Mapping) and (family := _bare(_text(first, "family"))):
            return family
        name = (
            first.value if isinstance(first, Scalar) else _text(first, "literal") if first else ""
        )
        words = [word for word in map(_bare, name.split()) if word and word not in _SMALL_WORDS]
        if words:
            return "".join(word[0] for word in words) if len(words) > 2 else "".join(words)
    return ""


def _bare(text: str) -> str:
    return re.sub("[^a-z0-9]", "", _ascii(text).casefold())


def _ascii(text: str) -> str:
    """``text`` with letters of ASCII for those of other alphabets that are known here."""
    spelt = unicodedata.normalize("NFC", text).translate(_SPELT)
    return "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))
