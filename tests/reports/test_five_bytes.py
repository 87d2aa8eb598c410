"""A pact signed, drawn and sealed as in the hall; then one byte is altered in each of five places: each is named."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from blocs.models import Event, Role, event_guard
from pacts.actions import pacts as pact_actions
from pacts.actions import signing
from pacts.actions.signing import Hand
from pacts.models import Pact, Signature, SignatureImage
from pacts.text import digest_of
from reports.models import PaperBytes
from tests.make import a_signing, a_user, adopted, members_of
from tests.make_seals import a_key, a_sealed_paper
from tests.pacts.signing_tools import a_commander, drawn


def a_hall_sealed():
    """(pact, its paper): three commanders signed and drew, the pact is sealed, its paper issued."""
    a_key()
    pact, ceremony = a_signing()
    adopted(pact)
    for n, unit in enumerate(members_of(pact.bloc)):
        row, hand = pact.bloc.memberships.get(unit=unit), Hand(drawing=drawn(), proof="password")
        user = a_commander(pact, n, name=f"Chỉ huy {n}")
        signing.sign(row, pact=pact, by=user, digest=digest_of(pact), ceremony=ceremony, hand=hand)
    pact = pact_actions.seal(pact, by=a_user(Role.ADMIN))
    return pact, a_sealed_paper(pact)


def one_byte_other(text):
    """The byte in the middle, or the letter there, is another."""
    at = len(text) // 2
    if isinstance(text, str):
        return text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
    return bytes(text[:at]) + bytes([text[at] ^ 1]) + bytes(text[at + 1 :])


def said() -> tuple[int, list[str]]:
    out = StringIO()
    try:
        call_command("verify_seal", "--all", stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def alter(pact, paper, second, line):
    Pact.objects.filter(pk=pact.pk).update(canonical=one_byte_other(pact.canonical))
    PaperBytes.objects.filter(paper=paper).update(content=one_byte_other(bytes(paper.file.content)))
    Signature.objects.filter(pk=second.pk).update(name=one_byte_other(second.name))
    SignatureImage.objects.filter(pk=second.pk).update(png=one_byte_other(bytes(second.image.png)))
    event_guard.remove(connection)
    try:
        Event.objects.filter(pk=line.pk).update(by=one_byte_other(line.by))
    finally:
        event_guard.install(connection)


@pytest.mark.django_db(transaction=True)
def test_one_byte_in_text_pdf_line_picture_and_log_is_found_and_named_in_each():
    pact, paper = a_hall_sealed()
    assert said()[0] == 0
    second = pact.signatures.select_related("image").get(order=2)
    line = Event.objects.filter(verb="pacts.sign").order_by("number").first()
    alter(pact, paper, second, line)
    code, lines = said()
    named = {one.split("]")[0].split("[")[1] for one in lines if "[" in one}
    assert code == 1
    assert {"text", "pdf", "line 2", "picture 2", f"log {line.number}"} <= named
    assert not {"line 1", "line 3", "picture 1", "picture 3"} & named, "what is whole is not blamed"
