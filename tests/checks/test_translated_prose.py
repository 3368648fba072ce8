"""What `check` does not tell of prose in a second language: it reads the words of Russian as such,
and compares quotations at the original."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer import cli
from tests.sites import TinySite, explainer

CODES = {"early-note", "name-not-in-evidence", "unnamed-speaker", "unrelated-quote"}
TEXTS = {
    "site.yaml": "title: Boats\nlanguages: [en, ru]\n",
    "people.yaml": (
        "moon: {name: Ann Moon}\n"
        "wang:\n"
        "  name: Wang Yi\n"
        "  name.ru: Ван И\n"
        "  note: By his count the boats are {{ boats }}.\n"
        "  note.ru: 'По его подсчётам, лодок {{ boats }}.'\n"
    ),
    "facts/boats.yaml": (
        "boats:\n"
        "  statement: By Wang Yi's count the boats in the bay were 4,120 in 2025.\n"
        "  value: 4120\n"
        "  standing: asserted\n"
        "  by: Wang Yi\n"
        "  as_of: 2025\n"
        "  sources: [{source: log, at: p. 1, quote: 'Wang Yi counted 4,120 boats'}]\n"
    ),
    "sources/log.yaml": (
        "- {id: log, type: book, title: The log, publisher: Belsat, issued: 2026-01-02}\n"
    ),
    "explainers/bay.md": explainer(
        "## What was seen? {#seen}\n\n"
        "Ann Moon saw 4 nets off France, Belsat wrote."
        '[@log, p. 1, "Ann Moon saw 4 nets off France"]'
        " [[wang]] spoke. A count is announced for 11 November 2026.[@log, p. 2]\n",
        title="Boats",
    ),
    "explainers/bay.ru.md": explainer(
        "## Что видели? {#seen}\n\n"
        'Снасти и сети видели, писал «Белсат».[@log, с. 1, "Ann Moon saw 4 nets off France"]'
        " [[wang]] говорил. Подсчёт объявлен на 11 ноября 2026 года.[@log, с. 2]\n",
        "translation: machine",
        title="Лодки",
    ),
}


def test_what_is_right_in_another_language_is_not_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = TinySite(tmp_path)
    site.write(TEXTS)
    assert cli.main(["check", "--site", str(site.folder), "--as-of", "2026-11-28"]) == 0
    told = re.findall(r"warning\[([a-z-]+)\]", capsys.readouterr().err)
    assert CODES.isdisjoint(told)
