"""Searching in a browser, under the policy as hosts send it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_accessibility import EVERY_RULE, violations
from tests.browser.windows import DESKTOP, PHONE, PHONE_SMALL, ServedSite, watch_faults, window
from tests.pages.bilingual import FILES
from tests.sites import TinySite, explainer, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LANGUAGES = {"": "how many", "ru/": "сколько", "ar/": "كم"}
ANSWERS = "\n".join(
    f"## Which rope was number {number}? {{#rope-{number}}}\n\nThe keepers' rope.\n"
    for number in range(8)
)
LONG = (
    f"## What moves? {{#moves}}\n\nThe moon. {'Deep. ' * 50}The *moon* and a moon.{' Wide.' * 50}\n"
)
ARABIC = "## كم عددها؟ {#why}\n\nثلاثة.\n"
COMPILED = "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => 'yes')"


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    site = TinySite(tmp_path_factory.mktemp("searched"))
    site.write(FILES)
    site.edit("site.yaml", "languages: [en, ru]", "languages: [en, ru, ar]\nsearch: true")
    site.write(
        {
            "explainers/lights.ar.md": explainer(ARABIC, title="الأضواء"),
            "explainers/ropes.md": explainer(ANSWERS, title="The ropes"),
            "explainers/moves.md": explainer(LONG, title="Movement"),
            "facts/dispute.yaml": """
crowd:
  label: How many came
  claims:
  - {value: 9, by: the pilots, sources: [log]}
  - {value: 7, by: the keepers, sources: [wire], rank: preferred, why: They counted.}
""",
        }
    )
    site.edit("explainers/gauge.md", "The [[well]]", "{{ crowd }} came. The [[well]]")
    site.build()
    with served(site.output) as address:
        yield ServedSite(site.output, address)


def found(page: Page, group: str = "answers") -> list[str]:
    """The titles of what is found in a group."""
    return page.locator(f"#{group}:not([hidden]) h3").all_inner_texts()


def search(page: Page, words: str) -> str:
    """Type the words, and return what is said of the results."""
    before = page.locator(".found").inner_text()
    page.get_by_role("searchbox").fill(words)
    changed = "(was) => document.querySelector('.found').innerText !== was"
    page.wait_for_function(changed, arg=before)
    return page.locator(".found").inner_text()


def test_the_answer_comes_first_and_leads_to_the_question(
    chromium: Browser, searched: ServedSite
) -> None:
    with window(chromium) as page:
        faults = watch_faults(page)
        page.goto(f"{searched.root}search/")
        assert search(page, "how many") == "Found: 2"
        assert page.url == f"{searched.root}search/?q=how%20many"
        assert found(page) == ["How many keepers?"]
        assert found(page, "facts") == ["How many came"]
        assert page.locator("#facts .tag.disputed").all_inner_texts() == ["disputed"]
        assert page.locator("#answers h3 mark").all_inner_texts() == ["How", "many"]
        assert search(page, "скольк") == "Nothing was found. Try a shorter word."
        page.goto(f"{searched.root}ru/search/?q=сколько")
        page.get_by_text("Найдено: 1").wait_for()
        assert found(page) == ["Сколько смотрителей?"]
        page.locator("#answers h3 a").click()
        page.wait_for_url(f"{searched.root}ru/gauge/#keepers")
        assert faults == []


def test_of_a_long_answer_it_shows_where_the_words_stand_closest(
    chromium: Browser, searched: ServedSite
) -> None:
    with window(chromium) as page:
        page.goto(f"{searched.root}search/")
        assert search(page, "moons") == "Found: 1"
        text = page.locator("#answers li p").first
        around = f"… {'Deep. ' * 7}The moon and a moon.{' Wide.' * 18} …"
        assert text.inner_text() == around
        assert text.locator("mark").all_inner_texts() == ["moon", "moon."]
        assert search(page, "deep") == "Found: 2"
        assert text.inner_text() == f"The moon.{' Deep.' * 28} …"


def test_endings_are_those_of_the_language(chromium: Browser, searched: ServedSite) -> None:
    with window(chromium) as page:
        page.goto(f"{searched.root}ru/search/")
        search(page, "смотритель")
        assert found(page) == ["Сколько смотрителей?"]
        assert found(page, "people") == ["Анна Ки"]


def test_it_needs_no_pointer(chromium: Browser, searched: ServedSite) -> None:
    """The rest of many results is asked for, and read on from there."""
    with window(chromium) as page:
        page.goto(f"{searched.root}search/")
        page.get_by_role("searchbox").press_sequentially("rope")
        page.locator("#answers h3").nth(4).wait_for()
        page.keyboard.press("Enter")
        shown = found(page)
        assert len(shown) == 5
        page.locator("#answers button").press("Enter")
        page.locator("#answers h3").nth(8).wait_for()
        assert found(page)[:5] == shown
        assert len(found(page)) == 9
        assert page.locator(":focus").inner_text() == found(page)[5]
        assert page.locator("#answers button").is_hidden()


def test_no_other_page_may_compile(chromium: Browser, searched: ServedSite) -> None:
    with window(chromium) as page:
        for address, allowed in (("search/", True), ("", False), ("gauge/", False)):
            page.goto(searched.root + address)
            assert page.evaluate(f"{COMPILED}.catch(() => 'no')") == ("yes" if allowed else "no")


def test_without_script_it_leads_to_the_questions(chromium: Browser, searched: ServedSite) -> None:
    with window(chromium, PHONE, script=False) as page:
        page.goto(f"{searched.root}search/")
        assert page.get_by_role("searchbox").count() == 0
        page.locator(".empty a").click()
        page.wait_for_url(f"{searched.root}questions/")


def test_where_the_engine_is_missing_it_says_so(chromium: Browser, searched: ServedSite) -> None:
    with window(chromium) as page:
        page.route("**/pagefind.js", lambda route: route.abort())
        page.goto(f"{searched.root}search/")
        page.locator(".empty").wait_for()
        assert page.locator("form.search").is_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
def test_axe_finds_nothing(
    chromium: Browser, searched: ServedSite, width: int, scheme: str
) -> None:
    with window(chromium, width, color_scheme=scheme, bypass_csp=True) as page:
        for language, words in LANGUAGES.items():
            page.goto(f"{searched.root}{language}search/")
            assert violations(page, EVERY_RULE) == []
            search(page, words)
            assert found(page) != []
            assert violations(page, EVERY_RULE) == []


def test_nothing_is_wider_than_a_phone(chromium: Browser, searched: ServedSite) -> None:
    with window(chromium, PHONE_SMALL) as page:
        for language, words in LANGUAGES.items():
            page.goto(f"{searched.root}{language}search/")
            search(page, words)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_SMALL
