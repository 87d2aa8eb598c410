"""Seal a PDF with PAdES by pyHanko: B-B with the site's key, B-T where a time-stamp authority is configured."""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, Request

from django.conf import settings

from reports.papers.apart import apart
from reports.papers.keys import Key, KeyTrouble, name_of, pem_of

FIELD = "NiemPhong"
REASON = "Niêm phong bản giao ước do hệ thống phát hành"
TSA_SECONDS = 20
TSA_MOST = 256 * 1024
NO_STAMP = "Máy chủ cấp dấu thời gian ({host}) không trả lời đúng; bản niêm phong chưa được lập và sẽ được thử lại."


@dataclass(frozen=True)
class Sealed:
    """The sealed file, and the time and giver of its stamp where it bears one."""

    content: bytes = field(repr=False)
    stamped_at: datetime | None = None
    stamped_by: str = ""


def seal(pdf: bytes, key: Key) -> Sealed:
    """Raises KeyTrouble where a stamp is asked for and the authority does not give one."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    words = {"field_name": FIELD, "md_algorithm": "sha256", "reason": REASON, "name": name_of(key.certificate.subject)}
    meta = PdfSignatureMetadata(**words, subfilter=SigSeedSubFilter.PADES)
    out = BytesIO()
    stamper = _stamper()
    try:
        signer = PdfSigner(meta, signer=_signer(key), timestamper=stamper)
        apart(signer.sign_pdf, IncrementalPdfFileWriter(BytesIO(pdf)), output=out)
    except Exception as error:
        if stamper is None:
            raise
        raise KeyTrouble("no_stamp", NO_STAMP.format(host=settings.SEAL_TSA_URL.split("/")[2])) from error
    return Sealed(out.getvalue(), *_stamp_of(out.getvalue()))


def _signer(key: Key):
    from asn1crypto import keys as asn1_keys
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    secret = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    chain, above = as_asn1(pem_of(key.chain)), SimpleCertificateStore()
    above.register_multiple(chain[1:])
    return SimpleSigner(signing_cert=chain[0], signing_key=asn1_keys.PrivateKeyInfo.load(secret), cert_registry=above)


def as_asn1(pem: str) -> list:
    """The certificates of a PEM text, in its order, as pyHanko takes them."""
    from asn1crypto import pem as pems
    from asn1crypto import x509

    return [x509.Certificate.load(der) for _kind, _headers, der in pems.unarmor(pem.encode(), multiple=True)]


def _stamper():
    """Asks the one configured authority over HTTP(S); no other host, no redirect, no proxy."""
    if not settings.SEAL_TSA_URL:
        return None
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper

    class Authority(TimeStamper):
        async def async_request_tsa_response(self, req):
            return tsp.TimeStampResp.load(_ask(settings.SEAL_TSA_URL, req.dump()))

    return Authority()


def _ask(url: str, body: bytes) -> bytes:
    opener = OpenerDirector()
    for handler in (HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    request = Request(url, data=body, headers={"Content-Type": "application/timestamp-query"})
    with opener.open(request, timeout=TSA_SECONDS) as answer:
        if answer.status != 200:
            raise OSError(f"HTTP {answer.status}")
        return answer.read(TSA_MOST)


def _stamp_of(pdf: bytes) -> tuple[datetime | None, str]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    return stamp_in(PdfFileReader(BytesIO(pdf)).embedded_signatures[-1])


def stamp_in(signature: Any) -> tuple[datetime | None, str]:
    """The time and giver of a signature's stamp as it states them, without judging it; (None, "") without one."""
    from pyhanko.sign.general import extract_certificate_info, find_cms_attribute_iter

    attributes = signature.signer_info["unsigned_attrs"]
    found = next(find_cms_attribute_iter(attributes, "signature_time_stamp_token"), None) if attributes else None
    if found is None:
        return None, ""
    token = found["content"]
    giver = extract_certificate_info(token).signer_cert
    return token["encap_content_info"]["content"].parsed["gen_time"].native, named(giver.subject)


def named(name: Any) -> str:
    """The common name of an asn1crypto name, else all of it."""
    words = name.native.get("common_name")
    return words if isinstance(words, str) else name.human_friendly
