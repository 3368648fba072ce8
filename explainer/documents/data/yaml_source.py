"""Parse YAML into nodes with positions, in one pass over libyaml's events.

Scalars stay text. Repeated keys, anchors, aliases, tags and deep nesting are errors.
"""

from __future__ import annotations

import re

import yaml
from msgspec import Struct

from explainer.diagnostics import Diagnostic
from explainer.documents.data import nodes, yaml_failure
from explainer.documents.data.yaml_errors import explain
from explainer.documents.data.yaml_failure import QUOTE_IT, shown
from explainer.documents.files.source_text import SourceText

_MOST_FINDINGS = 100
_KEY_ALONE = re.compile(r"\s*[,}]")
_REST = re.compile(r"[^\n}]*?(?=\s*,\s*[\w.-]+:\s|\s*[}\n])")


def parse_yaml(
    source: SourceText, start: int = 0, end: int | None = None
) -> tuple[nodes.Node | None, tuple[Diagnostic, ...]]:
    """The document in ``text[start:end]`` as nodes, and diagnostics.

    An empty document is None without a diagnostic. If the syntax is broken, the node is None. With
    other errors the node is what could be read: enough to find further mistakes, not to build from.
    """
    return _Parse(source, start, len(source.text) if end is None else end).run()


class _Open(Struct, kw_only=True):
    """A mapping or list that has not ended yet."""

    start: int
    is_mapping: bool
    is_flow: bool
    # Errors within are not reported: the whole was refused, or its meaning is unclear.
    muted: bool = False
    # It stands where a text or a key should, which has been reported.
    is_refused: bool = False
    key: nodes.Scalar | None = None
    # A refused key was dropped; its value is dropped with it.
    drops_value: bool = False
    # The last key was a repeated one; repeated keys right after it belong to the same mistake.
    repeats: bool = False
    # The last key stood alone, without a colon.
    is_cut: bool = False
    seen: dict[str, nodes.Scalar] = {}
    pairs: list[tuple[nodes.Scalar, nodes.Node]] = []
    items: list[nodes.Node] = []

    @property
    def awaits_key(self) -> bool:
        return self.is_mapping and self.key is None and not self.drops_value


