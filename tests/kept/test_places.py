"""Where caches lie, and the secret that signs what is in them."""

from __future__ import annotations

import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from explainer.cli.caching import derived_secret, load_secret, site_cache, user_cache

HOME = Path("/home/ada")


@pytest.mark.parametrize(
    ("system", "environment", "folder"),
    [
        ("linux", {}, "/home/ada/.cache/explainer"),
        ("linux", {"XDG_CACHE_HOME": "/var/ada"}, "/var/ada/explainer"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/ada/.cache/explainer"),
        ("linux", {"XDG_CACHE_HOME": ""}, "/home/ada/.cache/explainer"),
        ("darwin", {"XDG_CACHE_HOME": "/var/ada"}, "/home/ada/Library/Caches/explainer"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/explainer"),
        ("win32", {}, "/home/ada/AppData/Local/explainer"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="these are absolute paths elsewhere")
def test_each_system_has_a_folder(system: str, environment: dict[str, str], folder: str) -> None:
    assert user_cache(environment, system, HOME) == Path(folder)


def test_each_site_has_a_folder_that_tells_its_name(tmp_path: Path) -> None:
    first, second = (tmp_path / name / "Die Zeitung (neu)" for name in "ab")
    folders = [site_cache(HOME, site) for site in (first, first / ".." / first.name, second)]
    assert folders[0] == folders[1] != folders[2]
    assert all(folder.name.startswith("Die-Zeitung-neu-") for folder in folders)
    assert site_cache(HOME, Path("/")).name.startswith("site-")


def test_the_secret_is_made_once_and_for_its_user_alone(tmp_path: Path) -> None:
    caches = tmp_path / "caches"
    secret = load_secret(caches)
    assert (len(secret), load_secret(caches)) == (32, secret)
    assert [path.name for path in caches.iterdir()] == ["key"]
    if os.name == "posix":
        assert stat.S_IMODE((caches / "key").stat().st_mode) == 0o600
        assert stat.S_IMODE(caches.stat().st_mode) == 0o700


def test_builds_that_start_together_share_a_secret(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        for number in range(10):
            secrets = pool.map(load_secret, [tmp_path / str(number)] * 4, chunksize=1)
            assert len(set(secrets)) == 1


@pytest.mark.parametrize("damaged", [b"", b"short", bytes(33)])
def test_a_damaged_secret_is_not_used(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "key").write_bytes(damaged)
    with pytest.raises(OSError, match="key is damaged; delete it, and the next build makes"):
        load_secret(tmp_path)


def test_words_give_a_secret() -> None:
    assert derived_secret("tide") == derived_secret("tide") != derived_secret("tides")
    assert len(derived_secret("tide\udc80")) == 32
