"""The whole paper of one sealed pact, put together from its sealed text, its signing table and the logbook's head."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from blocs.logic.wording import day, long_day
from pacts.desk import table_of
from pacts.models import Pact, Signature, SignatureImage
from reports.papers.laying import laid_pact
from reports.papers.pact import TEXT_FILE, TEXT_WORDS, CertificatePage, PactPaper, promised
from reports.papers.pact_signers import HEADS, block_of, certified, image_name, vote_of, witness_block, zoned
from reports.papers.qr import qr_svg

PROVINCES = ("Công an tỉnh ", "Công an thành phố ")
ILLUSTRATIVE = "Dữ liệu minh họa, không phải số liệu thật"
ABSENT = "Chữ ký ghi nhận sau khi lập bản này không có ở đây; trang xác thực cho biết tình trạng hiện tại."
PROVES = (
    "Giấy này xác nhận văn bản do hệ thống phát hành: nội dung, người ký và thời điểm ký như đã ghi trong hệ thống. "
    "Niêm phong điện tử của hệ thống bảo vệ toàn bộ tệp; tệp bị sửa dù một byte đều không còn hợp lệ."
)
PROVES_NOT = (
    "Giấy này không thay thế chữ ký số chuyên dùng công vụ, và không tự chứng minh danh tính của người ký ngoài việc "
    "tài khoản hoặc người ghi nhận đã xác nhận."
)
NO_STAMP = (
    "Tệp không có dấu thời gian của bên thứ ba: hệ thống chưa được cấu hình cơ quan cấp dấu thời gian, nên thời điểm "
    "niêm phong theo đồng hồ của máy chủ."
)


class NoText(Exception):
    """The sealed text cannot be read as a pact, so there is nothing to print."""


@dataclass(frozen=True)
class Ready:
    """What the typesetter needs; `text` are the exact bytes of the sealed text that travel inside."""

    data: PactPaper
    files: Mapping[str, bytes] = field(repr=False)
    made_at: datetime


@dataclass(frozen=True)
class Head:
    """The last line of the logbook when the paper was made."""

    number: int
    hash: str


def ready(pact: Pact, *, code: str, head: Head, made_at: datetime) -> Ready:
    """Raises NoText where the sealed text is none."""
    try:
        said = promised(json.loads(pact.canonical))
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise NoText(str(error)) from error
    images = _images(pact)
    svg, width = qr_svg(address_of(code))
    words = {**said, **_heading(pact, made_at), **_people(pact, images, code, head, made_at, width)}
    data = PactPaper(**words, laid=laid_pact(words))
    drawn = {image_name(pk): png for pk, png in images.items()}
    return Ready(data, {TEXT_FILE: pact.canonical.encode(), "qr.svg": svg, **drawn}, made_at)


def address_of(code: str) -> str:
    """Where anyone may check the paper."""
    return f"{settings.SITE_URL}/xac-thuc/{code}/"


def _images(pact: Pact) -> dict[int, bytes]:
    rows = SignatureImage.objects.filter(signature__pact=pact, signature__struck_at__isnull=True)
    return {row.pk: bytes(row.png) for row in rows}


def _heading(pact: Pact, made_at: datetime) -> dict:
    return {
        "made": tuple(made_at.astimezone(UTC).timetuple()[:6]),
        "text_file": TEXT_FILE,
        "text_words": TEXT_WORDS,
        "illustrative": ILLUSTRATIVE if pact.bloc.is_illustrative else "",
        "parent": pact.bloc.series.organiser.name_on(pact.day),
        "place_and_day": place_and_day(pact),
    }


def place_and_day(pact: Pact) -> str:
    """The province the organiser is named after, and the day of the seal."""
    name = pact.bloc.series.organiser.name_on(pact.day)
    place = next((name.removeprefix(start) for start in PROVINCES if name.startswith(start)), "")
    on = long_day(timezone.localdate(pact.sealed_at))
    return f"{place}, {on}" if place else on[:1].upper() + on[1:]


def _people(pact: Pact, images, code: str, head: Head, made_at: datetime, width: float) -> dict:
    table = table_of(pact, pact.day)
    units = {line.unit.pk: line.unit.name_on(pact.day) for line in table}
    witnesses = list(pact.signatures.standing().filter(part=Signature.Part.WITNESS))
    rows = tuple(certified(table, witnesses, units))
    return {
        "signers": tuple(block_of(line, units[line.unit.pk], images) for line in table),
        "witness_title": "Lãnh đạo chứng kiến",
        "witnesses": tuple(witness_block(row, images) for row in witnesses),
        "certificate": _certificate(pact, rows, code, head, made_at, width),
    }


def _certificate(pact: Pact, rows, code: str, head: Head, made_at: datetime, width: float) -> CertificatePage:
    adoption = pact.adoptions.filter(struck_at__isnull=True).first()
    return CertificatePage(
        title="Giấy xác nhận ký kết",
        words=f"(Kèm theo {pact})",
        facts=_facts(pact, made_at),
        heads=HEADS,
        rows=rows,
        lines=(vote_of(adoption), ABSENT),
        digests=(
            ("Mã băm SHA-256 của văn bản chuẩn", pact.digest),
            (f"Dòng nhật ký số {head.number} khi lập bản này, mã băm", head.hash),
        ),
        qr_width=width,
        qr_words=f"Mã QR dẫn đến trang xác thực {address_of(code)}",
        code_words="Mã xác thực",
        code=code,
        address=address_of(code),
        statements=(PROVES, stamp_statement(), PROVES_NOT),
    )


def _facts(pact: Pact, made_at: datetime) -> tuple[tuple[str, str], ...]:
    ceremonies = [row for row in pact.ceremonies.all() if row.is_signing]
    hall = "; ".join(f"{row.title}, {row.when}{f', {row.place_name}' if row.place_name else ''}" for row in ceremonies)
    told = [
        ("Khối thi đua", pact.bloc.name),
        ("Năm thi đua", pact.bloc.season.name),
        ("Lễ ký kết", hall),
        ("Mở ký", zoned(pact.opened_at)),
        ("Khóa giao ước", zoned(pact.sealed_at)),
        ("Lập bản niêm phong", zoned(made_at)),
        ("Tệp kèm bên trong", f"{TEXT_FILE} (văn bản chuẩn, lập ngày {day(timezone.localdate(pact.sealed_at))})"),
    ]
    return tuple((label, value) for label, value in told if value)


def stamp_statement() -> str:
    """True by the time it is read: with an authority configured a paper without its stamp is never issued."""
    if not settings.SEAL_TSA_URL:
        return NO_STAMP
    host = urlsplit(settings.SEAL_TSA_URL).hostname
    return f"Niêm phong mang dấu thời gian (RFC 3161) do {host} cấp, kiểm tra được trong chữ ký điện tử của tệp."
