"""Score sheets from opening to closing, and back: nothing is skipped, nobody is passed over, every day counts whole."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import override

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from pacts.models import Pact
from reports.actions.drawing import draw_checks
from reports.actions.sheets import Fate, agree_with_rest
from reports.actions.stages import advance, extend_stage, open_scoring, send_back, send_sheet
from reports.logic.draw import draw
from reports.models import Draw, Mark, Passage, Result, Return, Sheet
from reports.views.sheets_overview import Overview
from tests import make
from tests.make_scoring import a_scored_bloc, a_table
from tests.reports.score_flow import REASON, at, carry, days, everybody_scored, fates, fill, fresh, put, worker_of

pytestmark = pytest.mark.django_db
LAST = date(2026, 11, 20)


@pytest.fixture
def bloc():
    return a_scored_bloc()


@pytest.fixture
def sheet(bloc):
    return bloc.sheets[-1]


def where(sheet) -> tuple[str, str]:
    sheet = fresh(sheet)
    return sheet.stage.kind, sheet.state


def lines(verb: str) -> int:
    return Event.objects.filter(verb=verb).count()


# --- Opening and drawing


def a_sealed_table(**facts):
    table = a_table(make.a_pact(make.a_bloc(3)), **facts)
    Pact.objects.filter(pk=table.pact_id).update(state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    table.pact.refresh_from_db()
    return table


def test_scoring_is_opened_for_every_member_once():
    table = a_sealed_table()
    secretary = make.a_user(Role.SECRETARY, at=table.pact.bloc)
    first, again = open_scoring(table, by=secretary), open_scoring(table, by=secretary)
    assert [sheet.unit for sheet in first] == make.members_of(table.pact.bloc)
    assert {row.pk for row in again} == set(Sheet.objects.values_list("pk", flat=True)) and len(again) == 3
    assert {(sheet.stage.kind, sheet.state) for sheet in again} == {("self", "open")}
    assert lines("reports.open_scoring") == 1


def test_who_left_before_the_seal_gets_no_sheet():
    table = a_sealed_table()
    gone = table.pact.bloc.memberships.last()
    gone.until_on = table.pact.day - timedelta(days=1)
    gone.save()
    assert gone.unit not in [sheet.unit for sheet in open_scoring(table, by=make.a_user(Role.ADMIN))]


@pytest.mark.parametrize("state", ["draft", "open"])
def test_scoring_waits_for_the_seal(state):
    table = a_table(make.a_pact(state=state))
    with pytest.raises(Refused):
        open_scoring(table, by=make.a_user(Role.ADMIN))


def test_scoring_waits_for_an_adopted_table_with_stages():
    for facts in [{"adopted": False}, {"stages": ()}]:
        with pytest.raises(Refused):
            open_scoring(a_sealed_table(**facts), by=make.a_user(Role.ADMIN))
    assert Sheet.objects.count() == 0


def test_scoring_is_opened_for_the_newest_sealed_pact_only():
    table = a_sealed_table()
    pact = table.pact
    sealed = {"state": "sealed", "sealed_at": timezone.now(), "digest": "1" * 64}
    Pact.objects.create(bloc=pact.bloc, title="Sửa đổi", version=2, amends=pact, **sealed)
    with pytest.raises(Refused):
        open_scoring(table, by=make.a_user(Role.ADMIN))


def test_a_bloc_is_scored_by_one_version_of_its_pact(bloc):
    sealed = {"state": "sealed", "sealed_at": timezone.now(), "digest": "1" * 64}
    newer = Pact.objects.create(bloc=bloc.bloc, title="Sửa đổi", version=2, amends=bloc.pact, **sealed)
    with pytest.raises(Refused):
        open_scoring(a_table(newer), by=make.a_user(Role.ADMIN))
    assert {sheet.table_id for sheet in Sheet.objects.filter(bloc=bloc.bloc)} == {bloc.table.pk}


def test_the_draw_is_printed_and_repeatable(bloc):
    drawn = Draw.objects.get(table=bloc.table)
    slugs = {unit.slug: unit.pk for unit in bloc.units}
    told = {sheet.unit.slug: sheet.checker_id for sheet in bloc.sheets}
    assert told == {unit: slugs[checker] for unit, checker in draw(drawn.seed, slugs).items()}
    line = Event.objects.get(verb="reports.draw_checks")
    assert (line.facts["seed"], line.facts["method"], len(drawn.seed)) == (drawn.seed, "cycle/1", 32)


def test_the_draw_is_repeated_by_the_addresses_of_its_day(bloc):
    """A unit's address changed afterwards leaves the printed draw as it was."""
    drawn = Draw.objects.get(table=bloc.table)
    before = overview(bloc).ring
    unit = bloc.units[0]
    old, unit.slug = unit.slug, "dia-chi-moi"
    unit.save()
    assert (drawn.slug_of(unit), old in {row["slug"] for row in before}) == (old, True)
    assert overview(bloc).ring == before


