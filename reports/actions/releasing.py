"""A whole season's prepared results published in one job: each bloc for itself, what is refused is named."""

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.actions import jobs
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Job, Season, User
from reports.actions.results import release_result
from reports.models import Result
from reports.reach import may_publish

KIND = "release_results"


def waiting_for(user: User, season: Season | None = None) -> QuerySet[Result]:
    """Prepared results of blocs where this user may publish; the user's own preparations are among them."""
    rows = Result.objects.filter(state=Result.State.DRAFT, bloc__in=may_publish(user))
    return rows.filter(bloc__season=season) if season else rows


@transaction.atomic
def release_results(season: Season, *, by: User) -> Job:
    """Hand the prepared results of a season to the job worker. Refused where none is prepared."""
    waiting = list(waiting_for(by, season).order_by("bloc__name_sort", "pk").values_list("pk", flat=True))
    if not waiting:
        raise Refused(_("No result of this season is prepared."))
    return _hand_over(_("Publication of the results of %(season)s") % {"season": season}, waiting, by)


def release_again(undone: list[int], by: User) -> Job:
    """Those that were not published the first time and still wait."""
    waiting = list(waiting_for(by).filter(pk__in=undone).order_by("bloc__name_sort", "pk").values_list("pk", flat=True))
    if not waiting:
        raise Refused(_("None of these results waits for publication any more."))
    return _hand_over(_("Publication of results, tried again"), waiting, by)


def _hand_over(name: str, waiting: list[int], by: User) -> Job:
    from reports.tasks import release_all

    job = jobs.start(name, len(waiting), by=by, target=reverse("reports:result_list"), kind=KIND)
    transaction.on_commit(lambda: release_all.enqueue(job.token, waiting))
    Event.record("reports.ask_release_results", job, by=by, waiting=len(waiting))
    return job


jobs.AGAIN[KIND] = release_again


def carry_out(job: Job, waiting: list[int]) -> None:
    """The job itself: every result in a transaction of its own, one line of the logbook at the end."""
    by = job.made_by
    rows = Result.objects.filter(pk__in=waiting).select_related("bloc__season", "bloc__series", "table__pact")
    done = jobs.work(job, sorted(rows, key=lambda row: waiting.index(row.pk)), lambda row: _release(row, by))
    failed = [note["name"] for note in job.notes]
    Event.record("reports.release_results", job.name, by=by, released=len(done), failed=failed)


def _release(result: Result, by: User) -> None:
    """Asked again at the moment of the deed: a duty may have ended since the button was pressed."""
    if result.state == Result.State.DRAFT and not by.has_perm("reports.release_result", result):
        raise Refused(_("A result is released by someone other than who prepared it."))
    release_result(result, by=by)
