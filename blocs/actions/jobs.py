"""Jobs with progress: each beat is written at once, so that the page of the job sees it while the work goes on."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions.notices import notify
from blocs.logic.lifecycle import Refused
from blocs.models import Job, Notice, User

State = Job.State


def start(name: str, parts: int, *, by: User, target: str = "") -> Job:
    """`target`: the address of the outcome, shown when it is over."""
    return Job.objects.create(name=name, total=parts, made_by=by, target=target)


def work(job: Job, parts: Sequence[Any], do: Callable[[Any], Any]) -> list[Any]:
    """Do each part; one that is refused leaves its name and reason on the job and the rest goes on.

    Returns the parts that are done. Each part is a transaction of its own; nothing here opens one around them.
    """
    job.state = State.RUNNING
    job.save(update_fields=["state"])
    done = [part for part in parts if _one(job, part, do)]
    job.state = State.DONE if done or not parts else State.FAILED
    job.ended_at = timezone.now()
    job.save(update_fields=["state", "ended_at"])
    _tell(job, len(done))
    return done


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