def overview(bloc):
    return Overview(bloc.table, bloc.secretary)


def test_a_draw_is_not_repeated_and_needs_sheets_and_a_cross_check(bloc):
    before = {sheet.pk: sheet.checker_id for sheet in bloc.sheets}
    tables = [bloc.table, a_sealed_table(), a_scored_bloc(stages=("self", "review")).table]
    for table in tables:
        with pytest.raises(Refused):
            draw_checks(table, by=bloc.secretary)
    assert {sheet.pk: sheet.checker_id for sheet in Sheet.objects.filter(pk__in=before)} == before


def test_two_units_are_checked_by_the_standing_body():
    bloc = a_scored_bloc(2)
    assert {sheet.checker for sheet in bloc.sheets} == {None} and Draw.objects.count() == 1
    first, second = everybody_scored(bloc)
    with pytest.raises(PermissionDenied):
        put(first, bloc.commander[second.unit_id], {bloc.leaves[1]: "12"})
    assert fates(put(first, bloc.standing, {bloc.leaves[1]: "12"})) == [Fate.SAVED]


@override("en")
def test_the_cross_check_waits_for_the_draw():
    bloc = a_scored_bloc(drawn=False)
    sheet = everybody_scored(bloc)[0]
    with pytest.raises(Refused, match="drawn"):
        put(sheet, bloc.standing, {bloc.leaves[1]: "12"})
    with pytest.raises(Refused, match="drawn"):
        send_sheet(sheet, by=bloc.standing)


# --- Sending


def test_a_sheet_passes_its_stages_in_order_and_is_closed(bloc, sheet):
    everybody_scored(bloc)
    sheet = carry(bloc, sheet, "closed")
    assert (sheet.state, sheet.stage.kind, sheet.closed_at is not None) == ("closed", "appraise", True)
    way = sheet.passages.order_by("pk").values_list("stage__kind", "is_forced")
    assert list(way) == [(kind, False) for kind in ["self", "cross", "review", "explain", "appraise"]]
    assert lines("reports.send_sheet") == 5 + 2


@override("en")
def test_every_row_left_is_named_and_nothing_is_sent(bloc, sheet):
    put(sheet, bloc.reporter[sheet.unit_id], {bloc.leaves[1]: "20"})
    with pytest.raises(Refused) as refused:
        send_sheet(sheet, by=bloc.commander[sheet.unit_id])
    assert refused.value.sentences == ["Not marked yet: 1.1, 1.3, 2.1."]
    assert where(sheet) == ("self", "open") and Passage.objects.count() == 0


def test_a_total_of_0_can_be_sent(bloc, sheet):
    rows = dict(zip(bloc.leaves, ["0", "0", "5", "0"], strict=True))
    put(sheet, bloc.reporter[sheet.unit_id], rows, reason="")
    send_sheet(sheet, by=bloc.commander[sheet.unit_id])
    assert where(sheet) == ("cross", "open")


def test_only_the_commander_sends_for_the_unit(bloc, sheet):
    fill(sheet, bloc.reporter[sheet.unit_id])
    for user in [bloc.reporter[sheet.unit_id], bloc.secretary, bloc.standing, make.a_user(Role.ADMIN)]:
        with pytest.raises(PermissionDenied):
            send_sheet(sheet, by=user)
    send_sheet(sheet, by=bloc.commander[sheet.unit_id])


def test_sending_twice_sends_once(bloc, sheet):
    commander, page = bloc.commander[sheet.unit_id], sheet.stage_id
    fill(sheet, commander)
    send_sheet(sheet, by=commander, stage=page)
    with pytest.raises(Refused):
        send_sheet(sheet, by=commander, stage=page)
    assert where(sheet) == ("cross", "open") and Passage.objects.count() == 1


