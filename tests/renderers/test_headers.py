"""``_headers``: what hosts are told to send with each file."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.renderers.headers import (
    CONTENT_SECURITY_POLICY,
    github_files,
    headers_file,
    redirects_file,
)
from tests.sites import TinySite, explainer, joined_headers

CLOSE = "Content-Security-Policy: frame-ancestors 'none'"
DEEP = ("questions", "topics", "sources", "facts", "people")
CLOSED = ("/", "/:page", "/:page/", "/:page/:file", "/:page/:file/", *(f"/{s}/*" for s in DEEP))
PAGES = (
    "",
    "gauge/",
    "facts/",
    "facts/tide.height/",
    "sources/un-1992/",
    "sources/a/2/",
    "questions/a/2/",
    "topics/sea/",
    "people/ann/",
    "404.html",
)


def test_the_whole_file() -> None:
    file = headers_file(("assets/style.0123abcd.css", ""))
    assert file.path == "_headers"
    assert file.data.decode() == (
        "/*\n"
        "  Content-Security-Policy: default-src 'none'; style-src 'self'; font-src 'self'; "
        "img-src 'self' data:; script-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'\n"
        "  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: same-origin\n"
        "  Permissions-Policy: browsing-topics=(), camera=(), geolocation=(), microphone=(), "
        "payment=(), usb=()\n"
        "  Cross-Origin-Opener-Policy: same-origin\n"
        "\n"
        "/assets/style.0123abcd.css\n"
        "  Cache-Control: public, max-age=31536000, immutable\n"
        "\n"
        "/assets/fonts/*\n"
        "  Cache-Control: public, max-age=604800\n"
        "\n"
        "/assets/js/*\n"
        "  Cache-Control: public, max-age=604800\n"
        "\n"
        "/data/*\n"
        "  Access-Control-Allow-Origin: *\n"
        "\n"
        "/*/facts.json\n"
        "  Access-Control-Allow-Origin: *\n"
        "\n"
        "/*/index.md\n"
        "  Content-Type: text/markdown; charset=utf-8\n"
        "\n"
        "/*feed.xml\n"
        "  Content-Type: application/atom+xml; charset=utf-8\n"
        "\n"
        "/*corrections.xml\n"
        "  Content-Type: application/atom+xml; charset=utf-8\n"
        "\n"
        "/*changes.xml\n"
        "  Content-Type: application/atom+xml; charset=utf-8\n"
        "\n"
        "/llms.txt\n"
        "  Content-Type: text/plain; charset=utf-8\n"
        + "".join(
            f"\n{path}\n  Content-Security-Policy: frame-ancestors 'none'\n" for path in CLOSED
        )
    )


@pytest.mark.parametrize("others", [(), ("ru", "pt-BR")], ids=["one", "three"])
def test_every_page_but_an_embed_forbids_framing(others: tuple[str, ...]) -> None:
    rules = headers_file((), others).data.decode()
    for top in ("/", *(f"/{code}/" for code in others)):
        for page in PAGES:
            paths = [top + page]
            paths += [f"{top}{page}index.html"] if page == "" or page.endswith("/") else []
            for path in paths:
                policy = joined_headers(rules, path)["Content-Security-Policy"]
                own, *others_sent = policy.split(", ")
                assert own == CONTENT_SECURITY_POLICY
                assert set(others_sent) == {"frame-ancestors 'none'"}, path
        for name in ("", "index.html", "embed.json"):
            sent = joined_headers(rules, f"{top}embed/gauge/why/{name}")
            assert sent["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("path", ["feed.xml", "ru/changes.xml", "ru/topics/sea/feed.xml"])
def test_feeds_are_sent_as_what_they_are(path: str) -> None:
    sent = joined_headers(headers_file(()).data.decode(), f"/{path}")
    assert sent["Content-Type"] == "application/atom+xml; charset=utf-8"


def test_there_are_no_more_rules_than_a_host_reads() -> None:
    """Where they do not suffice, nothing may be framed."""
    for count in range(40):
        rules = headers_file(("a.css", "a.js"), [f"x{each}" for each in range(count)]).data.decode()
        assert rules.count("\n\n") < 100
        embed = joined_headers(rules, "/embed/gauge/why/")["Content-Security-Policy"]
        assert ("frame-ancestors" in embed) == (count > 11)


def test_a_built_site_says_the_same_in_the_file_and_on_each_page(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    page = explainer("## Why?\n\nMoon.\n", "aliases: [old]")
    site.write({"site.yaml": "title: Tides\n", "explainers/gauge.md": page})
    site.build()
    assert f"Policy: {CONTENT_SECURITY_POLICY}\n" in site.files()["_headers"].decode()
    assert "/assets/style." in site.files()["_headers"].decode()
    for address in ("", "gauge/", "old/", "404.html"):
        (policy,) = site.tree(address).xpath("//meta[@http-equiv='Content-Security-Policy']")
        assert policy.get("content") == CONTENT_SECURITY_POLICY


def test_hosts_are_told_of_as_many_redirects_as_they_read() -> None:
    def told(former: list[tuple[str, str]]) -> int:
        return redirects_file(former).data.count(b"\n")

    assert told([(f"{number}/", "a/") for number in range(3000)]) == 2000
    assert told([(f"{number:060}/", "a/") for number in range(3000)]) == 1408
    assert told([("x" * 1000, "a/"), ("b/", "a/")]) == 1


def test_redirects_count_from_the_root_of_the_host() -> None:
    file = redirects_file([("ebb/", "tide/")], "/море/a%20b/")
    path = "/%D0%BC%D0%BE%D1%80%D0%B5/a%20b/"
    assert file.data.decode() == f"{path}ebb/ {path}tide/ 301\n"


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://Tides.example/", b"tides.example\n"),
        ("https://tides.example/bay/", None),
        ("https://desk.github.io/", None),
        ("", None),
    ],
    ids=["own domain", "a path of it", "none of one's own", "none"],
)
def test_a_branch_for_github_names_the_domain(url: str, domain: bytes | None) -> None:
    files = {file.path: file.data for file in github_files(url)}
    assert files.pop(".nojekyll") == b""
    assert files == ({"CNAME": domain} if domain else {})


def test_files_for_github_are_written_where_it_is_asked_for(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    settings = "title: Tides\nurl: https://tides.example\n"
    site.write({"site.yaml": settings})
    site.build()
    before = site.files()
    site.write({"site.yaml": f"{settings}hosting: github-pages\n"})
    report = site.build()
    assert set(report.changed_paths) == {".nojekyll", "CNAME"}
    assert site.files() == before | {".nojekyll": b"", "CNAME": b"tides.example\n"}
    site.write({"site.yaml": f"{settings}hosting: GitHub\n"})
    assert site.errors() == [
        'content/site.yaml:3:10 unknown-value: `hosting` must be "github-pages", not "GitHub"'
    ]
