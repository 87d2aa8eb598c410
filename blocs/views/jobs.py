"""How far a job has come; only who asked for it and administrators see it."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from blocs.models import Job
from blocs.pages import page


@require_safe
def job_detail(request, token):
    """Asks again by itself until the job is over; without script there is a link for it."""
    job = get_object_or_404(Job.objects.visible_to(request.user), token=token)
    return page(request, "blocs/job_detail.html", {"job": job}, parts=("result",))
