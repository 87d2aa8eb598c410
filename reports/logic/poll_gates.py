"""What stands between a prepared ballot and its opening, and what its organiser is warned of. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class GateFacts:
    """`papers`: lines of the roll that vote on paper; `smallest`: fewest voters of a secret ballot.

    `voted`: who has voted or was handed a paper, None before it is open; `partial`: tellers who speak for a candidate.
    """

    candidates: int
    voters: int
    papers: int
    tellers: int
    is_secret: bool
    smallest: int
    needs_result: bool
    has_result: bool
    voted: int | None = None
    partial: tuple[str, ...] = ()


def obstacles(facts: GateFacts) -> list[str]:
    """Why it cannot be opened, one sentence each."""
    said = [
        (not facts.candidates, _("Nobody stands yet; add a candidate.")),
        (not facts.voters, _("The roll of voters is empty.")),
        (
            facts.needs_result and not facts.has_result,
            _("The score table is not adopted yet: no ballot before the bloc's result is published."),
        ),
        (facts.is_secret and 0 < facts.voters < facts.smallest, _too_few(facts)),
        (
            facts.papers > 0 and facts.tellers < 2,
            _("Somebody votes on paper; name two tellers who count apart."),
        ),
    ]
    return [sentence for stands, sentence in said if stands]


def _too_few(facts: GateFacts) -> str:
    words = {"many": facts.voters, "least": facts.smallest}
    return (
        _("With %(many)s voters the choice of each could be guessed; a secret ballot needs at least %(least)s.") % words
        + " "
        + _("Declare the ballot open, or add voters.")
    )


def warnings(facts: GateFacts) -> list[str]:
    """What may be done and yet weakens the secret."""
    at_screen = facts.voters - facts.papers
    found = []
    for many, said in (
        (facts.papers, _("Only %(many)s vote on paper: who counts the papers could guess their choice.")),
        (at_screen, _("Only %(many)s vote at the screen: beside the count of papers their choice could be guessed.")),
    ):
        if facts.is_secret and 0 < many < facts.smallest and facts.papers:
            found.append(said % {"many": many})
    if facts.is_secret and facts.voted is not None and 0 < facts.voted < facts.smallest:
        found.append(
            _("Only %(many)s have voted; closed now, the choice of each could be guessed.") % {"many": facts.voted}
        )
    said = _("%(name)s counts the papers and has a duty at a candidate; name another teller if you can.")
    return found + [said % {"name": name} for name in facts.partial]
