"""The approvals inbox as its page shows it: each thing beside what changed, what reviewers noted, its totals."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blocs.models import Duty, Event, User
from reports.actions.approving import BATCH
from reports.figure_history import changes_of
from reports.logic.approval_rules import Difference, text_differences
from reports.logic.result_states import what_moved
from reports.logic.result_words import changes
from reports.models import Figure, Publication, Report, Result, RowNote
from reports.waiting import KINDS, Waiting

LABELS = {
    "pact": gettext_lazy("Pacts"),
    "report": gettext_lazy("Reports of the units"),
    "summary": gettext_lazy("Summaries waiting for publication"),
    "result": gettext_lazy("Results waiting for publication"),
    "knock_out": gettext_lazy("Knock-outs and ceilings to settle"),
    "appeal": gettext_lazy("Appeals to answer"),
    "honour": gettext_lazy("Honours to decide"),
    "directive": gettext_lazy("Directives the units have answered"),
}
RETURNED = {"summary": "reports.return_summary", "result": "reports.return_result"}


@dataclass
class Item:
    """`version` says which one this is where there was one before; `returned` the reasons it was sent back with."""

    waiting: Waiting
    changes: list[Difference] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    totals: list[str] = field(default_factory=list)
    is_again: bool = False


@dataclass
class Section:
    kind: str
    items: list[Item]
    count: int

    @property
    def label(self) -> Any:
        return LABELS[self.kind]

    @property
    def is_batch(self) -> bool:
        return self.kind in BATCH


def sections_of(waiting: list[Waiting], most: int) -> list[Section]:
    """By kind; of each at most so many, the count says all."""
    found = []
    for kind in KINDS:
        rows = [one for one in waiting if one.kind == kind]
        if rows:
            found.append(Section(kind, items_of(kind, rows[:most]), len(rows)))
    return found


def items_of(kind: str, rows: list[Waiting]) -> list[Item]:
    items = [Item(one) for one in rows]
    tell = {"report": _reports, "summary": _summaries, "result": _results, "directive": _directives}.get(kind)
    if tell and items:
        tell(items)
    for item in items:
        item.is_again = bool(item.changes or item.moved or item.returned)
    return items


# --- Reports: figures changed since the last return, its reason, how much is filled


def _reports(items: list[Item]) -> None:
    reports = {item.waiting.pk: item.waiting.thing for item in items}
    back = _last_returns(reports)
    figures = _figures_of(reports.values())
    changed = changes_of([one for pk in back for one in figures[pk]])
    notes = _notes_of(reports.values())
    for item in items:
        report = item.waiting.thing
        item.totals = [_entered(len(figures[report.pk])), *_noted(notes[report.reporting_id, report.unit_id])]
        if line := back.get(report.pk):
            item.returned = [line.facts.get("reason", "")]
            item.changes = _since(line.at, figures[report.pk], changed)


def _last_returns(reports: dict[int, Report]) -> dict[int, Event]:
    lines = Event.objects.filter(object_type="reports.report", object_id__in=[str(pk) for pk in reports])
    return {int(line.object_id): line for line in lines.filter(verb="reports.return_report").order_by("number")}


def _figures_of(reports) -> dict[int, list[Figure]]:
    """By report, in one query."""
    keys = {(row.reporting.bloc_id, row.reporting.phase_id, row.unit_id): row.pk for row in reports}
    blocs, phases, units = (set(part) for part in zip(*keys, strict=True))
    rows = Figure.objects.filter(bloc__in=blocs, phase__in=phases, unit__in=units, pledge__isnull=False)
    found = defaultdict(list)
    for row in rows.select_related("pledge").order_by("pledge__order", "pk"):
        if pk := keys.get((row.bloc_id, row.phase_id, row.unit_id)):
            found[pk].append(row)
    return found


def _since(at, figures: list[Figure], changed: dict) -> list[Difference]:
    """Of each figure what it said when the report came back, beside what it says now."""
    found = []
    for figure in figures:
        later = [change for change in changed.get(figure.pk, []) if change.at > at]
        if later and later[-1].old != later[0].new:
            found.append(Difference(figure.pledge.name, later[-1].old, later[0].new))
    return found


def _notes_of(reports) -> Counter:
    rows = RowNote.objects.filter(reporting__in=[row.reporting_id for row in reports]).order_by()
    return Counter({(one, unit): n for one, unit, n in rows.values_list("reporting", "unit").annotate(n=Count("pk"))})


def _entered(count: int) -> str:
    return ngettext("%(count)s figure", "%(count)s figures", count) % {"count": count}


def _noted(count: int) -> list[str]:
    return [ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count}] if count else []


# --- Summaries and results: against the newest published revision


def _summaries(items: list[Item]) -> None:
    threads = [item.waiting.thing.thread for item in items]
    old = {row.thread: row for row in Publication.objects.published().filter(thread__in=threads).order_by("number")}
    for item in items:
        draft = item.waiting.thing
        if before := old.get(draft.thread):
            item.changes = text_differences(f"{before.title}\n{before.body}", f"{draft.title}\n{draft.body}")
    _say_returned(items)


def _results(items: list[Item]) -> None:
    blocs = [item.waiting.bloc for item in items]
    newest = Result.objects.published().filter(bloc=OuterRef("bloc")).order_by("-number").values("pk")[:1]
    ids = Result.objects.filter(bloc__in=blocs, pk=Subquery(newest)).values("pk")
    rows = Result.objects.filter(pk__in=[*[item.waiting.pk for item in items], *ids.values_list("pk", flat=True)])
    kept = list(rows.prefetch_related("placings"))
    drafts, old = ({row.bloc_id: row for row in kept if row.state == state} for state in ("draft", "published"))
    for item in items:
        draft = drafts[item.waiting.bloc]
        item.totals = [_("Mode: %(mode)s") % {"mode": draft.get_mode_display()}, _ranked(len(draft.placings.all()))]
        if before := old.get(item.waiting.bloc):
            told = changes(_in_order(before), _in_order(draft), "ranking")
            item.changes = [Difference(one.name, one.old, one.new) for one in told]
            item.moved = what_moved(json.loads(before.package), json.loads(draft.package))
    _say_returned(items)


def _in_order(result: Result) -> list:
    return sorted(result.placings.all(), key=lambda row: row.order)


def _ranked(count: int) -> str:
    return ngettext("%(count)s unit", "%(count)s units", count) % {"count": count}


def _say_returned(items: list[Item]) -> None:
    """The reasons somebody sent the draft back with, the newest first."""
    things = {str(item.waiting.pk): item for item in items}
    verb = RETURNED[items[0].waiting.kind]
    for line in Event.objects.filter(verb=verb, object_id__in=things).order_by("-number"):
        things[line.object_id].returned.append(line.facts.get("reason", ""))


def _directives(items: list[Item]) -> None:
    things = {str(item.waiting.pk): item for item in items}
    for line in Event.objects.filter(verb="reports.return_directive", object_id__in=things).order_by("-number"):
        things[line.object_id].returned.append(line.facts.get("reason", ""))


# --- Stand-ins


def stand_ins(user: User) -> list[dict]:
    """Whom this person stands in for today, and who stands in for this person; two queries."""
    today = timezone.localdate()
    theirs = user.duties.on(today).exclude(acting_for=None).select_related("acting_for__user", "unit", "bloc")
    ours = Duty.objects.on(today).filter(acting_for__user=user).select_related("user", "unit", "bloc")
    found = [{"for": duty.acting_for.user, "duty": duty} for duty in theirs]
    return found + [{"by": duty.user, "duty": duty} for duty in ours]
