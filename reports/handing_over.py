"""What is handed over with a bloc's desk: gathered from the rows as they stand, frozen when the giving side signs.

The number of queries does not grow with the rows.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.wording import day, trimmed
from blocs.models import Bloc, Duty, Headship
from pacts.models import Ceremony
from reports.models import Document, Handover, HandoverItem, Reporting
from reports.open_matters import Entry, iso, open_matters

HORIZON = timedelta(weeks=12)
"""How far the calendar of the coming weeks looks: from the handover into the first quarter of the next season."""

SECTIONS = ("papers", "drafts", "open", "funds", "things", "calendar", "duties")


@dataclass(frozen=True)
class Section:
    """`slug` is one of SECTIONS; `total` words a sum where there is one."""

    slug: str
    entries: tuple[Entry, ...]
    total: str = ""


@dataclass(frozen=True)
class Dossier:
    bloc: str
    giving: str
    taking: str
    sections: tuple[Section, ...]


def gather(handover: Handover) -> Dossier:
    """In Vietnamese, whatever the page's language: it is signed as it stands."""
    with override("vi"):
        bloc, items = handover.bloc, list(handover.items.all())
        found = {
            "papers": _papers(bloc, issued=True),
            "drafts": _papers(bloc, issued=False),
            "open": [*open_matters(bloc), *_items(items, HandoverItem.Kind.OPEN)],
            "funds": _items(items, HandoverItem.Kind.FUND),
            "things": _items(items, HandoverItem.Kind.THING, HandoverItem.Kind.PAPER),
            "calendar": _calendar(bloc),
            "duties": [*_duties(bloc), *_items(items, HandoverItem.Kind.DUTY)],
        }
        totals = {"funds": _sums(items)}
        sections = tuple(Section(slug, tuple(found[slug]), totals.get(slug, "")) for slug in SECTIONS)
        return Dossier(str(bloc), handover.from_unit.name, handover.to_unit.name, sections)


def to_text(dossier: Dossier) -> str:
    """Canonical JSON: equal dossiers give equal text."""
    return json.dumps(asdict(dossier), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Dossier:
    told = json.loads(text)
    sections = tuple(
        Section(one["slug"], tuple(Entry(**entry) for entry in one["entries"]), one["total"])
        for one in told["sections"]
    )
    return Dossier(told["bloc"], told["giving"], told["taking"], sections)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def dossier_of(handover: Handover) -> Dossier:
    """As it was frozen; while it is prepared, as things stand now."""
    return from_text(handover.dossier) if handover.dossier else gather(handover)


# --- Gathered ---------------------------------------------------------------------------------------


def _papers(bloc: Bloc, *, issued: bool) -> Iterable[Entry]:
    if issued:
        for pact in bloc.pacts.sealed().order_by("version"):
            sealed = timezone.localdate(pact.sealed_at) if pact.sealed_at else None
            yield Entry(pact.title, "", iso(sealed), _("SHA-256 %(digest)s") % {"digest": f"{pact.digest[:16]}…"})
    rows = Document.objects.filter(bloc=bloc)
    rows = rows.issued() if issued else rows.filter(state=Document.State.DRAFT)
    for row in rows.order_by("dated_on", "pk"):
        yield Entry(row.abstract, row.symbol_line, iso(row.dated_on))


def _calendar(bloc: Bloc) -> Iterable[Entry]:
    """What falls into the weeks to come, of this bloc and of the next season's."""
    today = timezone.localdate()
    coming = (today, today + HORIZON)
    ours = Q(bloc=bloc) | Q(bloc__previous=bloc)
    rows = Reporting.objects.filter(ours, due_on__range=coming).exclude(state=Reporting.State.CLOSED)
    found = [
        Entry(_("Reporting: %(phase)s") % {"phase": row.phase.name}, "", iso(row.due_on))
        for row in rows.select_related("phase")
    ]
    planned = (Ceremony.State.PLANNED, Ceremony.State.LIVE)
    meetings = Ceremony.objects.filter(Q(blocs=bloc) | Q(blocs__previous=bloc), state__in=planned, on__range=coming)
    found += [Entry(one.title, one.place_name, iso(one.on)) for one in meetings.distinct()]
    return sorted(found, key=lambda entry: (entry.when, entry.text))


def _duties(bloc: Bloc) -> Iterable[Entry]:
    for row in bloc.headships.on(bloc.day).select_related("unit"):
        yield Entry(str(Headship.Part(row.part).label), row.unit.name, iso(row.from_on))
    for duty in Duty.objects.filter(bloc=bloc).on().select_related("user", "acting_for__user"):
        stands = _("in place of %(name)s") % {"name": duty.acting_for.user} if duty.acting_for else ""
        yield Entry(str(duty.get_role_display()), str(duty.user), iso(duty.from_on), stands)


def _items(items: list[HandoverItem], *kinds: str) -> Iterable[Entry]:
    for item in items:
        if item.kind in kinds:
            amount = f"{trimmed(item.amount)} {item.measure}".strip() if item.amount is not None else ""
            yield Entry(item.text, amount, "", item.note)


def _sums(items: list[HandoverItem]) -> str:
    """“20.000.000 đồng; 3 cuốn”: money summed by its unit of measure."""
    sums: dict[str, Decimal] = {}
    for item in items:
        if item.kind == HandoverItem.Kind.FUND and item.amount is not None:
            sums[item.measure] = sums.get(item.measure, Decimal()) + item.amount
    return "; ".join(f"{trimmed(total)} {measure}".strip() for measure, total in sums.items())


def worded_day(entry: Entry) -> str:
    return day(date.fromisoformat(entry.when)) if entry.when else ""
