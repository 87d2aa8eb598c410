"""The record of a line: a changed word, time or picture is found and named; the logbook keeps the same digest."""

import hashlib

import pytest
from django.utils import timezone

from blocs.models import Event
from pacts.actions import signatures as actions
from pacts.actions import signing
from pacts.logic.signing_record import altered, record_of
from pacts.models import Signature, SignatureImage
from pacts.text import digest_of
from tests.make import a_head_of, a_signing, a_user, members_of
from tests.pacts.signing_tools import a_commander, drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    pact, ceremony = a_signing()
    user, unit = a_commander(pact), members_of(pact.bloc)[0]
    hand = signing.Hand(proof="password", drawing=drawn())
    words = {"pact": pact, "by": user, "digest": digest_of(pact), "ceremony": ceremony, "hand": hand}
    made = signing.sign(pact.bloc.memberships.get(unit=unit), **words)
    return Signature.objects.get(pk=made.pk)


def test_an_untouched_line_is_as_it_was_written_and_the_logbook_says_the_same(line):
    assert altered(line) == []
    assert hashlib.sha256(record_of(line, line.image.sha256).encode()).hexdigest() == line.record_digest
    assert Event.objects.get(verb="pacts.sign").facts["record"] == line.record_digest


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Người Khác"),
        ("rank", "Đại tướng"),
        ("unit_name", "Đơn vị khác"),
        ("outcome", "declined"),
        ("digest", "0" * 64),
        ("code", "2222-2222"),
        ("signed_at", timezone.now()),
        ("acting_for", "Ai đó"),
    ],
)
def test_each_changed_word_of_a_line_is_found(line, field, value):
    Signature.objects.filter(pk=line.pk).update(**{field: value})
    assert altered(Signature.objects.get(pk=line.pk)) == ["line"]


def test_one_flipped_byte_of_the_picture_is_found_and_a_swapped_picture_too(line):
    png = bytearray(line.image.png)
    png[-20] ^= 1
    SignatureImage.objects.filter(pk=line.pk).update(png=bytes(png))
    assert altered(Signature.objects.get(pk=line.pk)) == ["picture"]
    SignatureImage.objects.filter(pk=line.pk).update(sha256=hashlib.sha256(png).hexdigest())
    assert altered(Signature.objects.get(pk=line.pk)) == ["line"]
    SignatureImage.objects.all().delete()
    assert altered(Signature.objects.get(pk=line.pk)) == ["line"]


def test_every_way_of_recording_keeps_text_code_and_record():
    pact, ceremony = a_signing(4)
    units, by = members_of(pact.bloc), a_user()
    a_head_of(units[1])
    words = {"ceremony": ceremony, "by": by}
    actions.record_signature(pact, units[0], **words)
    actions.record_absence(pact, units[3], reason="Bận", **words)
    actions.record_all_present(pact, **words)
    actions.record_witness(pact, name="Trần Thị Bích", **words)
    lines = list(Signature.objects.all())
    assert [altered(line) for line in lines] == [[]] * 5
    signed = [line for line in lines if line.outcome == "signed"]
    assert {line.digest for line in signed} == {digest_of(pact)}
    assert len({line.code for line in signed}) == len(signed) == 4
    assert all(line.record_digest for line in lines)
    kept = Event.objects.get(verb="pacts.record_all_present").facts["records"]
    assert set(kept.values()) <= {line.record_digest for line in lines}
    assert len(kept) == 2


def test_nothing_is_said_of_a_line_from_before_records_were_kept():
    pact, _ceremony = a_signing()
    line = Signature.objects.create(pact=pact, unit=members_of(pact.bloc)[0], recorded_by="x")
    assert altered(line) == []
