"""A secret made once and kept in a file only its owner can read."""

import contextlib
import os
import secrets
from pathlib import Path


def kept_key(path: Path) -> str:
    """The text in `path`, made on first use with mode 0600. Two processes starting at once agree on one key."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        # A link appears whole or not at all, and the first one wins.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
