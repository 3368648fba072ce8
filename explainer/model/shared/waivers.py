"""Warnings that an editor lets stand, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.documents.data.nodes import Mapping, Node, Scalar
from explainer.documents.data.scalar_positions import offsets_of
from explainer.documents.files.source_text import SourceText
from explainer.model.shared.fields import squash


@dataclass(frozen=True, slots=True)
class Waiver:
    """``offset`` is that of the code in the file at ``path``."""

    code: str
    reason: str
    path: str
    offset: int


def read_waivers(source: SourceText, node: Node | None) -> tuple[Waiver, ...]:
    """The mapping under ``waive``, from codes to reasons; validation refuses what is none."""
    items = node.items if isinstance(node, Mapping) else ()
    return tuple(
        Waiver(code.value, squash(reason.value), source.path, offsets_of(source, code)(0))
        for code, reason in items
        if isinstance(reason, Scalar) and reason.value.strip()
    )
