"""The demo's way to honours: its list goes up, is cut, and the desk is handed over; once, and 2018 stays to be made."""

import pytest

from blocs.actions.renewal import propose_renewal
from blocs.models import Bloc, Event
from pacts.models import HonourRules
from reports import demo
from reports.demo_honours import CHANGED_TO, FLAG, RATING, ensure_honours
from reports.models import Handover, Honour, JointShare, JointWork, Submission
from tests.make import a_bloc, a_title
from tests.reports.papers.score_world import a_big_result

pytestmark = pytest.mark.django_db
Status = Honour.Status


def told_by_the_file(bloc, ranked, titles):
    """The flag proposed for two and granted to one; the rating proposed for two and refused to one."""
    facts = {"bloc": bloc, "authority": "Bộ Công an", "decided_on": "2018-03-10"}
    for title, unit, status in (
        (FLAG, 0, Status.PROPOSED), (FLAG, 0, Status.AWARDED), (FLAG, 1, Status.PROPOSED),
        (RATING, 0, Status.PROPOSED), (RATING, 0, Status.AWARDED),
        (RATING, 1, Status.PROPOSED), (RATING, 1, Status.REFUSED),
    ):  # fmt: skip
        Honour.objects.create(title=titles[title], unit=ranked[unit], status=status, reason="Chỉ tiêu đã hết", **facts)


def test_without_a_published_result_nothing_is_proposed():
    a_bloc(13)
    demo.ensure_accounts()
    assert ensure_honours() is None
    assert not Submission.objects.exists()


def test_the_list_is_cut_the_desk_handed_over_and_next_year_not_made():
    titles = {FLAG: a_title(FLAG, kind="flag"), RATING: a_title(RATING), CHANGED_TO: a_title(CHANGED_TO)}
    result = a_big_result()
    ranked = [row.unit for row in result.placings.order_by("order").select_related("unit")]
    told_by_the_file(result.bloc, ranked, titles)
    demo.ensure_accounts()
    made = ensure_honours()
    assert made is not None
    assert made.state == Submission.State.DECIDED
    came = {(row.title.name, row.unit): (row.status, row.granted_title) for row in made.proposals.all()}
    assert came == {
        (FLAG, ranked[0]): (Status.AWARDED, None),
        (FLAG, ranked[1]): (Status.AWARDED, titles[CHANGED_TO]),
        (RATING, ranked[0]): (Status.AWARDED, None),
        (RATING, ranked[1]): (Status.REFUSED, None),
    }
    assert made.left_out.count() == 20
    assert [one["over"] for one in made.quota_table if one["title"] == FLAG] == [1]
    handover = Handover.objects.get()
    assert handover.state == Handover.State.RECEIVED
    assert handover.items.count() == 3
    assert JointShare.objects.filter(is_confirmed=True).count() == result.bloc.memberships.count()
    assert JointWork.objects.get().state == JointWork.State.DONE
    assert not Bloc.objects.filter(previous=result.bloc).exists()
    assert propose_renewal(result.bloc, result.bloc.season).head.unit == handover.to_unit
    before = (Event.objects.count(), Honour.objects.count(), HonourRules.objects.count())
    assert ensure_honours() == made
    assert (Event.objects.count(), Honour.objects.count(), HonourRules.objects.count()) == before
