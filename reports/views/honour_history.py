"""Who has had what over the years: for the standing body and the administrator only, and never a verdict."""

from django.http import HttpRequest
from django.urls import reverse

from blocs.models import Bloc
from blocs.pages import get_for, number_or_404, page
from reports.honour_history import History


def honour_history(request: HttpRequest):
    """`?khoi=` names the bloc; without it, the choice of those whose history one may read."""
    if not request.GET.get("khoi"):
        rows = Bloc.objects.visible_to(request.user).with_names()[:200]
        context = {"blocs": [bloc for bloc in rows if request.user.has_perm("reports.read_honour_history", bloc)]}
        return page(request, "reports/release_choose.html", context | {"url": reverse("reports:honour_history")})
    bloc = get_for(request.user, Bloc, number_or_404(request.GET["khoi"]), "reports.read_honour_history")
    seen = History(bloc)
    context = {"bloc": bloc, "seen": seen, "rows": seen.rows(), "signals": seen.signals(), "gone": seen.gone()}
    return page(request, "reports/honour_history.html", context)
