"""docs/templates.md says what templates there are and what they are given; its example builds.

``pytest --refresh`` writes what is made in it anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.sites import TinySite, explainer
from tests.templates_page import PAGE, TEMPLATES, templates_page

TEXT = PAGE.read_text(encoding="utf-8")
FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_it_is_current(pytestconfig: pytest.Config) -> None:
    expected = templates_page()
    if pytestconfig.getoption("--refresh"):
        PAGE.write_text(expected, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == expected


def test_each_template_and_function_says_what_it_is() -> None:
    templates, functions = (
        re.findall(
            r"^\| `([^`]+)` \| *([^ |]?)",
            TEXT.partition(heading)[2].partition("\n## ")[0],
            re.MULTILINE,
        )
        for heading in ("## The templates\n", "## Functions\n")
    )
    assert sorted(name for name, _ in templates) == [name for name, _ in TEMPLATES.sources]
    assert [name for name, words in [*templates, *functions] if not words] == []


def test_it_names_the_blocks_of_the_frame() -> None:
    tree = Environment().parse(dict(TEMPLATES.sources)["base.html"])
    named = re.findall(
        r"^\| `(\w+)` \|", TEXT.partition("| block | holds |")[2].partition("\n\n")[0], re.MULTILINE
    )
    assert sorted(named) == sorted(block.name for block in tree.find_all(nodes.Block))


def test_its_example_changes_every_page(tmp_path: Path) -> None:
    site, files = TinySite(tmp_path), dict(FILE.findall(TEXT))
    site.write({"site.yaml": "title: Tides\n", "explainers/gauge.md": explainer(), **files})
    site.build()
    for page, up in ("", ""), ("gauge/", "../"), ("questions/", "../"):
        (logo,) = site.tree(page).xpath("//div[@class='masthead']//a[@class='brand']/img")
        assert dict(logo.attrib) == {"src": f"{up}assets/logo.svg", "alt": "Tides"}
        assert site.tree(page).xpath("//footer[@class='footer']")  # the generator's
    assert site.files()["assets/logo.svg"] == files["assets/logo.svg"].encode()
    (sheet,) = site.output.glob("assets/style.*.css")
    rules = sheet.read_text(encoding="utf-8")
    assert rules.index("{--serif:Georgia,serif;--radius:0}") > rules.index(".claim-list{")
    assert rules.index(".brand img{") < rules.index("@page{")


def test_the_name_of_each_file_is_seen() -> None:
    """What stands behind a fence's word is in no rendered page."""
    assert re.findall(r"^`(\S+)`\n\n```\w+ ", TEXT, re.MULTILINE) == [
        name for name, _ in FILE.findall(TEXT)
    ]
