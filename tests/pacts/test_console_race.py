"""Two operators press at the same moment, in threads of their own: one has the console, one unit is called."""

import pytest

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from pacts.actions import control, running
from pacts.actions.signatures import record_signature
from pacts.models import Run, Signature, Turn
from pacts.staging import picture_of
from tests.make import a_signing, a_user, members_of
from tests.pacts.test_signature_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(results) -> list[str]:
    return sorted("refused" if isinstance(result, Refused) else "done" for result in results)


def test_stf_7_ac_4_of_two_who_take_the_console_one_has_it():
    _pact, ceremony = a_signing()
    people = [a_user(Role.ADMIN) for _person in range(4)]
    results = at_once(*[lambda by=by: control.take_control(ceremony, by=by) for by in people])
    assert kinds(results) == ["done", "refused", "refused", "refused"]
    assert (Run.objects.count(), Event.objects.filter(verb="pacts.take_control").count()) == (1, 1)


def test_the_same_press_twice_calls_one_unit():
    _pact, ceremony = a_signing()
    by = a_user(Role.ADMIN)
    control.take_control(ceremony, by=by)
    seen = picture_of(ceremony).upcoming.key
    results = at_once(*[lambda: running.invite_next(ceremony, by=by, seen=seen)] * 3)
    assert kinds(results) == ["done", "refused", "refused"]
    assert (Turn.objects.count(), Event.objects.filter(verb="pacts.call_unit").count()) == (1, 1)


def test_a_call_and_a_signature_at_once_never_leave_a_signed_unit_at_the_table():
    pact, ceremony = a_signing()
    by, unit = a_user(Role.ADMIN), members_of(pact.bloc)[0]
    control.take_control(ceremony, by=by)
    at_once(
        lambda: running.invite(ceremony, pact, unit, by=by),
        lambda: record_signature(pact, unit, ceremony=ceremony, by=by),
    )
    assert (Signature.objects.count(), Turn.objects.count()) == (1, 0)
    assert picture_of(ceremony).tiles[0].state == "signed"


def test_a_take_over_in_the_middle_of_a_press_lands_before_or_after_it():
    _pact, ceremony = a_signing()
    first, second = a_user(Role.ADMIN), a_user(Role.ADMIN)
    control.take_control(ceremony, by=first)
    pressed, taken = at_once(
        lambda: running.pause(ceremony, by=first),
        lambda: control.take_control(ceremony, by=second, take_over=True),
    )
    run = Run.objects.get()
    assert run.operator == second
    assert not isinstance(taken, Refused)
    assert (run.paused_at is None) is isinstance(pressed, Refused)
