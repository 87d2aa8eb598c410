"""The usual programme of each kind of ceremony.

The words are Vietnamese whatever the language of the page: they are read out in the hall and printed.
The signing's order is that of the ceremony of 15/02/2017 and its like; True marks what is put to the vote.
"""

_OPENING = [
    ("Ổn định tổ chức, chào cờ", False),
    ("Tuyên bố lý do, giới thiệu đại biểu", False),
]
_CLOSING = [
    ("Lãnh đạo phát biểu chỉ đạo", False),
    ("Tiếp thu ý kiến chỉ đạo, bế mạc", False),
]
_SIGNING = [
    ("Thông qua nội dung giao ước", True),
    ("Các đơn vị ký kết giao ước", False),
]
_LAST_YEAR = [("Báo cáo kết quả năm trước", False)]
_TALKS = [("Các đơn vị phát biểu, thảo luận", False)]

_MIDDLE = {
    "signing": [*_LAST_YEAR, *_SIGNING],
    "midyear_review": [("Báo cáo sơ kết 6 tháng", False), *_TALKS],
    "nine_month_review": [("Báo cáo kiểm điểm 9 tháng", False), *_TALKS],
    "year_review": [("Báo cáo tổng kết năm", False), *_TALKS, ("Bình xét, suy tôn danh hiệu thi đua", True)],
    "year_review+signing": [("Báo cáo tổng kết năm", False), ("Bình xét, suy tôn danh hiệu thi đua", True), *_SIGNING],
}


def default_agenda(kind: str) -> list[tuple[str, bool]]:
    """(title, is something adopted) of each item, in order; kinds without a custom of their own get talks only."""
    return [*_OPENING, *_MIDDLE.get(kind, _TALKS), *_CLOSING]


def signing_title(pact_title: str) -> str:
    """“Giao ước thi đua năm 2017” → “Lễ ký kết giao ước thi đua năm 2017”."""
    name = pact_title[0].lower() + pact_title[1:] if pact_title.startswith("Giao ước") else pact_title
    return f"Lễ ký kết {name}"[:400]
