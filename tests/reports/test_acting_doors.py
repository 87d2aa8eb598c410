"""Who acts for a commander, at the doors: the pact's signature, the self-score, the handover; shut the day it ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Role
from pacts.models import Signature
from tests import make
from tests.make_scoring import a_sheet
from tests.make_turning import a_handover
from tests.pacts.signing_tools import a_commander, facts_for, sign_url
from tests.reports.test_acting import DAYS, acting_for

pytestmark = pytest.mark.django_db
DEED = {"acting_document": "Số 05/GUQ"}


def ended(user) -> None:
    user.duties.update(until_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize(("days", "may"), DAYS)
def test_the_pact_is_signed_by_who_acts_between_the_days_only(client, days, may):
    pact, _ceremony = make.a_signing()
    client.force_login(acting_for(a_commander(pact), first=days[0], last=days[1]))
    answer = client.post(sign_url(pact), facts_for(pact, **DEED))
    assert (answer.status_code == 302, Signature.objects.exists()) == (may, may)


def test_commander_and_who_acts_leave_one_signature_of_the_unit(client):
    pact, _ceremony = make.a_signing()
    chief = a_commander(pact)
    for user, facts in ((acting_for(chief, first=0, last=0), DEED), (chief, {})):
        client.force_login(user)
        client.post(sign_url(pact), facts_for(pact, **facts))
    assert Signature.objects.get().acting_for == str(chief)


def test_the_signing_page_shuts_at_once_when_acting_ends(client):
    pact, _ceremony = make.a_signing()
    user = acting_for(a_commander(pact), first=-9, last=9)
    client.force_login(user)
    assert client.get(sign_url(pact)).status_code == 200
    ended(user)
    assert client.post(sign_url(pact), facts_for(pact, **DEED)).status_code in (403, 404)
    assert not Signature.objects.exists()


def test_the_sheet_shuts_at_once_when_acting_ends(client):
    sheet = a_sheet(at="self")
    user = acting_for(make.a_user(Role.COMMANDER, at=sheet.unit), first=-9, last=9)
    client.force_login(user)
    assert client.get(sheet.get_absolute_url()).status_code == 200
    ended(user)
    assert client.get(sheet.get_absolute_url()).status_code in (403, 404)


@pytest.mark.parametrize(
    "side", [("handover_give", 0, {}), ("handover_receive", -1, {"state": "handed", "handed_at": timezone.now()})]
)
@pytest.mark.parametrize(("days", "may"), DAYS)
def test_the_handover_is_signed_by_who_acts_between_the_days_only(client, side, days, may):
    name, member, facts = side
    bloc = make.a_bloc(3)
    a_handover(bloc, **facts)
    chief = make.a_user(Role.COMMANDER, at=make.members_of(bloc)[member])
    client.force_login(acting_for(chief, first=days[0], last=days[1]))
    answer = client.get(reverse(f"reports:{name}", args=[bloc.pk]))
    assert answer.status_code == 200 if may else answer.status_code in (403, 404)
