"""The bloc's criteria table of each season: 100 points in five groups, a bonus group above, a penalty group below."""

from collections.abc import Iterator
from typing import NamedTuple

from tools.illustrative.numbers import fallen, reference
from tools.illustrative.people import ORGANISER, WATER, members_of, slug_of
from tools.illustrative.promises import ALL, INVESTIGATING, PLEDGES
from tools.illustrative.remarks import SECRETARY

SERVING, GUNS, ROADS, JAMS = (6, 7, 8, 14), (2, 6, 11), (7, 14), (7, 11)
REASONS = {
    INVESTIGATING: "Đơn vị không được giao nhiệm vụ điều tra tội phạm",
    SERVING: "Đơn vị không tiếp nhận hồ sơ thủ tục hành chính",
    GUNS: "Đơn vị không được giao chỉ tiêu thu hồi vũ khí, vật liệu nổ",
    ROADS: "Đơn vị không được giao nhiệm vụ bảo đảm trật tự, an toàn giao thông",
    JAMS: "Đơn vị không trực tiếp giải quyết ùn tắc giao thông",
}
SINCE_RELATIVE, SINCE_FINER = 2015, 2017


class Leaf(NamedTuple):
    """`fed`: the pledge whose figure is judged. `units`: to whom it applies. `seasons`: from the first to the last."""

    name: str
    points: str
    formula: str
    fed: str = ""
    rules: dict = {}
    units: tuple[int, ...] = ALL
    assessor: str = "unit"
    evidence: str = ""
    papers: str = ""
    note: str = ""
    seasons: tuple[int, int] = (2013, 2017)


class Group(NamedTuple):
    name: str
    points: str
    rows: "list[Leaf | Group]"
    part: str = "main"
    units: tuple[int, ...] = ALL


def _fed(place: str, points: str, formula: str, **more) -> Leaf:
    """In the pledge's own words, for the units the pledge is assigned to."""
    promise = PLEDGES[place]
    name = {"zero": f"Không {_small(promise.name)}"}.get(promise.kind, promise.name)
    return Leaf(name, points, formula, place, **({"units": promise.units} | more))


def _small(name: str) -> str:
    return name[0].lower() + name[1:]


def _shifting(place: str, points: str, at_first: str, **more) -> list[Leaf]:
    """Judged by itself in the first seasons, beside the best of the bloc since."""
    return [
        _fed(place, points, at_first, seasons=(2013, SINCE_RELATIVE - 1), **more),
        _fed(place, points, "relative_to_best", seasons=(SINCE_RELATIVE, 2017)),
    ]


def _finer(whole: Leaf, *parts: Leaf) -> list[Leaf]:
    """One criterion until 2016, several since."""
    return [
        whole._replace(seasons=(2013, SINCE_FINER - 1)),
        *(part._replace(seasons=(SINCE_FINER, 2017)) for part in parts),
    ]


def _hand(name: str, points: str, **more) -> Leaf:
    return Leaf(name, points, "by_hand", **more)


