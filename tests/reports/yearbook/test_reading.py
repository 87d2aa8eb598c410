"""A past bloc-year of one workbook becomes a season document that loads, and loads twice without a difference."""

from datetime import date
from decimal import Decimal

import pytest

from blocs.logic.intake import Cell, Read
from blocs.models import Bloc, Leader, Unit
from pacts.models import Pact, Pledge
from reports.actions.seasons import load_season
from reports.models import Figure, Honour
from reports.yearbook.columns import BY_KEY
from reports.yearbook.known import Known, known_here
from reports.yearbook.reading import document_of

HEAD = {
    "name": "Khối thi đua số 3", "organiser": "Công an tỉnh Minh Họa Hai", "year": 2014, "slogan": "Kỷ cương, hiệu quả",
    "movements": "Vì An ninh Tổ quốc", "signed_on": date(2014, 2, 20), "place": "Hội trường A",
    "source": "Sổ tổng kết năm 2014 (minh họa)", "illustrative": "x",
}  # fmt: skip
UNITS = [
    {
        "name": "Phòng Một",
        "part": "Khối trưởng",
        "signer": "Nguyễn Văn An",
        "rank": "Thượng tá",
        "position": "Trưởng phòng",
    },
    {"name": "Phòng Hai", "part": "Khối phó"},
    {"name": "Phòng Ba", "signed": "Vắng mặt"},
]
PLEDGES = [
    {
        "section": "Phòng, chống tội phạm", "number": "1.1", "name": "Tỷ lệ khám phá án", "kind": "≥ (ít nhất)",
        "target": "80,5", "measure": "%",
    },
    {"number": "1.2", "name": "Không để xảy ra oan sai", "kind": "Không để xảy ra"},
    {"section": "Xây dựng lực lượng", "number": "2.1", "name": "Học tập nghị quyết"},
]  # fmt: skip
FIGURES = [
    {"phase": "Cả năm", "number": "1.1", "unit": "Phòng Một", "numerator": 46, "denominator": 50},
    {"phase": "Cả năm", "number": "1.1", "unit": "Phòng Hai", "value": "92,02%"},
    {"phase": "Cả năm", "number": "1.2", "unit": "Phòng Một", "value": 0},
    {"phase": "Cả năm", "number": "1.2", "unit": "Phòng Hai", "value": ""},
    {"phase": "Cả năm", "number": "1.2", "unit": "Phòng Ba", "value": "không áp dụng"},
    {"phase": "6 tháng", "number": "2.1", "unit": "Phòng Một", "value": "Đạt"},
]
LEADER = {"name": "Lê Văn Bình", "rank": "Đại tá", "post": "Giám đốc", "unit": HEAD["organiser"], "heads": "x"}
SCORES = [{"unit": "Phòng Một", "points": "978,5", "rank": "1", "class_name": "Hoàn thành xuất sắc"}]
HONOURS = [
    {"title": "Đơn vị quyết thắng", "unit": "Phòng Một", "decided_on": "15/01/2015", "decision_number": "05/QĐ"},
    {"title": "Giấy khen", "count": 4},
]


def reads(rows: list[dict]) -> list[Read]:
    lines = enumerate(rows, start=4)
    return [Read(n, {key: Cell(f"{key}{n}", value) for key, value in row.items()}) for n, row in lines]


def a_year(**more):
    rows = {
        "bloc": [HEAD], "units": UNITS, "pledges": PLEDGES, "figures": FIGURES, "scores": SCORES, "honours": HONOURS,
        "leaders": [LEADER],
    } | more  # fmt: skip
    return {key: reads(value) for key, value in rows.items()}


def faults(**more) -> list[tuple[str, str]]:
    known = Known(ranks={"dai ta": "dai-ta"})
    return [(fault.sheet, fault.problem.cell) for fault in document_of(a_year(**more), {}, known)[1]]


