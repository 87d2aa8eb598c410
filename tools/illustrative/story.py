"""What happened once: the ties, the praise, the return, the appeals, the ceilings of single units in single seasons."""

from tools.illustrative.people import slug_of
from tools.illustrative.remarks import SECRETARY, STANDING

MODES = {2013: "ranking", 2014: "ranking", 2015: "classes", 2016: "ranking", 2017: "ranking"}


# Points by hand, or the words of praise from above: (season, unit, criterion).
# In 2013 units 8 and 11 come to the same share of what they were assigned, and share their rank; in 2014 units 9 and
# 10 do, and the points taken off unit 9 part them.
HAND: dict[tuple[int, int, str], str] = {
    (2013, 11, "4.4"): "1",
    (2013, 11, "5.2"): "2.5",
    (2014, 9, "3.4"): "2.5",
    (2014, 9, "4.4"): "1.5",
    (2014, 9, "5.4"): "1.5",
    (2014, 10, "4.4"): "1.5",
    (2014, 10, "5.2"): "2",
    (2013, 3, "6.1"): "Thư khen đột xuất về phá chuyên án kinh tế (dữ liệu minh họa).",
    (2014, 11, "6.1"): "Thư khen đột xuất về bảo vệ an toàn lễ hội của tỉnh (dữ liệu minh họa).",
    (2015, 4, "6.1"): "Thư khen đột xuất về phá chuyên án ma túy (dữ liệu minh họa).",
    (2016, 2, "6.1"): "Thư khen đột xuất về bắt nhóm cướp giật trong 24 giờ (dữ liệu minh họa).",
    (2017, 7, "6.1"): "Thư khen đột xuất về cứu người trong bão lũ (dữ liệu minh họa).",
}


def _kept_paper(year: int, number: str, day: str) -> dict:
    return {
        "criterion": "6.1",
        "stage": "review",
        "name": "Thư khen đột xuất của Giám đốc Công an tỉnh",
        "number": number,
        "issued_on": f"{year}-{day}",
        "issuer": "Công an tỉnh Minh Họa",
        "kept_at": "Hồ sơ thi đua của Khối",
        "added_at": f"{year}-12-17T08:00:00+07:00",
        "added_by": SECRETARY,
    }


PRAISE = {
    (2013, 3): [_kept_paper(2013, "09/TK-MH", "08-14")],
    (2014, 11): [_kept_paper(2014, "11/TK-MH", "04-18")],
    (2015, 4): [_kept_paper(2015, "17/TK-MH", "09-25")],
    (2016, 2): [_kept_paper(2016, "06/TK-MH", "05-12")],
    (2017, 7): [_kept_paper(2017, "21/TK-MH", "10-16")],
}


# --- Days -------------------------------------------------------------------------------------


def extensions_of(year: int) -> list[dict]:
    """The first unit gets its figures from the courts later than the others; in 2016 a holiday moved the appraisal."""
    made = {"made_at": f"{year}-12-10T10:15:00+07:00", "made_by": SECRETARY}
    reason = "Chờ số liệu đối chiếu của cơ quan tố tụng"
    rows = [{"stage": "self", "unit": slug_of(1), "due_on": f"{year}-12-16", "reason": reason, **made}]
    if year == 2016:
        made = {"made_at": "2016-12-22T16:00:00+07:00", "made_by": SECRETARY}
        rows.append({"stage": "appraise", "due_on": "2016-12-27", "reason": "Hai ngày cuối tuần trùng đợt", **made})
    return rows


# --- The sheet that was returned ----------------------------------------------------------------

AGAIN = "2017-12-18T11:00:00+07:00"
RETURNS = {
    (2017, 8): [
        {
            "from_stage": "review",
            "to_stage": "self",
            "reopened": ["3.4", "5.2"],
            "reason": "Mục 3.4 chưa có văn bản công nhận mô hình; mục 5.2 chưa có kế hoạch phân công của hai đội. "
            "Đề nghị bổ sung tài liệu và chấm lại hai mục này, các mục khác giữ nguyên.",
            "returned_at": "2017-12-18T08:30:00+07:00",
            "returned_by": SECRETARY,
            "settled_at": AGAIN,
        }
    ]
}


def _done_again(points: str, reason: str, seen: str) -> dict:
    own = {"points": points, "reason": reason, "given_at": "2017-12-18T10:20:00+07:00"}
    checked = {"points": points, "reason": seen, "given_at": "2017-12-18T11:30:00+07:00"}
    return {"self": own, "cross": checked, "review": "=", "appraise": "="}


# --- Appeals ----------------------------------------------------------------------------------


def _objected(by: str, text: str, **more) -> dict:
    filed = {"text": text, "filed_at": f"{more.pop('day')}T08:40:00+07:00", "filed_by": by}
    answered = {"answered_at": f"{more.pop('answered')}T15:00:00+07:00", "answered_by": STANDING}
    return {"criterion": more.pop("criterion"), "stage": "appraise", **filed, **more, **answered}


