"""Pages are the same whoever makes them, and a process that fails fails the build and no more."""

from __future__ import annotations

import copyreg
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from explainer import cli
from explainer.config import Extensions, Refused
from explainer.making import workers
from tests.sites import ROOT, TODAY, TinySite, explainer, output_files, sources

pytestmark = pytest.mark.slow
MANY = 100
"""Fewer pages are made in line."""
EXTRAS = """\
import os
from pathlib import Path
from msgspec.structs import replace
from explainer.extensions import Extensions, Filter, LinkedSite, Output, OutputFile, RenderJob


def loud(text):
    fault = Path(__file__).with_name("fault")
    if text.split() == ["3", "March", "2026"] and fault.exists():
        exec(fault.read_text())
    return text.upper()


def doubles(site):
    yield OutputFile("own.txt", b"own")
    for page, chrome in site.resolved.pages:
        if page.head.address.startswith("river-"):
            address = f"double/{page.head.address}"
            head = replace(page.head, address=address)
            yield RenderJob(replace(page, head=head), chrome, site.templates)


shout = Filter("shout", loud)
double = Output("doubles", doubles)
EXTENSIONS = Extensions(outputs=("river_extras:double",), filters=("river_extras:shout",))
"""
DAY = "{% macro day(date, first=false) %}{{ date.text | shout }}{% endmacro %}"
BUILD = """\
import sys
from pathlib import Path
from explainer import cli
from explainer.config import Extensions

EXTENSIONS = Extensions(outputs=("river_extras:double",), filters=("river_extras:shout",))

if __name__ == "__main__":
    sys.exit(cli.main(default_site=Path(__file__).parent, extensions=EXTENSIONS))
"""
EXTENSIONS = Extensions(outputs=("river_extras:double",), filters=("river_extras:shout",))
Build = Callable[..., int]
Begin = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TinySite]:
    """A site of many pages, whose templates use a filter of its own."""
    site = TinySite(tmp_path)
    body = "## How long?\n\nIt is {{ long }}. [@map, p. 3] See [the next](river-1.md).\n"
    site.write(
        {
            "site.yaml": "title: Rivers\nlanguages: [en, ru]\n",
            "facts/f.yaml": "long: {label: Length, value: 9, unit: metres, sources: [map]}\n",
            "sources/s.yaml": sources("map"),
            "templates/day.html": DAY,
            "explainers/river-1.ru.md": explainer("## Как? {#how-long}\n\n{{ long }}.\n"),
        }
        | {
            f"explainers/river-{number}.md": explainer(
                body, f"short_answer: '{number}. [@map]'", title=f"River {number}"
            ).replace("03-02", "03-03" if number == 50 else "03-02")
            for number in range(MANY)
        }
    )
    (tmp_path / "river_extras.py").write_text(EXTRAS)
    (tmp_path / "build.py").write_text(BUILD)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield site
    sys.modules.pop("river_extras", None)


@pytest.fixture
def build(site: TinySite) -> Build:
    """Builds the site into a folder, and returns the exit code."""

    def build(output: Path, *options: str, executor: Executor | None = None) -> int:
        words = ["--output", str(output), "--as-of", TODAY.isoformat(), "--quiet", *options]
        return cli.main(words, default_site=site.folder, extensions=EXTENSIONS, executor=executor)

    return build


@contextmanager
def process_pool() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        yield executor


@contextmanager
def thread_pool() -> Iterator[Executor]:
    with ThreadPoolExecutor(4) as executor:
        yield executor


@contextmanager
def cluster() -> Iterator[Executor]:
    reason = "Dask's distributed is not installed: it is in the extra `test`"
    pickled = copyreg.dispatch_table.copy()
    distributed = pytest.importorskip("distributed", reason=reason)
    # It has the whole process pickle exceptions with their tracebacks.
    copyreg.dispatch_table.clear()
    copyreg.dispatch_table.update(pickled)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=2, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client.get_executor()


