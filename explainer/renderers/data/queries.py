"""Questions to ask the database, as Datasette's *canned queries*."""

from __future__ import annotations

import re
from pathlib import Path

_QUERY = re.compile(r"^-- (\w+): (.+)\n([^;]+?\n)(?=\n|\Z)", re.MULTILINE)


def load_queries() -> dict[str, tuple[str, str]]:
    """By the name in their address: the question, and the SQL that answers it."""
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    return {name: (title, sql) for name, title, sql in _QUERY.findall(text)}
