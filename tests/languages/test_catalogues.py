"""The generator's own words, by language."""

from __future__ import annotations

import pytest

from explainer.languages.catalogues import as_english, count_untranslated, load_catalogue


def test_english_is_what_the_code_says() -> None:
    english = load_catalogue("en-GB")
    assert english.gettext("since {date}") == "since {date}"
    assert english.ngettext("one", "many", 2) == "many"


def test_a_context_tells_two_alike_apart() -> None:
    russian = load_catalogue("ru")
    assert russian.gettext("since {date}") == "с {date}"
    assert russian.pgettext("year", "since {date}") == "с {date} года"


def test_each_language_has_its_own_plurals() -> None:
    forms = {
        language: [
            load_catalogue(language).ngettext("%(num)s source", "%(num)s sources", n) % {"num": n}
            for n in (0, 1, 2, 3, 11, 100)
        ]
        for language in ("uk", "ar", "es")
    }
    assert forms == {
        "uk": ["0 джерел", "1 джерело", "2 джерела", "3 джерела", "11 джерел", "100 джерел"],
        "ar": ["لا مصادر", "مصدر واحد", "مصدران", "3 مصادر", "11 مصدراً", "100 مصدر"],
        "es": ["0 fuentes", "1 fuente", "2 fuentes", "3 fuentes", "11 fuentes", "100 fuentes"],
    }


def test_a_region_falls_back_to_its_language() -> None:
    assert load_catalogue("ru-KZ").gettext("until {date}") == "до {date}"


@pytest.mark.parametrize("language", ["xx", "", "en-", "../../ru", "../languages/ru", "ru/../ru"])
def test_anything_else_falls_back_to_english(language: str) -> None:
    assert load_catalogue(language).gettext("Facts") == as_english("Facts")


def test_messages_that_a_language_lacks_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    missing, every = count_untranslated("nl", ())
    assert missing == every > 200
    assert count_untranslated("ru-KZ", ()) == (0, 0)
    assert count_untranslated("en-GB", ()) == (0, 0)
