"""A figure in words, as the public reads it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.logic.wording import trimmed
from pacts.logic.targets import amount, rounded
from reports.logic.comparison import rate


def result_words(
    *,
    value: Decimal | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    statement: str = "",
    measure: str = "",
    is_not_applicable: bool = False,
    is_withheld: bool = False,
) -> str:
    """“92,02%”, “93,55% (29/31)”, “29/31 nội dung”, a statement, or that it is withheld or does not apply.

    A withheld figure gives nothing away, whatever it holds. A rate is shown to 0,01 %.
    """
    if is_withheld:
        return _("Withheld from publication")
    if is_not_applicable:
        return _("Not applicable")
    number = _number(value, numerator, denominator, measure)
    return " – ".join(filter(None, [number, statement]))


def _number(value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None, measure: str) -> str:
    if value is not None:
        return amount(value, measure)
    if numerator is None or denominator is None:
        return ""
    parts = f"{trimmed(numerator)}/{trimmed(denominator)}"
    if measure not in ("", "%"):
        return f"{parts} {measure}"
    share = rate(numerator, denominator)
    return f"{trimmed(rounded(share))}% ({parts})" if share is not None else parts
