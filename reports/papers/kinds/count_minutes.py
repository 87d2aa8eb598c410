"""Minutes of the count of votes, worded from a `Count`: the votes recorded at the meeting, or those of a ballot."""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.wording import address_full, number, percent, small_count
from blocs.models import Bloc
from pacts.models import Ceremony
from reports import ceremony_papers as meetings
from reports.ballot_counts import closed_polls, counts_of
from reports.logic.minutes import outcome_in_words, paper_of
from reports.logic.minutes_facts import Votes
from reports.minutes import facts_of
from reports.papers.document import Block, Document, Heading, Para, Row, Table
from reports.papers.framing import Frame
from reports.papers.minutes_blocks import chair_of, ending, listed, opening, secretary_of
from reports.vote_counts import Count, Counted, count_of, with_votes

HEADS = ("TT", "Nội dung biểu quyết", "Tán thành", "Không tán thành", "Không ý kiến", "Tỷ lệ tán thành", "Kết quả")
WIDTHS = (0.06, 0.3, 0.11, 0.13, 0.11, 0.13, 0.16)
ALIGNS = ("center", "left", "right", "right", "right", "right", "left")


def subjects(bloc: Bloc) -> list[Ceremony]:
    """The meetings at which something was put to the vote, by raised hands or by ballot."""
    rows = meetings.ceremonies_of(bloc, Ceremony.Kind.values)
    voted = {one.pk for one in with_votes(rows)} | {poll.ceremony_id for poll in closed_polls(rows)}
    return [one for one in rows if one.pk in voted]


def gaps(subject: Ceremony) -> list[tuple[str, str]]:
    found = meetings.gaps(subject)
    if any(one.votes.votes_for is None for one in count_of(subject).items):
        found.append((_("An item was adopted without its votes being counted."), _agenda(subject)))
    return found


def _agenda(ceremony: Ceremony) -> str:
    return reverse("pacts:ceremony_detail", args=[ceremony.pk])


@override("vi")
def write(subject: Ceremony, frame: Frame, count: Count | None = None) -> Document:
    """A `count` handed in stands alone; else the meeting's ballots go before its votes by raised hands."""
    facts, counts = facts_of(subject), [count] if count else counts_of(subject)
    paper = paper_of(facts)
    return frame.document(
        abstract=f"Kiểm phiếu biểu quyết tại {paper.about[:1].lower()}{paper.about[1:]}",
        body=[*opening(paper, frame), *_contents(counts), *ending(paper.closing)],
        recipients=meetings.meeting_recipients(subject, frame),
        signs=chair_of(facts.presiding, frame),
        signs_left=secretary_of(facts.secretary),
        facts=meetings.facts_of_meeting(paper),
    )


# --- The content ----------------------------------------------------------------------------------


def _contents(counts: list[Count]) -> Iterator[Block]:
    yield Heading("2. Nội dung")
    for count in counts:
        yield from _content(count)


def _content(count: Count) -> Iterator[Block]:
    if count.question:
        yield Para(count.question, "bold")
        yield Para(count.roll)
    if count.tellers:
        yield Para("Tổ kiểm phiếu:", "italic")
        yield from listed(address_full(one.rank, one.name, "", one.position) for one in count.tellers)
    yield from map(Para, _units(count))
    yield from map(Para, _papers(count))
    if count.items:
        yield Para(f"Hình thức: {'bỏ phiếu kín' if count.is_secret else 'biểu quyết công khai'}. Kết quả:")
        yield Table(HEADS, tuple(_row(at, one) for at, one in enumerate(count.items, start=1)), WIDTHS, ALIGNS)
    if count.base_words and any(_share(one) for one in count.items):
        yield Para(f"Tỷ lệ tán thành tính trên {count.base_words}.")
    if count.proof:
        yield Para(count.proof)


def _units(count: Count) -> Iterator[str]:
    if count.members is not None:
        there = f", có mặt {small_count(count.present)} đơn vị" if count.present is not None else ""
        yield f"Tổng số đơn vị thành viên: {small_count(count.members)}{there}."


def _papers(count: Count) -> Iterator[str]:
    """Only what was counted is said."""
    said = [
        ("phát ra", count.issued),
        ("thu về", count.returned),
        ("hợp lệ", count.valid),
        ("không hợp lệ", count.invalid),
    ]
    told = [f"{what} {number(many)} phiếu" for what, many in said if many is not None]
    if told:
        yield f"Số phiếu: {'; '.join(told)}."


def _row(at: int, one: Counted) -> Row:
    votes, outcome = one.votes, one.outcome or _outcome(one.votes)
    counted = [votes.votes_for, votes.votes_against, votes.abstentions]
    if votes.votes_for is not None:
        counted = [many or 0 for many in counted]
    return Row((str(at), one.title, *map(number, counted), _share(one), f"{outcome[:1].upper()}{outcome[1:]}"))


def _outcome(votes: Votes) -> str:
    """Beside a share of all members nothing is called unanimous: who was away did not agree."""
    if votes.votes_for is None:
        return outcome_in_words(votes)
    return "không thông qua" if votes.is_rejected else "thông qua"


def _share(one: Counted) -> str:
    """“92,31%”; nothing where the votes or what they are a share of are not known."""
    if one.votes.votes_for is None or not one.base:
        return ""
    return percent(Decimal(one.votes.votes_for) * 100 / Decimal(one.base), 2)
