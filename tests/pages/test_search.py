"""What the search page searches: what is found, in which language, and what is left out."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from explainer.config import Config
from explainer.kept.store import Store
from explainer.making.memory import Memory
from explainer.output.writing import InMemory
from explainer.pipeline import build, compile_site
from explainer.renderers import search
from explainer.renderers.files import OutputFile
from explainer.renderers.headers import CONTENT_SECURITY_POLICY, SEARCH_POLICY
from explainer.resolve.makers.linked_pages import Passage
from tests.pages.bilingual import FILES
from tests.pages.conftest import SiteMaker
from tests.sites import FLAGSHIP_DAY, ROOT, TODAY, TinySite, explainer, joined_headers, sources

SEARCHED = {**FILES, "site.yaml": FILES["site.yaml"] + "search: true\n"}
ASKED = "## How many boats? {#boats}\n\nThere are {{ boats }}. More came in May.[@log]\n"
GAUGE = explainer(ASKED)
HELD_BACK = {
    "draft": explainer(ASKED, "status: draft"),
    "embargoed": GAUGE.replace("2026-03-02", "2027-03-02").replace("checked", "researched"),
    "expired": explainer(ASKED, "expires: 2026-11-21"),
    "withdrawn": explainer(ASKED, "status: withdrawn", "reason: It was wrong."),
}


def unpacked(files: Mapping[str, bytes], name: str) -> Any:
    return json.loads(zlib.decompress(files[f"search/pagefind/bundles/{name}.deflate"]))


def indexed(files: Mapping[str, bytes], language: str = "en") -> Iterator[tuple[str, str, str]]:
    """The kind, the address and the words of all that a search finds in a language."""
    for kind, bundles in unpacked(files, language).items():
        for name, ids in bundles.items():
            rows = unpacked(files, f"{language}/{name}")
            assert len(ids.split(" ")) == len(rows)
            for address, title, text, states, _ in rows:
                told = f" [{'; '.join(states)}]" if states else ""
                yield kind, address, f"{title}: {text or title}{told}"


def test_of_each_language_only_what_stands_in_it(make_site: SiteMaker) -> None:
    site = make_site(SEARCHED)
    site.build()
    english, russian = (sorted(indexed(site.files(), code)) for code in ("en", "ru"))
    assert [(kind, address) for kind, address, _ in english] == [
        ("answers", "gauge/"),
        ("answers", "gauge/#keepers"),
        ("answers", "lights/"),
        ("answers", "lights/#why"),
        ("facts", "facts/built/"),
        ("facts", "facts/depth/"),
        ("facts", "facts/keepers/"),
        ("facts", "facts/visitors/"),
        ("glossary", "glossary/#term-well"),
        ("people", "people/ann/"),
        ("places", "places/#term-pier"),
        ("sources", "sources/chart/"),
        ("sources", "sources/log/"),
        ("sources", "sources/wire/"),
    ]
    assert russian == [
        ("answers", "ru/gauge/", "Футшток: Он стар."),
        (
            "answers",
            "ru/gauge/#keepers",
            "Сколько смотрителей?: 21 человек, сказала Анна Ки. Колодец глубиной 3,5 метра: "
            "2 июля 1891, около 2 500 человек, 21, Футшток построен в 1891 году. См. огни, о нас, "
            "это и всё.",
        ),
        (
            "facts",
            "ru/facts/built/",
            "Построен: 2 июля 1891. Футшток построен в 1891 году.",
        ),
        ("facts", "ru/facts/depth/", "Глубина: 3,5 метра."),
        ("facts", "ru/facts/keepers/", "Смотрители: 21 человек."),
        ("facts", "ru/facts/visitors/", "Гости: около 2 500 человек."),
        ("glossary", "ru/glossary/#term-well", "успокоительный колодец: Шахта."),
        ("people", "ru/people/ann/", "Анна Ки: Смотритель"),
        ("places", "ru/places/#term-pier", "Pier: См. футшток."),
        ("sources", "ru/sources/chart/", "Карта: Карта. Атлас, 1999"),
    ]


def test_each_state_is_told(make_site: SiteMaker) -> None:
    facts = """
