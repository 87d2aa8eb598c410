"""What stands in the way of a pact: each rule alone, its "may not" beside its "may"."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pacts.logic.obstacles import (
    PACT,
    Draft,
    Group,
    Row,
    Signer,
    Signing,
    obstacles_to_opening,
    obstacles_to_reopening,
    obstacles_to_sealing,
    problems_of_group,
)
from pacts.logic.progress import steps
from pacts.logic.targets import Kind

ROW = Row("1.1", "Tỷ lệ khám phá án", Kind.AT_LEAST, Decimal(90), measure="%")
DRAFT = Draft(rows=(ROW,), movement_count=1)
FALL = Row("1.2", "Số vụ", Kind.REDUCE_AT_LEAST, Decimal(5), compared_with="năm 2016", group="Tai nạn")
SIGNED = Signer("Đơn vị 01", has_signed=True, is_head=True)
WAITING = Signer("Đơn vị 02")
ABSENT = Signer("Đơn vị 03", was_absent=True)
DAY = Signing(signers=(SIGNED,), ceremony_has_begun=True)


def test_a_whole_draft_may_be_opened():
    assert obstacles_to_opening(DRAFT) == []


@pytest.mark.parametrize(
    "change, words",
    [
        ({"rows": ()}, []),
        ({"movement_count": 0}, []),
        ({"faults_of_bloc": ("Khối chưa có Khối trưởng.",)}, ["Khối chưa có Khối trưởng."]),
        ({"rows": (replace(ROW, target=None),)}, ["1.1", "Tỷ lệ khám phá án"]),
        ({"rows": (replace(ROW, kind=Kind.REDUCE_AT_LEAST),)}, ["1.1"]),
        ({"rows": (ROW, replace(ROW, is_unreviewed_copy=True))}, ["1"]),
        ({"groups": (Group("Nhóm trống", "all_of"),)}, ["Nhóm trống"]),
        ({"lax_own_targets": (("Đơn vị 05", "Tỷ lệ"),)}, ["Đơn vị 05", "Tỷ lệ"]),
    ],
)
def test_each_lack_is_one_sentence_that_names_it(change, words):
    sentences = obstacles_to_opening(replace(DRAFT, **change))
    assert len(sentences) == 1
    assert [word for word in words if word not in sentences[0]] == []


def test_every_lack_is_told_at_once():
    draft = Draft(rows=(replace(ROW, target=None), replace(ROW, measure="", number="1.2")))
    assert len(obstacles_to_opening(draft)) == 3


@pytest.mark.parametrize(
    "judged, members, is_fine",
    [
        ("sum_of", [FALL, replace(FALL, name="Số người chết")], True),
        ("sum_of", [FALL, replace(FALL, target=Decimal(6))], False),
        ("sum_of", [FALL, replace(ROW, group="Tai nạn")], False),
        ("sum_of", [ROW, replace(ROW, measure="vụ")], False),
        ("sum_of", [ROW, replace(ROW, target=Decimal(80))], True),
        ("sum_of", [replace(ROW, kind=Kind.QUALITATIVE, measure="")], False),
        ("all_of", [FALL, ROW, replace(ROW, kind=Kind.QUALITATIVE)], True),
        ("all_of", [], False),
    ],
)
def test_a_sum_needs_one_kind_one_measure_and_one_percentage(judged, members, is_fine):
    assert (problems_of_group(Group("Tai nạn", judged), members) == []) is is_fine


def test_a_signed_pact_at_its_ceremony_may_be_sealed():
    assert obstacles_to_sealing(DAY) == []


@pytest.mark.parametrize(
    "change, count",
    [
        ({"ceremony_has_begun": False}, 1),
        ({"signers": (SIGNED, WAITING)}, 1),
        ({"signers": (WAITING, WAITING)}, 2),
        ({"signers": (SIGNED, ABSENT)}, 0),
        ({"signers": (SIGNED, ABSENT), "absent_hinders": True}, 1),
        ({"signers": (SIGNED, replace(ABSENT, has_signed=True)), "absent_hinders": True}, 0),
        ({"signers": (ABSENT,)}, 1),
        ({"signers": (SIGNED, WAITING), "heads_sign": True}, 0),
        ({"signers": (replace(SIGNED, has_signed=False), WAITING), "heads_sign": True}, 1),
        ({"signers": ()}, 1),
    ],
)
def test_who_must_sign_before_the_seal(change, count):
    assert len(obstacles_to_sealing(replace(DAY, **change))) == count


def test_the_unit_that_has_not_signed_is_named():
    assert "Đơn vị 02" in obstacles_to_sealing(replace(DAY, signers=(SIGNED, WAITING)))[0]


def test_a_signed_pact_is_not_taken_back():
    assert obstacles_to_reopening(False) == []
    assert len(obstacles_to_reopening(True)) == 1


def test_the_table_of_steps():
    assert PACT.states() == ("draft", "open", "sealed")
    assert [(step.verb, step.source, step.target) for step in PACT.steps] == [
        ("open", "draft", "open"),
        ("seal", "open", "sealed"),
        ("reopen", "open", "draft"),
    ]


# --- The six steps ---


def statuses(*args, **facts):
    return [step.status for step in steps(*args, **facts)]


def test_the_steps_before_there_is_a_pact():
    told = statuses(["Không có Khối trưởng."], None, has_regulation=False, state="")
    assert told == ["not-started", "incomplete", "not-started", "blocked", "blocked", "blocked"]


def test_the_steps_of_an_empty_of_a_copied_and_of_a_whole_draft():
    copied = replace(DRAFT, rows=(replace(ROW, is_unreviewed_copy=True),))
    told = [statuses([], draft, has_regulation=True, state="draft")[3:] for draft in (Draft(), copied, DRAFT)]
    assert told == [
        ["not-started", "incomplete", "blocked"],
        ["incomplete", "incomplete", "blocked"],
        ["done", "done", "not-started"],
    ]


@pytest.mark.parametrize("state", ["open", "sealed"])
def test_all_steps_are_done_once_the_pact_is_open(state):
    assert statuses(["Khối nay chỉ còn 1 đơn vị."], None, has_regulation=False, state=state) == ["done"] * 6
