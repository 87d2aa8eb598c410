"""The 42 pledges of the invented pact: what is promised, by which units, and how the numbers come about."""

from typing import NamedTuple

ALL = tuple(range(1, 15))
INVESTIGATING = (1, 2, 3, 4, 5, 7)
ACCIDENTS, FIRES, MODELS = "Tai nạn giao thông", "Cháy, nổ", "Mô hình phòng, chống tội phạm"
GROUPS = [
    {"name": ACCIDENTS, "judged": "all_of"},
    {"name": FIRES, "judged": "sum_of"},
    {"name": MODELS, "judged": "sum_of"},
]


class Promise(NamedTuple):
    """`base`: of a rate its mean in per cent, of a count a unit's yearly number, of a fall that of 2012.

    `size`: of a rate the mean of its denominator. `units`: to whom it is assigned; for the others it does not apply.
    `tracked`: reported at mid-year in the first seasons too. `shown`: released to the public, unit by unit.
    """

    name: str
    kind: str
    measure: str = ""
    target: str = ""
    target_max: str = ""
    base: float = 0
    size: int = 0
    units: tuple[int, ...] = ALL
    group: str = ""
    tracked: bool = False
    shown: bool = False
    over_100: bool = False
    source: str = ""

    @property
    def is_fall(self) -> bool:
        return self.kind.startswith("reduce")

    @property
    def is_rate(self) -> bool:
        return self.measure == "%" and not self.is_fall


def _rate(name: str, kind: str, target: str, base: float, size: int, **more) -> Promise:
    return Promise(name, kind, "%", target, base=base, size=size, **more)


def _words(name: str) -> Promise:
    return Promise(name, "qualitative")


def _none(name: str, measure: str = "vụ", **more) -> Promise:
    return Promise(name, "zero", measure, tracked=True, **more)


def _fall(name: str, target: str, base: float, units: tuple[int, ...], measure: str = "vụ", **more) -> Promise:
    return Promise(name, "reduce_at_least", measure, target, base=base, units=units, tracked=True, **more)


def _count(name: str, measure: str, target: str, base: float, **more) -> Promise:
    return Promise(name, "count", measure, target, base=base, **more)


def _most(name: str, measure: str, target: str, base: float, **more) -> Promise:
    return Promise(name, "at_most", measure, target, base=base, **more)


