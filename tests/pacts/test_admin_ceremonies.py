"""Ceremonies and signatures in the admin are looked at and changed nowhere."""

import pytest
from django.urls import reverse

from blocs.models import Role
from pacts.actions.signatures import record_all_present
from pacts.models import Ceremony, Signature
from tests.make import a_signing, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(client):
    pact, ceremony = a_signing()
    admin = a_user(Role.ADMIN)
    client.force_login(admin)
    return ceremony, record_all_present(pact, ceremony=ceremony, by=admin)[0]


@pytest.mark.parametrize("model, index", [("ceremony", 0), ("signature", 1)])
def test_they_are_listed_found_and_shown(client, rows, model, index):
    listed = client.get(reverse(f"admin:pacts_{model}_changelist"), {"q": "don vi" if index else "le ky"})
    shown = client.get(reverse(f"admin:pacts_{model}_change", args=[rows[index].pk]))
    assert (listed.status_code, shown.status_code) == (200, 200)
    assert listed.context["cl"].result_count == (3 if index else 1)


@pytest.mark.parametrize("model, index", [("ceremony", 0), ("signature", 1)])
def test_they_are_neither_added_nor_changed_nor_deleted(client, rows, model, index):
    pages = [("add", []), ("change", [rows[index].pk]), ("delete", [rows[index].pk])]
    answers = [client.post(reverse(f"admin:pacts_{model}_{name}", args=args), {"post": "yes"}) for name, args in pages]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert (Ceremony.objects.count(), Signature.objects.count()) == (1, 3)


def test_only_administrators_look(client, rows):
    client.force_login(a_user(Role.SECRETARY, at=rows[0].blocs.get()))
    assert client.get(reverse("admin:pacts_ceremony_changelist")).status_code == 302
