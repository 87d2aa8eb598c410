"""Ballot papers counted by two tellers apart: whether a count can be true, and where two differ. Pure."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

KINDS = ("valid", "invalid", "blank")


def impossible(counted: dict, way: str, seats: int, issued: int) -> list[str]:
    """Why the numbers cannot be right, one sentence each.

    `counted` = {valid, invalid, blank, votes: {candidate: [yes, no, other]}}.
    """
    found, valid = [], counted["valid"]
    returned = sum(counted[kind] for kind in KINDS)
    if returned > issued:
        said = _("%(returned)s papers are counted, but %(issued)s were handed out.")
        found.append(said % {"returned": returned, "issued": issued})
    if any(sum(numbers) > valid for numbers in counted["votes"].values()):
        found.append(_("A candidate has more votes than there are valid papers."))
    yes = sum(numbers[0] for numbers in counted["votes"].values())
    if way == "choose" and not valid <= yes <= valid * seats:
        said = _("%(valid)s valid papers choose between %(least)s and %(most)s times together, not %(yes)s times.")
        found.append(said % {"valid": valid, "least": valid, "most": valid * seats, "yes": yes})
    return found


def differing(one: dict, other: dict, keys: Iterable[str]) -> list[str]:
    """The cells in which two counts differ: “valid”, or “key/0” for the first number of a candidate."""
    cells = [kind for kind in KINDS if one[kind] != other[kind]]
    for key in keys:
        pairs = zip(one["votes"][key], other["votes"][key], strict=True)
        cells += [f"{key}/{at}" for at, (mine, theirs) in enumerate(pairs) if mine != theirs]
    return cells
