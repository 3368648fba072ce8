"""Assemble a site from parsed files, and report contradictions between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from explainer.diagnostics import Diagnostic, closest
from explainer.documents.files.source_text import SourceText
from explainer.model.entries.entry import Entry, ParsedEntries, entry_clashes
from explainer.model.facts.attestations import ParsedAttestations
from explainer.model.facts.fact import Fact
from explainer.model.facts.fact_files import ParsedFacts
from explainer.model.pages.checks import name_problem
from explainer.model.pages.page import Page, ParsedPage
from explainer.model.shared.fields import fold, is_copy
from explainer.model.shared.reading import Named
from explainer.model.site.declared_units import ParsedUnits
from explainer.model.site.settings import ParsedSettings, SiteSettings
from explainer.model.site.site import Incomplete, Site, Version
from explainer.model.sources.source import Source, key_clashes
from explainer.model.sources.source_files import ParsedSources
from explainer.model.values.units import BUILT_IN_UNITS


class ParsedFiles(Struct, frozen=True, kw_only=True):
    """All parsed files of a site, each kind in the order of paths.

    ``unread`` are the paths of files that could not be decoded.
    """

    settings: ParsedSettings | None = None
    pages: tuple[ParsedPage, ...] = ()
    facts: tuple[ParsedFacts, ...] = ()
    sources: tuple[ParsedSources, ...] = ()
    entries: tuple[ParsedEntries, ...] = ()
    units: ParsedUnits | None = None
    attested: ParsedAttestations | None = None
    images: tuple[str, ...] = ()
    texts: tuple[SourceText, ...] = ()
    unread: tuple[str, ...] = ()


def assemble(parsed: ParsedFiles, as_of: date, drafts: bool) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The site, and the errors in it that no single file shows."""
    diagnostics: list[Diagnostic] = []
    settings = (parsed.settings and parsed.settings.settings) or SiteSettings(title="")
    facts = _facts(parsed.facts, diagnostics)
    sources = _sources(parsed, diagnostics)
    entries = _entries(parsed, diagnostics)
    misnamed: list[str] = []
    live, held = _pages(parsed, settings, as_of, drafts, diagnostics, misnamed)
    declared = parsed.units.records if parsed.units else ()
    attested = parsed.attested.records if parsed.attested else ()
    site = Site(
        settings=settings,
        as_of=as_of,
        facts=facts,
        sources=sources,
        entries={(e.kind, e.id): e for e in entries},
        entry_names=_entry_names(entries),
        units={**BUILT_IN_UNITS, **{unit.id: unit for unit in declared}},
        attested={each.fact: each for each in attested},
        pages=live,
        held_back=held,
        images=frozenset(parsed.images),
        texts={text.path: text for text in parsed.texts},
        incomplete=_incomplete(parsed, misnamed),
    )
    return site, tuple(diagnostics)


def _incomplete(parsed: ParsedFiles, misnamed: Iterable[str]) -> Incomplete:
    def unread(beginning: str) -> bool:
        return any(f"{path}/".startswith(beginning) for path in parsed.unread)

    entry_files = ("content/glossary", "content/people", "content/places")
    return Incomplete(
        facts=unread("content/facts/") or any(not f.readable for f in parsed.facts),
        sources=unread("content/sources/") or any(not s.readable for s in parsed.sources),
        entries=any(unread(f) for f in entry_files) or any(not e.readable for e in parsed.entries),
        units=unread("content/units") or (parsed.units is not None and not parsed.units.readable),
        unit_ids=parsed.units.broken if parsed.units else frozenset(),
        fact_ids=frozenset().union(*(f.broken for f in parsed.facts)),
        source_keys=frozenset().union(*(s.broken for s in parsed.sources)),
        entry_ids=frozenset().union(*(e.broken for e in parsed.entries)),
        page_paths=frozenset(
            (*parsed.unread, *misnamed, *(page.path for page in parsed.pages if not page.sound))
        ),
    )


