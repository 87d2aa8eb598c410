"""PUB-8: the page where anyone checks a paper by its code."""

import re
from hashlib import sha256
from types import SimpleNamespace

import pytest
import zxingcpp
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageFilter

from blocs import rates
from blocs.logic.codes import VERIFICATION
from blocs.models import Event, Role, event_guard
from pacts.logic.signing_record import record_digest
from pacts.models import Pact, Pledge, Signature, SignatureImage
from reports import verifying
from reports.logic.verification import Verdict
from reports.models import Paper, PaperBytes, SealCertificate
from reports.staff_searching import search_for
from reports.views import verify
from tests.make import a_bloc, a_ceremony, a_pledge, a_user
from tests.make_papers import CODE, PDF, a_certificate, a_paper, a_sealed_pact

pytestmark = pytest.mark.django_db
UNKNOWN = "ZZZZZ-YYYYY-XXXXX-WWWWW"


def page_of(client, paper) -> str:
    return client.get(reverse("verify_code", args=[paper.code]))


def verdict_of(client, paper) -> str:
    response = page_of(client, paper)
    assert response.status_code == 200
    return response.context["answer"].verdict


def faults_of(paper) -> list[str]:
    return [check.key for check in verifying.answer_for(paper.code).checks if not check.fits]


def words_of(response) -> str:
    return response.content.decode()


# --- Valid ---


def test_pub_8_a_paper_as_it_was_issued_is_valid_and_says_what_it_rests_on(client):
    paper = a_paper(certificate=a_certificate())
    response = page_of(client, paper)
    shown, told = words_of(response), response.context["answer"]
    assert told.verdict == Verdict.VALID
    assert [check.key for check in told.checks] == ["file", "text", "rows", "log", "signatures", "certificate"]
    assert 'data-verdict="valid"' in shown
    assert shown.index("✔") < shown.index(paper.pact.title)
    for words in (paper.sha256[:16], "SHA-256", "12:00, 15/02/2017", "UTC+07:00", "Thượng tá", "Trần Thị Bình"):
        assert words in shown
    assert paper.certificate.fingerprint[:16] in shown
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_pub_8_ac_5_every_page_of_verification_says_what_it_proves_and_what_not(client):
    for address in (reverse("verify"), reverse("verify_code", args=[a_paper().code])):
        assert 'data-testid="meaning"' in words_of(client.get(address))


def test_pub_8_a_paper_without_time_stamp_or_certificate_says_so(client):
    shown = words_of(page_of(client, a_paper()))
    assert shown.count('data-testid="stamp"') == shown.count('data-testid="certificate"') == 1
    stamped = a_paper(stamped_at=timezone.now(), stamped_by="Cơ quan cấp dấu thời gian")
    assert "Cơ quan cấp dấu thời gian" in words_of(page_of(client, stamped))


# --- Altered: each is named ---


def flip_file(paper):
    flipped = bytes([PDF[0] ^ 1]) + PDF[1:]
    PaperBytes.objects.filter(paper=paper).update(content=flipped)


def flip_file_and_its_digest(paper):
    flip_file(paper)
    content = bytes(PaperBytes.objects.get(paper=paper).content)
    Paper.objects.filter(pk=paper.pk).update(sha256=sha256(content).hexdigest())


def take_file_away(paper):
    PaperBytes.objects.filter(paper=paper).delete()


def flip_text(paper):
    Pact.objects.filter(pk=paper.pact_id).update(canonical=paper.pact.canonical.replace("90", "91", 1))


def flip_text_and_its_digest(paper):
    changed = paper.pact.canonical.replace("90", "91", 1)
    digest = sha256(changed.encode()).hexdigest()
    Pact.objects.filter(pk=paper.pact_id).update(canonical=changed, digest=digest)
    Signature.objects.filter(pact=paper.pact_id).update(digest=digest)


def flip_pledge(paper):
    Pledge.objects.filter(pact=paper.pact_id).update(target=91)


def add_pledge(paper):
    a_pledge(paper.pact)


def flip_line(paper):
    _without_guard("UPDATE blocs_event SET details = replace(details, 'digest', 'dogest') WHERE verb = 'pacts.seal'")


