"""Corrections: listed for all pages, and checked against the answers as readers see them."""

from __future__ import annotations

import pytest

from tests.ledger.conftest import SiteMaker
from tests.sites import TinySite, explainer, words


def page(correction: str, answer: str, *more: str) -> dict[str, str | bytes]:
    front = ("corrections:", f"- {{date: 2026-04-01, {correction}}}", *more)
    body = f"## How many? {{#how-many}}\n\n{answer}\n"
    return {"explainers/pier.md": explainer(body, *front, title="The pier")}


# ---- against the answers ----


@pytest.mark.parametrize(
    ("correction", "answer"),
    [
        ("was: Ten came, now: Nine came", "Nine came."),
        ("was: Ten came, now: nine   CAME.", "On Monday nine came, and left."),
        ("was: Ten came, now: 9 came", "*9* came. [@a]"),
        ("was: Ten came, now: 900 people came", "It was said that {{ crowd | with-unit }} came."),
        ('was: Ten came, now: "{{ crowd | with-unit }} came"', "{{ crowd | with-unit }} came."),
        ("was: 16 people came, now: 116 people came", "116 people came."),
        ("was: '2,030', now: '2,030,000'", "It is 2,030,000."),
        ("was: 5 m, now: 2.5 m", "It is 2.5 m."),
        ("was: Nine came, now: Nine came and one left", "Nine came and one left."),
        ("now: Nine came", "Nine came."),
        ("was: Ten came, now: Nine came", "None.\n\n- Nine came\n- Ten left"),
    ],
)
def test_a_correction_that_holds(make_site: SiteMaker, correction: str, answer: str) -> None:
    """Case, white space, notes, the words for a state and parts of numbers make no difference."""
    make_site(page(correction, answer)).build()


@pytest.mark.parametrize(
    ("correction", "answer", "errors"),
    [
        (
            "was: Ten came, now: Nine came",
            "Ten came.",
            [
                '6:27 correction: "Ten came" still stands in the answers',
                '6:42 correction: "Nine came" does not stand in the answers',
            ],
        ),
        (
            "was: 900 people, now: Nine came",
            "{{ crowd | with-unit }} came. Nine came.",
            ['6:27 correction: "900 people" still stands in the answers'],
        ),
        (
            "was: Ten came, now: Nine came",
            "Nine of them came. Nine\n\nCame.",
            ['6:42 correction: "Nine came" does not stand in the answers'],
        ),
        (
            f"now: {'nine ' * 20}",
            "None.",
            [f'6:27 correction: "{("nine " * 12)[:57]}..." does not stand in the answers'],
        ),
    ],
)
def test_a_correction_that_does_not(
    make_site: SiteMaker, correction: str, answer: str, errors: list[str]
) -> None:
    site = make_site(page(correction, answer))
    assert site.errors() == [f"content/explainers/pier.md:{error}" for error in errors]


def test_what_a_later_update_rewrote_need_not_stand(make_site: SiteMaker) -> None:
    files = page("was: Ten came, now: Nine came", "Some came.", "updates:")
    site = make_site(files)
    site.edit("explainers/pier.md", "updates:", "updates:\n- {date: 2026-05-01, text: Rewritten.}")
    site.build()
    site.edit("explainers/pier.md", "date: 2026-05-01, text", "date: 2026-04-01, text")
    (error,) = site.errors()
    assert error.endswith('correction: "Nine came" does not stand in the answers')


def test_only_the_newest_needs_to_stand_but_no_error_may(make_site: SiteMaker) -> None:
    newer = "- {date: 2026-05-01, was: Nine came, now: Eight came}"
    site = make_site(page("was: Ten came, now: Nine came", "Eight came.", newer))
    site.build()
    site.edit("explainers/pier.md", "\nEight came.", "\nEight came, not nine. Nine came. Ten came.")
    assert site.errors() == [
        'content/explainers/pier.md:6:27 correction: "Ten came" still stands in the answers',
        'content/explainers/pier.md:7:27 correction: "Nine came" still stands in the answers',
    ]


def test_a_value_that_came_back_is_no_error(make_site: SiteMaker) -> None:
    newer = "- {date: 2026-05-01, was: Nine came, now: Ten came}"
    make_site(page("was: Ten came, now: Nine came", "Ten came.", newer)).build()


def test_a_translation_is_checked_in_its_own_words(make_site: SiteMaker) -> None:
    translation = page("was: Десять, now: Девять", "Десять.")["explainers/pier.md"]
    site = make_site(
        {
            **page("was: Ten came, now: Nine came", "Nine came."),
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
            "explainers/pier.ru.md": translation,
        }
    )
    assert site.errors() == [
        'content/explainers/pier.ru.md:6:27 correction: "Десять" still stands in the answers',
        'content/explainers/pier.ru.md:6:40 correction: "Девять" does not stand in the answers',
    ]


# ---- on the page ----


def changes(site: TinySite, address: str = "changes/") -> list[list[str]]:
    log = site.tree(address).find_class("log")[0]
    return [[words(part) for part in each] for each in log]


