"""What is wrong with facts, broken into a site that was built before.

The messages with their hints stand in ``tests/errors/``: ``formula``, ``formula-circle``,
``formula-unknown-operand``, ``no-source``, ``no-speaker``, ``preferred-twice``, ``tie``, ``range``,
``rank-without-why``, ``date-of-claim`` and ``value-date``; only a clash of units in a sum has no
folder there. Here each is put into facts that were right, and the last output stays.
"""

from __future__ import annotations

import pytest

from explainer import cli
from tests.ledger.conftest import FACTS
from tests.sites import TODAY, TinySite, explainer

# What is written instead of what, and what is then said, behind content/facts/sea.yaml.
BROKEN = [
    ("percent(crowd, town)", "percent(crowd, share)", "37:28 formula: a circle: share → share"),
    ('"= percent(crowd, town)"', '"= crowd + toll"',
     "37:21 formula: people and deaths cannot be added"),
    ('"= percent(crowd, town)"', '"= wind * 2"', '37:13 formula: "wind" is not known'),
    ("percent(crowd, town)", "percent(crowds, town)", '37:21 formula: there is no fact "crowds"'),
    ("{value: 40,", "{low: 40, high: 4,",
     "22:21 range: the range is upside down: 4 is less than 40"),
    ("as_of: 2022-08,", "as_of: 2022-13,", "27:42 date: there is no month 13"),
    ("as_of: 2022-01-15,", "as_of: 2022-02-30,",
     "28:45 date: February 2022 has 28 days, not 30"),
    ("standing: asserted, sources: [a]", "standing: asserted",
     "34:13 no-source: this claim names no source"),
    ('by: "Ann Key, keeper", ', "", "34:33 no-speaker: an asserted claim needs its speaker"),
    ("as_of: 2026-01-05/2026-01-06,", "rank: preferred, why: So.,",
     "14:66 preferred-twice: a second claim about the same thing is preferred"),
    ("why: Disowned., ", "", '30:43 rank-without-why: rank "deprecated" needs a reason'),
    ("as_of: 2022-01-15,", "as_of: 2022-08,",
     "28:13 tie: this claim is as new as another that says otherwise"),
]  # fmt: skip
FIGURE = explainer("## Why?\n\nSo.\n\n```table\ntitle: T\nfacts: crowd, town\n```\n", title="More")
EACH = pytest.mark.parametrize(("old", "new", "said"), BROKEN, ids=[s for *_, s in BROKEN])


@EACH
def test_it_is_told_where_it_stands_and_nothing_is_published(
    pier: TinySite, old: str, new: str, said: str
) -> None:
    before = pier.files()
    pier.edit("facts/sea.yaml", old, new)
    assert pier.errors() == [f"content/facts/sea.yaml:{said}"]
    assert pier.files() == before


def test_a_build_with_bad_facts_ends_with_1_and_is_mended_by_mending_them(pier: TinySite) -> None:
    """Those that do not hide each other, all at once."""
    before = pier.files()
    together = [BROKEN[i] for i in (4, 5, 8, 9, 10)]
    for old, new, _ in together:
        pier.edit("facts/sea.yaml", old, new)
    command = ["--site", str(pier.folder), "--as-of", str(TODAY)]
    assert cli.main(command) == 1
    assert [error.split(" ")[1] for error in pier.errors()] == [
        "preferred-twice:", "range:", "date:", "rank-without-why:", "no-speaker:",
    ]  # fmt: skip
    assert pier.files() == before

    pier.write({"facts/sea.yaml": FACTS})
    assert cli.main(command) == 0
    assert pier.files() == before


def test_several_in_one_text_want_square_brackets(pier: TinySite) -> None:
    fact = "both: {value: 3, sources: 'a, b'}\n"
    pier.write({"facts/more.yaml": fact, "explainers/more.md": FIGURE})
    report = pier.try_build(TODAY)
    hints = {d.code: d.hint for d in report.diagnostics if d.is_error}
    assert hints == {
        "unknown-source": "Several stand in square brackets: [a, b].",
        "unknown-fact": "Several stand in square brackets: [crowd, town].",
    }
