"""Parse the settings of a site, ``site.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Literal, TypeAlias
from urllib.parse import quote, urlsplit

from msgspec import Struct

from explainer.diagnostics import Diagnostic, in_order
from explainer.documents.data.nodes import Mapping, Scalar, child, offsets_of
from explainer.documents.data.validation import split_translations
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.pictures import NO_PILLOW
from explainer.documents.files.source_text import SourceText
from explainer.model.shared.fields import Translated, Waiver, address_hint, squash
from explainer.model.shared.reading import Named, Reader
from explainer.model.site.records import (
    CardRecord,
    Hosting,
    LicenseRecord,
    PublisherType,
    SettingsRecord,
)

SETTINGS = "content/site.yaml"

AliasKind: TypeAlias = Literal["fact", "source"]
ALIASED: tuple[AliasKind, ...] = ("fact", "source")

_Translations: TypeAlias = dict[str, dict[str, Scalar]]
_WEB = ("https://", "http://")
_E_MAIL = re.compile(r"[^@\s:/?#<>]+@[^@\s:/?#<>]+\.[^@\s:/?#<>.]+")


class CardImage(Translated, frozen=True):
    """The picture for shared links: its file in ``content/images/``, and the offset of that name.
    ``alt`` says what it shows."""

    name: str
    offset: int
    alt: str


class SiteSettings(Translated, frozen=True, kw_only=True):
    """The settings. ``url`` ends with ``/`` or is empty; ``languages`` begins with ``language``.

    ``policies`` are (role, name of the page, offset of the name), ``featured`` are (name of the
    explainer, id of the question, offset of both). ``language_offsets`` are where the file names
    each of the languages.
    """

    title: str
    description: str = ""
    url: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ("en",)
    language_offsets: tuple[tuple[str, int], ...] = ()
    publisher: str = ""
    publisher_type: PublisherType = "Organization"
    contact: str = ""
    policies: tuple[tuple[str, str, int], ...] = ()
    license: LicenseRecord | None = None
    featured: tuple[tuple[str, str, int], ...] = ()
    embeds: bool = False
    card: CardImage | None = None
    cards: tuple[str, ...] = ()
    """The languages in which explainers have cards of their own."""
    search: bool = False
    hosting: Hosting | None = None
    aliases: tuple[tuple[AliasKind, Named, Named], ...] = ()
    """Former ids of facts and keys of sources, each with the present one."""
    waived: tuple[Waiver, ...] = ()

    @property
    def base_path(self) -> str:
        """The path of the site's address; it begins and ends with ``/``."""
        # One slash: two would lead to another host.
        return f"/{urlsplit(self.url).path.lstrip('/')}"

    @property
    def contact_address(self) -> str:
        """The address that ``contact`` links to: a ``mailto:`` or web address, or empty."""
        if _E_MAIL.fullmatch(self.contact):
            # It may hold what means something else in an address, as % does.
            return f"mailto:{quote(self.contact, safe='@')}"
        return self.contact if self.contact.startswith(_WEB) else ""

    def untranslated(self, language: str) -> tuple[str, ...]:
        """The names of the texts among ``title``, ``description`` and ``publisher`` that are not
        translated into ``language``."""
        known = {field for field, code, _ in self.translations if code == language}
        fields = () if language == self.language else SettingsRecord.translated
        return tuple(field for field in fields if field not in known)


class ParsedSettings(Struct, frozen=True, tag=True):
    """The settings, or None if they are invalid; not ``readable`` if the file is broken."""

    settings: SiteSettings | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    readable: bool = True