def test_a_pool_makes_the_same(
    site: TinySite, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(tmp_path / "one", "--no-cache", "--jobs", "1") == 0
    whole = output_files(tmp_path / "one")
    assert "2\xa0MARCH\xa02026".encode() in whole["river-7/index.html"]
    assert whole["own.txt"] == b"own"
    assert b"River 7" in whole["double/river-7/index.html"]
    for forks in (True, False):
        monkeypatch.setattr(workers, "_may_fork", lambda forks=forks: forks)
        output = tmp_path / f"pool {forks}"
        assert build(output, "--no-cache", "--jobs", "2") == 0
        assert output_files(output) == whole


@pytest.mark.parametrize("begin", [process_pool, thread_pool, cluster])
def test_another_executor_makes_the_same(
    begin: Callable[[], object], site: TinySite, build: Build, tmp_path: Path
) -> None:
    assert build(tmp_path / "one", "--no-cache", "--jobs", "1") == 0
    cache = ("--cache", str(tmp_path / "cache"))
    with begin() as executor:  # type: ignore[attr-defined]
        assert build(tmp_path / "two", *cache, executor=executor) == 0
        assert output_files(tmp_path / "two") == output_files(tmp_path / "one")
        assert executor.submit(abs, -1).result() == 1  # it is not shut down
        # What each page looked up was told by another process: what changes is made again.
        site.edit("facts/f.yaml", "value: 9", "value: 8")
        assert build(tmp_path / "two", *cache, executor=executor) == 0
    assert build(tmp_path / "one", "--no-cache", "--jobs", "1") == 0
    assert output_files(tmp_path / "two") == output_files(tmp_path / "one")


def test_a_process_that_dies_ends_the_build(
    site: TinySite, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "output"
    assert build(output, "--jobs", "2") == 0
    before = output_files(output)
    (tmp_path / "fault").write_text("os._exit(3)")
    assert build(output, "--no-cache", "--jobs", "2") == 2
    said = capsys.readouterr().err
    assert said.startswith("explainer: a process that worked for this build failed: BrokenProcess")
    assert said.endswith("Build with --jobs 1: it needs less memory, and says more.\n")
    with process_pool() as executor:
        assert build(output, "--no-cache", executor=executor) == 2
    said = capsys.readouterr().err
    assert said.startswith("explainer: the executor that build.py passes failed: BrokenProcess")
    assert said.endswith("Build without it to see whether the fault is its own.\n")
    assert output_files(output) == before
    (tmp_path / "fault").unlink()
    assert build(output, "--jobs", "2") == 0


def failing(_: None) -> Callable[[int], int]:
    return _fail


def _fail(item: int) -> int:
    raise KeyError(item)


def test_an_exception_in_a_process_ends_the_build() -> None:
    with pytest.raises(Refused, match="a process that worked for this build failed: KeyError: "):
        list(workers.Workers(2).run(failing, None, range(MANY)))
    with pytest.raises(KeyError):
        list(workers.Workers(1).run(failing, None, range(MANY)))


def _refuse() -> None:
    raise Refused("no")


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux forks, since macOS ends forks that use some of its libraries")
    monkeypatch.setattr(workers, "_may_fork", lambda: True)


@pytest.mark.usefixtures("forking")
def test_work_beside_other_work() -> None:
    many, here = workers.Workers(2), os.getpid()
    assert many.beside(os.getpid, 1)() == here
    assert workers.Workers(1).beside(os.getpid, MANY)() == here
    assert many.beside(os.getpid, MANY)() != here


@pytest.mark.usefixtures("forking")
def test_work_beside_that_fails_ends_the_build() -> None:
    many = workers.Workers(2)
    with pytest.raises(Refused, match=r"^no$"):
        many.beside(_refuse, MANY)()
    with pytest.raises(Refused, match="a process that worked for this build failed: KeyError: "):
        many.beside(partial(_fail, 1), MANY)()
    with pytest.raises(Refused, match="failed: it ended too soon"):
        many.beside(partial(os._exit, 3), MANY)()


def test_a_fault_of_a_filter_is_told_alike(
    build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fault").write_text("raise ValueError(text)")
    said = []
    for jobs in ("1", "2"):
        assert build(tmp_path / "output", "--no-cache", "--jobs", jobs) == 1
        said.append(capsys.readouterr().err)
    assert "ValueError: 3" in said[0]
    assert said[0] == said[1]


@pytest.fixture
def begun(site: TinySite, build: Build, tmp_path: Path, interruptible: None) -> Iterator[Begin]:
    """Begins a build, in a group of processes of its own, in which a page takes ten minutes."""
    assert build(tmp_path / "output") == 0
    (tmp_path / "fault").write_text(
        f"open({str(tmp_path / 'waiting')!r}, 'w').close(); __import__('time').sleep(600)"
    )
    ends: list[int] = []

    def begin(*words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "build.py", "--no-cache", "--jobs", "2", *words]
        process = subprocess.Popen(
            [*command, "--as-of", TODAY.isoformat()],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        ends.append(process.pid)
        wait_until((tmp_path / "waiting").exists)
        return process

    yield begin
    for group in ends:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 50
    while not true():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.02)


def is_gone(group: int) -> bool:
    """Whether no process of a group runs. One that nobody waits for has ended all the same."""
    found = subprocess.run(
        ["ps", "-o", "stat=", "-g", str(group)], capture_output=True, text=True, check=False
    )
    return all(state.startswith("Z") for state in found.stdout.split())


def test_ctrl_c_leaves_nobody_behind(begun: Begin, tmp_path: Path) -> None:
    before = output_files(tmp_path / "output")
    process = begun()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=50)  # the page takes longer
    assert (process.returncode, said) == (130, "")
    wait_until(lambda: is_gone(process.pid))
    assert output_files(tmp_path / "output") == before


def test_no_process_outlives_its_parent(begun: Begin, tmp_path: Path) -> None:
    before = output_files(tmp_path / "output")
    process = begun()
    process.kill()
    process.wait()
    wait_until(lambda: is_gone(process.pid))
    assert output_files(tmp_path / "output") == before
