"""What lies on the desk on the day of a ceremony: each pact with its signing table."""

from dataclasses import dataclass
from datetime import date

from pacts.actions.frozen import heads_of
from pacts.logic.signing import Line, lines, tally
from pacts.models import Ceremony, Pact, Signature, parties


@dataclass
class Sheet:
    """One pact on the desk. `may_record`: this user records its signatures; `doors`: the steps of the pact."""

    pact: Pact
    table: list[Line]
    struck: list[Signature]
    witnesses: list[Signature]
    may_record: bool = False
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
    found = []
    for pact in ceremony.pacts.select_related("bloc__season").order_by("bloc__name_sort", "version"):
        sheet = sheet_of(pact, ceremony.day)
        sheet.may_record = user.has_perm("pacts.record_signature", pact)
        found.append(sheet)
    return found
