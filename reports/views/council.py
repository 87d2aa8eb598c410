"""The council's decision on a list, and the revocation of what was granted."""

from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.pages import get_for, page, submit, tell
from reports import proposing, submission_showing
from reports.actions import council as actions
from reports.forms.proposals import CouncilForm, RevokeForm
from reports.models import Honour, Submission
from reports.views.proposals import submission_for


def honour_decide(request: HttpRequest, pk: int):
    made = submission_for(request, pk, "reports.decide_submission")
    if made.state != Submission.State.SENT:
        return redirect("reports:honour_submission", pk)
    slate = proposing.Slate(made.bloc, made)
    form = CouncilForm(request.POST or None, submission=made, honours=slate.honours)
    if submit(form, _deciding(made, form), by=request.user):
        tell(request, _("The council's decision is recorded."))
        return redirect("reports:honour_submission", pk)
    context = {
        "bloc": made.bloc,
        "submission": made,
        "form": form,
        "lines": submission_showing.verdicts_told(slate, form),
        "heads": [form[name] for name in ("authority", "decision_number", "decided_on", "council_note")],
        "quotas": made.quota_table,
    }
    return page(request, "reports/honour_decide.html", context)


def _deciding(made: Submission, form: CouncilForm):
    def decide(*, by, revision, **_said):
        return actions.decide_submission(made, form.decision(), form.verdicts(), by=by, revision=revision)

    return decide


def honour_revoke(request: HttpRequest, pk: int):
    honour = get_for(request.user, Honour, pk, "reports.revoke_honour")
    form = RevokeForm(request.POST or None, initial={"revision": honour.revision})
    if submit(form, lambda **said: actions.revoke_honour(honour, **said), by=request.user):
        tell(request, _("The honour is revoked; where it is public, the page says so with the ground."))
        return redirect(f"{_list()}?khoi={honour.bloc_id}")
    return page(request, "reports/honour_revoke.html", {"bloc": honour.bloc, "honour": honour, "form": form})


def _list() -> str:
    return reverse("reports:honour_list")
