"""The ledger's pages: all facts, and each with its claims, history, formula and uses."""

from __future__ import annotations

import pytest

from tests.ledger.conftest import FACTS, SiteMaker
from tests.ledger.reading import card, section
from tests.sites import TinySite, explainer, words

CHECKED = {"Last checked": "20 November 2026"}


def claims(site: TinySite, fact: str, anchor: str = "claims") -> list[list[str]]:
    found = section(site, f"facts/{fact}/", anchor).find_class("claim")
    return [[words(part) for part in each if part.get("class") != "evidence"] for each in found]


def test_a_disputed_fact(pier: TinySite) -> None:
    tree = pier.tree("facts/crowd/")
    assert words(tree.find(".//h1")) == "People on the pier"
    assert words(tree.find_class("standfirst")[0]) == "The pier was crowded."
    assert card(pier, "crowd") == {
        "What we write": "900 people",
        "State": (
            "(Disputed) Sources contradict each other about the same thing and the same time, and "
            "none of them gave in. We write one value, and show the others beside it."
        ),
        "Dated": "5 January 2026",
        **CHECKED,
    }
    assert claims(pier, "crowd") == [
        ["set aside by us: 5,000 people (Set aside by us)", "January 2026", "A slip of the pen."],
        ["900 people (What we write)", "The harbour, 5 January 2026", "Counted at the gate.1"],
        ["1,200 people", "The fishers, 5–6 January 2026"],
    ]
    assert claims(pier, "crowd", "context") == [
        ["40 people", "4 January 2026", "boats Reported at second hand"]
    ]


def test_evidence_is_named_with_where_in_it_and_its_very_words(pier: TinySite) -> None:
    found = pier.tree("facts/crowd/").find_class("claim")[1].find_class("evidence")
    assert [words(part) for part in found[0]] == [
        "Report a. Undated, p. 2. Report About this source",
        "nine hundred",
    ]
    assert found[0].xpath(".//a/@href") == ["../../sources/a/"]


def test_a_fact_of_which_other_dates_have_other_values(pier: TinySite) -> None:
    assert card(pier, "toll") == {
        "What we write": "238 deaths",
        "State": (
            "(Differs by date) Other values are given for other dates. That is neither a dispute "
            "nor a correction."
        ),
        "Dated": "August 2022",
        **CHECKED,
    }


def test_a_derived_fact_shows_its_formula_and_what_goes_into_it(pier: TinySite) -> None:
    assert card(pier, "share")["How we worked it out"] == (
        "“People on the pier” (900 people, disputed) as a percentage of “People in town” "
        "(9,000 people)"
    )
    assert words(section(pier, "facts/share/", "inputs")) == (
        "Worked out from these facts People on the pier 900 people (Disputed) "
        "figure of 5 January 2026 People in town 9,000 people"
    )
    assert words(section(pier, "facts/town/", "derived")) == (
        "Facts worked out from it Share on the pier 10% (Disputed)"
    )
    assert pier.tree("facts/share/").find_class("claim") == []


def test_a_derived_fact_keeps_the_speaker_of_what_it_is_made_from(make_site: SiteMaker) -> None:
    facts = FACTS + 'hours: {label: Hours, value: "= 24 * gates"}\n'
    site = make_site({"facts/sea.yaml": facts})
    site.build()
    assert card(site, "hours")["What we write"] == ("72 days (according to Ann Key, keeper)")


def test_a_statement_has_no_value(pier: TinySite) -> None:
    assert card(pier, "motto") == {
        "State": "(Settled) Nobody named here says otherwise.",
    }
    assert words(pier.tree("facts/motto/").find_class("standfirst")[0]) == "The sea gives."
    assert words(pier.tree("facts/motto/").find_class("claim-head")[0]) == "(What we write)"


def test_what_is_not_known_is_said_in_words_with_the_reason(pier: TinySite) -> None:
    assert card(pier, "wind")["What we write"] == "not known"
    assert claims(pier, "wind") == [["not known (What we write)", "Nobody measured it."]]


def test_a_fallen_fact_has_no_value_and_keeps_its_claims(make_site: SiteMaker) -> None:
    facts = (
        "old: {label: Old, claims: [{value: 7, rank: deprecated, why: A slip., sources: [a]}]}\n"
    )
    site = make_site({"facts/old.yaml": facts})
    site.build()
    assert card(site, "old") == {
        "State": "(Set aside or withdrawn) We have set aside every claim about it.",
    }
    assert claims(site, "old") == [["set aside by us: 7 (Set aside by us)", "A slip."]]


def test_where_it_is_used(pier: TinySite) -> None:
    uses = section(pier, "facts/crowd/", "uses")
    links = uses.xpath(".//li/a")
    assert [(words(link), link.get("href")) for link in links] == [
        ("Key facts", "../../pier/#key-facts"),
        ("How many came?", "../../pier/#how-many"),
    ]
    assert words(section(pier, "facts/motto/", "uses")) == (
        "Where it is used On record only: no page states it, or cites a passage that it rests on."
    )


