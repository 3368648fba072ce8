"""The recipes of ``docs/hosting.md`` and the workflows, as they stand there: what can run on this
machine runs, and what it publishes is compared with the output, file by file."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urljoin
from urllib.request import urlopen

import lxml.html
import pytest
import yaml

from explainer.output.paths import MANIFEST
from tests.sites import ROOT, TinySite, explainer, output_files, served, sources

SITE = {
    "site.yaml": "title: Tides\nurl: https://tides.example/\nlanguages: [en, ru]\n"
    "hosting: github-pages\n",
    "sources/s.yaml": sources("darwin-1898"),
    "explainers/tide.md": explainer(
        "## Why? {#why}\n\nThe moon.[@darwin-1898]\n", "aliases: [/2019/tide/]"
    ).replace("2026", "2020"),
    "explainers/tide.ru.md": explainer("## Почему? {#why}\n\nЛуна.\n").replace("2026", "2020"),
}
ELSEWHERE = ("python -m pip ", "npx ", "aws ")
"""How commands begin that need a network or an account."""
FIRST_FILES = ROOT / "explainer" / "scaffolding" / "first_files" / "any"
SERVER = "/srv/www/tides"
RECIPES = {
    heading: re.search(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    for heading, text in re.findall(
        r"^## ([^\n]+)\n(.*?)(?=^## |\Z)",
        (ROOT / "docs" / "hosting.md").read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )
}
"""The first block of each section: its language and its text."""


def recipe(heading: str) -> str:
    found = RECIPES[heading]
    assert found, heading
    return found[2]


def workflow(name: str) -> dict[str, Any]:
    loaded = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text("utf-8"))
    loaded["on"] = loaded.pop(True)  # YAML 1.1, as PyYAML reads it
    assert isinstance(loaded, dict)
    return loaded


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


COMMANDS: dict[str, list[str]] = {
    "GitHub Pages": [step["run"] for step in steps("publish.yml") if "run" in step],
    "GitLab Pages": yaml.safe_load(recipe("GitLab Pages"))["pages"]["script"],
    "Netlify": re.split(r"\s+&&\s+", tomllib.loads(recipe("Netlify"))["build"]["command"].strip()),
    "Cloudflare Pages": recipe("Cloudflare Pages").splitlines(),
}


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a site, one commit old, and where it came from: ``../origin.git``."""
    folder, programs = tmp_path / "clone", tmp_path / "programs"
    TinySite(folder).write(SITE)
    shutil.copy(FIRST_FILES / "build.py.txt", folder / "build.py")
    (folder / ".gitignore").write_text("/output/\n/public/\n")
    programs.mkdir()
    told = f"exec {shlex.quote(sys.executable)}"
    for name, script in (
        ("python", f'{told} "$@"'),
        ("explainer", f"""{told} -c 'from explainer.cli import main; exit(main())' "$@\""""),
        ("ssh", 'while [ "$1" != rsync ]; do shift; done; exec "$@"'),  # the server is here
    ):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Desk")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "desk@tides.example")
    run(
        folder,
        "git init -q --bare ../origin.git && git init -q && git remote add origin ../origin.git",
        "git add --all && git commit -q -m 'Begin the site'",
    )
    return folder


def run(folder: Path, *commands: str) -> None:
    script = ["bash", "-euc", "\n".join(commands)]
    done = subprocess.run(script, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def built(clone: Path) -> dict[str, bytes]:
    """The files of the site, in a folder of their own."""
    site = TinySite(clone.parent / "expected")
    site.write(SITE)
    site.build(date.today())  # noqa: DTZ011 (the day that the recipes build for)
    files = site.files()
    assert {".nojekyll", "CNAME", "_headers", "_redirects", "tide/index.html"} <= {*files}
    return files


def test_recipes_are_short() -> None:
    assert {heading for heading, block in RECIPES.items() if block} == {
        *COMMANDS,
        "A branch",
        "S3 with CloudFront",
        "A server of your own",
        "Before each commit",
    } - {"GitHub Pages"}
    for heading, block in RECIPES.items():
        assert block is None or block[2].count("\n") <= 10, heading


@pytest.mark.slow
def test_what_hosts_build_is_the_output_without_the_list_of_it(clone: Path) -> None:
    (commands,) = {
        tuple(command for command in commands if not command.startswith(ELSEWHERE))
        for commands in COMMANDS.values()
    }  # the same for all
    run(clone, *commands)
    assert output_files(clone / "public") == built(clone)
    assert not (clone / "public" / MANIFEST).exists()


@pytest.mark.slow
def test_a_branch_holds_the_output_and_what_one_works_on_stays(clone: Path) -> None:
    expected = built(clone)
    TinySite(clone).write({"explainers/ebb.md": SITE["explainers/tide.md"].replace("2019", "2018")})
    run(clone, recipe("A branch"), 'test -z "${GIT_INDEX_FILE-}"')
    run(clone, recipe("A branch"), "rm content/explainers/ebb.md", recipe("A branch"))
    assert output_files(clone / "output") == expected
    run(clone, "git diff --quiet HEAD", "git clone -q -b gh-pages ../origin.git ../published")
    run(clone, "test $(git -C ../published rev-list --count HEAD) = 1", "rm -rf ../published/.git")
    assert output_files(clone.parent / "published") == expected
    assert not (clone.parent / "published" / MANIFEST).exists()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("rsync"), reason="rsync is not installed")
