"""A sealed pact gets its paper: asked for with the seal, made once, honest about what hinders it."""

import hashlib
import shutil
import subprocess
import unicodedata
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from pacts.actions.pacts import seal as seal_pact
from pacts.actions.signatures import record_all_present
from pacts.models import Pact, SignatureImage
from reports.actions import papers
from reports.models import Paper, PaperBytes, SealCertificate
from reports.papers import pact_paper
from reports.papers.letters import printable
from reports.papers.pdf import render
from tests.access_world import a_picture
from tests.make import a_bloc, a_pact, a_pledge, a_signing, a_user, adopted, members_of
from tests.make_papers import a_sealed_pact
from tests.make_seals import a_chain, a_key, a_sealed_paper, a_time_authority, signed

pytestmark = pytest.mark.django_db

LETTERS = "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
ALL_LETTERS = LETTERS + LETTERS.upper()


def text_of(pdf: bytes, tmp_path, *options) -> str:
    path = tmp_path / "ban.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True).stdout.decode()


def told_by(tool: str, pdf: bytes, tmp_path, *options) -> str:
    path = tmp_path / "ban.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([tool, *options, str(path)], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def content_of(paper: Paper) -> bytes:
    return bytes(PaperBytes.objects.get(paper=paper).content)


def prepared(pact: Pact, code: str = "ABCDE-FGHJK-MNPQR-STUVW"):
    head = pact_paper.Head(7, "0" * 64)
    return pact_paper.ready(pact, code=code, head=head, made_at=timezone.now().replace(microsecond=0))


# --- The page --------------------------------------------------------------------------------


def test_all_134_letters_come_out_as_they_went_in_and_composed(tmp_path):
    assert len(set(ALL_LETTERS)) == 134
    pact = a_pact(title=f"Giao ước thi đua {' '.join(ALL_LETTERS)}", preamble=unicodedata.normalize("NFD", ALL_LETTERS))
    text = text_of(content_of(a_sealed_paper(_seal(pact))), tmp_path)
    assert text == unicodedata.normalize("NFC", text)
    assert set(ALL_LETTERS) - set(text) == set()


def _seal(pact: Pact) -> Pact:
    from pacts.logic import seal
    from pacts.text import text_of as plain

    pact.canonical = seal.canonical(plain(pact))
    pact.digest = seal.digest(pact.canonical)
    pact.state, pact.sealed_at = "sealed", timezone.now()
    pact.save()
    return pact


def test_what_the_font_lacks_is_named_and_never_dropped(tmp_path):
    pact = _seal(a_pact(preamble='Thi đua ☺ “giỏi”\u200b #read("/etc/passwd") $x$ *đậm* <nhãn>'))
    text = text_of(content_of(a_sealed_paper(pact)), tmp_path)
    assert 'Thi đua [U+263A] “giỏi” #read("/etc/passwd") $x$ *đậm* <nhãn>' in text.replace("\n", " ")
    assert printable("a\u00adb\x07c\u2028d") == "ab c d"


def test_every_letter_said_to_be_printable_is_in_the_four_fonts():
    from fontTools.ttLib import TTFont

    from reports.papers.letters import PRINTABLE
    from reports.papers.pdf import TEMPLATES

    fonts = sorted((TEMPLATES / "fonts").glob("*.ttf"))
    assert [font.name for font in fonts] == [f"Tinos-{n}.ttf" for n in ("Bold", "BoldItalic", "Italic", "Regular")]
    assert [PRINTABLE - {chr(code) for code in TTFont(font).getBestCmap()} for font in fonts] == [set()] * 4


def test_the_same_data_give_the_same_bytes_before_the_seal():
    ready = prepared(a_sealed_pact())
    pages = [render("pact", ready.data, made_at=ready.made_at, files=ready.files) for _ in range(2)]
    assert pages[0] == pages[1]
    assert b"<pdfaid:part>3</pdfaid:part>" in pages[0] and b"<pdfaid:conformance>B</pdfaid:conformance>" in pages[0]


def test_a_missing_font_is_no_paper(monkeypatch):
    import typst

    from reports.papers import pdf

    empty = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    monkeypatch.setattr(pdf, "_fonts", lambda: empty)
    ready = prepared(a_sealed_pact())
    with pytest.raises(pdf.NotPrinted):
        render("pact", ready.data, made_at=ready.made_at, files=ready.files)


