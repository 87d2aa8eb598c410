"""What an amendment says it changes."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import override

from pacts.logic.differences import differences
from pacts.logic.seal import PactText, PledgeText, SectionText
from pacts.logic.table_text import CriterionText, TableText

FIRST = PledgeText("1.1", "Tỷ lệ khám phá án", "at_least", Decimal(90), measure="%")
SECOND = PledgeText("1.2", "Cán bộ vi phạm", "zero", measure="vụ")
SECTION = SectionText("1", "Nội dung", "", (FIRST, SECOND))
PACT = PactText("Giao ước", "Khối", "Năm 2017", 1, (), (), "", (SECTION,), (), (), (), (), "", True)


def amended(*pledges, **facts):
    return differences(PACT, replace(PACT, sections=(SectionText("1", "Nội dung", "", pledges),), **facts))


def test_nothing_changed_is_nothing_said():
    assert amended(FIRST, SECOND, version=2) == []


def test_a_row_that_only_moved_is_no_change():
    assert amended(replace(SECOND, number="1.1"), replace(FIRST, number="1.2")) == []


def test_a_raised_target_is_told_with_both_values():
    (told,) = amended(replace(FIRST, target=Decimal("92.5")), SECOND)
    assert "≥ 90%" in told
    assert "≥ 92,5%" in told


def test_added_and_removed_rows_are_told_by_name():
    told = amended(FIRST, PledgeText("1.2", "Mô hình mới", "count", Decimal(3), measure="mô hình"))
    assert ["Mô hình mới" in told[0], "Cán bộ vi phạm" in told[1], len(told)] == [True, True, 2]


def test_a_heading_is_told_by_its_label():
    assert len(amended(FIRST, SECOND, slogan="Mới")) == 1
    assert len(differences(PACT, replace(PACT, sections=(replace(PACT.sections[0], title="Khác"),)))) == 1


def test_a_criteria_table_is_told_row_by_row():
    leaf = CriterionText("1", "An ninh", Decimal(10), formula="by_hand")
    table = TableText("Bảng", Decimal(10), False, Decimal("0.5"), 20, "1", "ranks", criteria=(leaf,))
    old = replace(PACT, criteria=table)
    new = replace(PACT, criteria=replace(table, criteria=(replace(leaf, points=Decimal(9)),)))
    with override("en"):
        assert differences(old, new) == ["Criteria table: 1 “An ninh”: Maximum score 10 → 9."]
        assert differences(PACT, old) == ["Changed: Criteria table."]
        assert differences(old, old) == []
