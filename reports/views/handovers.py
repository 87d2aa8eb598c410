"""Turning the year: who heads the bloc next, what is handed over, and the signatures of both sides."""

from functools import partial

from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from blocs import proving
from blocs.actions.renewal import propose_renewal
from blocs.models import Bloc, Headship
from blocs.pages import get_for, page, paged, require, submit, tell
from reports.actions import handovers as actions
from reports.actions.heads import NEXT, choose_heads
from reports.forms.handovers import HandoverItemForm, HeadsForm, ProofForm, ReceiveForm, ReturnHandoverForm
from reports.handing_over import Dossier, dossier_of, from_text, worded_day
from reports.models import Handover, HandoverItem

TITLES = {
    "papers": gettext_lazy("Papers issued"),
    "drafts": gettext_lazy("Drafts"),
    "open": gettext_lazy("Open matters"),
    "funds": gettext_lazy("Funds"),
    "things": gettext_lazy("Things and files"),
    "calendar": gettext_lazy("Calendar of the coming weeks"),
    "duties": gettext_lazy("Duties"),
}


def handover_list(request: HttpRequest):
    """The blocs this person sees, the newest first, each with its handover."""
    rows = Bloc.objects.visible_to(request.user).with_names().select_related("handover").order_by("-season__starts_on")
    shown = paged(request, rows)
    for bloc in shown:
        bloc.may_open = _may_open(request.user, bloc)
    return page(request, "reports/handover_list.html", {"page": shown})


def _may_open(user, bloc: Bloc) -> bool:
    """Where there is no handover yet, only those who prepare one have anything to see."""
    row = getattr(bloc, "handover", None)
    if row is None:
        return user.has_perm("reports.prepare_handover", bloc)
    row.bloc = bloc
    return user.has_perm("reports.read_handover", row)


def _bloc(request: HttpRequest, pk: int, perm: str | None = None) -> Bloc:
    return get_for(request.user, Bloc, pk, perm, queryset=Bloc.objects.visible_to(request.user).with_names())


def _handover(request: HttpRequest, bloc: Bloc, perm: str) -> Handover:
    row = Handover.objects.filter(bloc=bloc).select_related("from_unit", "to_unit").first()
    if row is None:
        raise Http404
    row.bloc = bloc
    require(request.user, perm, row)
    return row


def _back(bloc: Bloc):
    return redirect("reports:handover_detail", bloc.pk)


# --- Heads for the next season ------------------------------------------------------------------


def handover_heads(request: HttpRequest, pk: int):
    """Proposed from the rota; elected or assigned where the bloc does so."""
    bloc = _bloc(request, pk, "reports.choose_heads")
    chosen = list(bloc.headships.filter(part__in=NEXT).select_related("unit"))
    proposal = propose_renewal(bloc, bloc.season)
    first = {"head": proposal.head.unit, "deputy": proposal.deputy.unit, "chosen": Headship.Chosen.ROTA}
    first["deputy_chosen"] = Headship.Chosen.ROTA
    form = HeadsForm(request.POST or None, bloc=bloc, is_correction=bool(chosen), initial=first)
    if submit(form, partial(choose_heads, bloc), by=request.user):
        tell(request, _("Head and deputy for the next season are recorded."))
        return _back(bloc)
    past = Headship.objects.filter(bloc__series=bloc.series_id, part=Headship.Part.HEAD)
    past = past.select_related("unit", "bloc__season").order_by("-bloc__season__starts_on")[:12]
    context = {"bloc": bloc, "form": form, "chosen": chosen, "past": past, "after": _after(bloc)}
    return page(request, "reports/handover_heads.html", context)


def _after(bloc: Bloc) -> Bloc | None:
    return Bloc.objects.filter(previous=bloc).with_names().first()


# --- The dossier --------------------------------------------------------------------------------


def handover_detail(request: HttpRequest, pk: int):
    """The dossier as it stands, or as it was signed; where there is none yet, the way to it."""
    bloc = _bloc(request, pk)
    row = Handover.objects.filter(bloc=bloc).select_related("from_unit", "to_unit").first()
    if row is None:
        require(request.user, "reports.prepare_handover", bloc)
        return page(request, "reports/handover_begin.html", {"bloc": bloc, "chosen": _chosen(bloc)})
    row.bloc = bloc
    require(request.user, "reports.read_handover", row)
    context = {
        "bloc": bloc,
        "handover": row,
        "sections": _sections(dossier_of(row)),
        "returned": [{"row": one, "sections": _sections(from_text(one.dossier))} for one in row.returned.all()],
        "items": row.items.all() if row.state == Handover.State.DRAFT else [],
        "form": HandoverItemForm(handover=row),
        "after": _after(bloc),
        **_rights(request.user, row),
    }
    return page(request, "reports/handover_detail.html", context)


