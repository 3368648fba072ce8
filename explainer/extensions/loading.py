"""The extensions that a site's ``build.py`` names, imported, checked and guarded."""

from __future__ import annotations

import hashlib
import os
import re
import traceback
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from explainer.checks.rule import Rule
from explainer.config import NO_EXTENSIONS, Config, ExtensionRefused, Extensions
from explainer.diagnostics import did_you_mean
from explainer.extensions import Filter, Output
from explainer.extensions.guards import GuardedFilter, GuardedOutput, GuardedRule, words_of

_Extension = TypeVar("_Extension", Output, Rule, Filter)
_WORDS = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_EXAMPLE = '"site_extras:word_counts"'


@dataclass(frozen=True, slots=True)
class Loaded:
    """A site's extensions. ``modules`` are the files of their modules with the digest of each,
    ``reads`` what else they read."""

    outputs: tuple[Output, ...] = ()
    rules: tuple[Rule, ...] = ()
    filters: tuple[Filter, ...] = ()
    modules: tuple[tuple[Path, str], ...] = ()
    reads: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """All that they are made of."""
        return (*(path for path, _ in self.modules), *self.reads)

    def refuse_changed(self) -> None:
        """Raises ExtensionRefused where a module is not the one that was imported."""
        for path, digest in self.modules:
            if _digest(path) != digest:
                raise ExtensionRefused(
                    f"{path.name} has changed: end this with Ctrl-C and start it again"
                )


def load_extensions(config: Config) -> Loaded:
    """Raises ExtensionRefused."""
    given = config.extensions
    if not isinstance(given, Extensions):
        raise ExtensionRefused(f"main(extensions=...) takes Extensions(...), not {given!r}")
    if given == NO_EXTENSIONS:
        return Loaded()
    from jinja2.filters import FILTERS

    from explainer.explanations import explained_codes
    from explainer.outputs import OUTPUTS

    loader = _Loader(config.site.resolve())
    outputs = [loader.load(Output, name) for name in _names("outputs", given.outputs)]
    rules = [loader.load(Rule, name) for name in _names("rules", given.rules)]
    filters = [loader.load(Filter, name) for name in _names("filters", given.filters)]
    _check_names("output", [each.name for each in outputs], [each.name for each in OUTPUTS])
    _check_names("rule", [each.code for each in rules], explained_codes())
    _check_names("filter", [each.name for each in filters], FILTERS)
    return Loaded(
        tuple(outputs),
        tuple(rules),
        tuple(filters),
        tuple(loader.modules.items()),
        tuple(loader.reads),
    )


