"""The pages of a ballot: what each shows and to whom, and that nothing of the box shows before it is closed."""

import logging
import re
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from blocs.models import Role
from reports.actions.poll_closing import close_poll
from reports.models import Ballot, Poll, Receipt
from tests.make import a_bloc, a_user, the_cast
from tests.make_polls import a_poll, an_open_poll, keys_of, vote, voters_of

pytestmark = pytest.mark.django_db


def at(name: str, *args) -> str:
    return reverse(f"reports:{name}", args=args)


def logged_in(client, user):
    client.force_login(user)
    return client


def choose(poll, *answers: str) -> dict[str, str]:
    return {f"secret-{key}": answer for key, answer in zip(keys_of(poll), answers, strict=False)} | {
        "secret-sealed": "1"
    }


def hidden(html: str, name: str) -> str:
    return html.split(f'name="{name}" value="')[1].split('"')[0]


def test_choose_check_cast_and_keep_the_receipt(client):
    poll = an_open_poll()
    line = voters_of(poll)[0]
    client = logged_in(client, line.user)
    page = client.get(at("poll_cast", poll.pk)).content.decode()
    groups = page.split('<fieldset data-testid="candidate">')[1:]  # STF-10 AC 6: each candidate is one group
    assert [group.split("</fieldset>")[0].count('type="radio"') for group in groups] == [3, 3, 3]
    assert all(group.strip().startswith("<legend") for group in groups)
    checked = client.post(at("poll_cast", poll.pk), choose(poll, "yes", "no") | {"secret-step": "check"})
    assert not Ballot.objects.exists()
    code = hidden(checked.content.decode(), "secret-code")
    cast = choose(poll, "yes", "no") | {"secret-step": "cast", "secret-code": code}
    done = client.post(at("poll_cast", poll.pk), cast).content.decode()
    assert 'data-testid="receipt"' in done
    assert Ballot.objects.get().choices.count('"yes"') == 1
    again = client.post(at("poll_cast", poll.pk), cast).content.decode()
    assert 'data-testid="receipt"' in again  # STF-10 AC 2: pressed twice, the same ballot
    other_tab = client.post(at("poll_cast", poll.pk), cast | {"secret-code": ""}).content.decode()
    assert 'data-testid="voted"' in other_tab
    assert (Ballot.objects.count(), Receipt.objects.count()) == (1, 1)
    found = client.post(at("poll_receipt", poll.pk), {"code": code.lower()}).content.decode()
    lost = client.post(at("poll_receipt", poll.pk), {"code": "2" * 20}).content.decode()
    assert ('"receipt-said" data-found' in found, '"receipt-said" data-found' in lost) == (True, False)


def test_a_form_without_its_choices_is_no_blank_ballot(client):
    """As it would come back from a login that expired: what is named secret is kept nowhere."""
    poll = an_open_poll()
    logged_in(client, voters_of(poll)[0].user)
    client.post(at("poll_cast", poll.pk), {"secret-step": "cast"})
    assert not Ballot.objects.exists()
    client.post(at("poll_cast", poll.pk), {"secret-step": "cast", "secret-sealed": "1"})
    assert '"votes":{}' in Ballot.objects.get().choices


def test_a_ballot_sent_after_the_login_expired_is_kept_nowhere(client):
    poll = an_open_poll()
    line = voters_of(poll)[0]
    logged_in(client, line.user).get(at("poll_cast", poll.pk))
    client.logout()
    client.post(at("poll_cast", poll.pk), choose(poll, "yes") | {"secret-step": "cast"})
    assert "kept_post" not in client.session
    logged_in(client, line.user)
    assert 'data-testid="ballot"' in client.get(at("poll_cast", poll.pk)).content.decode()


def test_a_ballot_whose_form_is_older_than_its_login_is_kept_nowhere():
    poll = an_open_poll()
    client = Client(enforce_csrf_checks=True)
    client.force_login(voters_of(poll)[0].user)
    client.post(
        at("poll_cast", poll.pk), choose(poll, "yes") | {"secret-step": "cast"}, headers={"origin": "http://testserver"}
    )
    assert not Ballot.objects.exists()
    assert "kept_post" not in client.session


