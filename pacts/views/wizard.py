"""A new pact in six steps. How far one is follows from the rows themselves; nothing about it is stored."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.logic.wording import trimmed
from blocs.models import Bloc
from blocs.pages import get_for, number_in, page, submit, tell
from pacts import past_results
from pacts.access import blocs_run_by
from pacts.actions import pacts as actions
from pacts.actions.rules import accept_rules
from pacts.forms.pacts import RegulationForm, StartForm
from pacts.logic.progress import first_open, minutes_left, steps
from pacts.logic.tables import obstacles_to_adopting
from pacts.models import CriteriaTable, Pact, PactTemplate, Regulation
from pacts.table_page import sheet_of
from pacts.template_page import previewed


def pact_new(request):
    """Without a bloc named: the one bloc that still needs a pact, or the choice among several."""
    if bloc := number_in(request.GET.get("khoi")):
        return _steps(request, _bloc(request, bloc))
    blocs = list(blocs_run_by(request.user).exclude(pacts__state=Pact.State.SEALED).with_names())
    if len(blocs) == 1:
        return redirect(_address(blocs[0]))
    return page(request, "pacts/pact_new_bloc.html", {"blocs": blocs})


def _bloc(request, pk) -> Bloc:
    return get_for(request.user, Bloc, pk, "pacts.edit", queryset=Bloc.objects.visible_to(request.user).with_names())


def _address(bloc) -> str:
    return f"{reverse('pacts:pact_new')}?khoi={bloc.pk}"


def _steps(request, bloc):
    pact = bloc.pacts.order_by("-version").first()
    draft = pact.for_opening() if pact and pact.is_editable else None
    regulation, table = Regulation.objects.filter(bloc=bloc).first(), _table(pact)
    found = steps(
        bloc.obstacles(),
        draft,
        has_regulation=bool(regulation),
        state=pact.state if pact else "",
        table_waits=bool(table and not table.is_adopted),
    )
    at = first_open(found)
    context = {
        "bloc": bloc,
        "pact": pact,
        "steps": found,
        "at": at,
        "go_on": _go_on(pact, at),
        "minutes": minutes_left(found, len(at.sentences) if at else 0),
        "regulation": regulation,
        "table": _shown(table),
        "members": bloc.memberships.on(bloc.day).in_order(),
        "last": actions.last_pact(bloc),
        "templates": [] if pact else [previewed(one) for one in PactTemplate.objects.all()],
        "copies": pact.pledges.filter(is_unreviewed_copy=True).count() if pact else 0,
        "illustrative": bloc.is_illustrative,
    }
    return page(request, "pacts/pact_new.html", context)


def _table(pact) -> CriteriaTable | None:
    return CriteriaTable.objects.select_related("pact__bloc__season").filter(pact=pact).first() if pact else None


def _shown(table: CriteriaTable | None) -> dict | None:
    """The criteria table of the third step: its sums, and why it cannot be adopted yet."""
    if table is None:
        return None
    faults = [] if table.is_adopted else obstacles_to_adopting(table.for_adopting())
    sheet = sheet_of(table)
    sums = {"total": sheet.total, "maximum": trimmed(table.maximum), "leaves": sheet.leaves}
    return {"row": table, "faults": faults, "may_adopt": not table.is_adopted and not faults, **sums}


def _go_on(pact, at) -> str:
    """Where the work goes on: the page of the first open step, or its place on this one."""
    if at is None or pact is None or at.number < 4:
        return f"#buoc-{at.number}" if at else ""
    return reverse("pacts:pact_contents" if at.number == 4 else "pacts:pact_check", args=[pact.pk]) + (
        "?tiep=1" if at.number == 4 else ""
    )


@require_POST
def pact_draft(request, pk):
    """One press starts the pact; a second press finds the draft of the first."""
    bloc = _bloc(request, pk)
    form = StartForm(request.POST)
    if submit(form, lambda start, template, by: _draft(bloc, start, template, by), by=request.user):
        tell(request, _("The draft of the pact is ready."))
        return redirect(_address(bloc))
    return _form_page(request, bloc, form, _("Make a pact"))


def _form_page(request, bloc, form, name):
    context = {"bloc": bloc, "form": form, "page_name": name, "back": _address(bloc)}
    return page(request, "pacts/pact_form.html", context | {"illustrative": bloc.is_illustrative})


def _draft(bloc, start, template, by):
    last = actions.last_pact(bloc) if start == "last_season" else None
    results = past_results.results_of(list(last.pledges.values_list("pk", flat=True))) if last else {}
    return actions.draft_pact(bloc, by=by, start=start, template=template, results=results)


@require_POST
def regulation_accept(request, pk):
    """The third step as it stands: the regulation, and the criteria table where it can be adopted."""
    bloc = _bloc(request, pk)
    accept_rules(bloc, table=number_in(request.POST.get("bang")), by=request.user)
    return redirect(_address(bloc))


def regulation_edit(request, pk):
    bloc = _bloc(request, pk)
    regulation = Regulation.objects.filter(bloc=bloc).first() or Regulation(bloc=bloc)
    form = RegulationForm(request.POST or None, instance=regulation)
    if submit(form, actions.edit_regulation, by=request.user):
        tell(request, _("The regulation is saved."))
        return redirect(_address(bloc))
    return _form_page(request, bloc, form, _("Regulation of the bloc"))
