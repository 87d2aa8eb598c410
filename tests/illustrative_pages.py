"""Which pages must bear the yellow bar: those of one invented thing; never a real thing's, nor lists."""

from blocs.models import Bloc, Series, Unit
from pacts.models import Ceremony, CriteriaTable, Pact
from reports.models import Document, Publication, Result, Sheet

BAR = 'class="illustrative-bar"'


def of_series(slug: str) -> bool:
    """A series is as invented as the season its page shows: the newest."""
    return Series.objects.get(slug=slug).blocs.order_by("-season__starts_on").first().is_illustrative


THINGS = {
    "public_bloc": lambda slug: of_series(slug),
    "public_season": lambda slug, season: Bloc.objects.get(series__slug=slug, season__slug=season).is_illustrative,
    "public_figures": lambda slug, season: Bloc.objects.get(series__slug=slug, season__slug=season).is_illustrative,
    "public_ceremony": lambda slug: Ceremony.objects.get(slug=slug).is_illustrative,
    "public_unit": lambda slug: Unit.objects.get(slug=slug).is_illustrative,
    "publication": lambda thread: Publication.objects.filter(thread=thread).first().bloc.is_illustrative,
    "blocs:bloc_detail": lambda pk: Bloc.objects.get(pk=pk).is_illustrative,
    "blocs:unit_detail": lambda pk: Unit.objects.get(pk=pk).is_illustrative,
    "pacts:pact_detail": lambda pk: Pact.objects.get(pk=pk).bloc.is_illustrative,
    "pacts:pact_contents": lambda pk: Pact.objects.get(pk=pk).bloc.is_illustrative,
    "pacts:ceremony_detail": lambda pk: Ceremony.objects.get(pk=pk).is_illustrative,
    "pacts:ceremony_console": lambda pk: Ceremony.objects.get(pk=pk).is_illustrative,
    "pacts:ceremony_minutes": lambda pk: Ceremony.objects.get(pk=pk).is_illustrative,
    "public_result": lambda slug, season: Bloc.objects.get(series__slug=slug, season__slug=season).is_illustrative,
    "pacts:table_detail": lambda pk: Pact.objects.get(pk=pk).bloc.is_illustrative,
    "reports:scoring_detail": lambda pk: CriteriaTable.objects.get(pk=pk).bloc.is_illustrative,
    "reports:sheet_detail": lambda pk: Sheet.objects.get(pk=pk).bloc.is_illustrative,
    "reports:why_rank": lambda pk: Sheet.objects.get(pk=pk).bloc.is_illustrative,
    "reports:result_detail": lambda pk: Result.objects.get(pk=pk).bloc.is_illustrative,
    "reports:document_detail": lambda pk: Document.objects.get(pk=pk).bloc.is_illustrative,
    "reports:publication_detail": lambda pk: Publication.objects.get(pk=pk).bloc.is_illustrative,
}
MIXED = {"home", "bloc_list", "ceremony_list", "publication_index", "search", "help", "accessibility"}


def bar_due(found) -> bool | None:
    """Whether the page of this resolved address must bear the bar; None where this table does not say."""
    if found.view_name in THINGS:
        return THINGS[found.view_name](**found.kwargs)
    return False if found.view_name in MIXED else None
