"""The invented police of Minh Họa: its units with their changes, and their leaders with dated ranks and posts."""

from typing import NamedTuple

ORGANISER = "cong-an-tinh-minh-hoa"
LEVELS = [{"name": "Công an cấp tỉnh", "order": 1}, {"name": "Phòng và tương đương", "order": 2}]
ROOM = "Phòng và tương đương"
TRAFFIC, JUSTICE, WATER, CENTRE = 7, 9, 14, 13
HEADS = {2013: (1, 2), 2014: (2, 3), 2015: (3, 4), 2016: (5, 6), 2017: (6, 7), 2018: (7, 8)}
"""Of each season the unit that heads the bloc, and its deputy."""

NAMES = {
    1: ("van-phong-co-quan-csdt", "Văn phòng Cơ quan Cảnh sát điều tra", "VP CSĐT"),
    2: ("phong-trat-tu-xa-hoi", "Phòng Cảnh sát điều tra tội phạm về trật tự xã hội", "TTXH"),
    3: ("phong-kinh-te", "Phòng Cảnh sát điều tra tội phạm về trật tự quản lý kinh tế và chức vụ", "Kinh tế"),
    4: ("phong-ma-tuy", "Phòng Cảnh sát điều tra tội phạm về ma túy", "Ma túy"),
    5: ("phong-moi-truong", "Phòng Cảnh sát phòng, chống tội phạm về môi trường", "Môi trường"),
    6: ("phong-quan-ly-hanh-chinh", "Phòng Cảnh sát quản lý hành chính về trật tự xã hội", "QLHC"),
    7: ("phong-giao-thong", "Phòng Cảnh sát giao thông", "Giao thông"),
    8: ("phong-pccc", "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ", "PCCC"),
    9: ("phong-thi-hanh-an", "Phòng Cảnh sát thi hành án hình sự và hỗ trợ tư pháp", "THAHS"),
    10: ("trai-tam-giam", "Trại tạm giam Công an tỉnh Minh Họa", "Trại tạm giam"),
    11: ("phong-co-dong", "Phòng Cảnh sát cơ động", "Cơ động"),
    12: ("phong-ky-thuat-hinh-su", "Phòng Kỹ thuật hình sự", "KTHS"),
    13: (
        "trung-tam-chi-huy",
        "Trung tâm Chỉ huy, tiếp nhận và xử lý tin báo, tố giác tội phạm, phối hợp các lực lượng Cảnh sát nhân dân "
        "trên địa bàn toàn tỉnh",
        "Trung tâm Chỉ huy",
    ),
    14: ("phong-duong-thuy", "Phòng Cảnh sát đường thủy", "Đường thủy"),
}


def slug_of(number: int) -> str:
    return f"minh-hoa-{NAMES[number][0]}"


def name_of(number: int, day: str) -> str:
    """As it was called on the day."""
    return "Phòng Cảnh sát bảo vệ và hỗ trợ tư pháp" if number == JUSTICE and day < "2014-07-01" else NAMES[number][1]


def members_of(year: int) -> list[int]:
    """The waterway police belonged until its merger in the middle of 2015; the command centre came with 2016."""
    return [*range(1, 13), WATER] if year < 2016 else list(range(1, 14))


def _unit(number: int) -> dict:
    slug, name, short = NAMES[number]
    row = {
        "slug": f"minh-hoa-{slug}",
        "name": name,
        "short_name": short,
        "is_illustrative": True,
        "level": ROOM,
        "parent": ORGANISER,
        "precedence": number,
    }
    if number == JUSTICE:
        former = {"name": name_of(number, "2013-01-01"), "level": ROOM, "parent": ORGANISER}
        row["pasts"] = [{**former, "until_on": "2014-06-30", "decision_number": "118/QĐ-MH ngày 20/6/2014"}]
    if number == WATER:
        merger = {"after": slug_of(TRAFFIC), "kind": "merged", "on": "2015-07-01"}
        row |= {"until_on": "2015-06-30"}
        row["successions"] = [{**merger, "decision_number": "205/QĐ-MH ngày 15/6/2015"}]
    if number == CENTRE:
        row["from_on"] = "2016-01-01"
    return row


