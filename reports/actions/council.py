"""What the council made of a list, proposal by proposal; and what was granted and is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Title, TitleClash, User
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
    _require_together(honours, verdicts)
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


def _require_together(honours: list[Honour], verdicts: Mapping[int, Verdict]) -> None:
    """No unit is granted a title twice in a season, nor two that do not go together; earlier lists count."""
    clashes = {frozenset(pair) for pair in TitleClash.objects.values_list("title", "other")}
    had = _held_before(honours)
    found = []
    for honour in honours:
        title = _granted(honour, verdicts[honour.pk])
        if title is None:
            continue
        mine = had.setdefault(honour.unit_id, [])
        found += [f"{honour.unit}: {why}" for why in _beside(title, mine, clashes)]
        mine.append(title)
    if found:
        raise Refused(*found)


def _granted(honour: Honour, verdict: Verdict) -> Title | None:
    if verdict.said == "refuse":
        return None
    return verdict.title if verdict.said == "change" else honour.title


def _held_before(honours: list[Honour]) -> dict[int | None, list[Title]]:
    """{unit: titles granted to it this season} by other lists, or by hand."""
    units, granted = {one.unit_id for one in honours}, (Honour.Status.APPROVED, Honour.Status.AWARDED)
    rows = Honour.objects.filter(bloc__in={one.bloc_id for one in honours}, unit__in=units, status__in=granted)
    found: dict[int | None, list[Title]] = {}
    for row in rows.exclude(pk__in=[one.pk for one in honours]).select_related("title", "granted_title"):
        found.setdefault(row.unit_id, []).append(row.held_title)
    return found


def _beside(title: Title, others: list[Title], clashes: set[frozenset[int]]) -> list[str]:
    found = []
    if title in others:
        found.append(_("“%(title)s” would be granted twice in one season.") % {"title": title})
    for other in others:
        if frozenset((title.pk, other.pk)) in clashes:
            found.append(
                _("“%(one)s” and “%(other)s” do not go together in one season.") % {"one": title, "other": other}
            )
    return found


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
