"""The same button pressed twice at the same moment, through the real pages: one effect, and a page for both."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from blocs.models import Bloc, Event, Role, User
from pacts.models import Pact, Signature
from reports.models import Figure, Honour, Publication
from tests.make import a_bloc, a_ceremony, a_pact, a_reporting, a_signing, a_title, a_user, adopted, members_of
from tests.security.forms_on_page import forms_of
from tests.test_access_matrix import client_of

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = 3


def pressed_at_once(user, address: str, data: dict) -> list[int]:
    """The same request from one person's windows; the status of each answer after it led somewhere."""
    clients, start = [client_of(user) for _turn in range(PRESSES)], Barrier(PRESSES)

    def press(client):
        start.wait()
        try:
            return client.post(address, data, follow=True).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(PRESSES) as pool:
        return list(pool.map(press, clients))


def lines(verb: str) -> int:
    return Event.objects.filter(verb=verb).count()


def as_shown(user, address: str, **changed) -> dict:
    """The fields of the form at an address, as its page fills them in."""
    form = max(forms_of(client_of(user).get(address)), key=lambda form: len(form.boxes))
    found: dict[str, list[str]] = {}
    for name, value in form.data(changed):
        found.setdefault(name, []).append(value)
    return found


def test_a_bloc_is_renewed_once():
    bloc = a_bloc()
    user, address = a_user(Role.SECRETARY, at=bloc), reverse("blocs:bloc_renew", args=[bloc.pk])
    assert pressed_at_once(user, address, as_shown(user, address)) == [200] * PRESSES
    assert Bloc.objects.filter(previous=bloc).count() == 1
    assert lines("blocs.renew") == 1


def test_a_pact_is_sealed_once():
    pact, ceremony = a_signing()
    for unit in members_of(pact.bloc):
        Signature.objects.create(pact=pact, ceremony=ceremony, unit=unit, recorded_by="thư ký")
    adopted(pact)
    user = a_user(Role.SECRETARY, at=pact.bloc)
    assert pressed_at_once(user, reverse("pacts:pact_seal", args=[pact.pk]), {}) == [200] * PRESSES
    assert (Pact.objects.get().state, lines("pacts.seal")) == ("sealed", 1)


def a_sealed_year(**facts):
    from django.utils import timezone

    pact = a_pact(a_bloc(), state="sealed", sealed_at=timezone.now(), digest="0" * 64, canonical="văn bản")
    return pact, a_reporting(pact.bloc, **facts)


def test_figures_are_recorded_once():
    pact, reporting = a_sealed_year()
    unit = members_of(pact.bloc)[0]
    user = a_user(Role.COMMANDER, at=unit)
    address = f"{reverse('reports:figure_entry')}?ky={reporting.pk}&don_vi={unit.pk}"
    data = {f"p{pact.pledges.get().pk}-value": "92,02"}
    assert pressed_at_once(user, address, data) == [200] * PRESSES
    assert (Figure.objects.count(), lines("reports.record_figure")) == (1, 1)


def test_a_phase_is_opened_once():
    pact, reporting = a_sealed_year(state="planned")
    user = a_user(Role.SECRETARY, at=pact.bloc)
    address = reverse("reports:reporting_open", args=[reporting.pk])
    assert pressed_at_once(user, address, {"due_on": "31/12/2099"}) == [200] * PRESSES
    assert lines("reports.open_phase") == 1


def test_a_report_is_sent_once():
    pact, reporting = a_sealed_year()
    unit = members_of(pact.bloc)[0]
    Figure.objects.create(bloc=pact.bloc, unit=unit, phase=reporting.phase, pledge=pact.pledges.get(), value=92)
    user = a_user(Role.COMMANDER, at=unit)
    address = f"{reverse('reports:report_check')}?ky={reporting.pk}&don_vi={unit.pk}"
    data = {"results": "Đạt", "do": "send", "declared": "on"}
    assert pressed_at_once(user, address, data) == [200] * PRESSES
    assert lines("reports.send_report") == 1


def test_a_summary_is_drafted_and_published_once():
    bloc = a_bloc()
    ceremony = a_ceremony(bloc, state="held")
    author, second = a_user(Role.SECRETARY, at=bloc), a_user(Role.STANDING, at=bloc.series.organiser)
    draft = f"{reverse('reports:publication_draft')}?le={ceremony.pk}"
    assert pressed_at_once(author, draft, {"bloc": bloc.pk}) == [200] * PRESSES
    summary = Publication.objects.get()
    assert pressed_at_once(second, reverse("reports:publication_release", args=[summary.pk]), {}) == [200] * PRESSES
    assert (lines("reports.draft"), lines("reports.release")) == (1, 1)


def test_an_honour_is_recorded_once():
    bloc, title = a_bloc(), a_title()
    user, address = a_user(Role.SECRETARY, at=bloc), f"{reverse('reports:honour_add')}?khoi={bloc.pk}"
    data = {"title": title.pk, "status": "proposed", "unit": members_of(bloc)[0].pk}
    assert pressed_at_once(user, address, data) == [200] * PRESSES
    assert (Honour.objects.count(), lines("reports.record_honour")) == (1, 1)


def test_an_account_is_given_once():
    admin = a_user(Role.ADMIN)
    row = {"lines": "Nguyễn Thị Hoa; hoa-nguyen; quản trị;"}
    assert pressed_at_once(admin, reverse("accounts_give"), row) == [200] * PRESSES
    assert User.objects.filter(username="hoa-nguyen").count() == 1
    assert lines("blocs.give_account") == 1
