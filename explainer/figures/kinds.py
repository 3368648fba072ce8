"""The kinds of figures, by the word that a fence begins with."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.figures import bar, membership, picture, steps, strip, tables, timeline
from explainer.figures.figure import Kind
from explainer.figures.maps import locator

KINDS: Mapping[str, Kind] = {
    "bar": bar.KIND,
    "strip": strip.KIND,
    "steps": steps.KIND,
    "timeline": timeline.KIND,
    "membership": membership.KIND,
    "locator": locator.KIND,
    "flow": timeline.FLOW,
    "claims": tables.CLAIMS,
    "errors": tables.ERRORS,
    "table": tables.TABLE,
    "picture": picture.KIND,
}
