"""Sites of any size, the same for the same seed: in our form, and their prose for other generators.

A page has about 1,050 words, six questions, a list, a table, a quotation, twelve citations of 300
sources, five of 200 facts and two of 40 terms. Of the facts some are disputed, revised or derived.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from benchmarks.prose import Prose

LANGUAGES = ("en", "ru")
SOURCES, FACTS, TERMS = 300, 200, 40
QUESTIONS, FACTS_A_PAGE, TERMS_A_PAGE = 6, 5, 2
TOPICS = ("climate", "courts", "energy", "health", "schools", "trade", "transport", "water")
SETTINGS = {"title": "The Corpus", "url": "https://example.org/", "publisher": "The Corpus"}
AS_OF = date(2026, 11, 22)
"""The day to build for. On each of the next ten days one more fact is due to be checked again."""
RARE_FACT = "fact.000"
"""The one fact that the first of every hundred pages states, and no other page."""
RARE_FACT_FILE = "content/facts/part-000.yaml"
TRANSLATED = 3
"""With two languages, the first of so many pages is translated."""


@dataclass(frozen=True, slots=True)
class Page:
    """An explainer. ``short_answer`` and ``blocks``, its body, are Markdown in our form."""

    number: int
    language: str
    title: str
    standfirst: str
    short_answer: str
    topics: tuple[str, ...]
    facts: tuple[str, ...]
    blocks: tuple[str, ...]

    @property
    def name(self) -> str:
        """That of its file, without the language."""
        return page_name(self.number)

    @property
    def published(self) -> date:
        return date(2020, 1, 1) + timedelta(days=self.number * 7 % 2000)


def make_pages(number: int, languages: int = 1, seed: int = 7) -> Iterator[Page]:
    """That many explainers, and with two languages the translations of every third."""
    for each in range(1, number + 1):
        yield make_page(each, seed=seed)
        if languages > 1 and each % TRANSLATED == 1:
            yield make_page(each, LANGUAGES[1], seed)


def make_page(number: int, language: str = LANGUAGES[0], seed: int = 7) -> Page:
    """A translation has other words than its original, and the same facts and topics."""
    draw = random.Random(f"{seed} {number}")
    facts = [fact_name(draw.randrange(1, FACTS)) for _ in range(FACTS_A_PAGE)]
    if number % 100 == 1:
        facts[0] = RARE_FACT
    topics = tuple(sorted(draw.sample(TOPICS, 3)))
    prose = Prose(random.Random(f"{seed} {number} {language}"), language)
    return Page(
        number,
        language,
        f"{prose.filled('title')} ({number})",
        prose.sentence(),
        f"{prose.sentence()} {_with_fact(prose, facts[1])}",
        topics,
        tuple(facts),
        tuple(_make_body(prose, facts)),
    )


def _make_body(prose: Prose, facts: list[str]) -> Iterator[str]:
    """Under each question an answer and two paragraphs with a citation each."""
    further = {1: prose.bullets, 2: prose.table, 3: prose.quotation}
    for question in range(QUESTIONS):
        yield f"## {prose.question()} {{#question-{question + 1}}}"
        yield prose.sentences(2)
        with_term = f" {_with_term(prose)}" if question < TERMS_A_PAGE else ""
        yield prose.sentences(4) + _citation(prose) + with_term
        if question in further:
            yield further[question]()
        with_fact = f" {_with_fact(prose, facts[question])}" if question < len(facts) else ""
        yield prose.sentences(4) + _citation(prose) + with_fact


def _citation(prose: Prose) -> str:
    return f"[@{source_name(prose.draw.randrange(SOURCES))}, p. {prose.draw.randint(1, 400)}]"


def _with_fact(prose: Prose, fact: str) -> str:
    shown = fact if fact_kind(int(fact[-3:])) == "date" else f"{fact} | with-unit"
    return f"{prose.clause()}: {{{{ {shown} }}}}."


def _with_term(prose: Prose) -> str:
    term = f"term-{prose.draw.randrange(TERMS):02}"
    return f"{prose.clause()}: [[{term}|{prose.word('nouns')}]]."


def page_name(number: int) -> str:
    return f"page-{number:05}"


def source_name(number: int) -> str:
    return f"source-{number:03}"


def fact_name(number: int) -> str:
    return f"fact.{number:03}"


def fact_kind(number: int) -> str:
    """Of twenty facts two are disputed, two revised, one is derived, one a date."""
    kinds = {3: "disputed", 13: "disputed", 6: "revised", 16: "revised", 7: "derived", 11: "date"}
    return kinds.get(number % 20, "number")


def make_fact(number: int, seed: int) -> dict[str, Any]:
    prose = Prose(random.Random(f"{seed} fact {number}"), LANGUAGES[0])
    fact: dict[str, Any] = {
        "label": f"The {prose.word('adjectives')} {prose.word('nouns')}",
        "label.ru": f"Число {number}",
    }
    if number % 20 == 9:
        fact["review_by"] = str(AS_OF + timedelta(days=number // 20))
    cited = [source_name(each) for each in prose.draw.sample(range(SOURCES), 4)]
    kind = fact_kind(number)
    if kind == "derived":
        return fact | {"value": f"= {fact_name(number - 2)} + {fact_name(number - 1)}"}
    if kind == "date":
        return fact | {"value": _day(prose), "sources": cited[:2]}
    claim = {"what": "people counted", "as_of": _day(prose), "by": "Census Office"}
    claims = [{"value": prose.draw.randint(1000, 9999)} | claim | {"sources": cited[:2]}]
    if kind in ("disputed", "revised"):
        claim |= {"as_of": "2026-01-31"}
        claim |= {"by": "River Institute"} if kind == "disputed" else {}
        claims.append({"value": prose.draw.randint(1000, 9999)} | claim | {"sources": cited[2:]})
    return fact | {"unit": "people", "claims": claims}


def _day(prose: Prose) -> str:
    return str(date(2010, 1, 1) + timedelta(days=prose.draw.randrange(5000)))


def make_source(number: int, seed: int) -> dict[str, Any]:
    prose = Prose(random.Random(f"{seed} source {number}"), LANGUAGES[0])
    return {
        "id": source_name(number),
        "type": prose.draw.choice(("report", "article-newspaper", "webpage")),
        "title": prose.clause(),
        "author": [{"literal": f"{prose.word('nouns').capitalize()} Office"}],
        "issued": _day(prose),
        "accessed": "2026-11-20",
        "URL": f"https://example.org/source/{number}",
        "language": "en",
        "custom": {"kind": "official statement"},
    }


def make_term(number: int, seed: int) -> dict[str, Any]:
    prose = Prose(random.Random(f"{seed} term {number}"), LANGUAGES[0])
    return {"term": f"Term {number}", "definition": prose.sentence() + _citation(prose)}


def front_matter(page: Page) -> dict[str, Any]:
    return {
        "title": page.title,
        "standfirst": page.standfirst,
        "published": page.published,
        "checked": page.published,
        "topics": [*page.topics],
    }


def explainer_text(page: Page) -> str:
    """The page as our editors write it."""
    fields = front_matter(page)
    fields |= {"short_answer": page.short_answer, "key_facts": sorted({*page.facts})}
    if page.number > 1:
        fields["related"] = [page_name(page.number - 1)]
    return f"---\n{as_yaml(fields)}---\n\n" + "\n\n".join(page.blocks) + "\n"


def plain_prose(page: Page) -> str:
    """The same prose without facts, terms and sources: footnotes that stand on the page itself."""
    text = "\n\n".join((page.short_answer, *page.blocks))
    text = re.sub(r" \{#question-\d\}|\[\[[^|]*\||\]\](?=\.)", "", text)
    text = re.sub(r"\{\{ fact\.(\d+)[^}]*\}\}", r"4,\1 people", text)
    cited = re.findall(r"\[@source-(\d+), (p\. \d+)\]", text)
    marks = count(1)
    text = re.sub(r"\[@[^]]*\]", lambda _: f"[^s{next(marks)}]", text)
    notes = [
        f"[^s{mark}]: Office of record {source}, *Report*, {place}. "
        f"<https://example.org/source/{source}>"
        for mark, (source, place) in enumerate(cited, start=1)
    ]
    return "\n\n".join((text, *notes, ""))


def as_yaml(value: object) -> str:
    """With short lists in one line, as Pelican needs them."""
    return yaml.safe_dump(
        value, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None
    )


def write_site(folder: Path, pages: int, languages: int = 1, seed: int = 7) -> None:
    """Write ``content/`` of a site that this generator builds."""
    files = {
        "site.yaml": as_yaml(SETTINGS | {"languages": [*LANGUAGES[:languages]]}),
        "glossary.yaml": as_yaml({f"term-{n:02}": make_term(n, seed) for n in range(TERMS)}),
        "sources/all.yaml": as_yaml({"references": [make_source(n, seed) for n in range(SOURCES)]}),
    }
    for first in range(0, FACTS, 50):
        facts = {fact_name(n): make_fact(n, seed) for n in range(first, first + 50)}
        files[f"facts/part-{first:03}.yaml"] = as_yaml(facts)
    for page in make_pages(pages, languages, seed):
        suffix = "" if page.language == LANGUAGES[0] else f".{page.language}"
        files[f"explainers/{page.name}{suffix}.md"] = explainer_text(page)
    write_files(folder / "content", files)


def write_prose(folder: Path, pages: int, seed: int = 7) -> None:
    """Write ``content/`` of a site of ours with the prose alone, as other generators get it."""
    files = {"site.yaml": as_yaml(SETTINGS)}
    for page in make_pages(pages, seed=seed):
        text = f"---\n{as_yaml(front_matter(page))}---\n\n{plain_prose(page)}"
        files[f"explainers/{page.name}.md"] = text
    write_files(folder / "content", files)


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the site to write; its content/ must not exist")
    parser.add_argument("-n", type=int, default=100, help="explainers; default: 100")
    parser.add_argument("--languages", type=int, default=1, choices=(1, 2), help="default: 1")
    parser.add_argument("--seed", type=int, default=7, help="default: 7")
    options = parser.parse_args()
    if (options.folder / "content").exists():
        parser.error(f"{options.folder / 'content'} exists")
    write_site(options.folder, options.n, options.languages, options.seed)


if __name__ == "__main__":
    main()
