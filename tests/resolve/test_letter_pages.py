"""How long lists are divided into pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explainer.languages.words import sortable
from explainer.output.paths import path_problems
from explainer.resolve.makers.page_frame import letter_pages

TITLES = st.lists(st.text("abcąÅż-1б가", max_size=3), max_size=30)


def pages(most: int, **weights: int) -> list[tuple[str, tuple[str, ...]]]:
    """Address and entries of each page; the entries are named by their titles."""
    entries = [(sortable(title), title, weight) for title, weight in weights.items()]
    return [(page.address, page.entries) for page in letter_pages("q/", entries, most)]


def test_a_list_that_one_page_has_room_for_is_not_divided() -> None:
    assert pages(5, ann=3, bea=2) == []
    assert pages(5, bea=3, ann=3) == [("q/a/", ("ann",)), ("q/b/", ("bea",))]


def test_a_letter_with_too_much_has_several_pages_and_a_heavy_entry_one_to_itself() -> None:
    assert pages(5, what=3, why=2, who=9, wire=1, ann=1) == [
        ("q/a/", ("ann",)),
        ("q/w/", ("what",)),
        ("q/w/2/", ("who",)),
        ("q/w/3/", ("why", "wire")),
    ]


def test_the_letters_of_a_language_stand_in_its_order() -> None:
    titles = ["???", "Кит", "Йод", "Ил", "Ёж", "Ель", "1992"]
    entries = [(sortable(title, "ru"), title, 1) for title in titles]
    found = [(page.letter, page.entries) for page in letter_pages("q/", entries, 1)]
    assert found == [
        ("0–9", ("1992",)),
        ("Е", ("Ёж",)),
        ("Е", ("Ель",)),
        ("И", ("Ил",)),
        ("Й", ("Йод",)),
        ("К", ("Кит",)),
        ("#", ("???",)),
    ]


@given(TITLES, st.integers(1, 4))
def test_each_entry_stands_on_one_page_and_each_page_at_an_address_of_its_own(
    titles: list[str], most: int
) -> None:
    entries = [(sortable(title, "pl"), f"{n}/", 1) for n, title in enumerate(titles)]
    found = list(letter_pages("q/", entries, most))
    listed = [entry for page in found for entry in page.entries]
    assert sorted(listed) == (sorted(e for _, e, _ in entries) if len(titles) > most else [])
    assert all(len(page.entries) <= most for page in found)
    assert list(path_problems(f"{page.address}index.html" for page in found)) == []
