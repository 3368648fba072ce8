"""Links between addresses, held against the standard library's way from one path to another."""

from __future__ import annotations

from posixpath import relpath

from hypothesis import given
from hypothesis import strategies as st

from explainer.addresses import links_from

FOLDERS = st.lists(st.sampled_from(["a", "b", "aa"]), max_size=3).map(
    lambda parts: "".join(f"{part}/" for part in parts)
)
ADDRESSES = st.builds(str.__add__, FOLDERS, st.sampled_from(["", "page.html", "style.css"]))


@given(ADDRESSES, ADDRESSES)
def test_a_link_is_the_way_from_the_page_s_folder(origin: str, target: str) -> None:
    way = relpath(f"/{target}", f"/{origin.rpartition('/')[0]}")
    is_folder = target == "" or target.endswith("/")
    assert links_from(origin)(target) == (f"{way}/" if is_folder else way)


def test_a_fragment_of_the_page_itself_needs_no_way() -> None:
    assert links_from("a/b/")("a/b/#c") == "#c"
    assert links_from("a/b/")("a/#c") == "../#c"
    assert links_from("a/")("a/") == "./"
