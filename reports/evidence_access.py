"""Whose evidence a person may open, and where they may add some. By duty and stage, as with marks (sheet_access)."""

from dataclasses import dataclass, replace

import rules
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.access import is_admin, is_standing_body
from blocs.models import Place
from pacts.logic.formulas import StageKind
from pacts.models import Criterion, Stage
from pacts.restated import assignments
from reports.logic.appeal_rules import AppealFacts, obstacles_to_filing
from reports.logic.sheet_states import is_for_department, marks_what, readable_stages
from reports.marking import book_of, reader_of
from reports.models import Appeal, Evidence, Mark, Result, Sheet
from reports.sheet_access import (
    MARKS_AT,
    commands_its_unit,
    departments_for,
    has_a_stake,
    reviews_it,
    speaks_for_its_unit,
)


@dataclass(frozen=True)
class Shelf:
    """What stands behind one criterion of one unit's sheet."""

    sheet: Sheet
    criterion: Criterion

    @property
    def place(self) -> Place:
        return self.sheet.place


def works_on(user, sheet: Sheet, criterion: Criterion, kind: StageKind) -> bool:
    """Whether this person speaks of this criterion at a stage of that kind."""
    if not marks_what(kind, criterion.assessor):
        return False
    if kind != StageKind.REVIEW:
        return MARKS_AT[kind](user, sheet)
    if is_for_department(kind, criterion.assessor, criterion.department_id, sheet.unit_id):
        return criterion.department_id in departments_for(user, sheet)
    return reviews_it(user, sheet)


# --- Reading ----------------------------------------------------------------------------------


def evidence_for(user, sheet: Sheet) -> QuerySet[Evidence]:
    """The rows of this sheet whose contents this person may open, removed ones among them."""
    rows = Evidence.objects.filter(sheet=sheet)
    if is_admin(user) and not has_a_stake(user, sheet):
        return rows
    mine = departments_for(user, sheet)
    theirs = Q(stage__kind__in=_kinds_read(user, sheet, bool(mine)), criterion__department__in=mine)
    return rows.filter(Q(stage__kind__in=_kinds_read(user, sheet)) | theirs)


def _kinds_read(user, sheet: Sheet, confirms: bool = False) -> frozenset[str]:
    """As with marks, only that a published result does not open the evidence to the bloc.

    `confirms`: asked for the criteria that a department of theirs judges.
    """
    order = list(Stage.objects.filter(table=sheet.table_id).order_by("order", "pk").values_list("kind", flat=True))
    reader = replace(reader_of(sheet, user, confirms), is_published=False)
    return readable_stages(order, sheet.stage.kind, sheet.state == Sheet.State.CLOSED, reader)


@rules.predicate
def reads_evidence(user, shelf):
    """Somebody with a part in this sheet at this moment; colleagues of the bloc are told they may not."""
    sheet = shelf.sheet
    if is_admin(user) or adds_evidence(user, shelf):
        return True
    mine = departments_for(user, sheet)
    return bool(_kinds_read(user, sheet, confirms=shelf.criterion.department_id in mine))


@rules.predicate
def opens_evidence(user, evidence):
    return evidence_for(user, evidence.sheet).filter(pk=evidence.pk).exists()


@rules.predicate
def reads_some_evidence(user, sheet):
    """Of the sheet as a whole; departments see their own criteria there."""
    mine = departments_for(user, sheet)
    judges = bool(mine) and Criterion.objects.filter(table=sheet.table_id, department__in=mine).exists()
    return is_admin(user) or bool(_kinds_read(user, sheet, judges))


def readable_criteria(user, sheet: Sheet, criteria: list[Criterion]) -> list[Criterion]:
    """Those whose shelf this person may open; the duties are asked once for all of them."""
    if is_admin(user) or _kinds_read(user, sheet):
        return criteria
    mine = departments_for(user, sheet)
    if not (mine and _kinds_read(user, sheet, confirms=True)):
        return []
    return [criterion for criterion in criteria if criterion.department_id in mine]


# --- Adding -----------------------------------------------------------------------------------


