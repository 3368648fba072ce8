"""A site with much to list: what its home page and its lists show, and how they are divided."""

from __future__ import annotations

import lxml.html
import pytest

from tests.pages.test_links import link_faults
from tests.sites import TinySite, explainer, sources, words

ASKED = "## How deep? {#deep}\n\nFour metres.\n\n## How wide? {#wide}\n\nSix.\n"
SETTINGS = "title: Tides\nlanguages: [en, ru]\nfeatured: [p000#wide]\n"
LINK = f"{ASKED}\nSee [all](/questions/).\n"


def titled(number: int) -> str:
    """Under A one explainer, under 0–9 one, under # one, and all others under W."""
    return {0: "Åre", 1: "1992", 2: "?!"}.get(number, f"Why {number:03}?")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """501 explainers, two with questions; of the Russian ones, one has more than a page holds."""
    made = TinySite(tmp_path_factory.mktemp("many"))
    by = "authors: [ann]"
    files = {f"explainers/p{n:03}.md": explainer("No.", by, title=titled(n)) for n in range(501)}
    many = "".join(f"## Q {n}? {{#q{n}}}\n\nSo.\n\n" for n in range(301))
    made.write(
        {
            **files,
            "site.yaml": SETTINGS,
            "people.yaml": "ann: {name: Ann Key, note: She keeps it.}\n",
            "sources/s.yaml": sources(*(f"s{n:03}" for n in range(301))),
            "explainers/p000.md": explainer(ASKED, by, title=titled(0)),
            "explainers/p003.md": explainer(LINK, by, title=titled(3)),
            "explainers/p000.ru.md": explainer(ASKED, title="Йод"),
            "explainers/p900.md": explainer(many, title="Why so much?"),
            "explainers/p900.ru.md": explainer(many, title="Ил"),
        }
    )
    made.build()
    return made


def hrefs(tree: lxml.html.HtmlElement, path: str) -> list[str]:
    return [str(each) for each in tree.xpath(f"{path}/@href")]


def test_every_link_leads_somewhere(site: TinySite) -> None:
    assert list(link_faults(site.files())) == []


def test_home_shows_the_newest_and_leads_to_all(site: TinySite) -> None:
    tree = site.tree()
    assert len(tree.xpath("//article | //ul[@class='shelf']/li")) == 60
    assert words(tree.find_class("counts")[0]).startswith("502 explainers 305 questions answered")
    assert words(tree.find_class("onward")[0]) == "All explainers"
    assert hrefs(tree, "//p[@class='onward']/a") == ["questions/"]
    assert words(tree.find_class("featured")[0]) == "In short How wide? Six."


def test_the_list_itself_has_the_letters_and_every_title(site: TinySite) -> None:
    tree = site.tree("questions/")
    assert [words(li) for li in tree.xpath("//nav[@class='jumps letters']//li")] == [
        *("0–9", "A", "W", "#")
    ]
    assert hrefs(tree, "//nav[@class='jumps letters']//a") == ["0-9/", "a/", "w/", "other/"]
    titles = [words(li) for li in tree.xpath("//ul[@class='links']/li")]
    assert (len(titles), titles[:3], titles[-1]) == (502, ["1992", "Åre", "Why 003?"], "?!")
    assert tree.find_class("answers") == tree.find_class("empty") == []


def test_a_letter_has_the_questions_of_its_explainers(site: TinySite) -> None:
    tree = site.tree("questions/a/")
    assert words(tree.find(".//title")) == "Questions: A – Tides"
    assert tree.xpath("//meta[@name='description']/@content") == ["Åre"]
    assert words(tree.find_class("breadcrumb")[0]) == "Questions"
    (group,) = tree.find_class("group")
    assert words(group) == "Åre How deep? Four metres. How wide? Six."
    assert hrefs(group, ".//dt/a") == ["../../p000/#deep", "../../p000/#wide"]
    (current,) = tree.xpath("//main//*[@aria-current]")
    assert (words(current), current.get("aria-current")) == ("A", "page")


def test_a_long_letter_has_several_pages(site: TinySite) -> None:
    tree = site.tree("questions/w/2/")
    assert words(tree.find(".//h1")) == "Questions: W (2)"
    assert tree.xpath("//meta[@name='description']/@content") == ["Why 302? – Why 500?"]
    current = tree.xpath("//main//a[@aria-current]")
    assert [(words(each), each.get("aria-current")) for each in current] == [
        ("W", "true"),
        ("2", "page"),
    ]
    assert tree.xpath("//main//nav//a/@aria-label") == ["W 1", "W 2", "W 3"]
    assert len(tree.find_class("group")) == 199
    assert hrefs(tree, "//p[@class='onward']/a") == ["../3/"]
    last = site.tree("questions/w/3/")
    assert len(last.xpath("//dl[@class='answers']/div")) == 301
    assert words(last.find_class("onward")[0]) == "Questions: #"
    assert site.tree("questions/other/").find_class("onward") == []


def test_each_language_has_its_own_letters(site: TinySite) -> None:
    tree = site.tree("ru/questions/")
    assert hrefs(tree, "//nav[@class='jumps letters']//a") == ["cyrillic-i/", "cyrillic-short-i/"]
    assert words(tree.find(".//h2")) == "Все объяснения"
    page = site.tree("ru/questions/cyrillic-short-i/")
    assert words(page.find(".//h1")) == "Вопросы: Й"
    assert page.find_class("languages") == []


def test_many_sources_are_divided_too(site: TinySite) -> None:
    tree = site.tree("sources/")
    assert hrefs(tree, "//nav[@class='jumps letters']//a") == ["letters/r/"]
    assert tree.find_class("sources") == tree.find_class("empty") == []
    first, second = site.tree("sources/letters/r/"), site.tree("sources/letters/r/2/")
    assert [len(each.xpath("//ol[@class='sources']/li")) for each in (first, second)] == [300, 1]
    assert hrefs(second, "//cite/a") == ["../../../s300/"]


def test_a_page_for_those_who_are_lost_and_that_of_an_author_have_bounds(site: TinySite) -> None:
    assert len(site.tree("404.html").xpath("//ul[@class='links']/li")) == 8
    wrote = site.tree("people/ann/").xpath("//ul[@class='links']/li")
    assert len(wrote) == 501
    assert words(wrote[-1]) == "All explainers"
