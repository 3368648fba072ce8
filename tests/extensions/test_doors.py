"""A site's own outputs, rules and filters, in every command that has to do with them."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from explainer import cli
from explainer.config import ExtensionRefused, Extensions
from explainer.extensions.loading import load_extensions
from explainer.inspection import check
from explainer.pipeline import compile_site
from explainer.preview.site_builds import SiteBuilds
from explainer.renderers.html import RenderJob, render
from explainer.renderers.templates import load_templates
from explainer.resolve.published.frame import Chrome, Head
from explainer.resolve.published.pages import PlainPage
from tests.extensions.conftest import ExtendedSite, Run
from tests.sites import ROOT, explainer

ALL = Extensions(
    outputs=("site_extras:words",),
    rules=("site_extras:capitals",),
    filters=("site_extras:shout",),
)
MODULE = """\
    from pathlib import Path
    def count(site):
        pages = sorted(page.name for page in site.site.pages.values())
        yield OutputFile("data/words.txt", (read() + " ".join(pages)).encode())
    def find(subject):
        for path, source in subject.site.texts.items():
            if (place := source.text.find("MOON")) >= 0:
                yield Finding(path, place, "this is shouted", "Whisper.", 4)
    def apply(value, sign="!"):
        return value.upper() + sign
    def read():
        return Path(__file__).with_name("sign.txt").read_text()
    words = Output("words", count, can_wait=True, reads=("sign.txt",))
    capitals = Rule("capitals", "words in capitals", find)
    shout = Filter("shout", apply, reads=("sign.txt",))
    """


@pytest.fixture
def extended(site: ExtendedSite) -> ExtendedSite:
    site.write_module(MODULE)
    (site.folder / "sign.txt").write_text("> ")
    site.write({"explainers/tide.md": explainer("## Why?\n\nThe MOON pulls.\n")})
    return site


def test_a_build_has_them(extended: ExtendedSite, run: Run) -> None:
    extended.write({"templates/404.html": "{{ 'oh' | shout }} {{ '<' | shout('?') }}"})
    assert run(outputs=ALL.outputs, filters=ALL.filters) == (0, "")
    files = extended.files()
    assert files["data/words.txt"] == b"> tide"
    assert files["404.html"] == b"OH! &lt;?"


def test_a_site_without_them_is_as_before(extended: ExtendedSite, run: Run) -> None:
    assert run() == (0, "")
    assert "data/words.txt" not in extended.files()


def test_another_site_does_not_have_them(
    extended: ExtendedSite, tmp_path_factory: pytest.TempPathFactory, run: Run
) -> None:
    other = ExtendedSite(tmp_path_factory.mktemp("other"))
    other.write({"site.yaml": "title: Other\n"})
    assert run("build", "--site", str(other.folder), outputs=ALL.outputs) == (0, "")
    assert "data/words.txt" not in other.files()


# ---- rules ----


def test_check_applies_a_rule(extended: ExtendedSite) -> None:
    (found,) = [d for d in check(extended.config(ALL)).diagnostics if d.code == "capitals"]
    assert str(found.location) == "content/explainers/tide.md:9:5"
    assert (found.message, found.hint, found.length) == ("this is shouted", "Whisper.", 4)
    assert not found.is_error


def test_its_code_is_waived(extended: ExtendedSite) -> None:
    extended.write({"site.yaml": "title: Tides\nwaive: {capitals: It is our style.}\n"})
    report = check(extended.config(ALL))
    assert "capitals" not in {d.code for d in report.diagnostics}
    assert [each.waiver.code for each in report.waived] == ["capitals"]
    assert extended.try_build().diagnostics[0].message == 'no warning has the code "capitals"'


def test_a_rule_of_a_site_sees_its_outputs(site: ExtendedSite) -> None:
    site.write_module("""\
        def make(site):
            return [OutputFile("a.txt", b"")]
        def find(subject):
            assert "a.txt" in subject.files
            return []
        words = Output("words", make)
        capitals = Rule("capitals", "words in capitals", find)
        """)
    assert not any(d.is_error for d in check(site.config(replace(ALL, filters=()))).diagnostics)


def test_explain_knows_it(extended: ExtendedSite, capsys: pytest.CaptureFixture[str]) -> None:
    def explained(*code: str) -> str:
        code_of_exit = cli.main(["explain", *code], default_site=extended.folder, extensions=ALL)
        assert code_of_exit == (2 if code == ("capital",) else 0)
        return "".join(capsys.readouterr())

    own = "What the rules of this site warn of\n  capitals  words in capitals\n"
    assert explained("capitals") == own
    assert explained().endswith(f"\n\n{own}")
    assert explained("capital").endswith('Did you mean "capitals"?\n')


# ---- what is kept, and other processes ----


def fingerprints(site: ExtendedSite) -> list[object]:
    loaded = load_extensions(site.config(ALL))
    return [loaded.outputs[0].make, loaded.rules[0].find, loaded.filters[0].apply]


def test_the_fingerprint_is_that_of_the_module_and_of_what_is_read(extended: ExtendedSite) -> None:
    first = fingerprints(extended)
    assert fingerprints(extended) == first
    (extended.folder / "sign.txt").write_text("* ")
    second = fingerprints(extended)
    assert [new == old for new, old in zip(second, first, strict=True)] == [False, True, False]
    (extended.folder / "site_extras.py").write_text("# another\n")
    third = fingerprints(extended)
    assert [new == old for new, old in zip(third, second, strict=True)] == [False] * 3


def job_of(site: ExtendedSite) -> RenderJob:
    (site.folder / "templates").mkdir(exist_ok=True)
    (site.folder / "templates/page.html").write_text("{{ head.title | shout }}")
    own = load_extensions(site.config(ALL)).filters
    filters = tuple((each.name, each.apply) for each in own)
    templates = load_templates([site.folder / "templates"], filters)
    page = PlainPage(head=Head(address="a/", language="en", title="tides"))
    return RenderJob(page, Chrome(site_title="", home="", navigation=(), footer=()), templates)


def test_a_page_depends_on_the_filters_of_its_templates(extended: ExtendedSite) -> None:
    job = job_of(extended)
    assert job_of(extended) == job
    (extended.folder / "sign.txt").write_text("* ")
    assert job_of(extended) != job


def test_a_page_is_rendered_in_any_process(extended: ExtendedSite, tmp_path: Path) -> None:
    job = job_of(extended)
    (tmp_path / "job").write_bytes(pickle.dumps(job))
    script = (
        "import pickle, sys; from pathlib import Path; from explainer.renderers.html import render;"
        "sys.stdout.write(render(pickle.loads(Path('job').read_bytes())).data.decode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
    )
    assert done.stdout == render(job).data == b"TIDES!"


def test_loaded_outputs_and_rules_pickle(extended: ExtendedSite) -> None:
    loaded = load_extensions(extended.config(ALL))
    assert pickle.loads(pickle.dumps(loaded)) == loaded


# ---- the preview ----


def built(builds: SiteBuilds, looked_at: frozenset[str] = frozenset()) -> tuple[str, ...]:
    outcome = builds.build(looked_at, lambda: True)
    assert outcome
    assert outcome.sound, outcome.diagnostics
    return outcome.changed


def finished(builds: SiteBuilds) -> tuple[str, ...]:
    outcome = builds.finish()
    assert outcome
    return outcome.changed


def test_what_can_wait_waits_in_a_preview(extended: ExtendedSite) -> None:
    builds = SiteBuilds(extended.config(ALL))
    built(builds)
    assert extended.files()["data/words.txt"] == b"> tide"
    extended.write({"explainers/ebb.md": explainer("## When?\n\nLater.\n", title="Ebb")})
    assert "data/words.txt" not in built(builds)
    assert "data/words.txt" in finished(builds)
    extended.write({"explainers/flow.md": explainer("## When?\n\nLater.\n", title="Flow")})
    assert "data/words.txt" in built(builds, frozenset({"data/words.txt"}))


def test_a_preview_makes_again_what_reads_a_changed_file(extended: ExtendedSite) -> None:
    builds = SiteBuilds(extended.config(ALL))
    assert builds.extensions.files == (
        extended.folder / "build.py",
        extended.folder / "site_extras.py",
        extended.folder / "sign.txt",
    )
    built(builds)
    (extended.folder / "sign.txt").write_text("* ")
    assert built(builds) == ()
    assert "data/words.txt" in finished(builds)
    assert extended.files()["data/words.txt"] == b"* tide"


def test_a_preview_asks_to_be_started_again_when_a_module_changes(extended: ExtendedSite) -> None:
    builds = SiteBuilds(extended.config(ALL))
    built(builds)
    source = (extended.folder / "site_extras.py").read_text()
    (extended.folder / "site_extras.py").write_text(f"{source}\n# more\n")
    message = r"^site_extras.py has changed: end this with Ctrl-C and start it again$"
    for _ in range(2):
        with pytest.raises(ExtensionRefused, match=message):
            built(builds)
    (extended.folder / "site_extras.py").write_text(source)
    assert built(builds) == ()


def test_a_preview_asks_to_be_started_again_when_its_command_changes(site: ExtendedSite) -> None:
    builds = SiteBuilds(site.config(Extensions()))
    built(builds)
    (site.folder / "build.py").write_text("# more\n")
    with pytest.raises(ExtensionRefused, match=r"^build.py has changed: end this with Ctrl-C"):
        built(builds)


def test_a_preview_watches_what_extensions_are_made_of(
    extended: ExtendedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched: list[Path] = []

    def serve(
        builds: SiteBuilds, output: Path, folders: list[Path], *_: object, **__: object
    ) -> None:
        watched.extend(folders)

    monkeypatch.setattr("explainer.preview.serving.serve", serve)
    assert cli.main(["serve"], default_site=extended.folder, extensions=ALL) == 0
    files = [extended.folder / name for name in ("build.py", "site_extras.py", "sign.txt")]
    assert watched[-3:] == files


def test_a_late_failure_leaves_the_last_good_output(extended: ExtendedSite) -> None:
    extended.write_module("""\
        def make(site):
            assert len(site.site.pages) == 1
            return [OutputFile("words.txt", b"")]
        words = Output("words", make, can_wait=True)
        """)
    builds = SiteBuilds(extended.config(Extensions(outputs=ALL.outputs)))
    built(builds)
    before = extended.files()
    extended.write({"explainers/ebb.md": explainer("## When?\n\nLater.\n", title="Ebb")})
    assert "ebb/index.html" in built(builds)
    later = builds.finish()
    assert later
    assert [d.code for d in later.diagnostics] == ["extension"]
    assert extended.files() == before


# ---- a site that another command builds ----

EXTENDING = """\
import sys
from explainer.cli import main
from explainer.config import Extensions
raise SystemExit("this is never run")
"""


@pytest.mark.parametrize(
    ("call", "column"),
    [
        ('main(extensions=Extensions(rules=("site_extras:capitals",)))', 6),
        ("sys.exit(cli.main(default_site=None, extensions=mine))", 38),
        ("'\u00e9', main(extensions=Extensions(*names))", 11),
    ],
)
def test_another_command_warns(
    extended: ExtendedSite,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    column: int,
) -> None:
    (extended.folder / "build.py").write_text(f"{EXTENDING}{call}\n", encoding="utf-8")
    (extended.folder / "a link").symlink_to(extended.folder)
    monkeypatch.chdir(extended.folder)
    assert cli.main(["--site", "a link", "--as-of", "2026-11-22"]) == 0
    assert capsys.readouterr().err == (
        f"build.py:5:{column}: warning[not-extended]: "
        "the site is built without what its build.py adds\n"
        f" 5 | {call}\n"
        f"   | {' ' * (column - 1)}{'^' * 10}\n"
        "   = Build it with its own command: python 'a link/build.py'\n\n"
    )
    waived = "title: Tides\nwaive: {not-extended: Tried without.}\n"
    extended.write({"site.yaml": waived})
    found = check(extended.config(Extensions())).diagnostics
    assert "not-extended" not in {d.code for d in found}


@pytest.mark.parametrize(
    "text",
    [
        "main(extensions=Extensions())",
        "main(default_site=ROOT)",
        "other(extensions=mine)",
        "# main(extensions=mine)",
        "\x00",
        "(" * 10_000,
    ],
)
def test_a_command_that_extends_nothing_is_passed_over(extended: ExtendedSite, text: str) -> None:
    (extended.folder / "build.py").write_text(text)
    assert extended.try_build().diagnostics == ()


def test_its_own_command_does_not_warn(extended: ExtendedSite) -> None:
    (extended.folder / "build.py").write_text("main(extensions=mine)")
    assert compile_site(extended.config(ALL)).diagnostics == ()