def test_the_web_server_that_comes_with_the_site_writes_no_line_where_ballots_are_cast():
    settings = (Path(__file__).resolve().parent.parent.parent / "deploy" / "nginx.conf").read_text()
    place, inside = re.search(r"location ~ (\S+) \{(.*?)\n    \}", settings, re.DOTALL).groups()
    assert all(re.search(place, at(name, 12)) for name in ("poll_cast", "poll_receipt"))
    assert not re.search(place, at("poll_detail", 12))
    assert "access_log off;" in inside


def test_too_many_are_chosen_and_the_page_says_so(client):
    poll = an_open_poll(way="choose", seats=2)
    logged_in(client, voters_of(poll)[0].user)
    sent = {"secret-step": "check", "secret-sealed": "1", "secret-choice": keys_of(poll)}
    assert "error" in client.post(at("poll_cast", poll.pk), sent).content.decode()
    sent["secret-choice"] = keys_of(poll)[:2]
    assert 'data-testid="cast"' in client.post(at("poll_cast", poll.pk), sent).content.decode()


def pages_of(poll) -> list[str]:
    names = ["poll_detail", "poll_prepare", "poll_run", "poll_count", "poll_cast", "poll_box", "poll_edit"]
    return [at(name, poll.pk) for name in names] + [
        at("poll_list"), at("my_tasks"), reverse("admin:index"), reverse("blocs:event_list"),
        reverse("blocs:bloc_detail", args=[poll.bloc_id]), f"{reverse('reports:board')}?khoi={poll.bloc_id}",
        *admin_pages(poll),
    ]  # fmt: skip


def admin_pages(poll) -> list[str]:
    return [f"/quan-tri/reports/{name}/" for name in ("poll", "voter", "ballot", "receipt", "candidate", "teller")]


def test_stf10_ac1_before_closing_no_page_log_or_session_shows_what_was_voted(client, caplog, django_user_model):
    """Two elections that differ in every vote and in nothing else look alike, wherever one looks."""
    bloc = a_bloc(3)
    people = the_cast(bloc)
    seen = []
    caplog.set_level(logging.DEBUG)
    for answer in ("yes", "no"):
        poll = an_open_poll(bloc, voters=7)
        for line in voters_of(poll)[:6]:
            vote(line, dict.fromkeys(keys_of(poll), answer))
        seen.append(look_everywhere(client, poll, [*people.values(), voters_of(poll)[0].user, voters_of(poll)[6].user]))
    one, other = seen
    assert one.keys() == other.keys()
    assert [key for key in one if one[key] != other[key]] == []
    told = "".join(record.getMessage() for record in caplog.records if "reports_ballot" not in record.getMessage())
    assert '"votes"' not in told
    assert all('"votes"' not in str(row.get_decoded()) for row in Session.objects.all())


def look_everywhere(client, poll, people) -> dict[tuple, tuple]:
    """(person, address) → status and how often each word of an outcome stands there."""
    found = {}
    for number, user in enumerate(people):
        client.force_login(user)
        for place, address in enumerate(pages_of(poll)):
            answer = client.get(address)
            body = answer.content.decode() if answer.status_code == 200 else ""
            words = [f'data-testid="{one}"' for one in ("outcome", "line", "proof", "valid", "open-votes", "box")]
            found[number, place] = (answer.status_code, [body.count(word) for word in words], '"votes"' in body)
            assert not any(body.count(word) for word in words), (user, address)
    return found


def test_stf10_ac3_the_schema_joins_no_voter_to_a_ballot():
    with connection.cursor() as cursor:
        for table in ("reports_ballot", "reports_receipt"):
            relations = connection.introspection.get_relations(cursor, table)
            assert {target for _column, target in relations.values()} == {"reports_poll"}
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            assert columns <= {"serial", "poll_id", "choices", "mac", "digest"}


def test_stf10_ac4_no_draft_of_a_choice_is_kept_by_the_page(client):
    poll = an_open_poll()
    logged_in(client, voters_of(poll)[0].user)
    answer = client.get(at("poll_cast", poll.pk))
    page = answer.content.decode()
    form = page.split('data-testid="ballot"')[0].rsplit("<form", 1)[1]
    assert 'autocomplete="off"' in form
    assert not [word for word in ("data-unsaved", "data-draft", "hx-", "data-autosave") if word in form]
    assert "no-store" in answer.headers["Cache-Control"]


