"""docs/reference.md is made from the definitions that the build reads, and leaves out none of them.

``pytest --refresh`` writes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import msgspec
import pytest

from explainer.documents.markdown.fences import FIGURE_KINDS
from explainer.documents.references.kinds import FILTERS
from explainer.model.values.functions import FUNCTIONS
from explainer.model.values.units import BUILT_IN_UNITS
from tests.reference_page import reference_page
from tests.sites import ROOT

PAGE = ROOT / "docs/reference.md"


def test_it_is_current(pytestconfig: pytest.Config) -> None:
    expected = reference_page()
    if pytestconfig.getoption("--refresh"):
        PAGE.write_text(expected, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == expected


def records(base: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    """The types of all that editors write."""
    for record in base.__subclasses__():
        is_ours = record.__module__.startswith("explainer.model.")
        if is_ours and record.__struct_config__.forbid_unknown_fields:
            yield record
        yield from records(record)


LISTS: dict[str, Collection[str]] = {
    **{
        record.__name__: [field.encode_name for field in msgspec.structs.fields(record)]
        for record in records(msgspec.Struct)
    },
    "filters": FILTERS,
    "functions": FUNCTIONS,
    "units": BUILT_IN_UNITS,
    "figures": FIGURE_KINDS,
    "languages": [path.stem for path in ROOT.glob("explainer/languages/*.po")],
}


@pytest.mark.parametrize("names", LISTS.values(), ids=LISTS)
def test_all_of_a_list_stand_in_one_section(names: Collection[str]) -> None:
    """Those of an explainer stand in two: it has what every page has besides."""
    text = PAGE.read_text(encoding="utf-8").replace("## Front matter of explainers", "")
    sections = (set(re.findall(r"`([\w-]+)[`(]", part)) for part in text.split("\n## "))
    assert names
    assert any(section >= set(names) for section in sections)
