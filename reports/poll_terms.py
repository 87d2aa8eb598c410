"""A poll as its terms: the canonical text that is frozen when it is opened, and what the count reads from it."""

import hashlib
import json
from typing import Any

from reports.logic.voting import Outcome, Share, Tally, Terms, Votes
from reports.models import Poll


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    text = value if isinstance(value, str) else canonical(value)
    return hashlib.sha256(text.encode()).hexdigest()


def terms_text(poll: Poll) -> str:
    """Rules, candidates and roll as they stand; the same poll always gives the same text."""
    majority = {"part": poll.majority_part, "whole": poll.majority_whole, "is_more": poll.majority_is_more}
    return canonical(
        {
            "bloc": str(poll.bloc),
            "question": poll.question,
            "kind": poll.kind,
            "title": str(poll.title or ""),
            "part": poll.part,
            "way": poll.way,
            "seats": poll.seats,
            "is_secret": poll.is_secret,
            "quorum": {"part": poll.quorum_part, "whole": poll.quorum_whole, "is_more": False},
            "majority": majority,
            "base": poll.majority_base,
            "runoff": poll.runoff,
            "first_round": poll.runoff_of.terms_digest if poll.runoff_of else "",
            "candidates": _candidates(poll),
            "roll": _roll(poll),
        }
    )


def _candidates(poll: Poll) -> list[dict]:
    return [
        {"key": str(row.pk), "unit": row.unit_id, "name": row.unit_name, "note": row.note}
        for row in poll.candidates.all()
    ]


def _roll(poll: Poll) -> list[dict]:
    return [
        {
            "order": row.order,
            "name": row.name,
            "position": row.position,
            "unit": row.unit.name if row.unit else "",
            "stands_for": row.stands_for,
        }
        for row in poll.voters.select_related("unit")
    ]


def rules_in(text: str) -> Terms:
    """What the count needs, read back from the frozen text."""
    told = json.loads(text)
    return Terms(
        way=told["way"],
        seats=told["seats"],
        quorum=Share(**told["quorum"]),
        majority=Share(**told["majority"]),
        base=told["base"],
        runoff=told["runoff"],
        candidates=tuple(one["key"] for one in told["candidates"]),
        members=len(told["roll"]),
    )


def is_secret_in(text: str) -> bool:
    """As it was opened: a vote is sealed by this, not by the row, which whoever owns the database could turn."""
    return json.loads(text)["is_secret"] is not False


def votes_in(choices: str) -> object:
    """{candidate: answer} of a ballot's text; None, which counts as invalid, where it is none."""
    try:
        return json.loads(choices)["votes"]
    except (ValueError, TypeError, KeyError):
        return None


def tally_of_papers(counted: dict | None) -> Tally:
    """What the tellers agreed on; nothing where no papers were used."""
    if not counted:
        return Tally(0, 0, 0, {})
    votes = {key: Votes(*numbers) for key, numbers in counted["votes"].items()}
    return Tally(counted["valid"], counted["invalid"], counted["blank"], votes)


def outcome_told(outcome: Outcome, counted: Tally, present: int) -> dict:
    """The outcome as it is stored, exported and compared; sentences are made from it anew."""
    return {
        "has_quorum": outcome.has_quorum,
        "present": present,
        "base": outcome.base,
        "seats_left": outcome.seats_left,
        "runoff": list(outcome.runoff),
        "valid": counted.valid,
        "invalid": counted.invalid,
        "blank": counted.blank,
        "candidates": [
            {"key": one.key, "votes": [one.votes.yes, one.votes.no, one.votes.other], "reason": one.reason}
            for one in outcome.verdicts
        ],
    }
