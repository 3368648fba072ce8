"""Templates: where a failure stands, whose file wins, and what they cannot do."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest
from jinja2 import Environment
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup
from msgspec.structs import replace

from explainer.config import find_generator_root
from explainer.diagnostics import Diagnostic, Location
from explainer.renderers.html import RenderJob, render
from explainer.renderers.template_environment import syntax_problems
from explainer.renderers.templates import TemplateProblem, Templates, load_templates
from explainer.resolve.published.frame import Chrome, Head
from explainer.resolve.published.pages import PlainPage
from explainer.resolve.published.parts import Fragment, Link

TEMPLATES = load_templates([find_generator_root() / "templates"])
PAGE = PlainPage(head=Head(address="a/", language="en", title="<b>"), body=Fragment((Markup("x"),)))

GUIDE = "docs/templates.md lists what templates are given."


def html_of(templates: Templates) -> str:
    return render(
        RenderJob(PAGE, Chrome(site_title="Site", home="", navigation=(), footer=()), templates)
    ).data.decode()


def own(**texts: str) -> Templates:
    """The given templates instead of this project's own of the same name."""
    named = {f"{name}.html": text for name, text in texts.items()}
    sources = tuple(sorted({**dict(TEMPLATES.sources), **named}.items()))
    return Templates(sources, repr(sorted(named.items())))


def problem(**texts: str) -> Diagnostic:
    with pytest.raises(TemplateProblem) as raised:
        html_of(own(**texts))
    assert pickle.loads(pickle.dumps(raised.value)).diagnostic == raised.value.diagnostic
    return raised.value.diagnostic


def words_of(failing: Callable[[], object]) -> str:
    """What Jinja, or Python, says of a failure."""
    with pytest.raises(Exception) as raised:  # noqa: PT011 (of any kind)
        failing()
    return str(getattr(raised.value, "message", raised.value))


def test_a_template_that_cannot_be_read_is_located() -> None:
    said = words_of(lambda: Environment().parse("{% if %}"))
    assert problem(page="one\n{% if %}\n") == Diagnostic(
        code="template",
        location=Location("templates/page.html", 2),
        message=f"this template cannot be read: {said}",
        hint="Templates are written in Jinja: see docs/templates.md.",
        excerpt="{% if %}",
    )


def test_an_unknown_field_is_located_in_the_macro_that_asks_for_it() -> None:
    found = problem(
        page='{% from "day.html" import day with context %}\n{{ day(page) }}',
        day="{% macro day(it) %}\n  {{ it.head.titel }}\n{% endmacro %}",
    )
    assert found == Diagnostic(
        code="template",
        location=Location("templates/day.html", 2),
        message='Head has no field "titel"',
        hint=f'Did you mean "title"? {GUIDE}',
        excerpt="  {{ it.head.titel }}",
    )


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("\n{{ nothing }}", 'nothing is called "nothing" here'),
        ("\n{{ page.body.parts[3] }}", 'nothing is called "3" here'),
        ('\n{% include "../secret.html" %}', 'there is no template "../secret.html"'),
        ('\n{% include "pagee.html" %}', 'there is no template "pagee.html"'),
        (
            "\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "this template calls itself without end",
        ),
    ],
)
def test_whatever_fails_is_located(template: str, message: str) -> None:
    found = problem(page=template)
    assert (found.location, found.message) == (Location("templates/page.html", 2), message)


@pytest.mark.parametrize(
    ("template", "hint"),
    [
        ("{{ metdata }}", f'Did you mean "metadata"? {GUIDE}'),
        ("{{ nothing }}", GUIDE),
        ("{{ 1 / 0 }}", GUIDE),
        ("{{ head.nothing }}", GUIDE),
        ('{% include "pagee.html" %}', f'Did you mean "page.html"? {GUIDE}'),
        ('{% from "day.html" import nothing %}{{ nothing() }}', GUIDE),
    ],
)
def test_each_says_what_resembles_it_and_where_all_of_it_stands(template: str, hint: str) -> None:
    assert problem(page=template).hint == hint


def test_an_import_without_the_context_is_told_how_to_have_it() -> None:
    imported = '{% from "links.html" import anchor %}{{ anchor(page) }}'
    assert problem(
        page=imported, links="{% macro anchor(to) %}{{ link(1) }}{% endmacro %}"
    ).hint == (f'Write "with context" at the end of the import of this template. {GUIDE}')


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("page.body", "a Fragment is printed by fragment of inline.html"),
        ("page.head.original", "a Link is printed by anchor of links.html"),
    ],
)
def test_what_a_macro_prints_is_not_printed_as_it_is(value: str, message: str) -> None:
    page = replace(PAGE, head=replace(PAGE.head, original=Link("A", "a/")))
    templates = own(page=f"\n{{{{ {value} }}}}")
    with pytest.raises(TemplateProblem) as raised:
        render(RenderJob(page, Chrome(site_title="", home="", navigation=(), footer=()), templates))
    found = raised.value.diagnostic
    assert found.location == Location("templates/page.html", 2)
    assert found.message == f"this template fails: TypeError: {message}"


@pytest.mark.parametrize(
    ("expression", "begins"),
    [
        ("1 / 0", "this template fails: ZeroDivisionError"),
        ("head.__class__.__mro__", "a template may not do this"),
        ("''.__class__.__mro__", "a template may not do this"),
    ],
)
def test_what_fails_is_told_in_the_words_of_jinja_and_python(expression: str, begins: str) -> None:
    found = problem(page=f"\n{{{{ {expression} }}}}")
    run = SandboxedEnvironment().compile_expression(expression)
    said = words_of(lambda: run(head=PAGE.head))
    assert found.location == Location("templates/page.html", 2)
    assert found.message == f"{begins}: {said}"


def test_every_template_is_read_before_any_is_used() -> None:
    broken = own(home="{{", person="\n\n{% endif %}")
    assert [str(d.location) for d in syntax_problems(broken, "en")] == [
        "templates/home.html:1:1",
        "templates/person.html:3:1",
    ]
    assert syntax_problems(TEMPLATES, "en") == ()


def test_what_goes_into_a_translation_is_escaped() -> None:
    shown = html_of(own(page='{{ _("Updated %(date)s", date=head.title) }}'))
    assert shown == "Updated &lt;b&gt;"
    counted = '{{ ngettext("%(num)s in %(t)s", "%(num)s in %(t)s", 2, t=head.title) }}'
    assert html_of(own(page=counted)) == "2 in &lt;b&gt;"
