"""What a draft sent round leaves to do: for the member units to comment, for the secretary to answer."""

from collections import Counter
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from blocs.access import units_spoken_for
from blocs.models import Membership, Role, User
from pacts.models import Comment, Pact, TextVersion
from reports.logic.tasks import Address, Task, TaskStatus

MOST = 50


def adoption_tasks(user: User, today: date) -> list[Task]:
    """In four queries at most, however many drafts and comments there are."""
    return [*_to_comment(user, today), *_to_answer(user)]


def _to_comment(user: User, today: date) -> list[Task]:
    """Of the newest version of each draft, while the units are asked; done once the unit has said something."""
    units = [unit.pk for unit in units_spoken_for(user)]
    asked = _asked(units, today) if units else {}
    if not asked:
        return []
    said = _said(units, asked)
    return [
        _task(member, asked[member.bloc_id], said[member.bloc_id, member.unit_id])
        for member in Membership.objects.filter(unit__in=units, bloc__in=asked).in_order()
        if member.is_in_force(asked[member.bloc_id].pact.day)
    ]


def _asked(units: list[int], today: date) -> dict[int, TextVersion]:
    """{bloc: the newest version of its draft}; those whose last day is past are left out."""
    rows = TextVersion.objects.filter(pact__state=Pact.State.DRAFT, pact__bloc__memberships__unit__in=units).distinct()
    rows = rows.defer("canonical").select_related("pact__bloc__season").order_by("number")
    newest = {row.pact.bloc_id: row for row in rows}
    return {bloc: row for bloc, row in newest.items() if row.comments_until is None or row.comments_until >= today}


def _said(units: list[int], asked: dict[int, TextVersion]) -> Counter:
    """{(bloc, unit): how many comments the unit has made to the version it is asked about}."""
    rows = Comment.objects.filter(version__in=asked.values(), unit__in=units).exclude(state=Comment.State.WITHDRAWN)
    counted = rows.values_list("pact__bloc", "unit").annotate(n=Count("pk")).order_by()
    return Counter({(bloc, unit): n for bloc, unit, n in counted})


def _task(member: Membership, version: TextVersion, said: int) -> Task:
    return Task(
        _("Comment on the draft for %(unit)s: %(pact)s") % {"unit": member.unit, "pact": version.pact},
        str(version.pact.bloc),
        _("Read the draft"),
        Address("pacts:pact_comments", (version.pact_id,)),
        TaskStatus.SUBMITTED if said else TaskStatus.NOT_STARTED,
        due_on=version.comments_until,
        note=_("Your unit has sent comments: %(count)s") % {"count": said} if said else "",
        rank=12,
    )


def _to_answer(user: User) -> list[Task]:
    blocs = [duty.bloc_id for duty in user.duties_today if duty.role == Role.SECRETARY]
    if not blocs:
        return []
    is_open = {"comments__state": Comment.State.OPEN}
    pacts = Pact.objects.filter(bloc__in=blocs, **is_open).exclude(state=Pact.State.SEALED)
    pacts = pacts.select_related("bloc__season").annotate(open_count=Count("comments")).order_by("pk")
    return [
        Task(
            _("Answer the comments on %(pact)s") % {"pact": pact},
            str(pact.bloc),
            _("Answer"),
            Address("pacts:pact_comments", (pact.pk,)),
            TaskStatus.IN_PROGRESS,
            note=_("Not answered: %(count)s") % {"count": pact.open_count},
            rank=13,
        )
        for pact in pacts[:MOST]
    ]
