"""Let everybody who watches a ceremony know that something changed."""

from django.db.models import F

from pacts.models import Ceremony, Pact, Run


def beat(ceremony: Ceremony | int | None) -> None:
    """One pulse more, committed together with what changed, so that a board never sees one without the other.

    A single UPDATE: the pulse is a counter and has neither history nor state. Without a console there is nothing to do.
    """
    if ceremony is not None:
        pk = ceremony if isinstance(ceremony, int) else ceremony.pk
        Run.objects.filter(ceremony=pk).update(pulse=F("pulse") + 1)


def beat_all(pact: Pact) -> None:
    """Every ceremony on whose table this pact lies."""
    Run.objects.filter(ceremony__pacts=pact.pk).update(pulse=F("pulse") + 1)
