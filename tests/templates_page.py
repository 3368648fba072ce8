"""docs/templates.md, made from the templates and from the types of what they are given."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

import jinja2
from markupsafe import Markup
from msgspec import Struct

from explainer.renderers.metadata import Metadatum
from explainer.renderers.template_environment import template_environment
from explainer.renderers.templates import Given, load_templates
from explainer.resolve.published import frame, pages
from explainer.schemas.records import own_notes
from tests.sites import ROOT

PAGE = ROOT / "docs/templates.md"
MADE_FROM_HERE = "## The templates\n"
TEMPLATES = load_templates([ROOT / "templates"])
_MACRO = re.compile(r"\{% macro (\w+\([^%]*\)) -?%\}")
# Jinja makes these, and says nothing of them.
_OF_TRANSLATION = {
    "_": ("words", 'The words in the page\'s language, as in `_("By %(name)s", name=author)`.'),
    "gettext": ("words", "The same as `_`."),
    "ngettext": (
        "one, many, number",
        "The words that go with a number, which is `%(num)s` in them.",
    ),
    "pgettext": ("context, words", "`gettext`, where a word has two translations."),
    "npgettext": ("context, one, many, number", "`ngettext`, where a word has two translations."),
}


def templates_page() -> str:
    """What stands above the first heading that is made is written by hand, and kept."""
    introduction, _, _ = PAGE.read_text(encoding="utf-8").partition(MADE_FROM_HERE)
    return introduction + "\n".join([MADE_FROM_HERE, *_templates(), *_given(), *_types()])


# ---- templates ----


def _templates() -> Iterator[str]:
    shown = {page.template: page for page in get_args(pages.Page)}
    yield "Each of these is a page, and is given its type as `page`:\n"
    yield "| template | is | `page` |\n|---|---|---|"
    for name, source in TEMPLATES.sources:
        if name in shown:
            yield f"| `{name}` | {_about(source)} | {_type(shown[name])} |"
    yield "\nThe others are parts of pages, and see all that the page is given. Those with macros"
    yield "are imported `with context`, the others included; `base.html` is extended:\n"
    yield "| template | is | macros |\n|---|---|---|"
    for name, source in TEMPLATES.sources:
        if name not in shown:
            macros = "<br>".join(f"`{macro}`" for macro in _MACRO.findall(source))
            yield f"| `{name}` | {_about(source)} | {macros} |"
    yield ""


def _about(source: str) -> str:
    """The comment that a template begins with."""
    comment = source.removeprefix("{#").partition("#}")[0]
    return _cell(comment.strip())


# ---- values ----


def _given() -> Iterator[str]:
    yield "## What each of them is given\n"
    yield from _fields(Given, get_type_hints(Given))
    yield "\n## Functions\n"
    yield "Beside [those of Jinja](https://jinja.palletsprojects.com/en/stable/templates/#list-of-global-functions):\n"
    yield "| function | gives |\n|---|---|"
    own = template_environment(TEMPLATES, "en").globals
    for name in sorted(own.keys() - jinja2.Environment().globals.keys()):
        taken, words = _OF_TRANSLATION.get(name) or _signature(own[name])
        yield f"| `{name}({taken})` | {_cell(words)} |"
    yield ""


def _signature(function: Any) -> tuple[str, str]:
    """What a function takes, but for what Jinja hands over, and what it says of itself."""
    taken = [
        str(each.replace(annotation=each.empty))
        for each in inspect.signature(function).parameters.values()
    ]
    return ", ".join(each for each in taken if each != "context"), inspect.getdoc(function) or ""


def _types() -> Iterator[str]:
    """The pages, then what they are made of, in the order in which they are met."""
    of_pages = get_args(pages.Page)
    yield "## Pages\n"
    for page in of_pages:
        yield from _table(page, f"What `{page.template}` shows.")
    yield "## The frame\n"
    of_frame = (frame.Head, frame.Chrome, frame.Card, Metadatum)
    for each in of_frame:
        yield from _table(each)
    yield "## Parts of pages\n"
    for part in sorted(
        _met([*of_pages, *of_frame]) - {*of_pages, *of_frame}, key=lambda t: t.__name__
    ):
        yield from _table(part)


def _met(wanted: list[type]) -> set[type]:
    met: set[type] = set()
    while wanted:
        each = wanted.pop()
        if each not in met:
            met.add(each)
            wanted += [found for hint in get_type_hints(each).values() for found in _within(hint)]
    return met


def _within(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and issubclass(hint, Struct):
        yield hint
    for inner in get_args(hint):
        yield from _within(inner)


def _table(type_: type, words: str = "") -> Iterator[str]:
    yield f"### {type_.__name__}\n"
    if type_.__doc__ and not type_.__doc__.startswith(f"{type_.__name__}("):
        words = _plain(inspect.cleandoc(type_.__doc__))
    if words:
        yield f"{words}\n"
    hints = get_type_hints(type_)
    hints.pop("template", None)
    yield from _fields(type_, hints)
    yield ""


def _fields(type_: type, hints: dict[str, Any]) -> Iterator[str]:
    notes: dict[str, str] = {}
    for owner in reversed(
        type_.__mro__[: -len(Struct.__mro__)] if issubclass(type_, Struct) else [type_]
    ):
        notes |= own_notes(owner)
    yield "| name | type | is |\n|---|---|---|"
    for name, hint in hints.items():
        if name.startswith("_"):
            continue
        fixed = f'always "{getattr(type_, name)}"' if get_origin(hint) is ClassVar else _type(hint)
        yield f"| `{name}` | {fixed} | {_cell(notes.get(name, ''))} |"


def _type(hint: Any) -> str:
    """A type in words, with links to those that have a table here."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " or ".join(f'"{each}"' for each in inner)
    if origin in (Union, types.UnionType):
        if set(inner) == set(get_args(pages.Page)):
            return "a [page](#pages)"
        return _or_nothing(inner)
    if origin is tuple and inner[-1] is ...:
        return f"list: {_type(inner[0])}"
    if origin is tuple:
        return f"({', '.join(map(_type, inner))})"
    if isinstance(hint, type) and issubclass(hint, Struct):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return {str: "text", bool: "true or false", int: "number", Markup: "markup"}.get(
        hint, "function"
    )


def _or_nothing(inner: Iterable[Any]) -> str:
    words = [_type(each) for each in inner if each is not type(None)]
    return " or ".join(words if type(None) not in inner else [*words, "none"])


def _cell(text: str) -> str:
    return _plain(text).replace("\n", " ").replace("|", "\\|")


def _plain(text: str) -> str:
    return re.sub(r"\n *", "\n", text).replace("``", "`")
