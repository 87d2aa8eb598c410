"""The console's actions: one hand, the queue, the programme, the pause, the screen; and a rehearsal without a trace."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from pacts.actions import ceremonies, control, rehearsal, running
from pacts.actions.devices import pair, shut_device
from pacts.actions.pacts import seal
from pacts.actions.signatures import record_absence, record_signature, strike_signature
from pacts.models import AgendaItem, Ceremony, Device, Run, Signature, Turn
from pacts.staging import as_json, picture_of
from tests.make import a_bloc, a_ceremony, a_pact, a_signing, a_user, adopted, members_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return a_user(Role.ADMIN)


@pytest.fixture
def hall(by):
    """An open pact of three units, its ceremony under way with a programme, the console in hand."""
    pact, ceremony = a_signing()
    for order, title in enumerate(["Chào cờ", "Các đơn vị ký kết giao ước", "Bế mạc"], start=1):
        AgendaItem.objects.create(ceremony=ceremony, order=order, title=title)
    control.take_control(ceremony, by=by)
    return pact, ceremony


@pytest.fixture
def planned(by):
    pact = a_pact(a_bloc(3), state="open")
    ceremony = a_ceremony(pact.bloc)
    AgendaItem.objects.create(ceremony=ceremony, title="Các đơn vị ký kết giao ước")
    AgendaItem.objects.create(ceremony=ceremony, order=2, title="Bế mạc")
    return pact, ceremony


def refused(action, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refusal:
        action(*args, **kwargs)
    return refusal.value.sentences


def states(ceremony) -> list[str]:
    return [tile.state for tile in picture_of(ceremony).tiles]


def pulse(ceremony) -> int:
    return Run.objects.get(ceremony=ceremony).pulse


# --- One hand ---


def test_stf_7_ac_4_a_second_operator_is_told_who_has_it_since_when_until_taking_over(hall, by):
    _pact, ceremony = hall
    second = a_user(Role.ADMIN)
    [sentence] = refused(control.take_control, ceremony, by=second)
    since = timezone.localtime(Run.objects.get().operator_since)
    assert str(by) in sentence and f"{since:%H:%M}" in sentence
    assert control.take_control(ceremony, by=second, take_over=True).operator == second
    assert Event.objects.latest("number").facts["before"] == str(by)
    assert len(refused(running.pause, ceremony, by=by)) == 1


def test_taking_again_what_one_has_changes_nothing(hall, by):
    _pact, ceremony = hall
    before = (pulse(ceremony), Event.objects.count())
    control.take_control(ceremony, by=by)
    assert (pulse(ceremony), Event.objects.count()) == before


def test_whoever_gives_it_out_of_hand_leaves_it_to_the_next(hall, by):
    _pact, ceremony = hall
    control.leave_control(ceremony, by=by)
    assert len(refused(running.pause, ceremony, by=by)) == 1
    assert control.take_control(ceremony, by=a_user()).operator != by


@pytest.mark.parametrize("state, is_ready", [("planned", False), ("held", False), ("cancelled", False), ("live", True)])
def test_presses_count_while_the_ceremony_is_under_way(hall, by, state, is_ready):
    _pact, ceremony = hall
    Ceremony.objects.update(state=state)
    try:
        running.pause(ceremony, by=by)
        done = True
    except Refused:
        done = False
    assert done is is_ready


def presses(pact, ceremony, by) -> list:
    first, second, _third = members_of(pact.bloc)
    item, own = ceremony.agenda.first(), {"by": by}
    return [
        lambda: running.invite_next(ceremony, **own),
        lambda: running.begin_signing(ceremony, pact, first, **own),
        lambda: running.uninvite(ceremony, pact, first, **own),
        lambda: running.invite(ceremony, pact, second, **own),
        lambda: running.skip(ceremony, pact, second, **own),
        lambda: running.go_to_item(ceremony, item, **own),
        lambda: running.pause(ceremony, **own),
        lambda: running.resume(ceremony, **own),
        lambda: running.choose_screen(ceremony, screen="thanks", **own),
        lambda: control.leave_control(ceremony, **own),
    ]


def test_every_press_beats_once_writes_one_line_and_needs_the_hand(hall, by):
    pact, ceremony = hall
    stranger = a_user(Role.ADMIN)
    for press, foreign in zip(presses(pact, ceremony, by), presses(pact, ceremony, stranger), strict=True):
        assert len(refused(foreign)) == 1
        before = (pulse(ceremony), Event.objects.count())
        press()
        assert (pulse(ceremony), Event.objects.count()) == (before[0] + 1, before[1] + 1)


# --- The queue ---


def test_the_queue_runs_in_precedence_and_comes_back_to_those_passed_over(hall, by):
    pact, ceremony = hall
    first, second, third = members_of(pact.bloc)
    assert running.invite_next(ceremony, by=by).unit == first
    running.begin_signing(ceremony, pact, first, by=by)
    assert states(ceremony) == ["signing", "waiting", "waiting"]
    record_signature(pact, first, ceremony=ceremony, by=by)
    running.invite_next(ceremony, by=by)
    running.skip(ceremony, pact, second, by=by)
    assert running.invite_next(ceremony, by=by).unit == third
    record_signature(pact, third, ceremony=ceremony, by=by)
    assert states(ceremony) == ["signed", "skipped", "signed"]
    assert running.invite_next(ceremony, by=by).unit == second
    record_signature(pact, second, ceremony=ceremony, by=by)
    assert len(refused(running.invite_next, ceremony, by=by)) == 1


def test_stf_7_ac_3_an_absent_unit_is_called_later_and_signs_in_its_place_with_its_own_time(hall, by):
    pact, ceremony = hall
    first, second, third = members_of(pact.bloc)
    running.invite(ceremony, pact, first, by=by)
    record_absence(pact, first, reason="Đến muộn", ceremony=ceremony, by=by)
    assert states(ceremony)[0] == "absent"
    for unit in (second, third):
        record_signature(pact, unit, ceremony=ceremony, by=by)
    running.invite(ceremony, pact, first, by=by)
    assert states(ceremony)[0] == "invited"
    last = record_signature(pact, first, ceremony=ceremony, by=by)
    rows = list(pact.signatures.signed())
    assert [row.unit for row in rows] == [first, second, third]
    assert last.signed_at == max(row.signed_at for row in rows)


def test_a_line_struck_leaves_the_unit_waiting_not_at_the_table(hall, by):
    pact, ceremony = hall
    unit = members_of(pact.bloc)[0]
    running.invite(ceremony, pact, unit, by=by)
    signature = record_signature(pact, unit, ceremony=ceremony, by=by)
    assert Turn.objects.count() == 0
    strike_signature(signature, reason="Ghi nhầm", by=by)
    assert states(ceremony)[0] == "waiting"


def test_taking_a_call_back_undoes_it(hall, by):
    pact, ceremony = hall
    unit = members_of(pact.bloc)[0]
    running.invite(ceremony, pact, unit, by=by)
    running.uninvite(ceremony, pact, unit, by=by)
    assert (states(ceremony), Turn.objects.count()) == (["waiting"] * 3, 0)
    assert len(refused(running.uninvite, ceremony, pact, unit, by=by)) == 1


def test_pressed_twice_the_next_unit_is_not_called_too(hall, by):
    _pact, ceremony = hall
    seen = picture_of(ceremony).upcoming.key
    running.invite_next(ceremony, by=by, seen=seen)
    assert len(refused(running.invite_next, ceremony, by=by, seen=seen)) == 1
    assert states(ceremony) == ["invited", "waiting", "waiting"]


def test_a_unit_that_does_not_sign_here_is_refused(hall, by):
    pact, ceremony = hall
    stranger = members_of(a_bloc())[0]
    assert len(refused(running.invite, ceremony, pact, stranger, by=by)) == 1


def test_stf_7_ac_2_a_call_stands_on_the_board_in_the_same_commit(hall, by):
    pact, ceremony = hall
    before = pulse(ceremony)
    running.invite(ceremony, pact, members_of(pact.bloc)[1], by=by)
    told = as_json(picture_of(ceremony))
    assert (told["screen"], told["pulse"], told["current"]["state"]) == ("board", before + 1, "invited")


# --- Programme, pause, screen ---


def test_the_programme_moves_on_and_back_and_keeps_the_times(hall, by):
    _pact, ceremony = hall
    first, second, _third = ceremony.agenda.all()
    running.go_to_item(ceremony, first, by=by)
    running.go_to_item(ceremony, second, by=by)
    first.refresh_from_db()
    began = first.began_at
    assert first.ended_at >= began
    assert [item["state"] for item in as_json(picture_of(ceremony))["agenda"]] == ["done", "current", "coming"]
    running.go_to_item(ceremony, first, by=by)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.began_at, first.ended_at, second.ended_at is not None) == (began, None, True)
    count = Event.objects.count()
    running.go_to_item(ceremony, first, by=by)
    assert Event.objects.count() == count


def test_an_item_of_another_ceremony_is_refused(hall, by):
    _pact, ceremony = hall
    other = AgendaItem.objects.create(ceremony=a_ceremony(a_bloc()), title="Chào cờ")
    assert len(refused(running.go_to_item, ceremony, other, by=by)) == 1


def test_a_pause_stops_the_timer_and_the_calls(hall, by):
    _pact, ceremony = hall
    running.go_to_item(ceremony, ceremony.agenda.first(), by=by)
    running.pause(ceremony, by=by)
    assert len(refused(running.pause, ceremony, by=by)) == 1
    assert len(refused(running.invite_next, ceremony, by=by)) == 1
    minute = timedelta(minutes=1)
    run = Run.objects.get()
    Run.objects.update(paused_at=run.paused_at - minute, item_began_at=run.item_began_at - minute)
    began = Run.objects.get().item_began_at
    running.resume(ceremony, by=by)
    run = Run.objects.get()
    assert run.paused_at is None
    assert run.item_began_at - began >= minute
    assert len(refused(running.resume, ceremony, by=by)) == 1


def test_the_screen_shows_one_of_five_pictures(hall, by):
    _pact, ceremony = hall
    for screen in Run.Screen.values:
        assert running.choose_screen(ceremony, screen=screen, by=by).screen == screen
    assert len(refused(running.choose_screen, ceremony, screen="game", by=by)) == 1


def test_closing_ends_the_last_item_and_thanks_the_hall(hall, by):
    pact, ceremony = hall
    for item in ceremony.agenda.all():
        running.go_to_item(ceremony, item, by=by)
    for unit in members_of(pact.bloc):
        record_signature(pact, unit, ceremony=ceremony, by=by)
    adopted(pact)
    seal(pact, by=by)
    held = ceremonies.hold(ceremony, by=by)
    run = Run.objects.get()
    assert (run.screen, run.item, run.operator) == ("thanks", None, None)
    assert ceremony.agenda.last().ended_at <= timezone.now()
    assert ceremony.agenda.filter(ended_at=None).count() == 0
    assert len(refused(control.take_control, held, by=by)) == 1


# --- Rehearsal ---


def test_stf_7_ac_1_a_rehearsal_played_to_its_end_leaves_no_trace(planned, by):
    pact, ceremony = planned
    first, second, third = members_of(pact.bloc)
    kept = [Signature, AgendaItem, Event, Ceremony, type(pact)]
    before = [list(model.objects.order_by("pk").values()) for model in kept]
    rehearsal.start_rehearsal(ceremony, by=by)
    for item in ceremony.agenda.all():
        running.go_to_item(ceremony, item, by=by)
    running.invite_next(ceremony, by=by)
    running.begin_signing(ceremony, pact, first, by=by)
    rehearsal.play(ceremony, pact, first, state="signed", by=by)
    running.invite_next(ceremony, by=by)
    rehearsal.play(ceremony, pact, second, state="absent", by=by)
    running.skip(ceremony, pact, third, by=by)
    running.pause(ceremony, by=by)
    running.resume(ceremony, by=by)
    running.choose_screen(ceremony, screen="thanks", by=by)
    control.take_control(ceremony, by=a_user(Role.ADMIN), take_over=True)
    control.take_control(ceremony, by=by, take_over=True)
    told = as_json(picture_of(ceremony))
    assert (told["is_rehearsal"], told["counter"]) == (True, {"signed": 1, "asked": 3})
    assert [item["state"] for item in told["agenda"]] == ["done", "current"]
    assert states(ceremony) == ["signed", "absent", "skipped"]
    rehearsal.end_rehearsal(ceremony, by=by)
    assert [list(model.objects.order_by("pk").values()) for model in kept] == before
    assert (Turn.objects.count(), states(ceremony)) == (0, ["waiting"] * 3)


def test_stf_7_ac_1_the_real_ceremony_ends_a_rehearsal_left_open(planned, by):
    pact, ceremony = planned
    rehearsal.start_rehearsal(ceremony, by=by)
    running.invite_next(ceremony, by=by)
    rehearsal.play(ceremony, pact, members_of(pact.bloc)[0], state="signed", by=by)
    ceremonies.begin(ceremony, by=by)
    run = Run.objects.get()
    assert (run.is_rehearsal, run.item, run.screen, run.operator) == (False, None, "logo", by)
    assert (Turn.objects.count(), states(ceremony)) == (0, ["waiting"] * 3)


def test_in_a_rehearsal_nothing_real_can_be_recorded(planned, by):
    pact, ceremony = planned
    rehearsal.start_rehearsal(ceremony, by=by)
    unit = members_of(pact.bloc)[0]
    assert len(refused(record_signature, pact, unit, ceremony=ceremony, by=by)) == 1
    assert Signature.objects.count() == 0


def test_only_what_has_not_begun_is_rehearsed_once_at_a_time(planned, hall, by):
    _pact, ceremony = planned
    rehearsal.start_rehearsal(ceremony, by=by)
    assert len(refused(rehearsal.start_rehearsal, ceremony, by=by)) == 1
    rehearsal.end_rehearsal(ceremony, by=by)
    pact, live = hall
    assert len(refused(rehearsal.start_rehearsal, live, by=by)) == 1
    assert len(refused(rehearsal.end_rehearsal, live, by=by)) == 1
    assert len(refused(rehearsal.play, live, pact, members_of(pact.bloc)[0], state="signed", by=by)) == 1


@pytest.mark.parametrize("end", ["postpone", "cancel"])
def test_a_ceremony_that_does_not_take_place_ends_its_rehearsal(planned, by, end):
    _pact, ceremony = planned
    rehearsal.start_rehearsal(ceremony, by=by)
    later = {"on": ceremony.on + timedelta(days=9)} if end == "postpone" else {}
    getattr(ceremonies, end)(ceremony, reason="Hội trường bận", by=by, **later)
    assert Run.objects.get().is_rehearsal is False


# --- Screens and tablets ---


def test_a_screen_is_paired_and_shut_once_and_the_log_keeps_no_secret(hall, by):
    _pact, ceremony = hall
    device = pair(ceremony, kind="board", name="Máy chiếu", by=by)
    assert len(device.token) >= 32
    shut_device(device, by=by)
    assert len(refused(shut_device, device, by=by)) == 1
    assert [row.verb for row in Event.objects.order_by("number")][-2:] == ["pacts.pair", "pacts.shut_device"]
    assert all(device.token not in row.canonical for row in Event.objects.all())


def test_nothing_is_paired_with_a_ceremony_that_is_over(hall, by):
    _pact, ceremony = hall
    Ceremony.objects.update(state="held")
    assert len(refused(pair, ceremony, kind="board", name="Máy chiếu", by=by)) == 1
    assert Device.objects.count() == 0
