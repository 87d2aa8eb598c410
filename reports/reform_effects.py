"""What a reorganisation means for results and sheets."""

from django.utils.translation import gettext as _

from blocs.logic.wording import day
from blocs.models import Reform, Unit
from blocs.reform_effects import Effects
from blocs.reform_plan import Plan
from reports.models import Document, Figure, Result, Sheet


class ReportEffects(Effects):
    def obstacles(self, plan: Plan) -> list[str]:
        """A season whose result is out is closed: nothing in it may come to have been otherwise."""
        touched = {unit.pk for unit in plan.touched()}
        blocs = {row.bloc_id for row in plan.members.rows if row.unit_id in touched}
        rows = Result.objects.newest().filter(bloc__in=blocs, bloc__season__ends_on__gte=plan.on)
        sentence = _("The result of “%(bloc)s” is published; its season can no longer be reorganised.")
        return [sentence % {"bloc": row.bloc} for row in rows.select_related("bloc__season").order_by("pk")]

    def add(self, plan: Plan) -> None:
        ended = [unit.pk for unit in plan.ended]
        sheets = Sheet.objects.filter(unit__in=ended, table__pact__bloc__in=[row.pk for row in self._blocs(plan)])
        sentence = _("%(unit)s has a scoring sheet in “%(bloc)s”; it stays to be read, successors get theirs.")
        for sheet in sheets.select_related("unit", "table__pact__bloc__season").order_by("pk"):
            words = {"unit": plan.names[sheet.unit_id], "bloc": sheet.table.pact.bloc}
            plan.tell(_("Sheets and figures"), sentence % words)
        self._figures(plan, ended)

    def _blocs(self, plan: Plan) -> list:
        return plan.members.changed_blocs()

    def _figures(self, plan: Plan, ended: list[int]) -> None:
        rows = Figure.objects.filter(unit__in=ended, bloc__in=[row.pk for row in self._blocs(plan)])
        for pk in rows.order_by("unit").values_list("unit", flat=True).distinct():
            unit = plan.units[pk]
            heir = plan.continues_whole(unit)
            words = {"unit": plan.names[pk], "heir": heir.name if heir else "", "day": day(plan.on)}
            added = _("Figures of %(unit)s are added to those %(heir)s gives for the same phase; nothing is lost.")
            apart = _("Figures of %(unit)s stay its own and count in the bloc's total.")
            plan.tell(_("Sheets and figures"), (added if heir else apart) % words)

    def builds_on(self, reform: Reform, units: set[int]) -> list[str]:
        """Results published after it, figures given and papers issued after it by those who took over."""
        return [
            *self._results_after(reform, units),
            *self._figures_after(reform, units),
            *self._papers_after(reform, units),
        ]

    def _figures_after(self, reform: Reform, units: set[int]) -> list[str]:
        """What a successor gave since holds the work of its predecessors."""
        since = Figure.history.filter(unit_id__in=units, history_date__gt=reform.applied_at)
        rows = Unit.objects.filter(pk__in=since.values("unit_id"), origins__on=reform.on).distinct()
        sentence = _("%(unit)s has given figures since.")
        return [sentence % {"unit": unit.name} for unit in rows.order_by("pk")[:3]]

    def _papers_after(self, reform: Reform, units: set[int]) -> list[str]:
        since = reform.applied_at.replace(microsecond=0)  # papers are dated to the second
        rows = Document.objects.issued().filter(issued_at__gte=since, bloc__memberships__unit__in=units)
        sentence = _("“%(paper)s” was issued since with these units.")
        return [sentence % {"paper": row} for row in rows.distinct().order_by("pk")[:3]]

    def _results_after(self, reform: Reform, units: set[int]) -> list[str]:
        rows = Result.objects.published().filter(published_at__gt=reform.applied_at)
        rows = rows.filter(bloc__memberships__unit__in=units, bloc__season__ends_on__gte=reform.on).distinct()
        sentence = _("The result of “%(bloc)s” was published after it.")
        return [sentence % {"bloc": row.bloc} for row in rows.select_related("bloc__season").order_by("pk")[:3]]
