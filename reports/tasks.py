"""Jobs of this floor, done by the job worker."""

from django_tasks import task

from blocs.models import Job
from reports.actions.releasing import carry_out


@task()
def release_all(token: str, waiting: list[int]) -> None:
    carry_out(Job.objects.select_related("made_by").get(token=token), waiting)
