"""The invented bloc's five scored seasons: what is told in them, and that every digit follows from the marks."""

from collections import Counter
from decimal import Decimal

import pytest

from blocs.models import Bloc
from pacts.logic.formulas import Formula
from pacts.logic.tables import problems_of_table
from pacts.models import Assignment, CriteriaTable, tree_of
from reports.logic.draw import draw
from reports.logic.package import first_difference, read
from reports.models import Appeal, Evidence, Figure, Honour, KnockOut, Mark, Placing, Result, Return, Sheet
from reports.readiness import readiness_of
from reports.recompute import recompute
from reports.scored import board_of
from reports.seasonfile.packages import made_anew
from tests import seasons
from tools.illustrative.ranking import outcome_of

pytestmark = pytest.mark.django_db

SERIES = "khoi-csnd-minh-hoa"
YEARS = range(2013, 2018)


@pytest.fixture(scope="module", autouse=True)
def site(django_db_setup, django_db_blocker):
    yield from seasons.loaded(seasons.files("minh-hoa-*.json"), django_db_blocker)


def the_bloc(year: int) -> Bloc:
    return Bloc.objects.get(series__slug=SERIES, season__slug=str(year))


def the_result(year: int) -> Result:
    return Result.objects.get(bloc=the_bloc(year))


def the_table(year: int) -> CriteriaTable:
    return the_result(year).table


def the_sheet(year: int, unit: str) -> Sheet:
    return Sheet.objects.get(table=the_table(year), unit__slug=f"minh-hoa-{unit}")


def the_placing(year: int, unit: str) -> Placing:
    return Placing.objects.get(result=the_result(year), unit__slug=f"minh-hoa-{unit}")


def number_of(criterion) -> str:
    return tree_of(criterion.table).by_pk()[criterion.pk].number


# --- The tables -------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_each_table_is_whole_readable_and_frozen_with_its_pact(year):
    table = the_table(year)
    assert problems_of_table(table.for_adopting()) == []
    assert (table.maximum, table.state, table.pact.state) == (Decimal(100), "adopted", "sealed")
    assert '"criteria"' in table.pact.canonical
    tree = tree_of(table)
    assert 35 <= len(tree.leaves()) <= 45
    assert Counter(root.criterion.part for root in tree.roots) == {"main": 5, "bonus": 1, "penalty": 1}


@pytest.mark.parametrize("year", YEARS)
def test_each_table_uses_every_formula_and_every_assessor(year):
    leaves = [node.criterion for node in tree_of(the_table(year)).leaves()]
    assert {leaf.formula for leaf in leaves} == {formula.value for formula in Formula}
    assert {leaf.assessor for leaf in leaves} == {"unit", "bloc", "department"}
    assert sum(leaf.pledge is not None for leaf in leaves) >= 25
    assert {leaf.evidence for leaf in leaves} == {"none", "wanted", "required"}


def test_stages_came_in_over_the_years_with_days_of_their_season():
    kinds = {year: [stage.kind for stage in the_table(year).stages.all()] for year in YEARS}
    assert kinds[2013] == ["self", "review", "appraise"]
    assert kinds[2014] == kinds[2015] == ["self", "cross", "review", "appraise"]
    assert kinds[2016] == kinds[2017] == ["self", "cross", "review", "explain", "appraise"]
    for year in YEARS:
        days = the_table(year).stages.values_list("opens_on", "due_on")
        assert all(first.year == last.year == year for first, last in days)


def test_the_amendment_of_2015_has_a_table_of_its_own_and_is_what_was_scored():
    first, second = the_bloc(2015).pacts.order_by("version")
    assert first.criteria_table.sheets.count() == 0
    assert second.criteria_table == the_table(2015)
    assert second.criteria_table.sheets.count() == 12


@pytest.mark.parametrize("year", YEARS)
def test_what_does_not_apply_was_decided_in_the_table_with_its_reason(year):
    lines = Assignment.objects.filter(criterion__table=the_table(year), applies=False)
    assert lines.count() > 20 and not lines.filter(reason="").exists()
    assigned = set(Placing.objects.filter(result=the_result(year)).values_list("assigned", flat=True))
    assert len(assigned) > 2 and max(assigned) <= 100


# --- The sheets -------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_every_sheet_went_through_every_stage_and_nothing_is_open(year):
    board = board_of(the_table(year))
    ready = readiness_of(board)
    assert ready.has_sheets and not (ready.open_sheets or ready.unmarked or ready.appeals or ready.knock_outs)
    kinds = {stage.kind for stage in board.stages}
    for sheet in board.sheets.values():
        assert set(sheet.passages.values_list("stage__kind", flat=True)) == kinds
        assert sheet.closed_at == sheet.passages.last().passed_at


