"""Jobs of this floor, done by the job worker."""

from django_tasks import task

from blocs.models import Job
from reports.actions.releasing import carry_out


@task()
def release_all(token: str, waiting: list[int]) -> None:
    carry_out(Job.objects.select_related("made_by").get(token=token), waiting)


@task()
def make_paper(paper: int) -> None:
    """One sealed paper; a trouble stays written on it (reports.actions.papers)."""
    from reports.actions.papers import issue

    issue(paper)


@task()
def check_outer_paper(paper: int) -> None:
    from reports.actions.outer_papers import check

    check(paper)
