"""Entries of BibTeX and BibLaTeX -> items of CSL.

Types and fields are those of the manuals of BibTeX and BibLaTeX (3.20) and of what Zotero, Better
BibTeX, JabRef and Mendeley add; where they go in CSL is what Zotero and Pandoc do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from explainer.diagnostics import Diagnostic, Severity
from explainer.documents.data.latex import UNKNOWN, is_nested_too_deep, latex_text
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence
from explainer.documents.files.source_text import SourceText
from explainer.model.sources.csl import family_comes_first
from explainer.model.sources.exports import Item, edtf_in, edtf_of, first_address, table

_TYPES = table(
    "article article-journal, book book, mvbook book, inbook chapter, bookinbook chapter, suppbook"
    " chapter, booklet pamphlet, collection book, mvcollection book, incollection chapter,"
    " suppcollection chapter, dataset dataset, manual book, misc document, online webpage,"
    " electronic webpage, www webpage, patent patent, periodical periodical, suppperiodical"
    " article-journal, proceedings book, mvproceedings book, inproceedings paper-conference,"
    " conference paper-conference, reference book, mvreference book, inreference"
    " entry-encyclopedia, report report, techreport report, thesis thesis, phdthesis thesis,"
    " mastersthesis thesis, unpublished manuscript, software software, artwork graphic, audio song,"
    " bibnote document, commentary document, image graphic, jurisdiction legal_case, legislation"
    " legislation, legal treaty, letter personal_communication, movie motion_picture, music song,"
    " performance performance, review review, standard standard, video motion_picture"
)
_SUBTYPES = table("magazine article-magazine, newspaper article-newspaper, newspaperarticle"
                  " article-newspaper")  # fmt: skip
_GENRES = {
    "phdthesis": "PhD thesis", "mastersthesis": "Master's thesis", "mathesis": "Master's thesis",
    "bathesis": "Bachelor's thesis", "candthesis": "Candidate thesis",
    "techreport": "Technical report", "resreport": "Research report",
}  # fmt: skip
# In the order in which they are tried.
_TITLES = table(
    "shorttitle title-short, journaltitle container-title, journal container-title, booktitle"
    " container-title, series collection-title, maintitle collection-title, eventtitle"
    " event-title, origtitle original-title, issuetitle volume-title, shortjournal"
    " container-title-short"
)
_TEXTS = table(
    "volume volume, edition edition, version version, chapter chapter-number, volumes"
    " number-of-volumes, pagetotal number-of-pages, part part-number, venue event-place, pubstate"
    " status, origpublisher original-publisher, origlocation original-publisher-place, publisher"
    " publisher, institution publisher, school publisher, organization publisher, holder publisher,"
    " address publisher-place, location publisher-place, isbn ISBN, issn ISSN, note note, addendum"
    " note, library call-number, entrynumber number"
)
_NAMES = table(
    "author author, editor editor, translator translator, bookauthor container-author, director"
    " director, composer composer, interviewer interviewer, redactor editor, editora editor,"
    " editorb editor, editorc editor"
)
_ROLES = {"compiler": "compiler", "director": "director", "translator": "translator"}
_VERBATIM = table("doi DOI, pmid PMID, pmcid PMCID")
_DATES = table("urldate accessed, lastchecked accessed, origdate original-date, eventdate"
               " event-date")  # fmt: skip
_LANGUAGES = table(
    "english en, american en-US, usenglish en-US, british en-GB, ukenglish en-GB, german de,"
    " ngerman de, austrian de-AT, naustrian de-AT, swissgerman de-CH, french fr, francais fr,"
    " canadien fr-CA, spanish es, italian it, dutch nl, portuguese pt, brazilian pt-BR, brazil"
    " pt-BR, russian ru, ukrainian uk, polish pl, czech cs, swedish sv, danish da, norwegian no,"
    " norsk nb, nynorsk nn, finnish fi, greek el, turkish tr, hungarian hu, japanese ja, chinese zh"
)
_IS_NUMBERED = re.compile("report|patent|legal|legislation|standard|thesis|document|webpage|dataset"
                          "|software|manuscript|personal_communication")  # fmt: skip
_WITHIN = re.compile("in.+|conference|supp.+|bookinbook")
_INHERITED = frozenset((*_TITLES, *_TEXTS, *_NAMES, *_VERBATIM, *_DATES))
_INHERITED |= {"title", "subtitle", "date", "year", "month", "day", "url", "number", "language"}
_INHERITED |= {"langid", "type", "editortype", "pages", "eprint", "eprinttype", "howpublished"}
_DEEPEST = 10
_MOST_COMMANDS = 100_000
_WHOLE = re.compile(r"\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}\s*")
_NAME_PART = re.compile(
    r'(?<![a-z])(family|given|prefix|suffix)\s*=\s*("[^"]*"|\{[^{}]*\}|[^,]*)', re.IGNORECASE
)
_ESCAPED = re.compile(r"\\url\s*|\\([_%&#$~{}])|[{}]")


def csl_items(source: SourceText, entries: Node) -> tuple[Sequence, list[Diagnostic]]:
    """The items that ``parse_bibtex`` has found, and diagnostics."""
    listed = entries.items if isinstance(entries, Sequence) else ()
    found = [entry for entry in listed if isinstance(entry, Mapping)]
    reading = _Reading(source, {_fields(entry)["id"].value: entry for entry in found})
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


@dataclass(slots=True)
class _Reading:
    source: SourceText
    entries: dict[str, Mapping]
    commands: int = 0
    unknown: set[str] = field(default_factory=set)
    inherited: dict[str, dict[str, Scalar]] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    def item(self, entry: Mapping) -> Mapping | None:
        """The item for an entry, or None for one that only others refer to."""
        own = _fields(entry)
        if own["entrytype"].value in ("xdata", "set"):
            return None
        fields = self._with_inherited(own, 0)
        kind, item = own["entrytype"].value, Item(entry)
        item.put("id", own["id"], own["id"].value)
        item.put("type", own["entrytype"], _type(kind, fields))
        self._put_title(item, fields)
        if _WITHIN.fullmatch(kind) and "booktitle" in fields:
            fields.pop("journal", None)
        if kind.endswith(("thesis", "report")) and fields.keys() & {"institution", "school"}:
            fields.pop("publisher", None)
        for name in filter(fields.__contains__, _TITLES):
            item.put(_TITLES[name], fields[name], self.text(fields[name], markup=True))
        for name in filter(fields.__contains__, _TEXTS):
            item.put(_TEXTS[name], fields[name], self.text(fields[name]))
        for name in filter(fields.__contains__, _NAMES):
            role = fields.get(f"{name}type")
            to = _ROLES.get(role.value.casefold(), _NAMES[name]) if role else _NAMES[name]
            item.put_names(to, [(fields[name], each) for each in self._names(fields[name])])
        for name in filter(fields.__contains__, _VERBATIM):
            item.put(_VERBATIM[name], fields[name], _verbatim(fields[name].value))
        if "address" in fields and "location" in fields:  # as ACM writes them
            item.put("event-place", fields["location"], self.text(fields["location"]))
        self._put_dates(item, fields)
        self._put_numbers(item, kind, fields)
        self._put_address(item, fields)
        if language := fields.get("langid") or fields.get("language"):
            word = self.text(language)
            item.put("language", language, _LANGUAGES.get(word.casefold(), word))
        return item.done()

    def text(self, written: Scalar, *, markup: bool = False) -> str:
        """What ``written`` says, without its LaTeX."""
        self.commands += written.value.count("\\")
        if is_nested_too_deep(written.value) or self.commands > _MOST_COMMANDS:
            what = "braces nest too deep" if self.commands <= _MOST_COMMANDS else "too much LaTeX"
            self._report("bibtex", written, f"{what} to be read", "Write it with fewer commands.")
            return written.value
        text = latex_text(written.value, markup=markup)
        for command in UNKNOWN.findall(text):
            if command not in self.unknown and command in written.value:
                self.unknown.add(command)
                message = f"the LaTeX command {command[:40]} is not known; it stays as it stands"
                self._report("bibtex-name", written, message, "Write what readers should see.")
        return text

    def _report(self, code: str, at: Scalar, message: str, hint: str) -> None:
        severity = Severity.WARNING if code == "bibtex-name" else Severity.ERROR
        if len(self.findings) < 100:
            self.findings.append(
                self.source.diagnostic(code, at.start, message, hint, severity=severity)
            )

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
            found = {name: value for name, value in whole.items() if name in _INHERITED}
        self.inherited[key] = found
        return found

    def _put_title(self, item: Item, fields: dict[str, Scalar]) -> None:
        names = ("title", "maintitle", "booktitle", "shorttitle", "type")
        title = next((fields[name] for name in names if name in fields), None)
        if title is None:
            return
        parts = [fields[name] for name in ("subtitle", "titleaddon") if name in fields]
        words = [self.text(part, markup=True) for part in (title, *parts)]
        item.put("title", title, ": ".join(filter(None, words)))

    def _put_dates(self, item: Item, fields: dict[str, Scalar]) -> None:
        for name in filter(fields.__contains__, _DATES):
            item.put(_DATES[name], fields[name], _date(_verbatim(fields[name].value)))
        if date := fields.get("date"):
            item.put("issued", date, _date(_verbatim(date.value)))
        if year := fields.get("year"):
            rest = [self.text(fields[n]) if n in fields else "" for n in ("month", "day")]
            item.put("issued", year, edtf_of(self.text(year), *rest))

    def _put_numbers(self, item: Item, kind: str, fields: dict[str, Scalar]) -> None:
        number, issue, pages = (fields.get(name) for name in ("number", "issue", "pages"))
        type_ = item.variables["type"]
        csl_type = type_.value if isinstance(type_, Scalar) else ""
        if number:
            to = "number" if _IS_NUMBERED.match(csl_type) else "collection-number"
            to = "issue" if csl_type.startswith(("article", "periodical")) else to
            item.put(to, number, self.text(number))
        if issue:
            item.put("issue", issue, self.text(issue))
        if pages:
            item.put("page", pages, re.sub(r"\s*[-–—]+\s*", "-", self.text(pages)))
        if genre := fields.get("type"):
            item.put("genre", genre, _GENRES.get(genre.value.casefold(), self.text(genre)))
        item.put("genre", fields["entrytype"], _GENRES.get(kind, ""))

    def _put_address(self, item: Item, fields: dict[str, Scalar]) -> None:
        if url := fields.get("url"):
            item.put("URL", url, first_address(_verbatim(url.value)))
        if how := fields.get("howpublished"):
            words = self.text(how)
            if "://" in words:
                item.put("URL", how, first_address(words))
            else:
                item.put("publisher", how, words)
        if eprint := fields.get("eprint"):
            archive, number = _archive(fields), _verbatim(eprint.value)
            if archive == "arxiv":
                number = re.sub(r"(?i)\Aarxiv:", "", number)
                self._put_preprint(item, eprint, number)
            elif archive == "pubmed":
                item.put("PMID", eprint, number)
            elif archive == "jstor":
                item.put("URL", eprint, f"https://www.jstor.org/stable/{number}")

    def _put_preprint(self, item: Item, eprint: Scalar, number: str) -> None:
        item.put("URL", eprint, f"https://arxiv.org/abs/{number}")
        type_ = item.variables["type"]
        if isinstance(type_, Scalar) and type_.value == "article":
            item.put("number", eprint, f"arXiv:{number}")
            item.put("publisher", eprint, "arXiv")

    def _names(self, written: Scalar) -> Iterator[dict[str, str]]:
        from bibtexparser.middlewares.names import (
            parse_single_name_into_parts,
            split_multiple_persons_names,
        )

        def text(*words: str) -> str:
            return self.text(Scalar(written.start, written.end, " ".join(words)))

        for listed in split_multiple_persons_names(" ".join(written.value.split())):
            name = re.sub(r" [0-9]{4}\Z", "", listed)  # DBLP's number for one of several
            if name.casefold() == "others":
                yield {"literal": "et al."}
            elif re.match(r'"?(?:family|given)\s*=', name, re.IGNORECASE):
                parts = {
                    part.lower(): text(word.strip('" ')) for part, word in _NAME_PART.findall(name)
                }
                parts["non-dropping-particle"] = parts.pop("prefix", "")
                yield {part: word for part, word in parts.items() if word}
            elif whole := _WHOLE.fullmatch(name):
                yield {"literal": text(whole[1])}
            elif family_comes_first(name) and " " in name:
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


def _type(kind: str, fields: dict[str, Scalar]) -> str:
    subtype = fields.get("entrysubtype")
    if subtype and kind in ("article", "suppperiodical"):
        return _SUBTYPES.get(subtype.value.casefold(), "article-journal")
    if kind == "unpublished" and "eventtitle" in fields:
        return "speech"
    if kind in ("misc", "unpublished", "online") and _archive(fields) == "arxiv":
        return "article"
    how = fields.get("howpublished")
    if kind == "misc" and ("://" in how.value if how else "url" in fields):
        return "webpage"
    return _TYPES.get(kind, "document")


def _archive(fields: dict[str, Scalar]) -> str:
    named = fields.get("eprinttype") or fields.get("archiveprefix")
    return named.value.casefold() if named else ""


def _date(text: str) -> str:
    """A date of BibLaTeX, which is EDTF but for an open end, or one in other words."""
    if re.fullmatch(r"[0-9/~?%.-]+", text) and not re.search(r"[0-9]/[0-9]{1,2}(?:/|\Z)", text):
        return re.sub(r"/\Z", "/..", re.sub(r"\A/", "../", text))
    return edtf_in(text)


def _verbatim(text: str) -> str:
    """An address or a number, in which only TeX's own signs are escaped."""
    text = text.replace(r"\textasciitilde", "~").replace(r"\~{}", "~")
    return _ESCAPED.sub(lambda found: found[1] or "", text).strip()
