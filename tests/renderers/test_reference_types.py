"""A reference of each type of CSL: the record as a library holds it, and the note by hand."""

from __future__ import annotations

from typing import get_args

import lxml.html
import pytest

from explainer.documents.files.source_text import SourceText
from explainer.languages.catalogues import load_catalogue
from explainer.model.sources.csl import CslType
from explainer.model.sources.source_files import parse_sources
from explainer.resolve.linking.source_views import source_view
from explainer.resolve.published.source_pages import NoteItem
from tests.renderers.test_source_reference import note, words

RECORDS = [
    (
        "type: article\ntitle: Tides before print\nauthor: [{family: Key, given: Anna}]\n"
        "publisher: Example Archive of Preprints\nissued: 2021-02\nnumber: '2102.001'\nversion: 2",
        "Article | Anna Key. Tides before print, version 2, no. 2102.001. "
        "Example Archive of Preprints, February 2021.",
    ),
    (
        "type: article-journal\ntitle: Counting waves\nauthor: [{family: Key, given: Anna}]\n"
        "container-title: Journal of Shores\nvolume: 12\nissue: 3\npage: 41-67\nissued: 1998\n"
        "DOI: 10.5555/waves\nISSN: 1234-5678\nPMID: 99\nPMCID: PMC77",
        "Journal article | Anna Key. Counting waves. Journal of Shores, volume 12, issue 3, "
        "pp. 41–67. 1998. doi:10.5555/waves. ISSN 1234-5678. PMID 99. PMC77.",
    ),
    (
        "type: article-magazine\ntitle: A walk at low water\ncontainer-title: Shore Monthly\n"
        "author: [{family: Lind, given: Bo}]\nissued: 2004-05\npage: 14",
        "Magazine article | Bo Lind. A walk at low water. Shore Monthly, p. 14. May 2004.",
    ),
    (
        "type: article-newspaper\ntitle: The pier is open\ncontainer-title: Example Gazette\n"
        "section: B\nedition: Late\nissued: 1999-08-11\npage: 3",
        "News report | The pier is open. Example Gazette, Late, section B, p. 3. 11 August 1999.",
    ),
    (
        "type: bill\ntitle: Tide Mills Bill\nnumber: 12\nauthority: Parliament of Exampleland\n"
        "issued: 2020-03-01\nstatus: not passed",
        "Bill | Tide Mills Bill, no. 12. Parliament of Exampleland, 1 March 2020, not passed.",
    ),
    (
        "type: book\ntitle: The Sea Wall\nauthor: [{family: Moe, given: Cy}]\nedition: 2\n"
        "translator: [{family: Osei, given: Kofi}]\nvolume: 2\nvolume-title: Stones\n"
        "number-of-volumes: 3\ncollection-title: Studies in Water\ncollection-number: 7\n"
        "publisher: Example Press\npublisher-place: Bergen\nissued: 1974\nISBN: 978-0-00\n"
        "original-title: Sjømuren\noriginal-publisher: Eksempel\n"
        "original-publisher-place: Oslo\noriginal-date: 1961\nprinting-number: 4",
        "Book | Cy Moe. The Sea Wall, translated by Kofi Osei, 2nd ed., volume 2: Stones, "
        "3 volumes, printing 4. Studies in Water, no. 7. Bergen: Example Press, 1974. "
        "Originally published: Sjømuren, Oslo: Eksempel, 1961. ISBN 978-0-00.",
    ),
    (
        "type: book\ntitle: Shores\neditor: [{family: Smith, given: J.}]\nissued: 2001",
        "Book | J. Smith (ed.). Shores. 2001.",
    ),
    (
        "type: book\ntitle: Shores\neditor: [{family: Smith, given: J.}, {family: Lee, given: K.}]"
        "\nedition: Revised\nissued: 2001",
        "Book | J. Smith and K. Lee (eds). Shores, Revised. 2001.",
    ),
    (
        "type: broadcast\ntitle: The night flood\ncontainer-title: Shore Hour\nissued: 2011-10-02\n"
        "host: [{family: Dahl, given: E.}]\nguest: [{family: Key, given: Anna}]\n"
        "publisher: Radio Example\ndimensions: 28 min",
        "Broadcast | The night flood, hosted by E. Dahl, with Anna Key. Shore Hour. 28 min. "
        "Radio Example, 2 October 2011.",
    ),
    (
        "type: chapter\ntitle: Of mills\nauthor: [{family: Key, given: Anna}]\nedition: 3\n"
        "container-title: The Tide Book\neditor: [{family: Vance, given: R.}]\n"
        "container-author: [{family: Abe, given: T.}]\nvolume: 1\nchapter-number: 4\npage: 7-40\n"
        "publisher: Example Press\npublisher-place: Bergen\nissued: 2019",
        "Book chapter | Anna Key. Of mills. The Tide Book, by T. Abe, 3rd ed., edited by R. Vance, "
        "volume 1, chapter 4, pp. 7–40. Bergen: Example Press, 2019.",
    ),
    (
        "type: classic\ntitle: On waters\nauthor: [{literal: Pseudo-Nereus}]\n"
        "issued: {date-parts: [[-44, 3, 15]]}",
        "Source | Pseudo-Nereus. On waters. 15 March 44 BCE.",
    ),
    (
        "type: collection\ntitle: Key papers\narchive: Example State Archive\n"
        "archive-place: Bergen\narchive_location: K 12/3\nissued: 1901/1950",
        "Collection | Key papers. 1901–1950. Bergen: Example State Archive, K 12/3.",
    ),
    (
        "type: dataset\ntitle: Hourly levels\nauthor: [{literal: Coast Survey}]\nversion: 2.1\n"
        "publisher: Example Data Bank\nissued: 2022\nDOI: 10.5555/levels\nmedium: CSV",
        "Data set | Coast Survey. Hourly levels, version 2.1. CSV. Example Data Bank, 2022. "
        "doi:10.5555/levels.",
    ),
    ("title: A leaf\nissued: circa 1880", "Document | A leaf. About 1880."),
    (
        "type: entry\ntitle: Ebb\ncontainer-title: Example Wiki\nissued: 2020-01-02",
        "Reference work | Ebb. Example Wiki. 2 January 2020.",
    ),
    (
        "type: entry-dictionary\ntitle: neap\ncontainer-title: Shore Words\nissued: 1911",
        "Reference work | neap. Shore Words. 1911.",
    ),
    (
        "type: entry-encyclopedia\ntitle: Tide\nauthor: [{family: Key, given: Anna}]\nvolume: 9\n"
        "container-title: Example Encyclopaedia\nedition: 11th\npage: 12\nissued: 1911",
        "Reference work | Anna Key. Tide. Example Encyclopaedia, 11th ed., volume 9, p. 12. 1911.",
    ),
    (
        "type: event\ntitle: Lantern walk\norganizer: [{literal: Harbour Office}]\n"
        "event-place: Example Bay\nevent-date: 2019-12-13",
        "Event | Lantern walk, organised by Harbour Office. Example Bay, 13 December 2019.",
    ),
    (
        "type: figure\ntitle: Section of the mole\ncontainer-title: The Tide Book\nnumber: 14\n"
        "issued: 2019",
        "Picture | Section of the mole. The Tide Book, no. 14. 2019.",
    ),
    (
        "type: graphic\ntitle: Ebb at dusk\nauthor: [{family: Moe, given: Cy}]\nissued: 1888\n"
        "medium: oil on canvas\ndimensions: 40 × 60 cm\narchive: Example Museum\n"
        "archive_location: inv. 77\ncurator: [{family: Lee, given: K.}]",
        "Picture | Cy Moe. Ebb at dusk, curated by K. Lee. Oil on canvas, 40 × 60 cm. 1888. "
        "Example Museum, inv. 77.",
    ),
    (
        "type: hearing\ntitle: On the pier\nauthority: Committee on Harbours\n"
        "event-title: Second session\nevent-place: Example City\nissued: 1971-04-05\n"
        "chair: [{family: Vance, given: R.}]",
        "Hearing | On the pier, chaired by R. Vance. Second session, Example City. "
        "Committee on Harbours, 5 April 1971.",
    ),
    (
        "type: interview\ntitle: Forty years a pilot\nauthor: [{family: Lind, given: Bo}]\n"
        "interviewer: [{family: Dahl, given: E.}]\ncontainer-title: Shore Monthly\nissued: 2004",
        "Interview | Bo Lind. Forty years a pilot, interviewed by E. Dahl. Shore Monthly. 2004.",
    ),
    (
        "type: legal_case\ntitle: Key v Lind\nnumber: 12/2021\nauthority: Supreme Court\n"
        "jurisdiction: Exampleland\ncontainer-title: Example Law Reports\nvolume: 4\npage: 101\n"
        "issued: 2021-05-03\nreferences: Affirmed in 14/2022",
        "Court decision | Key v Lind. Example Law Reports, volume 4, no. 12/2021, p. 101. "
        "Exampleland, Supreme Court, 3 May 2021. Affirmed in 14/2022.",
    ),
    (
        "type: legislation\ntitle: Tide Mills Act\ncontainer-title: Statutes of Exampleland\n"
        "chapter-number: 30\nsection: 4\nissued: 1998-06-01\nstatus: in force",
        "Legislation | Tide Mills Act. Statutes of Exampleland, chapter 30, section 4. "
        "1 June 1998, in force.",
    ),
    (
        "type: manuscript\ntitle: Day book\nauthor: [{family: Key, given: Anna}]\nissued: 1911\n"
        "genre: Diary\narchive: Example State Archive\narchive-place: Bergen\n"
        "archive_collection: Key papers\narchive_location: 'box 4, folder 2'\ncall-number: MS 9",
        "Manuscript | Anna Key. Day book. Diary. 1911. Bergen: Example State Archive, Key papers, "
        "box 4, folder 2, MS 9.",
    ),
    (
        "type: map\ntitle: Example Bay\nauthor: [{literal: Coast Survey}]\nscale: '1:25,000'\n"
        "edition: 1\npublisher: Coast Survey\nissued: 1933",
        "Map | Coast Survey. Example Bay, 1st ed. 1:25,000. 1933.",
    ),
    (
        "type: motion_picture\ntitle: The Tide\ndirector: [{family: Moe, given: Dag}]\n"
        "script-writer: [{family: Lee, given: K.}]\nproducer: [{family: Abe, given: T.}]\n"
        "executive-producer: [{literal: Example Fund}]\npublisher: Example Films\nmedium: DVD\n"
        "dimensions: 94 min\nissued: 1999",
        "Film | The Tide, written by K. Lee, directed by Dag Moe, produced by T. Abe, executive "
        "producer Example Fund. DVD, 94 min. Example Films, 1999.",
    ),
    (
        "type: musical_score\ntitle: Ebb\ncomposer: [{family: Osei, given: Kofi}]\nnumber: op. 3\n"
        "publisher: Example Scores\nissued: 1950",
        "Musical score | Ebb, composed by Kofi Osei, no. op. 3. Example Scores, 1950.",
    ),
    (
        "type: pamphlet\ntitle: Mind the quay\nauthor: [{literal: Harbour Office}]\nissued: 1951\n"
        "illustrator: [{family: Lee, given: K.}]",
        "Pamphlet | Harbour Office. Mind the quay, illustrated by K. Lee. 1951.",
    ),
    (
        "type: paper-conference\ntitle: Gauges\nauthor: [{family: Key, given: Anna}]\n"
        "container-title: Proceedings of Tide Days\nevent-title: Tide Days 3\n"
        "event-place: Bergen\nevent-date: 2021-05-01/2021-05-03\npage: 1-9\nissued: 2022",
        "Conference paper | Anna Key. Gauges. Proceedings of Tide Days, pp. 1–9. Tide Days 3, "
        "Bergen, 1–3 May 2021. 2022.",
    ),
    (
        "type: patent\ntitle: Tide mill\nauthor: [{family: Lind, given: Bo}]\nnumber: EX 123\n"
        "authority: Patent Office\njurisdiction: Exampleland\nsubmitted: 1990-01-02\n"
        "issued: 1992-03-04",
        "Patent | Bo Lind. Tide mill, no. EX 123. Exampleland, Patent Office, 4 March 1992, "
        "submitted 2 January 1990.",
    ),
    (
        "type: performance\ntitle: The Wave\nperformer: [{literal: Shore Players}]\n"
        "event-place: Example Theatre\nevent-date: 2018-06-07",
        "Performance | The Wave, performed by Shore Players. Example Theatre, 7 June 2018.",
    ),
    (
        "type: periodical\ntitle: Shore Monthly\nissued: 2004-05\nvolume: 8\nissue: 5\n"
        "supplement-number: 2\nISSN: 1234-5678",
        "Periodical | Shore Monthly, volume 8, issue 5, supplement 2. May 2004. ISSN 1234-5678.",
    ),
    (
        "type: personal_communication\ntitle: On the flood\nauthor: [{family: Key, given: Anna}]\n"
        "recipient: [{family: Lind, given: Bo}]\ngenre: Letter\nissued: 1911-05-03\n"
        "archive: Example State Archive\narchive_location: box 4",
        "Personal communication | Anna Key. On the flood, to Bo Lind. Letter. 3 May 1911. "
        "Example State Archive, box 4.",
    ),
    (
        "type: post\ntitle: The pier has gone\nauthor: [{literal: '@pilot'}]\n"
        "container-title: Example Forum\nissued: 2020-02-10\nURL: https://example.org/p/1",
        "Post | @pilot. The pier has gone. Example Forum. 10 February 2020.",
    ),
    (
        "type: post-weblog\ntitle: Mud\nauthor: [{family: Lee, given: K.}]\n"
        "container-title: Low Water\nissued: 2020-02-10",
        "Blog post | K. Lee. Mud. Low Water. 10 February 2020.",
    ),
    (
        "type: regulation\ntitle: Order on lanterns\nnumber: 5\nauthority: Harbour Ministry\n"
        "issued: 1930-01-01\nstatus: repealed",
        "Regulation | Order on lanterns, no. 5. Harbour Ministry, 1 January 1930, repealed.",
    ),
    (
        "type: report\ntitle: Towers\nauthor: [{literal: Coast Survey}]\nnumber: 8\n"
        "genre: Technical report\npublisher: Coast Survey\ndivision: Gauges\nissued: 2025-06-02",
        "Report | Coast Survey. Towers, no. 8. Technical report. Gauges, 2 June 2025.",
    ),
    (
        "type: review\ntitle: Wet feet\nauthor: [{family: Dahl, given: E.}]\n"
        "reviewed-title: The Tide\nreviewed-genre: the film\n"
        "reviewed-author: [{family: Moe, given: Dag}]\ncontainer-title: Shore Monthly\n"
        "issued: 1999-11",
        "Review | E. Dahl. Wet feet, review of the film The Tide by Dag Moe. Shore Monthly. "
        "November 1999.",
    ),
    (
        "type: review-book\ntitle: Dry\nreviewed-title: The Sea Wall\n"
        "container-title: Journal of Shores\nissued: {date-parts: [[1975]], season: 3}",
        "Review | Dry, review of The Sea Wall. Journal of Shores. Autumn 1975.",
    ),
    (
        "type: software\ntitle: TideCalc\nauthor: [{family: Lee, given: K.}]\nversion: 2.1.0\n"
        "publisher: Example Code\nissued: 2023-03-03",
        "Software | K. Lee. TideCalc, version 2.1.0. Example Code, 3 March 2023.",
    ),
    (
        "type: song\ntitle: Haul away\ncomposer: [{literal: Traditional}]\n"
        "performer: [{literal: Shore Choir}]\ncontainer-title: Songs of the Quay\n"
        "publisher: Example Records\nmedium: LP\nissued: 1968",
        "Song | Haul away, composed by Traditional, performed by Shore Choir. Songs of the Quay. "
        "LP. Example Records, 1968.",
    ),
    (
        "type: speech\ntitle: On tides\nauthor: [{family: Key, given: A.}]\n"
        "event-title: Tide Days\nevent-place: Bergen\nevent-date: 2021-05-03\nissued: 2021-05-03",
        "Speech | A. Key. On tides. Tide Days, Bergen. 3 May 2021.",
    ),
    (
        "type: standard\ntitle: Mooring rings\nauthority: Example Standards\nnumber: EX 77\n"
        "version: 3\nissued: 2012\nstatus: withdrawn",
        "Standard | Mooring rings, version 3, no. EX 77. Example Standards, 2012, withdrawn.",
    ),
    (
        "type: thesis\ntitle: Silt\nauthor: [{family: Abe, given: T.}]\ngenre: PhD thesis\n"
        "publisher: University of Example\npublisher-place: Bergen\nissued: 2010\n"
        "division: Geology",
        "Thesis | T. Abe. Silt. PhD thesis. Bergen: University of Example, Geology, 2010.",
    ),
    (
        "type: treaty\ntitle: Treaty on the Bay\ncontainer-title: Example Treaty Series\n"
        "volume: 88\nnumber: 1201\npage: 12-30\nissued: 1966-09-09\nevent-place: Bergen",
        "Treaty | Treaty on the Bay. Example Treaty Series, volume 88, no. 1201, pp. 12–30. "
        "Bergen. 9 September 1966.",
    ),
    (
        "type: webpage\ntitle: Levels today\ncontainer-title: example.org\nissued: 2026-01-05\n"
        "URL: https://example.org/levels\nlanguage: fre",
        "Web page, in French | Levels today. example.org. 5 January 2026.",
    ),
]  # fmt: skip


