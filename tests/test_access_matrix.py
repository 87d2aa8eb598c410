"""Every address × everybody × GET and POST. A new route fails here until the table says who may."""

import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import NoReverseMatch, get_resolver, reverse

from blocs.models import Event, Notice, Preference
from pacts.models import Device, Run, Turn
from tests.access_table import LOGIN, PAGE, TABLE
from tests.access_world import WHO, a_world

pytestmark = pytest.mark.django_db
LOGIN_PAGE = "/tai-khoan/dang-nhap/"
OURS = {"blocs", "pacts", "reports"}
# What one reads is nobody's business; when a screen last asked is no act; and a rehearsal leaves no line anywhere. What
# a press of the console writes outside a rehearsal is held by its own tests.
NOBODY_ASKS = (Event, Notice, Preference, Device, Run, Turn)
ANSWERED_FOR = {
    model._meta.db_table for model in apps.get_models() if model._meta.app_label in OURS and model not in NOBODY_ASKS
}
WRITES = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "(?P<table>\w+)"')


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        media = tmp_path_factory.mktemp("media")
        with transaction.atomic():
            with override_settings(MEDIA_ROOT=media):
                made = a_world(release="public")
            yield made | {"media": media}
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _media(settings, world):
    """The picture of the world outlives one test."""
    settings.MEDIA_ROOT = world["media"]


def names_of(patterns, namespace=""):
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from names_of(one.url_patterns, f"{namespace}{one.namespace}:" if one.namespace else namespace)
        elif one.name:
            yield namespace + one.name


ROUTES = sorted(set(names_of(get_resolver().url_patterns)))
ADMIN_ROUTES = [name for name in ROUTES if name.startswith("admin:")]


def test_every_address_stands_in_the_table():
    assert [name for name in ROUTES if not name.startswith("admin:")] == sorted(TABLE)


def value_of(world, word: str):
    """“=text” is itself; “bloc.season.slug” is looked up."""
    if word.startswith("="):
        return word[1:]
    first, *rest = word.split(".")
    found = world[first]
    for name in rest:
        found = getattr(found, name)
    return found


def address_of(name: str, route, world) -> str:
    address = reverse(name, args=[value_of(world, word) for word in route.args])
    query = urlencode({key: value_of(world, word) for key, word in route.query.items()})
    return f"{address}?{query}" if query else address


def client_of(user) -> Client:
    client = Client()
    client.raise_request_exception = False
    if user:
        client.force_login(user)
    return client


def answer_of(response):
    if response.status_code == 302 and urlsplit(response.url).path == LOGIN_PAGE:
        return LOGIN
    return PAGE if response.status_code in (200, 301, 302) else response.status_code


class Writings:
    """Which tables were written to, of those somebody answers for; and how many lines the logbook got."""

    def __init__(self):
        self.tables, self.lines = set(), 0

    def __call__(self, execute, sql, params, many, context):
        if found := WRITES.match(sql):
            table = found["table"]
            self.lines += table == Event._meta.db_table
            if table in ANSWERED_FOR:
                self.tables.add(table)
        return execute(sql, params, many, context)

    @property
    def are_silent(self) -> bool:
        return bool(self.tables) and not self.lines


def walk(world, method: str):
    """(route, who, answer, was something written without a line in the logbook) of each request."""
    clients = {who: client_of(world["people"][who]) for who in WHO}
    kept = {who: client.cookies.output() for who, client in clients.items()}
    for name, route in TABLE.items():
        address = address_of(name, route, world)
        data = {key: str(value_of(world, word)) for key, word in route.data.items()}
        for who, client in clients.items():
            client.cookies = SimpleCookie(kept[who].replace("Set-Cookie: ", ""))
            yield name, who, *asked(client, method, address, data)


def asked(client, method, address, data):
    writings = Writings()
    with transaction.atomic(), connection.execute_wrapper(writings):
        response = client.get(address) if method == "GET" else client.post(address, data)
        transaction.set_rollback(True)
    return answer_of(response), writings.are_silent


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_everybody_gets_the_answer_the_table_says(world, method):
    wrong, silent = [], []
    for name, who, answer, is_silent in walk(world, method):
        expected = TABLE[name].rule(method)[who]
        if answer != expected:
            wrong.append(f"{name}: {who} should get {expected}, got {answer}")
        if is_silent:
            silent.append(f"{name}: {who}")
    assert not wrong, "\n".join(wrong)
    assert not silent, "\n".join(silent)


# --- Django's own admin pages -----------------------------------------------------------------


def admin_addresses(world):
    for name in ADMIN_ROUTES:
        for args in ([], ["1"], ["1", "1"], ["blocs"]):
            try:
                yield name, reverse(name, args=args)
                break
            except NoReverseMatch:
                continue


def test_only_administrators_get_into_the_registers_admin(world):
    inside = []
    for who in WHO:
        client = client_of(world["people"][who])
        for name, address in admin_addresses(world):
            if name in ("admin:login", "admin:logout") or who == "admin":
                continue
            with transaction.atomic():
                answers = {client.get(address).status_code, client.post(address).status_code}
                transaction.set_rollback(True)
            if not answers <= {302, 403, 404, 405}:
                inside.append((who, name, answers))
    assert len(ADMIN_ROUTES) > 100
    assert inside == []
