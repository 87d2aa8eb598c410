"""The facts behind one person's task list, in a fixed number of queries whatever the number of blocs."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from blocs.access import units_spoken_for
from blocs.models import Bloc, Membership, Role, User
from pacts.logic.ceremony_states import SIGNING_KINDS
from pacts.models import Ceremony, Pact, Run, Signature
from reports.logic.tasks import BlocFacts, CeremonyFacts, DraftFacts, Facts, OwnReport, OwnUnit, PactFacts, PhaseFacts
from reports.models import Figure, Publication, Reporting
from reports.reach import may_publish


def facts_for(user: User) -> Facts:
    commanded = {duty.unit_id for duty in user.duties_today if duty.role == Role.COMMANDER}
    units = {unit.pk: OwnUnit(unit.pk, unit.name, unit.pk in commanded) for unit in units_spoken_for(user)}
    run = {duty.bloc_id for duty in user.duties_today if duty.role == Role.SECRETARY}
    blocs = list(_blocs(run, set(units)))
    figures = _figure_counts(blocs, set(units))
    return Facts(
        blocs=tuple(_bloc_facts(bloc, bloc.pk in run, units, figures) for bloc in blocs),
        drafts=tuple(_drafts(user, run)),
    )


def _blocs(run: set[int], units: set[int]) -> QuerySet[Bloc]:
    """Those this person runs or belongs to, as long as no season follows or a phase is still open."""
    mine = Bloc.objects.filter(Q(pk__in=run) | Q(memberships__unit__in=units)).values("pk")
    still_open = Reporting.objects.filter(bloc=OuterRef("pk"), state=Reporting.State.OPEN)
    rows = Bloc.objects.filter(Q(next=None) | Exists(still_open), pk__in=mine).select_related("season", "next")
    pacts = Pact.objects.annotate(
        pledge_count=Count("pledges"), unreviewed_count=Count("pledges", filter=Q(pledges__is_unreviewed_copy=True))
    ).prefetch_related(Prefetch("signatures", Signature.objects.standing().filter(part="party"), to_attr="standing"))
    phases = Reporting.objects.select_related("phase").prefetch_related("reports", "extensions")
    rehearsals = Run.objects.filter(ceremony=OuterRef("pk"), is_rehearsal=True)
    meetings = Ceremony.objects.annotate(is_rehearsed=Exists(rehearsals))
    return rows.prefetch_related(
        Prefetch("pacts", pacts.order_by("-version"), to_attr="versions"),
        Prefetch("memberships", Membership.objects.order_by("order"), to_attr="members"),
        Prefetch("ceremonies", meetings.order_by("on", "pk"), to_attr="meetings"),
        Prefetch("reportings", phases.order_by("phase__ends_on"), to_attr="phases"),
    ).order_by("season__starts_on", "name_sort")


def _figure_counts(blocs: list[Bloc], units: set[int]) -> Counter:
    """(phase, unit, pact) → figures entered."""
    rows = Figure.objects.filter(bloc__in=[bloc.pk for bloc in blocs], unit__in=units, pledge__isnull=False)
    counted = rows.values("phase", "unit", "pledge__pact").annotate(n=Count("pk")).order_by()
    return Counter({(row["phase"], row["unit"], row["pledge__pact"]): row["n"] for row in counted})


def _bloc_facts(bloc: Bloc, i_run: bool, units: dict[int, OwnUnit], figures: Counter) -> BlocFacts:
    season = bloc.season
    own = tuple(units[row.unit_id] for row in bloc.members if row.unit_id in units)
    ends_on = season.ends_on
    current = [row for row in bloc.members if row.is_in_force(ends_on)]
    newest = bloc.versions[0] if bloc.versions else None
    sealed = next((pact for pact in bloc.versions if pact.state == "sealed"), None)
    return BlocFacts(
        pk=bloc.pk,
        name=str(bloc),
        starts_on=season.starts_on,
        ends_on=ends_on,
        has_next=hasattr(bloc, "next"),
        i_run=i_run,
        my_units=own,
        pact=newest and _pact_facts(newest, {row.unit_id for row in current}),
        ceremonies=tuple(_ceremony_facts(row) for row in bloc.meetings),
        phases=tuple(_phase_facts(row, sealed, len(current), own, figures) for row in bloc.phases),
    )


def _ceremony_facts(row: Ceremony) -> CeremonyFacts:
    return CeremonyFacts(row.pk, row.title, row.state, row.on, row.kind in SIGNING_KINDS, row.is_rehearsed)


def _pact_facts(pact: Pact, members: set[int]) -> PactFacts:
    signed = frozenset(row.unit_id for row in pact.standing if row.outcome == "signed")
    told = {row.unit_id for row in pact.standing}
    return PactFacts(pact.pk, pact.state, pact.pledge_count, pact.unreviewed_count, len(members - told), signed)


def _phase_facts(
    row: Reporting, sealed: Pact | None, units: int, own: tuple[OwnUnit, ...], figures: Counter
) -> PhaseFacts:
    reports = {report.unit_id: report for report in row.reports.all()}
    sent = sum(report.state == "sent" for unit, report in reports.items() if unit)
    return PhaseFacts(
        pk=row.pk,
        name=row.phase.name,
        state=row.state,
        ends_on=row.phase.ends_on,
        due_on=row.due_for(None),
        units=units,
        sent=sent,
        own={unit.pk: _own_report(row, reports.get(unit.pk), sealed, unit.pk, figures) for unit in own},
    )


def _own_report(row: Reporting, report, sealed: Pact | None, unit: int, figures: Counter) -> OwnReport:
    filled = figures[row.phase_id, unit, sealed.pk] if sealed else 0
    total = sealed.pledge_count if sealed else 0
    due_on = row.due_for(unit)
    if report is None:
        return OwnReport(None, "draft", filled, total, due_on)
    return OwnReport(report.pk, report.state, filled, total, due_on, report.returned_reason)


def _drafts(user: User, run: set[int]):
    """Drafts of one's own, and those of others in blocs where this person releases."""
    drafts = Publication.objects.filter(state=Publication.State.DRAFT).select_related("bloc__season")
    mine = Q(author=user) | Q(bloc__in=run)
    if not user.is_admin:
        drafts = drafts.filter(mine | Q(bloc__in=may_publish(user)))
        stands_over = set(may_publish(user).values_list("pk", flat=True))
    for draft in drafts.order_by("pk"):
        may = draft.author_id != user.pk and (user.is_admin or draft.bloc_id in stands_over)
        yield DraftFacts(draft.pk, draft.title, str(draft.bloc), not may)
