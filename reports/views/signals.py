"""Signals for review: for the standing body only, and never a verdict."""

from django.core.exceptions import PermissionDenied

from blocs.pages import get_for, number_in, page
from pacts.models import CriteriaTable
from reports.sheet_access import has_a_stake_in
from reports.signalling import Signals


def signals(request, pk):
    rows = CriteriaTable.objects.visible_to(request.user).with_names()
    table = get_for(request.user, CriteriaTable, pk, "reports.read_signals", queryset=rows)
    if has_a_stake_in(request.user, table):
        raise PermissionDenied
    seen = Signals(table, number_in(request.GET.get("toi_pham")), number_in(request.GET.get("tin_bao")))
    context = {"table": table, "bloc": table.pact.bloc, "seen": seen, "kinds": seen.kinds()}
    return page(request, "reports/signals.html", context)
