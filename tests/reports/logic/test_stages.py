"""The bar has exactly one current stage and claims nothing nobody recorded."""

from datetime import date

from reports.logic.stages import Met, stages

SEASON = {"starts_on": date(2017, 1, 1), "ends_on": date(2017, 12, 31)}
HELD, AHEAD = Met("15/02/2017", True), Met("15/02/2017", False)


def states(**facts):
    found = stages(**SEASON, **{"signing": None, "midyear": None, "closing": None, **facts})
    return [(str(stage.label), stage.state) for stage in found]


def only(found):
    return [state for _label, state in found]


def test_before_the_signing_the_signing_is_current():
    assert only(states(today=date(2017, 2, 1), signing=AHEAD)) == ["current", "ahead", "ahead", "ahead"]


def test_after_the_signing_it_is_carried_out():
    assert only(states(today=date(2017, 5, 1), signing=HELD)) == ["done", "current", "ahead", "ahead"]


def test_after_the_mid_year_review_that_review_is_current():
    assert only(states(today=date(2017, 8, 1), signing=HELD, midyear=HELD)) == ["done", "done", "current", "ahead"]


def test_of_a_past_season_what_nobody_recorded_is_left_out():
    assert only(states(today=date(2020, 1, 1))) == ["done", "current"]
    assert only(states(today=date(2020, 1, 1), signing=HELD, closing=HELD)) == ["done", "done", "current"]


def test_the_days_stand_in_words():
    found = stages(**SEASON, today=date(2017, 5, 1), signing=HELD, midyear=None, closing=None)
    assert [stage.when for stage in found] == ["15/02/2017", "đến 31/12/2017", "", ""]
