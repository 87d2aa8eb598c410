"""The bloc's results of a whole season, lent to the floor below, which measures next year's falls against them."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction

from blocs.models import Bloc, Phase
from pacts.logic.targets import Kind, rounded
from reports.logic.standing import Standing
from reports.overview import Picture, picture


def results_of(pledges: Collection[int]) -> Mapping[int, Decimal]:
    """{pledge: the bloc's number} of those that have one, in the pledge's own unit; see `pacts.past_results`."""
    found: dict[int, Decimal] = {}
    blocs = Bloc.objects.filter(pacts__pledges__in=pledges).distinct().select_related("season", "previous")
    for bloc in blocs:
        phase = _whole_season(bloc)
        found |= _numbers(picture(bloc, phase)) if phase else {}
    return {pledge: number for pledge, number in found.items() if pledge in pledges}


def _whole_season(bloc: Bloc) -> Phase | None:
    season = bloc.season
    return Phase.objects.filter(season=season, starts_on__lte=season.starts_on, ends_on__gte=season.ends_on).first()


def _numbers(seen: Picture) -> dict[int, Decimal]:
    rows = [seen.entered(pledge) or seen.computed(pledge) for pledge in seen.pledges]
    return {row.pledge.pk: _decimal(row.number) for row in rows if row.number is not None and _is_whole(row)}


def _is_whole(row: Standing) -> bool:
    """A sum with units missing is no base to fall from; “met” and “not met” are no figures."""
    return row.reported == row.expected and row.pledge.kind != Kind.QUALITATIVE


def _decimal(number: Fraction) -> Decimal:
    """As it is where four decimals hold it, else rounded to 0.01 as it is shown."""
    exact = Decimal(number.numerator * 10_000 // number.denominator).scaleb(-4)
    return exact if Fraction(exact) == number else rounded(number)
