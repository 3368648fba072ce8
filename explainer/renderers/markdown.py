"""The Markdown twin of a page: CommonMark, with tables and footnotes as GitHub writes them.

How a twin is laid out is in ``templates/twin.md``; what becomes of texts is here. Their markup is
what the generator's own parser made: tags are closed, attributes stand in double quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from urllib.parse import urljoin

from markupsafe import Markup
from msgspec import Struct

from explainer.languages.catalogues import load_catalogue, unmarked
from explainer.renderers.files import OutputFile
from explainer.renderers.templates import Templates
from explainer.resolve.published.frame import Chrome
from explainer.resolve.published.pages import Page
from explainer.resolve.published.parts import Figure, Fragment, NoteMark, ValueSpan
from explainer.resolve.published.source_pages import NoteItem

_TAG = re.compile(r'(<pre>.*?</pre>|<[^<>"]*(?:"[^"]*"[^<>"]*)*>)', re.DOTALL)
_SUPERFLUOUS = re.compile(r"\n(?:\n+(?=\n)|[> ]*(`{3,})\n.*?\n[> ]*\1)", re.DOTALL)
"""Empty lines but for the last, or else code, which keeps its own."""
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_BLANKS = re.compile(r"[ \t\r\n]+")  # a no-break space stays
_SIGNS = re.compile(r"[\\`*_\[\]|~]")
_NOT_PLAIN = re.compile(r"[\\`*_\[\]|~&\t\r\n]|  ")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BEGINNING = re.compile(r"\d{1,9}(?=[.)](?:\s|$))|(?=[-+#=>])")
"""What would make a paragraph a list item, a heading or a quotation."""
_IN_ADDRESS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in " ()<>"})
_INLINE = {"em": "*", "/em": "*", "strong": "**", "/strong": "**", "br": "<br>"}
_INLINE |= {tag: f"<{tag}>" for name in ("code", "sub", "sup") for tag in (name, f"/{name}")}
_INLINE |= dict.fromkeys(("abbr", "/abbr", "kbd", "/kbd", "span", "/span"), "")
"""What stands for tags in a line: HTML where Markdown has nothing plainer."""
_WITHOUT_SIGN = frozenset({"a", "/tr", "tbody", "/tbody", "thead"})


class MarkdownText(Struct, frozen=True):
    """Writes texts of the page at the full address ``base``. ``url`` is the site's address,
    ``gettext`` translates into the page's language."""

    base: str
    url: str
    gettext: Callable[[str], str]

    def blocks(self, fragment: Fragment | Markup, figure: Callable[[Figure], str] = str) -> str:
        """A text as paragraphs, lists and so on, with an empty line between two; ``figure`` is the
        macro for figures in it."""
        writer = _Writer(self.base)
        for part in (fragment,) if isinstance(fragment, Markup) else fragment.parts:
            if isinstance(part, Markup):
                writer.markup(str(part))
            elif isinstance(part, Figure):
                writer.whole(_joined(figure(part)))
            elif isinstance(part, NoteMark):
                writer.write(self.mark(part))
            elif isinstance(part, ValueSpan):
                writer.write(self.value(part))
            else:
                writer.write(self.link(part.text, part.address))
        return "".join(writer.pieces)

    def line(self, text: Fragment | str) -> str:
        """A text in one line, for list items and cells."""
        return _BLANKS.sub(" ", escape(text) if isinstance(text, str) else self.blocks(text))

    @property
    def functions(self) -> dict[str, Callable[..., str]]:
        """What templates are given. A bound method would be slow in Jinja's sandbox."""
        named = ("blocks", "line", "mark", "link", "value", "evidence")
        return {"escape": escape, **{name: partial(getattr(self, name)) for name in named}}

    def mark(self, note: NoteMark | None) -> str:
        return f"[^{note.number}]" if note else ""

    def link(self, words: str, address: str) -> str:
        """A link to a full address, or to one that counts from the site's root."""
        own = "" if ":" in address.partition("/")[0] else self.url
        return f"[{escape(words)}]({(own + address).translate(_IN_ADDRESS)})"

    def value(self, span: ValueSpan, marked: bool = True) -> str:
        """A value with its state, its speaker and its note, as far as it has them."""
        late = ""
        if span.overdue:
            late = self.gettext("was to be checked by %(date)s") % {"date": span.overdue.text}
        said = "; ".join(filter(None, (span.caveat, late)))
        words = escape(f"{span.text} ({said})" if said else span.text)
        return words + self.mark(span.mark) if marked else words

    def evidence(self, item: NoteItem) -> str:
        """A source, where in it, and its very words."""
        source = item.source
        names, title = ", ".join(source.authors or source.editors), source.title
        parents: tuple[str, ...] = tuple(dict.fromkeys((source.container, source.publisher)))
        if item.named_in:
            names, title, parents = "", source.name or title, ()
        address = item.quote_url or source.url or source.address
        where = (*parents, source.issued.text if source.issued else "", item.locator)
        work = ", ".join((self.link(title, address), *map(escape, filter(None, where))))
        sentences = [escape(names), work] if names else [work]
        words = self.gettext("“%(words)s”")
        sentences += (words % {"words": escape(quote)} for quote in item.quotes)
        if source.archive_url and not item.named_in:
            sentences.append(self.link(self.gettext("Archived copy"), source.archive_url))
        return ". ".join(sentences)


