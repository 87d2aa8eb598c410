"""The ceremonies of each season: signing, mid-year, nine months, year's end; one cancelled, one postponed."""

from tools.illustrative.pact import LATE, SERIES, SIGNED_ON
from tools.illustrative.people import (
    DEPUTY,
    DIRECTOR,
    HEADS,
    ORGANISER,
    SECOND,
    Chief,
    head_on,
    members_of,
    name_of,
    post_of,
    slug_of,
)
from tools.illustrative.remarks import SECRETARY

HALL = "Hội trường tầng 3, trụ sở Công an tỉnh Minh Họa"
MET_ON = {2013: "2013-07-05", 2014: "2014-07-11", 2015: "2015-07-15", 2016: "2016-07-08", 2017: "2017-07-07"}
NINE_ON = {2016: "2016-10-07", 2017: "2017-10-06"}
RUN_SHEET = {
    2017: ["08:05", "08:20", "09:05", "09:20", "09:40", "10:08", "10:32", "10:58", "11:15"],
}
"""When each item began, and the last ended: the season whose ceremony was kept by the minute."""
CLOSED_ON = {2013: "2013-12-20", 2014: "2014-12-19", 2016: "2016-12-23", 2017: "2017-12-22"}


def ceremonies_of(year: int) -> list[dict]:
    rows = [_signing(year), _midyear(year)]
    if year in NINE_ON:
        rows.append(_nine_months(year))
    if year in CLOSED_ON:
        rows.append(_closing(year))
    if year == 2013:
        rows.append(_cancelled())
    return rows


def _ceremony(slug: str, kind: str, title: str, day: str, **more) -> dict:
    return {
        "slug": slug,
        "kind": kind,
        "title": title,
        "blocs": [SERIES],
        "pacts": [SERIES],
        "state": "held",
        "date": day,
        "starts_at": "08:00",
        "part_of_day": "sáng",
        "place_name": HALL,
        "began_at": f"{day}T08:05:00+07:00",
        "held_at": f"{day}T11:15:00+07:00",
        "secretary_name": SECRETARY,
        "release": "public",
        **more,
    }


# --- The signing ------------------------------------------------------------------------------


def _signing(year: int) -> dict:
    day, slug = SIGNED_ON[year], f"le-ky-ket-minh-hoa-{year}"
    both = {"blocs": [f"{SERIES}/2015", SERIES], "pacts": [f"{SERIES}/2015@2", SERIES]} if year == 2016 else {}
    kind = "year_review+signing" if both else "signing"
    title = f"Lễ ký kết giao ước thi đua năm {year} – Khối CSND (dữ liệu minh họa)"
    if both:
        title = "Hội nghị tổng kết năm 2015 và ký kết giao ước thi đua năm 2016 – Khối CSND (dữ liệu minh họa)"
    people = _people(year, day)
    return _ceremony(
        slug, kind, title, day,
        words=f"{len(members_of(year))} đơn vị trong Khối nghe báo cáo kết quả năm trước, thông qua và ký kết "
        f"giao ước thi đua năm {year}.",
        attendees=people,
        agenda=_agenda(year),
        directions=_directions(year, people),
        contributions=_contributions(year),
        **both,
    )  # fmt: skip


def _person(part: str, chief: Chief, day: str, **more) -> dict:
    row = {"part": part, "leader": chief.slug, "name": chief.name, "rank": chief.rank_on(day)}
    row |= {"party_post": chief.party} if chief.party else {}
    if chief.unit == 0:
        return row | {"position": post_of(chief), "unit": ORGANISER, "unit_name": "Công an tỉnh Minh Họa", **more}
    unit = {"unit": slug_of(chief.unit), "unit_name": name_of(chief.unit, day)}
    return row | {"position": post_of(chief), **unit, **more}


def _people(year: int, day: str) -> list[dict]:
    head = head_on(HEADS[year][0], day)
    rows = [_person("presiding", head, day), _person("directing", DEPUTY, day, gave_directions=True)]
    if year == 2016:
        rows.append(_person("witness", DIRECTOR, day))
    if SECOND.is_in_post(day):
        rows.append(_person("guest", SECOND, day))
    late = LATE.get(year, (0,))
    for unit in members_of(year):
        chief = head_on(unit, day)
        if chief is head:
            continue
        absent = {"reason": late[1]} if unit == late[0] else {}
        rows.append(_person("absent" if absent else "attending", chief, day, **absent))
    return rows


def _agenda(year: int) -> list[dict]:
    count = len(members_of(year)) - (1 if year in LATE else 0)
    everyone = {"is_adoption": True, "votes_for": count, "votes_against": 0, "abstentions": 0, "is_unanimous": True}
    split = {"is_adoption": True, "votes_for": count - 2, "votes_against": 1, "abstentions": 1}
    items = [
        {"title": "Chào cờ, giới thiệu đại biểu"},
        {"title": f"Báo cáo kết quả phong trào thi đua năm {year - 1}"},
        {"title": f"Thông qua kế hoạch hoạt động năm {year}", **everyone},
        {
            "title": "Thông qua quy chế, tiêu chí và thang điểm",
            **split,
            "note": "Ý kiến khác: đề nghị giảm điểm của mục báo cáo.",
        },
        {"title": "Thông qua nội dung giao ước", **everyone},
        {"title": "Các đơn vị ký kết giao ước"},
        {"title": "Lãnh đạo Công an tỉnh phát biểu chỉ đạo"},
        {"title": "Khối trưởng tiếp thu, bế mạc"},
    ]
    return _timed(items, year) if year in RUN_SHEET else items


