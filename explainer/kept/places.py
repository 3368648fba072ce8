"""Where a site's cache lies, and the secret that signs it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

SECRET_VARIABLE = "EXPLAINER_CACHE_KEY"
SECRET_BYTES = 32


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
