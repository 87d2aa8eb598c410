"""Marks saved cell by cell: what is right is kept, what nobody may set is refused, nothing is overwritten unseen."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from reports.actions.sheets import Cell, Fate, agree_with_rest, cells_in, correct_mark_for_appeal, save_marks
from reports.models import Appeal, Mark
from tests import make
from tests.make_scoring import LEAVES, a_mark, a_scored_bloc
from tests.reports.score_flow import REASON, carry, everybody_scored, fates, fill, fresh, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return a_scored_bloc()


@pytest.fixture
def sheet(bloc):
    return bloc.sheets[-1]


@pytest.fixture
def reporter(bloc, sheet):
    return bloc.reporter[sheet.unit_id]


def stored(sheet) -> dict[str, tuple]:
    rows = Mark.objects.filter(sheet=sheet, stage=fresh(sheet).stage)
    return {row.criterion.name: (row.points, row.value) for row in rows}


def test_right_cells_are_saved_and_wrong_ones_keep_what_was_typed(bloc, sheet, reporter):
    plan, quality, slips, models = bloc.leaves
    told = put(sheet, reporter, {plan: "1", quality: "30,5", slips: "abc", models: "3"})
    assert fates(told) == [Fate.SAVED, Fate.REFUSED, Fate.REFUSED, Fate.SAVED]
    assert [(one.given, bool(one.sentence)) for one in told[1:3]] == [("30,5", True), ("abc", True)]
    assert stored(sheet) == {plan.name: (None, 1), models.name: (None, 3)}


@pytest.mark.parametrize("typed", ["30,5", "31", "-1", "0,25", "1e1", "92.020", "mười"])
def test_points_above_the_maximum_below_0_or_between_the_steps_are_refused(bloc, sheet, reporter, typed):
    assert fates(put(sheet, reporter, {bloc.leaves[1]: typed})) == [Fate.REFUSED]
    assert stored(sheet) == {}


def test_half_points_are_taken(bloc, sheet, reporter):
    put(sheet, reporter, {bloc.leaves[1]: "14,5"})
    assert stored(sheet) == {bloc.leaves[1].name: (Decimal("14.5"), None)}


def test_blank_is_not_0(bloc, sheet, reporter):
    assert fates(put(sheet, reporter, {bloc.leaves[1]: ""}, reason="")) == [Fate.SAME]
    assert stored(sheet) == {}
    put(sheet, reporter, {bloc.leaves[1]: "0"}, reason="")
    assert stored(sheet) == {bloc.leaves[1].name: (Decimal(0), None)}
    assert fates(put(sheet, reporter, {bloc.leaves[1]: ""}, reason="")) == [Fate.REMOVED]
    assert stored(sheet) == {}
    assert list(Mark.history.order_by("history_id").values_list("history_type", flat=True)) == ["+", "-"]


def test_a_reason_without_a_mark_is_refused(bloc, sheet, reporter):
    (told,) = put(sheet, reporter, {bloc.leaves[1]: ""})
    assert (told.fate, told.field, told.reason) == (Fate.REFUSED, "given", REASON)


def test_the_maximum_needs_a_reason(bloc, sheet, reporter):
    (told,) = put(sheet, reporter, {bloc.leaves[1]: "30"}, reason="Đạt")
    assert (told.fate, told.field) == (Fate.REFUSED, "reason")
    assert fates(put(sheet, reporter, {bloc.leaves[1]: "29,5"}, reason="")) == [Fate.SAVED]
    assert fates(put(sheet, reporter, {bloc.leaves[1]: "30"})) == [Fate.SAVED]
    assert Mark.objects.get().reason == REASON


def test_a_computed_maximum_needs_a_reason_too(bloc, sheet, reporter):
    """Yes to all, no occurrence, models enough for the cap."""
    rows = {bloc.leaves[0]: "1", bloc.leaves[2]: "0", bloc.leaves[3]: "9"}
    assert {one.field for one in put(sheet, reporter, rows, reason="")} == {"reason"}
    assert set(fates(put(sheet, reporter, rows))) == {Fate.SAVED}


def test_final_points_of_a_computed_criterion_are_never_taken(bloc, sheet, reporter):
    """The peers' open JSON: the page may say how many, never how many points that makes."""
    plan, __, slips, models = bloc.leaves
    group = bloc.table.criteria.get(parent=None, order=1)
    with pytest.raises(Refused):
        cells_in([{"criterion": models.pk, "given": "1", "points": "40"}])
    told = put(sheet, reporter, {group: "60", plan: "20", slips: "9,5"})
    assert fates(told) == [Fate.REFUSED] * 3
    assert Mark.objects.count() == 0


