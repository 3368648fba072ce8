"""Keep the code that templates are compiled to."""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping

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
    """It stands for all that the code depends on besides the generator, Jinja and Python."""
    depends = bucket.key, bucket.checksum, sorted(bucket.environment.filters)
    return hashlib.sha256(repr(depends).encode()).digest()
