"""CMD-3: what waits for whom, what changed, returned with a reason, decided one by one or together, undone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Duty, Event, Notice, Role
from reports.actions import approving
from reports.actions.directives import answer_directive, give_directive
from reports.actions.publications import correct, edit_summary, release
from reports.actions.sending import return_report
from reports.decided import decided_by
from reports.inbox import sections_of
from reports.logic.approval_rules import Difference, text_differences
from reports.models import Directive, Figure, Publication, Report, Result
from reports.waiting import waiting_for
from tests.make import (
    a_bloc,
    a_figure,
    a_pact,
    a_reporting,
    a_signing,
    a_user,
    members_of,
    the_cast,
)
from tests.make_results import a_published_result, a_result

pytestmark = pytest.mark.django_db
REASON = "Thiếu số liệu vi phạm giao thông của quý III"
INBOX = "/phe-duyet/"


@pytest.fixture
def desk():
    pact = a_pact(a_bloc(13), state="sealed", sealed_at=timezone.now(), digest="0" * 64, canonical="văn bản")
    reporting = a_reporting(pact.bloc)
    return {"bloc": pact.bloc, "pact": pact, "reporting": reporting, **the_cast(pact.bloc)}


def a_report(desk, unit, **facts) -> Report:
    own = {"state": "sent", "sent_at": timezone.now(), "sent_by": "Chỉ huy", **facts}
    return Report.objects.create(reporting=desk["reporting"], unit=unit, **own)


def reports(desk) -> list[Report]:
    return [a_report(desk, unit) for unit in members_of(desk["bloc"])]


def a_draft(desk, thread="tin", **facts) -> Publication:
    own = {"bloc": desk["bloc"], "author": desk["secretary"], "title": "Ký kết giao ước", "body": "Sáng ngày 15/02."}
    return Publication.objects.create(thread=thread, **own | facts)


def kinds(user, bloc=None) -> list[str]:
    return [one.kind for one in waiting_for(user, bloc)]


# --- What waits for whom


def test_each_kind_waits_for_who_decides_it(desk):
    a_report(desk, members_of(desk["bloc"])[-1])
    a_draft(desk)
    assert kinds(desk["secretary"]) == ["report"]
    assert kinds(desk["head_commander"]) == ["summary"]
    assert kinds(desk["standing"]) == ["summary"]
    assert kinds(desk["admin"]) == ["report", "summary"]
    for who in ("commander", "reporter", "stranger"):
        assert kinds(desk[who]) == []


def test_what_waits_is_counted_for_one_bloc(desk):
    a_draft(desk)
    other = a_bloc(2)
    a_draft({"bloc": other, "secretary": a_user()}, thread="khac")
    assert len(kinds(desk["admin"])) == 2 and len(kinds(desk["admin"], desk["bloc"])) == 1


def test_nobody_decides_what_they_wrote_or_changed(desk):
    draft = a_draft(desk, author=desk["standing"])
    assert kinds(desk["standing"]) == [] and kinds(desk["head_commander"]) == ["summary"]
    draft.title = "Ký kết giao ước thi đua năm 2017"
    edit_summary(draft, by=desk["head_commander"])
    assert kinds(desk["head_commander"]) == []


def test_a_pact_waits_for_the_commander_s_own_signature():
    pact, _ceremony = a_signing(2)
    commander = a_user(Role.COMMANDER, at=members_of(pact.bloc)[-1])
    [one] = waiting_for(commander)
    assert one.kind == "pact" and f"/{pact.pk}/" in one.url
    assert kinds(a_user(Role.REPORTER, at=members_of(pact.bloc)[-1])) == []


def test_an_answered_directive_waits_for_its_giver_and_for_who_stands_in(desk):
    unit = members_of(desk["bloc"])[-1]
    facts = {"bloc": desk["bloc"], "unit": unit, "due_on": timezone.localdate()}
    directive = give_directive(Directive(text="Giải quyết án tồn", **facts), by=desk["head_commander"])
    assert kinds(desk["head_commander"]) == []
    answer_directive(directive, "Đã giải quyết xong", by=desk["commander"])
    assert kinds(desk["head_commander"]) == ["directive"] and kinds(desk["standing"]) == []
    deputy = a_user()
    first = desk["head_commander"].duties.get()
    Duty.objects.create(user=deputy, role=first.role, unit=first.unit, acting_for=first, until_on=date(2099, 11, 30))
    assert kinds(deputy) == ["directive"]


# --- The page


def test_nothing_waiting_says_so_and_offers_a_way_on(client, desk):
    client.force_login(desk["commander"])
    html = client.get(INBOX).content.decode()
    assert 'class="empty"' in html and reverse("reports:my_tasks") in html


def test_a_delegation_is_said_with_its_last_day(client, desk):
    deputy = a_user()
    first = desk["standing"].duties.get()
    Duty.objects.create(user=deputy, role=first.role, unit=first.unit, acting_for=first, until_on=date(2099, 11, 30))
    for user in (deputy, desk["standing"]):
        client.force_login(user)
        html = client.get(INBOX).content.decode()
        assert 'data-testid="stand-in"' in html and "30/11/2099" in html


# --- AC 1


def test_cmd_3_ac_1_return_without_a_reason_is_impossible(client, desk):
    report = a_report(desk, members_of(desk["bloc"])[-1])
    client.force_login(desk["secretary"])
    url = reverse("reports:approval_return", args=["bao-cao", report.pk])
    for reason in ("", "   ", "thiếu số liệu"):
        assert client.post(url, {"reason": reason}).context["form"].errors
        with pytest.raises(Refused):
            return_report(report, reason, by=desk["secretary"])
    report.refresh_from_db()
    assert report.state == "sent"


def test_cmd_3_ac_1_the_reason_reaches_the_unit_word_for_word(client, desk):
    report = a_report(desk, members_of(desk["bloc"])[-1])
    client.force_login(desk["secretary"])
    assert (
        client.post(reverse("reports:approval_return", args=["bao-cao", report.pk]), {"reason": REASON}).status_code
        == 302
    )
    client.force_login(desk["commander"])
    assert REASON in client.get(report.get_absolute_url()).content.decode()
    assert REASON in client.get(reverse("reports:my_tasks")).content.decode()


@pytest.mark.parametrize("kind", ["bai-tong-hop", "ket-qua"])
def test_cmd_3_ac_1_a_draft_goes_back_to_its_author_with_the_reason(client, kind):
    if kind == "ket-qua":
        draft = a_result()
    else:
        bloc = a_bloc(3)
        draft = a_draft({"bloc": bloc, "secretary": a_user(Role.SECRETARY, at=bloc)})
    standing = a_user(Role.STANDING, at=draft.bloc.series.organiser)
    client.force_login(standing)
    url = reverse("reports:approval_return", args=[kind, draft.pk])
    assert client.post(url, {"reason": "ngắn"}).status_code == 200
    assert client.post(url, {"reason": REASON}).status_code == 302
    assert REASON in Notice.objects.get(user=draft.author, kind="returned").title
    assert REASON in client.get(INBOX).content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


# --- AC 2


def test_cmd_3_ac_2_a_batch_of_13_on_one_page_with_the_outcome_of_each(client, desk):
    rows = reports(desk)
    client.force_login(desk["secretary"])
    asked = {"loai": "report", "muc": [row.pk for row in rows]}
    summary = client.get(reverse("reports:approvals_batch", query=asked))
    assert len(summary.context["items"]) == 13
    done = client.post(reverse("reports:approvals_batch"), asked, follow=True)
    assert [one["problem"] for one in done.context["outcomes"]] == [""] * 13
    assert client.get(done.request["PATH_INFO"]).context["done"] == 13  # read again, nothing is done twice
    assert all(Report.objects.get(pk=row.pk).is_accepted for row in rows)
    assert Event.objects.filter(verb="reports.accept_report").count() == 13
    assert kinds(desk["secretary"]) == []


def test_cmd_3_ac_2_partial_failure_is_listed(client, desk):
    """One of three summaries has no text any more, so it cannot be published; the two others are."""
    good = [a_draft(desk, f"tin-{n}") for n in range(2)]
    bad = a_draft(desk, "tin-rong", number=2)
    client.force_login(desk["standing"])
    asked = {"loai": "summary", "muc": [row.pk for row in [*good, bad]]}
    done = client.post(reverse("reports:approvals_batch"), asked, follow=True)
    problems = [bool(one["problem"]) for one in done.context["outcomes"]]
    assert problems == [False, False, True] and (done.context["done"], done.context["failed"]) == (2, 1)
    html = done.content.decode()
    assert html.count('data-testid="failed"') == 1 and html.count('data-testid="done"') == 2
    assert set(Publication.objects.filter(state="published")) == set(good)


def test_what_does_not_wait_for_me_is_left_out_of_a_batch(client, desk):
    draft = a_draft(desk)
    client.force_login(desk["secretary"])  # the author
    asked = {"loai": "summary", "muc": [draft.pk, "x"]}
    assert client.get(reverse("reports:approvals_batch", query=asked)).context["items"] == []
    client.post(reverse("reports:approvals_batch"), asked)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert client.get(reverse("reports:approvals_batch", query={"loai": "result"})).status_code == 404


# --- AC 3


def test_cmd_3_ac_3_what_changed_is_said_in_words(client, desk):
    first = release(a_draft(desk), by=desk["standing"])
    draft = correct(first, by=desk["secretary"])
    draft.body, draft.correction_note = "Sáng ngày 16/02.\n\nCó 13 đơn vị ký.", "Sửa ngày"
    edit_summary(draft, by=desk["secretary"])
    client.force_login(desk["standing"])
    html = client.get(INBOX).content.decode()
    assert "<del>Sáng ngày 15/02.</del>" in html and "<ins>Sáng ngày 16/02.</ins>" in html
    [section] = sections_of(waiting_for(desk["standing"]), 50)
    assert section.items[0].changes == [
        Difference("", "Sáng ngày 15/02.", "Sáng ngày 16/02."),
        Difference("", "", "Có 13 đơn vị ký."),
    ]
    words = html[html.index('data-testid="changes"') :]
    assert words.index("Bỏ:") < words.index("<del>") and words.index("Thêm:") < words.index("<ins>")


def test_differences_of_texts_go_by_paragraph():
    assert text_differences("một\nhai", "một\nhai") == []
    assert text_differences("một\nhai", "hai") == [Difference("", "một", "")]


def test_a_report_that_came_back_says_which_figures_changed(desk):
    unit = members_of(desk["bloc"])[-1]
    pledge = desk["pact"].pledges.get()
    figure = a_figure(pledge, unit, phase=desk["reporting"].phase, value=80)
    report = return_report(a_report(desk, unit), REASON, by=desk["secretary"])
    figure = Figure.objects.get(pk=figure.pk)
    figure.value = 85
    figure.save()
    report = Report.objects.get()
    report.state, report.sent_at = "sent", timezone.now()
    report.save()
    [section] = sections_of(waiting_for(desk["secretary"]), 50)
    [item] = section.items
    assert item.returned == [REASON] and item.is_again
    assert [(one.name, one.old, one.new) for one in item.changes] == [(pledge.name, "80%", "85%")]


def test_a_corrected_result_says_what_moved():
    table = a_published_result().table
    figure = table.pact.bloc.figures.filter(unit=members_of(table.pact.bloc)[0]).first()
    figure.value += 3
    figure.save()
    a_result(table, correction_note="Sửa số liệu của một đơn vị theo biên bản")
    standing = a_user(Role.STANDING, at=table.pact.bloc.series.organiser)
    [section] = [one for one in sections_of(waiting_for(standing), 50) if one.kind == "result"]
    assert section.items[0].is_again and section.items[0].totals


# --- AC 4


def test_cmd_3_ac_4_an_acceptance_is_undone_until_the_phase_is_locked(client, desk):
    report = approving.accept_report(a_report(desk, members_of(desk["bloc"])[-1]), by=desk["secretary"])
    client.force_login(desk["secretary"])
    undo = reverse("reports:approval_undo", args=[report.pk])
    assert f'action="{undo}"' in client.get(INBOX).content.decode()
    client.post(undo)
    assert not Report.objects.get().is_accepted and kinds(desk["secretary"]) == ["report"]
    approving.accept_report(report, by=desk["secretary"])
    reporting = desk["reporting"]
    reporting.state = "closed"
    reporting.save()
    html = client.get(INBOX).content.decode()
    assert f'action="{undo}"' not in html
    [told] = decided_by(desk["secretary"])
    assert told.why_not and told.why_not in html
    client.post(undo)
    assert Report.objects.get().is_accepted


def test_cmd_3_ac_4_what_was_published_says_how_it_is_undone(desk):
    release(a_draft(desk), by=desk["standing"])
    [told] = decided_by(desk["standing"])
    assert told.is_page and told.undo_url == reverse(
        "reports:publication_withdraw", args=[Publication.objects.get().pk]
    )
    result = a_result()
    standing = a_user(Role.STANDING, at=result.bloc.series.organiser)
    from reports.actions.results import release_result

    release_result(result, by=standing)
    [told] = decided_by(standing)
    assert told.why_not and not told.undo_url


# --- AC 5


def test_cmd_3_ac_5_publishing_a_result_asks_the_mode_and_shows_the_page_of_strangers(client):
    result = a_result(mode="classes")
    standing = a_user(Role.STANDING, at=result.bloc.series.organiser)
    client.force_login(standing)
    url = reverse("reports:approval_release", args=[result.pk])
    assert url in client.get(INBOX).content.decode()
    page = client.get(url)
    assert [value for value, _label in page.context["form"].fields["mode"].choices] == list(Result.Mode.values)
    assert not page.context["form"].initial.get("mode")
    assert client.get(page.context["preview"]).status_code == 200
    for mode in ("", "ranking"):
        assert client.post(url, {"mode": mode, "revision": result.revision}).context["form"].errors
    result.refresh_from_db()
    assert result.state == "draft"
    assert client.post(url, {"mode": "classes", "revision": result.revision}).status_code == 302
    result.refresh_from_db()
    assert result.state == "published"


# --- Accepting


def test_a_report_sent_again_is_accepted_again(desk):
    report = approving.accept_report(a_report(desk, members_of(desk["bloc"])[-1]), by=desk["secretary"])
    with pytest.raises(Refused):
        approving.accept_report(report, by=desk["secretary"])
    report.sent_at = timezone.now() + timedelta(seconds=1)
    report.save()
    assert not report.is_accepted and kinds(desk["secretary"]) == ["report"]
    told = Notice.objects.filter(kind="decision", about=f"report:{report.pk}")
    assert set(told.values_list("user", flat=True)) == {desk["commander"].pk, desk["reporter"].pk}


def test_only_who_runs_the_bloc_accepts(client, desk):
    report = a_report(desk, members_of(desk["bloc"])[-1])
    for who in ("commander", "reporter", "standing", "head_commander"):
        client.force_login(desk[who])
        assert client.post(reverse("reports:approval_accept", args=[report.pk])).status_code == 403
        assert client.post(reverse("reports:approval_undo", args=[report.pk])).status_code == 403
    assert not Report.objects.get().is_accepted


def test_a_draft_that_is_out_is_not_sent_back(desk):
    published = release(a_draft(desk), by=desk["standing"])
    with pytest.raises((Refused, ValidationError)):
        approving.return_summary(published, REASON, by=desk["standing"])
