"""What the signatures in a PDF are worth, as found: by pyHanko, from what lies here, without asking any network."""

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils import timezone

from blocs.logic.wording import moment
from reports.papers.apart import apart
from reports.papers.sealing import as_asn1, named, stamp_in


class NotReadable(Exception):
    """No PDF in which signatures could be looked for; the text is a sentence for people."""


LOCKED = "Tệp có mật khẩu nên không kiểm tra được."
BROKEN = "Tệp PDF bị hỏng hoặc không đọc được."


@dataclass(frozen=True)
class Finding:
    """One signature. `covers_whole`: nothing was added to the file after it; `trusted`: its issuer is known here.

    Times are ISO 8601; `signed_at` is what the signer's own clock said, `stamped_at` what an authority stamped, ""
    where there is none. `fault` is what could not be judged at all. `sentences` are stored, so they are Vietnamese.
    """

    field: str
    signer: str
    issuer: str
    intact: bool
    covers_whole: bool
    changed_after: bool
    trusted: bool
    expired: bool
    signed_at: str = ""
    stamped_at: str = ""
    stamped_by: str = ""
    stamp_holds: bool = False
    fault: str = ""
    sentences: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Nothing of the file was changed, and the issuer is known."""
        return self.intact and self.covers_whole and self.trusted and not self.fault

    def told(self) -> dict[str, Any]:
        return {**asdict(self), "sentences": list(self.sentences), "holds": self.holds}


def findings(pdf: bytes, roots: Iterable[Any], *, at: datetime | None = None) -> list[Finding]:
    """One finding a signature in the order they were made; none where the file bears none.

    `roots` are certificates (asn1crypto) whose chains are trusted; `at` is the moment for which chains are judged, now
    where nothing is said, or the stamp's time where a stamp holds. Raises NotReadable.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    kept = list(roots)
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # an unknown issuer is a finding, not a fault of the program
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        if reader.encrypted:
            raise NotReadable(LOCKED)
        signatures = list(reader.embedded_regular_signatures)
    except NotReadable:
        raise
    except (PdfError, ValueError, TypeError, KeyError, RecursionError, OSError, AttributeError) as error:
        raise NotReadable(BROKEN) from error
    return [_finding(signature, kept, at) for signature in signatures]


def _finding(signature: Any, roots: list[Any], at: datetime | None) -> Finding:
    try:
        status = _status(signature, roots, at)
    except Exception as error:  # a signature that breaks the validator is one that could not be judged
        return _unjudged(signature, error)
    return _judged(signature, status)


def _status(signature: Any, roots: list[Any], at: datetime | None) -> Any:
    from pyhanko.sign.validation import validate_pdf_signature

    stamped, _by = stamp_in(signature)
    status = apart(validate_pdf_signature, signature, _context(roots, at), _context(roots, at or stamped))
    stamp = status.timestamp_validity
    if at is None and stamp is not None and stamp.valid and stamp.intact and stamp.trusted:
        contexts = [_context(roots, stamp.timestamp) for _of in ("signer", "stamp")]
        return apart(validate_pdf_signature, signature, *contexts)
    return status


def _context(roots: list[Any], at: datetime | None) -> Any:
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=roots, moment=at, allow_fetching=False, revocation_mode="soft-fail", best_signature_time=at
    )


def _judged(signature: Any, status: Any) -> Finding:
    from pyhanko.sign.ades.report import AdESIndeterminate
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    stamped_at, stamped_by = stamp_in(signature)
    stamp, certificate = status.timestamp_validity, status.signing_cert
    covers = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    facts = Finding(
        field=signature.field_name,
        signer=named(certificate.subject),
        issuer=named(certificate.issuer),
        intact=bool(status.intact and status.valid),
        covers_whole=covers,
        changed_after=not covers and not bool(status.docmdp_ok),
        trusted=bool(status.trusted),
        expired=status.trust_problem_indic
        in (AdESIndeterminate.OUT_OF_BOUNDS_NO_POE, AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED),
        signed_at=_iso(status.signer_reported_dt),
        stamped_at=_iso(stamped_at),
        stamped_by=stamped_by,
        stamp_holds=bool(stamp and stamp.valid and stamp.intact and stamp.trusted),
    )
    return Finding(**{**asdict(facts), "sentences": tuple(sentences_of(facts))})


def _unjudged(signature: Any, error: Exception) -> Finding:
    fault = "Chữ ký này không kiểm tra được: cấu trúc của nó hỏng hoặc không theo chuẩn."
    told = f"{fault} ({type(error).__name__})"
    return Finding(str(signature.field_name), "", "", False, False, False, False, False, fault=fault, sentences=(told,))


def sentences_of(facts: Finding) -> list[str]:
    """The verdict as found, one fact a sentence."""
    said = [
        "Nội dung được ký còn nguyên vẹn." if facts.intact else "Nội dung được ký đã bị thay đổi, chữ ký không khớp.",
        _coverage(facts),
        _trust(facts),
        f"Thời điểm ký theo máy của người ký: {_shown(facts.signed_at)}." if facts.signed_at else "",
        _stamp(facts),
        "Chưa kiểm tra việc thu hồi chứng thư số: hệ thống không ra mạng ngoài.",
    ]
    return [sentence for sentence in said if sentence]


def _coverage(facts: Finding) -> str:
    if facts.covers_whole:
        return "Chữ ký bao trùm toàn bộ tệp."
    if facts.changed_after:
        return "Tệp đã bị sửa sau khi ký, ngoài những thay đổi được phép."
    return "Sau chữ ký này tệp được bổ sung (chữ ký khác hoặc nội dung được phép), nên nó không bao trùm toàn bộ tệp."


def _trust(facts: Finding) -> str:
    if not facts.intact:
        return f"Không xét nơi cấp chứng thư số ({facts.issuer}) vì chữ ký không khớp."
    if facts.trusted:
        return f"Chứng thư số do {facts.issuer} cấp; nơi cấp có trong danh sách tin cậy của hệ thống."
    if facts.expired:
        return f"Chứng thư số do {facts.issuer} cấp đã hết hạn hoặc chưa có hiệu lực ở thời điểm kiểm tra."
    return f"Không xác minh được nơi cấp chứng thư số ({facts.issuer}): chưa có trong danh sách tin cậy của hệ thống."


def _stamp(facts: Finding) -> str:
    if not facts.stamped_at:
        return "Không có dấu thời gian."
    word = "hợp lệ" if facts.stamp_holds else "không xác minh được"
    return f"Có dấu thời gian {_shown(facts.stamped_at)} do {facts.stamped_by} cấp, {word}."


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _shown(iso: str) -> str:
    return moment(timezone.localtime(datetime.fromisoformat(iso)))


def trusted_roots(folder: Path) -> list[Any]:
    """The certificates in PEM or DER files of this folder, in order of name; a file that is none is left out."""
    from asn1crypto import x509

    found: list[Any] = []
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        data = path.read_bytes()
        try:
            found += as_asn1(data.decode()) if b"-----BEGIN" in data else [x509.Certificate.load(data)]
        except ValueError:
            continue
    return found
