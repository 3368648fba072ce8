"""Sources as references show them, with words in the page's language; and their addresses on the
web: as people read them, and of the passages that notes quote."""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import get_args
from urllib.parse import unquote_to_bytes, urlsplit

from explainer.addresses import source_slug
from explainer.edtf import EdtfDate
from explainer.languages.locales import (
    fallback_chain,
    language_code,
    language_name,
    without_usual_region,
)
from explainer.languages.words import join_words, sortable
from explainer.model.sources.csl import KINDS, MAY_BE_MARKED, TYPE_WORDS, UNSHOWN, CslType, Name
from explainer.model.sources.source import Source
from explainer.model.sources.titles import plain_title, title_markup
from explainer.resolve.linking.wording import day
from explainer.resolve.published.parts import Day, Link
from explainer.resolve.published.source_pages import Note, NoteItem, Notes, SourceView

_DEFAULT_KIND = "Source"
_TYPES = {type_: type_.replace("_", " ").capitalize() for type_ in get_args(CslType)} | TYPE_WORDS
KIND_WORDS = tuple(sorted({_DEFAULT_KIND, *map(str.capitalize, KINDS), *_TYPES.values()}))
"""The English words for what a source is, which a catalogue translates."""

_AS_RECORDED = (
    *("key", "type", "publisher", "place", "volume", "issue", "pages", "edition", "number"),
    *("url", "archive_url", "doi", "isbn", "party", "note"),
)
_BY_THEIR_AUTHORS = frozenset(
    ("article-journal", "book", "chapter", "manuscript", "paper-conference", "thesis")
)
_SEASON = re.compile(r"(Spring|Summer|Autumn|Winter) ([0-9]+)")
_DECADE = re.compile(r"([0-9]{3}0)s")
_BETWEEN_LANGUAGES = re.compile(r"\s*(?:[;,/&+]|\band\b)\s*")
_UNDATED = {"n.d.", "no date", "s.a.", "s.d.", "undated"}
_NO_LANGUAGE = frozenset(("und", "zxx", "mis"))
# "gauge.example.org" is a host name; "Gauge.com" is the name of a publication.
_HOST_NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_SAID_ONCE = 5
"""How many sources a page must have for that which most of them share to be said once."""
OMISSION = re.compile(r"\[ ?(?:\.{3}|…) ?\]|\( ?(?:\.{3}|…) ?\)|\.{3,}|…")
"""Where a quotation leaves words out."""
_CODES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_LONGEST_WHOLE_QUOTE = 8
_WORDS_AT_EACH_END = 4
_MARKS_OF_ASCII = re.compile(r"[^\w\x80-\U0010ffff]")
_LONGEST_ADDRESS = 48


def source_view(
    source: Source,
    language: str,
    catalogue: gettext.NullTranslations,
    *,
    folder: str = "sources/",
    copy_of: Source | None = None,
) -> SourceView:
    """The source as shown on a page in ``language``, with the words of ``catalogue``. Its own page
    and that of ``copy_of``, the original that it repeats, are in the ``folder``."""
    original = None
    if copy_of:
        original = Link(plain_title(copy_of.title), f"{folder}{source_slug(copy_of.key)}/")
    own_address = source.url or source.doi
    code, name = _foreign_languages(source.language, language)
    roles = (("author", source.authors), ("editor", source.editors), *source.roles)
    return SourceView(
        **{field: getattr(source, field) for field in _AS_RECORDED},
        address=f"{folder}{source_slug(source.key)}/",
        kind=catalogue.gettext(kind) if (kind := _kind(source)) in KIND_WORDS else kind,
        title=plain_title(source.title),
        name=_voice(source),
        title_markup=title_markup(source.title),
        described=source.title.startswith("[") and source.title.endswith("]"),
        authors=_shown(source.authors),
        editors=_shown(source.editors),
        roles=tuple((role, _shown(names)) for role, names in source.roles),
        others=tuple(role for role, names in roles if _is_open(names)),
        container=plain_title(source.container),
        container_markup=title_markup(source.container),
        more=tuple(_more(source, language, catalogue)),
        shown_url=shown_address(source.url),
        issued=_date_shown(source.issued, source.issued_literal, language, catalogue),
        accessed=day(source.accessed, language) if source.accessed else None,
        # what has no other address was read in the archive
        read=source.read or ("stored copy" if source.archive_url and not own_address else ""),
        language_code=code,
        language=name,
        copy_of=original,
    )


