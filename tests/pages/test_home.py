"""The home page: one answer, main questions, other explainers, what changed, what is disputed."""

from __future__ import annotations

from tests.pages.conftest import SiteMaker
from tests.pictures import png
from tests.sites import explainer, sources, words


def test_the_questions_that_the_settings_name_are_answered(make_site: SiteMaker) -> None:
    body = "## How deep?\n\nFour metres.\n\n## Why?\n\nThe moon.\n\nMore."
    settings = "title: T\nfeatured: [gauge#why, draft#why, gauge#how-deep]\n"
    site = make_site(
        {
            "site.yaml": settings,
            "explainers/gauge.md": explainer(body),
            "explainers/draft.md": explainer("## Why?\n\nA draft.", "status: draft"),
        }
    )
    site.build()
    featured = site.tree().find_class("featured")[0]
    assert words(featured) == "In short Why? The moon. How deep? Four metres."
    assert featured.xpath(".//a/@href") == ["gauge/#why", "gauge/#how-deep"]


def test_a_featured_question_names_its_explainer_unless_that_stands_above(
    make_site: SiteMaker,
) -> None:
    site = make_site(
        {
            "site.yaml": "title: T\nfeatured: [gauge#why, sea#why]\n",
            "explainers/gauge.md": explainer("## Why?\n\nThe moon."),
            "explainers/sea.md": explainer("## Why?\n\nThe sun.", title="The sea"),
        }
    )
    site.build()
    featured = site.tree().find_class("featured")[0]
    assert words(featured) == "In short Why? The moon. Why? The sun. The sea"


def test_more_explainers_say_in_a_sentence_what_is_in_them(make_site: SiteMaker) -> None:
    files = {f"explainers/{name}.md": explainer("", title=name.upper()) for name in "abc"}
    files["explainers/d.md"] = explainer("", "short_answer: By U.S. law. No more.", title="D")
    files["explainers/e.md"] = explainer(
        "", "standfirst: Ebb, flow. And the moon.", "short_answer: So.", title="E"
    )
    site = make_site(files)
    site.build()
    assert [words(li) for li in site.tree().xpath('//ul[@class="shelf"]/li')] == [
        "D By U.S. law.",
        "E Ebb, flow.",
    ]


def test_plain_pages_are_at_hand_on_the_home_page_and_at_the_foot_of_all(
    make_site: SiteMaker,
) -> None:
    """By title, before the policies; those that nobody may read are left out."""
    site = make_site(
        {
            "site.yaml": "title: T\nlanguages: [en, ru]\npolicies: {about: about}\n",
            "explainers/gauge.md": explainer("No question."),
            "pages/about.md": "---\ntitle: About\n---\n\nUs.\n",
            "pages/a.md": "---\ntitle: Tide table\n---\n\nHigh.\n",
            "pages/b.md": "---\ntitle: in figures\n---\n\nFour.\n",
            "pages/b.ru.md": "---\ntitle: В цифрах\n---\n\nЧетыре.\n",
            "pages/c.md": "---\ntitle: C\nstatus: draft\n---\n\nNone.\n",
            "pages/d.md": "---\ntitle: D\nstatus: withdrawn\nreason: Wrong.\n---\n\nNone.\n",
        }
    )
    site.build()
    tree = site.tree()
    assert words(tree.find_class("counts")[0]) == "1 explainer in figures Tide table"
    lists = tree.xpath("//footer//ul")
    assert [words(ul) for ul in lists[:2]] == ["in figures Tide table", "About"]
    assert lists[0].xpath(".//a/@href") == ["b/", "a/"]
    first = site.tree("ru/").xpath("//footer//ul")[0]
    assert [(words(a), a.get("lang")) for a in first.iter("a")] == [
        ("Tide table", "en"),
        ("В цифрах", None),
    ]


def test_the_newest_three_show_their_questions_and_the_rest_stand_by_name(
    make_site: SiteMaker,
) -> None:
    asked = "\n\n".join(f"## Question {n}?\n\nSo." for n in range(1, 12))
    names = ["a", "b", "c", "d", "e"]
    site = make_site(
        {f"explainers/{name}.md": explainer(asked, title=name.upper()) for name in names}
    )
    site.build()
    tree = site.tree()
    assert [words(h) for h in tree.xpath("//article/h2")] == ["A", "B", "C"]
    last = tree.find_class("questions")[0].getchildren()[-2:]
    assert [words(li) for li in last] == ["Question 9?", "2 more questions"]
    assert [words(li.find("a")) for li in tree.xpath('//ul[@class="shelf"]/li')] == ["D", "E"]


