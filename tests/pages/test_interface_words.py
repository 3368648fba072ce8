"""A language of which a site has a single word: English is marked, and the build says so."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from babel.messages.pofile import read_po

from explainer import cli
from tests.sites import ROOT, TinySite, explainer, sources

FACTS = """\
depth: {label: Diepte, value: 7, about: true, sources: [a]}
since: {label: Gebouwd, value: 1992~, kind: date, sources: [a]}
twice: {label: Dubbel, value: "= 2 * depth"}
width:
  label: Breedte
  claims:
  - {value: 5, by: A, as_of: 2026-01-01, sources: [a, b], rank: preferred, why: Gemeten.}
  - {value: 6, by: B, as_of: 2026-01-01, sources: [b]}
  - {value: 3, by: us, as_of: 2025-01-01, rank: deprecated, why: Oud., sources: [b]}
groei:
  label: Groei
  claims:
  - {value: 3, as_of: 2025-01-01, sources: [a]}
  - {value: 4, as_of: 2026-01-01, sources: [a]}
"""
DUTCH = """\
msgid "Glossary"
msgstr "Woordenlijst"
"""
RIVIER = """\
## Hoe diep? {#diep}

{{ depth }}, {{ width }}, {{ twice }}, {{ since }}, {{ groei }}.[@a, p. 1; @b] Bij de [[stuw]].

## Hoe breed? {#breed}

Breed.[^x]

[^x]: Eigen noot.
"""
FRONT = (
    *("authors: [ann]", "checked_by: ann", "key_facts: [width, depth]", "unknowns: [Iets.]"),
    *("method: Lezen.", "topics: [water]", "standfirst: Een rivier.", "short_answer: Diep."),
    "corrections: [{date: 2026-04-01, was: Smal., now: Breed., question: breed}]",
)


def phrases() -> set[str]:
    """What the generator says, cut at its placeholders."""
    with (ROOT / "explainer/languages/ru.po").open("rb") as file:
        messages = [m.id for m in read_po(file) if m.id]
    forms = [form for each in messages for form in ([each] if isinstance(each, str) else each)]
    pieces = (p.strip(" .,:;()“”") for form in forms for p in re.split(r"%\(\w+\)s|\{date\}", form))
    return {piece for piece in pieces if len(piece) > 2}


def texts(element: lxml.html.HtmlElement, language: str = "") -> list[tuple[str, str]]:
    """Each text of a page with its language, without what stands in scripts and the title."""
    language = element.get("lang", language)
    found = []
    if isinstance(element.tag, str) and element.tag not in ("script", "style", "title"):
        found.append((language, " ".join((element.text or "").split())))
        for child in element:
            found += texts(child, language)
            found.append((language, " ".join((child.tail or "").split())))
    return [(language, text) for language, text in found if text]


@pytest.fixture(scope="module", params=["language: nl\n", "languages: [en, nl]\n"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    site = TinySite(tmp_path_factory.mktemp("getijden"))
    name = "rivier.md" if "language:" in request.param else "rivier.nl.md"
    bibliography = sources("a", "b", "c").replace("Report", "Verslag")
    site.write(
        {
            "site.yaml": f"title: Getijden\npublisher: Vereniging\n{request.param}",
            "sources/s.yaml": bibliography.replace("Verslag a", "Verslag a, custom: {copy_of: b}"),
            "facts/f.yaml": FACTS,
            "people.yaml": "ann: {name: Anna}\n",
            "glossary.yaml": "stuw: {term: Stuw, definition: Een dam.}\n",
            f"explainers/{name}": explainer(RIVIER, *FRONT, title="De rivier"),
            "words/nl.po": DUTCH,
            "pages/wij.md": "---\ntitle: Wij\nupdated: 2026-01-01\n---\n\nEen tekst.\n",
        }
    )
    if name == "rivier.nl.md":
        site.write({"explainers/rivier.md": explainer(RIVIER, *FRONT, title="De rivier")})
    site.build()
    return site


def dutch_pages(site: TinySite) -> dict[str, lxml.html.HtmlElement]:
    trees = {
        name: lxml.html.document_fromstring(data)
        for name, data in site.files().items()
        if name.endswith(".html")
    }
    return {name: tree for name, tree in trees.items() if tree.get("lang") == "nl"}


def test_no_english_stands_under_dutch(site: TinySite) -> None:
    said = phrases()
    pages = dutch_pages(site)
    assert len(pages) > 12
    unmarked = {
        (name, text)
        for name, tree in pages.items()
        for language, text in texts(tree)
        if language == "nl" and text.strip(" .,:;()“”") in said
    }
    assert unmarked == set()
    marked = {text for tree in pages.values() for language, text in texts(tree) if language == "en"}
    assert {"Key facts", "Questions", "Notes and sources", "Facts checked as of"} <= marked


def test_no_dutch_stands_under_english(site: TinySite) -> None:
    content = {"De rivier", "Diepte", "Breedte", "Hoe diep?", "Gemeten.", "Eigen noot.", "Anna"}
    pages = dutch_pages(site).values()
    said = {text: language for tree in pages for language, text in texts(tree) if text in content}
    assert said == dict.fromkeys(content, "nl")


def test_nothing_of_the_marks_is_left(site: TinySite) -> None:
    for name, data in site.files().items():
        assert "\ufdd0".encode() not in data, name
        assert "\ufdd1".encode() not in data, name


def run(site: Path, *command: str) -> int:
    return cli.main([*command, "--site", str(site), "--as-of", "2026-11-22"])


def test_a_build_says_so_once_for_each_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\nlanguages: [en, nl, ru, nl-BE]\n",
            "explainers/tide.md": explainer("## Why?\n\nThe moon."),
            "words/nl.po": DUTCH,
        }
    )
    assert run(tmp_path) == 0
    printed = capsys.readouterr().err
    assert re.findall(r"(?m)^(\S+): warning\[untranslated-words\]: .* into (.*)$", printed) == [
        ("content/site.yaml:2:17", "Dutch"),
        ("content/site.yaml:2:25", "Flemish"),
    ]
    site.edit("site.yaml", "title: Tides\n", "title: Tides\nwaive: {untranslated-words: Known.}\n")
    assert run(tmp_path) == 0
    assert "warning" not in capsys.readouterr().err
    assert run(tmp_path, "check", "--strict") == 1
    printed = capsys.readouterr().err
    assert "untranslated-words" not in printed
    assert "unused-waiver" not in printed


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ("", ["no-url"]),
        ("card: {image: c.png, alt: Sea}\n", ["no-url"]),
        ("url: https://tides.example/\n", []),
        ("url: https://tides.example/\ncard: {image: c.png, alt: Sea}\n", []),
        ("waive: {no-url: Not public yet.}\n", []),
    ],
)
def test_a_site_without_its_address_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: str, codes: list[str]
) -> None:
    """By `check`; of a card that nobody sees, by a build too."""
    from tests.pictures import png

    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": f"title: Tides\n{settings}",
            "explainers/tide.md": explainer("## Why?\n\nThe moon.[@a]"),
            "sources/s.yaml": sources("a"),
            "images/c.png": png(2, 2),
        }
    )
    run(tmp_path, "check")
    found = re.findall(r"warning\[(no-url)\]", capsys.readouterr().err)
    assert found == codes
    run(tmp_path)
    found = re.findall(r"warning\[(.*?)\]", capsys.readouterr().err)
    assert found == [code for code in codes if "card" in settings]
    advice = "Add the address at which you read it."
    assert (advice in site.files()["tide/index.html"].decode()) == ("url: https" not in settings)
