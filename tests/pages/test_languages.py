"""A site in two languages: every page of the second one speaks it throughout."""

from __future__ import annotations

import re

import lxml.html
import pytest

from tests.pages.bilingual import FILES
from tests.pages.conftest import SiteMaker
from tests.sites import TinySite, words


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    site = make_site(FILES)
    site.build()
    return site


def paragraphs(tree: lxml.html.HtmlElement, section: str) -> list[str]:
    """What the paragraphs of a section say, without their notes' numbers."""
    found = tree.get_element_by_id(section)
    for mark in found.find_class("ref"):
        mark.drop_tree()
    return [words(p) for p in found.iter("p")]


def test_every_page_stands_under_the_code_of_its_language(site: TinySite) -> None:
    pages = {path for path in site.files() if path.endswith("index.html")}
    english = {path for path in pages if not path.startswith("ru/")}
    only_english = {"lights/index.html", "tide-gauge/index.html"}
    assert {path.removeprefix("ru/") for path in pages - english} == english - only_english


def test_each_page_declares_its_language_and_names_the_other(site: TinySite) -> None:
    for path, language in (("gauge/", "en"), ("ru/gauge/", "ru"), ("ru/sources/", "ru")):
        tree = site.tree(path)
        assert (tree.get("lang"), tree.get("dir")) == (language, "ltr")
        alternates = tree.xpath('//link[@rel="alternate"][@hreflang]')
        assert [each.get("hreflang") for each in alternates] == ["en", "x-default", "ru"]
        assert {each.get("href")[:27] for each in alternates} == {"https://tides.example/book/"}
    switch = site.tree("ru/gauge/").find_class("languages")[0]
    assert [words(li) for li in switch.iter("li")] == ["English", "Русский"]
    assert [a.get("href") for a in switch.iter("a")] == ["../../gauge/"]


def test_a_page_that_is_not_translated_says_so_in_the_other_language(site: TinySite) -> None:
    """There is no second page with the same text: links of the Russian pages lead to the one."""
    tree = site.tree("lights/")
    (switch,) = tree.find_class("languages")
    assert [words(li) for li in switch.iter("li")] == ["English", "Русский: перевода нет"]
    (home,) = switch.iter("a")
    assert (home.get("href"), home.get("lang"), home.get("rel")) == ("../ru/", "ru", None)
    assert tree.xpath('//link[@rel="alternate"][@hreflang]') == []
    assert "ru/lights/index.html" not in site.files()


def test_the_frame_speaks_the_pages_language(site: TinySite) -> None:
    tree = site.tree("ru/gauge/")
    assert words(tree.find_class("brand")[0]) == "Приливы"
    assert [words(a) for a in tree.xpath('//nav[@class="site"]//a')] == [
        "Вопросы", "Факты", "Источники", "Словарь", "Люди", "Места",
    ]  # fmt: skip
    assert words(tree.find_class("footer")[0]) == (
        "Дом футштока Что делало море. desk@tides.example О нас"
        " В чём расходятся источники Хронология Что изменилось Исправления Данные"
        " Лента новостей (Atom) Как в системе Светлые Тёмные"
    )
    assert tree.xpath('//footer[@class="footer"]//a[contains(@href, "mailto")]/@href') == [
        "mailto:desk@tides.example"
    ]
    assert words(site.tree("ru/").find(".//h1")) == "Приливы"


def test_no_english_word_of_the_interface_is_left(site: TinySite) -> None:
    """Whatever Latin letters a Russian page has come from what the editors wrote."""
    own = re.compile(
        r"https?\S+|desk@\S+|High water|The log|The lights|The gauge|Why|Pier|English|p\. 2"
        r"|JSON|CSV|DB Browser for SQLite|SQLite|SQL|Zotero|CSL|Frictionless Data Package"
        r"|Datasette|Atom|BibTeX|RIS|\bused\b|relied_on|(?:python )?query\.py"
    )
    for path in site.files():
        if path.startswith("ru/") and path.endswith(".html"):
            body = site.tree(path.removesuffix("index.html")).find("body")
            for code in body.xpath(".//pre | .//code | .//a[contains(@href, 'data/')]"):
                code.drop_tree()  # queries, and the names of files and of what is in them
            assert re.findall(r"[A-Za-z]{2}[A-Za-z ]*", own.sub("", words(body))) == [], path


def test_values_units_dates_and_numbers_are_written_in_the_language(site: TinySite) -> None:
    assert paragraphs(site.tree("gauge/"), "keepers") == [
        "21 people, said Ann Key.",
        "The stilling well is 3.5 metres deep. See lights, us, this and all.",
    ]
    assert paragraphs(site.tree("ru/gauge/"), "keepers") == [
        "21 человек, сказала Анна Ки.",
        "Колодец глубиной 3,5 метра: 2 июля 1891, около 2 500 человек, 21,"
        " Футшток построен в 1891 году. См. огни, о нас, это и всё.",
    ]
    facts = site.tree("ru/gauge/").find_class("key-facts")[0]
    assert [words(dt) for dt in facts.iter("dt")] == ["Построен", "Смотрители"]


