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

_COMMAND = '''\
"""Build the site in this folder: python build.py [COMMAND] [--help]"""

import sys

if __name__ == "__main__":  # a process that only imports this file builds nothing
    sys.path.append(sys.path.pop(0))  # a module here hides none of Python's or a library's
    import shlex
    from pathlib import Path

    try:
        from explainer.cli import main
        from explainer.config import Extensions
    except ImportError as missing:
        if not missing.name or missing.name.startswith("explainer."):
            raise
        line = f"{missing.name} is missing: use the Python that explainer is installed in"
        print(line, file=sys.stderr)
        sys.exit(2)
    sys.exit(
        main(
            default_site=Path(__file__).resolve().parent,
            command=shlex.join(["python", sys.argv[0]]),
            extensions=Extensions(),
        )
    )
'''


def draft_site(answers: Answers, site: Site) -> Draft:
    from explainer.scaffolding.yaml_writing import write_yaml

    settings = filled({field.name: first(answers, field.name) for field in FIELDS})
    return Draft("content/site.yaml", write_yaml(settings))


def write_command(site: Path) -> Path | None:
    """Write the site's ``build.py`` and return its path, or None if it exists already. Raises
    NotDrafted."""
    path = site / "build.py"
    try:
        with path.open("xb") as file:
            file.write(_COMMAND.encode())
    except FileExistsError:
        return None
    except OSError as error:
        raise NotDrafted(f"cannot write build.py: {error.strerror}", _COMMAND) from error
    return path