def test_changes_of_all_pages_newest_first(make_site: SiteMaker) -> None:
    update = ("updates:", '- {date: 2026-06-01, text: "The toll was added. [@a]"}')
    site = make_site(
        {
            **page("was: Ten came, now: Nine came, question: how-many", "Nine came.", *update),
            "explainers/wind.md": explainer(
                "Calm.\n",
                "corrections: [{date: 2026-07-01, now: 'It was *calm*'}]",
                "short_answer: It was calm.",
                title="The wind",
            ),
        }
    )
    site.build()
    assert changes(site) == [
        ["Correction, 1 July 2026 · The wind", "It now says: It was calm"],
        ["Update, 1 June 2026 · The pier", "The toll was added.1"],
        [
            "Correction, 1 April 2026 · The pier · How many?",
            "It said: Ten came Corrected to: Nine came",
        ],
    ]
    links = site.tree("changes/").find_class("log")[0].xpath(".//p/a/@href")
    assert links == ["../wind/", "../pier/", "../pier/", "../pier/#how-many"]
    assert changes(site, "corrections/") == [changes(site)[0], changes(site)[2]]


@pytest.mark.parametrize(
    ("update", "says"), [("2026-04-01", "It now says:"), ("2026-04-02", "Corrected to:")]
)
def test_what_a_later_change_may_have_rewritten_is_not_said_to_stand(
    make_site: SiteMaker, update: str, says: str
) -> None:
    more = ("updates:", f"- {{date: {update}, text: More.}}")
    site = make_site(page("was: Ten came, now: Nine came", "Nine came.", *more))
    site.build()
    for address in ("", "pier/", "changes/"):
        (log,) = site.tree(address).find_class("log")
        assert [words(dt) for dt in log.iter("dt")] == ["It said:", says]


def test_a_withdrawn_page_keeps_its_corrections(make_site: SiteMaker) -> None:
    files = page(
        "was: Ten came, now: Nine came, question: how-many",
        "Nobody knows.",
        "status: withdrawn",
        "reason: It was all wrong.",
    )
    site = make_site(files)
    site.build()
    assert changes(site) == [
        ["Correction, 1 April 2026 · The pier", "It said: Ten came It now says: Nine came"]
    ]


def test_a_draft_s_corrections_stay_with_it(make_site: SiteMaker) -> None:
    site = make_site(page("was: Ten came, now: Nine came", "Nine came.", "status: draft"))
    site.build()
    tree = site.tree("corrections/")
    assert words(tree.find_class("empty")[0]) == "Nothing has been corrected yet."
    site.build(drafts=True)
    assert len(changes(site)) == 1


def test_the_policy_is_at_hand(make_site: SiteMaker) -> None:
    policy = "---\ntitle: How we correct\n---\n\nAt once.\n"
    settings = "title: Tides\npolicies: {corrections: correcting}\n"
    site = make_site({"site.yaml": settings, "pages/correcting.md": policy})
    site.build()
    link = site.tree("corrections/").find_class("counts")[0].find("./a")
    assert (words(link), link.get("href")) == ("How we correct", "../correcting/")


@pytest.mark.parametrize(
    ("language", "more", "newest"),
    [
        ("", "2 more changes", ["5 May 2026", "4 May 2026", "2 May 2026"]),
        ("ru/", "Ещё 2 изменения", ["5 мая 2026", "4 мая 2026", "2 мая 2026"]),
    ],
)
def test_a_page_shows_its_three_newest_and_holds_the_others(
    make_site: SiteMaker, language: str, more: str, newest: list[str]
) -> None:
    days = [f'- {{date: 2026-05-0{day}, now: "Nine came [@b]"}}' for day in (1, 2, 4)]
    update = ("updates:", '- {date: 2026-05-05, text: "The toll was added. [@a]"}')
    files = page("was: Ten came, now: Nine came", "Nine came.", *days, *update)
    files["explainers/pier.ru.md"] = files["explainers/pier.md"]
    site = make_site({**files, "site.yaml": "title: Tides\nlanguages: [en, ru]\n"})
    site.build()
    shown, others = site.tree(f"{language}pier/").xpath("//section[@role='doc-errata']//ul")
    assert [words(each).rpartition(", ")[2] for each in shown.xpath(".//b")] == newest
    assert (others.getparent().tag, len(others)) == ("details", 2)
    assert words(others.getparent().find("summary")) == more
    assert [words(each) for each in shown.xpath(".//sup")] == ["1", "2", "2"]


def test_a_translation_says_what_was_and_what_is(make_site: SiteMaker) -> None:
    files = page("was: Десять, now: Девять, question: how-many", "Девять.")
    site = make_site({**files, "site.yaml": "title: Приливы\nlanguage: ru\n"})
    site.build()
    assert changes(site) == [
        ["Исправление, 1 апреля 2026 · The pier · How many?", "Было: Десять Стало: Девять"]
    ]
