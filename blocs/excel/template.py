"""The template of a kind: its heads locked, words to choose from, what is there now, and hidden what it belongs to.

Nothing of the data ever becomes a formula or an address: text is written as text, numbers as numbers.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from blocs.excel.cells import letters_of
from blocs.logic.intake import Column

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MADE_AT = datetime(2000, 1, 1)  # the same rows give the same bytes
SHEET, GUIDE, LISTS, MARK = "Dữ liệu", "Hướng dẫn", "Danh mục", "_giao_uoc"
MARKED = "giao-uoc"
HEAD_LINE = 3  # counted from 0
FREE_LINES = 1000
COMMANDS = ("=", "+", "-", "@", "\t", "\r")  # text that begins so is marked as text, however it is edited later
FONT = {"font_name": "Times New Roman", "font_size": 12}


@dataclass(frozen=True)
class Template:
    """`title` stands on top, `target` says for whom, `rows` are values by the key of their column."""

    kind: str
    title: str
    target: Mapping[str, Any]
    target_name: str
    seen: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]] = field(default_factory=list)
    hint: str = ""


def workbook(template: Template) -> bytes:
    from xlsxwriter import Workbook

    kept = BytesIO()
    book = Workbook(kept, OPTIONS)
    book.set_properties({"title": template.title, "created": MADE_AT})
    looks = looks_of(book)
    _write_rows(book, template, looks)
    _write_guide(book, template, looks)
    _write_lists(book, template)
    _write_mark(book, template)
    book.close()
    return kept.getvalue()


def looks_of(book) -> dict[str, Any]:
    plain = {**FONT, "valign": "top", "text_wrap": True, "locked": False}
    return {
        "title": book.add_format({**FONT, "font_size": 14, "bold": True}),
        "hint": book.add_format({**FONT, "italic": True}),
        "head": book.add_format({**FONT, "bold": True, "border": 1, "bg_color": "#F0ECE6", "text_wrap": True}),
        "text": book.add_format({**plain, "num_format": "@"}),
        "quoted": book.add_format({**plain, "num_format": "@", "quote_prefix": True}),
        "number": book.add_format({**plain, "num_format": "General", "align": "right"}),
        "day": book.add_format({**plain, "num_format": "dd/mm/yyyy", "align": "left"}),
        "note": book.add_format({**FONT, "text_wrap": True, "valign": "top"}),
        "wrong": book.add_format({**plain, "num_format": "@", "font_color": "#9C1B1B"}),
    }


def _write_rows(book, template: Template, looks: dict[str, Any]) -> None:
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(0, 0, template.title, looks["title"])
    sheet.write_string(1, 0, template.target_name, looks["hint"])
    sheet.write_string(2, 0, template.hint or f"Mỗi dòng một mục. Cách điền ở trang “{GUIDE}”.", looks["hint"])
    last = HEAD_LINE + len(template.rows) + FREE_LINES
    for place, column in enumerate(template.columns):
        _shape(sheet, place, column, template.columns, last, looks)
    for line, row in enumerate(template.rows, start=HEAD_LINE + 1):
        for place, column in enumerate(template.columns):
            write_value(sheet, line, place, row.get(column.key), column, looks)
    sheet.freeze_panes(HEAD_LINE + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_LINE)
    sheet.protect(
        "", {"format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True}
    )


def _shape(sheet, place: int, column: Column, columns: Sequence[Column], last: int, looks: dict[str, Any]) -> None:
    look = looks["number" if column.is_number else "text"]
    sheet.set_column(place, place, column.width, look, {"hidden": column.is_hidden})
    sheet.write_string(HEAD_LINE, place, f"{column.head} (*)" if column.is_needed else column.head, looks["head"])
    if column.choices:
        listed = [one.key for one in columns if one.choices].index(column.key)
        letter = letters_of(listed)
        rule = {"validate": "list", "source": f"='{LISTS}'!${letter}$1:${letter}${len(column.choices)}"}
        said = {"error_type": "warning", "input_title": column.head[:32], "input_message": str(column.help)[:255]}
        sheet.data_validation(HEAD_LINE + 1, place, last, place, rule | said)


def write_value(sheet, line: int, place: int, value: Any, column: Column, looks: dict[str, Any]) -> None:
    """Numbers and days as such, everything else as text that no program reckons."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(line, place, "x" if value else "", looks["text"])
    elif isinstance(value, Decimal | int | float):
        sheet.write_number(line, place, value, looks["number"])
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, looks["day"])
    else:
        look = "quoted" if str(value)[:1] in COMMANDS else "text"
        sheet.write_string(line, place, str(value), looks[look])


def _write_guide(book, template: Template, looks: dict[str, Any]) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 30, looks["note"])
    sheet.set_column(1, 1, 100, looks["note"])
    lines = [("Cột", "Ghi gì"), *((one.head, _told(one)) for one in template.columns if not one.is_hidden)]
    lines += [("", ""), ("Tiêu đề cột", "Không đổi tên, không xóa các cột; cột có dấu (*) không được để trống.")]
    lines += [("Số thập phân", "Dùng dấu phẩy, ví dụ 92,02."), ("Ngày", "Ghi theo ngày/tháng/năm, ví dụ 15/02/2017.")]
    for line, pair in enumerate(lines):
        for place, words in enumerate(pair):
            sheet.write_string(line, place, words, looks["head" if line == 0 else "note"])


def _told(column: Column) -> str:
    choices = "; ".join(column.choices[:30])
    words = [str(column.help), f"Chọn một trong: {choices}." if choices else ""]
    return " ".join(word for word in words if word) or "Ghi tự do."


def _write_lists(book, template: Template) -> None:
    """On a hidden sheet of their own: written into a rule of cells, a comma in a word would part it."""
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    for place, column in enumerate(one for one in template.columns if one.choices):
        for line, word in enumerate(column.choices):
            sheet.write_string(line, place, word)


def _write_mark(book, template: Template) -> None:
    sheet = book.add_worksheet(MARK)
    sheet.very_hidden()
    said = [
        MARKED,
        template.kind,
        json.dumps(dict(template.target), sort_keys=True),
        template.target_name,
        template.seen,
    ]
    for line, word in enumerate(said):
        sheet.write_string(line, 0, word)