@pytest.mark.parametrize(
    ("number", "people"),
    [("1", "1 человек"), ("2", "2 человека"), ("5", "5 человек"), ("11", "11 человек"),
     ("22", "22 человека"), ("1000", "1 000 человек"), ("1.5", "1,5 человека"),
     ("12345", "12 345 человек")],
)  # fmt: skip
def test_units_have_their_plural_forms(site: TinySite, number: str, people: str) -> None:
    site.edit("facts/f.yaml", "value: 21", f"value: {number}")
    site.build()
    assert paragraphs(site.tree("ru/gauge/"), "keepers")[0] == f"{people}, сказала Анна Ки."


def test_links_lead_to_the_pages_own_language_where_they_can(site: TinySite) -> None:
    section = site.tree("ru/gauge/").get_element_by_id("keepers")
    found = [a.get("href") for a in section.xpath(".//p[2]/a[not(@role)]")]
    assert found == ["../../lights/#why", "../about/", "#keepers", "../../glossary/"]


def test_related_pages_in_another_language_say_so(site: TinySite) -> None:
    (link,) = site.tree("ru/gauge/").xpath('//section[h2/@id="related"]//a')
    assert (words(link), link.get("href"), link.get("lang"), link.get("hreflang")) == (
        "The lights", "../../lights/", "en", "en",
    )  # fmt: skip


def test_terms_and_people_are_named_in_the_language(site: TinySite) -> None:
    tree = site.tree("ru/gauge/")
    terms = tree.xpath('//section[h2/@id="terms"]')[0]
    assert [words(dt) for dt in terms.iter("dt")] == ["Анна Ки", "успокоительный колодец"]
    assert "Шахта." in words(terms)
    assert words(site.tree("ru/people/ann/").find(".//h1")) == "Анна Ки"
    assert "Смотритель" in words(site.tree("ru/people/ann/"))


def test_source_pages_stand_under_the_language_too(site: TinySite) -> None:
    tree = site.tree("ru/sources/wire/")
    card = words(tree.find_class("source-card")[0])
    assert card.startswith("Новостное сообщение, язык: английский High water. 10 января 2022.")
    assert [(words(a), a.get("href")) for a in tree.xpath('//ul[@class="uses"]/li/a')] == [
        ("Короткий ответ", "../../gauge/#short-answer"),
        ("Главные факты", "../../gauge/#key-facts"),
        ("Сколько смотрителей?", "../../gauge/#keepers"),
    ]


def test_what_only_an_untranslated_page_relies_on_is_not_said_to_be_unused(site: TinySite) -> None:
    tree = site.tree("ru/sources/log/")
    assert [(words(a), a.get("href"), a.get("lang")) for a in tree.xpath('//ul[@class="uses"]//a')
            if "lights" in a.get("href")] == [
        ("Why?", "../../../lights/#why", "en"), ("The lights", "../../../lights/", "en"),
    ]  # fmt: skip


def test_a_link_in_a_translation_says_where_it_leads_to_another_language(site: TinySite) -> None:
    links = "[Огни](lights.md), [здесь](gauge.md), [оба](../pages/about.md), [они](/facts/)"
    site.edit("explainers/gauge.ru.md", "(#keepers)", f"(#keepers) {links}")
    site.build()
    assert [
        (words(a), a.get("hreflang"))
        for a in site.tree("ru/gauge/").xpath("//main//p//a")
        if words(a) in links
    ] == [
        ("Огни", "en"), ("здесь", None), ("оба", None), ("они", "en"),
    ]  # fmt: skip
    assert site.tree("gauge/").xpath("//main//p//a[@hreflang]") == []


def test_a_machines_translation_says_so_and_names_its_original(site: TinySite) -> None:
    assert [words(p) for p in site.tree("ru/gauge/").find_class("banner")] == [
        "Эта страница переведена машиной. Оригинал: The gauge"
    ]
    (original,) = site.tree("ru/gauge/").xpath('//*[contains(@class, "banner")]//a')
    assert (original.get("href"), original.get("lang")) == ("../../gauge/", "en")
    assert site.tree("gauge/").find_class("banner") == []
    assert site.tree("ru/about/").find_class("banner") == []


def test_a_reviewer_who_is_a_person_takes_the_notice_away(site: TinySite) -> None:
    site.edit("people.yaml", "ann:", "desk: {name: The desk, kind: organization}\nann:")
    site.edit("explainers/gauge.ru.md", "translation:", "checked_by: desk\ntranslation:")
    site.build()
    assert len(site.tree("ru/gauge/").find_class("banner")) == 1
    site.edit("explainers/gauge.ru.md", "checked_by: desk", "checked_by: [desk, ann]")
    site.build()
    assert site.tree("ru/gauge/").find_class("banner") == []


