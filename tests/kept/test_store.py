"""What is put is got; nothing else is, and nothing that is wrong with the disk raises."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.kept import store as store_module
from explainer.kept.store import MOST_BYTES, Store

SECRET = b"s" * 32
TODAY = date(2026, 11, 22)
IN_MEMORY = "Name another folder with --cache, or build with --no-cache."


def opened(folder: Path | None, today: date = TODAY, secret: bytes = SECRET) -> Store:
    return Store(folder, secret, today)


def save(folder: Path, *keys: bytes, today: date = TODAY, secret: bytes = SECRET) -> str:
    """Keep an entry for each key, which is its value too; return the problem."""
    with closing(opened(folder, today, secret)) as store:
        for key in keys:
            store.put("text", key, key)
        store.save()
        return store.problem


def held(folder: Path, *keys: bytes, secret: bytes = SECRET) -> list[bytes]:
    with closing(opened(folder, secret=secret)) as store:
        found = store.get_many("text", keys)
        assert store.problem == ""
        assert all(key == value for key, value in found.items())
        return list(found)


def database(folder: Path) -> Path:
    (file,) = folder.glob("store-*.sqlite3")
    return file


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(database(folder))) as direct, direct:
        direct.execute(statement)


# ---- what is put is got ----


@settings(max_examples=30)
@given(
    entries=st.dictionaries(st.tuples(st.sampled_from("ab"), st.binary(max_size=4)), st.binary()),
    on_disk=st.booleans(),
)
def test_what_is_put_is_got(entries: dict[tuple[str, bytes], bytes], on_disk: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = opened(Path(folder) if on_disk else None)
        for (kind, key), data in entries.items():
            store.put(kind, key, data)
            assert store.get(kind, key) == data
        store.save()
        if on_disk:
            store.close()
            store = opened(Path(folder))
        for kind in "ab":
            found = {key: data for (of, key), data in entries.items() if of == kind}
            assert store.get_many(kind, [*found, b"absent"]) == found
        assert store.problem == ""
        store.close()


def test_any_number_of_entries_is_got(tmp_path: Path) -> None:
    keys = [number.to_bytes(2, "big") for number in range(2_100)]
    save(tmp_path, *keys)
    assert held(tmp_path, *keys) == keys


def test_without_save_nothing_is_kept(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.put("text", b"a", b"a")
    store.close()
    assert held(tmp_path, b"a") == []


def test_much_does_not_wait_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_MOST_WAITING", 2)
    store = opened(tmp_path)
    for each in (b"a", b"b", b"c", b"d"):
        store.put("text", each, each)
    assert store.get("text", b"a") == b"a"
    store.close()
    assert held(tmp_path, b"a", b"b", b"c", b"d") == [b"a", b"b", b"c"]


def test_no_cache_leaves_nothing_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = opened(None)
    store.put("text", b"a", b"a")
    store.save()
    assert (store.get("text", b"a"), store.problem) == (b"a", "")
    assert list(tmp_path.iterdir()) == []


def test_git_takes_no_folder_that_a_build_made(tmp_path: Path) -> None:
    save(tmp_path / "made")
    save(tmp_path)
    assert (tmp_path / "made" / ".gitignore").read_bytes() == b"*\n"
    assert not (tmp_path / ".gitignore").exists()


def test_what_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    save(tmp_path, b"a")
    before = database(tmp_path).stat()
    store = opened(tmp_path)
    assert store.get("text", b"a") == b"a"
    store.save()
    store.close()
    assert database(tmp_path).stat().st_mtime_ns == before.st_mtime_ns


# ---- what others put is not got ----


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE entries SET value = x'62'",
        "UPDATE entries SET key = x'62'",
        "UPDATE entries SET kind = 'page', key = x'62'",
        "UPDATE entries SET mac = zeroblob(16)",
        "UPDATE entries SET mac = NULL",
        "UPDATE entries SET value = 'a'",
        "INSERT INTO entries VALUES ('text', x'62', 0, zeroblob(16), x'62')",
    ],
)
def test_a_forged_entry_is_absent(tmp_path: Path, forgery: str) -> None:
    save(tmp_path, b"a")
    change(tmp_path, forgery)
    with closing(opened(tmp_path)) as store:
        assert store.get("text", b"b") is None
        assert store.get("page", b"b") is None
        assert store.get("text", b"a") in (None, b"a")
        assert store.problem == ""


def test_another_secret_finds_nothing(tmp_path: Path) -> None:
    save(tmp_path, b"a")
    assert held(tmp_path, b"a", secret=b"t" * 32) == []
    assert held(tmp_path, b"a") == [b"a"]


def test_a_file_of_another_secret_in_its_place_is_of_no_use(tmp_path: Path) -> None:
    save(tmp_path, b"a")
    theirs = tmp_path / "theirs"
    save(theirs, b"b", secret=b"t" * 32)
    database(theirs).replace(database(tmp_path))
    assert held(tmp_path, b"a", b"b") == []


def test_a_file_of_another_release_is_begun_anew(tmp_path: Path) -> None:
    save(tmp_path, b"a")
    change(tmp_path, "ALTER TABLE entries RENAME COLUMN mac TO signature")
    with closing(opened(tmp_path)) as store:
        assert store.get("text", b"a") is None
        assert store.problem == f"The cache in {tmp_path} was damaged, and is begun anew."
    assert save(tmp_path, b"b") == ""
    assert held(tmp_path, b"b") == [b"b"]


# ---- what is wrong with the disk ----


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    told = f"The cache in {tmp_path} was damaged, and is begun anew."
    save(tmp_path)
    database(tmp_path).write_bytes(b"no database at all" * 100)
    assert save(tmp_path, b"a") == told
    assert held(tmp_path, b"a") == [b"a"]


def test_damage_that_only_reading_shows_is_mended(tmp_path: Path) -> None:
    told = f"The cache in {tmp_path} was damaged, and is begun anew."
    keys = [bytes([number]) * 3_000 for number in range(9)]
    save(tmp_path, *keys)
    data = database(tmp_path).read_bytes()
    database(tmp_path).write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    store = opened(tmp_path)
    assert (store.get_many("text", keys), store.problem) == ({}, told)
    store.put("text", b"a", b"a")
    store.save()
    store.close()
    assert held(tmp_path, b"a") == [b"a"]


def test_damage_that_only_writing_shows_is_mended(tmp_path: Path) -> None:
    save(tmp_path, *(bytes([number]) * 3_000 for number in range(9)))
    data = database(tmp_path).read_bytes()
    database(tmp_path).write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    assert save(tmp_path, b"a") == f"The cache in {tmp_path} was damaged, and is begun anew."
    assert held(tmp_path, b"a") == [b"a"]


@given(at=st.integers(0), byte=st.integers(0, 255))
@settings(max_examples=60)
def test_no_damage_gives_a_wrong_value(at: int, byte: int) -> None:
    keys = [bytes([number]) * 500 for number in range(9)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save(folder, *keys)
        data = bytearray(database(folder).read_bytes())
        data[at % len(data)] = byte
        database(folder).write_bytes(data)
        with closing(opened(folder)) as store:
            assert all(key == value for key, value in store.get_many("text", keys).items())
        save(folder, b"a")
        with closing(opened(folder)) as store:
            assert all(key == value for key, value in store.get_many("text", keys).items())


def _file_in_place(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_bytes(b"")


def _file_above(folder: Path) -> None:
    folder.parent.write_bytes(b"")


def _folder_in_place_of_the_file(folder: Path) -> None:
    save(folder)
    file = database(folder)
    file.unlink()
    file.mkdir()


def _link(folder: Path) -> None:
    folder.parent.mkdir()
    folder.symlink_to(folder.parent)


def _link_in_place_of_the_file(folder: Path) -> None:
    save(folder)
    file = database(folder)
    file.rename(folder / "elsewhere")
    file.symlink_to(folder / "elsewhere")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_file_in_place, "File exists"),
        (_file_above, "Not a directory"),
        (_folder_in_place_of_the_file, "unable to open database file"),
        (_link, "there is a symbolic link in its place"),
        (_link_in_place_of_the_file, "there is a symbolic link in its place"),
    ],
)
def test_a_folder_that_cannot_be_used_is_told(
    tmp_path: Path, spoil: Callable[[Path], None], reason: str
) -> None:
    folder = tmp_path / "caches" / "site"
    spoil(folder)
    with closing(opened(folder)) as store:
        assert store.problem == f"The cache in {folder} cannot be used: {reason}. {IN_MEMORY}"
        store.put("text", b"a", b"a")
        store.save()
        assert store.get("text", b"a") == b"a"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be written here")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    told = f"The cache in {tmp_path / 'a'} cannot be used: Permission denied. {IN_MEMORY}"
    assert save(tmp_path / "a", b"a") == told


def _spoiled(folder: Path, setting: str) -> str:
    """The problem after a save with a setting of SQLite that stands for what befalls a disk."""
    save(folder, b"a")
    with closing(opened(folder)) as store:
        store._database.execute(f"PRAGMA {setting}")
        store.put("text", b"b", b"b" * 100_000)
        store.save()
        assert store.get("text", b"a") in (None, b"a")
        problem = store.problem
    assert held(folder, b"a", b"b") == [b"a"]
    return problem


def test_a_cache_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    reason = "attempt to write a readonly database"
    told = f"The cache in {tmp_path} cannot be used: {reason}. {IN_MEMORY}"
    assert _spoiled(tmp_path, "query_only = 1") == told


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    told = (
        f"The disk is full, so the cache in {tmp_path} is not written."
        " Make room, or build with --no-cache."
    )
    assert _spoiled(tmp_path, "max_page_count = 5") == told


@pytest.mark.parametrize("lock", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_cache_in_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: str) -> None:
    monkeypatch.setattr(store_module, "_SECONDS_OF_WAITING", 0.0)
    save(tmp_path, b"a")
    with closing(sqlite3.connect(database(tmp_path), isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        problem = save(tmp_path, b"b")
    assert problem == (
        f"The cache in {tmp_path} is in use by another build, and this one does without it."
        " Build again when that has ended."
    )
    assert held(tmp_path, b"a", b"b") == [b"a"]


def _save_many(folder: Path, first: int) -> None:
    for number in range(first, first + 20):
        problem = save(folder, bytes([number]))
        assert problem == "", problem


def test_two_processes_share_a_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_SECONDS_OF_WAITING", 60.0)
    context = multiprocessing.get_context("fork" if os.name == "posix" else "spawn")
    with context.Pool(2) as pool:
        pool.starmap(_save_many, [(tmp_path, 0), (tmp_path, 100)], chunksize=1)
    keys = [bytes([number]) for number in (*range(20), *range(100, 120))]
    assert held(tmp_path, *keys) == keys


# ---- the bound ----


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    keys = [bytes([number]) for number in range(4)]
    for day, key in enumerate(keys):
        with closing(opened(tmp_path, TODAY + timedelta(day))) as store:
            store.put("text", key, key * 50_000)
            store.save()
    with closing(opened(tmp_path, TODAY + timedelta(4))) as store:  # the oldest is used again
        store.get("text", keys[0])
        store.save()
    with closing(Store(tmp_path, SECRET, TODAY + timedelta(5), most_bytes=200_000)) as store:
        store.put("text", b"new", b"new" * 20_000)
        store.save()
        assert list(store.get_many("text", [*keys, b"new"])) == [keys[0], keys[3], b"new"]
    assert database(tmp_path).stat().st_size <= 200_000


def test_one_entry_above_the_bound_is_not_kept(tmp_path: Path) -> None:
    with closing(Store(tmp_path, SECRET, TODAY, most_bytes=50_000)) as store:
        store.put("text", b"a", b"a" * 60_000)
        store.save()
        assert store.get("text", b"a") is None
        assert store.problem == ""
    assert database(tmp_path).stat().st_size <= 50_000


def test_the_bound_is_a_gibibyte() -> None:
    assert MOST_BYTES == 1024**3
