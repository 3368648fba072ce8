"""Explain libyaml's errors in words that help an editor."""

from __future__ import annotations

from collections.abc import Callable

from explainer.diagnostics import Diagnostic
from explainer.documents.data.yaml_failure import QUOTE_IT, Failure, must_be_quoted, shown


def explain(failure: Failure) -> Diagnostic:
    """The one diagnostic for this failure."""
    hidden = failure.hidden_line_end()
    if hidden is not None:
        return failure.report(
            hidden,
            f"the invisible U+{ord(failure.source.text[hidden]):04X} ends a line in YAML",
            "Delete it.",
        )
    if "quoted scalar" in failure.context:
        return _quoted(failure)
    flow = failure.flow_start
    if flow is not None and (failure.begins_text(flow) or failure.trails(flow)):
        return must_be_quoted(failure.source, flow)
    if failure.context in _INDICATORS:
        return must_be_quoted(failure.source, failure.opened)
    if failure.problem.startswith("found") and failure.character == "\t":
        return failure.report(
            failure.at,
            "a tab where YAML needs spaces",
            "Indent with spaces: set your editor to write spaces for tabs.",
        )
    if failure.context == "while scanning a block scalar":
        return _block_header(failure)
    if flow is not None and "flow" in failure.context:
        return _flow(failure, flow)
    return _EXPLANATIONS.get(failure.problem, _other)(failure)


_INDICATORS = {
    "while scanning an alias",
    "while scanning an anchor",
    "while scanning a tag",
    "while parsing a tag",
    "while scanning a directive",
    "while parsing a node",
}


def _quoted(failure: Failure) -> Diagnostic:
    if failure.problem.startswith("found unexpected"):
        quote = failure.source.text[failure.opened]
        return failure.report(
            failure.opened,
            "the quotation mark is never closed",
            f"Write {quote} behind the text as well, or fold the text with `>` instead.",
        )
    backslash = failure.source.text.rfind("\\", failure.opened, failure.at + 1)
    escape = failure.source.text[backslash : max(backslash + 2, failure.at)]
    return failure.report(
        backslash,
        f"`{shown(escape)}` is no escape that YAML knows",
        "In double quotes a backslash is written `\\\\`; in single quotes it stands for itself.",
        len(escape),
    )


def _block_header(failure: Failure) -> Diagnostic:
    sign = failure.source.text[failure.opened]
    return failure.report(
        failure.opened,
        f"`{sign}` must end its line",
        f"Put the text below `{sign}`, indented; a text that begins with `{sign}` must be quoted.",
    )


def _flow(failure: Failure, flow: int) -> Diagnostic:
    """An error in ``[...]`` or ``{...}``: it is never closed, or something in it is not allowed."""
    if failure.character and failure.character in "@`%":
        return must_be_quoted(failure.source, failure.at)
    if failure.problem == "did not find expected node content" and failure.character:
        return failure.report(
            failure.at,
            f"`{failure.character}` stands where a value should",
            "Delete it, or quote the text that it belongs to.",
        )
    opened = failure.opened
    if failure.source.text[opened : opened + 1] not in ("{", "["):
        opened = flow
    bracket = failure.source.text[opened]
    close = "}" if bracket == "{" else "]"
    in_line = failure.source.line_at(failure.at)[failure.column(failure.at) - 1 :]
    if failure.line(opened) == failure.line(failure.at) and close in in_line:
        return failure.report(
            failure.at,
            f"a comma or `{close}` should stand before `{shown(failure.word)}`",
            "Separate what stands in brackets by commas, and quote what holds more than words.",
        )
    return failure.report(
        opened,
        f"`{bracket}` is never closed",
        f"Close it with `{close}`. {QUOTE_IT}",
    )


def _no_value_here(failure: Failure) -> Diagnostic:
    """A second colon in a line, or one in a line that belongs to the text above."""
    scalar, source = failure.scalar, failure.source
    if scalar is None or failure.line(scalar.start) == failure.line(failure.at):
        return failure.report(
            failure.at,
            "a second `: ` in one line",
            "If the colon belongs to the text, quote the whole text or fold it with `>`.",
        )
    line = source.line_at(failure.at)
    first = failure.at - failure.column(failure.at) + 1 + len(line) - len(line.lstrip())
    if scalar.style:
        return _stray(failure)
    if failure.column(scalar.start) == failure.column(first):
        word = source.line_at(scalar.start)[failure.column(scalar.start) - 1 :].rstrip()
        return _no_colon(failure, scalar.start, word)
    above = source.line_at(scalar.start)
    indent = above[: len(above) - len(above.lstrip())]
    odd = next((index for index, sign in enumerate(indent) if sign != " "), None)
    if odd is not None:
        return failure.report(
            scalar.start - failure.column(scalar.start) + 1 + odd,
            f"the invisible U+{ord(indent[odd]):04X} is no space in YAML",
            "Write ordinary spaces before the key.",
        )
    key = source.text[first : failure.at]
    return failure.report(
        first,
        f"`{shown(key)}` is indented as if it went on with the text above",
        "Keys that belong together begin in the same column.",
        len(key),
    )


