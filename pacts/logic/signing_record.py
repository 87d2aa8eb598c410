"""A line of the signing table as one canonical text: JSON, keys sorted, no spaces, UTF-8; its SHA-256 is the digest.

The digest is kept in the line and, under `record`, in the line of the logbook that tells of the signing, so that a
changed word or picture is found and named. Striking a line is told by the logbook alone and is no part of the record.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

FORM = 1
"""Raised when the fields below change; a record names the form it was written in."""

LINE = (
    *("part", "outcome", "how", "order", "unit_name", "name", "rank", "position", "acting_for"),
    *("acting_document", "reason", "is_late", "digest", "proof", "code", "recorded_by"),
)


def record_of(line: Any, picture: str = "") -> str:
    """The canonical text of a line. `picture` is the SHA-256 of the drawn signature, "" where none was drawn."""
    facts = {name: getattr(line, name) for name in LINE}
    facts |= {"form": FORM, "signed_at": _moment(line.signed_at), "picture": picture}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record_digest(line: Any, picture: str = "") -> str:
    """64 hexadecimal signs."""
    return hashlib.sha256(record_of(line, picture).encode()).hexdigest()


def altered(line: Any) -> list[str]:
    """What no longer is as it was written: “line”, “picture”, both, or nothing.

    Lines recorded before records were kept have no digest; nothing can be said of them.
    """
    picture = getattr(line, "image", None)
    kept = picture.sha256 if picture else ""
    faults = []
    if line.record_digest and record_digest(line, kept) != line.record_digest:
        faults.append("line")
    if picture and hashlib.sha256(bytes(picture.png)).hexdigest() != kept:
        faults.append("picture")
    return faults


def _moment(moment: datetime | None) -> str:
    """In UTC with microseconds, as both databases keep it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else ""
