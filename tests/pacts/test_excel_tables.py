"""Criteria tables out to Excel and in again; files made to hurt are refused before they are parsed."""

import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest
from django.db import transaction
from django.utils.translation import gettext
from xlsxwriter import Workbook

from blocs.excel.columns import find_header, read_lines
from blocs.excel.reading import opened
from blocs.logic.lifecycle import Refused
from pacts.actions.criteria_import import lay_over
from pacts.excel.columns import COLUMNS, GUIDE, LISTS, SHEET
from pacts.excel.plan import plan_of
from pacts.excel.reading import read as read_criteria
from pacts.excel.rows import Names, names_for, rows_of
from pacts.excel.writing import workbook
from pacts.intake_criteria import engine_column
from pacts.models import CriteriaTable, Criterion
from tests.make import a_pact, a_unit
from tests.pacts.real_table import a_real_table

pytestmark = pytest.mark.django_db
AT = datetime(2017, 2, 15, 9)
PLACES = {column.key: place for place, column in enumerate(COLUMNS)}
NO_NAMES = Names({}, {})
GONE = "A pledge named in the file is no longer in the pact. Send the file again."


def told(msgid: str) -> str:
    return re.escape(gettext(msgid))


def read(file: io.BytesIO, names) -> SimpleNamespace:
    """What the engine hands over, read as criteria: `rows`, `problems` of all lines in their order, `columns`."""
    columns = [engine_column(one, names) for one in COLUMNS]
    with opened(file) as book:
        grid = book.grid(next(iter(book.sheets)), 500)
    header = find_header(grid, columns, {})
    found = read_criteria(read_lines(grid, header), columns, {}, names)
    problems = [one for line in sorted(found.problems) for one in found.problems[line]]
    said = {"columns": set(header.mapping.values()), "ignored": header.ignored}
    return SimpleNamespace(rows=found.rows, problems=problems, **said)


def file_of(table, names=None) -> io.BytesIO:
    return io.BytesIO(workbook(table.name, rows_of(table), names or names_for(table, []), at=AT))


def edited(file: io.BytesIO, edit) -> io.BytesIO:
    """The file as somebody saves it after changing cells of the first sheet."""
    book = openpyxl.load_workbook(file)
    edit(book[SHEET])
    saved = io.BytesIO()
    book.save(saved)
    return saved


def a_file(*lines: dict, heads=None) -> io.BytesIO:
    """A sheet with these lines under the heads of the house, typed as somebody would."""
    kept = io.BytesIO()
    book = Workbook(kept, {"strings_to_formulas": False})
    sheet = book.add_worksheet(SHEET)
    keys = heads or [column.key for column in COLUMNS]
    for place, key in enumerate(keys):
        sheet.write(0, place, COLUMNS[PLACES[key]].header)
    for line, values in enumerate(lines, start=1):
        for key, value in values.items():
            sheet.write(line, keys.index(key), value)
    book.close()
    return kept


def a_small_table():
    pact = a_pact()
    table = CriteriaTable.objects.create(pact=pact, name="Bảng nhỏ", maximum=10)
    group = Criterion.objects.create(table=table, name="Công tác chuyên môn", points=10, code="I")
    facts = {"table": table, "parent": group}
    department = a_unit("Phòng Tham mưu")
    Criterion.objects.create(
        **facts, order=1, rules={"per": "2", "floor": "0"}, name="Không để xảy ra sai phạm", points=6,
        formula="deduction", assessor="department", department=department, evidence="required", evidence_note="Báo cáo",
    )  # fmt: skip
    Criterion.objects.create(
        **facts, order=2, name="=1+1", points=Decimal("4"), formula="proportional", pledge=pact.pledges.get(),
        note="Xem\nbáo cáo",
    )  # fmt: skip
    return table, names_for(table, [department])


# --- Out and in ---


def test_the_real_table_comes_back_unchanged():
    table = a_real_table(a_pact())
    found = read(file_of(table), names_for(table, []))
    assert (found.problems, found.ignored, len(found.rows)) == ([], [], 230)
    plan = plan_of(rows_of(table), found.rows, found.columns)
    assert plan.counts == {"unchanged": 230}


def test_equal_tables_make_equal_files():
    table, names = a_small_table()
    assert file_of(table, names).getvalue() == file_of(table, names).getvalue()


def test_every_kind_of_cell_comes_back():
    table, names = a_small_table()
    found = read(file_of(table, names), names)
    assert [row.__dict__ | {"line": 0} for row in found.rows] == [row.__dict__ for row in rows_of(table)]


def test_what_looks_like_a_formula_stays_text():
    table, names = a_small_table()
    file = file_of(table, names)
    with zipfile.ZipFile(file) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b"hyperlink" in sheet for sheet in sheets)
    cell = openpyxl.load_workbook(file)[SHEET].cell(7, PLACES["name"] + 1)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_second_sheet_explains_every_column():
    table, names = a_small_table()
    guide = openpyxl.load_workbook(file_of(table, names))[GUIDE]
    said = {row[0].value for row in guide.iter_rows()}
    assert {column.header for column in COLUMNS} <= said