def flip_line_and_its_hash(paper):
    """Whoever makes the line whole again breaks the one after it."""
    event = Event.objects.get(verb="pacts.seal")
    event.by = "người khác"
    words = event.told()
    digest = sha256(words.encode()).hexdigest()
    _without_guard(
        "UPDATE blocs_event SET by = %s, canonical = %s, hash = %s WHERE number = %s",
        [event.by, words, digest, event.number],
    )
    Paper.objects.filter(pk=paper.pk).update(log_hash=digest)


def forget_line(paper):
    _without_guard("DELETE FROM blocs_event WHERE verb = 'reports.issue_paper'")


def swap_certificate(paper):
    SealCertificate.objects.update(pem=SealCertificate.objects.get().pem.replace("TWlua", "TWluY"))


def flip_picture(paper):
    row = Signature.objects.get(pact=paper.pact_id)
    SignatureImage.objects.create(signature=row, png=b"\x89PNG.", sha256=sha256(b"\x89PNG!").hexdigest())


def flip_signer(paper):
    Signature.objects.filter(pact=paper.pact_id).update(name="Trần Thị Bính")


def flip_signer_and_its_record(paper):
    row = Signature.objects.get(pact=paper.pact_id)
    row.name = "Trần Thị Bính"
    row.record_digest = record_digest(row)
    row.save()


def flip_signed_text(paper):
    Signature.objects.filter(pact=paper.pact_id).update(digest="f" * 64)


def _without_guard(sql, values=()):
    event_guard.remove(connection)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, list(values))
    finally:
        event_guard.install(connection)


@pytest.mark.parametrize(
    "harm, named",
    [
        (flip_file, ["file"]),
        (flip_file_and_its_digest, ["file"]),
        (take_file_away, ["file"]),
        (flip_text, ["text", "rows"]),
        (flip_text_and_its_digest, ["text", "rows", "signatures"]),
        (flip_pledge, ["rows"]),
        (add_pledge, ["rows"]),
        (flip_line, ["log"]),
        (flip_line_and_its_hash, ["log"]),
        (forget_line, ["log"]),
        (swap_certificate, ["certificate"]),
        (flip_picture, ["signatures"]),
        (flip_signer, ["signatures"]),
        (flip_signer_and_its_record, ["signatures"]),
        (flip_signed_text, ["signatures"]),
    ],
)
def test_pub_8_what_was_changed_is_found_and_named(client, harm, named):
    paper = a_paper(certificate=a_certificate())
    assert verdict_of(client, paper) == Verdict.VALID
    harm(paper)
    assert verdict_of(client, paper) == Verdict.ALTERED
    assert faults_of(paper) == named
    assert 'data-verdict="altered"' in words_of(page_of(client, paper))


def test_pub_8_a_register_put_in_order_later_alters_nothing(client):
    paper = a_paper()
    unit = paper.pact.bloc.memberships.first().unit
    type(unit).objects.filter(pk=unit.pk).update(name="Tên đã sửa lỗi chính tả")
    paper.pact.bloc.season.__class__.objects.filter(pk=paper.pact.bloc.season_id).update(name="Năm 2017")
    assert verdict_of(client, paper) == Verdict.VALID


def test_pub_8_a_file_that_does_not_fit_is_neither_handed_out_nor_compared_with(client):
    paper = a_paper()
    flip_file(paper)
    assert page_of(client, paper).context["may_compare"] is False
    response = client.get(reverse("verify_file", args=[paper.code]))
    assert (response.status_code, response.url) == (302, reverse("verify_code", args=[paper.code]))


# --- Withdrawn, replaced, waiting, unknown, not to be checked ---


def withdraw(paper, reason="Sai tên đơn vị"):
    Paper.objects.filter(pk=paper.pk).update(withdrawn_at=timezone.now(), withdrawn_by="thử", withdrawn_reason=reason)


def test_pub_8_a_withdrawn_paper_says_when_and_why_and_leads_to_the_new_one(client):
    paper = a_paper()
    withdraw(paper)
    newer = a_paper(paper.pact, PDF + b" ")
    shown = words_of(page_of(client, paper))
    assert 'data-verdict="withdrawn"' in shown
    assert "Sai tên đơn vị" in shown
    assert reverse("verify_code", args=[newer.code]) in shown
    assert verdict_of(client, newer) == Verdict.VALID
    gone = client.get(reverse("verify_file", args=[paper.code]))
    assert gone.status_code == 410


