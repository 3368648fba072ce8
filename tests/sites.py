"""Tiny sites: written as a dict of files, built for a fixed day, read back as trees."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

import lxml.html

from explainer.config import Config
from explainer.output.paths import MANIFEST
from explainer.output.writing import WriteReport, writing
from explainer.pipeline import BuildReport, build
from explainer.renderers.files import OutputFile

Result = TypeVar("Result")
ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
FLAGSHIP_DAY = date(2026, 11, 28)
"""On which tests build the repository's own site: by then all its pages are published."""


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """What the coroutine returns, from a thread of its own: Playwright keeps a loop running in the
    main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def write_output(folder: Path, files: Iterable[OutputFile]) -> WriteReport:
    """Write the files, and remove the other files of earlier builds."""
    with writing(folder) as output:
        for file in files:
            output.add(file)
        return output.commit()


def explainer(body: str = "", *front: str, title: str = "The gauge") -> str:
    """An explainer's file; ``front`` are further lines of its front matter."""
    dates = ("published: 2026-03-02", "checked: 2026-11-20")
    return "\n".join(("---", f"title: {title}", *dates, *front, "---", "", body, ""))


def sources(*keys: str) -> str:
    """A bibliography with a report for each key, titled after it."""
    lines = [f"- {{id: {key}, type: report, title: Report {key}}}\n" for key in keys]
    return "references:\n" + "".join(lines)


@dataclass(frozen=True, slots=True)
class TinySite:
    """A site in ``folder``, built into ``folder/output``.

    Files are named from ``content/`` on, but for those in ``templates/`` and ``assets/``.
    """

    folder: Path

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def path(self, name: str) -> Path:
        outside = name.startswith(("templates/", "assets/"))
        return self.folder / name if outside else self.folder / "content" / name

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for name, text in files.items():
            path = self.path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        self.path(name).write_text(text.replace(old, new), encoding="utf-8")

    def try_build(self, as_of: date = TODAY, *, drafts: bool = False) -> BuildReport:
        return build(Config(self.folder, self.output, as_of, drafts))

    def build(self, as_of: date = TODAY, *, drafts: bool = False) -> WriteReport:
        """Builds a site that has nothing wrong with it."""
        report = self.try_build(as_of, drafts=drafts)
        assert report.write is not None, findings(report)
        return report.write

    def errors(self, as_of: date = TODAY, *, drafts: bool = False) -> list[str]:
        """What keeps the site from being published: ``path:line:column code: message``."""
        report = self.try_build(as_of, drafts=drafts)
        assert (report.write is None) == any(d.is_error for d in report.diagnostics)
        return findings(report)

    def files(self) -> dict[str, bytes]:
        return output_files(self.output)

    def tree(self, address: str = "") -> lxml.html.HtmlElement:
        """The page at an address such as ``""`` or ``gauge/``."""
        return page_tree(self.output, address)


def findings(report: BuildReport) -> list[str]:
    return [f"{d.location} {d.code}: {d.message}" for d in report.diagnostics if d.is_error]


def output_files(folder: Path) -> dict[str, bytes]:
    """Every published file by its path; the manifest is none of them."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: found[name].read_bytes() for name in sorted(found) if name != MANIFEST}


def page_tree(output: Path, address: str) -> lxml.html.HtmlElement:
    path = output / address / "index.html" if address == "" or address.endswith("/") else None
    html = (path or output / address).read_bytes().decode("utf-8")
    return lxml.html.document_fromstring(html)


def words(element: lxml.html.HtmlElement) -> str:
    """What an element says, with no-break spaces as spaces; a script says nothing."""
    return " ".join("".join(element.xpath(".//text()[not(parent::script)]")).split())


def build_flagship(output: Path) -> Path:
    """The repository's own site; returns the folder that holds it."""
    report = build(Config(ROOT, output, FLAGSHIP_DAY))
    assert report.write is not None, findings(report)
    return output


def joined_headers(rules: str, path: str) -> dict[str, str]:
    """What hosts send for a path by the rules of a ``_headers`` file: all that match, the values of
    one name with commas between them."""
    found: dict[str, list[str]] = {}
    for rule in rules.strip().split("\n\n"):
        pattern, *lines = rule.splitlines()
        expression = re.escape(pattern).replace(r"\*", ".*")
        if re.fullmatch(re.sub(r":\w+", "[^/]+", expression), path):
            for line in lines:
                name, _, value = line.strip().partition(": ")
                found.setdefault(name, []).append(value)
    return {name: ", ".join(values) for name, values in found.items()}


class _Quiet(SimpleHTTPRequestHandler):
    """Sends what ``_headers`` says, of a site at the root or below it."""

    def end_headers(self) -> None:
        path, folder = self.path.partition("?")[0], Path(self.directory)
        for above in (folder, *(folder / part for part in _ways_down(path))):
            if (rules := above / "_headers").is_file():
                below = path.removeprefix(f"/{above.relative_to(folder).as_posix()}".rstrip("."))
                sent = joined_headers(rules.read_text("utf-8"), f"/{below.lstrip('/')}")
                for header in sent.items():
                    self.send_header(*header)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name there)
        pass


def _ways_down(path: str) -> list[str]:
    """The folders on the way to a path: ``some``, ``some/site``."""
    parts = path.strip("/").split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on this machine while the block runs: the address of its root."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