def test_a_server_is_sent_the_output(clone: Path) -> None:
    server = clone.parent / "server"
    (server / "left").mkdir(parents=True)
    (server / "left" / "index.html").write_text("left")
    script = recipe("A server of your own")
    assert f"desk@tides.example:{SERVER}/" in script
    run(clone, script.replace(SERVER, str(server)))
    assert output_files(server) == built(clone)
    assert not (server / MANIFEST).exists()
    assert not (server / "left").exists()


@pytest.mark.slow
def test_a_site_below_a_path_holds_together(tmp_path: Path) -> None:
    site = TinySite(tmp_path / "bay")
    site.write({**SITE, "site.yaml": SITE["site.yaml"].replace("example/", "example/bay/output/")})
    site.build()
    files = site.files()
    assert (".nojekyll" in files, "CNAME" in files) == (True, False)  # no domain has a path
    pages = [path for path in files if path.endswith(".html")]
    with served(tmp_path) as root:
        wanted = {}
        for path in pages:
            at = f"{root}bay/output/{'no/such/page' if path == '404.html' else path}"
            tree = lxml.html.document_fromstring(files[path].decode())
            for link in tree.xpath("//@href | //@src | //script/@data-to"):
                to = urljoin(at, link).partition("#")[0]
                if to.startswith(root) and to != at:
                    wanted[to] = path
        for line in files["_redirects"].decode().splitlines():
            old, new, _ = line.split()
            assert f"{unquote(old).removeprefix('/bay/output/')}index.html" in files
            wanted[urljoin(root, new)] = "_redirects"
        assert f"{root}bay/output/tide/" in wanted
        assert [(to, path) for to, path in wanted.items() if not answers(to)] == []


def answers(address: str) -> bool:
    try:
        with urlopen(address) as answer:
            return bool(answer.read() and answer.status == 200)
    except HTTPError:
        return False


@pytest.mark.slow
def test_a_hook_stops_a_commit_with_an_error(clone: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    asked = yaml.safe_load(recipe("Before each commit"))["repos"][0]["hooks"]
    assert [each["id"] for each in asked] == [hook["id"]]
    assert not hook["pass_filenames"]
    for changed in ("content/site.yaml", "templates/base.html", "assets/css/own.css"):
        assert re.search(hook["files"], changed)
    TinySite(clone).edit("explainers/tide.md", "@darwin-1898", "@darwin-1899")
    with pytest.raises(AssertionError, match="darwin-1899"):
        run(clone, hook["entry"])


def test_workflows_may_do_no_more_than_they_need() -> None:
    for name in ("publish.yml", "test.yml"):
        loaded = workflow(name)
        assert loaded["permissions"] == {"contents": "read"}
        for job in loaded["jobs"].values():
            needed = {"pages": "write", "id-token": "write"} if "environment" in job else None
            assert job.get("permissions") == needed
        for step in steps(name):
            assert ("run" in step) != bool(
                re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", ""))
            )
            if "checkout" in step.get("uses", ""):
                assert step["with"] == {"persist-credentials": False}


def test_the_site_is_published_when_main_changes_and_each_night() -> None:
    loaded = workflow("publish.yml")
    assert loaded["on"] == {
        "push": {"branches": ["main"]},
        "schedule": [{"cron": "7 0 * * *"}],
        "workflow_dispatch": None,
    }
    assert loaded["jobs"]["deploy"]["needs"] == "build"
    (uploaded,) = (s for s in steps("publish.yml") if "upload-pages" in s.get("uses", ""))
    assert uploaded["with"] == {"path": "public"}


def test_a_new_site_is_published_as_this_one_is() -> None:
    """But for where the generator comes from."""
    ours = (ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8")
    expected = ours.replace("--require-hashes -r requirements-publish.lock", "-r requirements.txt")
    a_sites = (FIRST_FILES / "publish.yml").read_text("utf-8")
    assert a_sites[a_sites.index("\nname:") :] == expected[expected.index("\nname:") :]


def test_each_system_runs_what_is_run_here() -> None:
    here = (ROOT / ".ci" / "run").read_text("utf-8")
    run_there = [step["run"] for step in steps("test.yml") if "run" in step]
    assert [command for command in run_there if f"step {command}\n" not in here] == []
    assert len(run_there) == 3
    matrix = workflow("test.yml")["jobs"]["quick"]["strategy"]["matrix"]
    assert matrix == {
        "os": ["ubuntu-latest", "macos-latest", "windows-latest"],
        "python": ["3.11", "3.12", "3.13"],
    }
