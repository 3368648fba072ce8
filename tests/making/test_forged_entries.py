"""Nothing of a cache that somebody else made comes into the output."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from explainer import cli
from explainer.cli.caching import SECRET_VARIABLE, derived_secret
from explainer.kept.store import Store
from explainer.making.memory import PageRecord
from tests.sites import TODAY, TinySite, explainer, output_files

TRUE, FORGED = b"The moon pulls", b"The king pulls"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinySite:
    site = TinySite(tmp_path / "site")
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "explainers/tide.md": explainer(f"## Why?\n\n{TRUE.decode()}.\n"),
        }
    )
    monkeypatch.setenv(SECRET_VARIABLE, "ours")
    return site


def build(site: TinySite, cache: Path) -> dict[str, bytes]:
    day = TODAY.isoformat()
    words = ["--site", site.folder, "--cache", cache, "--as-of", day, "--quiet"]
    assert cli.main([*map(str, words)]) == 0
    return output_files(site.output)


def entries(cache: Path) -> Iterator[tuple[str, bytes, bytes]]:
    """Kind, key and value of each entry of a cache."""
    (file,) = cache.glob("*.sqlite3")
    with closing(sqlite3.connect(file)) as database:
        yield from database.execute("SELECT kind, key, value FROM entries").fetchall()


def forge(honest: Path, cache: Path, words: str) -> None:
    """Make a cache of all that another holds, with another text, signed with ``words``: the parsed
    files, how pages were made, and the files."""
    store = Store(cache, derived_secret(words), TODAY)
    files = {
        key: zlib.decompress(value).replace(TRUE, FORGED)
        for kind, key, value in entries(honest)
        if kind == "file"
    }
    digests = {key.hex(): sha256(data) for key, data in files.items()}
    for kind, key, value in entries(honest):
        if kind == "parsed":
            assert TRUE in value or b"Tides" in value
            store.put(kind, key, value.replace(TRUE, FORGED))
        elif kind == "page":
            record = msgspec.msgpack.decode(value, type=PageRecord)
            made = {
                path: digests[digest].hexdigest() if digest in digests else digest
                for path, digest in record.files.items()
            }
            record = replace(record, files=made)
            store.put(kind, key, msgspec.msgpack.encode(record))
        elif kind == "file":
            store.put(kind, digests[key.hex()].digest(), zlib.compress(files[key]))
    store.save()
    store.close()


@pytest.mark.parametrize("place", ["cache", "site/.cache"])
def test_a_strangers_entries_are_not_read(site: TinySite, tmp_path: Path, place: str) -> None:
    honest, cache = tmp_path / "honest", tmp_path / place
    whole = build(site, honest)
    (name,) = (file.name for file in honest.iterdir() if file.suffix == ".sqlite3")
    forge(honest, cache, "theirs")
    (made,) = cache.glob("*.sqlite3")
    made.rename(cache / name)  # as if they had learned the name, which the key tells
    assert any(FORGED in value for kind, _, value in entries(cache) if kind == "parsed")
    for path in site.output.rglob("*.html"):
        path.unlink()
    assert build(site, cache) == whole


def test_the_same_entries_are_read_if_the_key_fits(site: TinySite, tmp_path: Path) -> None:
    """Else the test above would show nothing."""
    whole = build(site, tmp_path / "honest")
    forge(tmp_path / "honest", tmp_path / "cache", "ours")
    for path in site.output.rglob("*.html"):
        path.unlink()
    forged = {path: data.replace(TRUE, FORGED) for path, data in whole.items()}
    assert build(site, tmp_path / "cache")["tide/index.html"] == forged["tide/index.html"]
    assert TRUE in whole["tide/index.html"]
