"""What became of the sheets of each season: draw, marks of every stage, papers, appeals, knock-outs, result."""

from hashlib import sha256
from itertools import pairwise

from reports.logic.draw import METHOD, draw
from tools.illustrative.chance import happens, pick
from tools.illustrative.criteria import STAGES, Leaf, leaves_of, scored_units, stages_of
from tools.illustrative.numbers import said
from tools.illustrative.people import HEADS, head_on, slug_of
from tools.illustrative.remarks import (
    AGREED,
    AT_MAXIMUM,
    CHECKED,
    COUNTED,
    EXPLAINED,
    LOWERED,
    OFFICER,
    PRAISED,
    RESTORED,
    SECRETARY,
    STANDING,
)
from tools.illustrative.story import APPEALS, HAND, KNOCK_OUTS, MODES, PRAISE, RETURNS, TRUE_HANDS, extensions_of

LATE_REPORTS = {(2014, 9), (2017, 9)}


def scoring_of(year: int) -> dict:
    """What stands under the table beside the seal."""
    units = scored_units(year, 2)
    crossed = drawn(year) if "cross" in stages_of(year) else {}
    lot = {"method": METHOD, "seed": seed(year), "drawn_at": at(year, "12-12", 9, 0), "drawn_by": SECRETARY}
    return {
        **({"draw": lot} if crossed else {}),
        "extensions": extensions_of(year),
        "sheets": [sheet_of(year, unit, crossed.get(slug_of(unit), "")) for unit in units],
        "results": [_result(year)],
    }


def seed(year: int) -> str:
    return sha256(f"Khối CSND – dữ liệu minh họa {year}".encode()).hexdigest()[:32]


def drawn(year: int) -> dict[str, str]:
    return draw(seed(year), map(slug_of, scored_units(year, 2))) or {}


def _result(year: int) -> dict:
    return {
        "state": "published",
        "mode": MODES[year],
        "prepared_at": at(year, "12-30", 15, 0),
        "author_name": SECRETARY,
        "published_at": f"{year + 1}-01-05T09:00:00+07:00",
        "released_by_name": STANDING,
    }


def at(year: int, day: str, hour: int, minute: int) -> str:
    return f"{year}-{day}T{hour:02}:{minute:02}:00+07:00"


# --- One sheet --------------------------------------------------------------------------------


def sheet_of(year: int, unit: int, checker: str) -> dict:
    passages = passages_of(year, unit, checker)
    sheet = {
        "unit": slug_of(unit),
        "state": "closed",
        "stage": "appraise",
        "checker": checker,
        "opened_at": at(year, "12-10", 7, 30),
        "closed_at": passages[-1]["passed_at"],
        "passages": passages,
        "returns": RETURNS.get((year, unit), []),
        "evidence": papers_of(year, unit),
        "appeals": APPEALS.get((year, unit), []),
        "knock_outs": KNOCK_OUTS.get((year, unit), []),
        "marks": marks_of(year, unit),
    }
    return {key: value for key, value in sheet.items() if value}


def passages_of(year: int, unit: int, checker: str) -> list[dict]:
    """On the last day but one of each stage, the hour by unit; a sheet that was returned goes through twice."""
    who = {"self": _chief(year, unit), "explain": _chief(year, unit), "appraise": STANDING}
    who["review"] = _reviewer(year, unit)
    who["cross"] = next((_chief(year, one) for one in scored_units(year, 2) if slug_of(one) == checker), STANDING)
    rows = [
        {"stage": kind, "passed_at": at(year, _day(year, kind, unit), 8 + unit % 9, 10), "passed_by": who[kind]}
        for kind in stages_of(year)
    ]
    for back in RETURNS.get((year, unit), []):
        again = back["settled_at"]
        rows.insert(2, {"stage": "self", "passed_at": again, "passed_by": who["self"]})
        rows.insert(3, {"stage": "cross", "passed_at": again.replace(":00:00+", ":45:00+"), "passed_by": who["cross"]})
    assert all(one["passed_at"] < other["passed_at"] for one, other in pairwise(rows)), rows
    return rows


def _reviewer(year: int, unit: int) -> str:
    """The head's own unit is reviewed by the deputy; in 2015 the deputy had become head, and the province did it."""
    head, deputy = HEADS[year]
    if year == 2015:
        return STANDING if unit == deputy else SECRETARY
    return _chief(year, deputy) if unit == head else SECRETARY


def _day(year: int, kind: str, unit: int) -> str:
    """The first unit waits for its figures and is late with its own sheet, as it was granted."""
    month, last = STAGES[kind][2].split("-")
    return f"{month}-{16 if (kind, unit) == ('self', 1) else int(last) - (kind == 'self' and unit % 3):02}"


def _chief(year: int, unit: int) -> str:
    chief = head_on(unit, f"{year}-12-01")
    return f"{chief.rank_on(f'{year}-12-01')} {chief.name}"


def papers_of(year: int, unit: int) -> list[dict]:
    """A paper where the table asks for one, and where something is claimed."""
    rows = []
    for number, leaf in leaves_of(year).items():
        wanted = leaf.evidence == "required" or (leaf.evidence == "wanted" and happens(45, "paper", year, unit, number))
        claimed = leaf.formula == "count" and not leaf.fed and leaf.assessor == "unit"
        if wanted and not (claimed and not inventions(year, unit)):
            rows.append(_paper(year, unit, number, leaf))
    return rows + [row for (when, whose), more in PRAISE.items() if (when, whose) == (year, unit) for row in more]


