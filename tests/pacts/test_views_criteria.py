"""Pages of a criteria table: read by all of the bloc, changed by its secretary, compared, adopted."""

import html
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from blocs.models import Event, Role
from pacts.logic.definitions import DEFINITIONS
from pacts.models import Assignment, CriteriaTable, Criterion, Pact, Stage, TableTemplate
from tests.make import a_bloc, a_pact, a_pledge, a_unit, a_user, members_of
from tests.make_scoring import a_criterion, a_table
from tests.pacts.real_table import a_real_table

pytestmark = pytest.mark.django_db


def at(name, *args) -> str:
    return reverse(f"pacts:{name}", args=args)


@pytest.fixture
def table():
    return a_table(adopted=False)


@pytest.fixture
def secretary(client, table):
    client.force_login(a_user(Role.SECRETARY, at=table.bloc))
    return client


def vi(msgid: str, **words) -> str:
    """A sentence of the house as the page says it."""
    return gettext(msgid) % words if words else gettext(msgid)


def said(answer) -> str:
    return html.unescape(answer.content.decode())


def leaf_of(table, formula="pass_fail") -> Criterion:
    return table.criteria.get(formula=formula)


# --- Read ---


def test_a_clerk_reads_the_rules_in_words(secretary, table):
    table.step, table.tie_breaks = Decimal("0.5"), ["fewer_penalties", "group:2"]
    table.save()
    department = a_unit("Phòng Tham mưu")
    Criterion.objects.filter(pk=leaf_of(table).pk).update(
        assessor="department", department=department, evidence="required", evidence_note="Báo cáo", note="Xem kỹ"
    )
    page = said(secretary.get(at("table_detail", table.pact_id)))
    formulas = [
        vi("%(per)s points off for each occurrence, not below %(floor)s", per=2, floor=0),
        vi("%(per)s points for each, at most %(points)s", per=10, points=40),
        vi("given by hand, 0–%(points)s points in steps of %(step)s", points=30, step="0,5"),
    ]
    others = ["Phòng Tham mưu", f"{vi('evidence required')}: Báo cáo", "Xem kỹ", "Tổ chức phong trào"]
    for words in [*formulas, *others, vi("Fewer penalty points")]:
        assert words in page
    assert page.count("<h1>") == 1


def test_each_formula_of_the_table_has_its_definition_and_source(secretary, table):
    part = said(secretary.get(at("table_detail", table.pact_id))).split('id="cach-tinh"')[1]
    used = {name for name in table.criteria.values_list("formula", flat=True) if name}
    assert {name: str(one.text) in part and str(one.source) in part for name, one in DEFINITIONS.items()} == {
        name: name in used for name in DEFINITIONS
    }


def test_a_criterion_leads_to_the_pledge_that_feeds_it(secretary, table):
    pledge = table.pact.pledges.get()
    Criterion.objects.filter(pk=leaf_of(table).pk).update(pledge=pledge, formula="proportional")
    page = said(secretary.get(at("table_detail", table.pact_id)))
    assert f"{at('pact_contents', table.pact_id)}#noi-dung-{pledge.pk}" in page
    half = vi("in proportion to the target, at most %(points)s points", points=20)
    assert vi("%(sentence)s (target: %(target)s)", sentence=half, target="≥ 90%") in page


def test_a_sum_that_disagrees_is_said_at_its_group(secretary, table):
    leaf = leaf_of(table)
    Criterion.objects.filter(pk=leaf.pk).update(points=25)
    page = said(secretary.get(at("table_detail", table.pact_id)))
    words = {"sum": 65, "gap": 5, "points": 60}
    assert vi("under it are %(sum)s points: %(gap)s more than %(points)s", **words) in page
    assert 'data-testid="door-adopt_table"' in page
    assert vi("the criteria under it add up to %(sum)s points, %(gap)s above its %(points)s.", **words) in page


def test_decisions_on_single_units_stand_in_the_table(secretary, table):
    unit = members_of(table.bloc)[0]
    Assignment.objects.create(criterion=leaf_of(table), unit=unit, applies=False, reason="Không có nhiệm vụ này")
    page = said(secretary.get(at("table_detail", table.pact_id)))
    assert f"{unit.name}: {vi('does not apply (%(reason)s)', reason='Không có nhiệm vụ này')}" in page


