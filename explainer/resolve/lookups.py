"""Record what a page looks up in the library, and tell whether it would find the same again.

A page is a function of its job, its document and its lookups. So no graph of dependencies is kept,
in which one could be missing: a lookup that is not recorded has no answer. What every page may see
without looking it up (settings, languages) belongs to the frame of all pages, which
``explainer.making`` compares as a whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from markupsafe import Markup
from msgspec import Struct
from msgspec import structs as of_structs
from msgspec.msgpack import Encoder, Ext

from explainer.model.pages.page import Page as Document
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.library import Library

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_BETWEEN = "\0"
_PAIRED = frozenset({"entry", "page", "held back"})
"""The mappings whose keys are pairs."""
_POSITIONS = frozenset({"offset", "span", "formula_at"})
"""Fields that say where something stands in its file, which each word before it changes."""
_OF_THE_PAGE_ALONE = frozenset({"source", "packed", "anchors", "rests_on", "illustrated"})
"""Fields of a document that only its own page shows."""
_MARKUP = 1
_SIZE = 16
"""Bytes of a digest."""
_NAMES = {"standpoint": "what the site states of", "view": "source", "anchors": "the ids on"}


class Recorded(Mapping[_Key, _Value]):
    """A mapping that records in ``asked`` which keys were looked up, as tokens. To go through it
    asks for all of it."""

    __slots__ = ("_asked", "_name", "_of")

    def __init__(self, name: str, of: Mapping[_Key, _Value], asked: set[str]) -> None:
        self._name, self._of, self._asked = name, of, asked

    def __getitem__(self, key: _Key) -> _Value:
        self._asked.add(_token(self._name, key))
        return self._of[key]

    def get(self, key: _Key, default: Any = None) -> Any:
        self._asked.add(_token(self._name, key))
        return self._of.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._asked.add(_token(f"{self._name}?", key))
        return key in self._of

    def __iter__(self) -> Iterator[_Key]:
        self._asked.add(f"{self._name}*")
        return iter(self._of)

    def __len__(self) -> int:
        self._asked.add(f"{self._name}*")
        return len(self._of)


def _token(name: str, key: object) -> str:
    return f"{name}{_BETWEEN}{_BETWEEN.join(key) if isinstance(key, tuple) else key}"


_LOOKED_UP = {
    "fact": ("site", "facts"),
    "source": ("site", "sources"),
    "entry": ("site", "entries"),
    "entry name": ("site", "entry_names"),
    "unit": ("site", "units"),
    "topic": ("site", "topics"),
    "attested": ("site", "attested"),
    "page": ("site", "pages"),
    "held back": ("site", "held_back"),
    "image": ("site", "images"),
    "standpoint": ("ledger", "standpoints"),
    "passages": ("ledger", "passages"),
    "view": ("", "views"),
    "anchors": ("site_map", "anchors"),
    "file": ("site_map", "files"),
    "held back file": ("site_map", "held_back"),
    "former": ("site_map", "former"),
}
"""What pages look things up in: by the name in tokens, where in the library it is."""


def _mappings(library: Library) -> Mapping[str, Mapping[Any, Any]]:
    """What pages look things up in, by the names in tokens; of a set, each element is a key."""
    found = {}
    for name, (part, field) in _LOOKED_UP.items():
        each = getattr(getattr(library, part) if part else library, field)
        found[name] = each if isinstance(each, Mapping) else dict.fromkeys(each, True)
    return found


def recording(library: Library, asked: set[str]) -> Library:
    """The library, which adds each lookup to ``asked``."""
    mappings = _mappings(library)
    for name, (part, field) in _LOOKED_UP.items():
        changed = {field: Recorded(name, mappings[name], asked)}
        if part:
            changed = {part: of_structs.replace(getattr(library, part), **changed)}
        library = of_structs.replace(library, **changed)
    return library


class Answers(dict[str, bytes]):
    """The digest of what the library answers to each token, computed when it is first asked for."""

    def __init__(self, library: Library, before: Answers | None = None) -> None:
        """``before`` are the answers of an earlier library: what is the same object has the same
        digest."""
        super().__init__()
        self._mappings = _mappings(library)
        self._values: dict[str, tuple[str, object, object]] = {}
        """Of tokens with a value: the name of its mapping, its key there, and itself."""
        self._together: dict[str, bytes] = {}
        self._together_before: Mapping[str, bytes] = {}
        self._changed: tuple[str, ...] = ()
        if before:
            for token, seen in before._values.items():
                name, key, value = seen
                if self._mappings[name].get(key) is value:
                    self._values[token], self[token] = seen, before[token]
            self._together_before = before._together
            self._changed = tuple(token for token, old in before.items() if self[token] != old)

    def __missing__(self, token: str) -> bytes:
        name, between, key = token.partition(_BETWEEN)
        if not between:
            tokens = [_token(name[:-1], each) for each in self._mappings[name[:-1]]]
            found = digest([[each, self[each]] for each in tokens])
        elif name.endswith("?"):
            found = _WHETHER[self._key(name[:-1], key) in self._mappings[name[:-1]]]
        else:
            own = self._key(name, key)
            value = self._mappings[name].get(own)
            self._values[token] = name, own, value
            if isinstance(value, Standpoint):  # its fact is large, and known by itself
                rest = [getattr(value, each) for each in value.__struct_fields__ if each != "fact"]
                value = [self[_token("fact", value.fact.id)], rest]
            found = lasting_digest(value)
        self[token] = found
        return found

    def _key(self, name: str, key: str) -> object:
        return tuple(key.split(_BETWEEN)) if name in _PAIRED else key

    def of(self, asked: str) -> bytes:
        """The digests of the answers to the tokens in ``asked``, joined by ``together``."""
        if not asked:
            return b""
        found = self._together_before.get(asked)
        if found is None or any(map(asked.__contains__, self._changed)):
            found = b"".join(map(self.__getitem__, asked.split("\1")))
        self._together[asked] = found
        return found

    def changed(self, asked: str, answers: bytes) -> list[str]:
        """The tokens in ``asked`` that had other ``answers`` before."""
        tokens = asked.split("\1") if asked else []
        before = (answers[at : at + _SIZE] for at in range(0, len(answers), _SIZE))
        return [token for token, old in zip(tokens, before, strict=True) if self[token] != old]


def together(asked: set[str]) -> str:
    """The tokens as one text, in a fixed order."""
    return "\1".join(sorted(asked))


def in_words(token: str) -> str:
    """A token as a person reads it."""
    name, _, key = token.partition(_BETWEEN)
    kind = _NAMES.get(name.rstrip("?*"), name)
    if name.endswith("*"):
        return f"the list of all of the kind {kind}"
    return f"{kind} {key.replace(_BETWEEN, ' ')}"


def digest(*values: object) -> bytes:
    """The digest of values that hold no positions in files: a page, a job, the name of its kind."""
    return hashlib.blake2b(_ENCODER.encode(values), digest_size=_SIZE).digest()


def lasting_digest(value: object) -> bytes:
    """The digest of a value of the model, without its positions in files."""
    plain = _lasting(value)
    try:
        return digest(plain)
    except UnicodeEncodeError:  # the name of a file that is no text
        return digest(repr(plain))


def _lasting(value: object) -> object:
    """The value as lists of plain values."""
    kind: Any = type(value)
    if kind in (str, int, bool, bytes) or value is None:
        return value
    if isinstance(value, Struct):
        return [kind.__name__, *map(_lasting, map(value.__getattribute__, _fields(kind)))]
    if isinstance(value, tuple | list):
        return [_lasting(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(_lasting(each) for each in value)  # type: ignore[type-var]
    if isinstance(value, Mapping):
        return [[_lasting(key), _lasting(each)] for key, each in value.items()]
    return value


@cache
def _fields(kind: type[Struct]) -> tuple[str, ...]:
    left_out = _POSITIONS | (_OF_THE_PAGE_ALONE if kind is Document else set())
    named = (name for name in kind.__struct_fields__ if not name.endswith("_offset"))
    return tuple(name for name in named if name not in left_out)


def _other(value: object) -> object:
    if isinstance(value, Markup):
        return Ext(_MARKUP, value.encode())
    raise NotImplementedError(type(value))


_ENCODER = Encoder(enc_hook=_other)
_WHETHER = digest(False), digest(True)
