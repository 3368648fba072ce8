"""``new``: what is asked, what is written, and that the site builds with it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from explainer import cli, pipeline
from explainer.config import Config
from explainer.scaffolding.pages import requirement
from tests.sites import ROOT, TODAY, TinySite, sources

DAY = ["--as-of", "2026-11-22"]


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    tiny = TinySite(tmp_path)
    tiny.write({"site.yaml": "title: Tides\n", "sources/books.yaml": sources("darwin-1898", "un")})
    return tiny


def new(site: TinySite, *arguments: str) -> int:
    return cli.main(["new", *arguments, "--site", str(site.folder), *DAY])


def written(site: TinySite, name: str) -> str:
    return site.path(name).read_bytes().decode()


# ---- each kind, in an empty folder ----


def test_a_site_from_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = TinySite(tmp_path / "tides")
    steps = [
        (["site", "--bare", "--title", "Tides: a file"], "content/site.yaml"),
        (["source", "--title", "Tides", "--key", "darwin-1898"], "content/sources/sources.yaml"),
        (
            ["fact", "--label", "Height", "--value", "4.5", "--source", "darwin-1898, p. 3"],
            "content/facts/height.yaml",
        ),
        (
            ["explainer", "--title", "Why so high?", "--question", "Why?", "--topic", "sea"],
            "content/explainers/why-so-high.md",
        ),
        (["page", "--title", "Staff"], "content/pages/staff.md"),
    ]
    for arguments, path in steps:
        assert new(site, *arguments) == 0
        *others, _ = capsys.readouterr().out.splitlines()
        beside = ["build.py", "content/pages/about.md"] if arguments[0] == "site" else []
        assert others == [f"Wrote {each}" for each in (path, *beside)]
        site.build()
        site.build(drafts=True)


@pytest.mark.parametrize("language", ["en", "ar", "de-AT", "es", "fr", "ru", "uk"])
def test_a_new_site_has_nothing_that_check_warns_of(tmp_path: Path, language: str) -> None:
    given = ["--title", "Tides: $1", "--url", "https://tides.example/", "--language", language]
    assert cli.main(["new", "site", *given, "--site", str(tmp_path), "--quiet"]) == 0
    assert cli.main(["check", "--strict", "--site", str(tmp_path)]) == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8").startswith("# Tides: $1\n")


@pytest.mark.parametrize(
    ("language", "topic", "name"),
    [
        ("de", "beispiel", "Beispiel"),
        ("ru", "primer", "Пример"),
        ("uk", "pryklad", "Приклад"),
        ("ar", "mithal", "مثال"),
    ],
)
def test_the_topic_of_the_example_is_in_letters_of_its_language(
    tmp_path: Path, language: str, topic: str, name: str
) -> None:
    assert new(TinySite(tmp_path), "site", "--title", "Tides", "--language", language) == 0
    site, _ = pipeline.load_site(Config(tmp_path, tmp_path / "output", TODAY))
    assert {each.id: each.name for each in site.topics.values()} == {topic: name}


@pytest.mark.parametrize(
    ("direct_url", "line"),
    [
        (
            '{"url": "https://code.example/explainer", '
            '"vcs_info": {"vcs": "git", "commit_id": "1a2b3c4"}}',
            "explainer @ git+https://code.example/explainer@1a2b3c4",
        ),
        (
            '{"url": "file:///tmp/explainer-0.1.0-py3-none-any.whl", "archive_info": {}}',
            "./explainer-0.1.0-py3-none-any.whl",
        ),
        (
            '{"url": "file:///tmp/explainer", "dir_info": {"editable": true}}',
            "explainer @ git+https://git.example/explainer",
        ),
        ("", "explainer @ git+https://git.example/explainer"),
    ],
)
def test_a_host_gets_the_generator_from_where_it_is_here(direct_url: str, line: str) -> None:
    assert requirement(direct_url) == line


def test_in_a_language_without_texts_they_are_english(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write({"words/pt.po": 'msgid "Key facts"\nmsgstr "O essencial"\n'})
    assert new(site, "site", "--title", "Marés", "--language", "pt", "--publisher", "Nós") == 0
    assert written(site, "site.yaml") == (
        "# The texts beside this file are English; write them in pt.\n"
        "title: Marés\n"
        "language: pt\n"
        "publisher: Nós\n"
        "policies:\n"
        "  about: about\n"
        "  corrections: corrections-policy\n"
        "  method: method\n"
    )
    assert "Here questions are answered" in written(site, "pages/about.md")


def test_what_is_no_example_goes_into_other_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that ``rm content/*/example.*`` takes nothing of the editor's own."""
    site = TinySite(tmp_path)
    assert new(site, "site", "--title", "Tides") == 0
    assert new(site, "source", "--title", "Tides", "--key", "darwin-1898") == 0
    assert new(site, "fact", "--label", "Range", "--id", "light.range", "--value", "4",
               "--source", "darwin-1898") == 0  # fmt: skip
    told = capsys.readouterr().out
    assert "Wrote content/sources/sources.yaml\n" in told
    assert "Wrote content/facts/light.yaml\n" in told
    for example in (tmp_path / "content").glob("*/example.*"):
        example.unlink()
    site.build()


