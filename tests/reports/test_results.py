"""From filled sheets to a published result: prepared, released by a second person, frozen, corrected."""

import json
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions import jobs
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Job, Role
from reports.actions.results import discard_result, release_result
from reports.logic.package import canonical, complete, digest, first_difference, read
from reports.models import Appeal, Evidence, KnockOut, Mark, Result
from reports.scored import board_of
from tests.make import a_user, members_of
from tests.make_results import NOON, a_published_result, a_result, a_scored_table

pytestmark = pytest.mark.django_db


def test_the_board_reckons_with_the_last_stage_that_spoke():
    board = board_of(a_scored_table(3))
    first, second, third = board.units
    assert [board.earned("1.2", unit).points for unit in board.units] == [0, 10, 20]  # the self-score said 5, 15, 25
    assert [board.earned("1.3", unit).points for unit in board.units] == [10, 8, 6]
    assert [board.earned("3.1", unit).points for unit in board.units] == [Decimal(5), Decimal("7.5"), Decimal(10)]
    assert [board.total(unit).achieved for unit in board.units] == [Decimal(35), Decimal("55.5"), Decimal(76)]
    assert [(one.unit, one.rank) for one in board.standings] == [(third, 1), (second, 2), (first, 3)]


def test_a_board_asks_equally_often_for_any_number_of_units(django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for units in (2, 6):
        table = a_scored_table(units)
        table = type(table).objects.get(pk=table.pk)
        with CaptureQueriesContext(connection) as seen:
            board_of(table).standings  # noqa: B018
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 19  # three ask what reorganisations changed


def test_a_result_is_prepared_with_its_package_and_its_lines():
    result = a_result()
    package = json.loads(result.package)
    assert (result.state, result.number, result.digest) == ("draft", 1, digest(result.package))
    assert canonical(package) == result.package
    lines = [(row.order, row.rank, row.achieved, row.assigned, row.percent) for row in result.placings.all()]
    assert lines == [
        (1, 1, Decimal(76), Decimal(110), Decimal("69.09")),
        (2, 2, Decimal("55.5"), Decimal(110), Decimal("50.45")),
        (3, 3, Decimal(35), Decimal(110), Decimal("31.82")),
    ]
    assert Event.objects.filter(verb="reports.prepare_result").count() == 1


def test_each_mark_says_its_points_and_which_one_counts():
    package = json.loads(a_result().package)
    slug = package["units"][1]["slug"]
    marks = [one for one in package["marks"] if (one["unit"], one["criterion"]) == (slug, "1.2")]
    assert [(one["stage"], one["given"], one["points"], one["counts"]) for one in marks] == [
        ("self", "15", "15", False),
        ("appraise", "10", "10", True),
    ]
    figure = [one for one in package["marks"] if one["stage"] == "figure" and one["unit"] == slug]
    assert [(one["value"], one["points"]) for one in figure] == [("85", "7.5")]


def test_what_is_open_hinders_the_result():
    table = a_scored_table(closed=False)
    with pytest.raises(Refused) as refused:
        a_result(table)
    names = "; ".join(unit.name for unit in members_of(table.pact.bloc))
    assert refused.value.sentences[0] == _("These sheets have not passed all stages: %(names)s.") % {"names": names}


def test_appeals_knock_outs_and_unmarked_criteria_hinder_it():
    table = a_scored_table()
    sheet = table.sheets.first()
    leaf = table.criteria.get(name="Mô hình mới")
    Mark.objects.filter(sheet=sheet, criterion=leaf).delete()
    Appeal.objects.create(sheet=sheet, criterion=leaf, stage=table.stages.last(), text="Đề nghị xem lại", filed_at=NOON)
    KnockOut.objects.create(sheet=sheet, ground="Vi phạm", legal_basis="Luật", document="QĐ 1", proposed_at=NOON)
    with pytest.raises(Refused) as refused:
        a_result(table)
    assert len(refused.value.sentences) == 3
    assert f"{sheet.unit.name}: 2.1" in refused.value.sentences[0]


def test_days_for_appeals_hinder_it_until_the_last_is_over():
    today = timezone.localdate()
    table = a_scored_table(appeals_from=today, appeals_until=today)
    with pytest.raises(Refused) as refused:
        a_result(table)
    assert refused.value.sentences == [_("The days for appeals are not over.")]


def test_a_mode_shows_only_what_the_table_brings_forth():
    with pytest.raises(Refused):
        a_result(a_scored_table(classes=[]), "classes")
    with pytest.raises(Refused):
        a_result(a_scored_table(outcome="classes"), "ranking")


def test_one_draft_at_a_time_and_it_can_be_discarded():
    result = a_result()
    with pytest.raises(Refused):
        a_result(result.table)
    discard_result(result, by=a_user(Role.ADMIN))
    assert Result.objects.count() == 0
    assert a_result(result.table).number == 1


def test_only_a_second_person_releases():
    by = a_user(Role.ADMIN)
    result = a_result(by=by)
    with pytest.raises(Refused):
        release_result(result, by=by)
    assert release_result(result, by=a_user(Role.ADMIN)).state == "published"


def test_a_mark_that_moved_since_is_named():
    result = a_result()
    mark = Mark.objects.filter(criterion__name="Mô hình mới").last()
    mark.value = 4
    mark.save()
    with pytest.raises(Refused) as refused:
        release_result(result, by=a_user(Role.ADMIN))
    assert f"{mark.sheet.unit.name}: 2.1" in refused.value.sentences[0]
    assert Result.objects.get().state == "draft"


def test_a_correction_is_the_next_revision_and_says_why():
    result = a_published_result()
    with pytest.raises(Refused):
        a_result(result.table)
    again = a_result(result.table, correction_note="Sửa điểm của một đơn vị do cộng nhầm.")
    assert (again.number, Result.objects.get(number=1).state) == (2, "published")


def test_a_knocked_out_unit_has_no_rank_and_a_ceiling_caps():
    table = a_scored_table()
    settled = {"state": "confirmed", "settled_at": NOON, "settled_by": "Thường trực"}
    facts = {"legal_basis": "Luật", "document": "QĐ 1", "proposed_at": NOON, **settled}
    last, middle = table.sheets.last(), table.sheets.all()[1]
    KnockOut.objects.create(sheet=last, ground="Có vi phạm bị kỷ luật", **facts)
    KnockOut.objects.create(sheet=middle, ground="Trần", effect="ceiling", ceiling=20, **facts)
    lines = list(a_result(table).placings.all())
    assert [(row.unit_id, row.rank, row.excluded_for) for row in lines] == [
        (table.sheets.first().unit_id, 1, ""),
        (middle.unit_id, 2, ""),
        (last.unit_id, None, "Có vi phạm bị kỷ luật"),
    ]


def test_not_applicable_leaves_the_assigned_maximum():
    table = a_scored_table()
    unit = table.sheets.first().unit
    table.criteria.get(name="Tổ chức phong trào").assignments.create(unit=unit, applies=False, reason="Không giao")
    board = board_of(table)
    total = board.total(unit.slug)
    assert (total.achieved, total.assigned, total.unmarked) == (35, 70, ())
    assert board.facts("2.1", unit.slug).applies is False


def test_own_targets_come_before_the_pledge_and_assignments_before_both():
    table = a_scored_table()
    leaf = table.criteria.get(name="Tỷ lệ khám phá")
    first, second, _third = table.pact.bloc.memberships.in_order()
    for member in (first, second):
        leaf.pledge.own_targets.create(membership=member, target=90)
    leaf.assignments.create(unit=second.unit, target=85)
    board = board_of(table)
    assert [board.facts("3.1", unit).target for unit in board.units] == [90, 85, 80]


def test_the_package_reckons_to_itself():
    package = read(a_result().package)
    assert first_difference(package) is None
    assert canonical(complete(package)) == canonical(package)


def test_what_is_published_is_neither_released_again_nor_discarded():
    result = a_published_result()
    for press in (release_result, discard_result):
        with pytest.raises(Refused):
            press(result, by=a_user(Role.ADMIN))
    assert Result.objects.get().released_by_id == result.released_by_id


def test_what_was_frozen_bears_the_names_of_its_day():
    """A unit renamed since the result was prepared keeps its name of then; the draft still releases."""
    result = a_result()
    unit = result.placings.first().unit
    name = result.placings.first().unit_name
    unit.pasts.create(name=name, until_on=timezone.localdate())
    type(unit).objects.filter(pk=unit.pk).update(name="Đơn vị đổi tên")
    released = release_result(result, by=a_user(Role.ADMIN))
    assert released.placings.get(unit=unit).unit_name == name


def test_evidence_that_was_taken_away_since_is_named():
    table = a_scored_table(tie_breaks=["evidence"])
    leaf, sheet = table.criteria.get(name="Mô hình mới"), table.sheets.first()
    leaf.evidence = "required"
    leaf.save()
    facts = {"kind": "paper", "number": "12/BC", "name": "Báo cáo", "added_at": NOON, "added_by": "cán bộ"}
    piece = Evidence.objects.create(sheet=sheet, criterion=leaf, stage=table.stages.first(), **facts)
    result = a_result(table)
    piece.delete()
    with pytest.raises(Refused) as refused:
        release_result(result, by=a_user(Role.ADMIN))
    assert _("Changed since it was prepared: %(names)s.") % {"names": _("the evidence")} in refused.value.sentences


def test_a_part_of_a_job_that_breaks_stops_no_other():
    job = jobs.start("Thử", 3, by=a_user())
    assert jobs.work(job, [1, 0, 2], lambda part: 1 / part) == [1, 2]
    job.refresh_from_db()
    assert (job.state, job.done, [note["name"] for note in job.notes]) == ("done", 3, ["0"])


def test_a_job_of_which_nothing_was_done_has_failed():
    job = jobs.start("Thử", 1, by=a_user())
    assert jobs.work(job, [0], lambda part: 1 / part) == []
    assert Job.objects.get().state == "failed"
