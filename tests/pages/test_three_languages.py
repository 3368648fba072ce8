"""A site in three languages, a third of whose pages is not translated, walked as a crawler does."""

from __future__ import annotations

from collections.abc import Mapping

import lxml.html
import pytest

from tests.sites import TinySite, explainer, words

URL = "https://example.org/"
ASKED = {"en": "Why does it rise?", "ru": "Почему она растёт?", "ar": "لماذا يرتفع؟"}
ANSWERED = {"en": "Because of the moon.", "ru": "Из-за луны.", "ar": "بسبب القمر."}
PAGES = 40


def is_translated(number: int) -> bool:
    return number % 3 > 0


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, lxml.html.HtmlElement]:
    """The pages of the site by their addresses."""
    files = {"site.yaml": f"title: Tides\nurl: {URL}\nlanguages: [en, ru, ar]\n"}
    for number in range(PAGES):
        for language in ASKED if is_translated(number) else ["en"]:
            name = f"tide-{number}" + ("" if language == "en" else f".{language}")
            text = f"## {ASKED[language]} {{#why}}\n\n{ANSWERED[language]}\n"
            files[f"explainers/{name}.md"] = explainer(text, title=f"{number}")
    site = TinySite(tmp_path_factory.mktemp("tides"))
    site.write(files)
    site.build()
    ends = "index.html"
    addresses = (path.removesuffix(ends) for path in site.files() if path.endswith(ends))
    return {address: site.tree(address) for address in addresses}


def test_every_version_names_every_other_and_none_that_is_missing(
    trees: Mapping[str, lxml.html.HtmlElement],
) -> None:
    versions = {}
    for address, tree in trees.items():
        links = tree.xpath('//head/link[@rel="alternate"][@hreflang]')
        versions[address] = {a.get("hreflang"): a.get("href").removeprefix(URL) for a in links}
    for number in range(PAGES):
        found = versions[f"tide-{number}/"]
        if is_translated(number):
            own = {"en": f"tide-{number}/", "ru": f"ru/tide-{number}/", "ar": f"ar/tide-{number}/"}
            assert found == {**own, "x-default": f"tide-{number}/"}
        else:
            assert found == {}
    for address, found in versions.items():
        assert all(versions[other] == found for other in found.values()), address
        assert not found or address in found.values()


def test_no_page_is_in_another_language_than_it_says(
    trees: Mapping[str, lxml.html.HtmlElement],
) -> None:
    for address, tree in trees.items():
        code = address[:2] if address[:3] in ("ru/", "ar/") else "en"
        assert (tree.get("lang"), tree.get("dir")) == (code, "rtl" if code == "ar" else "ltr")
        for heading in tree.find_class("qa"):
            assert ANSWERED[code] in words(heading), address


def test_what_is_not_translated_is_linked_where_it_is(
    trees: Mapping[str, lxml.html.HtmlElement],
) -> None:
    assert "ru/tide-0/" not in trees
    said = [words(li) for li in trees["tide-0/"].find_class("languages")[0].iter("li")]
    assert said == ["English", "Русский: перевода нет", "العربية: لا توجد ترجمة"]