def test_pub_8_a_paper_of_an_amended_pact_is_replaced_by_that_of_the_new_version(client):
    paper = a_paper()
    newer = a_paper(a_sealed_pact(paper.pact.bloc, version=2, amends=paper.pact))
    shown = words_of(page_of(client, paper))
    assert 'data-verdict="replaced"' in shown
    assert reverse("verify_code", args=[newer.code]) in shown
    assert client.get(reverse("verify_file", args=[paper.code])).status_code == 200


def test_pub_8_altered_goes_before_withdrawn(client):
    paper = a_paper()
    withdraw(paper)
    flip_file(paper)
    assert verdict_of(client, paper) == Verdict.ALTERED


def test_pub_8_a_paper_still_being_made_is_not_called_valid(client):
    paper = Paper.objects.create(pact=a_sealed_pact())
    shown = words_of(page_of(client, paper))
    assert 'data-verdict="unchecked"' in shown
    assert 'data-testid="waiting"' in shown
    assert 'data-testid="compare"' not in shown
    assert client.get(reverse("verify_file", args=[paper.code])).status_code == 302


def test_pub_8_an_unknown_code_is_answered_in_the_same_words_whatever_it_is(client):
    a_paper(code=CODE)
    answers = [client.get(reverse("verify_code", args=[code])) for code in (UNKNOWN, CODE[:-1] + "X", "chua-tung-co")]
    assert {answer.status_code for answer in answers} == {404}
    told = {words_of(one).split("<h1>")[1].partition("</main>")[0].replace(one.context["code"], "") for one in answers}
    assert len(told) == 1
    assert 'data-verdict="unknown"' in words_of(answers[0])


@pytest.mark.parametrize("error", [DatabaseError("gone"), RuntimeError("anything")])
def test_pub_8_what_cannot_be_checked_is_never_called_valid(client, monkeypatch, error):
    def fail(*args):
        raise error

    paper = a_paper()
    monkeypatch.setattr(verifying, "answer_for", fail)
    with CaptureQueriesContext(connection) as asked:
        response = page_of(client, paper)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert 'data-verdict="unchecked"' in words_of(response)
    assert len(asked) == 0


