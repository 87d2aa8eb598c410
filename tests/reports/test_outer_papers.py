"""A pact signed elsewhere is kept as it came, judged as it is found, and nothing is hoped."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.utils import timezone

from blocs.logic.files import MOST_BYTES
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from reports.actions import outer_papers
from reports.models import OuterPaper
from reports.papers.checking import findings, trusted_roots
from reports.papers.keys import pem_of
from reports.papers.sealing import as_asn1, seal
from tests.make import a_pact, a_user
from tests.make_papers import a_sealed_pact
from tests.make_seals import a_chain, a_plain_pdf, a_time_authority, signed_again

pytestmark = pytest.mark.django_db


def trust(*certificates) -> None:
    settings.SEAL_TRUST_DIR.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(certificates):
        (settings.SEAL_TRUST_DIR / f"goc-{number}.pem").write_text(pem_of((one,)))


def found_in(pdf: bytes):
    return findings(pdf, trusted_roots(settings.SEAL_TRUST_DIR))


def attached(content: bytes, **facts) -> OuterPaper:
    pact = facts.pop("pact", None) or a_sealed_pact()
    values = {"upload": BytesIO(content), "name": "ban ky.pdf", "by": a_user(Role.ADMIN), **facts}
    return outer_papers.attach_outer(pact, **values)


def test_a_file_signed_by_a_known_issuer_is_told_intact_and_trusted():
    key = a_chain()
    trust(key.chain[-1])
    paper = attached(seal(a_plain_pdf(), key).content, note="Ký số chuyên dùng")
    outer_papers.check(paper.pk)
    paper = OuterPaper.objects.get(pk=paper.pk)
    (finding,) = paper.findings
    facts = {name: finding[name] for name in ("intact", "covers_whole", "trusted", "changed_after", "holds", "signer")}
    assert (paper.state, facts) == (
        "checked",
        dict(intact=True, covers_whole=True, trusted=True, changed_after=False, holds=True, signer="Người ký nơi khác"),
    )
    assert Event.objects.filter(verb="reports.check_paper").count() == 1
    assert outer_papers.check(paper.pk) is None


def test_an_unknown_issuer_is_told_as_unknown_and_never_as_valid():
    (finding,) = found_in(seal(a_plain_pdf(), a_chain()).content)
    assert (finding.intact, finding.trusted, finding.holds) == (True, False, False)


def test_a_file_changed_after_signing_is_told():
    key = a_chain()
    trust(key.chain[-1])
    altered = bytearray(seal(a_plain_pdf(), key).content)
    altered[200] ^= 1
    (finding,) = found_in(bytes(altered))
    assert (finding.intact, finding.holds) == (False, False)


def test_a_page_added_after_signing_is_told():
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    key = a_chain()
    trust(key.chain[-1])
    writer, out = IncrementalPdfFileWriter(BytesIO(seal(a_plain_pdf(), key).content)), BytesIO()
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.NameObject("/Rotate")] = generic.NumberObject(180)
    writer.update_container(page)
    writer.write(out)
    (finding,) = found_in(out.getvalue())
    assert (finding.intact, finding.covers_whole, finding.changed_after, finding.holds) == (True, False, True, False)


def test_two_signatures_one_after_the_other_are_both_told():
    first, second = a_chain(), a_chain(name="Người thứ hai")
    trust(first.chain[-1], second.chain[-1])
    found = found_in(signed_again(seal(a_plain_pdf(), first).content, second))
    assert [(one.signer, one.intact, one.covers_whole, one.changed_after) for one in found] == [
        ("Người ký nơi khác", True, False, False),
        ("Người thứ hai", True, True, False),
    ]


def test_an_expired_certificate_is_told_and_a_stamp_of_its_time_heals_it(settings):
    key = a_chain(since=timezone.now() - timedelta(days=800), years=1)
    trust(key.chain[-1])
    (finding,) = found_in(seal(a_plain_pdf(), key).content)
    assert (finding.intact, finding.trusted) == (True, False)
    good = a_chain()
    with a_time_authority() as (url, certificate):
        settings.SEAL_TSA_URL = url
        stamped = seal(a_plain_pdf(), good).content
    (unknown,) = found_in(stamped)
    trust(good.chain[-1], certificate)
    (known,) = found_in(stamped)
    assert (bool(unknown.stamped_at), unknown.stamp_holds) == (True, False)
    assert (known.stamp_holds, known.trusted, known.stamped_by) == (True, True, "Cơ quan dấu thời gian minh họa")


def test_a_file_without_signatures_is_told_to_prove_nothing():
    paper = attached(a_plain_pdf())
    outer_papers.check(paper.pk)
    paper = OuterPaper.objects.get(pk=paper.pk)
    assert (paper.state, paper.findings) == ("checked", [])


def test_a_damaged_file_could_not_be_checked_and_says_why():
    paper = attached(b"%PDF-1.7\n" + b"x" * 500 + b"\n%%EOF")
    outer_papers.check(paper.pk)
    paper = OuterPaper.objects.get(pk=paper.pk)
    assert (paper.state, bool(paper.trouble)) == ("unreadable", True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 khong phai PDF",
        b"%PDF-1.7 cut short",
        b"%PDF-1.7\n1 0 obj <</Encrypt 2 0 R>>\n%%EOF",
        b"%PDF-1.7\n" + b"0" * MOST_BYTES + b"\n%%EOF",
    ],
    ids=["empty", "a package", "cut short", "locked", "too large"],
)
def test_what_is_no_readable_pdf_is_refused(content):
    with pytest.raises(Refused):
        attached(content)
    assert OuterPaper.objects.count() == 0


def test_the_same_file_stands_once_and_only_at_a_sealed_pact():
    pact, content = a_sealed_pact(), a_plain_pdf()
    paper = attached(content, pact=pact)
    with pytest.raises(Refused):
        attached(content, pact=pact)
    with pytest.raises(Refused):
        outer_papers.withdraw_outer(paper, reason="", by=a_user(Role.ADMIN))
    outer_papers.withdraw_outer(paper, reason="Nhầm bản", by=a_user(Role.ADMIN))
    with pytest.raises(Refused):
        outer_papers.withdraw_outer(paper, reason="Nhầm bản", by=a_user(Role.ADMIN))
    assert attached(content, pact=pact).pk != paper.pk
    with pytest.raises(Refused):
        attached(content, pact=a_pact())


def test_another_root_put_in_place_lets_it_be_judged_anew():
    key = a_chain()
    paper = attached(seal(a_plain_pdf(), key).content)
    outer_papers.check(paper.pk)
    trust(key.chain[-1])
    outer_papers.check_again(paper, by=a_user(Role.ADMIN))
    outer_papers.check_waiting_papers()
    assert OuterPaper.objects.get(pk=paper.pk).findings[0]["trusted"] is True


def test_roots_are_read_in_both_spellings_and_what_is_none_is_left_out():
    from cryptography.hazmat.primitives.serialization import Encoding

    key = a_chain()
    trust(key.chain[-1])
    (settings.SEAL_TRUST_DIR / "goc.der").write_bytes(key.chain[-1].public_bytes(Encoding.DER))
    (settings.SEAL_TRUST_DIR / "doc-toi.txt").write_text("Không phải chứng thư")
    found = trusted_roots(settings.SEAL_TRUST_DIR)
    assert [one.dump() for one in found] == [as_asn1(pem_of(key.chain))[1].dump()] * 2
