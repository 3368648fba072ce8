"""Blame a file that nothing reads for the names that are missing because of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from explainer.diagnostics import Diagnostic, Severity
from explainer.documents.files.discovery import ContentFile, load

_MISSING = re.compile(r'there is no (?:\w+ "(.+)"|page (?:.*/)?([a-z0-9-]+)(?:\.md|/)?)')
_OF_PAGES = frozenset({"dead-link", "unknown-page"})
_FOLDERS = {"unknown-fact": "facts", "unknown-source": "sources"}
_NAME = re.compile(r"[\w./+-]*\w")


def blame_misplaced(site: Path, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics without those of names that stand in a file of ``site`` that nothing reads:
    the warning of that file is an error in their place."""
    found = tuple(found)
    missing = {
        d: m[1] or m[2] for d in found if d.is_error and (m := _MISSING.fullmatch(d.message))
    }
    for file in [d for d in found if missing and d.code == "misplaced-file"]:
        path = file.location.path
        data, _ = load(ContentFile(path, "", str(site / path)))
        words = set(_NAME.findall((data or b"").decode(errors="ignore")))
        page = Path(path).name.partition(".")[0]
        held = {
            d: name
            for d, name in missing.items()
            if (name == page if d.code in _OF_PAGES else name in words)
        }
        if held:
            names = sorted(set(held.values()))
            shown = f'"{names[0]}"' + (f" and {len(names) - 1} more" if len(names) > 1 else "")
            message = f"nothing reads this file, which has {shown}"
            folder = next((f for code, f in _FOLDERS.items() if code in {d.code for d in held}), "")
            hint = f"Move it into content/{folder}/." if folder else file.hint
            blamed = replace(file, message=message, hint=hint, severity=Severity.ERROR)
            found = tuple(blamed if d is file else d for d in found if d not in held)
            missing = {d: name for d, name in missing.items() if d not in held}
    return found
