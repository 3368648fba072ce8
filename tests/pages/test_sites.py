"""Any folder is a site: the smallest, those with their own looks, and the strange but legal."""

from __future__ import annotations

import lxml.html
import pytest

from tests.pages.conftest import SiteMaker
from tests.pages.test_links import link_faults
from tests.pages.test_notes import assert_notes_hold, marks, notes
from tests.sites import TinySite, explainer, sources, words


def built(site: TinySite) -> TinySite:
    site.build()
    assert list(link_faults(site.files())) == []
    assert_notes_hold(site.output)
    return site


def test_a_title_is_enough(make_site: SiteMaker) -> None:
    site = built(make_site({}))
    assert words(site.tree().find(".//h1")) == "Tides"
    assert "No explainer has been published yet." in words(site.tree())
    assert {"index.html", "404.html", "questions/index.html", "sources/index.html"} <= {
        *site.files()
    }


def test_a_sites_own_templates_and_assets_replace_the_generators_file_by_file(
    make_site: SiteMaker,
) -> None:
    site = make_site({"explainers/gauge.md": explainer("Old.", title="The gauge")})
    site.build()
    before = site.files()
    site.write(
        {
            "templates/stamp.html": "{% macro stamp(page) %}<p class=stamp>Mine</p>{% endmacro %}"
            "{% macro stamp_of_page(page) %}{% endmacro %}"
            "{% macro facts_checked(date) %}{% endmacro %}",
            "assets/css/10-tokens.css": "mine { top: 0 }",
            "assets/fonts/OFL.txt": "mine",
            "assets/more/own.txt": "own",
        }
    )
    built(site)
    after = site.files()
    assert words(site.tree("gauge/").find_class("stamp")[0]) == "Mine"
    assert words(site.tree("gauge/").find(".//h1")) == "The gauge"
    _, style = sorted((data for path, data in after.items() if path.endswith(".css")), key=len)
    assert style.startswith(b"mine{top:0}")
    assert len(style) > 10_000
    assert (after["assets/fonts/OFL.txt"], after["assets/more/own.txt"]) == (b"mine", b"own")
    fonts = [path for path in before if path.endswith(".woff2")]
    assert {path: after[path] for path in fonts} == {path: before[path] for path in fonts}


def test_an_explainer_may_have_no_questions_and_a_question_no_paragraph(
    make_site: SiteMaker,
) -> None:
    site = built(
        make_site(
            {
                "explainers/empty.md": explainer(title="Nothing"),
                "explainers/list.md": explainer("## What? {#what}\n\n- One\n- Two\n"),
                "explainers/bare.md": explainer("## What?\n\n## And why?\n\nSo.\n"),
            }
        )
    )
    assert site.tree("empty/").find_class("qa") == []
    assert site.tree("empty/").find_class("contents") == []
    question = site.tree("list/").get_element_by_id("what")
    assert question.find_class("answer") == []
    assert [words(li) for li in question.iter("li")] == ["One", "Two"]
    assert [each.get("id") for each in site.tree("bare/").find_class("qa")] == ["what", "and-why"]
    answers = [words(d) for d in site.tree("questions/").iter("dt", "dd")]
    assert answers == ["What?", "And why?", "So.", "What?"]


def test_sixty_notes(make_site: SiteMaker) -> None:
    body = "\n".join(f"Line {i}.[@s, p. {i}]" for i in range(1, 61))
    site = built(
        make_site({"sources/s.yaml": sources("s"), "explainers/gauge.md": explainer(body)})
    )
    tree = site.tree("gauge/")
    assert [mark.text_content() for mark in marks(tree)] == [str(i) for i in range(1, 61)]
    assert len({note.get("id") for note in notes(tree)}) == 60
    assert "1 source" in words(tree.find_class("stamp")[0])


def test_very_long_words_and_many_scripts_pass_through(make_site: SiteMaker) -> None:
    word = "Donaudampfschifffahrts" * 40
    body = f"## {word}? {{#long}}\n\n{word} 水位 مستوى 🌊 e\u0301\u200d.\n"
    site = built(make_site({"explainers/gauge.md": explainer(body, title=f"{word} «é» & <b>")}))
    tree = site.tree("gauge/")
    assert words(tree.find(".//h1")) == f"{word} «é» & <b>"
    assert words(tree.find_class("answer")[0]) == f"{word} 水位 مستوى 🌊 e\u0301\u200d."


def test_a_site_from_right_to_left(make_site: SiteMaker) -> None:
    body = "## كم العمق؟ {#depth}\n\n{{ depth | with-unit }}.[@wire, p. 2]\n"
    site = built(
        make_site(
            {
                "site.yaml": "title: المد\nlanguage: ar\n",
                "explainers/gauge.md": explainer(body, title="المقياس"),
                "facts/f.yaml": "depth: {value: 2500, unit: metres, sources: [wire]}\n",
                "sources/s.yaml": "references:\n"
                "- {id: wire, type: report, title: High water, language: en}\n",
            }
        )
    )
    tree = site.tree("gauge/")
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    title = tree.find_class("title")[0]
    assert (title.get("lang"), title.get("dir")) == ("en", "ltr")
    assert "كم العمق؟" in words(tree.get_element_by_id("depth"))


