"""What a sheet says: texts cleaned, days and numbers as such, formulas as last reckoned, all oddities told."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from blocs.excel.columns import find_header, head_key, read_lines
from blocs.excel.reading import mark_of, opened, remarks, spans, spread
from blocs.excel.template import GUIDE, LISTS, MARK, SHEET, Template, workbook
from blocs.logic.intake import Column
from blocs.logic.intake_cells import LineReader, style_of
from blocs.logic.lifecycle import Refused
from blocs.logic.text import clean_lines
from tests.blocs.excel.books import a_book, raw_book, saved, sheet_xml

COLUMNS = [
    Column("name", "Tên đơn vị", is_needed=True, others=("đơn vị",)),
    Column("rate", "Tỷ lệ", is_number=True),
    Column("on", "Ngày"),
    Column("level", "Cấp", choices=("Phòng, ban", "Đội")),
]


def grid_of(book, legacy=True):
    with opened(book, legacy=legacy) as opened_book:
        grid = opened_book.grid(next(iter(opened_book.sheets)), 5000)
        return grid, spread(grid)


def cells(book, **more):
    grid, _spread = grid_of(book, **more)
    return {cell.address: cell for line in grid.lines.values() for cell in line.values()}


def xml_cells(*said: str):
    row = "".join(f'<c r="{chr(65 + place)}1" {cell}</c>' for place, cell in enumerate(said))
    return cells(raw_book(sheet_xml(f'<row r="1">{row}</row>')))


def test_text_is_nfc_without_odd_spaces():
    found = cells(a_book(["Nguye\u0302\u0303n", "a\u00a0\u00a0b", "\ufeffKhối\u200b"]))
    assert [cell.value for cell in found.values()] == ["Nguyễn", "a b", "Khối"]


def test_days_numbers_and_shares_are_read_as_they_are_shown():
    book = Workbook()
    sheet = book.active
    sheet.append([date(2017, 2, 5), 92.019999999999996, 0.9202, 3.0, True])
    sheet["C1"].number_format = "0.00%"
    found = cells(saved(book))
    assert [cell.value for cell in found.values()] == [date(2017, 2, 5), 92.02, "92,02%", 3, "x"]


def test_formulas_count_as_last_reckoned_and_are_told_where_they_are_not():
    found = xml_cells("><f>1+1</f><v>2</v>", "><f>1+1</f>", 't="e"><f>A0</f><v>#REF!</v>', 't="str"><f>""</f><v></v>')
    assert found["A1"].value == 2 and not found["A1"].trouble
    assert found["B1"].trouble and "#REF!" in found["C1"].trouble and "D1" not in found


def test_each_run_of_a_cell_is_judged_by_its_own_font():
    book = Workbook()
    old = InlineFont(rFont=".VnTime")
    book.active["A1"] = CellRichText("Đơn vị ", TextBlock(old, "lùc l\u00adîng"), " số 5")
    [cell] = cells(saved(book)).values()
    assert cell.value == "Đơn vị lực lượng số 5" and cell.was == "Đơn vị lùc l\u00adîng số 5"


def test_unicode_that_wears_an_old_font_stays():
    [cell] = cells(a_book(["Công an tỉnh ông Đồng"], fonts={"A1": ".VnTime"})).values()
    assert (cell.value, cell.was) == ("Công an tỉnh ông Đồng", "")


def test_hidden_lines_and_merged_words_are_told_and_numbers_never_spread():
    book = a_book(
        ["Tên", "Số"], ["Phòng A", 5], [None, None, "x"], ["Phòng B", 6], hidden=[4], merged=["A2:A3", "B2:B3"]
    )
    grid, merged = grid_of(book)
    assert grid.lines[3][0].value == "Phòng A" and 1 not in grid.lines[3]
    told = " ".join(remarks(grid, merged))
    assert "4" in told and "A2:A3" in told and "B2:B3" not in told


def test_spans_name_lines_shortly():
    assert spans([4, 5, 6, 9]) == "4–6, 9"


def test_heads_are_found_beneath_a_title_without_accents_or_stars():
    grid, _merged = grid_of(a_book(["DANH SÁCH ĐƠN VỊ"], [], ["STT", "TEN  DON VI (*)", "Tỷ lệ"], [1, "A", "92,02"]))
    header = find_header(grid, COLUMNS, {})
    assert (header.line, header.mapping, header.ignored) == (3, {1: "name", 2: "rate"}, ["STT"])
    [line] = read_lines(grid, header)
    assert (line.line, line.cells["rate"].address, line.cells["rate"].value) == (4, "C4", "92,02")


def test_a_remembered_column_wins_over_its_name():
    grid, _merged = grid_of(a_book(["Tên đơn vị", "Cơ quan"], ["a", "b"]))
    remembered = {head_key("Tên đơn vị"): "", head_key("Cơ quan"): "name"}
    assert find_header(grid, COLUMNS, remembered).mapping == {1: "name"}


def test_a_dimension_that_lies_and_far_cells_do_no_harm():
    found = cells(raw_book(sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')))
    assert found == {}
    with pytest.raises(Refused), opened(raw_book("<worksheet><sheetData><row>")) as book:
        book.grid("S", 10)


# --- Cells of a line ------------------------------------------------------------------------------


def reader_of(value, **choices):
    grid, _merged = grid_of(a_book(["Tên đơn vị", "Tỷ lệ", "Ngày", "Cấp"], ["A", *value]))
    [line] = read_lines(grid, find_header(grid, COLUMNS, {}))
    return LineReader(line, COLUMNS, choices)


def test_a_number_that_reads_two_ways_is_asked_about():
    unsure: list[str] = []
    reader = reader_of(["92.020"], unsure=unsure)
    assert reader.number("rate") is None and unsure == ["B2"] and reader.problems[0].cell == "B2"
    assert reader_of(["92.020"], decimal="dot").number("rate") == Decimal("92.02")
    assert reader_of(["92.020"], decimal="comma").number("rate") == Decimal(92020)


@pytest.mark.parametrize("typed", ["1,234.5", "1,234,567"])
def test_english_numbers_are_refused_with_a_word_about_the_comma(typed):
    reader = reader_of([typed])
    assert reader.number("rate") is None and "92,02" in reader.problems[0].sentence


@pytest.mark.parametrize(
    ("typed", "read"), [("05/02/2017", date(2017, 2, 5)), ("13/02/2017", date(2017, 2, 13)), ("2/13/2017", None)]
)
def test_days_typed_as_text(typed, read):
    reader = reader_of(["1", typed])
    assert reader.day("on") == read and bool(reader.problems) == (read is None)


@pytest.mark.parametrize("typed", ["", "-", "—", "x", "K"])
def test_nothing_reported_is_never_zero(typed):
    reader = reader_of([typed])
    assert reader.number("rate") is None and reader.problems == []
    assert reader_of([0]).number("rate") == 0


def test_words_are_known_without_accents_and_others_are_listed():
    words = {"phong": "Phòng, ban", "doi": "Đội"}
    assert reader_of([1, "", "phong, BAN"]).word("level", words, "") == "phong"
    reader = reader_of([1, "", "Tổ"])
    assert reader.word("level", words, "") == "" and "Phòng, ban" in reader.problems[0].sentence


def test_the_style_of_decimals_is_told_by_most():
    assert style_of(["92,02", "1,5", "92.020", "abc"]) == "comma"
    assert style_of(["92.02", "1.5", "3,5", "92.020"]) == "dot"
    assert style_of(["92,02", "1,5"]) == style_of(["92,02", "1.5", "92.020"]) == ""


# --- Templates --------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": TEXTS,
            "rate": st.none() | st.decimals(-999, 999, places=2, allow_nan=False),
            "on": st.none() | st.dates(date(1945, 1, 1), date(2100, 12, 31)),
            "level": st.sampled_from(["", "Phòng, ban", "Đội"]),
        }
    ),
    max_size=5,
)


def template(rows=()):
    return Template("units", "Đơn vị", {"bloc": 3}, "Khối minh họa", "abc", COLUMNS, list(rows))


@settings(max_examples=25)
@given(ROWS)
def test_what_a_template_holds_is_read_back_the_same(rows):
    with opened(as_file(workbook(template(rows))), legacy=False) as book:
        grid = book.grid(SHEET, 100)
    read = [LineReader(line, COLUMNS, {}) for line in read_lines(grid, find_header(grid, COLUMNS, {}))]
    said = [(one.line.cells["name"].text, one.number("rate"), one.day("on"), one.text("level")) for one in read]

    assert said == [(clean_lines(row["name"]), row["rate"], row["on"], row["level"]) for row in rows if row["name"]]


def as_file(content: bytes):

    return BytesIO(content)


def test_a_template_is_marked_locked_and_the_same_bytes_each_time():
    content = workbook(template([{"name": "A"}]))
    assert content == workbook(template([{"name": "A"}]))
    with opened(as_file(content)) as book:
        mark = mark_of(book)
        assert list(book.sheets) == [SHEET, GUIDE, LISTS, MARK]
    assert (mark.kind, mark.target, mark.target_name, mark.seen) == ("units", '{"bloc": 3}', "Khối minh họa", "abc")


def test_a_template_locks_its_heads_and_offers_the_words():

    book = load_workbook(as_file(workbook(template([{"name": "A", "level": "Đội"}]))))
    sheet = book[SHEET]
    assert sheet.protection.sheet and sheet["A4"].protection.locked and not sheet["A5"].protection.locked
    [rule] = sheet.data_validations.dataValidation
    assert rule.formula1 == f"'{LISTS}'!$A$1:$A$2" and [cell.value for cell in book[LISTS]["A"]] == [
        "Phòng, ban",
        "Đội",
    ]
    assert (book[LISTS].sheet_state, book[MARK].sheet_state) == ("hidden", "veryHidden")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5 người", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a")'])
def test_text_that_would_run_stays_text(text):

    cell = load_workbook(as_file(workbook(template([{"name": text}]))))[SHEET]["A5"]
    assert cell.data_type == "s" and cell.value == text and cell.quotePrefix
