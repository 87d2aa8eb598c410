"""Who publishes has read what is published: words changed after the page was opened are not let out unseen."""

import pytest
from django.urls import reverse

from tests.access_world import a_world
from tests.security.forms_on_page import forms_of
from tests.test_access_matrix import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world()


def the_button(client, draft):
    address = reverse("reports:publication_release", args=[draft.pk])
    return next(form for form in forms_of(client.get(draft.get_absolute_url())) if form.action == address)


def state_after(world, client, button) -> str:
    client.post(button.action, dict(button.data()))
    world["summary_draft"].refresh_from_db()
    return world["summary_draft"].state


def test_words_changed_meanwhile_are_not_published(world):
    client, draft = client_of(world["people"]["standing"]), world["summary_draft"]
    button = the_button(client, draft)
    draft.body = "Điều chưa ai đọc."
    draft.save()
    assert state_after(world, client, button) == "draft"
    assert "Có người khác đã sửa" in client.get(draft.get_absolute_url()).content.decode()
    assert state_after(world, client, the_button(client, draft)) == "published"


def test_the_words_that_were_read_are_published(world):
    client = client_of(world["people"]["standing"])
    assert state_after(world, client, the_button(client, world["summary_draft"])) == "published"
