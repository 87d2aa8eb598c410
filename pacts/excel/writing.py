"""A criteria table as an Excel file: one line a criterion, lists to choose from, and a sheet that explains."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from django.utils.translation import override
from xlsxwriter import Workbook

from blocs.excel.cells import letters_of
from pacts.excel.columns import COLUMNS, FORMULAS, GUIDE, LISTS, MOST_ROWS, SHEET, Column
from pacts.excel.rows import Names, Row, cells_of
from pacts.logic.definitions import DEFINITIONS, LETTERS

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEADER_LINE = 3  # counted from 0: title, table, hint and an empty line stand above


def workbook(title: str, rows: Iterable[Row], names: Names, *, at: datetime) -> bytes:
    """The file. `at` is the time it bears, so that equal tables make equal files."""
    kept = BytesIO()
    book = Workbook(kept, OPTIONS)
    book.set_properties({"title": title, "created": at.replace(tzinfo=None)})
    _write_table(book, title, list(rows), names)
    _write_guide(book)
    _write_lists(book, names)
    book.close()
    return kept.getvalue()


def _write_table(book: Workbook, title: str, rows: list[Row], names: Names) -> None:
    sheet = book.add_worksheet(SHEET)
    looks = _looks(book)
    sheet.write_string(0, 0, title, looks["title"])
    sheet.write_string(1, 0, f"Mỗi dòng một nhóm hoặc một tiêu chí. Cách điền ở trang “{GUIDE}”.", looks["hint"])
    for place, column in enumerate(COLUMNS):
        _shape(sheet, place, column, looks, names)
    for line, row in enumerate(rows, start=HEADER_LINE + 1):
        _write_row(sheet, line, row, cells_of(row, names), looks)
    sheet.freeze_panes(HEADER_LINE + 1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_LINE)


def _looks(book: Workbook) -> dict:
    plain = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True, "num_format": "@"}
    number = {**plain, "num_format": "General", "align": "right"}
    return {
        "title": book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True}),
        "hint": book.add_format({"font_name": "Times New Roman", "font_size": 12, "italic": True}),
        "head": book.add_format({**plain, "bold": True, "border": 1, "bg_color": "#F0ECE6"}),
        "text": book.add_format(plain),
        "number": book.add_format(number),
        "group": book.add_format({**plain, "bold": True}),
        "group number": book.add_format({**number, "bold": True}),
    }


def _shape(sheet, place: int, column: Column, looks: dict, names: Names) -> None:
    """Width, head, and the list to choose from; new lines have the same format as old ones."""
    look = looks["number" if column.is_number else "text"]
    sheet.set_column(place, place, column.width, look, {"hidden": column.key == "key"})
    sheet.write_string(HEADER_LINE, place, column.header, looks["head"])
    choices = _choices(column, names)
    if choices:
        letter = letters_of(place)
        rule = {
            "validate": "list",
            "source": f"='{LISTS}'!${letter}$1:${letter}${len(choices)}",
            "error_type": "warning",
        }
        said = {"input_title": column.header[:32], "input_message": column.help[:255]}
        sheet.data_validation(HEADER_LINE + 1, place, HEADER_LINE + MOST_ROWS, place, rule | said)


def _choices(column: Column, names: Names) -> list[str]:
    if column.key == "department":
        return list(names.departments.values())
    return [word for word in column.words.values() if word]


def _write_lists(book: Workbook, names: Names) -> None:
    """The lists stand on a hidden sheet of their own: written into a cell rule, a comma in a word would part it."""
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    for place, column in enumerate(COLUMNS):
        for line, word in enumerate(_choices(column, names)):
            sheet.write_string(line, place, word)


def _write_row(sheet, line: int, row: Row, cells: dict, looks: dict) -> None:
    for place, column in enumerate(COLUMNS):
        value = cells[column.key]
        look = looks["text" if row.formula else "group"]
        if isinstance(value, Decimal):
            sheet.write_number(line, place, value, looks["number" if row.formula else "group number"])
        elif value is not None:
            sheet.write_string(line, place, str(value), look)


def _write_guide(book: Workbook) -> None:
    sheet = book.add_worksheet(GUIDE)
    head = book.add_format({"font_name": "Times New Roman", "font_size": 12, "bold": True})
    text = book.add_format({"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 30, text)
    sheet.set_column(1, 1, 100, text)
    with override("vi"):
        lines = [("Cột", "Ghi gì"), *((column.header, column.help) for column in COLUMNS)]
        lines += [
            ("", ""),
            ("Cách tính", "Nghĩa là"),
            ("", str(LETTERS)),
            *((FORMULAS[name], said.in_short) for name, said in DEFINITIONS.items()),
        ]
    for line, pair in enumerate(lines):
        for place, words in enumerate(pair):
            sheet.write_string(
                line, place, words, head if words and pair in (lines[0], ("Cách tính", "Nghĩa là")) else text
            )
