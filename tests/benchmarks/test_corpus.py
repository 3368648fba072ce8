from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.corpus import (
    AS_OF,
    FACTS,
    RARE_FACT,
    make_page,
    make_pages,
    plain_prose,
    write_prose,
    write_site,
)
from explainer.config import Config
from explainer.pipeline import build


def texts(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


@pytest.mark.parametrize(("languages", "explainers"), [(1, 10), (2, 14)])
def test_the_corpus_builds_without_a_word(tmp_path: Path, languages: int, explainers: int) -> None:
    write_site(tmp_path, 10, languages)
    report = build(Config(tmp_path, tmp_path / "output", AS_OF))
    assert report.diagnostics == ()
    assert len([*(tmp_path / "output").glob("**/page-*/index.html")]) == explainers


def test_its_prose_alone_builds_too(tmp_path: Path) -> None:
    write_prose(tmp_path, 3)
    report = build(Config(tmp_path, tmp_path / "output", AS_OF))
    assert report.diagnostics == ()


def test_the_seed_decides_every_byte(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_site(tmp_path / name, 3, 2, seed)
    assert texts(tmp_path / "a") == texts(tmp_path / "b") != texts(tmp_path / "c")


def test_a_larger_corpus_begins_with_the_smaller_one() -> None:
    assert [*make_pages(5)] == [*make_pages(8)][:5]


def test_one_page_in_a_hundred_states_the_rare_fact(tmp_path: Path) -> None:
    write_site(tmp_path, 300)
    stated = re.compile(rf"{re.escape(RARE_FACT)}\b".encode())
    using = [name for name, text in texts(tmp_path / "content").items() if stated.search(text)]
    pages = [f"explainers/page-{number:05}.md" for number in (1, 101, 201)]
    assert sorted(using) == [*pages, "facts/part-000.yaml"]


def test_a_page_is_as_long_as_an_explainer() -> None:
    words = [len(plain_prose(page).partition("[^s1]:")[0].split()) for page in make_pages(50)]
    assert 1000 < sum(words) / len(words) < 1100


def test_a_page_cites_twelve_times_and_asks_six_questions() -> None:
    body = "\n".join(make_page(4).blocks)
    assert (body.count("[@"), body.count("## ")) == (12, 6)
    assert plain_prose(make_page(4)).count("\n[^s") == 12


def test_the_prose_for_others_has_nothing_of_ours() -> None:
    assert not re.search(r"\{\{|\[@|\[\[|\{#", "".join(map(plain_prose, make_pages(20))))


def test_each_day_another_fact_is_due(tmp_path: Path) -> None:
    write_site(tmp_path, 1)
    facts = b"".join(texts(tmp_path / "content/facts").values()).decode()
    due = sorted(re.findall(r"review_by: '([\d-]+)'", facts))
    assert due == [str(AS_OF + timedelta(days=number)) for number in range(FACTS // 20)]