boats:
  label: Boats
  claims:
  - {value: 3, by: the harbour, sources: [log]}
  - {value: 5, by: the pilots, sources: [log], rank: preferred, why: They counted.}
rumour: {label: Rumoured boats, value: 9, standing: reported, sources: [log]}
"""
    site = make_site(
        {
            "site.yaml": "title: Tides\nsearch: true\n",
            "facts/f.yaml": facts,
            "sources/s.yaml": sources("log"),
            "explainers/gauge.md": explainer(ASKED + "\nOr {{ rumour }}.\n"),
        }
    )
    site.build()
    found = {address: words for _, address, words in indexed(site.files())}
    assert found["gauge/#boats"] == (
        "How many boats?: There are 5 (disputed). More came in May. Or 9 (unconfirmed). "
        "[disputed; unconfirmed]"
    )
    assert found["facts/boats/"].endswith("[disputed]")
    assert found["facts/rumour/"].endswith("[unconfirmed]")


@pytest.mark.parametrize("name", HELD_BACK)
def test_what_is_not_published_is_not_found(make_site: SiteMaker, name: str) -> None:
    site = make_site(
        {
            "site.yaml": "title: Tides\nsearch: true\n",
            "facts/f.yaml": "boats: {label: Boats, value: 3, sources: [log]}\n",
            "sources/s.yaml": sources("log", "map"),
            "explainers/gauge.md": HELD_BACK[name],
            "explainers/lights.md": explainer("## Why?\n\nFor ships.[@map]\n", title="Lights"),
        }
    )
    site.build()
    assert sorted(address for _, address, _ in indexed(site.files())) == [
        "lights/",
        "lights/#why",
        "sources/map/",
    ]
    site.build(drafts=True)
    assert [each for _, each, _ in indexed(site.files()) if "gauge" in each] == []


def test_only_the_engine_is_published_and_alike_each_time(make_site: SiteMaker) -> None:
    site = make_site(SEARCHED)
    site.build()
    first = {path: data for path, data in site.files().items() if path.startswith("search/")}
    names = {path.rpartition("/")[2] for path in first if "index." not in path}
    assert {name for name in names if not name.endswith(("_meta", "_index", ".deflate"))} == {
        "pagefind.js",
        "pagefind-entry.json",
        "wasm.en.pagefind",
        "wasm.ru.pagefind",
    }
    other = TinySite(site.folder.parent / "other")
    other.write(SEARCHED)
    other.build()
    assert {path: other.files()[path] for path in first} == first
    assert len(other.files()) == len(site.files())


def test_passages_are_bundled_by_kind_up_to_a_size(make_site: SiteMaker) -> None:
    """As many files as there are passages would take too much room, one for all too much time."""
    asked = "".join(
        f"## Which rope was number {each}?\n\n{'Long. ' * 500}\n\n" for each in range(6)
    )
    site = make_site(
        {
            "site.yaml": "title: Tides\nsearch: true\n",
            "explainers/ropes.md": explainer(asked),
            "pages/about.md": "---\ntitle: About\n---\n\nWe.\n",
        }
    )
    site.build()
    (bundles,) = unpacked(site.files(), "en").values()
    assert [len(ids.split(" ")) for ids in bundles.values()] == [4, 3]


@pytest.mark.slow
def test_the_flagship_is_searched_with_less_than_700_kb(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    with (tmp_path / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("search: true\n")
    site, files = Config(tmp_path, tmp_path / "output", FLAGSHIP_DAY), InMemory()
    assert compile_site(site, sink=files).sound
    assert (
        sum(len(data) for path, data in files.files.items() if data and "search" in path) < 700_000
    )


def test_without_it_nothing_is_made_for_it(make_site: SiteMaker) -> None:
    site = make_site(FILES)
    site.build()
    assert [path for path in site.files() if "search" in path] == []
    assert "/search/" not in site.files()["index.html"].decode()


def test_every_page_leads_to_it_and_it_leads_to_the_questions(make_site: SiteMaker) -> None:
    site = make_site(SEARCHED)
    site.build()
    for address in ("", "gauge/", "facts/built/", "search/"):
        (link,) = site.tree(f"ru/{address}").xpath("//nav[@class='site']//a[. = 'Поиск']")
        assert link.get("href").endswith("search/" if address != "search/" else "./")
    page = site.tree("ru/search/")
    assert page.xpath("//p[@class='empty']/a/@href") == ["../questions/"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_its_own_policy_alone_lets_it_compile(make_site: SiteMaker) -> None:
    """A browser obeys both policies: the one that is sent, and the one in the page's head."""
    site = make_site(SEARCHED)
    site.build()
    policy = "//meta[@http-equiv='Content-Security-Policy']/@content"
    for address in ("search/", "ru/search/"):
        assert site.tree(address).xpath(policy) == [SEARCH_POLICY]
        rules = site.files()["_headers"].decode()
        sent = joined_headers(rules, f"/{address}")["Content-Security-Policy"]
        assert sent == f"{SEARCH_POLICY}, frame-ancestors 'none'"
    for path in (path for path in site.files() if path.endswith(".html")):
        if path not in ("search/index.html", "ru/search/index.html"):
            assert site.tree(path).xpath(policy) == [CONTENT_SECURITY_POLICY], path