def units() -> list[dict]:
    top = {
        "slug": ORGANISER,
        "name": "Công an tỉnh Minh Họa",
        "is_illustrative": True,
        "level": "Công an cấp tỉnh",
        "precedence": 1,
    }
    return [top, *(_unit(number) for number in NAMES)]


# --- Leaders ---------------------------------------------------------------------------------

RANK_NAMES = {"dai-ta": "Đại tá", "thuong-ta": "Thượng tá", "trung-ta": "Trung tá", "thieu-ta": "Thiếu tá"}


class Chief(NamedTuple):
    """A leader: post at a unit (0: the organiser) from a day until a day; ranks with the day each began."""

    slug: str
    name: str
    unit: int
    post: str
    ranks: tuple[tuple[str, str], ...]
    from_on: str = "2011-01-01"
    until_on: str = ""
    party: str = ""

    @property
    def heads_unit(self) -> bool:
        return not self.post.startswith("Phó ")

    def rank_on(self, day: str) -> str:
        return RANK_NAMES[[rank for rank, since in self.ranks if since <= day][-1]]

    def is_in_post(self, day: str) -> bool:
        return self.from_on <= day and (not self.until_on or day <= self.until_on)


def _two(first: str, then: str, on: str) -> tuple[tuple[str, str], ...]:
    return ((first, "2009-12-01"), (then, on))


PARTY = "UVTV Đảng ủy"
DIRECTOR = Chief(
    "mh-le-quang-thuong", "Lê Quang Thượng", 0, "Giám đốc", (("dai-ta", "2008-07-01"),), party="Bí thư Đảng ủy"
)
DEPUTY = Chief(
    "mh-vu-dinh-khoat", "Vũ Đình Khoát", 0, "Phó Giám đốc", _two("thuong-ta", "dai-ta", "2012-07-01"), party=PARTY
)
SECOND = Chief(
    "mh-dang-thi-nhu-y",
    "Đặng Thị Như Ý",
    0,
    "Phó Giám đốc",
    _two("thuong-ta", "dai-ta", "2015-07-01"),
    "2014-03-01",
    party="Ủy viên Đảng ủy",
)

