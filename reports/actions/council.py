"""What the council made of a list, proposal by proposal; and what was granted and is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Title, User
from reports.logic.publication_states import HONOUR
from reports.logic.submission_states import SUBMISSION
from reports.models import Honour, Submission

VERBS = {"award": "award", "approve": "approve", "change": "award", "refuse": "refuse"}


@dataclass(frozen=True)
class Verdict:
    """`said`: award, approve (granted higher up later), change (another title, `title`) or refuse (`reason`)."""

    said: str
    title: Title | None = None
    reason: str = ""


@dataclass(frozen=True)
class Decision:
    """By whom, under which number, on which day."""

    authority: str
    decided_on: date | None
    decision_number: str = ""
    council_note: str = ""


@transaction.atomic
def decide_submission(
    submission: Submission,
    decision: Decision,
    verdicts: Mapping[int, Verdict],
    *,
    by: User,
    revision: int | None = None,
) -> Submission:
    """A verdict for every proposal, all at once. The proposal stays beside what was granted."""
    row = Submission.objects.locked(submission.pk, revision)
    SUBMISSION.take("decide_submission", row)
    honours = list(
        Honour.objects.select_for_update(of=("self",)).filter(submission=row).select_related("title", "unit")
    )
    _require_all(honours, verdicts, decision)
    for honour in honours:
        _decide(honour, verdicts[honour.pk], decision)
    for name in ("authority", "decided_on", "decision_number", "council_note"):
        setattr(row, name, getattr(decision, name))
    validate(row)
    row.save()
    counts = {"proposals": len(honours), "granted": sum(verdicts[one.pk].said != "refuse" for one in honours)}
    Event.record(
        "reports.decide_submission", row, by=by, **counts, authority=decision.authority,
        number=decision.decision_number, decided_on=decision.decided_on,
    )  # fmt: skip
    return row


def _require_all(honours: list[Honour], verdicts: Mapping[int, Verdict], decision: Decision) -> None:
    found = (
        []
        if decision.authority.strip() and decision.decided_on
        else [_("Name the authority that decided, and the day.")]
    )
    for honour in honours:
        verdict = verdicts.get(honour.pk)
        found += [f"{honour}: {why}" for why in _wrong_with(honour, verdict)]
    if found:
        raise Refused(*found)


def _wrong_with(honour: Honour, verdict: Verdict | None) -> list[str]:
    if verdict is None or verdict.said not in VERBS:
        return [_("Say what was decided.")]
    if verdict.said == "refuse" and not verdict.reason.strip():
        return [_("Give the reason for the refusal.")]
    if verdict.said == "change" and (verdict.title is None or verdict.title == honour.title):
        return [_("Name the other title that was granted.")]
    return []


def _decide(honour: Honour, verdict: Verdict, decision: Decision) -> None:
    honour.status = HONOUR.after(VERBS[verdict.said], honour.status)
    honour.granted_title = verdict.title if verdict.said == "change" else None
    honour.authority, honour.reason = decision.authority, verdict.reason.strip()
    honour.decided_on, honour.decision_number = decision.decided_on, decision.decision_number
    validate(honour)
    honour.save()


@transaction.atomic
def revoke_honour(
    honour: Honour, *, by: User, ground: str, revoked_on: date, number: str = "", revision: int | None = None
) -> Honour:
    """What was granted is taken back: the row stays, with the ground, and the public page says so."""
    row = Honour.objects.locked(honour.pk, revision)
    old, row.status = row.status, HONOUR.after("revoke", row.status)
    if not ground.strip():
        raise Refused(_("Give the ground of the revocation."))
    if row.decided_on and revoked_on < row.decided_on:
        raise Refused(_("What was granted cannot be revoked before the day it was granted."))
    row.revocation_ground, row.revoked_on, row.revocation_number = ground.strip(), revoked_on, number.strip()
    validate(row)
    row.save()
    facts = {"ground": row.revocation_ground, "number": row.revocation_number, "revoked_on": revoked_on}
    Event.record("reports.revoke_honour", row, by=by, changed={"status": [old, row.status]}, **facts)
    return row