@pytest.mark.parametrize("role, may", [(Role.SECRETARY, True), (Role.COMMANDER, False), (Role.REPORTER, False)])
def test_only_who_may_edit_sees_the_ways_to_it(client, table, role, may):
    place = table.bloc if role == Role.SECRETARY else members_of(table.bloc)[0]
    client.force_login(a_user(role, at=place))
    page = said(client.get(at("table_detail", table.pact_id)))
    links = [
        at("table_edit", table.pact_id),
        f"{reverse('blocs:import_new', args=['criteria'])}?pact={table.pact_id}",
        at("criterion_edit", leaf_of(table).pk),
    ]
    assert [link in page for link in links] == [may] * 3


def test_an_adopted_table_offers_no_editing(secretary, table):
    CriteriaTable.objects.filter(pk=table.pk).update(state="adopted", adopted_at="2017-02-15T00:00Z")
    page = said(secretary.get(at("table_detail", table.pact_id)))
    assert at("criterion_edit", leaf_of(table).pk) not in page
    assert 'data-testid="door-reopen_table"' in page


def test_without_a_table_the_page_says_what_to_do(client):
    pact = a_pact()
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    page = said(client.get(at("table_detail", pact.pk)))
    assert at("table_start", pact.pk) in page
    client.force_login(a_user(Role.COMMANDER, at=members_of(pact.bloc)[0]))
    page = said(client.get(at("table_detail", pact.pk)))
    assert at("table_start", pact.pk) not in page and vi("The bloc's secretary begins it.") in page
    assert client.get(at("table_export", pact.pk)).status_code == 404


def test_the_pact_leads_to_its_table(secretary, table):
    for name in ("pact_detail", "pact_contents"):
        assert at("table_detail", table.pact_id) in said(secretary.get(at(name, table.pact_id)))


# --- Begun ---


def test_a_table_begins_from_nothing_a_template_or_another_table(client):
    pact = a_pact()
    client.force_login(a_user(Role.ADMIN))
    assert client.post(at("table_start", pact.pk), {"start": "scratch"}).url == at("table_detail", pact.pk)
    assert pact.criteria_table.stages.count() == 5
    source, other = a_table(), a_pact()
    client.post(at("table_start", other.pk), {"start": "bloc", "source": source.pk})
    assert other.criteria_table.criteria.count() == source.criteria.count()
    template = TableTemplate.objects.create(
        slug="mau", name="Mẫu", content={"criteria": [{"name": "Một", "points": "100", "formula": "pass_fail"}]}
    )
    third = a_pact()
    client.post(at("table_start", third.pk), {"start": "template", "template": template.pk})
    assert [row.name for row in third.criteria_table.criteria.all()] == ["Một"]


def test_a_table_of_another_bloc_cannot_be_copied_by_its_number(client):
    pact, foreign = a_pact(), a_table()
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    answer = client.post(at("table_start", pact.pk), {"start": "bloc", "source": foreign.pk})
    assert answer.status_code == 200 and answer.context["form"].errors
    assert not CriteriaTable.objects.filter(pact=pact).exists()


# --- Rules and stages ---


def rules(table, **words):
    return {
        "revision": table.revision, "name": table.name, "maximum": "100", "step": "0,5", "reason_length": "20",
        "outcome": "ranks", **words,
    }  # fmt: skip


def test_rules_are_saved_with_ties_in_order_and_groups_as_lines(secretary, table):
    words = {"outcome": "classes", "class_lines": "Xuất sắc: 90\nTốt: 80,5\nKhá: 0", "maximum": "1.000,0"}
    words |= {"tie_1": "group:1", "tie_3": "fewer_penalties", "appeals_from": "1/2/2018", "appeals_until": "8/2/2018"}
    answer = secretary.post(at("table_edit", table.pact_id), rules(table, **words))
    assert answer.status_code == 302, answer.context["form"].errors
    table.refresh_from_db()
    assert (table.maximum, table.tie_breaks) == (1000, ["group:1", "fewer_penalties"])
    assert table.classes == [
        {"name": "Xuất sắc", "from": "90"}, {"name": "Tốt", "from": "80.5"}, {"name": "Khá", "from": "0"},
    ]  # fmt: skip
    shown = secretary.get(at("table_edit", table.pact_id)).context["form"]
    assert shown.initial["class_lines"] == "Xuất sắc: 90\nTốt: 80,5\nKhá: 0"


