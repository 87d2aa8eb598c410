"""The way to honours on the staff side: the rules, the list and its proposals, the submission, comments."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.logic.lifecycle import Refused
from blocs.models import Bloc
from blocs.pages import FormDoor, get_for, page, require, submit, tell
from pacts.actions.honour_rules import rules_of
from pacts.models import Quota
from reports import proposing, submission_showing
from reports.actions import submissions as actions
from reports.actions.honour_rules import set_rules
from reports.actions.public_comments import answer_comment
from reports.forms.proposals import BALLOT, GATES, AnswerForm, ListForm, QuotaRows, RulesForm
from reports.logic.submission_states import SUBMISSION
from reports.models import PublicComment, Submission

PERMS = {
    "put_forward": "reports.send_submission",
    "take_back": "reports.send_submission",
    "send_submission": "reports.send_submission",
    "decide_submission": "reports.decide_submission",
}
URLS = {
    "put_forward": "reports:honour_put_forward",
    "take_back": "reports:honour_take_back",
    "send_submission": "reports:honour_send",
    "decide_submission": "reports:honour_decide",
}


def honour_rules(request: HttpRequest, pk: int):
    bloc = get_for(request.user, Bloc, pk, "reports.set_honour_rules")
    rules = rules_of(bloc)
    form = RulesForm(request.POST or None, instance=rules)
    kept = (
        Quota.objects.filter(rules=rules.pk).select_related("title", "level", "of")
        if rules.pk
        else Quota.objects.none()
    )
    rows = QuotaRows(request.POST or None, queryset=kept, prefix="q")
    are_read = not request.POST or rows.is_valid()
    if are_read and submit(form, _setting(rows), by=request.user):
        tell(request, _("The rules of honours are saved."))
        return redirect("reports:honour_rules", bloc.pk)
    groups = [
        (_("Gates"), [form[name] for name in (*GATES, "comment_days")]),
        (_("Ballots"), [form[n] for n in BALLOT]),
    ]
    context = {"bloc": bloc, "form": form, "rows": rows, "groups": groups, "legal_basis": form["legal_basis"]}
    return page(request, "reports/honour_rules.html", context)


def _setting(rows):
    return lambda rules, **said: set_rules(rules, quotas=rows.quotas(), **said)


def honour_proposals(request: HttpRequest, pk: int):
    """The list while it is prepared; later what became of it."""
    bloc = get_for(request.user, Bloc, pk, "reports.propose_honours")
    slate = proposing.slate_of(bloc)
    made = slate.submission
    if made is None or made.state == Submission.State.DECIDED:
        return page(request, "reports/honour_begin.html", {"bloc": bloc, "slate": slate, "submission": made})
    if made.state != Submission.State.DRAFT:
        return redirect("reports:honour_submission", made.pk)
    form = ListForm(request.POST or None, slate=slate, submission=made)
    if submit(form, _saving(made, form), by=request.user):
        tell(request, _("The list is saved."))
        return redirect("reports:honour_proposals", bloc.pk)
    context = {
        "bloc": bloc,
        "submission": made,
        "form": form,
        "units": submission_showing.units_told(slate, form),
        "left_out": submission_showing.left_out_told(slate, form),
        "quotas": slate.quota_table(),
        "missing": slate.missing() if not request.POST else [],
        "may_set": request.user.has_perm("reports.set_honour_rules", bloc),
    }
    return page(request, "reports/honour_proposals.html", context)


def _saving(made: Submission, form: ListForm):
    return lambda *, by, revision, **_said: actions.save_list(made, form.choice(), by=by, revision=revision)


@require_POST
def honour_begin(request: HttpRequest, pk: int):
    bloc = get_for(request.user, Bloc, pk, "reports.propose_honours")
    try:
        actions.begin_submission(bloc, by=request.user)
    except Refused as refusal:
        tell(request, str(refusal))
    return redirect("reports:honour_proposals", bloc.pk)


# --- The submission -------------------------------------------------------------------------------------


def submission_for(request: HttpRequest, pk: int, perm: str = "") -> Submission:
    """404 outside its blocs; 403 for members of the bloc who have nothing to do with it before it is decided."""
    rows = Submission.objects.visible_to(request.user).select_related("bloc__season", "bloc__series", "document")
    made = get_for(request.user, Submission, pk, queryset=rows)
    if perm:
        require(request.user, perm, made)
    elif not any(request.user.has_perm(one, made) for one in {"reports.propose_honours", *PERMS.values()}):
        raise PermissionDenied
    return made


def honour_submission(request: HttpRequest, pk: int):
    made = submission_for(request, pk)
    slate = proposing.Slate(made.bloc, made)
    context = {
        "bloc": made.bloc,
        "submission": made,
        "doors": _doors(request.user, made, slate),
        "titles": submission_showing.titles_told(made, slate.honours),
        "cuts": submission_showing.cuts_told(slate.honours),
        "quotas": made.quota_table or slate.quota_table(),
        "left_out": made.left_out.select_related("title", "unit"),
        "comments": list(made.comments.select_related("unit")),
        "may_answer": request.user.has_perm("reports.answer_public_comment", made),
        "may_propose": request.user.has_perm("reports.propose_honours", made),
        "may_revoke": request.user.has_perm("reports.revoke_honour", made),
    }
    return page(request, "reports/honour_submission.html", context)


def _doors(user, made: Submission, slate) -> list[FormDoor]:
    one = actions.standing_of(made, slate)
    found = SUBMISSION.open_to(one, lambda verb: user.has_perm(PERMS[verb], made))
    found = [door for door in found if door.step.verb != "put_forward" or slate.rules.comment_days]
    return [submission_showing.door(door, URLS[door.step.verb], made) for door in found]


@require_POST
def honour_put_forward(request: HttpRequest, pk: int):
    return _taken(request, pk, actions.put_forward, _("The candidates stand on the public page."))


@require_POST
def honour_take_back(request: HttpRequest, pk: int):
    return _taken(request, pk, actions.take_back, _("The candidates are taken back; the list may be changed."))


@require_POST
def honour_send(request: HttpRequest, pk: int):
    return _taken(request, pk, actions.send_submission, _("The list is sent to the council, and its paper is drafted."))


def _taken(request: HttpRequest, pk: int, action, sentence: str):
    made = submission_for(request, pk, "reports.send_submission")
    try:
        action(made, by=request.user)
        tell(request, sentence)
    except Refused as refusal:
        tell(request, str(refusal))
    return redirect("reports:honour_submission", pk)


def honour_comment(request: HttpRequest, pk: int):
    rows = PublicComment.objects.visible_to(request.user).select_related("submission__bloc__season", "unit")
    comment = get_for(request.user, PublicComment, pk, "reports.answer_public_comment", queryset=rows)
    form = AnswerForm(request.POST or None, initial={"revision": comment.revision})
    if submit(form, _answering(comment), by=request.user):
        tell(request, _("The comment is dealt with."))
        return redirect("reports:honour_submission", comment.submission_id)
    context = {"comment": comment, "submission": comment.submission, "bloc": comment.submission.bloc, "form": form}
    return page(request, "reports/honour_comment.html", context)


def _answering(comment: PublicComment):
    return lambda **said: answer_comment(comment, **said)
