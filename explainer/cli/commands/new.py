"""Make a site, a page, a fact or a source, by asking for what it needs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from msgspec.structs import replace

from explainer import pipeline
from explainer.cli.arguments import answers_at
from explainer.cli.request import Request
from explainer.cli.terminal import print_diagnostics, say
from explainer.config import NotDrafted, SiteNotFound
from explainer.diagnostics import in_order
from explainer.documents.files.discovery import ContentFile
from explainer.model.site.assembly import assemble
from explainer.model.site.content_files import ParsedFiles, parse_file
from explainer.model.site.site import Site
from explainer.scaffolding import pages, records
from explainer.scaffolding.drafts import Draft
from explainer.scaffolding.fields import Answers, Field, clean, complete
from explainer.scaffolding.saved_pages import LARGEST, describe_page

_Kind: TypeAlias = "tuple[str, tuple[Field, ...], Callable[[Answers, Site], list[Draft]]]"

KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "explainer": (
            "an explainer, with its questions",
            pages.EXPLAINER_FIELDS,
            pages.draft_explainer,
        ),
        "fact": ("a fact with its sources", records.FACT_FIELDS, records.draft_fact),
        "source": ("a source that texts cite", records.SOURCE_FIELDS, records.draft_source),
        "page": ("a plain page", pages.PAGE_FIELDS, pages.draft_page),
        "site": ("a site, with an example", pages.SITE_FIELDS, pages.draft_site),
    }
)
"""What each kind is, its fields, and what drafts it from complete answers: the file that the editor
goes on with, and new files beside it, but for those that are there already."""


def run(request: Request) -> None:
    config, options = request.config, request.options
    _, fields, draft_files = KINDS[options.kind]
    parsed = _parsed(request)
    site, _ = assemble(parsed, config.as_of, drafts=True)
    said = {field.name: getattr(options, answers_at(field), ()) for field in fields}
    given = {name: tuple(words) for name, words in said.items() if words}
    given = {**_found_in_page(request, given), **given}
    # A pipe or a scheduled job would wait for ever.
    can_ask = sys.stdin.isatty() and sys.stdout.isatty()
    answers = complete(fields, given, site, _ask if can_ask else None)
    main, *others = draft_files(answers, site)
    drafts = [main, *(each for each in others if not (config.site / each.path).exists())]
    _, before = pipeline.errors_in(parsed, config.as_of)
    _, after = pipeline.errors_in(_with(parsed, drafts), config.as_of)
    if found := set(after).difference(before):
        print_diagnostics(in_order(found))
        raise NotDrafted("the site would not build with it", main.addition)
    main, *others = [request.write_draft(each) for each in drafts]
    request.remark(f"{'Wrote' if main.before is None else 'Added to'} {main.path}")
    for each in others:
        request.remark(f"Wrote {each.path}")
    step = main.next_step or f"look at it: {request.naming('serve --open')}"
    request.remark(f"{main.path}:{main.next_line}: {step}")


def _parsed(request: Request) -> ParsedFiles:
    """The files of the site: none, for a new one."""
    try:
        return pipeline.parse_site(request.config.site)[0]
    except SiteNotFound:
        if request.options.kind == "site":
            return ParsedFiles()
        raise


def _found_in_page(request: Request, given: Answers) -> Answers:
    """The answers that the saved page gives; print which of the usual ones it lacks."""
    file = request.options.from_file
    if file is None:
        return {}
    try:
        with file.open("rb") as opened:
            found = describe_page(opened.read(LARGEST))
    except OSError as error:
        raise NotDrafted(f"cannot read {file}: {error.strerror}") from error
    usual = [field.name for field in records.SOURCE_FIELDS if not field.is_rare]
    lacking = [name for name in usual if name not in {"key", "file", *found, *given}]
    if lacking:
        request.remark(f"{file} does not say: {', '.join(lacking)}")
    return found


def _with(parsed: ParsedFiles, drafts: Iterable[Draft]) -> ParsedFiles:
    """The files of a site with those drafted in its content, which replace those that they
    continue."""
    files = {file.path: file for file in parsed.files}
    for draft in drafts:
        if draft.path.startswith("content/"):
            folder = draft.path.removeprefix("content/").rpartition("/")[0]
            file = ContentFile(draft.path, folder, draft.path)
            files[draft.path] = parse_file(file, draft.text.encode())
    return replace(parsed, files=tuple(files.values()))


def _ask(field: Field, proposal: str, required: bool, site: Site) -> tuple[str, ...]:
    """The answers to a field: ask until they are valid. An empty line takes the proposal, or
    leaves the field out. Raises EOFError if the terminal is closed (Ctrl-D)."""
    if field.is_switch:
        # An answer that was meant for the next question is neither.
        while (answer := _line(field, "y/N")).casefold() not in ("y", "yes", "n", "no", ""):
            say(f'  "{answer}" is neither y nor n.')
        return ("yes",) if answer.casefold().startswith("y") else ()
    answers: list[str] = []
    while not answers or field.many:
        answer = _line(field, "Enter to go on") if answers else _line(field, proposal) or proposal
        if not answer and (answers or not required):
            break
        if not answer:
            say("  It cannot be left out.")
        elif problem := field.problem(answer, site):
            say(f"  {problem}")
        else:
            answers.append(answer)
    return tuple(answers)


def _line(field: Field, proposal: str) -> str:
    name = field.name.replace("-", " ").capitalize()
    brackets = f" [{proposal}]" if proposal else ""
    return clean(input(f"{name} ({field.about}){brackets}: "))
