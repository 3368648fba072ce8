"""Parsed files as bytes, and back, so that they can be kept from one run to the next."""

from __future__ import annotations

from functools import cache

from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from explainer.documents.files.source_text import SourceText
from explainer.model.pages.page import ParsedPage
from explainer.model.site.content_files import Content, ParsedFile

_NONE = SourceText("", "")


def encode_parsed(file: ParsedFile) -> bytes:
    """The file as MessagePack, the same bytes for equal files. Mappings lose their order."""
    stored = replace(file, content=_with_source(file.content, _NONE))
    return Encoder(order="deterministic", decimal_format="string").encode(stored)


def decode_parsed(data: bytes) -> ParsedFile:
    """What ``encode_parsed`` encoded. Raises msgspec.MsgspecError for anything else."""
    file = _decoder().decode(data)
    return replace(file, content=_with_source(file.content, file.source or _NONE))


@cache
def _decoder() -> Decoder[ParsedFile]:
    return Decoder(ParsedFile)


def _with_source(content: Content | None, source: SourceText) -> Content | None:
    """All that is in a file has the same source; it is stored once."""
    if isinstance(content, ParsedPage):
        return replace(content, page=content.page and replace(content.page, source=source))
    return content and replace(content, source=source)