# --- Codes as they are typed ---


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", " "),
        CODE.replace("-", ""),
        f"  {CODE.lower().replace('-', ' - ')} ",
        CODE.replace("-", "\u2011"),
        CODE.replace("-", "\u00a0"),
        f"https://giao-uoc.example/xac-thuc/{CODE}/",
    ],
)
def test_pub_8_ac_4_a_code_is_found_however_it_was_typed(client, typed):
    a_paper(code=CODE)
    response = client.get(reverse("verify"), {"ma": typed}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("verify_code", args=[CODE])
    assert 'data-verdict="valid"' in words_of(response)


def test_pub_8_ac_4_other_spellings_of_an_address_lead_to_the_one(client):
    response = client.get(f"/xac-thuc/{CODE.lower().replace('-', '')}/")
    assert (response.status_code, response.url) == (302, reverse("verify_code", args=[CODE]))


def test_pub_8_ac_4_codes_have_at_least_80_bits_and_no_sign_that_looks_like_another():
    codes = [VERIFICATION.new() for _time in range(500)]
    signs = set("".join(codes)) - {"-"}
    assert len(set(codes)) == 500
    assert signs.isdisjoint("O0I1L")
    assert 31**VERIFICATION.length > 2**80


@pytest.mark.parametrize("typed", ["", "   ", "ABC", CODE[:-1] + "0", CODE + "A"])
def test_pub_8_a_code_that_can_be_none_is_told_so_at_its_field(client, typed):
    response = client.get(reverse("verify"), {"ma": typed})
    assert response.status_code == 200
    assert 'class="error-summary"' in words_of(response)
    assert 'href="#id_ma"' in words_of(response)


# --- What is not published ---


def test_pub_8_a_closed_pact_shows_a_stranger_verdict_day_and_digest_but_no_name(client):
    pact = a_sealed_pact(a_bloc(3, release="closed"))
    paper = a_paper(pact)
    shown = words_of(page_of(client, paper))
    assert 'data-verdict="valid"' in shown
    assert paper.sha256 in shown
    for words in (pact.title, pact.bloc.name, "Trần Thị Bình", "Thượng tá", pact.digest[:16]):
        assert words not in shown
    assert client.get(reverse("verify_file", args=[paper.code])).status_code == 404


def test_pub_8_a_closed_pact_shows_its_own_people_everything(client):
    paper = a_paper(a_sealed_pact(a_bloc(3, release="closed")))
    client.force_login(a_user(Role.SECRETARY, at=paper.pact.bloc))
    assert "Trần Thị Bình" in words_of(page_of(client, paper))
    assert client.get(reverse("verify_file", args=[paper.code])).content == PDF
    client.force_login(a_user(Role.SECRETARY, at=a_bloc()))
    assert "Trần Thị Bình" not in words_of(page_of(client, paper))
    assert client.get(reverse("verify_file", args=[paper.code])).status_code == 404


def test_pub_8_a_public_pact_of_a_closed_ceremony_names_nobody(client):
    paper = a_paper()
    a_ceremony(paper.pact.bloc, state="held", release="closed")
    assert "Trần Thị Bình" not in words_of(page_of(client, paper))
    assert client.get(reverse("verify_file", args=[paper.code])).status_code == 404


def test_pub_8_the_issued_bytes_are_handed_out_as_they_are(client):
    paper = a_paper()
    response = client.get(reverse("verify_file", args=[paper.code]))
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    known = client.get(reverse("verify_file", args=[paper.code]), headers={"If-None-Match": response["ETag"]})
    assert known.status_code == 304


# --- Guessing ---


@pytest.fixture
def one_minute(monkeypatch):
    """All of it within one minute, however slow the machine."""
    monkeypatch.setattr(rates, "time", SimpleNamespace(time=lambda: 615.0))


def test_a_code_guessed_a_thousand_times_meets_429_and_finds_nothing(client, one_minute):
    a_paper(code=CODE)
    answers = [client.get(reverse("verify_code", args=[VERIFICATION.new()])) for _time in range(1000)]
    kinds = [answer.status_code for answer in answers]
    assert kinds == [404] * verify.MOST_UNKNOWN + [429] * (1000 - verify.MOST_UNKNOWN)
    last = answers[-1]
    assert last["Retry-After"] == "45"
    assert f'data-seconds="{last["Retry-After"]}"' in words_of(last)


def test_a_guesser_does_not_shut_out_who_reads_a_paper_behind_the_same_address(client, one_minute):
    paper = a_paper()
    for _time in range(verify.MOST_UNKNOWN + 5):
        client.get(reverse("verify_code", args=[VERIFICATION.new()]))
    assert verdict_of(client, paper) == Verdict.VALID


def test_even_a_known_code_waits_after_as_many_askings_as_a_guesser_may_have(client, monkeypatch, one_minute):
    monkeypatch.setattr(verify, "MOST_ASKED", 5)
    paper = a_paper()
    kinds = [page_of(client, paper).status_code for _time in range(7)]
    assert kinds == [200] * 5 + [429] * 2
    elsewhere = client.get(reverse("verify_code", args=[paper.code]), REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 200


def test_unknown_codes_of_many_addresses_together_are_limited_too(client, monkeypatch, one_minute):
    monkeypatch.setattr(verify, "MOST_UNKNOWN_OF_ALL", 4)
    kinds = [
        client.get(reverse("verify_code", args=[UNKNOWN]), REMOTE_ADDR=f"198.51.100.{n}").status_code for n in range(6)
    ]
    assert kinds == [404] * 4 + [429] * 2


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("198.51.100.1", "198.51.100.2", False),
    ],
)
def test_an_office_with_ipv6_is_one_address(one, other, same):
    assert (verify.network_of(one) == verify.network_of(other)) is same


# --- Costs ---


def test_a_verdict_asks_the_database_equally_often_for_one_signer_and_for_many(client):
    paper = a_paper()
    page_of(client, paper)
    with CaptureQueriesContext(connection) as few:
        page_of(client, paper)
    rows = [Signature(pact=paper.pact, unit_name=f"Đơn vị {n}", part="witness", recorded_by="thử") for n in range(40)]
    Signature.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as many:
        page_of(client, paper)
    assert len(many) == len(few)


