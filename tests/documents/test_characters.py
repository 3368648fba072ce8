"""Characters that content may not hold, and text that was encoded twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.documents.files.characters import doubly_encoded, refused, without_refused


@pytest.mark.parametrize(
    "text",
    [
        "a\u202eb",
        "a\u2066b",
        "a\u200eb",
        "a\u200bb",
        "a\u200db",
        "a\u2060b",
        "a\ufeffb",
        "\uf8ff",
        "\U000f0000",
        "\U0010fffd",
        "\ufdd0",
        "\U0001ffff",
        "a\U000e0041",
        "\u3164",
        "שלום \u202eabc",
        "שלום\n\u200eabc",
    ],
)
def test_what_nobody_can_see_is_refused(text: str) -> None:
    assert len(list(refused(text))) == 1
    assert list(refused(without_refused(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian
        "क्\u200dष",  # Hindi
        "👨\u200d👩\u200d👧 ❤\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # a flag
        "שלום \u200e(abc) \u2067x\u2069",
        "ภาษา\u200bไทย",
        "co\u00adoperation",
        "tab\tand\r\n",
    ],
)
def test_what_scripts_and_emoji_need_stays(text: str) -> None:
    assert list(refused(text)) == []
    assert without_refused(text) == text


@given(st.text())
def test_only_refused_characters_are_replaced(text: str) -> None:
    places = {at for at, _ in refused(text)}
    cleaned = without_refused(text)
    assert [cleaned[i] for i in range(len(text)) if i not in places] == [
        text[i] for i in range(len(text)) if i not in places
    ]
    assert all(cleaned[i] == "\ufffd" for i in places)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", ["é", "café", "’", "“quoted", "… — –", "10 °C", "😀", "naïve"])
def test_text_that_was_encoded_twice_is_read_back(text: str, encoding: str) -> None:
    broken = text.encode().decode(encoding)
    mended = broken
    for at, written, meant in reversed(list(doubly_encoded(broken))):
        mended = mended[:at] + meant + mended[at + len(written) :]
    assert mended == text


@pytest.mark.parametrize("text", ["привет", "Україна", "Ελλάδα", "שלום"])
def test_other_scripts_are_recognised(text: str) -> None:
    assert list(doubly_encoded(text.encode().decode("latin-1")))


def test_russian_read_as_windows_1251_is_read_back() -> None:
    assert [found[2] for found in doubly_encoded("РїСЂРёРІРµС‚")] == ["привет"]


@pytest.mark.parametrize(
    "text",
    [
        "«CAFÉ» «MAÇÃ» UNIVERSITÄ… NÃO é ÀÉÎÕÜ",
        "Москва, Россия, СССР, РС и С",
        "“Ü”, ‘É’, Å, Łódź, Đà Nẵng, â, ã; 5 °C ± 2",
        "Ψυχή, שלום, 漢字, Ñandú",
    ],
)
def test_real_words_are_left_alone(text: str) -> None:
    assert list(doubly_encoded(text)) == []
