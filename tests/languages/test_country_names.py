"""How texts call countries and their people."""

from __future__ import annotations

import pytest

from explainer.languages.names import country_names


@pytest.mark.parametrize(
    ("country", "spelling"),
    [
        ("Kyrgyzstan", "Kyrgyz"),
        ("Kyrgyzstan", "Киргизия"),
        ("Russia", "Russians"),
        ("Russia", "Росія"),
        ("Iran", "Iranian"),
        ("United States", "U.S."),
        ("United States", "США"),
    ],
)
def test_by_its_name_in_the_language_of_the_site(country: str, spelling: str) -> None:
    assert spelling in country_names("en")[country]


def test_in_a_language_of_its_own() -> None:
    assert {"Казахстан", "Kazakh"} <= {*country_names("ru")["Казахстан"]}
    assert "Kasachstan" in country_names("de")["Kasachstan"]


def test_a_short_name_is_not_looked_for_with_endings() -> None:
    """In Russian, Того is Togo, and того is "that"."""
    assert "Того" not in country_names("en")["Togo"]
