"""Who may be proposed for what: by example, each rule with its refusal."""

from dataclasses import replace

from reports.logic.eligibility import Aim, Need, Runner, answer, prefilled

PROGRESSIVE, DETERMINED, FLAG = 1, 2, 3
UNIT = Runner(1, "Phòng 1", rank=1)
THIRD = replace(UNIT, rank=3)
TITLE = Aim(DETERMINED, "Đơn vị quyết thắng")
BANNER = Aim(FLAG, "Cờ thi đua", is_flag=True)


def test_a_ranked_unit_may_be_proposed():
    assert answer(UNIT, TITLE).is_eligible and not answer(UNIT, BANNER).needs_reason


def test_groups_are_enough_where_the_table_gives_no_ranks():
    assert answer(replace(UNIT, rank=None, class_name="Tốt"), BANNER).is_eligible


def test_whom_the_result_does_not_name_or_rank_or_leaves_out_is_not_eligible():
    for unit in (
        replace(UNIT, is_placed=False, rank=None),
        replace(UNIT, rank=None),
        replace(UNIT, rank=None, excluded_for="Để xảy ra vụ việc nghiêm trọng"),
    ):
        told = answer(unit, TITLE)
        assert len(told.bars) == 1 and not told.is_eligible
    assert "vụ việc nghiêm trọng" in answer(replace(UNIT, excluded_for="có vụ việc nghiêm trọng"), TITLE).bars[0]


def test_registration_is_asked_where_the_title_needs_it():
    asked = replace(TITLE, needs_registration=True)
    assert len(answer(UNIT, asked).bars) == 1
    assert answer(replace(UNIT, registered={DETERMINED}), asked).is_eligible


def test_a_ballot_must_have_chosen_the_unit_where_the_rules_ask_for_one():
    assert len(answer(replace(UNIT, chosen=set()), TITLE).bars) == 1
    assert answer(replace(UNIT, chosen={DETERMINED}), TITLE).is_eligible
    assert answer(replace(UNIT, chosen=None), TITLE).is_eligible


def test_what_a_unit_holds_of_this_season_it_is_not_proposed_for_again():
    assert len(answer(replace(UNIT, held={DETERMINED: {0}}), TITLE).bars) == 1
    assert answer(replace(UNIT, held={DETERMINED: {1}}), TITLE).is_eligible


def test_the_flag_may_ask_for_the_highest_score_or_for_a_reason():
    assert len(answer(THIRD, BANNER, top_only=True).bars) == 1
    told = answer(THIRD, BANNER)
    assert told.is_eligible and told.needs_reason
    assert not answer(THIRD, TITLE, top_only=True).bars


def test_a_tie_at_the_top_is_the_top():
    assert answer(replace(UNIT, rank=1), BANNER, top_only=True).is_eligible


def test_years_of_the_lower_title_are_counted_in_their_window():
    aim = replace(TITLE, needs=(Need(PROGRESSIVE, "ĐVTT", years=2, within=2, this_season_counts=False),))
    for seasons, is_met in [({1, 2}, True), ({1}, False), ({1, 3}, False), ({0, 1}, False), (set(), False)]:
        assert answer(replace(UNIT, held={PROGRESSIVE: seasons}), aim).is_eligible is is_met, seasons


def test_this_season_counts_where_the_need_says_so():
    aim = replace(TITLE, needs=(Need(PROGRESSIVE, "ĐVTT", years=2, within=2),))
    unit = replace(UNIT, held={PROGRESSIVE: {1}})
    assert not answer(unit, aim).is_eligible
    assert answer(unit, aim, {PROGRESSIVE}).is_eligible
    assert not answer(replace(UNIT, held={PROGRESSIVE: {2}}), aim, {PROGRESSIVE}).is_eligible


def test_a_lower_title_of_the_same_season_is_a_want_that_the_list_may_meet():
    aim = replace(BANNER, needs=(Need(DETERMINED, "ĐVQT"),))
    told = answer(UNIT, aim)
    assert told.wants and not told.bars
    assert answer(UNIT, aim, {DETERMINED}).is_eligible


def test_titles_that_do_not_go_together():
    aim = replace(TITLE, clashes={PROGRESSIVE: "Đơn vị tiên tiến"})
    assert answer(UNIT, aim, {PROGRESSIVE}).wants and answer(UNIT, aim, {FLAG}).is_eligible


def test_the_usual_words_for_a_unit_left_out():
    assert "3" in prefilled(THIRD, is_full=True)
    assert prefilled(THIRD, is_full=False) == ""
    assert prefilled(replace(THIRD, rank=None, class_name="Tốt"), is_full=True)
