"""Writing a site's files: only what changed, each file whole, nothing that is not ours.

A manifest in the output folder lists what was written there; only files it lists are ever
replaced or removed. Before the first new file is written the manifest is widened by the
new paths, and it is narrowed to them last, so whenever a build is killed the next one knows
every file and completes the work. A manifest that cannot be read, or that lists a path no
build would write, counts as none at all: then the folder's files are strangers, and refused.
"""

from __future__ import annotations

from explainer.output.known_files import KnownFiles
from explainer.output.manifest import MANIFEST
from explainer.output.refusals import OutputRefused, check_output_folder
from explainer.output.writing import WriteReport, write_output
from explainer.renderers.files import OutputFile

__all__ = [
    "MANIFEST",
    "KnownFiles",
    "OutputFile",
    "OutputRefused",
    "WriteReport",
    "check_output_folder",
    "write_output",
]