@pytest.mark.django_db
def test_a_workbook_of_a_year_loads_whole_and_a_second_time_without_a_difference():
    document, wrong = document_of(a_year(), {}, known_here())
    assert wrong == []
    first = load_season(document, name="2014.xlsx", digest="0" * 64, by="thử")
    assert first.created > 0
    bloc = Bloc.objects.get(season__slug="2014")
    assert (bloc.is_illustrative, bloc.release, bloc.memberships.count()) == (True, "closed", 3)
    pact = Pact.objects.get(bloc=bloc)
    assert (pact.state, pact.signatures.filter(outcome="signed").count()) == ("sealed", 2)
    assert Pledge.objects.get(name="Tỷ lệ khám phá án").target == Decimal("80.5")
    figure = Figure.objects.get(pledge__name="Tỷ lệ khám phá án", unit__name="Phòng Một")
    assert (figure.numerator, figure.denominator, figure.value) == (46, 50, None)
    zero = Figure.objects.get(pledge__name="Không để xảy ra oan sai", unit__name="Phòng Một")
    assert zero.value == 0
    assert not Figure.objects.filter(pledge=zero.pledge, unit__name="Phòng Hai").exists(), "an empty cell is not 0"
    assert Figure.objects.get(pledge=zero.pledge, unit__name="Phòng Ba").is_not_applicable
    assert Figure.objects.get(indicator="Tổng điểm thi đua").value == Decimal("978.5")
    assert Honour.objects.get(title__name="Giấy khen").count == 4
    assert Leader.objects.get(name="Lê Văn Bình").posts.get().heads_unit

    again, wrong = document_of(a_year(), {}, known_here())
    assert wrong == []
    units = Unit.objects.count()
    again["leaders"] = document["leaders"]
    assert load_season(again, name="2014.xlsx", digest="0" * 64, by="thử").created == 0
    assert Unit.objects.count() == units


@pytest.mark.parametrize(
    ("sheet", "rows", "where"),
    [
        ("bloc", [{**HEAD, "year": 15}], ("Khối", "year4")),
        ("bloc", [{**HEAD, "source": ""}], ("Khối", "source4")),
        ("bloc", [], ("Khối", "A1")),
        ("bloc", [HEAD, {**HEAD, "year": 2015}], ("Khối", "A1")),
        ("units", [*UNITS, {"name": "phong mot"}], ("Đơn vị", "name7")),
        ("pledges", [*PLEDGES, {"number": "1.1", "name": "Lặp"}], ("Chỉ tiêu", "number7")),
        ("pledges", [{**PLEDGES[0], "target": "92.020"}], ("Chỉ tiêu", "target4")),
        ("figures", [{"phase": "Cả năm", "number": "9.9", "value": 1}], ("Kết quả", "number4")),
        ("figures", [{"phase": "Cả năm", "number": "1.1", "unit": "Phòng Mười", "value": 1}], ("Kết quả", "unit4")),
        (
            "figures",
            [{"phase": "Cả năm", "number": "1.1", "numerator": 3, "denominator": None}],
            ("Kết quả", "denominator4"),
        ),
        ("figures", [{"phase": "Cả năm", "number": "1.1", "value": "92.020"}], ("Kết quả", "value4")),
        ("figures", [{"phase": "Cả năm", "number": "", "value": 3}], ("Kết quả", "number4")),
        ("honours", [{"title": "Cờ", "decided_on": "2/13/2015"}], ("Khen thưởng", "decided_on4")),
        ("leaders", [{"name": "A", "post": "B", "rank": "Đô đốc"}], ("Lãnh đạo", "rank4")),
    ],
)
def test_every_fault_is_told_with_its_sheet_and_cell(sheet, rows, where):
    assert where in faults(**{sheet: rows})


def test_each_page_of_the_workbook_has_its_own_name_and_says_how_to_fill_it():
    names = [page.name for page in BY_KEY.values()]
    assert len(set(names)) == len(names)
    assert all(page.help and any(column.is_needed for column in page.columns) for page in BY_KEY.values())
