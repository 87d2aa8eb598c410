"""Whole past years: many files sent at once, looked at by the worker, loaded in one job, each whole or not at all.

A file is a season file, or the workbook of one bloc's year. Loading goes through the door of season files, which never
overwrites; what was loaded is not taken back, since sealed years stand in it (decisions, 10).
"""

import hashlib
import secrets
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions import jobs
from blocs.logic import files
from blocs.logic.lifecycle import Refused
from blocs.logic.text import nfc
from blocs.models import Event, Import, Job, User
from reports.actions.seasons import load_season
from reports.seasonfile import normal
from reports.seasonfile.checks import check
from reports.seasonfile.faults import BadSeasonFile, Faults
from reports.seasonfile.known import Known
from reports.seasonfile.reading import parse, require_modest, seasons_of
from reports.yearbook.opening import document_in

KIND = "year"
LOADING = "reports.load_years"
MOST_FILES = 200
MOST_SENT = MOST_UNPACKED = 60 * 1024 * 1024  # together; the web worker holds them at once, a bloc's year is some 50 KB
MOST_MB = MOST_SENT // 1024**2
ENDINGS = (".json", ".xlsx")
State = Import.State


def require_may(user: User) -> None:
    if not user.has_perm("blocs.import_registers"):
        raise Refused(_("You may not take this over here."))


# --- Sent -----------------------------------------------------------------------------------------


@transaction.atomic
def send_years(uploads: Iterable[tuple[str, bytes]], *, by: User) -> str:
    """Keep every file and hand them to the worker together; answers the token of the batch. All are kept or none."""
    require_may(by)
    found = [one for name, content in uploads for one in _unpacked(nfc(name), content)]
    require_room(len(content) for _name, content in found)
    if not found:
        raise Refused(_("Choose season files (.json) or workbooks of a bloc's year (.xlsx)."))
    if len(found) > MOST_FILES:
        raise Refused(_("At most %(most)s files at once.") % {"most": MOST_FILES})
    batch = secrets.token_urlsafe(12)
    target = reverse("reports:year_batch", args=[batch])
    job = jobs.start(
        _("Reading %(count)s files of past years") % {"count": len(found)}, len(found), by=by, target=target
    )
    for name, content in found:
        _row(name, content, batch, job, by).save()
    transaction.on_commit(lambda: _tasks().read_years.enqueue(batch))
    Event.record("reports.send_years", job, by=by, count=len(found))
    return batch


def require_room(sizes: Iterable[int]) -> None:
    """Asked before any of the files is read. Raises Refused."""
    if sum(sizes) > MOST_SENT:
        raise Refused(_("The files together are larger than %(most)s MB; send them in parts.") % {"most": MOST_MB})


def _tasks() -> Any:
    from reports import tasks

    return tasks


def _row(name: str, content: bytes, batch: str, job: Job, by: User) -> Import:
    digest = hashlib.sha256(content).hexdigest()
    said = {"content": content, "size": len(content), "sha256": digest, "choices": {"batch": batch}}
    return Import(kind=KIND, name=files.bare_name(name)[-200:], job=job, made_by=by, **said)


def _unpacked(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """A zip stands for the files in it; anything else for itself."""
    files.require_size(len(content))
    if name.lower().endswith(ENDINGS):
        return [(name, content)]
    if not name.lower().endswith(".zip"):
        raise Refused(_("“%(name)s” is neither a season file (.json) nor a workbook (.xlsx).") % {"name": name[:80]})
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _parts(archive)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused(_("The archive “%(name)s” is damaged.") % {"name": name[:80]}) from error


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, bytes]]:
    """Counted while it unpacks: what the directory says of sizes is no measure."""
    parts = [part for part in archive.infolist() if part.filename.lower().endswith(ENDINGS)]
    if len(parts) > MOST_FILES:
        raise Refused(_("At most %(most)s files at once.") % {"most": MOST_FILES})
    found, left = [], MOST_UNPACKED
    for part in parts:
        with archive.open(part) as stream:
            content = stream.read(min(files.MOST_BYTES, left) + 1)
        left -= len(content)
        if left < 0 or len(content) > files.MOST_BYTES:
            raise Refused(_("The archive unpacks to far more than past years need, so it is not opened."))
        found.append((nfc(part.filename.rsplit("/", 1)[-1])[:200], content))
    return found


# --- Read by the worker ---------------------------------------------------------------------------


def batch_of(batch: str) -> Any:
    return Import.objects.filter(kind=KIND, choices__batch=batch).order_by("pk")


