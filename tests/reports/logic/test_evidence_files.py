"""A file is what it holds: what is taken, what is refused and in which sentence, and what a refusal costs."""

import struct
import time
import zipfile
import zlib
from io import BytesIO

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image

from blocs.logic import files
from blocs.logic.bare_pictures import bare_jpeg, bare_png
from blocs.logic.files import DOCX, JPG, PDF, PNG, XLSX, label, size_words
from blocs.logic.lifecycle import Refused
from reports.evidence_files import taken
from reports.logic import packages
from tests.shelves import EXCEL, WORD, a_package, a_photo, with_place
from tests.shelves import PDF as A_PDF

DAMAGED = "The file is damaged or not complete."


def refusal(content: bytes, name: str = "tep.pdf") -> str:
    with pytest.raises(Refused) as caught:
        taken(BytesIO(content), name)
    return str(caught.value)


@pytest.mark.parametrize(
    "content, kind",
    [
        (A_PDF, PDF),
        (a_package(), DOCX),
        (a_package("xl/workbook.xml", EXCEL), XLSX),
        (a_photo(), JPG),
        (a_photo("PNG"), PNG),
    ],
)
def test_five_kinds_are_taken_whatever_they_are_called(content, kind):
    found = taken(BytesIO(content), "khong-ten.exe")
    assert (found.kind, found.name) == (kind, f"khong-ten.exe.{kind.ending}")


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        b"MZ\x90\x00" + bytes(200),
        b"GIF89a/*" + bytes(50),
        b"plain words",
        b"{\\rtf1 x}",
    ],
)
def test_another_kind_is_refused_though_it_is_called_pdf(content):
    assert refusal(content, "bao-cao.pdf") == files.only_these()


def test_an_empty_and_a_too_large_file_are_refused_before_they_are_read():
    assert refusal(b"") == _("The file is empty.")

    class Huge(BytesIO):
        size = files.MOST_BYTES + 1

        def read(self, *args):
            raise AssertionError

    with pytest.raises(Refused) as caught:
        taken(Huge(), "x.pdf")
    assert str(caught.value) == _("The file is larger than 20 MB.")


@pytest.mark.parametrize(
    "content", [A_PDF[:-20], b"%PDF-1.7\n%%EOF\n", b"\n" + A_PDF[5:], A_PDF.replace(b"startxref", b"endxref  ")]
)
def test_a_broken_pdf_is_refused(content):
    assert refusal(content) in (_("The PDF file is damaged or not complete."), files.only_these())


def test_a_locked_pdf_and_one_that_acts_by_itself_are_refused():
    assert refusal(A_PDF.replace(b"/Size 2", b"/Size 2/Encrypt 5 0 R")) == files.say_locked()
    acts = refusal(A_PDF.replace(b"/Type/Catalog", b"/OpenAction<</S/JavaScript/JS(x)>>"))
    assert acts == _("The PDF file holds commands that run by themselves; print it to a new PDF and add that.")
    assert refusal(A_PDF.replace(b"/Type/Catalog", b"/S/Launch")) == acts
    assert refusal(A_PDF.replace(b"/Type/Catalog", b"/S/L#61un#63#68")) == acts
    assert refusal(packed_into(b"/S /J#61vaScript")) == acts
    assert refusal(packed_into(b" " * files.LARGEST_PACKED)) == acts, "nobody looks through objects without end"
    taken(BytesIO(packed_into(b"/Type/Page")), "trang.pdf")


def packed_into(objects: bytes) -> bytes:
    """The file with these objects packed together, as programs write them today."""
    said = b"6 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\n" + zlib.compress(objects)
    return A_PDF.replace(b"xref\n", said + b"\nendstream\nendobj\nxref\n", 1)


