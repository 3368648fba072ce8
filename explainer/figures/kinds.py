"""The kinds of figures, by the word that a fence begins with."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.figures import (
    bar,
    claims,
    flow,
    locator,
    membership,
    steps,
    strip,
    table,
    timeline,
)
from explainer.figures.figure import Kind

KINDS: Mapping[str, Kind] = {
    "bar": bar.KIND,
    "strip": strip.KIND,
    "steps": steps.KIND,
    "timeline": timeline.KIND,
    "membership": membership.KIND,
    "locator": locator.KIND,
    "flow": flow.KIND,
    "claims": claims.KIND,
    "table": table.KIND,
    "picture": table.KIND,
}
