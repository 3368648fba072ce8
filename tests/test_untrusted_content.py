"""Content from strangers: links out of the site, files that are none, names meant to harm."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from explainer import cli
from explainer.documents.files import discovery
from explainer.renderers import folders

PAGE = "---\ntitle: Tides\npublished: 2026-01-01\nchecked: 2026-01-01\n---\n\n## Why?\n\nMoon.\n"

Build: TypeAlias = Callable[[], str]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A sound site; beside it lies a secret that nothing in it may show."""
    (tmp_path / "secret.md").write_text(PAGE.replace("Moon", "Secret"))
    site = tmp_path / "site"
    (site / "content/explainers").mkdir(parents=True)
    (site / "content/site.yaml").write_text("title: Tides\n")
    (site / "content/explainers/tide.md").write_text(PAGE)
    return site


@pytest.fixture
def build(site: Path, capsys: pytest.CaptureFixture[str]) -> Build:
    """Builds the site, which must fail, and returns all that was printed but the last line."""

    def run() -> str:
        assert cli.main(["--site", str(site), "--as-of", "2026-11-22"]) == 1
        printed = capsys.readouterr().err
        assert not (site / "output").exists()
        assert printed.isprintable() or set(filter(unprintable, printed)) == {"\n"}
        *found, last, more = printed.splitlines()
        assert re.fullmatch(r"explainer explain [a-z-]+ says more\.", more)
        assert last.endswith("; nothing was published, the last output is unchanged.")
        return "\n".join(found)

    return run


def unprintable(character: str) -> bool:
    return not character.isprintable()


# ---- links ----


@pytest.mark.parametrize("target", ["../../../secret.md", "/etc/passwd", "../../../absent.md"])
def test_a_link_out_of_the_content(site: Path, build: Build, target: str) -> None:
    (site / "content/explainers/ebb.md").symlink_to(target)
    assert build() == (
        "content/explainers/ebb.md:1:1: error[leaves-site]: this link leads out of content/\n"
        "   = Put the file itself in its place.\n"
    )


def test_a_folder_out_of_the_content(site: Path, build: Build) -> None:
    (site / "content/facts").symlink_to(site.parent)
    assert build() == (
        "content/facts:1:1: error[leaves-site]: this link leads out of content/\n"
        "   = Put the file itself in its place.\n"
    )


def test_a_way_out_by_two_links(site: Path, build: Build) -> None:
    (site / "content/explainers/way").symlink_to(site.parent)
    (site / "content/explainers/ebb.md").symlink_to("way/secret.md")
    printed = build()
    assert "content/explainers/ebb.md:1:1: error[leaves-site]" in printed
    assert "content/explainers/way:1:1: error[leaves-site]" in printed


@pytest.mark.parametrize(
    ("name", "target", "message", "hint"),
    [
        (
            "explainers/ebb.md",
            "absent.md",
            "this link leads nowhere",
            "Delete it, or put the file in its place.",
        ),
        (
            "explainers/ebb.md",
            "ebb.md",
            "this link leads nowhere",
            "Delete it, or put the file in its place.",
        ),
        (
            "pages",
            "explainers",
            "this is a link to a folder",
            "Put the folder itself in its place.",
        ),
    ],
)
def test_a_link_to_no_file(
    site: Path, build: Build, name: str, target: str, message: str, hint: str
) -> None:
    (site / "content" / name).symlink_to(target)
    assert build() == f"content/{name}:1:1: error[unreadable]: {message}\n   = {hint}\n"


def test_a_link_within_the_content_is_followed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content/explainers/ebb.md").symlink_to("tide.md")
    assert cli.main(["--site", str(site), "--as-of", "2026-11-22"]) == 0
    assert capsys.readouterr().err == ""
    assert (site / "output/ebb/index.html").is_file()


def test_the_content_itself_is_a_link(site: Path, build: Build) -> None:
    (site / "content").rename(site.parent / "elsewhere")
    (site / "content").symlink_to("../elsewhere")
    assert build() == (
        "content:1:1: error[leaves-site]: content/ is a link that leads out of the site\n"
        "   = Put the folder itself in its place, or build where it lies, with --site.\n"
    )


@pytest.mark.parametrize("folder", ["templates", "assets"])
def test_a_template_or_an_asset_out_of_the_site(site: Path, build: Build, folder: str) -> None:
    (site / folder).mkdir()
    (site / folder / "home.html").symlink_to("../../secret.md")
    assert build() == (
        f'{folder}/home.html:1:1: error[link]: "home.html" is a link that does not lead to a file '
        f"inside {folder}/\n   = Put a copy of the file in its place.\n"
    )


