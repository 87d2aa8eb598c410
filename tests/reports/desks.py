"""What most tests of reporting stand on: a bloc with a sealed pact, an open phase, and the people around one unit."""

from types import SimpleNamespace

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blocs.models import Role
from pacts.models import Pact
from tests import make

REASON = "Đơn vị bận trực lễ hội, xin thêm thời gian tổng hợp."


def seal(pact) -> Pact:
    """Sealed for the tests of what comes after the seal."""
    Pact.objects.filter(pk=pact.pk).update(state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    pact.refresh_from_db()
    return pact


def a_desk(*, units: int = 2, pledges: int = 1, state: str = "open", due_on=None, bloc=None, **facts):
    """`unit` is the last member; `pledges` share `facts`."""
    bloc = bloc or make.a_bloc(units)
    pact = make.a_pact(bloc)
    pact.pledges.all().delete()
    rows = [make.a_pledge(pact, order=number, **facts) for number in range(1, pledges + 1)]
    seal(pact)
    *others, unit = make.members_of(bloc)
    return SimpleNamespace(
        bloc=bloc,
        pact=pact,
        pledges=rows,
        pledge=rows[0] if rows else None,
        reporting=make.a_reporting(bloc, state=state, due_on=due_on),
        unit=unit,
        others=others,
        secretary=make.a_user(Role.SECRETARY, at=bloc),
        commander=make.a_user(Role.COMMANDER, at=unit),
        reporter=make.a_user(Role.REPORTER, at=unit),
    )


def queries_of(client, url: str) -> int:
    """How many questions a page asks the database, once the session is warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)
