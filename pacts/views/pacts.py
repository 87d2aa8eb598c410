"""Pages of a pact: the list, the pact itself, its check, its paper, its canonical text, and its doors."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from blocs.logic.wording import Person
from blocs.pages import doors, get_for, number_in, page, paged, require, submit, tell
from pacts.access import blocs_run_by
from pacts.actions import pacts as actions
from pacts.actions.frozen import as_on
from pacts.check_page import faults_of, opened_by, totals_of
from pacts.desk import table_of
from pacts.forms.pacts import ErratumForm, OpeningForm, PactForm, TemplateForm
from pacts.hindrances import hindrances_of
from pacts.logic.differences import differences
from pacts.logic.obstacles import PACT
from pacts.logic.signing import tally
from pacts.models import CriteriaTable, Pact, Signature
from pacts.models.outline import Part, outline_of, titles_by_unit
from pacts.table_page import fed_by_pledges
from pacts.text import canonical_of, digest_of, text_of


def the_pact(request, pk, perm=None) -> Pact:
    rows = Pact.objects.visible_to(request.user).select_related("bloc__season", "bloc__series", "amends")
    return get_for(request.user, Pact, pk, perm, queryset=rows)


def doors_of(pact, user):
    """Opening asks for the declaration, so its door leads to the page where that is made."""
    names = {"open": "pact_check", "seal": "pact_seal", "reopen": "pact_reopen"}
    urls = {verb: reverse(f"pacts:{name}", args=[pact.pk]) for verb, name in names.items()}
    confirm = {"seal": _("A sealed text can never be changed. Seal this pact?")}
    return doors(PACT, pact, user, app="pacts", urls=urls, confirm=confirm, asked=("open",))


def _witnesses(pact):
    return pact.signatures.standing().filter(part=Signature.Part.WITNESS)


def pact_page(request, template, pact, **context):
    """A page about one pact; made-up data say so on each of them."""
    return page(request, template, {"pact": pact, "illustrative": pact.bloc.is_illustrative, **context})


def _on_paper(line, day) -> Person:
    """Who stands under the unit's name: who has signed, else the leader of the day, else nobody yet."""
    if line.signature:
        return Person(line.signature.rank, line.signature.name, position=line.signature.position)
    facts = as_on(line.leader, day, line.unit) if line.leader else {"rank": "", "name": "", "position": ""}
    return Person(facts["rank"], facts["name"], position=facts["position"])


def pact_list(request):
    """By season, the newest first; an older version stands under the one that amends it. `?bloc=` names one bloc."""
    rows = Pact.objects.visible_to(request.user).select_related("bloc__season", "bloc__series")
    if bloc := number_in(request.GET.get("bloc")):
        rows = rows.filter(bloc=bloc)
    listed = paged(request, rows.with_counts().in_seasons())
    return page(request, "pacts/pact_list.html", {"page": listed, "may_draft": blocs_run_by(request.user).exists()})


def pact_detail(request, pk):
    pact = the_pact(request, pk)
    table = table_of(pact, pact.day)
    may = {name: _may(request.user, pact, name) for name in MAY}
    parts = outline_of(pact)
    return pact_page(
        request,
        "pacts/pact_detail.html",
        pact,
        parts=_with_criteria(parts, pact),
        hindrances=hindrances_of(pact, parts, request.user),
        titles=titles_by_unit(pact),
        table=table,
        tally=tally(table),
        witnesses=_witnesses(pact),
        doors=doors_of(pact, request.user),
        versions=pact.bloc.pacts.order_by("version"),
        **may,
    )


def _with_criteria(parts: list[Part], pact: Pact) -> list[Part]:
    """Each pledge with the criteria it feeds."""
    fed = fed_by_pledges(CriteriaTable.objects.filter(pact=pact).first())
    for line in (line for part in parts for line in part.lines):
        line.fed = fed.get(line.pledge.pk, [])
    return parts


# What the page offers beside its doors: the verb, and of which pacts it can be asked.
MAY = {
    "may_edit": ("edit", lambda pact: pact.is_editable),
    "may_plan": ("edit", lambda pact: not pact.is_sealed),
    "may_keep": ("edit", lambda pact: True),
    "may_amend": ("amend", lambda pact: pact.is_newest()),
    "may_correct": ("correct", lambda pact: pact.is_sealed),
}


