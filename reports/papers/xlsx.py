"""The lists of a paper as a workbook, one sheet a group. Runs in the job worker only."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from reports.papers.document import Document, Leaf
from reports.papers.letters import printable

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "Times New Roman", "font_size": 12}
BOXED = {**FONT, "border": 1, "valign": "vcenter"}
SHUT = str.maketrans("[]:*?/\\", "()    -")


def render_xlsx(document: Document) -> bytes:
    """The same tree gives the same bytes. Texts are never formulas; numbers stay numbers. Raises ValueError where the
    paper has no lists.
    """
    import xlsxwriter

    if not document.leaves:
        raise ValueError("the paper has no lists")
    made = BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    book.set_properties({"title": printable(document.title), "created": datetime(*document.made)})
    looks = _looks(book)
    for leaf, name in zip(document.leaves, _names(document.leaves), strict=True):
        _fill(book.add_worksheet(name), leaf, looks)
    book.close()
    return made.getvalue()


def _looks(book: Any) -> dict[Any, Any]:
    title = {**FONT, "font_size": 14, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
    looks = {
        "title": book.add_format(title),
        "head": book.add_format({**BOXED, "bold": True, "align": "center", "text_wrap": True}),
    }
    for bold in (False, True):
        looks["text", bold] = book.add_format({**BOXED, "bold": bold, "text_wrap": True})
        looks["whole", bold] = book.add_format({**BOXED, "bold": bold, "align": "right"})
        looks["exact", bold] = book.add_format({**BOXED, "bold": bold, "align": "right", "num_format": "#,##0.######"})
        looks["points", bold] = book.add_format({**BOXED, "bold": bold, "align": "right", "num_format": "#,##0.00"})
    return looks


def _names(leaves: tuple[Leaf, ...]) -> list[str]:
    """31 signs at most, none that Excel refuses, no two alike."""
    names: list[str] = []
    for at, leaf in enumerate(leaves, start=1):
        name = printable(leaf.name).translate(SHUT).strip("' ")[:31] or f"Trang {at}"
        taken = {one.casefold() for one in names}
        names.append(f"{name[:26]} ({at})" if name.casefold() in taken else name)
    return names


def _fill(sheet: Any, leaf: Leaf, looks: dict[Any, Any]) -> None:
    count = max(len(leaf.heads), 1)
    _set_up(sheet, leaf, count)
    if count > 1:
        sheet.merge_range(0, 0, 0, count - 1, "", looks["title"])
    sheet.write_string(0, 0, printable(leaf.title), looks["title"])
    for at, words in enumerate(leaf.heads):
        sheet.write_string(2, at, printable(words), looks["head"])
    bold = set(leaf.bold_rows)
    for line, row in enumerate(leaf.rows):
        for at, value in enumerate(row):
            _write(sheet, line + 3, at, value, looks, line in bold)


def _set_up(sheet: Any, leaf: Leaf, count: int) -> None:
    widths = [*leaf.widths, *[12] * (count - len(leaf.widths))][:count]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.set_row(0, 40)
    sheet.freeze_panes(3, min(2, count - 1))
    sheet.repeat_rows(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=1.18, right=0.59, top=0.79, bottom=0.79)
    if sum(widths) > 95:
        sheet.set_landscape()


def _write(sheet: Any, line: int, at: int, value: Any, looks: dict[Any, Any], bold: bool) -> None:
    if value is None or value == "":
        sheet.write_blank(line, at, None, looks["text", bold])
    elif isinstance(value, str):
        sheet.write_string(line, at, printable(value), looks["text", bold])
    else:
        sheet.write_number(line, at, value, looks[_number_look(value), bold])


def _number_look(value: Decimal | int) -> str:
    if value == int(value):
        return "whole"
    return "points" if isinstance(value, Decimal) and -value.as_tuple().exponent <= 2 else "exact"
