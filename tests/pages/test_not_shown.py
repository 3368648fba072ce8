"""What a build leaves out, it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer import cli
from tests.sites import TinySite, explainer

DAY = ["--as-of", "2026-11-22"]


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    tiny = TinySite(tmp_path)
    answer = "## Why?\n\nThe moon.\n"
    later = explainer(answer).replace("published: 2026-03-02", "published: 2062-11-20")
    tiny.write(
        {
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
            "explainers/shown.md": explainer(answer),
            "explainers/one.md": explainer(answer, "status: draft", "aliases: [won, /old/one/]"),
            "explainers/one.ru.md": explainer(answer),
            "explainers/two.md": explainer(answer, "status: draft"),
            "explainers/later.md": later,
            "explainers/over.md": explainer(answer, "expires: 2026-10-01"),
        }
    )
    return tiny


def printed(site: TinySite, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert cli.main([*words, "--site", str(site.folder), *DAY]) == 0
    return capsys.readouterr().out


def test_a_build_and_a_check_end_with_what_is_left_out(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    line = (
        "Not shown: 2 drafts, 1 not before 2062-11-20, 1 expired, 1 translated from one of them.\n"
    )
    assert printed(site, capsys).endswith(f"\n{line}")
    assert printed(site, capsys, "check").endswith(f"\n{line}")
    assert "Not shown" not in printed(site, capsys, "--quiet")
    assert "Not shown" not in printed(site, capsys, "--drafts")


def test_a_page_that_was_there_and_is_held_back_is_named(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(site, capsys)
    site.edit("explainers/shown.md", "title:", "status: draft\ntitle:")
    said = printed(site, capsys)
    assert said.endswith("translated from one of them. Gone since the last build: /shown/.\n")


def test_what_only_drafts_had_shown_has_not_vanished(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(site, capsys, "--drafts")
    cli.main(["check", "--site", str(site.folder), *DAY])
    assert "vanished-address" not in capsys.readouterr().err


def test_a_page_that_is_gone_has_vanished(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(site, capsys)
    site.path("explainers/shown.md").rename(site.path("explainers/other.md"))
    cli.main(["check", "--site", str(site.folder), *DAY])
    assert "/shown/ was there in the last build and is gone" in capsys.readouterr().err


def test_a_far_date_in_a_page_that_is_held_back_can_be_waived_there(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["check", "--site", str(site.folder), *DAY])
    assert "warning[far-date]" in capsys.readouterr().err
    site.edit("explainers/later.md", "checked:", "waive: {far-date: It is so.}\nchecked:")
    cli.main(["check", "--site", str(site.folder), *DAY])
    assert "warning[far-date]" not in capsys.readouterr().err
