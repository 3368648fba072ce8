"""Parse the Markdown file of a page, its front matter and its body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from msgspec.structs import replace

from explainer.documents.data.nodes import Mapping, Sequence, child, value_offset
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText, split_front_matter
from explainer.documents.markdown.markup import parse_body
from explainer.documents.markdown.parsed_text import Body, ParsedText, is_picture
from explainer.model.pages.checks import check_page
from explainer.model.pages.page import (
    Correction,
    Page,
    PageKind,
    PageText,
    ParsedPage,
    Status,
    Update,
    anchors,
    rests_on,
    texts,
)
from explainer.model.pages.records import ExplainerRecord, PlainPageRecord
from explainer.model.shared.reading import Named, Reader

_DAYS = ("published", "checked", "researched", "updated", "expires", "review_by")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def parse_page(source: SourceText, kind: PageKind, name: str, language: str) -> ParsedPage:
    """The page in a file; ``kind``, ``name`` and ``language`` come from the file's path."""
    parsed = partial(ParsedPage, path=source.path, kind=kind, name=name, language=language)
    front, diagnostics = split_front_matter(source)
    if front is None:
        return parsed(diagnostics=diagnostics)
    node, diagnostics = parse_yaml(source, front.start, front.end)
    body, body_problems = parse_body(source, front.body_start)
    if node is None and not diagnostics:
        node = Mapping(0, 0, ())
    problems = [*diagnostics, *body_problems]
    if not isinstance(node, Mapping):
        if not diagnostics:
            message = "front matter is made of keys and values"
            hint = "Write lines such as title: Why is the bridge closed?"
            problems.insert(0, source.diagnostic("front-matter", front.start, message, hint))
        return parsed(diagnostics=tuple(problems))
    reader = Reader(source, node, problems)
    record = reader.record(ExplainerRecord if kind == "explainer" else PlainPageRecord)
    if any(d.code != "duplicate-key" for d in diagnostics):
        return parsed(diagnostics=tuple(problems))
    page = _read_page(reader, node, kind, name, language, record, body)
    sound = record is not None and not diagnostics
    return parsed(page=page, diagnostics=tuple(problems), sound=sound)


def _read_page(
    reader: Reader,
    node: Mapping,
    kind: PageKind,
    name: str,
    language: str,
    record: PlainPageRecord | None,
    body: Body,
) -> Page:
    """The page; if ``record`` is None it serves only to find further mistakes."""
    stated = reader.scalar("language")
    read: dict[str, Any] = {name: reader.day(name) for name in _DAYS}
    read |= {name: reader.inline(name) for name in ("standfirst", "short_answer", "method")}
    read |= {name: _texts(reader, name) for name in ("digest", "unknowns")}
    read |= {name: _listed(reader, name) for name in ("authors", "key_facts", "aliases", "related")}
    page = Page(
        **read,
        kind=kind,
        name=name,
        language=language,
        source=reader.source,
        title=reader.plain("title"),
        status=record.status if record else _status(reader),
        reason=(record.reason or "") if record else "",
        checked_by=_listed(reader, "checked_by", or_one=True),
        review_every=(record.review_every or "") if record else "",
        topics=_listed(reader, "topics") if isinstance(record, ExplainerRecord) else (),
        updates=tuple(_updates(reader)),
        corrections=tuple(_corrections(reader)),
        question_aliases=reader.pairs("question_aliases"),
        translation=(record.translation or "") if record else "",
        stated_language=reader.name(stated) if stated else None,
        waived=reader.waivers(),
    )
    in_place = {note.name: note for text in texts(page, body) for note in text.notes}
    in_place |= {note.name: note for note in body.notes if note.in_place}
    notes = (*(note for note in body.notes if not note.in_place), *in_place.values())
    body = replace(body, notes=notes)
    references = [each for text in texts(page, body) for each in text.references]
    page = replace(
        page,
        anchors=anchors(page, body, references),
        headings=tuple((question.id, question.heading) for question in body.questions),
        rests_on=rests_on(page, body),
        illustrated=any(map(is_picture, references)),
        packed=PageText(body, node).encoded(),
    )
    check_page(reader, page, body, references, record)
    reader.check_plain_texts()
    return page


def _texts(reader: Reader, key: str) -> tuple[ParsedText, ...]:
    return tuple(text for each in reader.scalars(key) if (text := reader.markdown(each)))


def _listed(reader: Reader, key: str, *, or_one: bool = False) -> tuple[Named, ...]:
    """The ids in the list under ``key``. A single id in place of the list is read if ``or_one``,
    and otherwise reported by validation."""
    is_read = or_one or isinstance(child(reader.node, [key]), Sequence)
    return tuple(map(reader.name, reader.scalars(key))) if is_read else ()


def _status(reader: Reader) -> Status:
    """The status in front matter that is otherwise invalid."""
    written = reader.scalar("status")
    known: dict[str, Status] = {"draft": "draft", "withdrawn": "withdrawn"}
    return known.get(written.value, "published") if written else "published"


def _updates(reader: Reader) -> Iterator[Update]:
    for each in reader.each("updates"):
        day, text = each.day("date"), each.inline("text")
        if day and text:
            yield Update(day, text, value_offset(each.node, ["date"]))


def _corrections(reader: Reader) -> Iterator[Correction]:
    for each in reader.each("corrections"):
        day, was, now = each.day("date"), each.inline("was"), each.inline("now")
        if day and now:
            question = each.scalar("question")
            yield Correction(
                day=day,
                was=was,
                now=now,
                question=each.name(question) if question else None,
                offset=value_offset(each.node, ["date"]),
                was_offset=value_offset(each.node, ["was"]),
                now_offset=value_offset(each.node, ["now"]),
            )


def split_name(file_name: str) -> tuple[str, str]:
    """A page's name and language from ``name.md`` or ``name.ru.md``; the language may be empty."""
    stem = file_name[: -len(".md")]
    name, dot, language = stem.rpartition(".")
    return (name, language) if dot and _LANGUAGE.fullmatch(language) else (stem, "")
