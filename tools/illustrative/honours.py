"""Titles and flags of each season by the places of the result: proposed, approved, granted, refused; they overlap."""

from tools.illustrative.people import slug_of
from tools.illustrative.ranking import ranked

ADVANCED, VICTORIOUS, LETTER = "don-vi-tien-tien", "don-vi-quyet-thang", "bang-khen"
FLAG, STATE_FLAG = "co-thi-dua-cua-bo-cong-an", "co-thi-dua-cua-chinh-phu"
# As they stand in every season file: equal rows are one row.
TITLES = [
    {"slug": ADVANCED, "name": "Đơn vị tiên tiến", "kind": "title", "order": 1},
    {"slug": VICTORIOUS, "name": "Đơn vị quyết thắng", "kind": "title", "order": 2},
    {"slug": LETTER, "name": "Bằng khen", "kind": "commendation", "order": 3},
    {"slug": FLAG, "name": "Cờ thi đua của Bộ Công an", "kind": "flag", "authority": "Bộ Công an", "order": 7},
    {"slug": STATE_FLAG, "name": "Cờ thi đua của Chính phủ", "kind": "flag", "authority": "Chính phủ", "order": 8},
]
MINISTRY, PROVINCE = "Bộ Công an", "Công an tỉnh Minh Họa"


def honours_of(year: int) -> list[dict]:
    """The council of the province decides in January; the ministry's flags come in March."""
    best = ranked(year)
    rows = [_granted(ADVANCED, unit, year, PROVINCE, n) for n, unit in enumerate(best[:8], start=1)]
    rows += [_granted(VICTORIOUS, unit, year, PROVINCE, n) for n, unit in enumerate(best[:5], start=1)]
    rows += [_proposed(VICTORIOUS, unit, n) for n, unit in enumerate(best[:6], start=1)]
    rows += [_refused(VICTORIOUS, best[5], year)]
    rows += [_granted(LETTER, unit, year, "Chủ tịch UBND tỉnh (dữ liệu minh họa)", 1) for unit in best[2:4]]
    rows += [_proposed(FLAG, unit, n) for n, unit in enumerate(best[:2], start=1)]
    rows += [_granted(FLAG, best[0], year, MINISTRY, 1)]
    if year == 2016:
        rows += [{"title": STATE_FLAG, "status": "proposed", "unit": slug_of(best[0]), "authority": "Chính phủ"}]
    rows += [_approved_count(year)]
    return rows


def _granted(title: str, unit: int, year: int, authority: str, order: int) -> dict:
    day = f"{year + 1}-03-10" if title == FLAG else f"{year + 1}-01-16"
    number = f"{100 + order}/QĐ-MH ngày {'10/3' if title == FLAG else '16/01'}/{year + 1}"
    decided = {"authority": authority, "decided_on": day, "decision_number": number}
    return {"title": title, "status": "awarded", "unit": slug_of(unit), **decided, "order": order, "release": "public"}


def _proposed(title: str, unit: int, order: int) -> dict:
    note = "Khối suy tôn bằng phiếu kín"
    return {
        "title": title,
        "status": "proposed",
        "unit": slug_of(unit),
        "note": note,
        "order": order,
        "release": "public",
    }


def _refused(title: str, unit: int, year: int) -> dict:
    """Closed: a refusal is the unit's own business until the standing body says otherwise."""
    reason = "Hội đồng chỉ xét 05 đơn vị dẫn đầu theo kết quả xếp hạng của Khối; đơn vị xếp thứ 6"
    day = {"authority": PROVINCE, "decided_on": f"{year + 1}-01-16"}
    return {"title": title, "status": "refused", "unit": slug_of(unit), **day, "reason": reason}


def _approved_count(year: int) -> dict:
    note = "Số lượt theo quyết định của Công an tỉnh Minh Họa"
    return {
        "title": LETTER,
        "status": "approved",
        "count": 20 + year % 7,
        "note": note,
        "order": 9,
        "release": "public",
    }
