"""The first files of a new site: its settings, and the command that builds it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from explainer.scaffolding.drafts import Draft, NotDrafted
from explainer.scaffolding.fields import Answers, Field, always, filled, first

if TYPE_CHECKING:
    from explainer.model.site.site import Site

FIELDS = (
    Field(name="title", about="the name of the site", required=always),
    Field(name="language", about="a code such as en or pt-BR", proposes=lambda answers, site: "en"),
    Field(name="publisher", about="who answers for it"),
    Field(name="url", about="where it will stand: https://example.org/"),
)


def draft_site(answers: Answers, site: Site) -> Draft:
    from explainer.scaffolding.yaml_files import write_yaml

    settings = filled({field.name: first(answers, field.name) for field in FIELDS})
    return Draft("content/site.yaml", write_yaml(settings))


def write_command(site: Path) -> Path | None:
    """Write the site's ``build.py`` and return its path, or None if it exists already. Raises
    NotDrafted."""
    path = site / "build.py"
    command = Path(__file__).with_name("build.py.txt").read_text(encoding="utf-8")
    try:
        with path.open("xb") as file:
            file.write(command.encode())
    except FileExistsError:
        return None
    except OSError as error:
        raise NotDrafted(f"cannot write build.py: {error.strerror}", command) from error
    return path
