"""Keep the answers of the last days in the cache, so that the web is not asked again so soon."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import msgspec
from msgspec import Struct

from explainer.external_links.answers import Answer, State
from explainer.kept.store import Store

_KIND = "external links"
_DAYS = 7
_DAYS_OF_DOUBT = 0
"""What could not be checked is asked again the next day."""


class Remembered(Struct, frozen=True):
    """An answer and the day on which it was given."""

    on: date
    answer: Answer

    def is_fresh(self, today: date) -> bool:
        days = _DAYS_OF_DOUBT if self.answer.state is State.UNKNOWN else _DAYS
        return 0 <= (today - self.on).days <= days


Memory = Mapping[str, Remembered]


def load_memory(store: Store) -> dict[str, Remembered]:
    """What is remembered; empty if nothing is, or what another release remembered."""
    with suppress(msgspec.MsgspecError):
        return msgspec.json.decode(store.get(_KIND, b"") or b"{}", type=dict[str, Remembered])
    return {}


def save_memory(store: Store, memory: Memory, today: date) -> None:
    """Save the answers that are still fresh."""
    fresh = {url: memory[url] for url in sorted(memory) if memory[url].is_fresh(today)}
    store.put(_KIND, b"", msgspec.json.encode(fresh))
    store.save()
