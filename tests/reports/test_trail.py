"""The audit page of a pact: who did what when, from the logbook."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.models import Event, Role, event_guard
from pacts.actions import pacts as actions
from pacts.actions.signatures import record_signature, strike_signature
from pacts.models import Comment, TextVersion
from reports.trail import events_of
from tests.make import a_bloc, a_pact, a_signing, a_user, adopted, members_of
from tests.make_papers import a_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """A pact from its signing to its paper: two signed, one line was struck in between."""
    pact, ceremony = a_signing(units=2)
    secretary = a_user(Role.SECRETARY, at=pact.bloc)
    first, second = members_of(pact.bloc)
    adoption = adopted(pact)
    Event.record("pacts.adopt_text", adoption, by=secretary, votes_for=2)
    given = {"by": secretary, "ceremony": ceremony}
    wrong = record_signature(pact, first, name="Nguyễn Văn Nhầm", **given)
    strike_signature(wrong, reason="Ghi nhầm người", by=secretary)
    record_signature(pact, first, name="Trần Thị Bình", **given)
    record_signature(pact, second, name="Lê Văn Cường", **given)
    pact = actions.seal(pact, by=secretary)
    a_paper(pact)
    return pact, secretary


def trail(client, pact, **query):
    return client.get(reverse("reports:pact_trail", args=[pact.pk]), query)


def test_the_trail_tells_everything_in_the_order_in_which_it_happened(client, held):
    pact, secretary = held
    client.force_login(secretary)
    response = trail(client, pact)
    assert [step.event.verb for step in response.context["steps"] if not step.event.verb.endswith("ask_paper")] == [
        "pacts.adopt_text",
        "pacts.record_signature",
        "pacts.strike_signature",
        "pacts.record_signature",
        "pacts.record_signature",
        "pacts.seal",
        "reports.issue_paper",
    ]
    shown = response.content.decode()
    for words in ("Ghi nhầm người", str(secretary), pact.digest, 'data-whole="yes"'):
        assert words in shown
    records = [step.record for step in response.context["steps"] if step.event.verb == "pacts.record_signature"]
    assert all(len(record) == 64 for record in records)
    assert records[0][:16] in shown


def test_the_trail_holds_the_comments_and_no_line_of_another_pact(held):
    pact, secretary = held
    other = a_pact(a_bloc())
    for one in (pact, other):
        version = TextVersion.objects.create(pact=one, number=1, canonical="{}", digest="0" * 64, made_by="thử")
        said = Comment.objects.create(pact=one, version=version, text="Nêu rõ hơn", made_name="thử")
        Event.record("pacts.comment", said, by=secretary)
    Event.record("pacts.draft", other, by=secretary)
    assert [event.verb for event in events_of(other)] == ["pacts.comment", "pacts.draft"]
    assert events_of(pact).filter(verb="pacts.comment").count() == 1


def test_a_changed_line_is_named_on_the_trail(client, held):
    pact, secretary = held
    line = Event.objects.get(verb="pacts.strike_signature")
    event_guard.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE blocs_event SET by = 'Người khác' WHERE number = %s", [line.number])
    event_guard.install(connection)
    client.force_login(secretary)
    response = trail(client, pact)
    assert [step.event.number for step in response.context["broken"]] == [line.number]
    assert 'data-testid="chain" data-whole="no"' in response.content.decode()


@pytest.mark.parametrize("role, status", [(Role.SECRETARY, 200), (Role.REPORTER, 200), (Role.ADMIN, 200), (None, 404)])
def test_who_sees_the_pact_sees_its_trail_and_nobody_else(client, held, role, status):
    pact, _secretary = held
    places = {Role.SECRETARY: pact.bloc, Role.REPORTER: members_of(pact.bloc)[0]}
    client.force_login(a_user(role, at=places.get(role)) if role else a_user(Role.SECRETARY, at=a_bloc()))
    assert trail(client, pact).status_code == status


def test_the_trail_leads_from_the_pact_and_to_the_verification(client, held):
    pact, secretary = held
    client.force_login(secretary)
    address = reverse("reports:pact_trail", args=[pact.pk])
    assert address in client.get(pact.get_absolute_url()).content.decode()
    assert reverse("verify_code", args=[pact.papers.get().code]) in trail(client, pact).content.decode()


def test_only_who_reads_the_logbook_may_have_all_of_it_checked(client, held):
    pact, secretary = held
    shown = {}
    for user in (secretary, a_user(Role.ADMIN)):
        client.force_login(user)
        shown[user] = reverse("blocs:log_check") in trail(client, pact).content.decode()
    assert list(shown.values()) == [False, True]


def test_a_long_trail_is_paged_and_asks_equally_often(client, held):
    pact, secretary = held
    client.force_login(secretary)
    trail(client, pact)
    with CaptureQueriesContext(connection) as few:
        trail(client, pact)
    for _time in range(150):
        Event.record("pacts.edit", pact, by=secretary)
    with CaptureQueriesContext(connection) as many:
        first = trail(client, pact)
    assert len(first.context["steps"]) == 100
    assert len(many) == len(few)
    second = trail(client, pact, page=2)
    assert second.context["steps"][-1].event == events_of(pact).last()


def test_a_pact_without_a_line_says_why(client):
    pact = a_pact(a_bloc())
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    response = trail(client, pact)
    assert response.context["steps"] == []
    assert 'class="empty"' in response.content.decode()
