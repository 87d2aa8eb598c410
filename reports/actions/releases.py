"""Release levels of a bloc's pages, figures and honours: closed until the standing body opens them, one by one."""

from collections.abc import Iterable

from django.db import models, transaction

from blocs.actions.release import set_release
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Release, User
from pacts.actions.honour_rules import rules_of
from reports.logic.publication_states import obstacles_to_honours
from reports.models import Figure, Honour


@transaction.atomic
def set_levels(
    things: Iterable[tuple[models.Model, str]], *, withheld: dict[Figure, bool], reason: str, by: User
) -> int:
    """Bring each thing to its level and each figure to “withheld” or not; the number of changes. One line for each."""
    changed = 0
    for figure, is_withheld in withheld.items():
        changed += withhold(figure, is_withheld, by=by)
    for thing, level in things:
        if thing.release != level:
            _refuse_undecided(thing, level)
            set_release(thing, level=level, by=by, reason=reason)
            changed += 1
    return changed


def _refuse_undecided(thing: models.Model, level: str) -> None:
    if not isinstance(thing, Honour) or level != Release.PUBLIC:
        return
    status = Honour.objects.values_list("status", flat=True).get(pk=thing.pk)
    needs = rules_of(thing.bloc).publication_needs_decision
    if obstacles := obstacles_to_honours(status, needs_decision=needs):
        raise Refused(*(f"{thing}: {sentence}" for sentence in obstacles))


@transaction.atomic
def withhold(figure: Figure, is_withheld: bool, *, by: User) -> bool:
    """“Không công bố”: the figure is named in public, its value is not. True where something changed."""
    figure = Figure.objects.locked(figure.pk)
    if figure.is_withheld == is_withheld:
        return False
    figure.is_withheld = is_withheld
    figure.save(update_fields=["is_withheld"])
    Event.record("reports.withhold", figure, by=by, changed={"is_withheld": [not is_withheld, is_withheld]})
    return True
