"""The logbook: one line per action, chained by hashes, append-only by database trigger."""

import hashlib
import json

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64
CHAIN_LOCK = 20170215  # an arbitrary number that names this lock among PostgreSQL's advisory locks


class EventQuerySet(models.QuerySet):
    def about(self, thing: models.Model):
        return self.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk))


class Event(models.Model):
    """One line. Text ids and frozen names instead of foreign keys: a line never blocks and never vanishes.

    `hash` is the SHA-256 of `canonical`, the stored text that was hashed; `canonical` holds the hash before it.
    """

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"), db_index=True)
    by = models.CharField(_("by"), max_length=200)
    by_id = models.CharField(max_length=40)
    verb = models.CharField(_("action"), max_length=60, db_index=True)
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.CharField(max_length=60)
    object_name = models.CharField(_("object"), max_length=300)
    details = models.TextField(_("details"), default="{}")
    canonical = models.TextField()
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("logbook line")
        verbose_name_plural = _("logbook")
        ordering = ["-number"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="event_about")]

    def __str__(self):
        return f"{self.number} {self.verb} {self.object_name}"

    @classmethod
    def record(cls, verb: str, thing, *, by, **details) -> "Event":
        """Write one line inside the running transaction; call it last, the chain's head stays locked until commit.

        `thing` is a model instance or a text; `by` a user, or a text such as “system”. Details must not hold secrets.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        head = cls.objects.order_by("-number").values("number", "hash").first() or {"number": 0, "hash": GENESIS}
        line = cls(
            number=head["number"] + 1,
            at=timezone.now(),
            by=str(by)[:200],
            by_id=str(getattr(by, "pk", None) or ""),
            verb=verb,
            object_type=thing._meta.label_lower if isinstance(thing, models.Model) else "",
            object_id=str(thing.pk) if isinstance(thing, models.Model) else "",
            object_name=str(thing)[:300],
            details=json.dumps(details, ensure_ascii=False, sort_keys=True, default=str),
            previous_hash=head["hash"],
        )
        line.canonical = line.told()
        line.hash = hashlib.sha256(line.canonical.encode()).hexdigest()
        line.save(force_insert=True)
        return line

    def told(self) -> str:
        """The canonical text of the line: JSON with sorted keys, every column a person would read."""
        names = ["number", "by", "by_id", "verb", "object_type", "object_id", "object_name", "details", "previous_hash"]
        facts = {name: getattr(self, name) for name in names}
        facts["at"] = self.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")
        return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def facts(self) -> dict:
        return json.loads(self.details)


def broken_link() -> Event | None:
    """The first line that does not follow from the one before it, or None when the chain is whole."""
    before = GENESIS
    for number, line in enumerate(Event.objects.order_by("number").iterator(chunk_size=2000), start=1):
        told = line.told() == line.canonical and hashlib.sha256(line.canonical.encode()).hexdigest() == line.hash
        if line.number != number or line.previous_hash != before or not told:
            return line
        before = line.hash
    return None
