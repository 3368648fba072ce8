"""What has many fields is made by their names: values side by side could be swapped unseen."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import msgspec

import explainer

MOST_BY_POSITION = 6


def records() -> Iterator[type[msgspec.Struct]]:
    """Each Struct of the package."""
    for found in pkgutil.walk_packages(explainer.__path__, "explainer."):
        module = importlib.import_module(found.name)
        for record in vars(module).values():
            is_record = inspect.isclass(record) and issubclass(record, msgspec.Struct)
            if is_record and record.__module__ == found.name:
                yield record


def test_records_of_many_fields_take_keywords_only() -> None:
    large = [each for each in records() if len(each.__struct_fields__) > MOST_BY_POSITION]
    assert large
    assert [each.__qualname__ for each in large if each.__match_args__] == []
