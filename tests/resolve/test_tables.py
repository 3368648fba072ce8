"""Tables that may have to scroll do so in a frame of their own."""

from __future__ import annotations

from explainer.documents.references.kinds import FactReference
from explainer.resolve.linking.linker import frame_tables


def table(columns: int) -> str:
    return f"<table><thead><tr>{'<th>x</th>' * columns}</tr></thead></table>"


def test_a_wide_table_can_be_reached_by_keyboard_and_has_a_name() -> None:
    assert frame_tables([f"<p>a</p>{table(3)}<p>b</p>"], "A & B") == [
        '<p>a</p><div class="table" role="group" tabindex="0" aria-label="A &amp; B">'
        f"{table(3)}</div><p>b</p>"
    ]


def test_a_narrow_table_is_framed_only() -> None:
    assert frame_tables([table(2) * 2], "T") == [f'<div class="table">{table(2)}</div>' * 2]


def test_references_in_its_cells_do_not_cut_a_table() -> None:
    value = FactReference(0, "f")
    head, cell = "<table><tr>" + "<th>x</th>" * 3 + "</tr><tr><td>", "</td></tr></table><p>b</p>"
    first, kept, last = frame_tables([head, value, cell], "T")
    assert first == f'<div class="table" role="group" tabindex="0" aria-label="T">{head}'
    assert kept == value
    assert last == "</td></tr></table></div><p>b</p>"


def test_a_table_with_an_attribute_list_is_left_as_it_is() -> None:
    other = '<table class="x"></table>'
    assert frame_tables([f"{other}{table(1)}"], "T") == [
        f'{other}<div class="table">{table(1)}</div>'
    ]
