"""The fields of ``site.yaml``, as types."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec
from msgspec import Meta

from explainer.model.shared.fields import LANGUAGE_CODE, Filled

LanguageCode: TypeAlias = Annotated[
    str,
    Meta(
        pattern=f"^{LANGUAGE_CODE}$",
        description="a language code such as en or pt-BR",
    ),
]

_PageName: TypeAlias = Annotated[
    str, Meta(pattern="^[a-z0-9-]+$", description="the name of a page in content/pages/")
]
QuestionAddress: TypeAlias = Annotated[
    str,
    Meta(
        pattern="^[a-z0-9-]+#[a-z][a-z0-9-]*$",
        description="a question as name#id, such as tide#how-high",
    ),
]


PublisherType: TypeAlias = Literal[
    "Organization", "Person", "NewsMediaOrganization", "EducationalOrganization", "NGO"
]

Hosting: TypeAlias = Literal["github-pages"]


class PoliciesRecord(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    about: _PageName | None = None
    """The page that says who publishes the site."""
    method: _PageName | None = None
    """The page that says how it is researched."""
    corrections: _PageName | None = None
    """The page that says how mistakes are mended."""
    ownership: _PageName | None = None
    """The page that says who owns the publisher."""
    funding: _PageName | None = None
    """The page that says who pays for it."""
    ethics: _PageName | None = None
    """The page with the rules for its authors."""
    contact: _PageName | None = None
    """The page that says how to reach it."""
    privacy: _PageName | None = None
    """The page that says what is kept of readers."""
    licence: _PageName | None = None
    """The page that says how the texts may be used."""
    masthead: _PageName | None = None
    """The page that names those who work on it."""
    principles: _PageName | None = None
    """The page with its principles of publishing."""
    feedback: _PageName | None = None
    """The page that says what becomes of complaints and hints."""


class LicenseRecord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    name: Annotated[str, Meta(min_length=1, description="the licence's name")]
    """As in Creative Commons Attribution 4.0."""
    url: Annotated[str, Meta(min_length=1, description="the address of its text")]
    """The address of its text."""


class CardRecord(msgspec.Struct, forbid_unknown_fields=True):
    translated: ClassVar[tuple[str, ...]] = ("alt",)
    image: Annotated[
        str,
        Meta(
            # It becomes an address that other programs follow as it stands.
            pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.(?:png|jpg|jpeg)$",
            description="the name of a PNG or JPEG file in content/images/, without spaces",
        ),
    ]
    """The name of a PNG or JPEG file in content/images/."""
    alt: Annotated[str, Meta(min_length=1, description="what the picture shows")]
    """What the picture shows, for those who cannot see it."""


class SettingsRecord(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    translated: ClassVar[tuple[str, ...]] = ("title", "description", "publisher")
    title: Annotated[str, Meta(min_length=1, description="the name of the site")]
    """The name of the site, at the top of every page."""
    description: Filled | None = None
    """The site in one or two sentences, for its home page and for search engines."""
    url: Filled | None = None
    """The address of the home page, as in https://example.org/explainers/. Feeds and canonical
    links need it."""
    language: LanguageCode = "en"
    """The language of files without a language in their names: en, pt-BR."""
    languages: list[LanguageCode] = []
    """All languages of the site."""
    publisher: Filled | None = None
    """Who answers for the site."""
    publisher_type: PublisherType = "Organization"
    """What the publisher is, as search engines are told: a type of schema.org."""
    contact: Filled | None = None
    """An e-mail or web address for readers."""
    policies: PoliciesRecord = msgspec.field(default_factory=PoliciesRecord)
    """Pages in content/pages/ that say what the site holds itself to."""
    license: LicenseRecord | None = None
    """The licence of the texts."""
    featured: list[QuestionAddress] = []
    """Questions to show on the home page, as tide#how-high."""
    fact_aliases: dict[str, Filled] = {}
    """Former ids of facts, each with the one to whose page the old address leads."""
    source_aliases: dict[str, Filled] = {}
    """Former keys of sources, each with the one to whose page the old address leads."""
    embeds: bool = False
    """Whether each question has a page of its own that other sites may frame, as figures have."""
    card: CardRecord | None = None
    """The picture that goes with links to the site in social media."""
    cards: bool | list[LanguageCode] = False
    """Whether a picture is drawn for links to each explainer, or in which languages."""
    search: bool = False
    """Whether the site has a page that searches it."""
    hosting: Hosting | None = None
    """The host that serves a branch of the repository and asks for files of its own in it."""
    waive: dict[str, Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""