def test_a_checker_with_two_sheets_open_never_sends_the_other_ones(bloc):
    sheet, *__ = everybody_scored(bloc)
    for unit in bloc.units:
        if unit.pk != sheet.checker_id:
            with pytest.raises(PermissionDenied):
                send_sheet(sheet, by=bloc.commander[unit.pk])


@override("en")
def test_required_evidence_is_asked_for_when_sending():
    bloc = a_scored_bloc(leaves=[{"evidence": "required"}, {"evidence": "required"}, {"evidence": "wanted"}])
    sheet = bloc.sheets[0]
    commander = bloc.commander[sheet.unit_id]
    put(sheet, commander, dict(zip(bloc.leaves, ["5", "0", "5"], strict=True)))
    with pytest.raises(Refused) as refused:
        send_sheet(sheet, by=commander)
    assert refused.value.sentences == ["Evidence is required: 1.1."]
    sheet.evidence.create(
        criterion=bloc.leaves[0], stage=sheet.stage, kind="paper", name="Báo cáo", number="05/BC",
        added_at=timezone.now(), added_by="Cán bộ",
    )  # fmt: skip
    send_sheet(sheet, by=commander)
    assert where(sheet) == ("cross", "open")


def a_fed_bloc():
    pact = make.a_pact(make.a_bloc(3))
    pledge = make.a_pledge(pact)
    fed = {"formula": "proportional", "pledge": pledge, "points": 20}
    bloc = a_scored_bloc(pact=pact, leaves=[fed, {"points": 30}, {**fed, "assessor": "bloc"}])
    bloc.pledge = pledge
    return bloc


@override("en")
def test_a_missing_figure_is_named():
    bloc = a_fed_bloc()
    sheet = bloc.sheets[0]
    put(sheet, bloc.commander[sheet.unit_id], {bloc.leaves[1]: "5"})
    with pytest.raises(Refused) as refused:
        send_sheet(sheet, by=bloc.commander[sheet.unit_id])
    assert refused.value.sentences == ["The reported figure is missing: 1.1."]


def test_figures_are_copied_when_sent_and_a_later_correction_changes_nothing():
    bloc = a_fed_bloc()
    sheet = bloc.sheets[0]
    figure = make.a_figure(bloc.pledge, sheet.unit, value=None, numerator=Decimal(8), denominator=Decimal(10))
    carry(bloc, sheet, "cross")
    figure.numerator = Decimal(10)
    figure.save()
    rows = Mark.objects.filter(sheet=sheet, is_from_figure=True)
    told = {(row.criterion_id, row.numerator, row.denominator, row.stage.kind) for row in rows}
    assert told == {(bloc.leaves[0].pk, 8, 10, "self"), (bloc.leaves[2].pk, 8, 10, "self")}


# --- Days


def test_2359_in_ha_noi_on_the_last_day_is_in_time(bloc, sheet, monkeypatch):
    days(bloc.table, "self", due_on=LAST)
    commander = bloc.commander[sheet.unit_id]
    at(monkeypatch, LAST, 23, 59)
    fill(sheet, commander)
    send_sheet(sheet, by=commander)
    assert where(sheet) == ("cross", "open")


def test_a_minute_later_it_is_late_for_marks_and_for_sending(bloc, sheet, monkeypatch):
    """It is still the last day in UTC then; the day is that of Hà Nội."""
    commander = bloc.commander[sheet.unit_id]
    fill(sheet, commander)
    days(bloc.table, "self", due_on=LAST)
    at(monkeypatch, LAST + timedelta(days=1), 0, 0)
    with pytest.raises(Refused, match="20/11/2026"):
        send_sheet(sheet, by=commander)
    with pytest.raises(Refused, match="20/11/2026"):
        put(sheet, commander, {bloc.leaves[1]: "3"})
    assert where(sheet) == ("self", "open") and Mark.objects.get(criterion=bloc.leaves[1]).points == 20


