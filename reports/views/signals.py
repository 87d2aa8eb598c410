"""Signals for review: for the standing body only, and never a verdict."""

from blocs.pages import get_for, number_in, page
from pacts.models import CriteriaTable
from reports.signalling import Signals


def signals(request, pk):
    rows = CriteriaTable.objects.visible_to(request.user).with_names()
    table = get_for(request.user, CriteriaTable, pk, "reports.read_signals", queryset=rows)
    seen = Signals(table, number_in(request.GET.get("toi_pham")), number_in(request.GET.get("tin_bao")))
    context = {"table": table, "bloc": table.pact.bloc, "seen": seen, "kinds": seen.kinds()}
    return page(request, "reports/signals.html", context)
