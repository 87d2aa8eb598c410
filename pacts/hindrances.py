"""Why a pact cannot be opened or sealed yet, each reason with the way to where it is mended, also before its time."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from blocs.models import User
from pacts.check_page import Fault, faults_of
from pacts.logic.obstacles import hindrances_to_sealing
from pacts.models import Pact
from pacts.models.outline import Part

SIGNATURES = "#chu-ky"
NAMED = 3  # more units than these are counted, not named


@dataclass(frozen=True)
class Hindrances:
    """`opening` only of a draft. Whoever may mend nothing reads the sentences without ways."""

    is_draft: bool
    may_mend: bool
    opening: list[Fault]
    sealing: list[Fault]


def hindrances_of(pact: Pact, parts: Iterable[Part], user: User) -> Hindrances | None:
    """None for a sealed pact, in whose way nothing stands any more."""
    if pact.is_sealed:
        return None
    may_mend = user.has_perm("pacts.edit", pact)
    return Hindrances(pact.is_editable, may_mend, faults_of(pact, parts), _to_the_seal(pact, user))


def _to_the_seal(pact: Pact, user: User) -> list[Fault]:
    found = hindrances_to_sealing(pact.for_sealing())
    found["signatures"] = _counted(found["signatures"])
    ways = _ways(pact, user)
    return [Fault(sentence, ways[about]) for about, sentences in found.items() for sentence in sentences]


def _counted(sentences: list[str]) -> list[str]:
    if len(sentences) <= NAMED:
        return sentences
    count = len(sentences)
    return [ngettext("%(count)s unit has not signed.", "%(count)s units have not signed.", count) % {"count": count}]


def _ways(pact: Pact, user: User) -> dict[str, str]:
    """The ceremony that carries the pact, else its plan; without the right to its desk, the signing table."""
    ceremony = pact.ceremonies.filter(state__in=["live", "planned"]).order_by("state", "pk").first()
    plan = reverse("pacts:ceremony_plan") + f"?giao_uoc={pact.pk}"
    desk = ""
    if ceremony and user.has_perm("pacts.desk", ceremony):
        desk = reverse("pacts:ceremony_console", args=[ceremony.pk])
    adopt = reverse("pacts:pact_adopt", args=[pact.pk])
    table = f"{desk}#pact-{pact.pk}" if desk else SIGNATURES
    return {"ceremony": desk or plan, "adoption": adopt, "text": table, "signatures": table}
