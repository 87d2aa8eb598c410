"""What a paper's page of verification says, from plain facts: the verdict, and every comparison it rests on.

Nothing is believed: a fact that could not be reckoned never makes a paper valid.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class Verdict(StrEnum):
    VALID = "valid"
    ALTERED = "altered"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    UNKNOWN = "unknown"
    UNCHECKED = "unchecked"


SIGNS = {
    Verdict.VALID: "✔",
    Verdict.ALTERED: "✖",
    Verdict.WITHDRAWN: "!",
    Verdict.REPLACED: "!",
    Verdict.UNKNOWN: "?",
    Verdict.UNCHECKED: "…",
}
WORDS = {
    Verdict.VALID: gettext_lazy("Valid"),
    Verdict.ALTERED: gettext_lazy("Does not match"),
    Verdict.WITHDRAWN: gettext_lazy("Withdrawn paper"),
    Verdict.REPLACED: gettext_lazy("Replaced"),
    Verdict.UNKNOWN: gettext_lazy("Not found"),
    Verdict.UNCHECKED: gettext_lazy("Could not be checked"),
}
SENTENCES = {
    Verdict.VALID: gettext_lazy("The paper is as it was when it was signed."),
    Verdict.ALTERED: gettext_lazy("What is kept here was changed after the signing."),
    Verdict.WITHDRAWN: gettext_lazy("This paper was withdrawn and must no longer be used."),
    Verdict.REPLACED: gettext_lazy("This paper is as it was signed, but a newer version stands in its place."),
    Verdict.UNKNOWN: gettext_lazy("This code was not found. Check it sign by sign."),
    Verdict.UNCHECKED: gettext_lazy("This could not be checked now. Please try again in a few minutes."),
}

REGISTERED = {"bloc", "season", "movements", "registrations", "units", "absent_units_hinder_the_seal", "criteria"}
"""Words of the sealed text that come from registers, which may be put in order later without touching the seal."""


@dataclass(frozen=True)
class Line:
    """A line of the logbook that speaks of the paper: whether its words still give its hash, and the next follows."""

    number: int
    what: str
    is_whole: bool


@dataclass(frozen=True)
class Signer:
    """A line of the signing table. None where it bears nothing to compare: recorded from paper, or not drawn."""

    name: str
    text_fits: bool | None = None
    record_fits: bool | None = None
    picture_fits: bool | None = None


@dataclass(frozen=True)
class Facts:
    """`*_found` is reckoned now from what is kept, its neighbour is what was written down at the seal or the issuing,
    `*_logged` what the logbook says of it.

    All digests are SHA-256 in small hexadecimal digits; "" where there is nothing to reckon.
    """

    file: str
    file_found: str
    text: str
    text_found: str
    file_logged: str = ""
    text_logged: tuple[str, ...] = ()
    certificate: str = ""
    certificate_found: str = ""
    places: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    is_in_the_log: bool = True
    signers: tuple[Signer, ...] = ()
    is_withdrawn: bool = False
    is_replaced: bool = False


@dataclass(frozen=True)
class Check:
    """One comparison. `key` names it for tests and programs; `words` say what was found."""

    key: str
    fits: bool
    words: str
    more: tuple[str, ...] = field(default=())


def verdict(facts: Facts) -> Verdict:
    """Altered goes before withdrawn, withdrawn before replaced: the worst is said first."""
    if not all(check.fits for check in checks(facts)):
        return Verdict.ALTERED
    if facts.is_withdrawn:
        return Verdict.WITHDRAWN
    return Verdict.REPLACED if facts.is_replaced else Verdict.VALID


def checks(facts: Facts) -> list[Check]:
    """Every comparison, those that fail too; none is left out because an earlier one failed."""
    made = [_file(facts), _text(facts), _rows(facts), _log(facts)]
    if facts.signers:
        made.append(_signers(facts.signers))
    return [*made, _certificate(facts)] if facts.certificate else made


def _file(facts: Facts) -> Check:
    if not facts.file_found:
        return Check("file", False, _("The file of the paper is not there."))
    if not facts.file == facts.file_found == (facts.file_logged or facts.file):
        return Check("file", False, _("The file kept here is not the one that was issued: its SHA-256 differs."))
    return Check("file", True, _("The file has the SHA-256 it was issued with."))


def _text(facts: Facts) -> Check:
    if {facts.text, facts.text_found, *filter(None, facts.text_logged)} != {facts.text}:
        return Check("text", False, _("The sealed text no longer gives the digest it was sealed with."))
    return Check("text", True, _("The sealed text gives the digest it was sealed with."))


def _rows(facts: Facts) -> Check:
    if facts.places:
        return Check("rows", False, _("The words shown on this site differ from the sealed text."), facts.places)
    return Check("rows", True, _("The words shown on this site are those of the sealed text."))


def _log(facts: Facts) -> Check:
    broken = tuple(
        _("line %(number)s: %(what)s") % {"number": line.number, "what": line.what}
        for line in facts.lines
        if not line.is_whole
    )
    if broken:
        return Check("log", False, _("A line of the logbook about this paper was changed."), broken)
    if not facts.is_in_the_log:
        return Check("log", False, _("The logbook does not hold the line named when the paper was issued."))
    told = ngettext(
        "The line of the logbook about this paper is unchanged.",
        "The %(count)s lines of the logbook about this paper are unchanged.",
        len(facts.lines),
    )
    return Check("log", True, told % {"count": len(facts.lines)})


def _signers(signers: Sequence[Signer]) -> Check:
    wrong = tuple(words for signer in signers for words in _wrong(signer))
    if wrong:
        return Check("signatures", False, _("A line of the signing table was changed."), wrong)
    return Check("signatures", True, _("The lines of the signing table are as they were written."))


def _wrong(signer: Signer) -> Iterator[str]:
    name = {"name": signer.name}
    if signer.record_fits is False:
        yield _("%(name)s: the line was changed") % name
    if signer.text_fits is False:
        yield _("%(name)s: another text was signed") % name
    if signer.picture_fits is False:
        yield _("%(name)s: the picture of the signature was changed") % name


def _certificate(facts: Facts) -> Check:
    if facts.certificate_found != facts.certificate:
        return Check("certificate", False, _("The certificate kept here is not the one the paper was sealed with."))
    return Check("certificate", True, _("The certificate is the one the paper was sealed with."))


def differences(sealed: Any, now: Any, at: str = "") -> list[str]:
    """The places where what the site shows now differs from the sealed text, as paths such as “sections.2.title”.

    What registers lend the text is left out (`REGISTERED`): a unit's name may be corrected there for good reasons.
    """
    if isinstance(sealed, Mapping) and isinstance(now, Mapping):
        keys = [key for key in sorted({*sealed, *now}) if not _is_registered(key, at)]
        return [place for key in keys for place in differences(sealed.get(key), now.get(key), f"{at}{key}.")]
    if isinstance(sealed, list) and isinstance(now, list) and len(sealed) == len(now):
        pairs = enumerate(zip(sealed, now, strict=True), start=1)
        return [place for n, (old, new) in pairs for place in differences(old, new, f"{at}{n}.")]
    return [] if sealed == now else [at.rstrip(".")]


def _is_registered(key: str, at: str) -> bool:
    return (not at and key in REGISTERED) or (key == "unit" and ".own_targets." in at)