@pytest.mark.parametrize("filling", [b"1", b"1 ", b"/ObjStm ", b"/Encrypt 1", b"#61"])
def test_a_pdf_filled_with_what_looks_like_its_own_words_is_read_once(filling):
    """Ten megabytes of it: whatever would be read over and over again never comes to its end."""
    filled = filling * (10 * 1024 * 1024 // len(filling))
    assert refusal(b"%PDF-1.7\n" + filled + b"\nstartxref\n%%EOF\n")


def test_an_old_pdf_is_taken_with_advice():
    assert taken(BytesIO(A_PDF), "x.pdf").advice == ""
    old = taken(BytesIO(A_PDF.replace(b"1.7", b"1.3")), "x.pdf")
    assert old.advice == _("The file is older than PDF 1.4, which Decree 30/2020 asks of digitised papers.")


def test_old_office_and_locked_office_are_told_apart():
    old = files.OLD_OFFICE + bytes(600)
    assert "DOCX" in refusal(old)
    assert refusal(old + files.ENCRYPTED_PACKAGE + bytes(40)) == files.say_locked()


# --- Word and Excel ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "extra",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/embeddings/oleObject1.bin": b"x"},
        {"word/activeX/activeX1.xml": b"<x/>"},
        {"word/tool.exe": b"MZ"},
        {"word/evil.xml": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"},
        {"word/wide.xml": "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16")},
    ],
)
def test_what_could_run_or_read_elsewhere_is_refused(extra):
    assert refusal(a_package(extra=extra)) == packages.say_active()


def test_a_macro_file_renamed_is_refused():
    macro = WORD.replace("openxmlformats-officedocument.wordprocessingml.document", "ms-word.document.macroEnabled")
    assert refusal(a_package(kind=macro), "ke-hoach.docx") == packages.say_active()


@override("en")
def test_a_template_from_elsewhere_is_refused_and_a_link_in_the_text_is_not():
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    far = f'<Relationships><Relationship Type="{kind}/attachedTemplate" Target="https://la.example/x.dotm"/></Relationships>'
    link = f'<Relationships><Relationship Type="{kind}/hyperlink" Target="https://la.example/"/></Relationships>'
    assert "template" in refusal(a_package(extra={"word/_rels/settings.xml.rels": far}))
    assert taken(BytesIO(a_package(extra={"word/_rels/document.xml.rels": link})), "a.docx").kind == DOCX


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "..\\x", "C:/x"])
def test_members_that_lead_out_of_the_archive_are_refused(name):
    assert refusal(a_package(extra={name: b"x"})) == _(DAMAGED)


def test_a_symbolic_link_and_a_double_member_are_refused():
    link = zipfile.ZipInfo("word/media/x.xml")
    link.external_attr = 0o120777 << 16
    assert refusal(a_package(extra={link: b"/etc/passwd"})) == _(DAMAGED)
    with pytest.warns(UserWarning):
        double = a_package(extra={"word/document.xml": b"<other/>"})
    assert refusal(double) == _(DAMAGED)


def test_a_plain_archive_and_other_packings_are_refused():
    plain = BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("bao-cao.txt", "x")
    assert refusal(plain.getvalue()) == files.only_these()
    assert refusal(a_package(packing=zipfile.ZIP_LZMA)) == _(DAMAGED)


def test_a_bomb_is_refused_by_its_directory_at_once():
    bomb = a_package(extra={f"xl/{n}.xml": bytes(30 * 1024 * 1024) for n in range(4)})
    assert len(bomb) < 1024 * 1024
    begun = time.perf_counter()
    assert refusal(bomb, "a.xlsx") == packages.say_swollen()
    assert time.perf_counter() - begun < 0.05


def test_too_many_members_are_refused_before_the_directory_is_read(monkeypatch):
    many = BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for n in range(packages.MOST_ENTRIES + 1):
            archive.writestr(f"{n}", b"")
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert refusal(many.getvalue()) == packages.say_swollen()


def test_a_directory_that_lies_about_a_size_is_found_out():
    raw = a_package(extra={"word/big.xml": b"a" * 500_000})
    lie = raw.replace(struct.pack("<L", 500_000), struct.pack("<L", 1_000))
    assert lie != raw
    assert refusal(lie) == _(DAMAGED)


