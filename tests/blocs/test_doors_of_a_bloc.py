"""From the page of a bloc one reaches its ballots, joint works and handover."""

import pytest
from django.urls import reverse

from blocs.models import Role
from tests.make import a_bloc, a_user

pytestmark = pytest.mark.django_db


def test_a_bloc_leads_to_its_ballots_works_and_handover(client):
    bloc = a_bloc(3)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    shown = client.get(bloc.get_absolute_url()).content.decode()
    for name in ("reports:poll_list", "reports:work_list"):
        assert f'href="{reverse(name)}?khoi={bloc.pk}"' in shown
    assert f'href="{reverse("reports:handover_list")}"' in shown
