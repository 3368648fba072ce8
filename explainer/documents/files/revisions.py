"""Take the content of a site as it was out of git. Nothing of the repository is run: its objects
are read as they are, without hooks, filters and the network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from explainer.diagnostics import did_you_mean
from explainer.documents.files.discovery import FOLDERS, LARGEST_TEXT, SINGLE_FILES

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_REGULAR = frozenset((b"100644", b"100755"))
_SHALLOW = "This clone lacks older commits: git fetch --unshallow brings them."


class NoRevision(Exception):
    """An older state cannot be read; the message says why, and what to do."""


def take_out(site: Path, since: str, folder: Path) -> str:
    """Write the texts in ``content/`` of a site, as they were at a revision, or in the last commit
    before a day, into ``folder``. Returns the id of the commit, as git shortens it. Raises
    NoRevision."""
    git = _Git(site)
    commit = git.commit_before(since) if _DAY.fullmatch(since) else git.commit(since)
    files = dict(git.texts(commit))
    if not files:
        raise NoRevision(f"{since} has no texts in content/; was the site in another folder then?")
    for path, data in zip(files, git.contents(list(files.values())), strict=True):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return git.line("rev-parse", "--short", commit)


class _Git:
    """The repository that a site lies in."""

    def __init__(self, site: Path) -> None:
        found = shutil.which("git")
        if found is None:
            message = "git is not installed, or not on the PATH; name a folder with an older copy"
            raise NoRevision(message)
        self._git, self._site = found, site.resolve()
        try:
            self._prefix = self.line("rev-parse", "--show-prefix")
        except NoRevision:
            message = f"{site} is in no git repository that can be read; name a folder"
            raise NoRevision(f"{message} with an older copy of the site instead") from None

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """The output of a command. Raises NoRevision with what git says if it fails."""
        command = [self._git, "--no-replace-objects", "-C", str(self._site), *arguments]
        kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            command, input=given, capture_output=True, check=False, env={**kept, **_QUIET}
        )
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines() or ["git failed"]
            raise NoRevision(said[0].removeprefix("fatal: "))
        return done.stdout

    def line(self, *arguments: str) -> str:
        return os.fsdecode(self.run(*arguments)).strip("\n")

    def commit(self, revision: str) -> str:
        """The id of the commit that the revision names."""
        named = f"{revision}^{{commit}}"
        try:
            return self.line("rev-parse", "--verify", "--quiet", "--end-of-options", named)
        except NoRevision:
            names = self.line(
                "for-each-ref", "--format=%(refname:short)", "refs/tags", "refs/heads"
            )
            hint = did_you_mean(revision, names.split("\n")) or self._why_missing()
            hint = hint or "Name a revision, a day (YYYY-MM-DD) or the folder of an older copy."
            message = f'"{revision}" is no revision, day or folder with content/. {hint}'
            raise NoRevision(message) from None

    def commit_before(self, day: str) -> str:
        """The id of the last commit before the day, in universal time."""
        found = self.line("rev-list", "-1", f"--before={day}T00:00:00+0000", "HEAD")
        if not found:
            hint = self._why_missing() or "Name a later day."
            raise NoRevision(f"there is no commit before {day}. {hint}")
        return found

    def _why_missing(self) -> str:
        is_shallow = self.line("rev-parse", "--is-shallow-repository") == "true"
        return _SHALLOW if is_shallow else ""

    def texts(self, commit: str) -> Iterator[tuple[str, str]]:
        """The paths, relative to the site, of the texts in ``content/``, each with the id of what
        it holds. Links are left out, and names that are no plain ones."""
        listed = self.run(
            "ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", f"{self._prefix}content/"
        )
        for entry in filter(None, listed.split(b"\0")):
            about, _, name = entry.partition(b"\t")
            mode, _, blob, size = about.split()
            path = os.fsdecode(name).removeprefix(self._prefix)
            if mode in _REGULAR and int(size) <= LARGEST_TEXT and _is_text(path):
                yield path, blob.decode()

    def contents(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """What the blobs with these ids hold, as it was committed."""
        given = "".join(f"{blob}\n" for blob in blobs).encode()
        answer, at = self.run("cat-file", "--batch", given=given), 0
        for _ in blobs:
            end = answer.index(b"\n", at)
            size = int(answer[at:end].split()[2])
            yield answer[end + 1 : end + 1 + size]
            at = end + size + 2


def _is_text(path: str) -> bool:
    """Whether this is the path of a text that a site is made of, and leads nowhere else."""
    _, *folders, name = PurePosixPath(path).parts
    if "\\" in path or ":" in path or name.startswith("."):
        return False
    if not folders:
        return name in SINGLE_FILES
    return (
        len(folders) == 1
        and folders[0] != "images"
        and name.lower().endswith(FOLDERS.get(folders[0], ()))
    )