APPEALS = {
    (2016, 6): [
        _objected(
            "Thượng tá Dương Thị Bích Khuê",
            "Đề nghị xem lại mục 5.2: kế hoạch phân công đã gửi Khối ngày 28/3/2016, trước hạn ba ngày.",
            criterion="5.2",
            state="changed",
            day="2016-12-27",
            answered="2016-12-29",
            answer="Đối chiếu sổ công văn đến của Khối: kế hoạch đến đúng hạn. Chấp nhận kiến nghị, chấm lại mục 5.2.",
        )
    ],
    (2016, 2): [
        _objected(
            "Đại tá Ngô Duy Tuấn Kiệt",
            "Đề nghị chấm mục 3.4 bằng điểm đơn vị tự chấm vì mô hình đã được phường, xã công nhận.",
            criterion="3.4",
            state="kept",
            day="2016-12-28",
            answered="2016-12-29",
            answer="Bảng tiêu chí yêu cầu văn bản công nhận của Công an tỉnh; đơn vị chưa có. Giữ nguyên điểm.",
        )
    ],
    (2017, 11): [
        _objected(
            "Trung tá Tạ Minh Hạo",
            "Đề nghị xem lại mục 5.2: việc phân công đã quán triệt trực tiếp tại các đại đội.",
            criterion="5.2",
            state="kept",
            day="2017-12-27",
            answered="2017-12-29",
            answer="Mục 5.2 chấm theo văn bản phân công; việc quán triệt trực tiếp không có biên bản. Giữ nguyên điểm.",
        )
    ],
}
TRUE_HANDS = {
    (2017, 8, "3.4"): _done_again(
        "1",
        "Đã bổ sung quyết định công nhận mô hình; phần kết quả chưa đo được đơn vị tự trừ.",
        "Đã xem quyết định công nhận bổ sung, nhất trí điểm chấm lại.",
    ),
    (2017, 8, "5.2"): _done_again(
        "0.5",
        "Hai đội chưa có kế hoạch phân công bằng văn bản, đơn vị chấm lại.",
        "Nhất trí điểm đơn vị chấm lại sau khi đối chiếu.",
    ),
    (2016, 6, "5.2"): {
        "self": {"points": "2.5"},
        "cross": "=",
        "review": {"points": "2", "reason": "Kế hoạch phân công đến Khối sau ngày 31/3/2016."},
        "explain": {"reason": "Đơn vị đã gửi kế hoạch ngày 28/3/2016 qua mạng nội bộ."},
        "appraise": {
            "points": "2.5",
            "reason": "Chấm lại theo kiến nghị: sổ công văn đến ghi ngày 28/3/2016, đúng hạn.",
            "given_at": "2016-12-29T15:00:00+07:00",
        },
    },
    (2016, 2, "3.4"): {
        "self": {"points": "2.5"},
        "cross": "=",
        "review": {"points": "2", "reason": "Chưa có văn bản công nhận mô hình của Công an tỉnh."},
        "explain": {"reason": "Mô hình đã được chính quyền phường, xã công nhận và tiếp tục thực hiện."},
        "appraise": {"points": "1.5", "reason": "Thiếu văn bản công nhận theo bảng tiêu chí, kết quả chưa đo được."},
    },
    (2017, 11, "5.2"): {
        "self": {"points": "1"},
        "cross": "=",
        "review": {"points": "0.5", "reason": "Không có văn bản phân công cho các đại đội trực thuộc."},
        "appraise": "=",
    },
}

# --- Knock-outs and ceilings --------------------------------------------------------------------


def _rule(year: int, clause: str) -> str:
    return f"{clause} Quy chế số {year - 2012:02}/QC-KTĐ (dữ liệu minh họa)"


def _settled(year: int, state: str, reason: str) -> dict:
    proposed = {"proposed_at": f"{year}-12-27T09:00:00+07:00", "proposed_by": SECRETARY}
    settled = {"settled_at": f"{year}-12-29T10:00:00+07:00", "settled_by": STANDING, "settled_reason": reason}
    return {"state": state, **proposed, **settled}


KNOCK_OUTS: dict[tuple[int, int], list[dict]] = {
    (2015, 7): [
        {
            "effect": "ceiling",
            "ceiling": "74.9",
            "ground": "Một cán bộ của đơn vị bị kỷ luật cảnh cáo do vi phạm quy trình tuần tra, kiểm soát.",
            "legal_basis": _rule(2015, "Khoản 3 Điều 9"),
            "document": "Quyết định số 164/QĐ-MH ngày 20/10/2015",
            **_settled(2015, "confirmed", "Quyết định kỷ luật đã có hiệu lực; áp dụng mức trần theo Quy chế."),
        }
    ],
    (2016, 10): [
        {
            "effect": "exclude",
            "ground": "Lãnh đạo đơn vị bị kỷ luật khiển trách do buông lỏng quản lý kho lưu ký của người bị tạm giữ.",
            "legal_basis": _rule(2016, "Điểm b khoản 2 Điều 9"),
            "document": "Quyết định số 187/QĐ-MH ngày 14/11/2016",
            **_settled(2016, "confirmed", "Thuộc trường hợp không xét thi đua của năm theo Quy chế."),
        }
    ],
    (2017, 3): [
        {
            "effect": "exclude",
            "ground": "Chậm gửi số liệu thống kê quý III cho Khối.",
            "legal_basis": _rule(2017, "Điểm c khoản 2 Điều 9"),
            "document": "Thông báo số 52/TB-MH ngày 12/10/2017",
            **_settled(2017, "dismissed", "Đơn vị đã gửi đủ trong tháng 10; không thuộc trường hợp không xét."),
        }
    ],
}
