"""``card``: where the picture is put, and what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer import cli
from explainer.model.site.card_sizes import picture_size
from tests.sites import TinySite


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinySite:
    site = TinySite(tmp_path)
    site.write({"site.yaml": "title: Tides\ncard: {image: card.png, alt: Tides}\n"})
    monkeypatch.chdir(tmp_path)
    return site


def test_it_is_drawn_where_the_settings_name_it(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert site.errors() == ['content/site.yaml:2:15 dead-link: there is no image "card.png"']
    assert cli.main(["card"]) == 0
    assert capsys.readouterr().out == "Drew content/images/card.png.\n"
    assert picture_size(site.path("images/card.png").read_bytes()) == (1200, 630)
    assert site.errors() == []


def test_settings_that_do_not_name_it_are_told_how(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({"site.yaml": "title: Tides\n"})
    assert cli.main(["card"]) == 0
    assert capsys.readouterr().out == (
        "Drew content/images/card.png.\n"
        "In content/site.yaml, write:\n"
        "card:\n"
        "  image: card.png\n"
        "  alt: The name of the site, and what it is about\n"
    )


def test_a_picture_that_is_there_stays_but_for_force(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({"images/card.png": b"mine"})
    assert cli.main(["card"]) == 2
    assert capsys.readouterr().err == (
        "explainer: content/images/card.png is there already; --force draws over it.\n"
    )
    assert site.path("images/card.png").read_bytes() == b"mine"
    assert cli.main(["card", "--force"]) == 0
    assert site.path("images/card.png").read_bytes() != b"mine"


def test_nothing_is_drawn_for_a_site_that_has_no_name(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({"site.yaml": "titel: Tides\n"})
    assert cli.main(["card"]) == 1
    assert "unknown-key" in capsys.readouterr().err
    assert not site.path("images").exists()


def test_letters_that_the_fonts_lack_are_named(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({"site.yaml": "title: 潮汐\n"})
    assert cli.main(["card"]) == 2
    assert capsys.readouterr().err == (
        'explainer: the fonts have no letter "潮"; save a picture of your own there.\n'
    )


def test_nothing_is_drawn_outside_the_site(
    site: TinySite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    site.path("images").symlink_to(outside)
    assert cli.main(["card"]) == 2
    assert capsys.readouterr().err == (
        "explainer: content/images/card.png leads out of the site.\n"
    )
    assert list(outside.iterdir()) == []


def test_what_cannot_be_drawn_over_is_said(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.path("images/card.png").mkdir(parents=True)
    assert cli.main(["card", "--force"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("explainer: cannot write content/images/card.png: ")
    site.path("images/card.png").rmdir()
    site.path("images").rmdir()
    site.write({"images": "no folder"})
    assert cli.main(["card"]) == 2
