"""A file sent in, read by the worker: guarded, read, compared, kept as the preview; nothing else is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.imports import empty, enqueue, kind_of
from blocs.intake import KINDS, Intake
from blocs.logic.intake import CHANGED, NEW, REMOVED, UNCHANGED, WRONG, Column, Line, Problem, Read
from blocs.logic.intake_cells import style_of
from blocs.logic.lifecycle import Refused
from blocs.models import ColumnMatch, Import, Job, SheetFile

State = Import.State
KEPT_DAYS = 30
SAMPLES = 3
MOST_REMARKS = 20


@dataclass
class Found:
    """What reading gives, field by field of the import."""

    state: str = State.READY
    heads: list = field(default_factory=list)
    mapping: dict = field(default_factory=dict)
    preview: list = field(default_factory=list)
    counts: dict = field(default_factory=dict)
    remarks: list = field(default_factory=list)
    seen: str = ""
    trouble: str = ""
    sheet: bytes = b""


def read(pk: int) -> None:
    """Reads an import that waits for it; told twice it reads once more and keeps the same."""
    taken = Import.objects.select_related("made_by", "job").filter(pk=pk, state=State.READING).first()
    if taken is None or taken.job is None:
        return
    job = taken.job
    job.state, job.done = Job.State.RUNNING, 0
    job.save(update_fields=["state", "done"])
    found = _read_or_told(taken, lambda: _beat(job))
    _keep(taken, found)


def _beat(job: Job) -> None:
    job.done += 1
    job.save(update_fields=["done"])


def _read_or_told(taken: Import, beat: Callable[[], None]) -> Found:
    try:
        return _read(taken, beat)
    except Refused as refusal:
        return Found(State.FAULTY, trouble=str(refusal))
    except Exception as error:  # foreign files may make anything fail; the name helps who looks after the server
        return Found(State.FAULTY, trouble=_("An unexpected error: %(error)s.") % {"error": type(error).__name__})


@transaction.atomic
def _keep(taken: Import, found: Found) -> None:
    """Unless it was dropped or handed over anew meanwhile."""
    row = Import.objects.locked(taken.pk)
    job = Job.objects.select_for_update().get(pk=taken.job_id)
    job.state = Job.State.FAILED if found.state == State.FAULTY else Job.State.DONE
    job.notes = [{"name": taken.name, "sentences": [found.trouble]}] if found.trouble else []
    job.done, job.ended_at = job.total, timezone.now()
    job.save(update_fields=["state", "done", "notes", "ended_at"])
    if row.state != State.READING or row.job_id != job.pk:
        return
    for name in ("state", "heads", "mapping", "preview", "counts", "remarks", "seen", "trouble"):
        setattr(row, name, getattr(found, name))
    row.content = b"" if found.state == State.FAULTY else row.content
    row.save()
    row.files.all().delete()
    if found.sheet:
        said = {"purpose": SheetFile.Purpose.RESULT, "kind": row.kind, "made_by_id": row.made_by_id}
        SheetFile.objects.create(taken=row, name=_result_name(row.name), content=found.sheet, **said)


def _result_name(name: str) -> str:
    return f"{name.removesuffix('.xlsx')[:180]} – lỗi.xlsx"


# --- The reading itself ---------------------------------------------------------------------------------


def _read(taken: Import, beat: Callable[[], None]) -> Found:
    from blocs.excel.columns import read_lines

    kind = kind_of(taken)
    columns = kind.columns(taken.target)
    sheet = _open(taken, kind, columns, beat)
    heads = [[index, head, _samples(sheet, index)] for index, head in sorted(sheet.header.heads.items())]
    found = Found(heads=heads, mapping={str(index): key for index, key in sheet.header.mapping.items()})
    found.remarks = sheet.remarks[:MOST_REMARKS]
    found.counts = {"sheets": sheet.others, "sheet": sheet.grid.name, "header": sheet.header.line}
    if missing := sheet.header.missing(columns):
        found.state = State.MATCHING
        names = ", ".join(f"“{column.head}”" for column in missing)
        found.remarks.insert(0, _("No column is known as %(names)s yet.") % {"names": names})
        return found
    lines = read_lines(sheet.grid, sheet.header)
    beat()
    _compare(found, taken, kind, columns, lines)
    beat()
    if found.counts[WRONG]:
        from blocs.actions.import_sheets import with_errors

        found.sheet = with_errors(columns, lines, found.preview)
    return found


@dataclass
class _Sheet:
    """The one sheet that is read, its heads, the other sheets by name, and what to tell."""

    grid: Any
    header: Any
    others: list[str]
    remarks: list[str]


def _open(taken: Import, kind: Intake, columns: Sequence[Column], beat: Callable[[], None]) -> _Sheet:
    from blocs.excel import reading

    content = BytesIO(bytes(taken.content))
    with reading.opened(content, legacy=taken.choices.get("legacy", True)) as book:
        beat()
        told = _check_mark(reading.mark_of(book), taken, kind)
        sheet = _best_sheet(book, taken, columns, kind.most_lines)
        ours = {column.key for column in columns if column.is_hidden}
        sheet.grid.hidden_columns -= {index for index, key in sheet.header.mapping.items() if key in ours}
        told += list(reading.remarks(sheet.grid, reading.spread(sheet.grid)))
        if len(sheet.grid.lines) > kind.most_lines + sheet.header.line:
            raise Refused(_("The file has more than %(most)s lines.") % {"most": kind.most_lines})
    if len(sheet.others) > 1:
        told.append(_("Only the sheet “%(sheet)s” is read.") % {"sheet": sheet.grid.name})
    ignored = [] if sheet.header.missing(columns) else sheet.header.ignored
    if ignored:
        told.append(_("Columns not read: %(heads)s.") % {"heads": ", ".join(ignored[:30])})
    return _Sheet(sheet.grid, sheet.header, sheet.others, told)


def _best_sheet(book: Any, taken: Import, columns: Sequence[Column], most: int) -> _Sheet:
    """The sheet the person chose, else the first of those whose heads name most columns."""
    from blocs.excel.columns import HEADER_WITHIN, find_header
    from blocs.excel.template import GUIDE, LISTS, MARK

    remembered = dict(ColumnMatch.objects.filter(user=taken.made_by, kind=taken.kind).values_list("head", "field"))
    names = [name for name in book.sheets if MARK not in book.sheets or name not in (MARK, LISTS, GUIDE)]
    chosen = taken.choices.get("sheet") or ""
    line = taken.choices.get("header") or 0
    best: _Sheet | None = None
    for name in [chosen] if chosen in names else names[:30]:
        grid = book.grid(name, most + HEADER_WITHIN)
        header = find_header(grid, columns, remembered, line)
        if best is None or _names_more(header, best.header):
            best = _Sheet(grid, header, names, [])
    if best is None or not best.grid.lines:
        raise Refused(_("The file holds no lines."))
    return best


def _names_more(one: Any, other: Any) -> bool:
    return (len(one.mapping), bool(one.heads)) > (len(other.mapping), bool(other.heads))


def _samples(sheet: _Sheet, index: int) -> list[str]:
    cells = (cells[index] for line, cells in sheet.grid.lines.items() if line > sheet.header.line and index in cells)
    return [str(cell.value)[:40] for cell, _place in zip(cells, range(SAMPLES), strict=False)]


def _check_mark(mark: Any, taken: Import, kind: Intake) -> list[str]:
    """A template of ours lies only over what it was made for."""
    import json

    if mark is None:
        return []
    if mark.kind != kind.slug:
        words = {"name": KINDS[mark.kind].name if mark.kind in KINDS else mark.kind, "kind": kind.name}
        raise Refused(_("This is the template for “%(name)s”, not for “%(kind)s”. Send it there.") % words)
    if _without_person(json.loads(mark.target)) != _without_person(taken.target):
        words = {"name": mark.target_name, "here": taken.choices.get("target_name", "")}
        raise Refused(_("This template was made for “%(name)s”, not for “%(here)s”. Download the right one.") % words)
    if mark.seen and mark.seen != kind.seen(taken.target):
        return [_("What is here has changed since this template was downloaded. Look closely at the changed lines.")]
    return []


def _without_person(target: Mapping[str, Any]) -> dict[str, Any]:
    """A colleague's template of the same thing serves as well."""
    return {name: value for name, value in target.items() if name != "by"}


