"""The content security policy of pages, and the files for hosts: ``_headers``, ``_redirects``, and
those of GitHub Pages.

Netlify and Cloudflare Pages read the first two, GitLab Pages the second. On other hosts the policy
in each page's head applies, without the directives that a ``meta`` element cannot have.

A host sends what all the rules say that match an address, and a browser obeys each of the policies
that it is sent: so that embeds may be framed, no rule that forbids framing may match them.
Cloudflare reads 100 rules, so that there cannot be one for each page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote, urlsplit

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

SEARCH_POLICY = CONTENT_SECURITY_POLICY.replace(
    "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"
).replace("form-action 'none'", "form-action 'self'")
"""That of the search page: what searches is compiled for WebAssembly."""

OFFLINE_POLICY = CONTENT_SECURITY_POLICY.replace("; connect-src 'self'", "").replace(
    "'self'", "'self' file:"
)
"""The same for pages that are opened from a folder: browsers differ in whether ``'self'`` stands
for files there. They connect to nothing."""

_EVERY_PAGE = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_NOT_FRAMED = (("Content-Security-Policy", "frame-ancestors 'none'"),)
"""A meta element cannot forbid framing."""
_DEEP = ("questions", "topics", "sources", "facts", "people")
"""The sections with pages below their own."""
_MOST_RULES = 100
_MOST_REDIRECTS, _LARGEST, _LONGEST = 2000, 100_000, 1000
"""Cloudflare reads so many, of a file of so many bytes, in lines of so many; what it does not read,
the page at the former address does."""
_OPEN_DATA = (("Access-Control-Allow-Origin", "*"),)
_ATOM = (("Content-Type", "application/atom+xml; charset=utf-8"),)
_FOR_A_YEAR = (("Cache-Control", "public, max-age=31536000, immutable"),)
_FOR_A_WEEK = (("Cache-Control", "public, max-age=604800"),)


def headers_file(
    fingerprinted: Iterable[str], others: Sequence[str] = (), policy: str = CONTENT_SECURITY_POLICY
) -> OutputFile:
    """The ``_headers`` file; ``fingerprinted`` are addresses whose content never changes, and
    ``others`` the codes of languages whose pages stand below them. ``policy`` is the loosest that a
    page has: no pattern leaves one page out, and all others are held to theirs by their heads."""
    rules: list[tuple[str, Sequence[tuple[str, str]]]] = [
        ("/*", (("Content-Security-Policy", policy), *_EVERY_PAGE)),
        *((f"/{address}", _FOR_A_YEAR) for address in fingerprinted if address),
        ("/assets/fonts/*", _FOR_A_WEEK),
        ("/assets/js/*", _FOR_A_WEEK),
        ("/data/*", _OPEN_DATA),
        ("/*/facts.json", _OPEN_DATA),
        ("/*/index.md", (("Content-Type", "text/markdown; charset=utf-8"),)),
        *((f"/*{name}.xml", _ATOM) for name in ("feed", "corrections", "changes")),
        ("/llms.txt", (("Content-Type", "text/plain; charset=utf-8"),)),
    ]
    closed = ["/", "/:page", "/:page/"]
    for top in ("/", *(f"/{code}/" for code in others)):
        below = (":page/:file", ":page/:file/", *(f"{section}/*" for section in _DEEP))
        closed += (top + path for path in below)  # embeds stand three folders below
    if len(rules) + len(closed) > _MOST_RULES:
        closed = ["/*"]  # embeds neither: better than pages that anybody may frame
    rules += ((path, _NOT_FRAMED) for path in closed)
    text = "\n".join(
        "".join((f"{path}\n", *(f"  {name}: {value}\n" for name, value in headers)))
        for path, headers in rules
    )
    return OutputFile(HEADERS, text.encode())


def redirects_file(former: Iterable[tuple[str, str]], base: str = "/") -> OutputFile:
    """The ``_redirects`` file; ``former`` are former addresses, each with the present one, the most
    important first. ``base`` is the path of the site on its host, which both begin with: GitLab
    Pages counts from the root of the host, where the site may be a folder."""
    base = quote(base, safe="/%")  # some write it quoted
    lines: list[str] = []
    size = 0
    for old, new in former:
        line = f"{base}{quote(old)} {base}{quote(new)} 301\n"
        size += len(line)
        if len(lines) == _MOST_REDIRECTS or size > _LARGEST:
            break
        if len(line) <= _LONGEST:
            lines.append(line)
    return OutputFile("_redirects", "".join(lines).encode())


def github_files(url: str) -> Iterator[OutputFile]:
    """What GitHub Pages asks for in a branch that it serves: no Jekyll, which would pass over some
    files; and for the root of a domain of one's own, its name. The domain of a path is that of
    another repository."""
    yield OutputFile(".nojekyll", b"")
    address = urlsplit(url)
    host = address.hostname or ""
    if host and address.path == "/" and not host.endswith(".github.io"):
        yield OutputFile("CNAME", f"{host}\n".encode())
