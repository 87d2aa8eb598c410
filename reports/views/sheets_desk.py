"""A score sheet as one person finds it: where it stands, what they may read and do, and the rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.logic.wording import day, moment, number
from pacts.logic.formulas import StageKind
from reports.actions.sheets import Told
from reports.actions.stages import may_return, stages_to_return_to
from reports.logic.deadlines import is_past, words
from reports.marking import SheetBook
from reports.models import Result, Return, Sheet
from reports.views.figure_words import mark_words
from reports.views.sheets_rows import Rows
from reports.views.sheets_shown import Block, Shown

HEADINGS: dict[str, Any] = {
    StageKind.SELF: lambda: _("Self-scoring"),
    StageKind.CROSS: lambda: _("Cross-check"),
    StageKind.REVIEW: lambda: _("Review by the bloc"),
    StageKind.EXPLAIN: lambda: _("Explanation"),
    StageKind.APPRAISE: lambda: _("Appraisal"),
}


@dataclass(frozen=True)
class Step:
    """A stage as the stage bar shows it: `state` is done, current or ahead."""

    label: str
    when: str
    state: str


def steps_of(stages, at, is_closed: bool) -> list[Step]:
    """`at` is the stage the sheet (or the bloc) stands at; None: nothing has begun."""
    found = []
    for stage in stages:
        is_done = is_closed or (at is not None and stage.order < at.order)
        state = "done" if is_done else "current" if at is not None and stage.order == at.order else "ahead"
        found.append(Step(stage.name, days_of(stage), state))
    return found


def days_of(stage) -> str:
    """“01/12/2017 – 05/12/2017”, or the one day that is set."""
    if stage.opens_on and stage.due_on:
        return f"{day(stage.opens_on)} – {day(stage.due_on)}"
    return _("until %(date)s") % {"date": day(stage.due_on)} if stage.due_on else ""


def heading_of(sheet: Sheet, is_open: bool) -> str:
    """What this page is for its reader: the work of the stage, or the sheet."""
    return HEADINGS[sheet.stage.kind]() if is_open else _("Score sheet")


class Desk:
    def __init__(self, book: SheetBook, told: Mapping[int, Told] | None = None):
        self.book, self.sheet, self.user = book, book.sheet, book.user
        self.rows = Rows(book, told)
        self.kind = self.sheet.stage.kind
        self.stage_name = self.sheet.stage.name
        self.is_closed = self.sheet.state == Sheet.State.CLOSED

    # --- What may be read ---

    @property
    def is_seen(self) -> bool:
        return bool(self.book.readable) or self.book.may_mark

    @property
    def hidden(self) -> list[str]:
        """Instead of marks: when they may be read. Nothing here follows from a mark."""
        if self.is_seen:
            return []
        if self.book.is_held_back and (self.book.reader.checks or self.book.reader.reviews):
            return [_("Your own unit's self-score comes first; once it is submitted, this sheet opens to you.")]
        return [_("The points of other units can be read once the result is published.")]

    @cached_property
    def shut(self) -> list[str]:
        """Why nothing can be marked now, for those whose turn it is."""
        return self.book.shut if self._has_work and not self.is_closed else []

    @property
    def _has_work(self) -> bool:
        return self.user.has_perm("reports.mark", self.sheet)

    # --- Rows ---

    @cached_property
    def blocks(self) -> list[Block]:
        return self.rows.blocks() if self.is_seen else []

    @cached_property
    def leaves(self) -> list[Shown]:
        return list(self.rows.leaves.values()) if self.is_seen else []

    @cached_property
    def open_rows(self) -> list[Shown]:
        return [row for row in self.leaves if row.is_open]

    @property
    def is_open(self) -> bool:
        return bool(self.open_rows)

    @property
    def paste_words(self) -> str:
        return mark_words()

    @property
    def wrong(self) -> list[Shown]:
        return [row for row in self.leaves if row.errors]

    @cached_property
    def asked(self) -> list[Shown]:
        return [row for row in self.leaves if row.is_asked]

    @property
    def missing(self) -> list[Shown]:
        """What must still be marked; an explanation is never owed."""
        return [row for row in self.asked if not row.is_marked] if self.kind != StageKind.EXPLAIN else []

    @property
    def first_open(self) -> str:
        """Where the work goes on: the first row that is open and not marked, else the first that is open."""
        return next_open(self.open_rows, None) or (self.open_rows[0].number if self.open_rows else "")

    @property
    def differences(self) -> list[Shown]:
        """Rows whose mark differs from the stage before, the largest difference first; those in words alone last."""
        found = [row for row in self.leaves if row.was]
        return sorted(found, key=lambda row: -abs(row.difference) if row.difference is not None else 1)

    @property
    def has_before(self) -> bool:
        return self.book.stages[0].kind != self.kind

    # --- Sums ---

    @property
    def progress(self) -> str:
        """“12/42 mục đã chấm” of the rows this person reads at the stage at work."""
        asked = [row for row in self.book.asked() if self.book.reads(row, self.kind)]
        if not asked or self.is_closed:
            return ""
        counts = {"marked": number(sum(map(self.rows.is_marked, asked))), "all": number(len(asked))}
        if self.kind == StageKind.EXPLAIN:
            return _("%(marked)s/%(all)s criteria explained") % counts
        return _("%(marked)s/%(all)s criteria marked") % counts

    @property
    def total(self) -> str:
        return self.rows.total

    @property
    def sum(self) -> str:
        if self.rows.is_silent:
            return self.progress
        provisional = _("Total: %(points)s") if self.is_closed else _("so far %(points)s")
        return " · ".join(filter(None, [self.progress, provisional % {"points": self.total}, self._left_out]))

    @property
    def _left_out(self) -> str:
        left = self.rows.left_out
        sentence = ngettext(
            "without %(n)s criterion reckoned with the whole bloc",
            "without %(n)s criteria reckoned with the whole bloc",
            left,
        )
        return sentence % {"n": number(left)} if left else ""

    @property
    def sums(self) -> dict[str, str]:
        """Every sum of the page by the number of its group, for the answer to a saved batch."""
        return {"total": self.sum} | self.rows.sums()

    # --- Where it stands ---

    @property
    def stages(self) -> list[Step]:
        return steps_of(self.book.stages, self.sheet.stage, self.is_closed)

    @property
    def due(self) -> str:
        if self.is_closed or self.book.due_on is None:
            return ""
        left = words(self.book.due_on, timezone.localdate())
        return _("deadline %(day)s (%(left)s)") % {"day": day(self.book.due_on), "left": left.lower()}

    @property
    def badge(self) -> str:
        return {"open": "in-progress", "returned": "returned", "closed": "done"}[self.sheet.state]

    @property
    def state_word(self) -> str:
        """Nothing for a returned sheet: the sign's own word says more than the stage."""
        if self.sheet.state == Sheet.State.RETURNED:
            return ""
        return _("All stages passed") if self.is_closed else self.stage_name

    @property
    def returns(self) -> list[dict[str, str]]:
        """The returns that wait to be settled, with the reviewer's words; the unit and its reviewers read them."""
        backs = [back for back in self.book.open_returns if self.is_seen and self.book.reads_return(back)]
        return [{"reason": back.reason, "words": returned_words(back)} for back in backs]

    @property
    def note(self) -> str:
        if self.kind == StageKind.CROSS:
            return _("If your unit has an interest in this sheet, say so to the secretary before you mark it.")
        return ""

    # --- What may be done ---

    @property
    def may_send(self) -> bool:
        return self.book.may_send and not self.book.shut

    @property
    def may_agree(self) -> bool:
        kinds = (StageKind.CROSS, StageKind.REVIEW, StageKind.APPRAISE)
        return self.kind in kinds and any(row.before and not row.is_marked for row in self.open_rows)

    @property
    def may_return(self) -> bool:
        """Nothing is offered that a result made from this sheet has ended."""
        if not may_return(self.user, self.book) or not stages_to_return_to(self.book):
            return False
        return not Result.objects.filter(table=self.sheet.table_id).exists()

    @property
    def may_advance(self) -> bool:
        is_over = is_past(self.book.due_on, timezone.localdate()) and not self.is_closed
        return is_over and self.user.has_perm("reports.advance_sheet", self.sheet)

    @property
    def one_url(self) -> str:
        name = "reports:cross_check" if self.kind == StageKind.CROSS else "reports:sheet_detail"
        return reverse(name, args=[self.sheet.pk])

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Doors of other rooms, once the sheet is closed and its marks may be read."""
        if not (self.is_seen and self.is_closed):
            return []
        names = [("reports:why_rank", _("Why this rank")), ("reports:appeal_list", _("Appeals"))]
        places = {"reports:why_rank": [self.sheet.pk]}
        return [(url, label) for name, label in names if (url := address(name, places.get(name, [])))]


def next_open(rows: list[Shown], after: str | None) -> str:
    """The number of the next unmarked row, round to the start; "" where every row is marked."""
    numbers = [row.number for row in rows]
    start = numbers.index(after) + 1 if after in numbers else 0
    return next((row.number for row in [*rows[start:], *rows[:start]] if not row.is_marked), "")


def returned_words(back: Return) -> str:
    words = {"at": moment(timezone.localtime(back.returned_at)), "by": back.returned_by}
    if not back.criteria.all():
        return _("Returned at %(at)s by %(by)s; all rows are open again.") % words
    return _("Returned at %(at)s by %(by)s; only the rows marked below are open.") % words


def address(name: str, args=()) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
