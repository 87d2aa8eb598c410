"""Many rows at once: pasted from a spreadsheet with a preview, from the library, from last season; and the undo."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blocs.pages import number_in, submit, tell
from pacts import past_results
from pacts.actions import pledge_batches as actions
from pacts.actions.pacts import last_pact
from pacts.forms.pledges import PasteForm
from pacts.logic.pasted import Block, NoBlock, read_block
from pacts.models import PactTemplate
from pacts.template_page import parts_of
from pacts.views.pacts import pact_page, the_pact
from pacts.views.pledge_contents import ADDED, to_contents


def _done(request, pact, added):
    """Back to the list, where the toast offers to take all of it out again."""
    count = len(added.rows)
    said = ngettext("%(count)s row added.", "%(count)s rows added.", count) % {"count": count}
    request.session[ADDED] = {"pact": pact.pk, "said": said, "token": added.token}
    return to_contents(pact.pk, f"#noi-dung-{added.rows[0].pk}")


def pledges_paste(request, pk):
    """A block of rows: first how it reads, row by row, then (“them”) all of it or nothing."""
    pact = the_pact(request, pk, "pacts.edit")
    first = pact.sections.last()
    form = PasteForm(request.POST or None, pact=pact, initial={"section": request.GET.get("muc") or first})
    block = _read(form)
    if block and "them" in request.POST and submit(form, _paster(pact, block), by=request.user):
        return _done(request, pact, form.done)
    return pact_page(request, "pacts/pledges_paste.html", pact, form=_as_read(form, pact), pasted=block)


def _as_read(form: PasteForm, pact):
    """The form again with the decimal sign the preview was read with."""
    if form.is_bound and form.is_valid():
        form.data = form.data.copy()
        form.data["decimals"] = form.cleaned_data["decimals"]
    return form


def _read(form: PasteForm) -> Block | None:
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return read_block(form.cleaned_data["block"], dots=form.cleaned_data["decimals"] == "cham")
    except NoBlock as nothing:
        form.add_error("block", nothing.sentence)
        return None


def _paster(pact, block: Block):
    return lambda section, by, **_said: actions.paste_pledges(pact, block.rows, section=section, by=by)


def pledges_library(request, pk):
    """The templates, and the rows of the chosen one to pick from."""
    pact = the_pact(request, pk, "pacts.edit")
    chosen = number_in(request.POST.get("mau") or request.GET.get("mau"))
    template = get_object_or_404(PactTemplate, pk=chosen) if chosen else None
    if request.method == "POST" and template:
        added = actions.add_from_template(pact, template, request.POST.getlist("dong"), by=request.user)
        return _done(request, pact, added)
    parts = parts_of(template) if template else []
    context = {"templates": PactTemplate.objects.all(), "chosen": template, "parts": parts}
    return pact_page(request, "pacts/pledges_library.html", pact, **context)


@require_POST
def pledges_copy(request, pk):
    """Last season's rows this draft does not have yet."""
    pact = the_pact(request, pk, "pacts.edit")
    last = last_pact(pact.bloc)
    results = past_results.results_of(list(last.pledges.values_list("pk", flat=True))) if last else {}
    return _done(request, pact, actions.copy_missing(pact, by=request.user, results=results))


@require_POST
def pledges_undo(request, pk):
    pact = the_pact(request, pk, "pacts.edit")
    gone, kept = actions.undo_added(pact, token=request.POST.get("token", ""), by=request.user)
    words = ngettext("%(count)s row taken out again.", "%(count)s rows taken out again.", gone)
    tell(request, words % {"count": gone})
    if kept:
        left = ngettext("%(n)s row was changed since and stays.", "%(n)s rows were changed since and stay.", kept)
        tell(request, left % {"n": kept})
    return redirect("pacts:pact_contents", pk)