def _facts(files: Sequence[ParsedFacts], diagnostics: list[Diagnostic]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    by_path = {file.source.path: file for file in files}
    twins: dict[tuple[str, str], list[Fact]] = {}
    for fact in (fact for file in files for fact in file.records):
        first = facts.setdefault(fact.id, fact)
        if first is not fact:
            copy, other = (first, fact) if is_copy(first.path, fact.path) else (fact, first)
            twins.setdefault((copy.path, other.path), []).append(copy)
    for (path, other_path), copies in twins.items():
        if is_copy(path, other_path) and len(copies) == len(by_path[path].records) > 1:
            message = f"every fact of this file stands in {other_path} too"
            hint = "Delete one of the two files, or give its facts other ids."
            diagnostics.append(Diagnostic.of_file(path, "duplicate-fact", message, hint))
            continue
        for copy in copies:
            named, message = Named(copy.id, copy.offset), f'the fact "{copy.id}" stands twice'
            hint = f"It stands in {other_path} too: give one of them another id."
            source = by_path[path].source
            diagnostics.append(named.problem(source, "duplicate-fact", message, hint))
    return facts


def _sources(parsed: ParsedFiles, diagnostics: list[Diagnostic]) -> dict[str, Source]:
    pairs = [(file.source, source) for file in parsed.sources for source in file.records]
    if key_clashes(pairs):
        # Of a file and its copy, the copy is blamed.
        paths = [file.source.path for file in parsed.sources]
        copies = {path for path in paths if any(is_copy(path, other) for other in paths)}
        diagnostics += key_clashes(sorted(pairs, key=lambda pair: pair[0].path in copies))
    sources: dict[str, Source] = {}
    for _, source in pairs:
        sources.setdefault(source.key, source)
    return sources


def _entries(parsed: ParsedFiles, diagnostics: list[Diagnostic]) -> list[Entry]:
    pairs = [(file.source, entry) for file in parsed.entries for entry in file.records]
    diagnostics += entry_clashes(pairs)
    return [entry for _, entry in pairs]


def _entry_names(entries: Iterable[Entry]) -> dict[str, tuple[str, str]]:
    names: dict[str, tuple[str, str]] = {}
    for entry in entries:
        for words, _ in entry.spellings:
            names.setdefault(fold(words), (entry.kind, entry.id))
    return names


def _pages(
    parsed: ParsedFiles,
    settings: SiteSettings,
    as_of: date,
    drafts: bool,
    diagnostics: list[Diagnostic],
    misnamed: list[str],
) -> tuple[dict[Version, Page], dict[Version, Page]]:
    live: dict[Version, Page] = {}
    held: dict[Version, Page] = {}
    taken: dict[Version, str] = {}
    originals = _originals(parsed)
    readable = parsed.settings is not None and parsed.settings.settings is not None
    for file in parsed.pages:
        language = file.language or settings.language
        problem: tuple[str, str, str] | None = None
        if unfit := name_problem(file.name, settings.languages):
            problem = ("name", unfit[0], f"Rename the file. {unfit[1]}")
            misnamed.append(file.path)
        elif file.language:
            problem = _language_problem(file, settings.languages if readable else None, originals)
        if problem is None and (file.name, language) in taken:
            message = f"another page is at /{file.name}/: {taken[file.name, language]}"
            problem = ("duplicate-address", message, "Rename one of the two files.")
        if problem:
            diagnostics.append(Diagnostic.of_file(file.path, *problem))
            continue
        taken[file.name, language] = file.path
        if file.page is not None and readable:
            _check_stated_language(file.page, language, diagnostics)
        if file.page is not None:
            into = live if file.page.live(as_of, drafts) else held
            into[file.name, language] = file.page
    _hold_translations_back(live, held, settings.language)
    _check_aliases(live, taken, settings.languages, diagnostics)
    _check_translations(live, held, settings.language, diagnostics)
    return live, held


def _hold_translations_back(
    live: dict[Version, Page], held: dict[Version, Page], default: str
) -> None:
    """Hold translations back as long as their originals."""
    for name, language in [key for key in live if key[1] != default]:
        if (name, default) in held:
            held[name, language] = live.pop((name, language))


def _originals(parsed: ParsedFiles) -> set[tuple[str, str]]:
    """Folder and name of each page that may be translated, including unread files."""
    unread = (path.rpartition("/") for path in parsed.unread)
    return {
        *((f"content/{file.kind}s", file.name) for file in parsed.pages if not file.language),
        *((folder, name.removesuffix(".md")) for folder, _, name in unread),
    }


def _language_problem(
    file: ParsedPage, languages: Sequence[str] | None, originals: set[tuple[str, str]]
) -> tuple[str, str, str] | None:
    """Code, message and hint of what is wrong with a translation's name, or None. ``languages`` are
    the site's, if they are known."""
    if languages is not None and file.language not in languages:
        return (
            "language",
            f'"{file.language}" is no language of this site',
            "Add it to languages: in content/site.yaml, or rename the file.",
        )
    folder = f"content/{file.kind}s"
    if (folder, file.name) in originals:
        return None
    close = closest(file.name, (name for other, name in originals if other == folder))
    hint = f"Write {file.name}.md beside it."
    hint = f"Did you mean {close}.{file.language}.md?" if close else hint
    return ("translation", f"this translates {file.name}.md, which does not exist", hint)


def _check_stated_language(page: Page, language: str, diagnostics: list[Diagnostic]) -> None:
    """Report front matter that states another language than the file's name."""
    stated = page.stated_language
    if stated and stated.id != language:
        message = f"this page is in {language}, by its file's name, and not in {stated.id}"
        hint = f"Mend the language, or call the file {page.name}.{stated.id}.md."
        diagnostics.append(stated.problem(page.source, "language", message, hint))


def _check_aliases(
    live: dict[Version, Page],
    taken: dict[Version, str],
    languages: Sequence[str],
    diagnostics: list[Diagnostic],
) -> None:
    aliases: dict[Version, str] = {}
    for (_, language), page in live.items():
        for alias in page.aliases:
            path = page.source.path
            other = taken.get((alias.id, language)) or aliases.get((alias.id, language))
            if problem := name_problem(alias.id, languages):
                code, (message, hint) = "name", problem
            elif other:
                code, hint = "duplicate-address", "Two pages cannot have one address."
                whose = "this page itself" if other == path else other
                message = f"the address /{alias.id}/ is taken by {whose}"
            else:
                aliases[alias.id, language] = path
                continue
            diagnostics.append(alias.problem(page.source, code, message, hint))


def _check_translations(
    live: dict[Version, Page],
    held: dict[Version, Page],
    default: str,
    diagnostics: list[Diagnostic],
) -> None:
    """Report questions in translations that their originals do not have."""
    for (name, language), page in live.items():
        original = live.get((name, default)) or held.get((name, default))
        if language == default or original is None:
            continue
        known = {*original.question_ids}
        if known.issuperset(page.question_ids):
            continue
        for question in page.body.questions:
            if question.id and question.id not in known:
                close = closest(question.id, known)
                hint = f"Its questions are {', '.join(sorted(known)) or 'none'}."
                hint = f"Did you mean {{#{close}}}?" if close else hint
                named = Named(question.id, question.offset)
                message = f'the original has no question "{question.id}"'
                diagnostics.append(named.problem(page.source, "translation", message, hint))