def escape(text: str) -> str:
    """Plain text, so that nothing in it has a meaning in Markdown."""
    text = _SIGNS.sub(r"\\\g<0>", text)
    return _ENTITY.sub("&amp;", text).replace("<", "&lt;") if "&" in text or "<" in text else text


class _Writer:
    """What was written of a text so far. ``within`` is what further lines begin with, for each list
    item and quotation that is open; ``gap`` ends the lines before the next words, which are the
    first of a block if it is ``fresh``."""

    def __init__(self, base: str) -> None:
        self.pieces: list[str] = []
        self._base = base
        self._within: list[str] = []
        self._lists: list[int] = []
        """The number of the next item of each list that is open; 0 if it has bullets."""
        self._links: list[str] = []
        self._heads = 0
        self._gap, self._fresh = "", True

    def begin(self, gap: str = "\n\n") -> None:
        """A new block, unless one has just begun."""
        if self._gap or not self._fresh:
            self._gap = max(self._gap, gap)
        self._fresh = True

    def sign(self, text: str, gap: str = "\n\n") -> None:
        """What makes the next block what it is."""
        self.begin(gap)
        within = "".join(self._within)
        empty = f"{within.rstrip()}\n" * (len(self._gap) - 1)
        line = f"\n{empty}{within}" if self._gap else ""
        self.pieces.append(line + text.replace("\n", f"\n{within}"))
        self._gap = ""

    def whole(self, block: str) -> None:
        self.sign(block)
        self._fresh = False
        self.begin()

    def write(self, words: str) -> None:
        """Words of a block."""
        if self._fresh:
            words = words.lstrip(" ")
            if not words:
                return
            if begins := _BEGINNING.match(words):
                words = f"{begins[0]}\\{words[begins.end() :]}"
            self.sign("", self._gap)
            self._fresh = False
        self.pieces.append(words)

    def markup(self, html: str) -> None:
        """Markup of the text, which goes on with the elements that are open."""
        name = "em"
        for index, piece in enumerate(_TAG.split(html)):
            if index % 2:
                name = piece[1:-1].split(None, 1)[0]
                if name in _INLINE:
                    self.write(_INLINE[name])
                else:
                    self._tag(name, piece)
            elif not piece.isspace():
                is_plain = not _NOT_PLAIN.search(piece)
                self.write(piece if is_plain else escape(_BLANKS.sub(" ", unescape(piece))))
            elif name in _INLINE or name == "/a":
                self.write(" ")

    def _tag(self, name: str, tag: str) -> None:
        attributes = dict(_ATTRIBUTE.findall(tag)) if '"' in tag else {}
        if name in ("a", "img"):
            target = unescape(attributes.get("href") or attributes.get("src", ""))
            full = target if "://" in target else urljoin(self._base, target)
            self._links.append(full.translate(_IN_ADDRESS))
            self.write("[" if name == "a" else f"![{escape(unescape(attributes['alt']))}")
        if name in ("/a", "img"):
            self.write(f"]({self._links.pop()})")
        elif name in ("ol", "ul"):
            self.begin("\n" if self._lists else "\n\n")
            self._lists.append(int(attributes.get("start", "1")) if name == "ol" else 0)
        elif name in ("li", "blockquote"):
            number = self._lists[-1] if name == "li" else 0
            sign = "> " if name == "blockquote" else f"{number}. " if number else "- "
            self.sign(sign, "\n" if name == "li" else "\n\n")
            self._within.append(sign if name == "blockquote" else " " * len(sign))
            if number:
                self._lists[-1] += 1
        elif name in ("/li", "/blockquote"):
            self._within.pop()
            self.begin("\n" if name == "/li" else "\n\n")
        elif name in ("tr", "/thead"):
            self.sign("|" if name == "tr" else "|" + " --- |" * self._heads, "\n")
            self._fresh = name == "tr"
        elif name in ("th", "td", "/th", "/td"):
            self._heads += name == "th"
            self._fresh = False
            self.write(" |" if name[0] == "/" else " ")
        elif name == "hr":
            self.whole("---")
        elif tag.startswith("<pre>"):
            code = unescape(tag.removeprefix("<pre><code>").removesuffix("\n</code></pre>"))
            fence = "`" * max((3, *(len(each) + 1 for each in re.findall("`+", code))))
            self.whole(f"{fence}\n{code}\n{fence}")
        elif name[0] == "h":
            self.sign("#" * int(name[1:]) + " ")
        elif name not in _WITHOUT_SIGN:
            self._lists = self._lists[:-1] if name in ("/ol", "/ul") else self._lists
            self._heads = 0 if name == "table" else self._heads
            self.begin("\n" if self._lists else "\n\n")


def twin_files(page: Page, chrome: Chrome, templates: Templates) -> Iterator[OutputFile]:
    """The twin of a page, if its head says that it has one. Raises TemplateProblem if its template
    fails."""
    from explainer.renderers.template_environment import render_template

    head = page.head
    if head.twin:
        gettext = load_catalogue(head.language, chrome.words).gettext
        markdown = MarkdownText(f"{chrome.url}{head.address}", chrome.url, gettext)
        given = {"page": page, "head": head, "chrome": chrome, **markdown.functions}
        text = render_template(templates, head.language, "twin.md", given, chrome.words)
        yield OutputFile(head.twin, f"{unmarked(_joined(text))}\n".encode())


def _joined(text: str) -> str:
    """What a template printed, with one empty line where there are several, but for code."""
    return _SUPERFLUOUS.sub(lambda found: found[0] if found[1] else "\n", text.strip("\n"))
