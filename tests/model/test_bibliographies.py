"""What reference managers and publishers export, as it is: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.documents.data.bibliographies import LARGEST_EXPANSION
from explainer.documents.data.latex import latex_text
from explainer.documents.files.source_text import SourceText
from explainer.model.sources.exports import edtf_in, edtf_of
from explainer.model.sources.source import Source
from explainer.model.sources.source_files import ParsedSources, parse_sources
from explainer.renderers.citations import csl_item
from tests.sites import TinySite, explainer, words

EXPORTS = Path(__file__).parent / "bibliographies"


def _parse(text: str, name: str = "refs.bib") -> ParsedSources:
    return parse_sources(SourceText(f"content/sources/{name}", text))


def _told(parsed: ParsedSources) -> list[str]:
    return [
        f"{d.location.line}:{d.location.column} {d.code}: {d.message}" for d in parsed.diagnostics
    ]


def _entry(fields: str, kind: str = "article") -> Source:
    """The source of an entry in BibTeX, which has nothing wrong."""
    parsed = _parse(f"@{kind}{{key, title = {{T}}, {fields}}}")
    assert _told(parsed) == []
    return parsed.records[0]


def _record(*lines: str, kind: str = "JOUR") -> Source:
    """The source of a record in RIS, which has nothing wrong."""
    text = "\n".join((f"TY  - {kind}", "ID  - key", "TI  - T", *lines, "ER  - ", ""))
    parsed = _parse(text, "refs.ris")
    assert _told(parsed) == []
    return parsed.records[0]


def _authors(source: Source) -> list[str]:
    return [name.display for name in source.authors]


# ---- whole files ----


def _export(name: str) -> dict[str, Source]:
    text = (EXPORTS / name).read_bytes().decode("utf-8-sig")
    parsed = _parse(text, name)
    assert [told for told in _told(parsed) if " made-key: " not in told] == []
    return {source.key: source for source in parsed.records}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("zotero.bib", "smith_bridge_2021"),
        ("better-biblatex.bib", "smithBridgeAlderSound2021"),
        ("mendeley.bib", "Smith2021"),
        ("scholar.bib", "smith2021bridge"),
        ("zotero.ris", "smith2021bridge"),
        ("endnote.ris", "17"),
        ("mendeley.ris", "smith2021bridge"),
        ("web-of-science.ris", "smith2021bridge"),
        ("zotero.json", "smith2021bridge"),
        ("better.json", "smithBridge2021"),
        ("better.yaml", "smithBridge2021"),
        ("crossref.json", "smith2021bridge"),
    ],
)
def test_an_article_is_the_same_whoever_exports_it(name: str, key: str) -> None:
    article = _export(name)[key]
    assert article.title.casefold().startswith("the bridge over alder sound")
    assert article.authors[0].family == "Smith"
    assert article.container.casefold() == "journal of made-up bridges"
    assert (article.type, article.volume, article.issue) == ("article-journal", "12", "3")
    assert (article.pages, str(article.issued)[:4]) == ("101-115", "2021")


@pytest.mark.parametrize("name", sorted(path.name for path in EXPORTS.iterdir()))
def test_line_ends_make_no_difference(name: str) -> None:
    text = (EXPORTS / name).read_bytes().decode("utf-8-sig")
    found = [_parse(text.replace("\n", end), name).records for end in ("\n", "\r\n")]
    assert [csl_item(source) for source in found[0]] == [csl_item(source) for source in found[1]]
    assert len(found[0]) > 0


def test_what_zotero_exports_as_bibtex() -> None:
    article, thesis, chapter = _export("zotero.bib").values()
    assert article.title == (
        "The Bridge over Alder Sound: 10<sup>6</sup> crossings & <i>Anguilla</i> in CO<sub>2</sub>"
    )
    assert _authors(article)[:4] == [
        *("Ann B. Smith", "Jürgen von der Aue", "Alder Sound Council", "Seán Ó Briain")
    ]
    assert article.url == "https://example.org/a_b?x=1&y=50%25"
    assert (str(article.issued), str(article.accessed)) == ("2021-03", "2021-04-05")
    assert (thesis.type, thesis.publisher, thesis.place) == (
        *("thesis", "University of Alder", "Aldertown"),
    )
    assert (chapter.type, chapter.container, chapter.edition, chapter.pages) == (
        *("chapter", "Handbook of Crossings", "2", "7-40"),
    )
    assert [name.display for name in chapter.editors] == ["Ann B. Smith", "John Doe"]


def test_what_better_bibtex_exports_as_biblatex() -> None:
    found = _export("better-biblatex.bib")
    assert {key: (source.type, str(source.issued)) for key, source in found.items()} == {
        "smithBridgeAlderSound2021": ("article-journal", "2021-03-04"),
        "councilSurvey2020": ("webpage", "2020-05/2020-07"),
        "leeTolls2018": ("paper-conference", "2018-09-01/2018-09-03"),
        "aueFerries2019": ("thesis", "2019-06"),
        "council2017": ("report", "2017~"),
        "doeTide2022": ("software", "2022-01-06"),
        "bridgeAct1950": ("legislation", "1950-06-01"),
        "letter1911": ("personal_communication", "1911-04-12"),
        "film1962": ("motion_picture", "1962"),
    }
    assert _authors(found["aueFerries2019"]) == ["Jürgen von der Aue"]
    assert found["smithBridgeAlderSound2021"].language == "en-GB"
    assert found["council2017"].number == "AR-16"


def test_what_jabref_writes() -> None:
    article, book, chapter = _export("jabref.bib").values()
    assert article.title == "Bridges – a review of “Alder Sound”"
    assert article.container == "Journal of Made-Up Bridges"
    assert _authors(article) == ["Ann B. Smith", "Jürgen Außen", "Pál Erdős"]
    assert (chapter.container, chapter.publisher, str(chapter.issued)) == (
        *("Handbook of Crossings", "Example House", "2018"),
    )
    assert (book.title, book.place) == ("Handbook of Crossings", "Aldertown")


def test_what_publishers_and_archives_offer() -> None:
    (paper,) = _export("acm.bib").values()
    assert paper.key == "10.5555/1234567.1234568"
    assert (paper.type, paper.pages) == ("paper-conference", "12-20")
    assert paper.place == "Aldertown, AL, Alderland"
    (preprint,) = _export("arxiv.bib").values()
    assert (preprint.type, preprint.number) == ("article", "arXiv:2101.00000")
    assert preprint.url == "https://arxiv.org/abs/2101.00000"
    printed = _entry("eprint = {2101.1}, archivePrefix = {arXiv}, journal = {J}, publisher = {H}")
    assert (printed.type, printed.publisher, printed.number) == ("article-journal", "H", "")
    (scholarly, _) = _export("web-of-science.ris"), None
    assert _authors(scholarly["smith2021bridge"]) == ["AB Smith", "MJ Lee"]
    assert str(scholarly["smith2021bridge"].issued) == "2021-03-04"


def test_what_is_private_is_published_nowhere(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    names = [path for path in sorted(EXPORTS.iterdir()) if path.name != "better.json"]
    keys = {"zotero.bib": "smith_bridge_2021", "zotero.ris": "lee2018tolls", "acm.bib": ""}
    files = {f"sources/{name}": (EXPORTS / name).read_bytes() for name in keys}
    cited = " ".join(f"[@{key}]" for key in keys.values() if key)
    site.write(
        {
            **files,
            "site.yaml": "title: T\n",
            "explainers/a.md": explainer(f"## Why?\n\nSo. {cited}"),
        }
    )
    site.build()
    assert len(names) > 10
    for name, data in site.files().items():
        assert b"rivate" not in data, name
        assert b"/home/ann" not in data, name


# ---- BibTeX ----

SMALL = '<span style="font-variant:small-caps;">'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"G{\"o}del \"Os {\'e} \'{\i} \c{c} \v{s} \H{o}", "Gödel Ös é í ç š ő"),
        (r"{\ss} \ss{} \L{}\'od\'z {\AE} \o", "ß ß Łódź Æ ø"),
        (r"R\&D -- 5~m --- ``so'' 50\% \$5 \#1 a\_b", "R&D – 5 m — “so” 50% $5 #1 a_b"),
        (r"50% of $5 and $6 & more", "50% of $5 and $6 & more"),
        (r"{Case} {{Protected}} Words", "Case Protected Words"),
        (r"\emph{a {\L} b} \textit{x} {\em y}", "<i>a Ł b</i> <i>x</i> <i>y</i>"),
        (r"x\textsuperscript{2} $10^{-3}$ H$_2$O", "x<sup>2</sup> 10<sup>-3</sup> H<sub>2</sub>O"),
        (r"$x^2$ 4\textsuperscript{th}", "x<sup>2</sup> 4<sup>th</sup>"),
        (r"$\alpha$-test, $p<0.05$, $\le 5$, CO$_{\textrm{2}}$",
         "α-test, p<0.05, ≤5, CO<sub>2</sub>"),
        (r"\enquote{a} \textbf{b} \href{http://x}{y}", "“a” <b>b</b> y"),
        (r"{\sc a} \textsc{b}", f"{SMALL}a</span> {SMALL}b</span>"),
        (r"\url{http://x.org/a_b%20c}", "http://x.org/a_b%20c"),
        (r"{\noopsort{1973b}}Title \dots{} \textemdash{} \euro", "Title … — €"),
        (r"3~$\mu$m at $5^\circ$C $\pm$1 {\textless}x", "3 μm at 5°C ±1 <x"),
        (r"na\"{\i}ve Ana{\"\i}s \^{\i}le \.{I}z \t{oo}", "naïve Anaïs île İz oo"),
        (r"\(O(n \log n)\), \(x^{2}\), \ce{H2O} {\relax Ch}", "O(n log n), x<sup>2</sup>, H2O Ch"),
        ("no commands", "no commands"),
    ],
)  # fmt: skip
def test_latex_becomes_text(written: str, shown: str) -> None:
    assert latex_text(written) == shown


def test_no_file_is_read_for_latex(tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("secret")
    for command in ("input", "include", "InputIfFileExists", "verbatiminput", "lstinputlisting"):
        assert "secret" not in latex_text(f"\\{command}{{{secret}}}").replace(str(secret), "")


@given(st.text("\\{}$^_~%&#`'\"ab -", max_size=60))
def test_any_latex_can_be_read(text: str) -> None:
    parsed = _parse(f"@book{{k, title = {{{text}}}}}")
    assert all(told.split()[1][:6] in ("bibtex", "missin", "empty:") for told in _told(parsed))


@given(st.text('@book{}(),="#\\\n ak%', max_size=80))
def test_any_text_can_be_read_as_bibtex(text: str) -> None:
    for name in ("author", "date", "crossref", "month = jan, year"):
        entry = f"@misc{{k, title = {{T}}, {name} = {{{text}}}}}"
        for written in (text, entry, f"@string{{a = {text}}}\n@book{{k, title = a # {text}}}"):
            _parse(written)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Smith, Ann and John Doe", ["Ann Smith", "John Doe"]),
        ("von Last, Jr, First", ["First von Last Jr"]),
        ("Ludwig van Beethoven and de la Cruz, Ana", ["Ludwig van Beethoven", "Ana de la Cruz"]),
        ("{World Health Organization} and {Barnes and Noble, Inc.}",
         ["World Health Organization", "Barnes and Noble, Inc."]),
        (r"{\'E}mile Zola and {\"O}sten, P. and {von Neumann}, John",
         ["Émile Zola", "P. Östen", "John von Neumann"]),
        ("Madonna and others", ["Madonna", "et al."]),
        ("family=Aue, given=J{\\\"u}rgen, prefix=von der, useprefix=true", ["Jürgen von der Aue"]),
        ('"family={Van Dyke}, given=Ann"', ["Ann Van Dyke"]),
        ("Smith,\n  Ann\n  AND Doe, J.", ["Ann Smith", "J. Doe"]),
        ("王 小明", ["王小明"]),
        ("王, 小明 and ジョン スミス", ["王小明", "ジョン・スミス"]),
        ("Smith, A., Doe, B., Roe, C.", ["Smith, A., Doe, B., Roe, C."]),
        ("Ann Smith 0001", ["Ann Smith"]),
    ],
)  # fmt: skip
def test_names_of_bibtex(written: str, names: list[str]) -> None:
    assert _authors(_entry(f"author = {{{written}}}")) == names


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year = 2021", "2021"),
        ("year = {2021}, month = mar", "2021-03"),
        ('year = 2021, month = mar # "~15"', "2021-03-15"),
        ("year = 2021, month = {March}, day = 4", "2021-03-04"),
        ("year = 2021, month = {3}", "2021-03"),
        ("year = 2021, month = {Sept.}", "2021-09"),
        ("year = 2021, month = {15 oct}", "2021-10-15"),
        ("year = 2021, month = {Jul/Aug}", "2021-07/2021-08"),
        ("year = 2021, month = {mar 3--5}", "2021-03-03/2021-03-05"),
        ("date = {2021-03-04}, year = 1999", "2021-03-04"),
        ("date = {2021-03-04/2021-03-06}", "2021-03-04/2021-03-06"),
        ("date = {1890~}", "1890~"),
        ("date = {1890?}", "1890?"),
        ("date = {1990/}", "1990/.."),
        ("date = {/1990}", "../1990"),
        ("date = {2021-03-04T10:00:00Z}", "2021-03-04"),
        ("date = {4 March 2021}", "2021-03-04"),
        ("date = {23/04/2021}", "2021-04-23"),
        ("date = {04/23/2021}", "2021-04-23"),
        ("date = {03.04.2021}", "2021-04-03"),
        ("date = {04/04/2021}", "2021-04-04"),
        ("date = {03/04/2021}", "2021"),
    ],
)
def test_dates_of_bibtex(fields: str, date: str) -> None:
    assert str(_entry(fields).issued) == date


@pytest.mark.parametrize(
    ("fields", "literal"),
    [
        ("year = {in press}", "in press"),
        ("year = {in press}, month = {3}, day = {4}", "in press"),
        ("year = 2021, month = {Spring}", "Spring 2021"),
        ("date = {2021-21}", "Spring 2021"),
        ("year = {forthcoming}, month = may", "may forthcoming"),
    ],
)
def test_dates_of_bibtex_in_words(fields: str, literal: str) -> None:
    assert _entry(fields).issued_literal == literal


@pytest.mark.parametrize(
    ("kind", "fields", "type_"),
    [
        ("Article", "", "article-journal"),
        ("article", "entrysubtype = {newspaper}", "article-newspaper"),
        ("article", "entrysubtype = {magazine}", "article-magazine"),
        ("BOOK", "", "book"),
        ("inbook", "", "chapter"),
        ("booklet", "", "pamphlet"),
        ("conference", "", "paper-conference"),
        ("proceedings", "", "book"),
        ("mastersthesis", "", "thesis"),
        ("techreport", "", "report"),
        ("manual", "", "book"),
        ("unpublished", "", "manuscript"),
        ("unpublished", "eventtitle = {Day of Bridges}", "speech"),
        ("misc", "", "document"),
        ("misc", "url = {https://example.org}", "webpage"),
        ("electronic", "", "webpage"),
        ("patent", "", "patent"),
        ("dataset", "", "dataset"),
        ("jurisdiction", "", "legal_case"),
        ("legislation", "", "legislation"),
        ("standard", "", "standard"),
        ("audio", "", "song"),
        ("movie", "", "motion_picture"),
        ("periodical", "", "periodical"),
        ("suppbook", "", "chapter"),
        ("inreference", "", "entry-encyclopedia"),
        ("artwork", "", "graphic"),
        ("map", "", "map"),
        ("presentation", "", "speech"),
    ],
)
def test_types_of_bibtex(kind: str, fields: str, type_: str) -> None:
    assert _entry(fields, kind).type == type_


def test_what_has_no_place_in_csl_is_told_once_a_file() -> None:
    fields = "title = {T}, reporter = {R}, abstract = {private}, bdsk-url-1 = {private}"
    parsed = _parse("".join(f"@brochure{{k{i}, {fields}}}\n" for i in range(3)))
    assert _told(parsed) == [
        '1:1 not-csl: "brochure" is no type that we know (3 times)',
        "1:28 not-csl: `reporter` is no field that we know (3 times)",
    ]
    assert {source.type for source in parsed.records} == {"document"}
    ris = _parse("TY  - XXXX\nID  - k\nTI  - T\nAB  - private\nXY  - a\nXY  - b\nER  - \n", "a.ris")
    assert _told(ris) == [
        '1:7 not-csl: "XXXX" is no type that we know',
        "5:1 not-csl: `XY` is no tag that we know",
    ]
    assert [source.type for source in ris.records] == ["document"]


@pytest.mark.parametrize(
    ("kind", "fields", "variable", "text"),
    [
        ("letter", "recipient = {Roe, Ada}", "recipient", [{"family": "Roe", "given": "Ada"}]),
        ("map", "scale = {1:50000}", "scale", "1:50000"),
        ("unpublished", "eventtitle = {Tide Days}, venue = {Elm}", "event-place", "Elm"),
        ("article", "pubstate = {inpress}", "status", "in press"),
        ("patent", "type = {patentus}", "genre", "US patent"),
        ("article", "eid = {e12}", "number", "e12"),
        ("article", r"journal = {\apjl}", "container-title", "The Astrophysical Journal Letters"),
        ("article", "eprint = {12}, eprinttype = {SSRN}", "archive", "SSRN"),
        ("article", "eprint = {12}, eprinttype = {SSRN}", "archive_location", "12"),
        ("misc", "eprint = {2301.01234}", "number", "arXiv:2301.01234"),
        ("online", "titleaddon = {Weirs Online}", "container-title", "Weirs Online"),
        ("book", "series = {Studies}, volume = 3", "collection-number", "3"),
        ("mvbook", "series = {Studies}, volume = 3, volumes = 4", "volume", "3"),
        ("proceedings", "publisher = {P}, organization = {O}", "organizer", [{"literal": "O"}]),
        ("book", "langid = {swissgerman}", "language", "de-CH"),
        ("book", "language = {Romanian}", "language", "ro"),
        ("book", "translator = {Roe, R. and others}", "translator",
         [{"family": "Roe", "given": "R."}, {"literal": "et al."}]),
        ("book", "editor = {Roe, R.}, editortype = {organizer}", "organizer",
         [{"family": "Roe", "given": "R."}]),
    ],
)  # fmt: skip
def test_what_is_read_of_bibtex_is_exported(
    kind: str, fields: str, variable: str, text: object
) -> None:
    assert csl_item(_entry(fields, kind))[variable] == text


def test_numbers_go_where_their_type_has_them() -> None:
    assert _entry("number = 3").issue == "3"
    assert (_entry("number = 3", "report").number, _entry("number = 3", "book").number) == ("3", "")
    assert _entry("number = {EP 1}", "patent").number == "EP 1"
    assert _entry("eprint = {12}, eprinttype = {jstor}").url == "https://www.jstor.org/stable/12"
    assert _entry(r"howpublished = {\url{https://example.org/x}}", "misc").url.endswith("org/x")
    assert _entry("howpublished = {Handed out}", "misc").publisher == "Handed out"
    assert _entry("subtitle = {A {Sub}}").title == "T: A Sub"
    assert _entry("langid = {ngerman}").language == "de"


def test_fields_come_from_xdata_and_from_the_whole_that_an_entry_is_part_of() -> None:
    parsed = _parse(
        "@inproceedings{a, title = {A}, crossref = {p}, year = 2001}\n"
        "@article{b, title = {B}, crossref = {j}}\n"
        "@proceedings{p, title = {Whole}, subtitle = {Sub}, editor = {Doe, J.}, year = 2000,"
        " xdata = {x}}\n"
        "@periodical{j, title = {Journal}, date = {2003}}\n"
        "@xdata{x, publisher = {House}, keywords = {private}}\n"
    )
    assert _told(parsed) == []
    a, b, p, _ = parsed.records
    assert (a.title, a.container, a.publisher, str(a.issued)) == ("A", "Whole", "House", "2001")
    assert [name.display for name in a.editors] == ["J. Doe"]
    assert (b.container, str(b.issued)) == ("Journal", "2003")
    assert p.title == "Whole: Sub"


def test_what_is_wrong_is_told_at_its_field() -> None:
    parsed = _parse(
        "@book{a,\r\n"
        "  title = {A},\r\n"
        "  date = {2021-02-30},\r\n"
        "  url = {ftp://example.org},\r\n"
        "}\r\n"
        "@book{b, year = 2000}\r\n"
    )
    assert _told(parsed) == [
        "3:19 date: February 2021 has 28 days, not 30",
        "4:10 url: `URL` must be an http or https address",
        "6:7 missing-key: `title` is missing",
    ]


def test_macros_cannot_exhaust_memory() -> None:
    doubling = "".join(f"@string{{a{i + 1} = a{i} # a{i}}}\n" for i in range(60))
    text = f"@string{{a0 = {{ha}}}}\n{doubling}@book{{k, title = a60}}\n"
    began = time.perf_counter()
    parsed = _parse(text)
    assert "macros make this file too large" in " ".join(_told(parsed))
    assert sum(len(source.title) for source in parsed.records) < LARGEST_EXPANSION
    assert time.perf_counter() - began < 5


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "@book{k%d, title = {T}, author = {A and B and C}}\n",
        "@book{k%d, title = {\\'e\\'e}}\n",
        "@book{k%d, title = {T\n",
        "@book{k%d, title = {T}, crossref = {k0}}\n",
        "@string{s%d = {a}}\n",
        "{", "\\", "\\(", "@", "@a(", "$^", "#a", "and ",
    ],
)  # fmt: skip
def test_the_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        text = "".join(piece % i if "%d" in piece else piece for i in range(count))
        wrapped = (
            text if piece.startswith("@") else f"@book{{k, title = {{{text}}}, author={{{text}}}}}"
        )
        began = time.process_time()
        _parse(wrapped)
        return time.process_time() - began

    seconds(10)
    assert seconds(4000) < max(0.5, 16 * seconds(1000))


def test_what_nests_too_deep_or_holds_too_much_is_refused() -> None:
    deep = _parse(f"@book{{k, title = {{{'{' * 60}T{'}' * 60}}}}}")
    assert _told(deep) == ["1:19 bibtex: braces nest too deep to be read"]
    many = _parse("@book{k, title = {" + r"\'e" * 100_001 + "}}")
    assert _told(many) == ["1:19 bibtex: too much LaTeX to be read"]


def test_without_the_library_the_cure_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bibtexparser.splitter", None)
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: T\n",
            "sources/refs.bib": "@book{a, title = {A}}\n@book{b, title = {B}}\n",
            "explainers/a.md": explainer("## Why?\n\nSo.[@a] And so.[@b]"),
        }
    )
    assert site.errors() == [
        "content/sources/refs.bib:1:1 missing-library:"
        " bibtexparser, which reads .bib files, is not installed"
    ]


def test_a_site_without_bibtex_does_not_load_it(tmp_path: Path) -> None:
    import subprocess

    code = (
        "import sys; from explainer import cli; cli.main();"
        "print([m for m in sys.modules if m.startswith(('bibtexparser', 'pylatexenc'))])"
    )
    site = TinySite(tmp_path)
    site.write({"site.yaml": "title: T\n", "sources/a.yaml": "- {id: a, title: A}\n"})
    command = [sys.executable, "-c", code, "--site", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


# ---- RIS ----


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["PY  - 2021"], "2021"),
        (["PY  - 2021///"], "2021"),
        (["Y1  - 2021/03//"], "2021-03"),
        (["DA  - 2021/03/04/", "PY  - 2021"], "2021-03-04"),
        (["DA  - 2021-03-04"], "2021-03-04"),
        (["DA  - Mar 4", "PY  - 2021"], "2021-03-04"),
        (["DA  - 4 March 2021"], "2021-03-04"),
        (["PY  - 2021", "DA  - MAR"], "2021-03"),
        (["DA  - 2021/03/04/Spring"], "2021-03-04"),
    ],
)
def test_dates_of_ris(lines: list[str], date: str) -> None:
    assert str(_record(*lines).issued) == date


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        *(("JOUR", "article-journal"), ("EJOUR", "article-journal"), ("NEWS", "article-newspaper")),
        *(("MGZN", "article-magazine"), ("BOOK", "book"), ("CHAP", "chapter"), ("THES", "thesis")),
        *(("RPRT", "report"), ("CONF", "paper-conference"), ("CPAPER", "paper-conference")),
        *(("ELEC", "webpage"), ("WEB", "webpage"), ("CASE", "legal_case"), ("STAT", "legislation")),
        *(("DATA", "dataset"), ("COMP", "software"), ("PAT", "patent"), ("GEN", "document")),
        *(
            ("MPCT", "motion_picture"),
            ("ENCYC", "entry-encyclopedia"),
            ("ICOMM", "personal_communication"),
        ),
    ],
)
def test_types_of_ris(kind: str, type_: str) -> None:
    assert _record(kind=kind).type == type_


def test_names_titles_and_numbers_of_ris() -> None:
    chapter = _export("zotero.ris")["lee2018tolls"]
    assert (chapter.container, chapter.pages, chapter.isbn) == (
        *("Handbook of Crossings", "7-40", "978-0-00-000000-2"),
    )
    assert [name.display for name in chapter.editors] == ["John Doe"]
    article, report = _export("endnote.ris").values()
    assert article.title == "The bridge over Alder Sound: a second look"
    assert _authors(article) == ["A. B. Smith", "John Doe Jr."]
    assert (report.key, report.number, _authors(report)) == (
        *("asc2017traffic", "AR-16", ["Alder Sound Council"]),
    )
    report = _record("SN  - TR-7", "M1  - 12", kind="RPRT")
    assert (report.number, dict(report.more).get("ISSN")) == ("TR-7", None)
    assert dict(_record("ET  - 3.0", kind="COMP").more)["version"] == "3.0"
    assert dict(_record("IS  - 7", "T3  - Studies", kind="BOOK").more) == {
        "collection-number": "7", "collection-title": "Studies",
    }  # fmt: skip
    case = _record("A2  - Alder Law Reports", kind="CASE")
    assert (case.container, case.editors) == ("Alder Law Reports", ())
    film = _record("A2  - Lens, Lena", "A3  - Prod, P.", kind="MPCT")
    assert [role for role, _ in film.roles] == ["director", "producer"]
    journal = ["JO  - J. Sh.", "T2  - Journal of Shores"]
    assert _record(*journal).container == "Journal of Shores"
    urls = ["UR  - https://a.example https://b.example", "L2  - https://c.example"]
    assert _record(*urls).url == "https://a.example"
    assert _record("UR  - file:///home/a.pdf", "L1  - https://a.example/private").url == ""
    assert _record("BT  - Whole", kind="CHAP").container == "Whole"
    assert (
        _record("T2  - Day of Tolls", "C3  - Proceedings", kind="CONF").container == "Proceedings"
    )
    (untitled,) = _parse("TY  - BOOK\nBT  - Whole\nER  - \n", "refs.ris").records
    assert untitled.title == "Whole"


@given(st.text("TYERAU  -\n\r 19/ab", max_size=80))
def test_any_text_can_be_read_as_ris(text: str) -> None:
    codes = {told.split()[1] for told in _told(_parse(text, "refs.ris"))}
    assert codes <= {"ris:", "made-key:", "missing-key:", "empty:", "source-key:", "date:"}


# ---- keys ----


def _json(*items: str) -> ParsedSources:
    return _parse(f"[{', '.join(items)}]", "refs.json")


def _item(id_: str = "", more: str = "", title: str = "The Bridge at Noon") -> str:
    stated = f'"id": "{id_}", ' if id_ else ""
    return (
        f'{{{stated}"title": "{title}", "author": [{{"family": "Smith", "given": "A"}}],'
        f' "issued": {{"date-parts": [[2021]]}}{more}}}'
    )


URI = "http://zotero.org/users/1/items/"


@pytest.mark.parametrize(
    ("item", "key"),
    [
        (_item(f"{URI}A"), "smith2021bridge"),
        (_item(f"{URI}A", ', "citation-key": "own"'), "own"),
        (_item(f"{URI}A", ', "note": "PMID: 1\\nCitation Key: noted\\nx"'), "noted"),
        (_item(f"{URI}A", ', "note": "Citation Key: two words"'), "smith2021bridge"),
        (_item("1234/ABCD"), "1234/ABCD"),
        (_item("17"), "17"),
        (_item("ABC 12"), "smith2021bridge"),
        (_item("müller2020"), "muller2020"),
        (_item("o'brien--2020"), "o-brien-2020"),
        (_item(), "smith2021bridge"),
        (_item(f"{URI}A", title="Über <i>die</i> Brücke"), "smith2021uber"),
        ('{"id": "http://x.org/1", "title": "白鲸"}', "item-1"),
        ('{"id": "http://x.org/1", "title": "Щука", "author": "Лев Толстой"}', "levtolstoyshchuka"),
        ('{"title": "X", "author": [{"literal": "The World Health Organization"}]}', "whox"),
    ],
)
def test_the_key_of_an_exported_source(item: str, key: str) -> None:
    assert [source.key for source in _json(item).records] == [key]


def test_keys_are_independent_of_the_order() -> None:
    items = [
        _item(f"{URI}A", title="The Bridge at Noon"),
        _item(f"{URI}B", title="The Bridge at Night"),
        _item(f"{URI}C", title="The Bridge at Night"),
        _item(f"{URI}D", title="A Ferry"),
        _item("smith2021ferry", title="Another"),
    ]
    expected = {
        f"{URI}A": "smith2021bridgeatnoon",
        f"{URI}B": "smith2021bridgeatnighta",
        f"{URI}C": "smith2021bridgeatnightb",
        f"{URI}D": "smith2021ferrya",
        "": "smith2021ferry",
    }
    for order in (items, items[::-1], [items[i] for i in (2, 0, 4, 1, 3)]):
        assert {s.written_id: s.key for s in _json(*order).records} == expected


def test_keys_that_were_made_are_told_once_a_file() -> None:
    parsed = _json(*(_item(f"{URI}{i}", title=f"Word{i}") for i in range(7)))
    (told,) = parsed.diagnostics
    assert not told.is_error
    assert told.message.startswith("7 sources have no id that can be cited")
    assert told.hint.startswith(f"{URI}0 is cited as [@smith2021word0]; ")
    assert told.hint.endswith("; 2 more.")


def test_made_keys_alike_but_for_case_stay_apart() -> None:
    parsed = _json(_item(f"{URI}A"), _item("Smith2021Bridge"))
    assert [source.key for source in parsed.records] == ["smith2021bridgeatnoon", "Smith2021Bridge"]


@pytest.mark.parametrize("text", [_item("k"), f'{{"items": [{_item("k")}]}}', f"[{_item('k')}]"])
def test_forms_of_csl_json(text: str) -> None:
    assert [source.key for source in _parse(text, "refs.json").records] == ["k"]


# ---- a whole library ----

KINDS = (
    "article book incollection inproceedings phdthesis techreport misc online manual unpublished"
    " patent dataset software inbook booklet standard movie"
)
FAMILIES = ("Smith", 'M{\\"u}ller', "Ó Briain", "de la Cruz", "{\\L}ukowski", "Lee")
NOUNS = ("bridge", "ferry", "harbour", "toll", "signal", "{CO}$_2$", "\\emph{Anguilla}", "queue")


def library(count: int) -> Iterator[str]:
    """Entries of every kind with made-up fields, the same on each run."""
    chance = random.Random(1)
    kinds = KINDS.split()
    for i in range(count):
        names = " and ".join(
            f"{chance.choice(FAMILIES)}, {chance.choice('ABCDE')}." for _ in range(i % 4 + 1)
        )
        fields = {
            "author": names,
            "title": f"Of {chance.choice(NOUNS)} and {chance.choice(NOUNS)}, part {i}",
            "year": str(1950 + i % 70),
            "month": chance.choice(("jan", "{Feb}", "mar", "12", '"Sep"')),
            "journal": "Journal of Made-Up Bridges",
            "booktitle": "Handbook of Crossings",
            "publisher": "Example House",
            "institution": "University of Alder",
            "volume": str(i % 30 + 1),
            "number": str(i % 4 + 1),
            "pages": f"{i}--{i + 9}",
            "doi": f"10.5555/alder.{i}",
            "url": f"https://example.org/{i}",
        }
        kept = [
            name for name in fields if name in ("author", "title", "year") or chance.random() > 0.4
        ]
        bare = {"month"}
        lines = [f"  {n} = {fields[n] if n in bare else '{' + fields[n] + '}'}" for n in kept]
        yield f"@{kinds[i % len(kinds)]}{{key{i},\n" + ",\n".join(lines) + "\n}\n"


@pytest.mark.slow
def test_every_entry_of_a_library_prints(tmp_path: Path) -> None:
    count = 204
    site = TinySite(tmp_path)
    cited = "\n".join(f"## Why {i}? {{#q{i}}}\n\nSo.[@key{i}]\n" for i in range(count))
    bibliography = "".join(library(count))
    site.write(
        {
            "site.yaml": "title: T\n",
            "sources/refs.bib": bibliography,
            "explainers/a.md": explainer(cited),
        }
    )
    site.build()
    parsed = _parse(bibliography)
    assert _told(parsed) == []
    assert len({source.type for source in parsed.records}) >= 12
    for i, source in enumerate(parsed.records):
        page = words(site.tree(f"sources/key{i}/"))
        assert f"part {i}" in page
        assert source.authors[0].display in page
        assert source.publisher in page
        assert str(1950 + i % 70) in page
        assert not re.search(r"[\\{}$<>]", page), page
        assert csl_item(source)["id"] == f"key{i}"


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        (("2021", "Winter"), "2021-24"),
        (("2021", "0"), "2021"),
        (("about 1890",), "about 1890"),
        (("2021", "no month"), "2021"),
    ],
)
def test_dates_in_parts(parts: tuple[str, ...], date: str) -> None:
    assert edtf_of(*parts) == date


def test_dates_in_one_text() -> None:
    assert edtf_in("2021/00/00/") == "2021"
    assert edtf_in("n.d.") == "n.d."
