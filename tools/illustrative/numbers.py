"""The figures of each unit, pledge and phase: yearly numbers that follow from their key, and parts of them before."""

from decimal import ROUND_HALF_UP, Decimal

from tools.illustrative.chance import happens, pick
from tools.illustrative.people import WATER, members_of, slug_of
from tools.illustrative.promises import PLEDGES, Promise

PHASES = {"6-thang": (44, 54), "9-thang": (68, 80), "nam": (100, 100)}  # per cent of the year, from … to
MISSING = {(2017, "9-thang", 5), (2017, "9-thang", 11), (2016, "6-thang", 10)}  # these units did not report
BLANK = {
    (2017, "6-thang", 3, "3.6"),
    (2017, "6-thang", 9, "9.1"),
    (2017, "9-thang", 2, "7.4"),
    (2016, "9-thang", 6, "8.1"),
}
# Falls of the falling numbers, per cent of the year before.
FALLS = {2013: 6, 2014: 4, 2015: 7, 2016: 3, 2017: 6}


def figures_of(year: int) -> list[dict]:
    """All rows of the season's bloc, those of units and those of the bloc as a whole."""
    rows = [row for phase in phases_of(year) for unit in members_of(year) for row in _of_unit(year, phase, unit)]
    return rows + _of_bloc(year)


def phases_of(year: int) -> list[str]:
    return list(PHASES) if year >= 2016 else ["6-thang", "nam"]


def reports(year: int, phase: str, unit: int) -> bool:
    """Whether the unit reported at all; the waterway police were gone by the end of 2015."""
    gone = unit == WATER and (year, phase) == (2015, "nam")
    return not gone and (year, phase, unit) not in MISSING


def _of_unit(year: int, phase: str, unit: int) -> list[dict]:
    if not reports(year, phase, unit):
        return []
    whole = year >= 2016 or phase == "nam"
    places = [place for place, promise in PLEDGES.items() if whole or promise.tracked]
    return [_row(year, phase, unit, place) for place in places if (year, phase, unit, place) not in BLANK]


def _row(year: int, phase: str, unit: int, place: str) -> dict:
    promise = PLEDGES[place]
    row = {"phase": phase, "unit": slug_of(unit), "pledge": reference(year, phase, place)}
    if unit not in promise.units:
        return row | {"is_not_applicable": True}
    row |= said(year, phase, unit, place)
    if promise.shown and (phase == "nam" or year >= 2016) and (year, phase) != (2017, "9-thang"):
        row["release"] = "public"
        if _is_small(row, promise):
            row["is_withheld"] = True
    return row


def reference(year: int, phase: str, place: str) -> str:
    """From July 2015 on the second version of that year's pact is in force."""
    return f"@2#{place}" if (year, phase) == (2015, "nam") else place


def _is_small(row: dict, promise: Promise) -> bool:
    """Counts from which a person could be known are withheld."""
    return promise.measure in ("người", "trường hợp") and int(row.get("value", 0)) in range(1, 5)


# --- One figure ------------------------------------------------------------------------------


def said(year: int, phase: str, unit: int, place: str) -> dict:
    promise = PLEDGES[place]
    if promise.kind == "qualitative":
        return _judged(year, phase, unit, place)
    if promise.is_rate and promise.size:
        return _parts(year, phase, unit, place)
    if promise.measure == "%" and not promise.is_fall:
        return {"value": f"{promise.base:.0f}" if happens(80, "save", year, phase, unit) else "10.5"}
    return {"value": str(amount(year, phase, unit, place))}


def _judged(year: int, phase: str, unit: int, place: str) -> dict:
    if happens(4, "missed", year, unit, place):
        return {"value": "0", "statement": "triển khai chậm so với kế hoạch"}
    words = ["", "đúng tiến độ", "bảo đảm an toàn, đúng kế hoạch", "đầy đủ, kịp thời"]
    statement = words[pick(0, 3, "words", year, phase, unit, place)]
    return {"value": "1", "statement": statement} if statement else {"value": "1"}


