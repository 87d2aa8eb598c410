"""Extending a stage of scoring, sending a sheet on, sending it back, moving it on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from blocs.forms.fields import DayField, LineField, ParagraphField
from blocs.models import Unit
from pacts.models import CriteriaTable, Criterion
from pacts.models.criteria import Stage
from reports.actions.stages import extend_stage, send_back
from reports.models import Sheet


class ExtendStageForm(HouseForm):
    stage = forms.ModelChoiceField(label=_("Stage"), queryset=Stage.objects.none(), empty_label=None)
    unit = forms.ModelChoiceField(
        label=_("For which unit"), queryset=Unit.objects.none(), required=False, empty_label=_("All units")
    )
    due_on = DayField(label=_("New deadline"))
    reason = LineField(label=_("Reason"), max_length=300, help_text=_("At least 20 characters."))

    def __init__(self, *args, table: CriteriaTable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = table.stages.order_by("order")
        self.fields["unit"].queryset = Unit.objects.filter(sheets__table=table).order_by("sheets__order")


def extend_from_form(stage: Stage, unit: Unit | None, due_on, reason: str, *, by):
    return extend_stage(stage, due_on, reason, unit=unit, by=by)


class DeclareForm(HouseForm):
    declared = forms.BooleanField(
        label=_("I have checked the marks and answer for their being true."),
        error_messages={"required": _("Tick the declaration before you submit.")},
    )


class AdvanceForm(HouseForm):
    note = LineField(label=_("Reason"), max_length=300, help_text=_("At least 20 characters."))


class ReturnForm(HouseForm):
    """Which stage it goes back to, which rows reopen, and why; at least one row is chosen on purpose."""

    stage = forms.ModelChoiceField(label=_("Back to the stage"), queryset=Stage.objects.none(), empty_label=None)
    reason = ParagraphField(
        label=_("Reason"), rows=3, help_text=_("At least 20 characters; the unit reads it word for word.")
    )
    criteria = forms.ModelMultipleChoiceField(
        label=_("Which rows are opened again"),
        queryset=Criterion.objects.none(),
        error_messages={"required": _("Choose the rows that are opened again.")},
    )

    def __init__(self, *args, stages: list[Stage], table: CriteriaTable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = Stage.objects.filter(pk__in=[stage.pk for stage in stages]).order_by("order")
        self.fields["criteria"].queryset = table.criteria.exclude(formula="")


def send_back_from_form(stage: Stage, reason: str, criteria, *, sheet: Sheet, by, at: int | None):
    return send_back(sheet, stage, criteria, reason, by=by, stage=at)