@pytest.mark.parametrize(
    "words, field",
    [
        ({"maximum": "92.020"}, "maximum"),
        ({"maximum": ""}, "maximum"),
        ({"maximum": "0"}, "__all__"),
        ({"step": "nửa"}, "step"),
        ({"tie_1": "group:9"}, "tie_1"),
        ({"tie_1": "evidence", "tie_2": "evidence"}, "tie_2"),
        ({"outcome": "classes"}, "class_lines"),
        ({"class_lines": "Xuất sắc"}, "class_lines"),
        ({"class_lines": "Tốt: 80\nXuất sắc: 90"}, "class_lines"),
        ({"class_lines": "Tốt: 120"}, "class_lines"),
        ({"appeals_from": "31/2/2018"}, "appeals_from"),
        ({"appeals_from": "8/2/2018", "appeals_until": "1/2/2018"}, "__all__"),
        ({"reason_length": "-1"}, "reason_length"),
    ],
)
def test_a_rule_that_cannot_be_read_is_told_and_nothing_is_lost(secretary, table, words, field):
    answer = secretary.post(at("table_edit", table.pact_id), rules(table, source="Quyết định 12", **words))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert "Quyết định 12" in said(answer) and all(value in said(answer) for value in words.values())
    assert CriteriaTable.objects.get(pk=table.pk).revision == table.revision


def stage_words(**words):
    kinds = {"self": "Tự chấm", "review": "Khối rà soát"}
    found = {f"{kind}_is_used": "on" for kind in kinds} | {f"{kind}_name": name for kind, name in kinds.items()}
    days = {"self_opens_on": "1/1/2018", "self_due_on": "10/1/2018", "review_opens_on": "11/1/2018"}
    return found | days | {"review_due_on": "20/1/2018"} | words


def test_the_stages_are_saved_in_their_order(secretary, table):
    answer = secretary.post(at("table_stages", table.pact_id), stage_words())
    assert answer.status_code == 302, answer.context["form"].errors
    rows = [(stage.kind, stage.name, stage.due_on.day) for stage in Stage.objects.filter(table=table)]
    assert rows == [("self", "Tự chấm", 10), ("review", "Khối rà soát", 20)]


@pytest.mark.parametrize(
    "words",
    [
        {"self_due_on": "31/2/2018"},
        {"self_due_on": ""},
        {"self_opens_on": "12/1/2018"},
        {"review_due_on": "2/1/2018", "review_opens_on": "2/1/2018"},
        {"self_is_used": "", "review_is_used": ""},
    ],
)
def test_stages_that_run_backwards_are_refused(secretary, table, words):
    before = list(table.stages.values_list("kind", "due_on"))
    answer = secretary.post(at("table_stages", table.pact_id), stage_words(**words))
    assert answer.status_code == 200 and answer.context["form"].errors
    assert all(value in said(answer) for value in words.values() if len(value) > 4)
    assert list(table.stages.values_list("kind", "due_on")) == before


# --- Criteria ---


def typed(table, **words):
    group = table.criteria.filter(parent=None).first()
    usual = {"part": "main", "assessor": "unit", "evidence": "none", "formula": "by_hand"}
    return {"parent": group.pk, "name": "Tiêu chí mới", "points": "7,5", **usual, **words}


def test_a_criterion_is_added_under_its_group(secretary, table):
    group = table.criteria.filter(parent=None).first()
    words = typed(table, code="4", formula="bands", bands="đến 0: 7,5 điểm\nđến 10: 4\ncòn lại: 0 điểm", note="Xem sổ")
    answer = secretary.post(at("criterion_add", table.pact_id), words)
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer.url == at("table_detail", table.pact_id) + "#tc-1-4"
    added = group.children.last()
    assert (added.name, added.points, added.formula) == ("Tiêu chí mới", Decimal("7.5"), "bands")
    assert added.rules == {"bands": [{"upto": "0", "points": "7.5"}, {"upto": "10", "points": "4"}, {"points": "0"}]}


def test_after_adding_the_form_is_there_for_the_next(secretary, table):
    group = table.criteria.filter(parent=None).first()
    answer = secretary.post(at("criterion_add", table.pact_id), typed(table, again="1"))
    assert answer.url == f"{at('criterion_add', table.pact_id)}?nhom={group.pk}"
    assert secretary.get(answer.url).context["form"].initial["parent"] == group


