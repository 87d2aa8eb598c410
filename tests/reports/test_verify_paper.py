"""PUB-8 with the paper as the worker makes it: its QR code leads home, its page calls it valid, a flipped byte not."""

import subprocess

import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image, ImageFilter

from reports.logic.verification import Verdict
from reports.models import PaperBytes
from tests.make_papers import a_sealed_pact
from tests.make_seals import a_sealed_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(settings):
    settings.SITE_URL = "https://giao-uoc.congan.example.gov.vn"
    return a_sealed_paper(a_sealed_pact())


def pages_of(content: bytes, tmp_path) -> list[Image.Image]:
    """The sheets as a printer of 200 dots an inch puts them on paper."""
    file = tmp_path / "giao-uoc.pdf"
    file.write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "200", "-gray", str(file), str(tmp_path / "to")], check=True)
    return [Image.open(page) for page in sorted(tmp_path.glob("to-*.pgm"))]


def test_pub_8_ac_1_the_qr_code_printed_at_28_mm_and_blurred_leads_to_the_right_address(client, paper, tmp_path):
    content = bytes(PaperBytes.objects.get(paper=paper).content)
    sheets = [page.filter(ImageFilter.GaussianBlur(1)) for page in pages_of(content, tmp_path)]
    [found] = [code for sheet in sheets for code in zxingcpp.read_barcodes(sheet)]
    path = reverse("verify_code", args=[paper.code])
    assert found.text == f"https://giao-uoc.congan.example.gov.vn{path}"
    corners = found.position
    side = (corners.top_right.x - corners.top_left.x) / 200 * 25.4  # mm
    assert side == pytest.approx(28, abs=1)
    assert client.get(path, secure=True).context["answer"].verdict == Verdict.VALID


def test_pub_8_ac_2_the_made_paper_is_valid_whole_and_named_when_a_byte_is_flipped(client, paper):
    address = reverse("verify_code", args=[paper.code])
    answer = client.get(address).context["answer"]
    assert [(check.key, check.fits) for check in answer.checks if not check.fits] == []
    assert {"file", "text", "rows", "log", "signatures", "certificate"} == {check.key for check in answer.checks}
    content = bytearray(PaperBytes.objects.get(paper=paper).content)
    content[len(content) // 2] ^= 1
    PaperBytes.objects.filter(paper=paper).update(content=bytes(content))
    answer = client.get(address).context["answer"]
    assert answer.verdict == Verdict.ALTERED
    assert [check.key for check in answer.checks if not check.fits] == ["file"]
