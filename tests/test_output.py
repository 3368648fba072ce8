from __future__ import annotations

import itertools
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.config import Refused
from explainer.output.paths import MANIFEST, check_output_folder, load_manifest
from explainer.output.writing import WriteReport
from explainer.renderers.files import OutputFile
from tests.sites import write_output


def write(folder: Path, site: Mapping[str, str]) -> WriteReport:
    return write_output(folder, [OutputFile(path, text.encode()) for path, text in site.items()])


def held(folder: Path) -> dict[str, str]:
    """Every file of the folder but its manifest."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {path: file.read_text() for path, file in files.items() if path != MANIFEST}


def published(folder: Path) -> dict[str, str]:
    """Every file that a reader of the site may see."""
    return {path: text for path, text in held(folder).items() if not path.startswith(".explainer-")}


def listed(folder: Path) -> list[str]:
    return list(json.loads((folder / MANIFEST).read_text())["files"])


# ---- what is written ----


def test_writes_every_file_and_lists_it(tmp_path: Path) -> None:
    report = write(tmp_path / "output", {"index.html": "home", "csto/index.html": "page"})
    assert report == WriteReport(2, 0, 0, ("csto/index.html", "index.html"))
    assert held(tmp_path / "output") == {"index.html": "home", "csto/index.html": "page"}
    assert listed(tmp_path / "output") == ["csto/index.html", "index.html"]


def test_manifest_is_readable_and_sorted(tmp_path: Path) -> None:
    write(tmp_path, {"b": "", "a": ""})
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (tmp_path / MANIFEST).read_text() == (
        f'{{\n "files": {{\n  "a": "{empty}",\n  "b": "{empty}"\n }},\n "version": 1\n}}\n'
    )


def test_touches_only_what_changed(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1", "b": "1"})
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in ("a", MANIFEST)}
    inode = (tmp_path / "a").stat().st_ino

    assert write(tmp_path, {"a": "1", "b": "1"}).changed == 0
    after = {name: (tmp_path / name).stat().st_mtime_ns for name in ("a", MANIFEST)}
    assert after == before

    assert write(tmp_path, {"a": "1", "b": "2"}) == WriteReport(1, 1, 0, ("b",))
    assert (tmp_path / "a").stat().st_ino == inode


def test_restores_a_file_that_was_changed_by_hand(tmp_path: Path) -> None:
    write(tmp_path, {"a": "built"})
    (tmp_path / "a").write_text("typed")
    assert write(tmp_path, {"a": "built"}).changed_paths == ("a",)
    assert held(tmp_path) == {"a": "built"}


def test_removes_what_no_page_makes_any_more_and_the_folders_it_leaves(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c/index.html": "", "a/index.html": "", "index.html": ""})
    report = write(tmp_path, {"a/index.html": "", "index.html": ""})
    assert report == WriteReport(0, 2, 1, ("a/b/c/index.html",))
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == ["index.html"]


def test_keeps_what_is_not_its_own(tmp_path: Path) -> None:
    write(tmp_path, {"a/index.html": ""})
    (tmp_path / "a" / "notes.txt").write_text("mine")
    (tmp_path / "CNAME").write_text("mine")
    write(tmp_path, {})
    assert held(tmp_path) == {"a/notes.txt": "mine", "CNAME": "mine"}


def test_a_page_becomes_a_folder_and_a_folder_a_page(tmp_path: Path) -> None:
    write(tmp_path, {"a": "file", "b/c": "in a folder"})
    write(tmp_path, {"a/c": "in a folder", "b": "file"})
    assert held(tmp_path) == {"a/c": "in a folder", "b": "file"}


def test_a_name_may_change_in_case_alone(tmp_path: Path) -> None:
    write(tmp_path, {"sources/Un/index.html": "old"})
    write(tmp_path, {"sources/un/index.html": "new"})
    assert held(tmp_path) == {"sources/un/index.html": "new"}


SITES = st.dictionaries(
    st.sampled_from(["index.html", "a", "b/c", "b/d/e", "ж/ё", "x.y"]), st.text(max_size=3)
)


@given(st.lists(SITES, min_size=1, max_size=4))
def test_any_sequence_of_builds_ends_like_a_fresh_one(sites: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        used, fresh = Path(temporary, "used"), Path(temporary, "fresh")
        for site in sites:
            write(used, site)
        write(fresh, sites[-1])
        assert held(used) == held(fresh)
        assert (used / MANIFEST).read_bytes() == (fresh / MANIFEST).read_bytes()
        assert sorted(used.rglob("*/")) == sorted(
            used / p.relative_to(fresh) for p in fresh.rglob("*/")
        )


# ---- what a kill leaves ----


class Killed(BaseException):
    pass


OLD = {"a": "old", "b": "old", "gone/index.html": "old"}
NEW = {"a": "new", "b": "new", "c/index.html": "new"}


def dies_after(steps: int, patch: pytest.MonkeyPatch) -> None:
    """Let the process do so many more things to the disk. The dead do not tidy up."""
    left = steps

    def mortal(do: Callable[..., object]) -> Callable[..., object]:
        def do_or_die(*arguments: object, **more: object) -> object:
            nonlocal left
            if left <= 0:
                if do is shutil.copyfileobj and left == 0:
                    arguments[1].write(b"ha")  # type: ignore[attr-defined]  # half of what it had
                left = -1
                raise Killed
            left -= 1
            return do(*arguments, **more)

        return do_or_die

    for name in ("replace", "unlink", "mkdir", "rmdir", "open", "lstat", "listdir", "fsync"):
        patch.setattr(os, name, mortal(getattr(os, name)))
    patch.setattr(shutil, "copyfileobj", mortal(shutil.copyfileobj))


@pytest.mark.parametrize("before", [{}, OLD])
def test_a_kill_leaves_whole_listed_files_and_the_next_build_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, str]
) -> None:
    for steps in itertools.count():
        output = tmp_path / str(steps)
        if before:
            write(output, before)
        with monkeypatch.context() as patch:
            dies_after(steps, patch)
            try:
                write(output, NEW)
                break
            except Killed:
                pass
        if output.exists():
            there = published(output)
            assert set(there) <= set(listed(output) if (output / MANIFEST).exists() else ())
            assert set(there.values()) <= {"old", "new"}
            assert (there == before) or (set(there) | set(listed(output)) >= set(NEW))
        write(output, NEW)
        assert held(output) == NEW
        assert listed(output) == sorted(NEW)
    assert steps > 20


def test_a_failing_disk_is_a_refusal_and_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: str, target: str, **folders: int) -> None:
        raise OSError(28, "No space left on device", target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Refused, match="No space left on device"):
        write(tmp_path, {"a": ""})
    assert list(tmp_path.iterdir()) == []


# ---- what is refused ----


def refusal(folder: Path, site: Mapping[str, str]) -> str:
    before = {p: p.lstat().st_mtime_ns for p in folder.rglob("*")}
    with pytest.raises(Refused) as caught:
        write(folder, site)
    assert {p: p.lstat().st_mtime_ns for p in folder.rglob("*")} == before
    return str(caught.value)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../x",
        "a/../x",
        "a/./x",
        "a//x",
        "a/",
        "C:/x",
        "a\\x",
        "a\0x",
        "a\nx",
        "a./x",
        "a /x",
        "~\ud800",
        MANIFEST,
    ],
)
def test_refuses_unsafe_paths(tmp_path: Path, path: str) -> None:
    message = f"{path!r} is not a path that can be written safely"
    with pytest.raises(Refused) as caught:
        write_output(tmp_path / "output", [OutputFile(path, b"")])
    assert str(caught.value) == message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["a", "a"], "two files are to be written to a"),
        (["a", "A"], "a and A are one file where case does not count"),
        (
            ["\u0439", "\u0438\u0306"],
            "\u0439 and \u0438\u0306 are one file where case does not count",
        ),
        (["a/x", "A/y"], "a and A are one folder where case does not count"),
        (["a", "a/x"], "a cannot be a file and the folder of a/x"),
    ],
)
def test_refuses_colliding_paths(tmp_path: Path, paths: list[str], message: str) -> None:
    with pytest.raises(Refused) as caught:
        write_output(tmp_path / "output", [OutputFile(path, b"") for path in paths])
    assert str(caught.value) == message


def test_refuses_a_folder_that_no_build_wrote(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    assert refusal(tmp_path, {"index.html": ""}) == (
        f"{tmp_path} is not empty and no build wrote it (thesis.doc); "
        "empty it or choose another folder"
    )


def test_takes_a_folder_that_holds_dotfiles_alone(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").write_text("")
    (tmp_path / ".git").mkdir()
    for site in ({"index.html": "", "tide/index.html": ""}, {"index.html": ""}, {}):
        write(tmp_path, site)
        assert held(tmp_path) == {".gitkeep": "", **site}


def test_refuses_a_file_as_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("output").write_text("mine")
    reason = "output is a file; move it away or choose another folder with --output"
    for folder in ("output", "output/of/mine"):
        with pytest.raises(Refused) as refused:
            write(Path(folder), {"index.html": ""})
        assert str(refused.value) == reason
    assert Path("output").read_text() == "mine"


def test_names_a_folder_that_the_disk_refuses_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("output").symlink_to("nowhere")
    Path("nowhere").symlink_to("output")  # each leads to the other
    with pytest.raises(Refused, match=r"^cannot write output: "):
        write(Path("output"), {"index.html": ""})


@pytest.mark.parametrize("standing", ["file", "folder", "link"])
def test_refuses_to_replace_what_no_build_wrote(tmp_path: Path, standing: str) -> None:
    write(tmp_path, {"a": ""})
    target = tmp_path / "new"
    if standing == "file":
        target.write_text("mine")
    elif standing == "folder":
        (target / "empty").mkdir(parents=True)
    else:
        target.symlink_to(tmp_path / "nowhere")
    assert refusal(tmp_path, {"a": "changed", "new": ""}) == (
        f"{target} was not written by a build; move it away or rename the page"
    )


def test_a_manifest_that_may_not_be_read_counts_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a": ""})

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert load_manifest(tmp_path) is None


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        '{"version": 2, "files": {"a": ""}}',
        '{"version": 1}',
        '{"version": 1, "files": {"a": 1}}',
        '{"version": 1, "files": {"a": "", "../precious": ""}}',
        '{"version": 1, "files": {"a": "", "/precious": ""}}',
    ],
)
def test_a_damaged_manifest_is_made_anew(tmp_path: Path, manifest: str) -> None:
    output, precious = tmp_path / "output", tmp_path / "precious"
    write(output, {"a": "", "b": "old", "gone/index.html": ""})
    precious.write_text("mine")
    (output / MANIFEST).write_text(manifest)
    report = write(output, {"a": "", "b": "new"})
    assert report == WriteReport(1, 1, 0, ("b",), ("gone/index.html",))
    assert precious.read_text() == "mine"
    assert held(output) == {"a": "", "b": "new", "gone/index.html": ""}
    assert listed(output) == ["a", "b"]
    assert write(output, {"a": "", "b": "new"}) == WriteReport(0, 2, 0)


def test_a_damaged_manifest_is_no_leave_to_write_through_links(tmp_path: Path) -> None:
    write(tmp_path / "output", {"a": ""})
    (tmp_path / "output/a").unlink()
    (tmp_path / "output/a").symlink_to(tmp_path / "precious")
    (tmp_path / "output" / MANIFEST).write_text("")
    write(tmp_path / "output", {"a": "ours"})
    assert held(tmp_path / "output") == {"a": "ours"}
    assert not (tmp_path / "precious").exists()


def test_a_damaged_manifest_in_an_empty_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("{")
    assert write(tmp_path, {"a": "x"}).strays == ()
    assert listed(tmp_path) == ["a"]


def test_the_manifest_reaches_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    replace, fsync = os.replace, os.fsync

    def note_replace(path: str, target: str, **folders: int) -> None:
        done.append(target)
        replace(path, target, **folders)

    def note_fsync(file: int) -> None:
        done.append("disk")
        fsync(file)

    monkeypatch.setattr(os, "replace", note_replace)
    monkeypatch.setattr(os, "fsync", note_fsync)
    write(tmp_path, {"a": "x"})
    assert done == ["disk", MANIFEST, "a"]


def test_an_unchanged_site_needs_no_disk_that_can_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a": "x"})

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    for name in ("unlink", "replace", "mkdir", "rmdir"):
        monkeypatch.setattr(os, name, refuse)
    assert write(tmp_path, {"a": "x"}) == WriteReport(0, 1, 0)


# ---- symbolic links ----


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "index.html").write_text("mine")
    return folder


def test_writes_through_no_link(tmp_path: Path, outside: Path) -> None:
    output = tmp_path / "output"
    write(output, {"index.html": ""})
    (output / "a").symlink_to(outside)
    assert refusal(output, {"index.html": "", "a/index.html": "ours"}) == (
        f"{output / 'a'} is a symbolic link that no build wrote; move it away"
    )
    assert held(outside) == {"index.html": "mine"}


def test_replaces_a_link_at_its_own_file_not_what_it_leads_to(
    tmp_path: Path, outside: Path
) -> None:
    output = tmp_path / "output"
    write(output, {"index.html": "mine"})
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(outside / "index.html")
    write(output, {"index.html": "mine"})
    assert not (output / "index.html").is_symlink()
    write(output, {"index.html": "ours"})
    assert held(outside) == {"index.html": "mine"}


def test_removes_nothing_behind_a_link(tmp_path: Path, outside: Path) -> None:
    output = tmp_path / "output"
    write(output, {"a/index.html": "", "b": ""})
    (output / "a" / "index.html").unlink()
    (output / "a").rmdir()
    (output / "a").symlink_to(outside)
    assert write(output, {"b": ""}) == WriteReport(0, 1, 0)
    assert held(outside) == {"index.html": "mine"}


def test_a_link_as_manifest_counts_as_none(tmp_path: Path, outside: Path) -> None:
    output = tmp_path / "output"
    write(output, {"a": ""})
    (output / MANIFEST).rename(outside / "stolen.json")
    (output / MANIFEST).symlink_to(outside / "stolen.json")
    assert f"its {MANIFEST} is a link" in refusal(output, {})


@pytest.mark.skipif(os.name == "nt", reason="Windows opens no file from a folder's descriptor")
def test_a_link_in_place_of_the_folder_leads_nowhere(
    tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, moved, replace = tmp_path / "output", tmp_path / "moved", os.replace
    write(output, {"index.html": "old", "z": "old"})

    def swap_then_replace(path: str, target: str, **folders: int) -> None:
        if not moved.exists():
            output.rename(moved)
            output.symlink_to(outside)
        replace(path, target, **folders)

    monkeypatch.setattr(os, "replace", swap_then_replace)
    write(output, {"index.html": "new", "z": "new"})
    assert held(outside) == {"index.html": "mine"}
    assert held(moved) == {"index.html": "new", "z": "new"}


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no folder locks")
def test_two_builds_take_turns(tmp_path: Path) -> None:
    import fcntl

    second = threading.Thread(target=write, args=(tmp_path, {"a": "second"}))
    first = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(first, fcntl.LOCK_EX)
    second.start()
    second.join(timeout=0.1)
    assert held(tmp_path) == {}
    os.close(first)
    second.join()
    assert held(tmp_path) == {"a": "second"}


# ---- where output may lie ----


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        (".", "holds the site itself; choose a folder inside or beside it"),
        ("..", "holds the site itself; choose a folder inside or beside it"),
        ("content", "lies inside content/, which is read, not written; choose another"),
        ("content/x", "lies inside content/, which is read, not written; choose another"),
        ("templates", "lies inside templates/, which is read, not written; choose another"),
        ("output/../assets/x", "lies inside assets/, which is read, not written; choose another"),
    ],
)
def test_output_may_not_mix_with_the_site(tmp_path: Path, folder: str, message: str) -> None:
    site = tmp_path / "site"
    (site / "output").mkdir(parents=True)
    with pytest.raises(Refused) as caught:
        check_output_folder(site / folder, site)
    assert str(caught.value) == f"{site / folder} {message}"


def test_a_link_into_the_content_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "site" / "content")
    with pytest.raises(Refused):
        check_output_folder(tmp_path / "link", tmp_path / "site")


@pytest.mark.parametrize("folder", ["output", "content-built", "../elsewhere"])
def test_output_may_lie_inside_or_beside_the_site(tmp_path: Path, folder: str) -> None:
    check_output_folder(tmp_path / "site" / folder, tmp_path / "site")