HEAD_OF_ROOM = "Trưởng phòng"
CHIEFS = [
    DIRECTOR,
    DEPUTY,
    SECOND,
    Chief(
        "mh-hoang-van-truong-giang",
        "Hoàng Văn Trường Giang",
        1,
        "Chánh Văn phòng",
        _two("trung-ta", "thuong-ta", "2012-12-01"),
    ),
    Chief("mh-ngo-duy-tuan-kiet", "Ngô Duy Tuấn Kiệt", 2, HEAD_OF_ROOM, _two("thuong-ta", "dai-ta", "2016-07-01")),
    Chief("mh-bui-the-hien", "Bùi Thế Hiền", 3, HEAD_OF_ROOM, (("thuong-ta", "2009-12-01"),), until_on="2015-03-31"),
    Chief(
        "mh-pham-thi-thuc-quyen",
        "Phạm Thị Thục Quyên",
        3,
        HEAD_OF_ROOM,
        _two("trung-ta", "thuong-ta", "2014-12-01"),
        "2015-04-01",
    ),
    Chief("mh-do-xuan-bach", "Đỗ Xuân Bạch", 4, HEAD_OF_ROOM, _two("trung-ta", "thuong-ta", "2013-12-01")),
    Chief(
        "mh-trinh-cong-luan",
        "Trịnh Công Luân",
        5,
        HEAD_OF_ROOM,
        (("trung-ta", "2010-12-01"), ("thuong-ta", "2014-12-01")),
    ),
    Chief(
        "mh-duong-thi-bich-khue", "Dương Thị Bích Khuê", 6, HEAD_OF_ROOM, _two("trung-ta", "thuong-ta", "2011-12-01")
    ),
    Chief("mh-phan-huu-dac", "Phan Hữu Đắc", 7, HEAD_OF_ROOM, (("thuong-ta", "2010-07-01"),), until_on="2014-09-30"),
    Chief(
        "mh-ly-thanh-hai-dang",
        "Lý Thành Hải Đăng",
        7,
        HEAD_OF_ROOM,
        _two("trung-ta", "thuong-ta", "2013-12-01"),
        "2014-10-01",
    ),
    Chief("mh-mai-trong-nghi", "Mai Trọng Nghị", 8, HEAD_OF_ROOM, _two("thuong-ta", "dai-ta", "2017-07-01")),
    Chief("mh-cao-vinh-hung", "Cao Vĩnh Hùng", 9, HEAD_OF_ROOM, (("thuong-ta", "2010-12-01"),)),
    Chief("mh-luu-ba-phuc", "Lưu Bá Phúc", 10, "Giám thị", _two("trung-ta", "thuong-ta", "2015-12-01")),
    Chief("mh-ta-minh-hao", "Tạ Minh Hạo", 11, HEAD_OF_ROOM, _two("thieu-ta", "trung-ta", "2013-07-01")),
    Chief(
        "mh-nghiem-thi-an-nhien", "Nghiêm Thị An Nhiên", 12, HEAD_OF_ROOM, _two("trung-ta", "thuong-ta", "2016-12-01")
    ),
    Chief(
        "mh-chu-dang-vuong",
        "Chu Đăng Vượng",
        13,
        "Giám đốc Trung tâm",
        _two("trung-ta", "thuong-ta", "2015-12-01"),
        "2016-01-01",
    ),
    Chief("mh-kieu-son-lam", "Kiều Sơn Lâm", 14, HEAD_OF_ROOM, (("trung-ta", "2009-12-01"),), until_on="2015-06-30"),
    Chief(
        "mh-tong-thi-hanh-vien", "Tống Thị Hạnh Viên", 6, "Phó Trưởng phòng", _two("thieu-ta", "trung-ta", "2014-12-01")
    ),
    Chief("mh-vuong-kha-tue", "Vương Khả Tuệ", 4, "Phó Trưởng phòng", _two("thieu-ta", "trung-ta", "2015-12-01")),
    Chief("mh-ha-nhat-quang-minh", "Hà Nhật Quang Minh", 12, "Phó Trưởng phòng", (("thieu-ta", "2011-12-01"),)),
]


def leaders() -> list[dict]:
    return [_leader(chief) for chief in CHIEFS]


def _leader(chief: Chief) -> dict:
    ends = [since for _rank, since in chief.ranks[1:]]
    ranks = [{"rank": rank, "from_on": since} for rank, since in chief.ranks]
    for row, next_since in zip(ranks, ends, strict=False):
        row["until_on"] = _day_before(next_since)
    unit = slug_of(chief.unit) if chief.unit else ORGANISER
    post = {"name": post_of(chief), "unit": unit, "from_on": chief.from_on}
    if chief.heads_unit:
        post["heads_unit"] = True
    if chief.until_on:
        post["until_on"] = chief.until_on
    posts = [post]
    if chief.party:
        posts.append({"kind": "party", "name": chief.party, "from_on": chief.from_on})
    return {"slug": chief.slug, "name": chief.name, "is_illustrative": True, "ranks": ranks, "posts": posts}


def _day_before(first_of_month: str) -> str:
    """Ranks begin on the first of July or December."""
    year, month = first_of_month[:4], first_of_month[5:7]
    return f"{year}-06-30" if month == "07" else f"{year}-11-30"


def post_of(chief: Chief) -> str:
    return f"{chief.post} Công an tỉnh" if chief.unit == 0 else chief.post


def head_on(unit: int, day: str) -> Chief:
    return next(one for one in CHIEFS if one.unit == unit and one.heads_unit and one.is_in_post(day))


def deputy_on(unit: int) -> Chief:
    return next(one for one in CHIEFS if one.unit == unit and not one.heads_unit)
