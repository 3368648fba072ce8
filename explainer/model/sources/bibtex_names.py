"""Names as BibTeX and BibLaTeX write them -> the parts of names in CSL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from explainer.documents.data.nodes import Scalar
from explainer.model.sources.csl import family_comes_first

_WHOLE = re.compile(r"\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}\s*")
_NAME_PART = re.compile(
    r'(?<![a-z])(family|given|prefix|suffix)\s*=\s*("[^"]*"|\{[^{}]*\}|[^,]*)', re.IGNORECASE
)


def read_names(written: Scalar, read: Callable[[Scalar], str]) -> Iterator[dict[str, str]]:
    """The parts of each name in a field, by CSL's words; ``read`` gives the text of LaTeX."""
    from bibtexparser.middlewares.names import (
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    def text(*words: str) -> str:
        return read(Scalar(written.start, written.end, " ".join(words)))

    for listed in split_multiple_persons_names(" ".join(written.value.split())):
        name = re.sub(r" [0-9]{4}\Z", "", listed)  # DBLP's number for one of several
        if name.casefold() == "others":
            yield {"literal": "et al."}
        elif re.match(r'"?(?:family|given)\s*=', name, re.IGNORECASE):
            parts = {
                part.lower(): text(word.strip('" ')) for part, word in _NAME_PART.findall(name)
            }
            parts["non-dropping-particle"] = parts.pop("prefix", "")
            yield {part: word for part, word in parts.items() if word}
        elif whole := _WHOLE.fullmatch(name):
            yield {"literal": text(whole[1])}
        elif family_comes_first(name) and " " in name:
            family, given = name.split(" ", 1)
            yield {"family": family, "given": given}
        elif re.sub(r"\{[^{}]*\}", "", name).count(",") > 2:
            yield {"literal": text(name)}  # several names, without the "and" between them
        else:
            found = parse_single_name_into_parts(name, strict=False)
            parts = {
                "family": text(*found.last), "given": text(*found.first),
                "non-dropping-particle": text(*found.von), "suffix": text(*found.jr),
            }  # fmt: skip
            if not parts["given"] and not found.von:
                parts = {"literal": parts["family"]}
            yield {part: word for part, word in parts.items() if word}