@pytest.mark.parametrize("folder", ["templates", "assets"])
def test_all_templates_or_assets_out_of_the_site(site: Path, build: Build, folder: str) -> None:
    (site / folder).symlink_to(site.parent)
    assert build() == (
        f"{folder}:1:1: error[leaves-site]: {folder}/ is a link that leads out of the site\n"
        "   = Put the folder itself in its place.\n"
    )


@pytest.mark.parametrize("folder", ["templates", "assets"])
def test_templates_and_assets_may_lie_elsewhere_in_the_site(
    site: Path, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    (site / "looks").mkdir()
    (site / folder).symlink_to("looks")
    assert cli.main(["--site", str(site), "--as-of", "2026-11-22"]) == 0
    assert capsys.readouterr().err == ""


def test_a_file_that_became_a_link_since_it_was_found(site: Path) -> None:
    found = discovery.discover(site / "content").files
    (tide,) = [file for file in found if file.name == "tide.md"]
    Path(tide.file).unlink()
    Path(tide.file).symlink_to(site.parent / "secret.md")
    data, (problem,) = discovery.load(tide)
    assert data is None
    assert problem.message == "this link leads out of content/"


def test_a_file_that_became_a_pipe_since_it_was_found(site: Path) -> None:
    found = discovery.discover(site / "content").files
    (tide,) = [file for file in found if file.name == "tide.md"]
    Path(tide.file).unlink()
    os.mkfifo(tide.file)
    data, (problem,) = discovery.load(tide)
    assert data is None
    assert problem.message == "this file cannot be read: it is no ordinary file"


@pytest.mark.parametrize("folder", ["templates", "assets/css", "assets"])
def test_a_template_or_an_asset_that_is_too_large(site: Path, build: Build, folder: str) -> None:
    (site / folder).mkdir(parents=True)
    with (site / folder / "large.css").open("wb") as large:
        large.truncate(folders.LARGEST_FILE + 1)
    assert build() == (
        f"{folder}/large.css:1:1: error[too-large]: this file is larger than 50 MB\n"
        "   = Save it smaller.\n"
    )


def test_what_needs_a_refused_file_is_not_reported(site: Path, build: Build) -> None:
    page = PAGE.replace("Moon.", "[@kelvin] {{ height }} [[moon]] [ebb](ebb.md) ![m](images/m.png)")
    (site / "content/explainers/tide.md").write_text(page)
    for name in ("sources", "facts", "glossary.yaml", "explainers/ebb.md"):
        (site / "content" / name).symlink_to(site.parent)
    (site / "content/images").mkdir()
    (site / "content/images/m.png").symlink_to(site.parent / "secret.md")
    printed = build()
    assert printed.count("error[leaves-site]") == printed.count("error[") == 5


# ---- files that are none, or too much ----


def test_a_pipe(site: Path, build: Build) -> None:
    os.mkfifo(site / "content/explainers/ebb.md")
    assert build() == (
        "content/explainers/ebb.md:1:1: error[unreadable]: this is no ordinary file\n"
        "   = Delete it.\n"
    )


def test_a_link_to_a_pipe(site: Path, build: Build) -> None:
    os.mkfifo(site / "content/.pipe")
    (site / "content/explainers/ebb.md").symlink_to("../.pipe")
    assert build() == (
        "content/explainers/ebb.md:1:1: error[unreadable]: this is no ordinary file\n"
        "   = Delete it.\n"
    )


def test_a_folder_called_like_a_file(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content/explainers/ebb.md").mkdir()
    (site / "content/glossary.yaml").mkdir()
    assert cli.main(["--site", str(site), "--as-of", "2026-11-22"]) == 0
    assert capsys.readouterr().err == ""


def test_a_file_that_is_too_large(site: Path, build: Build) -> None:
    with (site / "content/explainers/tide.md").open("ab") as file:
        file.truncate(discovery.LARGEST_TEXT + 1)
    assert build() == (
        "content/explainers/tide.md:1:1: error[too-large]: this file is larger than 8 MB\n"
        "   = Divide it.\n"
    )


def test_a_text_without_an_end(site: Path, build: Build) -> None:
    with (site / "content/explainers/tide.md").open("a") as file:
        file.write("the moon\n" * 1001)
    assert build().split("\n")[0] == (
        "content/explainers/tide.md:9:1: error[too-long]: "
        "this part without a blank line is too long"
    )


def test_a_line_of_nothing_but_quotes(site: Path, build: Build) -> None:
    (site / "content/explainers/tide.md").open("a").write(f"\n{'> ' * 100_000}\n")
    assert "error[nesting]: lists, quotes or emphasis are nested too deep here" in build()


def test_a_line_full_of_mistakes(site: Path, build: Build) -> None:
    """A thousand of a file's are found, and none keeps the whole line."""
    with (site / "content/explainers/tide.md").open("a") as file:
        file.write("[@kelvin] " * 5000)
    printed = build()
    assert printed.count("error[unknown-source]") == 3
    assert "+ 997 more unknown-source in this file" in printed
    assert len(printed) < 10_000


def test_an_image_that_is_too_large(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "LARGEST_IMAGE", 1_000_000)
    (site / "content/images").mkdir()
    (site / "content/images/moon.png").write_bytes(bytes(1_000_001))
    (site / "content/explainers/tide.md").write_text(f"{PAGE}\n![Moon](images/moon.png)\n")
    assert build() == (
        "content/images/moon.png:1:1: error[too-large]: this file is larger than 1 MB\n"
        "   = Save it smaller.\n"
    )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be read here")
@pytest.mark.parametrize(
    ("name", "what"), [("explainers/tide.md", "file"), ("explainers", "folder"), ("", "folder")]
)
def test_what_may_not_be_read(site: Path, build: Build, name: str, what: str) -> None:
    path = site / "content" / name
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        place = f"content/{name}".removesuffix("/")
        assert build() == (
            f"{place}:1:1: error[unreadable]: this {what} cannot be read: Permission denied\n"
            "   = Check its permissions.\n"
        )
    finally:
        path.chmod(mode)


def test_a_file_that_cannot_be_opened(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same, for whoever may read everything."""
    opened = os.open

    def refuse(path: Any, *args: Any, **options: Any) -> int:
        if Path(path).suffix in {".md", ".html"}:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **options)

    monkeypatch.setattr(os, "open", refuse)
    printed = build()
    message = "this file cannot be read: Permission denied"
    assert f"content/explainers/tide.md:1:1: error[unreadable]: {message}\n" in printed
    assert "templates/404.html:1:1: error[unreadable]: this cannot be read:" in printed


def test_a_template_that_is_not_text(site: Path, build: Build) -> None:
    """What is wrong with the content is told beside it."""
    (site / "templates").mkdir()
    (site / "templates/home.html").write_bytes(b"<h1>Tides</h1>\n\xff\n")
    (site / "content/explainers/tide.md").write_text(f"{PAGE}\n[@kelvin]\n")
    assert build() == (
        'content/explainers/tide.md:11:3: error[unknown-source]: there is no source "kelvin"\n'
        " 11 | [@kelvin]\n    |   ^^^^^^\n   = Add it to a file in content/sources/.\n\n"
        "templates/home.html:2:1: error[template]: this template is not UTF-8\n"
        "   = Save it as UTF-8.\n"
    )


# ---- names ----


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"a\nb.md", "a\\x0ab.md"),
        (b"a\x1b[2Jb.md", "a\\x1b[2Jb.md"),
        (b"\xff.md", "\\udcff.md"),
        ("\u202etide.md".encode(), "\\x202etide.md"),
        (b"a\rb", "a\\x0db"),
    ],
)
@pytest.mark.parametrize("folder", ["explainers", "facts", "images"])
def test_a_name_that_cannot_be_seen(
    site: Path, build: Build, folder: str, name: bytes, shown: str
) -> None:
    (site / "content" / folder).mkdir(exist_ok=True)
    (site / "content" / folder / os.fsdecode(name)).write_text(PAGE)
    assert build() == (
        f"content/{folder}/{shown}:1:1: error[name]: this name holds what cannot be read or seen\n"
        "   = Rename it; letters, digits and hyphens are safe.\n"
    )


@pytest.mark.parametrize("name", [" ", "Tide", "a.b", "潮", "-.-"])
def test_a_page_of_an_odd_name(site: Path, build: Build, name: str) -> None:
    (site / f"content/explainers/{name}.md").write_text(PAGE)
    assert build() == (
        f'content/explainers/{name}.md:1:1: error[name]: "{name}" cannot be an address\n'
        "   = Rename the file. Use lower-case letters, digits and hyphens only.\n"
    )


@pytest.mark.parametrize("name", ["a b", "é", "e\u0301", "{b}"])
def test_facts_in_a_file_of_an_odd_name(
    site: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Nobody sees how it is called, but for errors in it."""
    for folder, text in (
        ("facts", "height:\n  value: 4\n  sources: [kelvin]\n"),
        ("sources", "- id: kelvin\n  title: Tides\n"),
    ):
        (site / "content" / folder).mkdir()
        (site / "content" / folder / f"{name}.yaml").write_text(text)
    assert cli.main(["--site", str(site), "--as-of", "2026-11-22"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("content/explainers/aux.md", 'Windows keeps the name "aux" for a device'),
        ("content/facts/CON.yaml", 'Windows keeps the name "CON" for a device'),
        ("content/images/lpt1.big.png", 'Windows keeps the name "lpt1" for a device'),
        ("content/nul/x.yaml", 'Windows keeps the name "nul" for a device'),
        ("content/facts/a:b.yaml", "Windows has no : in names"),
        ("content/facts/why?.yaml", "Windows has no ? in names"),
        ("content/facts/<b>.yaml", "Windows has no < in names"),
        ('content/explainers/a"b.md', 'Windows has no " in names'),
        ("content/facts/tide.", "Windows drops a full stop or a space at the end of a name"),
        ("assets/css/prn.css", 'Windows keeps the name "prn" for a device'),
        ("assets/a*b.svg", "Windows has no * in names"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows cannot have such files")
def test_a_name_that_not_every_system_can_have(
    site: Path, build: Build, path: str, reason: str
) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(PAGE)
    place = path if "nul/" not in path else "content/nul"
    assert build().startswith(f"{place}:1:1: error[name]: {reason}\n   = Rename it")


def test_an_alias_is_no_device_of_windows(site: Path, build: Build) -> None:
    page = PAGE.replace("---\n", "---\naliases: [aux]\n", 1)
    (site / "content/explainers/tide.md").write_text(page)
    assert 'error[name]: Windows keeps the name "aux" for a device' in build()


def test_facts_alike_but_for_how_a_letter_is_stored(site: Path, build: Build) -> None:
    (site / "content/facts").mkdir()
    for name in ("\u00e9.yaml", "e\u0301.yaml"):
        (site / "content/facts" / name).write_bytes(b"")
    if len(list((site / "content/facts").iterdir())) == 1:
        pytest.skip("this file system takes the two for one")
    assert "differs from e\u0301.yaml in how a letter is stored only" in build()


def test_images_alike_but_for_case(site: Path, build: Build) -> None:
    (site / "content/images").mkdir()
    for name in ("moon.png", "Moon.png"):
        (site / "content/images" / name).write_bytes(b"")
    if len(list((site / "content/images").iterdir())) == 1:
        pytest.skip("this file system takes the two for one")
    assert build() == (
        "content/images/moon.png:1:1: error[duplicate-address]: moon.png differs from Moon.png in "
        "case only\n   = Rename one of them: on Windows and macOS they are one file.\n"
    )


# ---- no site at all ----


@pytest.mark.parametrize("content", ["missing", "a file", "a link to nowhere"])
def test_no_content(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    if content == "a file":
        (tmp_path / "content").write_text("Moon.\n")
    elif content == "a link to nowhere":
        (tmp_path / "content").symlink_to("absent")
    assert cli.main(["--site", str(tmp_path)], command="explainer") == 2
    message = f"explainer: {tmp_path} is no site: it has no folder content/; "
    output, said = capsys.readouterr()
    assert (output, said[: len(message)]) == ("", message)
    assert not (tmp_path / "output").exists()


def test_no_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--site", str(tmp_path / "absent")], command="explainer") == 2
    absent = tmp_path / "absent"
    assert capsys.readouterr().err == (
        f"explainer: {absent} is no site: it has no folder content/; "
        f"name one with --site, or make one: explainer new site --site {absent}\n"
    )


# ---- code ----


def test_nothing_in_the_content_is_run(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Extensions are named by build.py, and by nothing that stands in content/."""
    monkeypatch.chdir(site / "content")
    monkeypatch.syspath_prepend(str(site))
    code = "from pathlib import Path\nPath(__file__).with_suffix('.run').touch()\n"
    for name in ("build.py", "site_extras.py", "sitecustomize.py", "explainers/tide.py"):
        (site / "content" / name).write_text(f"{code}main(extensions=Extensions(x=1))\n")
    for command in ("build", "check"):
        assert cli.main([command, "--site", str(site), "--as-of", "2026-11-22"]) == 0
    assert list(site.rglob("*.run")) == []
    assert "not-extended" not in capsys.readouterr().err


@pytest.mark.parametrize("key", ["extensions", "outputs", "rules", "filters"])
def test_no_setting_names_an_extension(site: Path, build: Build, key: str) -> None:
    text = f"title: Tides\n{key}: ['site_extras:words']\n"
    (site / "content/site.yaml").write_text(text)
    assert "content/site.yaml:2:1: error[unknown-key]: " in build()


def test_no_page_names_an_extension(site: Path, build: Build) -> None:
    page = PAGE.replace("title:", "extensions: [site_extras]\ntitle:")
    (site / "content/explainers/tide.md").write_text(page)
    assert "content/explainers/tide.md:2:1: error[unknown-key]: " in build()
