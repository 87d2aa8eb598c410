"""The pen that writes a batch of marks: few queries whatever its size, history and revisions kept, old → new told."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from blocs.models import User
from pacts.models import Stage
from reports.logic.sheet_cells import Cell
from reports.logic.sheet_entries import Given, given_of, typed_given
from reports.models import Mark
from reports.sheet_book import Row, SheetBook

SAYS = ["points", "value", "numerator", "denominator"]
FIELDS = [*SAYS, "reason", "is_from_figure", "needs_review", "given_by", "giver", "given_at", "revision"]


@dataclass(frozen=True)
class Writing:
    """A mark to be written on a row; blank without a reason takes it out."""

    row: Row
    given: Given
    reason: str
    is_from_figure: bool = False

    @property
    def removes(self) -> bool:
        return self.given.is_blank and not self.reason


@dataclass
class Pen:
    """Takes writings and sets them down at once. `changes` {number: [old, new]} as typed, for the logbook."""

    book: SheetBook
    by: User
    stage: Stage | None = None
    changes: dict[str, list[str]] = field(default_factory=dict)
    writings: list[Writing] = field(default_factory=list)

    @property
    def at(self) -> Stage:
        return self.stage or self.book.sheet.stage

    def as_seen(self, cells: Iterable[Cell]) -> dict[int, Mark]:
        """What the writers of outdated cells saw, by criterion: the mark in the revision they name."""
        stored = {pk: row.marks.get(self.at.kind) for pk, row in self.book.rows.items()}
        old = {
            stored[cell.criterion].pk: cell
            for cell in cells
            if cell.revision and stored.get(cell.criterion) and stored[cell.criterion].revision != cell.revision
        }
        rows = Mark.history.filter(id__in=old).order_by("history_date", "history_id") if old else []
        return {row.criterion_id: row for row in rows if row.revision == old[row.id].revision}

    def take(self, writing: Writing) -> None:
        self.writings.append(writing)

    def write(self) -> dict[int, Mark]:
        """The marks written, by criterion; those taken out are not among them."""
        new: list[Mark] = []
        changed: list[Mark] = []
        for writing in self.writings:
            mark = writing.row.marks.get(self.at.kind)
            self._tell(writing, mark)
            if writing.removes:
                self._take_out(mark)
                continue
            (changed if mark else new).append(self._filled(mark or self._blank(writing), writing))
        if new:
            bulk_create_with_history(new, Mark, default_user=self.by)
        if changed:
            bulk_update_with_history(changed, Mark, FIELDS, default_user=self.by)
        self.writings = []
        return {mark.criterion_id: mark for mark in [*new, *changed]}

    def _blank(self, writing: Writing) -> Mark:
        return Mark(sheet=self.book.sheet, criterion=writing.row.criterion, stage=self.at, revision=0)

    def _filled(self, mark: Mark, writing: Writing) -> Mark:
        for name in SAYS:
            setattr(mark, name, getattr(writing.given, name))
        mark.reason, mark.is_from_figure, mark.needs_review = writing.reason, writing.is_from_figure, False
        mark.given_by, mark.giver, mark.given_at = str(self.by)[:200], self.by, timezone.now()
        mark.revision += 1
        return mark

    def _take_out(self, mark: Mark | None) -> None:
        """Its history keeps what it said."""
        if mark:
            mark._history_user = self.by
            mark.delete()

    def _tell(self, writing: Writing, mark: Mark | None) -> None:
        old = typed_given(given_of(mark)) if mark else ""
        new = typed_given(writing.given)
        if mark and old == new and mark.reason != writing.reason:
            old, new = f"{old} ({mark.reason})".strip(), f"{new} ({writing.reason})".strip()
        self.changes[writing.row.number] = [old, new]
