"""Blocks pasted from a spreadsheet: read in no time whatever they hold, and nothing in them is carried out."""

import time

import pytest
from django.urls import reverse

from blocs.models import Role
from pacts.logic.pasted import MOST_CHARACTERS, MOST_ROWS, NoBlock, read_block
from tests.make import a_pact, a_user

pytestmark = pytest.mark.django_db
SECONDS = 5  # of the processor, however busy the machine is
MANY = MOST_CHARACTERS


def as_big(text: str) -> str:
    return (text * (MANY // len(text) + 1))[:MANY]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1-",
        "1 ",
        "\t",
        "a\t",
        "a\n",
        "a1",
        "≥1\t",
        '"',
        '"\t',
        "so với ",
        "trở lên",
        "- ",
        "giảm 3–5% ",
        "1.2.",
        "\n",
    ],
)
def test_a_block_of_any_stuff_is_read_or_refused_at_once(piece):
    begun = time.process_time()
    for text in (as_big(piece), f"Nội dung\tChỉ tiêu\nA\t{as_big(piece)[: MANY - 100]}"):
        try:
            block = read_block(text, dots=True)
        except NoBlock as nothing:
            assert nothing.sentence
        else:
            assert 0 < len(block.rows) <= MOST_ROWS
    assert time.process_time() - begun < SECONDS


def test_more_than_fits_is_no_block():
    with pytest.raises(NoBlock):
        read_block("a\t" * MANY)
    with pytest.raises(NoBlock):
        read_block("a\tb\n" * (MOST_ROWS + 1))


def test_a_formula_and_html_are_text(client):
    pact = a_pact()
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    block = '=HYPERLINK("http://a.b")\t90%\n<img src=x onerror=alert(1)>\t≥ 80%\n\x00\u202eX\t5'
    address = reverse("pacts:pledges_paste", args=[pact.pk])
    page = client.post(address, {"block": block, "section": pact.sections.get().pk})
    assert page.status_code == 200 and "<img src=x" not in page.content.decode()