def test_parameters_of_other_formulas_are_not_kept(secretary, table):
    words = typed(table, formula="deduction", per="2", floor="0", kind="at_least", target="90", measure="%")
    secretary.post(at("criterion_add", table.pact_id), words)
    added = table.criteria.get(name="Tiêu chí mới")
    assert added.rules == {"per": "2", "floor": "0"}
    row = {
        "revision": added.revision,
        **typed(table, formula="proportional", kind="at_least", target="92,02", measure="%"),
    }
    assert secretary.post(at("criterion_edit", added.pk), row).status_code == 302
    added.refresh_from_db()
    assert added.rules == {"kind": "at_least", "target": "92.02", "measure": "%"}
    assert secretary.get(at("criterion_edit", added.pk)).context["form"].initial["target"] == Decimal("92.02")


@pytest.mark.parametrize(
    "words, field",
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 501}, "name"),
        ({"points": ""}, "points"),
        ({"points": "92.020"}, "points"),
        ({"points": "bảy"}, "points"),
        ({"points": "-3"}, "points"),
        ({"formula": "thần kỳ"}, "formula"),
        ({"formula": "deduction", "per": "1,2,3"}, "per"),
        ({"formula": "bands", "bands": "đến 10: 4"}, "bands"),
        ({"formula": "bands", "bands": "đến 10: bốn\ncòn lại: 0"}, "bands"),
        ({"formula": "proportional", "target": "1.2.3"}, "target"),
        ({"assessor": "department"}, "department"),
        ({"assessor": "department", "department": "999999"}, "department"),
        ({"pledge": "999999"}, "pledge"),
        ({"parent": "999999"}, "parent"),
        ({"evidence": "vâng"}, "evidence"),
        ({"part": "x"}, "part"),
    ],
)
def test_a_criterion_that_cannot_be_read_is_told_and_nothing_is_lost(secretary, table, words, field):
    count, lines = table.criteria.count(), Event.objects.count()
    answer = secretary.post(at("criterion_add", table.pact_id), typed(table, note="Hướng dẫn dài", **words))
    assert (answer.status_code, field in answer.context["form"].errors) == (200, True)
    assert "Hướng dẫn dài" in said(answer)
    assert (table.criteria.count(), Event.objects.count()) == (count, lines)


def test_a_pledge_or_group_of_another_pact_is_not_taken(secretary, table):
    foreign = a_table()
    words = typed(table, pledge=foreign.pact.pledges.get().pk, formula="proportional")
    assert "pledge" in secretary.post(at("criterion_add", table.pact_id), words).context["form"].errors
    words = typed(table, parent=foreign.criteria.filter(parent=None).first().pk)
    assert "parent" in secretary.post(at("criterion_add", table.pact_id), words).context["form"].errors
    assert secretary.get(f"{at('criterion_add', table.pact_id)}?nhom={words['parent']}").status_code == 404


def test_two_editors_see_both_values(secretary, table):
    leaf = leaf_of(table)
    old = leaf.revision
    leaf.points = 19
    leaf.save()
    words = {**typed(table, name=leaf.name, formula="pass_fail", points="18"), "revision": old}
    answer = secretary.post(at("criterion_edit", leaf.pk), words)
    assert answer.status_code == 200 and "19" in " ".join(answer.context["form"].errors["points"])


def test_a_criterion_moves_and_goes_into_another_group(secretary, table):
    leaf, other = leaf_of(table), table.criteria.filter(parent=None).last()
    assert secretary.post(at("criterion_move", leaf.pk, "xuong")).url.endswith("#tc-1-2")
    assert secretary.post(at("criterion_place", leaf.pk), {"nhom": other.pk}).url.endswith("#tc-2-2")
    leaf.refresh_from_db()
    assert leaf.parent == other


def test_a_removed_group_comes_back_whole(secretary, table):
    group = table.criteria.filter(parent=None).first()
    names = sorted(table.criteria.values_list("name", flat=True))
    secretary.post(at("criterion_remove", group.pk))
    page = secretary.get(at("table_detail", table.pact_id))
    token = page.context["removed"]["token"]
    assert table.criteria.count() < len(names)
    secretary.post(at("criterion_restore", table.pact_id), {"token": token})
    assert sorted(table.criteria.values_list("name", flat=True)) == names


def test_a_formula_shows_its_definition_without_script(secretary, table):
    page = said(secretary.get(at("criterion_add", table.pact_id)))
    assert "24 − 3 × 6 = 6" in page and "<script>" not in page and "style=" not in page


# --- Single units ---


