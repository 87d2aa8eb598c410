"""The voter's page: choose, check, cast. What is chosen travels from page to page and is kept nowhere between."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from blocs.keeping import keeps_nothing
from blocs.pages import page, require, submit
from reports.actions.poll_voting import cast
from reports.ballot_keys import code_in_groups, new_code
from reports.forms.ballots import BallotForm
from reports.models import Poll, Voter


@keeps_nothing
@sensitive_post_parameters()
@never_cache
def poll_cast(request: HttpRequest, pk: int):
    """Who is not on the roll finds nothing here. The receipt stands on the answer itself, so no session holds it."""
    rows = Voter.objects.visible_to(request.user).select_related("poll__bloc__season")
    voter = get_object_or_404(rows, poll=pk)
    require(request.user, "reports.cast_ballot", voter)
    if voter.poll.state == Poll.State.DRAFT:
        raise Http404
    form = BallotForm(request.POST or None, poll=voter.poll, candidates=voter.poll.candidates.all())
    code = request.POST.get("secret-code", "")
    told = {"poll": voter.poll, "bloc": voter.poll.bloc, "voter": voter, "form": form}
    if request.POST.get("secret-step") == "cast" and submit(form, _casting(form, voter), by=request.user, code=code):
        return page(request, "reports/poll_done.html", told | {"code": code_in_groups(form.done)})
    if request.POST.get("secret-step") == "check" and form.is_valid():
        return page(request, "reports/poll_check.html", told | {"code": new_code(), "spoken": form.spoken()})
    return page(request, "reports/poll_cast.html", told)


def _casting(form: BallotForm, voter: Voter):
    return lambda by, code, **_told: cast(voter, answers=form.answers, by=by, code=code)
