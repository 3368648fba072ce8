"""Warnings that an editor accepts, each with a reason."""

from __future__ import annotations

import re

from msgspec import Struct

from explainer.diagnostics import Diagnostic


class Waiver(Struct, frozen=True):
    """A code that warnings may have, and why they do not apply; ``offset`` is that of the code in
    the file at ``path``. If it names ``words``, it is for warnings that have them."""

    code: str
    reason: str
    path: str
    offset: int
    words: str = ""

    def covers(self, warning: Diagnostic) -> bool:
        words = rf"(?<!\w){re.escape(self.words)}(?!\w)" if self.words else ""
        return self.code == warning.code and re.search(words, warning.message) is not None
