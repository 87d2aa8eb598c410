"""The stages of a season: signing, carrying out, review, closing review. A bar shows how far it has come."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from blocs.logic.wording import day


@dataclass(frozen=True)
class Met:
    """A meeting of the season as the bar needs it: its day in words, and whether it was held."""

    when: str
    is_held: bool


@dataclass(frozen=True)
class Stage:
    """`state` is done, current or ahead."""

    label: Any
    when: str
    state: str


def stages(
    *, starts_on: date, ends_on: date, today: date, signing: Met | None, midyear: Met | None, closing: Met | None
) -> list[Stage]:
    """At most four stages, exactly one of them current: the last one the season has reached.

    Of a season that is over, a signing or mid-year review nobody recorded is left out: the bar
    does not say that it took place, nor that it did not.
    """
    is_over = today > ends_on
    rows = [
        (_("Signing"), signing.when if signing else "", bool(signing and signing.is_held), signing),
        (
            _("Carrying out"),
            _until(ends_on),
            bool(is_over or (signing and signing.is_held and today >= starts_on)),
            True,
        ),
        (_("Mid-year review"), midyear.when if midyear else "", bool(midyear and midyear.is_held), midyear),
        (_("Closing review"), closing.when if closing else "", is_over or bool(closing and closing.is_held), True),
    ]
    kept = [row for row in rows if row[3] or not is_over]
    reached = max((n for n, row in enumerate(kept) if row[2]), default=0)
    states = ["done" if n < reached else "current" if n == reached else "ahead" for n in range(len(kept))]
    return [Stage(row[0], row[1], state) for row, state in zip(kept, states, strict=True)]


def _until(ends_on: date) -> str:
    return _("until %(date)s") % {"date": day(ends_on)}
