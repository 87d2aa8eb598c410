"""Anyone checks a paper by its code: the form, the verdict, the issued file, the QR code (PUB-8).

A code that is not known is counted against whoever asks; a code that is known is answered all the same, up to a
larger number, so that a guesser does not shut out the readers behind the same address
(docs/decisions/0039-verification.md).
"""

import logging
from functools import wraps
from io import BytesIO
from ipaddress import ip_address, ip_network

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from blocs import rates
from blocs.accounts import client_ip
from blocs.logic.codes import VERIFICATION
from reports import verifying
from reports.forms.verify import CodeForm
from reports.logic.verification import SENTENCES, SIGNS, WORDS, Verdict
from reports.views.gate import Withdrawn

log = logging.getLogger(__name__)

MOST_UNKNOWN = 20  # a minute from one address
MOST_ASKED = 200  # a minute from one address, known codes too: what a guesser can learn at most
MOST_UNKNOWN_OF_ALL = 2000  # a minute from all addresses together
STATUS = {Verdict.UNKNOWN: 404, Verdict.UNCHECKED: 503}


def verification_page(view):
    """Open to all, kept by nobody, found by no search engine."""

    @login_not_required
    @require_safe
    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Withdrawn as gone:
            response = render(request, "410.html", gone.context, status=410)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


@verification_page
def verify(request):
    """The form; a code that can be one leads to its page, in whatever way it was written."""
    form = CodeForm(request.GET if "ma" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("verify_code", form.cleaned_data["ma"])
    return render(request, "public/verify.html", {"form": form})


@verification_page
def verify_code(request, code):
    written = VERIFICATION.found_in(code)
    if written and written != code:
        return redirect("verify_code", written)
    if refused := _refused(request):
        return refused
    answer = _answer(written)
    if answer.verdict == Verdict.UNKNOWN and (refused := _refused_guess(request)):
        return refused
    return _page(request, answer, code)


def _answer(code: str | None) -> verifying.Answer:
    """What cannot be checked is said to be so, whatever the reason; it is never taken for valid."""
    if code is None:
        return verifying.Answer(Verdict.UNKNOWN)
    try:
        return verifying.answer_for(code)
    except Exception:
        log.exception("a paper could not be checked")
        return verifying.Answer(Verdict.UNCHECKED)


def _page(request, answer: verifying.Answer, code: str):
    """Without a paper the page asks the database for nothing: that may be what failed."""
    context = {
        "answer": answer,
        "code": code,
        "sign": SIGNS[answer.verdict],
        "word": WORDS[answer.verdict],
        "sentence": SENTENCES[answer.verdict],
        "form": CodeForm(initial={"ma": code}),
    }
    if answer.paper is None:
        template = "public/verify_unchecked.html" if answer.verdict == Verdict.UNCHECKED else "public/verify_code.html"
        return _told(render(request, template, context, status=STATUS[answer.verdict]))
    context |= verifying.told_of(answer, request.user)
    return render(request, "public/verify_code.html", context)


def _told(response):
    if response.status_code == 503:
        response["Retry-After"] = str(rates.MINUTE)
    return response


# --- The file and the QR code -----------------------------------------------------------------


@verification_page
def verify_file(request, code):
    """The bytes as they were issued, where the pact is public or this user sees it; never bytes that do not fit."""
    if refused := _refused(request):
        return refused
    answer = _answer(VERIFICATION.found_in(code))
    if answer.verdict == Verdict.UNKNOWN and (refused := _refused_guess(request)):
        return refused
    if answer.paper is None or not verifying.is_open(answer.paper, request.user):
        raise Http404
    if answer.verdict == Verdict.WITHDRAWN and not request.user.is_authenticated:
        raise Withdrawn(answer.paper.withdrawn_reason, answer.paper.withdrawn_at)
    if not verifying.file_fits(answer):
        return redirect("verify_code", answer.paper.code)
    return _file(request, answer.paper)


def _file(request, paper):
    response = HttpResponse(verifying.content_of(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="giao-uoc-{paper.code}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store" if request.user.is_authenticated else "private, no-cache"
    response["ETag"] = f'"{paper.sha256}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)


@verification_page
def verify_qr(request, code):
    """The picture of an address, for any code alike: it says nothing about whether the code is known."""
    import segno

    written = VERIFICATION.found_in(code)
    if written is None or written != code:
        raise Http404
    kept = BytesIO()
    segno.make(verifying.address_of(code), error="m", micro=False).save(kept, kind="svg", border=4, light="#fff")
    response = HttpResponse(kept.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response


# --- Guessing ---------------------------------------------------------------------------------


def _who(request) -> str:
    """Who is counted: the account, else the address; of IPv6 the network of 64 bits one household or office has."""
    if request.user.is_authenticated:
        return f"user {request.user.pk}"
    return network_of(client_ip(request))


def network_of(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)


def _refused(request):
    """Too many askings of any kind: nothing is looked up."""
    wait = rates.seconds_to_wait(_who(request), "verify", MOST_ASKED)
    return _too_many(request, wait) if wait else None


def _refused_guess(request):
    """One more unknown code; too many of them are told to wait, in the same words whatever was asked."""
    own = rates.seconds_to_wait(_who(request), "unknown code", MOST_UNKNOWN)
    all_together = rates.seconds_to_wait("everybody", "unknown code", MOST_UNKNOWN_OF_ALL)
    wait = own or all_together
    return _too_many(request, wait) if wait else None


def _too_many(request, wait: int):
    response = render(request, "public/verify_wait.html", {"wait": wait}, status=429)
    response["Retry-After"] = str(wait)
    return response
