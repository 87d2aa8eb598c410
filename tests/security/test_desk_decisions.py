"""Decisions, directives, reminders and comments: nobody decides what is not theirs, nothing is decided twice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Event, Notice, Role
from reports.actions.approving import accept_report
from reports.actions.sending import return_report, send_report
from reports.models import Directive, Publication, Reminder, Report, RowNote
from reports.waiting import waiting_for
from tests.make import a_figure, a_user, the_cast
from tests.reports.desks import REASON, a_desk

pytestmark = pytest.mark.django_db
BATCH = "/phe-duyet/nhieu/"
SOON = timezone.localdate() + timedelta(days=7)
TYPED = f"{SOON:%d/%m/%Y}"
SCRIPT = '<script>alert("x")</script>\r\nBcc: a@b.c'


@pytest.fixture
def desk():
    desk = a_desk(units=3, pledges=0)
    desk.cast = the_cast(desk.bloc)
    return desk


def a_report(desk, unit=None, **facts) -> Report:
    own = {"state": "sent", "sent_at": timezone.now(), "sent_by": "Chỉ huy", **facts}
    return Report.objects.create(reporting=desk.reporting, unit=unit or desk.unit, **own)


def a_summary(desk, **facts) -> Publication:
    own = {"bloc": desk.bloc, "title": "Tin", "body": "Sáng nay.", "thread": "tin", "author": desk.secretary}
    return Publication.objects.create(**own | facts)


def a_directive(desk, **facts) -> Directive:
    giver = desk.cast["head_commander"]
    own = {"bloc": desk.bloc, "unit": desk.unit, "text": "Tập trung giải quyết án tồn", "due_on": SOON}
    return Directive.objects.create(given_by=giver, given_name=str(giver), **own | facts)


def decide(client, who, kind: str, *things, **said):
    client.force_login(who)
    return client.post(BATCH, {"loai": kind, "muc": [getattr(one, "pk", one) for one in things], **said}, follow=True)


# --- Approvals ---


def test_a_batch_decides_nothing_of_another_bloc(client, desk):
    other = a_desk(pledges=0)
    mine, theirs = a_report(desk), a_report(other)
    decide(client, desk.secretary, "report", mine, theirs)
    assert Report.objects.get(pk=mine.pk).is_accepted and not Report.objects.get(pk=theirs.pk).is_accepted


@pytest.mark.parametrize("kind", ["", "result", "appeal", "__class__", "report\x00"])
def test_a_batch_of_no_kind_is_not_there(client, desk, kind):
    assert decide(client, desk.secretary, kind, 1).status_code == 404


def test_a_batch_of_odd_keys_decides_nothing(client, desk):
    a_report(desk)
    odd = ["", "abc", "-1", "1e3", "9" * 30, "\x00", "²", "None", *range(10**6, 10**6 + 300)]
    assert decide(client, desk.secretary, "report", *odd).status_code == 200
    assert not Report.objects.get().is_accepted


def test_a_batch_pressed_twice_decides_once(client, desk):
    report = a_report(desk)
    for _time in range(2):
        decide(client, desk.secretary, "report", report)
    assert Event.objects.filter(verb="reports.accept_report").count() == 1


def test_nobody_publishes_their_own_summary_in_a_batch(client, desk):
    """Neither by its key, nor as who stands over the bloc."""
    own = a_summary(desk, author=desk.cast["head_commander"])
    decide(client, desk.cast["head_commander"], "summary", own)
    decide(client, desk.secretary, "summary", own)
    assert Publication.objects.get().state == "draft"


def test_what_was_decided_is_read_by_who_decided_alone(client, desk):
    decide(client, desk.secretary, "report", a_report(desk))
    client.force_login(desk.cast["standing"])
    assert client.get("/phe-duyet/nhieu/ket-qua/").context["outcomes"] == []


def test_a_report_sent_again_after_its_return_waits_again():
    """The acceptance was of the earlier sending."""
    desk = a_desk()
    a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    report = accept_report(a_report(desk), by=desk.secretary)
    return_report(report, REASON, by=desk.secretary)
    report.refresh_from_db()
    assert not waiting_for(desk.secretary)
    send_report(report, by=desk.commander)
    report.refresh_from_db()
    assert not report.is_accepted and [one.pk for one in waiting_for(desk.secretary)] == [report.pk]
    assert accept_report(report, by=desk.secretary).is_accepted


# --- Directives ---


def give(client, who, bloc, unit, /, **said):
    client.force_login(who)
    address = reverse("reports:directive_give", query={"khoi": bloc.pk})
    return client.post(address, {"unit": unit.pk, "text": "Tập trung giải quyết án tồn", "due_on": TYPED} | said)


def test_a_directive_goes_to_no_unit_outside(client, desk):
    other = a_desk(pledges=0)
    answer = give(client, desk.cast["head_commander"], desk.bloc, other.unit)
    assert answer.status_code == 200 and answer.context["form"].errors["unit"]
    assert give(client, desk.cast["head_commander"], other.bloc, other.unit).status_code == 404
    assert not Directive.objects.exists()


def test_what_is_posted_beside_the_form_changes_nothing(client, desk):
    forged = {"state": "settled", "given_by": desk.reporter.pk, "given_name": "Giả", "answer": "Xong", "bloc": 999}
    give(client, desk.cast["head_commander"], desk.bloc, desk.unit, **forged)
    row = Directive.objects.get()
    assert (row.state, row.given_by, row.answer, row.bloc) == ("open", desk.cast["head_commander"], "", desk.bloc)


def test_states_are_taken_in_their_order_and_once(client, desk):
    row = a_directive(desk)
    client.force_login(desk.cast["head_commander"])
    reason = {"reason": REASON}
    client.post(reverse("reports:directive_unsettle", args=[row.pk]))
    client.post(reverse("reports:directive_return", args=[row.pk]), reason)
    assert Directive.objects.get().state == "open"
    for _time in range(2):
        client.post(reverse("reports:directive_settle", args=[row.pk]))
    assert Event.objects.filter(verb="reports.settle_directive").count() == 1
    client.force_login(desk.commander)
    said = {"answer": "Đã giải quyết xong toàn bộ", "revision": row.revision}
    client.post(reverse("reports:directive_answer", args=[row.pk]), said)
    assert Directive.objects.get().answer == ""


@pytest.mark.parametrize("name", ["directive_settle", "directive_unsettle", "directive_return", "directive_answer"])
def test_other_units_reach_no_directive(client, desk, name):
    row = a_directive(desk)
    client.force_login(a_user(Role.COMMANDER, at=desk.others[-1]))
    said = {"reason": REASON, "answer": "Đã giải quyết xong", "revision": row.revision}
    assert client.post(reverse(f"reports:{name}", args=[row.pk]), said).status_code in (403, 404)
    assert client.get(reverse("reports:directive_detail", args=[row.pk])).status_code in (403, 404)
    assert "Tập trung giải quyết" not in client.get(reverse("reports:directive_list")).content.decode()


# --- Reminders ---


def test_a_unit_is_reminded_once_a_day_whoever_presses(client, desk):
    address = reverse("reports:report_remind", args=[desk.reporting.pk, desk.unit.pk])
    for who in (desk.secretary, desk.secretary, desk.cast["head_commander"], desk.cast["standing"]):
        client.force_login(who)
        client.post(address)
    assert Reminder.objects.count() == 1
    assert Notice.objects.filter(kind="deadline", user=desk.reporter).count() == 1


def test_no_unit_of_another_bloc_is_reminded(client, desk):
    other = a_desk(pledges=0)
    client.force_login(desk.secretary)
    assert client.post(reverse("reports:report_remind", args=[desk.reporting.pk, other.unit.pk])).status_code == 404
    assert client.post(reverse("reports:report_remind", args=[other.reporting.pk, other.unit.pk])).status_code == 404
    client.force_login(desk.commander)
    assert client.post(reverse("reports:report_remind", args=[desk.reporting.pk, desk.unit.pk])).status_code == 403
    assert not Reminder.objects.exists() and not Notice.objects.exists()


# --- Comments to a row ---


def notes_of(desk, pledge, unit=None) -> str:
    asked = {"ky": desk.reporting.pk, "don_vi": (unit or desk.unit).pk, "noi_dung": pledge.pk}
    return reverse("reports:row_notes", query=asked)


def test_a_comment_is_text_wherever_it_is_read(client):
    desk = a_desk()
    address = notes_of(desk, desk.pledge)
    client.force_login(desk.reporter)
    client.post(address, {"text": SCRIPT, "made_name": "Giả", "unit": desk.others[0].pk, "made_by": desk.secretary.pk})
    note = RowNote.objects.get()
    assert (note.unit, note.made_by) == (desk.unit, desk.reporter)
    client.force_login(desk.secretary)
    for page in (address, "/thong-bao/"):
        assert "<script>alert" not in client.get(page).content.decode()


def test_nobody_comments_on_rows_of_others(client):
    desk, other = a_desk(), a_desk()
    client.force_login(desk.reporter)
    assert client.post(notes_of(desk, desk.pledge, desk.others[0]), {"text": "Thử"}).status_code == 403
    assert client.post(notes_of(other, other.pledge), {"text": "Thử"}).status_code == 404
    client.force_login(desk.secretary)
    assert client.post(notes_of(desk, other.pledge), {"text": "Thử"}).status_code == 404
    assert client.post(notes_of(desk, desk.pledge, other.unit), {"text": "Thử"}).status_code == 404
    assert not RowNote.objects.exists()