def test_a_new_site_leaves_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = TinySite(tmp_path)
    site.write({"pages/about.md": "---\ntitle: Mine\n---\n\nMine.\n"})
    (tmp_path / "build.py").write_text("mine")
    assert new(site, "site", "--bare", "--title", "Tides") == 0
    assert capsys.readouterr().out == (
        "Wrote content/site.yaml\n"
        f"content/site.yaml:1: look at it: explainer serve --open --site {tmp_path} "
        "--as-of 2026-11-22\n"
    )
    assert new(site, "site", "--bare", "--title", "Ebb") == 2
    assert "content/site.yaml is there already\n" in capsys.readouterr().err
    assert (tmp_path / "build.py").read_text() == "mine"
    assert "Mine." in written(site, "pages/about.md")


def command(site: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Runs the site's own command where it was made, with explainer as if it were installed."""
    return subprocess.run(
        [sys.executable, "tides/build.py", *arguments],
        cwd=site.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )


@pytest.mark.slow
def test_a_new_site_has_a_command_that_builds_it(tmp_path: Path) -> None:
    site = tmp_path / "tides"
    assert cli.main(["new", "site", "--title", "Tides", "--site", str(site)]) == 0
    done = command(site)
    assert done.stdout.decode().endswith("Look at it: python tides/build.py serve\n")
    told = re.sub(rb"(?m)^[a-z ]+: [\d,]+ of [\d,]+\r?\n", b"", done.stderr)  # except progress
    assert (done.returncode, told) == (0, b"")
    site.joinpath("content/site.yaml").write_text("titel: Tides\n")
    done = command(site)
    assert done.returncode == 1
    assert done.stderr.endswith(b"\npython tides/build.py explain unknown-key says more.\n")


@pytest.mark.slow
def test_a_module_beside_its_command_hides_none_of_another(tmp_path: Path) -> None:
    site = tmp_path / "tides"
    assert cli.main(["new", "site", "--title", "Tides", "--site", str(site)]) == 0
    for name in ("calendar", "explainer", "html", "json", "markdown", "shlex"):
        (site / f"{name}.py").write_text("from explainer.extensions import Output\n")
    done = command(site)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


def test_without_the_generator_its_command_says_so_in_a_line(tmp_path: Path) -> None:
    assert cli.main(["new", "site", "--title", "Tides", "--site", str(tmp_path)]) == 0
    script = [sys.executable, "-I", "-S", str(tmp_path / "build.py")]
    done = subprocess.run(script, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    line = b"explainer is missing: use the Python that explainer is installed in\n"
    assert done.stderr == line


def test_an_explainer_says_where_to_go_on(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        new(site, "explainer", "--title", "Why?", "--question", "How high?", "--topic", "sea") == 0
    )
    assert capsys.readouterr().out == (
        "Wrote content/explainers/why.md\n"
        "content/explainers/why.md:11: write the first answer, then delete status: draft\n"
    )
    assert written(site, "explainers/why.md") == (
        "---\ntitle: Why?\npublished: 2026-11-22\nresearched: 2026-11-22\ntopics: [sea]\n"
        "status: draft\n---\n\n## How high?\n\n"
        "<!-- The answer in one sentence, then what it rests on. -->\n"
    )


def test_a_draft_is_in_no_output(site: TinySite) -> None:
    new(site, "explainer", "--title", "Why?", "--question", "How high?")
    site.build()
    assert not (site.output / "why").exists()


def test_two_sources_that_disagree(site: TinySite) -> None:
    claims = ["--value", "4", "--source", "un", "--disputed", "--rival-value", "5"]
    claims += ["--rival-source", "darwin-1898, p. 3", "--why", "It is newer: see there."]
    assert new(site, "fact", "--label", "Height", "--id", "tide.height", *claims) == 0
    assert written(site, "facts/tide.yaml") == (
        "tide.height:\n  label: Height\n  claims:\n"
        "    - value: 4\n      rank: preferred\n      why: 'It is newer: see there.'\n"
        "      sources: [un]\n"
        "    - value: 5\n      sources:\n        - {source: darwin-1898, at: p. 3}\n"
    )
    site.build()


def test_a_source_in_the_words_of_its_makers(site: TinySite) -> None:
    words = [
        "--title",
        "NO: 1984 # so",
        "--author",
        "Darwin, George",
        "--author",
        "{Sea, Office of}",
    ]
    assert new(site, "source", *words, "--issued", "1898", "--type", "book") == 0
    assert written(site, "sources/books.yaml").endswith(
        "\n- id: darwin-1898-2\n  type: book\n  title: 'NO: 1984 # so'\n  author:\n"
        "    - {family: Darwin, given: George}\n    - {literal: 'Sea, Office of'}\n"
        "  issued: 1898\n  accessed: 2026-11-22\n"
    )
    site.build()


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["--author", "Müller, Özgür"], "muller-2025"),
        (["--author", "Müller, Özgür", "--publisher", "Sea Office"], "sea-office-2025"),
        (["--author", "{Sea Office}"], "example-2025"),
        ([], "example-2025"),
    ],
)
def test_the_key_of_a_source_names_who_speaks_before_where_it_lies(
    site: TinySite, words: list[str], key: str
) -> None:
    dated = ["--url", "https://www.example.org/x", "--issued", "2025"]
    assert new(site, "source", "--title", "Tides", *words, *dated) == 0
    assert f"- id: {key}\n" in written(site, "sources/books.yaml")


