"""Closed ballots in the shape the minutes of a count are worded from. Nothing here reads a box that is open."""

from collections.abc import Iterable

from pacts.models import Ceremony
from reports.box import papers_counted, papers_issued
from reports.logic.minutes_facts import Present, Votes
from reports.models import Poll
from reports.poll_showing import Line, Turnout, lines_of, turnout_of
from reports.vote_counts import Count, Counted, count_of

BASES = {
    "members": "tổng số {} người trong danh sách bỏ phiếu, kể cả người vắng mặt",
    "present": "tổng số {} người có mặt",
    "valid": "tổng số {} phiếu hợp lệ",
}


def counts_of(ceremony: Ceremony) -> list[Count]:
    """The meeting's ballots in the order they were opened, then its votes by raised hands, if there were any."""
    ballots = [count_of_poll(poll) for poll in closed_polls([ceremony])]
    shown = count_of(ceremony)
    return ballots if ballots and not shown.items else [*ballots, shown]


def closed_polls(ceremonies: Iterable[Ceremony]) -> list[Poll]:
    rows = Poll.objects.filter(ceremony__in=list(ceremonies), state=Poll.State.CLOSED)
    return list(rows.order_by("opened_at", "pk"))


def count_of_poll(poll: Poll) -> Count:
    """Issued: who took part, with a paper or at the screen; returned: what was counted. The sum is proved in words."""
    told, turnout = poll.outcome, turnout_of(poll)
    returned = told["valid"] + told["invalid"] + told["blank"]
    return Count(
        items=tuple(_counted(line, poll) for line in lines_of(poll)),
        issued=turnout.voted,
        returned=returned,
        valid=told["valid"],
        invalid=told["invalid"] + told["blank"],
        is_secret=poll.is_secret,
        base_words=BASES[poll.majority_base].format(told["base"]),
        tellers=tuple(Present("", row.name, position=row.position) for row in poll.tellers.all()),
        question=poll.question,
        roll=f"Danh sách bỏ phiếu: {turnout.roll} người, có mặt {turnout.present} người.",
        proof=_proof(poll, turnout, returned),
    )


def _counted(line: Line, poll: Poll) -> Counted:
    """Every valid ballot stands in one column: for, against, or without an opinion on this candidate."""
    yes, valid = line.votes.yes, poll.outcome["valid"]
    against = line.votes.no if poll.way == Poll.Way.APPROVE else valid - yes
    votes = Votes(yes, against, valid - yes - against, False, not line.is_chosen)
    return Counted(line.name, votes, poll.outcome["base"], "được chọn" if line.is_chosen else "không được chọn")


def _proof(poll: Poll, turnout: Turnout, returned: int) -> str:
    told = poll.outcome
    papers = papers_counted(poll) if papers_issued(poll) else None
    back = sum(papers[kind] for kind in ("valid", "invalid", "blank")) if papers else 0
    return (
        f"Đối chiếu: {told['valid']} phiếu hợp lệ + {told['invalid']} phiếu sai quy định + {told['blank']} phiếu trắng "
        f"= {returned} phiếu; bằng {turnout.returned_at_screen} người bỏ phiếu trên hệ thống + {back} phiếu giấy thu "
        f"về = {turnout.returned_at_screen + back} phiếu. Phiếu trắng tính là phiếu không hợp lệ."
    )
