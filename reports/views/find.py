"""Search for people at work: a page with a form, and the same as JSON for the palette."""

from django.http import HttpRequest, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blocs.logic.text import clean
from blocs.pages import page
from blocs.rates import seconds_to_wait
from reports.staff_searching import LONGEST, search_for

MOST_A_MINUTE = 240  # one at most every 250 ms, all minute long
IN_THE_PALETTE = 5  # of each kind


@require_safe
def find(request: HttpRequest):
    if wait := seconds_to_wait(request.user.pk, "find", MOST_A_MINUTE):
        return _too_often(render(request, "429.html", {"wait": wait}, status=429), wait)
    q = _query(request)
    return page(request, "reports/find.html", {"q": q, "groups": search_for(request.user, q)})


@require_safe
def find_suggest(request: HttpRequest):
    """{"q", "groups": [{"label", "hits": [{"name", "url", "note"}]}]}; 429 with Retry-After when asked too often."""
    if wait := seconds_to_wait(request.user.pk, "find", MOST_A_MINUTE):
        return _too_often(JsonResponse({"wait": wait}, status=429), wait)
    q = _query(request)
    groups = search_for(request.user, q, IN_THE_PALETTE)
    told = [{"label": str(group.label), "hits": [vars(hit) for hit in group.hits]} for group in groups]
    return JsonResponse({"q": q, "groups": told})


def _query(request) -> str:
    return clean(request.GET.get("q", ""))[:LONGEST]


def _too_often(response, wait: int):
    response["Retry-After"] = str(wait)
    return response
