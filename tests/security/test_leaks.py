"""What is not published reaches nobody outside; what is one bloc's reaches no other; what is written stays text."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import NoReverseMatch, reverse

from blocs.models import Event, LineField, ProseField
from reports.models import poll_guard, result_guard
from tests.access_rules import OUTSIDE
from tests.access_table import PUBLIC, TABLE
from tests.access_world import a_world
from tests.make import members_of
from tests.test_access_matrix import ADMIN_ROUTES, address_of, client_of

pytestmark = pytest.mark.django_db

SECRET = "Bimat7391"
SCRIPT = "\"'><script>alert(1)</script>"
BY_KEY = {  # opened by who holds the secret address, whoever that is
    *("own_calendar", "reports:wall"),
    *("pacts:board_screen", "pacts:board_state", "pacts:tablet", "pacts:tablet_state"),
}
SHARED = {"Rank", "Level", "Movement", "Title", "Body", "PactTemplate", "Season", "Phase"}  # nobody's secrets


def write_everywhere(words: str, skip=frozenset()) -> None:
    """Put the words behind every text in the database, past every form and past the guards of results and ballots."""
    for guard in (result_guard, poll_guard):
        guard.remove(connection)
    _write_everywhere(words, skip)
    for guard in (result_guard, poll_guard):
        guard.install(connection)


def _write_everywhere(words: str, skip) -> None:
    for model in apps.get_models():
        if model._meta.app_label not in ("blocs", "pacts", "reports") or model is Event:
            continue
        if model.__name__ in skip or model._meta.model_name.startswith("historical"):
            continue
        texts = [one.name for one in model._meta.fields if isinstance(one, LineField | ProseField)]
        for name in texts:
            field = model._meta.get_field(name)
            room = (field.max_length or 10_000) - len(words)
            rows = model._base_manager.all() if room > 0 else model._base_manager.none()
            if name in ("struck_reason", "withdrawn_reason"):
                continue
            rows.annotate(length=models.functions.Length(name)).filter(length__lt=room).update(
                **{name: Concat(name, Value(f" {words}"))}
            )


def read(client, address: str, **headers) -> str:
    answer = client.get(address, follow=True, headers=headers)
    return b"".join(answer).decode("utf-8", "replace") if not answer.streaming else ""


@pytest.fixture
def closed_world():
    """Nothing is published, and every text says so, except what the stranger's own bloc wrote."""
    world = a_world()
    _forget(world["summary"])
    other = world["people"]["stranger"].duties.get().bloc
    own = [world["people"]["stranger"], other, other.series, other.series.organiser, *members_of(other)]
    write_everywhere(SECRET, SHARED)
    for row in own:
        row.save()
    return world


def _forget(row) -> None:
    """Gone from the database, but its address is known."""
    pk = row.pk
    row.delete()
    row.pk = pk


@pytest.mark.parametrize("language", ["vi", "en"])
def test_strangers_read_nothing_that_is_closed(closed_world, language):
    found = []
    for who in OUTSIDE:
        client = client_of(closed_world["people"][who])
        for name, route in PUBLIC.items():
            address = address_of(name, route, closed_world)
            for odd in ("", "page=2", "q=bimat", f"nam={closed_world['bloc'].season.slug}", "format=json"):
                if SECRET in read(client, f"{address.split('?')[0]}?{odd}", accept_language=language):
                    found.append(f"{name} ?{odd}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "name", ["public_bloc", "public_season", "public_figures", "public_ceremony", "public_unit", "photo"]
)
def test_closed_pages_are_not_there_for_any_method(closed_world, name):
    address = address_of(name, TABLE[name], closed_world)
    client = Client()
    assert [client.get(address).status_code, client.head(address).status_code] == [404, 404]
    inside = client_of(closed_world["people"]["reporter"])
    assert inside.get(address).status_code == 200
    assert inside.get(address).headers["Cache-Control"] == "private, no-store"


def test_a_draft_has_no_address_and_no_place_in_any_list(closed_world):
    client = Client()
    for address in ("/tin/tin-nhap/", "/tin/tin-nhap/1/"):
        assert client.get(address).status_code == 404
        assert client.head(address).status_code == 404
    for address in ("/sitemap.xml", "/tin/nguon.atom", "/tin/", "/tim-kiem/?q=bimat"):
        assert SECRET not in read(client, address)
        assert "tin-nhap" not in read(client, address)


def test_nothing_of_one_bloc_is_read_in_another(closed_world):
    """The secretary of another bloc looks everywhere."""
    client, found = client_of(closed_world["people"]["stranger"]), []
    for name, route in TABLE.items():
        if name in BY_KEY:
            continue
        address = address_of(name, route, closed_world)
        for asked in {address, address.partition("?")[0]}:
            if SECRET in read(client, asked):
                found.append(asked)
    assert not found, "\n".join(found)


NO_PAGE = ("text/plain", "text/calendar", "text/csv", "application/json")
"""What no browser shows as a page; nosniff stands beside it (tests/security/test_caches.py)."""


def test_no_text_becomes_code(closed_world):
    """On any page, for anyone: text stays text."""
    write_everywhere(SCRIPT)
    found = []
    for who in ("anonymous", "admin", "secretary", "commander"):
        client = client_of(closed_world["people"][who])
        for name, route in TABLE.items():
            answer = client.get(address_of(name, route, closed_world), follow=True)
            plain = answer.get("Content-Type", "").startswith(NO_PAGE)
            if not plain and not answer.streaming and b"<script>alert" in answer.content:
                found.append(f"{who} {name}")
    assert not found, "\n".join(found)


def test_no_text_becomes_code_in_the_admin(closed_world):
    write_everywhere(SCRIPT)
    client, found, seen = client_of(closed_world["people"]["admin"]), [], 0
    for name in ADMIN_ROUTES:
        for address in _addresses(name, closed_world):
            answer = client.get(address)
            seen += answer.status_code == 200
            if answer.status_code >= 500 or b"<script>alert" in answer.content:
                found.append(f"{address}: {answer.status_code}")
    assert seen > 60
    assert not found, "\n".join(found)


def _addresses(name: str, world) -> list[str]:
    """Without a row; else with the first row of its model."""
    try:
        return [reverse(name)]
    except NoReverseMatch:
        pass
    for model in apps.get_models():
        if name.startswith(f"admin:{model._meta.app_label}_{model._meta.model_name}_"):
            row = model._base_manager.first()
            try:
                return [reverse(name, args=[row.pk])] if row else []
            except NoReverseMatch:
                return []
    return []
