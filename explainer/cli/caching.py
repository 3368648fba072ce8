"""The cache of a command: where it lies, and what signs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from explainer.cli.request import Request
from explainer.cli.terminal import complain
from explainer.kept.places import (
    SECRET_VARIABLE,
    derived_secret,
    load_secret,
    site_cache,
    user_cache,
)
from explainer.kept.store import Store, open_store


@contextmanager
def cache(request: Request) -> Iterator[Store]:
    """The cache of the site, closed in the end; one in memory with ``--no-cache``. If it could not
    be used, a warning says so, unless ``--quiet`` is given."""
    store = _open(request)
    try:
        yield store
    finally:
        store.close()
        if store.problem and not request.options.quiet:
            complain(f"warning: {store.problem}")


def _open(request: Request) -> Store:
    options, today = request.options, date.today()  # noqa: DTZ011 (to find what is long unused)
    if options.no_cache:
        return open_store(None, b"", today)
    words, folder = os.environ.get(SECRET_VARIABLE), options.cache
    try:
        secret = derived_secret(words) if words else load_secret(_caches())
        return open_store(folder or site_cache(_caches(), request.config.site), secret, today)
    except (OSError, RuntimeError) as error:  # RuntimeError: there is no home folder
        store = open_store(None, b"", today)
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        store.problem = (
            f"The cache cannot be used, for want of a key: {reason}."
            f" Set {SECRET_VARIABLE}, or build with --no-cache."
        )
        return store


def _caches() -> Path:
    return user_cache(os.environ, sys.platform, Path.home())
