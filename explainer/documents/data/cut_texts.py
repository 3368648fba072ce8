"""Find plain texts in YAML that `` #`` cut: what follows it is a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.diagnostics import Diagnostic, Severity
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence
from explainer.documents.data.yaml_failure import shown
from explainer.documents.files.source_text import SourceText

# A comment by the usual rule has two spaces before its sign and one behind.
_CUT = re.compile(r"([ \t])[ \t]*#(?!\s|$)[^\r\n]*|[ \t]# [^\r\n]*")
_LETTER = re.compile(r"[^\W\d_]")
# Fields of one word, such as an id or a language, are cut by no `# `: it begins a comment.
_TEXTS = frozenset(
    (
        *(
            "title",
            "standfirst",
            "short_answer",
            "statement",
            "label",
            "short",
            "quote",
            "at",
            "by",
        ),
        *("what", "why", "definition", "term", "name", "note", "role", "description", "publisher"),
        *("reason", "method", "text", "was", "now", "alt", "value"),
    )
)


def cut_texts(source: SourceText, node: Node | None) -> tuple[Diagnostic, ...]:
    """A warning for each plain text in ``node`` that ends before a `` #`` unlike a comment's."""
    if node is None or not _CUT.search(source.text, node.start):
        return ()
    return tuple(
        source.diagnostic(
            "cut-text",
            found.start() + found[0].index("#"),
            f"the text ends before this: it is `{shown(scalar.value)}` alone",
            "Quote the whole text if this belongs to it; a comment has two spaces before # and one"
            " behind.",
            length=len(found[0].strip()),
            severity=Severity.WARNING,
        )
        for key, scalar in _texts(node)
        if (found := _CUT.match(source.text, scalar.end))
        and (not found[0].lstrip().startswith("# ") or _is_text(key, scalar.value))
    )


def _is_text(key: str, value: str) -> bool:
    return (key in _TEXTS or " " in value) and _LETTER.search(value) is not None


def _texts(node: Node, key: str = "") -> Iterator[tuple[str, Scalar]]:
    """The plain scalars, each with the key that it or its list stands under,
    without a language."""
    match node:
        case Mapping():
            for name, value in node.items:
                yield from _texts(value, name.value.partition(".")[0])
        case Sequence():
            for item in node.items:
                yield from _texts(item, key)
        case Scalar() if not node.style and node.value:
            yield key, node
