"""Reliability 5: seal, strike, last signature and the console's one hand in threads; and what the guards are worth.

The last two take a guard away on purpose: only then does the same race go wrong, so the races above do look at it.
"""

from contextlib import contextmanager
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from pacts.actions import control, signature_lines, signing
from pacts.actions import pacts as pact_actions
from pacts.actions import signatures as actions
from pacts.models import Pact, Run, Signature
from pacts.text import digest_of
from tests.make import a_signing, a_user, adopted, members_of
from tests.pacts.signing_tools import a_commander
from tests.pacts.test_signature_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ONCE = next(one for one in Signature._meta.constraints if one.name == "signature_stands_once_for_its_unit")


def a_full_table(units=3, *, without_last=False):
    """(pact, ceremony, admin): adopted, signed by all, or by all but the last."""
    pact, ceremony = a_signing(units)
    by = a_user(Role.ADMIN)
    adopted(pact)
    for unit in members_of(pact.bloc)[: -1 if without_last else None]:
        actions.record_signature(pact, unit, ceremony=ceremony, by=by)
    return pact, ceremony, by


def kinds(results) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_four_who_seal_at_once_seal_once():
    pact, _ceremony, by = a_full_table()
    results = at_once(*[lambda: pact_actions.seal(pact, by=by)] * 4)
    assert kinds(results) == ["Pact", "Refused", "Refused", "Refused"]
    assert Event.objects.filter(verb="pacts.seal").count() == 1
    assert Pact.objects.get(pk=pact.pk).state == "sealed"


def test_the_last_signature_and_the_seal_never_leave_a_seal_without_it():
    """Before the last signature the seal is refused; so either order ends with the line written before the seal."""
    pact, ceremony, by = a_full_table(without_last=True)
    user, last = a_commander(pact, -1), pact.bloc.memberships.get(unit=members_of(pact.bloc)[-1])
    digest = digest_of(pact)
    signed, sealed = at_once(
        lambda: signing.sign(last, pact=pact, by=user, digest=digest, ceremony=ceremony),
        lambda: pact_actions.seal(pact, by=by),
    )
    pact = Pact.objects.get(pk=pact.pk)
    assert isinstance(signed, Signature) and not signed.is_late
    assert pact.signatures.signed().count() == 3
    assert (pact.state == "sealed") == isinstance(sealed, Pact)
    assert pact.sealed_at is None or pact.sealed_at >= signed.signed_at


def test_a_strike_and_the_seal_never_leave_a_seal_over_a_struck_line():
    """Struck first, the unit has not signed and nothing is sealed; sealed first, nothing is struck any more."""
    pact, _ceremony, by = a_full_table()
    line = Signature.objects.last()
    struck, sealed = at_once(
        lambda: actions.strike_signature(line, reason="Ghi nhầm đơn vị", by=by),
        lambda: pact_actions.seal(pact, by=by),
    )
    assert kinds([struck, sealed]) in (["Pact", "Refused"], ["Refused", "Signature"])
    standing = Signature.objects.standing().count()
    assert (Pact.objects.get(pk=pact.pk).state, standing) in {("sealed", 3), ("open", 2)}


# --- What the guards are worth ----------------------------------------------------------------


def meeting(of=2):
    """Everybody waits here for the others, but not for ever: a database that lets in one writer lets in one."""
    barrier = Barrier(of)

    def wait():
        try:
            barrier.wait(1)
        except BrokenBarrierError:
            return

    return wait


@contextmanager
def without_the_constraint():
    with connection.schema_editor() as editor:
        editor.execute(ONCE.remove_sql(Signature, editor))
    try:
        yield
    finally:
        Signature.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.execute(ONCE.create_sql(Signature, editor))


def two_records(monkeypatch, *, pact, ceremony) -> list[str]:
    """Two that passed the check at the same moment, as they would if nothing locked the pact."""
    unit, by, meet, check = members_of(pact.bloc)[0], a_user(), meeting(), signature_lines.record_digest
    monkeypatch.setattr("blocs.models.LockingQuerySet.locked", lambda rows, pk, revision=None: rows.get(pk=pk))

    def late(line, picture):
        meet()
        return check(line, picture)

    monkeypatch.setattr(signature_lines, "record_digest", late)
    monkeypatch.setattr(signature_lines, "validate", lambda row: None)
    return kinds(at_once(*[lambda: actions.record_signature(pact, unit, ceremony=ceremony, by=by)] * 2))


def writers_meet() -> bool:
    """SQLite lets one transaction write at a time, whatever our code does; PostgreSQL needs our locks."""
    return connection.vendor == "postgresql"


def test_without_the_lock_the_constraint_still_refuses_the_second_line(monkeypatch):
    pact, ceremony = a_signing()
    assert two_records(monkeypatch, pact=pact, ceremony=ceremony) == ["Refused", "Signature"]
    assert Signature.objects.count() == 1


def test_without_lock_and_constraint_a_unit_signs_twice_so_the_races_look_at_them(monkeypatch):
    pact, ceremony = a_signing()
    with without_the_constraint():
        made = two_records(monkeypatch, pact=pact, ceremony=ceremony)
        assert made == (["Signature", "Signature"] if writers_meet() else ["Refused", "Signature"])
        assert Signature.objects.count() == made.count("Signature")


def test_without_its_lock_two_have_the_console_so_the_race_looks_at_it(monkeypatch):
    """Both found nobody in control; each is told to have it, and only the later one does."""
    _pact, ceremony = a_signing()
    Run.objects.create(ceremony=ceremony)
    first, second = a_user(Role.ADMIN), a_user(Role.ADMIN)
    meet = meeting()

    def unlocked(of):
        run = Run.objects.get(ceremony=of)
        meet()
        return run

    monkeypatch.setattr(control, "open_run", unlocked)
    results = at_once(*[lambda by=by: control.take_control(ceremony, by=by) for by in (first, second)])
    believe = sum(not isinstance(one, Refused) for one in results)
    assert believe == (2 if writers_meet() else 1)
    assert Event.objects.filter(verb="pacts.take_control").count() == believe
