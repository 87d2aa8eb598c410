"""Workbooks the worker makes around imports: the template of a kind, and a file sent in with its errors beside it."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions import jobs
from blocs.actions.imports import require_may
from blocs.intake import KINDS, Intake
from blocs.logic.files import XLSX, label
from blocs.logic.intake import Column, Read
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Job, SheetFile, User

ERRORS = Column("_errors", "Lỗi", width=60)


@transaction.atomic
def ask_template(kind: Intake, target: Mapping[str, Any], target_name: str, *, by: User) -> Job:
    """A template for this target, filled with what is there; the job's page leads to it."""
    from blocs.tasks import make_sheet

    require_may(kind, by, target)
    name = label(f"{kind.name} – {target_name}" if target_name else str(kind.name), XLSX)
    said = {"target": dict(target), "name": name, "made_by": by}
    sheet = SheetFile.objects.create(purpose=SheetFile.Purpose.TEMPLATE, kind=kind.slug, **said)
    job = jobs.start(name, 1, by=by, target=reverse("blocs:import_sheet", args=[sheet.token]))
    transaction.on_commit(lambda: make_sheet.enqueue(sheet.pk, job.token))
    Event.record("blocs.ask_template", job, by=by, file=name)
    return job


def make_template(pk: int, token: str) -> None:
    """The worker's part; whoever asked may have lost the right meanwhile."""
    sheet = SheetFile.objects.select_related("made_by").get(pk=pk)
    job = Job.objects.get(token=token)
    job.state = Job.State.RUNNING
    job.save(update_fields=["state"])
    try:
        sheet.content = _template(sheet)
        sheet.save(update_fields=["content"])
        job.state = Job.State.DONE
    except Refused as refusal:
        job.state, job.notes = Job.State.FAILED, [{"name": sheet.name, "sentences": refusal.sentences}]
    job.done, job.ended_at = 1, timezone.now()
    job.save(update_fields=["state", "notes", "done", "ended_at"])


@override("vi")
def _template(sheet: SheetFile) -> bytes:
    from blocs.excel.template import Template, workbook

    kind = KINDS.get(sheet.kind)
    if kind is None:
        raise Refused(_("This kind of file is not taken over any more."))
    require_may(kind, sheet.made_by, sheet.target)
    names = dict((_key(target), name) for target, name in kind.targets(sheet.made_by))
    return workbook(
        Template(
            kind=kind.slug,
            title=str(kind.name),
            target=sheet.target,
            target_name=names.get(_key(sheet.target), ""),
            seen=kind.seen(sheet.target),
            columns=kind.columns(sheet.target),
            rows=kind.rows(sheet.target),
        )
    )


def _key(target: Mapping[str, Any]) -> tuple:
    return tuple(sorted(target.items()))


# --- With its errors ------------------------------------------------------------------------------------


def with_errors(columns: Sequence[Column], lines: Sequence[Read], preview: Sequence[Mapping[str, Any]]) -> bytes:
    """The lines as they were read, what is wrong with each in a last column; sent in again, that column is not read."""
    from xlsxwriter import Workbook

    from blocs.excel.template import MADE_AT, OPTIONS, SHEET, looks_of, write_value

    kept = BytesIO()
    book = Workbook(kept, OPTIONS)
    book.set_properties({"created": MADE_AT})
    looks, sheet = looks_of(book), book.add_worksheet(SHEET)
    shown = [one for one in columns if any(one.key in line.cells for line in lines[:1])]
    for place, column in enumerate([*shown, ERRORS]):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.head, looks["head"])
    problems = {said["line"]: said["problems"] for said in preview}
    for number, line in enumerate(lines, start=1):
        for place, column in enumerate(shown):
            write_value(sheet, number, place, line.cells[column.key].value, column, looks)
        if told := problems.get(line.line):
            words = "\n".join(f"{cell}: {sentence}" for cell, sentence in told)
            sheet.write_string(number, len(shown), words, looks["wrong"])
    sheet.freeze_panes(1, 1)
    book.close()
    return kept.getvalue()
