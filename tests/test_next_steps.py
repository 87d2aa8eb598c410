"""What a finished step leads to: a bloc without a pact to its draft, a held ceremony to its summary."""

import pytest
from django.urls import reverse

from pacts.models import Ceremony
from reports.models import Publication
from tests.make import a_bloc, a_ceremony, a_pact, the_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return a_bloc()


@pytest.fixture
def cast(bloc):
    return the_cast(bloc)


def seen_by(client, user, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def test_a_bloc_without_a_pact_leads_its_secretary_to_the_draft(client, bloc, cast):
    way = f'href="{reverse("pacts:pact_new")}?khoi={bloc.pk}"'
    address = reverse("blocs:bloc_detail", args=[bloc.pk])
    assert way in seen_by(client, cast["secretary"], address)
    assert way not in seen_by(client, cast["reporter"], address)
    a_pact(bloc)
    assert way not in seen_by(client, cast["secretary"], address)


def test_a_held_ceremony_leads_to_its_summary_until_there_is_one(client, bloc, cast):
    ceremony = a_ceremony(bloc)
    way = f'href="{reverse("reports:publication_draft")}?le={ceremony.pk}"'
    address = reverse("pacts:ceremony_detail", args=[ceremony.pk])
    assert way not in seen_by(client, cast["secretary"], address)
    Ceremony.objects.filter(pk=ceremony.pk).update(state="held")
    assert way in seen_by(client, cast["secretary"], address)
    assert way not in seen_by(client, cast["reporter"], address)
    Publication.objects.create(bloc=bloc, ceremony=ceremony, thread="bai", title="Bài")
    assert way not in seen_by(client, cast["secretary"], address)
