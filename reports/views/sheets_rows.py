"""The rows of a score sheet as the page shows them: every number written here, once, and none in the template."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from pacts.logic.formulas import Formula, StageKind
from pacts.models.tree import Node
from reports import sheet_words as words
from reports.actions.sheets import Fate, Told
from reports.logic.sheet_entries import Asked, Given, given_of, typed_given
from reports.marking import Row, SheetBook
from reports.models import Mark
from reports.scored import Board, board_of
from reports.sheet_rows import counted
from reports.views.sheets_appeals import ways_to_appeal
from reports.views.sheets_shown import Before, Block, Shown

NONE = Decimal(0)


class Rows:
    """The sheet's rows for one person. `told`: what became of the cells just posted, by criterion."""

    def __init__(self, book: SheetBook, told: Mapping[int, Told] | None = None):
        self.book, self.told, self.kind = book, told or {}, book.at
        self.stages = {stage.kind: stage.name for stage in book.stages}
        self.evidence_url = _address("reports:evidence_list")
        self.figures_url = _figures_address(book)
        self.returned = _words_of_returns(book)
        self.appeals = ways_to_appeal(book)

    @cached_property
    def leaves(self) -> dict[int, Shown]:
        """Every leaf in words, by criterion."""
        return {pk: self.leaf(row) for pk, row in self.book.rows.items()}

    @cached_property
    def earned(self) -> dict[int, Decimal | None]:
        """What each leaf earns as far as this person reads it, by criterion; a saved batch needs no more than this."""
        found = {pk: row.points(self._counting(row)) for pk, row in self.book.rows.items() if row.applies}
        return found | self._relative() if self.book.reader.is_published else found

    def _relative(self) -> dict[int, Decimal | None]:
        """What is measured against the best of the bloc: said once the result is out, for it tells of other units."""
        unit = self.book.sheet.unit.slug
        return {row.criterion.pk: self.board.earned(row.number, unit).points for row in self.relative}

    @cached_property
    def board(self) -> Board:
        """The whole bloc's; asked for only where something is measured against it."""
        return board_of(self.book.sheet.table)

    @cached_property
    def relative(self) -> list[Row]:
        rows = [row for row in self.book.rows.values() if row.applies and row.rule.formula == Formula.RELATIVE]
        return [row for row in rows if not self._counting(row).is_blank]

    @property
    def left_out(self) -> int:
        """Rows marked whose points are in no sum yet, because the other units' figures decide them."""
        return sum(self.earned[row.criterion.pk] is None for row in self.relative)

    # --- One leaf ---

    def leaf(self, row: Row) -> Shown:
        shown = Shown(row.criterion.pk, row.number, row.criterion.name)
        if not row.applies:
            shown.applies, shown.reason_not = False, row.why_not
            return shown
        self._say_what_it_is(shown, row)
        self._say_what_was_said(shown, row)
        if row.may_mark and not row.is_bound(self.kind):
            self._open(shown, row)
        return shown

    def _say_what_it_is(self, shown: Shown, row: Row) -> None:
        pledge = row.criterion.pledge
        shown.facts = words.facts_words(row)
        shown.pledge = " – ".join(filter(None, [pledge.name if pledge else "", words.target_words(row)]))
        if pledge:
            shown.pledge_url = reverse("pacts:pact_detail", args=[pledge.pact_id]) + f"#noi-dung-{pledge.pk}"
        if row.criterion.evidence != "none" or row.evidence:
            shown.evidence = words.evidence_words(row)
            shown.evidence_url = self._evidence_url(row)
        shown.appeal = self.appeals.get(row.criterion.pk)
        shown.is_asked = row.is_asked
        shown.note = self._note(row)
        shown.note_url = self.figures_url if row.is_bound(self.kind) else ""

    def _evidence_url(self, row: Row) -> str:
        place = f"?phieu={self.book.sheet.pk}&chi_tieu={row.criterion.pk}"
        return f"{self.evidence_url}{place}" if self.evidence_url and self.book.opens_evidence(row) else ""

    def _note(self, row: Row) -> str:
        """Why there is no box, where a figure or somebody else speaks on this criterion."""
        if row.is_bound(self.kind):
            return _("From the reported figures") if row.figure else _("The figure is not reported yet")
        if row.criterion.assessor == "department" and row.criterion.department:
            return _("Confirmed by %(unit)s") % {"unit": row.criterion.department.name}
        return _("Assessed by the bloc") if row.criterion.assessor == "bloc" else ""

    def _say_what_was_said(self, shown: Shown, row: Row) -> None:
        given = self._counting(row)
        points = self.earned[row.criterion.pk]
        shown.points, shown.line = words.points_words(points), self._worked(row, given, points)
        shown.is_carried = row.may_mark and not self._has_spoken(row) and points is not None
        shown.figure = "" if row.reported.is_blank else words.given_words(row, row.reported)
        shown.before = list(self._said_before(row, leave_out=self.kind if row.may_mark else ""))
        now = self.book.mark(row, self.kind)
        shown.is_marked = self.is_marked(row)
        shown.needs_review = bool(now and now.needs_review)
        shown.returned = self.returned.get(row.criterion.pk, [])
        shown.mood = "is-back" if shown.returned else "is-changed" if shown.needs_review else ""
        self._compare(shown, row, now, points)

    def _worked(self, row: Row, given: Given, points: Decimal | None) -> str:
        if points is not None and row.rule.formula == Formula.RELATIVE:
            return words.against_the_bloc(row, self.board, self.book.sheet.unit.slug)
        return words.worked_line(row, given, points)

    def _counting(self, row: Row) -> Given:
        """Of what this person may read, what the last stage says that has spoken; a reported figure stands in."""
        for kind in reversed(self.stages):
            mark = self.book.mark(row, kind) if kind != StageKind.EXPLAIN else None
            if mark is not None:
                return given_of(mark)
        return row.reported if self._stands_in(row) else Given()

    def is_marked(self, row: Row) -> bool:
        """The stage at work has spoken here, as far as this person may know."""
        return self.book.mark(row, self.kind) is not None or (row.is_asked and self._stands_in(row))

    def _has_spoken(self, row: Row) -> bool:
        return self.kind in row.marks or self._stands_in(row)

    def _stands_in(self, row: Row) -> bool:
        """The reported figure is the self-score until the sheet is sent, for those who read that."""
        return row.is_bound(self.kind) and self.book.reads(row, self.kind) and not row.reported.is_blank

    def _said_before(self, row: Row, leave_out: str) -> Iterator[Before]:
        for kind, name in self.stages.items():
            mark = self.book.mark(row, kind) if kind != leave_out else None
            if mark is not None:
                yield Before(name, words.mark_words(row, given_of(mark), self.book.points(row, mark)), mark.reason)

    def _compare(self, shown: Shown, row: Row, now: Mark | None, points: Decimal | None) -> None:
        """This stage's mark beside the one that counted when it began, for the page before sending."""
        before = self.book.before(row, self.kind) if now is not None and row.is_asked else None
        if before is None or not given_of(now).differs_from(given_of(before), row.scale):
            return
        was = self.book.points(row, before)
        shown.was, shown.reason = words.mark_words(row, given_of(before), was), now.reason
        shown.difference = None if points is None or was is None else points - was

    # --- A row that is open ---

    def _open(self, shown: Shown, row: Row) -> None:
        mark, before = self.book.mark(row, self.kind), self.book.before(row, self.kind)
        given = given_of(mark) if mark else Given()
        shown.is_open, shown.box, shown.asks = True, self._box(row), words.box_words(row)
        shown.choices = self._choices() if shown.box == "choice" else []
        shown.typed, shown.reason = typed_given(given), mark.reason if mark else ""
        shown.revision = mark.revision if mark else ""
        shown.most = _most(row)
        shown.before_typed = typed_given(given_of(before)) if before and self.kind != StageKind.SELF else ""
        asks = bool(mark and self.book.reason_wanted(row, given, ""))
        shown.is_reason_open = bool(shown.reason or (asks and self.kind != StageKind.EXPLAIN))
        self._take_back(shown, self.told.get(row.criterion.pk), row)

    def _box(self, row: Row) -> str:
        if self.kind == StageKind.EXPLAIN:
            return "words"
        return "choice" if row.asks == Asked.YES_NO else "number"

    @staticmethod
    def _choices() -> list[tuple[str, str]]:
        return [("1", _("Yes")), ("0", _("No")), ("", _("Not marked"))]

    def _take_back(self, shown: Shown, told: Told | None, row: Row) -> None:
        """A refused cell keeps what was typed; a contested one shows both values and may be saved again by choice."""
        if told is None or told.fate not in (Fate.REFUSED, Fate.CONFLICT):
            return
        shown.typed, shown.reason, shown.is_reason_open = told.given, told.reason, True
        shown.errors = errors_of(told, row)

    # --- Blocks and sums ---

    def blocks(self) -> list[Block]:
        return [self._block(root) for root in self.book.tree.roots]

    def _block(self, root: Node) -> Block:
        inner = [self.leaves.get(node.criterion.pk) or self._group(node) for node in root.walk()]
        rows = inner if root.criterion.is_leaf else inner[1:]
        return Block(root.number, root.criterion.name, rows, self.sum_of(root))

    def _group(self, node: Node) -> Shown:
        return Shown(node.criterion.pk, node.number, node.criterion.name, is_group=True, sum=self.sum_of(node))

    def sums(self) -> dict[str, str]:
        """The sum of every group by its number; of a root that is a leaf too."""
        nodes = [node for node in self.book.tree if node.parent is None or not node.criterion.is_leaf]
        return {node.number: self.sum_of(node) for node in nodes}

    def sum_of(self, node: Node) -> str:
        return "" if self.is_silent else words.out_of(*self.counted([node]))

    @cached_property
    def is_silent(self) -> bool:
        """No sum is made where this person reads nothing yet, or only the rows of a department."""
        if self.book.reads_own_rows_only:
            return True
        at_work = self.kind in self.book.readable and self.book.may_mark
        return not at_work and all(points is None for points in self.earned.values())

    def counted(self, nodes: list[Node]) -> tuple[Decimal, Decimal]:
        return counted(nodes, self.book.rows, self.earned, bonus_is_inside=self.book.sheet.table.bonus_is_inside)

    @property
    def total(self) -> str:
        achieved, assigned = self.counted(self.book.tree.roots)
        return words.out_of(max(achieved, NONE), assigned)


def errors_of(told: Told, row: Row) -> list[str]:
    if told.fate != Fate.CONFLICT:
        return [told.sentence]
    now = words.given_words(row, given_of(told.mark)) if told.mark else _("taken out")
    typed = told.given or "—"
    return [told.sentence, _("Saved meanwhile: “%(now)s”. Typed here: “%(typed)s”.") % {"now": now, "typed": typed}]


def _most(row: Row) -> str:
    """What is typed for the highest points, where that can be said without reckoning."""
    if row.asks == Asked.POINTS:
        return typed_given(Given(points=row.criterion.points))
    return "1" if row.asks == Asked.YES_NO else ""


def _words_of_returns(book: SheetBook) -> dict[int, list[str]]:
    """The reviewers' words beside each row they named; a return of the whole sheet stands above it once."""
    found: dict[int, list[str]] = {}
    for back in filter(book.reads_return, book.open_returns):
        for criterion in back.criteria.all():
            found.setdefault(criterion.pk, []).append(back.reason)
    return found


def _figures_address(book: SheetBook) -> str:
    """Where the unit corrects the figures its pledges report."""
    return reverse("reports:figure_entry") if book.at == StageKind.SELF and book.reader.speaks else ""


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
