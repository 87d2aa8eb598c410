"""Marks of one score sheet taken over from Excel: only what this person may type on it now, by the same action."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.intake import Intake
from blocs.intake_tools import differences, once
from blocs.logic.intake import CHANGED, NEW, UNCHANGED, WRONG, Column, Line, Problem, Read, fingerprint
from blocs.logic.intake_cells import LineReader
from blocs.logic.lifecycle import Refused
from blocs.logic.text import fold
from blocs.models import Import, User
from reports.actions.sheets import Cell, Fate, Told, save_marks
from reports.logic.sheet_cells import MOST_REASON
from reports.logic.sheet_entries import Asked, given_of, typed_given
from reports.marking import Row, SheetBook, book_of
from reports.models import Mark, Sheet

YES_NO = {"dat": "1", "co": "1", "khong dat": "0", "khong": "0"}
LEFT_OUT = "given"


class MarkIntake(Intake):
    slug = "marks"
    name = gettext_lazy("Marks of a score sheet")
    about = gettext_lazy(
        "Marks are written into the rows you may mark now, by the rules of the sheet. An empty cell changes nothing "
        "and takes no mark out. Sending the sheet on stays a press of its own."
    )
    most_lines = 1000

    def targets(self, user: User) -> list[tuple[dict[str, Any], str]]:
        """Sheets open to this person's marks, as they stand; whose marks they are is part of it."""
        rows = Sheet.objects.visible_to(user).with_names().filter(state=Sheet.State.OPEN)
        return [
            ({"bloc": sheet.bloc_id, "unit": sheet.unit_id, "sheet": sheet.pk, "stage": sheet.stage_id, "by": user.pk},
             f"{sheet.unit} – {sheet.stage.name} – {sheet.bloc}")
            for sheet in rows
            if user.has_perm("reports.mark", sheet)
        ]  # fmt: skip

    def offers(self, user: User) -> bool:
        return Sheet.objects.visible_to(user).filter(state=Sheet.State.OPEN).exists()

    def may(self, user: User, target: Mapping[str, Any]) -> bool:
        if target.get("by") != user.pk:
            return False
        sheet = Sheet.objects.visible_to(user).with_names().filter(pk=target.get("sheet") or 0).first()
        return sheet is not None and user.has_perm("reports.mark", sheet)

    def columns(self, target: Mapping[str, Any]) -> list[Column]:
        return [
            Column("key", "Mã hệ thống", 10, is_hidden=True),
            Column("number", "Số", 8, "Số của tiêu chí trong bảng, ví dụ 1.3.", ("tt", "stt"), True),
            Column("name", "Tiêu chí", 60, "Để đối chiếu; không sửa ở đây.", ("tên tiêu chí",)),
            Column("most", "Điểm tối đa", 10, "Để đối chiếu; không sửa ở đây.", ("điểm chuẩn",)),
            Column("given", "Điểm, kết quả", 14, "Điểm; số; 12/15 với tỷ lệ; Đạt hoặc Không đạt.",
                   ("điểm", "tự chấm", "điểm chấm", "kết quả"), is_number=True),
            Column("reason", "Lý do", 50, "Khi chấm khác bước trước hoặc đạt mức tối đa.", ("ghi chú", "giải trình")),
        ]  # fmt: skip

    def rows(self, target: Mapping[str, Any]) -> list[dict[str, Any]]:
        book = book_for(target)
        return [_row_of(book, row) for row in book.rows.values() if row.may_mark]

    def compare(self, lines: Sequence[Read], target: Mapping[str, Any], choices: Mapping[str, Any]) -> list[Line]:
        """The lines are saved for trial and taken out again, so that the preview says what the sheet would say."""
        book = book_for(target)
        reading = _Reading(self.columns(target), book, choices)
        cells = [reading.cell(one) for one in lines]
        told = _tried(book, [cell for cell in cells if cell], target)
        return [reading.line(one, cell, told) for one, cell in zip(lines, cells, strict=True)]

    def seen(self, target: Mapping[str, Any]) -> str:
        sheet = Sheet.objects.get(pk=target["sheet"])
        marks = Mark.objects.filter(sheet=sheet).order_by("pk").values_list("pk", "revision")
        return fingerprint([sheet.stage_id, sheet.state, *map(list, marks)])

    def apply(self, lines: Sequence[Line], taken: Import, *, by: User) -> dict[str, Any]:
        book = book_for(taken.target)
        cells = [Cell(**line.values) for line in lines]
        before = {cell.criterion: _typed(book, cell.criterion) for cell in cells}
        told = save_marks(book.sheet, cells, by=by, stage=taken.target["stage"])
        refused = [one for one in told if one.fate in (Fate.REFUSED, Fate.CONFLICT)]
        if refused:
            raise Refused(*[f"{book.rows[one.criterion].number}: {one.sentence}" for one in refused])
        kept = [[one.criterion, *before[one.criterion], one.mark.revision] for one in told if one.mark]
        return {"marks": kept}

    def undo(self, taken: Import, *, by: User) -> None:
        """Every mark as it was, for who may mark the sheet at this stage still."""
        book = book_for(taken.target)
        for criterion, _given, _reason, revision in taken.undo["marks"]:
            mark = book.rows[criterion].marks.get(book.at)
            if mark is None or mark.revision != revision:
                words = {"number": book.rows[criterion].number}
                raise Refused(
                    _("The mark of %(number)s was changed after this import, so it cannot be taken back.") % words
                )
        cells = [Cell(pk, given, reason, revision) for pk, given, reason, revision in taken.undo["marks"]]
        told = save_marks(book.sheet, cells, by=by, stage=taken.target["stage"])
        if refused := [one for one in told if one.fate in (Fate.REFUSED, Fate.CONFLICT)]:
            raise Refused(*[f"{book.rows[one.criterion].number}: {one.sentence}" for one in refused])


