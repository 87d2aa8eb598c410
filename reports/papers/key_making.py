"""Make the site's own root and the certificate of its seal, put earlier ones aside, or take in one made elsewhere."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from reports.papers.keys import (
    ROOT_KEY,
    SITE_KEY,
    SITE_PEM,
    Key,
    KeyTrouble,
    fingerprint,
    pem_of,
    read_chain,
    read_key,
    require_fit,
    write_secret,
)

BITS = 3072  # as strong as 128 bits, and readable by every validator of PDF signatures
ROOT_YEARS = 20
EXISTS = "Đã có khóa niêm phong ở {folder}; dùng --renew để thay, khóa cũ được cất vào archive/."
NO_ROOT = "Tệp chứng thư số phải kèm đủ chuỗi đến chứng thư gốc, để bản niêm phong kiểm tra được khi không có mạng."
NOTHING_TO_RENEW = "Chưa có khóa niêm phong ở {folder} để thay."


def make(name: str, *, years: int, renew: bool = False, now: datetime | None = None) -> Key:
    """A key and its certificate under the site's own root, written to SEAL_DIR.

    The root is made with the first key and used again where its key is still there. Raises KeyTrouble where a key is
    there and `renew` is not asked, or the other way round.
    """
    folder, now = Path(settings.SEAL_DIR), now or timezone.now()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    there = (folder / SITE_KEY).exists() or (folder / SITE_PEM).exists()
    if there != renew:
        fault, words = ("exists", EXISTS) if there else ("missing", NOTHING_TO_RENEW)
        raise KeyTrouble(fault, words.format(folder=folder))
    root_key, root = _kept_root(folder) if renew else (None, None)
    if renew:
        archive(folder)
    if root_key is None or root is None or root.not_valid_after_utc < now + timedelta(days=366 * years):
        root_key, root = _new_root(folder, name, now)
    return _new_site(folder, name, root_key, root, now, years)


def use(certificate: bytes, key: bytes, *, now: datetime | None = None) -> Key:
    """Take in a key made elsewhere; one in use is put into the archive. Raises KeyTrouble where the two do not fit."""
    taken = Key(read_key(key), read_chain(certificate))
    require_fit(taken, now or timezone.now())
    if taken.chain[-1].issuer != taken.chain[-1].subject:
        raise KeyTrouble("no_root", NO_ROOT)
    folder = Path(settings.SEAL_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (folder / SITE_KEY).exists() or (folder / SITE_PEM).exists():
        archive(folder)
    _write(folder, taken)
    return taken


def archive(folder: Path) -> Path:
    """Put the key in use aside under its fingerprint; nothing is deleted."""
    name = fingerprint(read_chain((folder / SITE_PEM).read_bytes())[0])[:16] if (folder / SITE_PEM).exists() else "?"
    stamp = timezone.now().strftime("%Y%m%d%H%M%S")
    place = folder / "archive" / f"{name.replace('?', 'khong-ro')}-{stamp}"
    place.mkdir(parents=True, mode=0o700)
    for each in (SITE_KEY, SITE_PEM):
        if (folder / each).exists():
            (folder / each).rename(place / each)
    return place


def _kept_root(folder: Path) -> tuple[Any, Any]:
    """The root's key and certificate while both are at hand; a root taken offline is None."""
    if not (folder / ROOT_KEY).exists() or not (folder / SITE_PEM).exists():
        return None, None
    return read_key((folder / ROOT_KEY).read_bytes()), read_chain((folder / SITE_PEM).read_bytes())[-1]


def _new_root(folder: Path, name: str, now: datetime) -> tuple[Any, Any]:
    if (folder / ROOT_KEY).exists():
        (folder / ROOT_KEY).rename(folder / f"root-{now.strftime('%Y%m%d%H%M%S')}.key")
    key = _new_key()
    subject = _named(f"Gốc chứng thư – {name}")
    root = _certificate(subject, subject, key.public_key(), key, key.public_key(), now, ROOT_YEARS, is_root=True)
    write_secret(folder / ROOT_KEY, _sealed_bytes(key))
    return key, root


def _new_site(folder: Path, name: str, root_key: Any, root: Any, now: datetime, years: int) -> Key:
    key = _new_key()
    args = (_named(name), root.subject, key.public_key(), root_key, root_key.public_key(), now, years)
    made = Key(key, (_certificate(*args, is_root=False), root))
    _write(folder, made)
    return made


def _write(folder: Path, key: Key) -> None:
    """The certificate last: a key without one says so, a certificate without its key would not."""
    write_secret(folder / SITE_KEY, _sealed_bytes(key.private))
    write_secret(folder / SITE_PEM, pem_of(key.chain).encode())


def _new_key() -> Any:
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

    return generate_private_key(public_exponent=65537, key_size=BITS)


def _named(name: str) -> Any:
    from cryptography.x509 import Name, NameAttribute
    from cryptography.x509.oid import NameOID

    return Name([NameAttribute(NameOID.COUNTRY_NAME, "VN"), NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _certificate(subject, issuer, public, signer, signer_public, now, years, *, is_root: bool) -> Any:
    """X.509 v3 with what PAdES asks: digitalSignature and nonRepudiation for the seal, keyCertSign for the root."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=round(365.25 * years)))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(_usage(is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer_public), critical=False)
    )
    return built.sign(signer, SHA256())


def _usage(is_root: bool) -> Any:
    from cryptography.x509 import KeyUsage

    names = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"]
    names += ["key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    wanted = ("key_cert_sign", "crl_sign") if is_root else ("digital_signature", "content_commitment")
    return KeyUsage(**{name: name in wanted for name in names})


def _sealed_bytes(key: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    word = settings.SEAL_PASSPHRASE.encode()
    return key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(word) if word else NoEncryption()
    )
