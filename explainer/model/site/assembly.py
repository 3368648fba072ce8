"""Assemble a site from parsed files, and report contradictions between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from explainer.diagnostics import Diagnostic, closest, did_you_mean
from explainer.documents.files.source_text import SourceText
from explainer.languages.catalogues import Phrase
from explainer.languages.locales import fallback_chain
from explainer.model.entries.entry import Entry, ParsedEntries, entry_clashes
from explainer.model.facts.attestations import ParsedAttestations
from explainer.model.facts.claims import Fact
from explainer.model.facts.fact_files import ParsedFacts
from explainer.model.facts.fact_translations import ParsedFactTranslations, language_of, merge
from explainer.model.pages.checks import name_problem
from explainer.model.pages.page import Page, ParsedPage
from explainer.model.shared.fields import fold, is_copy
from explainer.model.shared.parsing import Parsed
from explainer.model.shared.reading import Named
from explainer.model.site.changes import ParsedChanges, SiteChange
from explainer.model.site.content_files import ParsedFiles
from explainer.model.site.settings import SiteSettings
from explainer.model.site.site import Incomplete, Site, Unread, Version
from explainer.model.site.words import ParsedWords
from explainer.model.sources.source import Source, key_clashes
from explainer.model.sources.source_files import ParsedSources
from explainer.model.values.units import BUILT_IN_UNITS, ParsedUnits

T = TypeVar("T")
_ENTRY_FILES = ("content/glossary", "content/people", "content/places", "content/topics")


def assemble(parsed: ParsedFiles, as_of: date, drafts: bool) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The site, and the errors in it that no single file shows."""
    settings = parsed.settings and parsed.settings.settings
    are_known, settings = settings is not None, settings or SiteSettings(title="")
    work = _Assembly(parsed=parsed, settings=settings, are_known=are_known)
    facts, sources = work.translated(work.facts()), work.sources()
    pairs = [pair for pair in work.records(ParsedEntries) if pair[1].kind != "topic"]
    work.problems += entry_clashes(pairs)
    work.sort_pages(as_of, drafts)
    entries = [entry for _, entry in pairs]
    site = Site(
        settings=work.settings,
        as_of=as_of,
        facts=facts,
        sources=sources,
        entries={(e.kind, e.id): e for e in entries},
        # The first to have a name keeps it.
        entry_names={
            fold(words): (entry.kind, entry.id)
            for entry in reversed(entries)
            for words, _ in entry.spellings
        },
        units={**BUILT_IN_UNITS, **{unit.id: unit for _, unit in work.records(ParsedUnits)}},
        topics={e.id: e for _, e in work.records(ParsedEntries) if e.kind == "topic"},
        attested={each.fact: each for _, each in work.records(ParsedAttestations)},
        changes=work.changes(as_of),
        pages=work.live,
        held_back=work.held,
        words=work.words(),
        images=parsed.images,
        texts={file.path: file.source for file in parsed.files if file.source},
        incomplete=work.incomplete(),
    )
    used = {named.id for _, named in site.used_topics(also_held_back=True)}
    unnamed = {each: _unnamed_topic(each) for each in sorted(used - site.topics.keys())}
    return replace(site, topics={**site.topics, **unnamed}), tuple(work.problems)


def _unnamed_topic(id_: str) -> Entry:
    """A topic that is called by the words of its id."""
    words = id_.replace("-", " ")
    return Entry(kind="topic", id=id_, path="", offset=0, name=words[:1].upper() + words[1:])


