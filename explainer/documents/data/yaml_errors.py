"""Explain libyaml's errors in words that help an editor."""

from __future__ import annotations

import re

from explainer.diagnostics import Diagnostic
from explainer.documents.data.yaml_failure import QUOTE_IT, Failure, must_be_quoted, shown

_CONFLICT = re.compile(r"<{7} |={7}\s*$|>{7} ")
_CONFLICT_HINT = "Keep one of the two versions, and delete the lines of the marks."
_COMMENT = re.compile(r"[\s\[{,]#")
_KEY_BEHIND = re.compile(r"\s([a-z_]+)$")
_MIDDLE = "the file ends in the middle of something"
_INDICATORS = ("scanning an alias", "scanning an anchor", "scanning a tag", "parsing a tag")
_OTHERS = ("scanning a directive", "parsing a node")
_CANNOT_BEGIN = ("character that cannot start", "keys are not allowed", "expected node content")
_MISPLACED = ("expected key", "expected '-' indicator", "expected <document start>")


def explain(failure: Failure) -> Diagnostic:
    """The one diagnostic for this failure."""
    problem, context, flow = failure.problem, failure.context, failure.flow_start
    hidden = failure.hidden_line_end()
    if hidden is not None:
        message = f"the invisible U+{ord(failure.source.text[hidden]):04X} ends a line in YAML"
        return failure.report(message, "Delete it.", hidden)
    line = failure.rest_of_line(failure.opened)
    if _CONFLICT.match(line):
        return failure.report_word(line, "marks a conflict of Git", _CONFLICT_HINT, failure.opened)
    if "quoted scalar" in context:
        return _quoted(failure)
    if flow is not None and failure.is_text(flow):
        return must_be_quoted(failure.source, flow)
    if context.endswith((*_INDICATORS, *_OTHERS)):
        return must_be_quoted(failure.source, failure.opened)
    if problem.startswith("found") and failure.character == "\t":
        hint = "Indent with spaces: set your editor to write spaces for tabs."
        return failure.report("a tab where YAML needs spaces", hint)
    if context == "while scanning a block scalar":
        sign = failure.source.text[failure.opened]
        hint = f"Put the text below `{sign}`, indented; a text that begins with `{sign}`"
        return failure.report(
            f"`{sign}` must end its line", f"{hint} must be quoted.", failure.opened
        )
    if flow is not None and "flow" in context:
        return _flow(failure, flow)
    if any(words in problem for words in _CANNOT_BEGIN):
        return must_be_quoted(failure.source, failure.at)
    if problem.endswith(_MISPLACED):
        return _misplaced(failure)
    return _other(failure)


def _other(failure: Failure) -> Diagnostic:
    """The diagnostic for a failure that its ``problem`` alone explains."""
    match failure.problem:
        case "mapping values are not allowed in this context":
            return _no_value_here(failure)
        case "could not find expected ':'":
            return _no_colon(failure, failure.opened)
        case "found unexpected ':'":
            message = "a colon in brackets needs a space behind it"
            hint = "Write `key: value`, or quote the text that the colon belongs to."
        case "block sequence entries are not allowed in this context":
            message = "a list cannot begin behind its key"
            hint = "Put the list below the key, or quote the text if it begins with `-`."
        case "unreadable character":
            sign = failure.character
            code = f"U+{ord(sign):04X}" if sign else "at the end"
            message, hint = f"YAML cannot read the character {code}", "Delete it."
        case _:
            said = ", ".join(filter(None, (failure.context, failure.problem)))
            message, hint = f"this is not YAML ({said})", QUOTE_IT
    return failure.report(message, hint)


def _quoted(failure: Failure) -> Diagnostic:
    text, opened = failure.source.text, failure.opened
    if failure.problem.startswith("found unexpected"):
        hint = f"Write {text[opened]} behind the text as well, or fold the text with `>` instead."
        return failure.report("the quotation mark is never closed", hint, opened)
    backslash = text.rfind("\\", opened, failure.at + 1)
    escape = text[backslash : max(backslash + 2, failure.at)]
    hint = "In double quotes a backslash is written `\\\\`; in single quotes it stands for itself."
    return failure.report_word(escape, "is no escape that YAML knows", hint, backslash)


