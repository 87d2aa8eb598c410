"""Long work: one's own jobs, how far each has come, stopping one, trying again what failed.

Only who asked for a job and administrators see it.
"""

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs.actions import jobs
from blocs.models import Job
from blocs.pages import page, paged, tell


@require_safe
def job_list(request):
    rows = Job.objects.filter(made_by=request.user).order_by("-made_at", "-pk")
    return page(request, "blocs/job_list.html", {"page": paged(request, rows)})


@require_safe
def job_detail(request, token):
    """Asks again by itself until the job is over; without script there is a link for it."""
    job = _job(request, token)
    context = {"job": job, "may_try_again": jobs.may_try_again(job)}
    return page(request, "blocs/job_detail.html", context, parts=("result",))


@require_POST
def job_stop(request, token):
    job = jobs.stop(_job(request, token), by=request.user)
    tell(request, _("The job ends after the part at hand; what is done stays done."))
    return redirect("blocs:job_detail", job.token)


@require_POST
def job_again(request, token):
    again = jobs.try_again(_job(request, token), by=request.user)
    tell(request, _("What was not done is being tried again."))
    return redirect("blocs:job_detail", again.token)


def _job(request, token) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.user), token=token)
