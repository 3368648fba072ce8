"""Where in a file something stands that its document keeps no place of."""

from __future__ import annotations

from explainer.documents.data.nodes import Mapping, Scalar, child
from explainer.documents.data.scalar_positions import offsets_of
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.front_matter import split_front_matter
from explainer.model.pages.page import Page


def front_matter_value(page: Page, *names: str) -> tuple[int, int]:
    """Offset and length of the value of the first of the fields that the page's front matter
    has, else of the file's beginning. It reads the front matter again."""
    front, _ = split_front_matter(page.source)
    node = parse_yaml(page.source, front.start, front.end)[0] if front else None
    if isinstance(node, Mapping):
        for name in names:
            value = child(node, [name])
            if isinstance(value, Scalar) and value.value:
                return offsets_of(page.source, value)(0), len(value.value)
    return 0, 1
