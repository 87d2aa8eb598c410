"""What was restated of a sealed pact since, and the page to restate something."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.logic.lifecycle import Refused
from blocs.pages import get_for, require, submit, tell
from pacts.actions import restatements as actions
from pacts.forms.restatements import RestatementForm
from pacts.models import Pact, Restatement
from pacts.views.pacts import pact_page, the_pact


def restatement_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every line with its reckoning; who may restate has the form under it."""
    pact = the_pact(request, pk)
    may = request.user.has_perm("pacts.restate", pact)
    if request.method == "POST":
        require(request.user, "pacts.restate", pact)
    form = RestatementForm(request.POST or None, pact=pact) if may and pact.is_newest() else None
    if form is not None and submit(form, actions.restate, by=request.user):
        tell(request, _("Saved: %(title)s.") % {"title": form.instance})
        return redirect("pacts:restatement_list", pact.pk)
    rows = Restatement.objects.filter(pact=pact).select_related("membership__unit", "pledge", "criterion", "reform")
    context = {"rows": rows.order_by("-from_on", "membership__order", "pk"), "form": form, "may_restate": may}
    return pact_page(request, "pacts/restatement_list.html", pact, **context)


@require_POST
def restatement_drop(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Restatement.objects.filter(pact__in=Pact.objects.visible_to(request.user)).select_related("pact__bloc")
    row = get_for(request.user, Restatement, pk, "pacts.restate", queryset=seen)
    try:
        actions.take_back(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("pacts:restatement_list", args=[row.pact_id]))