# --- The preview ----------------------------------------------------------------------------------------


def _compare(found: Found, taken: Import, kind: Intake, columns: Sequence[Column], lines: list[Read]) -> None:
    if not lines:
        raise Refused(_("There is nothing beneath the heads of the columns."))
    if len(lines) > kind.most_lines:
        raise Refused(_("The file has more than %(most)s lines.") % {"most": kind.most_lines})
    majority = style_of(_numbers(columns, lines))
    unsure: list[str] = []
    choices = {"decimal": majority, **taken.choices, "unsure": unsure}
    found.seen = kind.seen(taken.target)
    told = kind.compare(lines, taken.target, choices)
    compared = {line.line: line for line in told if line.state != REMOVED}
    needed = (NEW, CHANGED, UNCHANGED) if kind.is_whole else (NEW, CHANGED)
    found.preview = [_kept(compared[one.line], one, needed) for one in lines if one.line in compared]
    found.preview += [_kept(line, Read(0, {}), needed) for line in told if line.state == REMOVED]
    states = [said["state"] for said in found.preview]
    found.counts |= {state: states.count(state) for state in (NEW, CHANGED, UNCHANGED, WRONG, REMOVED)}
    old = sum(len(said["was"]) for said in found.preview)
    found.counts |= {"old_font": old, "unsure": len(unsure), "unsure_cells": unsure[:12], "decimal": majority}


