"""Who did what when with a pact, from the logbook: the audit page beside its seal."""

from blocs.models import Event
from blocs.pages import get_for, page, paged
from pacts.models import Pact
from reports.models import Paper
from reports.trail import events_of, steps_of

PER_PAGE = 100


def pact_trail(request, pk):
    """For whoever sees the pact; each line is checked against its own hash and the line before it."""
    rows = Pact.objects.select_related("bloc__season", "bloc__series").visible_to(request.user)
    pact = get_for(request.user, Pact, pk, queryset=rows)
    lines = paged(request, events_of(pact), PER_PAGE)
    steps = steps_of(list(lines))
    context = {
        "pact": pact,
        "illustrative": pact.bloc.is_illustrative,
        "page": lines,
        "count": lines.paginator.count,
        "steps": steps,
        "broken": [step for step in steps if not step.is_whole],
        "head": Event.objects.order_by("-number").values("number", "hash").first(),
        "paper": Paper.objects.filter(pact=pact).made().standing().first(),
        "may_check": request.user.has_perm("blocs.read_logbook"),
    }
    return page(request, "reports/pact_trail.html", context)
