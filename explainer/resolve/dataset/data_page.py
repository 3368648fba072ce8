"""The page about the open data: its files, and how to cite them."""

from __future__ import annotations

from datetime import date

from explainer.resolve.dataset.rows import Dataset
from explainer.resolve.linking.library import Library
from explainer.resolve.makers.page_frame import citation, index_head
from explainer.resolve.published.ledger_pages import DataFile, DataPage


def data_page(library: Library, dataset: Dataset) -> DataPage:
    facts = len(dataset.facts)
    records = {
        "facts.csv": facts,
        "claims.csv": sum(len(fact.claims) for fact in dataset.facts),
        "facts.json": facts,
        "questions.json": len(dataset.questions),
        "sources.json": len(dataset.sources),
        "explainer.sqlite": 0,
        "datapackage.json": 0,
        "metadata.json": 0,
    }
    days = ((page.published, page.updated, page.checked) for page in dataset.pages)
    newest = max((day for found in days for day in found if day), default="")
    return DataPage(
        index_head(library, "data/"),
        tuple(DataFile(name, f"data/{name}", records=count) for name, count in records.items()),
        sum(fact.used for fact in dataset.facts),
        sum(source.relied_on for source in dataset.sources),
        citation(
            library,
            library.index("data/").text,
            date.fromisoformat(newest) if newest else None,
            "data/",
        ),
    )
