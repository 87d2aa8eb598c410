"""The rows of a draft while they are typed: a batch of them as JSON, and one of them by a plain form."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blocs.logic.lifecycle import Refused
from blocs.pages import get_for, submit
from pacts.actions.pledge_rows import Typing, save_rows
from pacts.actions.pledges import edit_pledge
from pacts.forms.pledges import PledgeRowForm
from pacts.logic.row_batch import FIELDS, TypedRow, rows_in
from pacts.models import Pact, Pledge
from pacts.pledge_page import as_read, contents_of, labels, sentences, values_of
from pacts.views.pacts import pact_page, the_pact

MADE = "made_rows"
MOST_MADE = 100


def wants_json(request) -> bool:
    return request.headers.get("Accept") == "application/json"


def told(view: Callable) -> Callable:
    """A refusal reaches a script as its sentences; a page gets it from the middleware as everywhere."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            if not wants_json(request):
                raise
            return JsonResponse({"said": " ".join(map(str, refusal.sentences))}, status=409)

    return answered


@require_POST
@told
def pledge_rows(request, pk):
    """Saves what can be saved and says of each row what became of it; a row that came twice is made once."""
    pact = the_pact(request, pk, "pacts.edit")
    typed = _posted(request)
    made = request.session.get(MADE, {})
    rows = [_typing(pact, row, made) for row in typed]
    save_rows(pact, [row for row in rows if not row.is_gone], by=request.user)
    _remember(request, made, rows, typed)
    return JsonResponse(_answer(pact, rows))


def _posted(request) -> list[TypedRow]:
    try:
        posted = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException) as error:
        raise Refused(_("The page sent something that is no row; reload it and try again.")) from error
    if not isinstance(posted, dict) or set(posted) != {"rows"}:
        raise Refused(_("The page sent something that is no row; reload it and try again."))
    return rows_in(posted["rows"])


def _typing(pact: Pact, typed: TypedRow, made: dict[str, int]) -> Typing:
    """The stored row (or a new one) with what was typed in it; fields that cannot be read keep their stored value."""
    known = typed.row or made.get(typed.key)
    pledge = pact.pledges.filter(pk=known).first() if known else _new(pact, typed)
    if pledge is None:
        return Typing(typed.key, Pledge(pact=pact), is_gone=True)
    fields = values_of(pledge) | typed.fields
    form = PledgeRowForm(fields | {"revision": typed.revision or 0}, instance=pledge, pact=pact, complete=False)
    form.is_valid()
    errors = {name: list(map(str, found)) for name, found in form.errors.items()}
    return Typing(typed.key, pledge, typed.revision, typed.after, errors)


def _new(pact: Pact, typed: TypedRow) -> Pledge:
    return Pledge(pact=pact, section=pact.sections.filter(pk=typed.section).first())


def _remember(request, made: dict[str, int], rows: list[Typing], typed: list[TypedRow]) -> None:
    """Which new row became which pledge, so that a batch sent again after a lost answer makes none twice."""
    new = {one.key for one in typed if one.row is None}
    fresh = {row.key: row.pledge.pk for row in rows if row.key in new and row.pledge.pk}
    if fresh:
        request.session[MADE] = dict(list({**made, **fresh}.items())[-MOST_MADE:])


def _answer(pact: Pact, rows: list[Typing]) -> dict[str, Any]:
    waiting = sum(not row.is_saved for row in rows)
    now = timezone.localtime()
    said = _("Saved at %(time)s") % {"time": f"{now.hour:02}:{now.minute:02}"}
    left = ngettext("%(n)s row is not saved yet, see the row.", "%(n)s rows are not saved yet, see the rows.", waiting)
    words = [said] if waiting < len(rows) else []
    return {
        "said": " · ".join(words + ([left % {"n": waiting}] if waiting else [])),
        "rows": {row.key: _fate(row) for row in rows},
        "total": pact.pledges.count(),
    }


def _fate(row: Typing) -> dict[str, Any]:
    if row.is_gone:
        return {"gone": _("This row was deleted meanwhile. What was typed stays here; it can be added as a new row.")}
    if row.now is not None:
        return {"conflict": _conflict(row)}
    errors = {name: found for name, found in (row.errors or {}).items() if name in FIELDS}
    told = {"errors": errors, "problems": [] if errors else sentences(row.pledge)}
    if row.pledge.pk:
        told |= {"row": row.pledge.pk, "revision": row.pledge.revision, "copy": row.pledge.is_unreviewed_copy}
    return told


def _conflict(row: Typing) -> dict[str, Any]:
    """Both values of each field that differs, and who saved the other one, when."""
    theirs, typed = as_read(row.now), values_of(row.now)
    mine = as_read(row.pledge)
    last = Pledge.history.filter(id=row.now.pk).order_by("-history_id").select_related("history_user").first()
    at = timezone.localtime(last.history_date) if last else timezone.localtime()
    words = {"who": (last and last.history_user) or _("Somebody else"), "time": f"{at.hour:02}:{at.minute:02}"}
    differing = [name for name in labels() if mine[name] != theirs[name]]
    told = [
        {
            "name": name,
            "label": labels()[name],
            "mine": mine[name] or "—",
            "theirs": theirs[name] or "—",
            "value": typed[name],
        }
        for name in differing
    ]
    said = _("%(who)s changed this row at %(time)s. Choose the value to keep.") % words
    return {"said": said, "revision": row.now.revision, "fields": told}


def restored(request, pact: Pact, pledge: Pledge) -> dict[str, Any]:
    """The row put back, as a piece of the page, and where it stands."""
    part = next(part for part in contents_of(pact).parts if any(row.pk == pledge.pk for row in part.rows))
    place = next(place for place, row in enumerate(part.rows) if row.pk == pledge.pk)
    context = {"row": part.rows[place], "part": part, "pact": pact}
    html = render_to_string("pacts/_pledge_row.html", context, request=request)
    return {"html": html, "part": part.key, "place": place, "said": _("The row is back at its place.")}


def pledge_row(request, pk):
    """One row of the list sent by a plain form; what is wrong is shown on a page of its own, nothing typed is lost."""
    rows = Pledge.objects.visible_to(request.user).select_related("pact__bloc__season", "section")
    pledge = get_for(request.user, Pledge, pk, "pacts.edit", queryset=rows)
    back = reverse("pacts:pact_contents", args=[pledge.pact_id]) + f"#noi-dung-{pk}"
    form = PledgeRowForm(request.POST or None, instance=pledge, pact=pledge.pact)
    if submit(form, edit_pledge, by=request.user):
        return redirect(back)
    context = {"pledge": pledge, "form": form, "back": back, "page_name": _("Edit a pledge")}
    return pact_page(request, "pacts/pledge_edit.html", pledge.pact, **context)