def shown(record: str, language: str = "en") -> str:
    fields = record.replace("\n", "\n  ")
    if "title:" not in fields:
        fields += "\n  title: T"
    parsed = parse_sources(SourceText("a.yaml", f"- id: key\n  {fields}\n"))
    assert parsed.diagnostics == ()
    view = source_view(parsed.records[0], language, load_catalogue(language))
    found = note(NoteItem(view), language)
    return f"{words(found, 'kind')} | {words(found, 'reference')}"


@pytest.mark.parametrize(("record", "reference"), RECORDS, ids=[r[0][:40] for r in RECORDS])
def test_a_reference_says_what_the_record_says(record: str, reference: str) -> None:
    assert shown(record) == reference


def test_every_type_is_in_the_table() -> None:
    types = {record.partition("\n")[0].removeprefix("type: ") for record, _ in RECORDS}
    assert set(get_args(CslType)) - types == {"document"}


@pytest.mark.parametrize(
    ("record", "reference"),
    [
        ("edition: 2\nissued: 1999", "Документ | T, 2-е изд. 1999."),
        ("edition: 2nd\nissued: 1999-21", "Документ | T, 2-е изд. Весна 1999 года."),
        ("issued: undated", "Документ | T. Без даты."),
        ("edition: Revised\nissued: 199X", "Документ | T, Revised. 1990-е годы."),
        (
            "issued: {date-parts: [[-44, 3, 15]]}\ntranslator: [{literal: Б. Линд}]",
            "Документ | T, пер. Б. Линд. 15 марта 44 г. до н. э.",
        ),
        (
            "author: [{literal: А. Ки}, {literal: et al.}]\nlanguage: eng\ncustom: {kind: ruling}",
            "Судебное решение, язык: английский | А. Ки и др. T. Без даты.",
        ),
    ],
)
def test_a_reference_in_russian(record: str, reference: str) -> None:
    assert shown(record, "ru") == reference


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        ("1", "1st ed."), ("2", "2nd ed."), ("3", "3rd ed."), ("4", "4th ed."), ("11", "11th ed."),
        ("12", "12th ed."), ("13", "13th ed."), ("21", "21st ed."), ("112", "112th ed."),
        ("22nd", "22nd ed."), ("3RD", "3rd ed."), ("Second", "2nd ed."), ("2nd ed.", "2nd ed."),
        ("Revised", "Revised."),
        ("Second edition", "Second edition."), ("2. Aufl.", "2. Aufl."), ("2-е изд.", "2-е изд."),
    ],
)  # fmt: skip
def test_an_edition_in_digits_is_counted(edition: str, words: str) -> None:
    assert shown(f"edition: '{edition}'") == f"Document | T, {words} Undated."


