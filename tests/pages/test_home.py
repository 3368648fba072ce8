"""The home page: the main questions, the newest explainers in full, the others by name."""

from __future__ import annotations

from tests.pages.conftest import SiteMaker
from tests.sites import explainer, sources, words


def test_the_questions_that_the_settings_name_come_first(make_site: SiteMaker) -> None:
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
    assert words(featured) == "In short Why? The moon. The gauge How deep? Four metres. The gauge"
    assert featured.xpath(".//a/@href") == ["gauge/#why", "gauge/#how-deep"]


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


def test_the_home_page_counts_what_there_is(make_site: SiteMaker) -> None:
    site = make_site({"explainers/gauge.md": explainer("No question.")})
    site.build()
    assert words(site.tree().find_class("counts")[0]) == "1 explainer"
    site.write({"explainers/gauge.md": explainer("## Why?\n\nThe moon.[@log]")})
    site.write({"sources/s.yaml": sources("log")})
    site.build()
    assert (
        words(site.tree().find_class("counts")[0])
        == "1 explainer 1 question answered 1 source on record"
    )