def _may(user, pact, name) -> bool:
    verb, fits = MAY[name]
    return user.has_perm(f"pacts.{verb}", pact) and fits(pact)


def pact_edit(request, pk):
    pact = the_pact(request, pk, "pacts.edit")
    form = PactForm(request.POST or None, instance=pact)
    if submit(form, lambda row, **who: actions.edit_pact(row, **form.beside, **who), by=request.user):
        tell(request, _("The heading of the pact is saved."))
        return redirect("pacts:pact_contents", pk)
    return _form_page(request, the_pact(request, pk), form, _("Heading of the pact"))


def _form_page(request, pact, form, name):
    back = pact.get_absolute_url()
    return pact_page(request, "pacts/pact_form.html", pact, form=form, page_name=name, back=back)


def pact_check(request, pk):
    """All that is promised and all that still stands in the way; then the declaration that opens it for signature.

    Once it is open the page says so, when, by whom and what comes next, however often it is loaded.
    """
    pact = the_pact(request, pk)
    if request.method == "POST":
        require(request.user, "pacts.open", pact)
    form = OpeningForm(request.POST if request.method == "POST" else None)
    if submit(form, lambda declared, by: actions.open_pact(pact, by=by), by=request.user):
        return redirect("pacts:pact_check", pk)
    parts = outline_of(pact)
    return pact_page(
        request,
        "pacts/pact_check.html",
        pact,
        form=form,
        parts=parts,
        faults=faults_of(pact, parts),
        totals=totals_of(pact, parts),
        opened_by=opened_by(pact),
        members=pact.members(),
        may_edit=_may(request.user, pact, "may_edit"),
        may_plan=_may(request.user, pact, "may_plan"),
        copies=pact.pledges.filter(is_unreviewed_copy=True).count(),
        changes=differences(text_of(pact.amends), text_of(pact)) if pact.amends else None,
    )


def pact_print(request, pk):
    """The paper for the hall: always Vietnamese, and on it nothing that can be pressed."""
    pact = the_pact(request, pk)
    with override("vi"):
        return pact_page(
            request,
            "pacts/pact_print.html",
            pact,
            parts=outline_of(pact),
            titles=titles_by_unit(pact),
            signers=[(line, _on_paper(line, pact.day)) for line in table_of(pact, pact.day)],
            members=pact.members(),
            witnesses=_witnesses(pact),
        )


def pact_text(request, pk):
    """The canonical text and nothing else, so that its SHA-256 is the digest; the digest travels in the head."""
    pact = the_pact(request, pk)
    answer = HttpResponse(canonical_of(pact), content_type="text/plain; charset=utf-8")
    answer["X-Pact-Digest"] = f"sha-256={digest_of(pact)}"
    answer["X-Pact-State"] = pact.state
    return answer


def _press(request, pk, verb, action, said):
    pact = action(the_pact(request, pk, f"pacts.{verb}"), by=request.user)
    tell(request, said)
    return redirect(pact)


@require_POST
def pact_reopen(request, pk):
    return _press(request, pk, "reopen", actions.reopen, _("The pact is a draft again."))


@require_POST
def pact_seal(request, pk):
    return _press(request, pk, "seal", actions.seal, _("The pact is sealed. Its text never changes again."))


@require_POST
def pact_amend(request, pk):
    return _press(request, pk, "amend", actions.amend, _("A new version is ready to be edited."))


def pact_correct(request, pk):
    pact = the_pact(request, pk, "pacts.correct")
    form = ErratumForm(request.POST or None, pact=pact)
    if submit(form, lambda row, by: actions.correct(pact, text=row.text, by=by), by=request.user):
        tell(request, _("The erratum stands beside the seal."))
        return redirect(pact)
    return _form_page(request, pact, form, _("Erratum beside the seal"))


def pact_template(request, pk):
    pact = the_pact(request, pk, "pacts.edit")
    form = TemplateForm(request.POST or None)
    if submit(form, partial(actions.save_as_template, pact), by=request.user):
        tell(request, _("The template is saved."))
        return redirect(pact)
    return _form_page(request, pact, form, _("Save as a template"))