@rules.predicate
def adds_evidence(user, shelf):
    """Who marks the criterion at the stage the sheet stands at; afterwards the unit itself, for an appeal."""
    sheet = shelf.sheet
    if sheet.state == Sheet.State.CLOSED:
        return speaks_for_its_unit(user, sheet)
    kind = StageKind(sheet.stage.kind)
    if kind != StageKind.SELF and not speaks_for_its_unit(user, sheet) and has_a_stake(user, sheet):
        return False
    return works_on(user, sheet, shelf.criterion, kind)


def obstacles_to_adding(user, shelf: Shelf) -> list[str]:
    """Why nothing can be added or removed here today, in sentences."""
    if not shelf.criterion.is_leaf:
        return [_("Evidence is added to a criterion, not to a group.")]
    if shelf.sheet.state == Sheet.State.CLOSED:
        return _obstacles_after_the_end(shelf)
    book = book_of(shelf.sheet, user)
    row = book.rows.get(shelf.criterion.pk)
    if book.shut:
        return [str(sentence) for sentence in book.shut]
    if row is None or not row.may_mark:
        return [_("This criterion is not open to you at this stage.")]
    return []


def _obstacles_after_the_end(shelf: Shelf) -> list[str]:
    """After the last stage evidence comes with an appeal: while one may be filed, or waits for its answer."""
    facts = appeal_facts(shelf.sheet, shelf.criterion)
    return [] if facts.is_waiting and not facts.has_result else obstacles_to_filing(facts)


# --- Appeals ----------------------------------------------------------------------------------


def counted_stage(sheet: Sheet, criterion: Criterion) -> Stage | None:
    """The last stage that has spoken; an explanation does not count. None: nobody has marked."""
    marks = Mark.objects.filter(sheet=sheet, criterion=criterion).exclude(stage__kind=StageKind.EXPLAIN)
    last = marks.select_related("stage").order_by("-stage__order").first()
    return last and last.stage


def appeal_facts(sheet: Sheet, criterion: Criterion) -> AppealFacts:
    stage = counted_stage(sheet, criterion)
    return AppealFacts(
        is_closed=sheet.state == Sheet.State.CLOSED,
        today=timezone.localdate(),
        opens_on=sheet.table.appeals_from,
        closes_on=sheet.table.appeals_until,
        has_result=Result.objects.filter(bloc=sheet.bloc_id).exists(),
        is_waiting=Appeal.objects.filter(sheet=sheet, criterion=criterion, state=Appeal.State.OPEN).exists(),
        counted_at=stage.kind if stage else "",
        applies=_applies(sheet, criterion),
    )


def may_appeal(user, shelf: Shelf) -> bool:
    """Commands the unit, and nothing stands in the way of an appeal today."""
    if shelf.sheet.state != Sheet.State.CLOSED or not commands_its_unit(user, shelf.sheet):
        return False
    return not obstacles_to_filing(appeal_facts(shelf.sheet, shelf.criterion))


def _applies(sheet: Sheet, criterion: Criterion) -> bool:
    above = [criterion.pk]
    while criterion.parent_id:
        criterion = criterion.parent
        above.append(criterion.pk)
    lines = assignments(sheet.table_id, sheet.unit_id)
    return all(line.applies for (pk, _unit), line in lines.items() if pk in above)


@rules.predicate
def answers_appeal(user, appeal):
    """Whoever works at the stage whose mark counted; never the unit that objects."""
    if speaks_for_its_unit(user, appeal.sheet):
        return False
    return works_on(user, appeal.sheet, appeal.criterion, StageKind(appeal.stage.kind))


@rules.predicate
def reads_appeal(user, appeal):
    sheet = appeal.sheet
    if is_admin(user) or speaks_for_its_unit(user, sheet) or answers_appeal(user, appeal):
        return True
    return reviews_it(user, sheet) or is_standing_body(user, sheet)


@rules.predicate
def withdraws_appeal(user, appeal):
    return commands_its_unit(user, appeal.sheet)


@rules.predicate
def reads_knock_out(user, knock_out):
    """The unit concerned reads what is said of it; colleagues do not."""
    return speaks_for_its_unit(user, knock_out.sheet)
