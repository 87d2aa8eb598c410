"""Whatever stands in an address or a body, the answer is a page or a refusal, never an error of the server."""

import re

import pytest
from django.urls import reverse

from tests.access_evidence import EVIDENCE
from tests.access_table import PACTS, PUBLIC, REPORTS, TABLE
from tests.access_world import a_world
from tests.test_access_matrix import address_of, client_of

pytestmark = pytest.mark.django_db

ODD = [
    *["", "abc", "-1", "0", "²", "٣", "1e5", "1.5", "None", "9" * 20, "9" * 5000, "\x00", "1\x00", "\ud800"],
    *["'\"><script>alert(1)</script>", "../../etc/passwd", "\u202eabc", "=1+1", "%s%n{}{{7*7}}", "a" * 10_000],
]
ASKED = {
    "home": ["page"],
    "bloc_list": ["page"],
    "public_bloc": ["nam", "sap-xep"],
    "ceremony_list": ["page"],
    "publication_index": ["page"],
    "search": ["q"],
    "accounts_give": ["khoi"],
    "blocs:bloc_list": ["q", "season", "page"],
    "blocs:unit_list": ["q", "day", "page"],
    "blocs:unit_add": ["parent"],
    "blocs:user_list": ["q", "page"],
    "blocs:leader_list": ["q", "page"],
    "blocs:event_list": ["q", "verb", "by", "from_on", "until_on", "about", "page"],
    "pacts:pact_list": ["bloc", "page"],
    "pacts:pact_new": ["khoi"],
    "pacts:pact_contents": ["muc"],
    "pacts:pledge_edit": ["tu"],
    "pacts:ceremony_list": ["page"],
    "pacts:ceremony_plan": ["giao_uoc", "khoi"],
    "reports:board": ["khoi", "ky"],
    "reports:board_list": ["khoi", "ky"],
    "reports:board_unit": ["khoi", "ky", "o"],
    "reports:figure_entry": ["ky", "don_vi", "ve"],
    "reports:row_notes": ["ky", "don_vi", "noi_dung"],
    "find": ["q"],
    "find_suggest": ["q"],
    "blocs:job_list": ["page"],
    "reports:report_check": ["ky", "don_vi"],
    "reports:reporting_list": ["khoi"],
    "reports:publication_list": ["q", "page"],
    "reports:publication_draft": ["le"],
    "reports:approvals": ["khoi"],
    "reports:approvals_batch": ["loai", "muc"],
    "reports:board_compare": ["khoi", "ky", "don_vi", "voi"],
    "reports:directive_list": ["don_vi", "nguoi", "tinh_trang", "page"],
    "reports:directive_give": ["khoi", "ky", "don_vi", "muc", "chi_tieu"],
    "reports:honour_list": ["khoi"],
    "reports:honour_add": ["khoi"],
    "reports:release_levels": ["khoi"],
    "reports:evidence_list": ["phieu", "chi_tieu"],
    "reports:evidence_upload": ["phieu", "chi_tieu"],
    "reports:appeal_list": ["page"],
    "reports:knock_out_list": ["page"],
}


def encoded(value: str) -> str:
    from urllib.parse import quote

    return quote(value.encode("utf-8", "surrogatepass"))


@pytest.fixture
def world():
    return a_world(release="public")


def test_no_odd_parameter_is_an_error(world):
    """Each parameter a page reads, alone, with the others as they should be."""
    client, errors = client_of(world["people"]["admin"]), []
    for name, parameters in ASKED.items():
        path, _mark, query = address_of(name, TABLE[name], world).partition("?")
        for parameter in parameters:
            rest = "&".join(pair for pair in query.split("&") if not pair.startswith(f"{parameter}="))
            for value in ODD:
                status = client.get(f"{path}?{parameter}={encoded(value)}&{rest}").status_code
                if status >= 500:
                    errors.append(f"{name} ?{parameter}={value[:20]!r}: {status}")
    assert not errors, "\n".join(errors)


def test_every_page_takes_parameters_it_does_not_know(world):
    client, errors = client_of(world["people"]["admin"]), []
    odd = "&".join(f"{name}=%00%FF" for name in ("page", "next", "HX-Target", "format", "_changelist_filters"))
    for name, route in TABLE.items():
        address = address_of(name, route, world)
        status = client.get(f"{address}{'&' if '?' in address else '?'}{odd}").status_code
        if status >= 500:
            errors.append(f"{name}: {status}")
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("number", ["99999999999999999999", "9223372036854775807", "9" * 4000, "9" * 5000])
def test_a_number_too_large_is_a_page_that_is_not_there(world, number):
    client, errors = client_of(world["people"]["admin"]), []
    for name, route in {**PACTS, **REPORTS, **EVIDENCE, **PUBLIC}.items():
        if not any(word.endswith(".pk") for word in route.args):
            continue
        full = next(full for full in TABLE if full.split(":")[-1] == name and TABLE[full] is route)
        address = re.sub(r"/\d+/", f"/{number}/", address_of(full, route, world))
        status = client.get(address).status_code
        if status not in (404, 405):
            errors.append(f"{name}: {status}")
    assert not errors, "\n".join(errors)


def test_nothing_odd_is_found_by_any_search(world):
    client = client_of(None)
    for value in ODD:
        answer = client.get(f"{reverse('search')}?q={encoded(value)}")
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