def test_a_stage_opens_on_its_first_day(bloc, sheet, monkeypatch):
    days(bloc.table, "self", opens_on=LAST)
    at(monkeypatch, LAST - timedelta(days=1), 23, 59)
    with pytest.raises(Refused, match="20/11/2026"):
        put(sheet, bloc.commander[sheet.unit_id], {bloc.leaves[1]: "3"})
    at(monkeypatch, LAST, 0, 0)
    assert fates(put(sheet, bloc.commander[sheet.unit_id], {bloc.leaves[1]: "3"})) == [Fate.SAVED]


def test_an_extension_holds_for_its_unit_alone(bloc, monkeypatch):
    stage = days(bloc.table, "self", due_on=LAST)
    at(monkeypatch, LAST, 12)
    first, *__, last = bloc.sheets
    extend_stage(stage, LAST + timedelta(days=3), REASON, unit=first.unit, by=bloc.secretary)
    at(monkeypatch, LAST + timedelta(days=3), 23, 59)
    assert fates(put(first, bloc.commander[first.unit_id], {bloc.leaves[1]: "3"})) == [Fate.SAVED]
    with pytest.raises(Refused):
        put(last, bloc.commander[last.unit_id], {bloc.leaves[1]: "3"})
    assert Event.objects.get(verb="reports.extend_stage").facts["unit"] == str(first.unit)


def test_an_extension_for_all_leaves_the_sealed_table_alone(bloc, sheet, monkeypatch):
    stage = days(bloc.table, "self", due_on=LAST)
    at(monkeypatch, LAST, 12)
    extend_stage(stage, LAST + timedelta(days=3), REASON, by=bloc.secretary)
    at(monkeypatch, LAST + timedelta(days=2), 8)
    assert fates(put(sheet, bloc.commander[sheet.unit_id], {bloc.leaves[1]: "3"})) == [Fate.SAVED]
    stage.refresh_from_db()
    assert stage.due_on == LAST


@pytest.mark.parametrize("later, reason", [(0, REASON), (-2, REASON), (3, "Bận")])
def test_an_extension_is_later_and_says_why(bloc, monkeypatch, later, reason):
    stage = days(bloc.table, "self", due_on=LAST)
    at(monkeypatch, LAST, 12)
    with pytest.raises(Refused):
        extend_stage(stage, LAST + timedelta(days=later), reason, by=bloc.secretary)


def test_an_extension_needs_a_deadline_and_a_unit_of_the_bloc(bloc):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused):
        extend_stage(bloc.table.stages.get(kind="self"), tomorrow, REASON, by=bloc.secretary)
    stage = days(bloc.table, "self", due_on=timezone.localdate())
    with pytest.raises(Refused):
        extend_stage(stage, tomorrow, REASON, unit=make.a_unit(), by=bloc.secretary)


def test_a_sheet_is_moved_on_without_marks_only_after_the_deadline(bloc, sheet, monkeypatch):
    days(bloc.table, "self", due_on=LAST)
    at(monkeypatch, LAST, 23, 59)
    with pytest.raises(Refused):
        advance(sheet, REASON, by=bloc.secretary)
    at(monkeypatch, LAST + timedelta(days=1), 0)
    with pytest.raises(Refused):
        advance(sheet, "Quá hạn", by=bloc.secretary)
    for user in [bloc.commander[sheet.unit_id], bloc.commander[bloc.units[0].pk]]:
        with pytest.raises(PermissionDenied):
            advance(sheet, REASON, by=user)
    advance(sheet, REASON, by=bloc.secretary)
    passage = Passage.objects.get()
    assert where(sheet) == ("cross", "open") and (passage.is_forced, passage.note) == (True, REASON)


def test_without_a_deadline_nothing_is_moved_on(sheet, bloc):
    with pytest.raises(Refused):
        advance(sheet, REASON, by=bloc.secretary)


# --- Back


def returned(bloc, sheet, to="self", criteria=(), by=None):
    sheet = fresh(sheet)
    stage = bloc.table.stages.get(kind=to)
    return send_back(sheet, stage, criteria, REASON, by=by or worker_of(bloc, sheet))


