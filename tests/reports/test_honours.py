"""Honours: recorded, decided, counted; closed to the public until released."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from blocs.logic.lifecycle import Refused
from blocs.models import Event
from reports.actions.honours import change_status, edit_honour, record_honour
from reports.models import Honour
from tests.make import a_bloc, a_title, members_of, the_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return a_bloc()


@pytest.fixture
def cast(bloc):
    return the_cast(bloc)


def an_honour(bloc, by, **facts):
    values = {"bloc": bloc, "title": a_title(), "status": "proposed", "unit": members_of(bloc)[1], **facts}
    return record_honour(Honour(**values), by=by)


def test_an_honour_is_recorded_closed_and_logged(bloc, cast):
    honour = an_honour(bloc, cast["secretary"])
    assert (honour.release, Event.objects.first().verb) == ("closed", "reports.record_honour")


def test_a_bare_count_may_stand_without_a_unit(bloc, cast):
    assert an_honour(bloc, cast["secretary"], unit=None, count=6).count == 6
    with pytest.raises(Refused):
        an_honour(bloc, cast["secretary"], count=6)


def test_a_decision_has_its_authority_number_and_day(bloc, cast):
    honour = an_honour(bloc, cast["secretary"])
    facts = {"authority": "Bộ Công an", "decision_number": "12/QĐ-BCA", "decided_on": date(2018, 1, 5)}
    done = change_status(honour, status="awarded", by=cast["standing"], **facts)
    assert [done.status, done.authority, done.decision_number, done.decided_on] == ["awarded", *facts.values()]
    with pytest.raises(Refused):
        change_status(done, status="refused", by=cast["standing"], reason="Muộn")


def test_a_refusal_needs_its_reason_and_a_grant_its_authority(bloc, cast):
    honour = an_honour(bloc, cast["secretary"])
    for facts in ({"status": "refused"}, {"status": "approved"}, {"status": "proposed"}):
        with pytest.raises(Refused):
            change_status(honour, by=cast["standing"], **facts)
    assert (
        change_status(honour, status="refused", reason="Không đủ phiếu", by=cast["standing"]).reason == "Không đủ phiếu"
    )


def test_the_same_honour_is_recorded_once(bloc, cast):
    honour = an_honour(bloc, cast["secretary"])
    with pytest.raises(ValidationError):
        an_honour(bloc, cast["secretary"], title=honour.title, unit=honour.unit)


def test_what_the_public_reads_is_changed_by_the_standing_body_only(bloc, cast):
    honour = an_honour(bloc, cast["secretary"])
    Honour.objects.update(release="public")
    honour.refresh_from_db()
    with pytest.raises(Refused):
        change_status(honour, status="awarded", authority="BCA", by=cast["secretary"])
    honour.note = "Sửa"
    with pytest.raises(Refused):
        edit_honour(honour, by=cast["secretary"])
    assert edit_honour(honour, by=cast["standing"]).note == "Sửa"


@pytest.mark.parametrize(
    "role, status",
    [("secretary", 200), ("standing", 200), ("admin", 200), ("commander", 403), ("reporter", 403), ("stranger", 404)],
)
def test_who_may_record(client, bloc, cast, role, status):
    client.force_login(cast[role])
    assert client.get(reverse("reports:honour_add"), {"khoi": bloc.pk}).status_code == status


def test_the_form_records_and_the_decision_follows(client, bloc, cast):
    client.force_login(cast["secretary"])
    title, unit = a_title("Cờ thi đua của Bộ Công an"), members_of(bloc)[0]
    address = f"{reverse('reports:honour_add')}?khoi={bloc.pk}"
    client.post(address, {"title": title.pk, "status": "proposed", "unit": unit.pk})
    honour = Honour.objects.get()
    assert "Cờ thi đua của Bộ Công an" in client.get(reverse("reports:honour_list"), {"khoi": bloc.pk}).content.decode()
    decide = reverse("reports:honour_status", args=[honour.pk])
    shown = client.post(decide, {"status": "refused", "revision": honour.revision})
    assert shown.status_code == 200 and shown.context["form"].non_field_errors()
    client.post(decide, {"status": "refused", "revision": honour.revision, "reason": "Không đủ phiếu"})
    honour.refresh_from_db()
    assert (honour.status, honour.reason) == ("refused", "Không đủ phiếu")
