"""Read numbers as Vietnamese officers type them: decimal comma, thousands dot, and never a guess.

The rules are those of the number table in the screens: a reading is taken only when it is the
one that fits; where two fit, the writer is asked; where none fits, a sentence says what to type.
Empty cells (nothing, a dash, x or K) are None, "not reported", and never 0.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.logic.wording import typed

MOST_DIGITS = 15  # decision: databases keep no more significant digits exactly
EMPTY = {"", "-", "–", "—", "−", "x", "k"}

_PLAIN_FORMS = str.maketrans("０１２３４５６７８９，．％－＋−", "0123456789,.%-+-")
_SPACES = "[ \u00a0\u202f\u2009]"
_INTEGER = r"\d+"
_GROUPED_BY_DOTS = r"[1-9]\d{0,2}(?:\.\d{3})+"
_GROUPED_BY_SPACES = rf"[1-9]\d{{0,2}}(?:{_SPACES}\d{{3}})+"
_VIETNAMESE = re.compile(
    rf"(?P<sign>[+-]?)(?P<whole>{_INTEGER}|{_GROUPED_BY_DOTS}|{_GROUPED_BY_SPACES})(?:,(?P<part>\d+))?", re.ASCII
)
_DOT_DECIMAL = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d+)\.(?P<part>\d+)", re.ASCII)
_ENGLISH = re.compile(r"[+-]?\d{1,3}(?:,\d{3})*(?:,\d{3}|\.\d+)", re.ASCII)


class Unreadable(ValueError):
    """What was typed cannot be taken; `sentence` tells the writer what to type instead."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


class Ambiguous(Unreadable):
    """What was typed reads two ways; `choices` holds both, and the writer picks."""

    def __init__(self, raw: str, choices: tuple[Decimal, ...]):
        first, second = map(typed, choices)
        super().__init__(
            _("“%(raw)s” may be %(a)s or %(b)s. Choose the right value.") % {"raw": raw, "a": first, "b": second}
        )
        self.raw = raw
        self.choices = choices


def read_number(raw, *, places: int = 2, field: str = "") -> Decimal | None:
    """A number of any size and sign with at most `places` decimals; `92.020` is asked about, `1.234` is 1234."""
    text = _plain(raw)
    if text.lower() in EMPTY:
        return None
    readings = [value for value in _readings(text) if _decimals(value) <= places]
    if len(readings) == 2:
        raise Ambiguous(text, tuple(readings))
    value = readings[0] if readings else _refuse(text, places=places, field=field)
    return _within_digits(value, field)


def read_percent(raw, *, over_100: bool = False, field: str = "") -> Decimal | None:
    """A percentage from 0 to 100 (or more where `over_100`) with at most two decimals; the % sign may stand or not."""
    text = _plain(raw)
    if text.lower() in EMPTY:
        return None
    text = re.sub(rf"{_SPACES}*%$", "", text)
    readings = _readings(text)
    if len(readings) == 2 and _decimals(readings[0]) <= 2:
        raise Ambiguous(text, tuple(readings))
    # A dot before three digits is never taken for thousands here: 1.234 % is a slip, not 1234 %.
    value = readings[0] if readings and _decimals(readings[0]) <= 2 else _refuse(text, places=2, field=field)
    return _within_digits(_within_percent(value, over_100), field)


def read_count(raw, *, field: str = "") -> int | None:
    """A whole number from 0 on; a dot before three digits is a thousands dot, so `92.020` is 92020."""
    text = _plain(raw)
    if text.lower() in EMPTY:
        return None
    found = _VIETNAMESE.fullmatch(text)
    if not found or found["part"] or found["sign"] == "-":
        raise Unreadable(_("%(field)s must be a whole number, for example 1.234") % {"field": _named(field)})
    return int(_within_digits(_value(found), field))


def _plain(raw) -> str:
    """The typed text without outer spaces, full-width forms made plain; numbers from a spreadsheet as typed text."""
    if raw is None:
        return ""
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        return _from_spreadsheet(raw)
    return str(raw).translate(_PLAIN_FORMS).strip(" \t\r\n\u00a0\u202f\u2009\u3000\u200b\ufeff")


def _from_spreadsheet(raw) -> str:
    """A float is taken in its shortest form, 92.02 and not 92.0199999; what cannot be typed stays unreadable."""
    value = Decimal(str(raw))
    return typed(value) if value.is_finite() and abs(value.adjusted()) < 25 else str(raw)


def _readings(text: str) -> list[Decimal]:
    """All values the text may mean: the decimal reading first, then the one with thousands dots.

    Zeros typed at the end count as decimals, but not in a text that reads both ways: 92.020 may be 92,02.
    """
    found = [pattern.fullmatch(text) for pattern in (_DOT_DECIMAL, _VIETNAMESE)]
    values = [_value(match) for match in found if match]
    return [values[0].normalize(), values[1]] if len(values) == 2 else values


def _value(found: re.Match) -> Decimal:
    """Exact, the zeros kept as typed; minus zero is zero."""
    whole = re.sub(r"\D", "", found["whole"])
    part = found.groupdict().get("part")
    value = Decimal(f"{found['sign']}{whole}" + (f".{part}" if part else ""))
    return value if value else value.copy_abs()


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _refuse(text: str, *, places: int, field: str):
    """Say why nothing fits: English separators, too many decimals, or no number at all."""
    if _readings(text):
        raise Unreadable(
            _("%(field)s takes at most %(places)s decimal places, for example 92,02")
            % {"field": _named(field), "places": places}
        )
    if _ENGLISH.fullmatch(text):
        raise Unreadable(_("Use a comma for the decimal part, for example 92,02"))
    raise Unreadable(_("%(field)s must be a number, for example 92,02") % {"field": _named(field)})


def _within_percent(value: Decimal, over_100: bool) -> Decimal:
    if value < 0 and over_100:
        raise Unreadable(_("The rate must not be below zero"))
    if value < 0 or (value > 100 and not over_100):
        raise Unreadable(_("The rate must be from 0% to 100%"))
    return value


def _within_digits(value: Decimal, field: str) -> Decimal:
    if len(value.as_tuple().digits) > MOST_DIGITS:
        raise Unreadable(
            _("%(field)s may have at most %(most)s digits") % {"field": _named(field), "most": MOST_DIGITS}
        )
    return value


def _named(field: str) -> str:
    return field or _("The value")
