"""What templates were compiled to is kept for the same templates, and nothing that is not new."""

from __future__ import annotations

from datetime import date

from explainer.kept.store import Store
from explainer.making.memory import Memory
from explainer.renderers.templates import Templates


def test_code_of_templates_is_kept_for_the_same_templates_and_code() -> None:
    store = Store(None, b"", date(2026, 7, 29))
    templates = Templates((), "these", code={b"key": b"code"})
    Memory(store, b"1").keep_code(templates)
    assert Memory(store, b"1").find_code(templates) == {b"key": b"code"}
    assert Memory(store, b"2").find_code(templates) == {}
    assert Memory(store, b"1").find_code(Templates((), "others")) == {}
    Memory(store, b"1").keep_code(Templates((), "these"))
    assert Memory(store, b"1").find_code(templates) == {b"key": b"code"}
