"""Diagnostics: an editor's mistakes as values, with where, what, and what to do about it.

A diagnostic holds the line it points at, so that it can be printed and cached without opening the
file again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr

_TAB_WIDTH = 4
_LONGEST_EXCERPT = 160
_LONGEST_WORD = 200
_LONGEST_QUOTED = 40


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Location(Struct, frozen=True, order=True):
    """A place in a content file.

    ``path`` is relative to the site and written with ``/``; ``line`` and
    ``column`` count from 1, in code points; a tab is one column.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Diagnostic(Struct, frozen=True, kw_only=True):
    """One mistake. ``excerpt`` is the source line at ``location``, without its line end;
    ``length`` is the number of its code points to underline.

    Only the part of a long line around the place is kept, since a line of megabytes may hold
    thousands of mistakes; ``cut`` is the number of code points dropped before it.
    """

    code: str
    location: Location
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    excerpt: str = ""
    length: int = 1
    cut: int = 0

    @classmethod
    def of_file(cls, path: str, code: str, message: str, hint: str) -> Diagnostic:
        """An error of a whole file or folder."""
        location = Location(path.encode("utf-8", "backslashreplace").decode())
        return cls(code=code, location=location, message=message, hint=hint)

    def __post_init__(self) -> None:
        excess = len(self.excerpt) - _LONGEST_EXCERPT
        if excess > 0:
            cut = max(0, min(self.location.column - 1 - _LONGEST_EXCERPT // 2, excess))
            force_setattr(self, "excerpt", self.excerpt[cut : cut + _LONGEST_EXCERPT])
            force_setattr(self, "cut", self.cut + cut)

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


class Diagnosed(Exception):
    """Something that cannot be done; ``diagnostic`` says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic

    def __reduce__(self) -> tuple[type[Diagnosed], tuple[Diagnostic]]:
        return type(self), (self.diagnostic,)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics without duplicates, sorted by file, line and column."""
    unique = dict.fromkeys(diagnostics)
    return sorted(unique, key=lambda d: (d.location, d.code, d.message))


def without_repeats(diagnostics: Iterable[Diagnostic]) -> list[tuple[Diagnostic, str]]:
    """The diagnostics, in order, without those that one cause repeats again and again: up to 5
    of a message in a file (3 of more than 5), 20 of a code in a file, 30 of a message in all files.

    The second part is empty, or for the last one of its kind says how many more there are.
    """
    diagnostics = list(diagnostics)
    alike = Counter((each.location.path, each.code, each.message) for each in diagnostics)
    kept: list[tuple[Diagnostic, Counter[str]]] = []
    seen: Counter[tuple[str, ...]] = Counter()
    left_out: dict[tuple[str, str], Counter[str]] = {}
    for each in diagnostics:
        path, code, message = each.location.path, each.code, each.message
        few = 3 if alike[path, code, message] > 5 else 5
        limits = {("", code, message): 30, (path, code): 20, (path, code, message): few}
        if all(seen[key] < most for key, most in limits.items()):
            seen.update(limits.keys())
            left_out[path, code] = left_out["", code] = Counter()
            kept.append((each, left_out[path, code]))
        elif (path, code) in left_out:
            left_out[path, code][f"more {code} in this file"] += 1
        else:
            left_out["", code][f"more {code} in other files"] += 1
    return [(each, ", ".join(f"{n:,} {what}" for what, n in more.items())) for each, more in kept]


def format_diagnostic(diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """The block that a terminal shows: first line, excerpt with caret, hint.

    The first line is ``path:line:column: severity[code]: message``, the form
    that editors and scripts parse.
    """
    red, bold, dim, plain = ("\x1b[31m", "\x1b[1m", "\x1b[2m", "\x1b[0m") if colour else ("",) * 4
    if colour and not diagnostic.is_error:
        red = "\x1b[33m"
    place = printable(str(diagnostic.location))
    lines = [
        f"{bold}{place}:{plain} {red}{diagnostic.severity}[{diagnostic.code}]{plain}:"
        f" {bold}{printable(diagnostic.message)}{plain}"
    ]
    if diagnostic.excerpt.strip():
        excerpt, lead, width = excerpt_window(diagnostic)
        number = str(diagnostic.location.line)
        gutter = " " * len(number)
        lines.append(f"{dim} {number} |{plain} {excerpt}".rstrip())
        lines.append(f"{dim} {gutter} |{plain} {' ' * lead}{red}{'^' * width}{plain}")
    if diagnostic.hint:
        lines.append(f"   = {printable(diagnostic.hint)}")
    return "\n".join(lines)


def excerpt_window(diagnostic: Diagnostic) -> tuple[str, int, int]:
    """The excerpt as it is shown, the cells before the caret, and the caret's width."""
    from rich.cells import cell_len

    shown = diagnostic.excerpt
    start = diagnostic.location.column - 1 - diagnostic.cut
    length = max(1, min(diagnostic.length, len(shown) - start))
    lead = cell_len(_visible(shown[:start]))
    return _visible(shown), lead, max(1, cell_len(_visible(shown[: start + length])) - lead)


def _visible(text: str) -> str:
    return printable(text.expandtabs(_TAB_WIDTH))


def printable(text: str) -> str:
    """``text`` with visible escapes for control characters: content must not drive a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == " " else f"\\x{ord(c):02x}" for c in text)


def shortened(text: str) -> str:
    """``text`` as messages quote it: its beginning, if it is long."""
    return text if len(text) <= _LONGEST_QUOTED else text[: _LONGEST_QUOTED - 1] + "…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``Did you mean "x"?``, or an empty string if no known word resembles ``word``."""
    close = closest(word, known)
    return f'Did you mean "{close}"?' if close else ""


def closest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word that resembles ``word`` most, if any does; ``likeness`` is from 0 to 1."""
    if len(word) > _LONGEST_WORD:
        return None
    folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    written = word.casefold()
    for match in get_close_matches(written, folded, n=3, cutoff=likeness):
        # Only what follows a shared family, as in tide.height, tells.
        family = f"{written.rpartition('.')[0]}."
        shared = len(family) if match.startswith(family) else 0
        shorter, longer = sorted((written[shared:], match[shared:]), key=len)
        is_part = len(shorter) > 3 and longer.startswith(shorter)
        if is_part or _mistypings(shorter, longer) <= (1 if len(shorter) < 5 else len(longer) // 3):
            return folded[match]
    return None


def _mistypings(word: str, other: str) -> int:
    """How many letters were left out, added, mistaken or exchanged with their neighbour between two
    words: their distance as optimal string alignment counts it."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word):
        last, before, row = before, row, [i + 1]
        for j, of_other in enumerate(other):
            costs = [before[j] + (letter != of_other), row[j] + 1, before[j + 1] + 1]
            if i and j and letter == other[j - 1] and word[i - 1] == of_other:
                costs.append(last[j - 1] + 1)
            row.append(min(costs))
    return row[-1]
