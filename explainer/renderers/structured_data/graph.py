"""Make, name and write the nodes of a JSON-LD graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import msgspec
from markupsafe import Markup
from msgspec import Struct

from explainer.resolve.published.frame import Chrome, Head

Node: TypeAlias = dict[str, object]

# In JSON these characters stand in strings only. They are escaped, so that no text can end the
# script element or a line of it.
_ESCAPES = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")


class Names(Struct, frozen=True):
    """The identifiers (``@id``) of things in the graph of one page.

    A page is identified by its address, and what it is about by ``#main`` there, the id of its
    main element. So the graphs of all pages use the same identifier for the same thing.
    """

    head: Head
    chrome: Chrome
    link: Callable[[str], str]

    def url(self, address: str) -> str:
        """``address``, which counts from the site's root, as a URL or a link from this page."""
        return f"{self.chrome.url}{address}" if self.chrome.url else self.link(address)

    def subject(self, address: str) -> str:
        """The id of what the page at ``address`` is about, or of what its fragment is about."""
        return self.url(address if "#" in address else f"{address}#main")

    @property
    def page(self) -> str:
        return self.url(self.head.address)

    @property
    def breadcrumb(self) -> str:
        return self.url(f"{self.head.address}#breadcrumb")

    @property
    def website(self) -> str:
        return self.url(f"{self.chrome.home}#website")

    @property
    def publisher(self) -> Node | None:
        """A reference to the publisher, the same in all languages; None if the site names none."""
        return reference(self.url("#publisher")) if self.chrome.publisher else None


def node(type_: str, id_: str = "", /, **fields: object) -> Node:
    """A node with its type, id and fields; empty fields are left out."""
    found: Node = {"@type": type_, "@id": id_} if id_ else {"@type": type_}
    for name, value in fields.items():
        if value:
            found[name] = value
    return found


def reference(id_: str) -> Node:
    """A reference to a node of the same graph."""
    return {"@id": id_}


def write_graph(nodes: Iterable[Node]) -> Markup:
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = msgspec.json.encode(graph).decode()
    for sign, escape in _ESCAPES:  # far quicker than str.translate, where not all is ASCII
        text = text.replace(sign, escape)
    return Markup(text)
