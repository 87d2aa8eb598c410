"""What lies on the desk on the day of a ceremony: each pact with its signing table."""

from dataclasses import dataclass
from datetime import date

from blocs.models import Role
from pacts.actions.frozen import heads_of
from pacts.logic.signing import Line, lines, tally
from pacts.models import Ceremony, Pact, Signature, parties


@dataclass
class Sheet:
    """One pact on the desk.

    `may_record`: this user records its signatures; `may_sign`: a unit this user commands has not signed yet;
    `doors`: the steps of the pact.
    """

    pact: Pact
    table: list[Line]
    struck: list[Signature]
    witnesses: list[Signature]
    may_record: bool = False
    may_sign: bool = False
    doors: list | None = None

    @property
    def signed(self) -> int:
        return tally(self.table)[0]

    @property
    def asked(self) -> int:
        return tally(self.table)[1]

    @property
    def counter(self) -> str:
        """07/13, with as many digits as the whole has."""
        return f"{self.signed:0{len(str(self.asked))}}/{self.asked}"

    @property
    def anyone_waits(self) -> bool:
        return any(line.state == "waiting" for line in self.table)


def table_of(pact: Pact, day: date | None) -> list[Line]:
    """The signing table with the leaders of that day; the same number of queries for any number of units."""
    units = parties(pact)
    return lines(units, pact.signatures.of_parties(), heads_of(units, day))


def sheet_of(pact: Pact, day: date | None) -> Sheet:
    struck = pact.signatures.filter(struck_at__isnull=False)
    witnesses = pact.signatures.standing().filter(part=Signature.Part.WITNESS)
    return Sheet(pact, table_of(pact, day), list(struck), list(witnesses))


def sheets_of(ceremony: Ceremony, user) -> list[Sheet]:
    """The pacts of the ceremony in order, each with what this user may do with it."""
    found, commanded = [], {duty.unit_id for duty in user.duties_today if duty.role == Role.COMMANDER}
    for pact in ceremony.pacts.select_related("bloc__season").order_by("bloc__name_sort", "version"):
        sheet = sheet_of(pact, ceremony.day)
        sheet.may_record = user.has_perm("pacts.record_signature", pact)
        sheet.may_sign = _takes_signatures(pact, ceremony) and any(
            not line.has_signed and line.unit.pk in commanded for line in sheet.table
        )
        found.append(sheet)
    return found


def _takes_signatures(pact: Pact, ceremony: Ceremony) -> bool:
    """At the ceremony while the pact is open, beside the seal afterwards."""
    return pact.is_sealed or (pact.state == Pact.State.OPEN and ceremony.state == Ceremony.State.LIVE)
