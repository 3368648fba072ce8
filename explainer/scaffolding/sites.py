"""The first file of a new site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.scaffolding.drafts import Draft
from explainer.scaffolding.fields import Answers, Field, always, first

if TYPE_CHECKING:
    from explainer.model.site.site import Site

FIELDS = (
    Field(name="title", about="the name of the site", required=always),
    Field(name="language", about="a code such as en or pt-BR", proposes=lambda answers, site: "en"),
    Field(name="publisher", about="who answers for it"),
    Field(name="url", about="where it will stand: https://example.org/"),
)


def draft_site(answers: Answers, site: Site) -> Draft:
    from explainer.scaffolding.yaml_writing import write_yaml

    settings = {field.name: found for field in FIELDS if (found := first(answers, field.name))}
    return Draft("content/site.yaml", write_yaml(settings))
