"""The facts of the scoring behind one person's task list, in a fixed number of queries whatever the number of rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from blocs.models import Bloc, Headship, Role, User
from pacts.logic.formulas import Assessor, StageKind
from pacts.models import Assignment, CriteriaTable, Criterion, Stage
from reports.logic.sheet_tasks import PileFacts, RunFacts, SheetFacts, sheet_tasks_of
from reports.logic.tasks import Task
from reports.marking import due_of
from reports.models import Draw, Mark, Return, Sheet
from reports.reach import stood_over
from reports.sheet_access import departments_of


def sheet_tasks_for(user: User, today: date | None = None) -> list[Task]:
    """What of the scoring waits for the person. Sheets leave the list when the next season's bloc is made."""
    desk = _desk_of(user)
    sheets = list(_sheets(desk)) if desk.is_anybody else []
    own = [sheet for sheet in sheets if {sheet.unit_id, sheet.checker_id} & desk.units]
    return sheet_tasks_of(_facts(own, desk), _piles(sheets, desk), _runs(user), today or timezone.localdate())


@dataclass
class Desk:
    """Where this person works: `units` spoken for, `departments` confirmed for, and blocs by pk."""

    units: set[int]
    departments: set[int]
    reviewed: set[int]  # blocs of whose sheets, save the head's own, this person is a reviewer
    deputy: set[int]  # blocs of whose head's sheet this person is the reviewer
    stood_over: set[int]
    heads: dict[int, set[int]]  # the head units by bloc

    @property
    def is_anybody(self) -> bool:
        return any([self.units, self.departments, self.reviewed, self.deputy, self.stood_over])

    def reviews(self, sheet: Sheet) -> bool:
        """As `sheet_access.reviews_it` says of one sheet."""
        is_head = sheet.unit_id in self.heads.get(sheet.bloc_id, ())
        blocs = self.deputy | self.stood_over if is_head else self.reviewed
        return sheet.bloc_id in blocs and sheet.unit_id not in self.own

    def appraises(self, sheet: Sheet) -> bool:
        return sheet.bloc_id in self.stood_over and sheet.unit_id not in self.own

    @property
    def own(self) -> set[int]:
        """The units whose sheets this person never judges."""
        return self.units | self.departments


def _desk_of(user: User) -> Desk:
    duties = user.duties_today
    commanded = {duty.unit_id for duty in duties if duty.role == Role.COMMANDER}
    units = commanded | {duty.unit_id for duty in duties if duty.role == Role.REPORTER}
    rows = list(Headship.objects.on().values_list("bloc", "unit", "part")) if duties else []
    heads = defaultdict(set)
    for bloc, unit, part in rows:
        if part in Headship.HEADING:
            heads[bloc].add(unit)
    return Desk(
        units=units,
        departments=departments_of(user),
        reviewed={duty.bloc_id for duty in duties if duty.role == Role.SECRETARY}
        | {bloc for bloc, unit, part in rows if part in Headship.HEADING and unit in commanded},
        deputy={bloc for bloc, unit, part in rows if part == Headship.Part.DEPUTY and unit in commanded},
        stood_over=set(Bloc.objects.filter(stood_over(user)).values_list("pk", flat=True)),
        heads=heads,
    )


def _sheets(desk: Desk):
    blocs = desk.reviewed | desk.deputy | desk.stood_over
    mine = Q(unit__in=desk.units) | Q(checker__in=desk.units) | Q(bloc__in=blocs)
    confirmed = Criterion.objects.filter(department__in=desk.departments).values("table")
    rows = Sheet.objects.filter(mine | Q(table__in=confirmed), bloc__next=None).select_related(
        "unit", "stage", "bloc__season"
    )
    stages = Stage.objects.order_by("order", "pk").prefetch_related("extensions")
    waits = Return.objects.order_by("-returned_at", "-pk")
    return rows.prefetch_related(
        Prefetch("table__stages", stages), Prefetch("returns", waits)
    ).order_by("bloc__season__starts_on", "bloc__name_sort", "order", "pk")  # fmt: skip


# --- One's own sheets, and those one checks


def _facts(sheets: list[Sheet], desk: Desk) -> Iterator[SheetFacts]:
    if not sheets:
        return
    fed_at_self = Q(stage__kind=StageKind.SELF, criterion__pledge__isnull=False)
    here = Mark.objects.filter(sheet__in=sheets, stage=F("sheet__stage")).exclude(fed_at_self)
    marked = Counter(dict(here.values_list("sheet").annotate(n=Count("pk")).order_by()))
    asked = _asked(sheets)
    waiting = {(sheet.table_id, sheet.unit_id) for sheet in sheets if _at(sheet) == StageKind.SELF}
    for sheet in sheets:
        own_first = any((sheet.table_id, unit) in waiting for unit in desk.own - {sheet.unit_id})
        common = {"marked": marked[sheet.pk], "asked": asked[sheet.pk]}
        if sheet.unit_id in desk.units:
            yield _fact(sheet, is_own=True, **common)
        if sheet.checker_id in desk.units and sheet.unit_id not in desk.own:
            yield _fact(sheet, is_own=False, is_held_back=own_first, **common)


