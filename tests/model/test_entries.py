"""Glossary, people, places and units: read with every place that may be wrong."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from explainer.diagnostics import Diagnostic
from explainer.documents.files.source_text import SourceText
from explainer.documents.references.kinds import FactReference
from explainer.model.entries.entry import EntryKind, ParsedEntries, entry_clashes, parse_entries
from explainer.model.values.units import ParsedUnits, parse_units

CONTENT = Path(__file__).parents[2] / "content"
FILES: dict[EntryKind, str] = {"term": "glossary", "person": "people", "place": "places"}


def _parse(text: str, kind: EntryKind = "term", path: str = "e.yaml") -> ParsedEntries:
    return parse_entries(SourceText(path, text), kind)


def _units(text: str) -> ParsedUnits:
    return parse_units(SourceText("units.yaml", text))


def _told(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{d.location.line}:{d.location.column} {d.code}: {d.message}" for d in diagnostics]


def test_the_entries_and_units_of_this_repository_are_sound() -> None:
    texts = {
        kind: SourceText(name, (CONTENT / f"{name}.yaml").read_text("utf-8"))
        for kind, name in FILES.items()
    }
    files = [parse_entries(text, kind) for kind, text in texts.items()]
    assert [file.diagnostics for file in files] == [(), (), ()]
    assert all(file.records for file in files)
    pairs = zip(texts.values(), files, strict=True)
    assert entry_clashes((text, entry) for text, file in pairs for entry in file.records) == ()
    assert _units((CONTENT / "units.yaml").read_text("utf-8")).diagnostics == ()


def test_a_term_is_read_with_its_translations_and_places() -> None:
    text = (
        "csto:\n  term: The  Organization\n  term.ru: ОДКБ\n"
        "  definition: >-\n    An *alliance* of\n    {{ org.members }}.\n"
        "  definition.ru: Союз.\n  aliases: [CSTO, 'the pact']\n"
    )
    parsed = _parse(text)
    assert parsed.diagnostics == ()
    (entry,) = parsed.records
    assert (entry.kind, entry.id, entry.offset, entry.name) == (
        "term",
        "csto",
        0,
        "The Organization",
    )
    assert entry.text.markup.startswith("An <em>alliance</em> of ")
    (reference,) = entry.text.references
    assert reference == FactReference(text.index("org.members"), "org.members")
    assert (entry.name_in("ru"), entry.text_in("ru").markup) == ("ОДКБ", "Союз.")
    assert entry.text_in("kk") == entry.text
    assert entry.aliases == (("CSTO", text.index("CSTO")), ("the pact", text.index("the pact")))
    assert entry.spellings == (
        ("csto", 0),
        *entry.aliases,
        ("The Organization", text.index("The  ")),
        ("ОДКБ", text.index("ОДКБ")),
    )
    assert pickle.loads(pickle.dumps(parsed)) == parsed


def test_a_person_needs_no_more_than_a_name() -> None:
    person, place = (
        _parse("zas:\n  name: Stanislav Zas\n  role: secretary\n  role.ru: генсек\n", "person"),
        _parse("almaty: {name: Almaty}\n", "place"),
    )
    assert person.diagnostics == place.diagnostics == ()
    (zas,) = person.records
    assert (zas.role, zas.role_in("ru"), bool(zas.text)) == ("secretary", "генсек", False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Foo: {term: x, definition: y}", '1:1 id: "Foo" cannot be an id'),
        ("a: {term: x}", "1:1 missing-key: `definition` is missing"),
        ("a: {term: x, defintion: y}", "1:14 unknown-key: unknown key `defintion`"),
        ("a: {term: x, definition: y, role: z}", "1:29 unknown-key: unknown key `role`"),
        ("a: {term: x, definition: '[@]'}", "1:29 reference: no source key follows the @"),
        ("a: {term: x, definition: y, aliases: z}", '1:38 type: `aliases` must be a list, not "z"'),
        ("a: x", "1:4 type: `a` must hold fields"),
        ("a:", "1:1 type: `a` must hold fields"),
        ("- a", "1:1 type: entries must be a mapping"),
    ],
)
def test_what_is_wrong_with_an_entry_is_told_with_its_place(text: str, told: str) -> None:
    assert _told(_parse(text).diagnostics) == [told]


def test_a_broken_entry_is_known_by_its_names_and_the_others_are_read() -> None:
    parsed = _parse("a: {term: The A, aliases: [AA]}\nb: {term: B, definition: y}\n")
    assert [entry.id for entry in parsed.records] == ["b"]
    assert parsed.broken == {"a", "the a", "aa"}


def test_a_name_means_one_entry_over_all_files() -> None:
    terms = SourceText("g.yaml", "a: {term: Alpha, definition: x}\nb: {term: B, definition: x}\n")
    people = SourceText("p.yaml", "c: {name: C, aliases: [x, ALPHA]}\nb: {name: Bee}\n")
    pairs = [
        *((terms, term) for term in parse_entries(terms, "term").records),
        *((people, person) for person in parse_entries(people, "person").records),
    ]
    name, twin = entry_clashes(pairs)
    assert str(name.location) == "p.yaml:1:27"
    assert (name.code, name.message) == ("name-clash", '"ALPHA" means two entries, "a" and "c"')
    assert name.hint == "The other is in g.yaml, line 1: call one of them otherwise."
    assert str(twin.location) == "p.yaml:2:1"
    assert (twin.code, twin.message) == ("duplicate-entry", 'the id "b" stands twice')
    assert twin.hint == "The first is in g.yaml, line 2: rename one of them."


def test_an_id_may_be_its_own_name_and_alias() -> None:
    text = SourceText("p.yaml", "xi: {name: Xi, aliases: [XI]}\n")
    entries = parse_entries(text, "person").records
    assert entry_clashes((text, entry) for entry in entries) == ()


def test_a_unit_has_one_form_or_one_for_each_plural() -> None:
    parsed = _units("ship:\n  en: {one: ship, other: ships}\n  pt-BR: navio\n")
    assert parsed.diagnostics == ()
    (unit,) = parsed.records
    assert unit.id == "ship"
    assert unit.forms == {"en": {"other": "ships", "one": "ship"}, "pt-BR": {"other": "navio"}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a b: {en: x}", '1:1 id: "a b" cannot be a unit\'s id'),
        ("a: {en: {one: x}}", "1:5 missing-key: `en.other` is missing"),
        ("a: {en: {other: x, fw: y}}", "1:20 unknown-key: unknown key `en.fw`"),
        ("a: {en: {other: }}", "1:10 empty: `en.other` is empty"),
        ("a: {english: x}", '1:5 language: "english" is no language code'),
        ("a: {en: [x]}", "1:9 type: `en` must be text or a mapping, not a list"),
        ("a: {}", "1:4 type: `a` has no form in any language"),
        ("a: x", "1:4 type: `a` has no form in any language"),
        ("a:", "1:1 type: `a` has no form in any language"),
        ("x", "1:1 type: units must be a mapping"),
    ],
)
def test_what_is_wrong_with_a_unit_is_told_with_its_place(text: str, told: str) -> None:
    parsed = _units(text)
    assert _told(parsed.diagnostics) == [told]
    assert parsed.records == ()


def test_files_that_hold_nothing_are_readable_and_broken_ones_are_not() -> None:
    assert _parse("# nothing yet\n").readable
    assert _units("").readable
    assert not _parse("a: [\n").readable
    assert not _units("a: [\n").readable


def test_a_person_may_be_an_organization_and_be_known_elsewhere() -> None:
    text = "desk:\n  name: Desk\n  kind: organization\n  same_as: [https://who.example/1]\n"
    (entry,) = _parse(text, "person").records
    assert (entry.organization, entry.same_as) == (True, ("https://who.example/1",))


@pytest.mark.parametrize("kind", ["person", "place"])
def test_what_is_known_elsewhere_is_known_at_an_address(kind: EntryKind) -> None:
    parsed = _parse("a:\n  name: A\n  same_as: [https://a.example, Q42]\n", kind)
    assert _told(parsed.diagnostics) == ["3:32 url: `same_as` must be an http or https address"]
