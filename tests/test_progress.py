from __future__ import annotations

import io
import signal
import subprocess
import sys
from contextlib import nullcontext, redirect_stderr, suppress
from itertools import count
from pathlib import Path

import pytest

from explainer import cli
from explainer.cli.terminal import shown_progress
from explainer.config import Config
from explainer.pipeline import build
from explainer.progress import Stage
from tests.sites import TODAY, TinySite, explainer, sources

ROOT = Path(__file__).parent.parent
ERASE_LINE = "\x1b[2K"


class Clock:
    """Stands still until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """Standard error, and somebody who looks at it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")


def render(seconds: float, done: int, *, quiet: bool = False) -> None:
    """Says that ``done`` of 40 pages took so long."""
    clock = Clock()
    with shown_progress(clock, quiet=quiet) as progress:
        progress(Stage.RENDERING, 0, 40)
        clock.now += seconds
        progress(Stage.RENDERING, done, 40)


# ---- on a terminal ----


def test_long_work_has_a_bar_with_counts_that_goes() -> None:
    with redirect_stderr(Terminal()) as terminal:
        render(1.2, 10)
    printed = terminal.getvalue()
    assert "rendering" in printed
    assert "10/40" in printed
    assert printed.endswith(ERASE_LINE)


@pytest.mark.parametrize(("seconds", "done"), [(0.9, 1), (1.2, 40)])
def test_short_work_and_the_end_of_it_have_none(seconds: float, done: int) -> None:
    with redirect_stderr(Terminal()) as terminal:
        render(seconds, done)
    assert terminal.getvalue() == ""


def test_a_stage_that_is_not_counted_has_a_bar() -> None:
    clock = Clock()
    with redirect_stderr(Terminal()) as terminal, shown_progress(clock) as progress:
        progress(Stage.READING, 0, 1)
        clock.now += 2
        progress(Stage.LINKING, 0, 1)
    assert "linking" in terminal.getvalue()


def test_an_interruption_takes_the_bar_away() -> None:
    clock = Clock()
    with (
        redirect_stderr(Terminal()) as terminal,
        suppress(KeyboardInterrupt),
        shown_progress(clock) as progress,
    ):
        clock.now += 2
        progress(Stage.READING, 0, 9)
        raise KeyboardInterrupt
    assert terminal.getvalue().endswith(ERASE_LINE)


def test_quiet() -> None:
    with redirect_stderr(Terminal()) as terminal:
        render(60, 1, quiet=True)
    assert terminal.getvalue() == ""


# ---- elsewhere ----


@pytest.mark.parametrize(
    ("seconds", "printed"),
    [(4.9, ""), (5, "rendering pages: 10 of 40\n"), (60, "rendering pages: 10 of 40\n")],
)
def test_only_long_work_has_lines(
    seconds: float, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    render(seconds, 10)
    assert capsys.readouterr() == ("", printed)


def test_lines_keep_their_distance(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with shown_progress(clock) as progress:
        for done in range(0, 2000, 100):
            clock.now += 1
            progress(Stage.READING, done, 2000)
    assert capsys.readouterr().err.splitlines() == [
        "reading: 400 of 2,000",
        "reading: 900 of 2,000",
        "reading: 1,400 of 2,000",
        "reading: 1,900 of 2,000",
    ]


def test_the_last_line_of_a_log_does_not_look_stuck(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with shown_progress(clock) as progress:
        clock.now += 60
        progress(Stage.WRITING, 0, 1020)
    assert capsys.readouterr().err == "writing: 1,020 to do\n"


def test_a_build_server_has_lines_on_a_terminal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with redirect_stderr(Terminal()) as terminal:
        render(5, 10)
    assert terminal.getvalue() == "rendering pages: 10 of 40\n"


# ---- of a build ----


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "explainers/tide.md": explainer("## Why?\n\nThe moon.[@darwin-1898]\n"),
            "sources/books.yaml": sources("darwin-1898"),
        }
    )
    return site


def test_a_build_tells_of_each_stage(site: TinySite) -> None:
    told: list[tuple[Stage, int, int]] = []
    build(Config(site.folder, site.output, TODAY), lambda *how: told.append(how))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == [
        Stage.READING,
        Stage.LINKING,
        Stage.RENDERING,
        Stage.RECORDING,
        Stage.WRITING,
    ]
    assert all(done < total for _, done, total in told)
    assert [done for stage, done, _ in told if stage is Stage.READING] == [0, 1, 2]


def test_a_command_tells_by_the_clock_that_it_is_given(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--site", str(site.folder)], clock=count(step=5).__next__) == 0
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert lines[0] == "reading: 3 to do"
    assert len(lines) == err.count(" of ") + err.count(" to do")
    assert f" in {5 * (len(lines) + 2)}.0 s " in out


def test_ctrl_c_leaves_the_last_output(
    site: TinySite,
    interruptible: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupt(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.RECORDING:
            signal.raise_signal(signal.SIGINT)

    site.build()
    before = site.files()
    site.edit("explainers/tide.md", "The moon.", "The sun.")
    monkeypatch.setattr(
        "explainer.cli.commands.build.shown_progress", lambda clock, quiet: nullcontext(interrupt)
    )
    assert cli.main(["--site", str(site.folder), "--as-of", str(TODAY)]) == 130
    assert capsys.readouterr() == ("", "")
    assert site.files() == before


BUILD = (
    "from explainer.cli import main; import sys; main(sys.argv[1:]); print('rich' in sys.modules)"
)


@pytest.mark.slow
def test_short_work_does_not_import_what_draws(site: TinySite) -> None:
    command = [sys.executable, "-c", BUILD, "--site", str(site.folder), "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout == "False\n"
