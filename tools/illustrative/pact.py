"""The season's pact: its opening words, contents, signatures; in 2015 a second version after the merger."""

from tools.illustrative.criteria import table_of
from tools.illustrative.numbers import baselines_of
from tools.illustrative.people import (
    DEPUTY,
    DIRECTOR,
    TRAFFIC,
    WATER,
    Chief,
    deputy_on,
    head_on,
    members_of,
    name_of,
    post_of,
    slug_of,
)
from tools.illustrative.promises import CONTENTS, GROUPS, OWN, PLEDGES, target_in
from tools.illustrative.remarks import SECRETARY
from tools.illustrative.scoring import scoring_of

SERIES = "khoi-csnd-minh-hoa"
MOVEMENT = "Vì An ninh Tổ quốc"
SIGNED_ON = {2013: "2013-02-22", 2014: "2014-02-21", 2015: "2015-02-10", 2016: "2016-02-26", 2017: "2017-02-24"}
AMENDED_ON = "2015-07-15"
SLOGANS = {
    2013: "Kỷ cương, trách nhiệm, vì nhân dân phục vụ",
    2014: "Đoàn kết, kỷ luật, chủ động, sáng tạo",
    2015: "Trách nhiệm, hiệu quả, lập thành tích chào mừng các ngày lễ lớn",
    2016: "Chủ động, bản lĩnh, nhân văn, hiệu quả, tất cả vì bình yên của nhân dân và sự phát triển của địa phương",
    2017: "Kỷ cương, liêm chính, hành động, phục vụ",
}
SOLUTIONS = {
    2013: ["Mỗi đơn vị đăng ký một phần việc mới trong quý I."],
    2014: [
        "Mỗi đơn vị một mô hình, mỗi cán bộ một sáng kiến.",
        "Giao ban trật tự xã hội hằng tuần giữa các đơn vị điều tra.",
    ],
    2015: ["Rút ngắn thời gian xác minh tin báo, tố giác tội phạm.", "Sắp xếp tổ chức không làm gián đoạn công việc."],
    2016: [
        "Đưa Trung tâm Chỉ huy vào hoạt động 24 giờ trong ngày.",
        "Chuyên đề phối hợp giữa các phòng nghiệp vụ theo địa bàn.",
    ],
    2017: [
        "Mở ba đợt cao điểm gắn với từng địa bàn trọng điểm.",
        "Kiểm tra chéo hồ sơ vụ án giữa các đơn vị mỗi quý một lần.",
        "Trả kết quả thủ tục hành chính trước hạn ít nhất một ngày làm việc.",
    ],
}
LATE = {
    2014: (10, "Đi công tác theo lệnh của cấp trên", "2014-02-24T09:00:00+07:00"),
    2017: (9, "Bận chỉ huy áp giải bị cáo phục vụ xét xử", "2017-02-27T08:30:00+07:00"),
}
DELEGATED = {
    2013: (6, "Giấy ủy quyền số 07/GUQ-QLHC"),
    2015: (4, "Giấy ủy quyền số 11/GUQ-MT"),
    2017: (12, "Giấy ủy quyền số 05/GUQ-KTHS"),
}


def pacts_of(year: int) -> list[dict]:
    first = _pact(year, 1, SIGNED_ON[year], f"le-ky-ket-minh-hoa-{year}")
    if year == 2014:
        words = "Tại mục 7.3, đơn vị tính “buổi” trong bản in lần đầu ghi nhầm là “đợt”; bản ký ghi đúng là “buổi”."
        first["errata"] = [{"text": words, "made_at": "2014-03-05T09:00:00+07:00", "made_by": SECRETARY}]
    return [first, _second()] if year == 2015 else [first]


def _second() -> dict:
    amended = _pact(2015, 2, AMENDED_ON, "so-ket-minh-hoa-2015")
    words = (
        "Sửa đổi theo Quyết định 205/QĐ-MH về việc sáp nhập Phòng Cảnh sát đường thủy vào Phòng Cảnh sát giao thông."
    )
    return amended | {"amends": 1, "preamble": words, "origin": "Phiên bản 1"}


def _pact(year: int, version: int, day: str, ceremony: str) -> dict:
    return {
        "version": version,
        "state": "sealed",
        "title": f"Giao ước thi đua thực hiện phong trào “{MOVEMENT}” năm {year}",
        "movements": [MOVEMENT],
        "legal_bases": [
            "Luật Thi đua, Khen thưởng",
            f"Kế hoạch thi đua năm {year} của Công an tỉnh Minh Họa",
            "Quy chế tổ chức và hoạt động của Khối",
        ],
        "slogan": SLOGANS[year],
        "preamble": f"Các đơn vị trong Khối thống nhất ký kết giao ước thi đua năm {year} với những nội dung sau:",
        "undertaking": "Các đơn vị cam kết tổ chức thực hiện nghiêm túc, báo cáo đúng hạn và tự nguyện chịu sự "
        "kiểm tra của Khối.",
        "copies": len(members_of(year)) + 2,
        "stated_content_count": len(CONTENTS),
        "stated_target_count": len(PLEDGES),
        "opened_at": f"{day}T07:30:00+07:00",
        "sealed_at": f"{day}T10:45:00+07:00",
        "groups": GROUPS,
        "sections": _sections(year),
        "solutions": SOLUTIONS[year],
        "registrations": _registrations(year, version),
        **_adoptions(year, day, ceremony),
        "signatures": _signatures(year, version, day, ceremony),
        "criteria_table": table_of(year, version) | ({} if (year, version) == (2015, 1) else scoring_of(year)),
    }


# --- Contents -------------------------------------------------------------------------------


