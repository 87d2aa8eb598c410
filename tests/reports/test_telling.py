"""Who is told of what happens, and who is not: never the one who did it, never a stranger."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from blocs.actions import jobs
from blocs.logic.lifecycle import Refused
from blocs.models import Notice, Role
from blocs.people_of import people_of_bloc, people_of_units, secretaries_of, standing_body_of
from reports.actions import appeals
from reports.actions import publications as summaries
from reports.actions.reportings import extend, open_phase
from reports.actions.results import prepare_result, release_result
from reports.actions.sending import return_report, send_report
from reports.actions.stages import send_back
from reports.models import Appeal, Publication, Report
from tests import make, shelves
from tests.make_results import a_scored_table
from tests.make_scoring import a_mark
from tests.reports.desks import REASON, a_desk

pytestmark = pytest.mark.django_db


def readers(kind: str) -> set:
    return {notice.user for notice in Notice.objects.filter(kind=kind).select_related("user")}


def test_people_of_a_unit_and_a_bloc_are_those_of_today_in_one_query(django_assert_num_queries):
    bloc = make.a_bloc(3)
    cast = make.the_cast(bloc)
    gone = make.a_user(Role.COMMANDER, at=make.members_of(bloc)[-1])
    gone.duties.update(until_on=timezone.localdate() - timedelta(days=1))
    make.a_user(Role.REPORTER, at=make.members_of(bloc)[-1], is_active=False)
    units = [unit.pk for unit in make.members_of(bloc)]
    with django_assert_num_queries(1):
        found = people_of_units(units)
    assert found == {units[0]: [cast["head_commander"]], units[-1]: [cast["commander"], cast["reporter"]]}
    with django_assert_num_queries(1):
        everybody = set(people_of_bloc(bloc))
    assert everybody == {cast[name] for name in ("secretary", "head_commander", "commander", "reporter")}
    assert secretaries_of(bloc) == [cast["secretary"]]
    assert standing_body_of(bloc) == [cast["standing"]]


def test_a_phase_that_opens_or_is_extended_is_told_to_its_units():
    desk = a_desk(state="planned")
    other = make.a_user(Role.COMMANDER, at=desk.others[0])
    today = timezone.localdate()
    open_phase(desk.reporting, today + timedelta(days=9), by=desk.secretary)
    assert readers("deadline") == {desk.commander, desk.reporter, other}
    extend(desk.reporting, today + timedelta(days=12), REASON, by=desk.secretary, unit=desk.unit)
    counts = {user: Notice.objects.filter(user=user).count() for user in (desk.commander, other)}
    assert counts == {desk.commander: 2, other: 1}


def test_a_report_is_told_to_the_secretary_and_its_return_to_the_unit():
    desk = a_desk(due_on=timezone.localdate())
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    report = send_report(Report(reporting=desk.reporting, unit=desk.unit), by=desk.commander)
    assert readers("decision") == {desk.secretary}
    return_report(report, REASON, by=desk.secretary)
    assert readers("returned") == {desk.commander, desk.reporter}
    assert Notice.objects.filter(kind="returned").first().url == report.get_absolute_url()


def test_what_was_refused_tells_nobody():
    desk = a_desk(due_on=timezone.localdate())
    report = Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="sent", sent_at=timezone.now())
    with pytest.raises(Refused):
        return_report(report, "ngắn", by=desk.secretary)
    assert not Notice.objects.exists()


def test_a_released_summary_is_told_to_the_bloc_and_its_author():
    bloc = make.a_bloc(2)
    cast, author = make.the_cast(bloc), make.a_user()
    draft = Publication.objects.create(bloc=bloc, thread="bai", title="Bài tổng hợp", body="Nội dung", author=author)
    summaries.release(draft, by=cast["standing"])
    assert readers("decision") == {
        cast["secretary"],
        cast["head_commander"],
        cast["commander"],
        cast["reporter"],
        author,
    }


def test_an_objection_goes_to_who_marked_and_its_answer_to_the_unit():
    desk = shelves.a_desk("closed")
    for number, kind in enumerate(("self", "review")):
        a_mark(desk.sheet, desk.leaf, stage=kind, points=10 + number)
    words = "Đơn vị đề nghị xem lại điểm vì minh chứng đã nộp đủ."
    commander, secretary = desk.people["commander"], desk.people["secretary"]
    appeal = appeals.file_appeal(Appeal(sheet=desk.sheet, criterion=desk.leaf, text=words), by=commander)
    assert secretary in readers("decision")
    assert commander not in readers("decision")
    Notice.objects.all().delete()
    appeals.answer_appeal(appeal, outcome="keep", answer=words, by=secretary)
    assert commander in readers("decision")
    assert secretary not in readers("decision")


def test_a_returned_sheet_is_told_to_its_unit():
    desk = shelves.a_desk("review")
    first = desk.sheet.table.stages.get(kind="self")
    send_back(desk.sheet, first, [], REASON, by=desk.people["secretary"])
    assert desk.people["commander"] in readers("returned")
    assert desk.people["secretary"] not in readers("returned")


def test_a_published_result_is_told_to_the_bloc():
    table = a_scored_table()
    cast = make.the_cast(table.pact.bloc)
    result = prepare_result(table, "ranking", by=cast["secretary"])
    release_result(result, by=cast["standing"])
    told = {cast[name] for name in ("secretary", "head_commander", "commander", "reporter")}
    assert readers("decision") == told


def test_who_asked_for_a_long_job_is_told_that_it_ended():
    user = make.a_user()
    job = jobs.start("Công bố kết quả năm 2017", 3, by=user)
    jobs.work(job, [1, 2, 0], lambda number: 1 / number)
    (notice,) = Notice.objects.all()
    assert (notice.user, notice.kind) == (user, "job")
    assert job.token in notice.url
    assert "2" in notice.title


def test_a_message_is_vietnamese_whatever_the_language_of_who_acts():
    desk = a_desk(due_on=timezone.localdate())
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    with translation.override("en"):
        send_report(Report(reporting=desk.reporting, unit=desk.unit), by=desk.commander)
    assert "was submitted" not in Notice.objects.get().title
