"""The cache of a command: where it lies, and what signs it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from hashlib import blake2b
from pathlib import Path

from explainer.cli.request import Request
from explainer.cli.terminal import complain
from explainer.kept.store import Store

SECRET_VARIABLE = "EXPLAINER_CACHE_KEY"
SECRET_BYTES = 32


@contextmanager
def cache(request: Request) -> Iterator[Store]:
    """The cache of the site, closed in the end; one in memory with ``--no-cache``. If it could not
    be used, a warning says so, unless ``--quiet`` is given."""
    options, words = request.options, os.environ.get(SECRET_VARIABLE)
    folder, secret, problem = None, b"", ""
    try:
        if not options.no_cache:
            secret = derived_secret(words) if words else load_secret(_caches())
            folder = options.cache or site_cache(_caches(), request.config.site)
    except (OSError, RuntimeError) as error:  # RuntimeError: there is no home folder
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        problem = (
            f"The cache cannot be used, for want of a key: {reason}."
            f" Set {SECRET_VARIABLE}, or build with --no-cache."
        )
    store = Store(folder, secret, date.today())  # noqa: DTZ011 (to find what is long unused)
    try:
        yield store
    finally:
        store.close()
        if (problem := problem or store.problem) and not options.quiet:
            complain(f"warning: {problem}")


def _caches() -> Path:
    return user_cache(os.environ, sys.platform, Path.home())


def user_cache(environment: Mapping[str, str], system: str, home: Path) -> Path:
    """The generator's folder among the caches of a user; ``system`` is ``sys.platform``."""
    if system == "darwin":
        return home / "Library" / "Caches" / "explainer"
    windows = system == "win32"
    named = environment.get("LOCALAPPDATA" if windows else "XDG_CACHE_HOME", "")
    usual = home / "AppData" / "Local" if windows else home / ".cache"
    # The XDG specification: a relative path is to be ignored.
    return (Path(named) if os.path.isabs(named) else usual) / "explainer"  # noqa: PTH117


def site_cache(caches: Path, site: Path) -> Path:
    """The folder of one site in the generator's folder of caches."""
    path = site.resolve()
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", path.name)[:40].strip("-") or "site"
    return caches / f"{name}-{blake2b(os.fsencode(path), digest_size=8).hexdigest()}"


def derived_secret(words: str) -> bytes:
    """The secret that a value of EXPLAINER_CACHE_KEY stands for."""
    written = words.encode("utf-8", "surrogateescape")
    return blake2b(written, digest_size=SECRET_BYTES, person=b"cache key").digest()


def load_secret(caches: Path) -> bytes:
    """The user's secret, made on first use: of builds that start together, one makes it.

    Raises OSError if it can be neither read nor made, or is damaged.
    """
    path = caches / "key"
    if not path.exists():
        caches.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = caches / f"key.{os.urandom(8).hex()}"
        try:
            unfinished.touch(mode=0o600)
            unfinished.write_bytes(os.urandom(SECRET_BYTES))
            with suppress(FileExistsError):
                path.hardlink_to(unfinished)
        finally:
            unfinished.unlink(missing_ok=True)
    secret = path.read_bytes()
    if len(secret) != SECRET_BYTES:
        raise OSError(0, f"{path} is damaged; delete it, and the next build makes another")
    return secret
