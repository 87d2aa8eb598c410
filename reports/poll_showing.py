"""What the pages of a ballot show. Before it is closed nothing here reads the box."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.logic.wording import percent
from blocs.models import User
from reports.box import papers_counted, papers_issued
from reports.logic.voting import Share, Verdict, Votes
from reports.logic.voting_words import base_in_words, reason_in_words, share_in_words
from reports.models import Ballot, Poll, Voter
from reports.poll_terms import rules_in, votes_in


@dataclass(frozen=True)
class Turnout:
    """How many stand on the roll, are present, took part: at the screen, and with a paper."""

    roll: int
    present: int
    voted: int
    papers: int

    @property
    def returned_at_screen(self) -> int:
        return self.voted - self.papers


def turnout_of(poll: Poll) -> Turnout:
    rows = list(poll.voters.values_list("is_present", "has_voted", "on_paper"))
    return Turnout(
        roll=len(rows),
        present=sum(present for present, _voted, _paper in rows),
        voted=sum(voted for _present, voted, _paper in rows),
        papers=sum(voted and paper for _present, voted, paper in rows),
    )


def rules_told(poll: Poll) -> list[tuple[str, str]]:
    """(what, how) of the rules, as they are or were frozen."""
    majority = Share(poll.majority_part, poll.majority_whole, poll.majority_is_more)
    return [
        (_("Form of the ballot"), _("secret ballot") if poll.is_secret else _("open ballot")),
        (_("Way of voting"), poll.get_way_display()),
        (_("How many are chosen at most"), str(poll.seats)),
        (_("Quorum"), _share_of(Share(poll.quorum_part, poll.quorum_whole), _("of the roll present"))),
        (_("Majority"), _share_of(majority, _("measured on %(base)s") % {"base": poll.get_majority_base_display()})),
        (_("Second round"), poll.get_runoff_display()),
    ]


def _share_of(share: Share, base: str) -> str:
    return f"{share_in_words(share)} {base}"


@dataclass(frozen=True)
class Line:
    """One candidate's count: votes, share of the base in words, whether chosen, and why."""

    name: str
    votes: Votes
    share: str
    is_chosen: bool
    reason: str


def lines_of(poll: Poll) -> list[Line]:
    """Only of a closed poll; empty otherwise."""
    if poll.state != Poll.State.CLOSED:
        return []
    names = {one["key"]: one["name"] for one in json.loads(poll.terms)["candidates"]}
    return [_line(poll, names[one["key"]], one) for one in poll.outcome["candidates"]]


def _line(poll: Poll, name: str, told: dict) -> Line:
    rules, base = rules_in(poll.terms), poll.outcome["base"]
    verdict = Verdict(told["key"], Votes(*told["votes"]), told["reason"])
    share = percent(Decimal(verdict.votes.yes) * 100 / Decimal(base), 2) if base else "—"
    said = reason_in_words(verdict, rules.base, base, rules.majority, rules.quorum)
    return Line(name, verdict.votes, share, verdict.is_chosen, said)


def base_told(poll: Poll) -> str:
    return base_in_words(poll.majority_base, poll.outcome["base"])


def proof_of(poll: Poll) -> str:
    """That the sum agrees: ballots and papers in the count are those of the voters who voted."""
    turnout, told = turnout_of(poll), poll.outcome
    papers = papers_counted(poll) if papers_issued(poll) else None
    back = sum(papers[kind] for kind in ("valid", "invalid", "blank")) if papers else 0
    words = {
        "valid": told["valid"], "invalid": told["invalid"], "blank": told["blank"],
        "sum": told["valid"] + told["invalid"] + told["blank"],
        "screen": turnout.returned_at_screen, "papers": back, "voted": turnout.returned_at_screen + back,
    }  # fmt: skip
    return (
        _(
            "%(valid)s valid + %(invalid)s invalid + %(blank)s blank = %(sum)s ballots; "
            "%(screen)s voters at the screen + %(papers)s papers returned = %(voted)s."
        )
        % words
    )


def open_votes(poll: Poll) -> list[tuple[str, str]]:
    """(voter, what they chose) of a ballot declared open, after closing; nothing of a secret one."""
    if poll.is_secret or poll.state != Poll.State.CLOSED:
        return []
    told = json.loads(poll.terms)
    voters = {one["order"]: one["name"] for one in told["roll"]}
    names = {one["key"]: one["name"] for one in told["candidates"]}
    found = [(json.loads(text).get("by"), votes_in(text)) for text in _choices(poll)]
    return [(voters[by], _said(votes, names)) for by, votes in sorted(found, key=lambda one: one[0])]


def _choices(poll: Poll) -> list[str]:
    return list(Ballot.objects.filter(poll=poll).values_list("choices", flat=True))


def _said(votes: object, names: dict[str, str]) -> str:
    words = {"yes": _("In favour"), "no": _("Not in favour"), "other": _("Another opinion")}
    if not isinstance(votes, dict) or not votes:
        return _("blank ballot")
    return "; ".join(f"{names[key]}: {words[answer]}" for key, answer in votes.items())


def line_of(user: User, poll: Poll) -> Voter | None:
    """This person's line of the register."""
    return poll.voters.filter(user=user).first()