def _parts(year: int, phase: str, unit: int, place: str) -> dict:
    """A rate by numerator and denominator; both grow through the year."""
    promise = PLEDGES[place]
    of_year = promise.size * pick(70, 135, "size", unit, place) * pick(94, 108, "size", year, unit, place) // 10_000
    whole = max(4, of_year * share(year, phase, unit) // 100)
    swing = 2 if promise.base > 98 else 30
    per_mille = promise.base * 10 + pick(-swing, swing, "rate", year, unit, place) + 3 * (year - 2015)
    part = int((whole * Decimal(per_mille) / 1000).quantize(Decimal(1), ROUND_HALF_UP))
    part = min(part, whole) if not promise.over_100 else part
    if promise.kind == "equal" and happens(88, "full", year, unit, place):
        part = whole
    return {"numerator": str(part), "denominator": str(whole)}


def amount(year: int, phase: str, unit: int, place: str) -> int:
    """A count: at the end of the year, or what had come together by the end of the phase."""
    promise = PLEDGES[place]
    if promise.kind == "zero":
        return int(happens(2, "happened", year, unit, place) and phase == "nam")
    if promise.is_fall:
        return fallen(year, unit, place) * share(year, phase, unit) // 100
    wide = int(promise.base * 10)
    of_year = (wide * pick(70, 135, "count", year, unit, place) // 100 + 5) // 10
    return of_year * share(year, phase, unit) // 100


def share(year: int, phase: str, unit: int) -> int:
    low, high = PHASES[phase]
    return pick(low, high, "share", year, phase, unit)


def fallen(year: int, unit: int, place: str) -> int:
    """A unit's yearly number: last year's, less a fall that differs by unit and year; 2012 is where it begins."""
    promise = PLEDGES[place]
    weight = 8 if unit == WATER else pick(70, 130, "weight", unit, place)
    now = int(promise.base * weight)
    for past in range(2013, year + 1):
        now = now * (1000 - 10 * FALLS[past] + pick(-25, 25, "fall", past, unit, place)) // 1000
    return now // 100


# --- The bloc as a whole ------------------------------------------------------------------------


def total(year: int, place: str) -> int:
    """Of a falling number, the sum over the units that report at the year's end."""
    if year < 2013:
        return sum(fallen(year, unit, place) for unit in PLEDGES[place].units if unit in members_of(2013))
    units = [unit for unit in PLEDGES[place].units if unit in members_of(year) and reports(year, "nam", unit)]
    return sum(fallen(year, unit, place) for unit in units)


def baselines_of(year: int) -> dict[str, str]:
    """What each fall of the season is measured against: last season's total."""
    return {place: str(total(year - 1, place)) for place, promise in PLEDGES.items() if promise.is_fall}


def _of_bloc(year: int) -> list[dict]:
    """What the bloc publishes of itself: the headline pledges, and one thing told in words."""
    shown = sorted((place for place, promise in PLEDGES.items() if promise.shown), key=lambda place: place < "3")
    rows = [_bloc_row(year, n, place) for n, place in enumerate(shown, start=1)]
    words = {"indicator": "Tai nạn giao thông", "statement": accident_words(year), "release": "public"}
    return [*rows, {"phase": "nam", **words, "order": len(rows) + 1}]


def _bloc_row(year: int, order: int, place: str) -> dict:
    row = {"phase": "nam", "pledge": reference(year, "nam", place), "order": order, "release": "public"}
    units = [unit for unit in PLEDGES[place].units if unit in members_of(year) and reports(year, "nam", unit)]
    parts = [said(year, "nam", unit, place) for unit in units]
    if PLEDGES[place].is_rate:
        sums = {key: str(sum(int(part[key]) for part in parts)) for key in ("numerator", "denominator")}
        return row | sums
    return row | {"value": str(sum(int(part["value"]) for part in parts))}


def accident_words(year: int) -> str:
    places = [place for place, promise in PLEDGES.items() if promise.group == "Tai nạn giao thông"]
    falling = sum(total(year, place) < total(year - 1, place) for place in places)
    return "giảm cả 03 tiêu chí" if falling == 3 else f"giảm {falling:02} trong 03 tiêu chí"


def bloc_rate(year: int, place: str) -> str:
    """As prose writes it: “78,51%”."""
    row = _bloc_row(year, 0, place)
    rate = Decimal(row["numerator"]) * 100 / Decimal(row["denominator"])
    return f"{rate.quantize(Decimal('0.01'), ROUND_HALF_UP).normalize():f}%".replace(".", ",")