def test_files_opened_from_a_folder_are_not_searched(make_site: SiteMaker) -> None:
    site = make_site(SEARCHED)
    report = build(Config(site.folder, site.output, TODAY, offline=True))
    assert report.write
    assert [path for path in site.files() if "search" in path] == []


def test_a_site_with_nothing_to_find_is_built(make_site: SiteMaker) -> None:
    site = make_site({"site.yaml": "title: Tides\nsearch: true\n"})
    site.build()
    assert [path for path in site.files() if path.startswith("search/")] == ["search/index.html"]


def test_a_language_without_a_word_has_an_empty_table(make_site: SiteMaker) -> None:
    site = make_site(SEARCHED)
    site.edit("site.yaml", "languages: [en, ru]", "languages: [en, ru, pl]")
    site.write({"words/pl.po": 'msgid "Facts"\nmsgstr "Fakty"\n'})
    site.build()
    assert unpacked(site.files(), "pl") == {}


def test_the_index_is_made_again_when_its_words_change(
    make_site: SiteMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, made = make_site(SEARCHED), list[int]()
    index = search.search_files

    def counted(
        found: Sequence[tuple[str, Passage]], languages: Sequence[str]
    ) -> Iterator[OutputFile]:
        made.append(len(found))
        return index(found, languages)

    monkeypatch.setattr(search, "search_files", counted)
    memory = Memory(Store(None, b"", TODAY), b"")

    def built() -> None:
        assert build(Config(site.folder, site.output, TODAY), memory=memory).write

    built()
    site.edit("pages/about.md", "Two people.", "Three people.")
    built()
    assert made == [24]
    before = site.files()
    site.edit("explainers/lights.md", "For ships.", "For boats.")
    built()
    assert made == [24, 24]
    assert site.files() != before
    site.output.joinpath("search/pagefind/pagefind.js").unlink()
    built()
    assert "search/pagefind/pagefind.js" in site.files()


def test_without_pagefind_it_is_an_error(
    make_site: SiteMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explainer.model.site.settings.find_spec", lambda _: None)
    site = make_site({"site.yaml": "title: Tides\nsearch: true\n"})
    assert site.errors() == [
        "content/site.yaml:2:1 missing-library: Pagefind, which makes sites searchable, is not "
        "installed"
    ]
    site.write({"site.yaml": "title: Tides\nsearch: false\n"})
    site.build()
