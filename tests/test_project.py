"""The files around the generator say the same as the generator, and as one another."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from explainer import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES: list[str] = PROJECT["project"]["dependencies"]
TEST_DEPENDENCIES: list[str] = PROJECT["project"]["optional-dependencies"]["test"]
PUBLISHING = [
    line
    for extra in ("bibtex", "pictures", "search")
    for line in PROJECT["project"]["optional-dependencies"][extra]
]
"""What some sites need to be built."""
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
SMALL_LOCK = (ROOT / "requirements-publish.lock").read_text(encoding="utf-8")


def fenced(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


# ---- the README ----


def test_quick_start_is_two_commands() -> None:
    quick_start = README.partition("## Quick start\n")[2].partition("\n## ")[0]
    assert fenced(quick_start, "[a-z]*") == [
        "python -m pip install -e . && python build.py\n",
        'python -m pip install -e ".[test]" && python -m pytest\n',
    ]
    assert README.index("```") > README.index("## Quick start")  # .ci/run counts the fences


def example_site(folder: Path) -> Path:
    content = folder / "content"
    for name in ("explainers", "facts", "sources"):
        (content / name).mkdir(parents=True)
    explainer, fact, source = fenced(README, "markdown") + fenced(README, "yaml")
    (content / "site.yaml").write_text("title: The Example File\n")
    (content / "explainers/bridge.md").write_text(explainer)
    (content / "facts/bridge.yaml").write_text(fact)
    (content / "sources/bridge.yaml").write_text(source)
    return folder


def test_the_example_is_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--site", str(example_site(tmp_path))]) == 0
    assert capsys.readouterr().err == ""
    assert "45\u00a0days" in (tmp_path / "output/bridge/index.html").read_text(encoding="utf-8")


def test_the_misspelt_example_is_refused_as_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    explainer = example_site(tmp_path) / "content/explainers/bridge.md"
    explainer.write_text(explainer.read_text().replace("repair.length", "repair.lenght"))
    assert cli.main(["--site", str(tmp_path)], command="python build.py") == 1
    assert [capsys.readouterr().err] == fenced(README, "text")


def test_the_readme_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["serve", "--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    assert options == set(re.findall(r"`(--[a-z-]+)", README))


LINK = re.compile(r"\[[^]]*\]\(([^)\s]+)\)")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("benchmarks/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_the_documents_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    text = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    local = [link.partition("#")[0] for link in LINK.findall(text) if "://" not in link]
    assert [link for link in local if link and not (page.parent / link).exists()] == []


# ---- the architecture ----


def test_each_word_of_the_house_is_one_of_the_code() -> None:
    page = (ROOT / "docs/ARCHITECTURE.md").read_text(encoding="utf-8")
    words = page.partition("## Words of the house")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([A-Z]\w+)`", words))
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "explainer").rglob("*.py"))
    defined = set(
        re.findall(r"^(?:class )?([A-Z]\w+)\b(?=[(:]| =|: TypeAlias)", code, re.MULTILINE)
    )
    assert len(named) > 20
    assert named - defined == set()


# ---- the wheel ----


def test_the_wheel_holds_what_maps_are_drawn_from() -> None:
    files = {each.distribution_path for each in WheelBuilder(str(ROOT)).recurse_included_files()}
    folder = "explainer/figures/maps"
    assert {f"{folder}/{name}" for name in ("countries.json", "remarks.toml", "README.md")} <= files


# ---- the libraries ----


def test_build_py_lists_the_projects_libraries() -> None:
    head = (ROOT / "build.py").read_text(encoding="utf-8").partition("# ///\n")[0]
    block = re.sub(r"^# ?", "", head.partition("# /// script\n")[2], flags=re.MULTILINE)
    assert tomllib.loads(block) == {
        "requires-python": PROJECT["project"]["requires-python"],
        "dependencies": DEPENDENCIES,
    }


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", lock, re.MULTILINE))


@pytest.mark.parametrize(
    ("line", "lock"),
    [
        *((line, LOCK) for line in [*DEPENDENCIES, *TEST_DEPENDENCIES]),
        *((line, SMALL_LOCK) for line in [*DEPENDENCIES, *PUBLISHING]),
    ],
)
def test_a_lock_holds_what_the_project_asks_for(line: str, lock: str) -> None:
    requirement = Requirement(line)
    assert requirement.specifier.contains(pins(lock)[canonicalize_name(requirement.name)])


def test_the_small_lock_is_a_part_of_the_other() -> None:
    assert pins(SMALL_LOCK).items() < pins(LOCK).items()
    assert "pytest" not in pins(SMALL_LOCK)


@pytest.mark.parametrize("line", DEPENDENCIES)
def test_the_projects_libraries_have_bounds_on_both_sides(line: str) -> None:
    assert {clause.operator for clause in Requirement(line).specifier} == {">=", "<"}


@pytest.mark.parametrize("lock", [LOCK, SMALL_LOCK])
def test_a_lock_holds_versions_and_hashes_alone(lock: str) -> None:
    entries = re.sub(r"^#.*\n", "", lock, flags=re.MULTILINE).replace(" \\\n    ", " ")
    pinned = re.compile(r"[a-z0-9-]+==[0-9.]+( ; [^-]+)?( --hash=sha256:[0-9a-f]{64})+")
    assert [line for line in entries.splitlines() if not pinned.fullmatch(line)] == []
    assert "://" not in lock
    assert "index" not in lock.replace("--no-emit-index-url", "")


# ---- git ----


def added_to_git(folder: Path) -> list[str]:
    """What ``git add --all`` adds to a new repository in ``folder``."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    for command in ("init", "add --all"):
        subprocess.run([git, *command.split()], cwd=folder, check=True, capture_output=True)
    listed = subprocess.run([git, "ls-files"], cwd=folder, check=True, capture_output=True)
    return listed.stdout.decode().split()


def test_the_built_site_is_no_part_of_the_repository(tmp_path: Path) -> None:
    shutil.copy(ROOT / ".gitignore", tmp_path)
    for name in ("output/.gitkeep", "output/index.html", "output/tide/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert added_to_git(tmp_path) == [".gitignore", "output/.gitkeep"]


def test_the_built_site_can_be_added_to_another_repository(tmp_path: Path) -> None:
    """Nothing that the repository keeps in ``output/`` hides what is built there."""
    site, clone = example_site(tmp_path / "site"), tmp_path / "clone"
    (site / "output").mkdir()
    for kept in (ROOT / "output").glob(".git*"):
        shutil.copy(kept, site / "output")
    assert cli.main(["--site", str(site)]) == 0
    shutil.copytree(site / "output", clone)
    assert {"index.html", "bridge/index.html"} <= set(added_to_git(clone))
