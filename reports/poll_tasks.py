"""What open ballots leave to do: to vote, and to count the papers. Three queries at most."""

from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from blocs.models import User
from reports.logic.tasks import Address, Task, TaskStatus
from reports.models import Poll, Teller, Voter

LONGEST = 90


def poll_tasks(user: User, today: date) -> list[Task]:
    lines = Voter.objects.filter(user=user, poll__state=Poll.State.OPEN, has_voted=False, on_paper=False)
    found = [_to_vote(line.poll) for line in lines.select_related("poll__bloc__season").order_by("poll")]
    papers = Count("poll__voters", filter=Q(poll__voters__on_paper=True, poll__voters__has_voted=True))
    rows = Teller.objects.filter(user=user, poll__state=Poll.State.OPEN, counted__isnull=True).annotate(papers=papers)
    tellers = rows.filter(papers__gt=0).select_related("poll__bloc__season").order_by("poll")
    return found + [_to_count(row.poll) for row in tellers]


def _to_vote(poll: Poll) -> Task:
    title = _("Vote: %(question)s") % {"question": poll.question[:LONGEST]}
    return Task(
        title, str(poll.bloc), _("Vote"), Address("reports:poll_cast", (poll.pk,)), TaskStatus.NOT_STARTED, rank=4
    )


def _to_count(poll: Poll) -> Task:
    title = _("Count the ballot papers: %(question)s") % {"question": poll.question[:LONGEST]}
    address = Address("reports:poll_count", (poll.pk,))
    return Task(title, str(poll.bloc), _("Count"), address, TaskStatus.NOT_STARTED, rank=4)
