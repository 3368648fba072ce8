"""Say why a file was made again, or was not."""

from __future__ import annotations

from explainer.making.memory import Inputs, PageRecord
from explainer.resolve.lookups import Answers, in_words

_MOST_NAMED = 8
LOST = "written again as it was made before: it was missing in the output, or had been changed"


def reason(last: PageRecord | None, inputs: Inputs, answers: Answers | None) -> str:
    """Why a file is made from ``inputs`` and from what it looks up in ``answers``, or is taken over
    from ``last``, how it was made last."""
    if last is None:
        return (
            "made, since nothing is kept of it: it is new, or the cache is, or the generator or a "
            "library has changed"
        )
    looked_up = answers.changed(last.asked, last.answers) if answers else []
    names = [name for name in (*inputs, *last.inputs) if inputs.get(name) != last.inputs.get(name)]
    changed = [*dict.fromkeys(names), *map(in_words, looked_up)]
    if changed:
        more = f" and {len(changed) - _MOST_NAMED} more" if len(changed) > _MOST_NAMED else ""
        return f"made again, since this has changed: {', '.join(changed[:_MOST_NAMED])}{more}"
    count = len(last.asked.split("\1")) if last.asked else 0
    things = f" and {count} things that it looks up" if count else ""
    return f"not made again: {', '.join(inputs)}{things} are as they were"
