"""A table on its way in: sent, its columns named, questions answered, taken over whole or not at all, taken back.

Reading is the worker's (blocs.actions.import_reading); here is what a person presses.
"""

import hashlib
import zlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions import jobs
from blocs.excel.columns import head_key
from blocs.intake import KINDS, Intake
from blocs.logic import files
from blocs.logic.intake import CHANGED, NEW, REMOVED, UNCHANGED, WRONG, Line
from blocs.logic.intake_cells import COMMA, DOT
from blocs.logic.lifecycle import Refused
from blocs.models import ColumnMatch, Event, Import, Job, User

State = Import.State
PARTS = 4  # of reading: opened, read, compared, kept
MOST_AT_ONCE = 500  # lines written while a page waits; more are the worker's
MOST_OPEN = 40  # files of one person that wait to be looked at


def kind_of(taken: Import) -> Intake:
    """Refused where the kind is no longer built in."""
    if taken.kind not in KINDS:
        raise Refused(_("This kind of file is not taken over any more."))
    return KINDS[taken.kind]


def require_may(kind: Intake, user: User, target: Mapping[str, Any]) -> None:
    if not kind.may(user, target):
        raise Refused(_("You may not take this over here."))


# --- Sent ---------------------------------------------------------------------------------------


@transaction.atomic
def send(
    kind: Intake, target: Mapping[str, Any], *, name: str, content: bytes, by: User, target_name: str = ""
) -> Import:
    """Keep the file and hand it to the worker. It is judged there, by what it holds."""
    require_may(kind, by, target)
    files.require_size(len(content))
    if Import.objects.filter(made_by=by, state__in=[State.READING, State.MATCHING, State.READY]).count() >= MOST_OPEN:
        raise Refused(_("Too many of your files wait to be looked at. Take them over or drop them first."))
    taken = Import(
        kind=kind.slug, target=dict(target), bloc_id=target.get("bloc"), unit_id=target.get("unit"),
        name=files.label(name, files.XLSX), content=content, size=len(content), made_by=by,
        sha256=hashlib.sha256(content).hexdigest(), choices={"target_name": target_name},
    )  # fmt: skip
    taken.save()
    _hand_over(taken, by)
    Event.record("blocs.send_import", taken, by=by, file=taken.name, sha256=taken.sha256)
    return taken


def _hand_over(taken: Import, by: User) -> None:
    """To the worker, under a job of its own; whatever an earlier job still reads is thrown away."""
    target = reverse("blocs:import_detail", args=[taken.token])
    taken.job = jobs.start(_("Reading %(file)s") % {"file": taken.name}, PARTS, by=by, target=target)
    taken.state, taken.trouble = State.READING, ""
    taken.save()
    enqueue(taken)


def enqueue(taken: Import) -> None:
    from blocs.tasks import read_import

    transaction.on_commit(lambda: read_import.enqueue(taken.pk))


def _locked(taken: Import, *states: str) -> Import:
    row = Import.objects.locked(taken.pk)
    if row.state not in states:
        raise Refused(_say_state(row.state))
    return row


def _say_state(state: str) -> str:
    sentences = {
        State.READING: _("The file is still being read. Wait a moment and look again."),
        State.MATCHING: _("First say which column is what."),
        State.FAULTY: _("The file cannot be read. Send a mended one."),
        State.READY: _("The file has not been taken over yet."),
        State.APPLIED: _("The file has been taken over already."),
        State.UNDONE: _("The file has been taken back already."),
        State.DROPPED: _("The file has been dropped."),
    }
    return str(sentences[State(state)])


# --- What a person says of it -----------------------------------------------------------------------


@transaction.atomic
def read_again(taken: Import, *, by: User) -> Import:
    """Compared afresh with what is there now."""
    row = _locked(taken, State.READY, State.MATCHING)
    require_may(kind_of(row), by, row.target)
    _hand_over(row, by)
    Event.record("blocs.reread_import", row, by=by, file=row.name)
    return row


@transaction.atomic
def decide(taken: Import, *, by: User, legacy: bool | None = None, decimal: str = "") -> Import:
    """Old letters converted or left; numbers that read two ways. The file is read again with the answers."""
    row = _locked(taken, State.READY, State.MATCHING)
    require_may(kind_of(row), by, row.target)
    if legacy is not None:
        row.choices["legacy"] = legacy
    if decimal in (COMMA, DOT):
        row.choices["decimal"] = decimal
    _hand_over(row, by)
    Event.record("blocs.answer_import", row, by=by, file=row.name)
    return row


@transaction.atomic
def match(taken: Import, fields: Mapping[int, str], *, by: User, sheet: str = "", header: int | None = None) -> Import:
    """Which field each column is, "" for none; remembered for this person's next file. `header` is the line of heads.

    Another sheet or another line of heads is read first; the columns are then named on what stands there.
    """
    row = _locked(taken, State.READY, State.MATCHING)
    kind = kind_of(row)
    require_may(kind, by, row.target)
    moved = sheet != row.choices.get("sheet", "") or header != row.choices.get("header")
    row.choices |= {"sheet": sheet, "header": header}
    if not moved:
        _remember(row, kind, fields, by)
    _hand_over(row, by)
    Event.record("blocs.name_columns", row, by=by, file=row.name)
    return row


