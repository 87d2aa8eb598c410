"""Questions for the first steps of a site, and for giving many accounts at once."""

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs.actions.setup import FirstFacts
from blocs.forms.base import HouseForm
from blocs.forms.fields import DayField, LineField, ParagraphField
from blocs.models import Season

LARGEST_EMBLEM = 2 * 1024 * 1024  # bytes
MOST_PIXELS = 16_000_000  # unpacked whole when its pixels are copied
USUAL_LEVELS = "Bộ\nCông an tỉnh\nPhòng\nCông an xã, phường\nĐội"


def judged_emblem(emblem):
    """As an image field gives it: a fresh upload with its picture, the one that is kept, or none."""
    picture = getattr(emblem, "image", None)
    if picture is not None and not _is_small(emblem.size, picture):
        raise ValidationError(_("Only PNG or JPG, at most 2 MB."))
    return emblem


def _is_small(size: int, picture) -> bool:
    known = picture.format in ("PNG", "JPEG")
    return known and size <= LARGEST_EMBLEM and picture.width * picture.height <= MOST_PIXELS


class SetupForm(HouseForm):
    body_name = LineField(label=_("Name of the body"), max_length=200)
    parent_name = LineField(label=_("Name of its parent body"), max_length=200, required=False)
    place_name = LineField(
        label=_("Place name on papers"),
        max_length=100,
        required=False,
        help_text=_("As written before the date on a paper."),
    )
    emblem = forms.ImageField(
        label=_("Emblem"), required=False, help_text=_("PNG or JPG, at most 2 MB. Without one the name stands alone.")
    )
    movement = LineField(label=_("Movement"), max_length=200, initial="Vì An ninh Tổ quốc")
    season_name = LineField(label=_("Season"), max_length=120)
    season_kind = forms.ChoiceField(label=_("Kind of season"), choices=Season.Kind.choices)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    levels = ParagraphField(
        label=_("Levels of the organisation"), initial=USUAL_LEVELS, help_text=_("One on each line, highest first.")
    )
    admin_name = LineField(label=_("Full name of the first administrator"), max_length=120)
    admin_username = forms.CharField(
        label=_("User name of the first administrator"),
        max_length=150,
        initial="quan-tri",
        validators=[UnicodeUsernameValidator()],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = timezone.localdate().year
        start = {"season_name": f"Năm {year}", "starts_on": f"01/01/{year}", "ends_on": f"31/12/{year}"}
        self.initial = {**start, **self.initial}
        self.helper.layout = Layout(
            Fieldset(_("1. The body"), "body_name", "parent_name", "place_name", "emblem"),
            Fieldset(_("2. Movement and season"), "movement", "season_name", "season_kind", "starts_on", "ends_on"),
            Fieldset(_("3. Levels"), "levels"),
            Fieldset(_("4. First administrator"), "admin_name", "admin_username"),
        )

    def clean_emblem(self):
        return judged_emblem(self.cleaned_data["emblem"])

    def clean_levels(self):
        return [line.strip() for line in self.cleaned_data["levels"].splitlines() if line.strip()]

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day cannot be before the first day."))
        return data

    def facts(self) -> FirstFacts:
        return FirstFacts(**self.cleaned_data)


class AccountsForm(HouseForm):
    """One account a line: full name; user name; role; place."""

    lines = ParagraphField(
        label=_("Accounts"),
        rows=14,
        help_text=_("One account on each line: full name; user name; role; unit or bloc. Example: %(example)s")
        % {"example": "Nguyễn Thị Hoa; thu-ky-khoi-1; thư ký; khoi-csnd/2017"},
    )
