"""Files are written beside the last output while others are made; all are published or none."""

from __future__ import annotations

import hashlib
import itertools
import os
import tempfile
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.config import Refused
from explainer.kept.file_states import FileState, stamp_of
from explainer.output.paths import MANIFEST
from explainer.output.writing import KnownFiles, Output, WriteReport, writing
from explainer.renderers.files import OutputFile

UNFINISHED = ".explainer-unfinished"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def add(output: Output, site: Mapping[str, str]) -> None:
    for path, text in site.items():
        output.add(OutputFile(path, text.encode()))


def write(folder: Path, site: Mapping[str, str], known: KnownFiles | None = None) -> WriteReport:
    with writing(folder, known) as output:
        add(output, site)
        return output.commit()


def everything(folder: Path) -> dict[str, bytes | None]:
    """All that is in the folder; folders are None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def fresh(site: Mapping[str, str]) -> dict[str, bytes | None]:
    with tempfile.TemporaryDirectory() as temporary:
        write(Path(temporary), site)
        return everything(Path(temporary))


def told(folder: Path, site: Mapping[str, str]) -> KnownFiles:
    """What another process may believe of the files there."""
    return {
        path: (stamp_of((folder / path).stat()), bytes.fromhex(digest(text)))
        for path, text in site.items()
    }


def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a file was read")

    monkeypatch.setattr("explainer.output.folder.hashlib.file_digest", refuse)


# ---- nothing is published before all is there ----


def test_files_wait_beside_the_last_output_until_all_are_there(tmp_path: Path) -> None:
    write(tmp_path, {"a": "old", "b": "old"})
    before = everything(tmp_path)
    with writing(tmp_path) as output:
        add(output, {"a": "new", "b": "old", "c/d": "new"})
        beside = {path: data for path, data in everything(tmp_path).items() if path not in before}
        assert everything(tmp_path) == {**before, **beside}
        assert beside == {UNFINISHED: None, f"{UNFINISHED}/0": b"new", f"{UNFINISHED}/1": b"new"}
        assert output.commit() == WriteReport(2, 1, 0, ("a", "c/d"))
    assert everything(tmp_path) == fresh({"a": "new", "b": "old", "c/d": "new"})


class Fault(Exception):
    pass


@pytest.mark.parametrize("error", [None, Fault, OSError, KeyboardInterrupt])
def test_what_is_not_committed_leaves_no_trace(
    tmp_path: Path, error: type[BaseException] | None
) -> None:
    def abandon(folder: Path) -> None:
        with writing(folder) as output:
            add(output, {"a": "new", "c/d": "new"})
            if error:
                raise error("found late")

    used = tmp_path / "used"
    write(used, {"a": "old", "b": "old"})
    before = everything(tmp_path)
    for folder in (used, tmp_path / "far" / "away"):
        if error:
            with pytest.raises(error, match="found late"):
                abandon(folder)
        else:
            abandon(folder)
        assert everything(tmp_path) == before


def test_a_path_that_is_refused_late_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a": "old"})
    (tmp_path / "mine").write_text("mine")
    before = everything(tmp_path)
    for path, message in {
        "mine": f"{tmp_path / 'mine'} was not written by a build; move it away or rename the page",
        "A": "a and A are one file where case does not count",
        "a/b": "a cannot be a file and the folder of a/b",
        "a": "two files are to be written to a",
        "../a": "'../a' is not a path that can be written safely",
    }.items():
        with pytest.raises(Refused) as caught:  # noqa: SIM117, PT012
            with writing(tmp_path) as output:
                add(output, {"a": "new"})
                add(output, {path: "new"})
                output.commit()
        assert str(caught.value) == message
        assert everything(tmp_path) == before


def test_a_file_that_is_added_twice_with_the_bytes_that_are_there_is_refused(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"a": "old"})
    with writing(tmp_path) as output:
        assert output.keep("a", digest("old"))
        with pytest.raises(Refused, match="two files are to be written to a"):
            add(output, {"a": "old"})


def fails_once_after(steps: int, patch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Let the disk refuse the call after so many; return whether it has."""
    left = steps

    def fallible(do: Callable[..., object]) -> Callable[..., object]:
        def do_or_fail(*arguments: object, **more: object) -> object:
            nonlocal left
            left -= 1
            if left == -1:
                raise OSError(28, "No space left on device")
            return do(*arguments, **more)

        return do_or_fail

    for name in ("replace", "unlink", "mkdir", "open", "fsync"):
        patch.setattr(os, name, fallible(getattr(os, name)))
    return lambda: left < 0


