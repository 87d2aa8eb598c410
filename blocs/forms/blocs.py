"""Questions about series, blocs, members, headships and the next season."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.actions.renewal import Renewal
from blocs.forms.base import HouseForm, HouseModelForm, RevisedForm
from blocs.forms.fields import DayField, LineField
from blocs.models import Bloc, Headship, Membership, Remark, Season, Series, Unit


class SeriesForm(RevisedForm):
    class Meta:
        model = Series
        fields = ["organiser", "name", "slug", "task"]
        help_texts = {"slug": _("Leave it empty to make it from the name. An old address keeps leading here.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean_slug(self):
        return self.cleaned_data["slug"] or self.instance.slug


class BlocForm(RevisedForm):
    """A bloc nobody renewed: the first one of its series."""

    class Meta:
        model = Bloc
        fields = ["series", "season", "name", "code", "decision_number", "slogan", "sector", "is_illustrative"]
        help_texts = {"name": _("Leave it empty where the bloc is called like its series.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False


class BlocEditForm(RevisedForm):
    class Meta:
        model = Bloc
        fields = ["name", "code", "decision_number", "slogan", "sector", "level_words", "stated_unit_count", "source"]


class MembershipForm(RevisedForm):
    class Meta:
        model = Membership
        fields = ["unit", "order", "from_on", "until_on", "decision_number", "note"]

    def __init__(self, *args, bloc: Bloc | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if bloc is None:
            del self.fields["unit"]
            return
        self.instance.bloc = bloc
        self.fields["order"].required = False
        self.fields["order"].help_text = _("Leave it empty to put the unit last.")
        self.initial["order"] = ""
        self.fields["unit"].queryset = Unit.objects.on(bloc.day).exclude(memberships__bloc=bloc)

    def clean_order(self):
        return self.cleaned_data["order"] or 0


class LeaveForm(HouseForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField(label=_("last day in the bloc"))
    note = LineField(label=_("document or reason"), max_length=300, required=False)


class HeadshipForm(HouseModelForm):
    """Who heads or deputises; what is left empty is open."""

    class Meta:
        model = Headship
        fields = ["part", "unit", "chosen", "from_on", "until_on", "decision_number", "decided_on", "note"]

    def __init__(self, *args, bloc: Bloc, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.bloc = bloc
        self.fields["unit"].queryset = Unit.objects.filter(memberships__bloc=bloc).order_by("memberships__order")
        part = self.fields["part"]
        part.choices = [one for one in part.choices if one[0] != Headship.Part.ACTING]  # has a page of its own


class ActingHeadForm(HouseModelForm):
    """Who acts in the head's place, and between which days; the paper and the reason."""

    class Meta:
        model = Headship
        fields = ["unit", "from_on", "until_on", "decision_number", "decided_on", "note"]
        labels = {"note": _("reason")}

    def __init__(self, *args, bloc: Bloc, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.bloc, self.instance.part = bloc, Headship.Part.ACTING
        heads = bloc.headships.on(bloc.day).filter(part=Headship.Part.HEAD).values("unit")
        members = Unit.objects.filter(memberships__bloc=bloc).exclude(pk__in=heads)
        self.fields["unit"].queryset = members.order_by("memberships__order")
        deputy = bloc.headships.on(bloc.day).filter(part=Headship.Part.DEPUTY).first()
        self.fields["unit"].initial = deputy.unit_id if deputy else None
        for name in ("from_on", "until_on", "note"):
            self.fields[name].required = True


class RemarkForm(HouseModelForm):
    class Meta:
        model = Remark
        fields = ["text", "is_inferred"]

    def __init__(self, *args, bloc: Bloc, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.bloc = bloc


VIETNAMESE = {"lang": "vi"}  # the names of seasons and units, on pages in any language


class RenewForm(HouseForm):
    """Everything proposed, so that one button is enough; what is unticked is left out."""

    season = forms.ChoiceField(label=_("next season"), widget=forms.Select(VIETNAMESE))
    units = forms.MultipleChoiceField(label=_("member units"), widget=forms.CheckboxSelectMultiple(VIETNAMESE))
    head = forms.ChoiceField(label=_("head of the bloc"), widget=forms.Select(VIETNAMESE))
    deputy = forms.ChoiceField(label=_("deputy head of the bloc"), required=False, widget=forms.Select(VIETNAMESE))

    def __init__(self, *args, previous: Bloc, after: Season | None, proposal: Renewal, **kwargs):
        super().__init__(*args, **kwargs)
        self.seasons = {str(season.pk or "new"): season for season in _later_seasons(previous, after)}
        self.units_by_key = {str(unit.pk): unit for unit in proposal.units}
        units = [(key, str(unit)) for key, unit in self.units_by_key.items()]
        self.fields["season"].choices = [(key, _season_words(season)) for key, season in self.seasons.items()]
        self.fields["units"].choices = units
        self.fields["head"].choices = units
        self.fields["deputy"].choices = [("", "—"), *units]
        self.initial.update(units=list(self.units_by_key), season=next(iter(self.seasons), ""))
        self.initial.update(head=_key(proposal.head.unit), deputy=_key(proposal.deputy.unit))

    def clean_season(self):
        return self.seasons[self.cleaned_data["season"]]

    def clean_units(self):
        return [unit for key, unit in self.units_by_key.items() if key in self.cleaned_data["units"]]

    def clean_head(self):
        return self.units_by_key.get(self.cleaned_data["head"])

    def clean_deputy(self):
        return self.units_by_key.get(self.cleaned_data["deputy"])


def _key(unit: Unit | None) -> str:
    return str(unit.pk) if unit else ""


def _later_seasons(previous: Bloc, after: Season | None) -> list[Season]:
    """The season that follows first, then every other one that begins later."""
    later = Season.objects.filter(starts_on__gt=previous.season.starts_on).order_by("starts_on")
    first = [after] if after else []
    return first + [season for season in later if season not in first]


def _season_words(season: Season) -> str:
    return season.name if season.pk else gettext("%(season)s (will be made)") % {"season": season.name}
