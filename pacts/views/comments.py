"""The draft as it was sent round: read clause by clause, commented on by the units, answered by the secretary."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.pages import get_for, number_in, page, submit, tell
from pacts.actions import adoption as actions
from pacts.clauses import clause_in, commented_clause
from pacts.comments_page import memberships_of, newest, open_count, places_of, takes_comments
from pacts.forms.adoption import AnswerForm, CirculateForm, CommentForm
from pacts.logic.clauses import WHOLE
from pacts.logic.text_differences import words_changed
from pacts.models import Comment
from pacts.text import digest_of
from pacts.views.pacts import pact_page, the_pact


def pact_comments(request, pk):
    pact = the_pact(request, pk)
    version = newest(pact)
    places = places_of(version, request.user) if version else []
    may_answer = request.user.has_perm("pacts.answer_comment", pact) and not pact.is_sealed
    context = {
        "version": version,
        "places": places,
        "open_count": open_count(places),
        "is_asked": takes_comments(pact, version),
        "has_changed": version is not None and version.digest != digest_of(pact),
        "mine": memberships_of(request.user, pact),
        "may_answer": may_answer,
        "may_circulate": pact.is_editable and request.user.has_perm("pacts.circulate", pact),
    }
    return pact_page(request, "pacts/comments.html", pact, **context)


def _to_clause(comment: Comment):
    return redirect(f"{reverse('pacts:pact_comments', args=[comment.pact_id])}#gop-y-{comment.pk}")


def text_circulate(request, pk):
    pact = the_pact(request, pk, "pacts.circulate")
    form = CirculateForm(request.POST or None)

    def circulate(note, comments_until):
        return actions.circulate(pact, note=note, comments_until=comments_until, by=request.user)

    if submit(form, circulate):
        words = {"number": form.done.number}
        tell(request, _("Version %(number)s was sent round; the member units are told.") % words)
        return redirect("pacts:pact_comments", pk)
    here = _("Send the text round for comments")
    context = {"form": form, "page_name": here, "save": _("Send round"), "back": _comments_url(pact)}
    return pact_page(request, "pacts/pact_form.html", pact, **context)


def _comments_url(pact) -> str:
    return reverse("pacts:pact_comments", args=[pact.pk])


def comment_add(request, pk):
    """`?muc=1.2` names the clause; the address says the version too, so that a newer one is not commented unseen."""
    pact = the_pact(request, pk)
    mine, version = memberships_of(request.user, pact), newest(pact)
    if not mine:
        raise PermissionDenied
    if version is None:
        raise Http404
    version = pact.text_versions.filter(number=number_in(request.GET.get("ban")) or version.number).first() or version
    key = request.GET.get("muc", WHOLE)
    clause = clause_in(version, key)
    if key != WHOLE and clause is None:
        raise Http404
    form = CommentForm(request.POST or None, memberships=mine, clause=clause)

    def add(membership, **words):
        return actions.comment(membership, version=version, clause=key, by=request.user, **words)

    if submit(form, add):
        tell(request, _("The comment is sent to the secretary of the bloc."))
        return _to_clause(form.done)
    back = f"{_comments_url(pact)}#{clause.anchor if clause else 'toan-van'}"
    context = {"form": form, "clause": clause, "version": version, "back": back, "unit": mine[0].unit}
    return pact_page(request, "pacts/comment_form.html", pact, is_single=len(mine) == 1, **context)


def _the_comment(request, pk, perm) -> Comment:
    rows = Comment.objects.visible_to(request.user).select_related("pact__bloc__season", "version", "unit")
    return get_for(request.user, Comment, pk, perm, queryset=rows)


@require_POST
def comment_withdraw(request, pk):
    said = _the_comment(request, pk, "pacts.comment")
    actions.withdraw_comment(said, revision=number_in(request.POST.get("revision")), by=request.user)
    tell(request, _("The comment is withdrawn."))
    return _to_clause(said)


def comment_answer(request, pk):
    said = _the_comment(request, pk, "pacts.answer_comment")
    clause = commented_clause(said)
    may_apply = bool(said.proposed and clause and clause.can_be_reworded and said.pact.is_editable)
    form = AnswerForm(request.POST or None, comment=said, may_apply=may_apply)

    def answer(**words):
        return actions.answer_comment(said, by=request.user, **words)

    if submit(form, answer):
        tell(request, _("The comment is answered; the unit is told."))
        return _to_clause(said)
    context = {
        "form": form,
        "pact": said.pact,
        "said": said,
        "clause": clause,
        "pieces": list(words_changed(clause.words, said.proposed)) if said.proposed and clause else [],
        "back": f"{_comments_url(said.pact)}#gop-y-{said.pk}",
    }
    return page(request, "pacts/comment_answer.html", context)
