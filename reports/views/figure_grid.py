"""What the result grid asks while it is being filled: save these rows; what does this old font read like."""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.request import RawPostDataException
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.logic.lifecycle import Refused
from blocs.pages import submit
from reports.actions.figures import record_figures
from reports.desks import Desk, desk_for
from reports.forms.figure_batch import FigureBatch, ToldRow
from reports.logic.figure_rows import rows_in
from reports.logic.old_fonts import in_unicode, runs_in
from reports.logic.standing import Standing
from reports.sheets import lines_of

UNREADABLE = 409


@require_POST
def figure_save(request: HttpRequest):
    """A batch of rows as JSON. Right rows are kept beside wrong ones; the answer says what became of each."""
    desk = desk_for(request.user, request.GET.get("ky"), request.GET.get("don_vi"))
    try:
        batch = FigureBatch(rows_in(_json_of(request)), desk.report)
    except Refused as refusal:
        return _refused(refusal.sentences)
    done = submit(batch, record_figures, reporting=desk.reporting, unit=desk.unit, by=request.user)
    return JsonResponse(_answer(desk, batch)) if done else _refused(batch.refusals)


@require_POST
def figure_fonts(request: HttpRequest):
    """Runs of pasted text as JSON [[text, font]] → their reading in Unicode, in the same order. Nothing is kept."""
    try:
        runs = runs_in(_json_of(request))
    except Refused as refusal:
        return _refused(refusal.sentences)
    return JsonResponse({"texts": [in_unicode(text, font) for text, font in runs]})


def _json_of(request) -> Any:
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException) as error:
        raise Refused(_("The page sent something that cannot be read; reload it and try again.")) from error


def _refused(sentences) -> JsonResponse:
    return JsonResponse({"said": " ".join(map(str, sentences)), "rows": {}}, status=UNREADABLE)


def _answer(desk: Desk, batch: FigureBatch) -> dict[str, Any]:
    lines = lines_of(desk.reporting, desk.unit, {})
    standings = {line.pledge.pk: line.standing for line in lines if line.pledge.pk in batch.typed}
    rows = {pk: _row_answer(told, standings.get(pk)) for pk, told in batch.told().items()}
    said = _("Saved at %(time)s") % {"time": timezone.localtime().strftime("%H:%M")}
    return {"said": said, "rows": rows}


def _row_answer(told: ToldRow, standing: Standing | None) -> dict[str, Any]:
    state = render_to_string("reports/_row_state.html", {"standing": standing}) if standing else ""
    return vars(told) | {"state": state}