CONTENTS: list[tuple[str, list[Promise]]] = [
    ("Công tác chính trị, tư tưởng, xây dựng Đảng", [
        _words("Quán triệt, thực hiện đầy đủ nghị quyết, chỉ thị của Đảng và của cấp trên"),
        _rate("Tỷ lệ cán bộ, chiến sĩ học tập nghị quyết", "at_least", "98", 98.8, 60),
        _rate("Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên", "at_least", "85", 88, 40),
        _most("Cán bộ, chiến sĩ vi phạm bị kỷ luật từ khiển trách trở lên", "trường hợp", "2", 1, tracked=True,
              shown=True),
    ]),
    ("Bảo vệ an ninh chính trị, các sự kiện quan trọng", [
        _words("Phối hợp bảo vệ tuyệt đối an toàn các sự kiện chính trị, ngày lễ lớn"),
        _none("Để xảy ra đột xuất, bất ngờ về an ninh, trật tự"),
        _count("Phương án bảo vệ được diễn tập", "phương án", "2", 3),
    ]),
    ("Phòng, chống tội phạm", [
        Promise("Số vụ phạm pháp hình sự", "reduce_range", "vụ", "3", "5", base=310, units=(1, 2, 3, 4, 5),
              tracked=True,
                shown=True, source="Thống kê hình sự của Văn phòng Cơ quan Cảnh sát điều tra"),
        _rate("Tỷ lệ tiếp nhận tố giác, tin báo về tội phạm, kiến nghị khởi tố", "equal", "100", 99.9, 150,
              units=(*INVESTIGATING, 13), tracked=True),
        _rate("Tỷ lệ giải quyết tố giác, tin báo về tội phạm, kiến nghị khởi tố", "at_least", "90", 91.5, 150,
              units=INVESTIGATING, tracked=True, shown=True),
        _rate("Tỷ lệ điều tra, khám phá án hình sự", "greater_than", "75", 79, 180, units=INVESTIGATING, tracked=True,
              shown=True, source="Thống kê hình sự của Văn phòng Cơ quan Cảnh sát điều tra"),
        _rate("Tỷ lệ khám phá án rất nghiêm trọng, đặc biệt nghiêm trọng", "at_least", "95", 97, 30,
              units=INVESTIGATING, tracked=True, shown=True),
        _rate("Tỷ lệ thu hồi tài sản trong các vụ án tham nhũng, kinh tế", "at_least", "60", 61, 45, units=(1, 3, 5)),
        _count("Vụ phạm tội về ma túy được phát hiện, bắt giữ", "vụ", "12", 15, units=(2, 4, 11), tracked=True),
        _rate("Tỷ lệ bắt, vận động đầu thú đối tượng truy nã", "at_least", "35", 37, 40, units=(1, 2, 3, 4, 10, 11)),
        _count("Đợt cao điểm tấn công, trấn áp tội phạm", "đợt", "3", 4, units=(1, 2, 3, 4, 5, 7, 11, 14),
              tracked=True),
    ]),
    ("Điều tra, xử lý tội phạm, chấp hành pháp luật", [
        _none("Oan sai", units=INVESTIGATING, shown=True),
        _none("Bỏ lọt tội phạm", units=INVESTIGATING, shown=True),
        _most("Tỷ lệ án tạm đình chỉ điều tra", "%", "8", 7.2, size=160, units=INVESTIGATING, tracked=True),
        _rate("Tỷ lệ điều tra, kết luận án", "at_least", "85", 87.5, 170, units=INVESTIGATING, tracked=True,
              shown=True),
        _rate("Tỷ lệ giải quyết đơn khiếu nại, tố cáo đúng hạn", "equal", "100", 99.7, 14),
        _none("Người bị tạm giữ, tạm giam, phạm nhân trốn", "người", units=(9, 10)),
    ]),
    ("Quản lý nhà nước về an ninh, trật tự", [
        _rate("Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn", "greater_than", "98", 98.9, 900, units=(6, 7, 8,
              14),
              tracked=True, shown=True),
        _rate("Tỷ lệ cơ sở kinh doanh có điều kiện được kiểm tra", "at_least", "90", 92, 120, units=(5, 6, 8)),
        _rate("Vũ khí, vật liệu nổ, công cụ hỗ trợ thu hồi so với kế hoạch", "at_least", "100", 106, 80,
              units=(2, 6, 11), over_100=True),
        _fall("Số vụ cháy", "5", 66, (8,), group=FIRES, shown=True),
        _fall("Số vụ nổ", "5", 12, (8,), group=FIRES),
        _rate("Tỷ lệ cơ sở được kiểm tra an toàn phòng cháy, chữa cháy", "at_least", "95", 96.4, 480, units=(8,),
              tracked=True),
    ]),
    ("Trật tự, an toàn giao thông", [
        _fall("Số vụ tai nạn giao thông", "5", 240, (7, 14), group=ACCIDENTS, shown=True),
        _fall("Số người chết do tai nạn giao thông", "5", 92, (7, 14), "người", group=ACCIDENTS, shown=True),
        _fall("Số người bị thương do tai nạn giao thông", "5", 216, (7, 14), "người", group=ACCIDENTS, shown=True),
        _most("Vụ ùn tắc giao thông kéo dài trên 30 phút", "vụ", "3", 2, units=(7, 11), tracked=True),
    ]),
    ("Phong trào toàn dân bảo vệ an ninh Tổ quốc", [
        _count("Mô hình mới được xây dựng", "mô hình", "1", 1.4, group=MODELS),
        _count("Mô hình được nhân rộng", "mô hình", "2", 2.6, group=MODELS),
        _count("Buổi tuyên truyền pháp luật", "buổi", "12", 15, tracked=True),
        _rate("Tỷ lệ tin của nhân dân có giá trị cho công tác phòng, chống tội phạm", "greater_than", "40", 44, 90,
              units=(1, 2, 3, 4, 5, 6, 13)),
    ]),
    ("Cải cách hành chính, hậu cần", [
        _rate("Tỷ lệ văn bản trao đổi qua mạng nội bộ", "at_least", "80", 84, 300),
        Promise("Tiết kiệm chi thường xuyên", "equal", "%", "10", base=10),
        _none("Mất an toàn vũ khí, phương tiện, tài liệu"),
    ]),
    ("Xây dựng lực lượng, tổ chức phong trào thi đua", [
        _rate("Tỷ lệ cán bộ, chiến sĩ đạt khá, giỏi về điều lệnh, quân sự, võ thuật", "at_least", "85", 88, 55),
        _rate("Tỷ lệ báo cáo thi đua đúng hạn", "equal", "100", 98.6, 12, tracked=True),
        _words("Tổ chức các hoạt động nghĩa tình đồng đội, an sinh xã hội"),
    ]),
]  # fmt: skip

PLEDGES: dict[str, Promise] = {
    f"{n}.{m}": promise
    for n, (_title, promises) in enumerate(CONTENTS, start=1)
    for m, promise in enumerate(promises, start=1)
}

# What was raised over the years: (pledge, from the season, target).
RAISED = [
    ("3.3", 2013, "88"),
    ("3.3", 2015, "90"),
    ("3.4", 2013, "72"),
    ("3.4", 2016, "75"),
    ("4.4", 2013, "82"),
    ("4.4", 2015, "85"),
    ("8.1", 2013, "60"),
    ("8.1", 2015, "75"),
    ("8.1", 2017, "80"),
]
# Units that pledge more than the bloc: (pledge, unit, target, upper target).
OWN = [
    ("1.2", 12, "100", ""),
    ("3.1", 2, "4", "6"),
    ("3.4", 2, "80", ""),
    ("3.5", 1, "98", ""),
    ("3.9", 11, "4", ""),
    ("4.3", 3, "7.5", ""),
    ("5.1", 6, "99", ""),
    ("6.1", 7, "6", ""),
    ("7.3", 6, "20", ""),
]


def target_in(place: str, year: int) -> str:
    """The bloc's common target of the season."""
    known = [target for raised, since, target in RAISED if raised == place and since <= year]
    return known[-1] if known else PLEDGES[place].target
