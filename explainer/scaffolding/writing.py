"""Drafts on disk: new files, and new ends of old ones, in content/ and nowhere else."""

from __future__ import annotations

from pathlib import Path

from explainer.scaffolding.drafts import Draft, NotDrafted


def write_draft(site: Path, draft: Draft) -> None:
    """Raises NotDrafted where a file of that name stands already, where it is no longer what
    it was when it was read, and where it would lie outside ``content/``."""
    target = site / draft.path
    _check_place(site, target, draft)
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


def _check_place(site: Path, target: Path, draft: Draft) -> None:
    """A link may lead anywhere."""
    content = (site / "content").resolve()
    inside = content.is_relative_to(site.resolve())
    if not (inside and target.resolve().is_relative_to(content)):
        raise NotDrafted(f"{draft.path} leads out of content/", draft.addition)
