"""What a terminal shows, to the letter, in tests/transcripts/: the help of each command, and the
way from each of the most common mistakes back to a site.

``pytest --refresh`` writes them anew; read the difference before committing it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from explainer import cli
from explainer.cli.arguments import COMMANDS
from tests.sites import TinySite, explainer, sources

TRANSCRIPTS = Path(__file__).parent / "transcripts"
SITE = {
    "site.yaml": "title: Tides\n",
    "sources/books.yaml": sources("darwin-1898"),
    "explainers/ebb.md": explainer("## When?\n\nTwice a day.[@darwin-1898]\n"),
    "explainers/tide.md": explainer(
        "## Why does the sea rise?\n\n"
        "The moon pulls.[@darwin-1898, p. 3] So does the sun.[^sun]\n\n"
        "[^sun]: Half as hard.\n\n"
        "Then comes [the ebb](ebb.md).\n",
        'standfirst: "It comes twice a day: why?"',
    ),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is written in ``explainers/tide.md`` in place of what is right."""

    right: str
    wrong: str


MISTAKES = {
    "unknown-source": Mistake("@darwin-1898", "@darwin-1889"),
    "missing-quote": Mistake('twice a day: why?"', "twice a day: why?"),
    "wrong-date": Mistake("checked: 2026-11-20", "checked: 20.11.2026"),
    "undefined-note": Mistake("[^sun]:", "[^son]:"),
    "dead-link": Mistake("(ebb.md)", "(eb.md)"),
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinySite:
    site = TinySite(tmp_path)
    site.write(SITE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return site


@dataclass(frozen=True, slots=True)
class Terminal:
    """Runs commands and keeps what it shows."""

    capsys: pytest.CaptureFixture[str]
    shown: list[str]

    def run(self, arguments: str = "") -> int:
        """The exit code. A transcript shows each but 0, and no count that changes by the way."""
        try:
            code = cli.main(arguments.split(), command="python build.py")
        except SystemExit as ended:
            code = int(ended.code or 0)
        printed = "".join(self.capsys.readouterr())
        self.show(f"$ python build.py {arguments}".rstrip())
        self.show(re.sub(r"\b[\d.]+(?= (pages|s|files) )", "N", printed).rstrip())
        if code:
            self.show(f"[{code}]")
        return code

    def show(self, line: str) -> None:
        self.shown.append(line)

    @property
    def transcript(self) -> str:
        return "\n".join(self.shown) + "\n"


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, [])


def compare(name: str, transcript: str, config: pytest.Config) -> None:
    path = TRANSCRIPTS / f"{name}.txt"
    if config.getoption("--refresh"):
        path.write_text(transcript, encoding="utf-8", newline="\n")
    assert transcript == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(
    command: str, site: TinySite, terminal: Terminal, pytestconfig: pytest.Config
) -> None:
    assert terminal.run(f"{command} --help".strip()) == 0
    compare(f"help-{command}".rstrip("-"), terminal.transcript, pytestconfig)


def test_a_site_in_a_minute(
    terminal: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pytestconfig: pytest.Config,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    day = "--site tides --as-of 2026-11-22"
    assert terminal.run(f"new site --title Tides {day}") == 0
    assert terminal.run(day) == 0
    assert terminal.run(f"check {day}") == 0
    compare("new-site", terminal.transcript, pytestconfig)


@pytest.mark.parametrize("name", MISTAKES)
def test_build_read_mend_build(
    name: str, site: TinySite, terminal: Terminal, pytestconfig: pytest.Config
) -> None:
    mistake = MISTAKES[name]
    site.edit("explainers/tide.md", mistake.right, mistake.wrong)
    assert terminal.run("--as-of 2026-11-22") == 1
    terminal.show(f"(mend: {mistake.wrong} -> {mistake.right})")
    site.edit("explainers/tide.md", mistake.wrong, mistake.right)
    assert terminal.run("--as-of 2026-11-22") == 0
    compare(name, terminal.transcript, pytestconfig)


@pytest.mark.parametrize("name", MISTAKES)
def test_what_the_last_line_names_says_more(name: str, site: TinySite, terminal: Terminal) -> None:
    site.edit("explainers/tide.md", MISTAKES[name].right, MISTAKES[name].wrong)
    terminal.run()
    found = re.search(r"\npython build.py (explain \S+) says more\.\n", terminal.transcript)
    assert found
    assert terminal.run(found[1]) == 0
