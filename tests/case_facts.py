"""Each fact of each real case, with the words in which a public page must show it.

A fact is one value of tests/data/cases.json; the Vietnamese for what that file says in English, and the pages of
each case, are in tests/data/cases-words.json. A key nobody knows fails, so that no fact is passed over in silence.
"""

import calendar
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext, override

from blocs.models import Headship
from pacts.models import Ceremony
from tests import seasons

CASES = {case["case_id"]: case for case in seasons.data("cases.json")}
WORDS = seasons.data("cases-words.json")


class Fact(NamedTuple):
    """`texts` must all stand on one page of the case; `in_a_row`: in one table row or list item of a page;
    `everywhere`: on the season page of each of its blocs."""

    case: int
    name: str
    texts: list[str]
    in_a_row: bool = False
    everywhere: bool = False


def words_of(case: dict, key: str, default: list[str]) -> list[str]:
    return WORDS["cases"][str(case["case_id"])]["words"].get(key, default)


def facts_of(case: dict) -> Iterator[Fact]:
    """Every value said; null and empty lists say nothing."""
    with override("vi"):
        for key, value in case.items():
            if value not in (None, [], ""):
                for name, texts, *how in HOW[key](case, key, value):
                    yield Fact(case["case_id"], f"{key} {name}".strip(), texts, **(how[0] if how else {}))


ROW, EVERYWHERE = {"in_a_row": True}, {"everywhere": True}
Found = Iterator[tuple]


def _nothing(case: dict, key: str, value: Any) -> Found:
    """Says only how the record itself is kept."""
    yield from ()


def _as_it_stands(case: dict, key: str, value: Any) -> Found:
    yield "", words_of(case, str(value), words_of(case, key, [str(value)]))


def _source(case: dict, key: str, value: str) -> Found:
    yield "", [f"{gettext('Source:')} {value}"], EVERYWHERE


def _source_is_complete(case: dict, key: str, value: bool) -> Found:
    note = gettext("the source cannot be looked up as it is written")
    yield "", [case["source_url"]] if value else [f"{case['source_url']} – {note}"], EVERYWHERE


def _day(case: dict, key: str, value: str) -> Found:
    def day(text: str) -> str:
        return "/".join(reversed(text.split("-")))

    if "/" in value:
        first, last = value.split("/")
        yield "", [f"từ ngày {day(first)} đến ngày {day(last)}"]
    elif len(value) == 7:
        assert 1 <= int(value[5:]) <= len(calendar.month_name) - 1
        yield "", [f"tháng {int(value[5:])} năm {value[:4]}"]
    else:
        yield "", [day(value)]


def _sector(case: dict, key: str, value: str) -> Found:
    yield "", [f"{gettext('Sector')} {WORDS['sectors'][value]}"], EVERYWHERE


def _level(case: dict, key: str, value: str) -> Found:
    yield "", [f"{gettext('Level')} {WORDS['levels'][value]}"], EVERYWHERE


def _bloc_name(case: dict, key: str, value: str) -> Found:
    yield "", words_of(case, "bloc_name", [value])


def _unit_count(case: dict, key: str, value: int) -> Found:
    said = gettext("%(shown)s units") % {"shown": f"{value:02}"}
    yield "", words_of(case, "unit_count", [said])


def _units(case: dict, key: str, value: list[str]) -> Found:
    for unit in value:
        yield unit, words_of(case, unit, [unit])


def _period(case: dict, key: str, value: str) -> Found:
    yield "", words_of(case, "period", [f"Năm {value}"]), EVERYWHERE


def _kind(case: dict, key: str, value: str) -> Found:
    label = str(Ceremony.Kind(value).label)
    yield "", [label[0].upper() + label[1:]]


def _people(case: dict, key: str, value: list[dict]) -> Found:
    """Rank, name and posts in one breath, under the part each had."""
    for person in value:
        assert set(person) <= {"name", "rank", "position", "also"}, person
        texts = [f"{person['rank']} {person['name']}", person["position"] or person["name"]]
        texts += [f"{person['rank']} {person['name']}: phát biểu chỉ đạo"] if "also" in person else []
        yield person["name"], texts


