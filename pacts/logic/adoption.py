"""The vote on a text: which majority adopts it, and which votes can be counted at all."""

from fractions import Fraction

from django.utils.translation import gettext as _

HALF, TWO_THIRDS, ALL = "half", "two_thirds", "all"

_LEAST = {TWO_THIRDS: Fraction(2, 3), ALL: Fraction(1)}


def is_adopted(majority: str, votes_for: int, members: int) -> bool:
    """Out of all member units, whether they voted or not: more than half, at least two thirds, or every one.

    Raises KeyError for a majority no regulation knows.
    """
    if members < 1:
        return False
    share = Fraction(votes_for, members)
    return share > Fraction(1, 2) if majority == HALF else share >= _LEAST[majority]


def votes_needed(majority: str, members: int) -> int:
    """The fewest votes for that adopt the text; with no member there is no such number, and it says 1."""
    return next((votes for votes in range(1, members + 1) if is_adopted(majority, votes, members)), 1)


def faults_of_vote(votes_for: int, votes_against: int, abstentions: int, members: int) -> list[str]:
    """Why these votes cannot be those of the member units; each unit has one vote."""
    given = votes_for + votes_against + abstentions
    if min(votes_for, votes_against, abstentions) < 0:
        return [_("A number of votes cannot be below 0.")]
    if given == 0:
        return [_("Nobody has voted yet. Enter the votes.")]
    if given > members:
        words = {"votes": given, "members": members}
        return [_("There are %(votes)s votes but only %(members)s member units; each unit has one vote.") % words]
    return []