def book_for(target: Mapping[str, Any]) -> SheetBook:
    """The sheet in the hands of who sent the file. Refused where it has left the stage the file was sent for."""
    sheet = Sheet.objects.with_names().get(pk=target["sheet"])
    if sheet.stage_id != target["stage"]:
        raise Refused(
            _("Meanwhile the sheet has moved to “%(stage)s”; nothing was saved.") % {"stage": sheet.stage.name}
        )
    return book_of(sheet, User.objects.get(pk=target["by"]))


def _row_of(book: SheetBook, row: Row) -> dict[str, Any]:
    given, reason = _typed(book, row.criterion.pk)
    facts = {"number": row.number, "name": row.criterion.name, "most": row.criterion.points}
    return {"key": str(row.criterion.pk), **facts, "given": given, "reason": reason}


def _typed(book: SheetBook, criterion: int) -> tuple[str, str]:
    """What stands there now as one types it; two empty texts where nobody has marked."""
    mark = book.rows[criterion].marks.get(book.at)
    return (typed_given(given_of(mark)), mark.reason) if mark else ("", "")


def _tried(book: SheetBook, cells: list[Cell], target: Mapping[str, Any]) -> dict[int, Told]:
    if not cells:
        return {}
    try:
        with transaction.atomic():
            told = save_marks(book.sheet, cells, by=book.user, stage=target["stage"])
            transaction.set_rollback(True)
    except PermissionDenied as error:
        raise Refused(_("You may not take this over here.")) from error
    return {one.criterion: one for one in told}


class _Reading:
    """Lines as cells of the sheet, and what the trial said of them as lines of the preview."""

    def __init__(self, columns: list[Column], book: SheetBook, choices: Mapping[str, Any]):
        self.columns, self.book, self.choices = columns, book, choices
        self.by_number = {row.number: row for row in book.rows.values()}
        self.seen: dict[Any, str] = {}
        self.readers: dict[int, LineReader] = {}

    def cell(self, read: Read) -> Cell | None:
        """None for a line that says nothing, or is wrong before the sheet is asked."""
        reader = self.readers[read.line] = LineReader(read, self.columns, self.choices)
        row = self._row(reader)
        if row is None:
            return None
        once(reader, self.seen, row.criterion.pk, "number")
        given, reason = self._given(reader, row), reader.prose("reason", MOST_REASON)
        if reader.problems or not (given or reason):
            return None
        mark = row.marks.get(self.book.at)
        stored = _typed(self.book, row.criterion.pk)
        return Cell(row.criterion.pk, given or stored[0], reason or stored[1], mark.revision if mark else None)

    def _row(self, reader: LineReader) -> Row | None:
        key = reader.text("key")
        if key.isdigit() and int(key) in self.book.rows:
            return self.book.rows[int(key)]
        reader.needed("number")
        number = reader.text("number").rstrip(".")
        row = self.by_number.get(number)
        if row is None and number:
            reader.wrong("number", _("The table has no criterion with the number “%(said)s”.") % {"said": number[:20]})
        return row

    def _given(self, reader: LineReader, row: Row) -> str:
        """As it is typed into the sheet; a number of Excel in the Vietnamese manner."""
        said = reader.text("given", 100)
        if row.asks == Asked.YES_NO:
            return YES_NO.get(fold(said), said)
        if not said or "/" in said:
            return said
        read = reader.number("given", 4) if not said.endswith("%") else None
        return said if read is None else f"{read.normalize():f}".replace(".", ",")

    def line(self, read: Read, cell: Cell | None, told: Mapping[int, Told]) -> Line:
        reader = self.readers[read.line]
        name = f"{reader.text('number')} {reader.text('name', 500)}".strip()
        one = told.get(cell.criterion) if cell else None
        problems = list(reader.problems)
        if one and one.fate in (Fate.REFUSED, Fate.CONFLICT):
            problems.append(Problem(reader.cell(one.field or LEFT_OUT).address, one.sentence))
        if problems:
            return Line(read.line, name, WRONG, problems=tuple(problems))
        if cell is None or one is None or one.fate == Fate.SAME:
            return Line(read.line, name, UNCHANGED)
        before = dict(zip(("given", "reason"), _typed(self.book, cell.criterion), strict=True))
        told_of = differences(self.columns, before, {"given": one.given, "reason": one.reason})
        state = CHANGED if cell.revision else NEW
        return Line(read.line, name, state, vars(cell), told_of, key=cell.criterion)
