"""Check whether the site's external links still lead anywhere.

Builds never do this, since pages do not depend on the web. ``rules`` finds the addresses and warns,
``visiting`` paces the requests, ``asking`` makes them, ``hosts`` keeps them to the public web,
``checking`` keeps the answers for some days.
"""

CODES = frozenset({"dead-external-link", "moved-external-link"})
"""The codes of the rules, which need answers from the web."""
