from decimal import Decimal

import pytest
from django.utils import translation

from pacts.logic.targets import Judged, Kind, phrase, problems_of


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


def d(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    "kind, target, top, measure, baseline, words",
    [
        ("at_least", "90", None, "%", "", "≥ 90%"),
        ("at_least", "92.5", None, "%", "", "≥ 92,5%"),
        ("greater_than", "75", None, "%", "", "> 75%"),
        ("equal", "100", None, "%", "", "= 100%"),
        ("at_most", "1234", None, "vụ", "", "≤ 1.234 vụ"),
        ("count", "3", None, "mô hình", "", "từ 3 mô hình trở lên"),
        ("zero", None, None, "vụ", "", "không để xảy ra"),
        ("qualitative", None, None, "", "", "định tính"),
        ("reduce_at_least", "5", None, "vụ", "năm 2016", "giảm từ 5% trở lên so với năm 2016"),
        ("reduce_at_least", "5", None, "%", "", "giảm từ 5% trở lên"),
        ("reduce_range", "3", "5", "vụ", "năm 2022", "giảm 3–5% so với năm 2022"),
        ("at_least", None, None, "%", "", "≥ …%"),
        ("reduce_range", "3", None, "vụ", "năm 2022", "giảm 3–…% so với năm 2022"),
    ],
)
def test_a_target_reads_as_in_a_pact(kind, target, top, measure, baseline, words):
    assert phrase(Kind(kind), d(target), d(top), measure, baseline) == words


def test_kinds_and_judgements_have_vietnamese_labels():
    assert [str(kind.label) for kind in Kind] == [
        "≥ (đạt từ … trở lên)",
        "> (trên …)",
        "= (đúng bằng …)",
        "≤ (không quá …)",
        "Giảm ≥ x% so với…",
        "Giảm a–b% so với…",
        "Không để xảy ra",
        "Số lượng",
        "Định tính",
    ]
    assert [str(judged.label) for judged in Judged] == ["Đạt khi tất cả đều đạt", "Tính trên tổng số"]


@pytest.mark.parametrize(
    "kind, target, top, baseline, measure",
    [
        ("at_least", "90", None, None, "%"),
        ("at_least", "0", None, None, "%"),
        ("count", "3", None, None, "mô hình"),
        ("at_most", "150", None, None, "vụ"),
        ("zero", None, None, None, ""),
        ("zero", "0", None, None, "vụ"),
        ("qualitative", None, None, None, ""),
        ("reduce_at_least", "5", None, "năm 2016", ""),
        ("reduce_at_least", "5", None, Decimal(200), "%"),
        ("reduce_range", "3", "5", "năm 2022", "vụ"),
    ],
)
def test_a_whole_pledge_has_no_problems(kind, target, top, baseline, measure):
    assert problems_of(Kind(kind), d(target), d(top), baseline, measure) == []


RATE = "Tỷ lệ phải từ 0% đến 100%"
BASELINE = "Nhập mốc so sánh của mức giảm, ví dụ năm trước"


@pytest.mark.parametrize(
    "kind, target, top, baseline, measure, problems",
    [
        ("at_least", None, None, None, "%", [("target", "Nhập chỉ tiêu")]),
        ("at_least", "-1", None, None, "%", [("target", "Chỉ tiêu không được là số âm")]),
        ("at_least", "101", None, None, "%", [("target", RATE)]),
        ("at_least", "90", None, None, " ", [("measure", "Nhập đơn vị tính")]),
        ("count", "2.5", None, None, "mô hình", [("target", "Số lượng phải là số nguyên")]),
        ("at_least", "90", "95", None, "%", [("target_max", "Chỉ loại “giảm a–b%” mới có số thứ hai")]),
        ("reduce_at_least", "5", None, None, "vụ", [("baseline", BASELINE)]),
        ("reduce_at_least", "5", None, "  ", "vụ", [("baseline", BASELINE)]),
        ("reduce_at_least", "101", None, "năm 2016", "vụ", [("target", RATE)]),
        (
            "reduce_at_least",
            "5",
            None,
            Decimal(-1),
            "vụ",
            [("baseline", "Số liệu gốc để so sánh không được là số âm")],
        ),
        ("reduce_range", "3", None, "năm 2022", "vụ", [("target_max", "Nhập số thứ hai của khoảng")]),
        ("reduce_range", "3", "101", "năm 2022", "vụ", [("target_max", RATE)]),
        (
            "reduce_range",
            "5",
            "3",
            "năm 2022",
            "vụ",
            [("target_max", "Số thứ hai không được nhỏ hơn số thứ nhất")],
        ),
        (
            "zero",
            "1",
            None,
            None,
            "vụ",
            [("target", "“Không để xảy ra” nghĩa là chỉ tiêu bằng 0; để trống ô chỉ tiêu")],
        ),
        (
            "qualitative",
            "1",
            None,
            None,
            "",
            [("target", "Nội dung định tính không có số; để trống ô chỉ tiêu")],
        ),
        (
            "reduce_range",
            None,
            None,
            None,
            "",
            [
                ("target", "Nhập chỉ tiêu"),
                ("target_max", "Nhập số thứ hai của khoảng"),
                ("baseline", BASELINE),
            ],
        ),
    ],
)
def test_each_fault_of_a_pledge_is_named_at_its_field(kind, target, top, baseline, measure, problems):
    assert problems_of(Kind(kind), d(target), d(top), baseline, measure) == problems


def test_a_percentage_may_pass_100_only_where_the_pledge_says_so():
    assert problems_of(Kind.AT_LEAST, Decimal(110), None, None, "%", above_100=True) == []
    assert problems_of(Kind.REDUCE_AT_LEAST, Decimal(110), None, "năm 2016", "%", above_100=True) == [("target", RATE)]
