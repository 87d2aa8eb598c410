"""One direction to several units, and how far each has come with it."""

from collections import Counter

from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blocs.pages import page, require, submit, tell
from reports.actions.directives import give_directives
from reports.directive_lists import readable
from reports.forms.directives import DirectivesForm
from reports.logic.deadlines import words
from reports.logic.directive_states import STATUS
from reports.models import Directive
from reports.views.directives import asked_subject, members_of

State = Directive.State


def directives_give(request: HttpRequest):
    """`?khoi=&ky=&muc=&chi_tieu=` as for one; the units are ticked on the page."""
    about = asked_subject(request.user, request.GET)
    row = Directive(bloc=about.bloc, phase=about.phase, section=about.section, pledge=about.pledge)
    form = DirectivesForm(request.POST or None, instance=row, units=members_of(about.bloc))
    if submit(form, lambda one, **more: give_directives(one, form.cleaned_data["units"], by=request.user)):
        tell(request, _("The directive is given to %(count)s units.") % {"count": len(form.done)})
        return redirect("reports:directive_round", form.done[0].round)
    context = {"about": about, "form": form, "bloc": about.bloc, "back": reverse("reports:directive_list")}
    return page(request, "reports/directive_give.html", context | {"is_for_several": True})


@require_safe
def directive_round(request: HttpRequest, key: str):
    """For whoever stands over the bloc: unit by unit, until all are settled."""
    rows = list(readable(request.user).filter(round=key).order_by("unit__precedence", "unit__name_sort", "pk"))
    if not key or not rows:
        raise Http404
    require(request.user, "reports.give_directive", rows[0].bloc)
    today = timezone.localdate()
    for row in rows:
        row.status, row.when = STATUS[row.state], words(row.due_on, today) if row.state == State.OPEN else ""
    counts = Counter(row.state for row in rows)
    context = {
        "rows": rows,
        "one": rows[0],
        "bloc": rows[0].bloc,
        "settled": counts[State.SETTLED],
        "answered": counts[State.ANSWERED],
        "waiting": counts[State.OPEN],
        "late": sum(row.state == State.OPEN and row.due_on < today for row in rows),
    }
    return page(request, "reports/directive_round.html", context)