def test_the_paper_says_everything_that_was_sealed_and_who_signed(tmp_path):
    bloc = a_bloc(13, name="Khối thi đua lực lượng CSND")
    pact = a_pact(bloc, slogan="Chủ động, kỷ cương", legal_bases="Luật Thi đua, khen thưởng\nKế hoạch 05", copies=15)
    for number in range(59):
        a_pledge(pact, name=f"Nội dung chỉ tiêu số {number:02}")
    units = members_of(bloc)
    _seal(pact)
    for order, unit in enumerate(units[:11], start=1):
        facts = {"name": f"Người Ký {order:02}", "code": f"AAAA-AA{order:02}"}
        signed(pact, unit=unit, unit_name=unit.name, order=order, **facts)
    acting = {"acting_for": "Trưởng phòng", "position": "Phó Trưởng phòng"}
    image = signed(pact, unit=units[11], unit_name=units[11].name, **acting)
    SignatureImage.objects.create(signature=image, png=a_picture("PNG"), sha256="0" * 64)
    absent = {"outcome": "absent", "reason": "Bệnh nặng", "name": "", "signed_at": None}
    signed(pact, unit=units[12], unit_name=units[12].name, **absent)
    signed(pact, part="witness", name="Vũ Đình Khoát", unit_name="Công an tỉnh", position="Phó Giám đốc")
    adopted(pact, votes_for=12, abstentions=1)
    paper = a_sealed_paper(pact)
    text = " ".join(text_of(content_of(paper), tmp_path, "-raw").split())
    assert [n for n in range(59) if f"Nội dung chỉ tiêu số {n:02}" not in text] == []
    assert [n for n in range(1, 12) if f"Người Ký {n:02}" not in text] == []
    assert [n for n in range(1, 12) if f"AAAA-AA{n:02}" not in text.replace(" ", "")] == []  # a cell may break it
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Căn cứ Luật Thi đua, khen thưởng;",
        "Giấy xác nhận ký kết",
        "KT. PHÓ TRƯỞNG PHÒNG",
        "ký thay Trưởng phòng",
        "(Vắng mặt)",
        "Vũ Đình Khoát",
        "12 tán thành, 0 không tán thành, 1 không có ý kiến",
        "(UTC+07:00)",
        "không thay thế chữ ký số chuyên dùng công vụ",
        "Tệp không có dấu thời gian của bên thứ ba",
        paper.code,
        pact.digest,
        paper.log_hash,
    ):
        assert words in text, words
    assert "Bệnh nặng" not in text


def test_the_square_code_is_28_mm_and_leads_to_the_page_of_verification(tmp_path):
    import zxingcpp
    from PIL import Image, ImageFilter

    paper = a_sealed_paper()
    path = tmp_path / "ban.pdf"
    path.write_bytes(content_of(paper))
    subprocess.run(["pdftoppm", "-r", "200", "-png", str(path), str(tmp_path / "trang")], check=True)
    pages = [Image.open(page).filter(ImageFilter.GaussianBlur(1)) for page in sorted(tmp_path.glob("trang*.png"))]
    found = [code for page in pages for code in zxingcpp.read_barcodes(page)]
    assert [code.text for code in found] == [f"http://127.0.0.1:8000/xac-thuc/{paper.code}/"]
    corners = found[0].position
    side = (corners.top_right.x - corners.top_left.x) / 200 * 25.4
    assert side == pytest.approx(28, abs=0.7)


# --- The seal as others see it -----------------------------------------------------------------


