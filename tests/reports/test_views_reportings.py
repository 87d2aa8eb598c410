"""Phases on their pages: who sees them, who moves them, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Role
from reports.models import Extension, Report, Reporting
from tests import make
from tests.reports.desks import REASON, a_desk, queries_of

pytestmark = pytest.mark.django_db
TOMORROW = (timezone.localdate() + timedelta(days=1)).strftime("%d/%m/%Y")

STEPS = [
    ("reporting_open", "planned", {"due_on": TOMORROW}, "open"),
    ("reporting_extend", "open", {"due_on": TOMORROW, "reason": REASON}, "open"),
    ("reporting_close", "open", {}, "closed"),
    ("reporting_reopen", "closed", {"reason": REASON}, "open"),
]


def a_person(desk, role):
    makers = {
        "admin": lambda: make.a_user(Role.ADMIN),
        "standing": lambda: make.a_user(Role.STANDING, at=desk.bloc.series.organiser),
        "stranger": lambda: make.a_user(Role.SECRETARY, at=make.a_bloc()),
    }
    return makers[role]() if role in makers else getattr(desk, role)


@pytest.mark.parametrize(("name", "before", "data", "after"), STEPS)
@pytest.mark.parametrize(
    ("role", "status"),
    [("secretary", 302), ("admin", 302), ("commander", 403), ("reporter", 403), ("standing", 403), ("stranger", 404)],
)
def test_only_who_runs_the_bloc_moves_a_phase(client, name, before, data, after, role, status):
    desk = a_desk(state=before)
    client.force_login(a_person(desk, role))
    if (name, role) == ("reporting_reopen", "standing"):
        status = 302
    url = reverse(f"reports:{name}", args=[desk.reporting.pk])
    assert client.post(url, data).status_code == status
    desk.reporting.refresh_from_db()
    assert desk.reporting.state == (after if status == 302 else before)
    assert Extension.objects.exists() == (name == "reporting_extend" and status == 302)


@pytest.mark.parametrize(("name", "before"), [(name, before) for name, before, data, __ in STEPS if data])
def test_a_refused_form_comes_back_as_it_was_typed(client, name, before):
    desk = a_desk(state=before)
    client.force_login(desk.secretary)
    typed = {"due_on": "31/02/2017", "reason": "ngắn quá"}
    response = client.post(reverse(f"reports:{name}", args=[desk.reporting.pk]), typed)
    page = response.content.decode()
    assert response.status_code == 200 and ("31/02/2017" in page or "ngắn quá" in page)
    desk.reporting.refresh_from_db()
    assert desk.reporting.state == before and not Extension.objects.exists()


def test_an_extension_for_one_unit_is_shown_with_its_reason(client):
    desk = a_desk(units=3, due_on=timezone.localdate())
    client.force_login(desk.secretary)
    data = {"unit": desk.unit.pk, "due_on": TOMORROW, "reason": REASON}
    client.post(reverse("reports:reporting_extend", args=[desk.reporting.pk]), data)
    response = client.get(desk.reporting.get_absolute_url())
    days = {row["unit"]: row["due_on"] for row in response.context["rows"]}
    assert days[desk.unit] > days[desk.others[0]] == timezone.localdate()
    assert REASON in response.content.decode()


def test_a_unit_of_another_bloc_is_not_extended(client):
    desk, other = a_desk(), a_desk()
    client.force_login(desk.secretary)
    data = {"unit": other.unit.pk, "due_on": TOMORROW, "reason": REASON}
    assert client.post(reverse("reports:reporting_extend", args=[desk.reporting.pk]), data).status_code == 200
    assert not Extension.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("secretary", 302), ("reporter", 403), ("stranger", 404)])
def test_who_plans_the_phases_of_a_season(client, role, status):
    desk = a_desk()
    client.force_login(a_person(desk, role))
    assert client.post(reverse("reports:reporting_plan"), {"khoi": desk.bloc.pk}).status_code == status
    assert Reporting.objects.filter(bloc=desk.bloc).count() == (3 if status == 302 else 1)


def test_the_phases_of_a_bloc_and_how_many_have_reported(client):
    desk = a_desk(units=3)
    Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="sent")
    Report.objects.create(reporting=desk.reporting, unit=None, state="sent")
    client.force_login(desk.reporter)
    response = client.get(reverse("reports:reporting_list"), {"khoi": desk.bloc.pk})
    assert [(row.pk, row.sent_count) for row in response.context["reportings"]] == [(desk.reporting.pk, 1)]
    assert response.context["may_run"] is False
    client.force_login(a_person(desk, "stranger"))
    assert client.get(reverse("reports:reporting_list"), {"khoi": desk.bloc.pk}).status_code == 404
    assert client.get(desk.reporting.get_absolute_url()).status_code == 404


def test_a_newcomer_without_a_bloc_is_told_so(client):
    client.force_login(make.a_user())
    response = client.get(reverse("reports:reporting_list"))
    assert response.status_code == 200 and response.context["bloc"] is None


def test_closing_is_a_button_and_nothing_else(client):
    desk = a_desk()
    client.force_login(desk.secretary)
    assert client.get(reverse("reports:reporting_close", args=[desk.reporting.pk])).status_code == 405
    assert 'data-testid="door-close_phase"' in client.get(desk.reporting.get_absolute_url()).content.decode()


def test_pages_ask_the_same_number_of_questions_for_1_3_and_30_units(client):
    counts = set()
    for units in [1, 3, 30]:
        desk = a_desk(units=units)
        for unit in make.members_of(desk.bloc):
            Report.objects.create(reporting=desk.reporting, unit=unit, state="sent")
            make.a_figure(desk.pledge, unit, phase=desk.reporting.phase)
        client.force_login(desk.secretary)
        listed = f"{reverse('reports:reporting_list')}?khoi={desk.bloc.pk}"
        counts.add((queries_of(client, desk.reporting.get_absolute_url()), queries_of(client, listed)))
    assert len(counts) == 1
