"""Parse the settings of a site, ``site.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from importlib.util import find_spec
from typing import Any, Literal, TypeAlias
from urllib.parse import quote, urlsplit

from msgspec import Struct, field

from explainer.diagnostics import Diagnostic, in_order
from explainer.documents.data.nodes import Mapping, Scalar, offsets_of
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.pictures import NO_PILLOW
from explainer.documents.files.source_text import SourceText
from explainer.model.shared.fields import Translated, Waiver, address_hint, squash
from explainer.model.shared.reading import Named, Reader
from explainer.model.site.colours import faint
from explainer.model.site.records import (
    CardRecord,
    Hosting,
    LicenseRecord,
    NavigationRecord,
    PublisherType,
    Scheme,
    SettingsRecord,
    ThemeRecord,
)

SETTINGS = "content/site.yaml"

AliasKind: TypeAlias = Literal["fact", "source"]
ALIASED: tuple[AliasKind, ...] = ("fact", "source")

_AS_WRITTEN = ("language", "publisher_type", "embeds", "card", "search", "hosting", "theme")
_WEB = ("https://", "http://")
_E_MAIL = re.compile(r"[^@\s:/?#<>]+@[^@\s:/?#<>]+\.[^@\s:/?#<>.]+")


class NavigationItem(Translated, frozen=True):
    """What the navigation links: a list, a topic or a page; ``label`` is empty if it has no words
    but its own."""

    page: Named
    label: str = ""


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
    card: CardRecord | None = None
    alt: str = ""
    """What the card shows."""
    cards: tuple[str, ...] = ()
    """The languages in which explainers have cards of their own."""
    search: bool = False
    hosting: Hosting | None = None
    aliases: tuple[tuple[AliasKind, Named, Named], ...] = ()
    """Former ids of facts and keys of sources, each with the present one."""
    navigation: tuple[NavigationItem, ...] | None = None
    theme: ThemeRecord = ThemeRecord()
    logo_alt: str = ""
    images: Map[str, int] = field(default_factory=dict)
    """The names of the card, the logo and the icon, with their offsets."""
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
    reader = Reader(source, node, list(problems))
    record = reader.record(SettingsRecord)
    _check_addresses(reader)
    if (drawn := reader.key("cards")) and find_spec("PIL") is None:
        code, message, hint = NO_PILLOW
        reader.report(code, drawn, message, hint)
    asked = reader.key("search")
    if record and record.search and asked and not find_spec("pagefind_bin"):
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
    if record:
        _check_theme(reader, record.theme)
    reader.check_plain_texts()
    settings = _settings(reader, record) if record else None
    found = tuple(in_order(reader.problems))
    return ParsedSettings(None if reader.failed else settings, found)


def _settings(reader: Reader, record: SettingsRecord) -> SiteSettings:
    url, license_ = (record.url or "").strip(), record.license
    languages = tuple(dict.fromkeys((record.language, *record.languages)))
    cards = record.cards if isinstance(record.cards, list) else languages * record.cards
    read: dict[str, Any] = {name: getattr(record, name) for name in _AS_WRITTEN}
    read |= {name: reader.words(name) for name in (*SettingsRecord.translated, "contact")}
    return SiteSettings(
        **read,
        url=url if not url or url.endswith("/") else f"{url}/",
        languages=languages,
        language_offsets=tuple(
            (named.id, named.offset)
            for field in ("languages", "language")
            for named in map(reader.name, reader.scalars(field))
        ),
        policies=tuple((role.id, page.id, page.offset) for role, page in reader.pairs("policies")),
        license=LicenseRecord(squash(license_.name), license_.url.strip()) if license_ else None,
        featured=tuple(
            (name, question, named.offset)
            for named in map(reader.name, reader.scalars("featured"))
            for name, _, question in [named.id.partition("#")]
        ),
        cards=tuple(cards),
        aliases=tuple(
            (kind, old, new) for kind in ALIASED for old, new in reader.pairs(f"{kind}_aliases")
        ),
        navigation=None if record.navigation is None else tuple(_navigation(reader)),
        alt=reader.words("card", "alt"),
        logo_alt=reader.words("theme", "logo_alt"),
        images={
            scalar.value: reader.name(scalar).offset
            for path in (("card", "image"), ("theme", "logo"), ("theme", "icon"))
            if (scalar := reader.scalar(*path))
        },
        translations=(
            *reader.translations(SettingsRecord.translated),
            *reader.translations(CardRecord.translated, "card"),
            *reader.translations(ThemeRecord.translated, "theme"),
        ),
        waived=reader.waivers(),
    )


def _navigation(reader: Reader) -> Iterator[NavigationItem]:
    for item in reader.each("navigation"):
        page = item.node if isinstance(item.node, Scalar) else item.scalar("page")
        if page:
            translations = item.translations(NavigationRecord.translated)
            yield NavigationItem(item.name(page), item.words("label"), translations=translations)


def _check_theme(reader: Reader, theme: ThemeRecord) -> None:
    if (alt := reader.scalar("theme", "logo_alt")) and not theme.logo:
        hint = "Add `logo:` with the name of a picture in content/images/."
        reader.report("missing-key", alt, "`logo` is missing beside its words", hint)
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        for name, message, hint in faint(scheme, getattr(theme.colours, scheme)):
            if at := reader.scalar("theme", "colours", scheme, name):
                reader.report("contrast", reader.name(at), message, hint)


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
