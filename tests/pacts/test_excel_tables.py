"""Criteria tables out to Excel and in again; files made to hurt are refused before they are parsed."""

import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils.translation import gettext
from xlsxwriter import Workbook

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from pacts.actions.criteria_import import import_table
from pacts.excel.columns import COLUMNS, GUIDE, LISTS, SHEET
from pacts.excel.plan import fingerprint, plan_of
from pacts.excel.reading import read
from pacts.excel.rows import Names, names_for, rows_of
from pacts.excel.writing import workbook
from pacts.models import CriteriaTable, Criterion
from tests.make import a_pact, a_unit, a_user, members_of
from tests.pacts.real_table import a_real_table

pytestmark = pytest.mark.django_db
AT = datetime(2017, 2, 15, 9)
PLACES = {column.key: place for place, column in enumerate(COLUMNS)}
NO_NAMES = Names({}, {})
MOVED = "The table was changed since this preview. Send the file again and compare once more."
GONE = "A pledge named in the file is no longer in the pact. Send the file again."
NOTHING = "The file holds no criteria: there is nothing beneath the heads of the columns."


def told(msgid: str) -> str:
    return re.escape(gettext(msgid))


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
    assert (plan.counts, plan.changes_something) == ({"unchanged": 230}, False)


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


def test_the_import_writes_all_of_it_and_one_line_in_the_logbook():
    table, names = a_small_table()
    by = a_user(Role.SECRETARY, at=table.bloc)
    lines = [
        {"number": "1", "name": "Công tác chuyên môn", "points": 10},
        {"number": "1.1", "name": "Mô hình mới", "points": "2,5", "formula": "điểm theo số lượng", "per": "0,5"},
        {"number": "1.2", "name": "=1+1", "points": 7.5, "formula": "Cho điểm trực tiếp"},
    ]
    found, seen, kept = read(a_file(*lines), names), fingerprint(rows_of(table)), table.criteria.get(name="=1+1").pk
    import_table(table, found.rows, columns=found.columns, seen=seen, by=by)
    rows = [(row.number, row.name, row.points, row.formula, row.rules, row.key == kept) for row in rows_of(table)]
    assert rows == [
        ("1", "Công tác chuyên môn", Decimal(10), "", {}, False),
        ("1.1", "Mô hình mới", Decimal("2.5"), "count", {"per": "0.5"}, False),
        ("1.2", "=1+1", Decimal("7.5"), "by_hand", {}, True),
    ]
    assert list(Event.objects.values_list("verb", flat=True)) == ["pacts.import_table"]
    with pytest.raises(Refused):
        import_table(table, found.rows, columns=found.columns, seen=seen, by=by)


def test_a_table_that_moved_since_the_preview_is_left_alone():
    table, names = a_small_table()
    found, seen = read(file_of(table, names), names), fingerprint(rows_of(table))
    table.criteria.filter(name="=1+1").update(points=3)
    with pytest.raises(Refused, match=told(MOVED)):
        import_table(table, found.rows, columns=found.columns, seen=seen, by=a_user(Role.ADMIN))


def test_a_pledge_of_another_pact_feeds_nothing():
    table, _names = a_small_table()
    other = a_pact().pledges.get()
    row = rows_of(table)[2]
    rows = [*rows_of(table)[:2], row.__class__(**row.__dict__ | {"pledge": other.pk})]
    with pytest.raises(Refused, match=told(GONE)):
        import_table(table, rows, columns=set(PLACES), seen=fingerprint(rows_of(table)), by=a_user(Role.ADMIN))
    assert not table.criteria.filter(pledge=other).exists()


@pytest.mark.parametrize("state", ["open", "sealed"])
def test_only_a_draft_takes_a_file(state):
    table, _names = a_small_table()
    table.pact.__class__.objects.filter(pk=table.pact_id).update(
        state=state, **({"sealed_at": "2017-02-15T00:00Z", "digest": "0" * 64} if state == "sealed" else {})
    )
    with pytest.raises(Refused):
        import_table(table, [], columns=set(PLACES), seen=fingerprint(rows_of(table)), by=a_user(Role.ADMIN))
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
    assert [one.cell for one in read(a_file(*lines), NO_NAMES).problems] == ["D4", "A3"]


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


