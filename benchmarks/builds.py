"""How long builds take: from nothing, and after each kind of change.

The generators take turns, so that what slows the machine slows them all; compare their ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.corpus import AS_OF, write_prose, write_site
from benchmarks.generators import (
    PEERS,
    ROOT,
    Generator,
    NotInstalled,
    copy_of,
    day_after,
    fresh,
    our_generator,
    peer,
    peers_version,
)
from benchmarks.processes import Cost, ProcessFailed

CHANGES = ("cold", "nothing", "text", "fact", "template", "day")
THIS, PROSE, BASE = "this", "prose alone", "base"


@dataclass(frozen=True, slots=True)
class Build:
    """What a build cost, and the files and bytes that it wrote into the output."""

    pages: int
    change: str
    generator: str
    cost: Cost
    files: int
    written: int


def main() -> None:
    options = parse_arguments()
    builds: list[Build] = []
    said, failure = "", None
    with ExitStack() as stack:
        work = options.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        try:
            for pages in [explainers_of(options.site)] if options.site else options.n:
                generators = [*make_generators(pages, options, work.resolve())]
                said = f"{machine(generators)}; {options.rounds} rounds"
                for build in measure_all(generators, pages, options.changes, options.rounds):
                    builds.append(build)
                    write_json(options.json, machine=said, builds=builds)
        except (ProcessFailed, KeyboardInterrupt) as reason:
            failure = str(reason) or "interrupted"
    print(f"{said}\n\n{table_of_costs(builds)}\n\n{table_of_ratios(builds)}")
    sys.exit(failure)


def write_json(path: Path | None, **values: object) -> None:
    if path:
        path.write_text(json.dumps(values, indent=1, default=asdict), encoding="utf-8")


def parse_arguments() -> argparse.Namespace:
    parser = make_parser(__doc__)
    parser.add_argument("-n", type=int, nargs="+", default=[100], help="explainers; default: 100")
    parser.add_argument("--rounds", type=int, default=3, help="default: 3")
    parser.add_argument("--changes", nargs="+", choices=CHANGES, default=CHANGES)
    return checked(parser)


def make_parser(docstring: str | None) -> argparse.ArgumentParser:
    """A parser with the options that say what is measured."""
    parser = argparse.ArgumentParser(description=(docstring or "").partition("\n")[0])
    parser.add_argument("--languages", type=int, default=1, choices=(1, 2), help="default: 1")
    parser.add_argument("--site", type=Path, help="a site of ours to measure a copy of instead")
    parser.add_argument("--base", type=Path, help="another checkout to compare with")
    parser.add_argument("--peers", nargs="*", metavar="NAME", choices=[*PEERS], help="or all")
    parser.add_argument("--installed", type=Path, metavar="DIR", help="folder that holds the peers")
    parser.add_argument("--work", type=Path, help="folder for the sites; default: a temporary one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="for each single figure")
    parser.add_argument("ours", nargs="*", help="options for this build, as in: -- --jobs 1")
    return parser


def checked(parser: argparse.ArgumentParser) -> argparse.Namespace:
    options = parser.parse_args()
    if options.peers is not None and (options.site or options.languages > 1):
        parser.error("--peers build the prose of the corpus, in one language")
    return options


def explainers_of(site: Path) -> int:
    return len([*(site / "content/explainers").glob("*.md")])


def make_generators(pages: int, options: argparse.Namespace, work: Path) -> Iterator[Generator]:
    """This checkout first. With peers, it builds the prose alone as well, as they do."""
    checkouts = {THIS: ROOT, **({BASE: options.base.resolve()} if options.base else {})}
    for name, checkout in checkouts.items():
        site = fresh(work / name)
        if options.site:
            copy_of(options.site, site)
        else:
            write_site(site, pages, options.languages)
        yield our_generator(name, checkout, site, options.ours if name == THIS else ())
    if options.peers is not None:
        site = fresh(work / "prose")
        write_prose(site, pages)
        yield our_generator(PROSE, ROOT, site, options.ours)
        yield from make_peers(options.peers or PEERS, pages, options.installed, work)


def make_peers(
    names: Iterable[str], pages: int, installed: Path | None, work: Path
) -> Iterator[Generator]:
    for name in names:
        try:
            yield peer(name, installed, work / name, pages)
        except NotInstalled as missing:
            print(f"Left out: {missing}.", file=sys.stderr)


def measure_all(
    generators: Sequence[Generator], pages: int, changes: Sequence[str], rounds: int
) -> Iterator[Build]:
    """Builds after each kind of change, round by round, by one generator after the other."""
    if "cold" not in changes:
        for generator in generators:
            generator.run(cold=True)  # the first change needs something to change
    for change in changes:
        for number in range(1, rounds + 1):
            for generator in generators:
                if applies(change, generator):
                    yield measure(generator, pages, change, number)


def measure(generator: Generator, pages: int, change: str, number: int) -> Build:
    make_change(change, generator, number)
    before = {} if change == "cold" else files_of(generator)
    day = day_after(number) if change == "day" else AS_OF
    cost = generator.run(day, cold=change == "cold")
    after = files_of(generator)
    written = [size for path, (size, *_) in after.items() if before.get(path) != after[path]]
    print(f"{pages} {change} {number} {generator.name}: {cost.cpu:.2f} s", file=sys.stderr)
    return Build(pages, change, generator.name, cost, len(written), sum(written))


def applies(change: str, generator: Generator) -> bool:
    """Peers know neither facts nor the day."""
    changes = {
        "fact": generator.facts,
        "template": bool(generator.template),
        "day": "{day}" in generator.build,
    }
    return changes.get(change, True)


def make_change(change: str, generator: Generator, number: int) -> None:
    if change == "text":
        generator.edit_text(number)
    elif change == "fact":
        generator.edit_fact(number)
    elif change == "template":
        generator.edit_template(number)


def files_of(generator: Generator) -> Mapping[str, tuple[int, int, int]]:
    """Size, time and number of each file of the output."""
    found = {}
    for folder, _, names in os.walk(generator.site / generator.output):
        for name in names:
            path = f"{folder}/{name}"
            stat = os.stat(path)  # noqa: PTH116 (faster, for many files)
            found[path] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
    return found


def table_of_costs(builds: Sequence[Build]) -> str:
    """Medians over the rounds, and of the memory the most."""
    head = ["n", "change", "generator", "CPU s", "wall s", "wall ms a page"]
    rows = [
        [str(pages), change, name, *cells(measured)]
        for (pages, change, name), measured in grouped(builds).items()
    ]
    return table([*head, "MB", "MB of all processes", "files written", "MB written"], rows, 3)


def cells(measured: Sequence[Build]) -> Iterator[str]:
    wall = statistics.median(each.cost.wall for each in measured)
    yield f"{statistics.median(each.cost.cpu for each in measured):.2f}"
    yield f"{wall:.2f}"
    yield f"{wall * 1000 / measured[0].pages:.1f}"
    yield f"{max(each.cost.memory for each in measured) / 1e6:.0f}"
    yield f"{max(each.cost.memory_of_all for each in measured) / 1e6:.0f}"
    yield f"{statistics.median(each.files for each in measured):.0f}"
    yield f"{statistics.median(each.written for each in measured) / 1e6:.2f}"


def table_of_ratios(builds: Sequence[Build]) -> str:
    """This checkout's time in terms of each other's: the median over the rounds, and the range."""
    groups = grouped(builds)
    rows = []
    for (pages, change, name), those in groups.items():
        for ours in (THIS, PROSE):
            these = groups.get((pages, change, ours), [])
            if name not in (THIS, PROSE) and not (name == BASE and ours == PROSE) and these:
                pairs = [*zip(these, those, strict=False)]
                cpu = [this.cost.cpu / that.cost.cpu for this, that in pairs]
                wall = [this.cost.wall / that.cost.wall for this, that in pairs]
                label = f"{ours} ÷ {name}"
                rows.append([str(pages), change, label, with_range(cpu), with_range(wall)])
    return table(["n", "change", "ratio", "CPU", "wall"], rows, 3) if rows else ""


def with_range(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def grouped(builds: Iterable[Build]) -> dict[tuple[int, str, str], list[Build]]:
    groups: dict[tuple[int, str, str], list[Build]] = {}
    for each in builds:
        groups.setdefault((each.pages, each.change, each.generator), []).append(each)
    return groups


def table(head: Sequence[str], rows: Iterable[Sequence[str]], texts: int) -> str:
    """In Markdown; the first columns are texts, the others numbers."""
    rule = ["---"] * texts + ["--:"] * (len(head) - texts)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def machine(generators: Iterable[Generator]) -> str:
    """The day, the machine, and the versions of what was measured."""
    programs = [peers_version(each) for each in generators if each.name in PEERS]
    python = f"Python {platform.python_version()}"
    day = datetime.now().astimezone().date()
    return ", ".join((str(day), f"{os.cpu_count()} cores", python, *programs))


if __name__ == "__main__":
    main()
