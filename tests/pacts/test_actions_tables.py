"""A criteria table edited, replaced and adopted as a whole; and what it asks of opening the pact."""

from datetime import date
from decimal import Decimal

import pytest

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from blocs.models import Stale as StaleRow
from pacts.actions import criteria as actions
from pacts.actions import pacts, pledges
from pacts.logic.table_stages import StageRow
from pacts.models import CriteriaTable
from tests.make import a_pact, a_pledge, a_title, a_unit, a_user
from tests.pacts.adoptable import an_adoptable

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


# --- Edited ---


def test_rules_of_the_table_are_saved_and_an_older_page_is_refused(admin):
    table = an_adoptable()
    seen = table.revision
    table.maximum, table.tie_breaks = Decimal(200), ["evidence"]
    actions.edit_table(table, by=admin, revision=seen)
    assert CriteriaTable.objects.get().tie_breaks == ["evidence"]
    table.name = "Khác"
    with pytest.raises((Refused, StaleRow)):
        actions.edit_table(table, by=admin, revision=seen)


def test_stages_stand_in_the_order_of_scoring_whatever_was_typed(admin):
    table = an_adoptable()
    typed = [StageRow("appraise", "Thẩm định"), StageRow("self", "Tự chấm", None, date(2017, 12, 5))]
    actions.set_stages(table, typed, by=admin)
    count = Event.objects.count()
    actions.set_stages(table, typed, by=admin)
    assert [(stage.kind, stage.order) for stage in table.stages.all()] == [("self", 1), ("appraise", 2)]
    assert Event.objects.count() == count


def test_a_stage_comes_once_and_never_ends_before_it_begins(admin):
    table = an_adoptable()
    for typed in (
        [StageRow("self", "Một"), StageRow("self", "Hai")],
        [StageRow("self", "Một", date(2017, 12, 5), date(2017, 12, 1))],
    ):
        with pytest.raises(Refused):
            actions.set_stages(table, typed, by=admin)
    assert table.stages.count() == 2


def test_a_removed_table_leaves_the_pact_without_one(admin):
    table = an_adoptable()
    actions.remove_table(table, by=admin)
    assert (CriteriaTable.objects.count(), Event.objects.latest("pk").verb) == (0, "pacts.remove_table")
    pacts.open_pact(table.pact, by=admin)


# --- Adopted ---


def test_adoption_says_who_and_when_and_goes_back_without_a_trace(admin):
    table = actions.adopt_table(an_adoptable(), by=admin)
    assert (table.state, table.adopted_by, table.adopted_at is None) == ("adopted", str(admin), False)
    table = actions.reopen_table(table, by=admin)
    assert (table.state, table.adopted_by, table.adopted_at) == ("draft", "", None)
    assert list(Event.objects.values_list("verb", flat=True).order_by("number")) == [
        "pacts.adopt_table",
        "pacts.reopen_table",
    ]


def test_adoption_is_refused_with_the_place_of_each_fault(admin):
    table = an_adoptable()
    table.criteria.filter(name="Mô hình mới").update(points=Decimal("39.5"))
    with pytest.raises(Refused) as refusal:
        actions.adopt_table(table, by=admin)
    assert [sentence.split(":")[0] for sentence in refusal.value.sentences] == ["1 “Chuyên môn”"]
    assert CriteriaTable.objects.get().state == "draft"


def test_a_pledge_nobody_can_be_better_than_is_refused_for_the_best(admin):
    table = an_adoptable()
    table.pact.pledges.update(kind="zero", target=None)
    with pytest.raises(Refused) as refusal:
        actions.adopt_table(table, by=admin)
    assert refusal.value.sentences[0].startswith("1.1 “Khám phá án”")


# --- What it asks of the pact ---


def test_a_pact_opens_only_with_its_table_adopted(admin):
    table = an_adoptable()
    with pytest.raises(Refused) as refusal:
        pacts.open_pact(table.pact, by=admin)
    assert len(refusal.value.sentences) == 1
    actions.adopt_table(table, by=admin)
    assert pacts.open_pact(table.pact, by=admin).state == "open"


def test_a_pact_opens_without_any_table(admin):
    assert pacts.open_pact(a_pact(), by=admin).state == "open"


def test_a_pledge_changed_after_the_adoption_is_noticed_when_the_pact_opens(admin):
    table = an_adoptable()
    actions.adopt_table(table, by=admin)
    pledge = table.pact.pledges.get()
    pledge.kind, pledge.target = "zero", None
    pledges.edit_pledge(pledge, by=admin)
    with pytest.raises(Refused) as refusal:
        pacts.open_pact(table.pact, by=admin)
    assert "1.1 “Khám phá án”" in refusal.value.sentences[0]


def test_a_pledge_that_feeds_an_adopted_table_is_not_removed(admin):
    table = an_adoptable()
    actions.adopt_table(table, by=admin)
    a_pledge(table.pact)
    with pytest.raises(Refused):
        pledges.remove_pledge(table.criteria.get(name="Khám phá án").pledge, by=admin)
    actions.reopen_table(table, by=admin)
    pledges.remove_pledge(table.criteria.get(name="Khám phá án").pledge, by=admin)
    assert table.criteria.get(name="Khám phá án").pledge is None


def test_a_departments_criterion_travels_within_the_site_and_becomes_the_blocs_in_a_template(admin):
    table = an_adoptable()
    table.criteria.filter(name="Mô hình mới").update(assessor="department", department=a_unit("Phòng tham mưu"))
    a_title()
    copy = actions.start_table(a_pact(), by=admin, start="bloc", source=table)
    assert copy.criteria.get(name="Mô hình mới").department.name == "Phòng tham mưu"
    template = actions.save_table_as_template(table, name="Mẫu", by=admin)
    assert template.content["criteria"][0]["children"][1]["assessor"] == "bloc"
