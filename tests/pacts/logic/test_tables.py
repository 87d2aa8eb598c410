"""A table is adopted only when it adds up, place by place, and its rules can be reckoned with."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pacts.logic import tables
from pacts.logic.table_stages import StageRow
from pacts.logic.tables import Facts, Row, obstacles_to_adopting, walk

REAL = Path(__file__).parents[3] / "pacts" / "data" / "tables" / "bang-1000-diem.json"
STAGES = (
    StageRow("self", "Tự chấm", None, date(2017, 12, 10)),
    StageRow("appraise", "Thẩm định", None, date(2017, 12, 20)),
)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def leaf(number, points=10, **facts) -> Row:
    return Row(number, f"Tiêu chí {number}", Decimal(str(points)), **{"formula": "by_hand", **facts})


def group(number, points, *children, **facts) -> Row:
    return Row(number, f"Nhóm {number}", Decimal(str(points)), children=children, **facts)


def a_table(*rows, **facts) -> Facts:
    total = sum((row.points for row in rows if row.part == "main"), start=Decimal(0))
    return Facts(**{"rows": rows, "stages": STAGES, "maximum": total, **facts})


def faults(*rows, **facts) -> list[str]:
    return obstacles_to_adopting(a_table(*rows, **facts))


# --- Sums ---


def test_a_table_that_adds_up_has_nothing_against_it():
    assert faults(group("1", 30, leaf("1.1", 10), leaf("1.2", "20")), leaf("2", "0.5")) == []


def test_a_gap_is_told_with_its_place_and_size():
    assert faults(group("1", 50, leaf("1.1", 30), leaf("1.2", "19.5"))) == [
        "1 “Nhóm 1”: the criteria under it add up to 49,5 points, 0,5 short of its 50."
    ]
    assert faults(group("1", 50, leaf("1.1", 50), leaf("1.2", "0.5"))) == [
        "1 “Nhóm 1”: the criteria under it add up to 50,5 points, 0,5 above its 50."
    ]


def test_the_groups_add_up_to_the_maximum():
    rows = (leaf("1", 40), leaf("2", 50))
    assert faults(*rows, maximum=Decimal(100)) == [
        "The table: its groups add up to 90 points, 10 short of the maximum 100."
    ]
    assert faults(*rows, maximum=Decimal(80)) == ["The table: its groups add up to 90 points, 10 above the maximum 80."]


def test_bonus_counts_into_the_maximum_only_where_the_table_says_so_and_penalties_never():
    bonus = group("2", 50, leaf("2.1", 50, part="bonus", formula="flat"), part="bonus")
    penalty = group("3", 8, leaf("3.1", 8, part="penalty", formula="flat"), part="penalty")
    rows = (group("1", 950, leaf("1.1", 950)), bonus, penalty)
    assert faults(*rows, maximum=Decimal(1000), bonus_is_inside=True) == []
    assert faults(*rows, maximum=Decimal(950)) == []
    assert faults(*rows, maximum=Decimal(1000)) == [
        "The table: its groups add up to 950 points, 50 short of the maximum 1.000."
    ]


def test_a_bonus_group_sums_its_own():
    bonus = group("2", 9, leaf("2.1", 10, part="bonus", formula="flat"), part="bonus")
    assert faults(leaf("1", 100), bonus) == ["2 “Nhóm 2”: the criteria under it add up to 10 points, 1 above its 9."]


def test_a_main_group_of_bonus_alone_is_told_to_say_so():
    odd = group("1", 10, leaf("1.1", 10, part="bonus", formula="flat"))
    assert faults(odd) == ["1 “Nhóm 1”: there is only bonus or penalty under it; mark the group itself as such."]


# --- Shape ---


def test_an_empty_table_an_empty_group_and_a_leaf_with_children_are_refused():
    assert faults(maximum=Decimal(100)) == ["There are no criteria yet."]
    assert faults(group("1", 10)) == ["1 “Nhóm 1”: the group has no criteria under it; add some, or give it a formula."]
    assert faults(replace(leaf("1", 10), children=(leaf("1.1", 10),))) == [
        "1 “Tiêu chí 1”: it has criteria under it and a formula of its own; keep one of both."
    ]


def test_five_levels_stand_and_a_sixth_does_not():
    def nested(depth, number="1") -> Row:
        return leaf(number) if depth == 1 else group(number, 10, nested(depth - 1, f"{number}.1"))

    assert faults(nested(5)) == []
    assert faults(nested(6)) == ["1.1.1.1.1.1 “Tiêu chí 1.1.1.1.1.1”: it stands deeper than 5 levels."]


def test_250_rows_stand_and_251_do_not():
    assert faults(*(leaf(str(n), 1) for n in range(1, 251))) == []
    assert faults(*(leaf(str(n), 1) for n in range(1, 252))) == [
        "The table has 251 criteria and groups; at most 250 are possible."
    ]


def test_points_are_in_steps_and_more_than_nothing():
    assert faults(leaf("1", "0.3"), leaf("2", "0.7")) == [
        "1 “Tiêu chí 1”: 0,3 points is not a multiple of 0,5.",
        "2 “Tiêu chí 2”: 0,7 points is not a multiple of 0,5.",
    ]
    assert faults(leaf("1", 0), leaf("2", 1)) == ["1 “Tiêu chí 1”: its maximum score must be more than 0."]
    assert faults(leaf("1", "0.3"), step=Decimal("0.1")) == []


def test_siblings_bear_different_numbers():
    rows = (leaf("1", code="I"), leaf("2", code="I"), leaf("3"), leaf("4"))
    assert faults(*rows) == ["2 “I Tiêu chí 2”: bears the same number “I” as 1 “I Tiêu chí 1”."]


def test_a_department_is_named_and_somebody_works_at_a_stage():
    assert faults(leaf("1", assessor="department")) == [
        "1 “Tiêu chí 1”: name the functional department that assesses it."
    ]
    alone = (StageRow("self", "Tự chấm", None, date(2017, 12, 10)),)
    assert faults(leaf("1"), leaf("2", assessor="bloc"), stages=alone) == [
        "2 “Tiêu chí 2”: nobody scores it: the table has no stage of review or appraisal."
    ]


def test_only_a_draft_pact_has_its_table_adopted():
    assert faults(leaf("1"), pact_is_draft=False) == ["The pact is no longer a draft."]


# --- The real table of 1.000 points ---


def real(rows=None, prefix="") -> tuple[Row, ...]:
    rows = json.loads(REAL.read_text(encoding="utf-8"))["content"]["criteria"] if rows is None else rows
    return tuple(
        Row(
            f"{prefix}{n}",
            row["name"],
            Decimal(row["points"]),
            code=row["code"],
            formula=row.get("formula", ""),
            rules=row.get("rules", {}),
            children=real(row.get("children", []), f"{prefix}{n}."),
        )
        for n, row in enumerate(rows, start=1)
    )


REAL_ROWS = real()
LEAVES = [row for row in walk(REAL_ROWS) if row.formula]


def with_points(rows: tuple[Row, ...], number: str, points: Decimal) -> tuple[Row, ...]:
    return tuple(
        replace(
            row,
            points=points if row.number == number else row.points,
            children=with_points(row.children, number, points),
        )
        for row in rows
    )


def test_the_real_table_is_adopted():
    assert faults(*REAL_ROWS) == []
    assert (len(list(walk(REAL_ROWS))), len(LEAVES)) == (230, 176)


@given(leaf=st.sampled_from(LEAVES), halves=st.integers(min_value=-20, max_value=20).filter(bool))
def test_any_single_change_of_points_is_refused_at_its_group(leaf, halves):
    points = leaf.points + Decimal(halves) / 2
    with override("en"):
        found = faults(*with_points(REAL_ROWS, leaf.number, points))
    above = next(row for row in walk(REAL_ROWS) if row.number == leaf.number.rpartition(".")[0])
    gap = tables.trimmed(abs(Decimal(halves) / 2))
    way = "above" if halves > 0 else "short of"
    assert any(
        said.startswith(f"{above.place}: the criteria under it add up to") and f"{gap} {way} its" in said
        for said in found
    )
    assert all(said.startswith((f"{above.place}: ", f"{leaf.place}: ")) for said in found)


@given(row=st.sampled_from(list(walk(REAL_ROWS))), points=st.decimals(min_value="0.1", max_value="0.4", places=1))
def test_a_point_off_the_step_is_refused_where_it_stands(row, points):
    with override("en"):
        found = faults(*with_points(REAL_ROWS, row.number, row.points + points), maximum=Decimal(1000))
    assert any(said.startswith(f"{row.place}: ") and said.endswith("is not a multiple of 0,5.") for said in found)
