"""What templates import from each other, and what they are compiled to: made once, and kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, MutableMapping
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from msgspec import Struct

from explainer.renderers.printing import escape
from explainer.renderers.templates import Templates

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
