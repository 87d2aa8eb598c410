"""The demo's ballot: closed, its first chosen, its box on the disk and recounted; a second run changes nothing."""

import pytest
from django.core.management import call_command

from blocs.models import User
from reports import demo
from reports.actions.poll_closing import chosen_units
from reports.demo_ballot import box_file, ensure_ballot
from reports.models import Ballot, Poll
from tests.make import a_bloc, a_title
from tests.reports.papers.score_world import a_big_result

pytestmark = pytest.mark.django_db


def test_without_a_published_result_there_is_no_ballot(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    a_bloc(13)
    demo.ensure_accounts()
    assert ensure_ballot() is None
    assert not box_file().exists()


def test_the_ballot_is_held_once_and_its_box_recounts(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    a_title(kind="flag")
    result = a_big_result()
    demo.ensure_accounts()
    poll = ensure_ballot()
    assert poll is not None
    assert chosen_units(poll) == [result.placings.order_by("order").first().unit]
    assert (poll.outcome["valid"], poll.outcome["blank"]) == (12, 1)
    call_command("recount", str(box_file()))
    before = (box_file().read_bytes(), Poll.objects.count(), Ballot.objects.count(), User.objects.count())
    ensure_ballot()
    assert (box_file().read_bytes(), Poll.objects.count(), Ballot.objects.count(), User.objects.count()) == before
    assert not any(user.is_active for user in User.objects.filter(username__startswith="dai-bieu"))
