"""Links that lead out of the site: asked politely, one by one, whether they still lead anywhere.

No build comes here: a page is the same whether the web is there or not. ``links`` finds the
addresses, ``visiting`` paces the questions, ``asking`` asks one of them, ``hosts`` keeps them to
the public web, ``memory`` spares the web what was asked lately, ``rules`` warns.
"""

CODES = frozenset({"dead-external-link", "moved-external-link"})
"""Those of its rules, which need answers from the web."""
