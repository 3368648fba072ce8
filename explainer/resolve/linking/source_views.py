"""Sources as references show them, with words in the page's language."""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from explainer.addresses import source_slug
from explainer.languages.locales import fallback_chain
from explainer.languages.names import language_name
from explainer.model.sources.source import Source
from explainer.resolve.linking.wording import day
from explainer.resolve.published.parts import Day, Link, NoteItem, SourceView

_DEFAULT_KIND = "Source"
_KINDS = frozenset(
    {"treaty", "official statement", "transcript", "news report", "analysis", "reference work"}
)
# CSL's types: most names are words that readers know.
_PLAIN_TYPES = """
    article bill book broadcast dataset document hearing interview legislation manuscript
    map pamphlet patent periodical personal_communication post regulation report review
    software speech standard thesis treaty
"""
_TYPES = {type_: type_.replace("_", " ").capitalize() for type_ in _PLAIN_TYPES.split()} | {
    "article-journal": "Journal article",
    "article-magazine": "Magazine article",
    "article-newspaper": "News report",
    "chapter": "Book chapter",
    "entry": "Reference work",
    "entry-dictionary": "Reference work",
    "entry-encyclopedia": "Reference work",
    "figure": "Picture",
    "graphic": "Picture",
    "legal_case": "Court decision",
    "motion_picture": "Film",
    "paper-conference": "Conference paper",
    "post-weblog": "Blog post",
    "review-book": "Review",
    "webpage": "Web page",
}
KIND_WORDS = tuple(sorted({_DEFAULT_KIND, *map(str.capitalize, _KINDS), *_TYPES.values()}))
"""The English words for what a source is, which a catalogue translates."""

_AS_RECORDED = (
    *("key", "type", "publisher", "place", "volume", "issue", "pages", "edition", "number"),
    *("url", "archive_url", "doi", "isbn", "party", "note"),
)
_BY_THEIR_AUTHORS = frozenset(
    ("article-journal", "book", "chapter", "manuscript", "paper-conference", "thesis")
)
# Markup that CSL allows in titles and that Zotero writes; it only changes how letters look.
_TITLE_MARKUP = re.compile(r"</?(?:i|b|sub|sup|sc)>|<span (?:class|style)=\"[^\"<>]*\">|</span>")
# "odkb.gov.ru" is a host name; "Vlast.kz" is the name of a publication.
_HOST_NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
OMISSION = re.compile(r"\[ ?(?:\.{3}|…) ?\]|\( ?(?:\.{3}|…) ?\)|\.{3,}|…")
"""Where a quotation leaves words out."""
_LONGEST_WHOLE_QUOTE = 8
_WORDS_AT_EACH_END = 4


def source_view(
    source: Source,
    language: str,
    catalogue: gettext.NullTranslations,
    *,
    address: str = "",
    copy_of: Source | None = None,
) -> SourceView:
    """The source as shown on a page in ``language``, with the words of ``catalogue``.

    ``address`` is the address of the source's own page; the page of ``copy_of``, the original that
    it repeats, is in the same folder.
    """
    address = address or f"sources/{source_slug(source.key)}/"
    own_address = source.url or source.doi
    code, name = _foreign_language(source.language, language)
    return SourceView(
        **{field: getattr(source, field) for field in _AS_RECORDED},
        address=address,
        kind=catalogue.gettext(_kind(source)),
        title=display_title(source),
        described=source.title.startswith("[") and source.title.endswith("]"),
        authors=tuple(name.display for name in source.authors),
        editors=tuple(name.display for name in source.editors),
        container=_without_markup(source.container),
        issued=_issued(source, language),
        accessed=day(source.accessed, language) if source.accessed else None,
        # what has no other address was read in the archive
        read=source.read or ("stored copy" if source.archive_url and not own_address else ""),
        language_code=code,
        language=name,
        copy_of=_link(copy_of, address) if copy_of else None,
    )


def display_title(source: Source) -> str:
    """The title without the markup for italics and the like that CSL allows in it."""
    return _without_markup(source.title)