def _timed(items: list[dict], year: int) -> list[dict]:
    """Each item ends where the next begins."""
    times = [f"{SIGNED_ON[year]}T{time}:00+07:00" for time in RUN_SHEET[year]]
    spans = zip(items, times[:-1], times[1:], strict=True)
    return [{**item, "began_at": began, "ended_at": ended} for item, began, ended in spans]


def _directions(year: int, people: list[dict]) -> list[dict]:
    giver = 1 + next(n for n, one in enumerate(people) if one.get("gave_directions"))
    done = "Cả 13 đơn vị đã gửi phân công về thư ký Khối."
    rows = [
        {
            "text": "Cụ thể hóa từng chỉ tiêu thành việc của đội, của người; gửi phân công về thư ký Khối.",
            "given_by": giver,
            "due_on": f"{year}-03-31",
        },
        {"text": "Báo cáo trung thực, đúng hạn; số liệu phải có nguồn để đối chiếu.", "given_by": giver},
        {
            "text": "Khối trưởng, Khối phó tổ chức kiểm tra chéo ít nhất một lần trong năm.",
            "given_by": giver,
            "due_on": f"{year}-10-31",
        },
    ]
    if year in RUN_SHEET:
        rows[2]["unit"] = slug_of(HEADS[year][0])
    rows[0] |= {"follow_up": done, "followed_up_on": f"{year}-04-05"}
    return rows


def _contributions(year: int) -> list[dict]:
    rows = [{"amount": "5", "measure": "triệu đồng", "purpose": "ủng hộ quỹ nghĩa tình đồng đội (dữ liệu minh họa)"}]
    if year in (2015, 2017):
        rows.append(
            {
                "unit": slug_of(11),
                "amount": "40",
                "measure": "ngày công",
                "purpose": "sửa chữa nhà cho gia đình chính sách",
            }
        )
    return rows


# --- Reviews ----------------------------------------------------------------------------------


def _midyear(year: int) -> dict:
    day = MET_ON[year]
    chief = head_on(HEADS[year][0], day)
    more: dict = {
        "attendees": [_person("presiding", chief, day), _person("directing", DEPUTY, day, gave_directions=True)]
    }
    more["agenda"] = [
        {"title": "Báo cáo sơ kết 6 tháng"},
        {"title": "Các đơn vị thảo luận"},
        {"title": "Lãnh đạo Công an tỉnh phát biểu chỉ đạo"},
    ]
    more["directions"] = [{"text": "Tập trung những chỉ tiêu còn thấp so với cùng kỳ năm trước.", "given_by": 2}]
    if year == 2014:
        more["postponed_from"] = "2014-07-04"
    if year == 2015:
        more["pacts"] = [SERIES, f"{SERIES}@2"]
        more["agenda"].insert(
            1,
            {
                "title": "Thông qua việc sửa đổi giao ước sau khi sáp nhập",
                "is_adoption": True,
                "votes_for": 12,
                "votes_against": 0,
                "abstentions": 0,
                "is_unanimous": True,
            },
        )
    title = f"Hội nghị sơ kết 6 tháng đầu năm {year} – Khối CSND (dữ liệu minh họa)"
    return _ceremony(f"so-ket-minh-hoa-{year}", "midyear_review", title, day, **more)


def _nine_months(year: int) -> dict:
    day = NINE_ON[year]
    people = [_person("presiding", head_on(HEADS[year][0], day), day)]
    title = f"Hội nghị kiểm điểm 9 tháng năm {year} – Khối CSND (dữ liệu minh họa)"
    words = "Các đơn vị kiểm điểm tiến độ từng chỉ tiêu; đơn vị chưa báo cáo phải gửi bổ sung trước kỳ cuối năm."
    return _ceremony(f"kiem-diem-minh-hoa-{year}", "nine_month_review", title, day, attendees=people, words=words)


def _closing(year: int) -> dict:
    day = CLOSED_ON[year]
    people = [
        _person("presiding", head_on(HEADS[year][0], day), day),
        _person("directing", DIRECTOR, day, gave_directions=True),
    ]
    count = len(members_of(year))
    votes = {"is_adoption": True, "votes_for": count - 1, "votes_against": 0, "abstentions": 1}
    agenda = [
        {"title": f"Báo cáo tổng kết năm {year}"},
        {"title": "Bình xét, suy tôn danh hiệu thi đua", **votes},
        {"title": f"Bàn giao nhiệm vụ Khối trưởng năm {year + 1}"},
    ]
    title = f"Hội nghị tổng kết năm {year} – Khối CSND (dữ liệu minh họa)"
    return _ceremony(f"tong-ket-minh-hoa-{year}", "year_review", title, day, attendees=people, agenda=agenda)


def _cancelled() -> dict:
    """Planned for the autumn of 2013 and given up; never shown to the public."""
    title = "Hội nghị kiểm điểm 9 tháng năm 2013 – Khối CSND (dữ liệu minh họa)"
    row = _ceremony(
        "kiem-diem-minh-hoa-2013", "nine_month_review", title, "2013-10-11", state="cancelled", release="closed"
    )
    return {key: value for key, value in row.items() if key not in ("began_at", "held_at", "secretary_name")}
