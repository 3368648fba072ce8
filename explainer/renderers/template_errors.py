"""The place and the words of an error in a template."""

from __future__ import annotations

from traceback import walk_tb

from jinja2 import (
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.exceptions import SecurityError, UndefinedError
from msgspec.structs import replace

from explainer.diagnostics import Diagnosed, Diagnostic, Location, did_you_mean
from explainer.renderers.templates import FOLDER, Templates

GUIDE = "docs/templates.md lists what templates are given."


def with_guide(guess: str) -> str:
    return f"{guess} {GUIDE}".lstrip()


def locate(error: Exception, templates: Templates, entry: str) -> Diagnostic:
    """The diagnostic for an error, at the line of the innermost template that it came through, or
    else at the beginning of ``entry``, the template that was rendered. An error of a filter has a
    diagnostic already."""
    name, line = _place(error, entry)
    if isinstance(error, Diagnosed):
        return replace(error.diagnostic, hint=f"{FOLDER}{name}:{line} uses it.")
    message, hint = _words(error, templates)
    lines = dict(templates.sources).get(name, "").split("\n")
    return Diagnostic(
        code="template",
        location=Location(f"{FOLDER}{name}", line),
        message=message,
        hint=hint,
        excerpt=lines[line - 1].rstrip("\r") if line <= len(lines) else "",
    )


def _place(error: Exception, entry: str) -> tuple[str, int]:
    if isinstance(error, TemplateSyntaxError):
        return error.name or entry, max(1, error.lineno)
    place = (entry, 1)
    for called, line in walk_tb(error.__traceback__):
        path = called.f_code.co_filename
        if path.startswith(FOLDER):
            place = (path.removeprefix(FOLDER), max(1, line))
    return place


def _words(error: Exception, templates: Templates) -> tuple[str, str]:
    """The message and the hint for an error."""
    words, _, hint = str(error).partition("\n")
    if isinstance(error, TemplateSyntaxError):
        hint = "Templates are written in Jinja: see docs/templates.md."
        return f"this template cannot be read: {error.message}", hint
    if isinstance(error, TemplateNotFound):
        name = str(error.name or error)
        known = [name for name, _ in templates.sources]
        return f'there is no template "{name}"', with_guide(did_you_mean(name, known))
    if isinstance(error, SecurityError):
        return f"a template may not do this: {words}", "Templates print values; they run no code."
    if isinstance(error, UndefinedError):
        return words, hint
    if isinstance(error, RecursionError):
        return "this template calls itself without end", "Look for a macro that calls itself."
    return f"this template fails: {type(error).__name__}: {error}", GUIDE