def _remember(row: Import, kind: Intake, fields: Mapping[int, str], by: User) -> None:
    columns = {column.key: column for column in kind.columns(row.target)}
    chosen = [key for key in fields.values() if key]
    if twice := {key for key in chosen if chosen.count(key) > 1 and key in columns}:
        names = ", ".join(f"“{columns[key].head}”" for key in sorted(twice))
        raise Refused(_("Two columns cannot both be %(names)s. Choose one of them.") % {"names": names})
    if missing := [one.head for one in columns.values() if one.is_needed and one.key not in chosen]:
        names = ", ".join(f"“{head}”" for head in missing)
        raise Refused(_("Say which column is %(names)s; without it no line can be taken over.") % {"names": names})
    for index, head, *_samples in row.heads:
        if index in fields and (fields[index] in columns or not fields[index]):
            said = {"user": by, "kind": row.kind, "head": head_key(head)}
            ColumnMatch.objects.update_or_create(**said, defaults={"field": fields[index]})


# --- Taken over, taken back, put away ---------------------------------------------------------------


def questions(taken: Import) -> list[str]:
    """What must be answered before the file is taken over: “legacy”, “decimal”."""
    asked = {"legacy": taken.counts.get("old_font"), "decimal": taken.counts.get("unsure")}
    return [name for name, count in asked.items() if count and name not in taken.choices]


def obstacles(taken: Import) -> list[str]:
    """What keeps the file from being taken over, in sentences."""
    found = []
    if taken.counts.get("wrong"):
        found.append(
            _("Lines with errors remain. Mend them in the file and send it again; nothing is taken over in part.")
        )
    if "legacy" in questions(taken):
        found.append(_("Say whether the text in old fonts is to be converted."))
    if "decimal" in questions(taken):
        found.append(_("Say what the dot in the numbers means."))
    if not any(taken.counts.get(state) for state in (NEW, CHANGED, REMOVED, WRONG)):
        found.append(_("The file says what is here already; there is nothing to take over."))
    return found


@transaction.atomic
def confirm(taken: Import, *, by: User) -> Import:
    """All lines or none. A second confirmation, or one over what changed since the preview, is refused."""
    _lock_kind(taken.kind)
    row = _locked(taken, State.READY)
    kind = kind_of(row)
    require_may(kind, by, row.target)
    if found := obstacles(row):
        raise Refused(*found)
    if kind.seen(row.target) != row.seen:
        raise Refused(_("What is here has changed since this preview. Compare the file once more, then confirm."))
    row.undo = _applied(kind, row, by)
    row.state, row.applied_at = State.APPLIED, timezone.now()
    row.save()
    Event.record("blocs.apply_import", row, by=by, file=row.name, sha256=row.sha256, counts=row.counts)
    return row


def _applied(kind: Intake, row: Import, by: User) -> dict[str, Any]:
    """What the database would not hold is said as a refusal, as is everything else that stands in the way."""
    try:
        return kind.apply(lines_to_write(row, kind), row, by=by)
    except ValidationError as error:
        raise Refused(*error.messages) from error


@transaction.atomic
def confirm_later(taken: Import, *, by: User) -> Job:
    """For files whose writing takes longer than a page may: the worker confirms, in one transaction all the same."""
    row = _locked(taken, State.READY)
    require_may(kind_of(row), by, row.target)
    if found := obstacles(row):
        raise Refused(*found)
    target = reverse("blocs:import_detail", args=[row.token])
    job = jobs.start(_("Taking over %(file)s") % {"file": row.name}, 1, by=by, target=target)
    transaction.on_commit(lambda: _tasks().apply_import.enqueue(row.pk, job.token))
    Event.record("blocs.ask_import", row, by=by, file=row.name)
    return job


def confirm_as_job(pk: int, token: str) -> None:
    """The worker's part. What refuses it meanwhile is told on the job; nothing is then written."""
    job = Job.objects.select_related("made_by").get(token=token)
    jobs.work(job, [Import.objects.get(pk=pk)], lambda taken: confirm(taken, by=job.made_by))


def is_long(taken: Import) -> bool:
    return taken.counts.get("new", 0) + taken.counts.get("changed", 0) > MOST_AT_ONCE


def _tasks() -> Any:
    from blocs import tasks

    return tasks


def lines_to_write(taken: Import, kind: Intake) -> list[Line]:
    states = (NEW, CHANGED, UNCHANGED) if kind.is_whole else (NEW, CHANGED)
    return [
        Line(said["line"], said["name"], said["state"], said["values"], key=said["key"])
        for said in taken.preview
        if said["state"] in states
    ]


def _lock_kind(slug: str) -> None:
    """One import of a kind at a time: who comes second sees what the first wrote. SQLite writes singly anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(f"import {slug}".encode())])


@transaction.atomic
def undo(taken: Import, *, by: User) -> Import:
    """The whole file or nothing of it; refused with what builds on it."""
    _lock_kind(taken.kind)
    row = _locked(taken, State.APPLIED)
    kind = kind_of(row)
    require_may(kind, by, row.target)
    kind.undo(row, by=by)
    row.state, row.undone_at = State.UNDONE, timezone.now()
    row.save()
    Event.record("blocs.undo_import", row, by=by, file=row.name, sha256=row.sha256, counts=row.counts)
    return row


@transaction.atomic
def drop(taken: Import, *, by: User) -> Import:
    """Put away without being taken over; its content is forgotten, its digest stays."""
    row = _locked(taken, State.READING, State.MATCHING, State.READY, State.FAULTY)
    empty(row)
    Event.record("blocs.drop_import", row, by=by, file=row.name, sha256=row.sha256)
    return row


def empty(row: Import) -> None:
    row.state, row.content, row.preview, row.heads = State.DROPPED, b"", [], []
    row.save()
    row.files.all().delete()
