"""What programs ask of the repository's own site. Ten questions over standard input and output:
each answer has its state, speaker, date and sources, and no disputed value comes alone."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters

from tests.sites import ROOT, run_apart

Answer = dict[str, Any]
WORDS = ("deaths", "How many troops came to Kazakhstan?", "treaty", "ОДКБ")


def test_every_answer_has_state_speaker_date_and_sources(flagship: Path) -> None:
    facts = json.loads((flagship / "data/facts.json").read_bytes())["facts"]
    questions = json.loads((flagship / "data/questions.json").read_bytes())["questions"]
    disputed = [fact["id"] for fact in facts if fact["state"] == "disputed"]
    derived = next(fact["id"] for fact in facts if fact["inputs"])
    unsettled = next(each["address"] for each in questions if {*disputed} & {*each["facts"]})
    asked = [
        *(("search", {"words": words}) for words in WORDS),
        *(("fact", {"id": each}) for each in (*disputed[:2], derived)),
        ("question", {"address": unsettled}),
        ("question", {"address": questions[0]["address"]}),
        ("source", {"key": facts[0]["sources"][0]}),
    ]
    answers = run_apart(answered(flagship, asked))
    assert len(answers) == 10
    for answer in answers[:4]:
        assert any(answer.values()), answer
    records = [record for answer in answers for record in records_in(answer)]
    for record in records:
        assert record["state"], record
        assert record["speaker"], record
        assert record["date"], record
        assert record["sources"], record
    stated = [each for each in records if each["state"] == "disputed" and "claims" in each]
    assert {*disputed[:2]} <= {each["id"] for each in stated}
    for fact in stated:
        rivals = [each for each in fact["claims"] if each["live"] and not each["context"]]
        assert len(rivals) > 1 or "formula" in fact, fact
        assert all(each["speaker"] and each["sources"] for each in rivals), fact


async def answered(output: Path, asked: list[tuple[str, dict[str, str]]]) -> list[Answer]:
    command = [str(ROOT / "build.py"), "mcp", "--output", str(output)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = StdioServerParameters(command=sys.executable, args=command, env=environment)
    async with Client(server) as client:
        found = [await client.call_tool(tool, given) for tool, given in asked]
    return [each.structured_content for each in found if isinstance(each.structured_content, dict)]


def records_in(value: Any) -> Iterator[Answer]:
    """Every question, fact and source in an answer, but for what searches put them in."""
    if isinstance(value, dict) and "state" in value and "claim" not in value:
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from records_in(each)


def test_every_query_for_datasette_runs(flagship: Path) -> None:
    told = json.loads((flagship / "data/metadata.json").read_bytes())["databases"]["explainer"]
    with closing(sqlite3.connect(flagship / "data/explainer.sqlite")) as database:
        found = {
            name: len(database.execute(query["sql"], {"words": "troops"}).fetchall())
            for name, query in told["queries"].items()
        }
    assert len(found) == 5
    # the others find what an editor should mend, and a good site has none of that
    assert found["disputed_facts"]
    assert found["words"]
