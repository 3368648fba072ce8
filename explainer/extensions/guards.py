"""What calls the functions of a site's extensions: whatever goes wrong in one is a finding.

A guard is a plain value that pickles: it names its extension, and imports it where it is called.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from explainer.checks.rule import Finding, Subject
from explainer.diagnostics import Diagnosed, Diagnostic, Location
from explainer.renderers.files import OutputFile

if TYPE_CHECKING:
    from explainer.renderers.html import RenderJob
    from explainer.renderers.linked_site import LinkedSite

_HINT = "This is code that build.py adds to the generator: whoever keeps it can mend it."


class ExtensionFailed(Diagnosed):
    """An extension raised an exception, or returned what it may not."""


@dataclass(frozen=True, slots=True)
class Guard:
    """An extension that is a ``kind``, such as an output, is ``called`` so by the site, and stands
    as ``name`` (``module:name``) in the file at ``path``. Two with the same ``fingerprint`` are
    made of the same bytes and read the same files."""

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

    def finding(self, reason: str, function: Callable[..., object]) -> Diagnostic:
        """What is wrong with the extension, where its function begins."""
        code = getattr(function, "__code__", None)
        line = code.co_firstlineno if code and code.co_filename == self._file else 1
        return self._finding(f": {reason}", line)

    def _finding(self, reason: str, line: int) -> Diagnostic:
        lines = Path(self._file).read_text(encoding="utf-8", errors="replace").split("\n")
        return Diagnostic(
            code="extension",
            location=Location(self.path, line),
            message=f'the {self.kind} "{self.called}" ({self.name}){reason}',
            hint=_HINT,
            excerpt=lines[line - 1] if line <= len(lines) else "",
        )

    def failure(self, error: BaseException) -> Diagnostic | None:
        """The finding that an exception is, where it came through the extension's own lines."""
        line = 0
        frame: TracebackType | None = error.__traceback__
        while frame is not None:
            if frame.tb_frame.f_code.co_filename == self._file:
                line = frame.tb_lineno
            frame = frame.tb_next
        return self._finding(f" failed: {words_of(error)}", line) if line else None

    def all_of(
        self, function: Callable[[Any], Iterable[Any]], given: object, check: Callable[[Any], str]
    ) -> tuple[Any, ...]:
        """All that the function makes of ``given``; ``check`` says what is wrong with one of it.
        Raises ExtensionFailed."""
        try:
            made = tuple(function(given))
        except (Exception, SystemExit) as error:
            found = self.failure(error) or self.finding(words_of(error), function)
            raise ExtensionFailed(found) from error
        if wrong := next(filter(None, map(check, made)), ""):
            raise ExtensionFailed(self.finding(wrong, function))
        return made


class GuardedOutput(Guard):
    """The ``make`` of an output."""

    __slots__ = ()

    def __call__(self, site: LinkedSite, /) -> tuple[OutputFile | RenderJob | Diagnostic, ...]:
        return self.all_of(self._value.make, site, _wrong_file)

    def clash(self, reason: str) -> Diagnostic:
        """What is wrong with the path of one of its files."""
        return self.finding(reason, self._value.make)


class GuardedRule(Guard):
    """The ``find`` of a rule."""

    __slots__ = ()

    def __call__(self, subject: Subject, /) -> tuple[Finding, ...]:
        return self.all_of(self._value.find, subject, lambda each: _wrong_finding(each, subject))


class GuardedFilter(Guard):
    """The ``apply`` of a filter."""

    __slots__ = ()

    def __call__(self, value: Any, /, *arguments: Any, **options: Any) -> object:
        from jinja2 import UndefinedError

        try:
            return self._value.apply(value, *arguments, **options)
        except UndefinedError:
            raise  # the template gave it what is not there
        except (Exception, SystemExit) as error:
            if found := self.failure(error):
                raise ExtensionFailed(found) from error
            raise  # the template gave it too much or too little


def _wrong_file(made: object) -> str:
    from explainer.explanations import explained_codes
    from explainer.renderers.html import RenderJob

    if isinstance(made, OutputFile):
        path: object = made.path
        data: object = made.data
        if not isinstance(path, str):
            return f"a path is a str, not {_type(path)}"
        return "" if isinstance(data, bytes) else f"the data of {path} are bytes, not {_type(data)}"
    if isinstance(made, Diagnostic) and made.code not in explained_codes():
        return f'nothing explains the code "{made.code}": give findings the code "extension"'
    if isinstance(made, RenderJob | Diagnostic):
        return ""
    return f"it makes OutputFile, RenderJob or Diagnostic, not {_type(made)}"


def _wrong_finding(found: object, subject: Subject) -> str:
    if not isinstance(found, Finding):
        return f"it finds Finding, not {_type(found)}"
    if found.path not in subject.site.texts:
        return f"it names {found.path!r}, which is not a file of content/ that was read"
    length = len(subject.site.texts[found.path].text)
    if found.offset not in range(length + 1):
        return f"it names place {found.offset!r} of {found.path}, which has {length} characters"
    return ""


def _type(value: object) -> str:
    return type(value).__name__


def words_of(error: BaseException) -> str:
    """The first line of an exception, with its kind, as Python says it."""
    return f"{_type(error)}: {error}".partition("\n")[0].removesuffix(": ")
