"""When a ceremony may begin and close, told without a database."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from pacts.logic.agenda import default_agenda, signing_title
from pacts.logic.ceremony_states import CEREMONY, hints_for_holding, postponing_faults, votes_faults
from pacts.logic.signing import lines, tally, waiting


def a_day(
    state="planned", *, signing=True, pacts=(("Giao ước", "open"),), presided=True, directed=True, precision="day"
):
    return SimpleNamespace(
        state=state,
        precision=precision,
        is_signing=signing,
        pact_states=lambda: list(pacts),
        has_part=lambda part: presided,
        has_directions=lambda: directed,
    )


def refusal(verb, ceremony) -> list[str]:
    with pytest.raises(Refused) as refused:
        CEREMONY.take(verb, ceremony)
    return refused.value.sentences


@pytest.mark.parametrize(
    "verb, before, after",
    [
        ("begin", "planned", "live"),
        ("hold", "live", "held"),
        ("postpone", "planned", "planned"),
        ("cancel", "planned", "cancelled"),
        ("reopen_ceremony", "held", "live"),
    ],
)
def test_each_step_leads_on(verb, before, after):
    pacts = [("Giao ước", "sealed" if verb == "hold" else "open")]
    ceremony = a_day(before, pacts=pacts)
    CEREMONY.take(verb, ceremony)
    assert ceremony.state == after


@pytest.mark.parametrize(
    "verb, state",
    [
        ("begin", "live"),
        ("begin", "held"),
        ("begin", "cancelled"),
        ("hold", "planned"),
        ("hold", "held"),
        ("cancel", "live"),
        ("postpone", "live"),
        ("reopen_ceremony", "planned"),
        ("reopen_ceremony", "cancelled"),
    ],
)
def test_other_steps_lead_nowhere(verb, state):
    ceremony = a_day(state)
    assert len(refusal(verb, ceremony)) == 1
    assert ceremony.state == state


@pytest.mark.parametrize(
    "pacts, sentences",
    [
        ([("A", "draft"), ("B", "open")], [_("“%(pact)s” is not open for signature yet.") % {"pact": "A"}]),
        ([], [_("Choose the pact that is signed at this ceremony.")]),
        ([("A", "sealed")], [_("Every pact of this ceremony is sealed already.")]),
    ],
)
def test_a_signing_begins_only_with_its_pacts_open(pacts, sentences):
    assert refusal("begin", a_day(pacts=pacts)) == sentences


def test_last_years_sealed_pact_may_lie_beside_the_open_one():
    ceremony = a_day(pacts=[("2016", "sealed"), ("2017", "open")])
    CEREMONY.take("begin", ceremony)
    assert ceremony.state == "live"


def test_a_review_begins_without_any_open_pact():
    ceremony = a_day(signing=False, pacts=[("2017", "sealed")])
    CEREMONY.take("begin", ceremony)
    assert ceremony.state == "live"


@pytest.mark.parametrize("precision", ["month", "year", "unknown"])
def test_a_ceremony_without_a_day_cannot_begin(precision):
    assert refusal("begin", a_day(precision=precision)) == [_("The day of the ceremony is not fixed yet.")]


def test_a_range_of_days_is_fixed_enough():
    ceremony = a_day(precision="range")
    CEREMONY.take("begin", ceremony)
    assert ceremony.state == "live"


def test_holding_names_every_unsealed_pact_and_the_missing_president():
    ceremony = a_day("live", pacts=[("A", "open"), ("B", "sealed"), ("C", "open")], presided=False)
    unsealed = [_("“%(pact)s” is not sealed yet.") % {"pact": name} for name in "AC"]
    assert refusal("hold", ceremony) == [*unsealed, _("Nobody is recorded as presiding.")]


def test_missing_directions_are_a_hint_and_no_obstacle():
    ceremony = a_day("live", pacts=[("A", "sealed")], directed=False)
    assert len(hints_for_holding(ceremony)) == 1
    CEREMONY.take("hold", ceremony)
    assert ceremony.state == "held"
    assert hints_for_holding(a_day("live")) == []


def test_votes_may_not_pass_the_number_of_members():
    words = {"cast": 14, "members": 13}
    too_many = _("The votes add up to %(cast)s, but there are %(members)s member units.") % words
    assert votes_faults(12, 1, 1, False, 13) == [too_many]
    assert votes_faults(12, 1, None, False, 13) == []
    assert votes_faults(None, None, None, True, 13) == []


def test_unanimous_has_nobody_against():
    assert len(votes_faults(12, 1, 0, True, 13)) == 1
    assert votes_faults(13, 0, 0, True, 13) == []


def test_a_postponement_goes_forward():
    assert postponing_faults(date(2017, 2, 15), date(2017, 2, 16)) == []
    assert len(postponing_faults(date(2017, 2, 15), date(2017, 2, 15))) == 1
    assert postponing_faults(None, date(2017, 2, 15)) == []


def test_the_signing_has_the_usual_programme():
    assert [title for title, _adopted in default_agenda("signing")] == [
        "Ổn định tổ chức, chào cờ",
        "Tuyên bố lý do, giới thiệu đại biểu",
        "Báo cáo kết quả năm trước",
        "Thông qua nội dung giao ước",
        "Các đơn vị ký kết giao ước",
        "Lãnh đạo phát biểu chỉ đạo",
        "Tiếp thu ý kiến chỉ đạo, bế mạc",
    ]
    assert [title for title, adopted in default_agenda("signing") if adopted] == ["Thông qua nội dung giao ước"]


def test_the_table_keeps_the_order_of_units_and_tells_each_state():
    units = [SimpleNamespace(pk=pk) for pk in (3, 1, 2, 5, 4)]

    def row(unit, outcome="signed", late=False, acting_for=""):
        return SimpleNamespace(unit_id=unit, outcome=outcome, is_late=late, acting_for=acting_for)

    rows = [row(1), row(2, "absent"), row(5, acting_for="Trưởng phòng"), row(4, "absent"), row(4, late=True)]
    table = lines(units, rows, {})
    assert [line.state for line in table] == ["waiting", "signed", "absent", "delegated", "late"]
    assert [line.unit.pk for line in table] == [3, 1, 2, 5, 4]
    assert tally(table) == (3, 5)
    assert [line.unit.pk for line in waiting(table)] == [3]


def test_the_ceremony_is_named_after_its_pact():
    assert signing_title("Giao ước thi đua năm 2017") == "Lễ ký kết giao ước thi đua năm 2017"
    assert signing_title("Bản cam kết") == "Lễ ký kết Bản cam kết"
