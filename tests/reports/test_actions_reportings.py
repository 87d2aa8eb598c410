"""Phases of a season: planned once, opened, extended, locked, opened again with a reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Phase
from reports.actions.reportings import close_phase, extend, open_phase, plan_phases, reopen_phase
from reports.models import Extension, Reporting
from tests import make
from tests.reports.desks import REASON, a_desk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


def test_a_season_gets_its_three_phases_once():
    bloc, user = make.a_bloc(year=2018), make.a_user()
    made = plan_phases(bloc, by=user)
    assert [(row.phase.kind, row.phase.name, row.phase.ends_on, row.state) for row in made] == [
        ("half", "06 tháng đầu năm", date(2018, 6, 30), "planned"),
        ("nine", "09 tháng", date(2018, 9, 30), "planned"),
        ("year", "Cả năm", date(2018, 12, 31), "planned"),
    ]
    assert plan_phases(bloc, by=user) == [] and Reporting.objects.filter(bloc=bloc).count() == 3
    assert [line.verb for line in Event.objects.all()] == ["reports.plan_phase"] * 3


def test_phases_the_season_has_are_used_again():
    bloc = make.a_bloc(year=2018)
    year = make.a_phase(bloc.season, slug="ca-nam")
    plan_phases(bloc, by=make.a_user(), quarters=True)
    neighbour = make.a_bloc(year=2018)
    plan_phases(neighbour, by=make.a_user())
    assert Phase.objects.filter(season=bloc.season).count() == 7
    assert bloc.reportings.count() == 7 and neighbour.reportings.get(phase__kind="year").phase == year


def test_a_campaign_is_one_phase():
    season = make.a_season(2019, slug="dot-1", kind="campaign", starts_on=date(2019, 3, 1), ends_on=date(2019, 4, 30))
    bloc = make.a_bloc(season=season)
    assert [row.phase.kind for row in plan_phases(bloc, by=make.a_user())] == ["year"]


def test_a_phase_is_opened_with_a_deadline(today):
    desk = a_desk(state="planned")
    opened = open_phase(desk.reporting, today + DAY, by=desk.secretary)
    assert (opened.state, opened.due_on, opened.opened_at is not None) == ("open", today + DAY, True)
    with pytest.raises(Refused):
        open_phase(desk.reporting, today + DAY, by=desk.secretary)
    assert [line.verb for line in Event.objects.all()] == ["reports.open_phase"]


def test_a_phase_is_not_opened_without_pledges_nor_into_the_past(today):
    desk = a_desk(state="planned", pledges=0)
    with pytest.raises(Refused):
        open_phase(desk.reporting, today + DAY, by=desk.secretary)
    desk = a_desk(state="planned")
    with pytest.raises(Refused):
        open_phase(desk.reporting, today - DAY, by=desk.secretary)
    desk.reporting.refresh_from_db()
    assert (desk.reporting.state, desk.reporting.due_on) == ("planned", None)


def test_an_extension_is_later_and_has_a_reason(today):
    desk = a_desk(due_on=today)
    extend(desk.reporting, today + 2 * DAY, REASON, unit=desk.unit, by=desk.secretary)
    assert desk.reporting.due_for(desk.unit.pk) == today + 2 * DAY
    assert desk.reporting.due_for(desk.others[0].pk) == desk.reporting.due_for(None) == today
    extend(desk.reporting, today + DAY, REASON, by=desk.secretary)
    assert desk.reporting.due_for(desk.others[0].pk) == today + DAY
    assert desk.reporting.due_for(desk.unit.pk) == today + 2 * DAY
    for when, why in [(today + DAY, REASON), (today + 3 * DAY, "bận")]:
        with pytest.raises((Refused, ValidationError)):
            extend(desk.reporting, when, why, by=desk.secretary)
    assert Extension.objects.count() == 2


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_only_an_open_phase_is_extended(today, state):
    desk = a_desk(state=state)
    with pytest.raises(Refused):
        extend(desk.reporting, today + DAY, REASON, by=desk.secretary)
    assert not Extension.objects.exists()


def test_a_phase_is_locked_and_opened_again_at_the_price_of_a_reason():
    desk = a_desk()
    closed = close_phase(desk.reporting, by=desk.secretary)
    assert (closed.state, closed.closed_by, closed.closed_at is not None) == ("closed", str(desk.secretary), True)
    with pytest.raises(Refused):
        close_phase(desk.reporting, by=desk.secretary)
    with pytest.raises(Refused):
        reopen_phase(desk.reporting, "nhầm", by=desk.secretary)
    again = reopen_phase(desk.reporting, REASON, by=desk.secretary)
    assert (again.state, again.closed_by, again.closed_at) == ("open", "", None)
    assert Event.objects.first().facts == {"reason": REASON}