def sort_key(source: Source) -> tuple[str, ...]:
    """The order of a list of sources: by author, else container, else editor, else title."""
    title, container = (sortable(plain_title(each)) for each in (source.title, source.container))
    people = source.authors or (() if container else source.editors)
    names = [sortable(n.literal or f"{n.family} {n.given}") for n in people]
    first = " ".join(names) or container or title
    issued = source.issued.first_day if source.issued else None
    return (first, issued.isoformat() if issued else "", title, source.key)


def usual(notes: Sequence[Note]) -> Notes:
    """The notes, with what more than half of their sources have in common."""
    sources = {item.source.key: item.source for note in notes for item in note.items}.values()
    if len(sources) < _SAID_ONCE:
        return Notes(tuple(notes))
    kind, kinds = Counter(source.kind for source in sources).most_common(1)[0]
    readings = Counter((source.read, source.accessed) for source in sources)
    (read, accessed), times = readings.most_common(1)[0]
    most = len(sources) // 2 + 1
    common = times >= most and (read or accessed)
    read, accessed = (read, accessed) if common else ("", None)
    return Notes(tuple(notes), kind if kinds >= most else "", accessed, read)


def note_items(
    views: Mapping[str, SourceView],
    evidence: Iterable[tuple[str, str, str]],
    named_in: Mapping[str, str] = {},
) -> tuple[NoteItem, ...]:
    """The items of a note for its evidence, which is (source key, locator, passage) in order.

    There is one item for all the places in a source, and one for each place that a passage is
    quoted from; those of a source stand together. ``named_in`` gives the ids of the notes that
    name a source in full.
    """
    locators: dict[tuple[str, str], list[str]] = {}
    for key, locator, passage in evidence:
        locators.setdefault((key, passage), []).extend([locator] if locator else [])
    quotes: dict[tuple[str, str, bool], list[str]] = {}
    for (key, passage), places in locators.items():
        quotes.setdefault((key, "; ".join(places), bool(passage)), []).append(passage)
    order = {key: at for at, (key, _, _) in reversed([*enumerate(quotes)])}
    return tuple(
        NoteItem(
            views[key],
            locator,
            tuple(passages) if quoted else (),
            quote_url(views[key].url, passages) if quoted else "",
            named_in.get(key, ""),
        )
        for (key, locator, quoted), passages in sorted(
            quotes.items(), key=lambda item: order[item[0][0]]
        )
    )


def _kind(source: Source) -> str:
    """In English, where it is one of ours."""
    if source.kind in KINDS:
        return source.kind.capitalize()
    return source.kind or _TYPES.get(source.type, _DEFAULT_KIND)


def _is_open(names: Sequence[Name]) -> bool:
    """Whether a list of names ends in "et al."."""
    return len(names) > 1 and names[-1].is_others


def _shown(names: Sequence[Name]) -> tuple[str, ...]:
    return tuple(name.display for name in (names[:-1] if _is_open(names) else names))


def _more(
    source: Source, language: str, catalogue: gettext.NullTranslations
) -> Iterator[tuple[str, str]]:
    for name, text in source.more:
        if name not in UNSHOWN:
            yield name, title_markup(text) if name in MAY_BE_MARKED else text
    for name, written in source.dates:
        if shown := _date_shown(written.date, written.words, language, catalogue):
            yield name, shown.text