@pytest.mark.parametrize("year", YEARS)
def test_marks_fed_by_pledges_are_the_figures_reported(year):
    phase = the_bloc(year).season.phases.get(slug="nam")
    fed = Mark.objects.filter(sheet__table=the_table(year), is_from_figure=True)
    fed = fed.select_related("sheet", "criterion", "stage")
    figures = {
        (row.unit_id, row.pledge_id): (row.value, row.numerator, row.denominator)
        for row in Figure.objects.filter(bloc=the_bloc(year), phase=phase, unit__isnull=False)
    }
    assert fed.count() > 200
    for mark in fed:
        reported = figures[mark.sheet.unit_id, mark.criterion.pledge_id]
        assert (mark.value, mark.numerator, mark.denominator) == reported
        assert mark.stage.kind == "self"


@pytest.mark.parametrize("year", range(2014, 2018))
def test_the_draw_can_be_repeated_from_its_seed(year):
    table = the_table(year)
    sheets = dict(table.sheets.values_list("unit__slug", "checker__slug"))
    assert draw(table.draw.seed, sheets) == sheets
    assert all(unit != checker and sheets[checker] != unit for unit, checker in sheets.items())


@pytest.mark.parametrize("year", YEARS)
def test_marks_at_the_maximum_or_changed_bear_a_reason(year):
    board = board_of(the_table(year))
    for (number, unit), marks in board.marks.items():
        leaf = board.nodes[number].criterion
        said = [mark for mark in marks if mark.stage.kind != "explain"]
        for before, mark in zip([None, *said], said, strict=False):
            figures = (mark.points, mark.value, mark.numerator)
            is_other = before is not None and (before.points, before.value, before.numerator) != figures
            if is_other or (leaf.formula == "by_hand" and mark.points == leaf.points):
                assert len(mark.reason) >= board.table.reason_length, (year, unit, number, mark.stage.kind)


@pytest.mark.parametrize("year", YEARS)
def test_points_by_hand_keep_to_the_step(year):
    table = the_table(year)
    given = Mark.objects.filter(sheet__table=table, points__isnull=False).select_related("criterion")
    assert given.exists()
    assert all(mark.points % table.step == 0 and mark.points <= mark.criterion.points for mark in given)


@pytest.mark.parametrize("year", YEARS)
def test_where_evidence_is_required_each_unit_names_a_paper(year):
    board = board_of(the_table(year))
    required = [number for number, node in board.nodes.items() if node.criterion.evidence == "required"]
    assert required and all((number, unit) in board.evidence for number in required for unit in board.units)
    assert not Evidence.objects.exclude(kind="paper").exists()


def test_each_season_gave_the_first_unit_more_time_and_2016_everybody():
    for year in YEARS:
        extension = the_table(year).stages.get(kind="self").extensions.get()
        sheet = the_sheet(year, "van-phong-co-quan-csdt")
        assert extension.unit == sheet.unit and extension.reason
        assert extension.stage.due_on < sheet.passages.first().passed_at.date() <= extension.due_on
    assert the_table(2016).stages.get(kind="appraise").extensions.get().unit is None


def test_no_unit_reviews_or_checks_its_own_sheet():
    for sheet in Sheet.objects.filter(bloc__series__slug=SERIES):
        own, *_later = sheet.passages.all()
        assert not sheet.passages.exclude(stage__kind__in=["self", "explain"]).filter(passed_by=own.passed_by).exists()


def test_one_sheet_was_returned_with_a_reason_and_only_two_of_its_rows():
    back = Return.objects.get()
    assert (back.sheet, back.from_stage.kind, back.to_stage.kind) == (the_sheet(2017, "phong-pccc"), "review", "self")
    assert sorted(map(number_of, back.criteria.all())) == ["3.4", "5.2"]
    assert len(back.reason) > 60 and back.settled_at > back.returned_at
    self_marks = Mark.objects.filter(sheet=back.sheet, stage__kind="self")
    again = self_marks.filter(given_at__gt=back.returned_at)
    assert sorted(number_of(mark.criterion) for mark in again) == ["3.4", "5.2"]
    assert back.sheet.passages.filter(stage__kind="self").count() == 2


def test_one_appeal_changed_a_mark_and_others_were_kept():
    changed = Appeal.objects.get(state="changed")
    mark = Mark.objects.get(sheet=changed.sheet, criterion=changed.criterion, stage=changed.stage)
    assert (mark.given_at, mark.points) == (changed.answered_at, Decimal("2.5"))
    before = Mark.objects.get(sheet=changed.sheet, criterion=changed.criterion, stage__kind="review")
    assert before.points == Decimal(2)
    kept = Appeal.objects.filter(state="kept")
    assert kept.count() == 2 and all(len(appeal.answer) > 30 for appeal in Appeal.objects.all())
    table = changed.sheet.table
    assert table.appeals_from <= changed.filed_at.date() <= table.appeals_until


