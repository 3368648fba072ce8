"""A build that has nothing to do does nothing; anything that it would do otherwise is noticed."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import sleep, time_ns

import pytest

from explainer import cli, pipeline
from explainer.config import Config, Extensions
from explainer.diagnostics import Diagnostic
from explainer.kept import last_build
from explainer.kept.last_build import LastBuild, Told
from explainer.kept.store import Store
from explainer.output.paths import MANIFEST
from explainer.renderers.files import OutputFile
from tests.sites import ROOT, TODAY, TinySite, explainer, write_output

TOLD = Told((Diagnostic.of_file("content/a.txt", "misplaced-file", "nothing reads", "x"),), 3, "y")
OUTPUT = {"index.html": b"home", "tides/index.html": b"tides", "data/a/b.json": b"{}"}
LATER = 10_000_000_000


class Builds:
    """Builds of a site whose output is always the same."""

    def __init__(self, folder: Path) -> None:
        self.config = Config(site=folder, output=folder / "output", as_of=TODAY)
        self.store = Store(None, b"", TODAY)

    def last(self, **changed: object) -> LastBuild:
        """As a process sees it that is begun later."""
        given = {"site": self.config.site, "output": self.config.output, "as_of": TODAY}
        config = Config(**{**given, **changed})  # type: ignore[arg-type]
        return LastBuild(config, self.store, time_ns() + LATER)

    def build(self, **changed: object) -> None:
        last = self.last(**changed)
        write_output(self.config.output, [OutputFile(*file) for file in OUTPUT.items()])
        last.save(TOLD, time_ns() + LATER)


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    for name in ("content/site.yaml", "content/explainers/tides.md", "templates/page.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("old")
    (tmp_path / "build.py").write_text("old")
    builds = Builds(tmp_path)
    builds.build()
    return builds


def test_what_was_told_is_told_again(builds: Builds) -> None:
    assert builds.last().unchanged() == TOLD


def test_before_the_first_build_nothing_is_known(builds: Builds) -> None:
    assert builds.last(output=builds.config.site / "elsewhere").unchanged() is None


def test_what_changes_nothing_is_not_kept_again(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was kept again")

    monkeypatch.setattr(Store, "put", refuse)
    assert builds.last().unchanged() == TOLD


def outputs(builds: Builds) -> set[object]:
    record = builds.last()._record
    assert record
    return {stamp for stamp, _ in record.outputs.values()}


def test_outputs_too_young_to_be_believed_are_read_once(builds: Builds) -> None:
    builds.last().save(TOLD, now=0)
    assert outputs(builds) == {None}
    assert builds.last().unchanged() == TOLD
    assert None not in outputs(builds)


def test_a_module_of_no_distribution_is_noticed(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = builds.config.site / "house.py"
    module.write_text("words = 1")
    monkeypatch.syspath_prepend(builds.config.site)
    __import__("house")
    try:
        builds.build()
        assert builds.last().unchanged() == TOLD
        module.write_text("words = 2")
        assert builds.last().unchanged() is None
    finally:
        del sys.modules["house"]


def test_modules_too_young_to_be_the_imported_ones_are_not_kept(builds: Builds) -> None:
    builds.store = Store(None, b"", TODAY)
    LastBuild(builds.config, builds.store, now=0).save(TOLD, time_ns() + LATER)
    assert builds.last().unchanged() is None


def edit(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text("new")


def delete(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


CHANGES = {
    "an edit": edit("content/explainers/tides.md"),
    "a file that nothing reads": edit("content/notes.docx"),
    "a deletion": delete("content/explainers/tides.md"),
    "a template": edit("templates/page.html"),
    "a new template": edit("templates/day.html"),
    "a new asset": lambda folder: (folder / "assets").mkdir() or edit("assets/a.css")(folder),
    "the command": edit("build.py"),
    "no command": delete("build.py"),
    "an output edited": edit("output/index.html"),
    "an output of the same size": lambda folder: (folder / "output/index.html").write_bytes(
        b"HOME"
    ),
    "an output deleted": delete("output/data/a/b.json"),
    "an output that is a link": lambda folder: (
        (folder / "output/index.html").rename(folder / "home")
        and (folder / "output/index.html").symlink_to("../home")
    ),
    "the manifest edited": edit(f"output/{MANIFEST}"),
    "the manifest deleted": delete(f"output/{MANIFEST}"),
    "a build killed while it wrote": edit("output/.explainer-unfinished"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_each_change_is_noticed(builds: Builds, change: Callable[[Path], object]) -> None:
    change(builds.config.site)
    assert builds.last().unchanged() is None


@pytest.mark.parametrize(
    "changed",
    [
        {"as_of": date(2026, 11, 23)},
        {"drafts": True},
        {"extensions": Extensions(rules=("site_extras:capitals",))},
    ],
    ids=["the day", "drafts", "extensions"],
)
def test_another_request_is_noticed(builds: Builds, changed: dict[str, object]) -> None:
    assert builds.last(**changed).unchanged() is None


def test_a_site_named_otherwise_is_noticed(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings name its command as the site was named."""
    monkeypatch.chdir(builds.config.site)
    assert builds.last(site=Path()).unchanged() is None


