"""The page about the open data: its files, and how to cite them."""

from __future__ import annotations

from datetime import date

from explainer.resolve.dataset.rows import Dataset
from explainer.resolve.linking.library import Library
from explainer.resolve.makers.page_frame import citation, index_head
from explainer.resolve.published.ledger_pages import DataPage
from explainer.resolve.published.parts import Link

_FILES = (
    *("facts.csv", "claims.csv", "facts.json", "questions.json", "sources.json"),
    *("explainer.sqlite", "datapackage.json", "metadata.json"),
)


def data_page(library: Library, dataset: Dataset) -> DataPage:
    records = {name: len(getattr(dataset, name)) for name in ("facts", "questions", "sources")}
    records["claims"] = sum(len(fact.claims) for fact in dataset.facts)
    days = ((page.published, page.updated, page.checked) for page in dataset.pages)
    newest = max((day for found in days for day in found if day), default="")
    day = date.fromisoformat(newest) if newest else None
    return DataPage(
        index_head(library, "data/"),
        tuple((Link(n, f"data/{n}"), records.get(n.partition(".")[0], 0)) for n in _FILES),
        len(dataset.facts),
        library.ledger.disputed,
        sum(source.relied_on for source in dataset.sources),
        citation(library, library.index("data/"), day),
    )
