"""The kinds of figures, by the word that a fence begins with."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.figures import (
    bar,
    claims,
    flow,
    membership,
    picture,
    steps,
    strip,
    table,
    timeline,
)
from explainer.figures.figure import Kind
from explainer.figures.maps import locator

KINDS: Mapping[str, Kind] = {
    "bar": bar.KIND,
    "strip": strip.KIND,
    "steps": steps.KIND,
    "timeline": timeline.KIND,
    "membership": membership.KIND,
    "locator": locator.KIND,
    "flow": flow.KIND,
    "claims": claims.KIND,
    "errors": claims.ERRORS,
    "table": table.KIND,
    "picture": picture.KIND,
}
