"""The third of the six steps, taken as it stands: the bloc's regulation and the pact's criteria table."""

from django.db import transaction

from blocs.models import Bloc, User
from pacts.actions.pacts import accept_regulation
from pacts.actions.tables import adopt_table
from pacts.models import CriteriaTable, Regulation


@transaction.atomic
def accept_rules(bloc: Bloc, *, by: User, table: int | None = None) -> Regulation:
    """The regulation as it stands and, where one is named, the draft's criteria table adopted. Pressed twice it stays
    one. Raises Refused with every fault of the table; then nothing is accepted.
    """
    regulation = accept_regulation(bloc, by=by)
    waiting = CriteriaTable.objects.filter(pk=table, pact__bloc=bloc, state=CriteriaTable.State.DRAFT).first()
    if waiting:
        adopt_table(waiting, by=by)
    return regulation