def test_what_does_not_apply_is_decided_with_its_reason(secretary, table):
    leaf, (first, second, _third) = leaf_of(table), members_of(table.bloc)
    words = {f"u{first.pk}_state": "none", f"u{first.pk}_reason": "Không có nhiệm vụ"}
    assert secretary.post(at("criterion_assignments", leaf.pk), words).status_code == 302
    assert [(row.unit, row.applies, row.reason) for row in leaf.assignments.all()] == [
        (first, False, "Không có nhiệm vụ")
    ]
    answer = secretary.post(at("criterion_assignments", leaf.pk), {f"u{second.pk}_state": "none"})
    assert list(answer.context["form"].errors) == [f"u{second.pk}_reason"]
    assert leaf.assignments.count() == 1


def test_own_targets_are_asked_where_a_target_is_measured(secretary, table):
    leaf = a_criterion(
        table, group="Tổ chức phong trào", formula="proportional", rules={"kind": "at_least", "target": "90"}
    )
    first, second, third = (unit.pk for unit in members_of(table.bloc))
    words = {f"u{first}_state": "own", f"u{first}_target": "92,02", f"u{second}_state": "without"}
    assert secretary.post(at("criterion_assignments", leaf.pk), words).status_code == 302
    rows = {row.unit_id: (row.target, row.is_without_target) for row in leaf.assignments.all()}
    assert rows == {first: (Decimal("92.02"), False), second: (None, True)}
    wrong = {f"u{third}_state": "own", f"u{first}_target": "92.020", f"u{first}_state": "own", f"u{second}_target": "5"}
    answer = secretary.post(at("criterion_assignments", leaf.pk), wrong)
    assert set(answer.context["form"].errors) == {f"u{third}_target", f"u{first}_target", f"u{second}_state"}
    assert "92.020" in said(answer)


def test_a_member_reads_the_decisions_but_makes_none(client, table):
    leaf, unit = leaf_of(table), members_of(table.bloc)[0]
    Assignment.objects.create(criterion=leaf, unit=unit, applies=False, reason="Không có nhiệm vụ")
    client.force_login(a_user(Role.REPORTER, at=unit))
    page = said(client.get(at("criterion_assignments", leaf.pk)))
    assert vi("does not apply (%(reason)s)", reason="Không có nhiệm vụ") in page and '<form class="panel' not in page
    assert client.post(at("criterion_assignments", leaf.pk), {}).status_code == 403
    assert leaf.assignments.count() == 1


# --- Adopted ---


def test_adoption_is_refused_with_the_place_and_then_done(secretary, table):
    Stage.objects.filter(table=table).update(due_on="2018-01-10")
    Criterion.objects.filter(pk=leaf_of(table).pk).update(points=19)
    answer = secretary.post(at("table_adopt", table.pact_id), follow=True)
    words = {"sum": 59, "gap": 1, "points": 60}
    assert vi("the criteria under it add up to %(sum)s points, %(gap)s short of its %(points)s.", **words) in said(
        answer
    )
    Criterion.objects.filter(pk=leaf_of(table).pk).update(points=20)
    secretary.post(at("table_adopt", table.pact_id))
    table.refresh_from_db()
    assert table.is_adopted
    assert secretary.post(at("criterion_move", leaf_of(table).pk, "xuong"), follow=True).status_code == 200
    assert Criterion.objects.get(pk=leaf_of(table).pk).order == 1
    secretary.post(at("table_reopen", table.pact_id))
    table.refresh_from_db()
    assert not table.is_adopted


def test_a_sealed_pacts_table_is_read_only(secretary, table):
    Pact.objects.filter(pk=table.pact_id).update(state="sealed", sealed_at="2017-02-15T00:00Z", digest="0" * 64)
    leaf = leaf_of(table)
    for name, args in [
        ("table_remove", [table.pact_id]),
        ("criterion_remove", [leaf.pk]),
        ("table_adopt", [table.pact_id]),
    ]:
        assert secretary.post(at(name, *args)).status_code == 302
    secretary.post(at("criterion_edit", leaf.pk), {**typed(table), "revision": leaf.revision})
    assert Criterion.objects.get(pk=leaf.pk).name == leaf.name
    assert at("criterion_edit", leaf.pk) not in said(secretary.get(at("table_detail", table.pact_id)))


# --- Compared ---


