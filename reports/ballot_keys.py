"""What proves that this house wrote a ballot: keyed digests, whose key lies outside the database (SECRET_KEY).

Each poll has a key of its own, derived from the site's. A key that was replaced is still tried from
SECRET_KEY_FALLBACKS, so that an old box can be recounted.
"""

import hashlib
import hmac
import secrets

from django.conf import settings

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread aloud
CODE_LENGTH, GROUP = 20, 5


def _key(secret: str, poll_id: int) -> bytes:
    return hmac.new(secret.encode(), f"giao-uoc.ballot-box|{poll_id}".encode(), hashlib.sha256).digest()


def mac_of(poll_id: int, *parts: str) -> str:
    return _mac(settings.SECRET_KEY, poll_id, parts)


def is_ours(poll_id: int, mac: str, *parts: str) -> bool:
    secrets_ = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(hmac.compare_digest(_mac(secret, poll_id, parts), mac) for secret in secrets_)


def _mac(secret: str, poll_id: int, parts: tuple[str, ...]) -> str:
    told = "\x1f".join(parts).encode()
    return hmac.new(_key(secret, poll_id), told, hashlib.sha256).hexdigest()


def new_code() -> str:
    """What a voter keeps to find their ballot in the box; told to nobody else and kept nowhere."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """The code as typed, without spaces and hyphens; empty when it cannot be one."""
    code = typed.upper().replace("-", "").replace(" ", "")
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def code_in_groups(code: str) -> str:
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def digest_of_code(poll_id: int, code: str) -> str:
    return hashlib.sha256(f"giao-uoc.receipt|{poll_id}|{code}".encode()).hexdigest()


def new_serial() -> str:
    return secrets.token_hex(16)
