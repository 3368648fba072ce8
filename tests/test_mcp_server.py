"""What a program is answered that asks about a built site, of the tiny site of the open data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp_types import TextContent

from explainer import cli
from explainer.mcp_server import make_server
from tests.open_data import SITE, database_bytes, tiny_dataset
from tests.sites import TinySite, run_apart

Answer = Mapping[str, Any]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "data").mkdir()
    (folder / "data/explainer.sqlite").write_bytes(database_bytes(tiny_dataset()))
    return folder


def asked(output: Path, tool: str, **given: str) -> Answer | str:
    """The answer of a tool, or its error."""

    async def ask() -> Answer | str:
        async with Client(make_server(output)) as client:
            found = await client.call_tool(tool, given)
        if isinstance(found.structured_content, dict):
            return found.structured_content
        (text,) = found.content
        assert found.is_error
        assert isinstance(text, TextContent)
        return text.text

    return run_apart(ask())


def answer(output: Path, tool: str, **given: str) -> Answer:
    found = asked(output, tool, **given)
    assert isinstance(found, dict), found
    return found


def test_there_are_four_tools_that_only_read(output: Path) -> None:
    async def tools() -> list[tuple[str, list[str], bool]]:
        async with Client(make_server(output)) as client:
            listed = (await client.list_tools()).tools
        return [
            (each.name, list(each.input_schema["properties"]), each.annotations.read_only_hint)
            for each in listed
            if each.annotations and each.annotations.read_only_hint is not None
        ]

    assert run_apart(tools()) == [
        ("search", ["words"], True),
        ("question", ["address"], True),
        ("fact", ["id"], True),
        ("source", ["key"], True),
    ]


def test_a_fact_comes_with_every_claim_and_its_evidence(output: Path) -> None:
    fact = answer(output, "fact", id="tide.height")
    known = ("in_words", "state", "speaker", "date", "sources", "url")
    assert [fact[name] for name in known] == [
        "4.20 metres",
        "disputed",
        "Harbour master",
        "2022-01-05",
        ["log", "chart"],
        "https://example.org/tides/facts/tide.height/",
    ]
    assert [
        (each["in_words"], each["speaker"], each["date"], each["sources"], each["live"])
        for each in fact["claims"]
    ] == [
        ("4.20 metres", "Harbour master", "2022-01-05", ["log", "chart"], 1),
        ("4.5 metres", "Coast guard", "2022-01-05", ["wire"], 1),
        ("9 metres", "Copy", "2022-01/..", ["copy"], 0),
        ("30 metres", "Bay News", "2022~", ["wire"], 1),
    ]
    assert fact["claims"][0]["evidence"][0] == {
        "key": "log",
        "title": "The log",
        "speaker": "The log",
        "date": "2022-01-05/2022-01-07",
        "locator": "p. 2",
        "quote": "four metres twenty",
    }


def test_an_answer_brings_the_rivals_of_a_disputed_value(output: Path) -> None:
    found = answer(output, "question", address="https://example.org/tides/gauge/#how-high")
    assert (found["state"], found["speaker"], found["date"]) == (
        "disputed",
        "Bay desk",
        "2026-11-20",
    )
    assert found["answer"] == "It rose to 4.20 metres (disputed)."
    fact = next(each for each in found["facts"] if each["id"] == "tide.height")
    assert [each["in_words"] for each in fact["claims"]] == ["4.20 metres", "4.5 metres"]
    assert found["evidence"][0]["key"] in found["sources"]


def test_a_derived_value_brings_what_it_is_made_from(output: Path) -> None:
    fact = answer(output, "fact", id="tide.double")
    assert (fact["state"], fact["speaker"], fact["sources"]) == (
        "asserted",
        "Harbour master",
        ["log"],
    )
    assert [(each["id"], each["speaker"]) for each in fact["worked_out_from"]] == [
        ("tide.boats", "Harbour master")
    ]


def test_a_fact_of_which_no_claim_stands_says_so(output: Path) -> None:
    fact = answer(output, "fact", id="tide.toll")
    assert (fact["state"], fact["sources"], "in_words" in fact) == ("fallen", ["wire"], False)
    assert [(each["live"], each["withdrawn_by"]) for each in fact["claims"]] == [(0, "The paper")]


def test_a_source_brings_the_facts_that_rest_on_it(output: Path) -> None:
    source = answer(output, "source", key="copy")
    assert (source["state"], source["speaker"], source["date"], source["sources"]) == (
        "relied on",
        "Copy",
        "2022-01/..",
        ["wire"],
    )
    assert [fact["id"] for fact in source["facts"]] == ["tide.height"]


def test_a_search_finds_all_words_before_any(output: Path) -> None:
    found = answer(output, "search", words='warning "late" OR (')
    assert [fact["id"] for fact in found["facts"]] == ["tide.story"]
    found = answer(output, "search", words="papers elephants")
    assert [each["address"] for each in found["questions"]] == ["gauge/#who"]
    assert asked(output, "search", words="?!") == (
        "Error executing tool search: Name at least one word to search for."
    )


def test_what_is_not_there_is_an_error_with_a_hint(output: Path) -> None:
    assert asked(output, "fact", id="tide.hight") == (
        'Error executing tool fact: There is no "tide.hight" in facts. Did you mean "tide.height"?'
    )
    assert "in questions" in str(asked(output, "question", address="../../etc/passwd"))


def test_a_link_out_of_the_folder_is_refused(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = TinySite(tmp_path / "site")
    site.write(SITE)
    (site.output / "data").mkdir(parents=True)
    command = ["mcp", "--site", str(site.folder), "--output", str(site.output)]
    assert cli.main(command) == 2
    assert "No such file or directory. Build the site first." in capsys.readouterr().err
    (site.output / "data/explainer.sqlite").symlink_to(output / "data/explainer.sqlite")
    assert cli.main(command) == 2
    assert "data/explainer.sqlite is a link that leads out of the folder" in (
        capsys.readouterr().err
    )
