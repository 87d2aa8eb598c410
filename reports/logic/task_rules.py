"""What waits for one person: computed from facts at every look, never stored."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from reports.logic.tasks import (
    Address,
    BlocFacts,
    CeremonyFacts,
    DraftFacts,
    Facts,
    OwnReport,
    OwnUnit,
    PactFacts,
    PhaseFacts,
    Task,
    TaskStatus,
)

RENEWAL = timedelta(days=30)  # before a season ends its successor is prepared


def tasks_of(facts: Facts, today: date) -> list[Task]:
    found: list[Task] = []
    for bloc in facts.blocs:
        if bloc.i_run:
            found += [*_pact_tasks(bloc), *_ceremony_tasks(bloc), *_phase_tasks(bloc, today), *_renewal(bloc, today)]
        found += [task for unit in bloc.my_units for task in _unit_tasks(bloc, unit)]
    return found + [_draft_task(draft) for draft in facts.drafts]


# The pact


def _pact_tasks(bloc: BlocFacts) -> Iterator[Task]:
    pact, due_on = bloc.pact, bloc.starts_on
    if pact is None:
        where = Address("pacts:pact_new", (), f"khoi={bloc.pk}")
        yield Task(_("Draft the pact"), bloc.name, _("Draft the pact"), where, TaskStatus.NOT_STARTED, due_on, rank=10)
    elif pact.state == "draft":
        yield _draft_pact(bloc, pact)
    elif pact.state == "open":
        yield from _signing_tasks(bloc, pact)
    else:
        view = Address("pacts:pact_detail", (pact.pk,))
        yield Task(_("The pact is sealed"), bloc.name, _("View the pact"), view, TaskStatus.APPROVED, due_on, rank=10)


def _draft_pact(bloc: BlocFacts, pact: PactFacts) -> Task:
    contents, check = Address("pacts:pact_contents", (pact.pk,)), Address("pacts:pact_check", (pact.pk,))
    title, due_on = _("Finish the draft of the pact"), bloc.starts_on
    if not pact.pledges:
        return Task(title, bloc.name, _("Enter the pledges"), contents, TaskStatus.NOT_STARTED, due_on, rank=10)
    if pact.unreviewed:
        note = _("%(count)s copied pledges not reviewed yet") % {"count": pact.unreviewed}
        return Task(title, bloc.name, _("Review the pledges"), contents, TaskStatus.INCOMPLETE, due_on, note, 10)
    title = _("Open the pact for signature")
    return Task(title, bloc.name, _("Check and open"), check, TaskStatus.IN_PROGRESS, due_on, rank=10)


def _signing_tasks(bloc: BlocFacts, pact: PactFacts) -> Iterator[Task]:
    signings = [row for row in bloc.ceremonies if row.is_signing and row.state in ("planned", "live")]
    live = [row for row in signings if row.state == "live"]
    if not signings:
        plan = Address("pacts:ceremony_plan", (), f"khoi={bloc.pk}")
        title = _("Plan the signing ceremony")
        yield Task(title, bloc.name, _("Plan the ceremony"), plan, TaskStatus.NOT_STARTED, bloc.starts_on, rank=11)
    for ceremony in live:
        desk = Address("pacts:ceremony_console", (ceremony.pk,))
        if pact.missing:
            note = _("%(count)s units have not signed yet") % {"count": pact.missing}
            status = TaskStatus.INCOMPLETE if pact.signed else TaskStatus.NOT_STARTED
            yield Task(_("Record the signatures"), bloc.name, _("Record"), desk, status, ceremony.on, note, 12)
        else:
            yield Task(_("Seal the pact"), bloc.name, _("Seal"), desk, TaskStatus.IN_PROGRESS, ceremony.on, rank=13)


# Ceremonies


def _ceremony_tasks(bloc: BlocFacts) -> Iterator[Task]:
    for ceremony in bloc.ceremonies:
        if ceremony.is_rehearsed:
            yield _rehearsal_task(bloc, ceremony)
        if ceremony.state in ("planned", "live"):
            yield _ceremony_task(bloc, ceremony)


def _rehearsal_task(bloc: BlocFacts, ceremony: CeremonyFacts) -> Task:
    """A rehearsal left open is not silent."""
    desk, note = Address("pacts:ceremony_console", (ceremony.pk,)), _("it ends when the real ceremony begins")
    title, status = _("A rehearsal is open"), TaskStatus.IN_PROGRESS
    return Task(f"{title}: {ceremony.title}", bloc.name, _("End the rehearsal"), desk, status, ceremony.on, note, 13)


def _ceremony_task(bloc: BlocFacts, ceremony: CeremonyFacts) -> Task:
    desk = Address("pacts:ceremony_console", (ceremony.pk,))
    if not ceremony.is_signing:
        desk = Address("pacts:ceremony_detail", (ceremony.pk,))
    state = bloc.pact.state if bloc.pact else "draft"
    if ceremony.state == "planned":
        blocked = ceremony.is_signing and state == "draft"
        note = _("waits for the pact to be opened for signature") if blocked else ""
        title, verb, status = _("Begin the ceremony"), _("Go to the ceremony"), TaskStatus.NOT_STARTED
    else:
        blocked = ceremony.is_signing and state != "sealed"
        note = _("waits for the seal of the pact") if blocked else ""
        title, verb, status = _("Close the ceremony"), _("Close"), TaskStatus.IN_PROGRESS
    status = TaskStatus.BLOCKED if blocked else status
    return Task(f"{title}: {ceremony.title}", bloc.name, verb, desk, status, ceremony.on, note, 14)


# Reporting, for who runs the bloc


def _phase_tasks(bloc: BlocFacts, today: date) -> Iterator[Task]:
    sealed = bloc.pact is not None and bloc.pact.state == "sealed"
    if sealed and not bloc.phases:
        plan, status = Address("reports:reporting_list", (), f"khoi={bloc.pk}"), TaskStatus.NOT_STARTED
        yield Task(_("Plan the reporting phases"), bloc.name, _("Plan"), plan, status, bloc.ends_on, rank=20)
    for phase in bloc.phases:
        yield _phase_task(bloc, phase, sealed, today)


def _phase_task(bloc: BlocFacts, phase: PhaseFacts, sealed: bool, today: date) -> Task:
    page, words_of = Address("reports:reporting_detail", (phase.pk,)), {"phase": phase.name}
    if phase.state == "planned":
        title = _("Open the reporting phase %(phase)s") % words_of
        note = "" if sealed else _("waits for the seal of the pact")
        status = TaskStatus.NOT_STARTED if sealed else TaskStatus.BLOCKED
        return Task(title, bloc.name, _("Open the phase"), page, status, phase.ends_on, note, 21)
    if phase.state == "closed":
        title = _("The reporting phase %(phase)s is locked") % words_of
        return Task(title, bloc.name, _("View"), page, TaskStatus.APPROVED, phase.due_on or phase.ends_on, rank=22)
    note = _("%(sent)s of %(all)s units have reported") % {"sent": phase.sent, "all": phase.units}
    if phase.sent < phase.units and not (phase.due_on and phase.due_on < today):
        title = _("Collect the reports for %(phase)s") % words_of
        status = TaskStatus.IN_PROGRESS if phase.sent else TaskStatus.NOT_STARTED
        return Task(title, bloc.name, _("See who is missing"), page, status, phase.due_on, note, 22)
    title = _("Lock the reporting phase %(phase)s") % words_of
    verb = _("Check and lock") if phase.sent == phase.units else _("Extend or lock")
    return Task(title, bloc.name, verb, page, TaskStatus.IN_PROGRESS, phase.due_on, note, 22)


def _renewal(bloc: BlocFacts, today: date) -> Iterator[Task]:
    if not bloc.has_next and today >= bloc.ends_on - RENEWAL:
        renew = Address("blocs:bloc_renew", (bloc.pk,))
        title = _("Make the bloc of the next season")
        yield Task(title, bloc.name, _("Renew the bloc"), renew, TaskStatus.NOT_STARTED, bloc.ends_on, rank=30)


# Units


def _unit_tasks(bloc: BlocFacts, unit: OwnUnit) -> Iterator[Task]:
    if unit.i_command and bloc.pact and bloc.pact.state == "open":
        yield _sign_task(bloc, bloc.pact, unit)
    planned = [phase for phase in bloc.phases if phase.state == "planned"][:1]
    for phase in [row for row in bloc.phases if row.state != "planned"] + planned:
        if unit.pk in phase.own:
            yield from _report_task(bloc, phase, unit, phase.own[unit.pk])


def _sign_task(bloc: BlocFacts, pact: PactFacts, unit: OwnUnit) -> Task:
    signings = [row for row in bloc.ceremonies if row.is_signing and row.state in ("planned", "live")]
    live = next((row for row in signings if row.state == "live"), None)
    due_on = next((row.on for row in signings), None)
    view = Address("pacts:pact_detail", (pact.pk,))
    title, where = _("Sign the pact for %(unit)s") % {"unit": unit.name}, bloc.name
    if unit.pk in pact.signed:
        return Task(title, where, _("View the pact"), view, TaskStatus.SUBMITTED, due_on, rank=1)
    if live is None:
        note = _("waits for the ceremony to begin")
        return Task(title, where, _("Read the pact"), view, TaskStatus.BLOCKED, due_on, note, 1)
    sign = Address("pacts:signature_sign", (live.pk, pact.pk))
    return Task(title, where, _("Sign"), sign, TaskStatus.NOT_STARTED, due_on, rank=1)


def _report_task(bloc: BlocFacts, phase: PhaseFacts, unit: OwnUnit, own: OwnReport) -> Iterator[Task]:
    title = _("Report for %(phase)s: %(unit)s") % {"phase": phase.name, "unit": unit.name}
    query = f"ky={phase.pk}&don_vi={unit.pk}"
    entry, check = Address("reports:figure_entry", (), query), Address("reports:report_check", (), query)
    if own.state == "sent":
        status = TaskStatus.SUBMITTED if phase.state == "open" else TaskStatus.APPROVED
        sent = Address("reports:report_detail", (own.pk,))
        yield Task(title, bloc.name, _("View"), sent, status, own.due_on, rank=2)
    elif phase.state == "planned":
        note = _("waits for the phase to be opened")
        yield Task(title, bloc.name, _("View the sheet"), entry, TaskStatus.BLOCKED, phase.ends_on, note, 2)
    elif phase.state == "open" and own.state == "returned":
        yield Task(title, bloc.name, _("Complete the report"), entry, TaskStatus.RETURNED, own.due_on, own.reason, 2)
    elif phase.state == "open" and own.filled < own.total:
        status = TaskStatus.INCOMPLETE if own.filled else TaskStatus.NOT_STARTED
        note = _("%(filled)s of %(total)s figures entered") % {"filled": own.filled, "total": own.total}
        yield Task(title, bloc.name, _("Enter results"), entry, status, own.due_on, note, 2)
    elif phase.state == "open":
        note = "" if unit.i_command else _("the unit's commander submits it")
        yield Task(title, bloc.name, _("Check and submit"), check, TaskStatus.IN_PROGRESS, own.due_on, note, 2)


# Summaries


def _draft_task(draft: DraftFacts) -> Task:
    page = Address("reports:publication_detail", (draft.pk,))
    if draft.is_mine:
        title = _("Summary waiting for release: %(title)s") % {"title": draft.title}
        note = _("somebody else releases it")
        return Task(title, draft.bloc, _("View the draft"), page, TaskStatus.REVIEW, note=note, rank=41)
    title = _("Release the summary: %(title)s") % {"title": draft.title}
    return Task(title, draft.bloc, _("Read and release"), page, TaskStatus.REVIEW, rank=40)
