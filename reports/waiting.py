"""What waits for one person's decision, of every kind, in a number of queries that does not grow with the rows.

Each kind asks its own predicate as a query: whoever finds a row here may also carry the decision out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.models import Bloc, Event, Membership, Role, User
from pacts.access import blocs_run_by
from pacts.logic.ceremony_states import SIGNING_KINDS
from pacts.models import Pact, Signature
from reports import appeal_lists
from reports.actions import releasing
from reports.models import Directive, Honour, KnockOut, Publication, Report, Reporting, Submission
from reports.reach import may_publish, stood_over
from reports.sheet_access import OWN_PEOPLE

KINDS = ("pact", "report", "summary", "result", "knock_out", "appeal", "honour", "directive")
"""In the order of the page."""


@dataclass(frozen=True)
class Waiting:
    """One thing to decide. `where` names its bloc, `since` when it came, `url` the page where it is decided.

    `note` is one short sentence beside it; `thing` is the row itself, `bloc` its bloc's key.
    """

    kind: str
    title: str
    where: str
    since: datetime | None
    url: str
    note: str = ""
    bloc: int | None = None
    thing: Any = None

    @property
    def pk(self) -> int:
        return self.thing.pk


def waiting_for(user: User, bloc: Bloc | None = None) -> list[Waiting]:
    """Everything this person may decide now, in the order of KINDS and within a kind the oldest first."""
    found = [
        *_pacts(user),
        *_reports(user),
        *_summaries(user),
        *_results(user),
        *_knock_outs(user),
        *_appeals(user),
        *_honours(user),
        *_directives(user),
    ]
    return [one for one in found if bloc is None or one.bloc == bloc.pk]


def _row(kind: str, thing, title: str, bloc: Bloc, since, url: str, note: str = "") -> Waiting:
    return Waiting(kind, title, str(bloc), since, url, note, bloc.pk, thing)


# --- Pacts: one's own signature, and the seal when everybody has signed


def _pacts(user: User) -> Iterator[Waiting]:
    live = Q(ceremonies__state="live", ceremonies__kind__in=SIGNING_KINDS)
    pacts = Pact.objects.filter(live, state=Pact.State.OPEN).select_related("bloc__season").distinct()
    yield from _to_sign(user, pacts)
    unsigned = Membership.objects.filter(bloc=OuterRef("bloc")).exclude(unit__in=_told(OuterRef(OuterRef("pk"))))
    ready = pacts.filter(~Exists(unsigned), bloc__in=blocs_run_by(user)).prefetch_related("ceremonies")
    for pact in ready.order_by("pk"):
        desk = reverse("pacts:ceremony_console", args=[_live(pact).pk])
        yield _row("pact", pact, _("Seal the pact"), pact.bloc, None, desk, _("Every unit has signed."))


def _told(pact) -> Any:
    """The units of which the table of this pact says something."""
    return Signature.objects.of_parties().filter(pact=pact).values("unit")


def _live(pact: Pact):
    return next(row for row in pact.ceremonies.all() if row.state == "live" and row.kind in SIGNING_KINDS)


def _to_sign(user: User, pacts) -> Iterator[Waiting]:
    """By the unit's own commander alone; one line for each unit that has not signed."""
    commanded = {duty.unit_id: duty.unit for duty in user.duties_today if duty.role == Role.COMMANDER}
    if not commanded:
        return
    mine = list(pacts.filter(bloc__memberships__unit__in=commanded).prefetch_related("ceremonies").order_by("pk"))
    signed = set(Signature.objects.of_parties().filter(pact__in=mine).values_list("pact", "unit"))
    pairs = Membership.objects.filter(bloc__in=[pact.bloc_id for pact in mine], unit__in=commanded)
    for bloc, unit in pairs.values_list("bloc", "unit").order_by("pk"):
        for pact in mine:
            if pact.bloc_id == bloc and (pact.pk, unit) not in signed:
                title = _("Sign the pact for %(unit)s") % {"unit": commanded[unit].name}
                sign = reverse("pacts:signature_sign", args=[_live(pact).pk, pact.pk])
                yield _row("pact", pact, title, pact.bloc, None, sign)


# --- Reports, summaries, results


def reports_waiting(user: User):
    """Sent reports of units that nobody has accepted yet, while their phase is open."""
    fresh = Q(accepted_at=None) | Q(accepted_at__lt=F("sent_at"))
    rows = Report.objects.filter(fresh, state=Report.State.SENT, unit__isnull=False)
    rows = rows.filter(reporting__state=Reporting.State.OPEN, reporting__bloc__in=blocs_run_by(user))
    return rows.select_related("unit", "reporting__phase", "reporting__bloc__season").order_by("sent_at", "pk")