def test_other_code_is_noticed(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_build, "code_fingerprint", lambda: b"another release")
    assert builds.last().unchanged() is None


def test_what_others_put_beside_the_output_is_nothing(builds: Builds) -> None:
    (builds.config.output / "CNAME").write_text("example.org")
    assert builds.last().unchanged() == TOLD


def test_an_edit_during_the_build_is_noticed(builds: Builds) -> None:
    last = builds.last()
    edit("content/explainers/tides.md")(builds.config.site)
    last.save(TOLD, time_ns() + LATER)
    assert builds.last().unchanged() is None


def test_a_build_killed_before_it_was_kept_is_done_again(builds: Builds) -> None:
    edit("content/explainers/tides.md")(builds.config.site)
    write_output(builds.config.output, [OutputFile("index.html", b"new")])
    assert builds.last().unchanged() is None


# ---- the command ----


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path / "site")
    files = {"site.yaml": "title: Tides\n", "explainers/gauge.md": explainer("A gauge.")}
    draft = explainer("Soon.", "status: draft")
    site.write({**files, "explainers/soon.md": draft, "explainers/notes.docx": "x"})
    return site


def arguments(site: TinySite, *more: str) -> list[str]:
    return ["--site", str(site.folder), "--as-of", str(TODAY), *more]


def test_the_second_build_loads_nothing_and_says_the_same(site: TinySite) -> None:
    script = (
        "import sys\n"
        "heavy = ('jinja2', 'markdown', 'babel', 'yaml', 'nh3', 'explainer.pipeline')\n"
        "from explainer.cli import main\n"
        "done = main(sys.argv[1:], clock=lambda: 0.0)\n"
        "print(done, [name for name in heavy if name in sys.modules])\n"
    )
    first, second = (
        subprocess.run(
            [sys.executable, "-c", script, *arguments(site)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        for _ in range(2)
    )
    built, held_back, loaded = first.stdout.splitlines()
    assert second.stdout.splitlines() == [
        re.sub(r"\d+ files changed", "0 files changed", built),
        "Not shown: 1 draft.",
        "0 []",
    ]
    assert (held_back, loaded[0], "jinja2" in loaded) == ("Not shown: 1 draft.", "0", True)
    assert second.stderr == first.stderr
    assert "warning[misplaced-file]" in second.stderr


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Config]:
    """The builds that were not spared."""
    configs: list[Config] = []
    build = pipeline.build

    def counted(config: Config, *rest: object) -> pipeline.BuildReport:
        configs.append(config)
        return build(config)

    monkeypatch.setattr(pipeline, "build", counted)
    return configs


def test_no_cache_builds_each_time(site: TinySite, built: list[Config]) -> None:
    for _ in range(2):
        assert cli.main(arguments(site, "--no-cache")) == 0
    assert len(built) == 2


def test_the_cache_lies_where_it_is_told(
    site: TinySite, built: list[Config], tmp_path: Path
) -> None:
    for folder in ("a", "a", "b"):
        assert cli.main(arguments(site, "--cache", str(tmp_path / folder))) == 0
    assert len(built) == 2


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("content/a", "lies inside content/, which is read, not written; choose another"),
        ("output/a", "lies inside the output, which is published; choose another"),
        (".", "holds the site itself; choose a folder inside or beside it"),
    ],
)
def test_a_cache_is_no_part_of_a_site(
    site: TinySite, capsys: pytest.CaptureFixture[str], folder: str, reason: str
) -> None:
    cache = site.folder / folder
    assert cli.main(arguments(site, "--cache", str(cache))) == 2
    assert capsys.readouterr().err == f"explainer: {cache} {reason}\n"