def test_2013_keeps_two_units_on_one_rank_and_the_next_rank_skips():
    tied = Placing.objects.filter(result=the_result(2013), is_tied=True)
    ratios = {row.achieved / row.assigned for row in tied}
    assert len(tied) == 2 and len(ratios) == 1
    (rank,) = {row.rank for row in tied}
    ranks = set(Placing.objects.filter(result=the_result(2013)).values_list("rank", flat=True))
    assert rank + 1 not in ranks and rank + 2 in ranks


def test_in_2014_points_taken_off_part_two_units_with_equal_shares():
    prison, justice = the_placing(2014, "trai-tam-giam"), the_placing(2014, "phong-thi-hanh-an")
    assert prison.achieved / prison.assigned == justice.achieved / justice.assigned
    assert justice.rank == prison.rank + 1
    assert "fewer_penalties" in (prison.decided_by, justice.decided_by)


def test_the_ceiling_of_2015_holds_a_unit_back():
    ceiling = KnockOut.objects.get(effect="ceiling")
    line = the_placing(2015, "phong-giao-thong")
    assert (ceiling.sheet.unit, ceiling.state) == (line.unit, "confirmed")
    assert line.achieved / line.assigned * 100 > ceiling.ceiling
    assert line.rank == Placing.objects.filter(result=the_result(2015)).count()


def test_the_unit_knocked_out_in_2016_has_no_rank_and_no_honour():
    line = the_placing(2016, "trai-tam-giam")
    assert line.rank is None and line.excluded_for
    assert KnockOut.objects.get(effect="exclude", state="confirmed").sheet.unit == line.unit
    assert not Honour.objects.filter(bloc=the_bloc(2016), unit=line.unit).exists()


def test_a_knock_out_that_was_not_confirmed_changes_nothing():
    assert KnockOut.objects.get(state="dismissed").sheet == the_sheet(2017, "phong-kinh-te")
    assert the_placing(2017, "phong-kinh-te").rank is not None


def test_honours_follow_the_places():
    for year in YEARS:
        granted = Honour.objects.filter(bloc=the_bloc(year), status="awarded", title__slug="don-vi-quyet-thang")
        ranks = Placing.objects.filter(result=the_result(year), unit__in=granted.values("unit"))
        assert sorted(ranks.values_list("rank", flat=True)) == [1, 2, 3, 4, 5]
        flag = Honour.objects.get(bloc=the_bloc(year), status="awarded", title__slug="co-thi-dua-cua-bo-cong-an")
        assert Placing.objects.get(result=the_result(year), unit=flag.unit).rank == 1


@pytest.mark.parametrize("year", YEARS)
def test_each_result_comes_to_the_same_digits_again(year):
    result = the_result(year)
    assert (result.state, result.number) == ("published", 1)
    assert result.published_at > result.prepared_at
    package = read(result.package)
    assert first_difference(package) is None
    assert recompute(result.package.encode())[0] == 0
    assert made_anew(result, result.table) == result.package
    assert len(package["marks"]) == Mark.objects.filter(sheet__table=result.table).count()


@pytest.mark.parametrize("year", YEARS)
def test_the_places_are_those_the_generator_reckoned(year):
    said = {row.unit.slug: row for row in Placing.objects.filter(result=the_result(year)).select_related("unit")}
    outcome = outcome_of(year)
    assert said.keys() == outcome.totals.keys()
    for standing in outcome.standings:
        row = said[standing.unit]
        assert (row.rank, row.is_tied, row.decided_by) == (standing.rank, standing.is_tied, standing.decided_by)
        assert row.achieved == outcome.totals[standing.unit].achieved


def test_the_public_sees_ranks_or_groups_as_each_result_says():
    modes = [the_result(year).mode for year in YEARS]
    assert modes == ["ranking", "ranking", "classes", "ranking", "ranking"]
    assert not Placing.objects.filter(result__bloc__series__slug=SERIES, class_name="", excluded_for="").exists()


def nodes(branch: list[dict]):
    for node in branch:
        yield node
        yield from nodes(node.get("children", []))


def test_the_table_of_1000_points_is_whole():
    tree = seasons.data("criteria-1000-points.json")["tree"]
    every = list(nodes(tree))
    assert len(every) == 230 and sum("children" not in node for node in every) == 176
    assert sum(float(node["points"]) for node in tree) == 1000
    for node in every:
        if "children" in node:
            assert sum(float(child["points"]) for child in node["children"]) == float(node["points"])
