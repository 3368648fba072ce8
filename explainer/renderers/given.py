"""The values that every template is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from markupsafe import Markup

from explainer.renderers.metadata import Metadatum
from explainer.resolve.published.frame import Chrome, Head
from explainer.resolve.published.pages import Page


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