def _reports(user: User) -> Iterator[Waiting]:
    for row in reports_waiting(user):
        note = _("Submitted late.") if row.is_late else ""
        yield _row("report", row, str(row), row.reporting.bloc, row.sent_at, row.get_absolute_url(), note)


def summaries_waiting(user: User):
    """Drafts of others in blocs where this person publishes, save those whose words the person has changed."""
    rows = Publication.objects.filter(state=Publication.State.DRAFT, bloc__in=may_publish(user)).exclude(author=user)
    edits = Event.objects.filter(verb="reports.edit_summary", by_id=str(user.pk))
    mine = [int(pk) for pk in edits.values_list("object_id", flat=True).distinct().order_by() if pk.isdigit()]
    return rows.exclude(pk__in=mine).select_related("bloc__season", "author").order_by("pk")


def _summaries(user: User) -> Iterator[Waiting]:
    for row in summaries_waiting(user):
        note = _("Drafted by %(name)s") % {"name": row.author} if row.author else ""
        yield _row("summary", row, row.title, row.bloc, None, row.get_absolute_url(), note)


def results_waiting(user: User):
    rows = releasing.waiting_for(user).exclude(author=user).select_related("bloc__season")
    return rows.order_by("prepared_at", "pk")


def _results(user: User) -> Iterator[Waiting]:
    for row in results_waiting(user):
        title = _("Result of %(bloc)s, revision %(number)s") % {"bloc": row.bloc, "number": row.number}
        note = _("Prepared by %(name)s") % {"name": row.author_name} if row.author_name else ""
        yield _row("result", row, title, row.bloc, row.prepared_at, row.get_absolute_url(), note)


# --- Scores: proposals of others, appeals


def _knock_outs(user: User) -> Iterator[Waiting]:
    if not any(duty.role == Role.STANDING for duty in user.duties_today):
        return
    own = appeal_lists.spoken_for(user, *OWN_PEOPLE)
    blocs = Bloc.objects.filter(stood_over(user))
    rows = KnockOut.objects.filter(state=KnockOut.State.PROPOSED, sheet__bloc__in=blocs)
    rows = rows.exclude(proposer=user).exclude(sheet__unit__in=own)
    for row in rows.select_related("sheet__unit", "sheet__bloc__season").order_by("proposed_at", "pk"):
        url = reverse("reports:knock_out_detail", args=[row.pk])
        yield _row("knock_out", row, str(row), row.sheet.bloc, row.proposed_at, url, row.ground[:200])


def _appeals(user: User) -> Iterator[Waiting]:
    for row in appeal_lists.waiting_for(user):
        title = f"{row.sheet.unit}: {row.criterion}"
        url = reverse("reports:appeal_detail", args=[row.pk])
        yield _row("appeal", row, title, row.sheet.bloc, row.filed_at, url, row.text[:200])


# --- Honours and directives


def _honours(user: User) -> Iterator[Waiting]:
    """Proposals of running seasons, for the standing body to record what was decided."""
    blocs = Bloc.objects.filter(next=None) if user.is_admin else Bloc.objects.filter(stood_over(user), next=None)
    rows = Honour.objects.filter(status=Honour.Status.PROPOSED, bloc__in=blocs, submission=None)
    yield from _lists(blocs)
    for row in rows.select_related("title", "unit", "bloc__season").order_by("title__order", "order", "pk"):
        url = reverse("reports:honour_status", args=[row.pk])
        who = row.unit or row.count
        yield _row("honour", row, f"{row.title} – {who}" if who else str(row.title), row.bloc, None, url)


def _lists(blocs) -> Iterator[Waiting]:
    """Lists sent to the council, each decided as one."""
    rows = Submission.objects.filter(state=Submission.State.SENT, bloc__in=blocs).select_related("bloc__season")
    for row in rows.order_by("sent_at", "pk"):
        url = reverse("reports:honour_decide", args=[row.pk])
        yield _row("honour", row, str(row), row.bloc, row.sent_at, url)


def directives_waiting(user: User):
    """Answered ones this person gave, or somebody this person stands in for today; only where it may still settle."""
    absent = {duty.acting_for.user_id for duty in _acting(user)}
    rows = Directive.objects.filter(state=Directive.State.ANSWERED, given_by__in={user.pk, *absent})
    rows = rows.filter(bloc__in=may_publish(user))
    return rows.select_related("unit", "bloc__season", "given_by").order_by("answered_at", "pk")


def _acting(user: User) -> list:
    return [duty for duty in user.duties.on().select_related("acting_for__user") if duty.acting_for_id]


def _directives(user: User) -> Iterator[Waiting]:
    for row in directives_waiting(user):
        title = f"{row.unit}: {row.text[:120]}"
        yield _row("directive", row, title, row.bloc, row.answered_at, row.get_absolute_url(), row.answer[:200])
