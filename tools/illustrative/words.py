"""What units write beside their figures, and the published summaries."""

from tools.illustrative.chance import pick
from tools.illustrative.numbers import accident_words, bloc_rate, total
from tools.illustrative.pact import SERIES, SIGNED_ON, SLOGANS
from tools.illustrative.people import DEPUTY, head_on, members_of, name_of

PHASE_WORDS = {"6-thang": "6 tháng đầu năm", "9-thang": "9 tháng đầu năm", "nam": "Cả năm"}
RESULTS = [
    "{phase} {year}, đơn vị bám sát các nội dung đã ký kết, phân công cụ thể cho từng đội; phần lớn chỉ tiêu "
    "đạt và vượt tiến độ.",
    "{phase} {year}, đơn vị tổ chức thực hiện đồng bộ các nội dung giao ước, kết quả năm sau cao hơn cùng kỳ ở "
    "những chỉ tiêu chính.",
    "{phase} {year}, các chỉ tiêu thuộc trách nhiệm của đơn vị được theo dõi hằng tháng, kịp thời điều chỉnh "
    "khi chậm tiến độ.",
]
LIMITS = [
    "Việc tổng hợp số liệu ở một số đội còn chậm.",
    "Một số phần việc phối hợp chưa có phân công đầu mối rõ ràng.",
    "Mô hình mới còn ít, chưa đánh giá được hiệu quả lâu dài.",
    "",
]
CAUSES = [
    "Biên chế mỏng, nhiều việc đột xuất trùng thời điểm báo cáo.",
    "Địa bàn rộng, phương tiện phục vụ công tác còn thiếu.",
    "Cán bộ làm công tác thi đua kiêm nhiệm.",
    "",
]
GOOD_MODELS = [
    "",
    "“Tiếp nhận một đầu mối, trả lời trong ngày”.",
    "“Tổ liên hoàn giữ bình yên khu phố”.",
    "“Ngày thứ Bảy vì dân”.",
    "",
]
NEXT_TASKS = [
    "Tập trung các chỉ tiêu còn thấp so với giao ước; rà soát số liệu trước khi gửi báo cáo.",
    "Duy trì các chỉ tiêu đã đạt, mở đợt cao điểm theo kế hoạch của Công an tỉnh.",
    "Phối hợp với các đơn vị trong Khối kiểm tra chéo việc thực hiện giao ước.",
]


def report_words(year: int, phase: str, unit: int) -> dict:
    def one_of(texts: list[str], what: str) -> str:
        return texts[pick(0, len(texts) - 1, what, year, phase, unit)]

    results = one_of(RESULTS, "results").format(phase=PHASE_WORDS[phase], year=year)
    said = {
        "results": f"{results} Đơn vị báo cáo: {name_of(unit, f'{year}-06-30')}.",
        "limits": one_of(LIMITS, "limits"),
        "causes": one_of(CAUSES, "causes"),
        "good_models": one_of(GOOD_MODELS, "models"),
        "next_tasks": one_of(NEXT_TASKS, "tasks"),
    }
    return {key: text for key, text in said.items() if text}


def bloc_words(year: int) -> dict:
    return {
        "results": f"Năm {year}, tỷ lệ điều tra, khám phá án hình sự của Khối đạt {bloc_rate(year, '3.4')}; "
        f"tai nạn giao thông {accident_words(year)}; các đơn vị thực hiện nghiêm túc giao ước đã ký kết.",
        "limits": "Báo cáo của một số đơn vị còn chậm; chất lượng mô hình chưa đồng đều.",
        "next_tasks": "Giữ vững các chỉ tiêu đã đạt, đưa những chỉ tiêu khó vào giao ước năm sau với mức phấn "
        "đấu cụ thể.",
    }


# --- Summaries -------------------------------------------------------------------------------


def summaries_of(year: int) -> list[dict]:
    rows = [_signing(year)]
    if year == 2016:
        rows.append(_corrected(rows[0]))
    if year == 2015:
        rows.append(_withdrawn())
    if year in (2013, 2014, 2016, 2017):
        rows.append(_closing(year))
    return rows


def _summary(year: int, what: str, ceremony: str, title: str, body: list[str], at: str) -> dict:
    return {
        "bloc": SERIES,
        "ceremony": ceremony,
        "thread": f"{SERIES}-{what}-{year}",
        "number": 1,
        "state": "published",
        "title": title,
        "body": "\n\n".join(body),
        "published_at": at,
    }