def test_a_criterion_of_another_table_is_refused(sheet, reporter):
    other = a_scored_bloc()
    assert fates(put(sheet, reporter, {other.leaves[1]: "5"})) == [Fate.REFUSED]
    assert Mark.objects.count() == 0


def test_a_batch_is_one_line_in_the_logbook_from_old_to_new(bloc, sheet, reporter):
    plan, quality, *__ = bloc.leaves
    put(sheet, reporter, {plan: "0", quality: "12"})
    put(sheet, reporter, {plan: "0", quality: "12,5"})
    lines = Event.objects.filter(verb="reports.save_marks").order_by("number")
    assert [line.facts["changed"] for line in lines] == [{"1.1": ["", "0"], "1.2": ["", "12"]}, {"1.2": ["12", "12,5"]}]
    assert {line.by for line in lines} == {str(reporter)} and lines[0].object_id == str(sheet.pk)


def test_saving_what_is_stored_writes_nothing(bloc, sheet, reporter):
    put(sheet, reporter, {bloc.leaves[1]: "12"})
    assert fates(put(sheet, reporter, {bloc.leaves[1]: "12,0"})) == [Fate.SAME]
    assert (Mark.objects.get().revision, Mark.history.count()) == (1, 1)
    assert Event.objects.filter(verb="reports.save_marks").count() == 1


def test_author_time_and_history_are_kept(bloc, sheet, reporter):
    commander = bloc.commander[sheet.unit_id]
    put(sheet, reporter, {bloc.leaves[1]: "12"})
    put(sheet, commander, {bloc.leaves[1]: "13"})
    mark = Mark.objects.get()
    assert (mark.given_by, mark.giver, mark.revision) == (str(commander), commander, 2)
    told = [(row.points, row.history_user) for row in mark.history.order_by("history_id")]
    assert told == [(12, reporter), (13, commander)]


# --- Two at once


def test_two_savers_of_one_row_get_a_conflict_with_both_values(bloc, sheet, reporter):
    quality = bloc.leaves[1]
    put(sheet, reporter, {quality: "12"})
    first, second = Cell(quality.pk, "13", REASON, 1), Cell(quality.pk, "14", "Của tôi", 1)
    assert fates(save_marks(sheet, [first], by=reporter)) == [Fate.SAVED]
    (told,) = save_marks(sheet, [second], by=bloc.commander[sheet.unit_id])
    assert (told.fate, told.given, told.reason, told.mark.points) == (Fate.CONFLICT, "14", "Của tôi", 13)
    assert Mark.objects.get().points == 13


def test_two_who_fill_an_empty_row_do_not_overwrite_each_other(bloc, sheet, reporter):
    quality = bloc.leaves[1]
    save_marks(sheet, [Cell(quality.pk, "13", REASON)], by=reporter)
    (told,) = save_marks(sheet, [Cell(quality.pk, "14", REASON)], by=reporter)
    assert (told.fate, told.mark.points) == (Fate.CONFLICT, 13)


def test_a_row_taken_out_meanwhile_is_a_conflict(bloc, sheet, reporter):
    quality = bloc.leaves[1]
    put(sheet, reporter, {quality: "13"})
    put(sheet, reporter, {quality: ""}, reason="")
    (told,) = save_marks(sheet, [Cell(quality.pk, "14", REASON, 1)], by=reporter)
    assert (told.fate, told.mark) == (Fate.CONFLICT, None)


def test_a_whole_page_sent_again_conflicts_only_where_the_writer_changed_something(bloc, sheet, reporter):
    """Without script the form sends every row; rows as the writer found them are left to who changed them since."""
    plan, quality, *__ = bloc.leaves
    put(sheet, reporter, {plan: "0", quality: "12"})
    put(sheet, reporter, {quality: "13"})
    told = save_marks(sheet, [Cell(plan.pk, "1", REASON, 1), Cell(quality.pk, "12", REASON, 1)], by=reporter)
    assert fates(told) == [Fate.SAVED, Fate.SAME]
    assert stored(sheet)[quality.name] == (13, None)


# --- Who may


def test_only_the_units_own_people_score_it(bloc, sheet):
    others = [bloc.commander[bloc.units[0].pk], bloc.reporter[bloc.units[1].pk], bloc.secretary, bloc.standing]
    for user in [*others, make.a_user(Role.ADMIN), make.a_user(Role.COMMANDER, at=bloc.bloc.series.organiser)]:
        with pytest.raises(PermissionDenied):
            put(sheet, user, {bloc.leaves[1]: "12"})
    assert Mark.objects.count() == 0


