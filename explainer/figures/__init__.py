"""Figures: what each kind draws of facts, and the drawing itself. A module a kind, or for a few
that are alike; ``kinds`` is the table of them. Nothing here looks anything up: a figure is drawn
from what it is given.

Why they are drawn here and not by a library of charts: docs/decisions/0031-figures.md."""