def _chosen(bloc: Bloc):
    return bloc.headships.filter(part=Headship.Part.NEXT_HEAD).select_related("unit").first()


def _rights(user, row: Handover) -> dict[str, bool]:
    is_draft, is_handed = row.state == Handover.State.DRAFT, row.state == Handover.State.HANDED
    return {
        "may_prepare": is_draft and user.has_perm("reports.prepare_handover", row),
        "may_give": is_draft and user.has_perm("reports.hand_over", row),
        "may_take": is_handed and user.has_perm("reports.receive", row),
        "may_write": not is_draft and user.has_perm("reports.draft_document", row.bloc),
    }


def _sections(dossier: Dossier) -> list[dict]:
    return [
        {
            "slug": one.slug,
            "title": TITLES[one.slug],
            "total": one.total,
            "entries": [{"entry": entry, "day": worded_day(entry)} for entry in one.entries],
        }
        for one in dossier.sections
    ]


@require_POST
def handover_prepare(request: HttpRequest, pk: int):
    bloc = _bloc(request, pk, "reports.prepare_handover")
    actions.prepare_handover(bloc, by=request.user)
    return _back(bloc)


def handover_item(request: HttpRequest, pk: int):
    """What the system does not know by itself is added by hand."""
    bloc = _bloc(request, pk)
    row = _handover(request, bloc, "reports.prepare_handover")
    form = HandoverItemForm(request.POST or None, handover=row)
    if submit(form, actions.add_item, by=request.user):
        return _back(bloc)
    return page(request, "reports/handover_item.html", {"bloc": bloc, "handover": row, "form": form})


@require_POST
def handover_item_drop(request: HttpRequest, pk: int, row: int):
    bloc = _bloc(request, pk)
    handover = _handover(request, bloc, "reports.prepare_handover")
    item = get_for(request.user, HandoverItem, row, queryset=handover.items.all())
    actions.remove_item(item, by=request.user)
    return _back(bloc)


# --- Signed off -----------------------------------------------------------------------------------


def _prover(request: HttpRequest) -> dict:
    name = request.user.username
    return {"prove": lambda secret: proving.prove(request, name, secret), "has_codes": proving.has_codes(request.user)}


def handover_give(request: HttpRequest, pk: int):
    bloc = _bloc(request, pk)
    row = _handover(request, bloc, "reports.hand_over")
    form = ProofForm(request.POST or None, **_prover(request))
    if submit(form, lambda **facts: actions.hand_over(row, proof=form.proof)):
        tell(request, _("The dossier is handed over; it waits for the other side."))
        return _back(bloc)
    context = {"bloc": bloc, "handover": row, "form": form, "sections": _sections(dossier_of(row)), "is_giving": True}
    return page(request, "reports/handover_sign.html", context)


def handover_receive(request: HttpRequest, pk: int):
    bloc = _bloc(request, pk)
    row = _handover(request, bloc, "reports.receive")
    form = ReceiveForm(request.POST or None, **_prover(request))
    if submit(form, lambda reservation="", **facts: actions.receive(row, reservation=reservation, proof=form.proof)):
        tell(request, _("The dossier is received. The minutes can be written now."))
        return _back(bloc)
    context = {"bloc": bloc, "handover": row, "form": form, "sections": _sections(dossier_of(row)), "is_giving": False}
    return page(request, "reports/handover_sign.html", context)


def handover_return(request: HttpRequest, pk: int):
    bloc = _bloc(request, pk)
    row = _handover(request, bloc, "reports.receive")
    form = ReturnHandoverForm(request.POST or None)
    if submit(form, partial(actions.return_handover, row), by=request.user):
        tell(request, _("The dossier goes back to the giving side with your reason."))
        return _back(bloc)
    return page(request, "reports/handover_return.html", {"bloc": bloc, "handover": row, "form": form})
