"""The logbook is searched, checked as a job and on the command line, and never written by hand."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from blocs.actions import units
from blocs.actions.duties import give_duty
from blocs.models import Duty, Event, Role, event_guard
from blocs.templatetags.verbs import event_lines
from tests.make import a_unit, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = a_user(Role.ADMIN, name="Trần Minh Thùy")
    client.force_login(user)
    return user


def logbook(client, **asked):
    return client.get(reverse("blocs:event_list"), asked)


def told(answer):
    return [event.object_name for event in answer.context["events"]]


def three_stories(admin):
    other = a_user(Role.ADMIN, name="Lê Văn Hai")
    one, two = a_unit("Phòng Hậu cần"), a_unit("Phòng Tham mưu")
    units.rename_unit(one, name="Phòng Kỹ thuật", on=timezone.localdate(), by=admin)
    units.rename_unit(two, name="Phòng Chính trị", on=timezone.localdate(), by=other)
    Event.record("blocs.publish", one, by=admin)
    return one, two


def test_lines_are_found_by_verb_person_object_and_day(client, admin):
    _, two = three_stories(admin)
    today = timezone.localdate().strftime("%d/%m/%Y")
    assert len(told(logbook(client))) == 3
    assert len(told(logbook(client, verb="blocs.rename_unit"))) == 2
    assert told(logbook(client, by="Lê Văn Hai")) == ["Phòng Chính trị"]
    assert told(logbook(client, about=f"blocs.unit:{two.pk}")) == ["Phòng Chính trị"]
    assert len(told(logbook(client, from_on=today, until_on=today))) == 3
    assert told(logbook(client, until_on="01/01/2020")) == []


def test_lines_are_found_without_accents_under_any_name_of_the_object(client, admin):
    three_stories(admin)
    assert told(logbook(client, q="ky thuat")) == ["Phòng Hậu cần", "Phòng Kỹ thuật"]
    assert told(logbook(client, q="Hậu cần")) == ["Phòng Hậu cần"]


def test_a_line_is_told_in_words(client, admin):
    three_stories(admin)
    page = logbook(client, verb="blocs.rename_unit").content.decode()
    assert "Phòng Hậu cần → Phòng Kỹ thuật" in page


def test_a_wrong_day_in_the_filter_says_so(client, admin):
    answer = logbook(client, from_on="31/02/2026")
    assert answer.status_code == 200
    assert answer.context["form"].errors["from_on"]


def test_the_check_runs_as_a_job_and_leaves_its_result(client, admin):
    three_stories(admin)
    answer = client.post(reverse("blocs:log_check"), follow=True)
    assert answer.context["facts"]["lines"] == 3
    assert answer.context["facts"]["broken_at"] is None
    assert Event.objects.first().verb == "blocs.check_log"


def test_a_check_that_is_not_done_yet_asks_again(client, admin):
    url = reverse("blocs:log_check_result", args=["12345678-1234-5678-1234-567812345678"])
    assert 'hx-trigger="every 2s"' in client.get(url).content.decode()
    part = client.get(url, headers={"HX-Request": "true", "HX-Target": "result"}).content.decode()
    assert "<html" not in part


def test_only_readers_of_the_logbook_start_a_check(client):
    client.force_login(a_user(Role.REPORTER, at=a_unit()))
    assert client.post(reverse("blocs:log_check")).status_code == 403
    assert Event.objects.count() == 0


def break_line_two():
    event_guard.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE blocs_event SET object_name = 'khác' WHERE number = 2")
    event_guard.install(connection)


def test_a_broken_chain_is_found_by_the_job_and_the_command(client, admin, capsys):
    three_stories(admin)
    call_command("verify_log")
    assert "3" in capsys.readouterr().out
    break_line_two()
    with pytest.raises(CommandError, match="2") as refusal:
        call_command("verify_log")
    assert refusal.value.returncode == 1
    answer = client.post(reverse("blocs:log_check"), follow=True)
    assert answer.context["facts"]["broken_at"] == 2


def test_a_new_row_is_told_without_its_number_and_with_the_words_of_its_choices(client, admin):
    user, unit = a_user(name="Lê Văn Hai"), a_unit("Phòng Tham mưu")
    give_duty(Duty(user=user, role=Role.COMMANDER, unit=unit), by=admin)
    told = " ".join(event_lines(Event.objects.first()))
    assert "Lê Văn Hai" in told
    assert str(Role.COMMANDER.label) in told
    assert "ID" not in told
