"""A Markdown file to a page: front matter with positions, and body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from explainer.documents.data.nodes import Mapping, Scalar, Sequence, child
from explainer.documents.data.validation import validate
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.front_matter import split_front_matter
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.markup import parse_body
from explainer.documents.markdown.parsed_text import Body, ParsedText
from explainer.model.pages.checks import check_page
from explainer.model.pages.page import (
    Correction,
    Named,
    Page,
    PageKind,
    ParsedPage,
    Status,
    Update,
)
from explainer.model.pages.reading import PageReader
from explainer.model.pages.records import ExplainerRecord, PlainPageRecord
from explainer.model.shared.waivers import read_waivers

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def parse_page(source: SourceText, kind: PageKind, name: str, language: str) -> ParsedPage:
    """An explainer's or plain page's file; a pure function of its text and name."""
    parsed = partial(ParsedPage, path=source.path, kind=kind, name=name, language=language)
    front, diagnostics = split_front_matter(source)
    if front is None:
        return parsed(diagnostics=diagnostics)
    node, diagnostics = parse_yaml(source, front.start, front.end)
    body, body_problems = parse_body(source, front.body_start)
    if node is None and not diagnostics:
        node = Mapping(0, 0, ())
    if not isinstance(node, Mapping):
        if not diagnostics:
            hint = "Write lines such as title: What is the CSTO?"
            diagnostics = (
                source.diagnostic(
                    "front-matter", front.start, "front matter is made of keys and values", hint
                ),
            )
        return parsed(diagnostics=(*diagnostics, *body_problems))
    reader = PageReader(source, node, [*diagnostics, *body_problems])
    record, problems = validate(
        source, node, ExplainerRecord if kind == "explainer" else PlainPageRecord
    )
    reader.diagnostics += problems
    if any(d.code != "duplicate-key" for d in diagnostics):
        return parsed(diagnostics=tuple(reader.diagnostics))
    page = _read_page(reader, kind, name, language, record, body)
    sound = record is not None and not diagnostics
    return parsed(page=page, diagnostics=tuple(reader.diagnostics), sound=sound)


def _read_page(
    reader: PageReader,
    kind: PageKind,
    name: str,
    language: str,
    record: PlainPageRecord | None,
    body: Body,
) -> Page:
    """Without a valid ``record`` the page is for finding further mistakes, not for building."""
    page = Page(
        kind=kind,
        name=name,
        language=language,
        source=reader.source,
        title=reader.plain("title"),
        status=record.status if record else _status(reader),
        reason=(record.reason or "") if record else "",
        standfirst=reader.inline("standfirst"),
        short_answer=reader.inline("short_answer"),
        authors=reader.named("authors"),
        checked_by=reader.named("checked_by", or_one=True),
        published=reader.day("published"),
        checked=reader.day("checked"),
        updated=reader.day("updated"),
        expires=reader.day("expires"),
        review_by=reader.day("review_by"),
        review_every=(record.review_every or "") if record else "",
        topics=tuple(record.topics) if isinstance(record, ExplainerRecord) else (),
        key_facts=reader.named("key_facts"),
        unknowns=_unknowns(reader),
        method=reader.inline("method"),
        updates=tuple(_updates(reader)),
        corrections=tuple(_corrections(reader)),
        aliases=reader.named("aliases"),
        question_aliases=_question_aliases(reader),
        related=reader.named("related"),
        translation=(record.translation or "") if record else "",
        stated_language=reader.name(stated) if (stated := reader.scalar("language")) else None,
        waived=read_waivers(reader.source, child(reader.node, ["waive"])),
        body=body,
        front_matter=reader.node,
    )
    check_page(reader, page, record)
    return page


def _status(reader: PageReader) -> Status:
    written = reader.scalar("status")
    known: dict[str, Status] = {"draft": "draft", "withdrawn": "withdrawn"}
    return known.get(written.value, "published") if written else "published"


def _unknowns(reader: PageReader) -> tuple[ParsedText, ...]:
    found = child(reader.node, ["unknowns"])
    count = len(found.items) if isinstance(found, Sequence) else 0
    return tuple(text for i in range(count) if (text := reader.inline("unknowns", i)))


def _entries(reader: PageReader, key: str) -> range:
    found = child(reader.node, [key])
    return range(len(found.items)) if isinstance(found, Sequence) else range(0)


def _updates(reader: PageReader) -> Iterator[Update]:
    for index in _entries(reader, "updates"):
        day, text = reader.day("updates", index, "date"), reader.inline("updates", index, "text")
        if day and text:
            yield Update(day, text)


def _corrections(reader: PageReader) -> Iterator[Correction]:
    for index in _entries(reader, "corrections"):
        day = reader.day("corrections", index, "date")
        was, now = (reader.inline("corrections", index, key) for key in ("was", "now"))
        question = reader.scalar("corrections", index, "question")
        if day and now:
            named = reader.name(question) if question else None
            places = (reader.scalar("corrections", index, key) for key in ("was", "now"))
            yield Correction(day, was, now, named, *(each.start if each else 0 for each in places))


def _question_aliases(reader: PageReader) -> tuple[tuple[Named, Named], ...]:
    found = child(reader.node, ["question_aliases"])
    if not isinstance(found, Mapping):
        return ()
    return tuple(
        (reader.name(old), reader.name(new)) for old, new in found.items if isinstance(new, Scalar)
    )


def split_name(file_name: str) -> tuple[str, str]:
    """A page's name and language from ``name.md`` or ``name.ru.md``; the language may be empty."""
    stem = file_name[: -len(".md")]
    name, dot, language = stem.rpartition(".")
    return (name, language) if dot and _LANGUAGE.fullmatch(language) else (stem, "")
