"""Who signed the pact, as the paper shows it: cells in order of precedence, lines of the certificate, the vote.

Names are printed as they were frozen in the signing table. Reasons of absence and refusal stay in the signing table.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from blocs.logic.wording import address_short, moment
from pacts.logic.signing import Line
from pacts.models import Adoption, Signature
from reports.papers.pact import SignerBlock

MARKS = {"absent": "(Vắng mặt)", "declined": "(Từ chối ký)", "waiting": "(Chưa ký)"}
OUTCOMES = {
    "signed": "Đã ký",
    "delegated": "Đã ký thay",
    "late": "Ký bổ sung sau khi khóa",
    "absent": "Vắng mặt",
    "declined": "Từ chối ký",
    "waiting": "Chưa ký",
}
HOW = {"paper": "Ký trên giấy, ghi nhận lại", "account": "Ký bằng tài khoản", "tablet": "Ký tại máy của hội trường"}
PROOF = {"password": "xác nhận bằng mật khẩu", "code": "xác nhận bằng mã dùng một lần"}
HEADS = ("TT", "Đơn vị", "Người ký", "Hình thức", "Thời điểm, kết quả")


def zoned(at: datetime | None) -> str:
    """10:05, 24/02/2017 (UTC+07:00), in the site's zone."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    offset = local.strftime("%z")  # +0700
    return f"{moment(local)} (UTC{offset[:3]}:{offset[3:]})"


def image_name(pk: int) -> str:
    return f"chu-ky-{pk}.png"


def block_of(line: Line, unit: str, images: Mapping[int, bytes]) -> SignerBlock:
    """A party's cell: what its signer was, or that nobody signed."""
    row = line.signature
    if row is None:
        return SignerBlock(unit, (), MARKS[line.state], "")
    return _signed(row, row.unit_name or unit, images)


def witness_block(row: Signature, images: Mapping[int, bytes]) -> SignerBlock:
    return _signed(row, row.unit_name, images)


def _signed(row: Signature, unit: str, images: Mapping[int, bytes]) -> SignerBlock:
    post = f"KT. {row.position}" if row.acting_for and row.position else row.position
    image = image_name(row.pk) if row.pk in images else ""
    return SignerBlock(unit, (post,) if post else (), "(Đã ký)", address_short(row.rank, row.name), image)


def certified(table: Iterable[Line], witnesses: Iterable[Signature], units: Mapping[int, str]) -> list[tuple[str, ...]]:
    """The lines of the certificate: parties in order of precedence, then witnesses."""
    lines = list(table)
    rows = [_party(number, line, units[line.unit.pk]) for number, line in enumerate(lines, start=1)]
    beside = enumerate(witnesses, start=len(lines) + 1)
    return rows + [_cells(number, row.unit_name or "Người chứng kiến", row, "Chứng kiến") for number, row in beside]


def _party(number: int, line: Line, unit: str) -> tuple[str, ...]:
    if line.signature is None:
        return (str(number), unit, "", "", OUTCOMES[line.state])
    word = OUTCOMES[line.state] + (" (vắng mặt tại lễ)" if line.absence else "")
    return _cells(number, line.signature.unit_name or unit, line.signature, word)


def _cells(number: int, unit: str, row: Signature, word: str) -> tuple[str, ...]:
    how = ", ".join(filter(None, [HOW[row.how], PROOF.get(row.proof, "")]))
    code = f"Mã {row.code}" if row.code else ""
    return (str(number), unit, _person(row), how, "\n".join(filter(None, [word, zoned(row.signed_at), code])))


def _person(row: Signature) -> str:
    acting = f"ký thay {row.acting_for}" if row.acting_for else ""
    paper = f"theo văn bản {row.acting_document}" if row.acting_document else ""
    return ", ".join(filter(None, [address_short(row.rank, row.name), row.position, acting, paper]))


def vote_of(adoption: Adoption | None) -> str:
    if adoption is None:
        return "Hệ thống không ghi nhận biểu quyết thông qua văn bản này."
    word = {"adopted": "Văn bản được thông qua", "rejected": "Văn bản không được thông qua"}[adoption.outcome]
    votes = f"{adoption.votes_for} tán thành, {adoption.votes_against} không tán thành"
    return f"{word} lúc {zoned(adoption.adopted_at)}: {votes}, {adoption.abstentions} không có ý kiến."