def test_only_the_returned_rows_reopen_and_the_reason_stays(bloc, sheet):
    everybody_scored(bloc)
    carry(bloc, sheet, "review")
    back = returned(bloc, sheet, criteria=[bloc.leaves[1]])
    assert where(sheet) == ("self", "returned") and (back.reason, back.from_stage.kind) == (REASON, "review")
    told = put(sheet, bloc.reporter[sheet.unit_id], {bloc.leaves[1]: "18", bloc.leaves[3]: "1"})
    assert fates(told) == [Fate.SAVED, Fate.REFUSED]
    assert Event.objects.get(verb="reports.send_back").facts["criteria"] == ["1.2"]


def test_sent_again_it_settles_the_return_and_marks_what_changed_for_another_look(bloc, sheet):
    everybody_scored(bloc)
    carry(bloc, sheet, "review")
    put(sheet, bloc.secretary, dict.fromkeys(bloc.leaves[:2], "1"))
    returned(bloc, sheet, criteria=bloc.leaves[:2])
    commander = bloc.commander[sheet.unit_id]
    put(sheet, commander, {bloc.leaves[1]: "18"})
    send_sheet(sheet, by=commander)
    flagged = Mark.objects.filter(needs_review=True).values_list("stage__kind", "criterion_id")
    assert set(flagged) == {("cross", bloc.leaves[1].pk), ("review", bloc.leaves[1].pk)}
    assert Return.objects.get().settled_at is not None and where(sheet) == ("cross", "open")


def test_on_the_way_back_only_the_changed_rows_are_open_and_owed(bloc, sheet):
    everybody_scored(bloc)
    carry(bloc, sheet, "review")
    returned(bloc, sheet)
    commander = bloc.commander[sheet.unit_id]
    put(sheet, commander, {bloc.leaves[1]: "18"})
    send_sheet(sheet, by=commander)
    sheet = fresh(sheet)
    checker = bloc.commander[sheet.checker_id]
    with pytest.raises(Refused, match=r": 1\.2\."):
        send_sheet(sheet, by=checker)
    assert fates(put(sheet, checker, {bloc.leaves[0]: "0", bloc.leaves[1]: "20"})) == [Fate.REFUSED, Fate.SAVED]
    send_sheet(sheet, by=checker)
    assert where(sheet) == ("review", "open")


def test_a_mark_found_right_again_is_confirmed_as_it_stands(bloc, sheet):
    everybody_scored(bloc)
    carry(bloc, sheet, "review")
    returned(bloc, sheet)
    commander = bloc.commander[sheet.unit_id]
    put(sheet, commander, {bloc.leaves[1]: "18"})
    sheet = fresh(send_sheet(sheet, by=commander))
    checker = bloc.commander[sheet.checker_id]
    mark = Mark.objects.get(sheet=sheet, stage__kind="cross", criterion=bloc.leaves[1])
    assert (mark.needs_review, mark.points) == (True, 20)
    assert fates(put(sheet, checker, {bloc.leaves[1]: "20"})) == [Fate.SAVED]
    mark.refresh_from_db()
    assert (mark.needs_review, mark.points) == (False, 20)


def test_where_nothing_changed_it_goes_straight_back_to_who_sent_it(bloc, sheet):
    everybody_scored(bloc)
    carry(bloc, sheet, "appraise")
    returned(bloc, sheet, criteria=[bloc.leaves[1]])
    send_sheet(sheet, by=bloc.commander[sheet.unit_id])
    assert where(sheet) == ("appraise", "open") and not Mark.objects.filter(needs_review=True).exists()


def test_a_value_changed_and_changed_back_needs_no_other_look(bloc, sheet):
    everybody_scored(bloc)
    carry(bloc, sheet, "review")
    returned(bloc, sheet)
    commander = bloc.commander[sheet.unit_id]
    put(sheet, commander, {bloc.leaves[1]: "18"})
    put(sheet, commander, {bloc.leaves[1]: "20"})
    send_sheet(sheet, by=commander)
    assert where(sheet) == ("review", "open") and not Mark.objects.filter(needs_review=True).exists()


def test_a_return_within_a_return_is_settled_in_its_turn(bloc, sheet):
    everybody_scored(bloc)
    carry(bloc, sheet, "appraise")
    returned(bloc, sheet, "review", [bloc.leaves[1]])
    returned(bloc, sheet, "self", [bloc.leaves[3]])
    commander = bloc.commander[sheet.unit_id]
    send_sheet(sheet, by=commander)
    assert where(sheet) == ("review", "returned")
    assert fates(put(sheet, bloc.secretary, {bloc.leaves[1]: "19", bloc.leaves[3]: "1"})) == [Fate.SAVED, Fate.REFUSED]
    send_sheet(sheet, by=bloc.secretary)
    assert where(sheet) == ("appraise", "open") and not Return.objects.filter(settled_at=None).exists()


