"""Generators on a site: this checkout, another one, and the peers of ``peers.toml``."""

from __future__ import annotations

import atexit
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.corpus import (
    AS_OF,
    RARE_FACT_FILE,
    Page,
    as_yaml,
    make_pages,
    plain_prose,
    write_files,
)
from benchmarks.processes import Cost, run

ROOT = Path(__file__).resolve().parent.parent
PEERS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("peers.toml").read_text(encoding="utf-8")
)


class NotInstalled(Exception):
    """A generator is in none of the places where it is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A generator and the folder of its site. In its commands, {day} and {port} are filled in."""

    name: str
    site: Path
    build: Sequence[str]
    rebuild: Sequence[str] = ()
    serve: Sequence[str] = ()
    pages: str = "content/explainers"
    output: str = "output"
    caches: Sequence[str] = ()
    template: str = ""
    facts: bool = False
    address: str = "pages/{}/"
    """Where a page is served."""
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, day: date = AS_OF, *, cold: bool = False) -> Cost:
        """Build the site, without the output and caches of an earlier build if ``cold``."""
        if cold:
            for name in (self.output, *self.caches):
                set_aside(self.site / name)
        command = self.build if cold or not self.rebuild else self.rebuild
        return run(filled(command, day=day), self.site, self.environment)

    def edit_text(self, number: int) -> None:
        """Add a sentence to the page in the middle."""
        pages = sorted((self.site / self.pages).glob("*.md"))
        revise(pages[len(pages) // 2], number)

    def edit_fact(self, number: int) -> None:
        """Change the value of the fact that one page in a hundred states."""
        path = self.site / RARE_FACT_FILE
        text = path.read_text(encoding="utf-8")
        replace(path, re.sub(r"(- value:) \d+", rf"\1 {20_000 + number}", text, count=1))

    def edit_template(self, number: int) -> None:
        path = self.site / self.template
        text = re.sub(r"<!-- \d+ -->", "", path.read_text(encoding="utf-8"))
        replace(path, text.replace("<h1", f"<!-- {number} --><h1", 1))


def set_aside(path: Path) -> None:
    """Move a file or folder away, to be removed when this process ends: where many files were just
    removed, ext4 is slow to make new ones, and slower the more."""
    if path.exists():
        away = tempfile.mkdtemp(dir=path.parent.parent, prefix="removed-")
        atexit.register(shutil.rmtree, away, ignore_errors=True)
        path.rename(Path(away, path.name))


def filled(command: Sequence[str], **values: object) -> list[str]:
    for name, value in values.items():
        command = [part.replace(f"{{{name}}}", str(value)) for part in command]
    return [*command]


def our_generator(name: str, checkout: Path, site: Path, options: Sequence[str] = ()) -> Generator:
    """The generator of a checkout. It keeps its cache beside the site where it can."""
    build = [sys.executable, str(checkout / "build.py")]
    cached = "--cache" in output_of(*build, "--help")
    where = ["--site", ".", "--as-of", "{day}", *(["--cache", ".cache"] if cached else [])]
    template = "templates/explainer.html"
    if not (site / template).exists():
        write_files(site, {template: (checkout / template).read_text(encoding="utf-8")})
    return Generator(
        name=name,
        site=site,
        build=[*build, *where, "--quiet", *options],
        serve=[*build, "serve", *where, "--port", "{port}"],
        caches=(".cache",),
        template=template,
        facts=(site / RARE_FACT_FILE).exists(),
        address="{}/",
    )


def copy_of(original: Path, site: Path) -> Path:
    """Copy what a site of ours consists of, in place of what was there."""
    for name in ("content", "templates", "assets"):
        if (original / name).is_dir():
            shutil.copytree(original / name, fresh(site / name), dirs_exist_ok=True)
    return site


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def peer(name: str, installed: Path | None, site: Path, pages: int) -> Generator:
    """A peer with the prose of as many pages. Raises NotInstalled."""
    entry = PEERS[name]
    program = find_program(name, installed)
    fresh(site)
    shutil.copytree(Path(__file__).with_name("skeletons") / name, site, dirs_exist_ok=True)
    texts = {f"{page.name}.md": _text(page) for page in make_pages(pages)}
    write_files(site / entry["pages"], texts)
    if entry["pages"] == "docs/pages":
        links = [f"- [{page.title}](pages/{page.name}.md)\n" for page in make_pages(pages)]
        write_files(site, {"docs/index.md": "# The Corpus\n\n" + "".join(links)})
    if name == "eleventy":  # it takes its plug-ins from beside the site
        (site / "node_modules").symlink_to(program.parents[2])
    start = [*entry.get("start", ()), str(program)]
    return Generator(
        name=name,
        site=site,
        build=[*start, *entry["build"]],
        rebuild=[*start, *entry["rebuild"]] if "rebuild" in entry else (),
        serve=[*start, *entry["serve"]] if "serve" in entry else (),
        pages=entry["pages"],
        output=entry["output"],
        caches=entry.get("caches", ()),
        template=entry.get("template", ""),
        environment={
            name: value.replace("{site}", str(site))
            for name, value in entry.get("environment", {}).items()
        },
    )


def _text(page: Page) -> str:
    fields = {"title": page.title, "description": page.standfirst, "date": page.published}
    return f"---\n{as_yaml(fields | {'topics': [*page.topics]})}---\n\n{plain_prose(page)}"


def find_program(name: str, installed: Path | None) -> Path:
    """Its program below the folder of installations, or else on the path. Raises NotInstalled."""
    patterns = PEERS[name]["installed"] if installed else []
    below = [found for pattern in patterns for found in sorted((installed or ROOT).glob(pattern))]
    program = below[0] if below else shutil.which(name)
    if not program:
        raise NotInstalled(f"{name} is not on the path, nor in a folder named by --installed")
    return Path(program).resolve()


def output_of(*command: str) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def peers_version(generator: Generator) -> str:
    """What a peer says of itself."""
    entry = PEERS[generator.name]
    start = generator.build[: len(entry.get("start", ())) + 1]
    found = re.search(r"\d+(?:\.\d+)+", output_of(*start, *entry.get("version", ["--version"])))
    return f"{generator.name} {found[0] if found else '?'}"


def revise(path: Path, number: int) -> str:
    """Revise a Markdown text, or the first label or title of a file of facts or sources, so that a
    reader sees it; returns the new words."""
    text, words = path.read_text(encoding="utf-8"), f"Revised {number} times"
    if path.suffix == ".md":
        replace(path, re.sub(r"\nRevised \d+ times\.\n\Z", "", text) + f"\n{words}.\n")
    else:
        key = "label" if path.parent.name == "facts" else "title"
        pattern = rf"(\b{key}: ['\"]?)(?:Revised \d+ times )?"
        replace(path, re.sub(pattern, rf"\g<1>{words} ", text, count=1))
    return words


def replace(path: Path, text: str) -> None:
    """By a temporary file and a rename, as editors save: nobody reads half of it."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def day_after(days: int) -> date:
    return AS_OF + timedelta(days=days)
