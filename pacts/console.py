"""The console of one ceremony at one moment, for the person who looks at it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import User
from pacts.logic import running
from pacts.logic.run_sheet import AT_THE_TABLE, Tile
from pacts.models import AgendaItem, Ceremony, Device, Pact, Run
from pacts.models.readiness import signing_of
from pacts.staging import Picture, picture_of, programme
from pacts.text import digest_of


@dataclass(frozen=True)
class Connection:
    """A paired screen or tablet and how it is connected: on, lost or never."""

    device: Device
    state: str

    @property
    def word(self):
        return running.CONNECTION_WORDS[self.state]

    @property
    def badge(self) -> str:
        return {"on": "done", "lost": "overdue", "never": "not-started"}[self.state]


@dataclass(frozen=True)
class Check:
    """One line of the preparation: `is_done` is None where only a person can tell."""

    name: str
    words: str
    is_done: bool | None
    note: str = ""
    pact: Pact | None = None

    @property
    def badge(self) -> str:
        return {True: "done", False: "incomplete", None: "not-started"}[self.is_done]

    @property
    def state_words(self) -> str:
        return {True: _("ready"), False: _("missing"), None: _("look for yourself")}[self.is_done]


@dataclass
class Console:
    """`may_run`: this person may have the console in hand. Times are the server's."""

    ceremony: Ceremony
    picture: Picture
    devices: list[Connection]
    user: User
    may_run: bool
    now: datetime

    @property
    def run(self) -> Run | None:
        return self.picture.run

    @property
    def is_rehearsal(self) -> bool:
        return bool(self.run and self.run.is_rehearsal)

    @property
    def is_played(self) -> bool:
        """Under way, for real or in a rehearsal."""
        return self.ceremony.state == Ceremony.State.LIVE or self.is_rehearsal

    @property
    def in_control(self) -> bool:
        return bool(self.may_run and self.run and self.run.operator_id == self.user.pk)

    @property
    def is_paused(self) -> bool:
        return bool(self.run and self.run.paused_at)

    @property
    def may_press(self) -> bool:
        return self.in_control and self.is_played

    @cached_property
    def items(self) -> list[tuple[AgendaItem, str]]:
        return programme(self.picture)

    @cached_property
    def item(self) -> AgendaItem | None:
        return next((item for item, state in self.items if state == "current"), None)

    @cached_property
    def beside(self) -> tuple[AgendaItem | None, AgendaItem | None]:
        """The item before and the item after the current one."""
        rows = {item.pk: item for item, _state in self.items}
        before, after = running.beside(list(rows), self.item.pk if self.item else None)
        return rows.get(before), rows.get(after)

    @property
    def elapsed(self) -> int:
        return running.elapsed(self.run.item_began_at, self.run.paused_at, self.now) if self.run else 0

    @property
    def timer(self) -> str:
        return f"{self.elapsed // 60:02}:{self.elapsed % 60:02}"

    @cached_property
    def current(self) -> Tile | None:
        return self.picture.current

    @cached_property
    def upcoming(self) -> Tile | None:
        return self.picture.upcoming

    @property
    def counter(self) -> str:
        signed, asked = self.picture.counter
        return f"{signed:0{len(str(asked))}}/{asked}"

    @cached_property
    def step(self) -> str:
        """The one thing to do next; its button is the biggest."""
        title, titles = (self.item.title if self.item else ""), [item.title for item, _state in self.items]
        scene = running.Scene(
            in_control=self.in_control,
            is_paused=self.is_paused,
            at_table=self.current is not None,
            waits=self.upcoming is not None,
            is_signing=running.is_signing_item(title, titles),
            items_left=self.beside[1] is not None,
        )
        return running.next_step(scene)

    @property
    def screen_choices(self) -> list[tuple[str, str, str]]:
        """(value, words, key) of each picture for the screen."""
        return [(value, label, running.KEYS[value]) for value, label in Run.Screen.choices]

    @property
    def rows(self) -> list[list["Row"]]:
        return [[Row(tile, self) for tile in queue.tiles] for queue in self.picture.queues]

    @property
    def queues(self) -> list[dict]:
        pairs = zip(self.picture.queues, self.rows, strict=True)
        return [{"pact": queue.pact, "rows": rows} for queue, rows in pairs]

    @property
    def etag(self) -> str:
        """Changes with everything the console shows: the pulse, who is in control, the state, who is connected."""
        operator = self.run.operator_id if self.run else None
        seen = "".join(f"{one.device.pk}{one.state}" for one in self.devices)
        return f'"{self.picture.pulse}-{operator or 0}-{self.ceremony.state}-{self.ceremony.revision}-{seen}"'


