"""The empty workbook of a bloc-year: a sheet a page, its heads, words to choose from, how to fill it."""

from io import BytesIO

from blocs.excel.cells import letters_of
from blocs.excel.template import FONT, LISTS, MADE_AT, OPTIONS
from reports.yearbook.columns import PAGES, Page

HEAD_LINE = 2  # counted from 0
FREE_LINES = 2000
NOT_SECRET = "Không ghi thông tin thuộc danh mục bí mật nhà nước."


def workbook() -> bytes:
    """The same bytes at every call."""
    from xlsxwriter import Workbook

    kept = BytesIO()
    book = Workbook(kept, OPTIONS)
    book.set_properties({"title": "Số liệu một năm của khối thi đua", "created": MADE_AT})
    looks = {
        "title": book.add_format({**FONT, "bold": True, "font_size": 14}),
        "hint": book.add_format({**FONT, "italic": True}),
        "head": book.add_format({**FONT, "bold": True, "border": 1, "bg_color": "#F0ECE6", "text_wrap": True}),
        "text": book.add_format({**FONT, "valign": "top", "text_wrap": True, "num_format": "@"}),
        "number": book.add_format({**FONT, "valign": "top", "align": "right"}),
    }
    choices = _choices()
    for page in PAGES:
        _write(book.add_worksheet(page.name), page, looks, choices)
    _write_lists(book, choices)
    book.close()
    return kept.getvalue()


def _choices() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(page.key, one.key): one.choices for page in PAGES for one in page.columns if one.choices}


def _write(sheet, page: Page, looks: dict, choices: dict) -> None:
    sheet.write_string(0, 0, page.name, looks["title"])
    sheet.write_string(1, 0, f"{page.help} {NOT_SECRET}", looks["hint"])
    for place, column in enumerate(page.columns):
        sheet.set_column(place, place, column.width, looks["number" if column.is_number else "text"])
        sheet.write_string(HEAD_LINE, place, f"{column.head} (*)" if column.is_needed else column.head, looks["head"])
        said = {"input_title": column.head[:32], "input_message": column.help[:255]} if column.help else {}
        if column.choices:
            letter = letters_of(list(choices).index((page.key, column.key)))
            source = f"='{LISTS}'!${letter}$1:${letter}${len(column.choices)}"
            said |= {"validate": "list", "source": source, "error_type": "warning"}
        elif said:
            said |= {"validate": "any"}
        if said:
            sheet.data_validation(HEAD_LINE + 1, place, HEAD_LINE + FREE_LINES, place, said)
    sheet.freeze_panes(HEAD_LINE + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_lists(book, choices: dict) -> None:
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    for place, words in enumerate(choices.values()):
        for line, word in enumerate(words):
            sheet.write_string(line, place, word)
