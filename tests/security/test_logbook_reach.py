"""The standing body reads the logbook of its own blocs; what happened elsewhere is not its business."""

import pytest
from django.urls import reverse

from blocs.models import Event, Role
from tests.access_world import a_world
from tests.make import a_bloc, a_pact, a_user
from tests.test_access_matrix import client_of

pytestmark = pytest.mark.django_db


def lines_read_by(user) -> set[str]:
    answer = client_of(user).get(reverse("blocs:event_list"))
    assert answer.status_code == 200
    return {event.verb for event in answer.context["events"]}


def test_lines_of_other_blocs_are_not_there_for_a_standing_body():
    world, elsewhere = a_world(), a_pact(a_bloc())
    for verb, thing in {"bloc": "bloc", "pact": "draft", "pledge": "pledge", "line": "attendee", "own": "own"}.items():
        Event.record(f"here.{verb}", world[thing], by="thư ký")
    Event.record("there.pact", elsewhere, by="thư ký")
    Event.record("there.pledge", elsewhere.pledges.get(), by="thư ký")
    Event.record("blocs.give_account", world["person"], by="quản trị")
    here = {"here.bloc", "here.pact", "here.pledge", "here.line", "here.own"}
    assert lines_read_by(world["people"]["standing"]) == here
    assert lines_read_by(a_user(Role.STANDING, at=elsewhere.bloc.series.organiser)) == {"there.pact", "there.pledge"}
    assert lines_read_by(world["people"]["admin"]) == {*here, "there.pact", "there.pledge", "blocs.give_account"}


def test_the_filters_name_nobody_from_elsewhere():
    world, elsewhere = a_world(), a_pact(a_bloc())
    Event.record("pacts.seal", elsewhere, by="Người nơi khác")
    answer = client_of(world["people"]["standing"]).get(reverse("blocs:event_list"))
    assert "Người nơi khác" not in answer.content.decode()