def test_figures_of_rows_that_stay_closed_are_not_copied_again():
    bloc = a_fed_bloc()
    figures = {sheet.pk: make.a_figure(bloc.pledge, sheet.unit, value=Decimal(80)) for sheet in bloc.sheets}
    everybody_scored(bloc)
    sheet = carry(bloc, bloc.sheets[-1], "review")
    figure = figures[sheet.pk]
    figure.value = Decimal(85)
    figure.save()
    returned(bloc, sheet, criteria=[bloc.leaves[1]])
    send_sheet(sheet, by=bloc.commander[sheet.unit_id])
    assert {row.value for row in Mark.objects.filter(sheet=sheet, is_from_figure=True)} == {80}
    returned(bloc, sheet, criteria=[bloc.leaves[0]])
    send_sheet(sheet, by=bloc.commander[sheet.unit_id])
    told = {row.criterion_id: row.value for row in Mark.objects.filter(sheet=sheet, is_from_figure=True)}
    assert told == {bloc.leaves[0].pk: 85, bloc.leaves[2].pk: 80}


def test_a_figure_corrected_downwards_after_a_return_can_be_sent_again():
    """The copied figure was at the maximum, for which nobody owes a reason; neither does it hinder the new one."""
    bloc = a_fed_bloc()
    figures = {sheet.pk: make.a_figure(bloc.pledge, sheet.unit, value=Decimal(95)) for sheet in bloc.sheets}
    everybody_scored(bloc)
    sheet = carry(bloc, bloc.sheets[-1], "review")
    returned(bloc, sheet, criteria=[bloc.leaves[0]])
    figure = figures[sheet.pk]
    figure.value = Decimal(85)
    figure.save()
    send_sheet(sheet, by=bloc.commander[sheet.unit_id])
    flagged = set(Mark.objects.filter(needs_review=True).values_list("stage__kind", "criterion"))
    assert where(sheet) == ("cross", "open") and flagged == {("cross", bloc.leaves[0].pk)}


def test_a_group_stands_for_its_criteria(bloc, sheet):
    everybody_scored(bloc)
    carry(bloc, sheet, "review")
    back = returned(bloc, sheet, criteria=[bloc.leaves[0].parent])
    assert set(back.criteria.all()) == set(bloc.leaves[:3])


def test_only_reviewers_and_appraisers_send_back(bloc, sheet):
    everybody_scored(bloc)
    carry(bloc, sheet, "review")
    checker = bloc.commander[fresh(sheet).checker_id]
    for user in [bloc.commander[sheet.unit_id], bloc.reporter[sheet.unit_id], make.a_user(Role.ADMIN)]:
        with pytest.raises(PermissionDenied):
            returned(bloc, sheet, by=user)
    head = fresh(sheet).checker_id == bloc.units[0].pk
    if not head:
        with pytest.raises(PermissionDenied):
            returned(bloc, sheet, by=checker)
    assert where(sheet) == ("review", "open")


def test_the_secretary_does_not_take_a_sheet_out_of_the_appraisal(bloc, sheet):
    everybody_scored(bloc)
    carry(bloc, sheet, "appraise")
    with pytest.raises(PermissionDenied):
        returned(bloc, sheet, by=bloc.secretary)
    returned(bloc, sheet, by=bloc.standing)


@pytest.mark.parametrize("to", ["review", "explain", "appraise"])
def test_a_sheet_goes_back_to_an_earlier_stage_only(bloc, sheet, to):
    everybody_scored(bloc)
    carry(bloc, sheet, "review")
    with pytest.raises(Refused):
        returned(bloc, sheet, to)


