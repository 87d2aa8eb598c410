"""What a unit's joining in mid-season means for the pact and its ceremonies."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from blocs.admin_joining import EFFECTS
from blocs.models import Bloc, Unit
from pacts.models import Ceremony, CriteriaTable, Pact


def effects(bloc: Bloc, unit: Unit, starts: date) -> Iterable[str]:
    pact = Pact.objects.filter(bloc=bloc).order_by("-version").first()
    if pact is None:
        yield _("The bloc has no pact yet; the unit takes part in the one to come.")
        return
    yield WORDS[pact.state]() % {"pact": pact.title}
    if pact.state != "sealed" and Ceremony.objects.filter(blocs=bloc, state__in=["planned", "live"]).exists():
        yield _("At the signing ceremony the unit is called last.")
    if CriteriaTable.objects.filter(pact=pact, state="adopted").exists():
        yield _("The adopted criteria table applies to it as it stands, with all its criteria.")


WORDS = {
    "draft": lambda: _("“%(pact)s” is a draft; the unit takes part in it and is asked to sign."),
    "open": lambda: _("“%(pact)s” is open for signatures; it can be sealed only when this unit has signed too."),
    "sealed": lambda: _(
        "“%(pact)s” is sealed and stays as it was signed; the unit signs a new version of it, or none this season."
    ),
}
EFFECTS.append(effects)
