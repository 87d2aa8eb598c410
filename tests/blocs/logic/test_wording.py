"""The house style of dates, numbers and people."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from blocs.logic import wording
from blocs.logic.wording import Person

COLONELS = [
    Person("Đại tá", "Nguyễn Văn A", "UVTV Đảng ủy", "Phó Giám đốc Công an tỉnh"),
    Person("Đại tá", "Trần Thị B", "UVTV Đảng ủy", "Phó Giám đốc Công an tỉnh"),
]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2017, 2, 15), "ngày 15 tháng 02 năm 2017"),
        (date(2020, 3, 5), "ngày 05 tháng 3 năm 2020"),
        (date(2020, 12, 10), "ngày 10 tháng 12 năm 2020"),
        (None, ""),
    ],
)
def test_the_long_day_has_zeros_where_the_decree_wants_them(on, words):
    assert wording.long_day(on) == words


def test_days_and_moments_on_screens():
    assert wording.day(date(2017, 2, 5)) == "05/02/2017"
    assert wording.moment(datetime(2017, 2, 15, 14, 5)) == "14:05, 15/02/2017"
    assert wording.long_moment(datetime(2017, 2, 15, 14, 5)) == "14 giờ 05, ngày 15 tháng 02 năm 2017"
    assert wording.day(None) == wording.moment(None) == ""


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("92.02"), None, "92,02"),
        (Decimal("92.50"), None, "92,50"),
        (Decimal("1234"), None, "1.234"),
        (Decimal("1234567.5"), 2, "1.234.567,50"),
        (Decimal("0.005"), 2, "0,01"),
        (Decimal("-0.001"), 2, "0,00"),
        (Decimal("-1234.5"), None, "-1.234,5"),
        (Decimal("1E+3"), None, "1.000"),
        (0, None, "0"),
        (None, None, ""),
    ],
)
def test_numbers_have_a_decimal_comma(value, places, shown):
    assert wording.number(value, places) == shown


def test_a_column_of_four_decimals_is_trimmed():
    assert wording.trimmed(Decimal("92.0200")) == "92,02"
    assert wording.trimmed(Decimal("1200.0000")) == "1.200"
    assert wording.typed(Decimal("1200.5000")) == "1200,5"


def test_percentages_and_their_differences():
    assert wording.percent(Decimal("92.02")) == "92,02%"
    assert wording.points_difference(Decimal("1.25")) == "+1,25 điểm %"
    assert wording.points_difference(Decimal("-0.5")) == "−0,5 điểm %"
    assert wording.signed(Decimal("0")) == "0"
    assert wording.percent(None) == wording.signed(None) == wording.points_difference(None) == ""


def test_small_counts_have_two_digits():
    shown = [wording.small_count(count) for count in (0, 3, 13, 1234, None)]
    assert shown == ["0", "03", "13", "1.234", ""]


def test_leaders_are_addressed_in_full():
    full = wording.address_full("Đại tá", "Nguyễn Văn A", "UVTV Đảng ủy", "Phó Giám đốc Công an tỉnh")
    assert full == "đồng chí Đại tá\u00a0Nguyễn Văn A, UVTV Đảng ủy, Phó Giám đốc Công an tỉnh"
    assert wording.address_short("Đại tá", "Nguyễn Văn A") == "Đại tá\u00a0Nguyễn Văn A"
    assert wording.address_full("", "Nguyễn Văn A") == "đồng chí Nguyễn Văn A"


def test_leaders_who_share_posts_share_their_naming():
    posts = "UVTV Đảng ủy, Phó Giám đốc Công an tỉnh"
    assert wording.address_list(COLONELS) == f"đồng chí Đại tá\u00a0Nguyễn Văn A, Đại tá\u00a0Trần Thị B, {posts}"


def test_leaders_of_other_posts_are_named_apart():
    people = [*COLONELS[:1], Person("Thượng tá", "Lê Văn C", "", "Trưởng phòng")]
    assert wording.address_list(people).endswith("Công an tỉnh; đồng chí Thượng tá\u00a0Lê Văn C, Trưởng phòng")
    assert wording.address_list([]) == ""
