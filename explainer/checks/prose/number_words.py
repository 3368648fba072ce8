"""Word lists that tell whether a number in prose is a figure, a date or part of a name.

They are short on purpose and hold what ordinary reporting needs. Most are English; in other
languages only digits are read, with the few words listed here.
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.split()))


SMALL = _words("two three four five six seven eight nine ten eleven twelve")
"""Figures if they count something, else figures of speech: "two sides to it", "the two"."""
LARGE = _words(
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    " twenty thirty forty fifty sixty seventy eighty ninety"
)
"""Always figures."""
SCALES = _words("dozen hundred thousand million billion trillion")
FRACTIONS = _words("third quarter fourth fifth sixth seventh eighth ninth tenth")
BEFORE_SHARES = _words("by nearly almost about over under than only just roughly")
"""After these, "a third" is a share, not an ordinal."""
CHANGES = frozenset(_words("up down by"))
"""After these, a count of a measure is a figure: "by three points", not "makes three points"."""

MONTHS = {
    "en": _words(
        "January February March April May June July August September October November December"
        " Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
    ),
    "ru": _words(
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
        " январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре"
    ),
}

CURRENCIES = r"(?:US\$|[$€£¥₽₸₴]|USD|EUR|GBP)"
PERCENT = r"(?:%|‰|per cent|percentage points?|percent|процент\w*)"
SCALE_SIGNS = r"(?:hundred|thousand|million|billion|trillion|bn|mln|тыс\.?|млн|млрд|трлн)"

MEASURES = frozenset(
    _words(
        "second minute hour day night week fortnight month year decade century mile kilometre"
        " kilometer metre meter centimetre foot feet inch acre hectare litre liter gallon tonne ton"
        " kilogram kilo gram pound dollar euro cent ruble rouble tenge degree percent point fold"
        " storey man men member person people state seat times"
    )
)
"""Before these, "two" is a figure, and so is a number with a hyphen: "a five-day visit"."""

RHETORICAL = frozenset(
    _words(
        "aim answer approach argument aspect camp case chapter claim class concept"
        " condition difference different direction effect element end example explanation"
        " extreme factor form front group half hand idea issue kind layer lesson level"
        " matter meaning method mind model name option part path pattern perspective phase"
        " piece place point position principle problem purpose question reading reason"
        " respect role route rule school section sense side sort source stage step story"
        " strand task term text theme theory thing topic tradition type use version view way"
        " word world"
    )
)
"""Counts of these structure the text and are not figures: "two reasons"."""

DEFINITE = frozenset(
    _words("the these those this that his her its our their both all other last first next")
)
"""After these, a small number is not a figure: its things were counted before."""

LOCATORS = _words(
    "Article Articles Art Chapter Chapters Section Sections Sec Paragraph Paragraphs Para Clause"
    " Part Parts Annex Appendix Schedule Protocol Resolution Decree Directive Regulation"
    " Rule Rules Amendment Title Page Pages Line Lines Verse Psalm Table Figure Fig Column Footnote"
    " Note Step Item Question Exhibit Volume Vol Episode Season Series Lot Law Bill"
    " article articles chapter chapters section sections paragraph paragraphs clause annex"
    " appendix protocol resolution rule page pages line lines verse table footnote step item"
    " volume episode season"
    " Room Gate Platform Terminal Track Route Highway Motorway Interstate Junction Exit Bus"
    " Flight Channel Radio Area Zone District Ward Sector Block Building Unit Hut Number Nr"
    " room gate platform terminal route bus flight channel number port extension"
    " Phase Stage Type Grade Category Tier Level Class Group Grade Mark Model Version Release"
    " phase type grade category tier level version release stage"
    " War Act Order Book Form Formula Chronicle Symphony Opus Op Sonata Sonnet Vitamin Protocol"
    " ISO RFC ISBN DIN EN IEC Ring Pier Battalion Regiment Fleet Site Camp Reactor"
    " Статья Статьи Статье Статью Глава Пункт Часть Раздел статья статьи статье статью глава главы"
    " пункт пункта пункте часть части раздел раздела ст п пп гл ч рис табл стр школа дом"
    " Квартира квартира квартиру квартире Кабинет кабинет"
)
"""Words before a number that says which one, not how many: "Article 4", "Room 101"."""

PREPOSITIONS = frozenset(
    _words(
        "in on at by of to from for with without until till since before after during between among"
        " under over about around against across near towards within beyond through upon per like"
        " and or but while where when then than as that because if whether nor so"
    )
)
"""After these, a capital and a number are a place and a figure: "in Almaty 26 people died"."""

OPENERS = frozenset(
    _words(
        "some nearly almost only just another these those this that the a an all each every its his"
        " her their our my they we he she it you i there here more less fewer up exactly roughly"
        " approximately today yesterday tomorrow now once at least most no not both what which who"
        " how why whose altogether together overall later earlier meanwhile add take use see give"
        " monday tuesday wednesday thursday friday saturday sunday"
    )
)
"""Words that begin a sentence with a capital and are not names: "Some 300 came"."""

UNITS = (
    r"(?:km/h|km²|km2|km|cm|mm|kg|mg|µg|g|ml|l|m²|m|ha|kW|MW|GW|kWh|GB|MB|TB|kB|Hz|MHz|GHz"
    r"|°C|°F|°|ft|mph|lb|oz|hours?|days?|weeks?|months?|years?|minutes?|seconds?|people|times"
    r"|metres|meters|kilometres|kilometers|miles|tonnes|tons|dollars|euros|pounds|pence|p|roubles|tenge)"
)
"""Part of the figure, if they follow its number."""

STREETS = "Street|St|Road|Rd|Avenue|Ave|Square|Lane|Boulevard|Drive|Place|Way|Court|Row|Quay"
