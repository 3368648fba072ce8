"""What templates run on: how they print (values escaped, words joined, phrases in the language of
the page), what they import from each other, and what they are compiled to.

It is what MarkupSafe and Jinja do, with the same results, but without an object for each value, and
made once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from functools import lru_cache
from gettext import NullTranslations
from html import unescape
from types import CodeType
from typing import Any

import markupsafe
from jinja2 import BytecodeCache, Environment, StrictUndefined, Template, pass_eval_context
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup
from msgspec import Struct

from explainer.checks.prose.segmentation import split_sentences
from explainer.diagnostics import did_you_mean
from explainer.languages.catalogues import CLOSE
from explainer.languages.words import join_words, joint
from explainer.renderers.templates import Given, Templates

_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)
_MOST_PHRASES, _MOST_PRINTED = 4096, 20_000
_CLOSING = f"”’»“\"')]{CLOSE}"
_ENDS = (".", "?", "!", "…")
# What a settled template may hold: comments, imports, constants and macros. Of a macro in another
# the end is left over, so that its template is not taken for settled.
_SETTLED = re.compile(
    r"""\s+|\{#.*?#\}|\{%-?\ (?:from|import)\ [^%]*%\}|\{%-?\ set\ \w+\ =\ "[^"]*"\ -?%\}"""
    r"""|\{%-?\ macro\ .*?\{%-?\ endmacro\ -?%\}""",
    re.DOTALL,
)
_QUOTED = re.compile(r"""["']([^"']+)["']""")

IMPORTS = "_imports"
"""The name of the ``Imports`` in the context of a page."""
GUIDE = "docs/templates.md lists what templates are given."


def escape(value: object) -> str:
    """The value as it is joined with others of its template: it need not be ``Markup``."""
    kind = type(value)
    if kind is str:
        return _escaped(value)  # type: ignore[arg-type]
    if kind is int:
        return str(value)
    return value if kind is Markup else markupsafe.escape(value)  # type: ignore[return-value]


def as_markup(text: str) -> Markup:
    """``Markup(text)``, for what is a string and has no ``__html__``."""
    return str.__new__(Markup, text)


def phrases(catalogue: NullTranslations) -> Callable[..., str]:
    """The function ``gettext``, for one language."""

    @lru_cache(_MOST_PHRASES)
    def without_values(words: str) -> Markup:
        return Markup(catalogue.gettext(words)) % {}

    @pass_eval_context
    def gettext(context: EvalContext, words: str, /, **values: object) -> str:
        if not context.autoescape:
            return catalogue.gettext(words) % values
        return Markup(catalogue.gettext(words)) % values if values else without_values(words)

    return gettext


def commas_in(language: str) -> Callable[..., Markup]:
    """The function ``commas``."""
    comma = joint(",", language)

    def commas(*parts: object) -> Markup:
        """The parts that are not empty, with commas between them."""
        return as_markup(comma.join(_present(parts)))

    return commas


def first_of(language: str) -> Callable[[str], str]:
    """The function ``first_sentence``."""

    def first_sentence(text: str) -> str:
        """The first sentence of a text without markup."""
        return next((text[:end] for _, end in split_sentences(text, language)), "")

    return first_sentence


def sentences(*parts: object) -> Markup:
    """The parts that are not empty, each with a full stop unless it already ends a sentence."""
    return as_markup(
        " ".join(
            part if part.endswith(_ENDS) or _ends(part) else f"{part}." for part in _present(parts)
        )
    )


def word_list(language: str) -> Callable[[Iterable[object]], Markup]:
    """The function ``all_of``, for one language."""

    def all_of(words: Iterable[object]) -> Markup:
        """The words as a list, as in Norway, Sweden and Finland."""
        # escaped one by one: join_words returns text, not markup
        return Markup(join_words([str(escape(word)) for word in words], language))

    return all_of


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


def _present(parts: Iterable[object]) -> list[str]:
    escaped = (str.strip(escape(part)) for part in parts if part)
    return [part for part in escaped if part]


def _ends(part: str) -> bool:
    """Whether the text ends a sentence, whatever markup and closing signs stand behind it."""
    text = as_markup(part).striptags() if "<" in part else unescape(part)
    return text.rstrip(_CLOSING).endswith(_ENDS)


def with_guide(guess: str) -> str:
    return f"{guess} {GUIDE}".lstrip()


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


class Imports(Struct, frozen=True):
    """The modules that the templates of one page import with the context: each is made once for
    the page.

    ``given`` is what every template of the page sees. Of ``lasting`` modules, which pages use one
    after the other, only the context changes: their templates are settled (``settled_templates``).
    """

    given: dict[str, Any]
    settled: frozenset[str]
    lasting: dict[str | None, tuple[Context, TemplateModule]]
    modules: dict[str | None, TemplateModule] = {}


class PageTemplate(Template):
    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = escape
        return template

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 (their names in Jinja)
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        imports: Imports | None = vars.get(IMPORTS) if vars and shared else None
        if imports and self.name in imports.settled:
            if self.name not in imports.lasting:
                context = self.new_context(imports.given, shared=True)
                imports.lasting[self.name] = context, TemplateModule(self, context)
            return imports.lasting[self.name][1]
        if imports is None or self._is_told_more(imports, vars or {}, locals or {}):
            return super().make_module(vars, shared, locals)
        if (module := imports.modules.get(self.name)) is None:
            module = imports.modules[self.name] = super().make_module(vars, shared, locals)
        return module

    def _is_told_more(self, imports: Imports, *contexts: Mapping[str, Any]) -> bool:
        """Whether the importing template has set a value, which the module would also see."""
        given = imports.given.keys()
        return any(
            not _NO_VALUES.issuperset(map(type, map(context.get, context.keys() - given)))
            for context in contexts
        )


_NO_VALUES = frozenset({Macro, TemplateModule, Imports, type(missing)})


def settled_templates(templates: Templates) -> frozenset[str]:
    """The names of the tested templates that hold macros and imports alone, and name only
    such templates. They see nothing of what imports them but what every template of the page is
    given, as tests check."""
    names = {name: {*quoted_names(text)} for name, text in templates.sources}
    unsettled = {name for name, text in templates.sources if _SETTLED.sub("", text)}
    unsettled |= names.keys() - templates.tested
    while more := {name for name in names.keys() - unsettled if names[name] & unsettled}:
        unsettled |= more
    return frozenset(names) - unsettled


def quoted_names(text: str) -> list[str]:
    """What stands in quotes in a template, and so the names of all templates that it uses."""
    return _QUOTED.findall(text)


class TemplateCode(BytecodeCache):
    """Compiled templates in ``kept``, by keys of their own. It is code, and is run: nobody else may
    have written what is there."""

    def __init__(self, kept: MutableMapping[bytes, bytes]) -> None:
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        if (data := self._kept.get(_key(bucket))) is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[_key(bucket)] = bucket.bytecode_to_string()

    def get_source_checksum(self, source: str) -> str:
        return hashlib.sha256(source.encode()).hexdigest()


def _key(bucket: Bucket) -> bytes:
    """It stands for all that the code depends on besides the generator, Jinja and Python."""
    depends = bucket.key, bucket.checksum, sorted(bucket.environment.filters)
    return hashlib.sha256(repr(depends).encode()).digest()
