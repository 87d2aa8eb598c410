"""One season file of the invented bloc."""

from tools.illustrative.honours import TITLES, honours_of
from tools.illustrative.meetings import ceremonies_of
from tools.illustrative.numbers import figures_of, phases_of, reports
from tools.illustrative.pact import MOVEMENT, SERIES, SLOGANS, pacts_of
from tools.illustrative.people import HEADS, LEVELS, ORGANISER, WATER, leaders, members_of, slug_of, units
from tools.illustrative.remarks import SECRETARY
from tools.illustrative.words import bloc_words, report_words, sender, summaries_of

YEARS = range(2013, 2018)
NAME = "Khối CSND – dữ liệu minh họa"
# slug: name, kind, first day, last day, day by which reports are due, day on which the phase was locked
PHASES = {
    "6-thang": ("6 tháng đầu năm", "half", "01-01", "06-30", "06-20", "06-28"),
    "9-thang": ("9 tháng đầu năm", "nine", "01-01", "09-30", "09-20", "09-29"),
    "nam": ("Cả năm", "year", "01-01", "12-31", "12-12", "12-18"),
}
RETURNED, UNSENT = (2017, "9-thang", 8), (2017, "9-thang", 12)


def season_file(year: int) -> dict:
    return {
        "format": "giao-uoc/season/1",
        "season": _season(year),
        "levels": LEVELS,
        "units": units(),
        "leaders": leaders(),
        "titles": TITLES,
        "movements": [MOVEMENT],
        "blocs": [_bloc(year)],
        "ceremonies": ceremonies_of(year),
        "summaries": summaries_of(year),
    }


