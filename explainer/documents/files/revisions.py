"""Take the texts of a site as they were out of git, without its hooks and the network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

from explainer.config import Refused
from explainer.diagnostics import did_you_mean

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_SHALLOW = "This clone lacks older commits: git fetch --unshallow brings them."


class NoRevision(Refused):
    """An older state cannot be read; the message says why, and what to do."""


def take_out(site: Path, since: str, folder: Path) -> str:
    """Write the texts in ``content/`` of a site, as they were at a revision, or in the last commit
    before a day, into ``folder``. Returns the id of the commit, as git shortens it. Raises
    NoRevision."""
    if _run(site, "rev-parse", "--show-prefix") is None:
        message = f"{site} is in no git repository that can be read; name a folder with an older"
        raise NoRevision(f"{message} copy of the site instead")
    commit = _commit(site, since)
    # Pictures make no difference, and are large.
    texts = _run(site, "archive", "--format=tar", commit, "--", "content", ":!content/images")
    if texts is None:
        raise NoRevision(f"{since} has no content/ here; was the site in another folder then?")
    with tarfile.open(fileobj=BytesIO(texts)) as archive:
        members = [each for each in archive if each.isfile()]
        archive.extractall(folder, members, filter="data")
    return _line(site, "rev-parse", "--short", commit)


def _commit(site: Path, since: str) -> str:
    """The id of the commit that a revision names, or of the last one before a day of universal
    time."""
    if _DAY.fullmatch(since):
        found = _line(site, "rev-list", "-1", f"--before={since}T00:00:00+0000", "HEAD")
        message, hint = f"there is no commit before {since}", "Name a later day."
    else:
        named = f"{since}^{{commit}}"
        found = _line(site, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
        message = f'"{since}" is no revision, day or folder with content/'
        listed = _line(site, "for-each-ref", "--format=%(refname:short)", "refs/tags", "refs/heads")
        hint = did_you_mean(since, listed.split("\n"))
        hint = hint or "Name a revision, a day (YYYY-MM-DD) or the folder of an older copy."
    if not found:
        is_shallow = _line(site, "rev-parse", "--is-shallow-repository") == "true"
        raise NoRevision(f"{message}. {_SHALLOW if is_shallow else hint}")
    return found


def _line(site: Path, *arguments: str) -> str:
    return os.fsdecode(_run(site, *arguments) or b"").strip()


def _run(site: Path, *arguments: str) -> bytes | None:
    """The output of git in the folder of the site; None if it failed."""
    git = shutil.which("git")
    if git is None:
        message = "git is not installed, or not on the PATH; name a folder with an older copy"
        raise NoRevision(message)
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        [git, "-C", str(site), *arguments],
        capture_output=True,
        check=False,
        env={**kept, **_QUIET},
    )
    return None if done.returncode else done.stdout