# ---- which file ----


EXPORTS = {
    "refs.json": '[{"id": "a", "title": "A"}]\n',
    "refs.ris": "TY  - BOOK\nID  - b\nTI  - B\nER  - \n",
    "refs.bib": "@book{c, title = {C}}\n",
    "better.yaml": "---\nreferences:\n- id: d\n  title: D\n...\n",
    "library.yaml": "references:\n- id: e\n  citation-key: e\n  title: E\n",
    "uris.yaml": "- id: http://zotero.org/users/1/items/F\n  title: F\n",
}


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        ({}, "sources.yaml"),
        (EXPORTS, "sources.yaml"),
        ({**EXPORTS, "mine.yaml": sources("x")}, "mine.yaml"),
        ({"sources.yaml": EXPORTS["better.yaml"]}, "own.yaml"),
        ({"sources.yaml": EXPORTS["library.yaml"], "mine.yml": sources("x")}, "mine.yml"),
        ({"one.yaml": sources("x"), "two.yaml": sources("y")}, "sources.yaml"),
    ],
)
def test_a_new_source_never_goes_into_an_export(
    tmp_path: Path, files: dict[str, str], chosen: str
) -> None:
    site = TinySite(tmp_path)
    site.write(
        {"site.yaml": "title: T\n", **{f"sources/{name}": text for name, text in files.items()}}
    )
    assert new(site, "source", "--title", "Tides", "--key", "own") == 0
    assert "id: own" in written(site, f"sources/{chosen}")
    for name, text in files.items():
        if name != chosen:
            assert written(site, f"sources/{name}") == text


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("better", "content/sources/better.yaml seems to be an export (`---`)"),
        ("library.yaml", "content/sources/library.yaml seems to be an export (`citation-key`)"),
        ("uris", "content/sources/uris.yaml seems to be an export (`http://zotero.org/"),
        ("refs.bib", "refs.bib is an export, and the next one would replace it; give another"),
    ],
)
def test_an_export_that_is_named_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, complaint: str
) -> None:
    site = TinySite(tmp_path)
    site.write(
        {"site.yaml": "title: T\n", **{f"sources/{name}": text for name, text in EXPORTS.items()}}
    )
    before = tree(site)
    assert new(site, "source", "--title", "Tides", "--key", "own", "--file", name) == 2
    assert f"explainer new source: {complaint}" in capsys.readouterr().err
    assert tree(site) == before


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({}, "facts/tide.yaml"),
        ({"sea": "sea.depth"}, "facts/sea.yaml"),
        ({"sea": "sea.depth", "air": "air.heat"}, "facts/tide.yaml"),
        ({"sea": "sea.depth", "moon": "tide.cause"}, "facts/moon.yaml"),
    ],
)
def test_a_fact_joins_its_family(site: TinySite, files: dict[str, str], path: str) -> None:
    fact = ":\n  value: 1\n  sources: [un]\n"
    site.write({f"facts/{name}.yaml": id_ + fact for name, id_ in files.items()})
    assert (
        new(site, "fact", "--label", "x", "--id", "tide.x", "--value", "1", "--source", "un") == 0
    )
    assert "tide.x" in written(site, path)
    site.build()