def margin_label(view: SourceView) -> str:
    """Two lines: who speaks, and the kind and date of the source, such as "Interfax" and
    "News report, 15 January 2022"."""
    when = view.issued.text if view.issued else ""
    return f"{_voice(view)}\n{', '.join(filter(None, (view.kind, when)))}"


def sort_key(source: Source) -> tuple[str, ...]:
    """The order of a list of sources: by author, else container, else title."""
    title = _sortable(display_title(source))
    names = [_sortable(n.literal or f"{n.family} {n.given}") for n in source.authors]
    first = " ".join(names) or _sortable(source.container) or title
    issued = source.issued.first_day if source.issued else None
    return (first, issued.isoformat() if issued else "", title, source.key)


def note_items(
    views: Mapping[str, SourceView], evidence: Iterable[tuple[str, str, str]]
) -> tuple[NoteItem, ...]:
    """The items of a note for its evidence, which is (source key, locator, passage) in order.

    There is one item for all the places in a source, and one for each passage quoted from it.
    """
    locators: dict[tuple[str, str], list[str]] = {}
    for key, locator, passage in evidence:
        locators.setdefault((key, passage), []).extend([locator] if locator else [])
    return tuple(
        NoteItem(
            views[key],
            "; ".join(places),
            passage,
            quote_url(views[key].url, passage) if passage else "",
        )
        for (key, passage), places in locators.items()
    )


def quote_url(url: str, quote: str) -> str:
    """``url`` with a text fragment for ``quote``, or "" if a browser could not find it.

    A long quotation, or one with an omission, is given by its beginning and its end.
    """
    words = [piece.split() for piece in OMISSION.split(" ".join(quote.split()))]
    pieces = [piece for piece in words if piece]
    if not url or not pieces or _is_pdf(url):
        return ""
    base, mark, fragment = url.partition("#")
    fragment = fragment.partition(":~:")[0] if mark else ""
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1 and len(first) <= _LONGEST_WHOLE_QUOTE:
        passage = _encoded(first)
    else:
        passage = f"{_encoded(first[:_WORDS_AT_EACH_END])},{_encoded(last[-_WORDS_AT_EACH_END:])}"
    return f"{base}#{fragment}:~:text={passage}"


def _encoded(words: list[str]) -> str:
    """Also encodes the hyphen, which has a meaning in a text fragment."""
    return percent_encoded(" ".join(words), safe="").replace("-", "%2D")


def _is_pdf(url: str) -> bool:
    try:
        return urlsplit(url).path.casefold().endswith(".pdf")
    except ValueError:
        return True


def _kind(source: Source) -> str:
    if source.kind in _KINDS:
        return source.kind.capitalize()
    return _TYPES.get(source.type, _DEFAULT_KIND)


def _issued(source: Source, language: str) -> Day | None:
    issued = day(source.issued, language) if source.issued else None
    if source.issued_literal:
        return Day(source.issued_literal, issued.iso if issued else "")
    return issued


def _foreign_language(written: str, page: str) -> tuple[str, str]:
    """The source's language code and its name, both empty if it is the page's language."""
    if not written or written.casefold() == language_name(page, page).casefold():
        return "", ""
    chain = fallback_chain(written)
    if not chain:
        return "", written
    if chain[-1].casefold() == page.split("-", maxsplit=1)[0].casefold():
        return "", ""
    return chain[0], language_name(chain[0], page)


def _link(original: Source, address: str) -> Link:
    folder = address.rstrip("/").rpartition("/")[0]
    return Link(display_title(original), f"{folder}/{source_slug(original.key)}/")


def _voice(view: SourceView) -> str:
    author = view.authors[0] if view.authors else ""
    if author and view.type in _BY_THEIR_AUTHORS:
        return author
    named = view.publisher or view.container
    if author and _HOST_NAME.fullmatch(named):
        return author
    return named or author or view.title


def _without_markup(text: str) -> str:
    return _TITLE_MARKUP.sub("", text)


def _sortable(text: str) -> str:
    """The text in lower case, without accents, from its first letter or digit on."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"^[\W_]+", "", plain)
