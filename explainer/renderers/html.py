"""Pages become HTML: one resolved page, the frame around it, and the templates make one file.

``render`` is pure, and a job is a plain value that pickles, so that jobs can be rendered in
any process on any machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from explainer.addresses import output_path, relative
from explainer.diagnostics import Diagnostic
from explainer.renderers.files import OutputFile
from explainer.renderers.given import Given
from explainer.renderers.headers import CONTENT_SECURITY_POLICY
from explainer.renderers.metadata import page_metadata
from explainer.renderers.structured_data import structured_data
from explainer.renderers.templates import TemplateProblem, Templates, load_templates
from explainer.resolve.published.frame import Chrome
from explainer.resolve.published.pages import NotFoundPage, Page

__all__ = [
    "OutputFile",
    "RenderJob",
    "TemplateProblem",
    "Templates",
    "check_templates",
    "load_templates",
    "render",
]


@dataclass(frozen=True, slots=True)
class RenderJob:
    """All that one HTML file depends on."""

    page: Page
    chrome: Chrome
    templates: Templates


def render(job: RenderJob) -> OutputFile:
    """The page's file, in UTF-8.

    Raises TemplateProblem where the template fails.
    """
    from explainer.renderers.template_environment import (
        IMPORTS,
        Imports,
        locate,
        template_environment,
    )

    page, head, link = job.page, job.page.head, _links(job)
    environment = template_environment(job.templates, head.language)
    given: Given = {
        "page": page,
        "head": head,
        "chrome": job.chrome,
        "link": link,
        "structured_data": structured_data(page, job.chrome, link),
        "metadata": page_metadata(page, job.chrome),
        "content_security_policy": Markup(CONTENT_SECURITY_POLICY),
    }
    try:
        text = environment.get_template(page.template).render(
            {**given, IMPORTS: Imports(frozenset(given))}
        )
    except Exception as error:
        raise TemplateProblem(locate(error, job.templates, page.template)) from None
    return OutputFile(output_path(head.address), text.encode())


def check_templates(templates: Templates, language: str = "en") -> tuple[Diagnostic, ...]:
    """What cannot be read in any template, used or not; a fault that only shows when a page
    is rendered is TemplateProblem's."""
    from explainer.renderers.template_environment import syntax_problems

    return syntax_problems(templates, language)


def _links(job: RenderJob) -> Callable[[str], str]:
    """From an address to the link that leads there from this page.

    A page that is not found is shown at any address, so its links start at the site's base.
    """
    if isinstance(job.page, NotFoundPage):
        base = job.chrome.base.rstrip("/")
        return lambda address: f"{base}/{address}"
    return partial(relative, job.page.head.address)
