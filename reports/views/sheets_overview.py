"""Where the sheets of a bloc stand. How many rows are marked is shown to those who run the scoring and to the unit."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.wording import day, number
from pacts.logic.formulas import StageKind
from pacts.models import CriteriaTable
from pacts.models.criteria import Stage
from pacts.models.tree import Tree, tree_of
from pacts.restated import assignments
from reports.actions.stages import obstacles_to_opening
from reports.logic.deadlines import deadline, is_past, words
from reports.logic.draw import place_in_ring
from reports.logic.sheet_states import marks_what
from reports.models import Draw, Mark, Passage, Sheet, StageExtension
from reports.views.sheets_desk import Step, address, steps_of


@dataclass
class Standing:
    """Of one table: how many sheets there are, how many are closed, and where the others stand."""

    sheets: int = 0
    closed: int = 0
    at: list[str] = field(default_factory=list)


def stands_of(tables) -> dict[int, Standing]:
    """In one query for all tables of a page."""
    found: dict[int, Standing] = defaultdict(Standing)
    rows = Sheet.objects.filter(table__in=[table.pk for table in tables]).order_by("stage__order")
    counts = {"n": Count("pk"), "closed": Count("pk", filter=Q(state=Sheet.State.CLOSED))}
    for row in rows.values("table", "stage__name").annotate(**counts):
        standing, left = found[row["table"]], row["n"] - row["closed"]
        standing.sheets += row["n"]
        standing.closed += row["closed"]
        if left:
            standing.at.append(f"{row['stage__name']}: {number(left)}")
    return found


@dataclass
class Cell:
    """One unit at one stage: `state` is done, current or ahead."""

    label: str
    words: str
    state: str
    is_late: bool = False


@dataclass
class Line:
    sheet: Sheet
    cells: list[Cell]
    progress: str
    advance_url: str = ""


class Overview:
    """One bloc's scoring for one person."""

    def __init__(self, table: CriteriaTable, user):
        self.table, self.user = table, user
        self.stages: list[Stage] = list(table.stages.order_by("order"))
        self.today = timezone.localdate()

    # --- What may be pressed ---

    @cached_property
    def runs(self) -> bool:
        return self.user.has_perm("reports.open_scoring", self.table)

    @property
    def may_open(self) -> bool:
        return self.runs and not self.sheets

    @property
    def may_draw(self) -> bool:
        return bool(self.runs and self.sheets and self._has_cross and self.draw is None)

    @property
    def may_extend(self) -> bool:
        return bool(self.runs and any(sheet.state != Sheet.State.CLOSED for sheet in self.sheets))

    @property
    def _has_cross(self) -> bool:
        return any(stage.kind == StageKind.CROSS for stage in self.stages)

    @cached_property
    def obstacles(self) -> list[str]:
        """Why scoring cannot be opened yet, in sentences."""
        return obstacles_to_opening(self.table) if self.may_open else []

    # --- Rows ---

    @cached_property
    def sheets(self) -> list[Sheet]:
        rows = self.table.sheets.select_related("unit", "stage", "checker", "bloc").order_by("order", "pk")
        seen = set(Sheet.objects.visible_to(self.user).filter(table=self.table).values_list("pk", flat=True))
        return [sheet for sheet in rows if sheet.pk in seen]

    @cached_property
    def draw(self) -> Draw | None:
        return Draw.objects.filter(table=self.table).first()

    @cached_property
    def extensions(self) -> list[StageExtension]:
        return list(StageExtension.objects.filter(stage__in=self.stages).select_related("unit", "stage"))

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(sheet) for sheet in self.sheets]

    def _line(self, sheet: Sheet) -> Line:
        is_over = sheet.state != Sheet.State.CLOSED and is_past(self._due(sheet, sheet.stage), self.today)
        url = address("reports:sheet_advance", [sheet.pk]) if is_over and self.runs else ""
        return Line(sheet, [self._cell(sheet, stage) for stage in self.stages], self._progress(sheet), url)

    def _due(self, sheet: Sheet, stage: Stage):
        own = [(row.unit_id, row.due_on) for row in self.extensions if row.stage_id == stage.pk]
        return deadline(stage.due_on, own, sheet.unit_id)

    def _cell(self, sheet: Sheet, stage: Stage) -> Cell:
        passed = self._passed.get((sheet.pk, stage.pk))
        if sheet.state != Sheet.State.CLOSED and sheet.stage_id == stage.pk:
            due = self._due(sheet, stage)
            return Cell(stage.name, words(due, self.today), "current", is_past(due, self.today))
        if passed:
            on = day(timezone.localtime(passed.passed_at).date())
            return Cell(stage.name, _("%(day)s, moved on") % {"day": on} if passed.is_forced else on, "done")
        return Cell(stage.name, "", "ahead")

    @cached_property
    def _passed(self) -> dict[tuple[int, int], Passage]:
        rows = Passage.objects.filter(sheet__table=self.table).order_by("passed_at", "pk")
        return {(row.sheet_id, row.stage_id): row for row in rows}

    # --- Progress: for those who run the scoring, and for the unit itself ---

    def _progress(self, sheet: Sheet) -> str:
        if sheet.state == Sheet.State.CLOSED or not self._may_count(sheet):
            return ""
        all_rows = self._asked(sheet)
        marked = min(self._marked.get(sheet.pk, 0), all_rows)
        return _("%(marked)s/%(all)s criteria") % {"marked": number(marked), "all": number(all_rows)}

    def _may_count(self, sheet: Sheet) -> bool:
        own = {duty.unit_id for duty in self.user.duties_today if duty.unit_id}
        if sheet.stage.kind in (StageKind.SELF, StageKind.EXPLAIN):
            return self.runs or sheet.unit_id in own
        return self.runs and sheet.unit_id not in own

    @cached_property
    def _marked(self) -> dict[int, int]:
        rows = Mark.objects.filter(sheet__in=self.sheets, stage=F("sheet__stage"))
        fed_at_self = Q(stage__kind=StageKind.SELF, criterion__pledge__isnull=False)
        return dict(rows.exclude(fed_at_self).values_list("sheet").annotate(n=Count("pk")).order_by())

    def _asked(self, sheet: Sheet) -> int:
        """Rows to be marked by hand at the stage the sheet stands at."""
        kind = sheet.stage.kind
        return sum(self._is_asked(node.criterion, kind, sheet.unit_id) for node in self._leaves)

    def _is_asked(self, criterion, kind: str, unit: int) -> bool:
        is_fed = kind == StageKind.SELF and criterion.pledge_id is not None
        return not is_fed and (criterion.pk, unit) not in self._left_out and marks_what(kind, criterion.assessor)

    @cached_property
    def tree(self) -> Tree:
        return tree_of(self.table)

    @cached_property
    def _leaves(self):
        return self.tree.leaves()

    @cached_property
    def _left_out(self) -> set[tuple[int, int]]:
        """(leaf, unit) where the leaf, or a group above it, does not apply."""
        rows = [key for key, line in assignments(self.table).items() if not line.applies]
        nodes = self.tree.by_pk()
        return {(leaf.criterion.pk, unit) for pk, unit in rows for leaf in nodes[pk].walk() if leaf.criterion.is_leaf}

    # --- At a glance ---

    @property
    def steps(self) -> list[Step]:
        """The bloc stands where its last sheet stands."""
        waiting = [sheet.stage for sheet in self.sheets if sheet.state != Sheet.State.CLOSED]
        at = min(waiting, key=lambda stage: stage.order, default=None)
        return steps_of(self.stages, at, bool(self.sheets) and not waiting)

    @property
    def ring(self) -> list[dict[str, str]]:
        """The draw repeated from its seed, so that everyone can follow it."""
        if self.draw is None:
            return []
        rows = [(place_in_ring(self.draw.seed, self.draw.slug_of(sheet.unit)), sheet) for sheet in self.sheets]
        checks = {sheet.checker_id: str(sheet.unit) for sheet in self.sheets if sheet.checker_id}
        return [
            {
                "unit": str(sheet.unit),
                "slug": self.draw.slug_of(sheet.unit),
                "digest": digest,
                "checks": checks.get(sheet.unit_id, ""),
            }
            for digest, sheet in sorted(rows, key=lambda row: row[0])
        ]

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Doors of other rooms, where those exist and this person may enter."""
        names = [
            ("reports:knock_out_list", _("Knock-outs and ceilings"), "reports.read_knock_outs"),
            ("reports:appeal_list", _("Appeals"), ""),
            ("reports:result_prepare", _("Prepare the result"), "reports.prepare_result"),
            ("reports:result_list", _("Results of emulation"), ""),
            ("reports:signals", _("Signals for review"), "reports.read_signals"),
        ]
        allowed = [(name, label) for name, label, perm in names if not perm or self.user.has_perm(perm, self.table)]
        return [(url, label) for name, label in allowed if (url := self._address(name))]

    def _address(self, name: str) -> str:
        listed = address(name)
        return f"{listed}?bang={self.table.pk}" if listed else address(name, [self.table.pk])
