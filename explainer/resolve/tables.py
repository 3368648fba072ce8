"""Tables that are too wide for a phone scroll in a frame of their own, never the page."""

from __future__ import annotations

import re
from html import escape

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEADING = re.compile(r"<th\b")
_MOST_COLUMNS = 2  # that a phone has room for


def frame_tables(html: str, label: str) -> str:
    """``html`` as Markdown makes it, each table in a frame; one that may have to scroll can be
    reached by keyboard and is called ``label``."""

    def framed(match: re.Match[str]) -> str:
        table = match[0]
        wide = len(_HEADING.findall(table)) > _MOST_COLUMNS
        scrolls = f' role="group" tabindex="0" aria-label="{escape(label)}"' if wide else ""
        return f'<div class="table"{scrolls}>{table}</div>'

    return _TABLE.sub(framed, html) if "<table>" in html else html
