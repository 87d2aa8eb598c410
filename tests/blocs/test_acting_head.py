"""Who acts in the place of the bloc's head: between two days, with the head's rights, and not a day longer."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.actions.blocs import end_acting_head, name_acting_head
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Headship, Role
from reports.papers.catalogue import BY_SLUG
from tests import make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def bloc():
    today = TODAY()
    season = make.a_season(today.year, starts_on=date(today.year, 1, 1), ends_on=date(today.year, 12, 31))
    return make.a_bloc(3, season=season)


@pytest.fixture
def standing(bloc):
    return make.a_user(Role.STANDING, at=bloc.series.organiser)


def term(bloc, unit=None, *, first=0, last=0) -> Headship:
    """Days from today."""
    days = {"from_on": TODAY() + timedelta(days=first), "until_on": TODAY() + timedelta(days=last)}
    return Headship(bloc=bloc, unit=unit or make.members_of(bloc)[1], note="Khối trưởng đi học", **days)


def test_the_acting_commander_has_the_heads_rights_only_between_the_days(bloc, standing):
    deputy = make.a_user(Role.COMMANDER, at=make.members_of(bloc)[1])
    assert not deputy.has_perm("blocs.release", bloc)
    row = name_acting_head(term(bloc), by=standing)
    assert deputy.has_perm("blocs.release", bloc)
    for first, last in ((-9, -1), (1, 9)):
        days = {"from_on": TODAY() + timedelta(days=first), "until_on": TODAY() + timedelta(days=last)}
        Headship.objects.filter(pk=row.pk).update(**days)
        assert not deputy.has_perm("blocs.release", bloc), days


def test_the_head_keeps_its_part_and_its_rights(bloc, standing):
    head = make.a_user(Role.COMMANDER, at=make.members_of(bloc)[0])
    name_acting_head(term(bloc), by=standing)
    assert head.has_perm("blocs.release", bloc)
    assert bloc.headships.get(part="head").unit == make.members_of(bloc)[0]


def refused(bloc, standing, row) -> str:
    lines = Event.objects.count()
    with pytest.raises(Refused) as refusal:
        name_acting_head(row, by=standing)
    assert (Event.objects.count(), bloc.headships.filter(part="acting", pk=row.pk or 0).count()) == (lines, 0)
    return str(refusal.value)


def test_what_cannot_be_is_refused_in_words(bloc, standing):
    head, second, third = make.members_of(bloc)
    assert head.name in refused(bloc, standing, term(bloc, head))
    stranger = make.a_unit()
    assert stranger.name in refused(bloc, standing, term(bloc, stranger))
    assert str(bloc.season.starts_on.year) in refused(bloc, standing, term(bloc, first=-800, last=-790))
    name_acting_head(term(bloc, second, last=5), by=standing)
    assert second.name in refused(bloc, standing, term(bloc, third, first=3, last=9))


def test_a_term_is_ended_today_and_not_twice(bloc, standing):
    row = name_acting_head(term(bloc, first=-3, last=9), by=standing)
    yesterday = TODAY() - timedelta(days=1)
    assert end_acting_head(row, on=yesterday, by=standing).until_on == yesterday
    with pytest.raises(Refused):
        end_acting_head(row, on=TODAY(), by=standing)


def test_a_term_to_come_is_taken_back_whole(bloc, standing):
    row = name_acting_head(term(bloc, first=3, last=9), by=standing)
    end_acting_head(row, on=TODAY(), by=standing)
    assert not bloc.headships.filter(part="acting").exists()
    assert Event.objects.first().verb == "blocs.end_acting_head"


def test_the_standing_body_names_and_ends_it_on_the_pages(bloc, standing, client):
    second = make.members_of(bloc)[1]
    address, shown = reverse("blocs:acting_head_add", args=[bloc.pk]), reverse("blocs:bloc_detail", args=[bloc.pk])
    today = TODAY().strftime("%d/%m/%Y")
    facts = {"unit": second.pk, "from_on": today, "until_on": today, "decision_number": "9/QĐ", "note": "Đi học"}
    client.force_login(make.a_user(Role.SECRETARY, at=bloc))
    assert client.post(address, facts).status_code == 403
    assert 'data-testid="acting-add"' not in client.get(shown).content.decode()
    client.force_login(standing)
    assert list(client.post(address, facts | {"note": ""}).context["form"].errors) == ["note"]
    assert client.post(address, facts).status_code == 302
    row = bloc.headships.get(part="acting")
    assert (row.unit, row.decision_number) == (second, "9/QĐ")
    assert 'data-testid="acting-end"' in client.get(shown).content.decode()
    assert client.post(reverse("blocs:acting_head_end", args=[row.pk])).status_code == 302


def test_a_bloc_without_a_head_today_says_so(bloc, standing, client):
    client.force_login(standing)
    shown = reverse("blocs:bloc_detail", args=[bloc.pk])
    assert 'data-testid="headless"' not in client.get(shown).content.decode()
    bloc.headships.filter(part="head").update(until_on=TODAY() - timedelta(days=1))
    assert 'data-testid="headless"' in client.get(shown).content.decode()
    name_acting_head(term(bloc), by=standing)
    assert 'data-testid="headless"' not in client.get(shown).content.decode()


@pytest.mark.parametrize(("is_deputy", "capacity"), [(True, "KT. KHỐI TRƯỞNG"), (False, "Q. KHỐI TRƯỞNG")])
def test_a_paper_of_those_days_is_signed_in_the_heads_place(bloc, standing, is_deputy, capacity):
    from reports.paper_frames import frame

    second = make.members_of(bloc)[1]
    bloc.headships.filter(part="deputy").delete()
    if is_deputy:
        bloc.headships.create(unit=second, part="deputy")
    name_acting_head(term(bloc, last=5), by=standing)
    plan = BY_SLUG["plan"]
    assert capacity in frame(plan, bloc, on=TODAY()).capacity
    assert "KHỐI TRƯỞNG" in frame(plan, bloc, on=TODAY() - timedelta(days=20)).capacity