def test_nothing_is_edited_after_sending(bloc, sheet, reporter):
    carry(bloc, sheet, "cross")
    with pytest.raises(PermissionDenied):
        put(sheet, reporter, {bloc.leaves[1]: "12"})
    assert Mark.objects.get(criterion=bloc.leaves[1]).points == 20


def test_a_page_of_an_earlier_stage_saves_nothing(bloc, sheet, reporter):
    page = sheet.stage_id
    everybody_scored(bloc)
    carry(bloc, sheet, "explain")
    with pytest.raises(Refused):
        save_marks(sheet, [Cell(bloc.leaves[1].pk, "12", REASON)], by=reporter, stage=page)


def test_nothing_is_edited_once_the_sheet_is_closed(bloc, sheet):
    everybody_scored(bloc)
    sheet = carry(bloc, sheet, "closed")
    for user in [bloc.standing, bloc.commander[sheet.unit_id], bloc.secretary]:
        with pytest.raises(Refused):
            put(sheet, user, {bloc.leaves[1]: "12"})
    assert set(Mark.objects.filter(criterion=bloc.leaves[1]).values_list("points", flat=True)) == {20}


def test_the_checker_is_the_unit_that_was_drawn_and_never_the_unit_itself(bloc):
    for sheet in everybody_scored(bloc):
        others = [unit.pk for unit in bloc.units if unit.pk not in (sheet.checker_id,)]
        for unit in others:
            with pytest.raises(PermissionDenied):
                put(sheet, bloc.commander[unit], {bloc.leaves[1]: "12"})
        assert fates(put(sheet, bloc.reporter[sheet.checker_id], {bloc.leaves[1]: "12"})) == [Fate.SAVED]


def test_a_checker_marks_only_after_their_own_unit_scored_itself(bloc, sheet):
    sheet = carry(bloc, sheet, "cross")
    checker = bloc.reporter[sheet.checker_id]
    with pytest.raises(PermissionDenied):
        put(sheet, checker, {bloc.leaves[1]: "12"})
    own = next(row for row in bloc.sheets if row.unit_id == sheet.checker_id)
    carry(bloc, own, "cross")
    assert fates(put(sheet, checker, {bloc.leaves[1]: "12"})) == [Fate.SAVED]


def test_the_heads_own_unit_is_reviewed_by_somebody_else(bloc):
    everybody_scored(bloc)
    head, deputy = bloc.units[:2]
    sheet = carry(bloc, bloc.sheets[0], "review")
    for user in [bloc.commander[head.pk], bloc.secretary]:
        with pytest.raises(PermissionDenied):
            put(sheet, user, {bloc.leaves[1]: "12"})
    assert fates(put(sheet, bloc.commander[deputy.pk], {bloc.leaves[1]: "12"})) == [Fate.SAVED]
    other = carry(bloc, bloc.sheets[2], "review")
    assert fates(put(other, bloc.commander[head.pk], {bloc.leaves[1]: "12"})) == [Fate.SAVED]


def a_mixed_bloc():
    """Its table has one criterion the unit assesses, one of the bloc, one of the second unit as a department."""
    pact = make.a_pact(make.a_bloc(3))
    department = make.members_of(pact.bloc)[1]
    leaves = [
        {"name": "Đơn vị chấm"},
        {"name": "Khối chấm", "assessor": "bloc"},
        {"name": "Phòng chấm", "assessor": "department", "department": department},
    ]
    bloc = a_scored_bloc(pact=pact, leaves=leaves)
    bloc.department = make.a_user(Role.DEPARTMENT, at=department)
    return bloc


def test_each_criterion_is_marked_by_who_assesses_it():
    bloc = a_mixed_bloc()
    for sheet in bloc.sheets:
        assert fates(put(sheet, bloc.commander[sheet.unit_id], dict.fromkeys(bloc.leaves, "5"))) == [
            Fate.SAVED,
            Fate.REFUSED,
            Fate.REFUSED,
        ]
        carry(bloc, sheet, "cross")
    sheet = fresh(bloc.sheets[2])
    checker = bloc.commander[sheet.checker_id]
    told = put(sheet, checker, dict.fromkeys(bloc.leaves, "5"))
    assert fates(told) == [Fate.SAVED, Fate.REFUSED, Fate.REFUSED]
    sheet = carry(bloc, sheet, "review")
    assert fates(put(sheet, bloc.secretary, dict.fromkeys(bloc.leaves, "5"))) == [
        Fate.SAVED,
        Fate.SAVED,
        Fate.REFUSED,
    ]
    assert fates(put(sheet, bloc.department, dict.fromkeys(bloc.leaves, "6"))) == [
        Fate.REFUSED,
        Fate.REFUSED,
        Fate.SAVED,
    ]


