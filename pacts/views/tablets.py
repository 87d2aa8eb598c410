"""The tablet on the signing table. Whoever holds it is nobody; the account is asked with each signature."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from blocs import proving
from blocs.logic.lifecycle import Refused
from blocs.models import Unit
from blocs.pages import page, submit
from pacts import hall
from pacts import signing_page as shown
from pacts.actions import tablets as actions
from pacts.actions.signing import as_signer
from pacts.forms.signing import RehearsalForm, TabletForm
from pacts.logic.run_sheet import AT_THE_TABLE, Tile
from pacts.models import Device, Pact, Signature
from pacts.pulse import answer_to
from pacts.staging import picture_of
from pacts.views.signing import say_refused, wants_json

NOBODY = {"user": AnonymousUser(), "nav": []}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request: HttpRequest, token: str) -> HttpResponse:
    """Whose turn it is; the text and the form of the unit that sat down; what was signed."""
    known = _pass(token)
    if known.is_gone:
        return render(request, "410.html", status=410)
    hall.mark_seen(known)
    device = Device.objects.select_related("ceremony").get(pk=known.device)
    picture = picture_of(device.ceremony)
    tile = _tile(picture, request.GET.get("luot", ""))
    if tile is not None and request.GET.get("xong"):
        return _done(request, device, tile)
    if request.method == "POST":
        return _posted(request, device, picture, tile)
    if tile is not None and tile.has_signed:
        return _done(request, device, tile)  # the answer to the signature was lost on its way, or one went back
    if tile is None or tile.state not in AT_THE_TABLE or picture.run.paused_at:
        return _stage(request, device, picture)
    return _form_page(request, device, tile, _form(request, picture, tile))


@login_not_required
@require_safe
def tablet_state(request: HttpRequest, token: str) -> HttpResponse:
    """Polls are answered before they come here (pacts/pulse.py); what comes is a key nobody has, or HEAD."""
    return answer_to(request, _pass(token))


def _pass(token: str) -> hall.Pass:
    """Raises Http404 for a key that is no tablet's."""
    known = hall.pass_of(Device.Kind.TABLET, token)
    if known is None:
        raise Http404
    return known


def _tile(picture, key: str) -> Tile | None:
    return next((tile for tile in picture.tiles if tile.key == key), None)


def _stage(request: HttpRequest, device: Device, picture, *, sentences=(), status: int = 200) -> HttpResponse:
    """Between two signatures: who is invited, or that nobody is."""
    called = [tile for tile in picture.tiles if tile.state in AT_THE_TABLE]
    context = {"device": device, "ceremony": device.ceremony, "picture": picture, "called": called}
    context |= {"sentences": sentences, "illustrative": device.ceremony.is_illustrative, **_rehearsal(picture)}
    return page(request, "pacts/tablet.html", context | NOBODY, status=status)


def _rehearsal(picture) -> dict:
    return {"rehearsal": bool(picture.run and picture.run.is_rehearsal)}


def _posted(request: HttpRequest, device: Device, picture, tile: Tile | None) -> HttpResponse:
    if tile is None:
        return _stage(request, device, picture, sentences=[_("That turn is over.")], status=409)
    if "begin" in request.POST:
        return _sat_down(request, device, picture, tile)
    if tile.has_signed:
        return _to_done(request, tile)  # sent again over a broken line, or from a second tablet: signed once
    form = _form(request, picture, tile)
    if submit(form, _act(device, form, picture, tile)) or shown.given_by(*_named(tile)):
        return _to_done(request, tile)  # signed now, or by another tablet while this was being sent
    return _refused(request, device, tile, form)


def _sat_down(request: HttpRequest, device: Device, picture, tile: Tile) -> HttpResponse:
    try:
        actions.sit_down(device, *_named(tile))
    except Refused as refusal:
        return _stage(request, device, picture, sentences=refusal.sentences, status=409)
    return redirect(f"{reverse('pacts:tablet', args=[device.token])}?luot={tile.key}")


def _named(tile: Tile) -> tuple[Pact, Unit]:
    return Pact.objects.get(pk=tile.pact), Unit.objects.get(pk=tile.unit)


def _form(request: HttpRequest, picture, tile: Tile):
    pact, unit = _named(tile)
    if _rehearsal(picture)["rehearsal"]:
        return RehearsalForm(request.POST or None, current=shown.digest_of(pact), prove=None)

    def prove(name: str, secret: str) -> proving.Proof:
        proof = proving.prove(request, name.strip(), secret)
        signer = as_signer(unit, proof.user, pact.day) if _commands(proof.user, pact, unit) else None
        if signer is not None and signer.acting_for and not signer.acting_document:
            form.ask_document()
        return proof

    form = TabletForm(request.POST or None, current=shown.digest_of(pact), prove=prove, acting_for="?")
    return form


def _commands(user, pact: Pact, unit: Unit) -> bool:
    own = next((row for row in pact.members() if row.unit_id == unit.pk), None)
    return own is not None and user.has_perm("pacts.sign", own)


def _act(device: Device, form, picture, tile: Tile):
    pact, unit = _named(tile)

    def act(**facts):
        if form.proof is None:
            return actions.play_on_tablet(device, pact, unit)
        form.proof.spend()
        hand = form.hand(Signature.How.TABLET)
        return actions.sign_on_tablet(device, pact, unit, by=form.proof.user, digest=facts["digest"], hand=hand)

    return act


def _refused(request: HttpRequest, device: Device, tile: Tile, form) -> HttpResponse:
    """A refusal as a page, or as sentences for the script that keeps what was typed and drawn where it is."""
    if wants_json(request):
        return say_refused(form)
    seen = form.data.get("digest", "")
    changed = seen != form.current
    form.show_again()
    pact = Pact.objects.get(pk=tile.pact)
    words = {"has_changed": changed, "changes": shown.changes_since(pact, seen) if changed else []}
    return _form_page(request, device, tile, form, **words)


def _form_page(request: HttpRequest, device: Device, tile: Tile, form, **words) -> HttpResponse:
    pact = Pact.objects.get(pk=tile.pact)
    here = reverse("pacts:tablet", args=[device.token])
    context = {"device": device, "ceremony": device.ceremony, "tile": tile, "form": form, "ajax": True}
    context |= {"action": f"{here}?luot={tile.key}", "back_url": here, "rehearsal": form.is_rehearsal}
    context |= {"illustrative": device.ceremony.is_illustrative, **shown.text_context(pact), **words}
    return page(request, "pacts/tablet_sign.html", context | NOBODY)


def _to_done(request: HttpRequest, tile: Tile) -> HttpResponse:
    """Script is told where to go; a form sent without it is led there."""
    where = f"{request.path}?luot={tile.key}&xong=1"
    if wants_json(request):
        return JsonResponse({"to": where})
    return redirect(where)


def _done(request: HttpRequest, device: Device, tile: Tile) -> HttpResponse:
    """The confirmation of the unit's one signature, whichever tablet gave it; in a rehearsal what was played."""
    pact = Pact.objects.get(pk=tile.pact)
    line = shown.given_by(pact, Unit.objects.get(pk=tile.unit))
    if line is None and not tile.has_signed:
        return redirect("pacts:tablet", device.token)
    context = {"device": device, "ceremony": device.ceremony, "pact": pact, "line": line, "tile": tile}
    context |= {"illustrative": device.ceremony.is_illustrative, "rehearsal": line is None}
    return page(request, "pacts/tablet_done.html", context | NOBODY)
