"""Keep the results of parsing and rendering from one build to the next.

Both are pure functions, so the result for the same input can be used again. Diagnostics are part of
a parsed file, so they are reported again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explainer.documents.files.discovery import ContentFile
    from explainer.model.site.content_files import ParsedFile
    from explainer.renderers.files import OutputFile
    from explainer.renderers.html import RenderJob


class Cache:
    """The last result for each path, in memory; for one build at a time."""

    def __init__(self) -> None:
        self._parsed: dict[str, tuple[bytes, ParsedFile]] = {}
        self._rendered: dict[str, tuple[RenderJob, OutputFile]] = {}
        self.parsed = 0
        """How many files were parsed in all."""

    def parse(self, file: ContentFile, data: bytes) -> ParsedFile:
        """The file with these bytes, parsed."""
        from explainer.model.site.content_files import parse_file

        kept = self._parsed.get(file.path)
        if kept and kept[0] == data:
            return kept[1]
        parsed = parse_file(file, data)
        self._parsed[file.path] = data, parsed
        self.parsed += 1
        return parsed

    def render(self, job: RenderJob) -> OutputFile:
        """The job's file; the same object if the job is unchanged. Raises TemplateProblem."""
        from explainer.renderers.html import render

        address = job.page.head.address
        kept = self._rendered.get(address)
        if kept and kept[0] == job:
            return kept[1]
        file = render(job)
        self._rendered[address] = job, file
        return file
