"""The variables of CSL 1.0.2, and what other tools write beside them: ``variables.toml``.

``CslRecord`` declares the variables that the generator itself works with. The others are texts and
roles of people, which are all read, shown and exported in the same way.
"""

from __future__ import annotations

from pathlib import Path

from explainer.tables import read_table

_TABLES = read_table(Path(__file__).with_suffix(".toml"))
_LISTS: dict[str, str] = _TABLES["lists"]

UNSHOWN: dict[str, str] = _TABLES["unshown"]
"""Texts that are exported and that no page shows, each with what it is."""
TEXTS: dict[str, str] = _TABLES["texts"] | UNSHOWN
ROLES = tuple(_LISTS["roles"].split())
MAY_BE_MARKED = frozenset(_LISTS["marked"].split())
"""Titles, in which letters may be italic, raised and the like."""
PASSED_OVER = frozenset(_LISTS["passed_over"].split())
"""What is neither shown nor exported, for a library keeps it for itself."""
ATTRIBUTES: dict[str, str] = _TABLES["attributes"]
"""The texts that ``CslRecord`` declares, and the fields of ``Source`` that they fill."""
OTHER_NAMES: dict[str, str] = _TABLES["other_names"]
TYPES_ELSEWHERE: dict[str, str] = _TABLES["types_elsewhere"]
MEANT: dict[str, str] = _TABLES["meant"]
"""Words for variables that are not like the variables' names."""
TYPE_WORDS: dict[str, str] = _TABLES["type_words"]
"""What types are called that have another name for readers than for CSL."""
