"""Release levels: one page, one submit, one logbook line for each change; withdrawn only with a reason."""

from datetime import date

import pytest
from django.urls import reverse

from blocs.models import Event
from reports.models import Figure, Honour
from reports.reach import may_draft, may_publish
from tests.make import a_bloc, a_ceremony, a_figure, a_pact, a_phase, a_title, members_of, the_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return a_bloc()


@pytest.fixture
def cast(bloc):
    return the_cast(bloc)


def address(bloc):
    return f"{reverse('reports:release_levels')}?khoi={bloc.pk}"


@pytest.mark.parametrize(
    "role, status",
    [
        ("admin", 200),
        ("standing", 200),
        ("head_commander", 200),
        ("secretary", 403),
        ("commander", 403),
        ("stranger", 404),
    ],
)
def test_who_may_set_levels(client, bloc, cast, role, status):
    client.force_login(cast[role])
    assert client.get(address(bloc)).status_code == status


def test_one_submit_opens_the_page_a_ceremony_a_figure_and_an_honour(client, bloc, cast):
    ceremony = a_ceremony(bloc)
    figure = a_figure(a_pact(bloc).pledges.get())
    honour = Honour.objects.create(bloc=bloc, title=a_title(), status="awarded", count=1)
    client.force_login(cast["standing"])
    ticks = [
        f"bloc-{bloc.pk}",
        f"ceremony-{ceremony.pk}",
        f"figure-{figure.pk}",
        f"w-figure-{figure.pk}",
        f"honour-{honour.pk}",
    ]
    client.post(address(bloc), dict.fromkeys(ticks, "on"))
    for thing in (bloc, ceremony, figure, honour):
        thing.refresh_from_db()
    assert [thing.release for thing in (bloc, ceremony, figure, honour)] == ["public"] * 4
    assert figure.is_withheld
    assert sorted(Event.objects.values_list("verb", flat=True)) == [
        "blocs.publish", "pacts.publish", "reports.publish", "reports.publish", "reports.withhold",
    ]  # fmt: skip


def test_a_tick_taken_away_needs_a_reason_and_loses_nothing(client, bloc, cast):
    type(bloc).objects.filter(pk=bloc.pk).update(release="public")
    client.force_login(cast["standing"])
    shown = client.post(address(bloc), {"reason": ""})
    assert shown.context["form"].errors["reason"]
    client.post(address(bloc), {"reason": "Công bố nhầm năm thi đua"})
    bloc.refresh_from_db()
    assert (bloc.release, bloc.withdrawn_reason) == ("withdrawn", "Công bố nhầm năm thi đua")


def test_one_tick_publishes_a_whole_group_and_no_other(client, bloc, cast):
    pledge = a_pact(bloc).pledges.get()
    figures = [a_figure(pledge), *(a_figure(pledge, unit) for unit in members_of(bloc))]
    client.force_login(cast["standing"])
    client.post(address(bloc), {"all-units": "on"})
    assert [Figure.objects.get(pk=figure.pk).release for figure in figures] == ["closed", "public", "public", "public"]


def test_figures_of_units_are_shown_a_phase_at_a_time(client, bloc, cast):
    unit, year, half = (
        members_of(bloc)[0],
        a_phase(bloc.season),
        a_phase(bloc.season, "half", ends_on=date(2017, 6, 30)),
    )
    for phase, name in [(year, "Chỉ số cả năm"), (half, "Chỉ số sáu tháng")]:
        Figure.objects.create(bloc=bloc, unit=unit, phase=phase, indicator=name, value=1)
    client.force_login(cast["standing"])
    newest, asked = (client.get(address(bloc) + more).content.decode() for more in ("", f"&ky={half.pk}"))
    assert ("Chỉ số cả năm" in newest, "Chỉ số sáu tháng" in newest) == (True, False)
    assert ("Chỉ số cả năm" in asked, "Chỉ số sáu tháng" in asked) == (False, True)


def test_nothing_changed_writes_nothing(client, bloc, cast):
    client.force_login(cast["standing"])
    client.post(address(bloc), {})
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    "role", ["admin", "standing", "secretary", "head_commander", "commander", "reporter", "stranger"]
)
def test_the_queries_say_what_the_predicates_say(bloc, cast, role):
    user = cast[role]
    assert may_publish(user).filter(pk=bloc.pk).exists() == user.has_perm("reports.set_release", bloc)
    assert may_draft(user).filter(pk=bloc.pk).exists() == user.has_perm("reports.draft", bloc)
