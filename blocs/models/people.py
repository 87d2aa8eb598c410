"""Leaders with dated ranks and posts; users and the duties that give them rights."""

from datetime import date
from functools import cached_property

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.models.base import Dated, DatedQuerySet, LockingQuerySet, Named, Revised, ends_after_it_begins
from blocs.models.blocs import Bloc
from blocs.models.fields import LineField
from blocs.models.places import Place, Unit


class Rank(models.Model):
    """A police rank; the lower its precedence number, the higher the rank (Luật CAND 37/2018/QH14)."""

    slug = models.SlugField(_("address"), max_length=20, unique=True)
    name = LineField(_("name"), max_length=40, unique=True)
    precedence = models.PositiveSmallIntegerField(_("precedence, highest first"), unique=True)

    class Meta:
        verbose_name = _("rank")
        verbose_name_plural = _("police ranks")
        ordering = ["precedence"]

    def __str__(self):
        return self.name


class Leader(Named, Revised):
    """A person who leads, presides, attends or signs. Rank and posts are dated and independent of each other."""

    person_name = True
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = LineField(_("full name"), max_length=120)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = LockingQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a leader"), excluded_fields=["name_sort", "name_fold"])

    class Meta:
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")
        ordering = ["name_sort"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("blocs:leader_detail", args=[self.pk])

    def rank_on(self, day: date | None) -> Rank | None:
        held = [row for row in self.ranks.all() if row.is_in_force(day)]
        return min((row.rank for row in held), key=lambda rank: rank.precedence, default=None)

    def posts_on(self, day: date | None, kind: str) -> list["Post"]:
        return [row for row in self.posts.all() if row.kind == kind and row.is_in_force(day)]


class RankHeld(Dated):
    leader = models.ForeignKey(Leader, models.CASCADE, related_name="ranks", verbose_name=_("leader"))
    rank = models.ForeignKey(Rank, models.PROTECT, related_name="+", verbose_name=_("rank"))

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rank held")
        verbose_name_plural = _("ranks held")
        ordering = ["leader", "from_on", "pk"]
        constraints = [ends_after_it_begins("rankheld")]

    def __str__(self):
        return f"{self.rank} {self.leader}"


class Post(Dated):
    """A post at a unit, or a party post; as it is written before the name."""

    class Kind(models.TextChoices):
        OFFICE = "office", _("post")
        PARTY = "party", _("party post")

    leader = models.ForeignKey(Leader, models.CASCADE, related_name="posts", verbose_name=_("leader"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.OFFICE)
    name = LineField(_("post, as written"), max_length=200)
    heads_unit = models.BooleanField(_("leads the unit"), default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["leader", "kind", "from_on", "pk"]
        constraints = [ends_after_it_begins("post")]

    def __str__(self):
        return self.name


class Role(models.TextChoices):
    ADMIN = "admin", _("administrator")
    STANDING = "standing", _("standing body")
    DEPARTMENT = "department", _("functional department")
    SECRETARY = "secretary", _("bloc secretary")
    COMMANDER = "commander", _("commander")
    REPORTER = "reporter", _("unit reporter")


UNIT_ROLES = [Role.STANDING, Role.DEPARTMENT, Role.COMMANDER, Role.REPORTER]


class User(Named, Revised, AbstractUser):
    """An account. What it may do follows from its duties today, never from Django's permission rows."""

    person_name = True
    first_name = None
    last_name = None
    name = LineField(_("full name"), max_length=120, blank=True)
    leader = models.OneToOneField(
        Leader, models.SET_NULL, null=True, blank=True, related_name="user", verbose_name=_("leader")
    )
    must_change_password = models.BooleanField(_("must choose a new password"), default=False)

    objects = UserManager()
    history = HistoricalRecords(
        verbose_name=_("history of a user"),
        excluded_fields=["password", "last_login", "date_joined", "name_sort", "name_fold"],
    )
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]

    def __str__(self):
        return self.name or self.username

    def save(self, *args, update_fields=None, **kwargs):
        """A login is no edit: it raises no revision and leaves no trace in the history."""
        if update_fields is None or set(update_fields) != {"last_login"}:
            return super().save(*args, update_fields=update_fields, **kwargs)
        self.skip_history_when_saving = True
        try:
            AbstractUser.save(self, *args, update_fields=update_fields, **kwargs)
        finally:
            del self.skip_history_when_saving

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    @cached_property
    def duties_today(self) -> list["Duty"]:
        if not self.is_active:
            return []
        return list(self.duties.on().select_related("unit", "bloc"))

    @property
    def is_admin(self) -> bool:
        return self.is_active and (self.is_superuser or any(duty.role == Role.ADMIN for duty in self.duties_today))

    def has_perm(self, perm, obj=None):
        """Django lets a superuser pass every check; here every verb is answered by its predicate alone."""
        import rules

        if rules.perm_exists(perm):
            return self.is_active and rules.has_perm(perm, self, obj)
        return super().has_perm(perm, obj)

    def holds(self, role: Role, *, at) -> bool:
        """Does a duty of this role cover the place today? `at` is a Place or anything that has one."""
        place = at if isinstance(at, Place) else at.place
        return any(duty.role == role and duty.covers(place) for duty in self.duties_today)

    def unit_ids(self) -> set[int]:
        """The units its duties stand at, with all units below."""
        paths = [duty.unit.path for duty in self.duties_today if duty.unit_id]
        below = Q(pk__in=[])
        for path in paths:
            below |= Q(path__startswith=path)
        return set(Unit.objects.filter(below).values_list("pk", flat=True)) if paths else set()

    def blocs(self) -> models.QuerySet:
        """The blocs it may see: its own, those its units belong to or organise, and the rest of those series."""
        if self.is_admin:
            return Bloc.objects.all()
        own = [duty.bloc_id for duty in self.duties_today if duty.bloc_id]
        series = [duty.bloc.series_id for duty in self.duties_today if duty.bloc_id]
        seen = Q(pk__in=own) | Q(series__in=series)
        for duty in self.duties_today:
            if duty.unit_id:
                path = duty.unit.path
                seen |= Q(series__organiser__path__startswith=path) | Q(memberships__unit__path__startswith=path)
        return Bloc.objects.filter(pk__in=Bloc.objects.filter(seen).values("pk"))


class DutyQuerySet(LockingQuerySet, DatedQuerySet):
    pass


class Duty(Revised, Dated):
    """A role at a place, from a day until a day. A deputy's duty names the duty it stands in for."""

    user = models.ForeignKey(User, models.CASCADE, related_name="duties", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    bloc = models.ForeignKey(Bloc, models.CASCADE, null=True, blank=True, related_name="duties", verbose_name=_("bloc"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("unit"))
    acting_for = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="deputies", verbose_name=_("acting for")
    )
    note = LineField(_("document or reason"), max_length=200, blank=True)

    objects = DutyQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a duty"))

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["user", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="duty_stands_where_its_role_stands",
                condition=Q(role=Role.ADMIN, bloc__isnull=True, unit__isnull=True)
                | Q(role=Role.SECRETARY, bloc__isnull=False, unit__isnull=True)
                | Q(role__in=UNIT_ROLES, bloc__isnull=True, unit__isnull=False),
                violation_error_message=_(
                    "A secretary's duty is at a bloc, a unit role's at a unit, an administrator's at neither."
                ),
            ),
            ends_after_it_begins("duty"),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}"

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id, unit_id=self.unit_id)

    def covers(self, place: Place) -> bool:
        """A duty at a unit covers the units below it and the blocs that unit (or one below it) organises."""
        if self.role == Role.ADMIN:
            return True
        if self.bloc_id:
            return self.bloc_id == place.bloc_id
        below = Unit.objects.filter(path__startswith=self.unit.path)
        if place.unit_id and (place.unit_id == self.unit_id or below.filter(pk=place.unit_id).exists()):
            return True
        return bool(place.bloc_id) and below.filter(series__blocs=place.bloc_id).exists()
