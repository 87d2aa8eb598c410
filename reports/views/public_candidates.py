"""Candidates of a bloc put forward to the public, and the form for a comment. No login; nothing written is shown."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from blocs import rates
from blocs.accounts import client_ip
from blocs.models import Release
from blocs.pages import submit
from reports.actions.public_comments import is_open, write_comment
from reports.forms.proposals import CommentForm
from reports.models import Submission
from reports.proposing import Slate
from reports.submission_showing import titles_told

MOST = 5  # comments a minute from one address
MOST_OF_ALL = 60  # a minute from all addresses together


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_candidates(request: HttpRequest, slug: str, season: str):
    """404 where the public bloc never put a list forward; after its days only that they are over."""
    made = _submission(slug, season)
    form = CommentForm(request.POST or None, submission=made)
    if form.is_bound and form.is_valid():
        if wait := _wait(request):
            return render(request, "public/comment_wait.html", {"wait": wait}, status=429)
        if submit(form, _writing(made)):
            return redirect(f"{reverse('public_candidates', args=[slug, season])}?da-gui=1")
    return render(request, "public/candidates.html", _context(request, made, form))


def _submission(slug: str, season: str) -> Submission:
    rows = Submission.objects.filter(bloc__series__slug=slug, bloc__season__slug=season, bloc__release=Release.PUBLIC)
    made = rows.filter(comments_from__isnull=False).select_related("bloc__series", "bloc__season").first()
    if made is None:
        raise Http404
    return made


def _wait(request: HttpRequest) -> int:
    mine = rates.seconds_to_wait(client_ip(request), "public-comment", MOST)
    return mine or rates.seconds_to_wait("all", "public-comment", MOST_OF_ALL)


def _writing(made: Submission):
    def write(comment):
        facts = {name: getattr(comment, name) for name in ("unit", "name", "contact", "text")}
        return write_comment(made, **facts)

    return write


def _context(request: HttpRequest, made: Submission, form: CommentForm) -> dict:
    shown = {"submission": made, "bloc": made.bloc, "form": form, "sent": "da-gui" in request.GET}
    shown |= {"is_open": is_open(made), "illustrative": made.bloc.is_illustrative}
    if not shown["is_open"] or shown["sent"]:
        return shown
    slate = Slate(made.bloc, made)
    over = [row for row in slate.quota_table() if row["over"]]
    return shown | {"titles": titles_told(made, slate.honours), "over": over}
