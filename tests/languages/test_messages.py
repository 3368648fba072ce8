"""Whatever the generator says itself, it says in Russian too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from explainer.figures.maps.atlas import REMARKS, load_atlas
from explainer.resolve.linking.library import INDEXES
from explainer.resolve.linking.linker import ASIDE_NAMES
from explainer.resolve.linking.source_views import KIND_WORDS
from explainer.tables import read_table

pytestmark = pytest.mark.slow  # it reads every module and template

ROOT = Path(__file__).parent.parent.parent
SEASONS = tuple(f"{season} %(year)s" for season in ("Spring", "Summer", "Autumn", "Winter"))
FUNCTIONS = {"gettext": None, "speech": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def first(message: object) -> str:
    """A message's singular."""
    return str(message[0]) if isinstance(message, tuple | list) else str(message)


def messages() -> Iterator[tuple[str, str]]:
    """(the file that says it, the message in English; its singular where it has a plural)."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        with path.open("rb") as file:
            for _, _, message, _ in babel_extract(file, ["_", "gettext", "ngettext"], [], {}):
                yield path.name, first(message)
    for path in sorted((ROOT / "explainer").rglob("*.py")):
        with path.open("rb") as file:
            for _, message, _, _ in extract("python", file, FUNCTIONS):
                yield path.name, first(message)
    yield from (("source_views.py", word) for word in (*KIND_WORDS, *SEASONS))
    yield from (("library.py", words) for index in INDEXES.values() for words in index)
    yield from (("linker.py", word) for word in ASIDE_NAMES)
    yield from (("countries.json", name) for name in load_atlas().contested)
    yield from (("remarks.toml", each["words"]) for each in read_table(REMARKS)["remark"])


def test_every_message_has_its_russian() -> None:
    with (ROOT / "explainer/languages/ru.po").open("rb") as file:
        catalogue = read_po(file, locale="ru", abort_invalid=True)
    translated = {first(m.id) for m in catalogue if m.string and all(m.string)}
    found = list(messages())
    assert len(found) > 100
    assert [each for each in found if each[1] not in translated] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "explainer/languages").glob("*.po")), ids=lambda path: path.stem
)
def test_no_translation_is_left_over_or_lost_a_placeholder(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem, abort_invalid=True)
    said = {message for _, message in messages()}
    own = [m for m in catalogue if m.id and not str(m.id).endswith("{date}")]
    assert [m.id for m in own if first(m.id) not in said] == []
    assert [error for message in own for error in message.check(catalogue)] == []