FACTS = """
crowd:
  label: Crowd
  unit: people
  claims:
    - {value: 40, by: Ann, as_of: 2026-01, sources: [log]}
    - {value: 60, by: Bob, as_of: 2026-01-03, sources: [log]}
cause:
  label: Cause
  claims:
    - {value: wind, by: Ann, as_of: 2026-02-02, sources: [log]}
    - {value: moon, by: Bob, as_of: 2026-02-03, sources: [log]}
built: {label: Built, value: 1891-07-02, sources: [log]}
"""
FIGURE = """
## How deep? {#how-deep}

Four metres.[@log]

```table
title: Two facts
facts: [built, crowd]
note: As *counted*. [@log]
```
"""


def test_the_explainer_that_the_settings_feature_first_comes_first_with_its_answer(
    make_site: SiteMaker,
) -> None:
    site = make_site(
        {
            "site.yaml": "title: Tides\nfeatured: [old#how-deep]\n",
            "explainers/new.md": explainer("", "short_answer: New.", title="New"),
            "explainers/old.md": explainer(
                FIGURE, "short_answer: Some {{ crowd }} came.[@log]", title="Old"
            ).replace("2026-03-02", "2026-01-02"),
            "facts/f.yaml": FACTS,
            "sources/s.yaml": sources("log"),
        }
    )
    site.build()
    tree = site.tree()
    assert [words(h) for h in tree.xpath("//article/h2")] == ["Old", "New"]
    lead = tree.find_class("lead")[0]
    assert words(lead.find_class("short-answer")[0]) == "Some 60 (Disputed) came."
    assert words(lead.find(".//figcaption")) == "Two facts"
    assert tree.xpath("//*[@role='doc-noteref']") == []


def test_without_featured_questions_the_newest_explainer_comes_first_with_its_picture(
    make_site: SiteMaker,
) -> None:
    body = "See:\n\n![A gauge](images/gauge.png)\n"
    site = make_site(
        {
            "images/gauge.png": png(20, 10),
            "explainers/gauge.md": explainer(body, "short_answer: Deep."),
        }
    )
    site.build()
    (picture,) = site.tree().xpath("//article[@class='card lead']//img")
    assert (picture.get("src"), picture.get("alt")) == ("assets/images/gauge.png", "A gauge")


def test_what_changed_last_stands_with_its_day_and_page(make_site: SiteMaker) -> None:
    front = [
        "updates:",
        *(f"- {{date: 2026-06-0{day}, text: 'More {day}. [@log]'}}" for day in range(1, 6)),
        "corrections: [{date: 2026-07-01, was: Low, now: Deep, question: why}]",
    ]
    site = make_site(
        {
            "explainers/gauge.md": explainer("## Why? {#why}\n\nDeep. [@log]", *front),
            "sources/s.yaml": sources("log"),
        }
    )
    site.build()
    log = site.tree().find_class("log")[0]
    assert [words(li) for li in log] == [
        "Correction, 1 July 2026 · The gauge · Why? It said: Low It now says: Deep",
        *(f"Update, {day} June 2026 · The gauge More {day}." for day in range(5, 1, -1)),
    ]
    assert log.xpath(".//a/@href") == ["gauge/", "gauge/#why", *["gauge/"] * 4]


def test_what_is_disputed_stands_with_what_is_claimed_numbers_first(make_site: SiteMaker) -> None:
    site = make_site({"facts/f.yaml": FACTS, "sources/s.yaml": sources("log")})
    site.build()
    (part,) = site.tree().xpath("//section[@aria-labelledby='disputes']")
    assert words(part) == (
        "What is disputed now On record, in no explainer yet"
        " Crowd 40 people (Ann) / 60 people (Bob) figure of 3 January 2026 "
        "Cause wind (Ann) / moon (Bob) 2 disputed facts"
    )
    assert part.xpath(".//a/@href") == ["facts/crowd/", "facts/cause/", "disputes/"]


def test_the_home_page_counts_what_there_is(make_site: SiteMaker) -> None:
    site = make_site({"explainers/gauge.md": explainer("No question.")})
    site.build()
    assert words(site.tree().find_class("counts")[0]) == "1 explainer"
    site.write({"explainers/gauge.md": explainer("## Why?\n\nThe moon.[@log]")})
    site.write({"sources/s.yaml": sources("log")})
    site.build()
    assert (
        words(site.tree().find_class("counts")[0])
        == "1 explainer 1 question answered 1 source that we rely on"
    )


def test_after_the_lead_come_those_that_it_names(make_site: SiteMaker) -> None:
    files = {
        f"explainers/{name}.md": explainer("## Why?\n\nSo.", title=name.upper())
        for name in ("a", "b", "c", "d")
    }
    files["explainers/c.md"] = explainer("## Why?\n\nSo.", "related: [d, b]", title="C")
    site = make_site({"site.yaml": "title: T\nfeatured: [c#why]\n", **files})
    site.build()
    assert [words(h) for h in site.tree().xpath("//article/h2")] == ["C", "D", "B"]
