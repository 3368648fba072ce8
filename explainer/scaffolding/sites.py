"""A new site: its settings, and the files that it begins with, which stand in ``first_files/``."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from explainer.languages.locales import fallback_chain
from explainer.scaffolding.drafts import Draft
from explainer.scaffolding.fields import Answers, Field, always, filled, first
from explainer.scaffolding.names import address_problem

if TYPE_CHECKING:
    from explainer.model.site.site import Site


def _language_problem(language: str, site: Site) -> str:
    return "" if fallback_chain(language) else f'"{language}" is no code of a language.'


SITE_FIELDS = (
    Field(name="title", about="the name of the site", required=always),
    Field(
        name="language",
        about="a code such as en or pt-BR",
        proposes=lambda answers, site: "en",
        problem=_language_problem,
    ),
    Field(name="publisher", about="who answers for it"),
    Field(name="url", about="where it will stand: https://example.org/", problem=address_problem),
    Field(
        name="bare",
        about="without an example: settings, a page about the site, build.py",
        is_switch=True,
        is_rare=True,
    ),
)
_FOLDER = Path(__file__).with_name("first_files")
_LANGUAGES = ("en", "de", "ru")
"""Those in which there are texts, each in a folder that is laid out as the site is."""
_ANY_LANGUAGE = {
    "build.py": "build.py.txt",
    ".gitignore": "gitignore.txt",
    "requirements.txt": "requirements.txt",
    ".github/workflows/publish.yml": "publish.yml",
}
"""Files of a site, and where their text stands in the folder ``any``."""
_POLICIES = {"about": "about", "corrections": "corrections-policy", "method": "method"}
_BARE = ("content/pages/about.md", "build.py")


def draft_site(answers: Answers, site: Site) -> Draft:
    """The settings, which name the plain pages that ``first_files`` drafts."""
    from explainer.scaffolding.yaml_files import write_yaml

    policies = {"about": _POLICIES["about"]} if first(answers, "bare") else _POLICIES
    said = {name: first(answers, name) for name in ("title", "language", "publisher", "url")}
    settings = write_yaml({**filled(said), "policies": policies})
    language = first(answers, "language")
    if _language_of_texts(language) not in fallback_chain(language):
        settings = (
            f"# The texts beside this file are English; write them in {language}.\n{settings}"
        )
    return Draft("content/site.yaml", settings)


def first_files(answers: Answers, site: Site) -> list[Draft]:
    """All other files of a new site, in the order of their paths; an explainer and its sources are
    dated ``site.as_of``."""
    own = _FOLDER / _language_of_texts(first(answers, "language"))
    files = {path.relative_to(own).as_posix(): path for path in own.rglob("*.*")}
    files |= {path: _FOLDER / "any" / name for path, name in _ANY_LANGUAGE.items()}
    words = {"title": first(answers, "title"), "day": site.as_of.isoformat()}
    return [
        Draft(path, Template(file.read_text(encoding="utf-8")).safe_substitute(words))
        for path, file in sorted(files.items())
        if path in _BARE or not first(answers, "bare")
    ]


def _language_of_texts(language: str) -> str:
    return next((code for code in fallback_chain(language) if code in _LANGUAGES), "en")