@dataclass(frozen=True)
class Row:
    """A unit in the queue with what the operator may press beside it."""

    tile: Tile
    console: Console

    @property
    def may_call(self) -> bool:
        tile, paused = self.tile, self.console.is_paused
        return self.console.may_press and not running.faults_of_calling(tile.name, tile.state, is_paused=paused)

    @property
    def is_at_table(self) -> bool:
        return self.tile.state in AT_THE_TABLE

    @property
    def badge(self) -> str:
        return BADGES[self.tile.state]


BADGES = {
    "waiting": "await-sign",
    "invited": "in-progress",
    "signing": "in-progress",
    "skipped": "due",
    "signed": "signed",
    "delegated": "signed",
    "late": "signed",
    "absent": "na",
    "declined": "na",
}


def console_of(ceremony: Ceremony, user: User) -> Console:
    """The same number of queries for any number of units."""
    may_run, now = user.has_perm("pacts.run", ceremony), timezone.now()
    return Console(ceremony, picture_of(ceremony), connections(ceremony, now), user, may_run, now)


def connections(ceremony: Ceremony, now: datetime) -> list[Connection]:
    return [
        Connection(device, running.connection(device.seen_at, now))
        for device in Device.objects.paired().filter(ceremony=ceremony)
    ]


def checks_of(console: Console) -> list[Check]:
    """What an officer makes sure of before the ceremony begins; hints, the door itself says what hinders."""
    ceremony, pacts = console.ceremony, [queue.pact for queue in console.picture.queues]
    texts = [check for pact in pacts for check in _checks_of_text(pact)]
    people = [_presiding(ceremony), *([_signers(console)] if pacts else [])]
    screens = [_paired(console, Device.Kind.BOARD), _paired(console, Device.Kind.TABLET)]
    papers = [Check("paper", _("Paper printed, should the network fail"), None, pact=pact) for pact in pacts]
    return [*texts, *people, *screens, *papers]


def _checks_of_text(pact: Pact) -> list[Check]:
    is_locked = pact.state in (Pact.State.OPEN, Pact.State.SEALED)
    found = [Check("text", _("Text locked for signature"), is_locked, str(pact), pact)]
    facts = signing_of(pact, digest_of(pact)) if pact.state == Pact.State.OPEN else None
    if facts and facts.must_be_adopted:
        found.append(Check("adoption", _("Text adopted as it stands"), facts.adopted == facts.digest, str(pact), pact))
    return found


def _presiding(ceremony: Ceremony) -> Check:
    return Check("presiding", _("Who presides is recorded"), ceremony.has_part("presiding"))


def _signers(console: Console) -> Check:
    """Present is a unit with somebody in the book of delegates who is not noted absent."""
    there = {row.unit_id for row in console.ceremony.attendees.all() if row.part != "absent"}
    asked = {tile.unit for tile in console.picture.tiles}
    note = _("%(there)s of %(asked)s units") % {"there": len(asked & there), "asked": len(asked)}
    return Check("signers", _("Signers present, by the book of delegates"), asked <= there, note)


def _paired(console: Console, kind: str) -> Check:
    own = [one for one in console.devices if one.device.kind == kind]
    on = sum(one.state == "on" for one in own)
    words = {"board": _("Projector connected"), "tablet": _("Tablets connected")}[kind]
    return Check(kind, words, bool(on), _("%(on)s of %(paired)s") % {"on": on, "paired": len(own)})
