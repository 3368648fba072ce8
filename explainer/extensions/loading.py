"""Load the extensions that a site's ``build.py`` names: import, check and guard them; or warn that
a site is built without them."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shlex
import traceback
from collections.abc import Container, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from explainer.checks.rule import Rule
from explainer.config import NO_EXTENSIONS, Config, ExtensionRefused, Extensions
from explainer.diagnostics import Diagnostic, Location, Severity, did_you_mean
from explainer.extensions import Filter, Output
from explainer.extensions.guards import GuardedFilter, GuardedOutput, GuardedRule, words_of

_Extension = TypeVar("_Extension", Output, Rule, Filter)
_FIELDS: dict[type, tuple[str, str, Any]] = {
    Output: ("name", "make", GuardedOutput),
    Rule: ("code", "find", GuardedRule),
    Filter: ("name", "apply", GuardedFilter),
}
"""The fields of a kind of extension that hold its name and its function, and the guard of that."""
_WORDS = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST = 1_000_000
"""Bytes that are read of a command: no script that people write is longer."""
_EXAMPLE = '"site_extras:word_counts"'


class Loaded(Struct, frozen=True):
    """The extensions of a site. ``modules`` are ``build.py`` and the files of their modules, each
    with its digest; ``reads`` are the other files that they read."""

    outputs: tuple[Output, ...] = ()
    rules: tuple[Rule, ...] = ()
    filters: tuple[Filter, ...] = ()
    modules: tuple[tuple[Path, str], ...] = ()
    reads: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the extensions depend on."""
        return (*(path for path, _ in self.modules), *self.reads)

    def refuse_changed(self) -> None:
        """Raise ExtensionRefused if a module has changed since it was loaded."""
        if changed := [path.name for path, digest in self.modules if _digest(path) != digest]:
            message = f"{changed[0]} has changed: end this with Ctrl-C and start it again"
            raise ExtensionRefused(message)


def load_extensions(config: Config) -> Loaded:
    """The extensions that ``config`` names. Raises ExtensionRefused."""
    given = config.extensions
    if not isinstance(given, Extensions):
        raise ExtensionRefused(f"main(extensions=...) takes Extensions(...), not {given!r}")
    command = config.site.resolve() / "build.py"
    modules = {command: _digest(command)}
    if given == NO_EXTENSIONS:
        return Loaded(modules=tuple(modules.items()))
    from jinja2.filters import FILTERS

    from explainer.explanations import explained_codes
    from explainer.outputs import OUTPUTS

    loader = _Loader(config.site.resolve(), modules)
    return Loaded(
        outputs=loader.load_all(Output, given.outputs, {each.name for each in OUTPUTS}),
        rules=loader.load_all(Rule, given.rules, explained_codes()),
        filters=loader.load_all(Filter, given.filters, FILTERS),
        modules=tuple(loader.modules.items()),
        reads=tuple(loader.reads),
    )


class _Loader:
    """Imports extensions by their names, and collects the files that they depend on."""

    def __init__(self, site: Path, modules: dict[Path, str]) -> None:
        self._site = site
        self.modules = modules
        self.reads: dict[Path, None] = {}

    def load_all(
        self, kind: type[_Extension], names: object, taken: Container[str]
    ) -> tuple[_Extension, ...]:
        """The extensions of a kind, each with a guard in place of its function. ``taken`` are the
        names that the generator uses itself."""
        word = kind.__name__.lower()
        name_field, function, guard = _FIELDS[kind]
        loaded: dict[str, _Extension] = {}
        for name in _checked_names(f"{word}s", names):
            value, module = _import(name, self._site)
            if not isinstance(value, kind):
                raise ExtensionRefused(_other_type(name, value, kind))
            called = getattr(value, name_field)
            _check_name(word, called, taken)
            if not callable(given := getattr(value, function)):
                raise ExtensionRefused(f'{function} of "{name}" is a function, not {given!r}')
            if not isinstance(summary := getattr(value, "summary", ""), str):
                raise ExtensionRefused(f'summary of "{name}" is a text, not {summary!r}')
            if called in loaded:
                raise ExtensionRefused(f'two extensions are the {word} "{called}"')
            place = self._place(name, module, value.reads)
            loaded[called] = replace(value, **{function: guard(word, called, *place)})
        return tuple(loaded.values())

    def _place(self, name: str, module: ModuleType, reads: object) -> tuple[str, str, str]:
        """The name of an extension, the path of its module as messages show it, a fingerprint."""
        path = Path(str(module.__file__)).resolve()
        digest = self.modules[path] = _digest(path)
        parts = [name, digest, *self._read(name, reads)]
        inside = path.is_relative_to(self._site)
        shown = path.relative_to(self._site).as_posix() if inside else path.as_posix()
        return name, shown, hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _read(self, name: str, reads: object) -> Iterable[str]:
        if not isinstance(reads, tuple | list):
            raise ExtensionRefused(f'reads of "{name}" is a tuple of paths, not {reads!r}')
        for each in reads:
            path = Path(os.path.normpath(self._site / str(each)))
            if not path.is_relative_to(self._site) or not path.is_file():
                raise ExtensionRefused(f'"{name}" reads {each!r}, which is not a file of the site')
            self.reads[path] = None
            yield f"{each}:{_digest(path)}"