def test_after_closing_the_outcome_its_reasons_its_proof_and_the_box(client):
    poll = an_open_poll()
    for line in voters_of(poll)[:6]:
        vote(line, {keys_of(poll)[0]: "yes"})
    close_poll(poll, by=a_user())
    logged_in(client, the_cast(poll.bloc)["reporter"])
    page = client.get(at("poll_detail", poll.pk)).content.decode()
    assert page.count('data-testid="line"') == 3
    assert page.count("data-chosen") == 1
    assert "85,71" in page  # STF-10 AC 5: six of the seven on the roll, as the rule says
    box = client.get(at("poll_box", poll.pk))
    assert box.json()["digest"] == Poll.objects.get(pk=poll.pk).box_digest


def test_an_open_ballot_tells_names_only_after_closing(client):
    poll = an_open_poll(is_secret=False)
    for line in voters_of(poll):
        vote(line)
    logged_in(client, the_cast(poll.bloc)["secretary"])
    assert 'data-testid="open-votes"' not in client.get(at("poll_detail", poll.pk)).content.decode()
    close_poll(poll, by=a_user())
    page = client.get(at("poll_detail", poll.pk)).content.decode()
    assert 'data-testid="open-votes"' in page
    assert all(line.name in page for line in voters_of(poll))


def test_the_secretary_prepares_opens_hands_out_papers_and_closes(client):
    bloc = a_bloc(3)
    poll = a_poll(bloc, voters=6)
    logged_in(client, a_user(Role.SECRETARY, at=bloc))
    client.post(at("poll_prepare", poll.pk), {"what": "voter", "voter-name": "Đại biểu mời", "voter-on_paper": "on"})
    assert poll.voters.count() == 7
    assert 'data-testid="obstacles"' in client.get(at("poll_prepare", poll.pk)).content.decode()
    tellers = [a_user(Role.REPORTER, at=bloc.memberships.first().unit) for _n in range(2)]
    for user in tellers:
        client.post(at("poll_prepare", poll.pk), {"what": "teller", "teller-user": user.pk})
    client.post(at("poll_open", poll.pk))
    assert Poll.objects.get(pk=poll.pk).state == "open"
    client.post(at("poll_run", poll.pk), {"present": [line.pk for line in voters_of(poll)]})
    client.post(at("poll_paper", poll.pk, voters_of(poll)[-1].pk))
    counts = {"valid": "1", "invalid": "0", "blank": "0"}
    counts |= {f"{key}/{cell}": "1" if cell == 0 else "0" for key in keys_of(poll) for cell in range(3)}
    logged_in(client, tellers[0]).post(at("poll_count", poll.pk), counts)
    logged_in(client, tellers[1]).post(at("poll_count", poll.pk), counts | {"valid": "0", "blank": "1"} | {
        name: "0" for name in counts if "/" in name
    })  # fmt: skip
    assert 'data-testid="differs"' in client.get(at("poll_count", poll.pk)).content.decode()
    client.post(at("poll_count", poll.pk), counts)
    assert 'data-testid="agreed"' in client.get(at("poll_count", poll.pk)).content.decode()
    logged_in(client, a_user(Role.SECRETARY, at=bloc)).post(at("poll_close", poll.pk))
    assert Poll.objects.get(pk=poll.pk).outcome["candidates"][0]["votes"] == [1, 0, 0]


def test_a_new_ballot_is_drafted_on_the_page(client):
    bloc = a_bloc(3)
    logged_in(client, a_user(Role.SECRETARY, at=bloc))
    page = client.get(f"{at('poll_new')}?khoi={bloc.pk}")
    sent = {name: value for name, value in page.context["form"].initial.items() if value not in (None, False)}
    sent |= {"question": "Bầu Khối trưởng", "kind": "head", "part": "next_head", "title": ""}
    client.post(f"{at('poll_new')}?khoi={bloc.pk}", sent)
    assert Poll.objects.get().voters.count() == 3
