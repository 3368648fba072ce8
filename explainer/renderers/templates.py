"""Templates as a value, which holds their text, so that a job can be rendered anywhere; and what
they are given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, TypedDict

import msgspec
from markupsafe import Markup

from explainer.diagnostics import Diagnosed, Diagnostic, Location
from explainer.renderers.folders import load_file, merged_files
from explainer.renderers.metadata import Metadatum
from explainer.resolve.published.frame import Chrome, Head
from explainer.resolve.published.pages import Page

FOLDER = "templates/"
"""How a template's path begins in diagnostics, whichever folder it came from."""

Filters: TypeAlias = tuple[tuple[str, Callable[..., object]], ...]
"""The filters that a site adds to Jinja's, as (name, function). They can be pickled, and equal ones
do the same."""

_TESTED = Path(__file__).with_name("tested_templates.json")
"""The SHA-256 of each template of the generator, by its name."""


class TemplateProblem(Diagnosed):
    """Raised for a template that cannot be read or rendered."""


@dataclass(frozen=True, slots=True)
class Templates:
    """``sources`` is (name, text) of each template, sorted by name, which the fingerprint stands
    for; ``filters`` are those of the site. ``tested`` are the names of those that are as the
    generator's tests check them, wherever they lie: no build need do so. ``code`` is what
    templates were compiled to; it is not sent to other processes."""

    sources: tuple[tuple[str, str], ...] = field(compare=False, repr=False)
    fingerprint: str
    filters: Filters = ()
    tested: frozenset[str] = frozenset()
    code: dict[bytes, bytes] = field(default_factory=dict, compare=False, repr=False)

    def __reduce__(self) -> tuple[type[Templates], tuple[object, ...]]:
        return type(self), (self.sources, self.fingerprint, self.filters, self.tested)


def load_templates(folders: Sequence[Path], filters: Filters = ()) -> Templates:
    """Read every template of the folders, earlier ones winning file by file.

    Raises FolderProblem for a link that leads out of its folder and for a file that is too large,
    TemplateProblem for a file that is not UTF-8.
    """
    found = merged_files(folders)
    sources = tuple((name, _text(name, path)) for name, path in found.items())
    known = msgspec.json.decode(_TESTED.read_bytes(), type=dict[str, str])
    tested = frozenset(name for name, text in sources if known.get(name) == digest(text))
    return Templates(sources, digest(repr(sources)), filters, tested)


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _text(name: str, path: Path) -> str:
    data = load_file(f"{FOLDER}{name}", path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateProblem(
            Diagnostic(
                code="template",
                location=Location(f"{FOLDER}{name}", data.count(b"\n", 0, error.start) + 1),
                message="this template is not UTF-8",
                hint="Save it as UTF-8.",
            )
        ) from None


class Given(TypedDict):
    page: Page
    """What the page shows. Its type depends on the template."""
    head: Head
    """``page.head``, which every page has."""
    chrome: Chrome
    """What all pages of one language share."""
    link: Callable[[str], str]
    """``link(address)`` returns the link from this page to an address of the site."""
    metadata: tuple[Metadatum, ...]
    """The ``meta`` elements that tell other programs about the page."""
    structured_data: Markup
    """A description of the page for machines, as JSON-LD; empty if search engines should not list
    it."""
    content_security_policy: Markup
    """The policy that tells browsers what to block on this page."""
