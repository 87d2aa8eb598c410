"""The button that reminds a unit of its report."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.models import Unit
from blocs.pages import get_for, tell
from reports.actions.reminding import remind
from reports.models import Reporting


@require_POST
def report_remind(request: HttpRequest, pk: int, unit: int):
    rows = Reporting.objects.visible_to(request.user).with_names()
    reporting = get_for(request.user, Reporting, pk, "reports.remind", queryset=rows)
    member = get_object_or_404(Unit.objects.filter(memberships__bloc=reporting.bloc_id).distinct(), pk=unit)
    remind(reporting, member, by=request.user)
    tell(request, _("%(unit)s was reminded.") % {"unit": member})
    return redirect(reporting)