def test_a_question_of_a_translation_has_its_originals_id(site: TinySite) -> None:
    site.edit("explainers/gauge.ru.md", "{#keepers}", "{#smotriteli}")
    site.edit("explainers/gauge.ru.md", "(#keepers)", "(#smotriteli)")
    (error,) = site.errors()
    where, _, message = error.partition(" ")
    assert where == "content/explainers/gauge.ru.md:13:27"
    assert message == 'translation: the original has no question "smotriteli"'


def test_a_fact_without_a_translation_is_written_in_its_own_language(site: TinySite) -> None:
    site.edit("facts/f.yaml", "label.ru: Глубина, ", "")
    site.edit("explainers/gauge.ru.md", "key_facts: [built", "key_facts: [depth, built")
    site.build()
    facts = site.tree("ru/gauge/").find_class("key-facts")[0]
    assert [words(dt) for dt in facts.iter("dt")] == ["Depth", "Построен", "Смотрители"]


def test_what_site_yaml_does_not_translate_says_its_language(make_site: SiteMaker) -> None:
    settings = "title: Tides\ndescription: The sea.\npublisher: The House\nlanguages: [en, ru]\n"
    site = make_site({"site.yaml": settings})
    site.build()
    shown = ["Tides", "Tides", "The sea.", "The House", "The sea."]
    assert [
        words(each) for each in site.tree("ru/").xpath('//*[@lang="en"][not(@hreflang)]')
    ] == shown
    assert site.tree().xpath('//body//*[@lang="en"][not(@hreflang)]') == []
    site.edit("site.yaml", "title: Tides", "title: Tides\ntitle.ru: Приливы\ndescription.ru: Море.")
    site.build()
    left = site.tree("ru/").xpath('//*[@lang="en"][not(@hreflang)]')
    assert [words(each) for each in left] == ["The House"]


INDEXES = (
    "questions",
    "facts",
    "sources",
    "glossary",
    "people",
    "places",
    "disputes",
    "timeline",
    "corrections",
    "data",
)


@pytest.mark.parametrize("language", ["", "ru/"])
def test_every_index_describes_itself(site: TinySite, language: str) -> None:
    described = []
    for index in INDEXES:
        tree = site.tree(f"{language}{index}/")
        (description,) = tree.xpath('//meta[@name="description"]/@content')
        assert words(tree.find_class("standfirst")[0]) == description
        assert bool(re.search("[а-я]", description)) == bool(language)
        described.append(description)
    assert len(set(described)) == len(INDEXES)


def test_a_translation_is_withdrawn_with_its_original(site: TinySite) -> None:
    """Its page gives the reason: the original's, in that language, or one in its own words."""
    listed = ("ru/feed.xml", "sitemap.xml", "llms.txt", "data/questions.json")
    assert [path for path in listed if b"ru/gauge/" in site.files()[path]] == [*listed]
    site.edit("explainers/gauge.md", "authors:", "status: withdrawn\nreason: Forged.\nauthors:")
    site.build()
    assert [path for path in listed if b"ru/gauge/" in site.files()[path]] == []
    tree = site.tree("ru/gauge/")
    assert tree.xpath('//meta[@name="robots"]/@content') == ["noindex"]
    (reason,) = tree.xpath('//*[@class="notice"]/p')
    assert (words(reason), reason.get("lang")) == ("Forged.", "en")
    site.edit("explainers/gauge.ru.md", "authors:", "reason: Подделка.\nauthors:")
    site.build()
    (reason,) = site.tree("ru/gauge/").xpath('//*[@class="notice"]/p')
    assert (words(reason), reason.get("lang")) == ("Подделка.", None)
    site.edit("explainers/gauge.md", "status: withdrawn\nreason: Forged.\n", "")
    assert site.errors() == [
        'content/explainers/gauge.ru.md:7:9 reason: "reason" is for a withdrawn page'
    ]


def test_a_related_page_in_another_language_is_worded_in_it(site: TinySite) -> None:
    site.edit("explainers/lights.md", "related:", "standfirst: In {{ built }}.\nrelated:")
    site.build()
    (told,) = site.tree("ru/gauge/").xpath('//ul[@class="related"]/li/p[2]')
    assert (words(told), told.get("lang"), told.get("dir")) == ("In 2 July 1891.", "en", "ltr")


def test_what_tells_of_languages_at_odds_is_reported(site: TinySite) -> None:
    site.edit("explainers/lights.md", "related:", "translation: machine\nrelated:")
    once = 'msgid "Facts"\nmsgstr "Данные"\n\n'
    site.write({"words/ru.po": once + once})
    assert site.errors() == [
        "content/explainers/lights.md:5:1 translation: this page translates no other",
        'content/words/ru.po:4:1 words: "Facts" stands twice',
    ]