def test_two_tables_are_compared_line_by_line(client, table):
    other = a_table(adopted=False, maximum=Decimal(90))
    Criterion.objects.filter(pk=leaf_of(other).pk).update(points=10)
    a_criterion(other, name="Chỉ có ở bảng kia", points=5)
    unit = members_of(table.bloc)[0]
    Assignment.objects.create(criterion=leaf_of(table), unit=unit, applies=False, reason="Không giao")
    client.force_login(a_user(Role.ADMIN))
    page = client.get(f"{at('table_changes', table.pact_id)}?voi={other.pk}")
    lines = [(line.state, line.name) for line in page.context["changes"].lines]
    assert ("removed", "Chỉ có ở bảng kia") in lines and ("changed", leaf_of(table).name) in lines
    label = vi("Maximum score")
    assert f"{label}: <del>10</del> → <ins>20</ins>" in said(page)
    assert f"<ins>{unit.name}: không áp dụng (Không giao)</ins>" in said(page)
    assert any("90 → 100" in sentence for sentence in page.context["changes"].sentences)


def test_a_table_equals_its_own_copy(client, table):
    client.force_login(a_user(Role.ADMIN))
    other = a_pact(a_bloc(series=table.bloc.series, year=2018))
    client.post(at("table_start", other.pk), {"start": "bloc", "source": table.pk})
    page = client.get(f"{at('table_changes', other.pk)}?voi={table.pk}")
    assert page.context["changes"].lines == []


def test_a_table_of_another_bloc_is_not_there_to_compare(secretary, table):
    assert secretary.get(f"{at('table_changes', table.pact_id)}?voi={a_table().pk}").status_code == 404


def test_a_template_is_kept(secretary, table):
    secretary.post(at("table_template", table.pact_id), {"name": "Mẫu của khối"})
    assert TableTemplate.objects.get(name="Mẫu của khối").content["criteria"]


# --- As fast with much as with little ---


def queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def pages_of(table) -> list[str]:
    leaf = table.criteria.exclude(formula="").first()
    pages = [at(name, table.pact_id) for name in ("table_detail", "table_edit", "table_stages", "table_export")]
    pages += [f"{at('table_changes', table.pact_id)}?voi={{other}}", at("criterion_add", table.pact_id)]
    return [*pages, at("criterion_edit", leaf.pk), at("criterion_assignments", leaf.pk)]


def test_pages_ask_equally_often_for_many_criteria_and_units(client):
    client.force_login(a_user(Role.ADMIN))
    small, large = a_table(a_pact(a_bloc(3)), adopted=False), a_real_table(a_pact(a_bloc(13)))
    large_leaf = large.criteria.exclude(formula="").first()
    for unit in members_of(large.bloc):
        Assignment.objects.create(criterion=large_leaf, unit=unit, applies=False, reason="Không giao")
    Assignment.objects.create(
        criterion=small.criteria.exclude(formula="").first(), unit=members_of(small.bloc)[0], applies=False, reason="x"
    )
    for n in range(5):
        a_pledge(large.pact, name=f"Chỉ tiêu {n}")
    large.stages.bulk_create([Stage(table=large, kind=kind, order=n) for n, kind in enumerate(["self", "review"])])
    told = {
        name: tuple(queries(client, page.format(other=other.pk)) for page in pages_of(table))
        for name, table, other in [("small", small, large), ("large", large, small)]
    }
    assert told["small"] == told["large"]


def test_the_real_table_opens_with_few_queries(client):
    table = a_real_table(a_pact(a_bloc(13)))
    client.force_login(a_user(Role.ADMIN))
    bare = queries(client, reverse("pacts:pact_new") + f"?khoi={table.bloc.pk}")
    assert queries(client, at("table_detail", table.pact_id)) <= bare + 6


def test_what_people_wrote_is_marked_on_english_pages(secretary, table):
    secretary.cookies["django_language"] = "en"
    page = said(secretary.get(at("table_detail", table.pact_id)))
    assert '<span class="criterion-name" lang="vi">' in page and 'lang="en"' in page


def test_a_sealed_pact_without_a_table_leads_back_to_the_pact(client):
    pact = a_pact(state="open")
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    page = said(client.get(at("table_detail", pact.pk)))
    assert vi("It can only be begun while the pact is a draft.") in page and at("table_start", pact.pk) not in page
    assert client.post(at("table_start", pact.pk), {"start": "scratch"}).status_code == 200
    assert not CriteriaTable.objects.filter(pact=pact).exists()
