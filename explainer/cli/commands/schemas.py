"""Write the JSON Schemas with which text editors complete, explain and underline."""

from __future__ import annotations

from pathlib import Path

from explainer.cli.request import Request
from explainer.cli.terminal import shown
from explainer.config import SCHEMAS, Refused
from explainer.schemas.files import schema_files


def run(request: Request) -> None:
    site = request.config.site
    folder = Path(request.options.folder or site / SCHEMAS)
    if not request.options.folder and not folder.resolve().is_relative_to(site.resolve()):
        raise Refused(f"{SCHEMAS}/ leads out of the site.")
    files = schema_files()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            file = folder / name
            if file.is_symlink():  # its target may be anywhere
                file.unlink()
            file.write_bytes(data)
    except OSError as error:
        raise Refused(f"cannot write {error.filename}: {error.strerror}") from error
    request.remark(f"Wrote {len(files)} schemas into {shown(folder)}")
