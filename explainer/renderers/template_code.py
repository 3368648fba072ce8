"""Keep the code that templates are compiled to."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import MutableMapping
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class TemplateCode(BytecodeCache):
    """Compiled templates in ``kept``, by keys of their own. It is code, and is run: nobody else may
    have written what is there."""

    def __init__(self, kept: MutableMapping[bytes, bytes]) -> None:
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        if (data := self._kept.get(_key(bucket))) is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[_key(bucket)] = bucket.bytecode_to_string()

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
    )
    return hashlib.sha256(repr(depends).encode()).digest()
