"""The settings of the whole site."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from explainer.documents.files.source_text import SourceText
from explainer.model.site.records import LicenseRecord
from explainer.model.site.settings import SiteSettings, parse_site_settings

CONTENT = Path(__file__).parents[2] / "content"


def _settings(text: str) -> SiteSettings:
    parsed = parse_site_settings(SourceText("content/site.yaml", text))
    assert parsed.diagnostics == ()
    assert parsed.settings is not None
    assert pickle.loads(pickle.dumps(parsed)) == parsed
    return parsed.settings


def test_the_settings_of_this_repository_are_sound() -> None:
    settings = _settings((CONTENT / "site.yaml").read_text("utf-8"))
    assert settings.title == "The January File"


def test_a_title_is_enough() -> None:
    settings = _settings("title: X\n")
    assert (settings.language, settings.languages) == ("en", ("en",))
    assert (settings.url, settings.base_path, settings.contact_address) == ("", "/", "")


def test_all_settings_are_read() -> None:
    text = """\
title: The File
title.ru: Досье
description: >
  Sourced
  answers
url: https://example.org/file
language: en
languages: [ru, en, kk]
publisher: X
contact: desk@example.org
policies: {about: about-us}
license: {name: CC BY 4.0, url: "https://example.org/by"}
card: {image: card.png, alt: A file, alt.ru: Дело}
"""
    settings = _settings(text)
    assert (settings.url, settings.base_path) == ("https://example.org/file/", "/file/")
    assert settings.languages == ("en", "ru", "kk")
    assert settings.description == "Sourced answers"
    titles = [settings.in_language("title", language) for language in ("ru", "kk")]
    assert titles == ["Досье", "The File"]
    assert settings.policies == (("about", "about-us", text.index("about-us")),)
    assert settings.contact_address == "mailto:desk@example.org"
    assert settings.images == {"card.png": text.index("card.png")}
    alts = [settings.in_language("alt", language) for language in ("ru", "kk")]
    assert alts == ["Дело", "A file"]
    assert settings.license == LicenseRecord("CC BY 4.0", "https://example.org/by")


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("https://example.org/contact", "https://example.org/contact"),
        ("a%0d%0aBcc=b%2Cc@example.org", "mailto:a%250d%250aBcc%3Db%252Cc@example.org"),
        ("a&cc=b@example.org", "mailto:a%26cc%3Db@example.org"),
    ],
)
def test_a_contact_leads_to_an_e_mail_or_web_address(contact: str, address: str) -> None:
    assert _settings(f"title: X\ncontact: {contact}\n").contact_address == address


@pytest.mark.parametrize(
    ("contact", "hint"),
    [
        ("desk at canal", ""),
        ("PO Box 1, Bishkek", ""),
        ("+44 20 7946 0000", ""),
        ("a@b@example.org", ""),
        ("x?subject=y@example.org", ""),
        ("javascript:alert(1)", "Write it in full, as in https://example.org/page."),
        ("mailto:desk@example.org", "Write desk@example.org."),
        ("www.example.org", "Write https://www.example.org."),
    ],
)
def test_a_contact_that_would_lead_nowhere_is_refused(contact: str, hint: str) -> None:
    text = f"title: X\ncontact: '{contact}'\n"
    (problem,) = parse_site_settings(SourceText("content/site.yaml", text)).diagnostics
    assert problem.message == "`contact` must be an e-mail or a web address"
    assert problem.hint == (
        hint or "Write one, as in desk@example.org: *Report an error* leads there."
    )


def test_the_path_leads_to_no_other_host() -> None:
    assert _settings("title: X\nurl: https://a.org//b.org/\n").base_path == "/b.org/"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1 missing-key: `title` is missing | Add `title:` with the name of the site."),
        (
            "language: en",
            "1:1 missing-key: `title` is missing | Add `title:` with the name of the site.",
        ),
        (
            "title: X\nurl: example.org",
            "2:6 url: `url` must be an http or https address | Write https://example.org.",
        ),
        (
            "title: X\nurl: https://example.org/?a=b",
            "2:26 url: `url` cannot go on behind its path with ? | "
            "Write the address of the home page, as in https://example.org/explainers/.",
        ),
        (
            "title: X\nurl: https://example.org\\@example.com/",
            "2:6 url: `url` must be an http or https address | "
            "Browsers read \\ as /: write that, or %5C for the sign itself.",
        ),
        (
            "title: X\ncontact: https://[example.org",
            "2:10 url: `contact` must be an http or https address | "
            "Write it in full, as in https://example.org/page.",
        ),
        (
            "title: X\nlicense: {name: CC BY 4.0, url: creativecommons.org}",
            "2:33 url: `license.url` must be an http or https address | "
            "Write https://creativecommons.org.",
        ),
        (
            "title: X\nlicense: {name: CC BY 4.0}",
            "2:1 missing-key: `license.url` is missing | Add `url:` with the address of its text.",
        ),
        (
            "title: X\nlanguage: English",
            "2:11 pattern: `language` must be a language code such as en or pt-BR, "
            'not "English" | ',
        ),
        (
            "title: X\npolicies: {corections: x}",
            '2:12 unknown-key: unknown key `policies.corections` | Did you mean "corrections"?',
        ),
        (
            "title: X\nlanguges: [ru]",
            '2:1 unknown-key: unknown key `languges` | Did you mean "languages"?',
        ),
        (
            "- x",
            "1:1 type: the settings must be a mapping | "
            "Write lines such as `title: The Bridge File`.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    parsed = parse_site_settings(SourceText("content/site.yaml", text))
    assert parsed.settings is None
    (d,) = parsed.diagnostics
    assert f"{d.location.line}:{d.location.column} {d.code}: {d.message} | {d.hint}" == told