def test_a_department_never_confirms_its_own_unit():
    bloc = a_mixed_bloc()
    everybody_scored(bloc)
    own = bloc.sheets[1]
    own = carry(bloc, own, "review")
    with pytest.raises(PermissionDenied):
        put(own, bloc.department, {bloc.leaves[2]: "5"})
    assert fates(put(own, bloc.secretary, {bloc.leaves[2]: "5"})) == [Fate.SAVED]


def test_what_does_not_apply_to_the_unit_takes_no_mark():
    bloc = a_scored_bloc()
    sheet, quality = bloc.sheets[-1], bloc.leaves[1]
    quality.assignments.create(unit=sheet.unit, applies=False, reason="Không có chức năng này")
    told = put(sheet, bloc.commander[sheet.unit_id], {quality: "12", bloc.leaves[0]: "0"})
    assert fates(told) == [Fate.REFUSED, Fate.SAVED]


def test_an_assignment_of_a_group_covers_its_criteria():
    bloc = a_scored_bloc()
    sheet = bloc.sheets[-1]
    bloc.leaves[3].parent.assignments.create(unit=sheet.unit, applies=False, reason="Không được giao")
    told = put(sheet, bloc.commander[sheet.unit_id], {bloc.leaves[3]: "1", bloc.leaves[2]: "1"})
    assert fates(told) == [Fate.REFUSED, Fate.SAVED]


# --- Figures


def a_fed_bloc(**facts):
    """Its first criterion is fed by a pledge (≥ 90 %), its second is by hand."""
    pact = make.a_pact(make.a_bloc(3))
    pledge = make.a_pledge(pact, **facts)
    leaves = [
        {"name": "Tỷ lệ phá án", "formula": "proportional", "pledge": pledge, "points": 20},
        {"name": "Tham mưu", "points": 30},
    ]
    bloc = a_scored_bloc(pact=pact, leaves=leaves)
    bloc.pledge = pledge
    return bloc


def test_the_unit_does_not_score_what_its_figure_says():
    bloc = a_fed_bloc()
    sheet = bloc.sheets[-1]
    make.a_figure(bloc.pledge, sheet.unit, value=Decimal(80))
    commander = bloc.commander[sheet.unit_id]
    assert fates(put(sheet, commander, {bloc.leaves[0]: "95"})) == [Fate.REFUSED]
    assert fates(put(sheet, commander, {bloc.leaves[0]: "80"}, reason="")) == [Fate.SAME]
    assert Mark.objects.count() == 0


def test_a_later_stage_may_differ_from_the_figure_with_a_reason():
    bloc = a_fed_bloc()
    for sheet in bloc.sheets:
        make.a_figure(bloc.pledge, sheet.unit, value=None, numerator=Decimal(8), denominator=Decimal(10))
        put(sheet, bloc.commander[sheet.unit_id], {bloc.leaves[1]: "20"})
        carry(bloc, sheet, "cross")
    sheet = fresh(bloc.sheets[-1])
    checker = bloc.commander[sheet.checker_id]
    assert fates(put(sheet, checker, {bloc.leaves[0]: "7/10"}, reason="Sai")) == [Fate.REFUSED]
    assert fates(put(sheet, checker, {bloc.leaves[0]: "80"}, reason="")) == [Fate.SAVED]
    assert fates(put(sheet, checker, {bloc.leaves[0]: "7/10"})) == [Fate.SAVED]
    mark = Mark.objects.get(criterion=bloc.leaves[0], stage__kind="cross", sheet=sheet)
    assert (mark.numerator, mark.denominator, mark.is_from_figure) == (7, 10, False)


def test_a_pledge_in_words_is_answered_on_the_sheet_where_no_figure_answers_it():
    bloc = a_fed_bloc(kind="qualitative", target=None, measure="")
    bloc.leaves[0].__class__.objects.filter(pk=bloc.leaves[0].pk).update(formula="pass_fail")
    sheet = bloc.sheets[-1]
    assert fates(put(sheet, bloc.commander[sheet.unit_id], {bloc.leaves[0]: "0"})) == [Fate.SAVED]


# --- Differing, agreeing


def test_a_mark_that_differs_from_the_stage_before_needs_a_reason(bloc, sheet):
    everybody_scored(bloc)
    sheet = fresh(sheet)
    checker = bloc.commander[sheet.checker_id]
    (told,) = put(sheet, checker, {bloc.leaves[1]: "19,5"}, reason="Không đồng ý")
    assert (told.fate, told.field, told.given) == (Fate.REFUSED, "reason", "19,5")
    assert fates(put(sheet, checker, {bloc.leaves[1]: "20"}, reason="")) == [Fate.SAVED]
    assert fates(put(sheet, checker, {bloc.leaves[1]: "19,5"})) == [Fate.SAVED]


