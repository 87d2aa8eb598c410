"""What every form of the house shares: fields that read as officers type, a helper, a guard against lost updates."""

from crispy_forms.helper import FormHelper
from django import forms
from django.db import models
from django.utils.text import capfirst

from blocs.forms.fields import CountField, DayField, LineField, MomentField, NumberField, ParagraphField
from blocs.models import fields as kept

FORM_FIELDS = [
    (kept.LineField, LineField),
    (kept.ProseField, ParagraphField),
    (models.DateTimeField, MomentField),
    (models.DateField, DayField),
    (models.DecimalField, NumberField),
    (models.IntegerField, CountField),
]


def house_field(db_field, **kwargs):
    """The form field for a model field: the house's own reader where there is one, Django's elsewhere.

    Serves as `formfield_callback`, also in `modelform_factory`.
    """
    if not db_field.choices:
        for kind, form_class in FORM_FIELDS:
            if isinstance(db_field, kind):
                kwargs.setdefault("form_class", form_class)
                break
    if kwargs.get("form_class") is ParagraphField:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
    return db_field.formfield(**kwargs)


class Laid:
    """Gives a form its crispy helper and labels a capital. The template writes the form tag, the token, the buttons."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label) if field.label else field.label
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class HouseForm(Laid, forms.Form):
    """A form without a row behind it; `submit` hands its cleaned data to the action."""


class HouseModelForm(Laid, forms.ModelForm):
    """A form for a row without a revision."""

    def __init_subclass__(cls, **kwargs):
        """Django reads `formfield_callback` from each Meta and does not inherit it, so every Meta is given it here."""
        super().__init_subclass__(**kwargs)
        if "Meta" in cls.__dict__ and not hasattr(cls.Meta, "formfield_callback"):
            cls.Meta.formfield_callback = staticmethod(house_field)


class RevisedForm(HouseModelForm):
    """A form for a Revised row: posts the revision it was opened with. A new row has none, so its form has no field."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["revision"]
        else:
            self.initial.setdefault("revision", self.instance.revision)