def _sections(year: int) -> list[dict]:
    baselines = baselines_of(year)
    return [
        {"title": title, "pledges": [_pledge(year, f"{n}.{m}", baselines) for m in range(1, len(promises) + 1)]}
        for n, (title, promises) in enumerate(CONTENTS, start=1)
    ]


def _pledge(year: int, place: str, baselines: dict[str, str]) -> dict:
    promise = PLEDGES[place]
    said = {
        "name": promise.name,
        "kind": promise.kind,
        "target": target_in(place, year),
        "target_max": promise.target_max,
        "measure": promise.measure,
        "baseline": baselines.get(place, ""),
        "baseline_label": f"năm {year - 1}" if place in baselines else "",
        "allows_over_100": promise.over_100,
        "data_source": promise.source,
        "group": promise.group,
        "follows": follows(year, place),
        "own_targets": _own_targets(year, place),
    }
    return {key: value for key, value in said.items() if value}


def follows(year: int, place: str) -> str:
    if year == 2013:
        return ""
    version = "@2" if year == 2016 else ""
    return f"{SERIES}/{year - 1}{version}#{place}"


def _own_targets(year: int, place: str) -> list[dict]:
    rows = [(unit, target, most) for own, unit, target, most in OWN if own == place and unit in members_of(year)]
    return [
        {"unit": slug_of(unit), "target": target, **({"target_max": most} if most else {})}
        for unit, target, most in rows
    ]


def _registrations(year: int, version: int) -> list[dict]:
    """Every unit aims at “Đơn vị tiên tiến”, six of them higher, two at the ministry's flag."""
    members = [unit for unit in members_of(year) if (unit, version) != (WATER, 2)]
    rows = []
    for n, unit in enumerate(members):
        titles = ["don-vi-tien-tien"]
        titles += ["don-vi-quyet-thang"] if (n + year) % 2 == 0 else []
        titles += ["co-thi-dua-cua-bo-cong-an"] if (n + year) % 6 == 0 else []
        rows.append({"unit": slug_of(unit), "titles": titles})
    return rows


# --- Adoption -------------------------------------------------------------------------------


def _adoptions(year: int, day: str, ceremony: str) -> dict[str, list[dict]]:
    """The vote on the text; only the last season was kept by the software, the others came from paper."""
    if year != 2017:
        return {}
    votes = {"votes_for": len(members_of(year)) - 1, "votes_against": 0, "abstentions": 0}
    at = f"{day}T10:04:00+07:00"
    where = {"ceremony": ceremony, "item": 5, "recorded_by": SECRETARY}
    return {"adoptions": [{"outcome": "adopted", **votes, "adopted_at": at, **where}]}


# --- Signatures -----------------------------------------------------------------------------


def _signatures(year: int, version: int, day: str, ceremony: str) -> list[dict]:
    members = [unit for unit in members_of(year) if (unit, version) != (WATER, 2)]
    rows = []
    for n, unit in enumerate(members):
        rows += _lines(year, version, unit, day, f"{day}T10:{10 + n}:00+07:00", ceremony)
    return [*rows, _witness(year, day, ceremony)]


def _lines(year: int, version: int, unit: int, day: str, at: str, ceremony: str) -> list[dict]:
    head = head_on(unit, day)
    late = LATE.get(year, (0,)) if version == 1 else (0,)
    if unit == late[0]:
        absence = {"unit": slug_of(unit), "unit_name": name_of(unit, day), "outcome": "absent", "reason": late[1]}
        absence |= {"ceremony": ceremony, **_kept(at)}
        return [absence, _signed(unit, head, day, late[2]) | {"is_late": True, **_kept(late[2])}]
    rows = [_struck(unit, day, at, ceremony)] if (year, unit) == (2016, TRAFFIC) else []
    deputised = DELEGATED.get(year, (0,)) if version == 1 else (0,)
    if unit == deputised[0]:
        acting = {"acting_for": f"{head.post} {head.rank_on(day)} {head.name}", "acting_document": deputised[1]}
        return [*rows, _signed(unit, deputy_on(unit), day, at) | acting | {"ceremony": ceremony, **_kept(at)}]
    return [*rows, _signed(unit, head, day, at) | {"ceremony": ceremony, **_kept(at)}]


def _signed(unit: int, chief: Chief, day: str, at: str) -> dict:
    who = {"name": chief.name, "rank": chief.rank_on(day), "position": post_of(chief)}
    return {"unit": slug_of(unit), "unit_name": name_of(unit, day), **who, "signed_at": at}


def _kept(at: str) -> dict:
    return {"recorded_at": at, "recorded_by": SECRETARY}


def _struck(unit: int, day: str, at: str, ceremony: str) -> dict:
    """Recorded first under the name of another unit's leader, and struck before the seal."""
    wrong = _signed(unit, head_on(8, day), day, at) | {"ceremony": ceremony, **_kept(at)}
    reason = "Ghi nhầm người ký của Phòng Cảnh sát phòng cháy, chữa cháy; đã ghi lại đúng người."
    return wrong | {"struck_at": at.replace(":00+", ":40+"), "struck_by": SECRETARY, "struck_reason": reason}


def _witness(year: int, day: str, ceremony: str) -> dict:
    chief = DIRECTOR if year == 2016 else DEPUTY
    at = f"{day}T10:30:00+07:00"
    who = {"name": chief.name, "rank": chief.rank_on(day), "position": post_of(chief)}
    return {
        "part": "witness",
        "unit_name": "Công an tỉnh Minh Họa",
        **who,
        "signed_at": at,
        "ceremony": ceremony,
        **_kept(at),
    }