class _Parse:
    """The state of the pass between two events."""

    def __init__(self, source: SourceText, start: int, end: int) -> None:
        self.source, self.start, self.end = source, start, end
        self.base = start + source.text.startswith("\ufeff", start, end)  # libyaml skips it
        self.root: nodes.Node | None = None
        self.open: list[_Open] = []
        self.findings: list[Diagnostic] = []
        self.documents = 0
        self.content_end = start
        self.last_scalar: nodes.Scalar | None = None
        self.flow_start: int | None = None
        # The end of what was refused last: -1 if nothing was, ``end`` while it is still open.
        self.refused_end = -1

    def run(self) -> tuple[nodes.Node | None, tuple[Diagnostic, ...]]:
        try:
            for event in yaml.parse(self.source.text[self.start : self.end], Loader=yaml.CLoader):
                if not self._take(event) or len(self.findings) >= _MOST_FINDINGS:
                    return None, tuple(self.findings)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            stopped = self.base if mark is None else self.base + mark.index
            closed = yaml_failure.wrongly_closed(self.source, self.start, stopped)
            if closed:
                self.findings += [closed] if closed not in self.findings else []
            elif mark is None or not self._is_reported(stopped):
                read = (self.content_end, self.flow_start, self.last_scalar)
                failure = yaml_failure.Failure(error, self.source, (self.base, self.end), *read)
                self.findings.append(explain(failure))
            return None, tuple(self.findings)
        root = self.root
        is_empty = isinstance(root, nodes.Scalar) and root.is_empty
        return None if is_empty else root, tuple(self.findings)

    def _take(self, event: yaml.Event) -> bool:
        """Handle one event; return False if the rest cannot be parsed."""
        at = self.base + event.start_mark.index  # type: ignore[union-attr]  # libyaml has both
        end = self.base + event.end_mark.index  # type: ignore[union-attr]
        if isinstance(event, yaml.ScalarEvent):
            value, style = event.value, event.style or ""
            if (event.anchor or event.tag) and self._refuse_marks(event, at):
                value = value if value or style else self.source.text[at:end]
            if style == '"' and "\n" in self.source.text[at:end]:
                text, begin = self.source.text, self.source.text.rfind("\n", 0, at) + 1
                closed = yaml_failure.wrongly_closed(self.source, begin, text.find("\n", at))
                self.findings += [closed] if closed else []
            self._pass(end)
            self.last_scalar = scalar = nodes.Scalar(at, end, value, style)
            if style == '"' and "\\" in self.source.text[at:end]:
                scalar, found = nodes.without_refused(self.source, scalar)
                self.findings += found
            self._place(scalar)
        elif isinstance(event, yaml.CollectionStartEvent):
            return self._begin(event, at, end)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._finish(end)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("alias", at, end - at)
            self._pass(end)
            self._place(nodes.Scalar(at, end, self.source.text[at:end]))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                message = "a second document begins here"
                hint = "One file holds one document: delete this line."
                self._report("several-documents", at, message, hint, max(1, end - at))
                return False
        return True

    def _pass(self, end: int) -> None:
        """Record that a scalar ended; outside brackets, forget the last closed ones."""
        self.content_end = end
        if not (self.open and self.open[-1].is_flow):
            self.flow_start = None

    def _begin(self, event: yaml.CollectionStartEvent, at: int, end: int) -> bool:
        self._refuse_marks(event, at)
        if len(self.open) == nodes.MAX_DEPTH:
            message = f"nested deeper than {nodes.MAX_DEPTH} levels"
            self._report("nesting", at, message, "Write it flatter.")
            return False
        self.content_end = end
        parent = self.open[-1] if self.open else None
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        opened = _Open(start=at, is_mapping=is_mapping, is_flow=bool(event.flow_style))
        if opened.is_flow and not (parent and parent.is_flow):
            self.flow_start = at
        if parent is not None:
            opened.muted = parent.muted or parent.drops_value
            if parent.awaits_key and not opened.muted:
                self._refuse_key(parent, at)
                opened.muted = opened.is_refused = True
                self.refused_end = self.end
        self.open.append(opened)
        return True

    def _refuse_key(self, parent: _Open, at: int) -> None:
        """Report a list or mapping in place of a key: mostly a text such as ``{{ x }}``."""
        if self.source.text.startswith("{{", parent.start) and at == parent.start + 1:
            self.findings.append(yaml_failure.must_be_quoted(self.source, parent.start))
            parent.muted = parent.is_refused = True
        else:
            self._report("key", at, "a key must be a word, not a list or a mapping", QUOTE_IT)

    def _finish(self, end: int) -> None:
        done = self.open.pop()
        if done.is_flow:
            self.content_end = end
        if done.is_refused:
            self.refused_end = end
        parent = self.open[-1] if self.open else None
        if parent is not None and parent.awaits_key:
            parent.drops_value = True
        elif done.is_refused:
            self._place(nodes.Scalar(done.start, end, self.source.text[done.start : end]))
        elif done.is_mapping:
            self._place(nodes.Mapping(done.start, end, tuple(done.pairs)))
        else:
            self._place(nodes.Sequence(done.start, end, tuple(done.items)))

    def _place(self, node: nodes.Node) -> None:
        """Add a complete node to the collection that holds it."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(node, nodes.Scalar):
            if parent.awaits_key:
                self._take_key(parent, node)
                return
            is_new = not (parent.muted or parent.drops_value)
            if is_new and "." in node.value and yaml_failure.is_not_finite(node):
                self.findings.append(yaml_failure.not_finite(self.source, node))
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is not None:
            parent.pairs.append((parent.key, node))
        parent.key, parent.drops_value = None, False

    def _take_key(self, parent: _Open, key: nodes.Scalar) -> None:
        parent.drops_value = parent.is_cut = parent.is_flow and self._is_cut(parent, key)
        if parent.is_cut:
            return
        if key.value in parent.seen:
            if not (parent.repeats or parent.muted):
                is_item = bool(self.open[:-1]) and not self.open[-2].is_mapping
                missing = " If another item begins here, write `- ` before it." if is_item else ""
                first = parent.seen[key.value]
                twin = yaml_failure.stands_twice(self.source, key, first, missing)
                self.findings.append(twin)
            parent.drops_value = parent.repeats = True
        elif key.is_empty:
            self._report("key", key.start, "a key is missing before `:`", QUOTE_IT)
            parent.drops_value = True
        else:
            parent.seen[key.value] = parent.key = key
            parent.repeats = False

    def _is_cut(self, parent: _Open, key: nodes.Scalar) -> bool:
        """Whether ``key`` stands in braces without a colon and a space: mostly it is the rest of a
        text with a comma. Report the first of several."""
        if not _KEY_ALONE.match(self.source.text, key.end):
            return False
        before, _, behind = key.value.partition(":")
        last = parent.pairs[-1] if parent.pairs else None
        if before and behind and not key.style:
            message = "a space is missing behind the colon"
            hint = f"Write `{shown(f'{before}: {behind}')}`."
        elif last and isinstance(last[1], nodes.Scalar) and not last[1].style:
            rest = _REST.match(self.source.text, key.end)
            whole = self.source.text[last[1].start : rest.end() if rest else key.end].rstrip()
            digits = whole.replace(",", "").replace(" ", "")
            message = f"the comma ends the text `{shown(last[1].value)}` before this"
            hint = f'Quote the whole text: `{last[0].value}: "{shown(whole)}"`.'
            if digits.isdecimal():
                hint = f"Write digits alone: `{last[0].value}: {shown(digits)}`."
        else:
            return parent.is_cut
        if not parent.is_cut:
            self._report("unquoted", key.start, message, hint, key.end - key.start)
        return True

    def _refuse_marks(self, event: yaml.NodeEvent, at: int) -> bool:
        """Report an anchor or a tag before a node; return whether there is one."""
        code = "anchor" if event.anchor else "tag" if getattr(event, "tag", None) else ""
        if code:
            word = self.source.text[at : self.end].split(maxsplit=1)[0]
            self._refuse(code, at, len(word))
        return bool(code)

    def _refuse(self, code: str, at: int, length: int) -> None:
        """Report an anchor, alias or tag."""
        word = shown(self.source.text[at : at + length])
        article = "a" if code == "tag" else "an"
        message = f"`{word}` would be {article} {code}, which is not allowed here"
        self._report(code, at, message, f"Write the value itself. {QUOTE_IT}", length)
        self.refused_end = at + length

    def _report(self, code: str, at: int, message: str, hint: str, length: int = 1) -> None:
        if not (self.open and self.open[-1].muted):
            self.findings.append(self.source.diagnostic(code, at, message, hint, length=length))

    def _is_reported(self, stopped: int) -> bool:
        """Whether the error follows from what was refused before it on the same line."""
        between = self.source.text[self.refused_end : stopped]
        return self.refused_end >= 0 and "\n" not in between.rstrip()