def test_agreeing_with_the_rest_leaves_what_was_marked_and_what_is_at_the_maximum(bloc, sheet):
    everybody_scored(bloc)
    sheet = fresh(sheet)
    checker = bloc.commander[sheet.checker_id]
    put(sheet, checker, {bloc.leaves[1]: "15"})
    assert agree_with_rest(sheet, by=checker) == 2
    own = Mark.objects.filter(sheet=sheet, stage__kind="cross")
    assert {row.criterion.name: (row.points, row.value) for row in own} == {
        bloc.leaves[1].name: (15, None),
        bloc.leaves[2].name: (None, 1),
        bloc.leaves[3].name: (None, 2),
    }
    assert Event.objects.filter(verb="reports.agree_with_rest").count() == 1
    assert agree_with_rest(sheet, by=checker) == 0
    assert Event.objects.filter(verb="reports.agree_with_rest").count() == 1


def test_there_is_nothing_to_agree_with_at_the_first_stage(bloc, sheet, reporter):
    with pytest.raises(Refused):
        agree_with_rest(sheet, by=reporter)
    with pytest.raises(PermissionDenied):
        agree_with_rest(sheet, by=bloc.secretary)


def test_an_explanation_is_words_alone(bloc, sheet):
    everybody_scored(bloc)
    sheet = carry(bloc, sheet, "explain")
    commander = bloc.commander[sheet.unit_id]
    assert fates(put(sheet, commander, {bloc.leaves[1]: "30"})) == [Fate.REFUSED]
    assert fates(put(sheet, commander, {bloc.leaves[1]: ""}, reason="Đề nghị xem lại.")) == [Fate.SAVED]
    mark = Mark.objects.get(stage__kind="explain")
    assert (mark.reason, mark.points, mark.value) == ("Đề nghị xem lại.", None, None)


# --- On appeal


def an_appeal(bloc, state="open"):
    sheet = bloc.sheets[-1]
    a_mark(sheet, bloc.leaves[1], "appraise", points=Decimal(20))
    stage = bloc.table.stages.get(kind="appraise")
    return Appeal.objects.create(
        sheet=sheet, criterion=bloc.leaves[1], stage=stage, state=state, text="Xin xem lại", filed_at=sheet.opened_at,
        filed_by="Chỉ huy", answer="Có" if state == "kept" else "", answered_at=sheet.opened_at,
    )  # fmt: skip


def test_an_appeal_writes_the_mark_anew_and_history_keeps_the_old(bloc):
    mark, changes = correct_mark_for_appeal(an_appeal(bloc), "22,5", REASON, by=bloc.standing)
    assert (mark.points, mark.reason, mark.revision) == (Decimal("22.5"), REASON, 2)
    assert changes == {"1.2": ["20", "22,5"]}
    assert [row.points for row in Mark.history.filter(id=mark.pk).order_by("history_id")] == [20, Decimal("22.5")]


@pytest.mark.parametrize(
    "state, given, reason",
    [
        ("kept", "22", REASON),
        ("open", "31", REASON),
        ("open", "", REASON),
        ("open", "x2", REASON),
        ("open", "22", "Có"),
    ],
)
def test_an_appeal_corrects_nothing_that_a_mark_could_not_say(bloc, state, given, reason):
    appeal = an_appeal(bloc, state)
    with pytest.raises(Refused):
        correct_mark_for_appeal(appeal, given, reason, by=bloc.standing)
    assert Mark.objects.get().points == 20


def test_a_reason_is_cleaned_and_not_endless(bloc, sheet, reporter):
    put(sheet, reporter, {bloc.leaves[1]: "30"}, reason="  Đã \u200b đối chiếu   với hồ sơ gốc. \r\n")
    assert Mark.objects.get().reason == "Đã đối chiếu với hồ sơ gốc."
    assert fates(put(sheet, reporter, {bloc.leaves[0]: "0"}, reason="x" * 2001)) == [Fate.REFUSED]


def test_the_makers_table_is_what_these_tests_think_it_is(bloc, sheet, reporter):
    assert [leaf["formula"] for leaf in LEAVES] == ["pass_fail", "by_hand", "deduction", "count"]
    fill(sheet, reporter)
    assert stored(sheet) == {
        bloc.leaves[0].name: (None, 1),
        bloc.leaves[1].name: (20, None),
        bloc.leaves[2].name: (None, 1),
        bloc.leaves[3].name: (None, 2),
    }