def _date_shown(
    date: EdtfDate | None, words: str, language: str, catalogue: gettext.NullTranslations
) -> Day | None:
    """A date, in ``words`` if there are any; seasons and decades in those of the language."""
    found = day(date, language, catalogue) if date else None
    if not words:
        return found

    def season(match: re.Match[str]) -> str:
        return catalogue.gettext(f"{match[1]} %(year)s") % {"year": match[2]}

    if words.casefold() in _UNDATED:
        words = catalogue.gettext("undated")
    elif match := _DECADE.fullmatch(words):
        words = catalogue.gettext("%(decade)ss") % {"decade": match[1]}
    return Day(_SEASON.sub(season, words), found.iso if found else "")


@lru_cache(maxsize=1024)
def _foreign_languages(written: str, page: str) -> tuple[str, str]:
    """The source's language code and its name, both empty if it is the page's language. Of several
    languages there is no code."""
    found: dict[str, str] = {}
    for each in filter(None, _BETWEEN_LANGUAGES.split(written)):
        code = without_usual_region(language_code(each, page), page)
        if code not in _NO_LANGUAGE and each.casefold() not in _NO_LANGUAGE:
            found[language_name(code, page) if code else each] = code
    own = fallback_chain(page)[-1:]
    if not found or all(fallback_chain(code)[-1:] == own for code in found.values()):
        return "", ""
    (code,) = found.values() if len(found) == 1 else ("",)
    return code, join_words([*found], page)


def _voice(source: Source) -> str:
    container = plain_title(source.container)
    speakers = source.authors or (() if container else source.editors)
    author = speakers[0].display if speakers else ""
    if author and source.type in _BY_THEIR_AUTHORS:
        return author
    named = source.publisher or container
    if author and _HOST_NAME.fullmatch(named):
        return author
    return named or author or plain_title(source.title)


def shown_address(url: str) -> str:
    """An address as people read it: without its scheme, with letters for percent codes where the
    codes are those of letters, and shortened in the middle if it is long."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")
    shown = _CODES.sub(_letters, bare)
    if len(shown) <= _LONGEST_ADDRESS:
        return shown
    host, _, path = shown.partition("/")
    room = max(12, _LONGEST_ADDRESS - len(host) - 3)
    return f"{host}/…{path[-room:]}"


def quote_url(url: str, quotes: Sequence[str]) -> str:
    """``url`` with a text fragment for each of ``quotes``, or "" if a browser could not find them.

    A long quotation, or one with an omission, is given by its beginning and its end. See
    https://wicg.github.io/scroll-to-text-fragment/.
    """
    if not url or _is_pdf(url):
        return ""
    passages = [passage for quote in quotes if (passage := _text_directive(quote))]
    base, mark, fragment = url.partition("#")
    fragment = fragment.partition(":~:")[0] if mark else ""
    return f"{base}#{fragment}:~:{'&'.join(passages)}" if passages else ""


def _text_directive(quote: str) -> str:
    pieces = [*filter(None, map(str.split, OMISSION.split(" ".join(quote.split()))))]
    if not pieces:
        return ""
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1 and len(first) <= _LONGEST_WHOLE_QUOTE:
        return f"text={_encoded(first)}"
    return f"text={_encoded(first[:_WORDS_AT_EACH_END])},{_encoded(last[-_WORDS_AT_EACH_END:])}"


def _encoded(words: list[str]) -> str:
    """Also encodes the hyphen, which has a meaning in a text fragment. Letters of other scripts
    stay as they are, for that is a third of the bytes: browsers encode them."""
    return _MARKS_OF_ASCII.sub(lambda sign: f"%{ord(sign[0]):02X}", " ".join(words))


def _is_pdf(url: str) -> bool:
    try:
        return urlsplit(url).path.casefold().endswith(".pdf")
    except ValueError:
        return True


def _letters(codes: re.Match[str]) -> str:
    """What percent codes stand for, if it is letters, digits and marks that belong to them."""
    try:
        text = unquote_to_bytes(codes[0]).decode()
    except UnicodeDecodeError:
        return codes[0]
    return text if all(unicodedata.category(sign)[0] in "LNM" for sign in text) else codes[0]
