"""Strangers choose their language too, and are led nowhere but here."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def switch(client, **facts):
    return client.post("/ngon-ngu/setlang/", {"language": "en", "next": "/khoi/", **facts})


def test_a_stranger_switches_to_english_and_back():
    client = Client()
    assert switch(client).url == "/khoi/"
    assert '<html lang="en"' in client.get("/khoi/").content.decode()
    switch(client, language="vi")
    assert '<html lang="vi"' in client.get("/khoi/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://ke-gian.example/", "//ke-gian.example", "javascript:alert(1)"])
def test_the_switch_leads_to_no_other_site(elsewhere):
    assert switch(Client(), next=elsewhere).url == "/"


def test_an_unknown_language_changes_nothing():
    client = Client()
    switch(client, language="../../etc")
    assert '<html lang="vi"' in client.get("/").content.decode()
