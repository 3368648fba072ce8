"""Guards that call the functions of a site's extensions, and report their faults as diagnostics.

A guard can be pickled: it holds the name of its extension, and imports that when it is called.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import asdict

from explainer.checks.rule import Finding, Subject
from explainer.diagnostics import Diagnosed, Diagnostic, Location
from explainer.model.shared.fields import Waiver
from explainer.model.site.site import Site
from explainer.renderers.files import OutputFile

if TYPE_CHECKING:
    from explainer.renderers.files import LinkedSite
    from explainer.renderers.html import RenderJob

_HINT = "This is code that build.py adds to the generator: whoever keeps it can mend it."


class Guard(Struct, frozen=True):
    """The guard of an extension: a ``kind``, such as an output, that is ``called`` so in the site.
    ``name`` is ``module:name``, and ``path`` that of the module's file. Two with the same
    ``fingerprint`` have the same code and read the same bytes."""

    kind: str
    called: str
    name: str
    path: str
    fingerprint: str

    @property
    def _value(self) -> Any:
        module, _, name = self.name.partition(":")
        return getattr(import_module(module), name)

    @property
    def _file(self) -> str:
        return str(sys.modules[self.name.partition(":")[0]].__file__)

    def fault(self, reason: str, function: Callable[..., object]) -> Diagnostic:
        """The diagnostic for a fault of the extension, where its function begins."""
        code = getattr(function, "__code__", None)
        line = code.co_firstlineno if code and code.co_filename == self._file else 1
        return self._diagnostic(f": {reason}", line)

    def _diagnostic(self, reason: str, line: int) -> Diagnostic:
        lines = Path(self._file).read_text(encoding="utf-8", errors="replace").split("\n")
        return Diagnostic(
            code="extension",
            location=Location(self.path, line),
            message=f'the {self.kind} "{self.called}" ({self.name}){reason}',
            hint=_HINT,
            excerpt=lines[line - 1] if line <= len(lines) else "",
        )

    def failure(self, error: BaseException) -> Diagnostic | None:
        """The diagnostic for an exception, at the last line of the extension that it passed; None
        if it passed none."""
        frames = walk_tb(error.__traceback__)
        lines = [line for frame, line in frames if frame.f_code.co_filename == self._file]
        return self._diagnostic(f" failed: {words_of(error)}", lines[-1]) if lines else None

    def all_of(
        self, function: Callable[[Any], Any], given: object, check: Callable[[Any], str]
    ) -> tuple[Any, ...]:
        """The values that the function makes of ``given``; ``check`` says what is wrong with one.
        Raises Diagnosed."""
        try:
            returned = function(given)
            made = tuple(returned) if isinstance(returned, Iterable) else ()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise Diagnosed(self.failure(error) or self.fault(words_of(error), function)) from error
        wrong = next(filter(None, map(check, made)), "")
        if not isinstance(returned, Iterable):
            wrong = f"it returns {_type(returned)}: yield each value, or return a list"
        if wrong:
            raise Diagnosed(self.fault(wrong, function))
        return made


class GuardedOutput(Guard, frozen=True):
    """The ``make`` of an output."""

    def __call__(self, site: LinkedSite, /) -> tuple[OutputFile | RenderJob | Diagnostic, ...]:
        return self.all_of(self._value.make, site, _wrong_file)

    def clash(self, reason: str) -> Diagnostic:
        """The diagnostic for the path of a file that cannot be written."""
        return self.fault(reason, self._value.make)


class GuardedRule(Guard, frozen=True):
    """The ``find`` of a rule."""

    def __call__(self, subject: Subject, /) -> tuple[Finding, ...]:
        return self.all_of(
            self._value.find, subject, lambda found: _wrong_finding(found, subject.site)
        )


class GuardedFilter(Guard, frozen=True):
    """The ``apply`` of a filter."""

    def __call__(self, value: Any, /, *arguments: Any, **options: Any) -> object:
        from jinja2 import UndefinedError

        try:
            return self._value.apply(value, *arguments, **options)
        except (UndefinedError, KeyboardInterrupt):
            raise  # an undefined value is a fault of the template
        except BaseException as error:
            if found := self.failure(error):
                raise Diagnosed(found) from error
            raise  # a fault of the template: too many or too few arguments


def _wrong_file(made: object) -> str:
    from explainer.explanations import explained_codes
    from explainer.renderers.html import RenderJob

    if not isinstance(made, OutputFile | RenderJob | Diagnostic):
        return f"it makes OutputFile, RenderJob or Diagnostic, not {_type(made)}"
    wrong = _wrong_field(made)
    if wrong or not isinstance(made, Diagnostic):
        return wrong
    if made.code not in explained_codes():
        return f'nothing explains the code "{made.code}": give findings the code "extension"'
    return _wrong_field(made.location)


def _wrong_finding(found: object, site: Site) -> str:
    if not isinstance(found, Finding):
        return f"it finds Finding, not {_type(found)}"
    if wrong := _wrong_field(found):
        return wrong
    if found.path not in site.texts:
        return f"it names {found.path!r}, which is not a file of content/ that was read"
    length = len(site.texts[found.path].text)
    if found.offset not in range(length + 1):
        return f"it names place {found.offset!r} of {found.path}, which has {length} characters"
    return ""


def _wrong_field(value: Struct) -> str:
    """What is wrong with the first field that is not of the type that it is declared with."""
    kind, held = type(value), asdict(value)
    for name, type_ in _field_types(kind).items():
        if not isinstance(held[name], tuple if get_origin(type_) is tuple else type_):
            of = f"{kind.__name__}({next(iter(held.values()))!r:.60}, ...)"
            is_not = f"{_type(held[name])}, not {kind.__annotations__[name]}"
            return f"the {name} of {of} is of the type {is_not}"
    return ""


@cache
def _field_types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, localns={"Waiver": Waiver})


def _type(value: object) -> str:
    return type(value).__name__


def words_of(error: BaseException) -> str:
    """The type and the first line of an exception, as Python prints them."""
    try:
        text = str(error)
    except Exception:  # it is a stranger's class: its own __str__ may raise anything
        text = ""
    return f"{_type(error)}: {text}".partition("\n")[0].removesuffix(": ")
