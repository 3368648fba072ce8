"""Tables that may have to scroll do so in a frame of their own."""

from __future__ import annotations

from explainer.resolve.linking.linker import frame_tables


def table(columns: int) -> str:
    return f"<table><thead><tr>{'<th>x</th>' * columns}</tr></thead></table>"


def test_a_wide_table_can_be_reached_by_keyboard_and_has_a_name() -> None:
    assert frame_tables(f"<p>a</p>{table(3)}<p>b</p>", "A & B") == (
        '<p>a</p><div class="table" role="group" tabindex="0" aria-label="A &amp; B">'
        f"{table(3)}</div><p>b</p>"
    )


def test_a_narrow_table_is_framed_only() -> None:
    assert frame_tables(table(2) * 2, "T") == f'<div class="table">{table(2)}</div>' * 2