@pytest.mark.parametrize("name", ["notes", "notes.yaml", "content/facts/notes.yaml"])
def test_a_file_that_is_named(site: TinySite, name: str) -> None:
    fact = ["--label", "x", "--value", "1", "--source", "un", "--file", name]
    assert new(site, "fact", *fact) == 0
    assert written(site, "facts/notes.yaml").startswith("x:\n")


def test_a_new_file_points_to_its_schema_where_the_site_has_it(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["schemas", "--site", str(site.folder)]) == 0
    fact = ["--label", "x", "--value", "1", "--source", "un"]
    assert new(site, "fact", *fact) == 0
    assert capsys.readouterr().out.endswith(
        "content/facts/x.yaml:2: write {{ x }} where a text states it\n"
    )
    line = "# yaml-language-server: $schema=../../docs/schemas/facts.schema.json\n"
    assert written(site, "facts/x.yaml").startswith(f"{line}x:\n")
    site.build()


# ---- what is refused ----


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["explainer"], "--title is missing: as readers see it"),
        (
            ["explainer", "--title", "Прилив", "--question", "Почему?"],
            "--name is missing: its address: a to z, digits and hyphens",
        ),
        (["page", "--title", "Facts"], '--name: "facts" is kept for the site itself. Choose'),
        (["page", "--title", "x", "--name", "../x"], '--name: "../x" cannot be an address. Use'),
        (
            ["fact", "--label", "x", "--value", "1", "--source", "darwin-1889"],
            '--source: there is no source "darwin-1889". Did you mean "darwin-1898"?',
        ),
        (
            ["fact", "--label", "x", "--value", "1", "--source", "un", "--rival-value", "2"],
            "--rival-value does not go with the other answers",
        ),
        (
            ["fact", "--label", "x", "--value", "1", "--source", "un", "--file", "../../x"],
            '--file: "../../x" is no name of a file',
        ),
        (
            ["source", "--title", "x", "--key", "un"],
            '--key: "un" is taken by content/sources/books',
        ),
        (
            ["source", "--title", "x", "--kind", "news reprt"],
            '--kind: "news reprt" is not known. Did you mean "news report"?',
        ),
        (
            ["source", "--title", "x", "--url", "2026-03-10"],
            '--url: "2026-03-10" is no http or https address. Write it in full',
        ),
        (["site", "--title", "x"], "content/site.yaml is there already"),
        (["source", "--from-file", "nowhere.html"], "cannot read nowhere.html: No such file"),
    ],
)
def test_refusals(
    site: TinySite, capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str
) -> None:
    before = tree(site)
    assert new(site, *arguments) == 2
    assert f"explainer new {arguments[0]}: {complaint}" in capsys.readouterr().err
    assert tree(site) == before


def tree(site: TinySite) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in site.folder.rglob("*") if path.is_file()}