RATES = {"bands": [{"upto": "80", "points": "1"}, {"upto": "88", "points": "2.5"}, {"points": "4"}]}
DELAYS = {
    "bands": [
        {"upto": "6", "points": "2"},
        {"upto": "8", "points": "1.5"},
        {"upto": "10", "points": "0.5"},
        {"points": "0"},
    ]
}
FAULTS = "Mỗi lỗi ghi trong biên bản kiểm tra điều lệnh của Công an tỉnh tính một lần."
MODEL_PAPERS = "Quyết định hoặc thông báo công nhận mô hình, cách làm hay"
GROUPS = [
    Group("Công tác chính trị, tư tưởng, xây dựng Đảng", "16", [
        _fed("1.1", "4", "pass_fail"),
        _fed("1.2", "4", "proportional"),
        *_shifting("1.3", "4", "bands", rules=RATES),
        _fed("1.4", "4", "deduction", rules={"per": "2", "floor": "0"}),
    ]),
    Group("Công tác chuyên môn", "44", [
        Group("Bảo vệ an ninh chính trị, các sự kiện quan trọng", "12", [
            _fed("2.1", "4", "pass_fail"),
            _fed("2.2", "4", "pass_fail"),
            _fed("2.3", "4", "count", rules={"per": "1"}),
        ]),
        Group("Điều tra, xử lý tội phạm", "18", [
            _fed("3.4", "5", "relative_to_best"),
            _fed("3.3", "4", "proportional"),
            _fed("3.5", "2", "proportional"),
            _fed("4.4", "2", "relative_to_best"),
            _fed("4.3", "2", "bands", rules=DELAYS),
            _fed("4.1", "1.5", "pass_fail"),
            _fed("4.2", "1.5", "pass_fail"),
        ], units=INVESTIGATING),
        Group("Quản lý nhà nước về an ninh, trật tự", "8", [
            _fed("5.1", "5", "proportional"),
            _fed("5.3", "3", "proportional"),
        ], units=(2, 6, 7, 8, 11, 14)),
        Group("Trật tự, an toàn giao thông", "6", [
            _fed("6.1", "2", "relative_to_best"),
            _fed("6.2", "2", "relative_to_best"),
            _fed("6.4", "2", "deduction", rules={"per": "0.5", "floor": "0"}),
        ], units=(7, 11, 14)),
    ]),
    Group("Phong trào toàn dân bảo vệ an ninh Tổ quốc", "14", [
        _fed("7.1", "4", "count", rules={"per": "2"}),
        *_shifting("7.2", "4", "count", rules={"per": "1.5"}),
        *_shifting("7.3", "3", "proportional"),
        *_finer(
            _hand("Chất lượng mô hình, cách làm hay", "3", evidence="required", papers=MODEL_PAPERS),
            _hand("Mô hình có kết quả đo được", "2", evidence="required", papers=MODEL_PAPERS),
            _hand("Mô hình được đơn vị khác học tập", "1"),
        ),
    ]),
    Group("Xây dựng lực lượng, hậu cần", "16", [
        *_shifting("9.1", "4", "bands", rules=RATES),
        _fed("8.1", "3", "proportional"),
        _fed("8.3", "3", "pass_fail"),
        _hand("Quản lý tài sản, kinh phí, thực hành tiết kiệm", "2"),
        Leaf("Chấp hành điều lệnh, lễ tiết, tác phong qua kiểm tra", "4", "deduction",
             rules={"per": "0.5", "floor": "0"}, assessor="department", note=FAULTS),
    ]),
    Group("Tổ chức phong trào thi đua", "10", [
        _fed("9.2", "3", "pass_fail"),
        *_finer(
            _hand("Tổ chức ký kết, sơ kết, tổng kết giao ước", "3"),
            _hand("Tổ chức ký kết, phân công thực hiện giao ước", "1.5"),
            _hand("Sơ kết, tổng kết, rút kinh nghiệm", "1.5"),
        ),
        _hand("Tham gia hoạt động chung của Khối", "2", assessor="bloc"),
        *_finer(
            _hand("Phát hiện, nhân rộng điển hình tiên tiến", "2", evidence="wanted"),
            _hand("Phát hiện điển hình tiên tiến", "1", evidence="wanted"),
            _hand("Nhân rộng điển hình tiên tiến", "1"),
        ),
    ]),
    Group("Điểm thưởng", "5", [
        Leaf("Lập chiến công đặc biệt xuất sắc, được cấp trên khen đột xuất", "3", "flat", assessor="bloc"),
        Leaf("Sáng kiến, đề tài được công nhận", "2", "count", rules={"per": "1"}, evidence="wanted",
             papers="Quyết định công nhận sáng kiến"),
    ], part="bonus"),
    Group("Điểm trừ", "6", [
        Leaf("Báo cáo gửi Khối trễ hạn", "3", "count", rules={"per": "0.5"}, assessor="bloc"),
        Leaf("Để xảy ra vụ việc gây dư luận xấu", "3", "flat", assessor="bloc"),
    ], part="penalty"),
]  # fmt: skip

STAGES = {
    "self": ("Đơn vị tự chấm điểm", "12-10", "12-14"),
    "cross": ("Kiểm tra chéo", "12-15", "12-17"),
    "review": ("Khối rà soát", "12-17", "12-19"),
    "explain": ("Đơn vị giải trình", "12-20", "12-22"),
    "appraise": ("Thường trực thẩm định", "12-23", "12-26"),
}
CLASSES = [
    {"name": "Hoàn thành xuất sắc nhiệm vụ", "from": "85"},
    {"name": "Hoàn thành tốt nhiệm vụ", "from": "75"},
    {"name": "Hoàn thành nhiệm vụ", "from": "50"},
    {"name": "Không hoàn thành nhiệm vụ", "from": "0"},
]


def stages_of(year: int) -> list[str]:
    """Cross-checks since the second season, explanations since the fourth."""
    left_out = {"cross"} if year < 2014 else set()
    left_out |= {"explain"} if year < 2016 else set()
    return [kind for kind in STAGES if kind not in left_out]


