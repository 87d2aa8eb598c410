"""The desk on the day of a ceremony, and the commander's own signature."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.models import Role, Unit
from blocs.pages import get_for, page, submit, tell
from pacts.actions import pacts as pact_actions
from pacts.actions import signatures as actions
from pacts.actions import signing
from pacts.actions.frozen import as_on, heads_of
from pacts.forms.ceremonies import ReasonForm
from pacts.forms.signatures import AbsenceForm, SignatureForm, SignForm, WitnessForm
from pacts.models import Ceremony, Pact, Signature
from pacts.models.outline import outline_of, titles_by_unit
from pacts.text import digest_of


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


# --- The commander's own signature ------------------------------------------------------------


def signature_sign(request, pk, pact):
    """The whole text first, then the signature; afterwards the same address shows that it is given."""
    ceremony = get_for(request.user, Ceremony, pk)
    pact = get_for(request.user, Pact, pact, queryset=ceremony.pacts.visible_to(request.user))
    membership = own_membership(request.user, pact)
    given = pact.signatures.signed().filter(unit=membership.unit, part=Signature.Part.PARTY).first()
    digest = digest_of(pact)
    form = SignForm(request.POST or None, initial={"digest": digest})

    def sign(digest, is_read):
        return signing.sign(membership, pact=pact, ceremony=ceremony, digest=digest, by=request.user)

    if given is None and submit(form, sign):
        tell(request, _("The signature is given."))
        return redirect(request.path)
    _show_new_text(form, digest)
    context = {"ceremony": ceremony, "pact": pact, "membership": membership, "given": given, "digest": digest}
    context["illustrative"] = ceremony.is_illustrative
    context |= {
        "form": form,
        "parts": outline_of(pact),
        "titles": titles_by_unit(pact),
        "members": pact.members(),
        "signer": signing.as_signer(membership.unit, request.user, _day_at(pact, ceremony)),
    }
    return page(request, "pacts/signature_sign.html", context)


def own_membership(user, pact):
    """The membership of a unit this user commands, one that still has to sign before others; 403 without any."""
    units = [duty.unit_id for duty in user.duties_today if duty.role == Role.COMMANDER]
    signed = set(pact.signatures.signed().filter(unit__in=units).values_list("unit_id", flat=True))
    own = [row for row in pact.members() if row.unit_id in units and user.has_perm("pacts.sign", row)]
    if not own:
        raise PermissionDenied
    return min(own, key=lambda row: row.unit_id in signed)


def _show_new_text(form, digest):
    """A refused form carries the digest of the text now on the page, and the box is to be ticked anew."""
    if form.is_bound and form.data.get("digest") != digest:
        form.data = form.data.copy()
        form.data["digest"] = digest
        form.data.pop("is_read", None)