class _Assembly(Struct, kw_only=True):
    """A site in the making. ``live`` and ``held`` are its pages, ``misnamed`` the paths of those
    that can have no address. The settings may be unknown."""

    parsed: ParsedFiles
    settings: SiteSettings
    are_known: bool
    problems: list[Diagnostic] = []
    live: dict[Version, Page] = {}
    held: dict[Version, Page] = {}
    misnamed: list[str] = []

    def records(self, kind: type[Parsed[T]]) -> Iterator[tuple[SourceText, T]]:
        """The records in all files of a kind, each with its file."""
        for source, file in self.parsed.of_kind(kind):
            yield from ((source, record) for record in file.records)

    def changes(self, as_of: date) -> tuple[SiteChange, ...]:
        """What is on record until a day, of pages under their present names."""
        pages = {name: page for (name, _), page in (*self.held.items(), *self.live.items())}
        former = {
            alias.id: name
            for name, page in pages.items()
            for alias in page.aliases
            if alias.id not in pages
        }
        recorded = (each for _, each in self.records(ParsedChanges) if each.day <= as_of)
        return tuple(each.of_page(former.get(each.page, each.page)) for each in recorded)

    def incomplete(self) -> Incomplete:
        parsed, unread = self.parsed, self.parsed.unread

        def lost(kind: type[Parsed[Any]], *beginnings: str) -> Unread:
            files = [file for _, file in parsed.of_kind(kind)]
            is_unread = any(f"{path}/".startswith(beginnings) for path in unread)
            ids = frozenset[str]().union(*(file.broken for file in files))
            return Unread(is_unread or not all(file.readable for file in files), ids)

        unsound = (page.path for _, page in parsed.of_kind(ParsedPage) if not page.sound)
        return Incomplete(
            facts=lost(ParsedFacts, "content/facts/"),
            sources=lost(ParsedSources, "content/sources/"),
            entries=lost(ParsedEntries, *_ENTRY_FILES),
            units=lost(ParsedUnits, "content/units"),
            page_paths=frozenset((*unread, *self.misnamed, *unsound)),
        )

    def facts(self) -> dict[str, Fact]:
        facts: dict[str, Fact] = {}
        files = {source.path: (source, file) for source, file in self.parsed.of_kind(ParsedFacts)}
        twins: dict[tuple[str, str], list[Fact]] = {}
        for _, fact in self.records(ParsedFacts):
            first = facts.setdefault(fact.id, fact)
            if first is not fact:
                copy, other = (first, fact) if is_copy(first.path, fact.path) else (fact, first)
                twins.setdefault((copy.path, other.path), []).append(copy)
        for (path, other_path), copies in twins.items():
            source, file = files[path]
            if is_copy(path, other_path) and len(copies) == len(file.records) > 1:
                message = f"every fact of this file stands in {other_path} too"
                hint = "Delete one of the two files, or give its facts other ids."
                self.problems.append(Diagnostic.of_file(path, "duplicate-fact", message, hint))
                continue
            for copy in copies:
                message = f'the fact "{copy.id}" stands twice'
                hint = f"It stands in {other_path} too: give one of them another id."
                named = Named(copy.id, copy.offset)
                self.problems.append(named.problem(source, "duplicate-fact", message, hint))
        return facts

    def translated(self, facts: dict[str, Fact]) -> dict[str, Fact]:
        """The facts with their translations in files of their own."""
        unread = self.incomplete().facts
        for source, file in self.parsed.of_kind(ParsedFactTranslations):
            if not self.is_language(source, language_of(source.path), self.settings.languages[1:]):
                continue
            for each in file.records:
                if fact := facts.get(each.fact.id):
                    merged = merge(source, each, fact)
                    if isinstance(merged, Diagnostic):
                        self.problems.append(merged)
                    else:
                        facts[fact.id] = merged
                elif not unread.may_hold(each.fact.id):
                    message = f'there is no fact "{each.fact.id}"'
                    hint = did_you_mean(each.fact.id, facts) or "Mend the id, or delete the entry."
                    self.problems.append(each.fact.problem(source, "unknown-fact", message, hint))
        return facts

    def words(self) -> dict[str, tuple[Phrase, ...]]:
        """The site's own words for what the generator says, by language."""
        known = [tag for each in self.settings.languages for tag in fallback_chain(each)]
        return {
            file.language: file.phrases
            for source, file in self.parsed.of_kind(ParsedWords)
            if self.is_language(source, file.language, known)
        }

    def is_language(self, source: SourceText, named: str, known: Sequence[str]) -> bool:
        """Whether a file is named after a known language; else report it."""
        if not self.are_known or named in known:
            return True
        message = f'"{named}" is no language that this site is translated into'
        hint = "Add it to languages: in content/site.yaml, or rename the file."
        self.problems.append(Diagnostic.of_file(source.path, "language", message, hint))
        return False

    def sources(self) -> dict[str, Source]:
        pairs = [*self.records(ParsedSources)]
        if key_clashes(pairs):
            # Of a file and its copy, the copy is blamed.
            paths = [source.path for source, _ in self.parsed.of_kind(ParsedSources)]
            copies = {path for path in paths if any(is_copy(path, other) for other in paths)}
            self.problems += key_clashes(sorted(pairs, key=lambda pair: pair[0].path in copies))
        sources: dict[str, Source] = {}
        for _, source in pairs:
            sources.setdefault(source.key, source)
        return sources

    def sort_pages(self, as_of: date, drafts: bool) -> None:
        """Tell the pages of this build from those held back, and report what is wrong with their
        names, and between them."""
        default, languages = self.settings.language, self.settings.languages
        taken: dict[Version, str] = {}
        originals = self._originals()
        for _, file in self.parsed.of_kind(ParsedPage):
            language = file.language or default
            problem: tuple[str, str, str] | None = None
            if unfit := name_problem(file.name, languages):
                problem = ("name", unfit[0], f"Rename the file. {unfit[1]}")
                self.misnamed.append(file.path)
            elif file.language:
                problem = self._language_problem(file, originals)
            if problem is None and (file.name, language) in taken:
                message = f"another page is at /{file.name}/: {taken[file.name, language]}"
                problem = ("duplicate-address", message, "Rename one of the two files.")
            if problem:
                self.problems.append(Diagnostic.of_file(file.path, *problem))
                continue
            taken[file.name, language] = file.path
            if file.page is not None:
                self._check_stated_language(file.page, language)
                is_held = not drafts and file.page.held_back(as_of)
                into = self.held if is_held else self.live
                into[file.name, language] = file.page
        # Translations wait as long as their originals, and are withdrawn with them.
        for name, language in [key for key in self.live if key[1] != default]:
            if (name, default) in self.held:
                self.held[name, language] = self.live.pop((name, language))
            elif (original := self.live.get((name, default))) and original.status == "withdrawn":
                self.live[name, language] = replace(self.live[name, language], status="withdrawn")
        self._check_translations()

    def _originals(self) -> set[tuple[str, str]]:
        """Folder and name of each page that may be translated, including unread files."""
        pages = (page for _, page in self.parsed.of_kind(ParsedPage))
        unread = (path.rpartition("/") for path in self.parsed.unread)
        return {
            *((f"content/{page.kind}s", page.name) for page in pages if not page.language),
            *((folder, name.removesuffix(".md")) for folder, _, name in unread),
        }

    def _language_problem(
        self, file: ParsedPage, originals: set[tuple[str, str]]
    ) -> tuple[str, str, str] | None:
        """Code, message and hint of what is wrong with a translation's name, or None."""
        if self.are_known and file.language not in self.settings.languages:
            hint = "Add it to languages: in content/site.yaml, or rename the file."
            return "language", f'"{file.language}" is no language of this site', hint
        folder = f"content/{file.kind}s"
        if (folder, file.name) in originals:
            return None
        close = closest(file.name, (name for other, name in originals if other == folder))
        hint = f"Write {file.name}.md beside it."
        hint = f"Did you mean {close}.{file.language}.md?" if close else hint
        return ("translation", f"this translates {file.name}.md, which does not exist", hint)

    def _check_stated_language(self, page: Page, language: str) -> None:
        """Report front matter that states another language than the file's name."""
        stated = page.stated_language
        if self.are_known and stated and stated.id != language:
            message = f"this page is in {language}, by its file's name, and not in {stated.id}"
            hint = f"Mend the language, or call the file {page.name}.{stated.id}.md."
            self.problems.append(stated.problem(page.source, "language", message, hint))

    def _check_translations(self) -> None:
        """Report questions in translations that their originals do not have, and reasons where
        neither is withdrawn."""
        default = self.settings.language
        for (name, language), page in self.live.items():
            original = self.live.get((name, default)) or self.held.get((name, default))
            if language == default or original is None or original.status == "withdrawn":
                continue
            if page.reason and page.status != "withdrawn":
                hint = "Withdraw the original, add status: withdrawn here, or delete it."
                offset, length = page.place_of("reason")
                message = '"reason" is for a withdrawn page'
                found = page.source.diagnostic("reason", offset, message, hint, length=length)
                self.problems.append(found)
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
                    self.problems.append(named.problem(page.source, "translation", message, hint))
