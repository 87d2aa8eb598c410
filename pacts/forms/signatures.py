"""What the signing table is asked for when one press is not enough."""

from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from blocs.forms.fields import LineField, MomentField
from blocs.models import Leader
from pacts.actions.frozen import leaders_near
from pacts.forms.ceremonies import LeaderChoice


class SignatureForm(HouseForm):
    """A signer other than the unit's leader, a delegation, or a time of its own."""

    name = LineField(label=_("Signer"), max_length=120, required=False)
    rank = LineField(label=_("Rank"), max_length=40, required=False)
    position = LineField(label=_("Post"), max_length=200, required=False)
    acting_for = LineField(
        label=_("Signs for"),
        max_length=200,
        required=False,
        help_text=_("Whose place the signer takes, where it is so."),
    )
    acting_document = LineField(label=_("Document of the delegation"), max_length=200, required=False)
    signed_at = MomentField(label=_("Signed at"), required=False, help_text=_("Now, unless another time is given."))

    def __init__(self, *args, signer=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "rank", "position") if signer else ():
            self.fields[name].initial = signer.get(name, "")

    def clean(self):
        facts = super().clean()
        if facts.get("acting_for") and not facts.get("name"):
            self.add_error("name", _("Write who signed in place of the leader."))
        return facts


class AbsenceForm(HouseForm):
    reason = LineField(label=_("Reason for absence"), max_length=200)


class WitnessForm(HouseForm):
    leader = LeaderChoice(Leader.objects.none(), label=_("Leader in the register"), required=False)
    name = LineField(
        label=_("Name"), max_length=120, required=False, help_text=_("Only for a person who is not in the register.")
    )
    rank = LineField(label=_("Rank"), max_length=40, required=False)
    position = LineField(label=_("Post"), max_length=200, required=False)
    signed_at = MomentField(label=_("Signed at"), required=False, help_text=_("Now, unless another time is given."))

    def __init__(self, *args, ceremony, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = leaders_near(ceremony.blocs.all())
