"""The invented bloc's published pact of 2017: from its public page to a seal that a program of others judges."""

import re
import subprocess

import pytest
from django.urls import reverse

from blocs.models import Bloc
from tests.make_seals import a_sealed_paper
from tests.meeting_of_2017 import the_ceremony_of_2017

pytestmark = pytest.mark.django_db


def judged_by_pdfsig(content: bytes, tmp_path) -> str:
    path = tmp_path / "ban.pdf"
    path.write_bytes(content)
    return subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout


def test_the_paper_linked_from_the_public_page_of_2017_is_accepted_and_after_a_flipped_byte_refused(client, tmp_path):
    ceremony = the_ceremony_of_2017()
    Bloc.objects.filter(pk=ceremony.blocs.get().pk).update(release="public")
    bloc = ceremony.blocs.get()
    paper = a_sealed_paper(ceremony.pacts.get())
    shown = client.get(reverse("public_season", args=[bloc.series.slug, bloc.season.slug])).content.decode()
    address = reverse("verify_file", args=[paper.code])
    assert re.search(rf'href="{re.escape(address)}"', shown)
    content = client.get(address).getvalue()
    said = judged_by_pdfsig(content, tmp_path)
    assert "Signature is Valid." in said and "Total document signed" in said
    altered = bytearray(content)
    altered[len(content) // 3] ^= 1
    assert "Signature is Valid." not in judged_by_pdfsig(bytes(altered), tmp_path)
