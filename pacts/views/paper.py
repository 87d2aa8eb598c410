"""Signed on paper: recorded at the console with its time and, where at hand, the scanned sheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import Unit
from blocs.pages import get_for, page, submit, tell
from pacts.actions.frozen import as_on, heads_of
from pacts.actions.paper import record_on_paper
from pacts.forms.running import PaperForm
from pacts.models import Ceremony, Pact


def signature_paper(request: HttpRequest, pk: int, pact: int, unit: int) -> HttpResponse:
    ceremony = get_for(request.user, Ceremony, pk)
    rows = ceremony.pacts.visible_to(request.user)
    pact = get_for(request.user, Pact, pact, "pacts.record_signature", queryset=rows)
    unit = get_object_or_404(Unit, pk=unit)
    form = PaperForm(request.POST or None, request.FILES or None, signer=_signer(pact, unit, ceremony))

    def record(**words):
        return record_on_paper(pact, unit, ceremony=ceremony, by=request.user, **words)

    if submit(form, record):
        tell(request, _("The signature of %(unit)s is recorded.") % {"unit": form.done.unit_name})
        return redirect("pacts:ceremony_console", ceremony.pk)
    title = _("Signed on paper")
    context = {"form": form, "ceremony": ceremony, "pact": pact, "title": title, "subject": unit, "label": title}
    return page(request, "pacts/signature_form.html", context | {"is_upload": True})


def _signer(pact: Pact, unit: Unit, ceremony: Ceremony) -> dict | None:
    day = timezone.localdate() if pact.is_sealed else ceremony.day
    leader = heads_of([unit], day).get(unit.pk)
    return as_on(leader, day, unit) if leader else None
