"""Templates are compiled when they are used, and the code can be kept."""

from __future__ import annotations

import json
import pickle
import shutil

import pytest
from jinja2 import Environment

from explainer.config import find_generator_root
from explainer.renderers.html import RenderJob, render
from explainer.renderers.template_environment import (
    compile_templates,
    syntax_problems,
    template_environment,
)
from explainer.renderers.templates import Templates, digest, load_templates
from explainer.resolve.published.frame import Chrome, Head
from explainer.resolve.published.pages import NotFoundPage
from tests.sites import ROOT

OWN = find_generator_root() / "templates"
KNOWN = ROOT / "explainer/renderers/tested_templates.json"
PAGE = NotFoundPage(Head(address="404.html", language="en", title="<b>"))
CHROME = Chrome(site_title="", home="", navigation=(), footer=())


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled, in order."""
    names: list[str] = []
    compile_one = Environment.compile

    def counted(self: Environment, source: str, name: str, filename: str) -> object:
        names.append(name)
        return compile_one(self, source, name, filename)

    monkeypatch.setattr(Environment, "compile", counted)
    return names


def templates_of(fingerprint: str, **texts: str) -> Templates:
    named = {f"{name.lstrip('_')}.html": text for name, text in texts.items()}
    return Templates(tuple(sorted(named.items())), fingerprint)


def html_of(templates: Templates) -> str:
    return render(RenderJob(PAGE, CHROME, templates)).data.decode()


def test_only_what_is_used_is_compiled(compiled: list[str]) -> None:
    templates = templates_of(
        "used", _404='{% include "used.html" %}', used="{{ head.title }}", other="x"
    )
    assert html_of(templates) == "&lt;b&gt;"
    assert compiled == ["404.html", "used.html"]


def test_what_a_template_names_is_compiled_with_it(compiled: list[str]) -> None:
    templates = templates_of(
        "named", _404="{% include 'used.html' %}", used="{{ 'x' }}", broken="{{", other="x"
    )
    compile_templates(templates, "en", ["404.html", "broken.html", "none.html"])
    assert sorted(compiled) == ["404.html", "broken.html", "used.html"]
    assert html_of(templates) == "x"
    assert len(compiled) == 3


def test_it_is_known_of_all_templates_that_they_are_tested(pytestconfig: pytest.Config) -> None:
    """They are compiled, rendered and compared with goldens by the other tests here."""
    templates = load_templates([OWN])
    digests = {name: digest(text) for name, text in templates.sources}
    if pytestconfig.getoption("--refresh"):
        KNOWN.write_text(f"{json.dumps(digests, indent=2)}\n", encoding="utf-8")
    assert json.loads(KNOWN.read_text(encoding="utf-8")) == digests


def test_tested_templates_are_not_read_for_errors(compiled: list[str]) -> None:
    templates = load_templates([OWN])
    assert templates.tested == {name for name, _ in templates.sources}
    assert syntax_problems(templates, "en") == ()
    assert compiled == []


def test_others_are_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    site, generator = (tmp_path_factory.mktemp(name) for name in ("site", "generator"))
    (site / "page.html").write_text("{{")
    shutil.copy(OWN / "home.html", site)
    shutil.copy(OWN / "home.html", generator / "page.html")
    (generator / "person.html").write_bytes((OWN / "person.html").read_bytes() + b"{{")
    templates = load_templates([site, generator])
    assert templates.tested == {"home.html"}
    assert [str(d.location) for d in syntax_problems(templates, "en")] == [
        "templates/page.html:1:1",
        "templates/person.html:41:1",
    ]


def test_code_is_kept_for_the_next_process(compiled: list[str]) -> None:
    kept: dict[bytes, bytes] = {}
    for number in range(2):
        templates = templates_of(f"kept {number}", _404="{{ head.title }}")
        templates.code.update(kept)
        assert html_of(templates) == "&lt;b&gt;"
        kept = templates.code
    assert compiled == ["404.html"]
    assert len(kept) == 1
    assert pickle.loads(pickle.dumps(templates)).code == {}


def test_code_is_kept_for_one_text_and_one_set_of_filters() -> None:
    kept: dict[bytes, bytes] = {}
    filters = (("twice", str.upper),)
    for number, (text, own) in enumerate([("a", ()), ("b", ()), ("a", filters), ("a", ())]):
        templates = Templates((("404.html", text),), f"one {number}", own, code=kept)
        template_environment(templates, "en").get_template("404.html")
    assert len(kept) == 3
