"""Entries of BibTeX and BibLaTeX -> items of CSL, by the tables in ``exports.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import get_args

from msgspec import Struct

from explainer.diagnostics import Diagnostic, Severity
from explainer.documents.data.latex import UNKNOWN, is_nested_too_deep, latex_text
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence
from explainer.documents.files.source_text import SourceText
from explainer.languages.locales import language_code
from explainer.model.sources import csl, exports
from explainer.model.sources.sifting import Aside
from explainer.model.sources.titles import plain_title

_TYPES: dict[str, str] = {name: name for name in get_args(csl.CslType)}
_TYPES |= exports.by_name("types", "bib")
_VARIABLES = {name: name for name in (*csl.TEXTS, *csl.ROLES)} | exports.by_name("variables", "bib")
_KNOWN = exports.known_names("bib").union(_VARIABLES)
_OWN = frozenset(exports.TABLES["own"]["bib"].split())
_PRIVATE = ("bdsk-", "mendeley-", "zotero-", "jabref-", "citeulike-", "opt", "local-")
"""How the fields begin that programmes keep for themselves."""
_WORDS: dict[str, str] = exports.TABLES["words"]
_LANGUAGES: dict[str, str] = exports.TABLES["languages"]
_ARCHIVES: dict[str, str] = exports.TABLES["archives"]
_JOURNALS = {f"\\{macro}": name for macro, name in exports.TABLES["journals"].items()}
_NAMED = frozenset(("author", "editor", *csl.ROLES))
_VERBATIM = frozenset(("DOI", "PMID", "PMCID"))
_WITHIN = re.compile("in.+|conference|supp.+|bookinbook")
_DEEPEST = 10
_MOST_COMMANDS = 100_000
_ESCAPED = re.compile(r"\\url\s*|\\([_%&#$~{}])|[{}]")
_WHOLE = re.compile(r"\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}\s*")
_NAME_PART = re.compile(
    r'(?<![a-z])(family|given|prefix|suffix)\s*=\s*("[^"]*"|\{[^{}]*\}|[^,]*)', re.IGNORECASE
)


def csl_items(source: SourceText, entries: Node, aside: Aside) -> tuple[Sequence, list[Diagnostic]]:
    """The items that ``parse_bibtex`` has found, and diagnostics; ``aside`` is told of fields and
    types that are not known."""
    listed = entries.items if isinstance(entries, Sequence) else ()
    found = [entry for entry in listed if isinstance(entry, Mapping)]
    by_key = {_fields(entry)["id"].value: entry for entry in found}
    reading = _Reading(source=source, aside=aside, entries=by_key)
    made = (reading.item(entry) for entry in found)
    return Sequence(0, len(source.text), tuple(item for item in made if item)), reading.findings


def _fields(entry: Mapping) -> dict[str, Scalar]:
    """The first of each field that is not empty."""
    found: dict[str, Scalar] = {}
    for key, value in entry.items:
        if isinstance(value, Scalar) and (value.value.strip() or key.value == "id"):
            found.setdefault(key.value, value)
    found.setdefault("entrytype", Scalar(entry.start, entry.end, "misc"))
    return found


class _Reading(Struct, kw_only=True):
    source: SourceText
    aside: Aside
    entries: dict[str, Mapping]
    commands: int = 0
    unknown: set[str] = set()
    inherited: dict[str, dict[str, Scalar]] = {}
    findings: list[Diagnostic] = []

    def item(self, entry: Mapping) -> Mapping | None:
        """The item for an entry, or None for one that only others refer to."""
        own = _fields(entry)
        if own["entrytype"].value in ("xdata", "set"):
            return None
        for key, _ in entry.items:
            if key.value not in _KNOWN and not key.value.startswith(_PRIVATE):
                self.aside.add(f"`{key.value[:40]}` is no field that we know", key)
        fields = self._with_inherited(own, 0)
        kind, item = own["entrytype"].value, exports.Item(entry)
        if kind not in _TYPES:
            self.aside.add(f'"{kind[:40]}" is no type that we know', own["entrytype"])
        item.put("id", own["id"], own["id"].value)
        item.put_type(own["entrytype"], _type(kind, fields))
        self._put_title(item, fields)
        self._arrange(kind, fields, item)
        for name in filter(fields.__contains__, _VARIABLES):
            self._put(item, _VARIABLES[name], name, fields)
        if year := fields.get("year"):
            rest = [self.text(fields[n]) if n in fields else "" for n in ("month", "day")]
            item.put("issued", year, exports.edtf_of(self.text(year), *rest))
        self._put_numbers(item, fields)
        self._put_address(item, fields)
        item.put("genre", own["entrytype"], _WORDS.get(kind, ""))
        if language := fields.get("langid") or fields.get("language"):
            word = self.text(language)
            code = _LANGUAGES.get(word.casefold()) or language_code(word, "en")
            item.put("language", language, code or word)
        return item.done()

    def _arrange(self, kind: str, fields: dict[str, Scalar], item: exports.Item) -> None:
        """Leave of two fields that would fill one variable the one that is meant."""
        if _WITHIN.fullmatch(kind) and "booktitle" in fields:
            fields.pop("journal", None)
        if kind.endswith(("thesis", "report")) and fields.keys() & {"institution", "school"}:
            fields.pop("publisher", None)
        if "proceedings" in kind and fields.keys() >= {"publisher", "organization"}:
            host = fields["organization"]
            item.put_names("organizer", [(host, {"literal": self.text(host)})])
        if "address" in fields and "location" in fields:  # as ACM writes them
            item.put("event-place", fields["location"], self.text(fields["location"]))
        counted = fields.keys() & {"number", "volumes", "maintitle", "part", "issue"}
        in_series = "series" in fields and not counted and not item.type.startswith("article")
        if in_series and "volume" in fields:  # of the series, as BibTeX reads it
            volume = fields.pop("volume")
            item.put("collection-number", volume, self.text(volume))

    def _put(self, item: exports.Item, variable: str, name: str, fields: dict[str, Scalar]) -> None:
        """Fill a variable as it is written: with names, a date, a title or another text."""
        value = fields[name]
        if variable in _NAMED:
            role = fields[f"{name}type"].value.casefold() if f"{name}type" in fields else ""
            names = [(value, name) for name in _read_names(value, self.text)]
            item.put_names(role if role in csl.ROLES else variable, names)
        elif variable in csl.DATES:
            item.put(variable, value, _date(_verbatim(value.value)))
        elif variable in _VERBATIM:
            item.put(variable, value, _verbatim(value.value))
        else:
            known = _JOURNALS.get(value.value.strip().lstrip("{").rstrip("}"))
            text = known or self.text(value, markup=variable in csl.MAY_BE_MARKED)
            item.put(variable, value, _WORDS.get(text.casefold(), text))

    def text(self, written: Scalar, *, markup: bool = False) -> str:
        """What ``written`` says, without its LaTeX."""
        self.commands += written.value.count("\\")
        if is_nested_too_deep(written.value) or self.commands > _MOST_COMMANDS:
            what = "braces nest too deep" if self.commands <= _MOST_COMMANDS else "too much LaTeX"
            self._report("bibtex", written, f"{what} to be read", "Write it with fewer commands.")
            return written.value
        text = latex_text(written.value)
        text = text if markup else plain_title(text)
        for command in UNKNOWN.findall(text) if "\\" in text else ():
            if command not in self.unknown and command in written.value:
                self.unknown.add(command)
                message = f"the LaTeX command {command[:40]} is not known; it stays as it stands"
                self._report("bibtex-name", written, message, "Write what readers should see.")
        return text

    def _report(self, code: str, at: Scalar, message: str, hint: str) -> None:
        severity = Severity.WARNING if code == "bibtex-name" else Severity.ERROR
        found = self.source.diagnostic(code, at.start, message, hint, severity=severity)
        self.findings += [found] if len(self.findings) < 100 else []

    def _with_inherited(self, own: dict[str, Scalar], depth: int) -> dict[str, Scalar]:
        """The fields of an entry, and those of its xdata and of the entry it is part of."""
        fields = dict(own)
        for link in ("xdata", "crossref"):
            named = own.get(link)
            for key in dict.fromkeys(named.value.replace(" ", "").split(",")) if named else ():
                parent = self._parent(key, named or own["id"], depth)
                is_within = link == "crossref" and _WITHIN.fullmatch(own["entrytype"].value)
                if link == "crossref" and "title" in parent:
                    name = "booktitle" if is_within else "journaltitle"
                    fields.setdefault(name, parent["title"])
                passed = {"title", "subtitle"} if link == "crossref" else set()
                fields = {name: parent[name] for name in parent if name not in passed} | fields
        return fields

    def _parent(self, key: str, named: Scalar, depth: int) -> dict[str, Scalar]:
        if key in self.inherited:
            return self.inherited[key]
        found: dict[str, Scalar] = {}
        if key not in self.entries:
            message = f'"{key[:60]}" is no entry of this file, so nothing is taken from it'
            self._report("bibtex-name", named, message, "Export the entry that it names too.")
        elif depth >= _DEEPEST:
            message = "entries refer to one another in a circle, or too far"
            self._report("bibtex", named, message, "Write the fields into the entry itself.")
        else:
            whole = self._with_inherited(_fields(self.entries[key]), depth + 1)
            found = {name: value for name, value in whole.items() if name not in _OWN}
        self.inherited[key] = found
        return found

    def _put_title(self, item: exports.Item, fields: dict[str, Scalar]) -> None:
        names = ("title", "maintitle", "booktitle", "shorttitle", "type")
        title = next((fields[name] for name in names if name in fields), None)
        addon = fields.get("titleaddon")
        if addon and item.type == "webpage":  # the website's, as Better BibTeX writes it
            item.put("container-title", addon, self.text(addon, markup=True))
            addon = None
        if title:
            parts = [part for part in (title, fields.get("subtitle"), addon) if part]
            words = [self.text(part, markup=True) for part in parts]
            item.put("title", title, ": ".join(filter(None, words)))

    def _put_numbers(self, item: exports.Item, fields: dict[str, Scalar]) -> None:
        if number := fields.get("number"):
            item.put_number(number, self.text(number))
        if pages := fields.get("pages"):
            item.put("page", pages, re.sub(r"\s*[-–—]+\s*", "-", self.text(pages)))
        article = fields.get("eid") or fields.get("articleno")
        if article and not (pages and pages.value == article.value):
            item.put("number", article, self.text(article))

    def _put_address(self, item: exports.Item, fields: dict[str, Scalar]) -> None:
        if url := fields.get("url"):
            item.put("URL", url, exports.first_address(_verbatim(url.value)))
        if how := fields.get("howpublished"):
            words = self.text(how)
            item.put("URL" if "://" in words else "publisher", how, exports.first_address(words))
        if eprint := fields.get("eprint"):
            archive = _archive(fields)
            number = re.sub(r"(?i)\Aarxiv:", "", _verbatim(eprint.value))
            if archive == "pubmed":
                item.put("PMID", eprint, number)
            elif archive in _ARCHIVES:
                item.put("URL", eprint, f"{_ARCHIVES[archive]}{number}")
            elif archive:
                item.put("archive", eprint, (fields.get("eprinttype") or eprint).value)
                item.put("archive_location", eprint, number)
            if archive == "arxiv" and item.type == "article":
                item.put("number", eprint, f"arXiv:{number}")
                item.put("publisher", eprint, "arXiv")


def _type(kind: str, fields: dict[str, Scalar]) -> str:
    subtype = fields.get("entrysubtype")
    if subtype and kind in ("article", "suppperiodical"):
        return _TYPES.get(subtype.value.casefold(), "article-journal")
    if kind == "unpublished" and "eventtitle" in fields:
        return "speech"
    if kind in ("misc", "unpublished", "online") and _archive(fields) == "arxiv":
        return "article"
    how = fields.get("howpublished")
    if kind == "misc" and ("://" in how.value if how else "url" in fields):
        return "webpage"
    return _TYPES.get(kind, "document")


def _archive(fields: dict[str, Scalar]) -> str:
    named, number = fields.get("eprinttype") or fields.get("archiveprefix"), fields.get("eprint")
    if not named and number and re.fullmatch(r"[0-9]{4}\.[0-9]{4,5}(v[0-9]+)?", number.value):
        return "arxiv"
    return named.value.casefold() if named else ""


def _date(text: str) -> str:
    """A date of BibLaTeX, which is EDTF but for an open end, or one in other words."""
    if re.fullmatch(r"[0-9/~?%.-]+", text) and not re.search(r"[0-9]/[0-9]{1,2}(?:/|\Z)", text):
        return re.sub(r"/\Z", "/..", re.sub(r"\A/", "../", text))
    return exports.edtf_in(text)


def _verbatim(text: str) -> str:
    """An address or a number, in which only TeX's own signs are escaped."""
    text = text.replace(r"\textasciitilde", "~").replace(r"\~{}", "~")
    return _ESCAPED.sub(lambda found: found[1] or "", text).strip()


