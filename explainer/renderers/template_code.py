"""The code that templates are compiled to: how it reads fields, and how it is kept."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER

from jinja2 import BytecodeCache, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame

_KINDS_WITH = "kinds_with_"


def field_names(safe: Mapping[type, frozenset[str]]) -> dict[str, frozenset[type]]:
    """For each name that a template may ask of values of some types, those types, by the name that
    the code of ``PageCode`` has for them."""
    names = frozenset().union(*safe.values())
    return {
        f"{_KINDS_WITH}{name}": frozenset(kind for kind, has in safe.items() if name in has)
        for name in names
    }


class PageCode(CodeGenerator):
    """Jinja's, with a quick way to what a template may read of plain values."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        kinds = f"{_KINDS_WITH}{node.attr}"
        known = getattr(self.environment, "field_names", {})
        if not isinstance(node.node, nodes.Name) or kinds not in known:
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f".{node.attr} if type(")
        self.visit(node.node, frame)
        self.write(f") in {kinds} else ")
        super().visit_Getattr(node, frame)
        self.write(")")


class TemplateCode(BytecodeCache):
    """Compiled templates from one process to the next: ``get`` returns what ``put`` was given for a
    key, or None. It is code, and is run: ``get`` must return nothing that others could write."""

    def __init__(
        self, get: Callable[[bytes], bytes | None], put: Callable[[bytes, bytes], object]
    ) -> None:
        self._get, self._put = get, put

    def load_bytecode(self, bucket: Bucket) -> None:
        if (data := self._get(_key(bucket))) is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._put(_key(bucket), bucket.bytecode_to_string())

    def get_source_checksum(self, source: str) -> str:
        return hashlib.sha256(source.encode()).hexdigest()


def _key(bucket: Bucket) -> bytes:
    """It stands for all that the code depends on: the template's name and text, Python, Jinja, and
    how the environment is set up."""
    environment = bucket.environment
    depends = (
        *(bucket.key, bucket.checksum),
        *(sys.implementation.cache_tag, MAGIC_NUMBER, version("jinja2")),
        *(environment.autoescape, environment.trim_blocks, environment.lstrip_blocks),
        *(environment.keep_trailing_newline, environment.optimized),
        *map(sorted, (environment.extensions, environment.filters, environment.tests)),
        sorted(getattr(environment, "field_names", ())),
    )
    return hashlib.sha256(repr(depends).encode()).digest()
