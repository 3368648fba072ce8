"""What a browser is told to refuse: the pages' policy, and the ``_headers`` file for hosts.

Netlify and Cloudflare Pages read ``_headers``; elsewhere the policy in each page's head still
holds, but for what a ``meta`` element cannot say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explainer.renderers.files import OutputFile

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",  # the empty icon, which spares a request
        "script-src 'self'",
        "connect-src 'self'",  # the preview's reload
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""Nothing comes from another origin, and nothing written into a page runs."""

_EVERY_PAGE = (
    # A meta element cannot forbid framing.
    ("Content-Security-Policy", f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_OPEN_DATA = (("Access-Control-Allow-Origin", "*"),)
_FOR_A_YEAR = (("Cache-Control", "public, max-age=31536000, immutable"),)
_FOR_A_WEEK = (("Cache-Control", "public, max-age=604800"),)


def headers_file(fingerprinted: Iterable[str]) -> OutputFile:
    """``_headers``; ``fingerprinted`` are addresses whose bytes never change."""
    rules: list[tuple[str, Sequence[tuple[str, str]]]] = [
        ("/*", _EVERY_PAGE),
        *((f"/{address}", _FOR_A_YEAR) for address in fingerprinted if address),
        ("/assets/fonts/*", _FOR_A_WEEK),
        ("/data/*", _OPEN_DATA),
        ("/*/facts.json", _OPEN_DATA),
    ]
    text = "\n".join(
        "".join((f"{path}\n", *(f"  {name}: {value}\n" for name, value in headers)))
        for path, headers in rules
    )
    return OutputFile("_headers", text.encode())
