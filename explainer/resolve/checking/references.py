"""Check references against the site: whether what each names exists, and may stand there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct, field

from explainer.diagnostics import Diagnostic, closest, did_you_mean
from explainer.documents.markdown.parsed_text import FigureReference, LinkReference, ParsedText
from explainer.documents.references import kinds
from explainer.documents.references.citation_syntax import CLOSING
from explainer.model.facts.claims import is_unknown
from explainer.model.shared.fields import fold
from explainer.model.shared.reading import Named
from explainer.model.site.site import Site
from explainer.model.values.value import DateValue, Quantity, Value
from explainer.resolve.ledger import Ledger, Standpoint
from explainer.resolve.linking.wording import is_small
from explainer.resolve.references.figures import FigureSpec, plan_figure, read_figure
from explainer.resolve.references.links import DeadLink, SiteMap, resolve_link

_MOST_GUESSES = 200
_MOST_IN_A_FILE = 1000
_MOST_COMPARED = 200_000
"""So many times the words of a file are compared with a key of a source: a fifth of a second."""
_LIKE_A_KEY = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9_-]).{5,}")
_NEARLY = 0.85
# Addresses that are refused when a text is read: see explainer.documents.markdown.landing.
_REFUSED_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\")


class Checking(Struct, kw_only=True):
    """A check in progress, with the diagnostics found so far."""

    site: Site
    ledger: Ledger
    site_map: SiteMap
    diagnostics: list[Diagnostic] = []
    _in_file: Counter[str] = field(default_factory=Counter)
    _compared: dict[str, str | None] = {}
    _words: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def guess(self, word: str, known: Iterable[str]) -> str:
        """``Did you mean "x"?``, or an empty string if nothing is similar. After many errors it
        is always empty: comparing so many words would take longer than the build."""
        return did_you_mean(word, known) if len(self.diagnostics) < _MOST_GUESSES else ""

    def key_of(self, written: str) -> str:
        """The key of the source whose id in its file is ``written``; empty as for ``guess``."""
        sources = self.site.sources.values() if len(self.diagnostics) < _MOST_GUESSES else ()
        return next((source.key for source in sources if source.written_id == written), "")

    def near_key(self, path: str, word: str) -> str | None:
        """The key of a source that is nearly ``word``, which has the look of one: a letter and a
        digit. After many words of a file it is always None, for the time that comparing takes: not
        after many of the site, since a build does not check again the pages that it takes over."""
        if not _LIKE_A_KEY.fullmatch(word):
            return None
        known = [*self.site.sources]  # also for a word that is known: the page depends on them
        (words := self._words[path]).add(word)
        if len(words) > min(_MOST_GUESSES, _MOST_COMPARED // (len(known) + 1)):
            return None
        if word not in self._compared:
            self._compared[word] = closest(word, known, _NEARLY)
        return self._compared[word]

    def report(
        self, path: str, code: str, offset: int, message: str, hint: str = "", length: int = 1
    ) -> None:
        self._in_file[path] += 1
        if self._in_file[path] <= _MOST_IN_A_FILE:
            self.diagnostics.append(
                self.site.texts[path].diagnostic(code, offset, message, hint, length=length)
            )

    def report_missing(
        self, path: str, code: str, offset: int, name: str, cure: str, known: Iterable[str] = ()
    ) -> None:
        """Report that there is no ``name``, of the kind that ``code`` tells: ``unknown-fact``. The
        ``cure`` is for one that is like none that is ``known``."""
        message = f'there is no {code.removeprefix("unknown-")} "{name[:100]}"'
        self.report(path, code, offset, message, self.guess(name, known) or cure, len(name))

    def check_fact(self, path: str, named: Named, cure: str) -> None:
        """Report that there is no such fact. The ``cure`` is for an id that is like none."""
        if named.id not in self.site.facts and not self.site.incomplete.facts.may_hold(named.id):
            code, known = "unknown-fact", self.site.facts
            self.report_missing(path, code, named.offset, named.id, cure, known)

    def check_text(
        self, path: str, text: ParsedText, language: str, *, notes: bool = False
    ) -> None:
        """``notes``: report notes too, as in YAML files, which cannot define any."""
        for reference in text.references:
            match reference:
                case kinds.Citation():
                    for cited in reference.sources:
                        self.check_key(path, cited.key, cited.offset)
                case kinds.FactReference(offset, fact_id, filters):
                    self.check_fact_value(path, fact_id, offset, filters)
                case kinds.TermReference(offset, term):
                    if not self.site.entry(term) and not self.entry_unread(term):
                        cure = "Add it to content/glossary.yaml, people.yaml or places.yaml."
                        known = [*self.site.entry_names]
                        self.report_missing(path, "unknown-term", offset, term, cure, known)
                case kinds.Suspect():
                    self._check_suspect(path, reference)
                case kinds.NoteReference(offset, name):
                    if notes:
                        message = f"the note [^{name}] is not defined"
                        if reference.in_place:
                            message, name = "a note cannot stand here", "^["
                        hint = "A note belongs to a page: cite the source here."
                        self.report(path, "undefined-note", offset, message, hint, len(name))
                case LinkReference():
                    self._check_link(path, language, reference)
                case FigureReference():
                    spec, problems = read_figure(self.site.texts[path], reference, self.site)
                    self.diagnostics += problems
                    if spec:
                        self._check_figure(path, spec)
                    for inner in spec.texts if spec else ():
                        self.check_text(path, inner, language, notes=True)

    def _check_figure(self, path: str, spec: FigureSpec) -> None:
        """Report facts that cannot be shown, else what does not fit the kind of figure."""
        before, standpoints = len(self.diagnostics), self.ledger.standpoints
        for named in spec.facts:
            point = standpoints.get(named.id)
            of_error = spec.kind.unnamed == "errors" and point and point.claim is None
            told = ("statement",) if of_error else ()
            self.check_fact_value(path, named.id, named.offset, told, lenient=True, unknown=True)
        if len(self.diagnostics) > before or any(f.id not in standpoints for f in spec.facts):
            return
        plan = plan_figure(spec, self.site, self.ledger)
        for key, offset in plan.sources:
            self.check_key(path, key, offset)
        for misfit in plan.misfits:
            at = spec.reference.offset if misfit.offset is None else misfit.offset
            length = len(spec.reference.kind) if misfit.offset is None else misfit.length
            self.report(path, "figure", at, misfit.message, misfit.hint, length)

    def _check_suspect(self, path: str, suspect: kinds.Suspect) -> None:
        """Report a reference written wrong. One of nothing is prose, but for ``[-@key]``."""
        name, form, forms = suspect.name, suspect.form, kinds.SuspectForm
        like_a_fact = form is forms.BRACES or (form is forms.BRACKETS and "." in name)
        if like_a_fact and name in self.site.facts:
            hint = f"Write {{{{ {name} }}}}."
            message = f'"{name}" is no value without two braces'
            self.report(path, "reference", suspect.offset, message, hint, len(name))
            return
        key = name if name in self.site.sources else self.near_key(path, name)
        if form is forms.SUPPRESSED and not key:
            self.check_key(path, name, suspect.offset)
        elif key and form is not forms.BRACES:
            message = {
                forms.BARE: f"@{name} cites nothing without its brackets",
                forms.BRACKETS: f"[{name}] cites nothing without its @",
            }.get(form, f"nothing may stand before @{name} in its brackets")
            if key != name:
                message = f'"{name}" resembles a source, and cites nothing'
            hint = f"Write [@{key}], with a locator behind a comma."
            self.report(path, "reference", suspect.offset, message, hint, len(name))

    def check_key(self, path: str, key: str, offset: int) -> None:
        if key in self.site.sources or self.site.incomplete.sources.may_hold(key):
            return
        bare, comma, locator = key.partition(",")
        if comma and bare in self.site.sources:
            others = [bare, *(each.strip() for each in locator.split(","))]
            name = "quote" if locator.lstrip().startswith((*CLOSING,)) else "at"
            hint = f"Write {{source: {bare}, {name}: {locator.strip()}}}."
            if all(each in self.site.sources for each in others):
                hint = f"Several stand in square brackets: [{', '.join(others)}]."
        elif made := self.key_of(key):
            hint = f"It is cited as [@{made}]."
        else:
            hint = self.guess(key, self.site.sources) or "Add it to a file in content/sources/."
            if " " in key:
                hint = f"Where in a source it is, stands in braces: {{source: KEY, at: {key}}}."
        self.report_missing(path, "unknown-source", offset, key, hint)

    def entry_unread(self, words: str) -> bool:
        """Whether an entry of this name may be in a file that could not be read."""
        return self.site.incomplete.entries.may_hold(fold(words))

    def _check_link(self, path: str, language: str, link: LinkReference) -> None:
        address = link.address
        name = address.partition("#")[0].strip("/").rpartition("/")[2].removesuffix(".md")
        if (bool(name) and self.site.incomplete.may_hold(name)) or _REFUSED_ADDRESS.match(address):
            return
        found = resolve_link(self.site, self.site_map, path, language, link)
        if isinstance(found, DeadLink):
            offset, length = link.offset + found.skip, max(1, len(address) - found.skip)
            self.report(path, found.code, offset, found.message, found.hint, length)

    def check_fact_value(
        self,
        path: str,
        fact_id: str,
        offset: int,
        filters: Collection[str] = (),
        *,
        lenient: bool = False,
        unknown: bool = False,
    ) -> None:
        """Check that a value can be written. ``lenient``: a statement may stand for the value, and
        ``filters`` do not matter; ``unknown``: an unknown value is allowed."""
        if fact_id not in self.site.facts:
            if not self.site.incomplete.facts.may_hold(fact_id):
                several = [each.strip() for each in fact_id.split(",")]
                known, hint = self.site.facts, "Add it to a file in content/facts/."
                if len(several) > 1 and all(each in known for each in several):
                    known, hint = {}, f"Several stand in square brackets: [{', '.join(several)}]."
                self.report_missing(path, "unknown-fact", offset, fact_id, hint, known)
        elif standpoint := self.ledger.standpoints.get(fact_id):
            for code, message, hint in _value_problems(standpoint, filters, lenient, unknown):
                self.report(path, code, offset, message, hint, len(fact_id))


def _value_problems(
    standpoint: Standpoint, filters: Collection[str], lenient: bool, unknown: bool
) -> Iterator[tuple[str, str, str]]:
    """Code, message and hint of each reason why the value cannot be written so."""
    fact_id, claim, value = standpoint.fact.id, standpoint.claim, standpoint.value
    as_statement = "{{ " + fact_id + " | statement }}."
    if "statement" in filters:
        if not standpoint.fact.statement:
            hint = "Give the fact a statement:, or use its value."
            if claim is None or is_unknown(claim):
                hint = "Give the fact a statement:; it has no value to use."
            yield "no-statement", f'"{fact_id}" has no statement', hint
    elif claim is None:
        message = f'no claim about "{fact_id}" stands: each was set aside or withdrawn'
        yield "fallen-fact", message, f"Its statement may stand: {as_statement}"
    elif is_unknown(claim):
        if not unknown:
            hint = f"Its statement may stand: {as_statement}"
            if lenient:
                hint = "Take it out of the list; `unknowns:` is the place to say so."
            yield "unknown-value", f'the value of "{fact_id}" is not known', hint
    elif lenient:
        return
    elif value is None:
        yield "no-value", f'"{fact_id}" has a statement and no value', f"Write {as_statement}"
    else:
        if "with-unit" in filters and not (isinstance(value, Quantity) and value.unit):
            has = "is a date" if isinstance(value, DateValue) else "has no unit"
            message = f'"{fact_id}" {has}, so it cannot be written with-unit'
            yield "filter", message, "Delete the filter, or give the fact a unit:."
        if "as-of" in filters and not claim.as_of:
            message = f'the current claim of "{fact_id}" has no as_of'
            yield "filter", message, "Give it one, or delete the filter."
        if "words" in filters and not (isinstance(value, Quantity) and is_small(value)):
            message = f'only whole numbers from 0 to 12 are written as words, not "{fact_id}"'
            yield "filter", message, "Delete the filter."
        if "compact" in filters and not isinstance(value, Quantity):
            message = f'"{fact_id}" is no number, so it cannot be written compact'
            yield "filter", message, "Delete the filter."
        if "day" in filters and (problem := _day_problem(value)):
            message = f'"{fact_id}" {problem}, so it cannot be written without its year'
            yield "filter", message, "Delete the filter."


def _day_problem(value: Value) -> str:
    """Why the value is not written without its year; "" if it can be."""
    if not isinstance(value, DateValue):
        return "is no date"
    start, end = value.date.start, value.date.end
    if start is None or end is None:
        return "is open at one end"
    if vague := next((each for each in (start, end) if each.precision != "day"), None):
        return f"is known to the {vague.precision} only"
    return "" if start.year == end.year else f"runs from {start.year} to {end.year}"
