"""The columns of a criteria table in Excel, and the words their cells take."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pacts.logic.formulas import Assessor, Formula, Part
from pacts.logic.kinds import Kind

SHEET = "Bảng tiêu chí"
GUIDE = "Hướng dẫn"
LISTS = "Danh mục"
MOST_ROWS = 400
DEEPEST = 5

FORMULAS = {
    "": "Nhóm tiêu chí",
    Formula.PASS_FAIL.value: "Đạt hoặc không đạt",
    Formula.PROPORTIONAL.value: "Theo tỷ lệ so với chỉ tiêu",
    Formula.RELATIVE.value: "So với đơn vị tốt nhất của khối",
    Formula.DEDUCTION.value: "Trừ điểm theo từng vụ, việc",
    Formula.BANDS.value: "Theo khoảng",
    Formula.COUNT.value: "Điểm theo số lượng",
    Formula.BY_HAND.value: "Cho điểm trực tiếp",
    Formula.FLAT.value: "Thưởng hoặc trừ cố định",
}
PARTS = {Part.MAIN.value: "Điểm chuẩn", Part.BONUS.value: "Điểm thưởng", Part.PENALTY.value: "Điểm trừ"}
ASSESSORS = {
    Assessor.UNIT.value: "Đơn vị tự chấm",
    Assessor.BLOC.value: "Khối",
    Assessor.DEPARTMENT.value: "Đơn vị chức năng",
}
EVIDENCE = {"none": "Không cần", "wanted": "Nên có", "required": "Bắt buộc"}
KINDS = {
    "": "",
    Kind.AT_LEAST.value: "≥ (ít nhất)",
    Kind.GREATER_THAN.value: "> (lớn hơn)",
    Kind.EQUAL.value: "= (đúng bằng)",
    Kind.AT_MOST.value: "≤ (không quá)",
    Kind.REDUCE_AT_LEAST.value: "Giảm ít nhất (%)",
    Kind.REDUCE_RANGE.value: "Giảm từ–đến (%)",
    Kind.ZERO.value: "Không để xảy ra",
    Kind.COUNT.value: "Số lượng",
    Kind.QUALITATIVE.value: "Định tính",
}
YES = {"x": "x", "": ""}


@dataclass(frozen=True)
class Column:
    """`words` maps what is kept to what the cell says; `help` stands on the second sheet; `width` in characters."""

    key: str
    header: str
    width: int
    help: str
    words: Mapping[str, str] = field(default_factory=dict)
    is_number: bool = False


COLUMNS = [
    Column("number", "Số", 10, "Số theo vị trí, ví dụ 1.3.2 nằm trong nhóm 1.3. Dòng mới ghi một số chưa dùng."),
    Column("code", "Số trên văn bản", 10, "Số in trên văn bản của khối, ví dụ 6a. Có thể để trống."),
    Column("name", "Tiêu chí", 60, "Tên nhóm hoặc tên tiêu chí."),
    Column("points", "Điểm", 10, "Điểm tối đa. Điểm của nhóm đúng bằng tổng điểm các dòng con.", is_number=True),
    Column("part", "Loại điểm", 14, "Để trống là theo nhóm chứa nó.", PARTS),
    Column("formula", "Công thức", 26, "Nhóm tiêu chí không có công thức.", FORMULAS),
    Column("per", "Điểm mỗi lần", 12, "Với “Trừ điểm theo từng vụ, việc” và “Điểm theo số lượng”.", is_number=True),
    Column("floor", "Không thấp hơn", 12, "Với “Trừ điểm theo từng vụ, việc”: điểm còn lại thấp nhất.", is_number=True),
    Column("bands", "Các khoảng", 36, "Với “Theo khoảng”: “đến 0: 24 điểm; đến 10: 14 điểm; còn lại: 0 điểm”."),
    Column("kind", "Loại chỉ tiêu", 18, "Khi tiêu chí có chỉ tiêu riêng, không lấy từ giao ước.", KINDS),
    Column("target", "Chỉ tiêu", 10, "Số của chỉ tiêu, ví dụ 92,02.", is_number=True),
    Column("target_max", "Chỉ tiêu đến", 10, "Số thứ hai của “Giảm từ–đến”.", is_number=True),
    Column("baseline", "Số so sánh", 10, "Số của kỳ trước để tính mức giảm.", is_number=True),
    Column("measure", "Đơn vị tính", 10, "Ví dụ %, vụ, mô hình."),
    Column("assessor", "Người chấm", 22, "Khối hoặc đơn vị chức năng chấm thì đơn vị không tự chấm.", ASSESSORS),
    Column("department", "Đơn vị chức năng", 28, "Tên đầy đủ của đơn vị chấm, chỉ khi đơn vị chức năng chấm."),
    Column("pledge", "Chỉ tiêu giao ước", 12, "Số của chỉ tiêu trong bản giao ước, ví dụ 1.2, nếu lấy số liệu từ đó."),
    Column("evidence", "Minh chứng", 14, "Minh chứng có cần hay không.", EVIDENCE),
    Column("evidence_note", "Loại minh chứng", 30, "Ví dụ báo cáo, quyết định, biên bản."),
    Column("note", "Hướng dẫn", 40, "Lời hướng dẫn cho người chấm."),
    Column("name_is_open", "Tên để mở", 10, "Ghi x khi văn bản gốc không nêu tên tiêu chí.", YES),
    Column("key", "Mã dòng", 10, "Cột ẩn để nhận lại dòng cũ; không sửa. Dòng mới để trống."),
]  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
NEEDED = ("number", "name", "points")
RULES = ("per", "floor", "bands", "kind", "target", "target_max", "baseline", "measure")
"""What makes up `Criterion.rules`; which of them count follows from the formula (`table_rules.KEYS`)."""
