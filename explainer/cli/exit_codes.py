"""The exit codes of commands."""

from __future__ import annotations

DONE = 0
CONTENT_ERRORS = 1
WRONG_COMMAND = 2
INTERRUPTED = 130