def test_all_facts_stand_by_state_and_by_topic(make_site: SiteMaker) -> None:
    """The topic of a fact is its file's, if it says nothing else; two files may have one."""
    more = {"facts/sea wind.yaml": "b: {label: B, value: 1, sources: [a]}\n"}
    more |= {"facts/sea-wind.yaml": "c: {label: C, value: 2, sources: [a]}\n"}
    more |= {"pages/more.md": "---\ntitle: More\n---\n\n{{ motto | statement }} {{ b }} {{ c }}\n"}
    site = make_site(more)
    site.build()
    tree = site.tree("facts/")
    found = [(h.get("id"), words(h), words(h.getnext())) for h in tree.iter("h3")]
    assert found == [
        ("disputed", "Disputed", "People on the pier 900 people (Disputed) figure of 5 January "
         "2026 Share on the pier 10% (Disputed)"),
        ("asserted", "Said by one side", "Gates shut 3 days according to Ann Key, keeper"),
        ("by-date", "Differs by date",
         "Storm deaths 238 deaths (Differs by date) figure of August 2022"),
        ("topic-sea", "Sea", "People on the pier 900 people (Disputed) figure of 5 January 2026 "
         "Gates shut 3 days according to Ann Key, keeper "
         "Motto The sea gives. Share on the pier 10% (Disputed) "
         "Storm deaths 238 deaths (Differs by date) figure of August 2022 "
         "People in town 9,000 people"),
        ("topic-sea-wind", "Sea wind", "B 1 C 2"),
    ]  # fmt: skip
    assert words(tree.get_element_by_id("unused").getparent().find("dl")) == "Wind not known"
    jumps = tree.find_class("jumps")[0].xpath(".//a/@href")
    assert jumps == [*(f"#{anchor}" for anchor, *_ in found), "#unused"]


def test_what_is_not_settled_has_its_values_first(make_site: SiteMaker) -> None:
    told = "{label: A, statement: He left., standing: reported, sources: [a]}"
    counted = "{label: B, value: 3, standing: reported, sources: [a]}"
    page = {"explainers/pier.md": explainer("{{ a | statement }} {{ b }}")}
    site = make_site({"facts/sea.yaml": f"a: {told}\nb: {counted}\n", **page})
    site.build()
    shown = site.tree("facts/").get_element_by_id("unconfirmed").getnext()
    assert words(shown) == "B 3 (Unconfirmed) A He left. (Unconfirmed)"


@pytest.mark.parametrize(
    ("more", "meaning"),
    [
        ("", "nobody else confirms it"),
        ("- {value: 7, by: Ann, standing: reported, sources: [b]}", "nobody else confirms it"),
        ("- {value: 7, by: Wire, standing: reported, sources: [b]}", "others repeat it"),
        ("- {value: 7, standing: reported, sources: [b]}", "others repeat it"),
        ("- {value: 7, by: Bob, standing: asserted, sources: [b]}", "nobody else confirms it"),
        ("- {value: 7, what: boats, by: Wire, standing: reported, sources: [b]}",
         "nobody else confirms it"),
        ("- {value: 7, by: Wire, standing: reported, sources: [b], rank: deprecated, why: No.}",
         "nobody else confirms it"),
    ],
)  # fmt: skip
def test_what_others_repeat_is_not_called_confirmed_by_nobody(
    make_site: SiteMaker, more: str, meaning: str
) -> None:
    own = "{value: 7, by: Ann, standing: asserted, rank: preferred, why: So., sources: [a]}"
    facts = f"toll:\n  label: Toll\n  claims:\n  - {own}\n  {more}\n"
    site = make_site({"facts/sea.yaml": facts, "explainers/pier.md": explainer("{{ toll }}")})
    site.build()
    assert meaning in card(site, "toll")["State"]


def test_a_source_lists_what_it_supports_and_what_it_contradicts(pier: TinySite) -> None:
    def supported(source: str) -> list[str]:
        return [words(each) for each in pier.tree(f"sources/{source}/").find_class("supports")[0]]

    assert supported("a") == [
        "People on the pier: 900 people (disputed) p. 2",
        "Gates shut: 3 days (according to Ann Key, keeper)",
        "Motto",
        "Storm deaths: 164 deaths (Set aside by us)",
        "People in town: 9,000 people",
        "Wind: not known",
    ]
    assert supported("b") == [
        "People on the pier: 1,200 people (Contradicts what we write)",
        "Storm deaths: 225 deaths (For another time)",
        "Storm deaths: 225 deaths (For another time)",
    ]
    assert supported("c") == [
        "People on the pier: 5,000 people (Set aside by us)",
        "People on the pier: 40 people (About something else)",
        "People on the pier: 1,200 people (Contradicts what we write)",
        "Storm deaths: 238 deaths",
    ]


def test_a_fact_page_speaks_the_language_of_its_site(make_site: SiteMaker) -> None:
    facts = FACTS.replace(
        "  label: Storm deaths\n", "  label: Storm deaths\n  label.ru: Погибшие\n"
    )
    site = make_site(
        {
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
            "facts/sea.yaml": facts,
            "explainers/pier.ru.md": explainer("Текст.", title="Пирс"),
        }
    )
    site.build()
    assert words(site.tree("ru/facts/toll/").find(".//h1")) == "Погибшие"
    found = card(site, "toll", "ru/")
    assert found["Состояние"].startswith("(Различается по датам)")
