"""Jobs of this floor, done by the job worker."""

from contextlib import suppress

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


@task()
def make_document(paper: int) -> None:
    """The files of one issued paper; a trouble stays written on it (reports.actions.document_files)."""
    from blocs.logic.lifecycle import Refused
    from reports.actions.document_files import NotMade, make_files

    with suppress(Refused, NotMade):
        make_files(paper)


@task()
def make_documents(token: str) -> None:
    """The files of one or many papers, as a job with progress."""
    from reports.actions.document_files import carry_out

    carry_out(Job.objects.select_related("made_by").get(token=token))


@task()
def read_years(batch: str) -> None:
    """Files of past years sent together (reports.actions.years)."""
    from reports.actions import years

    years.read_years(batch)


@task()
def load_years(token: str, imports: list[int]) -> None:
    from reports.actions import years

    years.carry_out(Job.objects.select_related("made_by").get(token=token), imports)


@task()
def try_master(master: int) -> None:
    """A trial paper with an uploaded Word master; a trouble stays written on it (reports.actions.masters)."""
    from reports.actions.masters import try_out

    try_out(master)