class _Loader:
    """Imports values by their names, and notes the files that they come from."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self.modules: dict[Path, str] = {}
        self.reads: dict[Path, None] = {}

    def load(self, kind: type[_Extension], name: str) -> _Extension:
        value, module = _import(name, self._site / "content")
        if not isinstance(value, kind):
            what = f"of the type {type(value).__name__}, not {kind.__name__}"
            hint = f"; write {name.partition(':')[2]} = {kind.__name__}(...)"
            raise ExtensionRefused(f'"{name}" is {what}{hint}')
        path = Path(str(module.__file__)).resolve()
        self.modules[path] = _digest(path)
        fingerprint = _fingerprint(name, self.modules[path], self._read(name, value.reads))
        inside = path.is_relative_to(self._site)
        shown = path.relative_to(self._site).as_posix() if inside else path.as_posix()
        return _guarded(value, (name, shown, fingerprint))

    def _read(self, name: str, reads: object) -> Iterable[str]:
        if not isinstance(reads, tuple | list):
            raise ExtensionRefused(f'reads of "{name}" is a tuple of paths, not {reads!r}')
        for each in reads:
            path = Path(os.path.normpath(self._site / str(each)))
            if not path.is_relative_to(self._site) or not path.is_file():
                raise ExtensionRefused(f'"{name}" reads {each!r}, which is not a file of the site')
            self.reads[path] = None
            yield f"{each}:{_digest(path)}"


def _guarded(value: _Extension, place: tuple[str, str, str]) -> _Extension:
    """The extension with a guard before its function."""
    if isinstance(value, Output):
        return replace(value, make=GuardedOutput("output", value.name, *place))
    if isinstance(value, Rule):
        return replace(value, find=GuardedRule("rule", value.code, *place))
    return replace(value, apply=GuardedFilter("filter", value.name, *place))


def _names(kind: str, given: object) -> Iterable[str]:
    if not isinstance(given, tuple | list):
        raise ExtensionRefused(
            f"{kind}={given!r} is not a tuple of names; write {kind}=({_EXAMPLE},)"
        )
    for name in given:
        if not isinstance(name, str):
            raise ExtensionRefused(
                f"{kind} holds {name!r}, which is not a name: other processes import it by the "
                f"name of its module, so write {_EXAMPLE}"
            )
        yield name


def _import(name: str, content: Path) -> tuple[Any, ModuleType]:
    """The value called ``module:name``, and its module. What stands in ``content`` is not run."""
    module_name, _, attribute = name.partition(":")
    if not attribute.isidentifier() or not all(map(str.isidentifier, module_name.split("."))):
        raise ExtensionRefused(f'"{name}" does not name a module and a value in it, as {_EXAMPLE}')
    if module_name == "__main__":
        raise ExtensionRefused(
            f'"{name}" stands in build.py itself, which another process cannot import; move it to '
            f'a module beside build.py, such as site_extras.py, and write "site_extras:{attribute}"'
        )
    spec = find_spec(module_name.partition(".")[0])
    if spec is None:
        raise ExtensionRefused(
            f'"{name}": there is no module {module_name}; build.py finds those that stand beside '
            "it, and installed ones"
        )
    places = [spec.origin or "", *(spec.submodule_search_locations or ())]
    if any(Path(place).resolve().is_relative_to(content) for place in places):
        raise ExtensionRefused(
            f'"{name}" stands in content/, of which nothing is run; move it to where build.py is'
        )
    try:
        module = import_module(module_name)
    except (Exception, SystemExit) as error:
        raise ExtensionRefused(_import_failure(module_name, error)) from error
    if not getattr(module, "__file__", None):
        raise ExtensionRefused(f'"{name}": the module {module_name} is not a file')
    if not hasattr(module, attribute):
        hint = did_you_mean(attribute, (known for known in vars(module) if known[0] != "_"))
        raise ExtensionRefused(f'"{name}": {module_name} has no value {attribute}. {hint}'.rstrip())
    return getattr(module, attribute), module


def _import_failure(module: str, error: BaseException) -> str:
    """Where and why a module cannot be imported."""
    frames = traceback.extract_tb(error.__traceback__)[2:]  # below our line, and import_module's
    places = [(each.filename, each.lineno) for each in frames if each.filename[0] != "<"]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    place = "".join(f"{Path(path).name}:{line}: " for path, line in places[-1:])
    return f"{place}the module {module} cannot be imported: {words_of(error)}"


def _check_names(kind: str, names: Iterable[object], taken: Container[str]) -> None:
    """Raises ExtensionRefused for a name that is not fit, is the generator's own, or is there
    twice."""
    seen: set[object] = set()
    for name in names:
        text = name if isinstance(name, str) else ""
        if not (text.isidentifier() if kind == "filter" else _WORDS.fullmatch(text)):
            form = "an identifier" if kind == "filter" else "words of small letters with hyphens"
            raise ExtensionRefused(f"the {kind} {name!r} needs another name: {form}")
        if text in taken:
            raise ExtensionRefused(f'the {kind} "{name}" is there already; give yours another name')
        if name in seen:
            raise ExtensionRefused(f'two extensions are the {kind} "{name}"')
        seen.add(name)


def _fingerprint(name: str, module: str, reads: Iterable[str]) -> str:
    return hashlib.sha256("\0".join([name, module, *reads]).encode()).hexdigest()


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
