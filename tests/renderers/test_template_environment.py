"""What templates print of pages takes Jinja's fast path."""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import iter_modules

from msgspec import Struct

from explainer.renderers.template_environment import READ_AS_THEY_ARE
from explainer.resolve import published


def test_no_value_of_a_page_is_inspected_at_each_use() -> None:
    modules = [
        import_module(f"{published.__name__}.{each.name}")
        for each in iter_modules(published.__path__)
    ]
    values = {
        value
        for module in modules
        for _, value in inspect.getmembers(module, inspect.isclass)
        if issubclass(value, Struct) and value.__module__ == module.__name__
    }
    assert values
    assert values - READ_AS_THEY_ARE.keys() == set()
