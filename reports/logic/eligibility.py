"""Which unit may be proposed for which title, and why not, in sentences. Pure.

What the law asks before a title (years, lower titles, what does not go together) comes as data; nothing of it is here.
A `bar` cannot be helped this season; a `want` may be met by what else is proposed on the same list.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Need:
    """`lower` held in at least `years` of the last `within` seasons; see `TitleNeed`."""

    lower: int
    lower_name: str
    years: int = 1
    within: int = 1
    this_season_counts: bool = True


@dataclass(frozen=True)
class Aim:
    """A title one may be proposed for. `clashes`: {other title: its name}."""

    key: int
    name: str
    is_flag: bool = False
    needs_registration: bool = False
    needs: tuple[Need, ...] = ()
    clashes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Runner:
    """A unit as the result and its past have it.

    `held`: {title: how many seasons ago}, 1 is last season, predecessors of a merged unit among them.
    `chosen`: the titles a valid ballot chose it for; None where no ballot is asked for.
    """

    key: int
    name: str
    is_placed: bool = True
    rank: int | None = None
    class_name: str = ""
    excluded_for: str = ""
    registered: Collection[int] = ()
    held: Mapping[int, Collection[int]] = field(default_factory=dict)
    chosen: Collection[int] | None = None


@dataclass(frozen=True)
class Answer:
    """`bars` and `wants` are sentences; without any the unit is eligible. `needs_reason`: not the highest scorer."""

    bars: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    needs_reason: bool = False

    @property
    def is_eligible(self) -> bool:
        return not self.bars and not self.wants


def answer(unit: Runner, aim: Aim, proposed: Collection[int] = (), *, top_only: bool = False) -> Answer:
    """`proposed`: the titles this unit is proposed for on the list; `top_only`: the flag needs the highest score."""
    bars = [*_of_the_result(unit), *_of_the_aim(unit, aim)]
    is_behind = aim.is_flag and unit.rank is not None and unit.rank > 1
    if is_behind and top_only:
        bars.append(_("The flag's candidate must have the highest score; this unit ranks %(rank)s.") % _rank(unit))
    wants = [*_needs(unit, aim, proposed), *_clashes(aim, {*proposed, *_held_now(unit)})]
    return Answer(tuple(bars), tuple(wants), is_behind and not top_only)


def _rank(unit: Runner) -> dict[str, int | None]:
    return {"rank": unit.rank}


def _of_the_result(unit: Runner) -> list[str]:
    if not unit.is_placed:
        return [_("The published result does not name this unit.")]
    if unit.excluded_for:
        return [_("Not considered by the published result: %(reason)s") % {"reason": unit.excluded_for}]
    if unit.rank is None and not unit.class_name:
        return [_("The published result does not rank this unit.")]
    return []


def _of_the_aim(unit: Runner, aim: Aim) -> list[str]:
    found = []
    if 0 in unit.held.get(aim.key, ()):
        found.append(_("The unit holds this title of this season already."))
    if aim.needs_registration and aim.key not in unit.registered:
        found.append(_("The unit has not registered for this title."))
    if unit.chosen is not None and aim.key not in unit.chosen:
        found.append(_("No valid ballot has chosen this unit for this title."))
    return found


def _needs(unit: Runner, aim: Aim, proposed: Collection[int]) -> list[str]:
    return [_say(need, met) for need in aim.needs if (met := _met(unit, need, proposed)) < need.years]


def _met(unit: Runner, need: Need, proposed: Collection[int]) -> int:
    """Seasons that count, of the window the need looks at; this season is one of them where it counts."""
    first = 0 if need.this_season_counts else 1
    window = range(first, first + need.within)
    seasons = {ago for ago in unit.held.get(need.lower, ()) if ago in window}
    if need.this_season_counts and need.lower in proposed:
        seasons.add(0)
    return len(seasons)


def _say(need: Need, met: int) -> str:
    words = {"title": need.lower_name, "years": need.years, "within": need.within, "met": met}
    if need.within == 1 and need.this_season_counts:
        return _("The unit must be proposed for “%(title)s” in the same season.") % words
    return (
        ngettext(
            "“%(title)s” is needed in %(years)s of the last %(within)s seasons; the unit has %(met)s.",
            "“%(title)s” is needed in %(years)s of the last %(within)s seasons; the unit has %(met)s.",
            need.years,
        )
        % words
    )


def _held_now(unit: Runner) -> set[int]:
    """Titles an earlier list of this season brought."""
    return {title for title, seasons in unit.held.items() if 0 in seasons}


def _clashes(aim: Aim, proposed: Collection[int]) -> list[str]:
    names = [name for key, name in aim.clashes.items() if key in proposed]
    return [_("Does not go together with “%(title)s” in one season.") % {"title": name} for name in names]


def prefilled(unit: Runner, *, is_full: bool) -> str:
    """What is usually said of an eligible unit that is left out; whoever proposes may write it anew."""
    if is_full and unit.rank is not None:
        return _("The quota of this title is used up by units of higher rank (this unit ranks %(rank)s).") % _rank(unit)
    return _("The quota of this title is used up.") if is_full else ""
