"""Public pages ask the database equally often, however much there is to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pacts.models import OwnTarget, Pledge, Signature
from reports.models import Figure, Honour, Publication
from tests.make import a_bloc, a_ceremony, a_phase, a_title, members_of
from tests.reports.a_bloc_year import Year, a_year, pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return a_year(release="public")


# --- equally many queries ------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["home", "bloc_list", "ceremony_list", "publication_index", "feed", "search", "sitemap"]
)
def test_lists_ask_the_database_equally_often(client, name):
    counts = []
    for rows in (1, 3, 30):
        published_years(rows)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name), {"q": "khoi"}).status_code == 200
        counts.append(len(seen))
    assert len(set(counts)) == 1, counts


def published_years(rows: int) -> None:
    """So many in all."""
    have = Publication.objects.count()
    for year in range(have, rows):
        bloc = a_bloc(2, release="public")
        ceremony = a_ceremony(bloc, state="held", release="public")
        ceremony.attendees.create(name=f"Người {year}", rank="Đại tá", part="presiding")
        Publication.objects.create(
            bloc=bloc,
            thread=f"tin-{year}",
            title=f"Tin số {year}",
            body="Khối",
            state="published",
            published_at=timezone.now(),
        )


@pytest.mark.parametrize("name", ["season", "figures", "bloc", "ceremony", "unit"])
def test_pages_ask_the_database_equally_often(client, year, name):
    unit = members_of(year.bloc)[0]
    addresses = pages(year) | {"unit": reverse("public_unit", args=[unit.slug])}
    counts = []
    for rows in (1, 3, 30):
        fill(year, unit, rows)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(addresses[name]).status_code == 200
        counts.append(len(seen))
    assert len(set(counts)) == 1, counts


def fill(year: Year, unit, rows: int) -> None:
    """So many pledges with own targets and figures, honours, signatures and directions."""
    for n in range(Honour.objects.count(), rows):
        pledge = Pledge.objects.create(
            pact=year.pact,
            section=year.pact.sections.first(),
            name=f"Chỉ tiêu {n}",
            kind="at_least",
            target=90,
            measure="%",
            order=n + 10,
        )
        OwnTarget.objects.create(pledge=pledge, membership=year.bloc.memberships.get(unit=unit), target=95)
        for who in (unit, None):
            Figure.objects.create(
                bloc=year.bloc, pledge=pledge, unit=who, phase=a_phase(year.bloc.season), value=n, release="public"
            )
        Honour.objects.create(
            bloc=year.bloc, title=a_title(f"Danh hiệu {n}"), status="awarded", unit=unit, release="public"
        )
        year.ceremony.directions.create(text=f"Chỉ đạo {n}", order=n + 5, given_by=year.ceremony.attendees.first())
        year.ceremony.contributions.create(purpose="xây nhà", unit=unit)
        Signature.objects.create(pact=year.pact, ceremony=year.ceremony, part="witness", name=f"Người {n}", unit=unit)