# --- The ways to it ---


def test_pub_3_and_pub_4_lead_to_the_sealed_paper_and_its_verification(client):
    paper = a_paper()
    ceremony = a_ceremony(paper.pact.bloc, state="held", release="public")
    bloc = paper.pact.bloc
    season = reverse("public_season", args=[bloc.series.slug, bloc.season.slug])
    for address in (season, reverse("public_ceremony", args=[ceremony.slug])):
        shown = words_of(client.get(address))
        for part in ("verify_code", "verify_file", "verify_qr"):
            assert reverse(part, args=[paper.code]) in shown
        assert paper.sha256[:16] in shown
    withdraw(paper)
    assert paper.code not in words_of(client.get(season))


def test_no_public_list_holds_a_code_but_every_page_leads_to_the_form(client):
    paper = a_paper()
    sitemap = words_of(client.get(reverse("sitemap")))
    assert paper.code not in sitemap
    assert f"{reverse('verify')}</loc>" in sitemap
    assert "Disallow: /xac-thuc/*/" in words_of(client.get("/robots.txt"))
    assert f'href="{reverse("verify")}"' in words_of(client.get(reverse("home")))


def test_pub_8_ac_1_the_qr_code_leads_to_the_page_even_blurred(client, settings):
    """28 mm at 200 dots an inch are 220 dots; blurred by one dot the code is read all the same."""
    settings.SITE_URL = "https://giao-uoc.congan.example.gov.vn"
    svg = client.get(reverse("verify_qr", args=[CODE])).content
    assert read_blurred(svg) == f"https://giao-uoc.congan.example.gov.vn/xac-thuc/{CODE}/"


def read_blurred(svg: bytes) -> str:
    """The modules of the SVG's own path drawn at 28 mm, 200 dpi, blurred and read."""
    modules = modules_of(svg)
    side = round(28 / 25.4 * 200)
    quiet = round(side * 4 / len(modules))
    drawn = Image.new("L", (len(modules), len(modules)), 255)
    drawn.putdata([0 if dark else 255 for row in modules for dark in row])
    sheet = Image.new("L", (side + 2 * quiet, side + 2 * quiet), 255)
    sheet.paste(drawn.resize((side, side), Image.Resampling.BOX), (quiet, quiet))
    [found] = zxingcpp.read_barcodes(sheet.filter(ImageFilter.GaussianBlur(1)))
    return found.text


def modules_of(svg: bytes) -> list[list[bool]]:
    """segno writes one path of rows: “M x y.5 h n m dx 0 h n …”; read back as dark and light."""
    path = re.search(rb'class="qrline"[^>]* d="([^"]+)"', svg)[1].decode()
    dark, x, y = set(), 0.0, 0.0
    for kind, words in re.findall(r"([Mmh])([-\d. ]+)", path):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", words)]
        if kind == "h":
            dark |= {(int(x) + step, int(y)) for step in range(int(numbers[0]))}
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if kind == "M" else (x + numbers[0], y + numbers[1])
    low, high = min(x for x, _y in dark), max(x for x, _y in dark)
    return [[(x, y) in dark for x in range(low, high + 1)] for y in range(low, high + 1)]


def test_the_qr_code_says_nothing_about_whether_a_code_is_known(client):
    a_paper(code=CODE)
    with CaptureQueriesContext(connection) as asked:
        answers = [client.get(reverse("verify_qr", args=[code])) for code in (CODE, UNKNOWN)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(asked) == 0
    assert client.get(reverse("verify_qr", args=["chua-tung-co"])).status_code == 404


# --- Search at work ---


def test_sys_1_a_paper_is_found_by_its_code_and_a_signature_by_its_own(client):
    paper = a_paper(code=CODE)
    row = Signature.objects.get(pact=paper.pact)
    Signature.objects.filter(pk=row.pk).update(code="7KQ4-M2PX")
    own, other = a_user(Role.SECRETARY, at=paper.pact.bloc), a_user(Role.SECRETARY, at=a_bloc())
    address = reverse("verify_code", args=[CODE])
    for q, url in [(CODE.lower(), address), ("7kq4 m2px", row.get_absolute_url())]:
        assert [hit.url for group in search_for(own, q) for hit in group.hits] == [url]
        assert search_for(other, q) == []
