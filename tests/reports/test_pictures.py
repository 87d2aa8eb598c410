"""The small line of several years: three points or none, words inside, no style."""

import re
from decimal import Decimal

from reports.pictures import Point, sparkline, summary_of

POINTS = [
    Point("2015", Decimal("88.10"), "88,10%"),
    Point("2016", Decimal("90.77"), "90,77%"),
    Point("2017", Decimal("92.02"), "92,02%"),
]


def test_it_says_its_course_in_words():
    picture = sparkline(POINTS, name="Tỷ lệ <khám phá>", key="k")
    assert summary_of(POINTS) == "2015–2017: 88,10% → 90,77% → 92,02%"
    assert '<desc id="k-d">2015–2017: 88,10% → 90,77% → 92,02%</desc>' in picture
    assert "&lt;khám phá&gt;" in picture and "style" not in picture


def test_the_highest_figure_is_at_the_top_and_a_flat_line_in_the_middle():
    assert re.search(r'points="4.0,28.0 60.0,\d+\.\d 116.0,4.0"', sparkline(POINTS, name="n", key="k"))
    flat = [Point(str(year), Decimal(5), "5") for year in (2015, 2016, 2017)]
    assert 'points="4.0,16.0 60.0,16.0 116.0,16.0"' in sparkline(flat, name="n", key="k")


def test_two_years_make_no_picture():
    assert sparkline(POINTS[:2], name="n", key="k") is None


def test_a_gap_breaks_the_line_and_is_a_dash_in_words():
    points = [POINTS[0], POINTS[1], Point("", None, "—"), POINTS[2]]
    picture = sparkline(points, name="n", key="k")
    assert picture.count("<polyline") == 1 and picture.count("<circle") == 2
    assert "88,10% → 90,77% → — → 92,02%" in picture
    assert sparkline([*POINTS[:2], Point("", None, "—")], name="n", key="k") is None
