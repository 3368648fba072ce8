"""Check whether the site's external links still lead anywhere.

Builds never do this, since pages do not depend on the web. ``rules`` finds the addresses and warns,
``checking`` paces the requests and keeps the answers for some days, and ``asking`` makes them, of
the public web alone.
"""

CODES = frozenset({"dead-external-link", "moved-external-link"})
"""The codes of the rules, which need answers from the web."""
