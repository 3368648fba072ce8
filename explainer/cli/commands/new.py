"""Make a page, a fact, a source or an entry, by asking for what it needs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from msgspec.structs import replace

from explainer.cli.request import DONE, INTERRUPTED, WRONG_COMMAND, Request
from explainer.cli.shared_options import shared_options
from explainer.cli.terminal import complain, print_diagnostics, say
from explainer.config import SiteNotFound
from explainer.diagnostics import in_order
from explainer.scaffolding.drafts import Draft, NotDrafted, pointing_to_schema, write_draft
from explainer.scaffolding.fields import Answers, Field, WrongAnswers, clean, complete
from explainer.scaffolding.kinds import KINDS

if TYPE_CHECKING:
    from explainer.model.site.content_files import ParsedFiles
    from explainer.model.site.site import Site

SUMMARY = "make a page, a fact, a source or an entry, by asking for what it needs"


def add_options(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    for name, kind in KINDS.items():
        own = kinds.add_parser(
            name,
            help=kind.summary,
            description=f"Make {kind.summary}. On a terminal it asks for what is not given.",
            parents=[shared_options()],
            argument_default=argparse.SUPPRESS,
            allow_abbrev=False,
        )
        for field in kind.fields:
            _add_option(own, field)
        if kind.describe:
            about = "a saved web page, to take from it what it says of itself"
            own.add_argument("--from-file", type=Path, metavar="FILE", help=about)


def run(request: Request) -> int:
    called = f"{request.program} new {request.options.kind}"
    try:
        draft, *beside = _write(request)
    except WrongAnswers as wrong:
        for line in str(wrong).split("\n"):
            complain(f"{called}: {line}")
        return WRONG_COMMAND
    except NotDrafted as refused:
        complain(f"{called}: {refused}")
        if refused.snippet:
            snippet = dedent(refused.snippet).strip()
            complain(f"Nothing was written. It would have been:\n\n{snippet}")
        return WRONG_COMMAND
    except EOFError:
        complain("\nNothing was written.")
        return INTERRUPTED
    request.remark(f"{'Wrote' if draft.before is None else 'Added to'} {draft.path}")
    for each in beside:
        request.remark(f"Wrote {each.path}")
    step = draft.next_step or f"look at it: {request.naming('serve --open')}"
    request.remark(f"{draft.path}:{draft.next_line}: {step}")
    return DONE


def _write(request: Request) -> list[Draft]:
    """The draft, and those of other files that it comes with, written. Raises WrongAnswers,
    NotDrafted, SiteNotFound, and EOFError if the terminal is closed while it asks."""
    from explainer.model.site.assembly import assemble
    from explainer.pipeline import errors_in

    config, options = request.config, request.options
    parsed = _parsed(request)
    site, _ = assemble(parsed, config.as_of, drafts=True)
    kind = KINDS[options.kind]
    options_given = _given(request)
    given = {**_found_in_page(request, options_given), **options_given}
    answers = complete(kind.fields, given, site, _ask if _can_ask() else None)
    draft = pointing_to_schema(kind.draft(answers, site), config.site)
    beside = [each for each in kind.beside(answers, site) if not (config.site / each.path).exists()]
    _, before = errors_in(parsed, config.as_of)
    _, after = errors_in(_with(parsed, [draft, *beside]), config.as_of)
    if found := set(after).difference(before):
        print_diagnostics(in_order(found))
        raise NotDrafted("the site would not build with it", draft.addition)
    for each in (draft, *beside):
        write_draft(config.site, each)
    return [draft, *beside]


def _with(parsed: ParsedFiles, drafts: Iterable[Draft]) -> ParsedFiles:
    """The files of a site with those drafted in its content, which replace those that they
    continue."""
    from explainer.documents.files.discovery import ContentFile
    from explainer.model.site.content_files import parse_file

    files = {file.path: file for file in parsed.files}
    for draft in drafts:
        if draft.path.startswith("content/"):
            folder = draft.path.removeprefix("content/").rpartition("/")[0]
            file = ContentFile(draft.path, folder, draft.path)
            files[draft.path] = parse_file(file, draft.text.encode())
    return replace(parsed, files=tuple(files.values()))


def _given(request: Request) -> Answers:
    """The answers that were given as options."""
    options = vars(request.options)
    at = {field.name: _stored_at(field) for field in KINDS[request.options.kind].fields}
    return {name: tuple(options[at[name]]) for name in at if at[name] in options}


def _found_in_page(request: Request, given: Answers) -> Answers:
    """The answers that the saved page gives; print which of the usual ones it lacks."""
    from explainer.scaffolding.saved_pages import LARGEST

    options = request.options
    kind, file = KINDS[options.kind], options.from_file
    if file is None or kind.describe is None:
        return {}
    try:
        with file.open("rb") as opened:
            found = kind.describe(opened.read(LARGEST))
    except OSError as error:
        raise NotDrafted(f"cannot read {file}: {error.strerror}") from error
    usual = [field.name for field in kind.fields if not field.is_rare]
    lacking = [name for name in usual if name not in {"key", "file", *found, *given}]
    if lacking:
        request.remark(f"{file} does not say: {', '.join(lacking)}")
    return found


def _parsed(request: Request) -> ParsedFiles:
    """The files of the site: none, for a new one."""
    from explainer import pipeline
    from explainer.model.site.content_files import ParsedFiles

    try:
        return pipeline.parse_site(request.config.site)[0]
    except SiteNotFound as missing:
        if request.options.kind == "site":
            return ParsedFiles()
        raise SiteNotFound(f"{missing}; make one: {request.naming('new site')}") from missing


def _add_option(parser: argparse.ArgumentParser, field: Field) -> None:
    flag, at = f"--{field.name}", _stored_at(field)
    if field.is_switch:
        parser.add_argument(flag, dest=at, action="append_const", const="yes", help=field.about)
        return
    choices = f": {', '.join(field.choices)}" if field.choices else ""
    again = "; again for another" if field.many else ""
    parser.add_argument(
        flag,
        dest=at,
        action="append",
        metavar=field.name.upper().replace("-", "_"),
        choices=field.choices or None,
        help=f"{field.about}{choices}{again}",
    )


def _stored_at(field: Field) -> str:
    """The attribute of Options that holds the answers to a field, apart from other options."""
    return f"answer-{field.name}"


def _can_ask() -> bool:
    """Whether a person can answer: a pipe or a scheduled job would wait for ever."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask(field: Field, proposal: str, required: bool, site: Site) -> tuple[str, ...]:
    """The answers to a field: ask until they are valid. An empty line takes the proposal, or
    leaves the field out. Raises EOFError if the terminal is closed (Ctrl-D)."""
    if field.is_switch:
        return _switch(field)
    answers: list[str] = []
    while True:
        answer = _line(field, "Enter to go on" if answers else proposal) or (
            "" if answers else proposal
        )
        problem = field.problem(answer, site) if answer else ""
        if answer and field.choices and answer not in field.choices:
            problem = f'"{answer}" is none of {", ".join(field.choices)}.'
        if problem:
            say(f"  {problem}")
        elif not answer and required and not answers:
            say("  It cannot be left out.")
        elif not answer:
            return tuple(answers)
        else:
            answers.append(answer)
            if not field.many:
                return tuple(answers)


def _switch(field: Field) -> tuple[str, ...]:
    """Ask until the answer is yes or no: one meant for the next question is neither."""
    while (answer := _line(field, "y/N")).casefold() not in ("y", "yes", "n", "no", ""):
        say(f'  "{answer}" is neither y nor n.')
    return ("yes",) if answer.casefold().startswith("y") else ()


def _line(field: Field, proposal: str) -> str:
    name = field.name.replace("-", " ").capitalize()
    choices = f": {', '.join(field.choices)}" if field.choices else ""
    brackets = f" [{proposal}]" if proposal else ""
    return clean(input(f"{name} ({field.about}{choices}){brackets}: "))
