"""How often one person or one address may ask for something: so many times in a minute, over all web workers.

Each asking adds one byte to a small file of that minute below VAR_DIR; its length is the count. The kernel appends
one after another, so no count is lost between processes and nothing waits for the database
(docs/decisions/0039-verification.md).
"""

import hashlib
import logging
import os
import shutil
import time
from pathlib import Path

from django.conf import settings

MINUTE = 60  # seconds
log = logging.getLogger(__name__)


def seconds_to_wait(who: int | str, what: str, most: int) -> int:
    """Count this asking: 0 while it is one of at most `most` this minute; else the seconds until the next one."""
    now = int(time.time())
    return _left(now) if _counted(_file(who, what, now), most) > most else 0


def seconds_left(who: int | str, what: str, most: int) -> int:
    """As `seconds_to_wait`, without counting: is the next one still among the `most`?"""
    now = int(time.time())
    return _left(now) if _length(_file(who, what, now)) >= most else 0


def _left(now: int) -> int:
    return MINUTE - now % MINUTE


def folder() -> Path:
    return Path(settings.VAR_DIR) / "rates"


def _file(who: int | str, what: str, now: int) -> Path:
    name = hashlib.sha256(f"{what}:{who}".encode()).hexdigest()[:32]
    return folder() / str(now // MINUTE) / name


def _length(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _counted(file: Path, most: int) -> int:
    """The count with this asking; beyond the limit nothing is written. A disk that fails shuts nobody out."""
    if (asked := _length(file)) > most:
        return asked
    try:
        if not file.parent.is_dir():
            _begin(file.parent)
        return _appended(file)
    except OSError as error:
        log.error("askings cannot be counted: %s", error)
        return 0


def _appended(file: Path) -> int:
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(handle, b".")
        return os.fstat(handle).st_size
    finally:
        os.close(handle)


def _begin(minute: Path) -> None:
    """The first asking of a minute makes its folder and clears those of minutes past."""
    minute.mkdir(parents=True, exist_ok=True)
    for other in minute.parent.iterdir():
        if other.name.isdigit() and int(other.name) < int(minute.name):
            shutil.rmtree(other, ignore_errors=True)