def _numbers(columns: Sequence[Column], lines: Iterable[Read]) -> list[str]:
    keys = [column.key for column in columns if column.is_number]
    cells = (line.cells.get(key) for line in lines for key in keys)
    return [cell.value for cell in cells if cell is not None and isinstance(cell.value, str)]


def _kept(line: Line, read: Read, needed: Sequence[str]) -> dict[str, Any]:
    """As JSON keeps it; a cell that holds nothing to take makes its line wrong whatever the kind says."""
    troubles = [Problem(cell.address, cell.trouble) for cell in read.cells.values() if cell.trouble]
    said_of = {problem.cell for problem in troubles}
    problems = [*troubles, *(problem for problem in line.problems if problem.cell not in said_of)]
    state = WRONG if problems else line.state
    return {
        "line": line.line,
        "name": line.name,
        "state": state,
        "values": dict(line.values) if state in needed else {},
        "key": line.key,
        "differences": [list(asdict(one).values()) for one in line.differences],
        "problems": [[one.cell, one.sentence] for one in problems],
        "was": [[cell.address, cell.was, cell.text] for cell in read.cells.values() if cell.was],
    }


# --- When the worker starts -----------------------------------------------------------------------------


def read_waiting_imports() -> None:
    """Those a killed worker left: read from the beginning, as nothing of them was written."""
    for taken in Import.objects.filter(state=State.READING).defer("content", "preview"):
        enqueue(taken)


@transaction.atomic
def empty_old_imports() -> None:
    """What was not taken over in a month is forgotten but for its name and digest; workbooks made go, too."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    waiting = [State.READING, State.MATCHING, State.READY, State.FAULTY]
    for row in Import.objects.filter(state__in=waiting, made_at__lt=before):
        empty(row)
    SheetFile.objects.filter(made_at__lt=before).delete()


def labels(mapping: Mapping[str, str], columns: Iterable[Column]) -> dict[str, str]:
    """{field: head} of the fields that have a column."""
    heads = {column.key: column.head for column in columns}
    return {key: heads[key] for key in mapping.values() if key in heads}