def _head(case: dict, key: str, value: str) -> Found:
    part = str(Headship.Part[key.removesuffix("_unit").upper()].label)
    part = part[0].upper() + part[1:]
    several = WORDS["cases"][str(case["case_id"])].get("heads")
    if several is None:
        yield "", words_of(case, key, [f"{part} {value}"])
        return
    for bloc, codes in several.items():
        code = codes[key == "deputy_unit"]
        assert f"{bloc.removeprefix('cum-')[:3]}: {code}" in value
        yield bloc, [f"Cụm {bloc.removeprefix('cum-')[:3]} – ", f"{part} Phòng {code} "]


def _content_count(case: dict, key: str, value: int) -> Found:
    yield "", [f"{gettext('Contents of the pact')} {value:02}"], EVERYWHERE


# --- Targets, results, awards -----------------------------------------------------------------


def _targets(case: dict, key: str, value: list[dict]) -> Found:
    for n, target in enumerate(value, start=1):
        texts = words_of(case, target["indicator"], [_capital(target["indicator"])])
        promised = _promised(target)
        texts = [f"{texts[0]} – {promised}"] if promised else texts
        texts += [target["group"]] if target["group"] else []
        yield str(n), texts, ROW | EVERYWHERE


def _promised(target: dict) -> str:
    """`better` follows from the operator, `unit` is the pledge's measure: per cent or cases."""
    value = _number(target["value"] or 0)
    signs = {"at_least": "≥", "greater_than": ">", "equal": "=", "at_most": "≤"}
    if target["operator"] == "qualitative":
        return ""
    if target["operator"] == "zero":
        return "không để xảy ra"
    if target["operator"] == "reduce_at_least":
        return f"giảm từ {value}% trở lên so với năm {target['baseline']}"
    return f"{signs[target['operator']]} {value}{target['unit']}"


def _results(case: dict, key: str, value: list[dict]) -> Found:
    for n, result in enumerate(value, start=1):
        assert set(result) <= {"indicator", "value", "unit", "year", "share"}, result
        texts = words_of(case, result["indicator"], [_capital(result["indicator"])])
        number = result["value"] if isinstance(result["value"], str) else _number(result["value"])
        unit = result["unit"] or ""
        texts = [*texts, f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()]
        texts += words_of(case, result["share"], [result["share"]]) if "share" in result else []
        half, _T, year = str(result["year"]).rpartition("T/")
        texts += [f"{half} tháng đầu năm"] if half else []
        yield str(n), [*texts, f"Năm {year}"], ROW


STATUS = {"proposed": "đề nghị", "approved": "đã duyệt", "awarded": "được tặng"}


def _awards(case: dict, key: str, value: list[dict]) -> Found:
    for n, award in enumerate(value, start=1):
        assert set(award) == {"award", "unit", "count", "status", "note"}, award
        unit = words_of(case, award["unit"] or "", [award["unit"]])[0] if award["unit"] else ""
        count = f"{award['count']:02}" if award["count"] is not None else ""
        said = f"{award['award']}: {STATUS[award['status']]} {unit or count}".strip()
        texts = [f"{said} ({count})" if unit and count else said]
        texts += words_of(case, award["note"], []) if award["note"] else []
        assert not award["note"] or len(texts) > 1, award
        yield str(n), texts, ROW


def _others(case: dict, key: str, value: list[str]) -> Found:
    for n, fact in enumerate(value, start=1):
        yield str(n), WORDS["cases"][str(case["case_id"])]["words"][fact]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _number(value: int | float) -> str:
    whole, _point, part = f"{Decimal(str(value)):,f}".partition(".")
    return whole.replace(",", ".") + (f",{part}" if part.strip("0") else "")


HOW = {
    "case_id": _nothing,
    "source_url": _source,
    "url_complete": _source_is_complete,
    "event_date": _day,
    "sector": _sector,
    "bloc_name": _bloc_name,
    "level": _level,
    "unit_count": _unit_count,
    "units": _units,
    "period": _period,
    "event_type": _kind,
    "slogan": _as_it_stands,
    "slogan_of_last_year": _as_it_stands,
    "presiding": _people,
    "attending_and_directing": _people,
    "head_unit": _head,
    "deputy_unit": _head,
    "next_head_unit": _head,
    "next_deputy_unit": _head,
    "pact_content_count": _content_count,
    "target_count": _nothing,
    "targets": _targets,
    "last_year_results": _results,
    "awards": _awards,
    "other_facts": _others,
}
