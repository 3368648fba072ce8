"""Messages and hints for errors in records. Paths are shown without positions in lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from explainer.diagnostics import closest, did_you_mean
from explainer.documents.data import nodes
from explainer.documents.data.nodes import Mapping, Node, Scalar
from explainer.documents.data.yaml_failure import QUOTE_IT, shown
from explainer.tables import read_table

_NAMES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
}
_MOST_IN_MESSAGE = 5
_IDS = re.compile(r"[^][{},:#\s]+(?:,\s*[^][{},:#\s]+)*")
"""What may stand in brackets as it is, unlike a sentence."""

Words = tuple[str, str, str]
"""Message, hint and code."""


def types(limit: Any) -> list[str]:
    """The names of JSON types in a schema's ``type``, without null."""
    names = [limit] if isinstance(limit, str) else limit if isinstance(limit, list) else []
    return [n for n in names if n in _NAMES and not (n == "integer" and "number" in names)]


def unknown_key(path: Sequence[str | int], known: Sequence[str], present: Sequence[str]) -> Words:
    word = str(path[-1])
    near = elsewhere(word, known) or did_you_mean(word, [k for k in known if k not in present])
    hint = near or (f"Known here: {', '.join(known)}." if known else "No key is known here.")
    return f"unknown key `{_dotted(path)}`", hint, "unknown-key"


def elsewhere(word: str, known: Sequence[str]) -> str:
    """What to write for a word of another generator; empty for any other word."""
    written = re.sub("[-_]", "", word.casefold())
    table = read_table(Path(__file__).with_name("words_of_others.toml"))
    hints = (
        hint
        for field, words in table.items()
        if field in known
        for meant, hint in words.items()
        if written in meant.split()
    )
    return next(hints, "")


def translation(path: Sequence[str | int], field: str, value: Node | None) -> Words:
    """The words for a key such as ``label.ru`` that is not a valid translation."""
    if isinstance(value, Scalar) and value.value:
        hint = f"Delete it, or translate a field that is shown as text; `{field}` is not."
        return f"`{_dotted(path)}`: `{field}` has no translations", hint, "unknown-key"
    if isinstance(value, Scalar):
        return f"`{_dotted(path)}` is empty", "Write the translation, or delete the key.", "empty"
    return f"`{_dotted(path)}` must be text, not {_got(value)}", QUOTE_IT, "type"


def missing_key(path: Sequence[str | int], description: str) -> Words:
    phrase = _phrase(description)
    hint = f"Add `{path[-1]}:`" + (f" with {phrase}." if phrase else ".")
    return f"`{_dotted(path)}` is missing", _with_sentence(hint, description), "missing-key"


def unfit_key(path: Sequence[str | int], pattern: Any, description: str) -> Words:
    expected = _phrase(description) or f"a word that matches {pattern}"
    message = f"a key in {_subject(path[:-1])} must be {expected}, not {_quoted(str(path[-1]))}"
    return message, _with_sentence("", description), "pattern"


def unfit_value(
    path: Sequence[str | int], node: Node, keyword: str, limit: Any, description: str, text: str
) -> Words:
    """The words for a value that violates the JSON Schema ``keyword`` with the value ``limit``."""
    subject, got = _subject(path), _got(node)
    phrase = _phrase(description)
    sentence = _with_sentence("", description)
    fill = _with_sentence(f"Write {phrase or 'something'}, or delete it.", description)
    if (isinstance(node, Scalar) and node.is_empty) or (keyword, limit) == ("minLength", 1):
        return f"{subject} is empty", fill, "empty"
    if (keyword, limit) == ("minItems", 1):
        return f"{subject} is an empty list", fill, "empty"
    if keyword in ("minItems", "maxItems") and isinstance(node, nodes.Sequence):
        count, bound = len(node.items), "at least"
        if keyword == "maxItems":
            bound, sentence = "at most", sentence or f"Leave out {count - limit} of them."
        return f"{subject} has {count} items, not {bound} {limit}", sentence, "range"
    if keyword == "type":
        expected = phrase or _any_of(list(dict.fromkeys(_NAMES[name] for name in types(limit))))
        hint = _type_hint(node, types(limit), text)
        return f"{subject} must be {expected}, not {got}", hint or sentence, "type"
    if keyword in ("enum", "const"):
        return _unknown_word(subject, got, node, limit if keyword == "enum" else [limit])
    usual = _LIMITS.get(keyword, "something else: {limit}").format(limit=limit)
    if (keyword, limit) == ("format", "date"):
        usual = "a date such as 2026-01-31"
    code = "pattern" if keyword in ("pattern", "format") else "range"
    return f"{subject} must be {phrase or usual}, not {got}", sentence, code