def test_whatever_the_disk_refuses_the_next_build_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {"a": "old", "b": "old", "gone/index.html": "old"}
    new = {"a": "new", "b": "old", "c/index.html": "new"}
    for steps in itertools.count():
        output, known = tmp_path / str(steps), dict[str, FileState]()
        write(output, old, known)
        before = everything(output)
        with monkeypatch.context() as patch:
            failed = fails_once_after(steps, patch)
            reached_commit, message = False, ""
            try:
                with writing(output, known) as session:
                    add(session, new)
                    reached_commit = True
                    session.commit()
            except Refused as refused:
                message = str(refused)
            if not failed():
                break
        assert not message or message.startswith(f"cannot write {output}")
        assert not message or message.endswith(": No space left on device")
        assert reached_commit or everything(output) == before
        assert not (output / UNFINISHED).exists()
        write(output, new, known)
        assert everything(output) == fresh(new)
    assert steps > 8


# ---- what stays ----


def test_keeps_a_file_that_is_known_without_reading_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: KnownFiles = {}
    write(tmp_path, {"a": "old", "b": "old"}, known)
    no_reading(monkeypatch)
    with writing(tmp_path, known) as output:
        assert output.keep("a", digest("old"))
        monkeypatch.undo()
        assert output.commit() == WriteReport(0, 1, 1, ("b",))


def test_keeps_a_file_that_it_finds(tmp_path: Path) -> None:
    write(tmp_path, {"a": "old", "b": "old", "c": "old", "d": "old"})
    (tmp_path / "b").write_text("bad")
    (tmp_path / "c").unlink()
    with writing(tmp_path) as output:
        assert output.keep("a", digest("old"))
        assert not output.keep("b", digest("old"))
        assert not output.keep("c", digest("old"))
        assert not output.keep("d", digest("new"))
        assert not output.keep("e", digest("old"))
        add(output, {"b": "old", "c": "old"})
        assert output.commit() == WriteReport(2, 1, 1, ("b", "c", "d"))
    assert everything(tmp_path) == fresh({"a": "old", "b": "old", "c": "old"})


def test_keeps_nothing_that_no_build_wrote(tmp_path: Path) -> None:
    write(tmp_path, {"a": "old"})
    (tmp_path / "mine").write_text("mine")
    with writing(tmp_path) as output:
        assert not output.keep("mine", digest("mine"))
        assert output.commit() == WriteReport(0, 0, 1, ("a",))
    assert (tmp_path / "mine").read_text() == "mine"


def test_a_killed_build_may_have_listed_a_file_and_its_folder(tmp_path: Path) -> None:
    """What is reached through the stale one goes with it, and so must be written anew."""
    output, outside = tmp_path / "output", tmp_path / "outside"
    outside.mkdir()
    (outside / "b").write_text("same")
    write(output, {"a": "old"})
    manifest = f'{{"version": 1, "files": {{"a": "", "a/b": "{digest("same")}"}}}}'
    (output / MANIFEST).write_text(manifest)
    (output / "a").unlink()
    (output / "a").symlink_to(outside)
    write(output, {"a/b": "same"})
    assert everything(output) == fresh({"a/b": "same"})
    assert everything(outside) == {"b": b"same"}


# ---- what another process may believe ----


def test_another_process_need_not_read_what_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = {"a": "old", "b/c": "old"}
    write(tmp_path, site)
    no_reading(monkeypatch)
    with writing(tmp_path, told(tmp_path, site)) as output:
        assert all(output.keep(path, digest("old")) for path in site)


@pytest.mark.parametrize("change", ["size", "time", "inode", "link"])
def test_a_file_with_another_stamp_is_not_believed(tmp_path: Path, change: str) -> None:
    site, target = {"a": "old", "b": "old"}, tmp_path / "a"
    write(tmp_path, site)
    known, status = told(tmp_path, site), target.stat()
    if change == "size":
        target.write_text("longer")
    elif change == "time":
        target.write_text("bad")
    else:
        target.unlink()
        if change == "inode":
            (tmp_path / "b").rename(target)
        else:
            target.symlink_to(tmp_path / "b")
    if change != "time":
        os.utime(
            target, ns=(status.st_atime_ns, status.st_mtime_ns), follow_symlinks=change != "link"
        )
    write(tmp_path, site, known)
    assert everything(tmp_path) == fresh(site)
    assert not target.is_symlink()


def test_what_is_known_is_of_the_last_build(tmp_path: Path) -> None:
    known: KnownFiles = {}
    write(tmp_path, {"a": "old", "b": "old"}, known)
    assert known == told(tmp_path, {"a": "old", "b": "old"})
    write(tmp_path, {"b": "old"}, known)
    assert known == told(tmp_path, {"b": "old"})


# ---- large files ----


