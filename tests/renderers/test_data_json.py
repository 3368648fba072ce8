"""``facts.json``, ``questions.json``, and the facts beside each explainer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from explainer.renderers.data import render_data
from explainer.renderers.data.text_files import facts_json
from tests.open_data import data_files, tiny_dataset


def facts() -> dict[str, Any]:
    return {fact["id"]: fact for fact in json.loads(facts_json(tiny_dataset()))["facts"]}


def test_the_files_say_their_version_and_their_site() -> None:
    for data in (facts_json(tiny_dataset()), data_files(tiny_dataset())["data/questions.json"]):
        found = json.loads(data)
        assert found["format"] == "explainer-data/1"
        assert found["site"] == {
            "title": "Tides",
            "url": "https://example.org/tides/",
            "language": "en",
            "publisher": "Bay desk",
        }


def test_a_fact_holds_all_that_is_known_of_it() -> None:
    fact = facts()["tide.boats"]
    assert fact == {
        "id": "tide.boats",
        "label": "Tide boats",
        "statement": None,
        "kind": "quantity",
        "value": None,
        "low": "80",
        "high": None,
        "about": False,
        "open": False,
        "in_words": "at least 80 boats",
        "unit": "boats",
        "first_day": None,
        "last_day": None,
        "state": "asserted",
        "standing": "asserted",
        "speaker": "Harbour master",
        "as_of": "2022-01-06",
        "formula": None,
        "inputs": [],
        "why": None,
        "tags": [],
        "sources": ["log"],
        "checked": None,
        "review_by": None,
        "stale": False,
        "address": "facts/tide.boats/",
        "attested_by": None,
        "short": None,
        "attested_on": None,
        "used": True,
        "translations": {},
        "claims": [
            {
                "claim": 1,
                "kind": "quantity",
                "value": None,
                "low": "80",
                "high": None,
                "about": False,
                "open": False,
                "in_words": "at least 80 boats",
                "unit": "boats",
                "first_day": None,
                "last_day": None,
                "what": None,
                "by": "Harbour master",
                "as_of": "2022-01-06",
                "standing": "asserted",
                "rank": "normal",
                "live": True,
                "current": True,
                "context": False,
                "inferred": False,
                "why": None,
                "withdrawn_by": None,
                "withdrawn_on": None,
                "withdrawn_source": None,
                "withdrawn_locator": None,
                "withdrawn_quote": None,
                "formula": None,
                "evidence": [{"source": "log", "locator": None, "quote": None}],
                "printed_in": [],
            }
        ],
    }


def test_what_was_withdrawn_says_by_whom_when_and_where_that_stands() -> None:
    toll = facts()["tide.toll"]
    assert (toll["state"], toll["value"], toll["unit"]) == ("fallen", None, "boats")
    (claim,) = toll["claims"]
    names = ("value", "rank", "live", "current", *(name for name in claim if "withdrawn" in name))
    assert {name: claim[name] for name in names} == {
        "value": "12",
        "rank": "normal",
        "live": False,
        "current": False,
        "withdrawn_by": "The paper",
        "withdrawn_on": "2022-01-07",
        "withdrawn_source": "copy",
        "withdrawn_locator": "p. 9",
        "withdrawn_quote": "we were wrong",
    }
    assert [(c["value"], c["rank"], c["live"]) for c in facts()["tide.height"]["claims"]] == [
        ("4.20", "preferred", True),
        ("4.5", "normal", True),
        ("9", "deprecated", False),
        ("30", "normal", True),
    ]


def test_numbers_are_exact_and_lists_are_lists() -> None:
    assert facts()["tide.height"]["value"] == "4.20"
    assert facts()["tide.ports"]["value"] == ["Dover", "Calais, old harbour"]


def test_translations_are_under_their_language() -> None:
    assert facts()["tide.height"]["translations"] == {
        "ru": {
            "label": "Высота прилива",
            "statement": "Прилив поднялся до 4,20 метра.",
            "short": None,
        }
    }


def test_letters_are_not_escaped() -> None:
    assert "Высота прилива".encode() in facts_json(tiny_dataset())


def test_questions_stand_with_their_answers_facts_and_sources() -> None:
    found = json.loads(data_files(tiny_dataset())["data/questions.json"])
    assert found["questions"][0] == {
        "address": "gauge/#how-high",
        "page": "gauge/",
        "position": 1,
        "id": "how-high",
        "language": "en",
        "question": "How high was it?",
        "answer": "It rose to 4.20 metres (disputed).",
        "facts": ["tide.height", "tide.day"],
        "sources": ["log", "chart"],
    }
    page = found["pages"][1]
    assert page["short_answer"] == "Up to 4.20 metres (disputed: others say 4.5 metres)."
    assert (page["published"], page["checked"], page["draft"]) == (
        "2026-03-02",
        "2026-11-20",
        False,
    )


def test_each_explainer_has_the_facts_that_it_uses_in_the_same_form() -> None:
    files = data_files(tiny_dataset())
    found = {path: json.loads(files[path]) for path in files if path.endswith("gauge/facts.json")}
    assert list(found) == ["gauge/facts.json", "ru/gauge/facts.json"]
    assert found["gauge/facts.json"]["page"]["title"] == "The gauge"
    used = found["gauge/facts.json"]["facts"]
    assert [fact["id"] for fact in used] == ["tide.boats", "tide.day", "tide.height", "tide.ports"]
    assert all(fact == facts()[fact["id"]] for fact in used)


def test_the_files_of_the_data() -> None:
    assert sorted(data_files(tiny_dataset())) == [
        "data/claims.csv",
        "data/datapackage.json",
        "data/explainer.sqlite",
        "data/facts.csv",
        "data/facts.json",
        "data/metadata.json",
        "data/questions.json",
        "data/sources.json",
        "gauge/facts.json",
        "ru/gauge/facts.json",
    ]


def test_a_site_without_facts_has_the_files_too() -> None:
    empty = replace(tiny_dataset(), pages=(), questions=(), facts=(), sources=(), uses=())
    files = data_files(empty)
    assert len(files) == 8
    assert json.loads(files["data/sources.json"]) == []
    assert files["data/facts.csv"].count(b"\r\n") == 1


@pytest.mark.parametrize("part", ["title", "license", "pages", "questions", "facts", "sources"])
def test_only_what_depends_on_a_change_is_made_again(part: str) -> None:
    data, first = tiny_dataset(), {"title": "Other", "license": ("CC0", "https://cc0.example")}
    other = replace(data, **{part: first.get(part) or _with_another(getattr(data, part))})
    before, after = data_files(data), data_files(other)
    old, new = ({job.path: job.inputs for job in render_data(each)} for each in (data, other))
    assert {path for path in before if before[path] != after[path]} <= {
        path for path in old if old[path] != new[path]
    }
    assert new["data/explainer.sqlite"] != old["data/explainer.sqlite"]
    if part in ("pages", "questions"):
        assert new["ru/gauge/facts.json"] == old["ru/gauge/facts.json"]


def _with_another(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    names = ("title", "question", "label", "address")
    name = next(each for each in names if hasattr(rows[0], each))
    return (replace(rows[0], **{name: "Other"}), *rows[1:])
