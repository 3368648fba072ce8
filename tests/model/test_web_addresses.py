"""A web address of the common form is told without a closer look, which would say the same."""

from __future__ import annotations

import re
from unittest import mock

from hypothesis import example, given
from hypothesis import strategies as st

from explainer.model.shared import fields
from explainer.model.shared.fields import address_hint

PIECES = [
    "a", "Z", "9", "-", ".", "/", "?", "#", ":", "80", "@", "[", "]", "\\", " ", "%20", "é", "(",
    "x.org", "//", "_", "http", "~",
]  # fmt: skip


@given(st.sampled_from(["", "https://", "http://a"]), st.lists(st.sampled_from(PIECES), max_size=6))
@example("https://", ["x.org", "/", "a", "]"])
def test_the_closer_look_says_the_same_of_a_common_address(scheme: str, pieces: list[str]) -> None:
    text = scheme + "".join(pieces)
    hint = address_hint(text)
    with mock.patch.object(fields, "_COMMON_ADDRESS", re.compile("(?!)")):
        assert hint == address_hint(text)