_LIMITS = {
    "pattern": "text that matches {limit}",
    "minimum": "at least {limit}",
    "maximum": "at most {limit}",
    "minLength": "text of at least {limit} characters",
    "maxLength": "text of at most {limit} characters",
}


def _unknown_word(subject: str, got: str, node: Node, options: Sequence[Any]) -> Words:
    known = [str(option) for option in options if option is not None]
    word = node.value if isinstance(node, Scalar) else ""
    near = elsewhere(word, known) or did_you_mean(word, known)
    if len(known) > _MOST_IN_MESSAGE:
        hint = near or f"Known here: {', '.join(known)}."
        return f"{subject} cannot be {got}", hint, "unknown-value"
    expected = _any_of([_quoted(option) for option in known])
    return f"{subject} must be {expected}, not {got}", near, "unknown-value"


def _type_hint(node: Node, expected: Sequence[str], text: str) -> str:
    if not isinstance(node, Scalar):
        is_flow = text[node.start : node.start + 1] in ("{", "[")
        if "string" in expected and is_flow:
            return QUOTE_IT
        if "array" in expected and not is_flow:
            return "Begin each item with `- `, and indent its other lines to match."
        return "Write `key: value` in place of each item." if "object" in expected else ""
    if "array" in expected:
        listed = f"`[{shown(node.value)}]`, or " if _IDS.fullmatch(node.value) else ""
        return f"Write {listed}each item on a line of its own after `- `."
    if "object" in expected:
        return "Write `key: value` lines below it, indented."
    if "boolean" in expected:
        return _yes_or_no(node.value)
    digits = node.value.replace(",", "").replace(" ", "").replace("_", "").replace("\u00a0", "")
    if digits.lstrip("-+").replace(".", "", 1).isdecimal():
        if node.style:
            return f"Write {digits} without quotation marks."
        return f"Write {digits}: digits alone, without separators." if digits != node.value else ""
    return ""


def _yes_or_no(word: str) -> str:
    meant = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
    near = meant.get(word.casefold()) or closest(word, ["true", "false"])
    return f"Write {near}." if near else ""


def _got(node: Node | None) -> str:
    if isinstance(node, Scalar):
        return _quoted(node.value)
    return "a mapping" if isinstance(node, Mapping) else "a list"


def _subject(path: Sequence[str | int]) -> str:
    if not path:
        return "what stands here"
    if isinstance(path[-1], int):
        keys = _dotted(path)
        return f"an item of `{keys}`" if keys else "an item of the list"
    return f"`{_dotted(path)}`"


def _dotted(path: Sequence[str | int]) -> str:
    return ".".join(shown(step) for step in path if isinstance(step, str))


def _quoted(text: str) -> str:
    return f'"{shown(text)}"'


def _any_of(words: Sequence[str]) -> str:
    return (
        " or ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else "something else"
    )


def _phrase(description: str) -> str:
    """A description that can continue "must be"; empty if it is a sentence."""
    return "" if description[:1].isupper() else description.rstrip(".")


def _with_sentence(hint: str, description: str) -> str:
    sentence = " ".join(description.split()) if description[:1].isupper() else ""
    return " ".join(filter(None, (hint, sentence)))
