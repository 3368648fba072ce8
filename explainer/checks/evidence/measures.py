"""What coverage measures: light to import, since the command line names it."""

from __future__ import annotations

from collections.abc import Mapping

OF_TEXTS: Mapping[str, str] = {
    "answers": "answers have a source",
    "figures": "figures in prose have a source",
    "passages": "quotations stand in the stored copy",
}
OF_CLAIMS: Mapping[str, str] = {
    "sources": "have a source",
    "words": "have words quoted",
    "copies": "have words that stand in the stored copy",
    "values": "have words that hold the value",
    "attested": "are attested",
}
PAIRS = "pairs-"
"""Before the name of a measure of claims: it is about each claim with each of its sources."""
MEASURES: Mapping[str, str] = {
    **OF_TEXTS,
    **{name: f"live claims {what}" for name, what in OF_CLAIMS.items()},
    **{f"{PAIRS}{name}": f"claims with a source {what}" for name, what in OF_CLAIMS.items()},
}
"""What is measured, by its names in `check --min-coverage` and `--format json`."""
