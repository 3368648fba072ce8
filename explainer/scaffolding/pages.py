"""A new explainer and a new plain page, drafts unless their editor says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.scaffolding.drafts import Draft
from explainer.scaffolding.fields import Answers, Field, always, filled, first
from explainer.scaffolding.names import name_from, page_name_problem

if TYPE_CHECKING:
    from explainer.model.site.site import Site
    from explainer.scaffolding.yaml_files import Value

_TITLE = Field(name="title", about="as readers see it", required=always)
_NAME = Field(
    name="name",
    about="its address: a to z, digits and hyphens",
    required=always,
    proposes=lambda answers, site: name_from(first(answers, "title")),
    problem=page_name_problem,
)
_STANDFIRST = Field(name="standfirst", about="one sentence below the title")
_STATUS = Field(
    name="status",
    about="a draft is in no output before it is published",
    proposes=lambda answers, site: "draft",
    choices=("draft", "published"),
    is_rare=True,
)

EXPLAINER_FIELDS = (
    _TITLE,
    _NAME,
    Field(name="question", about="its questions, each a heading", required=always, many=True),
    _STANDFIRST,
    Field(name="author", about="ids of people in content/people.yaml", many=True),
    Field(name="topic", about="a to z, digits and hyphens", many=True),
    _STATUS,
)
PAGE_FIELDS = (_TITLE, _NAME, _STANDFIRST, _STATUS)


def draft_explainer(answers: Answers, site: Site) -> Draft:
    """An explainer dated ``site.as_of``, with a comment below each question for its answer."""
    day = site.as_of.isoformat()
    front: dict[str, Value] = {
        "title": first(answers, "title"),
        "standfirst": first(answers, "standfirst"),
        "authors": answers.get("author", ()),
        "published": day,
        "researched": day,
        "topics": answers.get("topic", ()),
        "status": first(answers, "status"),
    }
    questions = "\n".join(
        f"## {_heading(question)}\n\n<!-- The answer in one sentence, then what it rests on. -->\n"
        for question in answers.get("question", ())
    )
    path = f"content/explainers/{first(answers, 'name')}.md"
    return _page(path, front, questions, "write the first answer")


def draft_page(answers: Answers, site: Site) -> Draft:
    front: dict[str, Value] = {
        name: first(answers, name) for name in ("title", "standfirst", "status")
    }
    path = f"content/pages/{first(answers, 'name')}.md"
    return _page(path, front, "<!-- The text. -->\n", "write the text")


def _page(path: str, front: dict[str, Value], body: str, step: str) -> Draft:
    from explainer.scaffolding.yaml_files import write_yaml

    text = f"---\n{write_yaml(filled(front))}---\n\n{body}"
    line = text.partition("<!--")[0].count("\n") + 1
    publish = ", then delete status: draft" if front["status"] == "draft" else ""
    return Draft(path, text, None, line, f"{step}{publish}")


def _heading(question: str) -> str:
    """A question without the number signs with which a heading starts."""
    return question.lstrip("# ")
