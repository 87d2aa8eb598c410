"""The desk on the day of a ceremony: signatures recorded, absences, witnesses, lines struck."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.models import Unit
from blocs.pages import get_for, page, submit, tell
from pacts.actions import pacts as pact_actions
from pacts.actions import signatures as actions
from pacts.actions.frozen import as_on, heads_of
from pacts.forms.ceremonies import ReasonForm
from pacts.forms.signatures import AbsenceForm, SignatureForm, WitnessForm
from pacts.models import Ceremony, Pact, Signature


def _at_desk(request, pk, pact, perm="pacts.record_signature"):
    """The ceremony and one of its pacts, if this user records signatures of that pact."""
    ceremony = get_for(request.user, Ceremony, pk)
    return ceremony, get_for(request.user, Pact, pact, perm, queryset=ceremony.pacts.visible_to(request.user))


def _to_desk(ceremony, pact):
    return redirect(f"{reverse('pacts:ceremony_console', args=[ceremony.pk])}#pact-{pact.pk}")


@require_POST
def signature_record(request, pk, pact, unit):
    ceremony, pact = _at_desk(request, pk, pact)
    signature = actions.record_signature(pact, get_object_or_404(Unit, pk=unit), ceremony=ceremony, by=request.user)
    tell(request, _("The signature of %(unit)s is recorded.") % {"unit": signature.unit_name})
    return _to_desk(ceremony, pact)


@require_POST
def signature_record_all(request, pk, pact):
    ceremony, pact = _at_desk(request, pk, pact)
    made = actions.record_all_present(pact, ceremony=ceremony, by=request.user)
    tell(request, _("Signatures recorded: %(count)s.") % {"count": len(made)})
    return _to_desk(ceremony, pact)


@require_POST
def ceremony_seal(request, pk, pact):
    """The pact's own seal, pressed at the desk and leading back to it."""
    ceremony, pact = _at_desk(request, pk, pact, "pacts.seal")
    pact_actions.seal(pact, by=request.user)
    tell(request, _("The pact is sealed. Its text never changes again."))
    return _to_desk(ceremony, pact)


def signature_add(request, pk, pact, unit):
    """Somebody signs for the leader, at another time, or late."""
    ceremony, pact = _at_desk(request, pk, pact)
    unit = get_object_or_404(Unit, pk=unit)
    form = SignatureForm(request.POST or None, signer=_leader_of(unit, _day_at(pact, ceremony)))

    def record(**words):
        return actions.record_signature(pact, unit, ceremony=ceremony, by=request.user, **words)

    return _ask(request, ceremony, pact, form, record, title=_("Record a signature"), subject=unit)


def _day_at(pact, ceremony):
    """Before the seal the ceremony's day; a late signature is given today."""
    return timezone.localdate() if pact.is_sealed else ceremony.day


def _leader_of(unit, day):
    leader = heads_of([unit], day).get(unit.pk)
    return as_on(leader, day, unit) if leader else None


def signature_absent(request, pk, pact, unit):
    ceremony, pact = _at_desk(request, pk, pact)
    unit = get_object_or_404(Unit, pk=unit)

    def record(reason):
        return actions.record_absence(pact, unit, reason=reason, ceremony=ceremony, by=request.user)

    return _ask(
        request, ceremony, pact, AbsenceForm(request.POST or None), record, title=_("Record absence"), subject=unit
    )


def signature_witness(request, pk, pact):
    ceremony, pact = _at_desk(request, pk, pact)

    def record(**words):
        return actions.record_witness(pact, ceremony=ceremony, by=request.user, **words)

    form = WitnessForm(request.POST or None, ceremony=ceremony)
    return _ask(request, ceremony, pact, form, record, title=_("Record a witness"), subject=pact)


def signature_strike(request, pk, signature):
    ceremony = get_for(request.user, Ceremony, pk)
    rows = Signature.objects.filter(pact__in=ceremony.pacts.visible_to(request.user)).select_related("pact")
    signature = get_for(request.user, Signature, signature, "pacts.strike_signature", queryset=rows)

    def strike(reason):
        return actions.strike_signature(signature, reason=reason, by=request.user)

    form = ReasonForm(request.POST or None)
    title = _("Strike a line of the signing table")
    return _ask(request, ceremony, signature.pact, form, strike, title=title, subject=signature)


def _ask(request, ceremony, pact, form, action, *, title, subject):
    if submit(form, action):
        tell(request, _("Saved."))
        return _to_desk(ceremony, pact)
    context = {"form": form, "ceremony": ceremony, "pact": pact, "title": title, "subject": subject, "label": title}
    return page(request, "pacts/signature_form.html", context)
