"""What every template is given, whichever page it shows."""

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
    """``link(address)`` is the way to an address of the site from this page."""
    metadata: tuple[Metadatum, ...]
    """The ``meta`` elements by which other programs name the page."""
    structured_data: Markup
    """What machines are told of the page, as JSON-LD; empty where that is nothing."""
    content_security_policy: Markup
    """What browsers are to refuse on this page."""
