"""Two people start the same pact at the same moment: it is one draft."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from blocs.models import Event
from pacts.actions.pacts import draft_pact
from pacts.models import Pact
from tests.make import a_bloc, a_pact, a_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_four_presses_at_once_make_one_draft():
    bloc, by, start = a_bloc(), a_user(), Barrier(4)

    def press(_turn):
        start.wait()
        try:
            return draft_pact(bloc, by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        drafts = list(pool.map(press, range(4)))
    assert len({draft.pk for draft in drafts}) == 1
    assert (Pact.objects.count(), Event.objects.filter(verb="pacts.draft").count()) == (1, 1)


def test_the_database_itself_holds_one_unsealed_version():
    pact = a_pact()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pact.objects.create(bloc=pact.bloc, title="Bản thứ hai", version=2)
    assert Pact.objects.count() == 1
