"""No text becomes markup: every field of every page, filled with a script."""

from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import lxml.html
import pytest
from markupsafe import Markup
from msgspec import Struct

from explainer.config import find_generator_root
from explainer.renderers.html import RenderJob, render
from explainer.renderers.templates import load_templates
from explainer.resolve.published import frame, pages, parts

TEMPLATES = load_templates([find_generator_root() / "templates"])
PAYLOAD = "\"'><script>alert(1)</script><b onclick=x>"
FIGURE = "figure"


def filled(kind: Any, name: str = "") -> Any:
    """A value of ``kind`` with the payload in every text, one of each in every tuple."""
    if get_origin(kind) in (Union, UnionType):
        return filled(next(k for k in get_args(kind) if k is not type(None)))
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) is tuple:
        return tuple(filled(part) for part in get_args(kind) if part is not Ellipsis)
    if kind is str:
        # A language is no text of an author's: it decides which catalogue is read.
        return "en" if name == "language" else PAYLOAD
    if kind is Markup:
        return Markup("x")
    if kind in (int, bool):
        return kind(1)
    if kind is parts.Fragment:
        return parts.Fragment(
            (
                Markup("x"),
                filled(parts.NoteMark),
                filled(parts.ValueSpan),
                filled(parts.TermLink),
                filled(parts.Figure),
            )
        )
    assert issubclass(kind, Struct), kind
    hints = get_type_hints(kind)
    return kind(
        **{
            name: None if (kind, name) == (parts.Figure, "note") else filled(hints[name], name)
            for name in kind.__struct_fields__
        }
    )


@pytest.mark.parametrize("kind", get_args(pages.Page), ids=lambda kind: kind.__name__)
def test_a_script_stays_text_wherever_it_is_written(kind: type[pages.Page]) -> None:
    page, chrome = filled(kind), filled(frame.Chrome)
    html = render(RenderJob(page, chrome, TEMPLATES)).data.decode()
    tree = lxml.html.document_fromstring(html)
    assert "&lt;script&gt;" in html
    assert [s.text for s in tree.iter("script") if s.text] == []
    assert tree.xpath("//@onclick") == []