def test_a_file_that_the_caller_made_is_copied_in(tmp_path: Path) -> None:
    made, output = tmp_path / "made", tmp_path / "output"
    for text in ("large" * 100_000, "large" * 100_000, "other" * 100_000):
        made.write_text(text)
        made.chmod(0o600)
        changed = not output.exists() or (output / "data.db").read_text() != text
        with writing(output) as session:
            session.add_file("data.db", made, hashlib.sha256(text.encode()).hexdigest())
            assert session.commit().written == changed
        assert everything(output) == fresh({"data.db": text})
        assert made.read_text() == text
    write(output, {"data.db": "", "a": ""})
    assert (output / "data.db").stat().st_mode == (output / "a").stat().st_mode


def test_the_bytes_of_files_are_not_kept(tmp_path: Path) -> None:
    known: KnownFiles = {}
    for letter in (b"a", b"b", b"b"):
        tracemalloc.start()
        with writing(tmp_path, known) as output:
            for number in range(2000):
                output.add(OutputFile(f"{number}/index.html", letter * 20_000))
            output.commit()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 8_000_000  # of 40 million bytes


# ---- what a killed build left ----


def test_removes_only_its_own_from_what_was_left(tmp_path: Path) -> None:
    left = tmp_path / UNFINISHED
    for name in ("0", "17", "notes.txt", "1a", "²"):
        left.mkdir(exist_ok=True)
        (left / name).write_text("mine")
    (left / "5").mkdir()
    write(tmp_path, {"a": "new"})
    assert everything(left) == {"notes.txt": b"mine", "1a": b"mine", "²": b"mine", "5": None}
    write(tmp_path, {"a": "newer"})
    assert (tmp_path / "a").read_text() == "newer"


@pytest.mark.parametrize("ends", ["committed", "abandoned"])
def test_follows_no_link_to_what_was_left(tmp_path: Path, ends: str) -> None:
    output, outside = tmp_path / "output", tmp_path / "outside"
    write(output, {"a": "old"})
    outside.mkdir()
    (outside / "0").write_text("mine")
    (output / UNFINISHED).symlink_to(outside)
    with writing(output) as session:
        add(session, {"a": "new"})
        if ends == "committed":
            session.commit()
    assert everything(outside) == {"0": b"mine"}
    assert everything(output) == fresh({"a": "new" if ends == "committed" else "old"})


def test_a_link_inside_what_was_left_goes_and_not_what_it_leads_to(tmp_path: Path) -> None:
    output, mine = tmp_path / "output", tmp_path / "mine"
    mine.write_text("mine")
    (output / UNFINISHED).mkdir(parents=True)
    (output / UNFINISHED / "0").symlink_to(mine)
    write(output, {"a": "new"})
    assert mine.read_text() == "mine"
    assert everything(output) == fresh({"a": "new"})


def test_the_one_file_that_earlier_versions_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / UNFINISHED).write_text("ha")
    write(tmp_path, {"a": "new"})
    assert everything(tmp_path) == fresh({"a": "new"})


def test_the_output_may_be_a_link_to_a_folder(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "output").symlink_to("there")
    (tmp_path / "there" / UNFINISHED).mkdir()
    (tmp_path / "there" / UNFINISHED / "0").write_text("ha")
    write(tmp_path / "output", {"a": "new"})
    assert everything(tmp_path / "there") == fresh({"a": "new"})
    assert (tmp_path / "output").is_symlink()


def test_a_folder_that_no_build_wrote_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(Refused, match="no build wrote it"), writing(tmp_path):
        pytest.fail("nothing may be made")


# ---- any sequence ----

SITES = st.dictionaries(
    st.sampled_from(["index.html", "a", "a/b", "b/c", "b/d/e", "b", "x.y"]),
    st.sampled_from(["old", "new", ""]),
)


def _may_be_together(site: Mapping[str, str]) -> bool:
    return not ({"a", "a/b"} <= site.keys() or ("b" in site and {"b/c", "b/d/e"} & site.keys()))


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            SITES.filter(_may_be_together),
            st.sampled_from(["committed", "abandoned", "by hand", "another process"]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_sequence_of_builds_equals_a_fresh_build_of_the_last(
    builds: list[tuple[dict[str, str], str]],
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder, known = Path(temporary, "output"), dict[str, FileState]()
        last: dict[str, str] | None = None
        for site, how in builds:
            if how == "by hand" and last:
                (folder / min(last)).write_text("hand")
            if how == "another process":
                known = told(folder, last or {})
            with writing(folder, known) as output:
                for path, text in site.items():
                    if not output.keep(path, digest(text)):
                        add(output, {path: text})
                if how != "abandoned":
                    output.commit()
                    last = site
            if how == "committed":
                assert everything(folder) == fresh(site)
        assert folder.exists() == (last is not None)
        with writing(folder, known) as output:
            add(output, last or {})
            output.commit()
        assert everything(folder) == fresh(last or {})