def test_lists_to_choose_from_stand_in_the_cells():
    table, names = a_small_table()
    book = openpyxl.load_workbook(file_of(table, names))
    rules = {str(rule.sqref)[0]: rule.formula1 for rule in book[SHEET].data_validations.dataValidation}
    assert rules["F"] == f"'{LISTS}'!$F$1:$F$9" and rules["P"] == f"'{LISTS}'!$P$1:$P$1"
    listed = {column: [cell.value for cell in book[LISTS][column] if cell.value] for column in "FP"}
    assert (listed["F"][4], listed["P"]) == ("Trừ điểm theo từng vụ, việc", ["Phòng Tham mưu"])
    assert book[LISTS].sheet_state == "hidden"


# --- What changed ---


def test_a_line_put_between_leaves_the_others_as_they_are():
    table, names = a_small_table()

    def put_between(sheet):
        sheet.insert_rows(6)
        for key, value in {
            "number": "1.9",
            "name": "Tiêu chí mới",
            "points": 1,
            "formula": "Cho điểm trực tiếp",
        }.items():
            sheet.cell(6, PLACES[key] + 1, value)

    found = read(edited(file_of(table, names), put_between), names)
    plan = plan_of(rows_of(table), found.rows, found.columns)
    assert (found.problems, [change.state for change in plan.changes]) == (
        [],
        ["unchanged", "new", "unchanged", "unchanged"],
    )


def test_a_copied_line_is_new_and_a_changed_one_keeps_its_criterion():
    table, names = a_small_table()
    first = table.criteria.get(name="Không để xảy ra sai phạm")

    def change(sheet):
        sheet.cell(6, PLACES["name"] + 1, "Không để xảy ra vi phạm")
        for place, _column in enumerate(COLUMNS, start=1):
            sheet.cell(8, place, sheet.cell(6, place).value)
        sheet.cell(8, 1, "1.3")

    found = read(edited(file_of(table, names), change), names)
    plan = plan_of(rows_of(table), found.rows, found.columns)
    assert [(change.state, change.fields) for change in plan.changes] == [
        ("unchanged", ()), ("changed", ("name",)), ("unchanged", ()), ("new", ()),
    ]  # fmt: skip
    assert [change.row.key for change in plan.changes] == [first.parent_id, first.pk, first.pk + 1, None]


def test_lines_that_change_places_are_moved():
    table, names = a_small_table()
    table.criteria.filter(name="=1+1").update(name="Kết quả")

    def swap(sheet):
        for place, _column in enumerate(COLUMNS, start=1):
            one, other = sheet.cell(6, place), sheet.cell(7, place)
            one.value, other.value = other.value, one.value

    found = read(edited(file_of(table, names), swap), names)
    plan = plan_of(rows_of(table), found.rows, found.columns)
    assert [change.is_moved for change in plan.changes] == [False, True, True]


def test_a_column_the_file_does_not_have_stays_as_it_is():
    table, names = a_small_table()
    lines = [{"number": row.number, "name": row.name, "points": float(row.points)} for row in rows_of(table)]
    found = read(a_file(*lines, heads=["number", "name", "points"]), names)
    plan = plan_of(rows_of(table), found.rows, found.columns)
    assert (found.problems, plan.counts) == ([], {"unchanged": 3})


def test_the_lines_of_a_file_are_laid_over_the_table():
    table, names = a_small_table()
    lines = [
        {"number": "1", "name": "Công tác chuyên môn", "points": 10},
        {"number": "1.1", "name": "Mô hình mới", "points": "2,5", "formula": "điểm theo số lượng", "per": "0,5"},
        {"number": "1.2", "name": "=1+1", "points": 7.5, "formula": "Cho điểm trực tiếp"},
    ]
    found, kept = read(a_file(*lines), names), table.criteria.get(name="=1+1").pk
    with transaction.atomic():
        lay_over(table, found.rows, columns=found.columns)
    rows = [(row.number, row.name, row.points, row.formula, row.rules, row.key == kept) for row in rows_of(table)]
    assert rows == [
        ("1", "Công tác chuyên môn", Decimal(10), "", {}, False),
        ("1.1", "Mô hình mới", Decimal("2.5"), "count", {"per": "0.5"}, False),
        ("1.2", "=1+1", Decimal("7.5"), "by_hand", {}, True),
    ]


def test_a_pledge_of_another_pact_feeds_nothing():
    table, _names = a_small_table()
    other = a_pact().pledges.get()
    row = rows_of(table)[2]
    rows = [*rows_of(table)[:2], row.__class__(**row.__dict__ | {"pledge": other.pk})]
    with pytest.raises(Refused, match=told(GONE)):
        lay_over(table, rows, columns=set(PLACES))
    assert not table.criteria.filter(pledge=other).exists()


