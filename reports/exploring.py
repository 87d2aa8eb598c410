"""One pledge through the seasons of its bloc: what every unit reported, for the page where figures are explored."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from blocs.models import Bloc, Phase, Unit, User
from pacts.logic.targets import Kind, better, rounded
from pacts.models import Pact, Pledge
from reports.logic.breaks import is_counted_otherwise
from reports.logic.standing import amount_of, bloc_number, worded
from reports.models import Figure
from reports.overview import same_pledges

MOST_SEASONS = 5


@dataclass
class Year:
    """One season in the thread of a pledge: the pledge as it was promised then, and the figures of the phase.

    `is_broken`: it is counted otherwise than in the season before.
    """

    bloc: Bloc
    pledge: Pledge
    figures: dict[int | None, Figure]
    is_broken: bool = False

    def number(self, unit: int | None) -> Fraction | None:
        """Of a unit what it reported; of the bloc (None) what was entered for it, else what its units give together."""
        figure = self.figures.get(unit)
        if unit is None and figure is None:
            return bloc_number(self.pledge, list(self.figures.values()))
        return amount_of(figure, self.pledge.measure)

    def text(self, unit: int | None) -> str:
        return worded(self.number(unit), self.pledge.kind, self.pledge.measure)

    def value(self, unit: int | None) -> str | None:
        """For a picture: a decimal to 0.01 as a string; None where nothing was reported."""
        number = self.number(unit)
        return None if number is None else str(rounded(number))


@dataclass
class Thread:
    """A pledge with the seasons behind it, the oldest first."""

    pledge: Pledge
    years: list[Year]

    @cached_property
    def side(self) -> str:
        """Which side is better: "higher", "lower" or nothing."""
        return better(Kind(self.pledge.kind), self.pledge.target, self.pledge.measure) or ""

    def row(self, unit: int | None) -> list[str]:
        return [year.text(unit) for year in self.years]


def pledges_of(bloc: Bloc) -> list[Pledge]:
    """The pledges of the bloc's pact that have a number to draw."""
    pact = Pact.objects.sealed().filter(bloc=bloc).order_by("-version").first()
    rows = Pledge.objects.filter(pact=pact).exclude(kind=Kind.QUALITATIVE.value) if pact else Pledge.objects.none()
    return list(rows.in_order())


def thread_of(bloc: Bloc, phase: Phase, pledge: Pledge, user: User) -> Thread:
    """At most five seasons, as far back as the bloc, the pledge and this person's reach go; five queries a season."""
    years: list[Year] = []
    here: Bloc | None = bloc
    promised: Pledge | None = pledge
    while here and promised and len(years) < MOST_SEASONS and Bloc.objects.visible_to(user).filter(pk=here.pk).exists():
        years.append(Year(here, promised, _figures(here, phase, promised)))
        before = Pledge.objects.filter(pk=promised.follows_id).first() if promised.follows_id else None
        years[-1].is_broken = is_counted_otherwise(promised, before)
        here, promised = _season_before(here), before
    return Thread(pledge, years[::-1])


def _season_before(bloc: Bloc) -> Bloc | None:
    return Bloc.objects.select_related("season").filter(pk=bloc.previous_id).first() if bloc.previous_id else None


def _figures(bloc: Bloc, phase: Phase, pledge: Pledge) -> dict[int | None, Figure]:
    """Of the same period of that bloc's season, by unit; of two versions of the pact the newer one's figure stands."""
    same = Phase.objects.filter(season=bloc.season_id, kind=phase.kind)
    if phase.kind in (Phase.Kind.QUARTER, Phase.Kind.PART):
        same = same.filter(slug=phase.slug)
    pledges = same_pledges(bloc.pk, {pledge.pk: pledge.pk})
    rows = Figure.objects.filter(pledge__in=pledges, phase__in=same.values("pk")).order_by(
        "pledge__pact__version", "pk"
    )
    return {figure.unit_id: figure for figure in rows}


def drawn(thread: Thread, units: list[Unit], bloc_name: str) -> dict:
    """What the picture is drawn from: exact decimals as strings, never floats; None leaves a gap."""
    lines = [(unit.short_name or unit.name, unit.pk) for unit in units]
    target = thread.pledge.target
    return {
        "name": thread.pledge.name,
        "measure": thread.pledge.measure,
        "side": thread.side,
        "target": str(target) if target is not None and not thread.pledge.kind.startswith("reduce") else None,
        "seasons": [year.bloc.season.name for year in thread.years],
        "breaks": [year.is_broken for year in thread.years],
        "lines": [
            {"name": name, "values": [year.value(pk) for year in thread.years], "texts": thread.row(pk)}
            for name, pk in [*lines, (bloc_name, None)]
        ],
    }
