from types import SimpleNamespace

import pytest
from django.utils import translation

from blocs.logic.lifecycle import Door, Lifecycle, Refused, Step


def unsigned(pact):
    return [f"{unit} chưa ký." for unit in pact.unsigned]


OPEN = Step("open", "draft", "open", "Mở ký")
SEAL = Step("seal", "open", "sealed", "Niêm phong", obstacles=unsigned)
CANCEL = Step("cancel", ("draft", "open"), "cancelled", "Hủy")
PACT = Lifecycle(OPEN, SEAL, CANCEL)


def a_pact(state="draft", unsigned=()):
    return SimpleNamespace(state=state, unsigned=unsigned)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "verb, state, after",
    [
        ("open", "draft", "open"),
        ("seal", "open", "sealed"),
        ("cancel", "draft", "cancelled"),
        ("cancel", "open", "cancelled"),
    ],
)
def test_a_step_leads_from_its_sources_to_its_target(verb, state, after):
    assert PACT.after(verb, state) == after


@pytest.mark.parametrize("verb, state", [("open", "open"), ("seal", "draft"), ("seal", "sealed"), ("cancel", "sealed")])
def test_a_step_from_elsewhere_is_refused(verb, state):
    with pytest.raises(Refused):
        PACT.after(verb, state)


def test_the_refusal_names_the_step_and_the_state():
    with pytest.raises(Refused) as refusal:
        PACT.after("seal", "draft")
    assert refusal.value.sentences == ["“Niêm phong” is not possible while the state is “draft”."]


def test_a_refusal_speaks_of_the_state_in_the_users_words():
    pact = a_pact("sealed")
    pact.get_state_display = lambda: "đã niêm phong"
    with pytest.raises(Refused) as refusal:
        PACT.take("open", pact)
    assert refusal.value.sentences == ["“Mở ký” is not possible while the state is “đã niêm phong”."]


def test_an_unknown_verb_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        PACT.after("burn", "draft")


def test_taking_a_step_sets_the_state():
    pact = a_pact("open")
    PACT.take("seal", pact)
    assert pact.state == "sealed"


def test_obstacles_refuse_in_sentences_and_leave_the_state():
    pact = a_pact("open", unsigned=["Đơn vị 1", "Đơn vị 2"])
    with pytest.raises(Refused) as refusal:
        PACT.take("seal", pact)
    assert refusal.value.sentences == ["Đơn vị 1 chưa ký.", "Đơn vị 2 chưa ký."]
    assert str(refusal.value) == "Đơn vị 1 chưa ký. Đơn vị 2 chưa ký."
    assert pact.state == "open"


def test_doors_are_the_steps_from_here_with_their_obstacles():
    pact = a_pact("open", unsigned=["Đơn vị 1"])
    assert PACT.open_to(pact, lambda verb: True) == [Door(SEAL, ["Đơn vị 1 chưa ký."]), Door(CANCEL, [])]


def test_a_door_one_may_not_use_is_not_shown():
    assert PACT.open_to(a_pact("open"), lambda verb: verb == "cancel") == [Door(CANCEL, [])]
    assert PACT.open_to(a_pact("open"), lambda verb: False) == []


def test_nothing_is_open_at_the_end():
    assert PACT.open_to(a_pact("sealed"), lambda verb: True) == []


def test_states_are_named_once_in_table_order():
    assert PACT.states() == ("draft", "open", "sealed", "cancelled")
