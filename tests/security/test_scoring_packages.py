"""A package that shows a reader another number than the one that is reckoned with is none, to either recomputer."""

import json

import pytest

from tests.reports.test_recompute import a_package, both

pytestmark = pytest.mark.django_db
ODD = ["1e5", "0x10", "１０", "1_000", " 5", "5\n", "Infinity", "NaN", "+1"]


def count_of(package: dict) -> dict:
    return next(row for row in package["criteria"] if row["formula"] == "count")


PLACES = {
    "a rule": lambda package, value: count_of(package)["rules"].update(per=value),
    "the end of a group": lambda package, value: package["table"]["classes"][0].update({"from": value}),
    "points of a group of criteria": lambda package, value: package["criteria"][0].update(points=value),
    "the maximum of the table": lambda package, value: package["table"].update(maximum=value),
    "a value": lambda package, value: package["marks"][0].update(value=value),
    "a ceiling": lambda package, value: package["knock_outs"][0].update(ceiling=value),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_number_written_oddly_is_none(tmp_path, place):
    package = a_package()
    for value in ODD:
        PLACES[place](package, value)
        assert both(tmp_path, package)[0] == 2, value


def test_half_a_letter_is_refused_in_a_sentence(tmp_path):
    package = a_package()
    package["units"][0]["name"] = "\ud800"
    assert both(tmp_path, package)[0] == 2


def test_a_name_that_comes_twice_hides_nothing(tmp_path):
    """A parser takes the last value, people read the first, and the digest of what was parsed is the old one."""
    text = json.dumps(a_package())
    assert both(tmp_path, text)[0] == 0
    for name in ('"points": ', '"rank": ', '"standings": '):
        assert both(tmp_path, text.replace(name, f'{name}"99", {name}', 1))[0] == 2


@pytest.mark.parametrize("field", ["applies", "fed", "bonus_is_inside"])
def test_a_word_for_yes_is_no_yes(tmp_path, field):
    package = a_package()
    row = {"applies": package["targets"][0], "fed": package["criteria"][1], "bonus_is_inside": package["table"]}[field]
    row[field] = "false"
    assert both(tmp_path, package)[0] == 2
