"""Minutes of the signing: the draft page of the minutes and this paper are worded by one source, `reports.minutes`."""

from django.utils.translation import override

from blocs.models import Bloc
from pacts.logic.ceremony_states import SIGNING_KINDS
from pacts.models import Ceremony
from reports.ceremony_papers import ceremonies_of, facts_of_meeting, gaps, meeting_recipients
from reports.logic.minutes import paper_of
from reports.minutes import facts_of
from reports.papers.document import Document
from reports.papers.framing import Frame
from reports.papers.minutes_blocks import chair_of, secretary_of, whole_minutes

__all__ = ["gaps", "subjects", "write"]


def subjects(bloc: Bloc) -> list[Ceremony]:
    """The signings of this bloc that were not cancelled, in order of time."""
    return ceremonies_of(bloc, SIGNING_KINDS)


@override("vi")
def write(subject: Ceremony, frame: Frame) -> Document:
    facts = facts_of(subject)
    paper = paper_of(facts)
    return frame.document(
        abstract=paper.about,
        body=whole_minutes(paper, frame),
        title=f"Biên bản {paper.about[:1].lower()}{paper.about[1:]}",
        recipients=meeting_recipients(subject, frame),
        signs=chair_of(facts.presiding, frame),
        signs_left=secretary_of(facts.secretary),
        facts=facts_of_meeting(paper),
    )
