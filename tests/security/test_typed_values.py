"""Numbers and days as officers type them, through the real pages: read rightly or refused, and never lost."""

from datetime import date
from decimal import Decimal
from html import escape

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Role
from pacts.models import Pledge
from reports.models import Extension, Figure
from tests.make import a_bloc, a_pact, a_pledge, a_reporting, a_user, members_of
from tests.test_access_matrix import client_of

pytestmark = pytest.mark.django_db

PERCENTS = {
    "92,02": "92.02",
    "92,02%": "92.02",
    "92,02 %": "92.02",
    "92.02": "92.02",
    "100": "100",
    "100%": "100",
    "0": "0",
    "03": "3",
    " 92,02 ": "92.02",
    "９２,０２": "92.02",
    "92.020": None,
    "1.234": None,
    "1.234,5": None,
    "1,234.5": None,
    "101%": None,
    "-1": None,
    "1e2": None,
    "NaN": None,
    "Infinity": None,
    "9" * 400: None,
    "92,02\x00": None,
    "chín mươi": None,
    "=1+1": None,
    "٩٢": None,
    "0x10": None,
    "92_02": None,
    "½": None,
}
COUNTS = {
    "92.020": "92020",
    "1.234": "1234",
    "100": "100",
    "03": "3",
    "0": "0",
    "92,02": None,
    "92.02": None,
    "1.234,5": None,
    "1,234.5": None,
    "100%": None,
    "-5": None,
    "1e3": None,
    "9" * 16: None,
}
DAYS = {
    **dict.fromkeys(["15/2/2099", "15/02/2099", "15-02-2099", "15.02.2099", "2099-02-15"], date(2099, 2, 15)),
    "ngày 15 tháng 2 năm 2099": date(2099, 2, 15),
    "05/02/2099": date(2099, 2, 5),
    "2/13/2099": None,
    "30/02/2099": None,
    "29/02/2099": None,
    "0/0/0": None,
    "15/02/20999": None,
    "hôm qua": None,
    "9" * 300: None,
}
EMPTY = ["", "-", "—", "x", "K"]


@pytest.fixture
def draft():
    return a_pact()


def a_secretary(bloc):
    return client_of(a_user(Role.SECRETARY, at=bloc))


def shown_again(answer, typed: str) -> bool:
    return answer.status_code == 200 and escape(typed.replace("\x00", "")) in answer.content.decode()


@pytest.mark.parametrize("typed", PERCENTS, ids=lambda typed: ascii(typed)[:20])
def test_a_percentage_promised(draft, typed):
    data = {"name": "Chỉ tiêu thử", "kind": "at_least", "measure": "%", "section": draft.sections.get().pk}
    answer = a_secretary(draft.bloc).post(reverse("pacts:pledge_add", args=[draft.pk]), {**data, "target": typed})
    kept = Pledge.objects.filter(name="Chỉ tiêu thử").values_list("target", flat=True).first()
    assert kept == (PERCENTS[typed] and Decimal(PERCENTS[typed]))
    assert kept is not None or shown_again(answer, typed)


@pytest.fixture
def desk():
    """A commander's sheet with a percentage and a count: client, address, the two pledges."""
    pact = a_pact(state="sealed", sealed_at=timezone.now(), digest="0" * 64, canonical="văn bản")
    count = a_pledge(pact, kind="count", measure="vụ", target=5)
    unit, reporting = members_of(pact.bloc)[0], a_reporting(pact.bloc)
    address = f"{reverse('reports:figure_entry')}?ky={reporting.pk}&don_vi={unit.pk}"
    return client_of(a_user(Role.REPORTER, at=unit)), address, pact.pledges.exclude(pk=count.pk).get(), count


def entered(desk, pledge, typed):
    client, address, *_pledges = desk
    answer = client.post(address, {f"p{pledge.pk}-value": typed})
    return answer, Figure.objects.filter(pledge=pledge).values_list("value", flat=True).first()


@pytest.mark.parametrize("typed", PERCENTS, ids=lambda typed: ascii(typed)[:20])
def test_a_percentage_reached(desk, typed):
    answer, kept = entered(desk, desk[2], typed)
    assert kept == (PERCENTS[typed] and Decimal(PERCENTS[typed]))
    assert kept is not None or shown_again(answer, typed)


@pytest.mark.parametrize("typed", COUNTS, ids=lambda typed: ascii(typed)[:20])
def test_a_count_reached(desk, typed):
    answer, kept = entered(desk, desk[3], typed)
    assert kept == (COUNTS[typed] and Decimal(COUNTS[typed]))
    assert kept is not None or shown_again(answer, typed)


@pytest.mark.parametrize("typed", EMPTY)
def test_an_empty_sign_is_not_a_zero(desk, typed):
    _answer, kept = entered(desk, desk[2], typed)
    assert (kept, Figure.objects.count()) == (None, 0)


@pytest.mark.parametrize("typed", DAYS, ids=lambda typed: ascii(typed)[:20])
def test_a_deadline(typed):
    bloc = a_bloc()
    reporting = a_reporting(bloc, due_on=date(2098, 1, 1))
    data = {"due_on": typed, "reason": "Đơn vị đang khắc phục hậu quả thiên tai"}
    answer = a_secretary(bloc).post(reverse("reports:reporting_extend", args=[reporting.pk]), data)
    assert Extension.objects.values_list("due_on", flat=True).first() == DAYS[typed]
    assert DAYS[typed] is not None or shown_again(answer, typed)
