"""``_headers``: what hosts are told to send with each file."""

from __future__ import annotations

from pathlib import Path

from explainer.renderers.headers import CONTENT_SECURITY_POLICY, headers_file
from tests.sites import TinySite, explainer


def test_the_whole_file() -> None:
    file = headers_file(("assets/style.0123abcd.css", ""))
    assert file.path == "_headers"
    assert file.data.decode() == (
        "/*\n"
        "  Content-Security-Policy: default-src 'none'; style-src 'self'; font-src 'self'; "
        "img-src 'self' data:; script-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'\n"
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
    )


def test_a_built_site_says_the_same_in_the_file_and_on_each_page(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    page = explainer("## Why?\n\nMoon.\n", "aliases: [old]")
    site.write({"site.yaml": "title: Tides\n", "explainers/gauge.md": page})
    site.build()
    assert (
        f"Policy: {CONTENT_SECURITY_POLICY}; frame-ancestors" in site.files()["_headers"].decode()
    )
    assert "/assets/style." in site.files()["_headers"].decode()
    for address in ("", "gauge/", "old/", "404.html"):
        (policy,) = site.tree(address).xpath("//meta[@http-equiv='Content-Security-Policy']")
        assert policy.get("content") == CONTENT_SECURITY_POLICY