def parse_site_settings(source: SourceText) -> ParsedSettings:
    """The settings in a file, or the errors in it."""
    node, problems = parse_yaml(source)
    if node is None and not problems:
        hint = "Add `title:` with the name of the site."
        problems = (source.diagnostic("missing-key", 0, "`title` is missing", hint),)
    if node is None:
        return ParsedSettings(None, problems, readable=False)
    if not isinstance(node, Mapping):
        hint = "Write lines such as `title: The Bridge File`."
        wrong = source.diagnostic("type", node.start, "the settings must be a mapping", hint)
        return ParsedSettings(None, (*problems, wrong), readable=False)
    own, translated = split_translations(node, SettingsRecord.translated)
    own, alts = _without_alts(own)
    reader = Reader(source, own, list(problems))
    record = reader.record(SettingsRecord)
    _check_addresses(reader)
    if (drawn := reader.key("cards")) and find_spec("PIL") is None:
        code, message, hint = NO_PILLOW
        reader.report(code, drawn, message, hint)
    if (
        record
        and record.search
        and (asked := reader.key("search"))
        and not find_spec("pagefind_bin")
    ):
        message = "Pagefind, which makes sites searchable, is not installed"
        hint = 'Run: python -m pip install "pagefind[bin]>=1.5,<2" (the extra "search").'
        reader.report("missing-library", asked, message, hint)
    if record and isinstance(record.cards, list):
        known = tuple(dict.fromkeys((record.language, *record.languages)))
        for named in map(reader.name, reader.scalars("cards")):
            if named.id not in known:
                hint = f"The languages of this site: {', '.join(known)}."
                reader.report("language", named, f"this site is not in {named.id}", hint)
    if (type_ := reader.key("publisher_type")) and not reader.words("publisher"):
        hint = "Add `publisher:` with the name of who answers for the site."
        reader.report("missing-key", type_, "`publisher` is missing beside its type", hint)
    Reader(source, node, reader.problems).check_plain_texts()
    found = tuple(in_order(reader.problems))
    if record is None or reader.failed:
        return ParsedSettings(None, found)
    return ParsedSettings(_settings(reader, record, translated, alts), found)


def _settings(
    reader: Reader, record: SettingsRecord, translated: _Translations, alts: _Translations
) -> SiteSettings:
    url, license_, card = (record.url or "").strip(), record.license, record.card
    image = reader.scalar("card", "image")
    languages = tuple(dict.fromkeys((record.language, *record.languages)))
    cards = record.cards if isinstance(record.cards, list) else languages * record.cards
    return SiteSettings(
        title=squash(record.title),
        description=squash(record.description or ""),
        url=url if not url or url.endswith("/") else f"{url}/",
        language=record.language,
        languages=languages,
        language_offsets=tuple(
            (named.id, named.offset)
            for field in ("languages", "language")
            for named in map(reader.name, reader.scalars(field))
        ),
        publisher=squash(record.publisher or ""),
        publisher_type=record.publisher_type,
        contact=squash(record.contact or ""),
        policies=tuple((role.id, page.id, page.offset) for role, page in reader.pairs("policies")),
        license=LicenseRecord(squash(license_.name), license_.url.strip()) if license_ else None,
        featured=tuple(_featured(reader)),
        embeds=record.embeds,
        card=CardImage(
            card.image,
            reader.name(image).offset,
            squash(card.alt),
            translations=_squashed(alts),
        )
        if card and image
        else None,
        cards=tuple(cards),
        search=record.search,
        hosting=record.hosting,
        aliases=tuple(
            (kind, old, new) for kind in ALIASED for old, new in reader.pairs(f"{kind}_aliases")
        ),
        translations=_squashed(translated),
        waived=reader.waivers(),
    )


def _squashed(translated: _Translations) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (field, language, squash(text.value))
        for field, found in translated.items()
        for language, text in sorted(found.items())
    )


def _without_alts(node: Mapping) -> tuple[Mapping, _Translations]:
    """The settings without the translations of the card's ``alt``, and these translations."""
    card = child(node, ["card"])
    if not isinstance(card, Mapping):
        return node, {}
    own, alts = split_translations(card, CardRecord.translated)
    items = tuple((key, own if value is card else value) for key, value in node.items)
    return Mapping(node.start, node.end, items), alts


def _featured(reader: Reader) -> Iterator[tuple[str, str, int]]:
    for item in map(reader.name, reader.scalars("featured")):
        name, _, question = item.id.partition("#")
        yield name, question, item.offset


def _check_addresses(reader: Reader) -> None:
    reader.check_addresses(("license", "url"))
    url, before = reader.scalar("url"), len(reader.problems)
    reader.check_addresses(("url",))
    if url and len(reader.problems) == before and (found := re.search("[?#]", url.value)):
        at = offsets_of(reader.source, url)(found.start())
        message = f"`url` cannot go on behind its path with {found[0]}"
        hint = "Write the address of the home page, as in https://example.org/explainers/."
        reader.report("url", at, message, hint)
    contact, words = reader.scalar("contact"), reader.words("contact")
    if words.startswith(_WEB):
        reader.check_addresses(("contact",))
    elif contact and not _E_MAIL.fullmatch(words):
        message = "`contact` must be an e-mail or a web address"
        meant = words.removeprefix("mailto:")
        hint = "Write one, as in desk@example.org: *Report an error* leads there."
        if _E_MAIL.fullmatch(meant):
            hint = f"Write {meant}."
        elif not re.search(r"[\s@]", words):
            hint = address_hint(words) or hint
        reader.report("url", contact, message, hint)