def _paper(year: int, unit: int, number: str, leaf: Leaf) -> dict:
    month, day = pick(4, 10, "month", year, unit, number), pick(1, 28, "day", year, unit, number)
    return {
        "criterion": number,
        "stage": "self",
        "name": leaf.papers or f"Báo cáo chuyên đề: {leaf.name[0].lower()}{leaf.name[1:]}",
        "number": f"{pick(20, 460, 'number', year, unit, number)}/{'QĐ' if leaf.papers else 'BC'}-MH",
        "issued_on": f"{year}-{month:02}-{day:02}",
        "issuer": "Công an tỉnh Minh Họa",
        "kept_at": "Hồ sơ thi đua của đơn vị",
        "added_at": at(year, "12-11", 9, unit),
        "added_by": _chief(year, unit),
    }


def inventions(year: int, unit: int) -> int:
    return max(0, pick(-2, 2, "inventions", year, unit))


# --- Marks ------------------------------------------------------------------------------------


def marks_of(year: int, unit: int) -> dict[str, dict]:
    found = {}
    for number, leaf in leaves_of(year).items():
        if unit in leaf.units:
            marks = _marks(year, unit, number, leaf)
            found[number] = {kind: mark for kind, mark in marks.items() if kind in stages_of(year)}
    return found


def _marks(year: int, unit: int, number: str, leaf: Leaf) -> dict:
    if leaf.fed:
        figure = {key: value for key, value in said(year, "nam", unit, leaf.fed).items() if key != "statement"}
        return {"self": figure | {"is_from_figure": True}, **agreed()}
    if leaf.assessor == "department":
        return _drill(year, unit, leaf)
    if leaf.assessor == "bloc":
        return _by_bloc(year, unit, number, leaf)
    if leaf.formula == "count":
        return _invented(year, unit, leaf)
    return _by_hand(year, unit, number, leaf)


def agreed() -> dict:
    return {"cross": "=", "review": "=", "appraise": "="}


def _agreed_at_maximum(mark: dict) -> dict:
    """What stands at the maximum is agreed with in words, at every stage."""
    return {kind: {**mark, "reason": words} for kind, words in AGREED.items()}


def _drill(year: int, unit: int, leaf: Leaf) -> dict:
    """Faults the province's inspection wrote down; confirmed by the functional department."""
    faults = pick(0, 5, "drill", year, unit)
    stamp = {"given_by": OFFICER, "given_at": at(year, "12-18", 14, unit)}
    if faults:
        return {"review": {"value": str(faults), **stamp}, "appraise": "="}
    return {
        "review": {"value": "0", "reason": CHECKED, **stamp},
        "appraise": {"value": "0", "reason": AGREED["appraise"]},
    }


def _by_bloc(year: int, unit: int, number: str, leaf: Leaf) -> dict:
    """What the bloc judges itself: shared work, praise from above, late reports."""
    told = HAND.get((year, unit, number))
    if leaf.formula == "by_hand":
        mark = {"points": told or ["1", "1.5", "1.5"][pick(0, 2, "shared", year, unit)]}
        is_full = mark["points"] == leaf.points
        return {"review": {**mark, "reason": AT_MAXIMUM} if is_full else mark, "appraise": _again(mark, is_full)}
    if leaf.formula == "flat" and told:
        return {"review": {"value": "1", "reason": told}, "appraise": _again({"value": "1"}, True)}
    late = told or ("1" if (year, unit) in LATE_REPORTS and leaf.formula == "count" else "0")
    return {"review": {"value": late, **({"reason": COUNTED} if late != "0" else {})}, "appraise": "="}


def _again(mark: dict, is_full: bool):
    return {**mark, "reason": AGREED["appraise"]} if is_full else "="


def _invented(year: int, unit: int, leaf: Leaf) -> dict:
    count = inventions(year, unit)
    mark = {"value": str(count)}
    if str(count) != leaf.points:
        return {"self": mark, **agreed()}
    return {"self": {**mark, "reason": PRAISED}, **_agreed_at_maximum(mark)}


def _by_hand(year: int, unit: int, number: str, leaf: Leaf) -> dict:
    """The unit's own points; then, now and then, half a point less, sometimes given back when explained."""
    told = TRUE_HANDS.get((year, unit, number))
    if told:
        return told
    halves = int(float(leaf.points) * 2)
    less = [0, 1, 1, 1, 2][pick(0, 4 if halves > 3 else 3, "hand", year, unit, number)]
    own = HAND.get((year, unit, number)) or half(halves - less)
    mark = {"points": own}
    if own == leaf.points:
        return {"self": {**mark, "reason": AT_MAXIMUM}, **_agreed_at_maximum(mark)}
    if (year, unit, number) in HAND or not happens(35, "lowered", year, unit, number):
        return {"self": mark, **agreed()}
    return {"self": mark, **_lowered(year, unit, number, own)}


def _lowered(year: int, unit: int, number: str, own: str) -> dict:
    less = {"points": half(int(float(own) * 2) - 1)}
    less["reason"] = LOWERED[pick(0, len(LOWERED) - 1, "why", year, unit, number)]
    if "cross" in stages_of(year) and happens(50, "by whom", year, unit, number):
        return {"cross": less, "review": "=", "appraise": "="}
    if "explain" not in stages_of(year) or happens(40, "silent", year, unit, number):
        return {"cross": "=", "review": less, "appraise": "="}
    words = EXPLAINED[pick(0, len(EXPLAINED) - 1, "words", year, unit, number)]
    back = {"points": own, "reason": RESTORED} if happens(50, "back", year, unit, number) else "="
    return {"cross": "=", "review": less, "explain": {"reason": words}, "appraise": back}


def half(halves: int) -> str:
    """So many halves as a figure: 5 → “2.5”."""
    whole, rest = divmod(max(halves, 0), 2)
    return f"{whole}.5" if rest else str(whole)
