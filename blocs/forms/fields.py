"""Form fields for Vietnamese numbers, dates and text: they read with the logic and show its sentences.

A bound field shows again exactly what was typed; an initial value is shown as one would type it.
"""

from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.utils import from_current_timezone, to_current_timezone
from django.utils.translation import gettext as _

from blocs.logic import wording
from blocs.logic.dates import read_day, read_moment
from blocs.logic.numbers import Ambiguous, Unreadable, read_count, read_number, read_percent
from blocs.logic.text import clean, clean_lines, from_legacy, looks_legacy


def typing(mode: str | None = None) -> forms.TextInput:
    """A text input with the right keyboard; never type=number, which hides a comma or loses what was typed."""
    return forms.TextInput(attrs={"autocomplete": "off"} | ({"inputmode": mode} if mode else {}))


class UnreadableInput(ValidationError):
    """The sentence of the logic as a form error; an unsure number carries both readings as `choices`."""

    def __init__(self, error: Unreadable):
        self.choices = error.choices if isinstance(error, Ambiguous) else ()
        super().__init__(error.sentence, code="ambiguous" if self.choices else "unreadable")


def in_mid_sentence(label: str) -> str:
    """“Số vụ” → “số vụ”; abbreviations keep their capitals."""
    return label[:1].lower() + label[1:] if label[1:2] != label[1:2].upper() or label[1:2] == " " else label


class ReadField(forms.Field):
    """A text input whose value is read by one function of the logic."""

    mode: str | None = None

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", typing(self.mode))
        super().__init__(**kwargs)

    def read(self, raw):
        """The value of what was typed, None when empty; raises Unreadable."""
        raise Unreadable(str(raw))

    def to_python(self, value):
        try:
            return self.read(value)
        except Unreadable as error:
            raise UnreadableInput(error) from error

    def validate(self, value):
        if value is None and self.required:
            raise ValidationError(_say_required(self), code="required")


def _say_required(field: forms.Field) -> str:
    if not field.label:
        return str(field.error_messages["required"])
    return _("Enter %(field)s") % {"field": in_mid_sentence(str(field.label))}


class NumberField(ReadField):
    """Decimal with at most `places` decimals. Takes a model field's keywords too, so `field_classes` can name it."""

    mode = "decimal"

    def __init__(self, *, places=2, min_value=None, max_value=None, decimal_places=None, max_digits=None, **kwargs):
        self.places = places if decimal_places is None else decimal_places
        super().__init__(**kwargs)
        limits = [(MinValueValidator, min_value), (MaxValueValidator, max_value)]
        self.validators += [validator(limit) for validator, limit in limits if limit is not None]

    def read(self, raw) -> Decimal | int | None:
        return read_number(raw, places=self.places, field=str(self.label or ""))

    def prepare_value(self, value):
        return wording.typed(value) if isinstance(value, (int, float, Decimal)) else value


class PercentField(NumberField):
    """Decimal from 0 to 100 with at most two decimals; more than 100 only where the pledge allows it."""

    def __init__(self, *, over_100=False, **kwargs):
        self.over_100 = over_100
        super().__init__(**kwargs)

    def read(self, raw) -> Decimal | int | None:
        return read_percent(raw, over_100=self.over_100, field=str(self.label or ""))


class CountField(NumberField):
    """int from 0 on."""

    mode = "numeric"

    def __init__(self, **kwargs):
        super().__init__(**{"places": 0} | kwargs)

    def read(self, raw):
        return read_count(raw, field=str(self.label or ""))


class DayField(ReadField):
    """date, typed day/month/year."""

    def read(self, raw) -> date | None:
        return read_day(raw)

    def prepare_value(self, value):
        return wording.day(value) if isinstance(value, date) else value


class MomentField(ReadField):
    """Aware datetime in the site's zone, typed hour:minute, day/month/year."""

    def read(self, raw) -> datetime | None:
        moment = read_moment(raw)
        return moment and from_current_timezone(moment)

    def prepare_value(self, value):
        return wording.moment(to_current_timezone(value)) if isinstance(value, datetime) else value

    def has_changed(self, initial, data):
        """Seconds are not shown, so they are not compared."""
        if isinstance(initial, datetime):
            initial = self.to_python(to_current_timezone(initial).replace(second=0, microsecond=0))
        return super().has_changed(initial, data)


class LineField(forms.CharField):
    """One line of clean text. Text of old fonts is refused with its likely reading, unless `check_legacy` is off."""

    tidy = staticmethod(clean)

    def __init__(self, *, check_legacy=True, **kwargs):
        self.check_legacy = check_legacy
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return self.empty_value
        if self.check_legacy and looks_legacy(str(value)):
            raise ValidationError(_say_legacy(str(value)), code="legacy")
        return self.tidy(str(value)) or self.empty_value

    def validate(self, value):
        if self.required and value in self.empty_values:
            raise ValidationError(_say_required(self), code="required")


class ParagraphField(LineField):
    """Several lines of clean text; the lines stay."""

    tidy = staticmethod(clean_lines)

    def __init__(self, *, rows=4, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)


def _say_legacy(text: str) -> str:
    """The suggestion is tidied only after conversion, because ư of TCVN3 is an invisible character elsewhere."""
    warning = _(
        "The pasted text seems to use an old font (TCVN3 or VNI). It has been converted to Unicode on trial; "
        "please check it before saving."
    )
    return f"{warning} “{clean_lines(from_legacy(text))}”"
