"""What a template imports with its context is made once a page, and sees what Jinja says."""

from __future__ import annotations

import pytest
from jinja2 import meta, nodes

from explainer.config import find_generator_root
from explainer.renderers.html import RenderJob, render
from explainer.renderers.template_environment import template_environment
from explainer.renderers.template_runtime import settled_templates
from explainer.renderers.templates import Given, TemplateProblem, Templates, load_templates
from explainer.resolve.published.frame import Chrome, Head
from explainer.resolve.published.pages import NotFoundPage

IMPORTED = "{% macro shown() %}{{ head.title }}{% if mood is defined %}, {{ mood }}{% endif %}."
IMPORTED += "{% endmacro %}"
IMPORT = "{% from 'inner.html' import shown with context %}{{ shown() }}"


def rendered(own: str, *titles: str, tested: str = "", inner: str = IMPORTED) -> list[str]:
    """The page's own template rendered for each title; it can import what IMPORTED holds. Those in
    ``tested`` are the generator's."""
    sources = {"404.html": own, "inner.html": inner, "outer.html": f"{IMPORT}"}
    templates = Templates(
        tuple(sorted(sources.items())), f"{own}{tested}{inner}", tested=frozenset(tested.split())
    )
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


def test_what_lasts_from_page_to_page_sees_each_page() -> None:
    assert rendered(IMPORT * 2, "One", "Two", "Two", tested="inner.html") == [
        *("One.One.", "Two.Two.", "Two.Two.")
    ]


@pytest.mark.parametrize(
    "inner",
    [
        "{% set said = head.title %}{% macro shown() %}{{ said }}.{% endmacro %}",
        "{% if head.title == 'One' %}{% macro shown() %}One.{% endmacro %}{% else %}"
        "{% macro shown() %}Two.{% endmacro %}{% endif %}",
        "{% macro shown() %}{{ head.title }}.{% endmacro %}{{ head.title }}",
        "{% macro shown() %}{% macro it() %}{{ head.title }}.{% endmacro %}"
        "{{ it() }}{% endmacro %}",
    ],
)
def test_what_depends_on_the_page_does_not_last(inner: str) -> None:
    assert rendered(IMPORT, "One", "Two", tested="inner.html", inner=inner) == ["One.", "Two."]


def test_a_failure_on_one_page_leaves_the_next_as_it_is() -> None:
    own = IMPORT + "{% if head.title == 'Bad' %}{{ nothing }}{% endif %}"
    assert rendered(own, "One", tested="inner.html") == ["One."]
    with pytest.raises(TemplateProblem):
        rendered(own, "One", "Bad", tested="inner.html")
    assert rendered(own, "Two", tested="inner.html") == ["Two."]


def test_all_that_the_generators_templates_import_with_their_context_is_settled() -> None:
    """Each is a set of macros, which see nothing but what every template is given."""
    templates = load_templates([find_generator_root() / "templates"])
    environment = template_environment(templates, "en")
    known = environment.globals.keys() | Given.__annotations__.keys()
    settled = settled_templates(templates)
    for name, text in templates.sources:
        tree = environment.parse(text)
        if tree.find(nodes.Extends) or tree.find(nodes.Include) or not name.endswith(".html"):
            continue  # a page, or a file of another kind, which no template imports
        imported = {each.template for each in tree.find_all(nodes.FromImport)}
        assert all(isinstance(each, nodes.Const) for each in imported)
        assert name in settled or not tree.find(nodes.Macro)
        stored = {each.name for each in tree.find_all(nodes.Name) if each.ctx == "store"}
        assert meta.find_undeclared_variables(tree) <= known | stored, name


def test_nothing_is_settled_that_uses_a_template_of_the_site() -> None:
    sources = (("a.html", "{% from 'b.html' import b with context %}"), ("b.html", ""))
    chain = (*sources, ("c.html", "{% from 'a.html' import b with context %}"))
    tested = frozenset({"a.html", "b.html", "c.html"})
    assert settled_templates(Templates(chain, "", tested=tested)) == tested
    assert settled_templates(Templates(chain, "", tested=tested - {"b.html"})) == frozenset()