def _flow(failure: Failure, flow: int) -> Diagnostic:
    """An error in ``[...]`` or ``{...}``: it is never closed, or something in it is not allowed."""
    character, text, opened = failure.character, failure.source.text, failure.opened
    if failure.problem == "did not find expected node content" and character:
        hint = "Delete it, or quote the text that it belongs to."
        return failure.report(f"`{character}` stands where a value should", hint)
    if (
        character == ":"
        and not failure.is_first_in_line
        and failure.line(flow) == failure.line(failure.at)
    ):
        hint = "Quote the whole text that the second colon belongs to."
        if key := _KEY_BEHIND.search(text, 0, failure.at):
            hint = f"Put a comma before `{key[1]}`, or {hint[0].lower()}{hint[1:]}"
        return failure.report("a second `: ` in one text", hint)
    if text[opened : opened + 1] not in ("{", "["):
        opened = flow
    close = "}" if text[opened] == "{" else "]"
    if failure.line(opened) == failure.line(failure.at) and close in failure.word:
        message = f"a comma or `{close}` should stand before `{shown(failure.word)}`"
        hint = "Separate what stands in brackets by commas, and quote what holds more than words."
        return failure.report(message, hint)
    message = f"`{text[opened]}` is never closed"
    if _COMMENT.search(failure.rest_of_line(opened)):
        return failure.report(message, "A # begins a comment here: delete or quote it.", opened)
    return failure.report(message, f"Close it with `{close}`. {QUOTE_IT}", opened)


def _no_value_here(failure: Failure) -> Diagnostic:
    """A second colon in a line, or one in a line that belongs to the text above."""
    scalar, source = failure.scalar, failure.source
    if scalar is None or failure.line(scalar.start) == failure.line(failure.at):
        hint = "If the colon belongs to the text, quote the whole text or fold it with `>`."
        return failure.report("a second `: ` in one line", hint)
    if scalar.style:
        return _stray(failure)
    line = source.line_at(failure.at)
    first = failure.at - failure.column(failure.at) + 1 + len(line) - len(line.lstrip())
    if failure.column(scalar.start) == failure.column(first):
        return _no_colon(failure, scalar.start)
    above = source.line_at(scalar.start)
    indent = above[: len(above) - len(above.lstrip())]
    odd = next((index for index, sign in enumerate(indent) if sign != " "), None)
    if odd is not None:
        message = f"the invisible U+{ord(indent[odd]):04X} is no space in YAML"
        place = scalar.start - failure.column(scalar.start) + 1 + odd
        return failure.report(message, "Write ordinary spaces before the key.", place)
    message = "is indented as if it went on with the text above"
    hint = "Keys that belong together begin in the same column."
    return failure.report_word(source.text[first : failure.at], message, hint, first)


def _no_colon(failure: Failure, at: int) -> Diagnostic:
    word = failure.rest_of_line(at)
    key, colon, text = word.partition(":")
    if colon and text:
        hint = f"Write `{shown(f'{key}: {text}')}`."
        return failure.report("a space is missing behind the colon", hint, at + len(key))
    hint = "Write `key: value`. A text that goes on is indented further than its key."
    return failure.report_word(word, "has no colon and belongs to no key", hint, at)


def _misplaced(failure: Failure) -> Diagnostic:
    """Something where a key, an item or the end was expected."""
    if not failure.is_first_in_line:
        return _stray(failure)
    word = failure.word
    if failure.at >= failure.end or not word:
        return failure.report(_MIDDLE, QUOTE_IT)
    if not failure.context:
        message = "does not go on with what stands above"
        hint = "Keys that belong together begin in the same column."
    elif failure.column(failure.at) == failure.column(failure.opened):
        if failure.context == "while parsing a block collection":
            message, hint = "stands beside list items without `- `", "Begin it with `- `"
        elif word == "-" or word.startswith("- "):
            message, hint = "is a list item beside keys", "Put it under the key it belongs to"
        elif word.startswith(":"):
            return failure.report("a key is missing before `:`", QUOTE_IT)
        else:
            message, hint = "cannot stand here", "Write `key: value`"
        hint += ", or indent it to match what it belongs to."
    else:
        message = "is indented like nothing above it"
        hint = "What belongs together begins in the same column; indent with spaces."
    return failure.report_word(word, message, hint)


def _stray(failure: Failure) -> Diagnostic:
    """Text after a value that was already complete."""
    scalar, word = failure.scalar, failure.word
    if scalar is not None and scalar.style in ("'", '"'):
        if failure.line(scalar.start) != (line := failure.line(scalar.end)):
            message = f"the quotation mark is closed only in line {line}"
            hint = f"Write {scalar.style} at the end of the text that it opens."
            return failure.report(message, hint, scalar.start)
        other = "single" if scalar.style == '"' else "double"
        hint = f"Quote the whole text, in {other} quotes if it holds {scalar.style}, "
        return failure.report_word(
            word, "follows a closing quotation mark", f"{hint}or fold it with `>`."
        )
    if not word:
        return failure.report(_MIDDLE, QUOTE_IT)
    if word[0] in "]}":
        return failure.report(f"`{word[0]}` closes nothing", f"Delete it. {QUOTE_IT}")
    return failure.report_word(word, "cannot stand here", QUOTE_IT)
