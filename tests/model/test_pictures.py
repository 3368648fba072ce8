"""How large a picture says it is."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from explainer.model.site.card_sizes import picture_size
from tests.pictures import jpeg, png


def test_a_png_and_a_jpeg_say_their_size() -> None:
    assert picture_size(png(1200, 630)) == (1200, 630)
    assert picture_size(jpeg(1200, 630)) == (1200, 630)


def test_anything_else_says_none() -> None:
    assert picture_size(b"") is None
    assert picture_size(b"RIFF\0\0\0\0WEBPVP8 ") is None
    assert picture_size(png(1200, 630)[:20]) is None
    assert picture_size(jpeg(1200, 630)[:12]) is None


def test_a_file_of_nothing_but_empty_segments_is_left_soon() -> None:
    began = time.process_time()
    assert picture_size(b"\xff\xd8" + b"\xff\xe0\0\2" * 5_000_000) is None
    assert time.process_time() - began < 1


@given(st.binary(max_size=64), st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"]))
def test_no_bytes_are_too_odd(data: bytes, start: bytes) -> None:
    size = picture_size(start + data)
    assert size is None or min(size) >= 0
