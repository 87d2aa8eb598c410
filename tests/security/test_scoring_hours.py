"""The last day of a stage ends at midnight in Hà Nội, wherever the server stands; the first begins there too."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from reports.actions.appeals import file_appeal
from reports.actions.evidence import add_paper
from reports.actions.knockouts import propose_knock_out, settle_knock_out
from reports.actions.results import discard_result, prepare_result, release_result
from reports.actions.sheets import Cell, save_marks
from reports.actions.stages import advance, extend_stage, send_back, send_sheet
from reports.models import Appeal, Evidence, KnockOut, Mark, Result
from tests.make import a_user
from tests.make_scoring import a_scored_bloc
from tests.reports.score_flow import REASON, carry, days, everybody_scored, fill, fresh

pytestmark = pytest.mark.django_db
LAST = date(2017, 12, 10)
HA_NOI = ZoneInfo("Asia/Ho_Chi_Minh")


def clock(monkeypatch, day, hour, minute, second) -> None:
    at = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=HA_NOI)
    monkeypatch.setattr(timezone, "now", lambda: at.astimezone(ZoneInfo("UTC")))


def refused(act) -> bool:
    try:
        act()
    except Refused:
        return True
    return False


@pytest.fixture
def bloc():
    bloc = a_scored_bloc(stages=["self", "review"])
    bloc.stage = days(bloc.table, "self", opens_on=LAST - timedelta(days=9), due_on=LAST)
    return bloc


def saved(bloc, sheet) -> bool:
    sheet = fresh(sheet)
    return not refused(lambda: save_marks(sheet, [Cell(bloc.leaves[1].pk, "5")], by=bloc.reporter[sheet.unit_id]))


@pytest.mark.parametrize(
    ("day", "hour", "minute", "second", "is_open"),
    [
        (LAST - timedelta(days=10), 23, 59, 59, False),
        (LAST - timedelta(days=9), 0, 0, 1, True),
        (LAST, 23, 59, 59, True),
        (LAST + timedelta(days=1), 0, 0, 1, False),
    ],
)
def test_a_stage_is_open_from_midnight_to_midnight(bloc, monkeypatch, day, hour, minute, second, is_open):
    clock(monkeypatch, day, hour, minute, second)
    sheet = fresh(bloc.sheets[-1])
    by = bloc.commander[sheet.unit_id]
    assert saved(bloc, sheet) is is_open
    paper = Evidence(sheet=sheet, criterion=bloc.leaves[1], name="Báo cáo", number="1/BC")
    assert refused(lambda: add_paper(paper, by=by)) is not is_open
    if is_open:
        fill(sheet, by)
    assert refused(lambda: send_sheet(sheet, by=by)) is not is_open
    note = "Đơn vị không gửi phiếu đúng hạn, chuyển bước."
    is_over = day > LAST
    assert is_open or refused(lambda: advance(fresh(sheet), note, by=bloc.secretary)) is not is_over


def test_more_days_for_one_unit_are_for_that_unit_alone(bloc, monkeypatch):
    clock(monkeypatch, LAST, 12, 0, 0)
    one, other = bloc.sheets[1:]
    later = LAST + timedelta(days=2)
    extend_stage(bloc.stage, later, "Đơn vị mất điện nhiều ngày liền", by=bloc.secretary, unit=one.unit)
    clock(monkeypatch, LAST + timedelta(days=1), 0, 0, 1)
    assert (saved(bloc, one), saved(bloc, other)) == (True, False)
    assert refused(lambda: advance(fresh(one), "Chuyển bước khi chưa hết hạn", by=bloc.secretary))
    clock(monkeypatch, later + timedelta(days=1), 0, 0, 1)
    assert not saved(bloc, one)


# --- Around a result


def closed() -> object:
    bloc = a_scored_bloc(stages=["self", "review"])
    everybody_scored(bloc, "closed")
    return bloc


def test_a_result_is_not_released_over_marks_that_moved():
    """Written past every action; what was prepared is no more what the rows say."""
    bloc = closed()
    result = prepare_result(bloc.table, "ranking", by=bloc.secretary)
    Mark.objects.filter(sheet=bloc.sheets[-1], criterion=bloc.leaves[1], stage__kind="review").update(points=1)
    with pytest.raises(Refused) as found:
        release_result(result, by=bloc.standing)
    assert bloc.units[-1].name in str(found.value.sentences[0])
    assert not Result.objects.published().exists()
    discard_result(result, by=bloc.secretary)
    again = prepare_result(bloc.table, "ranking", by=bloc.secretary)
    assert (again.number, release_result(again, by=bloc.standing).state) == (1, "published")


def test_while_a_result_waits_nothing_it_froze_moves():
    bloc = closed()
    sheet = fresh(bloc.sheets[-1])
    facts = {"ground": "Vi phạm", "legal_basis": "Điều 1", "document": "QĐ 1"}
    waiting = KnockOut(sheet=sheet, **facts)
    propose_knock_out(waiting, by=bloc.secretary)
    assert refused(lambda: prepare_result(bloc.table, "ranking", by=bloc.secretary))
    settle_knock_out(waiting, outcome="dismiss", settled_reason=REASON, by=bloc.standing)
    prepare_result(bloc.table, "ranking", by=bloc.secretary)
    appeal = Appeal(sheet=sheet, criterion=bloc.leaves[1], text=REASON)
    paper = Evidence(sheet=sheet, criterion=bloc.leaves[1], name="Báo cáo", number="1/BC")
    commander = bloc.commander[sheet.unit_id]
    to_self = bloc.table.stages.get(kind="self")
    tries = [
        lambda: file_appeal(appeal, by=commander),
        lambda: propose_knock_out(KnockOut(sheet=sheet, **facts), by=bloc.secretary),
        lambda: send_back(sheet, to_self, [], REASON, by=bloc.standing),
        lambda: add_paper(paper, by=commander),
        lambda: prepare_result(bloc.table, "classes", by=a_user("admin")),
        lambda: save_marks(sheet, [Cell(bloc.leaves[1].pk, "5")], by=bloc.secretary),
    ]
    assert [number for number, act in enumerate(tries) if not _is_held(act)] == []
    assert Result.objects.count() == 1


def _is_held(act) -> bool:
    try:
        return refused(act)
    except PermissionDenied:
        return True


def test_a_published_result_closes_the_sheets_for_good():
    bloc = closed()
    release_result(prepare_result(bloc.table, "ranking", by=bloc.secretary), by=bloc.standing)
    sheet = fresh(bloc.sheets[-1])
    to_self = bloc.table.stages.get(kind="self")
    assert _is_held(lambda: send_back(sheet, to_self, [], REASON, by=bloc.standing))
    assert _is_held(lambda: carry(bloc, send_sheet(sheet, by=bloc.secretary), "closed"))
    assert refused(lambda: prepare_result(bloc.table, "ranking", by=bloc.secretary))
    assert refused(lambda: prepare_result(bloc.table, "ranking", by=bloc.secretary, correction_note=" \u200b "))
