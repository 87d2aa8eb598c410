"""Reminders (screens.md §7): pressed by who runs or stands over the bloc, and sent by the site's calendar."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Notice, Role
from pacts.models import Stage
from reports.actions.reminding import remind, remind_by_calendar
from reports.logic.reminding import is_day_to_remind
from reports.models import Extension, Reminder, Report
from tests import make
from tests.make_scoring import a_sheet, a_table
from tests.reports.desks import a_desk, queries_of, seal

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user, kind="deadline").values_list("title", flat=True))


def test_a_unit_is_reminded_and_its_people_read_of_it():
    desk = a_desk(due_on=today() + timedelta(days=3))
    reminder = remind(desk.reporting, desk.unit, by=desk.secretary)
    assert (reminder.unit, reminder.made_by, reminder.on) == (desk.unit, str(desk.secretary), today())
    for user in (desk.commander, desk.reporter):
        (title,) = told(user)
        assert desk.unit.name in title
    assert told(desk.secretary) == []
    assert Event.objects.filter(verb="reports.remind").count() == 1


def test_a_unit_is_reminded_once_a_day_and_the_refusal_says_when():
    desk = a_desk(due_on=today())
    remind(desk.reporting, desk.unit, by=desk.secretary)
    with pytest.raises(Refused) as refused:
        remind(desk.reporting, desk.unit, by=desk.secretary)
    assert str(desk.secretary) in refused.value.sentences[0]
    assert today().strftime("%d/%m/%Y") in refused.value.sentences[0]
    Reminder.objects.update(on=today() - timedelta(days=1))
    assert remind(desk.reporting, desk.unit, by=desk.secretary).on == today()


def test_who_has_sent_who_has_nobody_and_a_closed_phase_are_not_reminded():
    desk, closed = a_desk(due_on=today()), a_desk(state="closed")
    Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="sent")
    for reporting, unit in (
        (desk.reporting, desk.unit),
        (desk.reporting, desk.others[0]),
        (closed.reporting, closed.unit),
    ):
        with pytest.raises(Refused):
            remind(reporting, unit, by=desk.secretary)
    assert not Reminder.objects.exists()


def test_the_button_stands_with_its_people_and_the_page_says_who_was_reminded_when(client):
    desk = a_desk(due_on=today())
    page = reverse("reports:reporting_detail", args=[desk.reporting.pk])
    press = reverse("reports:report_remind", args=[desk.reporting.pk, desk.unit.pk])
    head = make.a_user(Role.COMMANDER, at=desk.others[0])
    standing = make.a_user(Role.STANDING, at=desk.bloc.series.organiser)
    for user in (desk.secretary, head, standing):
        client.force_login(user)
        assert press in client.get(page).content.decode()
    for user in (desk.commander, desk.reporter):
        client.force_login(user)
        assert press not in client.get(page).content.decode()
        assert client.post(press).status_code == 403
    client.force_login(head)
    assert client.post(press, headers={"referer": page}).status_code == 302
    shown = client.get(page).content.decode()
    assert shown.count('data-testid="reminded"') == 1
    assert str(head) in shown.split('data-testid="reminded"')[1][:200]
    stranger = reverse("reports:report_remind", args=[desk.reporting.pk, make.a_unit().pk])
    assert client.post(stranger).status_code == 404


def test_the_page_asks_equally_often_whoever_was_reminded(client):
    desk = a_desk(units=6, due_on=today())
    client.force_login(desk.secretary)
    page, counts = reverse("reports:reporting_detail", args=[desk.reporting.pk]), []
    for units in ([desk.unit], [desk.unit, *desk.others]):
        for unit in units:
            Reminder.objects.create(reporting=desk.reporting, unit=unit, on=today())
        counts.append(queries_of(client, page))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("left", "is_day"), [(8, False), (7, True), (3, False), (2, True), (0, True), (-1, True), (-3, True), (-4, False)]
)
def test_the_days_of_the_calendar(left, is_day):
    assert is_day_to_remind(today() + timedelta(days=left), today()) is is_day
    assert not is_day_to_remind(None, today())


def test_the_calendar_reminds_once_a_day_and_by_the_day_of_each_unit():
    desk = a_desk(units=3, due_on=today() + timedelta(days=2))
    other = make.a_user(Role.COMMANDER, at=desk.others[1])
    late = Extension.objects.create(
        reporting=desk.reporting, unit=desk.others[1], due_on=today() + timedelta(days=5), reason="x" * 20, made_by="x"
    )
    assert (remind_by_calendar(), remind_by_calendar()) == (1, 0)
    assert (len(told(desk.commander)), len(told(other))) == (1, 0)
    assert list(Reminder.objects.values_list("unit", "made_by")) == [(desk.unit.pk, "")]
    tomorrow = late.due_on
    assert remind_by_calendar(tomorrow) == 2
    assert len(told(other)) == 1


def test_who_was_reminded_by_hand_today_is_not_reminded_again_by_the_calendar():
    desk = a_desk(due_on=today())
    remind(desk.reporting, desk.unit, by=desk.secretary)
    assert remind_by_calendar() == 0
    assert len(told(desk.commander)) == 1


def test_a_sent_report_and_a_planned_phase_are_left_alone():
    desk = a_desk(due_on=today())
    Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="sent")
    planned = a_desk(state="planned", due_on=today())
    assert remind_by_calendar() == 0
    assert told(desk.commander) == told(planned.commander) == []


def test_the_calendar_asks_equally_often_for_few_units_and_for_many():
    counts = []
    for units in (2, 9):
        desk = a_desk(units=units, due_on=today() + timedelta(days=7))
        with CaptureQueriesContext(connection) as asked:
            assert remind_by_calendar() == 1
        counts.append(len(asked))
        desk.reporting.delete()
    assert counts[0] == counts[1]


def a_scoring(at: str, due_on):
    bloc = make.a_bloc(3)
    table = a_table(seal(make.a_pact(bloc)))
    Stage.objects.filter(table=table).update(opens_on=None, due_on=None)
    Stage.objects.filter(table=table, kind=at).update(due_on=due_on)
    units = make.members_of(bloc)
    sheets = [a_sheet(table, unit, at=at) for unit in units]
    return bloc, units, sheets


def test_the_unit_is_reminded_of_its_own_sheet_once_a_day():
    _bloc, units, sheets = a_scoring("self", today() + timedelta(days=7))
    user = make.a_user(Role.REPORTER, at=units[2])
    assert (remind_by_calendar(), remind_by_calendar()) == (1, 0)
    (notice,) = Notice.objects.filter(user=user)
    assert notice.url == reverse("reports:sheet_detail", args=[sheets[2].pk])


def test_the_secretary_reads_once_of_all_sheets_that_wait_for_review():
    bloc, _units, _sheets = a_scoring("review", today())
    secretary = make.a_user(Role.SECRETARY, at=bloc)
    assert (remind_by_calendar(), remind_by_calendar()) == (1, 0)
    (title,) = told(secretary)
    assert "3" in title


def test_the_command_says_how_many(capsys):
    a_desk(due_on=today())
    call_command("remind")
    assert capsys.readouterr().out.startswith(("1", "Đã gửi 1"))
