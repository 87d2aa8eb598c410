"""A day comes before its month; what is known roughly stays rough."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from blocs.logic.dates import Fuzzy, read_day, read_fuzzy, read_moment, write_fuzzy
from blocs.logic.numbers import Unreadable
from blocs.logic.wording import day, fuzzy_day, long_day, long_moment, moment

VECTORS = json.loads((Path(__file__).parents[2] / "data/vectors/dates.json").read_text(encoding="utf-8"))
BEGINNINGS = {
    "err.date": "The date must be written as day/month/year",
    "err.day": "The calendar has no day",
    "err.year": "The year must be from 1945 to 2100",
    "err.moment": "The time must be written as hour:minute, day/month/year",
    "err.time": "The hour must be from 0 to 23",
}
DAYS = st.dates(date(1945, 1, 1), date(2100, 12, 31))


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def outcome(read, raw):
    try:
        value = read(raw)
    except Unreadable as error:
        return next(key for key, start in BEGINNINGS.items() if error.sentence.startswith(start))
    return value and value.isoformat()[:16]


@pytest.mark.parametrize("case", VECTORS["days"], ids=lambda case: case["raw"])
def test_days(case):
    assert outcome(read_day, case["raw"]) == case["value"]


@pytest.mark.parametrize("case", VECTORS["moments"], ids=lambda case: case["raw"])
def test_moments(case):
    assert outcome(read_moment, case["raw"]) == case["value"]


@pytest.mark.parametrize("case", VECTORS["fuzzy"], ids=lambda case: str(case["raw"]))
def test_rough_dates(case):
    fuzzy = read_fuzzy(case["raw"])
    assert fuzzy.precision == case["precision"]
    assert fuzzy.first == (case["first"] and date.fromisoformat(case["first"]))
    assert fuzzy.last == (case["last"] and date.fromisoformat(case["last"]))
    assert fuzzy_day(fuzzy) == case["words"]
    assert write_fuzzy(fuzzy) == case["raw"]


@pytest.mark.parametrize("raw", VECTORS["bad_fuzzy"])
def test_bad_rough_dates_are_refused(raw):
    with pytest.raises(Unreadable):
        read_fuzzy(raw)


def test_an_empty_rough_date_is_unknown():
    assert read_fuzzy("") == Fuzzy("unknown")


@given(DAYS)
def test_every_shown_day_is_read_back(on):
    assert read_day(day(on)) == read_day(long_day(on)) == read_day(on.isoformat()) == read_day(on) == on


@given(st.datetimes(datetime(1945, 1, 1), datetime(2100, 12, 31)))
def test_every_shown_moment_is_read_back(at):
    at = at.replace(second=0, microsecond=0)
    assert (
        read_moment(moment(at)) == read_moment(long_moment(at)) == read_moment(at.isoformat()) == read_moment(at) == at
    )


@given(st.text())
def test_no_text_crashes_a_reader(raw):
    for read in (read_day, read_moment, read_fuzzy):
        try:
            assert read(raw) is not NotImplemented
        except Unreadable as error:
            assert error.sentence
