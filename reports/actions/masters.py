"""Word masters of an agency's own: looked at, tried on a paper by the worker, taken into use, retired."""

import hashlib
from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.files import DOCX, label
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from reports.master_samples import sample_for
from reports.models import Letterhead, Master
from reports.papers import master_guard, master_words
from reports.papers.catalogue import BY_SLUG

State = Master.State


@transaction.atomic
def add_master(head: Letterhead, *, kind: str, file: IO[bytes], name: str, by: User) -> Master:
    """Kept on trial; the worker makes a paper with it. Refused for code, unknown fields, a hurtful file."""
    if kind and kind not in BY_SLUG:
        raise Refused(_("There is no such kind of paper."))
    fields = master_words.names_in(master_guard.check(file))
    _require_known(head, kind, fields)
    file.seek(0)
    content = file.read()
    told = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "fields": fields}
    made = {"made_by": by, "made_name": str(by)[:200], "name": label(name, DOCX)}
    row = Master.objects.create(letterhead=head, kind=kind, content=content, **told, **made)
    Event.record("reports.add_master", row, by=by, letterhead=str(head), kind=kind, sha256=row.sha256)
    _have_tried(row.pk)
    return row


def _require_known(head: Letterhead, kind: str, fields: list[str]) -> None:
    if not fields:
        raise Refused(_("The master names no field; a paper made with it would say nothing."))
    sample = sample_for(head, kind)
    if wrong := master_words.unknown(fields, sample.facts if sample else ()):
        said = _("Unknown fields: %(names)s. Look at the list of fields on the page of masters.")
        raise Refused(said % {"names": ", ".join(wrong)})


def _have_tried(pk: int) -> None:
    from reports.tasks import try_master

    transaction.on_commit(lambda: try_master.enqueue(pk))


def try_out(pk: int) -> Master | None:
    """In the job worker: a trial paper and its layout check, or the sentence why there is none."""
    from reports.papers.master_trial import NotTried, tried

    row = Master.objects.select_related("letterhead").get(pk=pk)
    if row.preview is not None:
        return None
    sample = sample_for(row.letterhead, row.kind)
    try:
        if sample is None:
            raise NotTried(_("There is no paper under this letterhead yet to try the master on."))
        row.preview, row.findings = tried(sample, bytes(row.content))
        row.trouble = ""
    except NotTried as error:
        row.trouble = str(error)
    row.save(update_fields=["preview", "findings", "trouble"])
    return row


@transaction.atomic
def try_again(master: Master, *, by: User) -> Master:
    row = Master.objects.locked(master.pk)
    if row.state != State.TRIED or row.preview is not None:
        raise Refused(_("This master has been tried already."))
    row.trouble = ""
    row.save(update_fields=["trouble"])
    Event.record("reports.try_master", row, by=by)
    _have_tried(row.pk)
    return row


@transaction.atomic
def use_master(master: Master, *, by: User) -> Master:
    """From now on; the one in use before is retired. Papers that are issued keep the bytes and the master they have."""
    Letterhead.objects.locked(master.letterhead_id)
    row = Master.objects.locked(master.pk)
    if row.state != State.TRIED:
        raise Refused(_("Only a master on trial is taken into use."))
    if row.preview is None:
        raise Refused(row.trouble or _("The trial paper is not made yet; wait for it and look at it first."))
    now = timezone.now()
    before = Master.objects.filter(letterhead=row.letterhead_id, kind=row.kind, state=State.IN_USE)
    before.update(state=State.RETIRED, retired_at=now)
    row.state = State.IN_USE
    row.save(update_fields=["state"])
    Event.record("reports.use_master", row, by=by, letterhead=str(row.letterhead), kind=row.kind)
    return row


@transaction.atomic
def retire_master(master: Master, *, by: User) -> Master:
    """New papers are made with the house's own master, or the letterhead's for every kind, again."""
    row = Master.objects.locked(master.pk)
    if row.state == State.RETIRED:
        raise Refused(_("This master is retired already."))
    row.state, row.retired_at = State.RETIRED, timezone.now()
    row.save(update_fields=["state", "retired_at"])
    Event.record("reports.retire_master", row, by=by)
    return row