def test_what_would_not_build_is_shown_and_not_written(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(site)
    fact = ["--label", "x", "--value", "1", "--unit", "metre", "--source", "un"]
    assert new(site, "fact", *fact) == 2
    assert capsys.readouterr().err == (
        'content/facts/x.yaml:4:9: error[unknown-unit]: there is no unit "metre"\n'
        " 4 |   unit: metre\n   |         ^^^^^\n"
        '   = Did you mean "metres"? Else add it to content/units.yaml.\n\n'
        "explainer new fact: the site would not build with it\n"
        "Nothing was written. It would have been:\n\n"
        "x:\n  label: x\n  value: 1\n  unit: metre\n  sources: [un]\n"
    )
    assert tree(site) == before


def test_nothing_is_written_over(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({"pages/about.md": b"\xff", "facts/x.yaml": b"\xff"})  # no text: it is not read
    assert new(site, "page", "--title", "About") == 2
    assert new(site, "fact", "--label", "x", "--value", "1", "--source", "un") == 2
    assert "about.md is there already" in capsys.readouterr().err
    assert site.path("pages/about.md").read_bytes() == b"\xff"
    assert site.path("facts/x.yaml").read_bytes() == b"\xff"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
@pytest.mark.parametrize("link", ["content/pages", "content"])
def test_nothing_is_written_outside_content(
    link: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = TinySite(tmp_path / "site")
    outside = tmp_path / "outside"
    outside.mkdir()
    if link != "content":
        site.write({"site.yaml": "title: Tides\n"})
    else:
        site.folder.mkdir()
    (site.folder / link).symlink_to(outside)
    assert new(site, "page", "--title", "About") == 2
    assert "content/pages/about.md leads out of content/" in capsys.readouterr().err
    assert [*outside.iterdir()] == []


def test_a_folder_without_a_site_says_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["new", "page", "--site", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"explainer: {tmp_path} is no site: it has no folder content/; "
        f"name one with --site, or make one: explainer new site --site {tmp_path}\n"
    )


def test_errors_elsewhere_do_not_stand_in_the_way(site: TinySite) -> None:
    site.write({"pages/broken.md": "no front matter\n", "glossary.yaml": "a: [\n"})
    assert new(site, "page", "--title", "Staff") == 0


# ---- on a terminal ----


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_a_terminal_is_asked_for_a_site(tmp_path: Path) -> None:
    site = TinySite(tmp_path / "tides")
    answers = ["Gezeiten", "German", "de", "", "gezeiten.example", "https://gezeiten.example/"]
    code, shown = on_terminal(["new", "site", "--site", str(site.folder), *DAY], answers)
    assert code == 0, shown
    assert '"German" is no code of a language.' in shown
    assert "Write https://gezeiten.example." in shown
    assert written(site, "site.yaml").startswith(
        "title: Gezeiten\nlanguage: de\nurl: https://gezeiten.example/\n"
    )


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_a_terminal_is_asked(site: TinySite) -> None:
    site.write({"facts/sea.yaml": "# Depths\n\nsea.depth:\n  value: 1\n  sources: [un]\n"})
    answers = [
        "", "Height of the tide",  # it cannot be left out
        "sea.depth", "sea.tide",  # that is taken
        "4.5", "metres", "", "", "2026-01-05",
        "darwin-1889", "darwin-1898, p. 3", "",
        "It was measured", "n", "", "",  # neither yes nor no
    ]  # fmt: skip
    code, shown = on_terminal(["new", "fact", "--site", str(site.folder), *DAY], answers)
    assert code == 0, shown
    assert "Label (a short name, for tables): " in shown
    assert '"sea.depth" is taken by content/facts/sea.yaml' in shown
    assert 'there is no source "darwin-1889". Did you mean "darwin-1898"?' in shown
    assert '"It was measured" is neither y nor n.' in shown
    assert "File (the file in content/facts/) [sea]: " in shown
    assert written(site, "facts/sea.yaml") == (
        "# Depths\n\nsea.depth:\n  value: 1\n  sources: [un]\n\n"
        "sea.tide:\n  label: Height of the tide\n  value: 4.5\n  unit: metres\n"
        "  as_of: 2026-01-05\n  sources:\n    - {source: darwin-1898, at: p. 3}\n"
    )
    site.build()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_leaving_a_terminal_writes_nothing(site: TinySite) -> None:
    code, shown = on_terminal(["new", "page", "--site", str(site.folder)], ["About", "\x04"])
    assert code == 130
    assert shown.endswith("Nothing was written.")
    assert not site.path("pages").exists()


def on_terminal(arguments: list[str], answers: list[str]) -> tuple[int, str]:
    """The exit code and all that the terminal shows; answers are typed ahead."""
    ours, theirs = os.openpty()
    child = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "dumb"},
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, "".join(a if a == "\x04" else f"{a}\n" for a in answers).encode())
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # how Linux ends a terminal whose other side has closed it
        pass
    os.close(ours)
    return child.wait(timeout=30), shown.decode().replace("\r\n", "\n").strip()


def test_a_quantity_that_would_be_a_text_is_taught(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    beam = ["fact", "--label", "Beam", "--value", "24 m", "--source", "darwin-1898"]
    assert new(site, *beam) == 2
    assert 'Write 24, and "unit: metres" under it.' in capsys.readouterr().err
    assert new(site, *beam, "--kind", "text") == 0
    assert "kind: text\n  value: 24 m\n" in written(site, "facts/beam.yaml")
