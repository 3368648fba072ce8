from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from explainer import cli
from explainer.config import Config, Refused
from explainer.diagnostics import Diagnostic, Location, Severity
from explainer.output.writing import WriteReport
from explainer.pipeline import BuildReport
from tests.sites import TinySite

ROOT = Path(__file__).parent.parent
ERROR = Diagnostic(
    code="unknown-key",
    location=Location("content/a.md", 3, 7),
    message='no source "x"',
    hint="Name one.",
)
WARNING = Diagnostic(
    code="stale",
    location=Location("content/a.md"),
    message="checked long ago",
    severity=Severity.WARNING,
)


Builder = Callable[[Config], BuildReport]
Pipeline = Callable[[Builder], list[Config]]


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Pipeline:
    """Stands in for the real one; what it is asked to build is returned, in order."""
    monkeypatch.chdir(tmp_path)
    asked: list[Config] = []

    def install(build: Builder) -> list[Config]:
        def note(config: Config, *_: object) -> BuildReport:
            asked.append(config)
            return build(config)

        monkeypatch.setattr("explainer.pipeline.build", note)
        return asked

    return install


def written(config: Config) -> BuildReport:
    return BuildReport((), 34, WriteReport(11, 40, 1, ("index.html",)))


def refused(config: Config) -> BuildReport:
    return BuildReport((ERROR, WARNING, ERROR))


# ---- building ----


