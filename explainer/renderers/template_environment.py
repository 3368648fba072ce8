"""Set up Jinja.

Everything is escaped. Templates run in Jinja's sandbox, see only the values they are given, and
can include only other templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from functools import lru_cache, partial
from types import BuiltinMethodType, FunctionType
from typing import Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateSyntaxError,
    pass_eval_context,
)
from jinja2.environment import TemplateModule
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup
from msgspec import Struct

from explainer.diagnostics import Diagnostic, did_you_mean
from explainer.languages.catalogues import Phrase, load_catalogue
from explainer.languages.locales import direction
from explainer.renderers.metadata import Metadatum
from explainer.renderers.printing import (
    as_markup,
    commas,
    first_of,
    phrases,
    sentences,
    word_list,
)
from explainer.renderers.template_errors import GUIDE, locate, with_guide
from explainer.renderers.template_imports import (
    IMPORTS,
    Imports,
    PageTemplate,
    TemplateCode,
    quoted_names,
    settled_templates,
)
from explainer.renderers.templates import FOLDER, Given, TemplateProblem, Templates
from explainer.resolve.published import (
    frame,
    ledger_pages,
    list_pages,
    pages,
    parts,
    source_pages,
)

_MOST_PRINTED = 20_000
_INDENT = re.compile(r"^[ \t]+(?=<)", re.MULTILINE)


class UnknownName(StrictUndefined):
    """A name that does not exist. Its error is a message, a line feed and a hint."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return f"{self._undefined_hint}\n{GUIDE}"
        value, name = self._undefined_obj, str(self._undefined_name)
        if isinstance(value, Struct):
            owner = type(value).__name__
            guess = did_you_mean(name, value.__struct_fields__)
            return f'{owner} has no field "{name}"\n{with_guide(guess)}'
        guess = did_you_mean(name, Given.__annotations__)
        if name in Given.__annotations__:  # but the template was imported without it
            guess = 'Write "with context" at the end of the import of this template.'
        return f'nothing is called "{name}" here\n{with_guide(guess)}'


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
        commas=commas,
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
        raise TemplateProblem(locate(error, templates, name)) from None


def memory() -> Callable[..., str]:
    """The function ``once``, with its own memory."""
    printed: dict[tuple[object, ...], str] = {}

    @pass_eval_context
    def once(context: EvalContext, macro: Macro, *arguments: object) -> str:
        """What the macro prints for these arguments, made only once. The macro must depend on
        nothing else: neither on the page nor on its place there."""
        # an imported macro is another object on each page, but its code is the same
        key = (macro._func.__code__, *arguments)
        if (found := printed.get(key)) is None:
            if len(printed) >= _MOST_PRINTED:
                printed.clear()
            found = printed[key] = macro(context, *arguments)
        return found

    return once


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
            found.append(locate(error, templates, name))
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
