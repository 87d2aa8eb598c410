"""The scoring of a bloc at a glance: opened, drawn, extended; where each unit's sheet stands, never what it says."""

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.pages import get_for, page, paged, submit, tell
from pacts.models import CriteriaTable, Pact
from reports.actions.drawing import draw_checks
from reports.actions.stages import open_scoring
from reports.forms.sheets import ExtendStageForm, extend_from_form
from reports.models import Sheet
from reports.views.sheets_overview import Overview, Standing, stands_of

# A version that was amended before anybody was scored by it is no longer scored by.
_is_scored_by = Exists(Sheet.objects.filter(table=OuterRef("pk"))) | ~Exists(
    Pact.objects.filter(amends=OuterRef("pact"), state=Pact.State.SEALED)
)


def scoring_list(request: HttpRequest):
    """The tables by which blocs are scored, newest season first."""
    rows = paged(request, _tables(request.user).filter(_is_scored_by, state="adopted", pact__state="sealed"))
    stands = stands_of(rows.object_list)
    context = {"page": rows, "rows": [(table, stands.get(table.pk, Standing())) for table in rows.object_list]}
    return page(request, "reports/scoring_list.html", context)


def scoring_detail(request: HttpRequest, pk: int, extend_form: ExtendStageForm | None = None):
    """One bloc's scoring; `extend_form` is one that was refused."""
    table = get_for(request.user, CriteriaTable, pk, queryset=_tables(request.user))
    overview = Overview(table, request.user)
    if overview.may_extend:
        extend_form = extend_form or ExtendStageForm(table=table)
    context = {"table": table, "bloc": table.bloc, "seen": overview, "extend_form": extend_form}
    return page(request, "reports/scoring_detail.html", context)


@require_POST
def scoring_open(request: HttpRequest, pk: int):
    table = get_for(request.user, CriteriaTable, pk, "reports.open_scoring", queryset=_tables(request.user))
    made = open_scoring(table, by=request.user)
    tell(request, _("Scoring is open: %(count)s score sheets.") % {"count": len(made)})
    return redirect("reports:scoring_detail", pk)


@require_POST
def scoring_draw(request: HttpRequest, pk: int):
    table = get_for(request.user, CriteriaTable, pk, "reports.draw_checks", queryset=_tables(request.user))
    draw_checks(table, by=request.user)
    tell(request, _("The cross-checks were drawn; the seed stands below for anyone to repeat the draw."))
    return redirect("reports:scoring_detail", pk)


def scoring_extend(request: HttpRequest, pk: int):
    table = get_for(request.user, CriteriaTable, pk, "reports.extend_stage", queryset=_tables(request.user))
    form = ExtendStageForm(request.POST or None, table=table)
    if submit(form, extend_from_form, by=request.user):
        tell(request, _("The deadline was extended."))
        return redirect("reports:scoring_detail", pk)
    return scoring_detail(request, pk, form)


def _tables(user):
    """Those of the blocs this person sees, and those in which a department of theirs confirms criteria."""
    seen = Q(pk__in=CriteriaTable.objects.visible_to(user).values("pk"))
    seen |= Q(criteria__department__in=user.unit_ids())
    rows = CriteriaTable.objects.filter(pk__in=CriteriaTable.objects.filter(seen).values("pk"))
    return rows.with_names().order_by("-pact__bloc__season__starts_on", "pact__bloc__name_sort", "-pk")
