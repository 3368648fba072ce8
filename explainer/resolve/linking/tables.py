"""The tables of a text, framed so that they can be read on any screen and by any reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from explainer.documents.markdown.parsed_text import Part as TextPart
from explainer.resolve.linking.wording import plain_text
from explainer.resolve.published.parts import Fragment

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_TABLE_TAG = re.compile(r"<(/?table>|(?:thead|tbody|tr|th|td)\b)")
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}
_MOST_COLUMNS = 2  # what fits on a phone


def frame_tables(parts: Sequence[TextPart], label: str) -> Sequence[TextPart]:
    """The parts of a text with a frame around each table. A wide table may have to scroll: its
    frame can be reached by keyboard and has the label.

    A small screen shows rows as blocks, and before each cell the head of its column. Some
    browsers take what is not laid out as a table for none, hence the roles."""
    if not any(isinstance(part, str) and "<table>" in part for part in parts):
        return parts
    whole = "".join(part for part in parts if isinstance(part, str))
    tables = iter([_HEADING.findall(table) for table in _TABLE.findall(whole)])
    heads: list[str] = []
    """Of the table that is open; that of its next cell comes first."""

    def frame(match: re.Match[str]) -> str:
        tag = match[1]
        if tag == "table>":
            heads[:] = [escape(plain_text(Fragment((Markup(head),)))) for head in next(tables)]
        if not heads:
            return match[0]
        if tag == "table>":
            scrolls = f' role="group" tabindex="0" aria-label="{escape(label)}"'
            wide = scrolls if len(heads) > _MOST_COLUMNS else ""
            return f'<div class="table"{wide}><table role="table">'
        if tag == "/table>":
            heads.clear()
            return f"{match[0]}</div>"
        if tag == "td":
            heads.append(heads.pop(0))
        head = f' data-label="{heads[-1]}"' if tag == "td" else ""
        return f'{match[0]} role="{_ROLES[tag]}"{head}'

    return [_TABLE_TAG.sub(frame, part) if isinstance(part, str) else part for part in parts]
