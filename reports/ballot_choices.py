"""What the ballots of a bloc chose, as the list of proposals asks of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from blocs.models import Bloc
from pacts.models import Ceremony
from reports.models import Document, Poll


@dataclass(frozen=True)
class Told:
    """Of one unit in one ballot: yes votes, what they are a share of, and whether it was chosen."""

    poll: Poll
    yes: int
    base: int
    is_chosen: bool


class Choices:
    """The closed ballots of a bloc about honours. One without its quorum has chosen nobody and is not valid."""

    def __init__(self, bloc: Bloc):
        polls = Poll.objects.filter(bloc=bloc, kind=Poll.Kind.HONOUR, state=Poll.State.CLOSED)
        self.polls = list(polls.select_related("title").prefetch_related("candidates").order_by("pk"))
        self.held = {poll.title_id for poll in self.polls}
        self.valid = {poll.title_id for poll in self.polls if poll.outcome.get("has_quorum")}
        self.told: dict[tuple[int, int], list[Told]] = {}
        for poll in self.polls:
            self._read(poll)
        self.has_minutes = _has_minutes(bloc)

    def _read(self, poll: Poll) -> None:
        units = {str(row.pk): row.unit_id for row in poll.candidates.all()}
        for one in poll.outcome.get("candidates", []):
            told = Told(poll, one["votes"][0], poll.outcome.get("base") or 0, one["reason"] == "chosen")
            self.told.setdefault((poll.title_id or 0, units[one["key"]]), []).append(told)

    def of(self, title: int, unit: int) -> list[Told]:
        return self.told.get((title, unit), [])

    def chosen(self, unit: int, titles: Iterable[int]) -> set[int]:
        """The titles a valid ballot chose the unit for. Minutes of a count on paper stand for a ballot held without
        this system: whom it chose is then for who proposes to say. Of a title voted on here the box alone says.
        """
        on_paper = {title for title in titles if self.has_minutes and title not in self.held}
        here = {title for (title, one), told in self.told.items() if one == unit and any(row.is_chosen for row in told)}
        return (here & self.valid) | on_paper


def _has_minutes(bloc: Bloc) -> bool:
    """Of a meeting without a ballot here, and not of the signing, where raised hands adopt the pact."""
    rows = Document.objects.filter(bloc=bloc, kind="count_minutes", state=Document.State.ISSUED)
    rows = rows.exclude(ceremony__kind=Ceremony.Kind.SIGNING)
    return rows.exclude(ceremony__in=Poll.objects.filter(ceremony__isnull=False).values("ceremony")).exists()
