"""Set up Jinja.

Everything is escaped. Templates run in Jinja's sandbox, see only the values they are given, and
can include only other templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping
from contextlib import suppress
from functools import lru_cache, partial
from traceback import walk_tb
from types import BuiltinMethodType, FunctionType
from typing import Any

from jinja2 import FunctionLoader, TemplateNotFound, TemplateSyntaxError, pass_eval_context
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from explainer.diagnostics import Diagnosed, Diagnostic, Location, did_you_mean
from explainer.languages.catalogues import Phrase, load_catalogue
from explainer.languages.locales import direction
from explainer.renderers.metadata import Metadatum
from explainer.renderers.template_runtime import (
    GUIDE,
    IMPORTS,
    Imports,
    PageTemplate,
    TemplateCode,
    UnknownName,
    as_markup,
    commas_in,
    first_of,
    memory,
    phrases,
    quoted_names,
    sentences,
    settled_templates,
    with_guide,
    word_list,
)
from explainer.renderers.templates import FOLDER, TemplateProblem, Templates
from explainer.resolve.published import frame, ledger_pages, list_pages, pages, parts, source_pages

_INDENT = re.compile(r"^[ \t]+(?=<)", re.MULTILINE)


_PAGE_VALUES = [
    value
    for module in (frame, ledger_pages, list_pages, pages, parts, source_pages)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, Struct)
]
_METHODS = {
    str: frozenset({"endswith", "join", "lower", "replace", "split", "startswith", "strip"}),
    Markup: frozenset({"endswith", "startswith"}),
    dict: frozenset({"get", "items", "keys", "values"}),
}
# what a template may ask of a value without being inspected: every public name of plain ones
READ_AS_THEY_ARE = _METHODS | {
    kind: frozenset(name for name in dir(kind) if not name.startswith("_"))
    for kind in (*_PAGE_VALUES, LoopContext, Metadatum)
}


_EVAL_CONTEXT = vars(pass_eval_context(lambda: None))["jinja_pass_arg"]
_CALLED_AS_IS = frozenset({Macro, FunctionType, BuiltinMethodType, partial})


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with fast paths for the values and macros of pages."""

    template_class = PageTemplate
    settled: frozenset[str] = frozenset()
    """The names of the settled templates."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._unused: list[dict[str | None, tuple[Context, TemplateModule]]] = []

    def render(self, name: str, given: Mapping[str, Any]) -> str:
        """What the template prints of the values of one page."""
        lasting = self._unused.pop() if self._unused else {}  # each is used by one page at a time
        seen = {**self.globals, **given}
        seen[IMPORTS] = Imports(seen, self.settled, lasting)
        for context, _ in lasting.values():
            context.parent = seen
        printed = self.get_template(name).render(seen)
        self._unused.append(lasting)
        return printed

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # a template has no globals of its own: one dict, and no chain of them, is copied a page
        return super().make_globals(d) if d else self.globals

    def getattr(self, obj: object, attribute: str) -> object:
        if attribute in READ_AS_THEY_ARE.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: Any, *args: object, **kwargs: object) -> object:  # noqa: N805 (no name may clash with a template's own arguments)
        # Macros are part of a template, and no function is within its reach but those it is given,
        # and the methods that getattr lets it have.
        kind = type(__obj)
        told = _EVAL_CONTEXT if kind is Macro else getattr(__obj, "jinja_pass_arg", None)
        if kind not in _CALLED_AS_IS or told not in (None, _EVAL_CONTEXT):
            return super().call(__context, __obj, *args, **kwargs)
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        if kind is Macro and not kwargs:
            unsaid = __obj._argument_count - len(args)
            if not (unsaid < 0 or __obj.caller or __obj.catch_kwargs or __obj.catch_varargs):
                printed = __obj._func(*args, *(missing,) * unsaid)
                return as_markup(printed) if __context.eval_ctx.autoescape else printed
        if told:
            return __obj(__context.eval_ctx, *args, **kwargs)
        return __obj(*args, **kwargs)


@lru_cache(maxsize=16)
def template_environment(
    templates: Templates, language: str, words: tuple[Phrase, ...] = ()
) -> TemplateEnvironment:
    """The templates for one language, made once in a process; each is compiled when it is used.
    ``words`` are a site's own."""
    texts = dict(templates.sources)

    def load(name: str) -> tuple[str, str, None] | None:
        if name not in texts:
            return None
        text = texts[name]
        # Who reads a template needs its indents; a page would carry them a thousand times.
        is_flat = name.endswith(".html") and "<pre" not in text
        return _INDENT.sub("", text) if is_flat else text, f"{FOLDER}{name}", None

    environment = TemplateEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=UnknownName,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        optimized=False,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=TemplateCode(templates.code),
    )
    environment.settled = settled_templates(templates)
    environment.globals.update(
        all_of=word_list(language),
        commas=commas_in(language),
        sentences=sentences,
        direction=direction,
        first_sentence=first_of(language),
        once=memory(),
    )
    environment.filters.update(templates.filters)
    catalogue = load_catalogue(language, words)
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.gettext,
        catalogue.ngettext,
        newstyle=True,
        pgettext=catalogue.pgettext,
        npgettext=catalogue.npgettext,
    )
    environment.globals["_"] = environment.globals["gettext"] = phrases(catalogue)
    return environment


def render_template(
    templates: Templates,
    language: str,
    name: str,
    given: Mapping[str, Any],
    words: tuple[Phrase, ...] = (),
) -> str:
    """What a template prints. ``words`` are a site's own. Raises TemplateProblem if it fails."""
    try:
        return template_environment(templates, language, words).render(name, given)
    except Exception as error:
        raise TemplateProblem(_locate(error, templates, name)) from None


def syntax_problems(templates: Templates, language: str) -> tuple[Diagnostic, ...]:
    """The first syntax error of each template, but for those that are tested.

    They are compiled for ``language``, so that rendering need not compile them again.
    """
    environment = template_environment(templates, language)
    found = []
    for name, _ in templates.sources:
        try:
            if name not in templates.tested:
                environment.get_template(name)
        except TemplateSyntaxError as error:
            found.append(_locate(error, templates, name))
    return tuple(found)


def compile_templates(templates: Templates, language: str, names: Iterable[str]) -> None:
    """Compile templates, with those that they name, so that rendering need not: not in each of
    several processes, for example. One with an error stays for rendering to report."""
    environment, texts = template_environment(templates, language), dict(templates.sources)
    wanted, seen = [*names], set[str]()
    while wanted:
        name = wanted.pop()
        if name in texts and name not in seen:
            seen.add(name)
            wanted += quoted_names(texts[name])
            with suppress(TemplateSyntaxError):
                environment.get_template(name)


def _locate(error: Exception, templates: Templates, entry: str) -> Diagnostic:
    """The diagnostic for an error, at the line of the innermost template that it came through, or
    else at the beginning of ``entry``, the template that was rendered. An error of a filter has a
    diagnostic already."""
    name, line = entry, 1
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or entry, max(1, error.lineno)
    else:
        for called, at in walk_tb(error.__traceback__):
            path = called.f_code.co_filename
            if path.startswith(FOLDER):
                name, line = path.removeprefix(FOLDER), max(1, at)
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
