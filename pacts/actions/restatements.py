"""What holds of a sealed pact from a day on, decided after the seal; the text itself stays as it is."""

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import locked, validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from pacts.models import Pact, Restatement


@transaction.atomic
def restate(row: Restatement, *, by: User) -> Restatement:
    """A target, a baseline or a criterion of one member, with its reason. Raises Refused outside the season."""
    pact = Pact.objects.locked(row.pact_id)
    if not pact.is_newest():
        raise Refused(_("Only a sealed pact is restated; a draft is simply changed."))
    _require_day(pact, row)
    _require_something(row)
    row.made_by = str(by)[:200]
    validate(row)
    row.save()
    about = {"unit": row.unit.name, "on": row.from_on, "reason": row.reason}
    Event.record("pacts.restate", pact, by=by, text=str(row.pledge or row.criterion), **about)
    return row


def _require_day(pact: Pact, row: Restatement) -> None:
    season = pact.bloc.season
    if not max(pact.day, season.starts_on) <= row.from_on <= season.ends_on:
        raise Refused(_("The day must lie in the season of the pact, after the day it was sealed."))
    if not row.membership.is_in_force(row.from_on):
        raise Refused(_("The unit must be a member on that day."))


def _require_something(row: Restatement) -> None:
    if row.pledge_id and row.target is None and row.baseline is None:
        raise Refused(_("Name a new target or a new baseline."))


@transaction.atomic
def take_back(row: Restatement, *, by: User) -> None:
    """One written by hand; what a reorganisation wrote goes with it."""
    kept = locked(row)
    if kept.reform_id:
        raise Refused(_("It was written by a reorganisation; take that back instead."))
    about = {"unit": kept.unit.name, "on": kept.from_on, "reason": kept.reason}
    Event.record("pacts.drop_restatement", kept.pact, by=by, text=str(kept.pledge or kept.criterion), **about)
    kept.delete()