def _fact(sheet: Sheet, **facts) -> SheetFacts:
    stages = list(sheet.table.stages.all())
    back = _open_return(sheet)
    return SheetFacts(
        pk=sheet.pk,
        unit=sheet.unit.name,
        bloc=str(sheet.bloc),
        order=tuple(stage.kind for stage in stages),
        at=_at(sheet),
        is_returned=sheet.state == Sheet.State.RETURNED,
        opens_on=sheet.stage.opens_on,
        due_on=due_of(sheet, stages, list(sheet.returns.all())),
        reason=back.reason if back else "",
        **facts,
    )


def _at(sheet: Sheet) -> str:
    return "" if sheet.state == Sheet.State.CLOSED else sheet.stage.kind


def _open_return(sheet: Sheet) -> Return | None:
    here = [row for row in sheet.returns.all() if row.settled_at is None and row.to_stage_id == sheet.stage_id]
    return here[0] if here else None


def _asked(sheets: list[Sheet]) -> Counter:
    """How many criteria a unit marks at the stage at work, by sheet: without those that do not apply, and in its own
    score without those fed by a figure.
    """
    rows: dict[int, dict[int, tuple]] = defaultdict(dict)
    names = ["table", "pk", "parent", "formula", "assessor", "pledge"]
    for table, pk, *facts in Criterion.objects.filter(table__in=[s.table_id for s in sheets]).values_list(*names):
        rows[table][pk] = tuple(facts)
    off = Assignment.objects.filter(applies=False, unit__in=[sheet.unit_id for sheet in sheets])
    gone = set(off.values_list("criterion", "unit"))
    return Counter({sheet.pk: _count(rows[sheet.table_id], gone, sheet) for sheet in sheets})


def _count(nodes: dict[int, tuple], gone: set[tuple[int, int]], sheet: Sheet) -> int:
    def applies(pk: int | None) -> bool:
        return pk is None or ((pk, sheet.unit_id) not in gone and applies(nodes[pk][0]))

    own = [(pk, pledge) for pk, (__, formula, who, pledge) in nodes.items() if formula and who == Assessor.UNIT]
    return sum(applies(pk) for pk, pledge in own if not (pledge and _at(sheet) == StageKind.SELF))


# --- What the secretary runs


def _runs(user: User) -> Iterator[RunFacts]:
    """The secretary's tables under the newest sealed pact that are not opened, or not drawn where they ask for it."""
    blocs = [duty.bloc_id for duty in user.duties_today if duty.role == Role.SECRETARY]
    if not blocs:
        return
    rows = CriteriaTable.objects.filter(
        pact__bloc__in=blocs, pact__bloc__next=None, pact__state="sealed", pact__amendments=None, state="adopted"
    ).annotate(
        is_open=Exists(Sheet.objects.filter(table=OuterRef("pk"))),
        is_drawn=Exists(Draw.objects.filter(table=OuterRef("pk"))),
        is_checked=Exists(Stage.objects.filter(table=OuterRef("pk"), kind=StageKind.CROSS)),
    )
    for table in rows.with_names().order_by("pk"):
        if not table.is_open or (table.is_checked and not table.is_drawn):
            yield RunFacts(table.pk, str(table.pact.bloc), table.is_open)


# --- Piles


def _piles(sheets: list[Sheet], desk: Desk) -> Iterator[PileFacts]:
    """A pile for each table and stage this person works at for others."""
    tables: dict[int, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        tables[sheet.table_id].append(sheet)
    confirmed = _confirmed(tables, desk)
    for table, rows in tables.items():
        kinds = {stage.kind for stage in rows[0].table.stages.all()}
        unchecked = [row for row in rows if row.checker_id is None and desk.appraises(row)]
        if StageKind.CROSS in kinds and len(rows) < 3:
            yield from _pile(unchecked, StageKind.CROSS)
        if StageKind.REVIEW in kinds:
            yield from _pile([row for row in rows if desk.reviews(row)], StageKind.REVIEW)
            others = [row for row in rows if confirmed[table] and row.unit_id not in desk.own]
            yield from _pile(others, StageKind.REVIEW, is_department=True)
        if StageKind.APPRAISE in kinds:
            yield from _pile([row for row in rows if desk.appraises(row)], StageKind.APPRAISE)


def _confirmed(tables: Iterable[int], desk: Desk) -> dict[int, set[int]]:
    """The departments of this person that confirm criteria of each table."""
    found: dict[int, set[int]] = defaultdict(set)
    if desk.departments:
        rows = Criterion.objects.filter(table__in=list(tables), department__in=desk.departments)
        for table, department in rows.values_list("table", "department").distinct().order_by():
            found[table].add(department)
    return found


def _pile(sheets: list[Sheet], kind: StageKind, *, is_department: bool = False) -> Iterator[PileFacts]:
    if not sheets:
        return
    first = sheets[0]
    place = next(stage.order for stage in first.table.stages.all() if stage.kind == kind)
    here = [sheet for sheet in sheets if _at(sheet) == kind]
    coming = [sheet for sheet in sheets if _at(sheet) and sheet.stage.order < place]
    backs = [back for sheet in here if (back := _open_return(sheet))]
    days = [due_of(sheet, list(sheet.table.stages.all()), list(sheet.returns.all())) for sheet in here]
    yield PileFacts(
        table=first.table_id,
        bloc=str(first.bloc),
        kind=str(kind.value),
        here=len(here),
        coming=len(coming),
        done=len(sheets) - len(here) - len(coming),
        returned=len(backs),
        due_on=min((day for day in days if day), default=None),
        reason=backs[0].reason if backs else "",
        is_department=is_department,
    )
