"""The form where somebody types the code on a paper."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import HouseForm
from blocs.logic.codes import VERIFICATION


class CodeField(forms.CharField):
    """The code in its one spelling, from any: small letters, spaces, hyphens, or the whole address of the page."""

    def to_python(self, value):
        typed = super().to_python(value)
        if not typed:
            return ""
        part = typed.rstrip("/").rpartition("/")[2]
        code = VERIFICATION.found_in(part)
        if code is None:
            raise ValidationError(_("A code has 20 letters and digits, and never 0, O, 1, I or L."), code="shape")
        return code


class CodeForm(HouseForm):
    ma = CodeField(
        label=gettext_lazy("Code on the paper"),
        max_length=200,
        help_text=gettext_lazy("Capitals, spaces and hyphens do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 26}
        ),
        error_messages={"required": gettext_lazy("Enter the code that stands on the paper.")},
    )