def test_pdfsig_accepts_the_sealed_paper_and_refuses_it_after_one_flipped_byte(tmp_path):
    content = content_of(a_sealed_paper())
    said = told_by("pdfsig", content, tmp_path)
    assert "Signature is Valid." in said and "Total document signed" in said and "ETSI.CAdES.detached" in said
    altered = bytearray(content)
    altered[len(content) // 3] ^= 1
    assert "Signature is Valid." not in told_by("pdfsig", bytes(altered), tmp_path)


def test_all_fonts_are_embedded_and_ours_and_the_text_travels_inside(tmp_path):
    pact = a_sealed_pact()
    content = content_of(a_sealed_paper(pact))
    fonts = told_by("pdffonts", content, tmp_path).splitlines()[2:]
    assert {line.split()[0].split("+")[1].split("-")[0] for line in fonts} == {"Tinos"}
    assert all(line.split()[-5] == "yes" for line in fonts)
    told_by("pdfdetach", content, tmp_path, "-save", "1", "-o", str(tmp_path / "giao-uoc.json"))
    assert hashlib.sha256((tmp_path / "giao-uoc.json").read_bytes()).hexdigest() == pact.digest


def test_a_later_key_ends_no_older_seal(tmp_path):
    from reports.papers.key_making import make
    from reports.papers.verifying import faults_of

    first = a_sealed_paper()
    register = papers.register_certificate(make("Khóa mới", years=5, renew=True), by="thử")
    second = a_sealed_paper()
    assert (second.certificate, first.certificate == second.certificate) == (register, False)
    assert faults_of(first.pact) == faults_of(second.pact) == []
    assert "Signature is Valid." in told_by("pdfsig", content_of(first), tmp_path)


def test_with_an_authority_configured_the_seal_bears_its_stamp(settings, tmp_path):
    with a_time_authority() as (url, _certificate):
        settings.SEAL_TSA_URL = url
        paper = a_sealed_paper()
    assert (paper.stamped_by, paper.stamped_at is not None) == ("Cơ quan dấu thời gian minh họa", True)
    assert abs(paper.stamped_at - timezone.now()) < timedelta(minutes=5)
    text = " ".join(text_of(content_of(paper), tmp_path).split())
    assert "do 127.0.0.1 cấp" in text and "Tệp không có dấu thời gian" not in text


def test_without_the_stamp_that_was_asked_for_there_is_no_paper_yet_and_the_pact_stays_sealed(settings):
    a_key()
    pact = a_sealed_pact()
    with a_time_authority(answers=False) as (url, _certificate):
        settings.SEAL_TSA_URL = url
        paper = papers.issue(papers.ask_for_paper(pact, "thử").pk)
    assert (paper.state, paper.sha256) == ("waiting", "") and "127.0.0.1" in paper.trouble
    settings.SEAL_TSA_URL = ""
    assert papers.issue(paper.pk).state == "made"


# --- The job -------------------------------------------------------------------------------------


def a_sealable() -> tuple[Pact, object]:
    pact, ceremony = a_signing()
    by = a_user(Role.SECRETARY, at=pact.bloc)
    adopted(pact, digest=_open_digest(pact))
    record_all_present(pact, ceremony=ceremony, by=by)
    return pact, by


def _open_digest(pact: Pact) -> str:
    from pacts.text import digest_of

    return digest_of(pact)


def test_sealing_asks_for_the_paper_in_its_own_transaction(django_capture_on_commit_callbacks):
    pact, by = a_sealable()
    a_key()
    with django_capture_on_commit_callbacks(execute=True):
        seal_pact(pact, by=by)
        assert Paper.objects.get(pact=pact).state == "waiting"
    paper = Paper.objects.get(pact=pact)
    assert (paper.state, paper.text_digest) == ("made", Pact.objects.get(pk=pact.pk).digest)
    assert Event.objects.filter(verb="reports.issue_paper").count() == 1


def test_a_seal_that_is_taken_back_takes_its_paper_along():
    pact, by = a_sealable()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        seal_pact(pact, by=by)
        1 / 0  # noqa: B018
    assert Paper.objects.count() == 0


def test_a_worker_killed_between_seal_and_paper_is_made_up_for(django_capture_on_commit_callbacks):
    """The commit stands, the job was lost: the next start of a worker finds the paper waiting."""
    pact, by = a_sealable()
    a_key()
    seal_pact(pact, by=by)
    assert Paper.objects.get(pact=pact).state == "waiting"
    assert [paper.pact for paper in papers.make_waiting_papers()] == [pact]
    assert papers.make_waiting_papers() == []


def test_a_double_delivery_makes_one_paper():
    paper = a_sealed_paper()
    before = (paper.sha256, Event.objects.count())
    assert papers.issue(paper.pk) is None
    assert (Paper.objects.get().sha256, Event.objects.count()) == before


def test_two_workers_at_once_store_one_paper(monkeypatch):
    a_key()
    paper = papers.ask_for_paper(a_sealed_pact(), "thử")
    render_once = papers.render

    def meanwhile(*args, **words):
        monkeypatch.setattr(papers, "render", render_once)
        assert papers.issue(paper.pk).state == "made"
        return render_once(*args, **words)

    monkeypatch.setattr(papers, "render", meanwhile)
    assert papers.issue(paper.pk) is None
    assert (PaperBytes.objects.count(), Event.objects.filter(verb="reports.issue_paper").count()) == (1, 1)


def test_a_withdrawn_paper_stays_with_its_reason_and_another_can_be_made():
    paper, by = a_sealed_paper(), a_user(Role.ADMIN)
    with pytest.raises(Refused):
        papers.make_paper_again(paper.pact, by=by)
    with pytest.raises(Refused):
        papers.withdraw_paper(paper, reason=" ", by=by)
    papers.withdraw_paper(paper, reason="In sai chức vụ", by=by)
    with pytest.raises(Refused):
        papers.withdraw_paper(paper, reason="Lần nữa", by=by)
    second = papers.make_paper_again(paper.pact, by=by)
    assert papers.issue(second.pk).state == "made" and second.code != paper.code
    assert PaperBytes.objects.filter(paper=paper).exists()


def test_a_draft_has_no_paper():
    with pytest.raises(Refused):
        papers.make_paper_again(a_pact(), by=a_user(Role.ADMIN))


# --- Faults of the key: each is named, the pact stays sealed, the job can be tried again ---------------------


def _no_key():
    shutil.rmtree(_dir(), ignore_errors=True)


def _dir():
    from django.conf import settings

    return settings.SEAL_DIR


def _put(key) -> None:
    from reports.papers.key_making import _write

    for name in ("site.key", "site.pem"):
        (_dir() / name).unlink(missing_ok=True)
    _write(_dir(), key)


def _swapped():
    (_dir() / "site.pem").write_bytes(b"")
    (_dir() / "site.pem").unlink()
    from reports.papers.keys import pem_of

    (_dir() / "site.pem").write_text(pem_of(a_chain().chain))


def _aged(since, years):
    key = a_chain(since=since, years=years)
    _put(key)
    papers.register_certificate(key, by="thử")


FAULTS = {
    "missing": _no_key,
    "no_certificate": lambda: (_dir() / "site.pem").unlink(),
    "open_to_others": lambda: (_dir() / "site.key").chmod(0o644),
    "unreadable": lambda: (_dir() / "site.key").write_bytes(b"-----BEGIN PRIVATE KEY-----\nAAAA\n"),
    "broken_certificate": lambda: (_dir() / "site.pem").write_bytes(b"?"),
    "swapped": _swapped,
    "expired": lambda: _aged(timezone.now() - timedelta(days=800), 1),
    "not_yet": lambda: _aged(timezone.now() + timedelta(days=30), 1),
    "unregistered": lambda: _put(a_chain()),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_key_at_fault_is_named_and_the_paper_waits(fault):
    from reports.papers import keys

    a_key()
    pact = a_sealed_pact()
    FAULTS[fault]()
    paper = papers.issue(papers.ask_for_paper(pact, "thử").pk)
    assert (paper.state, Pact.objects.get(pk=pact.pk).state) == ("waiting", "sealed")
    wanted = {
        "missing": keys.MISSING,
        "no_certificate": keys.NO_CERTIFICATE,
        "open_to_others": keys.OPEN_TO_OTHERS,
        "unreadable": keys.UNREADABLE,
        "broken_certificate": keys.BROKEN_CERTIFICATE,
        "swapped": keys.SWAPPED,
        "expired": keys.EXPIRED.partition("{")[0],
        "not_yet": keys.NOT_YET.partition("{")[0],
        "unregistered": keys.UNREGISTERED,
    }
    assert paper.trouble.startswith(wanted[fault])
    a_key()
    assert papers.issue(paper.pk).state == "made" and Paper.objects.get(pk=paper.pk).trouble == ""


def test_an_altered_text_is_never_sealed():
    a_key()
    pact = a_sealed_pact()
    Pact.objects.filter(pk=pact.pk).update(canonical=pact.canonical.replace("90", "10"))
    assert papers.issue(papers.ask_for_paper(pact, "thử").pk).trouble == papers.ALTERED


def test_a_certificate_registered_twice_is_one():
    a_key()
    a_key()
    assert (SealCertificate.objects.count(), Event.objects.filter(verb="reports.add_certificate").count()) == (1, 1)