def test_with_a_key_and_a_folder_no_home_is_needed(
    site: TinySite, built: list[Config], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.setenv("EXPLAINER_CACHE_KEY", "tide")
    for _ in range(2):
        assert cli.main(arguments(site, "--cache", str(tmp_path / "cache"))) == 0
    assert len(built) == 1


def test_another_key_finds_nothing(
    site: TinySite, built: list[Config], monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("tide", "tide", "", "ebb"):
        monkeypatch.setenv("EXPLAINER_CACHE_KEY", key)
        assert cli.main(arguments(site)) == 0
    assert len(built) == 3


def test_what_an_extension_reads_is_noticed(
    site: TinySite, built: list[Config], monkeypatch: pytest.MonkeyPatch
) -> None:
    module, data = site.folder / "extras_of_the_last_build.py", site.folder / "data.txt"
    module.write_text(
        "from pathlib import Path\n"
        "from explainer.extensions import Output, OutputFile\n"
        "DATA = Path(__file__).with_name('data.txt')\n"
        "def make(site): yield OutputFile('data.txt', DATA.read_bytes())\n"
        "data = Output('data-text', make, reads=('data.txt',))\n"
    )
    data.write_text("1")
    monkeypatch.syspath_prepend(site.folder)
    extensions = Extensions(outputs=(f"{module.stem}:data",))

    def builds() -> int:
        command = arguments(site)
        assert cli.main(command, default_site=site.folder, extensions=extensions) == 0
        return len(built)

    sleep(0.1)  # a module younger than the process may not be the one that it imported
    assert (builds(), builds()) == (1, 1)
    data.write_text("2")
    assert (builds(), (site.output / "data.txt").read_text()) == (2, "2")
    sleep(0.1)
    assert (builds(), builds()) == (3, 3)
    module.write_text(f"{module.read_text()}\n# edited")
    assert builds() == 4


def test_a_build_with_errors_is_not_kept(site: TinySite, built: list[Config]) -> None:
    cli.main(arguments(site))
    site.edit("explainers/gauge.md", "A gauge.", "A [@gauge].")
    for _ in range(2):
        assert cli.main(arguments(site)) == 1
    site.edit("explainers/gauge.md", "A [@gauge].", "A gauge.")
    assert cli.main(arguments(site)) == 0
    assert len(built) == 3


def test_a_cache_that_cannot_be_used_is_told(
    site: TinySite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = tmp_path / "cache"
    cache.write_bytes(b"")
    assert cli.main(arguments(site, "--cache", str(cache))) == 0
    assert capsys.readouterr().err.endswith(
        f"warning: The cache in {cache} cannot be used: File exists."
        " Name another folder with --cache, or build with --no-cache.\n"
    )


def test_a_key_that_cannot_be_used_is_told(
    site: TinySite,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_bytes(b"")
    assert cli.main(arguments(site)) == 0
    assert capsys.readouterr().err.endswith(
        "warning: The cache cannot be used, for want of a key: Not a directory."
        " Set EXPLAINER_CACHE_KEY, or build with --no-cache.\n"
    )
    assert cli.main(arguments(site, "--quiet")) == 0
    assert capsys.readouterr().err == ""
