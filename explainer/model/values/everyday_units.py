"""The units that every site can use without declaring them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from explainer.model.values.units import Unit

# id: English one and other; Russian one (1), few (2), many (5) and other (1.5); the name in CLDR.
_COUNTED = """
people              person people                          человек человека человек человека
soldiers            soldier soldiers                       солдат солдата солдат солдата
troops              soldier troops                         военный военных военных военного
deaths              death deaths                           смерть смерти смертей смерти
injuries            injury injuries                        раненый раненых раненых раненого
arrests             arrest arrests                         арест ареста арестов ареста
states              state states                           государство государства государств государства
countries           country countries                      страна страны стран страны
members             member members                         участник участника участников участника
parties             party parties                          сторона стороны сторон стороны
articles            article articles                       статья статьи статей статьи
votes               vote votes                             голос голоса голосов голоса
seats               seat seats                             место места мест места
cities              city cities                            город города городов города
buildings           building buildings                     здание здания зданий здания
facilities          facility facilities                    объект объекта объектов объекта
vehicles            vehicle vehicles                       машина машины машин машины
aircraft            aircraft aircraft                      самолёт самолёта самолётов самолёта
flights             flight flights                         рейс рейса рейсов рейса
shots               shot shots                             выстрел выстрела выстрелов выстрела
times               time times                             раз раза раз раза
seconds             second seconds                         секунда секунды секунд секунды              duration-second/long
minutes             minute minutes                         минута минуты минут минуты                  duration-minute/long
hours               hour hours                             час часа часов часа                         duration-hour/long
days                day days                               день дня дней дня                           duration-day/long
weeks               week weeks                             неделя недели недель недели                 duration-week/long
months              month months                           месяц месяца месяцев месяца                 duration-month/long
years               year years                             год года лет года                           duration-year/long
metres              metre metres                           метр метра метров метра                     length-meter/long
tonnes              tonne tonnes                           тонна тонны тонн тонны                      mass-tonne/long
litres              litre litres                           литр литра литров литра                     volume-liter/long
hectares            hectare hectares                       гектар гектара гектаров гектара             area-hectare/long
percentage-points   percentage_point percentage_points     процентный_пункт процентных_пункта процентных_пунктов процентного_пункта
RUB                 rouble roubles                         рубль рубля рублей рубля                    RUB
KZT                 tenge tenge                            тенге тенге тенге тенге                     KZT
"""  # noqa: E501

# id: English, Russian, the name in CLDR. One form whatever the number.
_UNCOUNTED = """
percent   {n}%    {n}_%           percent
mm        mm      мм              length-millimeter/short
cm        cm      см              length-centimeter/short
km        km      км              length-kilometer/short
m2        m²      м²              area-square-meter/short
km2       km²     км²             area-square-kilometer/short
kg        kg      кг              mass-kilogram/short
celsius   °C      °C              temperature-celsius/short
USD       ${n}    {n}_долл._США   USD
EUR       €{n}    {n}_евро        EUR
GBP       £{n}    {n}_ф._ст.      GBP
"""

# Written with the sign that CLDR gives them in each language.
_CURRENCIES = (
    "AED AUD BRL CAD CHF CNY CZK DKK EGP HKD HUF IDR ILS INR IRR JPY KRW MXN NGN NOK NZD PKR PLN"
    " RON SAR SEK SGD THB TRY TWD UAH ZAR"
)

_MEASURES = re.compile(
    "mile|knot|feet|foot|yard|inch|acre|ton|pound|ounce|barrel|gallon|gram|met|lit|watt|volt|amp"
    "|byte|joule|degree|percent|second|minute|hour|day|week|month|year|rate|index|dollar|euro|point"
    "|per-|square|cubic|wh$|hz$|bar$|psi$|mph$|rpm$|ppm$"
)


def is_counted(unit: str) -> bool:
    """Whether a unit, perhaps one that the site declares, is of things that come whole, as people
    and ships do, and not a measure or a currency (ISO 4217)."""
    from babel.core import get_global

    if unit in BUILT_IN_UNITS:  # what CLDR has is measured, or money
        return not BUILT_IN_UNITS[unit].cldr and unit != "percentage-points"
    is_currency = unit in get_global("all_currencies")
    return len(unit) > 2 and not is_currency and not _MEASURES.search(unit.casefold())


def _read_tables() -> Mapping[str, Unit]:
    units = {code: Unit(code, {}, code) for code in _CURRENCIES.split()}
    for line in filter(None, _COUNTED.split("\n")):
        unit, *forms = (word.replace("_", "\u00a0") for word in line.split())
        en = dict(zip(("one", "other"), forms, strict=False))
        ru = dict(zip(("one", "few", "many", "other"), forms[2:6], strict=True))
        units[unit] = Unit(unit, {"en": en, "ru": ru}, cldr="".join(forms[6:]))
    for line in filter(None, _UNCOUNTED.split("\n")):
        unit, *both, cldr = (word.replace("_", "\u00a0") for word in line.split())
        forms_of = {tag: {"other": form} for tag, form in zip(("en", "ru"), both, strict=True)}
        units[unit] = Unit(unit, forms_of, cldr)
    return MappingProxyType(units)


BUILT_IN_UNITS = _read_tables()
