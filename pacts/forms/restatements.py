"""What a member is held to from a day on, in the place of what was sealed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseModelForm
from pacts.models import Criterion, Pact, Pledge, Restatement
from pacts.restated import own_targets


class RestatementForm(HouseModelForm):
    class Meta:
        model = Restatement
        fields = ["membership", "pledge", "target", "baseline", "criterion", "from_on", "reason"]
        labels = {
            "target": _("new target"),
            "baseline": _("new baseline"),
            "criterion": _("criterion no longer applies"),
        }
        widgets = {name: forms.Select({"lang": "vi"}) for name in ("membership", "pledge", "criterion")}

    def __init__(self, *args: Any, pact: Pact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.pact = self.pact = pact
        members = pact.bloc.memberships.in_order()
        self.fields["membership"].queryset = members
        self.fields["membership"].label_from_instance = lambda row: str(row.unit)
        self.fields["pledge"].queryset = Pledge.objects.filter(pact=pact, target__isnull=False).in_order()
        self.fields["criterion"].queryset = Criterion.objects.filter(table__pact=pact).order_by("order", "pk")

    def clean(self) -> dict[str, Any]:
        """What is left open keeps the figure that holds now."""
        cleaned = super().clean() or self.cleaned_data
        pledge, member = cleaned.get("pledge"), cleaned.get("membership")
        if cleaned.get("criterion") and not pledge:
            self.instance.applies = False
            cleaned["target"] = cleaned["baseline"] = None
        if pledge and member and (cleaned.get("target") is None) != (cleaned.get("baseline") is None):
            self._fill(cleaned, pledge, member)
        return cleaned

    def _fill(self, cleaned: dict[str, Any], pledge: Pledge, member: Any) -> None:
        own = own_targets([pledge]).get((pledge.pk, member.unit_id))
        if cleaned.get("target") is None:
            cleaned["target"] = own.target if own else pledge.target
            self.instance.target_max = own.target_max if own else pledge.target_max
        else:
            cleaned["baseline"] = own.baseline if own else None
