"""The criteria table is sealed with its pact; a pact without one is sealed as it ever was."""

import json
from datetime import date
from decimal import Decimal

import pytest

from blocs.models import UnitPast
from pacts.logic.seal import canonical, digest
from pacts.models import Assignment
from pacts.text import canonical_of, digest_of, text_of, text_of_table
from tests.make import a_bloc, a_pact, a_pledge, members_of
from tests.make_scoring import a_table
from tests.pacts.logic.test_seal import PACT

pytestmark = pytest.mark.django_db

SEALED_BEFORE_THERE_WERE_TABLES = "3f780a8609bbac3151ba7288262cf04c6cbf82edb90c4c933b32dc461c2ad205"


def test_a_text_without_a_table_has_the_digest_it_had_before_there_were_tables():
    line = canonical(PACT)
    assert digest(line) == SEALED_BEFORE_THERE_WERE_TABLES
    assert (json.loads(line)["form"], "criteria" in json.loads(line)) == ("giao-uoc/1", False)


def test_a_pact_without_a_table_keeps_its_form():
    sealed = json.loads(canonical_of(a_pact()))
    assert (sealed["form"], "criteria" in sealed) == ("giao-uoc/1", False)


def a_pact_with_table(bloc=None):
    pact = a_pact(bloc or a_bloc())
    leaves = (
        {"name": "Khám phá án", "points": "60.50", "formula": "proportional", "pledge": pact.pledges.get()},
        {"name": "Mô hình", "points": "39.5", "formula": "count", "rules": {"per": "2.50"}, "evidence": "required"},
    )
    stages = ({"kind": "self", "due_on": date(2017, 12, 10)}, "appraise")
    days = {"appeals_from": date(2017, 12, 20), "appeals_until": date(2017, 12, 27)}
    table = a_table(pact, stages=stages, leaves=leaves, tie_breaks=["evidence"], **days)
    leaf = table.criteria.get(name="Mô hình")
    Assignment.objects.create(criterion=leaf, unit=members_of(pact.bloc)[1], applies=False, reason="Không được giao")
    return pact


def test_the_table_is_sealed_whole():
    pact = a_pact_with_table()
    sealed = json.loads(canonical_of(pact))
    unit = members_of(pact.bloc)[1]
    assert sealed["form"] == "giao-uoc/2"
    table = sealed["criteria"]
    group = table["criteria"][0]
    assert {key: table[key] for key in ("maximum", "step", "tie_breaks", "appeals_from", "outcome", "formulas")} == {
        "maximum": "100",
        "step": "0.5",
        "tie_breaks": ["evidence"],
        "appeals_from": "2017-12-20",
        "outcome": "ranks",
        "formulas": "1",
    }
    assert table["stages"] == [
        {"kind": "self", "name": "Tự chấm điểm", "opens_on": None, "due_on": "2017-12-10"},
        {"kind": "appraise", "name": "Thẩm định", "opens_on": None, "due_on": None},
    ]
    first, second = group["children"]
    assert (group["points"], first["points"], first["pledge"]) == ("100", "60.5", "1.1")
    assert (second["rules"], second["evidence"]) == ({"per": "2.5"}, "required")
    assert second["assignments"] == [
        {
            "unit": unit.name,
            "applies": False,
            "is_without_target": False,
            "target": None,
            "baseline": None,
            "reason": "Không được giao",
        }
    ]


def test_every_fact_of_the_table_moves_the_digest():
    pact = a_pact_with_table()
    table, seen = pact.criteria_table, {digest_of(pact)}
    leaf = table.criteria.get(name="Mô hình")
    for model, row, facts in (
        (type(table), table, {"reason_length": 30}),
        (type(table), table, {"tie_breaks": []}),
        (type(leaf), leaf, {"points": Decimal(39)}),
        (type(leaf), leaf, {"rules": {"per": "3"}}),
        (type(leaf), leaf, {"note": "Hướng dẫn"}),
        (Assignment, leaf.assignments.get(), {"reason": "Khác"}),
        (type(table.stages.first()), table.stages.first(), {"due_on": date(2017, 12, 11)}),
    ):
        model.objects.filter(pk=row.pk).update(**facts)
        seen.add(digest_of(pact))
    assert len(seen) == 8


def test_the_text_knows_no_keys():
    first = canonical_of(a_pact_with_table())
    pact = a_pact_with_table()
    a_pledge(pact).delete()
    keys = {str(row.pk) for row in pact.criteria_table.criteria.all()}
    table = json.loads(canonical_of(pact))["criteria"]
    assert "pk" not in json.dumps(table)
    assert json.loads(first)["criteria"]["criteria"][0]["number"] == "1"
    assert keys


def test_a_unit_renamed_later_still_reads_under_its_name_of_that_day():
    pact = a_pact_with_table()
    unit = members_of(pact.bloc)[1]
    old = unit.name
    UnitPast.objects.create(unit=unit, name=old, until_on=date(2020, 1, 1))
    type(unit).objects.filter(pk=unit.pk).update(name="Tên mới")
    text = text_of_table(pact.criteria_table)
    assert text.criteria[0].children[1].assignments[0].unit == old


def test_the_text_of_the_pact_holds_the_text_of_its_table():
    pact = a_pact_with_table()
    assert text_of(pact).criteria == text_of_table(pact.criteria_table)


def test_a_large_table_is_gathered_in_few_queries(django_assert_max_num_queries):
    pact = a_pact()
    leaves = [{"group": f"Nhóm {n % 5}", "name": f"Tiêu chí {n}", "points": 1} for n in range(60)]
    a_table(pact, leaves=leaves)
    with django_assert_max_num_queries(30):
        canonical_of(pact)