@pytest.mark.parametrize("state", ["open", "sealed"])
def test_only_a_draft_takes_a_file(state):
    table, _names = a_small_table()
    table.pact.__class__.objects.filter(pk=table.pact_id).update(
        state=state, **({"sealed_at": "2017-02-15T00:00Z", "digest": "0" * 64} if state == "sealed" else {})
    )
    with pytest.raises(Refused):
        lay_over(table, [], columns=set(PLACES))
    assert table.criteria.count() == 3


# --- Cells that cannot be read ---

GOOD = {"number": "1", "name": "Một", "points": 5, "formula": "Cho điểm trực tiếp"}


@pytest.mark.parametrize(
    "wrong, cell",
    [
        ({"number": ""}, "A2"),
        ({"number": "một"}, "A2"),
        ({"number": "1.0"}, "A2"),
        ({"number": "1.1.1.1.1.1"}, "A2"),
        ({"number": "2.1"}, "A2"),
        ({"name": ""}, "C2"),
        ({"name": "x" * 501}, "C2"),
        ({"points": ""}, "D2"),
        ({"points": "năm"}, "D2"),
        ({"points": "92.020"}, "D2"),
        ({"points": "1,234.5"}, "D2"),
        ({"points": -1}, "D2"),
        ({"points": "#REF!"}, "D2"),
        ({"part": "điểm gì"}, "E2"),
        ({"formula": "Phép lạ"}, "F2"),
        ({"formula": "Trừ điểm theo từng vụ, việc", "per": "hai"}, "G2"),
        ({"formula": "Theo khoảng", "bands": "đến 10: 4"}, "I2"),
        ({"kind": "chừng"}, "J2"),
        ({"assessor": "ai đó"}, "O2"),
        ({"assessor": "Đơn vị chức năng"}, "P2"),
        ({"department": "Phòng Tham mưu"}, "P2"),
        ({"pledge": "9.9"}, "Q2"),
        ({"evidence": "có thể"}, "R2"),
        ({"name_is_open": "đúng"}, "U2"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_by_its_address(wrong, cell):
    found = read(a_file(GOOD | wrong), NO_NAMES)
    assert cell in [problem.cell for problem in found.problems]
    assert all(problem.sentence for problem in found.problems)


def test_a_number_that_came_twice_names_the_other_cell():
    found = read(a_file(GOOD, GOOD), NO_NAMES)
    assert [(one.cell, "A2" in one.sentence) for one in found.problems] == [("A3", True)]


def test_nothing_stands_under_a_formula_nor_is_blamed_for_its_group():
    lines = [GOOD, GOOD | {"number": "1.1"}, GOOD | {"number": "2", "points": "x?"}, GOOD | {"number": "2.1"}]
    assert [one.cell for one in read(a_file(*lines), NO_NAMES).problems] == ["A3", "D4"]


def test_numbers_are_read_as_officers_type_them():
    lines = [GOOD | {"number": str(n), "points": said} for n, said in enumerate(["7,5", "1.234", 7.5, "２０"], start=1)]
    assert [row.points for row in read(a_file(*lines), NO_NAMES).rows] == [Decimal("7.5"), 1234, Decimal("7.5"), 20]


def test_names_become_nfc_and_unknown_columns_are_told():
    kept = io.BytesIO()
    book = Workbook(kept)
    sheet = book.add_worksheet("Tờ 1")
    sheet.merge_range(0, 0, 0, 3, "BẢNG ĐIỂM", book.add_format())
    for place, head in enumerate(["SỐ", "tiêu chí", "Điểm", "Công thức", "Của tôi"]):
        sheet.write(1, place, head)
    for place, value in enumerate([1, "Tie\u0302u chi\u0301  một", 10, "cho diem truc tiep", "riêng"]):
        sheet.write(2, place, value)
    book.close()
    found = read(kept, NO_NAMES)
    assert ([row.name for row in found.rows], found.ignored, found.problems) == (["Tiêu chí một"], ["Của tôi"], [])
    assert found.rows[0].formula == "by_hand"


def test_a_formula_is_read_as_the_value_it_had():
    kept = io.BytesIO()
    book = Workbook(kept)
    sheet = book.add_worksheet(SHEET)
    for place, key in enumerate(["number", "name", "points"]):
        sheet.write(0, place, COLUMNS[PLACES[key]].header)
    sheet.write(1, 0, "1")
    sheet.write(1, 1, "Một")
    sheet.write_formula(1, 2, "=2+3", None, 5)
    book.close()
    assert [row.points for row in read(kept, NO_NAMES).rows] == [5]


def test_the_part_of_a_group_is_that_of_all_under_it():
    lines = [
        {"number": "1", "name": "Thưởng", "points": 5, "part": "Điểm thưởng"},
        GOOD | {"number": "1.1"},
        GOOD | {"number": "1.2", "part": "Điểm trừ"},
    ]
    assert [row.part for row in read(a_file(*lines), NO_NAMES).rows] == ["bonus", "bonus", "bonus"]