def day_words(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number}/{month}/{year}"


def _signing(year: int) -> dict:
    day, count = SIGNED_ON[year], len(members_of(year))
    body = [
        f"Sáng {day_words(day)}, Khối CSND – dữ liệu minh họa gồm {count} đơn vị tổ chức lễ ký kết giao ước thi "
        f"đua năm {year}. "
        f"Đồng chí {DEPUTY.rank_on(day)} {DEPUTY.name}, {DEPUTY.party}, Phó Giám đốc Công an tỉnh Minh Họa dự "
        f"và chỉ đạo.",
        f"Với khẩu hiệu “{SLOGANS[year]}”, các đơn vị thống nhất 09 nội dung với 42 chỉ tiêu. Trong đó, số vụ "
        f"phạm pháp hình sự "
        f"phấn đấu giảm 3–5% so với năm {year - 1} ({_grouped(total(year - 1, '3.1'))} vụ); tai nạn giao thông "
        f"giảm từ 5% trở lên "
        "ở cả 03 tiêu chí; không để xảy ra oan sai, bỏ lọt tội phạm.",
        _last_year(year),
        "Phát biểu tại buổi lễ, đồng chí Phó Giám đốc yêu cầu các đơn vị cụ thể hóa giao ước thành việc của từng đội, "
        "báo cáo trung thực, đúng hạn và đánh giá công bằng.",
    ]
    title = f"Khối CSND ký kết giao ước thi đua năm {year} (dữ liệu minh họa)"
    return _summary(
        year, "ky-ket", f"le-ky-ket-minh-hoa-{year}", title, [part for part in body if part], f"{day}T16:00:00+07:00"
    )


def _last_year(year: int) -> str:
    if year == 2013:
        return ""
    last = year - 1
    return (
        f"Năm {last}, tỷ lệ điều tra, khám phá án hình sự của Khối đạt {bloc_rate(last, '3.4')}; tai nạn giao thông "
        f"{accident_words(last)}; số vụ phạm pháp hình sự còn {_grouped(total(last, '3.1'))} vụ."
    )


def _corrected(first: dict) -> dict:
    note = "Sửa số đơn vị ký tại buổi lễ; bản trước ghi thiếu Trung tâm Chỉ huy."
    body = first["body"] + "\n\nTại buổi lễ, đủ 13 đơn vị đã ký, trong đó Trung tâm Chỉ huy lần đầu tham gia Khối."
    later = {"number": 2, "body": body, "correction_note": note, "published_at": "2016-02-29T09:00:00+07:00"}
    return first | later


def _withdrawn() -> dict:
    title = "Khối CSND sơ kết 6 tháng đầu năm 2015 (dữ liệu minh họa)"
    body = [
        "Ngày 15/07/2015, Khối CSND – dữ liệu minh họa sơ kết 6 tháng và sửa đổi giao ước sau khi sáp nhập "
        "Phòng Cảnh sát đường thủy."
    ]
    row = _summary(2015, "so-ket", "so-ket-minh-hoa-2015", title, body, "2015-07-16T08:00:00+07:00")
    reason = "Số liệu 6 tháng của một đơn vị chưa được đối chiếu; bản tin được thay bằng báo cáo cuối năm."
    return row | {"state": "withdrawn", "withdrawn_at": "2015-07-20T14:00:00+07:00", "withdrawn_reason": reason}


def _closing(year: int) -> dict:
    from tools.illustrative.meetings import CLOSED_ON

    day = CLOSED_ON[year]
    body = [
        f"Ngày {day_words(day)}, Khối CSND – dữ liệu minh họa tổng kết phong trào thi đua năm {year}.",
        bloc_words(year)["results"],
        f"Hội nghị thống nhất danh sách đề nghị khen thưởng và bàn giao nhiệm vụ Khối trưởng năm {year + 1}.",
    ]
    title = f"Khối CSND tổng kết phong trào thi đua năm {year} (dữ liệu minh họa)"
    return _summary(year, "tong-ket", f"tong-ket-minh-hoa-{year}", title, body, f"{day}T17:30:00+07:00")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def sender(year: int, unit: int) -> str:
    day = f"{year}-06-30"
    chief = head_on(unit, day)
    return f"{chief.rank_on(day)} {chief.name}"