def test_a_publisher_that_is_the_authority_is_named_once() -> None:
    record = "publisher: Court of Appeal\nauthority: Court of Appeal\ncollection-number: 3"
    assert shown(record) == "Document | T. No. 3. Court of Appeal, undated."


@pytest.mark.parametrize(
    ("title", "markup"),
    [
        ("The <i>Mytilus</i> at 10<sup>6</sup>", "The <i>Mytilus</i> at 10<sup>6</sup>"),
        ("*Escherichia coli* and H~2~O", "<i>Escherichia coli</i> and H<sub>2</sub>O"),
        ("R&amp;D <script>x</script>", "R&amp;D &lt;script&gt;x&lt;/script&gt;"),
        ('<i onclick="x()">a</i>', '&lt;i onclick="x()"&gt;a&lt;/i&gt;'),
        ('<span style="font-variant:small-caps;">nato</span>',
         '<span class="small-caps">nato</span>'),
        ('<span class="nocase">Example</span>', "Example"),
        ("&lt;img src=x onerror=x()&gt;", "&lt;img src=x onerror=x()&gt;"),
        ("a < b & c * d", "a &lt; b &amp; c * d"),
    ],
)  # fmt: skip
def test_a_title_keeps_its_letters_and_nothing_else(title: str, markup: str) -> None:
    quoted = title.replace("'", "''")
    parsed = parse_sources(SourceText("a.yaml", f"- {{id: key, title: '{quoted}'}}\n"))
    view = source_view(parsed.records[0], "en", load_catalogue("en"))
    (cite,) = note(NoteItem(view)).iter("cite")
    written = lxml.html.tostring(cite, encoding="unicode", with_tail=False)
    assert written == f'<cite class="title">{markup}</cite>'
