"""Casting a ballot. Nothing is left behind that leads from a voter to a choice.

The register is marked by one conditional UPDATE. The box is written anew, in random order, in the same transaction:
all its rows are equally young and none stands where it was put. No line in the logbook, no time, no notice.
"""

import random

from django.db import connection, transaction
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import User
from reports.actions.poll_opening import opened
from reports.ballot_keys import digest_of_code, mac_of, new_code, new_serial, tidy_code
from reports.logic.voting import kind_of
from reports.models import Ballot, Poll, Receipt, Voter
from reports.poll_terms import canonical, is_secret_in, rules_in


@transaction.atomic
def cast(voter: Voter, *, answers: dict[str, str], by: User, code: str = "") -> str:
    """The code of the receipt. `answers` is {candidate: answer}, empty for a blank ballot.

    Raises Refused to whoever has voted, votes on paper, or comes too late. The code a page was shown with makes a
    second press of the same button find its ballot in the box instead of a refusal.
    """
    poll = opened(voter.poll_id)
    code = tidy_code(code) or new_code()
    if voter.user_id != by.pk:
        raise Refused(_("Nobody votes for another."))
    if Receipt.objects.filter(poll=poll, digest=digest_of_code(poll.pk, code)).exists():
        return _again(voter, code)
    if kind_of(rules_in(poll.terms), answers) == "invalid":
        raise Refused(_("These choices make no valid ballot; please choose again."))
    _mark(voter)
    _drop_in(poll, *_sealed(poll, voter, answers, code))
    return code


def _again(voter: Voter, code: str) -> str:
    """The same press twice: the code is in the box. Somebody else who sends it has not voted by that."""
    if not Voter.objects.filter(pk=voter.pk, has_voted=True).exists():
        raise Refused(_("This receipt is taken; please open the page of the ballot again."))
    return code


def _mark(voter: Voter) -> None:
    """One UPDATE that finds its row once: whoever comes second finds nothing to change."""
    rows = Voter.objects.filter(pk=voter.pk, has_voted=False, on_paper=False)
    if rows.update(has_voted=True, is_present=True):
        return
    if Voter.objects.get(pk=voter.pk).on_paper:
        raise Refused(_("You vote on paper; please ask for your ballot paper."))
    raise Refused(_("You have voted already; a ballot that was cast cannot be changed."))


def _sealed(poll: Poll, voter: Voter, answers: dict[str, str], code: str) -> tuple[Ballot, Receipt]:
    """A secret ballot says only what was chosen; one declared open says by whom as well."""
    told: dict = {"votes": answers} if is_secret_in(poll.terms) else {"votes": answers, "by": voter.order}
    serial, text, taken = new_serial(), canonical(told), digest_of_code(poll.pk, code)
    ballot = Ballot(serial=serial, poll=poll, choices=text, mac=mac_of(poll.pk, "ballot", serial, text))
    return ballot, Receipt(digest=taken, poll=poll, mac=mac_of(poll.pk, "receipt", taken))


def _drop_in(poll: Poll, ballot: Ballot, receipt: Receipt) -> None:
    _overwrite_what_is_deleted()
    for model, new in ((Ballot, ballot), (Receipt, receipt)):
        rows = [*model.objects.filter(poll=poll), new]
        random.SystemRandom().shuffle(rows)
        model.objects.filter(poll=poll).delete()
        model.objects.bulk_create(rows)


def _overwrite_what_is_deleted() -> None:
    """SQLite leaves deleted rows readable in the file unless told otherwise; PostgreSQL does until it vacuums."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.fetchall()
