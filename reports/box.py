"""The ballot box as one canonical JSON file, and its recount: what is wrong with a box, in sentences.

`tools/recount_box.py` reads the same file without Django; only here, where the key is, are the keyed digests checked.
"""

import json
from typing import Any

from django.utils.translation import gettext as _

from reports.ballot_keys import is_ours, mac_of
from reports.logic.voting import Tally, decide, tally
from reports.models import Ballot, Poll, Receipt
from reports.poll_terms import canonical, digest, outcome_told, rules_in, tally_of_papers, votes_in

FORMAT = "giao-uoc.ballot-box.1"


def papers_issued(poll: Poll) -> int:
    return poll.voters.filter(on_paper=True, has_voted=True).count()


def papers_counted(poll: Poll) -> dict | None:
    """What the tellers agree on; None while they do not, or nobody counted."""
    found = [row.counted for row in poll.tellers.all()]
    entered = [counted for counted in found if counted]
    return entered[0] if len(entered) >= 2 and all(one == entered[0] for one in entered) else None


def count(poll: Poll) -> Tally:
    rules = rules_in(poll.terms)
    ballots = [votes_in(text) for text in Ballot.objects.filter(poll=poll).values_list("choices", flat=True)]
    papers = papers_counted(poll) if papers_issued(poll) else None
    return tally(rules, ballots).plus(tally_of_papers(papers))


def outcome_of(poll: Poll) -> dict:
    """What the box says by the frozen terms. Only for closing and recounting: nothing else may ask before."""
    counted = count(poll)
    present = poll.voters.filter(is_present=True).count()
    withdrawn = {str(row.pk) for row in poll.candidates.all() if row.withdrawn}
    return outcome_told(decide(rules_in(poll.terms), counted, present, withdrawn), counted, present)


def box_of(poll: Poll, outcome: dict) -> dict[str, Any]:
    """Terms, register without choices, ballots in the order of their random serials, papers, outcome, digests."""
    box: dict[str, Any] = {
        "format": FORMAT,
        "poll": poll.pk,
        "terms": poll.terms,
        "terms_digest": poll.terms_digest,
        "register": [_line(row) for row in poll.voters.all()],
        "receipts": list(Receipt.objects.filter(poll=poll).order_by("digest").values("digest", "mac")),
        "ballots": list(Ballot.objects.filter(poll=poll).order_by("serial").values("serial", "choices", "mac")),
        "papers": _papers(poll),
        "withdrawn": {str(row.pk): row.withdrawn for row in poll.candidates.all() if row.withdrawn},
        "outcome": outcome,
    }
    box["digest"] = digest(box)
    return box | {"mac": mac_of(poll.pk, "box", box["digest"])}


def box_bytes(poll: Poll) -> bytes:
    """The file that is handed out, after closing."""
    return (canonical(box_of(poll, poll.outcome)) + "\n").encode()


def _line(row) -> dict:
    """Its unit stands in the terms, under the name it had when the ballot was opened."""
    return {name: getattr(row, name) for name in ("order", "name", "is_present", "on_paper", "has_voted")}


def _papers(poll: Poll) -> dict:
    issued = papers_issued(poll)
    tellers = [row.name for row in poll.tellers.all()]
    return {"issued": issued, "counted": papers_counted(poll) if issued else None, "tellers": tellers}


# --- The recount ----------------------------------------------------------------------------------


def read_box(data: bytes) -> dict[str, Any]:
    """Raises ValueError for what is no box."""
    box = json.loads(data)
    if not isinstance(box, dict) or box.get("format") != FORMAT:
        raise ValueError(_("This file is not a ballot box of this site."))
    return box


def faults(box: dict[str, Any]) -> list[str]:
    """What is wrong with the box, one sentence each."""
    return [*_digests(box), *_foreign(box), *_numbers(box), *_outcome(box)]


def _digests(box: dict[str, Any]) -> list[str]:
    content = {key: value for key, value in box.items() if key not in ("digest", "mac")}
    found = []
    if digest(content) != box["digest"]:
        found.append(_("The content of the file does not fit its digest: it was changed after it was written."))
    if not is_ours(box["poll"], box["mac"], "box", box["digest"]):
        found.append(_("The file was not written by this site, or its key is another one now."))
    if digest(box["terms"]) != box["terms_digest"]:
        found.append(_("The terms are not those the ballot was opened with."))
    return found


def _foreign(box: dict[str, Any]) -> list[str]:
    poll = box["poll"]
    ballots = [one for one in box["ballots"] if not is_ours(poll, one["mac"], "ballot", one["serial"], one["choices"])]
    receipts = [one for one in box["receipts"] if not is_ours(poll, one["mac"], "receipt", one["digest"])]
    said = _("A ballot in the box was not written by this site, or was changed: serial %(serial)s.")
    found = [said % {"serial": one["serial"]} for one in ballots]
    if receipts:
        found.append(_("%(many)s receipts in the box were not written by this site.") % {"many": len(receipts)})
    return found


def _numbers(box: dict[str, Any]) -> list[str]:
    """As many ballots and receipts as voters who voted at the screen; no more papers back than handed out."""
    voted = sum(line["has_voted"] and not line["on_paper"] for line in box["register"])
    issued = sum(line["has_voted"] and line["on_paper"] for line in box["register"])
    facts = {"ballots": len(box["ballots"]), "receipts": len(box["receipts"]), "voted": voted}
    found = []
    if facts["ballots"] != voted or facts["receipts"] != voted or len({b["serial"] for b in box["ballots"]}) != voted:
        said = _("The box holds %(ballots)s ballots and %(receipts)s receipts, but %(voted)s voters voted.")
        found.append(said % facts)
    returned = tally_of_papers(box["papers"]["counted"]).returned
    if issued != box["papers"]["issued"] or returned > issued:
        said = _("%(issued)s ballot papers were handed out, %(returned)s came back.")
        found.append(said % {"issued": issued, "returned": returned})
    return found


def _outcome(box: dict[str, Any]) -> list[str]:
    rules = rules_in(box["terms"])
    counted = tally(rules, [votes_in(one["choices"]) for one in box["ballots"]])
    counted = counted.plus(tally_of_papers(box["papers"]["counted"]))
    present = sum(line["is_present"] for line in box["register"])
    told = outcome_told(decide(rules, counted, present, box["withdrawn"]), counted, present)
    return [] if told == box["outcome"] else [_("The declared outcome is not what the recount gives.")]
