"""A renewed bloc beside the one of the season before."""

from django.http import Http404, HttpRequest
from django.views.decorators.http import require_safe

from blocs.models import Bloc
from blocs.pages import get_for, page
from pacts.year_changes import year_changes


@require_safe
def bloc_changes(request: HttpRequest, pk: int):
    """For whoever sees both blocs."""
    seen = Bloc.objects.visible_to(request.user).with_names()
    bloc = get_for(request.user, Bloc, pk, queryset=seen)
    last = seen.filter(pk=bloc.previous_id).first()
    if last is None:
        raise Http404
    context = {"bloc": bloc, "last": last, "changes": year_changes(last, bloc), "illustrative": bloc.is_illustrative}
    return page(request, "pacts/year_changes.html", context)