def read_years(batch: str) -> None:
    """Each file read and checked with what the others bring; nothing is written but what was found."""
    rows = list(batch_of(batch).filter(state=State.READING).select_related("job"))
    if not rows or rows[0].job is None:
        return
    job = rows[0].job
    job.state = Job.State.RUNNING
    job.save(update_fields=["state"])
    known = Known()
    for row in rows:
        _read_one(row, known)
        job.done += 1
        job.save(update_fields=["done"])
    job.state, job.ended_at = Job.State.DONE, timezone.now()
    job.save(update_fields=["state", "ended_at"])


def _read_one(row: Import, known: Known) -> None:
    """`known`: what the files already read bring, whose units this one may name."""
    faults = Faults()
    try:
        registers, seasons = seasons_of(_document(row))
        check(registers + seasons, faults, known)
        faults.refuse_if_any()
        row.state, row.counts, row.preview = State.READY, _counts(seasons), _lines(seasons)
    except BadSeasonFile as error:
        row.state, row.preview = State.FAULTY, [list(fault) for fault in error.faults[:200]]
        row.trouble = _("%(count)s faults were found.") % {"count": len(error.faults)}
    except Refused as refusal:
        row.state, row.trouble = State.FAULTY, str(refusal)
    except Exception as error:  # foreign files may make anything fail; the others of the batch are read all the same
        row.state, row.trouble = State.FAULTY, _("An unexpected error: %(error)s.") % {"error": type(error).__name__}
    if row.state == State.FAULTY:
        row.content = b""
    row.save()


def _document(row: Import) -> Any:
    """Raises Refused (BadSeasonFile with every fault) where the file says no year."""
    content = bytes(row.content)
    if row.name.lower().endswith(".json"):
        require_modest(content)
        return parse(content)
    return document_in(BytesIO(content), row.choices)


def _counts(seasons: Sequence[normal.Said]) -> dict[str, int]:
    blocs = [bloc for said in seasons for bloc in said["blocs"]]
    lists = {"units": "members", "figures": "figures", "honours": "honours"}
    counts = {name: sum(len(bloc.get(key, [])) for bloc in blocs) for name, key in lists.items()}
    return {"seasons": len(seasons), "blocs": len(blocs), **counts}


def _lines(seasons: Sequence[normal.Said]) -> list[list[str]]:
    return [[said["season"]["name"], bloc["name"]] for said in seasons for bloc in said["blocs"]]


# --- Loaded ---------------------------------------------------------------------------------------


@transaction.atomic
def load_years(batch: str, *, by: User) -> Job:
    """Hand what was read without a fault to the worker, in order of time; what is faulty stays out and says why."""
    require_may(by)
    rows = list(batch_of(batch).select_for_update(of=("self",)).filter(made_by=by, state=State.READY))
    if not rows:
        raise Refused(_("None of these files can be loaded."))
    job = _load([row.pk for row in rows], by, batch)
    Event.record("reports.load_years", job, by=by, count=len(rows))
    return job


def _load(pks: list[int], by: User, batch: str) -> Job:
    name = _("Loading %(count)s files of past years") % {"count": len(pks)}
    job = jobs.start(name, len(pks), by=by, target=reverse("reports:year_batch", args=[batch]), kind=LOADING)
    transaction.on_commit(lambda: _tasks().load_years.enqueue(job.token, pks))
    return job


def load_again(pks: list[Any], by: User) -> Job:
    """For `jobs.try_again`: those that failed, each judged afresh."""
    require_may(by)
    first = Import.objects.get(pk=pks[0])
    return _load(pks, by, first.choices["batch"])


def carry_out(job: Job, pks: list[int]) -> None:
    """Earliest season first, so that a bloc finds last season's; one file is one part."""
    rows = Import.objects.filter(pk__in=pks, kind=KIND).select_related("made_by")
    jobs.work(job, sorted(rows, key=_first_day), load_one)


def _first_day(row: Import) -> tuple[str, str]:
    try:
        return min(said["season"]["starts_on"] for said in seasons_of(_document(row))[1]), row.name
    except (Refused, ValueError):
        return "", row.name


@transaction.atomic
def load_one(row: Import) -> None:
    """One file whole, or nothing of it; loaded twice it makes nothing the second time."""
    row = Import.objects.locked(row.pk)
    if row.state == State.APPLIED:
        return
    outcome = load_season(_document(row), name=row.name, digest=row.sha256, by=row.made_by)
    row.counts |= {"created": outcome.created, "unchanged": outcome.unchanged}
    row.state, row.applied_at = State.APPLIED, timezone.now()
    row.save()


@transaction.atomic
def drop_years(batch: str, *, by: User) -> None:
    """Put away what was not loaded; digests and names stay."""
    rows = batch_of(batch).filter(made_by=by, state__in=[State.READING, State.READY, State.FAULTY])
    for row in rows:
        row.state, row.content, row.preview = State.DROPPED, b"", []
        row.save()
    Event.record("reports.drop_years", batch, by=by)


jobs.AGAIN[LOADING] = load_again
