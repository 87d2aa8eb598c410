"""The pages of adoption: comments beside the text, versions, the vote, and why there is no seal yet (issue 5)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Duty, Role
from pacts.actions import adoption as actions
from pacts.actions.pacts import amend
from pacts.actions.voting import adopt_text
from pacts.models import Adoption, AgendaItem, Comment, Pact, TextVersion
from pacts.text import canonical_of, digest_of
from tests.make import a_bloc, a_pact, a_pledge, a_signing, adopted, members_of, the_cast

pytestmark = pytest.mark.django_db


def at(name, *args, **query) -> str:
    words = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(f"pacts:{name}", args=args) + (f"?{words}" if words else "")


@pytest.fixture
def pact():
    return a_pact(slogan="Đoàn kết, kỷ cương")


@pytest.fixture
def cast(pact):
    return the_cast(pact.bloc)


@pytest.fixture
def version(pact, cast):
    return actions.circulate(pact, by=cast["secretary"])


@pytest.fixture
def said(pact, cast, version):
    member = pact.bloc.memberships.get(unit=members_of(pact.bloc)[-1])
    words = {"clause": "slogan", "text": "Nên thêm trách nhiệm", "proposed": "Đoàn kết, trách nhiệm"}
    return actions.comment(member, version=version, by=cast["reporter"], **words)


def page_of(client, user, address) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- Sent round ---


def test_before_the_draft_is_sent_round_the_page_says_who_sends_it(client, pact, cast):
    send = at("text_circulate", pact.pk)
    assert send in page_of(client, cast["secretary"], at("pact_comments", pact.pk))
    assert send not in page_of(client, cast["commander"], at("pact_comments", pact.pk))


def test_the_secretary_sends_the_draft_round_with_a_last_day(client, pact, cast):
    client.force_login(cast["secretary"])
    until = timezone.localdate() + timedelta(days=5)
    typed = {"note": "Bản đầu", "comments_until": f"{until:%d/%m/%Y}"}
    assert client.post(at("text_circulate", pact.pk), typed).url == at("pact_comments", pact.pk)
    assert TextVersion.objects.get().comments_until == until
    refused = client.post(at("text_circulate", pact.pk), {"comments_until": "1/1/2001"})
    assert refused.status_code == 200 and refused.context["form"].non_field_errors()


@pytest.mark.parametrize("who", ["standing", "head_commander", "commander", "reporter"])
def test_nobody_else_sends_answers_or_records(client, pact, cast, said, who):
    adoption = adopted(pact)
    client.force_login(cast[who])
    for address in (at("text_circulate", pact.pk), at("comment_answer", said.pk), at("adoption_strike", adoption.pk)):
        assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)
    assert client.get(at("pact_adopt", pact.pk)).status_code == 200
    assert client.post(at("pact_adopt", pact.pk), {"votes_for": "3"}).status_code == 403
    assert (TextVersion.objects.count(), Adoption.objects.count()) == (1, 1)


def test_a_stranger_finds_nothing(client, pact, cast, said):
    client.force_login(cast["stranger"])
    for address in (at("pact_comments", pact.pk), at("pact_versions", pact.pk), at("comment_answer", said.pk)):
        assert client.get(address).status_code == 404
    assert client.post(at("comment_withdraw", said.pk)).status_code == 404


# --- Comments ---


def test_a_unit_comments_on_a_clause_and_finds_it_beside_the_clause(client, pact, cast, version):
    client.force_login(cast["reporter"])
    add = at("comment_add", pact.pk, muc="1.1", ban=1)
    form = client.get(add).context["form"]
    assert form["proposed"].value() == pact.pledges.get().name
    typed = {
        "membership": form["membership"].value(),
        "text": "Chỉ tiêu nên là 92%",
        "proposed": form["proposed"].value(),
    }
    answer = client.post(add, typed)
    comment = Comment.objects.get()
    assert answer.url == f"{at('pact_comments', pact.pk)}#gop-y-{comment.pk}"
    assert (comment.clause, comment.proposed, comment.unit) == ("1.1", "", members_of(pact.bloc)[-1])
    page = client.get(at("pact_comments", pact.pk))
    places = {place.key: [one.comment for one in place.said] for place in page.context["places"]}
    assert places["1.1"] == [comment] and page.context["open_count"] == 1


def test_a_posted_unit_of_somebody_else_is_refused(client, pact, cast, version):
    client.force_login(cast["reporter"])
    other = pact.bloc.memberships.get(unit=members_of(pact.bloc)[0])
    answer = client.post(at("comment_add", pact.pk), {"membership": other.pk, "text": "Thay đơn vị khác"})
    assert answer.status_code == 200 and "membership" in answer.context["form"].errors
    assert not Comment.objects.exists()


def test_who_speaks_for_two_units_chooses(client, pact, cast, version):
    Duty.objects.create(user=cast["reporter"], role=Role.REPORTER, unit=members_of(pact.bloc)[0])
    page = page_of(client, cast["reporter"], at("comment_add", pact.pk))
    assert '<select name="membership"' in page


def test_a_clause_or_a_draft_that_is_not_there_is_not_found(client, pact, cast):
    client.force_login(cast["reporter"])
    assert client.get(at("comment_add", pact.pk)).status_code == 404
    actions.circulate(pact, by=cast["secretary"])
    assert client.get(at("comment_add", pact.pk, muc="9.9")).status_code == 404
    assert client.get(at("comment_add", pact.pk, muc="units")).status_code == 200


def test_a_comment_on_a_version_that_is_no_longer_the_newest_keeps_what_was_typed(client, pact, cast, version):
    client.force_login(cast["reporter"])
    add = at("comment_add", pact.pk, muc="title", ban=1)
    membership = client.get(add).context["form"]["membership"].value()
    a_pledge(pact)
    actions.circulate(pact, by=cast["secretary"])
    answer = client.post(add, {"membership": membership, "text": "Góp ý muộn", "proposed": ""})
    assert answer.status_code == 200 and "Góp ý muộn" in answer.content.decode()
    assert answer.context["form"].non_field_errors() and not Comment.objects.exists()


def test_only_the_unit_takes_its_comment_back(client, cast, said):
    for who, status in [("secretary", 403), ("head_commander", 403), ("commander", 302)]:
        client.force_login(cast[who])
        assert client.post(at("comment_withdraw", said.pk), {"revision": said.revision}).status_code == status
    said.refresh_from_db()
    assert said.state == "withdrawn"


def test_the_secretary_accepts_the_wording_into_the_draft(client, pact, cast, said):
    client.force_login(cast["secretary"])
    address = at("comment_answer", said.pk)
    typed = {"state": "accepted", "apply": "on", "revision": client.get(address).context["form"]["revision"].value()}
    assert client.post(address, typed).status_code == 302
    pact.refresh_from_db()
    assert pact.slogan == "Đoàn kết, trách nhiệm"
    page = client.get(at("pact_comments", pact.pk))
    assert page.context["has_changed"] and 'data-testid="has-changed"' in page.content.decode()


def test_a_clause_changed_since_shows_both_texts_and_what_was_typed(client, pact, cast, said):
    Pact.objects.filter(pk=pact.pk).update(slogan="Khẩu hiệu sửa tay")
    client.force_login(cast["secretary"])
    typed = {"state": "accepted", "answer": "Đồng ý với đơn vị", "apply": "on", "revision": said.revision}
    page = client.post(at("comment_answer", said.pk), typed).content.decode()
    for words in ("Khẩu hiệu sửa tay", "Đoàn kết, kỷ cương", "Đồng ý với đơn vị"):
        assert words in page
    said.refresh_from_db()
    assert said.state == "open"


def test_comments_on_an_older_version_stand_where_their_clause_stands_now(client, pact, cast, said):
    Pact.objects.filter(pk=pact.pk).update(slogan="Khẩu hiệu khác")
    actions.circulate(pact, by=cast["secretary"])
    client.force_login(cast["secretary"])
    places = client.get(at("pact_comments", pact.pk)).context["places"]
    assert [place.key for place in places if place.said] == ["slogan"]
    Pact.objects.filter(pk=pact.pk).update(slogan="")
    actions.circulate(pact, by=cast["secretary"])
    places = client.get(at("pact_comments", pact.pk)).context["places"]
    assert [place.key for place in places if place.said] == [""]


# --- Versions ---


def test_what_changed_is_marked_in_words_not_by_colour_alone(client, pact, cast, version):
    Pact.objects.filter(pk=pact.pk).update(slogan="Đoàn kết, trách nhiệm")
    actions.circulate(pact, by=cast["secretary"])
    page = page_of(client, cast["commander"], at("pact_versions", pact.pk, tu=1, den=2))
    assert "<ins>" in page and "<del>" in page and 'data-kind="changed"' in page
    same = page_of(client, cast["commander"], at("pact_versions", pact.pk, tu=2, den="nay"))
    assert 'data-testid="no-changes"' in same
    assert 'data-kind="changed"' in page_of(client, cast["commander"], at("pact_versions", pact.pk, tu="x", den="y"))


def test_an_amendment_is_compared_with_the_sealed_version(client, cast):
    old = a_pact(a_bloc(), slogan="Cũ")
    kept = {"canonical": canonical_of(old), "digest": digest_of(old)}
    Pact.objects.filter(pk=old.pk).update(state="sealed", sealed_at=timezone.now(), **kept)
    new = amend(old, by=cast["admin"])
    assert 'data-testid="no-changes"' in page_of(client, cast["admin"], at("pact_versions", new.pk))
    Pact.objects.filter(pk=new.pk).update(slogan="Mới")
    page = page_of(client, cast["admin"], at("pact_versions", new.pk, tu="truoc", den="nay"))
    assert 'data-kind="changed"' in page


# --- The vote ---


def the_votes(pact, **votes) -> dict:
    return {"votes_for": "3", "votes_against": "0", "abstentions": "0", "digest": digest_of(pact), **votes}


def test_the_vote_is_recorded_at_the_meeting_and_leads_back_to_the_console(client):
    pact, ceremony = a_signing(3)
    item = AgendaItem.objects.create(ceremony=ceremony, title="Thông qua nội dung giao ước", is_adoption=True)
    AgendaItem.objects.create(ceremony=ceremony, order=0, title="Bình xét danh hiệu", is_adoption=True)
    client.force_login(the_cast(pact.bloc)["secretary"])
    address = at("pact_adopt", pact.pk, le=ceremony.pk)
    form = client.get(address).context["form"]
    assert (form["votes_for"].value(), form["item"].value()) == ("3", item.pk)
    answer = client.post(address, the_votes(pact, item=item.pk))
    assert answer.url == f"{at('ceremony_console', ceremony.pk)}#pact-{pact.pk}"
    item.refresh_from_db()
    assert (item.votes_for, item.is_unanimous, Adoption.objects.get().ceremony) == (3, True, ceremony)
    assert Adoption.objects.get().digest in client.get(address).content.decode()


def test_a_second_press_and_a_changed_text_are_refused_with_what_was_typed(client, pact, cast):
    client.force_login(cast["secretary"])
    assert client.post(at("pact_adopt", pact.pk), the_votes(pact)).url == at("pact_adopt", pact.pk)
    again = client.post(at("pact_adopt", pact.pk), the_votes(pact, votes_for="2"))
    assert again.status_code == 200 and again.context["form"].non_field_errors()
    shown = the_votes(pact)
    a_pledge(pact)
    changed = client.post(at("pact_adopt", pact.pk), shown)
    assert changed.status_code == 200 and changed.context["form"].non_field_errors()
    assert Adoption.objects.count() == 1
    assert 'data-testid="vote-anew"' in client.get(at("pact_adopt", pact.pk)).content.decode()


def test_a_vote_is_struck_with_its_reason_and_stays_readable(client, pact, cast):
    adoption = adopt_text(pact, votes_for=3, by=cast["secretary"])
    client.force_login(cast["secretary"])
    strike = at("adoption_strike", adoption.pk)
    assert client.post(strike, {"reason": ""}).status_code == 200
    assert client.post(strike, {"reason": "Đếm nhầm phiếu"}).status_code == 302
    page = client.get(at("pact_adopt", pact.pk)).content.decode()
    assert "Đếm nhầm phiếu" in page and 'data-testid="vote"' in page