# --- Files made to hurt ---


def packed(parts: dict[str, bytes], compression=zipfile.ZIP_DEFLATED) -> io.BytesIO:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept


def parts_of(file: io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(change) -> io.BytesIO:
    parts = parts_of(a_file(GOOD))
    change(parts)
    return packed(parts)


def a_bomb():
    return repacked(lambda parts: parts.update({"xl/sharedStrings.xml": b"<sst>" + b" " * 50_000_000 + b"</sst>"}))


def a_ratio():
    return repacked(lambda parts: parts.update({"xl/styles.xml": b" " * 5_000_000}))


def many_parts():
    return repacked(lambda parts: parts.update({f"x{n}.xml": b"" for n in range(400)}))


def a_way_out():
    return repacked(lambda parts: parts.update({"../../etc/passwd": b"x"}))


def macros():
    return repacked(lambda parts: parts.update({"xl/vbaProject.bin": b"x"}))


def macro_type():
    def change(parts):
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main"
        )

    return repacked(change)


def a_word_file():
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})


def cut_short():
    return io.BytesIO(a_file(GOOD).getvalue()[:-200])


def lzma_packed():
    return packed(parts_of(a_file(GOOD)), zipfile.ZIP_LZMA)


def laughs():
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "&%c;&%c;">' % (98 + n, 97 + n, 97 + n) for n in range(20)
    )
    return repacked(lambda parts: parts.update({"xl/workbook.xml": bomb + b"]><x>&u;</x>"}))


def a_secret():
    said = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>'
    return repacked(lambda parts: parts.update({"xl/sharedStrings.xml": said}))


HOSTILE = [
    *[
        a_bomb,
        a_ratio,
        many_parts,
        a_way_out,
        macros,
        macro_type,
        a_word_file,
        cut_short,
        lzma_packed,
        laughs,
        a_secret,
    ],
    lambda: io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    lambda: io.BytesIO(b"<html><table><tr><td>1</td></tr></table></html>"),
    lambda: io.BytesIO(b""),
    lambda: io.BytesIO(b"PK\x03\x04" + b"\0" * (5 * 1024 * 1024)),
]


@pytest.mark.parametrize("make", HOSTILE)
def test_a_file_made_to_hurt_is_refused_with_a_sentence(make):
    with pytest.raises(Refused) as refusal:
        read(make(), NO_NAMES)
    assert len(refusal.value.sentences) == 1


def test_a_million_blank_rows_cost_nothing():
    def stretch(parts):
        sheet = parts["xl/worksheets/sheet1.xml"]
        blank = b"".join(b'<row r="%d"/>' % n for n in range(3, 400_000))
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", blank + b"</sheetData>")

    assert [row.name for row in read(repacked(stretch), NO_NAMES).rows] == ["Một"]


def test_more_lines_than_a_table_has_are_refused():
    lines = [GOOD | {"number": str(n)} for n in range(1, 420)]
    with pytest.raises(Refused, match="400"):
        read(a_file(*lines), NO_NAMES)


def test_links_to_other_workbooks_are_not_followed():
    def link(parts):
        parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"

    assert len(read(repacked(link), NO_NAMES).rows) == 1


def test_heads_and_lines_must_be_there():
    with pytest.raises(Refused, match="“Số”"):
        read(a_file(heads=["code"]), NO_NAMES)
    with pytest.raises(Refused, match=told(NOTHING)):
        read(a_file(), NO_NAMES)


def test_the_units_of_the_house_are_known_by_name():
    pact = a_pact()
    unit = members_of(pact.bloc)[0]
    found = read(
        a_file(GOOD | {"assessor": "Đơn vị chức năng", "department": unit.name.upper()}),
        Names({}, {unit.pk: unit.name}),
    )
    assert ([row.department for row in found.rows], found.problems) == ([unit.pk], [])
