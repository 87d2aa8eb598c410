"""Figures: written sheet by sheet; what is right is kept even where a row beside it is wrong."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import facts, logged
from blocs.logic.lifecycle import Refused
from blocs.logic.wording import day
from blocs.models import Event, Stale, Unit, User
from pacts.logic.targets import Kind
from pacts.models import Pledge
from reports.logic.deadlines import is_past
from reports.logic.entries import Entry, Problem, problems_of, tidied
from reports.models import Figure, Report, Reporting


@dataclass
class Outcome:
    """What became of a sheet, by pledge. `stale` holds the figure somebody else saved meanwhile (None: took out)."""

    saved: dict[int, Figure] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    bad: dict[int, list[Problem]] = field(default_factory=dict)
    stale: dict[int, Figure | None] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        return not (self.bad or self.stale)


@transaction.atomic
def record_figures(reporting: Reporting, unit: Unit | None, entries: dict[int, Entry], *, by: User) -> Outcome:
    """Write the figures of a unit (None: of the bloc as a whole) for one phase, `entries` by pledge.

    Every right row is saved; wrong ones come back in the outcome with their sentences, and nothing of them is
    written. An entry equal to what is stored writes nothing. Raises Refused for the sheet as a whole: phase not
    open, report sent already, deadline past (the secretary may still enter until the phase is locked).
    """
    outcome, lines = write_figures(reporting, unit, entries, by=by)
    for verb, figure, details in lines:
        Event.record(verb, figure, by=by, **details)
    return outcome


def write_figures(
    reporting: Reporting, unit: Unit | None, entries: dict[int, Entry], *, by: User
) -> tuple[Outcome, list[tuple]]:
    """As `record_figures`, in the transaction that stands; the lines (verb, figure, details) wait to be logged."""
    reporting = Reporting.objects.locked(reporting.pk)
    _refuse_closed_sheet(reporting, unit, by)
    pledges = {pledge.pk: pledge for pledge in reporting.pledges().filter(pk__in=entries)}
    stored = Figure.objects.select_for_update(of=("self",)).filter(
        phase=reporting.phase_id, unit=unit, pledge__in=pledges
    )
    here = {figure.pledge_id: figure for figure in stored}
    outcome, lines = Outcome(), []
    for pk, pledge in pledges.items():
        figure = here.get(pk) or Figure(bloc_id=reporting.bloc_id, phase=reporting.phase, unit=unit, pledge=pledge)
        lines += _write(figure, pledge, tidied(entries[pk]), outcome)
    return outcome, lines


def correct_figure(figure: Figure, entry: Entry, *, by: User) -> Figure:
    """Change one figure; raises Refused with its sentences, or Stale. A sent report must be returned first."""
    reporting = Reporting.objects.get(bloc=figure.bloc_id, phase=figure.phase_id)
    outcome = record_figures(reporting, figure.unit, {figure.pledge_id: entry}, by=by)
    if outcome.bad:
        raise Refused(*[sentence for __, sentence in outcome.bad[figure.pledge_id]])
    if outcome.stale:
        raise Stale(outcome.stale[figure.pledge_id] or figure)
    return outcome.saved.get(figure.pledge_id, figure)


def _refuse_closed_sheet(reporting: Reporting, unit: Unit | None, by: User) -> None:
    if refusals := why_closed(reporting, unit, by):
        raise Refused(*refusals)


def why_closed(reporting: Reporting, unit: Unit | None, by: User) -> list[str]:
    """Why this person cannot write figures of the unit now, in sentences; nothing when the sheet is open."""
    if reporting.state == Reporting.State.PLANNED:
        return [_why_not_yet(reporting)]
    if reporting.state == Reporting.State.CLOSED:
        return [_("The reporting phase is locked; the bloc secretary can open it again.")]
    if Report.objects.sent().filter(reporting=reporting, unit=unit).exists():
        return [_("The report has been submitted. To correct it, the bloc secretary returns it first.")]
    due_on = reporting.due_for(unit.pk if unit else None)
    if is_past(due_on, timezone.localdate()) and not by.has_perm("reports.run_phases", reporting):
        words = {"day": day(due_on)}
        return [_("The deadline was %(day)s. Ask the bloc secretary to extend it for the unit.") % words]
    return []


def _why_not_yet(reporting: Reporting) -> str:
    """A phase that has not begun says from when on it is reported; one that has waits for the secretary."""
    begins = reporting.phase.starts_on
    if begins > timezone.localdate():
        return _("No results of this phase yet. It is open for reports from %(day)s on.") % {"day": day(begins)}
    return _("The reporting phase has not been opened yet.")


def _write(figure: Figure, pledge: Pledge, entry: Entry, outcome: Outcome) -> list[tuple]:
    """Save, remove or refuse one row; returns its logbook line, if something changed."""
    is_new = figure.pk is None
    if _leaves_as_is(figure, entry):
        return []
    if entry.revision != (None if is_new else figure.revision):
        outcome.stale[pledge.pk] = None if is_new else figure
        return []
    if problems := _problems(pledge, entry, is_new):
        outcome.bad[pledge.pk] = problems
        return []
    return [_remove(figure, outcome)] if entry.remove else _save(figure, entry, outcome)


def _leaves_as_is(figure: Figure, entry: Entry) -> bool:
    """Nothing is asked of this row: blank as it was, equal to what is stored, or as the writer found it."""
    if figure.pk is None or entry.revision is None:
        nothing_said = entry.remove or (entry.is_blank and not (entry.note or entry.source))
        return nothing_said or (figure.pk is not None and says_the_same(figure, entry))
    if says_the_same(figure, entry):
        return True
    if entry.revision == figure.revision or entry.remove:
        return False
    seen = figure.history.filter(revision=entry.revision).first()
    return seen is not None and says_the_same(seen, entry)


def _problems(pledge: Pledge, entry: Entry, is_new: bool) -> list[Problem]:
    found = problems_of(entry, Kind(pledge.kind), pledge.measure, above_100=pledge.allows_over_100)
    if not found and not is_new and entry.is_blank and not entry.remove:
        return [("remove", _("This figure was there before. Tick “Remove” to take it out, or enter it again"))]
    return found


def says_the_same(figure: Figure, entry: Entry) -> bool:
    """Whether the entry would leave the figure as it is stored; one that removes it never does."""
    return not entry.remove and all(getattr(figure, name) == value for name, value in entry.facts.items())


def _save(figure: Figure, entry: Entry, outcome: Outcome) -> list[tuple]:
    """The row's own fields are checked here; what spans rows is kept by the lock and by the database."""
    before = {name: getattr(figure, name) for name in entry.facts}
    verb = "reports.correct_figure" if figure.pk else "reports.record_figure"
    for name, value in entry.facts.items():
        setattr(figure, name, value)
    if problems := _unfit(figure, entry):
        outcome.bad[figure.pledge_id] = problems
        return []
    figure.save()
    outcome.saved[figure.pledge_id] = figure
    pairs = {name: (before[name], value) for name, value in entry.facts.items()}
    changed = {name: [logged(old), logged(new)] for name, (old, new) in pairs.items() if old != new}
    return [(verb, figure, {"changed": changed})]


def _unfit(figure: Figure, entry: Entry) -> list[Problem]:
    others = [name.name for name in figure._meta.fields if name.name not in entry.facts]
    try:
        figure.clean_fields(exclude=others)
    except ValidationError as error:
        return [(name, sentence) for name, sentences in error.message_dict.items() for sentence in sentences]
    return []


def _remove(figure: Figure, outcome: Outcome) -> tuple:
    """Its last line in the logbook and its history keep what it said."""
    kept, pk = facts(figure), figure.pk
    outcome.removed.add(figure.pledge_id)
    figure.delete()
    figure.pk = pk
    return ("reports.remove_figure", figure, {"facts": kept})