def _season(year: int) -> dict:
    phases = [
        {"slug": slug, "name": name, "kind": kind, "starts_on": f"{year}-{first}", "ends_on": f"{year}-{last}"}
        for slug, (name, kind, first, last, _due, _locked) in PHASES.items()
        if slug in phases_of(year)
    ]
    days = {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
    return {"slug": str(year), "name": f"Năm {year}", "kind": "year", **days, "phases": phases}


def _bloc(year: int) -> dict:
    row = {
        "series": {
            "slug": SERIES,
            "name": NAME,
            "organiser": ORGANISER,
            "task": "Thi đua giữa các đơn vị Cảnh sát nhân dân của Công an tỉnh Minh Họa. Mọi tên gọi và số "
            "liệu đều là minh họa.",
        },
        "name": NAME,
        "code": "MH-02",
        "decision_number": "12/QĐ-MH ngày 09/01/2012",
        "slogan": SLOGANS[year],
        "stated_unit_count": 13,
        "sector": "công an",
        "level_words": "Công an cấp tỉnh – khối theo lực lượng",
        "source": "Dữ liệu minh họa, không phải số liệu thật",
        "is_illustrative": True,
        "release": "public",
        "members": [_member(year, unit) for unit in members_of(year)],
        "heads": _heads(year),
        "remarks": _remarks(year),
        "regulation": {"number": f"{year - 2012:02}/QC-KTĐ", "adopted_on": f"{year}-01-15"},
        "pacts": pacts_of(year),
        "reportings": [_reporting(year, phase) for phase in phases_of(year)],
        "figures": figures_of(year),
        "honours": honours_of(year),
    }
    return row | ({"previous": str(year - 1)} if year > 2013 else {})


def _member(year: int, unit: int) -> dict:
    row = {"unit": slug_of(unit)}
    if (year, unit) == (2015, WATER):
        row |= {
            "until_on": "2015-06-30",
            "decision_number": "205/QĐ-MH ngày 15/6/2015",
            "note": "Sáp nhập vào Phòng Cảnh sát giao thông",
        }
    return row


def _heads(year: int) -> list[dict]:
    """By rota; in 2015 the head was relieved in the middle of the year and the next assigned in its place."""
    head, deputy = HEADS[year]
    rows = [{"unit": slug_of(deputy), "part": "deputy", "chosen": "rota"}]
    if year == 2015:
        first = {"unit": slug_of(head), "part": "head", "chosen": "rota", "until_on": "2015-06-30"}
        second = {"unit": slug_of(deputy), "part": "head", "chosen": "assigned", "from_on": "2015-07-01"}
        note = {"decision_number": "211/QĐ-MH ngày 29/6/2015", "note": "Khối phó được giao làm Khối trưởng"}
        rows = [first, second | note, rows[0] | {"until_on": "2015-06-30"}]
    else:
        rows.insert(0, {"unit": slug_of(head), "part": "head", "chosen": "elected" if year == 2013 else "rota"})
    following, after = HEADS[year + 1]
    rows.append({"unit": slug_of(following), "part": "next_head", "chosen": "rota"})
    rows.append({"unit": slug_of(after), "part": "next_deputy", "chosen": "rota"})
    return rows


def _remarks(year: int) -> list[dict]:
    texts = ["Mọi đơn vị, cán bộ và số liệu của khối này đều là minh họa."]
    if year == 2014:
        texts.append("Từ 01/7/2014, Phòng Cảnh sát bảo vệ và hỗ trợ tư pháp mang tên mới.")
    if year == 2015:
        texts.append("Từ 01/7/2015, Phòng Cảnh sát đường thủy sáp nhập vào Phòng Cảnh sát giao thông.")
    if year == 2016:
        texts.append("Từ năm 2016, Trung tâm Chỉ huy tham gia Khối.")
    return [{"text": text} for text in texts]


# --- Reporting phases ----------------------------------------------------------------------------


def _reporting(year: int, phase: str) -> dict:
    due, locked = PHASES[phase][4:]
    row: dict = {"phase": phase, "state": "closed", "due_on": f"{year}-{due}"}
    row |= {
        "opened_at": f"{year}-{due[:2]}-01T08:00:00+07:00",
        "closed_at": f"{year}-{locked}T16:30:00+07:00",
        "closed_by": SECRETARY,
    }
    if phase == "nam":
        reason = "Chờ số liệu đối chiếu của cơ quan tố tụng"
        made = {"made_at": f"{year}-12-10T10:00:00+07:00", "made_by": SECRETARY}
        row["extensions"] = [{"unit": slug_of(1), "due_on": f"{year}-12-16", "reason": reason, **made}]
    if (year, phase) == (2016, "6-thang"):
        made = {"made_at": "2016-06-17T10:00:00+07:00", "made_by": SECRETARY}
        row["extensions"] = [{"due_on": "2016-06-24", "reason": "Bảo trì đường truyền mạng nội bộ", **made}]
    row["reports"] = [_report(year, phase, unit) for unit in members_of(year) if reports(year, phase, unit)]
    if phase == "nam":
        row["reports"].append(
            {"state": "sent", **bloc_words(year), "sent_at": f"{year}-12-17T15:00:00+07:00", "sent_by": SECRETARY}
        )
    return row


def _report(year: int, phase: str, unit: int) -> dict:
    row = {"unit": slug_of(unit), "state": "sent", **report_words(year, phase, unit)}
    due = PHASES[phase][4]
    if (year, phase, unit) == UNSENT:
        return row | {"state": "draft"}
    day = int(due[3:]) - (unit % 4)
    sent = {"sent_at": f"{year}-{due[:2]}-{day:02}T{8 + unit % 9:02}:15:00+07:00", "sent_by": sender(year, unit)}
    if (year, phase, unit) == RETURNED:
        reason = "Số cơ sở được kiểm tra lớn hơn số cơ sở đang quản lý; đề nghị đối chiếu và gửi lại."
        return row | sent | {"state": "returned", "returned_reason": reason}
    if unit == 9 and year in (2014, 2017):
        late = {"sent_at": f"{year}-{due[:2]}-{int(due[3:]) + 3:02}T10:40:00+07:00", "is_late": True}
        return row | sent | late
    return row | sent
