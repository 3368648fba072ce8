"""Drafts on disk: new files, and additions to files, in content/ only."""

from __future__ import annotations

from pathlib import Path

from explainer.scaffolding.drafts import Draft, NotDrafted


def write_draft(site: Path, draft: Draft) -> None:
    """Write a draft. Raises NotDrafted if a new file exists already, if an old one has changed
    since it was read, and if the path leads out of ``content/``."""
    target = site / draft.path
    content = (site / "content").resolve()
    if not (content.is_relative_to(site.resolve()) and target.resolve().is_relative_to(content)):
        raise NotDrafted(f"{draft.path} leads out of content/", draft.addition)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if draft.before is None:
            with target.open("xb") as new:
                new.write(draft.addition.encode())
            return
        with target.open("r+b") as old:
            if old.read().removeprefix(b"\xef\xbb\xbf") != draft.before.encode():
                raise NotDrafted(f"{draft.path} has changed meanwhile; try again", draft.addition)
            old.write(draft.addition.encode())
    except FileExistsError:
        raise NotDrafted(f"{draft.path} is there already", draft.addition) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotDrafted(f"cannot write {draft.path}: {reason}", draft.addition) from error