def test_a_locked_member_and_a_cut_archive_are_refused():
    raw = bytearray(a_package())
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 8] |= 1
    assert refusal(bytes(raw)) == files.say_locked()
    assert refusal(a_package()[:-30]) == _(DAMAGED)


# --- Pictures ---------------------------------------------------------------------------------


def test_a_photograph_loses_what_the_camera_wrote_and_stays_upright():
    found = taken(BytesIO(with_place()), "anh.jpg")
    kept = Image.open(found.stream)
    assert dict(kept.getexif()) == {0x0112: 6}
    assert "comment" not in kept.info
    raw = found.stream.getvalue()
    assert b"minh h" not in raw and b"ghi chu" not in raw
    assert kept.size == (64, 48)
    assert kept.tobytes() == Image.open(BytesIO(with_place())).tobytes()


def test_the_same_photograph_always_gives_the_same_digest():
    assert taken(BytesIO(with_place()), "a.jpg").sha256 == taken(BytesIO(with_place()), "b.jpg").sha256
    assert taken(BytesIO(a_photo()), "a.jpg").sha256 != taken(BytesIO(with_place()), "b.jpg").sha256


@pytest.mark.parametrize("content", [a_photo(), a_photo(progressive=True), a_photo(restart_marker_rows=1)])
def test_what_rides_behind_a_photograph_is_left(content):
    assert bare_jpeg(content + b"<script>") == bare_jpeg(content)
    assert Image.open(BytesIO(bare_jpeg(content))).tobytes() == Image.open(BytesIO(content)).tobytes()


def test_a_drawing_keeps_its_pixels_and_loses_its_words():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "ten nguoi chup")
    raw = a_photo("PNG", pnginfo=words) + b"<html>"
    bare = bare_png(raw)
    assert b"ten nguoi" not in bare and bare.endswith(b"IEND\xaeB`\x82")
    assert Image.open(BytesIO(bare)).tobytes() == Image.open(BytesIO(raw)).tobytes()


def test_a_picture_that_claims_too_many_pixels_is_refused_unread():
    head = struct.pack(">LLBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    trap = b"\x89PNG\r\n\x1a\n" + struct.pack(">L", 13) + chunk + struct.pack(">L", zlib.crc32(chunk))
    data = b"IDAT" + zlib.compress(bytes(1000))
    trap += struct.pack(">L", len(data) - 4) + data + struct.pack(">L", zlib.crc32(data))
    assert refusal(trap + a_photo("PNG")[-12:], "a.png") == _("The picture has too many pixels.")


@pytest.mark.parametrize("content", [a_photo()[:400], a_photo("PNG")[:60], a_photo()[:-2], a_photo("PNG")[:-12]])
def test_a_cut_picture_is_refused(content):
    assert refusal(content, "a.jpg") == _("The picture is damaged or not complete.")


def test_a_coarse_scan_is_taken_with_advice():
    assert taken(BytesIO(a_photo(dpi=(300, 300))), "a.jpg").advice == ""
    assert taken(BytesIO(a_photo(dpi=(72, 72))), "a.jpg").advice == ""
    assert "200" in taken(BytesIO(a_photo(dpi=(150, 150))), "a.jpg").advice


# --- Names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, kept",
    [
        ("Báo cáo số 05.pdf", "Báo cáo số 05.pdf"),
        ("Ba\u0301o ca\u0301o.PDF", "Báo cáo.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\tep\\x.pdf", "x.pdf"),
        ('a"b\r\n<c>.pdf', "a b c.pdf"),
        ("dao\u202efdp.exe", "daofdp.exe.pdf"),
        ("...", f"{_('evidence')}.pdf"),
    ],
)
def test_a_name_is_only_a_label(name, kept):
    assert label(name, PDF) == kept


def test_a_long_name_is_cut_before_its_ending():
    assert len(label("x" * 400 + ".jpeg", JPG)) == 205


def test_sizes_are_told_in_vietnamese_numbers():
    assert [size_words(n) for n in (None, 0, 1500, 1_258_291)] == ["", "1 KB", "1 KB", "1,2 MB"]
