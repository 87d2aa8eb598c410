"""An objection in words, and the answer to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, HouseModelForm
from blocs.forms.fields import LineField, ParagraphField
from reports.models import Appeal


class AppealForm(HouseModelForm):
    class Meta:
        model = Appeal
        fields = ["text"]

    def __init__(self, *args, least: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("At least %(least)s characters.") % {"least": least}


class AnswerForm(HouseForm):
    """`asks`: what the criterion is given (`reports.marking.Row.asks`); yes or no is chosen, all else typed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Answer"),
        widget=forms.RadioSelect,
        choices=[("keep", _("Keep the mark")), ("change", _("Change the mark"))],
    )
    given = LineField(label=_("New mark"), required=False, max_length=40, check_legacy=False)
    answer = ParagraphField(label=_("Reason"), rows=4)

    def __init__(self, *args, appeal: Appeal, asks: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", appeal.revision)
        self.fields["given"].help_text = _("Only where the mark changes: points, figure, or as on the sheet.")
        self.fields["answer"].help_text = _("At least %(least)s characters.") % {
            "least": appeal.sheet.table.reason_length
        }
        if asks == "yes_no":
            choices = [("", "—"), ("1", _("Met")), ("0", _("Not met"))]
            self.fields["given"] = forms.ChoiceField(label=_("New mark"), choices=choices, required=False)

    def clean(self):
        said = super().clean()
        if said.get("outcome") == "change" and not said.get("given"):
            self.add_error("given", _("Give the new mark."))
        return said
