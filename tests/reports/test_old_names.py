"""A unit renamed, merged or dissolved later: what was promised and published reads under the name of its day."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.actions.units import end_unit, merge_units, rename_unit
from blocs.models import Role
from pacts.models import Contribution, OwnTarget, Registration, Signature
from reports.drafting import honour_words
from tests.make import a_bloc, a_ceremony, a_figure, a_pact, a_title, a_unit, a_user, members_of
from tests.reports.a_bloc_year import season_url

pytestmark = pytest.mark.django_db
OLD, NEW = "Phòng Cảnh sát điều tra tội phạm về ma túy", "Phòng Phòng, chống tội phạm"
SEALED = {"state": "sealed", "sealed_at": datetime(2017, 2, 15, 8, tzinfo=UTC), "digest": "a" * 64, "canonical": "x"}


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


@pytest.fixture
def unit():
    """The unit of a sealed, public year that stands wherever a unit can stand."""
    bloc = a_bloc(3, release="public")
    unit = members_of(bloc)[0]
    unit.name = OLD
    unit.save()
    pact = a_pact(bloc, **SEALED)
    ceremony = a_ceremony(bloc, state="held", release="public", on=date(2017, 2, 15))
    membership = bloc.memberships.get(unit=unit)
    OwnTarget.objects.create(pledge=pact.pledges.get(), membership=membership, target=Decimal(95))
    Registration.objects.create(pact=pact, unit=unit, title=a_title())
    Contribution.objects.create(ceremony=ceremony, unit=unit, amount=1, purpose="Quỹ")
    facts = {"unit": unit, "unit_name": OLD, "signed_at": SEALED["sealed_at"], "recorded_by": "thư ký"}
    Signature.objects.create(pact=pact, ceremony=ceremony, **facts)
    a_figure(pact.pledges.get(), unit, release="public")
    bloc.honours.create(title=a_title("Cờ thi đua"), status="proposed", unit=unit, release="public")
    return unit


def public_pages(unit) -> list[str]:
    bloc = unit.memberships.get().bloc
    ceremony = reverse("public_ceremony", args=[bloc.ceremonies.get().slug])
    return [
        season_url(bloc),
        season_url(bloc, "public_figures"),
        ceremony,
        reverse("public_bloc", args=[bloc.series.slug]),
    ]


def staff_pages(unit) -> list[str]:
    pact = unit.memberships.get().bloc.pacts.get()
    named = [reverse(f"pacts:{name}", args=[pact.pk]) for name in ("pact_detail", "pact_print", "registrations")]
    return [*named, reverse("pacts:ceremony_detail", args=[pact.ceremonies.get().pk])]


def read(client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.content.decode()


@pytest.mark.parametrize("which", [public_pages, staff_pages])
def test_a_renamed_unit_reads_under_its_old_name(client, admin, unit, which):
    rename_unit(unit, name=NEW, on=date(2018, 8, 10), by=admin)
    if which is staff_pages:
        client.force_login(admin)
    for address in which(unit):
        page = read(client, address)
        assert OLD in page and NEW not in page, address


def test_its_honour_and_its_own_page_tell_both(client, admin, unit):
    rename_unit(unit, name=NEW, on=date(2018, 8, 10), by=admin)
    assert OLD in honour_words(unit.honours.get())
    page = read(client, reverse("public_unit", args=[unit.slug]))
    assert OLD in page and NEW in page


def test_the_public_search_finds_it_by_either_name(client, admin, unit):
    rename_unit(unit, name=NEW, on=date(2018, 8, 10), by=admin)
    for asked in ("ma tuy", "chong toi pham"):
        page = client.get(reverse("search"), {"q": asked}).content.decode()
        assert reverse("public_unit", args=[unit.slug]) in page, asked


def test_a_merged_unit_stays_in_its_year_with_its_successor_beside_it(client, admin, unit):
    after = a_unit(NEW)
    merge_units([unit], into=after, on=date(2018, 8, 10), by=admin)
    for address in public_pages(unit):
        assert OLD in read(client, address), address
    assert NEW in read(client, season_url(unit.memberships.get().bloc))
    assert OLD in read(client, reverse("public_unit", args=[unit.slug]))


def test_a_dissolved_unit_stays_in_its_year(client, admin, unit):
    end_unit(unit, successors=[], on=date(2018, 8, 10), by=admin)
    for address in public_pages(unit):
        assert OLD in read(client, address), address


def test_a_unit_stands_in_two_blocs_at_once(client, unit):
    other = a_bloc(2, release="public")
    other.memberships.create(unit=unit, order=3)
    for bloc in (unit.memberships.first().bloc, other):
        assert OLD in read(client, season_url(bloc))
    page = read(client, reverse("public_unit", args=[unit.slug]))
    assert all(season_url(row.bloc) in page for row in unit.memberships.all())
