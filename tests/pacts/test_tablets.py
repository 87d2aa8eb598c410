"""STF-9 on a tablet of the hall: whoever is invited signs with the own account, and nobody stays logged in."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from blocs.models import Event, Role
from pacts.models import Device, Run, Signature, Turn
from tests.make import a_pledge, a_signing, a_user, members_of
from tests.pacts.signing_tools import PASSWORD, a_commander, a_tablet, drawn, facts_for, invited

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def hall(client):
    pact, ceremony = a_signing()
    return pact, ceremony, a_tablet(ceremony)


def address(device, pact=None, unit=None) -> str:
    here = reverse("pacts:tablet", args=[device.token])
    return here if pact is None else f"{here}?luot={pact.pk}-{unit.pk}"


def test_the_tablet_waits_and_then_shows_who_is_invited(client, hall):
    pact, ceremony, device = hall
    assert 'data-testid="waiting"' in client.get(address(device)).content.decode()
    unit = invited(pact, ceremony)
    content = client.get(address(device)).content.decode()
    assert ('data-testid="called"' in content, unit.name in content, pact.pledges.get().name in content) == (
        True,
        True,
        False,
    )


def test_the_invited_unit_sits_down_reads_and_signs_with_the_own_account(client, hall):
    pact, ceremony, device = hall
    unit, user = invited(pact, ceremony), a_commander(pact)
    here = address(device, pact, unit)
    assert client.post(here, {"begin": "1"})["Location"] == here
    assert Turn.objects.get().state == "signing"
    content = client.get(here).content.decode()
    assert content.index(pact.pledges.get().name) < content.index('data-testid="sign"')
    answer = client.post(here, facts_for(pact, username=user.username, drawing=drawn()), follow=True)
    line = Signature.objects.get()
    assert (line.how, line.proof, line.name, line.unit) == ("tablet", "password", "Lê Văn Cường", unit)
    assert (line.code in answer.content.decode(), hasattr(line, "image")) == (True, True)
    assert ("_auth_user_id" in client.session, client.get(reverse("profile")).status_code) == (False, 302)
    assert Event.objects.filter(verb="pacts.sign").get().by_id == str(user.pk)


def test_sent_again_after_the_line_broke_it_shows_the_same_signature(client, hall):
    pact, ceremony, device = hall
    unit, user = invited(pact, ceremony), a_commander(pact)
    facts = facts_for(pact, username=user.username)
    told = [client.post(address(device, pact, unit), facts, **JSON).json() for _press in range(3)]
    assert told == [{"to": f"{address(device, pact, unit)}&xong=1"}] * 3
    assert (Signature.objects.count(), Event.objects.filter(verb="pacts.sign").count()) == (1, 1)


def test_the_account_must_be_that_of_the_unit_at_the_table(client, hall):
    pact, ceremony, device = hall
    unit = invited(pact, ceremony)
    for user in (a_commander(pact, 1), a_user(Role.ADMIN), a_user(Role.REPORTER, at=unit)):
        answer = client.post(address(device, pact, unit), facts_for(pact, username=user.username), **JSON)
        assert (answer.status_code, bool(answer.json()["errors"])) == (422, True)
    assert Signature.objects.count() == 0


def test_a_wrong_password_is_refused_and_never_shown_again(client, hall):
    pact, ceremony, device = hall
    unit, user = invited(pact, ceremony), a_commander(pact)
    facts = facts_for(pact, username=user.username, password="sai-mat-khau", drawing=drawn())
    content = client.post(address(device, pact, unit), facts).content.decode()
    assert ("sai-mat-khau" in content, drawn() in content, user.username in content) == (False, True, True)
    assert Signature.objects.count() == 0


def test_only_who_is_at_the_table_signs_and_not_on_a_pause(client, hall):
    pact, ceremony, device = hall
    user, unit = a_commander(pact), members_of(pact.bloc)[0]
    facts = facts_for(pact, username=user.username)
    assert client.post(address(device, pact, unit), facts, **JSON).status_code == 422
    invited(pact, ceremony)
    Run.objects.update(paused_at="2017-02-15T08:00:00Z")
    assert client.post(address(device, pact, unit), facts, **JSON).status_code == 422
    assert 'data-testid="paused"' in client.get(address(device)).content.decode()
    assert Signature.objects.count() == 0


def test_a_changed_text_is_read_anew_on_the_tablet(client, hall):
    pact, ceremony, device = hall
    unit, user = invited(pact, ceremony), a_commander(pact)
    facts = facts_for(pact, username=user.username)
    a_pledge(pact)
    assert client.post(address(device, pact, unit), facts, **JSON).json()["changed"] is True
    assert 'data-testid="changed"' in client.post(address(device, pact, unit), facts).content.decode()
    assert Signature.objects.count() == 0


def test_the_clock_of_the_tablet_counts_for_nothing(client, hall):
    pact, ceremony, device = hall
    unit, user = invited(pact, ceremony), a_commander(pact)
    facts = facts_for(pact, username=user.username, signed_at="1999-01-01", time="1999", date="1999")
    client.post(address(device, pact, unit), facts, HTTP_DATE="Fri, 01 Jan 1999 00:00:00 GMT")
    assert abs(Signature.objects.get().signed_at.timestamp() - time.time()) < 60


def test_a_rehearsal_is_framed_and_plays_the_turn_alone(client):
    pact, ceremony = a_signing(state="planned")
    device = a_tablet(ceremony)
    unit = invited(pact, ceremony, rehearsal=True)
    here = address(device, pact, unit)
    client.post(here, {"begin": "1"})
    content = client.get(here).content.decode()
    assert ('data-testid="rehearsal"' in content, 'name="password"' in content) == (True, False)
    answer = client.post(here, {"digest": facts_for(pact)["digest"], "is_read": "on"}, follow=True)
    assert 'data-testid="played"' in answer.content.decode()
    assert (Signature.objects.count(), Event.objects.count(), Turn.objects.get().state) == (0, 0, "signed")


def test_the_state_answers_304_until_something_changes(client, hall):
    pact, ceremony, device = hall
    unit = invited(pact, ceremony)
    where = reverse("pacts:tablet_state", args=[device.token])
    first = client.get(where)
    assert (first.json()["current"]["name"], first.json()["is_rehearsal"]) == (unit.name, False)
    assert client.get(where, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    client.post(address(device, pact, unit), {"begin": "1"})
    again = client.get(where, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.json()["current"]["state"]) == (200, "signing")


def test_an_unchanged_state_costs_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    pact, ceremony = a_signing(13)
    device = a_tablet(ceremony)
    invited(pact, ceremony)
    where = reverse("pacts:tablet_state", args=[device.token])
    etag = client.get(where)["ETag"]
    with django_assert_max_num_queries(2):
        assert client.get(where, HTTP_IF_NONE_MATCH=etag).status_code == 304


def test_a_shut_tablet_and_one_whose_ceremony_is_over_are_gone(client, hall):
    pact, ceremony, device = hall
    invited(pact, ceremony)
    board = a_tablet(ceremony, kind="board")
    assert client.get(address(board)).status_code == 404
    Device.objects.filter(pk=device.pk).update(shut_at="2017-02-15T09:00:00Z")
    assert client.get(address(device)).status_code == 410
    other = a_tablet(ceremony)
    ceremony.state = "held"
    ceremony.save()
    answers = [client.get(address(other)), client.get(reverse("pacts:tablet_state", args=[other.token]))]
    assert [answer.status_code for answer in answers] == [410, 410]


def test_the_tablet_shows_nothing_of_who_is_logged_in_on_its_browser(client, hall):
    pact, ceremony, device = hall
    officer = a_user(Role.ADMIN, name="Quản Trị Viên")
    client.force_login(officer)
    invited(pact, ceremony)
    content = client.get(address(device)).content.decode()
    assert ("Quản Trị Viên" in content, officer.username in content, PASSWORD in content) == (False, False, False)
    assert "no-store" in Client().get(address(device))["Cache-Control"]
