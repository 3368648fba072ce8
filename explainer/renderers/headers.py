"""The content security policy of pages, and the ``_headers`` file for hosts.

Netlify and Cloudflare Pages read ``_headers``. On other hosts the policy in each page's head
applies, without the directives that a ``meta`` element cannot have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explainer.renderers.files import OutputFile

HEADERS = "_headers"

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",  # the empty icon, which saves a request
        "script-src 'self'",
        "connect-src 'self'",  # reloading in the preview
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""Nothing is loaded from another origin, and no script or style in a page itself is used."""

OFFLINE_POLICY = CONTENT_SECURITY_POLICY.replace("; connect-src 'self'", "").replace(
    "'self'", "'self' file:"
)
"""The same for pages that are opened from a folder: browsers differ in whether ``'self'`` stands
for files there. They connect to nothing."""

_EVERY_PAGE = (
    # a meta element cannot forbid framing
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
    """The ``_headers`` file; ``fingerprinted`` are addresses whose content never changes."""
    rules: list[tuple[str, Sequence[tuple[str, str]]]] = [
        ("/*", _EVERY_PAGE),
        *((f"/{address}", _FOR_A_YEAR) for address in fingerprinted if address),
        ("/assets/fonts/*", _FOR_A_WEEK),
        ("/assets/js/*", _FOR_A_WEEK),
        ("/data/*", _OPEN_DATA),
        ("/*/facts.json", _OPEN_DATA),
    ]
    text = "\n".join(
        "".join((f"{path}\n", *(f"  {name}: {value}\n" for name, value in headers)))
        for path, headers in rules
    )
    return OutputFile(HEADERS, text.encode())
