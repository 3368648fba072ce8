"""What a template imports with its context is made once a page, and sees what Jinja says."""

from __future__ import annotations

from explainer.renderers.html import RenderJob, render
from explainer.renderers.templates import Templates
from explainer.resolve.published.frame import Chrome, Head
from explainer.resolve.published.pages import NotFoundPage

IMPORTED = "{% macro shown() %}{{ head.title }}{% if mood is defined %}, {{ mood }}{% endif %}."
IMPORTED += "{% endmacro %}"
IMPORT = "{% from 'inner.html' import shown with context %}{{ shown() }}"


def rendered(own: str, *titles: str) -> list[str]:
    """The page's own template rendered for each title; it can import what IMPORTED holds."""
    sources = {"404.html": own, "inner.html": IMPORTED, "outer.html": f"{IMPORT}"}
    templates = Templates(tuple(sorted(sources.items())), own)
    pages = (NotFoundPage(Head(address="404.html", language="en", title=title)) for title in titles)
    return [
        render(
            RenderJob(page, Chrome(site_title="", home="", navigation=(), footer=()), templates)
        ).data.decode()
        for page in pages
    ]


def test_each_page_has_its_own_imports() -> None:
    assert rendered(IMPORT * 2, "One", "Two") == ["One.One.", "Two.Two."]


def test_an_import_sees_what_the_importing_template_has_set() -> None:
    own = IMPORT + "{% set mood = 'sad' %}" + IMPORT + "{% set mood = 'glad' %}" + IMPORT
    assert rendered(own, "One") == ["One.One, sad.One, glad."]


def test_an_import_of_an_import_is_the_same() -> None:
    own = "{% import 'outer.html' as outer with context %}{{ outer }}" + IMPORT
    assert rendered(own, "One", "Two") == ["One.One.", "Two.Two."]
