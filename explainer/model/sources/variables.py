"""The variables of CSL 1.0.2, and what other tools write beside them.

``CslRecord`` declares the variables that the generator itself works with. The others are texts and
roles of people, which are all read, shown and exported in the same way.
https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

from pathlib import Path

from explainer.tables import read_table

_TABLE = read_table(Path(__file__).with_suffix(".ini"))

UNSHOWN = _TABLE["unshown"]
"""Texts that are exported and that no page shows."""
TEXTS = {**_TABLE["texts"], **UNSHOWN}
ROLES = tuple(_TABLE["lists"]["roles"].split())
ATTRIBUTES = _TABLE["attributes"]
"""The texts that ``CslRecord`` declares, and the fields of ``Source`` that they fill."""
MAY_BE_MARKED = frozenset(_TABLE["lists"]["marked"].split())
"""Titles, in which letters may be italic, raised and the like."""
OTHER_NAMES = _TABLE["other names"]
"""Names that some variables had in earlier versions of CSL or have in its JSON."""
PASSED_OVER = frozenset(_TABLE["lists"]["passed-over"].split())
"""What a library keeps for itself: remarks, excerpts, paths of files, and numbers of its own. It is
neither shown nor exported."""
TYPES_ELSEWHERE = _TABLE["types elsewhere"]
"""The types that Crossref writes into its CSL-JSON, as CSL's."""
MEANT = _TABLE["meant"]
"""Words for variables that are not like the variables' names."""
