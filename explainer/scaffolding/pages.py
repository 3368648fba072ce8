"""A new explainer and a new plain page, which are drafts; and a new site: its settings, and the
files that it begins with, which stand in ``first_files/``."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from string import Template

from explainer.languages.locales import fallback_chain
from explainer.model.pages.checks import name_problem
from explainer.model.site.site import Site
from explainer.scaffolding.drafts import Draft, Value, write_yaml
from explainer.scaffolding.fields import (
    Answers,
    address_problem,
    always,
    field,
    filled,
    first,
    made_of,
)


def _name_problem(name: str, site: Site) -> str:
    if problem := name_problem(name, site.languages):
        return ". ".join(problem)
    pages = (*site.pages.values(), *site.held_back.values())
    taken = {page.name: page.source.path for page in pages}
    return f'"{name}" is taken by {taken[name]}' if name in taken else ""


_TITLE = field("title", "as readers see it", always)
_NAME = field(
    "name",
    "its address: a to z, digits and hyphens",
    always,
    proposes=made_of("title"),
    problem=_name_problem,
)
_STANDFIRST = field("standfirst", "one sentence below the title")

EXPLAINER_FIELDS = (
    _TITLE,
    _NAME,
    field("question", "its questions, each a heading", always, many=True),
    _STANDFIRST,
    field("author", "ids of people in content/people.yaml", many=True),
    field("topic", "a to z, digits and hyphens", many=True),
)
PAGE_FIELDS = (_TITLE, _NAME, _STANDFIRST)


def draft_explainer(answers: Answers, site: Site) -> list[Draft]:
    """An explainer dated ``site.as_of``, with a comment below each question for its answer."""
    day = site.as_of.isoformat()
    front: dict[str, Value] = {
        "title": first(answers, "title"),
        "standfirst": first(answers, "standfirst"),
        "authors": answers.get("author", ()),
        "published": day,
        "researched": day,
        "topics": answers.get("topic", ()),
    }
    # A question without the number signs with which a heading starts.
    questions = "\n".join(
        f"## {question.lstrip('# ')}\n\n"
        "<!-- The answer in one sentence, then what it rests on. -->\n"
        for question in answers.get("question", ())
    )
    return _page("explainers", answers, front, questions, "write the first answer")


def draft_page(answers: Answers, site: Site) -> list[Draft]:
    front: dict[str, Value] = {name: first(answers, name) for name in ("title", "standfirst")}
    return _page("pages", answers, front, "<!-- The text. -->\n", "write the text")


def _page(
    folder: str, answers: Answers, front: dict[str, Value], body: str, step: str
) -> list[Draft]:
    path = f"content/{folder}/{first(answers, 'name')}.md"
    text = f"---\n{write_yaml(filled({**front, 'status': 'draft'}))}---\n\n{body}"
    return [Draft(path, text, None, "<!--", f"{step}, then delete status: draft")]


def _language_problem(language: str, site: Site) -> str:
    return "" if fallback_chain(language) else f'"{language}" is no code of a language.'


SITE_FIELDS = (
    field("title", "the name of the site", always),
    field(
        "language",
        "a code such as en or pt-BR",
        proposes=lambda answers, site: "en",
        problem=_language_problem,
    ),
    field("publisher", "who answers for it"),
    field("url", "where it will stand: https://example.org/", problem=address_problem),
    field(
        "bare",
        "without an example: settings, a page about the site, build.py",
        is_switch=True,
        is_rare=True,
    ),
)
_FOLDER = Path(__file__).with_name("first_files")
_LANGUAGES = ("en", "ar", "de", "es", "fr", "ru", "uk")
"""Those in which there are texts, each in a folder that is laid out as the site is."""
_ANY_LANGUAGE = {
    "build.py": "build.py.txt",
    ".gitignore": "gitignore.txt",
    "requirements.txt": "requirements.txt",
    ".github/workflows/publish.yml": "publish.yml",
}
"""Files of a site, and where their text stands in the folder ``any``."""
_NOWHERE = "explainer @ git+https://git.example/explainer"
_POLICIES = {"about": "about", "corrections": "corrections-policy", "method": "method"}
_BARE = ("content/pages/about.md", "build.py")


def draft_site(answers: Answers, site: Site) -> list[Draft]:
    """The settings, and in the order of their paths the files of the site, among them the plain
    pages that the settings name. An explainer and its sources are dated ``site.as_of``."""
    language, is_bare = first(answers, "language"), bool(first(answers, "bare"))
    broader = fallback_chain(language)
    texts = next((code for code in broader if code in _LANGUAGES), "en")
    policies = {"about": _POLICIES["about"]} if is_bare else _POLICIES
    said = {name: first(answers, name) for name in ("title", "language", "publisher", "url")}
    settings = write_yaml({**filled(said), "policies": policies})
    if texts not in broader:
        note = f"# The texts beside this file are English; write them in {language}.\n"
        settings = note + settings
    own = _FOLDER / texts
    files = {path.relative_to(own).as_posix(): path for path in own.rglob("*.*")}
    files |= {path: _FOLDER / "any" / name for path, name in _ANY_LANGUAGE.items()}
    words = {
        "title": first(answers, "title"),
        "day": site.as_of.isoformat(),
        "generator": requirement(_direct_url()),
    }
    return [
        Draft("content/site.yaml", settings),
        *(
            Draft(path, Template(file.read_text(encoding="utf-8")).safe_substitute(words))
            for path, file in sorted(files.items())
            if path in _BARE or not is_bare
        ),
    ]


def requirement(direct_url: str) -> str:
    """The line of ``requirements.txt`` that installs this generator again, by what pip has recorded
    of where it came from (PEP 610): a commit, or a wheel that is to lie beside the file. Of a
    folder, which no host has, an address that nobody has stands in its place."""
    found = json.loads(direct_url or "{}")
    url = found.get("url", "")
    if vcs := found.get("vcs_info"):
        return f"explainer @ {vcs['vcs']}+{url}@{vcs['commit_id']}"
    return f"./{url.rpartition('/')[2]}" if url.endswith(".whl") else _NOWHERE


def _direct_url() -> str:
    try:
        return distribution("explainer").read_text("direct_url.json") or ""
    except PackageNotFoundError:  # run from its folder
        return ""
