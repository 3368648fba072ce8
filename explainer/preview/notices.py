"""What the preview shows in place of the site's pages: errors, a fault of ours, a wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.diagnostics import Diagnostic, excerpt_window, printable

if TYPE_CHECKING:
    from jinja2 import Template

_MOST_SHOWN = 200
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:"
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A page, and the status that it is sent with."""

    status: int
    page: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    place: str
    severity: str
    code: str
    message: str
    excerpt: str
    caret: str
    hint: str


def errors_notice(diagnostics: Sequence[Diagnostic]) -> Notice:
    """Everything that was found, errors and warnings, as the terminal shows it."""
    errors = sum(d.is_error for d in diagnostics)
    return _notice(
        500,
        heading=f"{errors:,} error{'s' if errors != 1 else ''}",
        findings=[_finding(d) for d in diagnostics[:_MOST_SHOWN]],
        more=max(0, len(diagnostics) - _MOST_SHOWN),
    )


def refusal_notice(message: str) -> Notice:
    """Why nothing could be built at all."""
    return _notice(500, heading="Nothing was built", message=printable(message))


def fault_notice(error: BaseException) -> Notice:
    """A fault of the generator, in short; the terminal has the traceback."""
    lines = str(error).splitlines()
    words = f"{type(error).__name__}: {lines[0] if lines else ''}".removesuffix(": ")
    return _notice(500, heading="The generator failed", fault=printable(words))


def waiting_notice() -> Notice:
    """Until there is something to show. It loads itself again, in case it misses the news."""
    return _notice(503, heading="The site is being built", waiting=True)


def load_style() -> bytes:
    """The style sheet of all notices."""
    return (Path(__file__).parent / "notice.css").read_bytes()


def _finding(diagnostic: Diagnostic) -> _Finding:
    excerpt = caret = ""
    if diagnostic.excerpt.strip():
        number = str(diagnostic.location.line)
        shown, lead, width = excerpt_window(diagnostic)
        excerpt = f"{number} | {shown}".rstrip()
        caret = f"{' ' * len(number)} | {' ' * lead}{'^' * width}"
    return _Finding(
        place=printable(str(diagnostic.location)),
        severity=diagnostic.severity.value,
        code=diagnostic.code,
        message=printable(diagnostic.message),
        excerpt=excerpt,
        caret=caret,
        hint=printable(diagnostic.hint),
    )


def _notice(status: int, **values: object) -> Notice:
    return Notice(status, _template().render(policy=_POLICY, **values).encode())


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    text = (Path(__file__).parent / "notice.html").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(text)