def test_a_return_says_why_and_names_criteria_that_stage_marks(bloc, sheet):
    everybody_scored(bloc)
    sheet = carry(bloc, sheet, "review")
    stage = bloc.table.stages.get(kind="self")
    stranger = a_scored_bloc()
    for kwargs in [{"reason": "Sai"}, {"criteria": [stranger.leaves[1]]}, {"to_stage": stranger.table.stages.first()}]:
        asked = {"to_stage": stage, "criteria": [], "reason": REASON, **kwargs}
        with pytest.raises(Refused):
            send_back(sheet, by=bloc.secretary, **asked)
    assert Return.objects.count() == 0


def test_what_the_bloc_assesses_is_not_sent_back_to_the_unit():
    bloc = a_scored_bloc(leaves=[{}, {"assessor": "bloc"}])
    everybody_scored(bloc)
    carry(bloc, bloc.sheets[-1], "review")
    with pytest.raises(Refused, match=r"1\.2"):
        returned(bloc, bloc.sheets[-1], criteria=[bloc.leaves[1]])


@override("en")
def test_a_closed_sheet_can_come_back_until_a_result_is_prepared(bloc, sheet):
    everybody_scored(bloc)
    sheet = carry(bloc, sheet, "closed")
    returned(bloc, sheet, "appraise", [bloc.leaves[1]], by=bloc.standing)
    assert where(sheet) == ("appraise", "returned") and fresh(sheet).closed_at is None
    put(sheet, bloc.standing, {bloc.leaves[1]: "19"})
    sheet = send_sheet(sheet, by=bloc.standing)
    assert sheet.state == "closed"
    Result.objects.create(
        bloc=bloc.bloc, table=bloc.table, package="{}", digest="0", prepared_at=timezone.now()
    )  # fmt: skip
    with pytest.raises(Refused, match="result"):
        returned(bloc, sheet, by=bloc.standing)
    assert where(sheet) == ("appraise", "closed")


def test_who_gets_a_sheet_back_has_as_long_as_who_sent_it(bloc, sheet, monkeypatch):
    everybody_scored(bloc)
    carry(bloc, sheet, "review")
    days(bloc.table, "self", due_on=LAST)
    days(bloc.table, "review", due_on=LAST + timedelta(days=10))
    at(monkeypatch, LAST + timedelta(days=5), 8)
    returned(bloc, sheet, criteria=[bloc.leaves[1]])
    at(monkeypatch, LAST + timedelta(days=10), 23)
    assert fates(put(sheet, bloc.commander[sheet.unit_id], {bloc.leaves[1]: "18"})) == [Fate.SAVED]
    at(monkeypatch, LAST + timedelta(days=11), 0)
    with pytest.raises(Refused):
        put(sheet, bloc.commander[sheet.unit_id], {bloc.leaves[1]: "17"})


def test_nothing_is_sent_back_after_the_deadline_of_who_sends_it(bloc, sheet, monkeypatch):
    everybody_scored(bloc)
    carry(bloc, sheet, "review")
    days(bloc.table, "review", due_on=LAST)
    at(monkeypatch, LAST + timedelta(days=1), 0)
    with pytest.raises(Refused, match="20/11/2026"):
        returned(bloc, sheet)


# --- Other orders of stages


def test_a_table_of_two_stages():
    bloc = a_scored_bloc(stages=("self", "appraise"))
    sheet = carry(bloc, bloc.sheets[0], "appraise")
    assert agree_with_rest(sheet, by=bloc.standing) == 3
    put(sheet, bloc.standing, {bloc.leaves[0]: "1"})
    assert send_sheet(sheet, by=bloc.standing).state == "closed"


def test_a_table_without_self_scoring_starts_from_the_figures():
    pact = make.a_pact(make.a_bloc(3))
    pledge = make.a_pledge(pact)
    leaves = [{"formula": "proportional", "pledge": pledge, "points": 20}, {"points": 30}]
    bloc = a_scored_bloc(pact=pact, leaves=leaves, stages=("review", "appraise"))
    sheet = bloc.sheets[-1]
    make.a_figure(pledge, sheet.unit, value=Decimal(80))
    assert agree_with_rest(sheet, by=bloc.secretary) == 1
    (told,) = put(sheet, bloc.secretary, {bloc.leaves[0]: "70"}, reason="")
    assert (told.fate, told.field) == (Fate.REFUSED, "reason")
    put(sheet, bloc.secretary, {bloc.leaves[1]: "20"})
    send_sheet(sheet, by=bloc.secretary)
    assert where(sheet) == ("appraise", "open")
