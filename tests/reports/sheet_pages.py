"""Small tools for the tests of the pages of a score sheet."""

import re

from django.urls import reverse

REASON = "Có văn bản và số liệu kèm theo để đối chiếu."


def at(sheet, name: str = "sheet_detail") -> str:
    return reverse(f"reports:{name}", args=[sheet.pk])


def page_of(client, user, sheet, name: str = "sheet_detail") -> str:
    client.force_login(user)
    response = client.get(at(sheet, name))
    assert response.status_code == 200
    return response.content.decode()


def row_of(html: str, number: str) -> str:
    found = re.search(rf'<tr id="m{re.escape(number)}".*?</tr>', html, re.DOTALL)
    assert found, number
    return found.group()


def block(*rows: tuple, stage=None) -> dict[str, str]:
    """The fields of a block as the page posts them: (criterion, given, reason, revision) each."""
    data = {"buoc": str(stage)} if stage else {}
    for criterion, given, *rest in rows:
        reason, revision = (*rest, "", "")[:2] if len(rest) < 2 else rest
        data |= {f"k{criterion.pk}": str(revision), f"v{criterion.pk}": given, f"r{criterion.pk}": reason}
    return data
