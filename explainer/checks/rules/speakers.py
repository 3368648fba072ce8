"""Who says something in a text, where what it rests on gives these words to somebody else; and
claims of somebody that a text states without the speaker, or as what is so.

Whoever is the subject of a word for saying speaks, or stands behind "according to"; whoever is
only named beside them does not.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain

from explainer.checks.evidence.names import entries_of, makers_of, speaker_pattern
from explainer.checks.evidence.quoted import told_of
from explainer.checks.evidence.sayings import Saying, Spot
from explainer.checks.rule import Finding, Rules, Subject
from explainer.languages.claim_words import find_words, list_words
from explainer.languages.locales import is_english, script_of, scripts_of
from explainer.languages.names import scripts_in
from explainer.model.entries.entry import Entry
from explainer.model.facts.claims import Claim, Fact, Standing
from explainer.model.site.site import Site
from explainer.model.sources.source import Source

_HINT = "Compare it with the source, and name who said it."
_IN_PLACE = "Quote the words that do, or say whose they are in the place: at: Lee, on tides."
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_NO_SUBJECT = (
    r"(?<!\bin )(?<!\bin [Tt]he )(?<!\bof )(?<!\bof the )"
    r"(?<!\bby )(?<!\bby the )(?<!\bto )(?<!\bwith )(?<!['’]s )"
)
_NAME = r"(?<![\w’'-])([A-Z][^\W\d_]+(?:[ ’'-](?!s )[A-Z][^\W\d_]+)*)"
_INNER = re.compile(r"(?:['’]s|\b(?:of|by|to|with)(?: the)?) (?:[A-Z][^\W_]*\s)+$")
"""Before the last word of a name that is no subject, or another's: Russia's Foreign Ministry."""
_COMMON = re.compile(r"\b[a-z]+\b")
_BEGINNING = 4
"""How many letters of a name are compared: languages write its end in their own ways."""


def _speaking(site: Site, language: str) -> re.Pattern[str]:
    """Finds where texts in a language let somebody speak of whom the site knows it; the last group
    of a match is the name."""
    names = {n for e in site.entries.values() if e.kind == "person" for n in e.called}
    claims = (claim for fact in site.facts.values() for claim in fact.claims)
    if language == site.default:
        names |= {n for c in claims if not c.inferred for n in c.by.split(",")[0].split(" and ")}
    own = {_ARTICLE.sub("", n) for n in names if n and script_of(n[0]) in scripts_of(language)}
    ordered = sorted(own, key=lambda each: (-len(each), each))
    ending = "" if is_english(language) else r"\w{0,3}"
    name = rf"\b({'|'.join(map(re.escape, ordered)) or '(?!)'}){ending}"
    whose = rf"{name}['’]s? (?:own )?(?:account|count|estimate|version|figure|words)\b"
    return re.compile(f"{_spoken(name, language)}|{whose}")


def _spoken(name: str, language: str) -> str:
    """The pattern of one who says something."""
    says = "|".join(find_words(each, language).pattern for each in ("saying", "judging"))
    so = find_words("beside saying", language).pattern
    before = rf"{_NO_SUBJECT}{name}(?:, [^.,;]{{1,40}},)?(?: {so}){{0,2}} (?:{says})"
    return rf"{before}|(?i:{find_words('said by', language).pattern}) (?:the )?{name}(?!\w)"


def _given_to(subject: Subject, name: str, claims: Sequence[Claim]) -> str:
    """Whom the claims let speak instead; nobody if one is by who is named, or by nobody."""
    site, speakers = subject.site, dict.fromkeys(claim.by for claim in claims)
    named = " ".join((name, *(n for entry in entries_of(name, site) for n in entry.called)))
    says = speaker_pattern(name, site, site.default)
    for by in speakers:
        pattern = speaker_pattern(by, site, site.default) if by else None
        if not pattern or pattern.search(named) or (says and says.search(by)):
            return ""
    keys = (each.source for claim in claims for each in claim.evidence)
    makers = " ".join(makers_of(site.sources[key]) for key in keys)
    return "" if says and says.search(makers) else next(iter(speakers), "")


def _other_speakers(subject: Subject) -> Iterator[Finding | Spot]:
    speaking = _speaking(subject.site, subject.site.default)
    for fact in subject.facts:
        for match in speaking.finditer(fact.statement):
            name = match[match.lastindex or 0]
            if by := _given_to(subject, name, fact.claims):
                message = f'the statement of "{fact.id}" has {name} say what {by} says'
                yield Finding.of_record(fact, fact.id, message, _HINT)
    yield from _in_prose(subject)


def _in_prose(subject: Subject) -> Iterator[Spot]:
    words, points = subject.bases.claims, subject.ledger.standpoints
    speaking = {each: _speaking(subject.site, each) for each in {p.language for p in subject.prose}}
    for saying in subject.sayings:
        for match in speaking[saying.prose.language].finditer(saying.sentence.text):
            name, at = match[match.lastindex or 0], match.start(match.lastindex or 0)
            quotes = [(each.key, each.quote) for each in saying.cited]
            claims = [words[each][1] for each in quotes if each in words]
            claims += (claim for each in saying.facts for claim in points[each].fact.claims)
            if len(quotes) <= sum(each in words for each in quotes) and (
                by := _given_to(subject, name, claims)
            ):
                yield saying.spot(at, name, f"{name} says here what {by} says", _HINT)


def _strangers(subject: Subject, common: Container[str]) -> Iterator[Spot]:
    """Where English prose lets somebody speak whom no entry names, nor what it rests on."""
    hint = "Mend the name, quote the words that have it, or say whose they are in the place."
    speaking = re.compile(_spoken(_NAME, "en"))
    for saying in (each for each in subject.sayings if is_english(each.prose.language)):
        text = saying.sentence.text
        for match in speaking.finditer(text) if saying.supports else ():
            name = match[1] or match[2]
            if not (words := _telling(match, common)):
                continue
            told = " ".join(_told(saying, subject))
            known = " ".join(n for e in entries_of(name, subject.site) for n in e.called)
            words = (*words, *re.findall(r"[^\W\d_]{2,}", known.casefold()))
            is_named = any(word[:_BEGINNING] in told.casefold() for word in words)
            found = subject.finder.find(name, "en")
            is_named |= any(each.kind in ("country", "place") for each in found)
            if not (is_named or scripts_in(told) - {"LATIN"}):
                message = f'nothing recorded of what this rests on names "{name}", who speaks here'
                yield saying.spot(match.start(match.lastindex or 0), name, message, hint)


def _borrowed(subject: Subject) -> Iterator[Spot]:
    """Where a sentence begins with who made a source of the site, but none that it rests on: what
    Socor saw, and only Pannier is cited."""
    hint = "Cite what they published, or mend the name."
    names = {name for source in subject.site.sources.values() for name in _signatures(source)}
    pattern = "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True))
    first = re.compile(rf"[“«\"'(]?(?:The )?({pattern or '(?!)'})(?=['’]s? | )")
    for saying in subject.sayings:
        match = first.match(saying.sentence.text) if saying.supports else None
        if not match:
            continue
        before = {each.text for each in saying.before}
        told, name = " ".join(t for t in _told(saying, subject) if t not in before), match[1]
        initials = "".join(word[0] for word in name.split())
        is_told = re.search(rf"(?i:\b{re.escape(name)})|\b{re.escape(initials)}\b", told)
        in_part = " " not in name and _names(name, [(told, subject.site.default)], subject)
        if not (is_told or in_part):
            message = f'nothing recorded of what this rests on names "{name}", who signs others'
            yield saying.spot(match.start(1), name, message, hint)


def _signatures(source: Source) -> Iterator[str]:
    """The names by which texts call who made a source: family names, and others in whole."""
    words = [author.family or author.literal for author in source.authors]
    for name in (*words, source.container, source.publisher):
        if len(name) > 2 and name[0].isupper():
            yield name


def _telling(match: re.Match[str], common: Container[str]) -> Sequence[str]:
    """The words of the name that a match has, but for ``common`` ones; none if it is no subject."""
    before, name = match.string[: match.start()], match[1] or match[2]
    if _INNER.search(before) or match[0].endswith(" states"):
        return ()
    words = re.findall(r"[^\W\d_]{2,}", name.casefold())
    is_dated = bool(re.search(r"\b\d\d? $", before))  # On 3 March Lee said
    told = words[is_dated:]
    return [word for word in told if word not in common] or (told if len(told) > 1 else ())


def _in_statements(subject: Subject, common: Container[str]) -> Iterator[Finding]:
    """Who speaks in an English statement, and is named by nothing recorded of its sources."""
    site, speaking = subject.site, re.compile(_spoken(_NAME, "en"))
    for fact in subject.facts if is_english(site.default) else ():
        for words in (_telling(match, common) for match in speaking.finditer(fact.statement)):
            name = " ".join(word.capitalize() for word in words)
            told = [each for claim in fact.claims for each in told_of(claim, site)]
            told += ((claim.by, site.default) for claim in fact.claims)
            quotes = any(each.quote for claim in fact.claims for each in claim.evidence)
            if words and quotes and not _names(name, told, subject):
                message = f'nothing recorded of the sources of "{fact.id}" names {name}'
                yield Finding.of_record(fact, fact.id, message, _IN_PLACE)


def _names(name: str, told: Iterable[tuple[str, str]], subject: Subject) -> bool:
    """Whether one of the texts, each with its language, names a speaker. Where it names another
    person, the role of one is not enough, which may be the other's."""
    people = [each for each in entries_of(name, subject.site) if each.kind == "person"]
    for text, language in told:
        pattern = speaker_pattern(name, subject.site, language)
        found = {match[0].casefold() for match in pattern.finditer(text)} if pattern else set()
        roles = " ".join((name.partition(",")[2], *(each.role_in(language) for each in people)))
        is_role = people and all(word in roles.casefold() for word in found)
        named = subject.finder.find(text, language) if is_role else ()
        if found and not any(each.kind == "person" for each in named):
            return True
    return False


