"""Tables scroll in a frame of their own where they must, and cells know the heads of columns."""

from __future__ import annotations

from explainer.documents.references.kinds import FactReference
from explainer.resolve.linking.tables import frame_tables

WIDE = '<div class="table" role="group" tabindex="0" aria-label="T"><table role="table">'


def table(*heads: str) -> str:
    return f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead></table>"


def with_roles(written: str) -> str:
    """What Markdown makes of a table, and the roles of its parts."""
    for tag, role in {
        "table": "table",
        "thead": "rowgroup",
        "tr": "row",
        "th": "columnheader",
    }.items():
        written = written.replace(f"<{tag}>", f'<{tag} role="{role}">')
    return written


def test_a_wide_table_can_be_reached_by_keyboard_and_has_a_name() -> None:
    wide = table("a", "b", "c")
    assert frame_tables([f"<p>a</p>{wide}<p>b</p>"], "A & B") == [
        '<p>a</p><div class="table" role="group" tabindex="0" aria-label="A &amp; B">'
        f"{with_roles(wide)}</div><p>b</p>"
    ]


def test_a_narrow_table_cannot() -> None:
    narrow = table("a", "b")
    assert frame_tables([narrow * 2], "T") == [f'<div class="table">{with_roles(narrow)}</div>' * 2]


def test_each_cell_has_the_head_of_its_column() -> None:
    head = '<table><thead><tr><th class="align-right">Who</th><th>A &amp; <em>"b"</em></th></tr>'
    rows = '<tr><td class="align-right">x</td><td>y</td></tr>' * 2
    (framed,) = frame_tables([f"{head}</thead><tbody>{rows}</tbody></table>"], "T")
    assert isinstance(framed, str)
    _, body = framed.split("</thead>")
    row = (
        '<tr role="row"><td role="cell" data-label="Who" class="align-right">x</td>'
        '<td role="cell" data-label="A &amp; &quot;b&quot;">y</td></tr>'
    )
    assert body == f'<tbody role="rowgroup">{row * 2}</tbody></table></div>'


def test_references_in_its_cells_do_not_cut_a_table() -> None:
    value = FactReference(0, "f")
    head, cell = "<table><tr>" + "<th>x</th>" * 3 + "</tr><tr><td>", "</td></tr></table><p>b</p>"
    first, kept, last = frame_tables([head, value, cell], "T")
    heads = '<th role="columnheader">x</th>' * 3
    assert first == (
        f'{WIDE}<tr role="row">{heads}</tr><tr role="row"><td role="cell" data-label="x">'
    )
    assert kept == value
    assert last == "</td></tr></table></div><p>b</p>"


def test_a_table_with_an_attribute_list_is_left_as_it_is() -> None:
    other = '<table class="x"><tr><td>x</td></tr></table>'
    assert frame_tables([f"{other}{table('a')}"], "T") == [
        f'{other}<div class="table">{with_roles(table("a"))}</div>'
    ]
