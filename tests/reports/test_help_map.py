"""The “Trợ giúp” link stands at the same place of every page and leads to the part that speaks of it."""

import re

import pytest
from django.urls import reverse

from reports.help_map import PLACES, help_address, place_for
from reports.manual import chapters
from tests.test_access_matrix import ROUTES

pytestmark = pytest.mark.django_db
PUBLIC = re.compile(
    r"(public_|publication|verify|search|help|home|bloc_list|ceremony_list|compare|feed|sitemap|robots|photo|emblem"
    r"|calendar|accessibility|health|after_login|set_language|styleguide|session|look_save|own_calendar|usersessions)"
)


def test_every_part_of_the_manual_a_page_leads_to_exists():
    missing = [place for place in PLACES.values() if f'id="{place[1]}"' not in chapters()[place[0]].html]
    assert missing == []


def test_every_beginning_belongs_to_some_page():
    assert [start for start in PLACES if not any(name.startswith(start) for name in ROUTES)] == []


def test_every_page_of_people_at_work_has_its_part():
    assert [name for name in ROUTES if place_for(name) is None and not PUBLIC.match(name)] == []


def test_the_longest_beginning_wins_and_a_page_without_a_part_opens_the_manual():
    assert place_for("pacts:table_export") == ("bang-tieu-chi", "3-nhap-tu-excel")
    assert help_address("home") == reverse("help")


def test_the_link_stands_in_the_head_of_each_page_and_opens(client, world_of_a_secretary):
    client.force_login(world_of_a_secretary)
    for name in ["reports:my_tasks", "find", "pacts:pact_list", "blocs:registers", "home"]:
        head = client.get(reverse(name)).content.decode().partition("</header>")[0]
        found = re.search(r'<a href="([^"]+)" data-testid="help">', head)
        assert found and found[1] == help_address(name), name
        assert client.get(found[1]).status_code == 200


@pytest.fixture
def world_of_a_secretary():
    from tests.reports.desks import a_desk

    return a_desk().secretary
