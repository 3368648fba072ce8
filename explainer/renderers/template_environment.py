"""Jinja as this project sets it up, and where in a template a failure stands.

Everything is escaped; templates run in Jinja's sandbox, see nothing but the values they
are given, and can include no file but another template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from types import TracebackType
from typing import Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_eval_context,
)
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from explainer.diagnostics import Diagnosed, Diagnostic, Location, did_you_mean
from explainer.languages.catalogues import load_catalogue
from explainer.languages.names import direction
from explainer.renderers.given import Given
from explainer.renderers.phrases import commas, sentences, word_list
from explainer.renderers.templates import FOLDER, Templates
from explainer.resolve.published import frame, ledger_pages, pages, parts, sections

_MOST_PRINTED = 20_000
_GUIDE = "docs/templates.md lists what templates are given."


class UnknownName(StrictUndefined):
    """Says what is not there, what it resembles, and where to look: message, line feed, hint."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return f"{self._undefined_hint}\n{_GUIDE}"
        value, name = self._undefined_obj, str(self._undefined_name)
        if is_dataclass(value):
            owner = value.__name__ if isinstance(value, type) else type(value).__name__
            guess = did_you_mean(name, (each.name for each in fields(value)))
            return f'{owner} has no field "{name}"\n{_with_guide(guess)}'
        guess = did_you_mean(name, Given.__annotations__)
        return f'nothing is called "{name}" here\n{_with_guide(guess)}'


def _with_guide(guess: str) -> str:
    return f"{guess} {_GUIDE}".lstrip()


_PAGE_VALUES = frozenset(
    value
    for module in (frame, ledger_pages, pages, parts, sections)
    for value in vars(module).values()
    if isinstance(value, type) and is_dataclass(value)
)


IMPORTS = "_imports"
"""The name under which a render is given its ``Imports``."""


@dataclass(frozen=True, slots=True)
class Imports:
    """What the templates of one page have imported: each module is made once a page, however
    many of them import it with the context. ``names`` are the values that the page is given."""

    names: frozenset[str]
    modules: dict[str | None, TemplateModule] = field(default_factory=dict)


class PageTemplate(Template):
    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 (their names in Jinja)
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        imports: Imports | None = vars.get(IMPORTS) if vars and shared else None
        if imports is None or self._is_told_more(imports, vars or {}, locals or {}):
            return super().make_module(vars, shared, locals)
        if (module := imports.modules.get(self.name)) is None:
            module = imports.modules[self.name] = super().make_module(vars, shared, locals)
        return module

    def _is_told_more(self, imports: Imports, *contexts: Mapping[str, Any]) -> bool:
        """Whether the importing template has set a value, which what it imports sees too."""
        given = self.environment.globals
        return any(
            value is not missing and type(value) not in (Macro, TemplateModule, Imports)
            for context in contexts
            for name, value in context.items()
            if name not in imports.names and name not in given
        )


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with a short way to what it looks at most often."""

    template_class = PageTemplate

    def getattr(self, obj: object, attribute: str) -> object:
        # A page's values are plain and frozen: whatever has a public name may be seen.
        if type(obj) in _PAGE_VALUES and not attribute.startswith("_"):
            try:
                found: object = getattr(obj, attribute)
                return found
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: object, *args: object, **kwargs: object) -> object:  # noqa: N805 (no name may clash with a template's own arguments)
        # A macro is a template's own: nothing about it needs to be looked into.
        if type(__obj) is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(__context.eval_ctx, *args, **kwargs)
        return super().call(__context, __obj, *args, **kwargs)


@lru_cache(maxsize=16)
def template_environment(templates: Templates, language: str) -> TemplateEnvironment:
    """The compiled templates in one interface language, made once a process."""
    texts = dict(templates.sources)

    def load(name: str) -> tuple[str, str, None] | None:
        return (texts[name], f"{FOLDER}{name}", None) if name in texts else None

    environment = TemplateEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=UnknownName,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.i18n"],
    )
    environment.globals.update(
        all_of=word_list(language),
        commas=commas,
        sentences=sentences,
        direction=direction,
        once=memory(),
    )
    environment.filters.update(templates.filters)
    catalogue = load_catalogue(language)
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.gettext,
        catalogue.ngettext,
        newstyle=True,
        pgettext=catalogue.pgettext,
        npgettext=catalogue.npgettext,
    )
    environment.globals["_"] = environment.globals["gettext"]  # else looked up at every call
    return environment


def memory() -> Callable[..., str]:
    """The function ``once``, which remembers what it printed."""
    printed: dict[tuple[object, ...], str] = {}

    @pass_eval_context
    def once(context: EvalContext, macro: Macro, *arguments: object) -> str:
        """What the macro prints for these arguments, made once. It may look at nothing else: not
        at the page, not at where it stands."""
        # An imported macro is another object on each page, but always of the same code.
        key = (macro._func.__code__, *arguments)
        if (found := printed.get(key)) is None:
            if len(printed) >= _MOST_PRINTED:
                printed.clear()
            found = printed[key] = macro(context, *arguments)
        return found

    return once


def syntax_problems(templates: Templates, language: str) -> tuple[Diagnostic, ...]:
    """What cannot be read in any of the templates, the first finding of each.

    They are compiled as pages in ``language`` need them, so that rendering finds them made.
    """
    environment = template_environment(templates, language)
    found = []
    for name, _ in templates.sources:
        try:
            environment.get_template(name)
        except TemplateSyntaxError as error:
            found.append(locate(error, templates, name))
    return tuple(found)


def locate(error: Exception, templates: Templates, entry: str) -> Diagnostic:
    """The finding that ``error`` is: at the line of the innermost template that it came through,
    else at the beginning of ``entry``, the template that was asked for. A filter says itself where
    it failed."""
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
    frame: TracebackType | None = error.__traceback__
    while frame is not None:
        path = frame.tb_frame.f_code.co_filename
        if path.startswith(FOLDER):
            place = (path.removeprefix(FOLDER), max(1, frame.tb_lineno))
        frame = frame.tb_next
    return place


def _words(error: Exception, templates: Templates) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    words, _, hint = str(error).partition("\n")
    if isinstance(error, TemplateSyntaxError):
        hint = "Templates are written in Jinja: see docs/templates.md."
        return f"this template cannot be read: {error.message}", hint
    if isinstance(error, TemplateNotFound):
        name = str(error.name or error)
        known = [name for name, _ in templates.sources]
        return f'there is no template "{name}"', _with_guide(did_you_mean(name, known))
    if isinstance(error, SecurityError):
        return f"a template may not do this: {words}", "Templates print values; they run no code."
    if isinstance(error, UndefinedError):
        return words, hint
    if isinstance(error, RecursionError):
        return "this template calls itself without end", "Look for a macro that calls itself."
    return f"this template fails: {type(error).__name__}: {error}", _GUIDE
