"""The kinds of figures, by the word that a fence begins with."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.figures import bar, flow, table, timeline
from explainer.figures.figure import Kind

KINDS: Mapping[str, Kind] = {
    "bar": bar.KIND,
    "strip": table.KIND,
    "steps": table.KIND,
    "timeline": timeline.KIND,
    "membership": table.KIND,
    "locator": table.KIND,
    "flow": flow.KIND,
    "claims": table.KIND,
    "table": table.KIND,
    "picture": table.KIND,
}
