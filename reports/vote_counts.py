"""The votes of a meeting as one small frozen count, whoever counted them: raised hands today, a ballot later.

The minutes of the count are worded from a `Count` alone; a secret ballot fills the same shape.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pacts.actions.minutes import count_members
from pacts.models import Adoption, AgendaItem, Attendee, Ceremony
from reports.logic.minutes_facts import Present, Votes
from reports.minutes import facts_of


@dataclass(frozen=True)
class Counted:
    """What was voted on, and how: `votes.votes_for` is None where nobody counted; `base` is what the share is of,
    None where it is not known.
    """

    title: str
    votes: Votes
    base: int | None = None
    outcome: str = ""  # in words, where “adopted” would be wrong


@dataclass(frozen=True)
class Count:
    """`members`, `present`: units; `issued` … `invalid`: ballot papers, None where none were used or it is not known.

    `base_words` names what the shares are of (“tổng số 13 đơn vị thành viên”); `tellers` are those who counted.
    `question`, `roll` and `proof` are sentences of a ballot.
    """

    items: tuple[Counted, ...] = ()
    members: int | None = None
    present: int | None = None
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None
    is_secret: bool = False
    base_words: str = ""
    tellers: tuple[Present, ...] = ()
    question: str = ""
    roll: str = ""
    proof: str = ""


def count_of(ceremony: Ceremony) -> Count:
    """The votes recorded at the items of the programme and at the adoption of pacts, out of all member units."""
    members = count_members(ceremony) or None
    return Count(
        items=tuple(_items(ceremony, members)),
        members=members,
        present=_present(ceremony, members),
        base_words=f"tổng số {members} đơn vị thành viên, kể cả đơn vị vắng mặt" if members else "",
    )


def _items(ceremony: Ceremony, members: int | None) -> list[Counted]:
    """Items in the order of the programme, then the pacts adopted outside it."""
    voted = [Counted(item.title, item.votes, members) for item in facts_of(ceremony).items if item.votes]
    loose = Adoption.objects.filter(ceremony=ceremony, struck_at__isnull=True, item__isnull=True)
    return voted + [_adoption(row, members) for row in loose.select_related("pact__bloc__season").order_by("pk")]


def _adoption(row: Adoption, members: int | None) -> Counted:
    is_rejected = row.outcome == Adoption.Outcome.REJECTED
    votes = Votes(row.votes_for, row.votes_against, row.abstentions, False, is_rejected)
    return Counted(f"Thông qua {row.pact}", votes, members)


def _present(ceremony: Ceremony, members: int | None) -> int | None:
    """Member units of which somebody came, as far as units are named; None where nobody's unit is."""
    ours = set(ceremony.blocs.values_list("memberships__unit", flat=True))
    rows = ceremony.attendees.exclude(part=Attendee.Part.ABSENT).filter(unit__in=ours - {None})
    signed = ceremony.signatures.filter(outcome="signed", is_late=False, unit__in=ours - {None})
    there = set(rows.values_list("unit", flat=True)) | set(signed.values_list("unit", flat=True))
    return min(len(there), members) if there and members else None


def with_votes(ceremonies: Iterable[Ceremony]) -> list[Ceremony]:
    """Those at which something was put to the vote, in the order given; two queries whatever their number."""
    rows = list(ceremonies)
    items = AgendaItem.objects.filter(ceremony__in=rows, is_adoption=True).values_list("ceremony", flat=True)
    adoptions = Adoption.objects.filter(ceremony__in=rows, struck_at__isnull=True).values_list("ceremony", flat=True)
    voted = {*items, *adoptions}
    return [one for one in rows if one.pk in voted]
