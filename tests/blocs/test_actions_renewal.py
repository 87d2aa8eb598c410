"""Next year begins with the bloc of this year."""

from datetime import date

import pytest

from blocs.actions.renewal import propose_renewal, renew_bloc
from blocs.actions.seasons import season_after
from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Event, Headship, Role, Season, Succession
from tests.make import a_bloc, a_season, a_unit, a_user, members_of

pytestmark = pytest.mark.django_db


def the_next(bloc):
    return season_after(bloc.season)


def test_the_season_after_is_made_with_its_phases_where_it_is_missing():
    bloc = a_bloc()
    secretary = a_user(Role.SECRETARY, at=bloc)
    renewed = renew_bloc(bloc, season=the_next(bloc), by=secretary)
    season = renewed.season
    assert (season.slug, season.name, season.starts_on, season.ends_on) == (
        "2018",
        "Năm 2018",
        date(2018, 1, 1),
        date(2018, 12, 31),
    )
    assert [phase.name for phase in season.phases.filter(kind="half")] == ["06 tháng đầu năm"]
    assert season.phases.count() == 7


def test_a_season_that_exists_is_used():
    bloc, season = a_bloc(), a_season(2018)
    assert the_next(bloc) == season


@pytest.mark.parametrize(
    ("facts", "after"),
    [
        (
            {"slug": "2025-2026", "name": "Năm học 2025-2026", "kind": "school_year"},
            ("2026-2027", "Năm học 2026-2027", date(2026, 9, 1), date(2027, 8, 31)),
        ),
        (
            {"slug": "2025-2026", "name": "2025-2026", "kind": "years", "ends_on": date(2027, 8, 31)},
            ("2027-2028", "2027-2028", date(2027, 9, 1), date(2029, 8, 31)),
        ),
    ],
)
def test_school_years_and_longer_seasons_move_on_by_their_own_length(facts, after):
    values = {"starts_on": date(2025, 9, 1), "ends_on": date(2026, 8, 31), **facts}
    made = season_after(Season.objects.create(**values))
    assert (made.slug, made.name, made.starts_on, made.ends_on) == after


def test_nothing_follows_a_campaign():
    season = a_season(2017, kind="campaign", slug="dot-1", name="Đợt 1")
    assert season_after(season) is None


def test_members_head_and_secretary_are_carried_over():
    bloc = a_bloc(units=4, is_illustrative=True, code="Cụm 1")
    secretary = a_user(Role.SECRETARY, at=bloc)
    renewed = renew_bloc(bloc, season=the_next(bloc), by=secretary)
    first, second, third, fourth = members_of(bloc)
    assert members_of(renewed) == [first, second, third, fourth]
    assert (renewed.previous, renewed.series, renewed.code, renewed.is_illustrative) == (
        bloc,
        bloc.series,
        "Cụm 1",
        True,
    )
    assert {(row.part, row.unit, row.chosen) for row in renewed.headships.all()} == {
        ("head", second, "rota"),
        ("deputy", third, "rota"),
    }
    assert secretary.holds(Role.SECRETARY, at=renewed)
    assert renewed.release == "closed"
    line = Event.objects.first()
    assert (line.verb, line.facts["secretaries"]) == ("blocs.renew", [str(secretary)])


def test_units_chosen_for_the_next_season_head_it():
    bloc = a_bloc(units=4)
    third, fourth = members_of(bloc)[2:]
    Headship.objects.create(bloc=bloc, unit=fourth, part="next_head", chosen="elected")
    Headship.objects.create(bloc=bloc, unit=third, part="next_deputy", chosen="assigned")
    renewed = renew_bloc(bloc, season=the_next(bloc), by=a_user(Role.ADMIN))
    assert {(row.part, row.unit, row.chosen) for row in renewed.headships.all()} == {
        ("head", fourth, "elected"),
        ("deputy", third, "assigned"),
    }


def test_a_unit_that_ended_is_replaced_by_its_successor_or_reported():
    bloc = a_bloc(units=4)
    merged, gone = members_of(bloc)[2:]
    for unit in (merged, gone):
        unit.until_on = date(2017, 11, 30)
        unit.save()
    heir = a_unit("Phòng kế thừa")
    Succession.objects.create(before=merged, after=heir, kind="merged", on=date(2017, 12, 1))
    proposal = propose_renewal(bloc, the_next(bloc))
    assert proposal.units == [*members_of(bloc)[:2], heir]
    assert len(proposal.problems) == 2
    assert "30/11/2017" in proposal.problems[0]


def test_a_unit_that_left_is_not_carried_over():
    bloc = a_bloc(units=4)
    row = bloc.memberships.get(unit=members_of(bloc)[3])
    row.until_on = date(2017, 12, 31)
    row.save()
    renewed = renew_bloc(bloc, season=the_next(bloc), by=a_user(Role.ADMIN))
    assert members_of(renewed) == members_of(bloc)[:3]


def test_a_bloc_is_renewed_once():
    bloc, admin = a_bloc(), a_user(Role.ADMIN)
    renewed = renew_bloc(bloc, season=the_next(bloc), by=admin)
    with pytest.raises(Refused, match=renewed.name):
        renew_bloc(bloc, season=the_next(bloc), by=admin)
    assert bloc.series.blocs.count() == 2


def test_a_season_that_is_not_later_is_refused():
    bloc = a_bloc(year=2017)
    with pytest.raises(Refused):
        renew_bloc(bloc, season=a_season(2016), by=a_user(Role.ADMIN))


def test_a_renewal_that_could_not_stand_writes_nothing():
    bloc = a_bloc(units=3)
    first, second, _ = members_of(bloc)
    for facts in ({"units": [first]}, {"units": [first, second], "head": a_unit()}, {"head": first, "deputy": first}):
        with pytest.raises(Refused):
            renew_bloc(bloc, season=the_next(bloc), by=a_user(Role.ADMIN), **facts)
    assert (Bloc.objects.count(), Season.objects.count(), Event.objects.count()) == (1, 1, 0)


def test_a_deputy_for_a_while_is_not_carried_over():
    bloc = a_bloc()
    secretary, deputy = a_user(Role.SECRETARY, at=bloc), a_user(Role.SECRETARY, at=bloc)
    deputy.duties.update(acting_for=secretary.duties.get())
    renewed = renew_bloc(bloc, season=the_next(bloc), by=secretary)
    assert [duty.user for duty in renewed.duties.all()] == [secretary]
