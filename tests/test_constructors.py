"""What has many fields is made by their names: values side by side could be swapped unseen."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import msgspec

import explainer

MOST_BY_POSITION = 6


def records() -> Iterator[tuple[type, int]]:
    """Each dataclass and each Struct of the package, with the number of its fields."""
    for found in pkgutil.walk_packages(explainer.__path__, "explainer."):
        module = importlib.import_module(found.name)
        for record in vars(module).values():
            if not inspect.isclass(record) or record.__module__ != found.name:
                continue
            if dataclasses.is_dataclass(record):
                yield record, len(dataclasses.fields(record))
            elif issubclass(record, msgspec.Struct):
                yield record, len(msgspec.structs.fields(record))


def test_records_of_many_fields_take_keywords_only() -> None:
    sizes = dict(records())
    by_position = {
        record.__qualname__
        for record, size in sizes.items()
        if size > MOST_BY_POSITION
        and any(
            parameter.kind is not inspect.Parameter.KEYWORD_ONLY
            for parameter in inspect.signature(record).parameters.values()
        )
    }
    assert max(sizes.values()) > MOST_BY_POSITION
    assert by_position == set()