def _no_colon(failure: Failure, at: int, word: str) -> Diagnostic:
    key, colon, text = word.partition(":")
    if colon and text:
        return failure.report(
            at + len(key),
            "a space is missing behind the colon",
            f"Write `{shown(f'{key}: {text}')}`.",
        )
    return failure.report(
        at,
        f"`{shown(word)}` has no colon and belongs to no key",
        "Write `key: value`. A text that goes on is indented further than its key.",
        len(word),
    )


def _simple_key(failure: Failure) -> Diagnostic:
    line = failure.source.line_at(failure.opened)
    return _no_colon(failure, failure.opened, line[failure.column(failure.opened) - 1 :].rstrip())


def _misplaced(failure: Failure) -> Diagnostic:
    """Something where a key, an item or the end was expected."""
    if not failure.is_first_in_line:
        return _stray(failure)
    word = failure.word
    if failure.at >= failure.end or not word:
        return failure.report(failure.at, "the file ends in the middle of something", QUOTE_IT)
    in_list = failure.context == "while parsing a block collection"
    if not failure.context:
        message = "does not go on with what stands above"
        hint = "Keys that belong together begin in the same column."
    elif failure.column(failure.at) == failure.column(failure.opened):
        if in_list:
            message, hint = "stands beside list items without `- `", "Begin it with `- `"
        elif word == "-" or word.startswith("- "):
            message, hint = "is a list item beside keys", "Put it under the key it belongs to"
        elif word.startswith(":"):
            return failure.report(failure.at, "a key is missing before `:`", QUOTE_IT)
        else:
            message, hint = "cannot stand here", "Write `key: value`"
        hint += ", or indent it to match what it belongs to."
    else:
        message = "is indented like nothing above it"
        hint = "What belongs together begins in the same column; indent with spaces."
    return failure.report(failure.at, f"`{shown(word)}` {message}", hint, len(word))


def _stray(failure: Failure) -> Diagnostic:
    """Text after a value that was already complete."""
    scalar, word = failure.scalar, failure.word
    if scalar is not None and scalar.style in ("'", '"'):
        if failure.line(scalar.start) != failure.line(scalar.end):
            return failure.report(
                scalar.start,
                f"the quotation mark is closed only in line {failure.line(scalar.end)}",
                f"Write {scalar.style} at the end of the text that it opens.",
            )
        other = "single" if scalar.style == '"' else "double"
        return failure.report(
            failure.at,
            f"`{shown(word)}` follows a closing quotation mark",
            f"Quote the whole text, in {other} quotes if it holds {scalar.style}, "
            "or fold it with `>`.",
            len(word),
        )
    if not word:
        return failure.report(failure.at, "the file ends in the middle of something", QUOTE_IT)
    if word[0] in "]}":
        hint = f"Delete it. {QUOTE_IT}"
        return failure.report(failure.at, f"`{word[0]}` closes nothing", hint)
    return failure.report(failure.at, f"`{shown(word)}` cannot stand here", QUOTE_IT, len(word))


def _colon_in_brackets(failure: Failure) -> Diagnostic:
    return failure.report(
        failure.at,
        "a colon in brackets needs a space behind it",
        "Write `key: value`, or quote the text that the colon belongs to.",
    )


def _item_in_line(failure: Failure) -> Diagnostic:
    return failure.report(
        failure.at,
        "a list cannot begin behind its key",
        "Put the list below the key, or quote the text if it begins with `-`.",
    )


def _cannot_begin(failure: Failure) -> Diagnostic:
    return must_be_quoted(failure.source, failure.at)


def _unreadable(failure: Failure) -> Diagnostic:
    code = f"U+{ord(failure.character):04X}" if failure.character else "at the end"
    return failure.report(failure.at, f"YAML cannot read the character {code}", "Delete it.")


def _other(failure: Failure) -> Diagnostic:
    said = ", ".join(filter(None, (failure.context, failure.problem)))
    return failure.report(failure.at, f"this is not YAML ({said})", QUOTE_IT)


_EXPLANATIONS: dict[str, Callable[[Failure], Diagnostic]] = {
    "unreadable character": _unreadable,
    "found character that cannot start any token": _cannot_begin,
    "mapping values are not allowed in this context": _no_value_here,
    "mapping keys are not allowed in this context": _cannot_begin,
    "block sequence entries are not allowed in this context": _item_in_line,
    "could not find expected ':'": _simple_key,
    "found unexpected ':'": _colon_in_brackets,
    "did not find expected node content": _cannot_begin,
    "did not find expected key": _misplaced,
    "did not find expected '-' indicator": _misplaced,
    "did not find expected <document start>": _misplaced,
}
