"""What may lie in a cache: nothing somebody saw who was logged in; public pages only to be asked about."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access_table import TABLE
from tests.access_world import a_world
from tests.test_access_matrix import address_of, client_of

pytestmark = pytest.mark.django_db
PICTURES = {"photo", "emblem", "verify_qr"}  # the same for everyone


@pytest.fixture
def world():
    return a_world(release="public")


def test_no_browser_keeps_what_was_seen_logged_in(world):
    client, kept = client_of(world["people"]["admin"]), []
    for name, route in TABLE.items():
        answer = client.get(address_of(name, route, world))
        rule = answer.headers.get("Cache-Control", "")
        if answer.status_code == 200 and name not in PICTURES and "no-store" not in rule:
            kept.append(f"{name}: {rule}")
    assert not kept, "\n".join(kept)


def test_back_after_logging_out_asks_for_a_login(world):
    client = client_of(world["people"]["secretary"])
    address = reverse("pacts:pact_detail", args=[world["draft"].pk])
    assert client.get(address).headers["Cache-Control"] == "private, no-store"
    client.post(reverse("account_logout"))
    assert client.get(address).status_code == 302


def test_strangers_pages_may_be_kept_but_are_asked_about(world):
    address = reverse("public_season", args=[world["series"].slug, world["bloc"].season.slug])
    answer = Client().get(address)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))
    again = Client().get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_staff_see_is_never_answered_with_not_modified(world):
    """The stranger's ETag says nothing about the page of somebody logged in."""
    address = reverse("public_season", args=[world["series"].slug, world["bloc"].season.slug])
    tag = Client().get(address).headers["ETag"]
    answer = client_of(world["people"]["reporter"]).get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, "ETag" in answer.headers) == (200, False)


def test_every_page_carries_its_guards(world):
    bare = []
    for who in ("anonymous", "admin"):
        client = client_of(world["people"][who])
        for name, route in TABLE.items():
            headers = client.get(address_of(name, route, world)).headers
            guards = ["Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"]
            bare += [f"{who} {name}: {guard}" for guard in guards if guard not in headers]
    assert not bare, "\n".join(bare)
