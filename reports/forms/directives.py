"""A directive as it is given, answered and returned."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, HouseModelForm, RevisedForm
from blocs.forms.fields import ParagraphField
from blocs.models import Unit
from reports.logic.deadlines import REASON_LEAST
from reports.logic.directive_states import TEXT_LEAST
from reports.models import Directive


class OfMembers(forms.ModelChoiceField):
    def label_from_instance(self, unit):
        return unit.name


class SeveralMembers(forms.ModelMultipleChoiceField):
    def label_from_instance(self, unit):
        return unit.name


class DirectiveForm(RevisedForm):
    """Text and day; the unit too where the address names none."""

    class Meta:
        model = Directive
        fields = ["unit", "text", "due_on"]
        field_classes = {"unit": OfMembers}

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.unit_id:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        self.fields["text"].help_text = _("What the unit is to do, in at least 10 characters.")
        self.fields["text"].min_length = TEXT_LEAST
        self.fields["due_on"].help_text = _("The last day for the unit to answer, for example 15/06/2017.")


class DirectivesForm(HouseModelForm):
    """The same words to several units; all are ticked to begin with."""

    units = SeveralMembers(
        label=_("Units"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple({"lang": "vi"})
    )

    class Meta:
        model = Directive
        fields = ["text", "due_on"]

    field_order = ["text", "due_on", "units"]

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("precedence", "name_sort")
        self.fields["units"].queryset = rows
        self.initial["units"] = [unit.pk for unit in units]
        self.fields["text"].help_text = _("What each unit is to do, in at least 10 characters.")
        self.fields["text"].min_length = TEXT_LEAST
        self.fields["due_on"].help_text = _("The last day for the units to answer, for example 15/06/2017.")


class AnswerDirectiveForm(HouseForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    answer = ParagraphField(label=_("Answer of the unit"), rows=5)

    def __init__(self, *args, directive: Directive, **kwargs):
        kwargs["initial"] = {"revision": directive.revision, "answer": directive.answer}
        super().__init__(*args, **kwargs)
        self.fields["answer"].help_text = _("What was done and with what result, in at least 10 characters.")


class ReturnForm(HouseForm):
    """Why something comes back; whoever gets it reads these words."""

    reason = ParagraphField(
        label=_("Reason"),
        min_length=REASON_LEAST,
        help_text=_("At least 20 characters; it reaches the receiver word for word."),
        error_messages={"min_length": _("Give the reason (at least 20 characters).")},
    )