def _read_names(written: Scalar, read: Callable[[Scalar], str]) -> Iterator[dict[str, str]]:
    """The parts of each name in a field, by CSL's words; ``read`` gives the text of LaTeX."""
    from bibtexparser.middlewares.names import (
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    def text(*words: str) -> str:
        return read(Scalar(written.start, written.end, " ".join(words)))

    for listed in split_multiple_persons_names(" ".join(written.value.split())):
        name = re.sub(r" [0-9]{4}\Z", "", listed)  # DBLP's number for one of several
        if name.casefold() == "others":
            yield {"literal": "et al."}
        elif re.match(r'"?(?:family|given)\s*=', name, re.IGNORECASE):
            stated = {part.lower(): word.strip('" ') for part, word in _NAME_PART.findall(name)}
            stated["non-dropping-particle"] = stated.pop("prefix", "")
            yield {part: text(word) for part, word in stated.items() if word}
        elif whole := _WHOLE.fullmatch(name):
            yield {"literal": text(whole[1])}
        elif csl.family_comes_first(name) and " " in name:
            family, given = name.split(" ", 1)
            yield {"family": family, "given": given}
        elif re.sub(r"\{[^{}]*\}", "", name).count(",") > 2:
            yield {"literal": text(name)}  # several names, without the "and" between them
        else:
            found = parse_single_name_into_parts(name, strict=False)
            parts = {
                "family": text(*found.last), "given": text(*found.first),
                "non-dropping-particle": text(*found.von), "suffix": text(*found.jr),
            }  # fmt: skip
            if not parts["given"] and not found.von:
                parts = {"literal": parts["family"]}
            yield {part: word for part, word in parts.items() if word}
