"""The day of a ceremony: planned, under way, held; and what still stands in the way of each step."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.lifecycle import Lifecycle, Step

SIGNING_KINDS = ("signing", "year_review+signing")
DAY_IS_FIXED = ("day", "range")


def day_faults(precision: str) -> list[str]:
    """A ceremony that begins has a day; a month or “not known” is enough only for planning."""
    return [] if precision in DAY_IS_FIXED else [_("The day of the ceremony is not fixed yet.")]


def signing_faults(pacts: Iterable[tuple[str, str]]) -> list[str]:
    """What a signing lacks before it begins. `pacts`: (title, state) of each pact of the ceremony.

    A sealed pact may lie on the table too (last year's, at a combined ceremony), but one must be open.
    """
    pacts = list(pacts)
    drafts = [
        _("“%(pact)s” is not open for signature yet.") % {"pact": name} for name, state in pacts if state == "draft"
    ]
    if drafts:
        return drafts
    if not pacts:
        return [_("Choose the pact that is signed at this ceremony.")]
    if all(state == "sealed" for _name, state in pacts):
        return [_("Every pact of this ceremony is sealed already.")]
    return []


def unsealed_faults(pacts: Iterable[tuple[str, str]]) -> list[str]:
    """One sentence per pact of a signing that has no seal yet."""
    return [_("“%(pact)s” is not sealed yet.") % {"pact": name} for name, state in pacts if state != "sealed"]


def obstacles_to_beginning(ceremony: Any) -> list[str]:
    faults = day_faults(ceremony.precision)
    return faults + signing_faults(ceremony.pact_states()) if ceremony.is_signing else faults


def obstacles_to_holding(ceremony: Any) -> list[str]:
    faults = unsealed_faults(ceremony.pact_states()) if ceremony.is_signing else []
    if not ceremony.has_part("presiding"):
        faults.append(_("Nobody is recorded as presiding."))
    return faults


def hints_for_holding(ceremony: Any) -> list[str]:
    """What is usual but hinders nothing."""
    return (
        []
        if ceremony.has_directions()
        else [_("No directions are recorded yet; they can be added after the ceremony.")]
    )


def votes_faults(
    votes_for: int | None, against: int | None, abstaining: int | None, unanimous: bool, members: int
) -> list[str]:
    """Votes of one agenda item against the number of member units; a blank is not a zero, but adds nothing."""
    cast = sum(votes or 0 for votes in (votes_for, against, abstaining))
    faults = []
    if cast > members:
        words = {"cast": cast, "members": members}
        faults.append(_("The votes add up to %(cast)s, but there are %(members)s member units.") % words)
    if unanimous and (against or abstaining):
        faults.append(_("An item adopted unanimously has no votes against and no abstentions."))
    return faults


def postponing_faults(old: date | None, new: date) -> list[str]:
    """A ceremony is postponed to a later day; where the old day was not known, to any day."""
    return [] if old is None or new > old else [_("The new day must be after the day planned so far.")]


CEREMONY = Lifecycle(
    Step("begin", "planned", "live", gettext_lazy("Begin the ceremony"), obstacles=obstacles_to_beginning),
    Step("hold", "live", "held", gettext_lazy("Close the ceremony"), obstacles=obstacles_to_holding),
    Step("postpone", "planned", "planned", gettext_lazy("Postpone the ceremony")),
    Step("cancel", "planned", "cancelled", gettext_lazy("Cancel the ceremony")),
    Step("reopen_ceremony", "held", "live", gettext_lazy("Reopen the ceremony")),
)
