"""The units that every site can use without declaring them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from explainer.model.values.units import Unit

# id: English one and other; Russian one (1), few (2), many (5) and other (1.5).
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
seconds             second seconds                         секунда секунды секунд секунды
minutes             minute minutes                         минута минуты минут минуты
hours               hour hours                             час часа часов часа
days                day days                               день дня дней дня
weeks               week weeks                             неделя недели недель недели
months              month months                           месяц месяца месяцев месяца
years               year years                             год года лет года
metres              metre metres                           метр метра метров метра
tonnes              tonne tonnes                           тонна тонны тонн тонны
litres              litre litres                           литр литра литров литра
hectares            hectare hectares                       гектар гектара гектаров гектара
percentage-points   percentage_point percentage_points     процентный_пункт процентных_пункта процентных_пунктов процентного_пункта
RUB                 rouble roubles                         рубль рубля рублей рубля
KZT                 tenge tenge                            тенге тенге тенге тенге
"""  # noqa: E501

# id: English, Russian. One form whatever the number.
_UNCOUNTED = """
percent   {n}%    {n}_%
mm        mm      мм
cm        cm      см
km        km      км
m2        m²      м²
km2       km²     км²
kg        kg      кг
celsius   °C      °C
USD       ${n}    {n}_долл._США
EUR       €{n}    {n}_евро
GBP       £{n}    {n}_ф._ст.
"""

_LAST_COUNTED = "times"
_MEASURES = re.compile(
    "mile|knot|feet|foot|yard|inch|acre|ton|pound|ounce|barrel|gallon|gram|met|lit|watt|volt|amp"
    "|byte|joule|degree|percent|second|minute|hour|day|week|month|year|rate|index|dollar|euro|point"
    "|per-|square|cubic|wh$|hz$|bar$|psi$|mph$|rpm$|ppm$"
)


def is_counted(unit: str) -> bool:
    """Whether a unit, perhaps one that the site declares, is of things that come whole, as people
    and ships do, and not a measure or a currency (ISO 4217)."""
    from babel.core import get_global

    if unit in BUILT_IN_UNITS:
        return unit in _READ[: _READ.index(_LAST_COUNTED) + 1]
    is_currency = unit in get_global("all_currencies")
    return len(unit) > 2 and not is_currency and not _MEASURES.search(unit.casefold())


def _read_tables() -> Mapping[str, Unit]:
    units: dict[str, Unit] = {}
    for line in filter(None, _COUNTED.split("\n")):
        unit, *forms = (word.replace("_", "\u00a0") for word in line.split())
        en = dict(zip(("one", "other"), forms, strict=False))
        ru = dict(zip(("one", "few", "many", "other"), forms[2:], strict=True))
        units[unit] = Unit(unit, {"en": en, "ru": ru})
    for line in filter(None, _UNCOUNTED.split("\n")):
        unit, en_form, ru_form = (word.replace("_", "\u00a0") for word in line.split())
        units[unit] = Unit(unit, {"en": {"other": en_form}, "ru": {"other": ru_form}})
    return MappingProxyType(units)


BUILT_IN_UNITS = _read_tables()
_READ = [*BUILT_IN_UNITS]
