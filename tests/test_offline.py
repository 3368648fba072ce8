"""An edition that opens from a folder: links lead to files, and one ZIP file holds all of them."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from explainer import cli
from explainer.addresses import links_from
from explainer.renderers.headers import OFFLINE_POLICY
from tests.sites import TinySite, explainer, output_files, page_tree

GAUGE = """\
## When was it dry?

In June. [@log] So says [the tide](tide.md#tide).
"""
FILES = {
    "site.yaml": "title: Tides\nurl: https://example.org/tides/",
    "explainers/gauge.md": explainer(GAUGE, "aliases: [dry]"),
    "explainers/tide.md": explainer("## Tide?\n\nYes. [@log]", title="The tide"),
    "explainers/later.md": explainer("## Later?\n\nYes. [@log]", "status: draft", title="Later"),
    "sources/log.yaml": "references:\n- {id: log, type: report, title: The log}\n",
}
AS_OF = ("--as-of", "2026-11-22")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinySite:
    monkeypatch.chdir(tmp_path)
    found = TinySite(tmp_path)
    found.write(FILES)
    return found


def links(folder: Path, address: str) -> set[str]:
    found = page_tree(folder, address).xpath("//a/@href | //link/@href | //script/@src")
    return {each for each in found if not re.match("#|[a-z]+:", each)}


def test_a_link_leads_to_a_file() -> None:
    link = links_from("a/b/", to_files=True)
    assert link("") == "../../index.html"
    assert link("a/c/#d") == "../c/index.html#d"
    assert link("assets/style.css") == "../../assets/style.css"
    assert link("a/b/") == "index.html"
    assert link("a/b/#c") == "#c"


def test_every_link_leads_to_a_file_that_is_there(site: TinySite) -> None:
    assert cli.main(["--offline", "edition", *AS_OF]) == 0
    edition = site.folder / "edition"
    pages = [page for page in output_files(edition) if page.endswith(".html")]
    assert "dry/index.html" in pages
    for page in pages:
        folder = (edition / page).parent
        missing = [
            link for link in links(edition, page) if not (folder / link.split("#")[0]).is_file()
        ]
        assert missing == [], page
    assert "../tide/index.html#tide" in links(edition, "gauge/")  # written in Markdown
    assert b'content="0; url=../gauge/index.html"' in (edition / "dry/index.html").read_bytes()


def test_nothing_in_it_asks_for_a_server(site: TinySite) -> None:
    assert cli.main(["--offline", "edition", *AS_OF]) == 0
    files = output_files(site.folder / "edition")
    assert "_headers" not in files
    for name in ("404.html", "gauge/index.html"):
        assert b"preload" not in files[name]
        assert b"crossorigin" not in files[name]
        assert OFFLINE_POLICY in files[name].decode()
    assert OFFLINE_POLICY == (
        "default-src 'none'; style-src 'self' file:; font-src 'self' file:; "
        "img-src 'self' file: data:; script-src 'self' file:; base-uri 'none'; form-action 'none'"
    )


def test_the_two_editions_take_nothing_over_from_each_other(site: TinySite) -> None:
    assert cli.main([*AS_OF]) == 0
    served = output_files(site.output)
    assert cli.main(["--offline", "edition", *AS_OF]) == 0
    assert "index.html" not in served["gauge/index.html"].decode()
    assert "../tide/index.html#tide" in links(site.folder / "edition", "gauge/")
    assert cli.main([*AS_OF]) == 0
    assert output_files(site.output) == served
    # and in the same folder
    assert cli.main(["--output", "edition", *AS_OF]) == 0
    assert output_files(site.folder / "edition") == served


def test_a_zip_file_holds_the_same_and_has_the_same_bytes(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--offline", "edition", *AS_OF]) == 0
    assert capsys.readouterr().out.endswith(
        " changed). Open its index.html.\nNot shown: 1 draft.\n"
    )
    assert cli.main(["--offline", "new/edition.zip", *AS_OF]) == 0
    file = site.folder / "new/edition.zip"
    assert f" into {Path('new/edition.zip')} (" in (said := capsys.readouterr().out)
    assert " changed). Open its index.html.\n" in said
    with ZipFile(file) as archive:
        names = archive.namelist()
        assert {each: archive.read(each) for each in names} == output_files(site.folder / "edition")
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == sorted(names)
    before = file.read_bytes()
    assert cli.main(["--offline", "new/edition.zip", "--no-cache", *AS_OF]) == 0
    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == ["edition.zip"]


def test_drafts_and_another_site_can_be_in_it(site: TinySite, tmp_path: Path) -> None:
    other = TinySite(tmp_path / "other")
    other.write(FILES)
    line = ["--offline", "all.zip", "--drafts", "--site", "other", *AS_OF]
    assert cli.main(line) == 0
    assert not (other.folder / "output").exists()
    with ZipFile(site.folder / "all.zip") as archive:
        assert "later/index.html" in archive.namelist()


def test_with_errors_the_last_edition_stays(site: TinySite) -> None:
    for name in ("edition", "edition.zip"):
        assert cli.main(["--offline", name, *AS_OF]) == 0
    folder, file = output_files(site.folder / "edition"), site.folder / "edition.zip"
    before = file.read_bytes()
    site.edit("explainers/gauge.md", "@log", "@lost")
    for name in ("edition", "edition.zip"):
        assert cli.main(["--offline", name, *AS_OF]) == 1
    assert output_files(site.folder / "edition") == folder
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("place", "refusal"),
    [
        (
            "mine.zip",
            "mine.zip was not made by a build; move it away or choose another name",
        ),
        (
            "notes",
            "notes is not empty and no build wrote it (a.txt); empty it or choose another folder",
        ),
        (
            "notes.zip",
            "notes.zip was not made by a build; move it away or choose another name",
        ),
        (
            "content/edition.zip",
            "content/edition.zip lies inside content/, which is read, not written; choose another",
        ),
        ("mine.zip/edition.zip", "cannot write mine.zip/edition.zip: Not a directory"),
    ],
)
def test_what_no_build_made_stays(
    site: TinySite, capsys: pytest.CaptureFixture[str], place: str, refusal: str
) -> None:
    with ZipFile(site.folder / "mine.zip", "w") as archive:
        archive.writestr("mine.txt", "mine")
    for name in ("notes", "notes.zip"):
        (site.folder / name).mkdir()
        (site.folder / name / "a.txt").write_text("mine")
    before = output_files(site.folder)
    assert cli.main(["--offline", place, *AS_OF]) == 2
    assert capsys.readouterr().err == f"explainer: {refusal}\n"
    assert output_files(site.folder) == before


def test_there_is_one_place_to_write_to(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--offline", "a", "--output", "b"]) == 2
    assert capsys.readouterr().err == (
        "explainer: --offline says where to write; leave --output away.\n"
    )
