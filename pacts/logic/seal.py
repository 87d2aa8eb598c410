"""The text of a pact as it is sealed, and its digest.

The canonical text is one line of JSON (RFC 8259) in UTF-8, Unicode NFC, with
  * object keys sorted, no spaces between tokens, non-ASCII letters written as themselves;
  * line ends as "\\n";
  * figures (the version too) as strings in plain decimal notation without trailing zeros or exponent ("90", "0.5"), so
    that 90, 90.0 and 90.00 are one figure; null where nothing is said, which is not "0";
  * lists in the order of the paper; `units` in the order in which the pact names them.
Signatures are not part of it: who signed, and late, stands beside the seal.

A pact with a criteria table has it under the key `criteria` and says "giao-uoc/2"; one without has neither the key nor
another form than ever, so that every older seal stays what it was.

Anyone can recompute the digest from the canonical text saved as pact.json:

    import hashlib, json, unicodedata
    pact = json.load(open("pact.json", encoding="utf-8"))
    line = json.dumps(pact, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    line = unicodedata.normalize("NFC", line)
    print(hashlib.sha256(line.encode("utf-8")).hexdigest())
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from pacts.logic.table_text import TableText

FORM = "giao-uoc/1"
"""Names this way of writing; a changed form gets a new number, so that old seals stay checkable."""

FORM_WITH_CRITERIA = "giao-uoc/2"


@dataclass(frozen=True)
class OwnTargetText:
    """What one unit pledges beyond the bloc's common target."""

    unit: str
    target: Decimal | None
    target_max: Decimal | None = None
    baseline: Decimal | None = None


@dataclass(frozen=True)
class PledgeText:
    """One pledge. `kind` is a value of targets.Kind, `group` the name of a GroupText or ""."""

    number: str
    content: str
    kind: str
    target: Decimal | None = None
    target_max: Decimal | None = None
    measure: str = ""
    baseline_label: str = ""
    baseline: Decimal | None = None
    source: str = ""
    group: str = ""
    note: str = ""
    own_targets: tuple[OwnTargetText, ...] = ()


@dataclass(frozen=True)
class GroupText:
    """Pledges judged together; `judged` is a value of targets.Judged."""

    name: str
    judged: str


@dataclass(frozen=True)
class SectionText:
    """One numbered content of the pact with its pledges, in the order of the paper."""

    number: str
    title: str
    text: str = ""
    pledges: tuple[PledgeText, ...] = ()


@dataclass(frozen=True)
class RegistrationText:
    """The titles one unit aims at this season."""

    unit: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class PactText:
    """Everything that is sealed: plain words and figures, without keys of any database.

    `absent_units_hinder_the_seal` is the regulation's switch under which the pact was signed.
    """

    title: str
    bloc: str
    season: str
    version: int
    movements: tuple[str, ...]
    legal_bases: tuple[str, ...]
    slogan: str
    sections: tuple[SectionText, ...]
    groups: tuple[GroupText, ...]
    solutions: tuple[str, ...]
    registrations: tuple[RegistrationText, ...]
    units: tuple[str, ...]
    undertaking: str
    absent_units_hinder_the_seal: bool
    preamble: str = ""
    criteria: "TableText | None" = None


def canonical(text: PactText) -> str:
    """The one way to write this pact (see above). Raises TypeError for a float or anything unforeseen."""
    data = {"form": FORM if text.criteria is None else FORM_WITH_CRITERIA, **_plain(text)}
    if text.criteria is None:
        del data["criteria"]
    return normalize("NFC", json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def digest(canonical_text: str) -> str:
    """SHA-256 of the canonical text in UTF-8, as 64 small hexadecimal digits."""
    return sha256(canonical_text.encode("utf-8")).hexdigest()


def figure(value: Decimal) -> str:
    """A decimal without trailing zeros or exponent: 90.00 → "90", 1E+2 → "100", -0 → "0".

    Raises ValueError for NaN and infinities, which no pact can promise.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not a figure.")
    written = format(value, "f")
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if value == 0 else written


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, str):
        return normalize("NFC", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Decimal | int):
        return figure(Decimal(value))
    raise TypeError(f"{type(value).__name__} has no canonical form.")
