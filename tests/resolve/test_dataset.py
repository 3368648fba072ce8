"""The open data as a value: what each fact, claim, question and use says."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import asdict

from explainer.resolve.dataset.columns import Row
from explainer.resolve.dataset.tables import VALUE
from tests.open_data import SITE, dataset_of, fact_of, tiny_dataset
from tests.sites import TinySite, explainer, sources


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        (
            "tide.height",
            {"kind": "quantity", "value": "4.20", "in_words": "4.20 metres", "unit": "metres"},
        ),
        (
            "tide.day",
            {
                "kind": "date",
                "value": "2022-01-05",
                "in_words": "5 January 2022",
                "first_day": "2022-01-05",
                "last_day": "2022-01-05",
            },
        ),
        (
            "tide.ended",
            {
                "kind": "date",
                "value": "2022-01-07~",
                "about": True,
                "in_words": "about 7 January 2022",
                "first_day": "2022-01-07",
                "last_day": "2022-01-07",
            },
        ),
        (
            "tide.length",
            {
                "kind": "quantity",
                "value": "3",
                "about": True,
                "in_words": "about 3 days",
                "unit": "days",
            },
        ),
        (
            "tide.boats",
            {
                "kind": "quantity",
                "value": None,
                "low": "80",
                "in_words": "at least 80 boats",
                "unit": "boats",
            },
        ),
        ("tide.name", {"kind": "text", "value": "=Flood", "in_words": "=Flood"}),
        (
            "tide.ports",
            {
                "kind": "list",
                "value": ("Dover", "Calais, old harbour"),
                "in_words": "Dover and Calais, old harbour",
            },
        ),
        ("tide.story", {"kind": "statement"}),
        ("tide.crew", {"kind": "unknown", "in_words": "not known"}),
        ("tide.toll", {"kind": "quantity", "unit": "boats"}),
    ],
)
def test_a_value_has_a_form_for_machines_and_one_in_words(
    fact: str, value: dict[str, object]
) -> None:
    row = asdict(fact_of(tiny_dataset(), fact))
    cells = {column.name: row[column.name] for column in VALUE}
    assert cells == {**dict.fromkeys(cells), "about": False, "open": False, **value}


@pytest.mark.parametrize(
    ("fact", "state", "standing", "speaker"),
    [
        ("tide.day", "settled", "established", None),
        ("tide.height", "disputed", "established", None),
        ("tide.boats", "asserted", "asserted", "Harbour master"),
        ("tide.double", "asserted", "asserted", "Harbour master"),
        ("tide.toll", "fallen", None, None),
    ],
)
def test_state_standing_and_speaker_stand_beside_the_value(
    fact: str, state: str, standing: str | None, speaker: str | None
) -> None:
    row = fact_of(tiny_dataset(), fact)
    assert (row.state, row.standing, row.speaker) == (state, standing, speaker)


def test_a_derived_fact_names_its_formula_its_inputs_and_their_sources() -> None:
    row = fact_of(tiny_dataset(), "tide.length")
    assert row.formula == "days(tide.day, tide.ended)"
    assert row.inputs == ("tide.day", "tide.ended")
    assert row.sources == ("log", "chart")


def test_a_fact_says_when_it_was_checked_and_whether_that_is_too_long_ago() -> None:
    row = fact_of(tiny_dataset(), "tide.day")
    assert (row.review_by, row.stale) == ("2022-06-01", True)
    assert row.tags == ("calendar", "flood")
    assert row.address == "facts/tide.day/"
    boats = fact_of(tiny_dataset(), "tide.boats")
    assert (boats.checked, boats.review_by, boats.stale) == (None, None, False)


def test_translations_go_with_the_fact() -> None:
    (translation,) = fact_of(tiny_dataset(), "tide.height").translations
    assert translation.language == "ru"
    assert translation.label == "Высота прилива"
    assert translation.statement == "Прилив поднялся до 4,20 метра."


def test_reasons_are_plain_words_with_their_values_filled_in() -> None:
    row = fact_of(tiny_dataset(), "tide.height")
    assert row.why == "Read from the gauge on 5 January 2022."
    assert row.claims[0].what == "the highest water"


def test_claims_say_which_is_followed_which_rejected_and_which_no_rival() -> None:
    def told(claim: Row) -> tuple[object, ...]:
        value = claim.in_words
        return claim.claim, value, claim.by, claim.rank, claim.current, claim.context, claim.state

    assert [told(claim) for claim in fact_of(tiny_dataset(), "tide.height").claims] == [
        (1, "4.20 metres", "Harbour master", "preferred", True, False, "disputed"),
        (2, "4.5 metres", "Coast guard", "normal", False, False, "disputed"),
        (3, "9 metres", None, "deprecated", False, False, "disputed"),
        (4, "30 metres", None, "normal", False, True, "disputed"),
    ]


def test_evidence_keeps_place_and_words_of_its_source() -> None:
    first, second = fact_of(tiny_dataset(), "tide.height").claims[0].evidence
    assert (first.source, first.locator, first.quote) == ("log", "p. 2", "four metres twenty")
    assert (second.position, second.source, second.locator) == (2, "chart", None)


def test_a_copy_of_a_copy_has_one_original() -> None:
    originals = {row.source.key: row.original for row in tiny_dataset().sources}
    assert originals == {
        "chart": "chart",
        "copy": "wire",
        "log": "log",
        "second-copy": "wire",
        "wire": "wire",
    }


def test_an_answer_is_quoted_with_the_words_for_its_values_states() -> None:
    answers = {row.address: row.answer for row in tiny_dataset().questions}
    assert answers == {
        "gauge/#how-high": "It rose to 4.20 metres (disputed).",
        "gauge/#when": "On 5 January 2022.",
        "gauge/#who": "Two papers did.",
        "gauge/#boats": "at least 80 (according to Harbour master) of them.",
        "ru/gauge/#when": "5 января 2022.",
    }


def test_an_answer_rests_on_what_it_follows_only() -> None:
    question = tiny_dataset().questions[0]
    assert question.address == "gauge/#how-high"
    assert question.sources == ("log", "chart")
    against = {use.source for use in tiny_dataset().uses if use.against}
    assert against == {"wire", "copy"}


def test_a_use_names_its_place_and_the_question_it_is_in() -> None:
    uses = [use for use in tiny_dataset().uses if use.place == "gauge/#when"]
    when = "gauge/#when"
    assert [asdict(use) for use in uses] == [
        {
            "page": "gauge/",
            "place": when,
            "place_text": "When?",
            "question": when,
            "fact": None,
            "source": "log",
            "locator": None,
            "against": False,
            "told": False,
        },
        {
            "page": "gauge/",
            "place": when,
            "place_text": "When?",
            "question": when,
            "fact": None,
            "source": "log",
            "locator": "p. 3",
            "against": False,
            "told": False,
        },
        {
            "page": "gauge/",
            "place": when,
            "place_text": "When?",
            "question": when,
            "fact": "tide.day",
            "source": None,
            "locator": None,
            "against": False,
            "told": False,
        },
    ]


def test_what_an_entry_relies_on_is_a_use_of_the_glossary_alone(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "glossary.yaml": "neap:\n  term: neap tide\n  definition: A low tide. [@a]\n",
            "sources/s.yaml": sources("a"),
            "explainers/gauge.md": explainer("## What?\n\nThe [[neap tide]].\n"),
        }
    )
    (use,) = dataset_of(site).uses
    assert (use.page, use.place, use.source) == ("glossary/", "glossary/#term-neap", "a")
    assert [(page.address, page.kind) for page in dataset_of(site).pages] == [
        ("gauge/", "explainer"),
        ("glossary/", "entries"),
    ]


def test_pages_held_back_or_withdrawn_leave_no_trace() -> None:
    dataset = tiny_dataset()
    assert [page.address for page in dataset.pages] == ["about/", "gauge/", "ru/gauge/"]
    assert "Secret" not in repr(dataset)
    assert "explainers/" not in repr(dataset)


def test_an_empty_site_has_empty_data(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write({"site.yaml": "title: Tides\n"})
    dataset = dataset_of(site)
    assert (dataset.title, dataset.url, dataset.language) == ("Tides", None, "en")
    rows = (dataset.pages, dataset.questions, dataset.facts, dataset.sources, tuple(dataset.uses))
    assert rows == ((),) * 5


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    renamed = {
        name.replace("facts/tide", "facts/zz").replace("sources/bay", "sources/aa"): text
        for name, text in sorted(SITE.items(), reverse=True)
    }
    site = TinySite(tmp_path)
    site.write(renamed)
    assert dataset_of(site) == tiny_dataset()


@pytest.mark.parametrize("last", ["= f39 + g39", "= f39 * 1"])
def test_facts_that_are_made_of_each_other_take_no_longer_than_others(
    tmp_path: Path, last: str
) -> None:
    """The ways from the last to the first are more than 10 to the power of 11."""
    first = "{value: 1, standing: asserted, by: %s, sources: [s]}"
    facts = [f"f0: {first % 'Anna'}", f"g0: {first % 'Ivan'}"]
    facts += [
        f'{name}{before + 1}: {{value: "= f{before} + g{before}"}}'
        for before in range(39)
        for name in "fg"
    ]
    facts.append(f'last: {{value: "{last}"}}')
    site = TinySite(tmp_path)
    site.write({"site.yaml": "title: T\n", "sources/s.yaml": sources("s")})
    site.write({"facts/f.yaml": "\n".join(facts), "explainers/a.md": explainer("## Q?\n\nA.")})
    found = fact_of(dataset_of(site), "last")
    assert (found.standing, found.speaker) == ("asserted", "Anna; Ivan")


@pytest.mark.slow
def test_a_long_chain_of_formulas(tmp_path: Path) -> None:
    chain = "".join(f'f{i + 1}: {{value: "= f{i} + 1"}}\n' for i in range(1_000))
    site = TinySite(tmp_path)
    site.write({"site.yaml": "title: T\n", "sources/s.yaml": sources("s")})
    site.write({"facts/f.yaml": f"f0: {{value: 1, sources: [s]}}\n{chain}"})
    site.write({"explainers/a.md": explainer("## Q?\n\nA.")})
    assert fact_of(dataset_of(site), "f1000").standing == "established"
