"""Whatever happened before, a build gives what a build from nothing gives: the same bytes, the same
words, the same exit code."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from explainer import cli
from explainer.config import Config
from explainer.kept.store import Store
from explainer.output.folder import LockedFolder
from explainer.preview.site_builds import SiteBuilds
from tests.making.editing import DAYS, VARIANTS, save
from tests.sites import TinySite, output_files

EDITS = [(name, number) for name, texts in VARIANTS.items() for number in range(len(texts))]
_OF_THE_PAST = re.compile(
    r" in 0\.0 s into .*| ?Gone since the last build: .*|warning: The cache in .* begun anew\."
)
DEATHS = ((LockedFolder, "stage"), (LockedFolder, "publish"), (Store, "put"), (Store, "save"))


class _Killed(BaseException):
    pass


class WarmBuilds(RuleBasedStateMachine):
    """A site that is edited, built with a cache and shown in a preview, beside builds from
    nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._ends = TemporaryDirectory()
        self.folder = Path(self._ends.name)
        self.site = TinySite(self.folder / "site")
        self.cache = self.folder / "cache"
        self.day, self.drafts = DAYS[0], False

    def teardown(self) -> None:
        self._ends.cleanup()

    @initialize()
    def begin(self) -> None:
        for name, texts in VARIANTS.items():
            save(self.site, name, texts[0])
        self.begin_preview()

    def begin_preview(self) -> None:
        day = date.fromisoformat(self.day)
        shown = Config(self.site.folder, self.folder / "shown", day, self.drafts)
        self.preview = SiteBuilds(shown)

    def command(self, output: Path, *options: str) -> tuple[int, str]:
        """A build: its exit code, and what it said but for what was there before."""
        drafts = ["--drafts"] if self.drafts else []
        words = ["--site", self.site.folder, "--output", output, "--as-of", self.day, *options]
        with redirect_stdout(io.StringIO()) as said, redirect_stderr(said):
            code = cli.main([*map(str, words), *drafts])
        text = _OF_THE_PAST.sub("", said.getvalue())
        return code, text.strip()

    def warm(self) -> tuple[int, str]:
        return self.command(self.site.output, "--cache", str(self.cache))

    @invariant()
    def warm_is_clean(self) -> None:
        fresh, output = self.folder / "fresh", self.site.output
        before = output_files(output)
        clean, warm = self.command(fresh, "--no-cache"), self.warm()
        assert warm == clean
        whole = output_files(fresh)
        shutil.rmtree(fresh, ignore_errors=True)
        assert output_files(output) == (before if clean[0] else whole)
        shown = self.preview.build(frozenset(), lambda: True)
        assert shown
        later = self.preview.finish() or shown
        assert (shown.sound and later.sound) == (not clean[0])
        assert clean[0] or output_files(self.folder / "shown") == whole

    @rule(edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=3))
    def edit(self, edits: list[tuple[str, int]]) -> None:
        for name, number in edits:
            save(self.site, name, VARIANTS[name][number])

    @rule(name=st.sampled_from([*VARIANTS]))
    def restore(self, name: str) -> None:
        save(self.site, name, VARIANTS[name][0])

    @rule(day=st.sampled_from(DAYS), drafts=st.booleans())
    def ask_otherwise(self, day: str, drafts: bool) -> None:
        self.day, self.drafts = day, drafts
        self.begin_preview()

    @rule(at=st.integers(0, 300), how=st.sampled_from(("delete", "change", "copy", "all")))
    def meddle_with_output(self, at: int, how: str) -> None:
        if files := sorted(output_files(self.site.output)):
            file = self.site.output / files[at % len(files)]
            data = file.read_bytes()
            file.unlink()
            if how == "change":
                file.write_bytes(data[::-1])
            elif how == "copy":
                file.write_bytes(data)
            elif how == "all":
                shutil.rmtree(self.site.output)

    @rule(at=st.integers(0, 1 << 20), how=st.sampled_from(("delete", "cut", "scratch", "exchange")))
    def spoil_cache(self, at: int, how: str) -> None:
        for file in self.cache.glob("*.sqlite3"):
            data = file.read_bytes()
            at %= len(data)
            if how == "delete":
                shutil.rmtree(self.cache)
            elif how == "cut":
                file.write_bytes(data[:at])
            elif how == "scratch":
                file.write_bytes(data[:at] + bytes(64) + data[at + 64 :])
            else:
                forge(file)

    @rule(edit=st.sampled_from(EDITS), death=st.sampled_from(DEATHS), call=st.integers(0, 60))
    def be_killed(self, edit: tuple[str, int], death: tuple[type, str], call: int) -> None:
        self.edit([edit])
        calls = iter(range(call))
        original = getattr(*death)

        def dying(*given: Any, **named: Any) -> object:
            if next(calls, None) is None:
                raise _Killed
            return original(*given, **named)

        with pytest.MonkeyPatch.context() as patch, suppress(_Killed):
            patch.setattr(*death, dying)
            self.warm()


def forge(file: Path) -> None:
    """Give each entry the value and the signature of another of its kind."""
    with closing(sqlite3.connect(file)) as database, database:
        rows = database.execute(
            "SELECT kind, key, mac, value FROM entries ORDER BY kind"
        ).fetchall()
        for (kind, key, *_), (_, _, mac, value) in zip(rows, rows[1:] + rows[:1], strict=True):
            database.execute(
                "UPDATE entries SET mac = ?, value = ? WHERE kind = ? AND key = ?",
                (mac, value, kind, key),
            )


TestWarmBuilds = WarmBuilds.TestCase
TestWarmBuilds.settings = settings(
    max_examples=settings().max_examples // 10,
    stateful_step_count=8,
    phases=(Phase.explicit, Phase.generate),  # to shrink takes minutes
)
