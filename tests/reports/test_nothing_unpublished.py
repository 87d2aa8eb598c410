"""Nothing unpublished reaches HTML, feeds, the sitemap, search, pictures or an English page. Every address is asked."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Bloc, Headship, Membership, Remark, Series, UnitPast
from pacts.models import Attendee, Ceremony, Contribution, Direction, Pact, Pledge, Section, Signature
from reports.models import Figure, Honour, Publication
from tests.make import a_bloc, a_ceremony, a_pact, a_phase, a_pledge, a_season, a_series, a_title, a_unit, members_of
from tests.reports.a_bloc_year import Year, a_year

pytestmark = pytest.mark.django_db
SECRET = "BÍ-MẬT"
NUMBER = "77,77"


def everything_closed() -> Bloc:
    """A whole year nobody has published, each of its texts marked."""
    series = a_series(name=f"{SECRET} series", slug="bi-mat", task=SECRET, organiser=a_unit(f"{SECRET} organiser"))
    bloc = a_bloc(0, series=series, slogan=SECRET, source=SECRET, level_words=SECRET, decision_number=SECRET)
    for n in range(3):
        unit = a_unit(f"{SECRET} unit {n}", parent=series.organiser)
        UnitPast.objects.create(unit=unit, name=f"{SECRET} past")
        Membership.objects.create(bloc=bloc, unit=unit, order=n, note=SECRET)
    Headship.objects.create(bloc=bloc, unit=unit, part="head", note=SECRET)
    Remark.objects.create(bloc=bloc, text=SECRET)
    mark_the_inside(bloc)
    return bloc


def mark_the_inside(bloc: Bloc) -> None:
    """What stays closed even at a public bloc: an open pact, a closed meeting, figures, honours, a draft."""
    pact = a_pact(bloc, title=f"{SECRET} pact", slogan=SECRET, preamble=SECRET)
    Section.objects.create(pact=pact, title=SECRET)
    pledge = a_pledge(pact, name=f"{SECRET} pledge")
    ceremony = a_ceremony(
        bloc, title=f"{SECRET} ceremony", place_name=SECRET, words=SECRET, slug="le-bi-mat", state="held"
    )
    person = Attendee.objects.create(ceremony=ceremony, name=f"{SECRET} person", part="directing")
    Direction.objects.create(ceremony=ceremony, text=SECRET, given_by=person)
    Contribution.objects.create(ceremony=ceremony, purpose=SECRET)
    Signature.objects.create(pact=pact, ceremony=ceremony, part="witness", name=SECRET)
    mark_the_results(bloc, pledge)
    Publication.objects.create(bloc=bloc, ceremony=ceremony, thread="tin-bi-mat", title=f"{SECRET} title", body=SECRET)
    gone = {
        "state": "withdrawn",
        "published_at": timezone.now(),
        "withdrawn_at": timezone.now(),
        "withdrawn_reason": "Lý do",
    }
    Publication.objects.create(bloc=bloc, thread="tin-da-thu-hoi", title=f"{SECRET} gone", body=SECRET, **gone)


def mark_the_results(bloc: Bloc, pledge: Pledge) -> None:
    phase = a_phase(bloc.season)
    facts = {"bloc": bloc, "phase": phase}
    unit = members_of(bloc)[0] if bloc.memberships.exists() else None
    for who in filter(None, [unit]):
        Figure.objects.create(**facts, pledge=pledge, unit=who, value="77.77", note=SECRET, source=SECRET)
    Figure.objects.create(**facts, indicator=f"{SECRET} indicator", statement=SECRET)
    Figure.objects.create(
        **facts, indicator="Chỉ số không công bố", value="77.77", note=SECRET, release="public", is_withheld=True
    )
    Figure.objects.create(
        **facts, indicator=f"{SECRET} gone", value="77.77", release="withdrawn", withdrawn_reason="Lý do"
    )
    Honour.objects.create(bloc=bloc, title=a_title(f"{SECRET} title"), status="awarded", unit=unit, note=SECRET)
    Honour.objects.create(
        bloc=bloc,
        title=a_title(f"{SECRET} gone"),
        status="refused",
        count=77,
        release="withdrawn",
        withdrawn_reason="Lý do",
    )


def addresses() -> list[str]:
    """Every public address of everything in the database, closed things too."""
    found = [
        reverse(name)
        for name in (
            "home",
            "bloc_list",
            "ceremony_list",
            "publication_index",
            "feed",
            "sitemap",
            "robots",
            "help",
            "accessibility",
            "health",
            "compare_years",
            "calendar",
        )
    ]
    found += [f"{reverse('search')}?q={q}" for q in ("bi-mat", "BÍ-MẬT", "unit", "person", "title", "indicator", "7")]
    compared = reverse("compare_years")
    found += [f"{compared}?khoi={slug}&chi-tieu=indicator" for slug in Series.objects.values_list("slug", flat=True)]
    for bloc in Bloc.objects.select_related("series", "season"):
        found += [
            reverse(name, args=[bloc.series.slug, bloc.season.slug]) for name in ("public_season", "public_figures")
        ]
        found += [
            reverse("public_bloc", args=[bloc.series.slug]),
            f"{reverse('public_bloc', args=[bloc.series.slug])}?nam={bloc.season.slug}",
        ]
        found += [f"{found[-4]}so-lieu/?don-vi={unit.slug}" for unit in members_of(bloc)]
    found += [reverse("public_ceremony", args=[one.slug]) for one in Ceremony.objects.all()]
    found += [
        reverse("public_unit", args=[unit.slug])
        for bloc in Bloc.objects.all()
        for unit in [*members_of(bloc), bloc.series.organiser]
    ]
    found += [reverse("publication", args=[one.thread]) for one in Publication.objects.all()]
    return found + [reverse("publication_revision", args=[one.thread, one.number]) for one in Publication.objects.all()]


def leaks(client) -> dict[str, list[str]]:
    """What each address gives away. A page may repeat the address it was asked for, and a search its words."""
    found = {}
    for address in dict.fromkeys(addresses()):
        body = client.get(address).content.decode()
        body = re.sub(r'value="[^"]*"|<p role="status">.*?</p>|\?next=[^"]*', "", body, flags=re.S)
        marks = [mark for mark in (SECRET, NUMBER, "77.77", "bi-mat") if mark in body]
        if marks:
            found[address] = marks
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_year_nobody_published_is_nowhere(client, language):
    client.cookies["django_language"] = language
    everything_closed()
    a_year(release="public")
    assert leaks(client) == {}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_public_page_gives_nothing_away_that_is_still_inside(client, language):
    client.cookies["django_language"] = language
    year = a_year(release="public")
    Pact.objects.filter(pk=year.pact.pk).update(state="sealed")
    other = Bloc.objects.create(series=year.bloc.series, season=a_season(2018), name="Khối công khai", release="public")
    Membership.objects.create(bloc=other, unit=members_of(year.bloc)[0])
    mark_the_inside(other)
    assert leaks(client) == {}


def test_a_withdrawn_bloc_takes_its_released_things_along(client):
    year = Year(everything_closed(), None, None)
    Figure.objects.filter(is_withheld=False, release="closed").update(release="public")
    Honour.objects.filter(release="closed").update(release="public")
    Bloc.objects.filter(pk=year.bloc.pk).update(release="withdrawn", withdrawn_reason="Lý do")
    assert leaks(client) == {}


def test_the_test_itself_would_find_a_leak(client):
    bloc = everything_closed()
    Bloc.objects.filter(pk=bloc.pk).update(release="public")
    assert leaks(client) != {}