def _told(saying: Saying, subject: Subject) -> Iterator[str]:
    """All that is recorded of what a sentence rests on, and what stands before it."""
    basis = subject.bases.of(saying.supports)
    yield from (*basis.locators, *(each.text for each in saying.before))
    for key, passages in basis.passages.items():
        yield f"{key} {subject.site.sources[key].title} {makers_of(subject.site.sources[key])}"
        yield from (each.words for each in passages or subject.bases.by_source.get(key, ()))
    for fact in (each.fact for each in basis.standpoints):
        yield f"{fact.label} {fact.statement}"
        yield from (claim.by for claim in fact.claims)
        yield from (each.locator for claim in fact.claims for each in claim.all_evidence)


def _unrecorded_speakers(subject: Subject) -> Iterator[Finding | Spot]:
    site, sources = subject.site, subject.site.sources.values()
    makers = {_plain(each) for source in sources for each in (source.container, source.publisher)}
    makers.update(_plain(author.display) for source in sources for author in source.authors)
    for fact in subject.facts:
        for claim in (each for each in fact.claims if each.by and not each.inferred):
            told = [*told_of(claim, site)] if any(e.quote for e in claim.evidence) else []
            in_whole = _plain(claim.by) not in makers or _is_told_in_whole(claim.by, told, site)
            if told and not (in_whole and _names(claim.by, told, subject)):
                message = f'nothing recorded of the sources of "{fact.id}" names {claim.by}'
                yield Finding.of_claim(fact, claim, message, _IN_PLACE)
    words = (_COMMON.findall(each.sentence.text) for each in subject.sayings)
    common = {*chain.from_iterable(words), *list_words("openers", "en")}
    yield from _in_statements(subject, common)
    yield from _strangers(subject, common)
    yield from _borrowed(subject)


