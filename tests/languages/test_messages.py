"""Whatever the generator says itself, it says in each of its languages, as gettext wants it."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

pytestmark = pytest.mark.slow  # it reads every module and template

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "explainer/languages"
TEMPLATE = FOLDER / "messages.pot"
CATALOGUES = sorted(FOLDER.glob("*.po"))
EXTRACT = (
    "pybabel -q extract -F babel.cfg -k speech --no-wrap --sort-by-file --add-location=file"
    " --omit-header -o {} ."
)
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
PROOF_READ, BY_MACHINE = "Last-Translator", "machine translation that no speaker has proof-read"


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=None if path == TEMPLATE else path.stem, abort_invalid=True)


def by_id(catalogue: Catalog) -> Mapping[object, Message]:
    return {(each.context, each.id): each for each in catalogue if each.id}


def texts(of: object) -> tuple[str, ...]:
    return tuple(map(str, of)) if isinstance(of, tuple | list) else (str(of),)


def test_the_template_is_what_the_code_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(ROOT)
    found = tmp_path / "messages.pot"
    CommandLineInterface().run(EXTRACT.format(found).split())  # type: ignore[no-untyped-call]
    if pytestconfig.getoption("--refresh"):
        TEMPLATE.write_bytes(found.read_bytes())
    assert found.read_text("utf-8") == TEMPLATE.read_text("utf-8")
    assert EXTRACT.format(TEMPLATE.relative_to(ROOT)) in (ROOT / "CONTRIBUTING.md").read_text(
        "utf-8"
    )


def test_the_languages_are_complete() -> None:
    assert [path.stem for path in CATALOGUES] == ["ar", "de", "es", "fr", "ru", "uk"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_each_message_has_its_translation_and_keeps_its_placeholders(path: Path) -> None:
    catalogue, wanted = read(path), by_id(read(TEMPLATE))
    own = by_id(catalogue)
    assert own.keys() == wanted.keys()
    assert [m.id for m in own.values() if m.fuzzy or not all(texts(m.string or ""))] == []
    assert [problem for message in own.values() for problem in message.check(catalogue)] == []
    for message in own.values():
        said = {*PLACEHOLDER.findall(" ".join(texts(message.id)))}
        forms = texts(message.string)
        assert set(PLACEHOLDER.findall(" ".join(forms))) == said, message.id
        if len(forms) == 1:
            assert set(PLACEHOLDER.findall(forms[0])) == said, message.id
        marked = set('<>&"') & set("".join(texts(message.id)))
        assert not (set('<>&"') & set("".join(forms))) - marked, message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_it_has_the_plural_forms_of_cldr(path: Path) -> None:
    """But for one that some languages have for whole millions alone."""
    catalogue, locale = read(path), Locale(path.stem)
    form = gettext.c2py(catalogue.plural_expr)
    pairs = {(form(n), locale.plural_form(n)) for n in (*range(200), 1000)}
    forms, categories = ({pair[at] for pair in pairs} for at in (0, 1))
    assert len(pairs) == len(categories) == len(forms)
    assert forms == {*range(catalogue.num_plurals)}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_it_says_who_has_gone_over_it_or_that_nobody_has(path: Path) -> None:
    """A name under ``Last-Translator`` takes the place of the comment."""
    head = path.read_text("utf-8").split("\n\n", 1)[0]
    assert (PROOF_READ in head) != (BY_MACHINE in head)