def _checked_names(argument: str, given: object) -> Iterable[str]:
    if not isinstance(given, tuple | list):
        raise ExtensionRefused(
            f"{argument}={given!r} is not a tuple of names; write {argument}=({_EXAMPLE},)"
        )
    for name in given:
        if not isinstance(name, str):
            raise ExtensionRefused(
                f"{argument} holds {name!r}, which is not a name: other processes import it by the "
                f"name of its module, so write {_EXAMPLE}"
            )
        yield name


def _check_name(kind: str, called: object, taken: Container[str]) -> None:
    """Raise ExtensionRefused if an extension cannot be called so."""
    text = called if isinstance(called, str) else ""
    if not (text.isidentifier() if kind == "filter" else _WORDS.fullmatch(text)):
        form = "an identifier" if kind == "filter" else "words of small letters with hyphens"
        raise ExtensionRefused(f"the {kind} {called!r} needs another name: {form}")
    if text in taken:
        raise ExtensionRefused(f'the {kind} "{called}" is there already; give yours another name')


def _other_type(name: str, value: object, kind: type) -> str:
    """What to write where ``name`` is that of a value that is not of this kind."""
    module, _, attribute = name.partition(":")
    hint = f"{attribute} = {kind.__name__}(...)"
    if callable(value):
        middle = '"what it finds", ' if kind is Rule else ""
        hint = f'mine = {kind.__name__}("mine", {middle}{attribute}), and name "{module}:mine"'
    return f'"{name}" is of the type {type(value).__name__}, not {kind.__name__}; write {hint}'


def _import(name: str, site: Path) -> tuple[Any, ModuleType]:
    """The value called ``module:name``, and its module. Those in ``content/`` are not imported."""
    module_name, _, attribute = name.partition(":")
    if not attribute.isidentifier() or not all(map(str.isidentifier, module_name.split("."))):
        raise ExtensionRefused(f'"{name}" does not name a module and a value in it, as {_EXAMPLE}')
    if module_name.endswith(".py"):
        bare = module_name.removesuffix(".py")
        raise ExtensionRefused(f'"{name}": write it without .py: "{bare}:{attribute}"')
    if module_name == "__main__":
        raise ExtensionRefused(
            f'"{name}" stands in build.py itself, which another process cannot import; move it to '
            f'a module beside build.py, such as site_extras.py, and write "site_extras:{attribute}"'
        )
    top = module_name.partition(".")[0]
    spec = find_spec(top)
    if spec is None:
        raise ExtensionRefused(
            f'"{name}": there is no module {module_name}; build.py finds those that stand beside '
            "it, and installed ones"
        )
    places = [spec.origin or "", *(spec.submodule_search_locations or ())]
    if any(Path(place).resolve().is_relative_to(site / "content") for place in places):
        raise ExtensionRefused(
            f'"{name}" stands in content/, of which nothing is run; move it to where build.py is'
        )
    beside = site / f"{top}.py"
    if beside.is_file() and beside.resolve() != Path(spec.origin or "").resolve():
        raise ExtensionRefused(
            f"{beside.name} beside build.py has the name of another module, of Python or of a "
            "library: give it another name"
        )
    try:
        module = import_module(module_name)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise ExtensionRefused(_import_failure(module_name, error)) from error
    if not getattr(module, "__file__", None):
        raise ExtensionRefused(f'"{name}": the module {module_name} is not a file')
    if not hasattr(module, attribute):
        hint = did_you_mean(attribute, (known for known in vars(module) if known[0] != "_"))
        raise ExtensionRefused(f'"{name}": {module_name} has no value {attribute}. {hint}'.rstrip())
    return getattr(module, attribute), module


def _import_failure(module: str, error: BaseException) -> str:
    """Where and why a module cannot be imported."""
    frames = traceback.extract_tb(error.__traceback__)[
        2:
    ]  # after those of _import and import_module
    places = [(each.filename, each.lineno) for each in frames if each.filename[0] != "<"]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    place = "".join(f"{Path(path).name}:{line}: " for path, line in places[-1:])
    return f"{place}the module {module} cannot be imported: {words_of(error)}"


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def check_own_command(site: Path) -> Iterator[Diagnostic]:
    """A warning for each call in ``build.py`` that passes extensions to ``main``; the file is
    parsed, not run."""
    path = site / "build.py"
    try:
        if not path.is_file():
            return
        with path.open("rb") as file:
            text = file.read(_LONGEST).decode("utf-8-sig")
        tree = ast.parse(text)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for word in _passed(tree):
        excerpt = text.split("\n")[word.lineno - 1].rstrip("\r")
        column = len(excerpt.encode()[: word.col_offset].decode(errors="replace")) + 1
        yield Diagnostic(
            code="not-extended",
            location=Location("build.py", word.lineno, column),
            message="the site is built without what its build.py adds",
            hint=f"Build it with its own command: python {shlex.quote(str(path))}",
            severity=Severity.WARNING,
            excerpt=excerpt,
            length=len("extensions"),
        )


def _passed(tree: ast.AST) -> Iterator[ast.keyword]:
    """The arguments ``extensions=`` of calls to ``main``, except ``Extensions()``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _function_name(node.func) == "main":
            yield from (word for word in node.keywords if word.arg == "extensions" and _any(word))


def _any(word: ast.keyword) -> bool:
    """Whether the value is anything but ``Extensions()``."""
    match word.value:
        case ast.Call(args=[], keywords=[]) as call:
            return _function_name(call.func) != "Extensions"
    return True


def _function_name(function: ast.expr) -> str:
    """``main`` for ``main`` and for ``cli.main``."""
    return str(getattr(function, "id", getattr(function, "attr", "")))