def _is_told_in_whole(by: str, told: Iterable[tuple[str, str]], site: Site) -> bool:
    """Whether texts have a name of several words as it is, or its initials; other names may share
    some of them. That of a person may be shorter there."""
    name, initials = _plain(by), "".join(word[0] for word in _ARTICLE.sub("", by).split())
    whole = (name in t.casefold() or re.search(rf"\b{initials}\b", t) for t, _ in told)
    people = (each for each in entries_of(by, site) if each.kind == "person")
    return " " not in name or any(whole) or any(not each.organization for each in people)


def _plain(name: str) -> str:
    return _ARTICLE.sub("", name).casefold()


def _unnamed(subject: Subject) -> Iterator[Spot]:
    hint = "Name the speaker in this sentence, as in: by the harbour's count."
    for saying, fact, claim, named in _reports(subject):
        if not named:
            message = f'"{fact.id}" is {claim.standing} by {claim.by}, who is not named here'
            yield saying.spot(0, saying.sentence.text.split(" ")[0], message, hint)


def _hardened(subject: Subject) -> Iterator[Spot]:
    hint = "Say that it was said: said, put at, by the count of."
    for saying, fact, claim, named in _reports(subject):
        text, language = saying.sentence.text, saying.prose.language
        verb = find_words("hardening", language).search(text)
        if not verb and not find_words("saying", language).search(text):
            verb = find_words("being", language).search(text)
        if named and verb:
            message = f'"{verb[0]}" makes certain what {claim.by} said: "{fact.id}"'
            yield saying.spot(verb.start(), verb[0], message, hint)


def _reports(subject: Subject) -> Iterator[tuple[Saying, Fact, Claim, bool]]:
    """Sentences with the first claim that each states and that is not established, and whether its
    speaker is named there. A sentence states a claim if it shows the fact, holds its number and
    rests on a source of it, or cites the same words of it; these say who speaks, where it is not
    the source itself. Cells of tables are left out, whose row may say who speaks."""
    claims, points = subject.bases.claims, subject.ledger.standpoints
    for saying in (each for each in subject.sayings if each.sentence.kind != "cell"):
        shown = ((points[fact_id].fact, points[fact_id].claim) for fact_id in saying.facts)
        typed = ((key, number) for _, _, number in saying.numbers for key in saying.sources)
        quoted = ((each.key, each.quote) for each in saying.cited)
        for fact, claim in (*shown, *(claims[at] for at in (*typed, *quoted) if at in claims)):
            if not (claim and claim.live and claim.by) or claim.standing is Standing.ESTABLISHED:
                continue
            if names := speaker_pattern(claim.by, subject.site, saying.prose.language):
                yield saying, fact, claim, _is_named(saying, names)
                break


def _is_named(saying: Saying, names: re.Pattern[str]) -> bool:
    """Whether the speaker is named in the sentence; or just before, if it has a pronoun."""
    text, about = saying.sentence.text, saying.prose.subject
    before = [each.text for each in saying.before]
    before += [about.name_in(saying.prose.language)] if isinstance(about, Entry) else []
    pronoun = find_words("pronouns", saying.prose.language).search(text)
    return bool(names.search(text) or (pronoun and any(map(names.search, before))))


RULES: Rules = {
    "other-speaker": _other_speakers,
    "speaker-not-in-evidence": _unrecorded_speakers,
    "unnamed-speaker": _unnamed,
    "hardened-claim": _hardened,
}
