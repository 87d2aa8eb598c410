"""One sheet in one person's hands: what of it may be read, which rows may be marked, what hinders sending it on.

Filled by `reports.marking.book_of`; it asks the database nothing more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from blocs.logic.wording import day
from blocs.models import User
from pacts.logic.formulas import StageKind
from pacts.models import Criterion, Stage
from pacts.models.tree import Tree
from reports.logic.sheet_entries import Given, given_of
from reports.logic.sheet_states import (
    Reader,
    RowState,
    Window,
    before,
    counting,
    is_for_department,
    marks_what,
    obstacles_to_sending,
    own_stages,
    window,
)
from reports.models import Appeal, Draw, Mark, Passage, Return, Sheet
from reports.sheet_rows import Row


@dataclass
class SheetBook:
    """`readable`: the kinds of stages whose marks this person may read here; a row's other marks are not shown."""

    sheet: Sheet
    user: User
    tree: Tree
    stages: list[Stage]  # in the order of the table
    rows: dict[int, Row]  # by criterion, in the order of the paper
    reader: Reader
    departments: set[int]  # those for which this person confirms
    readable: frozenset[str]
    passages: list[Passage]  # in order of time
    returns: list[Return]  # newest first
    due_on: date | None  # last day of the stage it stands at, extensions counted
    today: date
    draw: Draw | None = None

    # --- Where it stands

    @cached_property
    def order(self) -> list[str]:
        return [stage.kind for stage in self.stages]

    @property
    def at(self) -> str:
        """The kind of stage it stands at."""
        return self.sheet.stage.kind

    @property
    def is_closed(self) -> bool:
        return self.sheet.state == Sheet.State.CLOSED

    @property
    def is_first(self) -> bool:
        return self.order[0] == self.at

    @cached_property
    def open_returns(self) -> list[Return]:
        """Those this stage still has to settle."""
        return [row for row in self.returns if row.settled_at is None and row.to_stage_id == self.sheet.stage_id]

    @property
    def open_return(self) -> Return | None:
        return self.open_returns[0] if self.open_returns else None

    @cached_property
    def window(self) -> Window:
        return window(self.sheet.stage.opens_on, self.due_on, self.today)

    @cached_property
    def shut(self) -> list[str]:
        """Why nobody marks or sends now, in sentences; empty: the sheet is open."""
        if self.is_closed:
            return [_("The sheet has passed its last stage.")]
        if self.at == StageKind.CROSS and self.draw is None:
            return [_("The cross-checks have not been drawn yet.")]
        words = {"stage": self.sheet.stage.name}
        if self.window == Window.EARLY:
            words |= {"day": day(self.sheet.stage.opens_on)}
            return [_("The stage “%(stage)s” begins on %(day)s.") % words]
        if self.window == Window.LATE:
            words |= {"day": day(self.due_on)}
            return [_("The deadline of “%(stage)s” was %(day)s; ask for an extension.") % words]
        return []

    # --- What is asked, and of whom

    def wants(self, row: Row) -> bool:
        """The stage it stands at speaks on this row, and the row is open."""
        return row.applies and marks_what(self.at, row.criterion.assessor) and self.is_open(row)

    def is_open(self, row: Row) -> bool:
        """Of a sheet that came back only the returned rows are open, and those changed since they were marked."""
        if not any(passage.stage_id == self.sheet.stage_id for passage in self.passages):
            return True
        mark = row.marks.get(self.at)
        return self.is_returned(row) or (mark is not None and mark.needs_review)

    def is_returned(self, row: Row) -> bool:
        named = [{criterion.pk for criterion in back.criteria.all()} for back in self.open_returns]
        return any(not pks or row.criterion.pk in pks for pks in named)

    def is_theirs(self, row: Row) -> bool:
        """Whether this person is the one who marks the row at this stage."""
        reader, criterion = self.reader, row.criterion
        if is_for_department(self.at, criterion.assessor, criterion.department_id, self.sheet.unit_id):
            return criterion.department_id in self.departments
        return {
            StageKind.SELF: reader.speaks,
            StageKind.CROSS: reader.checks,
            StageKind.REVIEW: reader.reviews,
            StageKind.EXPLAIN: reader.speaks,
            StageKind.APPRAISE: reader.appraises,
        }[StageKind(self.at)]

    @property
    def is_held_back(self) -> bool:
        """Their own unit's self-score comes first."""
        return self.reader.has_a_stake and not self.reader.speaks

    @cached_property
    def may_mark(self) -> bool:
        return any(row.may_mark for row in self.rows.values())

    @cached_property
    def may_send(self) -> bool:
        """By duty and by day; what still hinders it is in `obstacles`."""
        return not (self.shut or self.is_held_back) and self.user.has_perm("reports.send_sheet", self.sheet)

    def asked(self) -> Iterator[Row]:
        return (row for row in self.rows.values() if row.is_asked)

    def is_marked(self, row: Row) -> bool:
        """At the stage it stands at; an explanation is never owed."""
        return self.at == StageKind.EXPLAIN or not row.given(self.at).is_blank

    @cached_property
    def progress(self) -> tuple[int, int]:
        """Rows marked at this stage, of the rows it asks for."""
        asked = list(self.asked())
        return sum(map(self.is_marked, asked)), len(asked)

    @cached_property
    def obstacles(self) -> list[str]:
        """What hinders sending the sheet on, each in a sentence that names the criteria by number."""
        return obstacles_to_sending(map(self._state_of, self.asked()))

    def _state_of(self, row: Row) -> RowState:
        mark, criterion = row.marks.get(self.at), row.criterion
        if self.at == StageKind.EXPLAIN:
            return RowState(row.number)
        waits = is_for_department(self.at, criterion.assessor, criterion.department_id, self.sheet.unit_id)
        return RowState(
            number=row.number,
            is_marked=self.is_marked(row),
            lacks_figure=row.is_bound(self.at) and row.given(self.at).is_blank,
            lacks_reason=mark is not None and bool(self.reason_wanted(row, given_of(mark), mark.reason)),
            lacks_evidence=self.lacks_evidence(row),
            needs_review=mark is not None and mark.needs_review,
            department=str(criterion.department) if waits and mark is None else "",
        )

    def reason_wanted(self, row: Row, given: Given, text: str) -> str:
        """The sentence asking for a reason at this stage, "" where none is due or it is long enough."""
        if given.is_blank or row.is_bound(self.at):
            return ""
        return row.reason_wanted(given, self.at, self.order, text, self.sheet.table.reason_length)

    def lacks_evidence(self, row: Row) -> bool:
        """A self-score of more than 0 points stands on evidence where the criterion requires it."""
        required = row.criterion.evidence == Criterion.Need.REQUIRED
        if self.at != StageKind.SELF or not required or row.evidence:
            return False
        given = row.given(self.at)
        return not given.is_blank and row.points(given) != 0

    # --- What may be read

    def reads(self, row: Row, kind: str) -> bool:
        """A department that only confirms reads its own criteria, everybody else the whole stage."""
        if kind not in self.readable:
            return False
        return not self.reads_own_rows_only or row.criterion.department_id in self.departments

    @cached_property
    def reads_own_rows_only(self) -> bool:
        reader = self.reader
        others = [reader.speaks, reader.checks, reader.reviews, reader.appraises, reader.is_admin, reader.is_published]
        return reader.confirms and not any(others)

    @cached_property
    def is_insider(self) -> bool:
        """Of the unit, or one of its reviewers."""
        reader = self.reader
        return any([reader.speaks, reader.reviews, reader.appraises, reader.is_admin])

    def reads_return(self, back: Return) -> bool:
        """The unit and its reviewers, and who works at the stage it came back to; the bloc once all is published."""
        is_theirs = back.to_stage.kind in own_stages(self.reader)
        return self.is_insider or is_theirs or self.reader.is_published

    def reads_appeal(self, appeal: Appeal) -> bool:
        """The unit and its reviewers, and who answers it: as `reports.evidence_access` says of one appeal."""
        if self.is_insider or appeal.stage.kind not in own_stages(self.reader):
            return self.is_insider
        is_confirmed = appeal.stage.kind == StageKind.REVIEW
        return not is_confirmed or self.rows[appeal.criterion_id].criterion.department_id in self.departments

    def opens_evidence(self, row: Row) -> bool:
        """Who has a part in this sheet; a published result opens the marks to the bloc, and not what stands behind."""
        reader = self.reader
        if self.is_held_back:
            return False
        part = [reader.speaks, reader.checks, reader.reviews, reader.appraises, reader.is_admin]
        return any(part) or row.criterion.department_id in self.departments

    def mark(self, row: Row, kind: str) -> Mark | None:
        """The mark of that stage, where this person may read it."""
        return row.marks.get(kind) if self.reads(row, kind) else None

    def before(self, row: Row, kind: str) -> Mark | None:
        """What counted when that stage began: the mark of the last earlier stage that has spoken, where readable."""
        spoken = counting(row.spoken, before(kind, self.order))
        return self.mark(row, spoken) if spoken else None

    def points(self, row: Row, mark: Mark | None) -> Decimal | None:
        """What the mark earns by itself; None where it depends on the other units' figures, or nothing is said."""
        return None if mark is None else row.points(given_of(mark))
