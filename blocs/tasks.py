"""Jobs of this floor, done by the job worker."""

from django_tasks import task

from blocs import mailing
from blocs.models import Event, User, broken_link

CHECKED = "blocs.check_log"


@task()
def check_the_log(token: str, user_id: int) -> dict:
    """Walk the whole chain of the logbook; the result is one line at its end, found again by the token."""
    lines, broken = Event.objects.count(), broken_link()
    result = {"lines": lines, "broken_at": broken.number if broken else None}
    by = User.objects.filter(pk=user_id).first() or "system"
    Event.record(CHECKED, "", by=by, token=token, **result)
    return result


@task()
def mail_notices(notices: list[int]) -> int:
    """Send these messages by e-mail; answers how many went."""
    return mailing.send(notices)


@task()
def read_import(taken: int) -> None:
    """A file sent in; what cannot be read is told on it (blocs.actions.import_reading)."""
    from blocs.actions.import_reading import read

    read(taken)


@task()
def apply_import(taken: int, job: str) -> None:
    """A large file that was confirmed."""
    from blocs.actions.imports import confirm_as_job

    confirm_as_job(taken, job)


@task()
def make_sheet(sheet: int, job: str) -> None:
    """A template asked for."""
    from blocs.actions.import_sheets import make_template

    make_template(sheet, job)
