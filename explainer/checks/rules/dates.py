"""Checks that are due, and dates that do not fit one another or today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from explainer.checks.evidence.held import Held, holds_day
from explainer.checks.evidence.quoted import ends_of, figures_of, quoted_for
from explainer.checks.rule import Finding, Rules, Subject
from explainer.edtf import EdtfDate
from explainer.languages.figure_words import Day
from explainer.languages.figures import read_figures
from explainer.model.facts.attestations import ATTESTED, digest_of
from explainer.model.facts.claims import Claim, words_of
from explainer.model.pages.page import is_past, last_change, review_due
from explainer.model.site.site import Site
from explainer.model.values.value import DateValue

_BEFORE_PUBLICATION = timedelta(days=30)
"""A page is checked before it is published; a check earlier than this may be out of date."""
_AHEAD = timedelta(days=366)
"""What lies farther ahead is mostly a slip in the year."""
_NEAR = 3
"""What lies more months apart is not taken for one another: it is told as what was before."""
_KEPT_UP = frozenset(
    ("dataset", "entry-encyclopedia", "legislation", "regulation", "standard", "treaty")
)
"""Types of texts to which something may be added after the day that they bear."""


def _stale_facts(subject: Subject) -> Iterator[Finding]:
    for fact in subject.facts:
        due = review_due(fact)
        if is_past(due, subject.site.as_of):
            message = f'"{fact.id}" was due to be checked by {due}'
            hint = "Check it against its sources; mend it, or set checked: to the day you did."
            yield Finding.of_record(fact, fact.id, message, hint)


def _stale_pages(subject: Subject) -> Iterator[Finding]:
    for page in subject.site.pages.values():
        due = review_due(page)
        if page.status != "withdrawn" and is_past(due, subject.site.as_of):
            message = f"this page was due to be checked by {due}"
            hint = "Read it against its sources; mend it, and set checked: to the day you did."
            yield Finding.of_page(page, message, hint, "checked", "review_by", "review_every")


def _stale_attestations(subject: Subject) -> Iterator[Finding]:
    site = subject.site
    for each in site.attested.values():
        fact = site.facts[each.fact]
        if not site.attested_by(fact):
            message = f'"{fact.id}" has changed since "{each.by.id}" attested it on {each.on}'
            again = (
                f"Let a person compare it again, and run: attest {fact.id} --by PERSON. Until then"
            )
            hint = f"{again} its page says nothing of it; or delete this entry."
            if not digest_of(fact):
                hint = "Delete this entry: no claim stands that has a source."
            yield Finding(ATTESTED, each.offset, message, hint, len(fact.id), fact.waived)


def _early_checks(subject: Subject) -> Iterator[Finding]:
    for page in subject.site.pages.values():
        day = page.checked or page.researched
        if day is None or page.status == "withdrawn":
            continue
        field = "checked" if page.checked else "researched"
        what = "last check" if page.checked else "research"
        changed = last_change(page)
        if changed and changed > day:
            message = f"this page was changed on {changed}, after its {what}"
        elif page.checked and page.researched and page.researched > page.checked:
            message = f"this page was researched on {page.researched}, after its last check"
        elif page.published and page.published - day > _BEFORE_PUBLICATION:
            message = f"this page was published on {page.published}, long after its {what}"
        else:
            continue
        hint = "Check it as it is now, and set checked: to the day you did."
        yield Finding.of_page(page, message, hint, field)


def _future_checks(subject: Subject) -> Iterator[Finding]:
    site, hint = subject.site, "Write the day on which it was done."
    for fact in subject.facts:
        if fact.checked and fact.checked > site.as_of:
            message = f'"{fact.id}" says that it was checked on {fact.checked}'
            yield Finding.of_record(fact, fact.id, message, hint)
    for source in site.sources.values():
        read = source.accessed.first_day if source.accessed else None
        if read and read > site.as_of:
            message = f'"{source.key}" says that it was read on {read}'
            yield Finding.of_record(source, source.key, message, hint)
    for page in site.pages.values():
        for name in ("checked", "researched", "updated"):
            if (day := getattr(page, name)) and day > site.as_of:
                message = f"this page says that it was {name} on {day}"
                yield Finding.of_page(page, message, hint, name)
        for change in page.changes:
            if change.day > site.as_of:
                message = f"this page says that it was changed on {change.day}"
                yield Finding(page.source.path, change.offset, message, hint, waivers=page.waived)
    for each in site.attested.values():
        if each.on > site.as_of:
            message = f'"{each.fact}" says that it was attested on {each.on}'
            waivers = site.facts[each.fact].waived
            yield Finding(ATTESTED, each.offset, message, hint, len(each.fact), waivers)


def _far_dates(subject: Subject) -> Iterator[Finding]:
    site, hint = subject.site, "Mend the year, or waive this with the reason."
    latest = site.as_of + _AHEAD
    for page in (*site.pages.values(), *site.held_back.values()):
        for name in ("published", "checked", "researched", "updated"):
            if (day := getattr(page, name)) and day > latest:
                yield Finding.of_page(page, f"{name} lies more than a year ahead", hint, name)
        for change in page.changes:
            if change.day > latest:
                message = "an update or correction lies more than a year ahead"
                yield Finding(page.source.path, change.offset, message, hint, waivers=page.waived)
    for fact in subject.facts:
        dates = [claim.as_of.first_day for claim in fact.claims if claim.as_of]
        if any(day and day > latest for day in (fact.checked, *dates)):
            message = f'"{fact.id}" has an as_of or a check more than a year ahead'
            yield Finding.of_record(fact, fact.id, message, hint)
    for source in site.sources.values():
        for name, day in (("issued", source.issued), ("accessed", source.accessed)):
            if day and day.first_day and day.first_day > latest:
                message = f'"{source.key}" has {name} more than a year ahead'
                yield Finding.of_record(source, source.key, message, hint)


def _withdrawal_dates(subject: Subject) -> Iterator[Finding]:
    site, hint = subject.site, "Mend on:, or the date that it does not fit."
    claims = ((fact, claim) for fact in subject.facts for claim in fact.claims)
    for fact, claim in claims:
        if (found := claim.withdrawn) is None:
            continue
        on, source = found.on, site.sources[found.evidence.source]
        if on.first_day and on.first_day > site.as_of:
            message = "this claim is withdrawn in the future"
        elif _before(on, claim.as_of):
            message = f"this claim was withdrawn before {claim.as_of}, the date that it is for"
        elif _before(source.issued, on):
            message = f'"{source.key}" is of {source.issued}, before this claim was withdrawn'
        else:
            continue
        waivers = (*claim.waived, *fact.waived)
        yield Finding(fact.path, found.offset, message, hint, len(str(on)), waivers)


def _later_than_sources(subject: Subject) -> Iterator[Finding]:
    hint = "Mend the date, add a source that is new enough, or say as_of: for which day it was."
    for fact in subject.facts:
        for claim in (claim for claim in fact.claims if claim.live):
            newest = _newest_source(subject.site, claim)
            said = _begins(claim.as_of) or _day_of(claim)
            if newest and said and said > newest:
                name = "as_of" if _begins(claim.as_of) else "value"
                message = f'the {name} of "{fact.id}" is later than each of its sources'
                yield Finding.of_claim(fact, claim, message, hint)


def _undated(subject: Subject) -> Iterator[Finding]:
    """Claims of a day that is that of no source, and that no words say; where none are quoted, nor
    the statement a month or year in which it lies."""
    site, language = subject.site, subject.site.default
    hint = "Compare it with the source: mend as_of:, or quote the words that say which day it was."
    for fact in subject.facts:
        for claim in (c for c in fact.claims if c.evidence and not c.printed_in):
            day, words = next(ends_of(claim.as_of), None), quoted_for(claim, site)
            sources = [site.sources[each.source] for each in claim.evidence]
            issued = (each for source in sources for each in ends_of(source.issued))
            if not day or not day.day or any(each.fits(day) for each in issued):
                continue
            ours = read_figures(f"{fact.statement} {fact.label} {claim.subject}", language)
            near = [each.title for each in sources] + [each.locator for each in claim.evidence]
            near += [words_of(claim.why)] * (not claim.live)
            said = [*(each.figures for each in words), *(read_figures(t, language) for t in near)]
            told = not words and any(each.fits(day) for each in ours.days)
            if not told and all(holds_day(day, each) is Held.MISSING for each in said):
                message = (
                    f'{claim.as_of}, the as_of of "{fact.id}", is the day of no source or words'
                )
                yield Finding.of_claim(fact, claim, message, hint)


def _other_days(subject: Subject) -> Iterator[Finding]:
    """Values that are a day, where words name days near it, and none the day or another of the
    fact."""
    language = subject.site.default
    hint = "Compare it with the source, and quote the words that name the day, or mend it."
    for point in subject.standpoints:
        texts = (point.fact.statement, *(claim.subject for claim in point.fact.claims))
        told = (day for text in texts for day in read_figures(text, language).days)
        days = [day for day in (*figures_of(point).days, *told) if day.day]
        for claim in (each for each in point.fact.claims if each.live):
            ours = [*ends_of(claim.value.date)] if isinstance(claim.value, DateValue) else []
            words = quoted_for(claim, subject.site) if ours and ours[0].day else ()
            figures = [each.figures for each in words]
            said = [day for each in figures for day in each.days]
            whole = [day for day in said if day.year and day.day] or said
            named = sorted(str(day) for day in whole if _is_near(day, ours[0]))
            known = any(own.fits(day) for own in days for day in said)
            if named and not known and not any(each.unread for each in figures):
                message = f"the words quoted for {ours[0]} name {named[0]}"
                yield Finding.of_claim(point.fact, claim, message, hint)


def _is_near(said: Day, own: Day) -> bool:
    """Whether a day is said, with or without its year, that is not many months away."""
    months = [12 * (day.year or own.year or 0) + (day.month or 0) for day in (said, own)]
    return bool(said.month and said.day) and abs(months[0] - months[1]) <= _NEAR


def _passed_plans(subject: Subject) -> Iterator[Finding]:
    hint = "Say what became of it, in a claim with a later as_of, or set the claim aside."
    for standpoint in subject.standpoints:
        fact, claim = standpoint.fact, standpoint.claim
        day = _day_of(claim) if claim else None
        said = claim.as_of.last_day if claim and claim.as_of else None
        if claim and day and said and said < day < subject.site.as_of:
            newest = _newest_source(subject.site, claim)
            if newest is None or newest < day:
                message = f'"{fact.id}" was planned for {day}, which has passed'
                yield Finding.of_claim(fact, claim, message, hint)


def _day_of(claim: Claim) -> date | None:
    return _begins(claim.value.date) if isinstance(claim.value, DateValue) else None


def _begins(day: EdtfDate | None) -> date | None:
    """The first day that a date can mean, or the end of an interval."""
    return day.end.first_day if day and day.end else None


def _newest_source(site: Site, claim: Claim) -> date | None:
    """The last day on which one of its sources can have come out; None if one may be newer."""
    sources = (site.sources[each.source] for each in claim.evidence)
    days = [
        None if each.type in _KEPT_UP else each.issued and each.issued.last_day for each in sources
    ]
    return None if None in days else max((day for day in days if day), default=None)


def _before(one: EdtfDate | None, other: EdtfDate | None) -> bool:
    """Whether all of one date lies before the other; not if either has no such end."""
    last, first = one and one.last_day, other and other.first_day
    return bool(last and first and last < first)


RULES: Rules = {
    "stale-fact": _stale_facts,
    "stale-page": _stale_pages,
    "attestation-stale": _stale_attestations,
    "checked-before-published": _early_checks,
    "checked-in-future": _future_checks,
    "far-date": _far_dates,
    "withdrawal-date": _withdrawal_dates,
    "later-than-sources": _later_than_sources,
    "undated-claim": _undated,
    "other-day": _other_days,
    "passed-plan": _passed_plans,
}
