"""Assets: joined, named by their bytes, a site's own before the generator's."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from explainer.config import find_generator_root
from explainer.diagnostics import Diagnostic, Location
from explainer.renderers.folders import AssetBundle, FolderProblem, asset_files


def write(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def named(stem: str, data: bytes, suffix: str) -> str:
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:8]}{suffix}"


def test_styles_and_scripts_are_joined_and_the_rest_is_copied(tmp_path: Path) -> None:
    folder = write(tmp_path, css__b_css="b{}", css__a_css="a{}", js__n_js="n", fonts__f_woff2="f")
    style, script = named("style", b"a{}b{}", ".css"), named("notes", b"n", ".js")
    bundle = asset_files([folder])
    assert (bundle.stylesheet, bundle.script) == (style, script)
    assert {file.path: file.data for file in bundle.files} == {
        "assets/fonts/f.woff2": b"f",
        style: b"a{}b{}",
        script: b"n",
    }
    assert [file.path for file in bundle.files] == sorted(file.path for file in bundle.files)


def test_a_style_sheet_loses_its_comments_and_blanks(tmp_path: Path) -> None:
    folder = write(tmp_path, css__a_css='/* why */\na b {\n  content: "/* kept */";\n}\n')
    assert [file.data for file in asset_files([folder]).files] == [b'a b{content:"/* kept */"}']


def test_only_a_change_of_bytes_changes_a_name(tmp_path: Path) -> None:
    first = asset_files([write(tmp_path / "1", css__a_css="a", css__b_css="b", x_png="1")])
    same = asset_files([write(tmp_path / "2", css__b_css="b", css__a_css="a", x_png="2")])
    other = asset_files([write(tmp_path / "3", css__a_css="a", css__b_css="c")])
    assert first.stylesheet == same.stylesheet != other.stylesheet


def test_a_sites_file_stands_in_for_the_generators(tmp_path: Path) -> None:
    site = write(tmp_path / "site", css__a_css="site")
    generator = write(tmp_path / "generator", css__a_css="generator", css__b_css="b")
    bundle = asset_files([site, generator, tmp_path / "missing"])
    assert [file.data for file in bundle.files] == [b"site b"]


def test_figures_have_a_style_sheet_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, css__a_css="a{b:c}")
    (tmp_path / "css" / "figures").mkdir()
    (tmp_path / "css" / "figures" / "b.css").write_text("d{e:f}", encoding="utf-8")
    bundle = asset_files([tmp_path])
    files = {file.path: file.data for file in bundle.files}
    assert (files[bundle.stylesheet], files[bundle.drawings]) == (b"a{b:c}", b"d{e:f}")
    assert bundle.fingerprinted == (bundle.stylesheet, bundle.drawings)


def test_without_assets_there_is_nothing_to_link(tmp_path: Path) -> None:
    assert asset_files([tmp_path]) == AssetBundle((), "", "")


def test_dotfiles_and_backups_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, _DS="x", css__a_css="a")
    (tmp_path / "css" / "a.css~").write_text("old", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.png").write_bytes(b"x")
    assert [file.data for file in asset_files([tmp_path]).files] == [b"a"]


def test_links_that_lead_out_are_refused_together(tmp_path: Path) -> None:
    secret = write(tmp_path / "elsewhere", secret_txt="secret") / "secret.txt"
    folder = write(tmp_path / "assets", a_png="a")
    (folder / "inside.png").symlink_to(folder / "a.png")
    (folder / "leak.txt").symlink_to(secret)
    (folder / "all").symlink_to(secret.parent)
    (folder / "gone").symlink_to(folder / "nothing")
    with pytest.raises(FolderProblem) as raised:
        asset_files([folder])
    assert raised.value.diagnostics == tuple(
        Diagnostic(
            code="link",
            location=Location(f"assets/{name}"),
            message=f'"{name}" is a link that does not lead to a file inside assets/',
            hint="Put a copy of the file in its place.",
        )
        for name in ("all", "gone", "leak.txt")
    )


def test_the_generators_own_assets_are_complete_and_light() -> None:
    bundle = asset_files([find_generator_root() / "assets"])
    files = {file.path: file.data for file in bundle.files}
    style, script = files[bundle.stylesheet].decode(), files[bundle.script]
    linked = {f"assets/{path}" for path in re.findall(r'url\("([^"]+)"\)', style)}
    assert linked <= set(files)
    assert {path for path in files if path.endswith(".woff2")} == linked
    assert len(script) < 8_000
