"""What tells that a file has changed, and when it is read for that."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from explainer.kept import file_states
from explainer.kept.file_states import FileState, Snapshot, file_state, take_snapshot

LATER = 10_000_000_000
"""Nanoseconds after which any file system dates a change anew."""


def written(path: Path, data: bytes = b"old") -> int:
    """When the file was written, in nanoseconds since 1970."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path.stat().st_mtime_ns


def shot(folder: Path, known: Snapshot | None = None) -> Snapshot:
    now = max(path.lstat().st_ctime_ns for path in (folder, *folder.rglob("*"))) + LATER
    return take_snapshot([str(folder)], [], known.files if known else {}, now)


def test_a_file_as_it_is_known_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    now = written(path) + LATER
    stamp, digest = file_state(str(path), None, now)
    assert (stamp is not None, digest) == (True, sha256(b"old").digest())
    assert file_state(str(path), (stamp, b"as it was"), now) == (stamp, b"as it was")


def test_a_touched_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    now = written(path) + LATER
    before = file_state(str(path), None, now)
    os.utime(path, ns=(1, 1_000_000_001))
    after = file_state(str(path), before, now)
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_a_file_that_has_just_changed_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second change within a tick of the clock leaves the stamp as it is."""

    def of_one_tick(status: os.stat_result) -> tuple[int, int, int, int]:
        return status.st_size, at, at, status.st_ino

    path = tmp_path / "a"
    at = written(path)
    monkeypatch.setattr(file_states, "stamp_of", of_one_tick)
    before = file_state(str(path), None, at + 1_000_000)
    path.write_bytes(b"new")
    after = file_state(str(path), before, at + LATER)
    assert before == (None, sha256(b"old").digest())
    assert after == ((3, at, at, path.stat().st_ino), sha256(b"new").digest())


@pytest.mark.parametrize(
    ("changed", "seconds", "is_settled"),
    [(1, 0.04, False), (1, 0.06, True), (0, 1.9, False), (0, 2.1, True), (1, -5.0, False)],
)
def test_a_file_system_with_whole_seconds_needs_longer(
    changed: int, seconds: float, is_settled: bool
) -> None:
    at = 1_700_000_000_000_000_000 + changed
    now = at + int(seconds * 1e9)
    assert (file_states.settled((1, at, at, 1), now) is not None) is is_settled


def test_what_is_missing_has_no_bytes(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert file_state(str(tmp_path / "a"), None, 0) == (None, b"")
    assert file_state(str(tmp_path / "file" / "a"), None, 0) == (None, b"")


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_states, "_LARGEST_FILE", 2)
    now = written(tmp_path / "a") + LATER
    before = shot(tmp_path)
    assert before.files[str(tmp_path / "a")][1].startswith(b"(3, ")
    os.utime(tmp_path / "a", ns=(now, now))
    assert not shot(tmp_path, before).holds_the_same(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "b/c", "b/d", ".hidden/e"):
        written(tmp_path / "in" / name)
    (tmp_path / "in" / "link").symlink_to("b/c")
    (tmp_path / "in" / "to hidden").symlink_to(".hidden/e")
    return tmp_path / "in"


def test_the_same_is_the_same(folder: Path) -> None:
    before = shot(folder)
    names = {str(folder / name) for name in ("a", "b/c", "b/d", ".hidden/e")}
    assert before.files.keys() == names
    for ignored in (".new", "a~", ".hidden/new"):
        written(folder / ignored)
    os.utime(folder / "a")
    assert shot(folder, before).holds_the_same(before)


CHANGES = {
    "edited": lambda folder: written(folder / "b/c", b"new"),
    "longer": lambda folder: written(folder / "b/c", b"older"),
    "behind a link": lambda folder: written(folder / ".hidden/e", b"new"),
    "deleted": lambda folder: (folder / "b/c").unlink() or (folder / "link").unlink(),
    "new": lambda folder: written(folder / "b/new"),
    "renamed": lambda folder: (folder / "a").rename(folder / "z"),
    "an empty folder": lambda folder: (folder / "new").mkdir(),
    "a file made a link": lambda folder: (
        (folder / "b/d").unlink() or (folder / "b/d").symlink_to("../a")
    ),
    "a link made a file": lambda folder: (folder / "link").unlink() or written(folder / "link"),
    "another link": lambda folder: (
        (folder / "link").unlink() or (folder / "link").symlink_to("b/d")
    ),
    "the folder made a link": lambda folder: (
        folder.rename(folder.parent / "elsewhere") and folder.symlink_to("elsewhere")
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_not_the_same(folder: Path, change: object) -> None:
    before = shot(folder)
    assert callable(change)
    change(folder)
    assert not shot(folder, before).holds_the_same(before)


def test_a_missing_folder_is_not_an_empty_one(tmp_path: Path) -> None:
    missing = take_snapshot([str(tmp_path / "a")], [], {}, 0)
    (tmp_path / "a").mkdir()
    assert not take_snapshot([str(tmp_path / "a")], [], {}, 0).holds_the_same(missing)


@pytest.mark.parametrize("target", ["nothing", "b", "link"])
def test_links_to_no_file_are_refused(folder: Path, target: str) -> None:
    (folder / "link").unlink()
    (folder / "link").symlink_to(target)
    with pytest.raises(OSError, match=r"no ordinary file|No such file|Too many levels"):
        take_snapshot([str(folder)], [], {}, 0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files here")
def test_a_pipe_is_refused(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)
    with pytest.raises(OSError, match="it is no ordinary file"):
        take_snapshot([str(folder)], [], {}, 0)


def test_a_state_that_is_not_settled_is_as_good_for_comparing() -> None:
    young: FileState = (None, b"digest")
    old: FileState = ((1, 2, 3, 4), b"digest")
    assert Snapshot(files={"a": young}).holds_the_same(Snapshot(files={"a": old}))
