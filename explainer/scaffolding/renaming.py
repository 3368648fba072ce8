"""Give a fact, a source or a question another name, wherever content names it.

The thing itself is named anew first, in memory. What names it is then an error of the site: at its
place stands the old name. These places are rewritten until no such error is left. So whatever a
build checks is found, and nothing that only looks like the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import record_address
from explainer.checks.waivers import waivers_of
from explainer.config import NotDrafted, find_content
from explainer.diagnostics import did_you_mean
from explainer.documents.data.nodes import Mapping as MappingNode
from explainer.documents.data.nodes import child, offsets_of, scalars
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.discovery import ContentFile, discover
from explainer.documents.files.source_text import SourceText, split_front_matter
from explainer.model.facts.attestations import ATTESTED, digest_of
from explainer.model.site.changes import CHANGES
from explainer.model.site.content_files import ParsedFiles, parse_file
from explainer.model.site.settings import SETTINGS
from explainer.model.site.site import Site
from explainer.model.values.expressions import matches_pattern, operands
from explainer.pipeline import Findings, errors_in, parse_site

_IN_CHANGES = {
    "fact": ("fact", "facts", "dropped_facts"),
    "source": ("source", "dropped"),
    "question": ("question",),
}
"""The fields of a change that name such a thing: it may be gone, so that no error tells them."""
_LINE_END = re.compile(r"\r?(?:\n|\Z)")


Edit: TypeAlias = tuple[str, int, int, str]
"""A file, where in it something begins and ends, and the text that takes its place."""


def rename(
    site: Path, as_of: date, kind: str, old: str, new: str
) -> tuple[Mapping[str, tuple[str, str]], Findings]:
    """The files of a site that change with the ``new`` name of a fact, a source or a question: by
    their paths, the text as it is and as it becomes. A question is ``page#id``, its new name an id.
    Or the errors that the site has, or would have with it.

    Raises SiteNotFound; NotDrafted if nothing has the old name, something the new, or a value would
    change.
    """
    files = {file.path: file for file in discover(find_content(site)).files}
    parsed, _ = parse_site(site)
    before, errors = errors_in(parsed, as_of)
    if errors:
        return {}, errors
    work = _Renaming(kind, old, new, as_of, files, parsed, before, errors)
    work.edit((*work.definitions(), *work.in_formulas(), *work.in_waivers(), *work.in_changes()))
    while edits := tuple(work.reported()):
        work.edit(edits)
    work.edit(work.digests(before))
    work.edit(work.aliases())
    texts = ((path, before.texts[path].text, now.text) for path, now in work.site.texts.items())
    return {path: (was, now) for path, was, now in texts if was != now}, work.errors


class _Renaming(Struct):
    """A renaming under way: ``parsed`` are the files as edited so far, ``site`` is made of them,
    with the pages that are held back."""

    kind: str
    old: str
    new: str
    as_of: date
    files: Mapping[str, ContentFile]
    parsed: ParsedFiles
    site: Site
    errors: Findings

    @property
    def id(self) -> str:
        """The old name, of a question without its page."""
        return self.old.rpartition("#")[2]

    def edit(self, edits: Iterable[Edit]) -> None:
        """Make the edits, and parse the changed files again."""
        texts: dict[str, str] = {}
        for path, start, end, new in sorted(set(edits), reverse=True):
            text = texts.get(path) or self.site.texts[path].text
            texts[path] = f"{text[:start]}{new}{text[end:]}"
        again = {path: parse_file(self.files[path], text.encode()) for path, text in texts.items()}
        files = tuple(again.get(file.path, file) for file in self.parsed.files)
        self.parsed = replace(self.parsed, files=files)
        self.site, self.errors = errors_in(self.parsed, self.as_of)

    def at(self, path: str, offset: int, written: str = "") -> Iterator[Edit]:
        """The edit of a name that is ``written`` at an offset; none if it is not, as in a word that
        YAML folds or escapes: an error then says so."""
        written = written or self.id
        if self.site.texts[path].text.startswith(written, offset):
            yield (path, offset, offset + len(written), self.new)

    def definitions(self) -> Iterator[Edit]:
        """Where the thing itself is named; of a question, in each language of its page."""
        name, site = self.old.partition("#")[0], self.site
        pages = [page for page in site.pages.values() if page.name == name]
        questions = {f"{name}#{each}": page for page in pages for each in page.question_ids}
        known = {"fact": site.facts, "source": site.sources, "question": questions}[self.kind]
        if self.old not in known:
            message = f'there is no {self.kind} "{self.old}". {did_you_mean(self.old, known)}'
            raise NotDrafted(message.rstrip())
        if self.old.removesuffix(self.id) + self.new in known:
            raise NotDrafted(f'there is a {self.kind} "{self.new}" already')
        if self.kind == "fact":
            yield from self.at(site.facts[self.old].path, site.facts[self.old].offset)
        elif self.kind == "source":
            source = site.sources[self.old]
            yield from self.at(source.path, source.offset, source.written_id)
        for page, question in ((p, q) for p in pages for q in p.body.questions if q.id == self.id):
            path, text, offset = page.source.path, page.source.text, question.offset
            if text.startswith(f"#{self.id}", offset - 1):
                yield from self.at(path, offset)
            elif end := _LINE_END.search(text, offset):  # it is made of the heading's words
                yield (path, end.start(), end.start(), f" {{#{self.new}}}")

    def in_formulas(self) -> Iterator[Edit]:
        """Where formulas name the fact, also those of former claims, which nothing works out.
        Raises NotDrafted if a pattern would hold it no longer, or only now: values would change."""
        claims = ((fact, claim) for fact in self.site.facts.values() for claim in fact.claims)
        for fact, claim in claims if self.kind == "fact" else ():
            for each in operands(claim.expression) if claim.expression else ():
                at, pattern = claim.formula_at[each.offset], each.pattern
                if pattern == self.old:
                    yield from self.at(fact.path, at)
                elif matches_pattern(pattern, self.old) != matches_pattern(pattern, self.new):
                    place = self.site.texts[fact.path].location(at)
                    message = f'{place}: "{pattern}" holds one of {self.old} and {self.new} only'
                    raise NotDrafted(f"{message}; choose another id, or name the facts there")

    def in_waivers(self) -> Iterator[Edit]:
        """Where waivers quote it from a warning."""
        name = re.compile(rf"(?<![\w./:+-]){re.escape(self.id)}(?![\w/:+-]|\.\w)")
        for waiver in waivers_of(self.site) if self.kind != "question" else ():
            start = waiver.offset + len(waiver.code) + 1
            if self.site.texts[waiver.path].text.startswith(waiver.words, start):
                for found in name.finditer(waiver.words):
                    yield from self.at(waiver.path, start + found.start())

    def in_changes(self) -> Iterator[Edit]:
        """Where the record of changes names it."""
        text = self.site.texts.get(CHANGES, SourceText(CHANGES, ""))
        root, _ = parse_yaml(text)
        for field, named in scalars(root) if root else ():
            if field in _IN_CHANGES[self.kind] and named.value == self.old:
                yield from self.at(CHANGES, offsets_of(text, named)(len(self.old) - len(self.id)))

    def reported(self) -> Iterator[Edit]:
        """Where errors of the site underline the old name, or the address of its page."""
        was, now = (record_address(self.kind, name)[:-1] for name in (self.old, self.new))
        for found in self.errors:
            path, text = found.location.path, self.site.texts[found.location.path].text
            *_, line = text.split("\n", found.location.line - 1)
            start = len(text) - len(line) + found.location.column - 1
            marked = text[start : start + found.length]
            if marked == self.id:
                yield from self.at(path, start)
            elif found.code == "dead-link" and f"/{was}/" in f"{marked}/":
                begin = start + marked.index(was)
                yield (path, begin, begin + len(was), now)

    def digests(self, before: Site) -> Iterator[Edit]:
        """The digests of what was attested and is the same but for the key of a source."""
        for fact_id, said in before.attested.items() if self.kind == "source" else ():
            if said.digest == digest_of(before.facts[fact_id]):
                start = self.site.texts[ATTESTED].text.index(said.digest, said.offset)
                now = digest_of(self.site.facts[fact_id])
                yield (ATTESTED, start, start + len(said.digest), now)

    def aliases(self) -> Iterator[Edit]:
        """The lines that keep the old address."""
        if self.kind != "question":
            yield _pair(self.site.texts[SETTINGS], f"{self.kind}_aliases", self.old, self.new)
        for page in self.site.pages.values() if self.kind == "question" else ():
            if page.name == self.old.partition("#")[0] and self.new in page.question_ids:
                yield _pair(page.source, "question_aliases", self.id, self.new)


def _pair(text: SourceText, field: str, key: str, value: str) -> Edit:
    """The edit that adds a pair to a mapping in a file of YAML, or in the front matter of a page;
    one that is not there is put at the end."""
    front = split_front_matter(text)[0] if text.path.endswith(".md") else None
    start, end = (front.start, front.end) if front else (0, len(text.text))
    root, _ = parse_yaml(text, start, end)
    held = child(root, [field]) if root else None
    if not isinstance(held, MappingNode) or not held.items:
        gap = "" if text.text[:end].endswith("\n") else "\n"
        return (text.path, end, end, f"{gap}{field}:\n  {key}: {value}\n")
    last_key, last = held.items[-1]
    if text.text.startswith("{", held.start):
        return (text.path, last.end, last.end, f", {key}: {value}")
    column = text.location(last_key.start).column - 1
    line_end = _LINE_END.search(text.text, last.end)
    end = line_end.start() if line_end else end
    return (text.path, end, end, f"\n{' ' * column}{key}: {value}")
