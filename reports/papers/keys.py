"""The key of the seal and its certificate: made, kept and read outside the database, in SEAL_DIR.

    site.key        the private key, PKCS#8, readable by its owner only (0600), encrypted where SEAL_PASSPHRASE is set
    site.pem        the site's certificate, then those above it
    root.key        the key of the site's own root; take it offline once the site's certificate is made
    archive/…       earlier keys, by the first 16 digits of their certificate's fingerprint

What cannot be used is told by `KeyTrouble`, one sentence a fault; sentences are stored, so they are Vietnamese.
"""

import os
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from blocs.logic.wording import moment

SITE_KEY, SITE_PEM, ROOT_KEY = "site.key", "site.pem", "root.key"


class KeyTrouble(Exception):
    """The key or its certificate cannot be used now. `fault` is a word for programs, the text one for people."""

    def __init__(self, fault: str, sentence: str):
        super().__init__(sentence)
        self.fault, self.sentence = fault, sentence


MISSING = "Chưa có khóa niêm phong trên máy chủ; quản trị viên chạy lệnh “manage.py make_seal_key”."
NO_CERTIFICATE = "Thiếu tệp chứng thư số của khóa niêm phong (site.pem)."
OPEN_TO_OTHERS = "Tệp khóa niêm phong để người khác đọc được; đặt quyền 0600 cho tệp site.key."
UNREADABLE = "Không mở được khóa niêm phong: sai mật khẩu khóa (SEAL_PASSPHRASE) hoặc tệp hỏng."
BROKEN_CERTIFICATE = "Tệp chứng thư số của khóa niêm phong (site.pem) bị hỏng."
SWAPPED = "Khóa niêm phong không khớp với chứng thư số: một trong hai tệp đã bị thay."
UNREGISTERED = "Chứng thư số đang dùng chưa được đăng ký ở hệ thống; quản trị viên chạy lệnh “manage.py use_seal_key”."
CHAIN = "Chuỗi chứng thư số của khóa niêm phong không liền: {subject} không do chứng thư kế tiếp cấp."
EXPIRED = "Chứng thư số niêm phong đã hết hạn lúc {at}; quản trị viên chạy lệnh “manage.py make_seal_key --renew”."
NOT_YET = "Chứng thư số niêm phong chưa có hiệu lực; bắt đầu từ {at}."


@dataclass(frozen=True)
class Key:
    """What seals: the private key and its certificate with those above it, as `cryptography` has them."""

    private: Any = field(repr=False)
    chain: tuple[Any, ...]

    @property
    def certificate(self) -> Any:
        return self.chain[0]


def is_there() -> bool:
    """Asked before anything heavy is imported."""
    return (Path(settings.SEAL_DIR) / SITE_KEY).is_file()


def current(now: datetime | None = None) -> Key:
    """The key in use. Raises KeyTrouble for one that is missing, unreadable, swapped, expired or not yet valid."""
    folder = Path(settings.SEAL_DIR)
    if not is_there():
        raise KeyTrouble("missing", MISSING)
    if not (folder / SITE_PEM).is_file():
        raise KeyTrouble("no_certificate", NO_CERTIFICATE)
    if (folder / SITE_KEY).stat().st_mode & 0o077:
        raise KeyTrouble("open_to_others", OPEN_TO_OTHERS)
    key = Key(read_key((folder / SITE_KEY).read_bytes()), read_chain((folder / SITE_PEM).read_bytes()))
    require_fit(key, now or timezone.now())
    return key


def read_key(data: bytes) -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return load_pem_private_key(data, settings.SEAL_PASSPHRASE.encode() or None)
    except (ValueError, TypeError) as error:
        raise KeyTrouble("unreadable", UNREADABLE) from error


def read_chain(data: bytes) -> tuple[Any, ...]:
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return tuple(load_pem_x509_certificates(data))
    except ValueError as error:
        raise KeyTrouble("broken_certificate", BROKEN_CERTIFICATE) from error


def require_fit(key: Key, now: datetime) -> None:
    """Raises KeyTrouble unless key and certificate belong together, the chain holds and the day is within its years."""
    if _public(key.private.public_key()) != _public(key.certificate.public_key()):
        raise KeyTrouble("swapped", SWAPPED)
    _require_chain(key.chain)
    if now >= key.certificate.not_valid_after_utc:
        raise KeyTrouble("expired", EXPIRED.format(at=_at(key.certificate.not_valid_after_utc)))
    if now < key.certificate.not_valid_before_utc:
        raise KeyTrouble("not_yet", NOT_YET.format(at=_at(key.certificate.not_valid_before_utc)))


def _public(key: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _require_chain(chain: tuple[Any, ...]) -> None:
    from cryptography.exceptions import InvalidSignature

    for lower, upper in pairwise(chain):
        try:
            lower.verify_directly_issued_by(upper)
        except (ValueError, TypeError, InvalidSignature) as error:
            raise KeyTrouble("chain", CHAIN.format(subject=name_of(lower.subject))) from error


def _at(when: datetime) -> str:
    return moment(timezone.localtime(when))


def fingerprint(certificate: Any) -> str:
    """SHA-256 of the certificate in DER, 64 small hexadecimal digits."""
    from cryptography.hazmat.primitives.hashes import SHA256

    return certificate.fingerprint(SHA256()).hex()


def name_of(subject: Any) -> str:
    """The common name, else the whole name."""
    from cryptography.x509.oid import NameOID

    found = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else subject.rfc4514_string()


def pem_of(chain: tuple[Any, ...]) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding

    return "".join(certificate.public_bytes(Encoding.PEM).decode() for certificate in chain)


def write_secret(path: Path, data: bytes) -> None:
    """A new file for its owner only; one that is there already is never written over."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