def test_headings_without_ascii_letters_have_the_id_that_is_given(make_site: SiteMaker) -> None:
    site = make_site({"explainers/gauge.md": explainer("## Глубина? {#depth}\n\nДа.\n")})
    assert words(built(site).tree("gauge/").get_element_by_id("depth").find(".//h2")) == "Глубина?"
    site.edit("explainers/gauge.md", " {#depth}", "")
    assert site.errors() == [
        "content/explainers/gauge.md:7:4 heading-id: no id can be made from this heading"
    ]


def test_bibliographies_may_be_csl_json_or_yml(make_site: SiteMaker) -> None:
    site = built(
        make_site(
            {
                "explainers/gauge.md": explainer("A.[@json] B.[@yml] {{ depth }}"),
                "sources/a.json": '[{"id": "json", "type": "book", "title": "Tides",'
                ' "author": [{"family": "Key", "given": "Ann"}],'
                ' "issued": {"date-parts": [[1891, 7, 2]]}}]',
                "sources/b.yml": sources("yml"),
                "facts/f.yml": "depth: {value: 3, sources: [yml]}\n",
            }
        )
    )
    references = [words(p) for p in site.tree("gauge/").find_class("reference")]
    assert references == ["Ann Key. Tides. 2 July 1891.", "Report yml. Undated."]


@pytest.mark.parametrize("text", ["\ufeff{}", "{}"])
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(
    make_site: SiteMaker, text: str
) -> None:
    plain = explainer("## Why? {#why}\n\nSo.[@s]\n\n- A\n- B\n", "standfirst: >\n  One\n  two.")
    site = make_site({"sources/s.yaml": sources("s"), "explainers/gauge.md": plain})
    site.build()
    before = site.files()
    site.write({"explainers/gauge.md": text.format(plain.replace("\n", "\r\n"))})
    assert site.build().changed == 0
    assert site.files() == before


def test_files_that_are_no_content_are_passed_over(make_site: SiteMaker) -> None:
    site = make_site({"explainers/gauge.md": explainer("## Why?\n\nOld.")})
    site.build()
    site.write(
        {
            "explainers/.gauge.md.swp": b"\xff",
            "explainers/gauge.md~": "---",
            "README.md": "# Read me",
            ".DS_Store": b"\0",
        }
    )
    report = site.try_build()
    assert report.diagnostics == ()
    assert report.write is not None
    assert report.write.changed == 0


def test_markup_of_every_kind_reaches_the_page(make_site: SiteMaker) -> None:
    body = """
## What? {#what}

First.

1. One
2. *Two* **three** `{{ code }}` `[@code]`

> Quoted.

| a | b |
|:--|--:|
| 1 | 2 \\| 3 |

Term
: Meaning

### More {#more}

H<sub>2</sub>O <abbr title="Day">d</abbr><br>next \\[@not] \\{{ not }} a@b.example

```text
{{ as it is }} [@as-it-is]
```

<details><summary>Sum</summary>Inside.</details>
"""
    tree = built(make_site({"explainers/gauge.md": explainer(body)})).tree("gauge/")
    section = tree.get_element_by_id("what")
    tags = {each.tag for each in section.iter() if isinstance(each, lxml.html.HtmlElement)}
    assert {"ol", "li", "em", "strong", "code", "blockquote", "table", "dl", "dt", "dd", "h3",
            "sub", "abbr", "br", "pre", "details", "summary"} <= tags  # fmt: skip
    assert section.find(".//code").text == "{{ code }}"
    assert words(section.find(".//pre")) == "{{ as it is }} [@as-it-is]"
    assert words(section.xpath(".//tbody/tr")[0]) == "1 2 | 3"
    assert "[@not] {{ not }} a@b.example" in words(section)


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("facts/f.yaml", "depth: {value: '= wire times', label: D}\n", "formula"),
        ("facts/f.yaml", "depth: {value: 3, unit: [m], sources: [wire]}\n", "type"),
        ("sources/s.yaml", "references:\n- {id: wire, type: report}\n", "missing-key"),
        ("glossary.yaml", "well: {term: well}\n", "missing-key"),
        ("glossary.yaml", "well: [\n", "yaml"),
        ("units.yaml", "fathoms: {en: {few: x}}\n", "missing-key"),
        ("explainers/gauge.md", explainer("A.[^none]"), "undefined-note"),
        ("pages/about.md", "No front matter.\n", "front-matter"),
    ],
)
def test_what_fails_in_one_file_is_no_fault_of_those_that_refer_to_it(
    make_site: SiteMaker, name: str, text: str, error: str
) -> None:
    files = {
        "explainers/gauge.md": explainer(
            "{{ depth | with-unit }}.[@wire] [[well]] [us](../pages/about.md)"
        ),
        "pages/about.md": "---\ntitle: About\n---\n\nWe.\n",
        "facts/f.yaml": "depth: {value: 3, unit: fathoms, sources: [wire]}\n",
        "sources/s.yaml": sources("wire"),
        "glossary.yaml": "well: {term: well, definition: A shaft.}\n",
        "units.yaml": "fathoms: {en: fathoms}\n",
    }
    built(make_site(files))
    site = make_site({**files, name: text})
    assert {(found.partition(":")[0], found.split()[1]) for found in site.errors()} == {
        (f"content/{name}", f"{error}:")
    }
