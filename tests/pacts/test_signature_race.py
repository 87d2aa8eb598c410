"""Two people press at the same moment: each unit signs once, and the seal comes before or after, never between."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from pacts.actions import pacts as pact_actions
from pacts.actions import signatures as actions
from pacts.models import Pact, Signature
from tests.make import a_signing, a_user, adopted, members_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads that start together; what each returned, or the refusal."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_records_of_one_unit_leave_one_row():
    pact, ceremony = a_signing()
    unit, by = members_of(pact.bloc)[0], a_user()

    def record():
        return actions.record_signature(pact, unit, ceremony=ceremony, by=by)

    results = at_once(*[record] * 4)
    assert sorted(type(result).__name__ for result in results) == ["Refused", "Refused", "Refused", "Signature"]
    assert (Signature.objects.count(), Event.objects.count()) == (1, 1)


def test_everyone_present_and_one_unit_at_the_same_time():
    pact, ceremony = a_signing(5)
    unit, by = members_of(pact.bloc)[2], a_user()
    at_once(
        lambda: actions.record_all_present(pact, ceremony=ceremony, by=by),
        lambda: actions.record_signature(pact, unit, ceremony=ceremony, by=by),
        lambda: actions.record_all_present(pact, ceremony=ceremony, by=by),
    )
    assert list(Signature.objects.order_by("order").values_list("unit", flat=True)) == [
        unit.pk for unit in members_of(pact.bloc)
    ]


def test_a_signature_lands_before_the_seal_or_late_beside_it():
    pact, ceremony = a_signing()
    by, admin = a_user(), a_user(Role.ADMIN)
    *signed, last = members_of(pact.bloc)
    for unit in signed:
        actions.record_signature(pact, unit, ceremony=ceremony, by=by)
    adopted(pact)
    actions.record_absence(pact, last, reason="Đến muộn", ceremony=ceremony, by=by)
    at_once(
        lambda: pact_actions.seal(pact, by=admin),
        lambda: actions.record_signature(pact, last, ceremony=ceremony, by=by),
    )
    pact, signature = Pact.objects.get(pk=pact.pk), Signature.objects.get(unit=last, outcome="signed")
    assert pact.state == "sealed"
    assert signature.is_late == (signature.signed_at >= pact.sealed_at)


def test_the_constraint_holds_where_the_check_was_passed(monkeypatch):
    """As if another process had written between check and insert: the database refuses, in the same sentence."""
    pact, ceremony = a_signing()
    unit, by = members_of(pact.bloc)[0], a_user()
    Signature.objects.create(pact=pact, unit=unit, recorded_by="x")
    monkeypatch.setattr("pacts.models.signatures.SignatureQuerySet.of_parties", lambda self: self.none())
    monkeypatch.setattr("pacts.actions.signature_lines.validate", lambda row: None)
    with pytest.raises(Refused) as refusal:
        actions.record_signature(pact, unit, ceremony=ceremony, by=by)
    assert len(refusal.value.sentences) == 1
    assert Signature.objects.count() == 1
