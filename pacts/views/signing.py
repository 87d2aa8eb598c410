"""A commander reads the pact and signs it with the own account, or declines; afterwards what was signed is shown."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blocs import proving
from blocs.models import Role
from blocs.pages import get_for, number_in, page, submit, tell
from pacts import signing_page as shown
from pacts.actions import signing
from pacts.forms.signing import DeclineForm, SignForm
from pacts.models import Ceremony, Pact, Signature


@require_safe
def signature_sign(request: HttpRequest, pk: int, pact: int) -> HttpResponse:
    """The address of earlier years, under the ceremony; it leads to the pact's own."""
    ceremony = get_for(request.user, Ceremony, pk)
    found = get_for(request.user, Pact, pact, queryset=ceremony.pacts.visible_to(request.user))
    own_membership(request.user, found)
    return redirect("pacts:sign", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole text first, then the signature. Once it is given this address leads to what was signed."""
    pact = get_for(request.user, Pact, pk)
    membership = own_membership(request.user, pact, request.GET.get("don-vi"))
    if given := shown.given_by(pact, membership.unit):
        return _to_signed(request, given)
    ceremony = shown.ceremony_for(pact)
    context = shown.text_context(pact)
    signer = shown.capacity_of(membership, request.user, pact, ceremony)
    form = _form(request, context["digest"], signer)
    if submit(form, _act(form, membership, pact, ceremony)):
        tell(request, _("The signature is given."))
        return _to_signed(request, form.done)
    if form.is_bound and (given := shown.given_by(pact, membership.unit)):
        return _to_signed(request, given)  # while this was being sent the unit signed: elsewhere, or by a double click
    if form.is_bound and wants_json(request):
        return say_refused(form)
    context |= _standing(pact, ceremony, membership) | _asked_again(form, pact)
    context |= {"form": form, "signer": signer, "ceremony": ceremony, "membership": membership}
    return page(request, "pacts/sign.html", context | _ways(pact, membership))


def _to_signed(request: HttpRequest, line: Signature) -> HttpResponse:
    where = line.get_absolute_url()
    return JsonResponse({"to": where}) if wants_json(request) and request.method == "POST" else redirect(where)


def wants_json(request: HttpRequest) -> bool:
    """Sent by script, which stays on the page so that a refusal or a lost line loses nothing typed or drawn."""
    return request.headers.get("Accept") == "application/json"


def say_refused(form) -> JsonResponse:
    told = {name: [str(one) for one in errors] for name, errors in form.errors.items()}
    return JsonResponse({"errors": told, "changed": form.data.get("digest", "") != form.current}, status=422)


def _ways(pact: Pact, membership) -> dict:
    """The unit stands in each address, so that a page sent late never signs for another unit of the same commander."""
    own = f"?don-vi={membership.unit_id}"
    return {"action": own, "ajax": True, "decline_url": reverse("pacts:decline", args=[pact.pk]) + own}


def _form(request: HttpRequest, digest: str, signer) -> SignForm:
    words = {"current": digest, "acting_for": signer.acting_for, **_proven(request)}
    return SignForm(request.POST or None, initial={"acting_document": signer.acting_document}, **words)


def _proven(request: HttpRequest) -> dict:
    """How a form asks who it is: the account is the one logged in, the secret is given anew."""

    def prove(_name: str, secret: str) -> proving.Proof:
        return proving.prove(request, request.user.username, secret)

    return {"prove": prove, "has_codes": proving.has_codes(request.user)}


def _act(form: SignForm, membership, pact: Pact, ceremony: Ceremony | None):
    """The code is spent and the line written in one transaction."""

    def act(**facts) -> Signature:
        form.proof.spend()
        words = {"pact": pact, "ceremony": ceremony, "digest": facts["digest"], "by": form.proof.user}
        return signing.sign(membership, **words, hand=form.hand(Signature.How.ACCOUNT))

    return act


def _standing(pact: Pact, ceremony: Ceremony | None, membership) -> dict:
    lines = pact.signatures.filter(unit=membership.unit, part=Signature.Part.PARTY)
    return {
        "hindrances": shown.hindrances(pact, ceremony, membership.unit),
        "place": shown.place_in(ceremony, pact, membership.unit),
        "refusal": lines.filter(outcome=Signature.Outcome.DECLINED, struck_at=None).first(),
        "struck": lines.filter(outcome=Signature.Outcome.SIGNED, struck_at__isnull=False).last(),
    }


def _asked_again(form: SignForm, pact: Pact) -> dict:
    """A changed text is said before the text, with what changed where that is known."""
    if not form.is_bound:
        return {}
    seen = form.data.get("digest", "")
    changed = form.has_error("__all__", "changed") or seen != form.current
    form.show_again()
    return {"has_changed": changed, "changes": shown.changes_since(pact, seen) if changed else []}


def own_membership(user, pact: Pact, wanted: str | None = None):
    """The membership of a unit this user commands, the one wanted or one that still has to sign; 403 without any."""
    units = [duty.unit_id for duty in user.duties_today if duty.role == Role.COMMANDER]
    own = [row for row in pact.members() if row.unit_id in units and user.has_perm("pacts.sign", row)]
    if not own:
        raise PermissionDenied
    if wanted is not None:
        return _wanted(own, number_in(wanted))
    signed = set(pact.signatures.of_parties().signed().filter(unit__in=units).values_list("unit_id", flat=True))
    return min(own, key=lambda row: row.unit_id in signed)


def _wanted(own: list, unit: int | None):
    for row in own:
        if row.unit_id == unit:
            return row
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """With a reason and the password or code anew; the unit may sign later all the same."""
    pact = get_for(request.user, Pact, pk)
    membership = own_membership(request.user, pact, request.GET.get("don-vi"))
    if given := shown.given_by(pact, membership.unit):
        return redirect("pacts:signed", pact.pk, given.pk)
    form = DeclineForm(request.POST or None, **_proven(request))
    if submit(form, _refuse(form, membership, pact)):
        tell(request, _("It is recorded that the unit declines. It may still sign until the pact is sealed."))
        return redirect(pact)
    if form.is_bound:
        form.show_again()
    back = f"{reverse('pacts:sign', args=[pact.pk])}?don-vi={membership.unit_id}"
    words = {"title": _("Decline to sign"), "about": pact.title, "button": _("Decline to sign"), "back": back}
    return page(request, "blocs/form.html", {"form": form, "pact": pact, **words})


def _refuse(form: DeclineForm, membership, pact: Pact):
    """As with a signature, the code is spent and the line written in one transaction."""

    def act(reason: str, **_secret: str) -> Signature:
        form.proof.spend()
        words = {"pact": pact, "ceremony": shown.ceremony_for(pact), "reason": reason, "by": form.proof.user}
        return signing.decline(membership, **words, proof=form.proof.kind)

    return act


@require_safe
def signed(request: HttpRequest, pk: int, signature: int) -> HttpResponse:
    """What was signed: reference code, time, capacity and the digest of the text, for whoever may see the pact."""
    pact = get_for(request.user, Pact, pk)
    rows = pact.signatures.select_related("unit", "ceremony").prefetch_related("files")
    line = get_object_or_404(rows, pk=signature, outcome=Signature.Outcome.SIGNED)
    own = {duty.unit_id for duty in request.user.duties_today if duty.role == Role.COMMANDER}
    context = {"pact": pact, "line": line, "is_own": line.unit_id in own, "picture": getattr(line, "image", None)}
    context["may_add"] = request.user.has_perm("pacts.add_signature_file", line)
    context["still"] = [row for row in pact.members() if row.unit_id in own and not shown.given_by(pact, row.unit)]
    return page(request, "pacts/signed.html", context)


@require_safe
def signature_image(request: HttpRequest, pk: int, signature: int) -> HttpResponse:
    """The drawn signature, for whoever may see the pact."""
    pact = get_for(request.user, Pact, pk)
    line = get_object_or_404(pact.signatures.select_related("image"), pk=signature, image__isnull=False)
    return HttpResponse(bytes(line.image.png), content_type="image/png")
