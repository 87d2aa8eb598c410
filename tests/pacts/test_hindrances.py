"""Why a pact cannot be opened or sealed yet: each reason leads to where it is mended, and goes when it is (issue 5)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.make import a_bloc, a_ceremony, a_pact, a_signing, adopted, the_cast

pytestmark = pytest.mark.django_db


def at(name, *args, **query) -> str:
    words = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(f"pacts:{name}", args=args) + (f"?{words}" if words else "")


@pytest.fixture
def pact():
    return a_pact(slogan="Đoàn kết, kỷ cương")


@pytest.fixture
def cast(pact):
    return the_cast(pact.bloc)


def page_of(client, user, address) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def hindrances(client, pact):
    return client.get(at("pact_detail", pact.pk)).context["hindrances"]


def test_a_draft_says_what_opening_needs_and_what_the_seal_will_need(client, pact, cast):
    pact.movements.clear()
    client.force_login(cast["secretary"])
    found = hindrances(client, pact)
    assert [one.url for one in found.opening] == [at("pact_edit", pact.pk) + "#id_movements_0"]
    assert at("pact_adopt", pact.pk) in [one.url for one in found.sealing]
    assert at("ceremony_plan", giao_uoc=pact.pk) in [one.url for one in found.sealing]
    page = client.get(at("pact_detail", pact.pk)).content.decode()
    assert all(f'href="{one.url}"' in page for one in [*found.opening, *found.sealing])


def test_each_reason_goes_when_it_is_mended(client):
    pact, ceremony = a_signing(5)
    client.force_login(the_cast(pact.bloc)["secretary"])
    before = hindrances(client, pact).sealing
    desk = f"{at('ceremony_console', ceremony.pk)}#pact-{pact.pk}"
    assert [one.url for one in before] == [at("pact_adopt", pact.pk), desk]
    assert "5" in before[1].sentence
    adopted(pact)
    assert [one.url for one in hindrances(client, pact).sealing] == [desk]


def test_members_read_the_reasons_without_ways_and_a_sealed_pact_has_none(client, pact, cast):
    page = page_of(client, cast["commander"], at("pact_detail", pact.pk))
    assert 'data-testid="to-sealing"' in page and at("ceremony_plan", giao_uoc=pact.pk) not in page
    sealed = a_pact(
        pact.bloc.__class__.objects.get(pk=a_bloc().pk), state="sealed", sealed_at=timezone.now(), digest="0" * 64
    )
    client.force_login(cast["admin"])
    assert hindrances(client, sealed) is None


def test_a_planned_ceremony_is_where_the_signatures_will_be_given(client, pact, cast):
    ceremony = a_ceremony(pact.bloc, state="planned")
    client.force_login(cast["secretary"])
    urls = [one.url for one in hindrances(client, pact).sealing]
    assert at("ceremony_console", ceremony.pk) in urls