def tie_breaks_of(year: int) -> list[str]:
    """After the equal places of 2013 the regulation asked for more."""
    if year == 2013:
        return ["fewer_penalties"]
    return ["fewer_penalties", "group:2", "pledges_met"] + (["evidence"] if year >= 2016 else [])


def scored_units(year: int, version: int = 1) -> list[int]:
    """The waterway police were gone before the sheets of 2015, and before the second version of its pact."""
    gone = year == 2015 and version == 2
    return [unit for unit in members_of(year) if not (gone and unit == WATER)]


def table_of(year: int, version: int) -> dict:
    """As a season file has it; in 2015 each version of the pact has its own."""
    phase = "nam" if version == 2 else ""
    units = scored_units(year, version)
    return {
        "state": "adopted",
        "name": f"Bảng tiêu chí chấm điểm thi đua năm {year}",
        "maximum": "100",
        "classes": CLASSES,
        "tie_breaks": tie_breaks_of(year),
        "appeals_from": f"{year}-12-27",
        "appeals_until": f"{year}-12-29",
        "source": f"Quy chế số {year - 2012:02}/QC-KTĐ (dữ liệu minh họa)",
        **({"origin": f"Bảng tiêu chí năm {year - 1}"} if year > 2013 else {}),
        "adopted_by": SECRETARY,
        "stages": [_stage(year, kind) for kind in stages_of(year)],
        "criteria": [_row(group, year, phase, units, group.part, ALL) for group in GROUPS],
    }


def _stage(year: int, kind: str) -> dict:
    name, first, last = STAGES[kind]
    return {"kind": kind, "name": name, "opens_on": f"{year}-{first}", "due_on": f"{year}-{last}"}


def _rows(group: Group, year: int) -> "list[Leaf | Group]":
    return [row for row in group.rows if isinstance(row, Group) or row.seasons[0] <= year <= row.seasons[1]]


def _row(row: "Leaf | Group", year: int, phase: str, units: list[int], part: str, above: tuple[int, ...]) -> dict:
    said = {"name": row.name, "points": row.points, **({} if part == "main" else {"part": part})}
    if isinstance(row, Leaf):
        said |= _leaf(row, year, phase)
    lines = _lines(row, year, units, above)
    said |= {"assignments": lines} if lines else {}
    if isinstance(row, Group):
        said["children"] = [_row(one, year, phase, units, part, row.units) for one in _rows(row, year)]
    return said


def _leaf(leaf: Leaf, year: int, phase: str) -> dict:
    facts = {
        "formula": leaf.formula,
        "rules": leaf.rules,
        "pledge": reference(year, phase, leaf.fed) if leaf.fed else "",
        "assessor": "" if leaf.assessor == "unit" else leaf.assessor,
        "department": ORGANISER if leaf.assessor == "department" else "",
        "evidence": leaf.evidence,
        "evidence_note": leaf.papers,
        "note": leaf.note,
    }
    return {key: value for key, value in facts.items() if value}


def _lines(row: "Leaf | Group", year: int, units: list[int], above: tuple[int, ...]) -> list[dict]:
    """For whom it does not apply, said once at the highest place; in 2013 also what each fall is measured against."""
    lines = [
        {"unit": slug_of(unit), "applies": False, "reason": _why_not(row)}
        for unit in units
        if unit in above and unit not in row.units
    ]
    if year == 2013 and isinstance(row, Leaf) and row.fed and PLEDGES[row.fed].is_fall:
        falling = [unit for unit in units if unit in row.units]
        lines += [_base(row.fed, unit) for unit in falling]
    return lines


def _base(place: str, unit: int) -> dict:
    return {"unit": slug_of(unit), "baseline": str(fallen(2012, unit, place)), "reason": "Số liệu năm 2012 của đơn vị"}


def _why_not(row: "Leaf | Group") -> str:
    return REASONS.get(row.units, "Nội dung này không thuộc chức năng, nhiệm vụ của đơn vị")


def leaves_of(year: int) -> dict[str, Leaf]:
    """By number; `units` narrowed to those of the groups above."""
    return dict(_walk(GROUPS, year, "", ALL))


def _walk(rows, year: int, before: str, above: tuple[int, ...]) -> Iterator[tuple[str, Leaf]]:
    for place, row in enumerate(rows, start=1):
        units = tuple(unit for unit in row.units if unit in above)
        if isinstance(row, Group):
            yield from _walk(_rows(row, year), year, f"{before}{place}.", units)
        else:
            yield f"{before}{place}", row._replace(units=units)
