"""The sheets of a bloc-year and their columns. Every sheet but the first may be left empty or out."""

from dataclasses import dataclass

from blocs.logic.intake import Column
from pacts.excel.columns import KINDS

BLOC, UNITS, LEADERS, PLEDGES, FIGURES, SCORES, HONOURS = (
    *["bloc", "units", "leaders", "pledges"],
    *["figures", "scores", "honours"],
)
PARTS = {"head": "Khối trưởng", "deputy": "Khối phó"}
SIGNED = {"signed": "Đã ký", "absent": "Vắng mặt"}
PHASES = {"6-thang": "6 tháng", "nam": "Cả năm"}
STATUSES = {"proposed": "Đề nghị", "approved": "Đã duyệt", "awarded": "Đã tặng", "refused": "Không tặng"}


@dataclass(frozen=True)
class Page:
    """One sheet of the workbook; `help` stands above its heads."""

    key: str
    name: str
    help: str
    columns: tuple[Column, ...]


def _words(words: dict[str, str]) -> tuple[str, ...]:
    return tuple(word for word in words.values() if word)


PAGES = (
    Page(
        BLOC,
        "Khối",
        "Một dòng cho khối của một năm. Điều gì không rõ thì để trống.",
        (
            Column("name", "Tên khối", 40, "Tên đầy đủ trong năm ấy.", ("khối", "khối thi đua"), is_needed=True),
            Column("organiser", "Cơ quan tổ chức", 34, "Ví dụ Công an tỉnh A.", ("cơ quan chủ quản",), is_needed=True),
            Column("year", "Năm", 8, "Ví dụ 2016.", ("năm thi đua",), is_needed=True),
            Column("series", "Tên chung qua các năm", 34, "Khi khác tên của năm này."),
            Column("code", "Mã khối", 10, "Ví dụ Khối 1."),
            Column("decision_number", "Quyết định thành lập", 24, "Số, ký hiệu và ngày."),
            Column("slogan", "Khẩu hiệu", 40, "Khẩu hiệu hành động của năm."),
            Column("movements", "Phong trào", 30, "Nhiều phong trào thì cách nhau bằng dấu chấm phẩy."),
            Column("pact", "Tên giao ước", 40, "Có tên hoặc có chỉ tiêu thì lập bản giao ước.", ("giao ước",)),
            Column("signed_on", "Ngày ký kết", 14, "Có ngày thì giao ước được ghi là đã ký và khóa.", ("ngày ký",)),
            Column("place", "Nơi ký kết", 30, "Hội trường, địa chỉ."),
            Column("source", "Nguồn", 40, "Số liệu lấy từ văn bản nào.", is_needed=True),
            Column("illustrative", "Minh họa", 10, "Ghi x khi dữ liệu là minh họa.", choices=("x",)),
        ),
    ),
    Page(
        UNITS,
        "Đơn vị",
        "Mỗi dòng một đơn vị thành viên, theo thứ tự của khối.",
        (
            Column("name", "Tên đơn vị", 44, "Tên đầy đủ.", ("đơn vị",), is_needed=True),
            Column("short_name", "Tên ngắn", 18),
            Column("part", "Vai trò", 14, "Khối trưởng hoặc Khối phó.", choices=_words(PARTS)),
            Column("signed", "Ký giao ước", 14, "Để trống là đã ký khi có ngày ký kết.", choices=_words(SIGNED)),
            Column("signer", "Người ký", 26, "Họ và tên.", ("đại diện ký",)),
            Column("rank", "Cấp bậc", 14, "Cấp bậc của người ký khi ấy."),
            Column("position", "Chức vụ", 26, "Chức vụ của người ký khi ấy."),
            Column("note", "Ghi chú", 30),
        ),
    ),
    Page(
        LEADERS,
        "Lãnh đạo",
        "Lãnh đạo cơ quan tổ chức hoặc đơn vị, khi cần ghi vào danh mục.",
        (
            Column("name", "Họ và tên", 28, "", ("họ tên",), is_needed=True),
            Column("rank", "Cấp bậc", 14, "Ví dụ Đại tá."),
            Column("post", "Chức vụ", 34, is_needed=True),
            Column("unit", "Đơn vị", 40, "Như ở trang Đơn vị, hoặc cơ quan tổ chức."),
            Column("heads", "Thủ trưởng", 12, "Ghi x khi là thủ trưởng đơn vị.", choices=("x",)),
        ),
    ),
    Page(
        PLEDGES,
        "Chỉ tiêu",
        "Mỗi dòng một chỉ tiêu của giao ước. Số 1.3 là chỉ tiêu thứ ba của nội dung thứ nhất.",
        (
            Column("section", "Nội dung", 34, "Tên nội dung giao ước; để trống là như dòng trên.", ("lĩnh vực",)),
            Column("number", "Số", 8, "Ví dụ 1.3.", ("stt", "tt"), is_needed=True),
            Column("name", "Chỉ tiêu", 60, "", ("tên chỉ tiêu", "nội dung chỉ tiêu"), is_needed=True),
            Column("kind", "Loại chỉ tiêu", 20, "Để trống là định tính.", choices=_words(KINDS)),
            Column("target", "Mức", 10, "Ví dụ 92,02.", ("chỉ tiêu giao",), is_number=True),
            Column("target_max", "Mức đến", 10, "Với loại “Giảm từ–đến”.", is_number=True),
            Column("measure", "Đơn vị tính", 12, "Ví dụ %, vụ."),
            Column("baseline_label", "So với", 20, "Với loại giảm, ví dụ năm 2015."),
            Column("note", "Ghi chú", 30),
        ),
    ),
    Page(
        FIGURES,
        "Kết quả",
        "Mỗi dòng một kết quả. Không có đơn vị là kết quả của cả khối; ô trống là chưa báo cáo, không phải 0.",
        (
            Column("phase", "Kỳ", 12, "6 tháng hoặc Cả năm.", choices=_words(PHASES), is_needed=True),
            Column("number", "Số chỉ tiêu", 10, "Như ở trang Chỉ tiêu.", ("chỉ tiêu số",)),
            Column("indicator", "Số liệu khác", 40, "Tên của số liệu không thuộc chỉ tiêu nào."),
            Column("unit", "Đơn vị", 40, "Để trống là cả khối."),
            Column("value", "Kết quả", 12, "Số, hoặc lời với chỉ tiêu định tính.", ("giá trị",)),
            Column("numerator", "Tử số", 10, "Khi kết quả là tỷ lệ.", is_number=True),
            Column("denominator", "Mẫu số", 10, "Khi kết quả là tỷ lệ.", is_number=True),
            Column("measure", "Đơn vị tính", 12, "Với số liệu khác."),
            Column("note", "Ghi chú", 30),
        ),
    ),
    Page(
        SCORES,
        "Điểm, xếp hạng",
        "Tổng điểm và hạng như đã công nhận năm ấy; ghi lại làm số liệu, không tính lại.",
        (
            Column("unit", "Đơn vị", 40, is_needed=True),
            Column("points", "Tổng điểm", 12, is_number=True),
            Column("rank", "Xếp hạng", 10),
            Column("class_name", "Xếp loại", 24),
        ),
    ),
    Page(
        HONOURS,
        "Khen thưởng",
        "Mỗi dòng một danh hiệu, cờ, bằng khen.",
        (
            Column("title", "Danh hiệu", 34, "", ("danh hiệu thi đua", "hình thức khen thưởng"), is_needed=True),
            Column("unit", "Đơn vị", 40, "Để trống khi chỉ biết số lượng."),
            Column("count", "Số lượng", 10, "Khi không nêu tên đơn vị."),
            Column("status", "Tình trạng", 14, "Để trống là đã tặng.", choices=_words(STATUSES)),
            Column("authority", "Cấp khen", 28, "", ("cơ quan quyết định",)),
            Column("decision_number", "Số quyết định", 24),
            Column("decided_on", "Ngày quyết định", 14),
            Column("reason", "Lý do", 34),
        ),
    ),
)  # fmt: skip
BY_KEY = {page.key: page for page in PAGES}