def test_says_what_was_built(pipeline: Pipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline(written)
    assert cli.main([], command="python build.py") == 0
    assert capsys.readouterr() == (
        "Built 34 pages in 0.0 s into output/ (12 files changed). "
        "Look at it: python build.py serve\n",
        "",
    )


def test_counts_one_in_the_singular(pipeline: Pipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline(lambda config: BuildReport((), 1, WriteReport(1, 0, 0)))
    cli.main([])
    out = capsys.readouterr().out
    assert out.startswith("Built 1 page in ")
    assert "(1 file changed)" in out


def test_names_an_output_elsewhere_in_full_and_the_options_of_a_preview(
    pipeline: Pipeline, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pipeline(written)
    elsewhere = tmp_path.parent / "else where"
    cli.main(["build", "--output", "../else where", "--as-of", "2026-11-22", "--drafts"])
    assert capsys.readouterr().out.endswith(
        f" into {elsewhere}/ (12 files changed). Look at it: explainer serve "
        "--output '../else where' --as-of 2026-11-22 --drafts\n"
    )


def test_prints_every_diagnostic_and_that_nothing_was_published(
    pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline(refused)
    assert cli.main([]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    error = 'content/a.md:3:7: error[unknown-key]: no source "x"\n   = Name one.\n\n'
    warning = "content/a.md:1:1: warning[stale]: checked long ago\n\n"
    closing = "2 errors; nothing was published, the last output is unchanged.\n"
    more = "explainer explain unknown-key says more.\n"
    assert err == error + warning + error + closing + more


def test_warnings_do_not_stop_a_build(
    pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline(lambda config: BuildReport((WARNING,), 34, WriteReport(0, 1, 0)))
    assert cli.main([]) == 0
    assert capsys.readouterr().err == "content/a.md:1:1: warning[stale]: checked long ago\n\n"


def test_quiet_prints_the_errors_alone(
    pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline(lambda config: BuildReport((WARNING,), 34, WriteReport(0, 1, 0)))
    assert cli.main(["--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    pipeline(refused)
    assert cli.main(["build", "--quiet"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("error[unknown-key]") == 2
    assert "warning[" not in err


# ---- options ----


@pytest.mark.parametrize(
    "arguments",
    [
        ["--site", "s", "--as-of", "2026-02-28", "--drafts"],
        ["build", "--site", "s", "--as-of", "2026-02-28", "--drafts"],
        ["--site", "s", "--as-of", "2026-02-28", "--drafts", "build"],
        ["--drafts", "--site", "s", "build", "--as-of", "2026-02-28"],
        ["--site", "other", "build", "--site", "s", "--as-of=2026-02-28", "--drafts"],
    ],
)
def test_options_stand_before_or_after_the_command(
    pipeline: Pipeline, arguments: list[str]
) -> None:
    asked = pipeline(written)
    assert cli.main(arguments) == 0
    assert asked == [Config(Path("s"), Path("s/output"), date(2026, 2, 28), drafts=True)]


def test_defaults(pipeline: Pipeline, tmp_path: Path) -> None:
    asked = pipeline(written)
    cli.main([])
    cli.main([], default_site=tmp_path / "site")
    cli.main(["--output", "out"], default_site=tmp_path / "site")
    today = date.today()  # noqa: DTZ011
    assert asked == [
        Config(Path(), Path("output"), today),
        Config(tmp_path / "site", tmp_path / "site/output", today),
        Config(tmp_path / "site", Path("out"), today),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--as-of", "2026-02-30"],
            'argument --as-of: "2026-02-30" is not a day; write it YYYY-MM-DD',
        ),
        (["--as-of", "20260228"], 'argument --as-of: "20260228" is not a day; write it YYYY-MM-DD'),
        (["serve", "--port", "70000"], 'argument --port: "70000" is no port number'),
        (["build", "--sit", "x"], "--sit x"),
        (["build", "--port", "1"], "--port 1"),
    ],
)
def test_a_wrong_command_ends_with_2(
    pipeline: Pipeline,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    asked = pipeline(written)
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err
    assert asked == []


def test_a_refused_folder_ends_with_2(
    pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(config: Config) -> BuildReport:
        raise Refused("it is full")

    pipeline(build)
    assert cli.main([]) == 2
    assert capsys.readouterr() == ("", "explainer: it is full\n")


def test_an_output_folder_in_the_content_is_refused_before_anything_is_read(
    pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = pipeline(written)
    assert cli.main(["--output", "content/x"]) == 2
    assert capsys.readouterr().err == (
        "explainer: content/x lies inside content/, which is read, not written; choose another\n"
    )
    assert asked == []


def test_an_interruption_ends_with_130(
    pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(config: Config) -> BuildReport:
        raise KeyboardInterrupt

    pipeline(build)
    assert cli.main([]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("command", ["build", "serve", "check"])
def test_a_folder_without_content_ends_with_2(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([command, "--site", str(tmp_path)]) == 2
    assert capsys.readouterr() == (
        "",
        f"explainer: {tmp_path} is no site: it has no folder content/; "
        f"name one with --site, or make one: explainer new site --site {tmp_path}\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_errors_leave_the_last_output_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    settings = tmp_path / "content/site.yaml"
    settings.write_text("title: A site\n")
    assert cli.main(["--site", str(tmp_path)]) == 0
    files = sorted((tmp_path / "output").rglob("*"))
    before = {path: path.read_bytes() for path in files if path.is_file()}
    capsys.readouterr()

    settings.write_text("titel: A site\n")
    assert cli.main(["--site", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("content/site.yaml:1:1: error[unknown-key]: ")
    assert sorted((tmp_path / "output").rglob("*")) == files
    assert {path: path.read_bytes() for path in before} == before


# ---- terminals ----


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colours_a_terminal_that_wants_it(
    pipeline: Pipeline,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    coloured: bool,
) -> None:
    pipeline(refused)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    cli.main([])
    assert ("\x1b[" in terminal.getvalue()) is coloured


SPEAKS = (
    "from explainer.cli import terminal; import sys; terminal.print_utf_8(); terminal.say({!a})"
)


def run(
    *command: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *command],
        env={**os.environ, **(environment or {})},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )


def test_prints_utf_8_in_any_locale() -> None:
    done = run("-c", SPEAKS.format("Ташкент"), environment={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert done.stdout.decode() == "Ташкент\n"


@pytest.mark.skipif(os.name == "nt", reason="there is no such pipe")
def test_goes_on_when_nobody_reads() -> None:
    script = SPEAKS.format("line") + "; terminal.say('again'); sys.exit(7)"
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (7, b"")


# ---- build.py ----


def test_without_its_libraries_build_py_says_in_one_line_what_to_run(tmp_path: Path) -> None:
    # -S leaves out site-packages, as a fresh Python would
    done = run("-S", str(ROOT / "build.py"), "--output", str(tmp_path / "output"))
    assert done.returncode == 2
    assert done.stdout == b""
    line = done.stderr.decode()
    assert line.endswith(f" is missing; in {ROOT}, run: python -m pip install -e .\n")
    assert line.count("\n") == 1


@pytest.mark.slow
def test_a_module_beside_build_py_hides_none_of_another(tmp_path: Path) -> None:
    TinySite(tmp_path).write({"site.yaml": "title: Tides\n"})
    (tmp_path / "build.py").write_bytes((ROOT / "build.py").read_bytes())
    (tmp_path / "explainer").symlink_to(ROOT / "explainer")
    for name in ("calendar", "glob", "html", "json", "markdown"):
        (tmp_path / f"{name}.py").write_text("from explainer.extensions import Output\n")
    done = run(str(tmp_path / "build.py"))
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


def test_build_py_builds_its_own_folder_from_anywhere(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    import runpy

    asked = pipeline(written)
    monkeypatch.setattr(sys, "argv", ["build.py"])
    monkeypatch.setattr(sys, "path", [*sys.path])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "build.py"), run_name="__main__")
    assert ended.value.code == 0
    assert [config.site for config in asked] == [ROOT]


def test_build_py_builds_nothing_when_it_is_imported(pipeline: Pipeline) -> None:
    import runpy

    asked = pipeline(written)
    runpy.run_path(str(ROOT / "build.py"), run_name="__mp_main__")
    assert asked == []


# ---- serving ----


def test_serve_announces_each_build_and_prints_what_it_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from explainer.preview import serving
    from explainer.preview.site_builds import Outcome, SiteBuilds

    def serve(
        builds: SiteBuilds,
        output: Path,
        watched: list[Path],
        port: int,
        say: Callable[[str], None],
        report: Callable[[Outcome, float], None],
        *,
        open_browser: bool,
    ) -> None:
        say(f"{output} {port} {open_browser}")
        report(Outcome(changed=("index.html",), pages=34), 0.25)
        report(Outcome(diagnostics=(ERROR,), sound=False), 0.25)
        assert [folder.name for folder in watched[:3]] == ["content", "templates", "assets"]
        raise serving.NoFreePort("no port is free")

    monkeypatch.setattr(serving, "serve", serve)
    assert cli.main(["serve", "--port", "81", "--open"]) == 2
    out, err = capsys.readouterr()
    assert out == "output 81 True\nBuilt 34 pages in 0.25 s, 1 file changed.\n"
    assert "1 error; nothing was published, the last output is unchanged.\n" in err
    assert err.endswith("explainer: no port is free\n")
