"""Jobs with progress: each beat is written at once, so that the page of the job sees it while the work goes on."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions.notices import notify
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Job, Notice, User

State = Job.State


AGAIN: dict[str, Callable[[list[Any], User], Job]] = {}
"""By kind of job: what hands the undone parts to the worker once more. Floors above put theirs in."""


def start(name: str, parts: int, *, by: User, target: str = "", kind: str = "") -> Job:
    """`target`: the address of the outcome, shown when it is over; `kind`: who can try parts again."""
    return Job.objects.create(name=name, total=parts, made_by=by, target=target, kind=kind)


def work(job: Job, parts: Sequence[Any], do: Callable[[Any], Any]) -> list[Any]:
    """Do each part; one that is refused leaves its name and reason on the job and the rest goes on.

    Returns the parts that are done; those that are not, failed or not reached because somebody asked to stop, are kept
    by their keys. Each part is a transaction of its own; nothing here opens one around them.
    """
    job.state = State.RUNNING
    job.save(update_fields=["state"])
    done = [part for part in parts if not _is_stopped(job) and _one(job, part, do)]
    job.undone = [_key(part) for part in parts if part not in done]
    job.state = State.DONE if done or not parts else State.FAILED
    job.ended_at = timezone.now()
    job.save(update_fields=["state", "ended_at", "undone"])
    _tell(job, len(done))
    return done


def _is_stopped(job: Job) -> bool:
    return Job.objects.filter(pk=job.pk, stop_asked_at__isnull=False).exists()


def _key(part: Any) -> Any:
    return part.pk if isinstance(part, Model) else part


@transaction.atomic
def stop(job: Job, *, by: User) -> Job:
    """Let it end after the part at hand; what is done stays done."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.is_over:
        raise Refused(_("This job has ended already."))
    if job.stop_asked_at is None:
        job.stop_asked_at = timezone.now()
        job.save(update_fields=["stop_asked_at"])
        Event.record("blocs.stop_job", job, by=by)
    return job


def may_try_again(job: Job) -> bool:
    return job.is_over and bool(job.undone) and job.kind in AGAIN


@transaction.atomic
def try_again(job: Job, *, by: User) -> Job:
    """A new job for the parts that were not done; each is judged afresh, as at the first time."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not may_try_again(job):
        raise Refused(_("There is nothing in this job to try again."))
    undone, job.undone = job.undone, []
    job.save(update_fields=["undone"])
    return AGAIN[job.kind](undone, by)


@override("vi")
def _tell(job: Job, done: int) -> None:
    """Who asked for it has left the page long ago."""
    words = {"job": job.name, "ok": done, "bad": len(job.notes)}
    title = _("%(job)s: %(ok)s parts done, %(bad)s not.") % words
    notify([job.made_by], Notice.Kind.JOB, f"job:{job.pk}", title, reverse("blocs:job_detail", args=[job.token]))


def _one(job: Job, part: Any, do: Callable[[Any], Any]) -> bool:
    try:
        do(part)
        return True
    except (Refused, ValidationError) as refusal:
        sentences = refusal.sentences if isinstance(refusal, Refused) else refusal.messages
        _note(job, part, sentences)
    except Exception as error:  # the other parts go on; the name of the error helps who looks after the server
        _note(job, part, [_("An unexpected error: %(error)s.") % {"error": type(error).__name__}])
    finally:
        job.done += 1
        job.save(update_fields=["done"])
    return False


def _note(job: Job, part: Any, sentences: Sequence[str]) -> None:
    job.notes.append({"name": str(part), "sentences": [str(sentence) for sentence in sentences]})
    job.save(update_fields=["notes"])
