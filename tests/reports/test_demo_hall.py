"""`make demo ARGS=--hall`: a signing that only waits to begin, with an account for each signer."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from blocs.models import Bloc, User
from pacts.actions.ceremonies import begin
from pacts.models import Ceremony, Pact
from pacts.staging import picture_of
from reports import demo, demo_hall
from tests.meeting_of_2017 import the_ceremony_of_2017

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    the_ceremony_of_2017()
    return {name: password for name, password, _duty in demo.ensure_accounts()}


def test_the_hall_only_waits_to_begin(accounts):
    ceremony = demo_hall.ensure_hall()
    pact = ceremony.pacts.get()
    assert (pact.state, pact.bloc.season.slug, pact.pledges.count()) == ("open", "2018", 42)
    assert (ceremony.state, ceremony.on) == ("planned", timezone.localdate())
    assert picture_of(ceremony).counter == (0, 13)
    secretary = User.objects.get(username="thu-ky")
    assert secretary.has_perm("pacts.run", ceremony)
    assert begin(ceremony, by=secretary).state == "live"


def test_a_second_run_makes_nothing_twice_and_a_begun_one_is_gone_on_with(accounts):
    first = demo_hall.ensure_hall()
    people = demo_hall.ensure_signers(first)
    before = [model.objects.count() for model in (Bloc, Pact, Ceremony, User)]
    assert demo_hall.ensure_hall() == first and demo_hall.ensure_signers(first) == people
    begin(first, by=User.objects.get(username="thu-ky"))
    assert demo_hall.ensure_hall() == first
    assert [model.objects.count() for model in (Bloc, Pact, Ceremony, User)] == before


def test_every_member_unit_has_a_commander_who_signs_for_it_alone(accounts):
    ceremony = demo_hall.ensure_hall()
    people = demo_hall.ensure_signers(ceremony)
    assert len(people) == 11  # two units have theirs among the demo's own accounts
    assert demo_hall.signers_file().stat().st_mode & 0o777 == 0o600
    name, password, _unit = people[0]
    user = User.objects.get(username=name)
    assert user.check_password(password) and user.leader is not None
    members = list(ceremony.blocs.get().memberships.all())
    assert sum(user.has_perm("pacts.sign", membership) for membership in members) == 1


def test_the_demo_without_the_hall_leaves_2018_to_be_made(accounts, monkeypatch):
    from blocs import preparing

    monkeypatch.setattr(preparing, "prepare", lambda: None)
    monkeypatch.setattr(demo, "load_seasons", list)
    out = StringIO()
    call_command("demo", "--prepare-only", stdout=out)
    assert not Bloc.objects.filter(season__slug="2018").exists() and "ky-0" not in out.getvalue()
    call_command("demo", "--prepare-only", "--hall", stdout=out)
    ceremony = Ceremony.objects.get(blocs__season__slug="2018")
    assert f"/le-ky-ket/{ceremony.pk}/dieu-hanh/" in out.getvalue() and "ky-02" in out.getvalue()
